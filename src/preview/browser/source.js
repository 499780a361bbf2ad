// The page as the server sent it, node by node beside what stands in the browser, and what scripts of the page
// have changed there since.

const OWN = 'script[src^="/_termijn/"]';
const DATA_SCRIPT = /^(application|text)\/(?!(x-)?(java|ecma)script)|^speculationrules$/i;

/** Parses what the server sent; nothing in it is loaded or runs. */
export function parse(html) {
  const root = new DOMParser().parseFromString(html, 'text/html').documentElement;
  root.normalize();
  return root;
}

/** Whether a script runs, and does not hold data. */
export const runs = (script) => !DATA_SCRIPT.test(script.type);

/** What runs on a page, and in which order. */
export function scriptsOf(root) {
  const scripts = [...root.querySelectorAll('script')].filter(runs);
  return scripts.map((script) => `${script.type} ${script.getAttribute('src') ?? script.text}`).join('\n');
}

/** What the server sent last, and the node in the browser that belongs to each of its nodes. */
export class Source {
  /** Takes the document as it now is: before any script of the page that waits for the whole page. */
  constructor() {
    document.documentElement.normalize();
    const inert = document.implementation.createHTMLDocument('');
    this.root = inert.importNode(document.documentElement, true);
    this.live = new WeakMap();
    pair(this.root, document.documentElement, this.live);
    for (const script of this.root.querySelectorAll(OWN)) script.remove();
    // Scripts that did not wait may have changed the page already: then nobody knows what was sent.
    const early = [...this.root.querySelectorAll('script')].filter(runs);
    const waits = (script) => script.type === 'module' || (script.src && script.defer);
    // Not `async`, which is true of every copy.
    this.isSure = early.every((script) => waits(script) && !script.hasAttribute('async'));
    this.touched = new Map();
    this.observer = new MutationObserver((records) => this.note(records));
    const all = { subtree: true, childList: true, attributes: true, characterData: true };
    this.observer.observe(document.documentElement, all);
  }

  /** Changes the document without the change being taken for one of the page's scripts. */
  quietly(change) {
    this.note(this.observer.takeRecords());
    try {
      return change();
    } finally {
      this.observer.takeRecords();
    }
  }

  note(records) {
    for (const { target, type, attributeName } of records) {
      // A person opens and closes it.
      if (attributeName === 'open' && target.localName === 'details') continue;
      if (!this.touched.has(target)) this.touched.set(target, new Set());
      this.touched.get(target).add(type === 'attributes' ? `@${attributeName}` : type);
    }
  }

  /** Whether a script changed this of a node: `childList`, `characterData`, or `@name` of an attribute. */
  isTouched(node, what) {
    return this.touched.get(node)?.has(what) ?? false;
  }

  /** Whether a script changed something in a node, or below it. */
  isTouchedWithin(node) {
    for (const touched of this.touched.keys()) if (node.contains(touched)) return true;
    return false;
  }

  /** From now on `root` is what the server sent last; `live` tells what belongs to each of its nodes. */
  become(root, live) {
    this.root = root;
    this.live = live;
    for (const node of this.touched.keys()) if (!node.isConnected) this.touched.delete(node);
  }
}

/** Notes for each node of a tree the node at the same place in another tree of the same shape. */
export function pair(node, other, live) {
  live.set(node, other);
  if (isClosed(node)) return;
  let [child, twin] = [node.firstChild, other.firstChild];
  for (; child && twin; [child, twin] = [child.nextSibling, twin.nextSibling]) pair(child, twin, live);
}

/** What a browser that runs scripts reads as text, and a parser without them as elements: nobody sees it. */
export const isClosed = (node) => node.localName === 'noscript';
