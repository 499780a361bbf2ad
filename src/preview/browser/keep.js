// What a person had done on a page, to do it again where a page is loaded anew: where it was scrolled to,
// what had the focus, what was open.

const KEPT = 'termijn:keep';

/** Where an element stands, as a selector that holds as long as what is around it stays. */
function pathOf(element) {
  const steps = [];
  for (let node = element; node && node !== document.documentElement; node = node.parentElement) {
    if (node.id) return [`#${CSS.escape(node.id)}`, ...steps].join(' > ');
    const { localName } = node;
    const alike = [...node.parentElement.children].filter((each) => each.localName === localName);
    const index = alike.indexOf(node);
    steps.unshift(`${localName}:nth-of-type(${index + 1})`);
  }
  return steps.join(' > ');
}

const hasSelection = (element) => {
  try {
    return typeof element.selectionStart === 'number';
  } catch {
    return false;
  }
};

/** The element that has the focus on the page, and what is selected in it. */
export function focusOf() {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return undefined;
  const { selectionStart, selectionEnd, selectionDirection } = element;
  const selection = hasSelection(element) && [selectionStart, selectionEnd, selectionDirection];
  return { element, selection };
}

/** Gives the focus back to who lost it. */
export function refocus(focus, element = focus?.element) {
  if (!element?.isConnected || document.activeElement === element) return;
  element.focus({ preventScroll: true });
  if (focus.selection && hasSelection(element)) element.setSelectionRange(...focus.selection);
}

/**
 * Keeps it for the next page in this tab, when that is the page at `address`. `own` is what the preview itself
 * wants to know there.
 */
export function keep(address, own) {
  const focus = focusOf();
  const isOnPage = focus && !focus.element.shadowRoot;
  const kept = {
    path: new URL(address, location.href).pathname,
    scroll: [scrollX, scrollY],
    focus: isOnPage ? { path: pathOf(focus.element), selection: focus.selection } : undefined,
    details: [...document.querySelectorAll('details')].map((each) => [pathOf(each), each.open]),
    own,
  };
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

/** Does again what was kept for this page; gives what the preview wanted to know, once. */
export function restore() {
  const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
  sessionStorage.removeItem(KEPT);
  if (kept?.path !== location.pathname) return undefined;
  for (const [path, isOpen] of kept.details) {
    const details = document.querySelector(path);
    if (details?.localName === 'details') details.open = isOpen;
  }
  const scroll = () => {
    const [left, top] = kept.scroll;
    if (!location.hash || top > 0) scrollTo({ left, top, behavior: 'instant' });
  };
  scroll();
  // Pictures and the page's own scripts still change its height; who scrolls meanwhile is left alone.
  const at = scrollY;
  addEventListener('load', () => (scrollY === at || scrollY === 0 ? scroll() : undefined), { once: true });
  const focus = () => refocus(kept.focus, document.querySelector(kept.focus.path));
  if (kept.focus) {
    focus();
    // A form that works by script may be out of sight until that has run.
    addEventListener('load', () => document.activeElement === document.body && focus(), { once: true });
  }
  return kept.own;
}

/** The place that somebody looks at, to hold while the page above it changes its height. */
export function hold() {
  if (scrollY === 0) return () => {};
  const centre = document.documentElement.clientWidth / 2;
  const within = [40, 160, 320].flatMap((top) => document.elementsFromPoint(centre, top));
  const anchors = within.filter((element) => document.body?.contains(element) && element !== document.body);
  const places = anchors.map((element) => [element, element.getBoundingClientRect().top]);
  return () => {
    const place = places.find(([element]) => element.isConnected);
    const moved = place && place[0].getBoundingClientRect().top - place[1];
    if (moved) scrollBy({ top: moved, behavior: 'instant' });
  };
}
