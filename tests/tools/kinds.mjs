// The kinds of page that a site has, and of each kind the page that shows most.

/** Kinds that a whole site has, so that none is left out unseen. */
export const KINDS = [
  'home', 'section', 'list, page 2', 'archief', 'all organisaties', 'organisaties', 'all regios', 'regios', 'agenda', 'page', '404',
  'inhuur, open', 'inhuur, not open', 'aanbesteding, open', 'aanbesteding, not open',
  'vacature, open', 'vacature, not open', 'nota-van-inlichtingen', 'retired',
];

/** All pages but those that only lead on to another. */
export function pagesOf(site) {
  return site.ending('.html').filter((path) => !site.page(path).isAlias);
}

/** Of every kind of page the longest: it shows most. */
export function longest(site) {
  const chosen = new Map();
  for (const path of pagesOf(site)) {
    const kind = kindOf(site, path);
    const best = chosen.get(kind);
    if (best === undefined || site.text(path).length > site.text(best).length) chosen.set(kind, path);
  }
  return chosen;
}

export function kindOf(site, path) {
  if (path === 'index.html') return 'home';
  if (path === '404.html') return '404';
  const folders = path.split('/').slice(0, -1);
  const data = site.page(path).tags.find((tag) => tag.name === 'main')?.attributes ?? {};
  if (data['data-notice'] !== undefined) {
    const json = path.replace(/index\.html$/, 'notice.json');
    if (!site.files.has(json)) return 'retired';
    const { kind, is_open } = site.json(json);
    return `${kind}, ${is_open ? 'open' : 'not open'}`;
  }
  if (folders.at(-2) === 'page') return 'list, page 2';
  if (folders.length > 1) return folders.at(-1) === 'nota-van-inlichtingen' ? folders.at(-1) : folders[0];
  if (['organisaties', 'regios'].includes(folders[0])) return `all ${folders[0]}`;
  if (['archief', 'agenda'].includes(folders[0])) return folders[0];
  const isSection = [...site.files].some((other) => other.startsWith(folders[0] + '/') && other.endsWith('/notice.json'));
  return isSection ? 'section' : 'page';
}

/** The address of a page on its host, which shows 404.html at an address that is not there. */
export function addressOf(path) {
  if (path.startsWith('/')) return path;
  return path === '404.html' ? '/er/is/hier/niets/' : '/' + path.replace(/index\.html$/, '');
}

/** The address of a search with a filter: in the region with most notices. Undefined when the site has no search. */
export function searchOf(site) {
  const path = [...site.files].filter((file) => /^zoek\/.*\.json$/.test(file)).sort().at(-1);
  if (path === undefined) return undefined;
  const { notices, regions } = site.json(path);
  const count = (region) => notices.filter((notice) => notice.region === region).length;
  const [most] = [...regions.keys()].sort((one, other) => count(other) - count(one));
  const list = path === 'zoek/open.json' ? '/' : '/archief/';
  return most === undefined ? `${list}?q=de` : `${list}?regio=${regions[most].url.split('/').at(-2)}`;
}

/** Waits until a search shows how much it found, with its filters to be seen. */
export async function searched(page) {
  await page.waitForFunction(() => document.querySelector('.search-count')?.textContent.trim());
  const toggle = page.locator('.filters-toggle');
  if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
}
