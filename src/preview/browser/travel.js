// Keeps the moment that is looked at in the address, wherever somebody goes on this site.

/** The moment in an address as it is written there, or `undefined`. */
const written = (search) => /[?&]at=([^&]*)/.exec(search)?.[1];

/** The moment of this page as it is written in an address; `undefined` for now. */
export const moment = written(location.search) || undefined;

/** The moment of this page as somebody typed it; `undefined` for now. */
export const typed = moment && new URLSearchParams(location.search).get('at');

/** An address at a moment: `{ value }` as the server gives it, or `undefined` for now. */
export function addressAt(address, at) {
  return withMoment(address, at && encodeURIComponent(at.value));
}

/** An address on this site, as seen at the moment of this page. */
export function addressHere(address) {
  return withMoment(address, moment);
}

function withMoment(address, at) {
  const url = new URL(address, location.href);
  const others = url.search.slice(1).split('&').filter((pair) => pair && !/^at(=|$)/.test(pair));
  url.search = [...others, at && `at=${at}`].filter(Boolean).join('&');
  return url.href;
}

/** Whether an address is one of this site without a moment of its own. */
function isWanting(address) {
  const url = URL.parse ? URL.parse(address, document.baseURI) : new URL(address, document.baseURI);
  return url?.origin === location.origin && written(url.search) === undefined;
}

/**
 * From now on links, forms and what scripts do to the address keep the moment of this page. A link has it only
 * while somebody uses it: `quietly` makes the change without its being taken for the page's own. `own` is the
 * element of the preview, whose links know where they lead.
 */
export function keepMoment(own, quietly) {
  if (!moment) return;
  for (const name of ['pushState', 'replaceState']) {
    const change = history[name].bind(history);
    history[name] = (state, unused, address) => {
      const isAddress = address !== undefined && address !== null;
      return change(state, unused, isAddress && isWanting(address) ? addressHere(address) : address);
    };
  }
  const lend = (event) => {
    if (event.target === own) return;
    const link = event.composedPath().find((node) => node.matches?.('a[href], area[href]'));
    const address = link?.getAttribute('href');
    // What only moves within the page keeps the address as it is.
    if (!link || address.startsWith('#') || !isWanting(address)) return;
    quietly(() => link.setAttribute('href', addressHere(address)));
    setTimeout(() => quietly(() => link.setAttribute('href', address)));
  };
  for (const name of ['click', 'auxclick', 'contextmenu', 'dragstart']) addEventListener(name, lend, true);

  let sent;
  addEventListener('submit', (event) => {
    const form = event.target;
    const action = event.submitter?.getAttribute('formaction') ?? form.getAttribute('action') ?? location.href;
    if (event.defaultPrevented || form.method !== 'get' || !isWanting(withMoment(action))) return;
    sent = form;
    setTimeout(() => (sent = undefined));
  });
  addEventListener('formdata', (event) => {
    if (event.target === sent) event.formData.append('at', typed);
  });

  const refresh = document.querySelector('meta[http-equiv="refresh" i]');
  const address = /url\s*=\s*['"]?([^'"]+)/i.exec(refresh?.content ?? '')?.[1];
  if (address && isWanting(address)) location.replace(addressHere(address));
}
