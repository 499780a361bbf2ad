// Style sheets that take the place of another: loaded beside it, and put in its place when they are there, so
// that the page is never without.

const LONGEST_WAIT_MS = 3000;

/** Holds a sheet back: it is loaded, and matches nothing. */
const NOWHERE = 'not all';

/** Loads what `plan` needs; the links by the fresh node that they stand for. `old` links stay as they are. */
export async function load(plan, source) {
  const links = new Map();
  await Promise.all(plan.sheets.map(({ old, fresh }) => {
    const link = document.importNode(fresh, false);
    link.media = NOWHERE;
    links.set(fresh, link);
    const loaded = new Promise((done) => {
      // One that is not there is not there in a build either.
      for (const name of ['load', 'error']) link.addEventListener(name, done, { once: true });
      setTimeout(done, LONGEST_WAIT_MS);
    });
    source.quietly(() => source.live.get(old).after(link));
    return loaded;
  }));
  return links;
}
