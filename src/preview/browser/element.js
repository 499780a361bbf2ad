// Makes elements. Texts of problems and notices are written by others: they become text nodes and attributes,
// never markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Lines of 24 by 24. */
const ICONS = {
  earlier: 'M15 5l-7 7 7 7',
  later: 'M9 5l7 7-7 7',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M5 15l7-7 7 7',
  fold: 'M5 9l7 7 7-7',
  list: 'M4 6l2 2 3-4M4 13l2 2 3-4M4 20l2 2 3-4M13 7h8M13 14h8M13 21h8',
  error: 'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7.5v5.5M12 16.2v.3',
  warning: 'M12 4L2.5 20h19zM12 10v4.5M12 17.2v.3',
  sound: 'M5 12.5l4.5 4.5L19 7.5',
};

/**
 * An element. Properties that begin with `on` are listeners, `class` and all others are attributes; `true` is
 * an attribute without a value, and `false`, `null` or `undefined` leave it out, as they do a child.
 */
export function h(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else set(element, key, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/** Sets an attribute, or takes it away for `false`, `null` and `undefined`; touches nothing that is right. */
export function set(element, name, value) {
  if (value === false || value === null || value === undefined) element.removeAttribute(name);
  else if (value === true) element.toggleAttribute(name, true);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}

/** Gives an element this text; touches nothing that is right, so that nothing is read aloud twice. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A drawing that stands beside words, or on a button with a label: never the only one to tell something. */
export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'path');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  line.setAttribute('d', ICONS[name]);
  drawing.append(line);
  return drawing;
}

/**
 * Fills `box` anew when `value` is another than the last time; whoever had the focus in it keeps it, on what
 * has the same `data-key`.
 */
export function redraw(box, value, children) {
  const written = JSON.stringify(value);
  if (drawn.get(box) === written) return;
  drawn.set(box, written);
  const root = box.getRootNode();
  const focused = box.contains(root.activeElement) ? root.activeElement : undefined;
  const scroll = box.scrollTop;
  box.replaceChildren(...[children()].flat(Infinity).filter(Boolean));
  box.scrollTop = scroll;
  if (!focused) return;
  const keyed = [...box.querySelectorAll('[data-key]')];
  const again = keyed.find((each) => each.dataset.key === focused.dataset.key);
  (again ?? box.closest('[tabindex="-1"]'))?.focus({ preventScroll: true });
}

const drawn = new WeakMap();
