// Brings the page in the browser to what the server sends now, without loading it anew: only what differs
// between what was sent before and what is sent now is changed, so that all that a person did on the page
// stays.

import { match, rising } from './match.js';
import { isClosed, pair, scriptsOf } from './source.js';

/** The page cannot be changed in place, because its own scripts have a hand in what must change. */
export class Conflict extends Error {}

/**
 * What must be done to get from `source` (a `Source`) to `fresh`, the root of what the server sends now.
 * Throws a `Conflict` before anything was changed.
 */
export class Plan {
  constructor(source, fresh) {
    this.source = source;
    this.fresh = fresh;
    this.live = new WeakMap();
    this.steps = [];
    /** Style sheets that take the place of another: `{ old, fresh }`. */
    this.sheets = [];
    if (scriptsOf(source.root) !== scriptsOf(fresh)) throw new Conflict('other scripts');
    this.node(source.root, fresh);
  }

  /** Whether the page differs at all. */
  get isEmpty() {
    return this.steps.length === 0 && this.sheets.length === 0;
  }

  /** Does it, in one go; `sheets` has the loaded `link` for each fresh one of `this.sheets`. */
  perform(sheets) {
    this.source.quietly(() => {
      for (const { old, fresh } of this.sheets) {
        const link = sheets.get(fresh);
        for (const { name, value } of fresh.attributes) link.setAttribute(name, value);
        if (!fresh.hasAttribute('media')) link.removeAttribute('media');
        this.source.live.get(old).remove();
        this.live.set(fresh, link);
      }
      for (const step of this.steps) step();
    });
    this.source.become(this.fresh, this.live);
  }

  node(old, fresh) {
    const live = this.source.live.get(old);
    this.live.set(fresh, live);
    if (fresh.nodeType !== Node.ELEMENT_NODE) return this.text(old, fresh, live);
    if (isClosed(fresh)) return undefined;
    // Scripts make copies of it, which nobody can find back.
    if (fresh.localName === 'template' && !old.isEqualNode(fresh)) throw new Conflict('a template');
    if (isSheet(fresh) && !old.isEqualNode(fresh)) return this.sheets.push({ old, fresh });
    this.attributes(old, fresh, live);
    return this.children(old, fresh, live);
  }

  /** Notes which nodes of the page are those of `fresh`, which is the same as `old`. */
  carry(old, fresh) {
    const live = this.source.live.get(old);
    if (live) this.live.set(fresh, live);
    let next = fresh.firstChild;
    for (let child = old.firstChild; child; child = child.nextSibling) {
      this.carry(child, next);
      next = next.nextSibling;
    }
  }

  text(old, fresh, live) {
    if (old.data === fresh.data || live.data === fresh.data) return;
    if (this.source.isTouched(live, 'characterData')) throw new Conflict('a text');
    this.needsPlace(live);
    this.steps.push(() => (live.data = fresh.data));
  }

  attributes(old, fresh, live) {
    for (const name of new Set([...old.getAttributeNames(), ...fresh.getAttributeNames()])) {
      const value = fresh.getAttribute(name);
      if (old.getAttribute(name) === value || live.getAttribute(name) === value) continue;
      if (this.source.isTouched(live, `@${name}`)) throw new Conflict(`the attribute ${name}`);
      this.needsPlace(live);
      this.steps.push(() => (value === null ? live.removeAttribute(name) : live.setAttribute(name, value)));
    }
  }

  children(old, fresh, live) {
    const before = [...old.childNodes];
    const after = [...fresh.childNodes];
    const found = match(before, after);
    const order = new Map(before.map((node, index) => [node, index]));
    const places = found.map((node) => node && order.get(node));
    const staying = rising(places);
    const isSame = before.length === after.length && staying.size === after.length;
    if (!isSame && this.source.isTouched(live, 'childList')) {
      // The closing script may have done by itself what the server does now.
      const now = [...live.childNodes];
      const isThere = now.length === after.length && after.every((node, index) => node.isEqualNode(now[index]));
      if (!isThere) throw new Conflict(`what is in ${live.localName}`);
      return after.forEach((node, index) => pair(node, now[index], this.live));
    }
    after.forEach((node, index) => {
      if (!found[index]) return;
      // Nearly all of a page is as it was; that is found once, and not again for each level of it.
      if (found[index].isEqualNode(node)) this.carry(found[index], node);
      else this.node(found[index], node);
    });
    if (isSame) return undefined;
    this.needsPlace(live);
    const kept = new Set(found);
    const gone = before.filter((node) => !kept.has(node)).map((node) => this.source.live.get(node));
    for (const node of gone) if (this.source.isTouchedWithin(node)) throw new Conflict('what goes');
    this.steps.push(() => {
      for (const node of gone) node.remove();
      this.arrange(after, staying, live);
    });
    return undefined;
  }

  /** Puts what is new or elsewhere at its place, from the last to the first. */
  arrange(after, staying, parent) {
    let next = null;
    for (let index = after.length - 1; index >= 0; index -= 1) {
      const node = after[index];
      if (!this.live.has(node)) pair(node, document.importNode(node, true), this.live);
      const live = this.live.get(node);
      if (!staying.has(index)) parent.insertBefore(live, next);
      next = live;
    }
  }

  needsPlace(live) {
    if (!live.isConnected) throw new Conflict('something that a script took away');
  }
}

export const isSheet = (node) => node.localName === 'link' && node.relList.contains('stylesheet');
