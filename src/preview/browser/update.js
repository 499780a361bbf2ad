// Keeps the page in step with what the server has: changed in place where that can be, loaded anew where not.

import { focusOf, hold, keep, refocus } from './keep.js';
import { Conflict, Plan } from './morph.js';
import { load } from './sheets.js';
import { parse } from './source.js';
import { addressHere } from './travel.js';

const LOADED = 'termijn:loaded';
/**
 * A page that must be loaded anew as soon as it was loaded, as often as this in so short a time, would for
 * ever.
 */
const MOST_LOADS = 2;
const LOADS_WITHIN_MS = 10_000;

/** The browser may hold on to the place by itself, which would be done twice. */
const STILL = new CSSStyleSheet();
STILL.replaceSync(':root { overflow-anchor: none }');

/**
 * Changes the page in place. `onupdate` is told that it did, `onstuck` that it cannot; `own` gives what the
 * preview wants to know when the page had to be loaded anew.
 */
export class Updater {
  constructor(source, { onupdate, onstuck, own }) {
    Object.assign(this, { source, onupdate, onstuck, own });
    this.isBusy = false;
    this.waits = false;
    this.last = undefined;
  }

  /** Looks what the server has now. While it looks, what comes waits: the last one counts. */
  async update({ isFirst }) {
    if (this.isBusy) {
      this.waits = true;
      return;
    }
    this.isBusy = true;
    try {
      do {
        this.waits = false;
        await this.step(isFirst);
      } while (this.waits);
    } catch (problem) {
      // A server that cannot be reached tells of itself once it is back.
      if (!(problem instanceof TypeError)) throw problem;
    } finally {
      this.isBusy = false;
    }
  }

  async step(isFirst) {
    const response = await fetch(addressHere(location.href), { cache: 'no-store', headers: { accept: '*/*' } });
    const isPage = response.headers.get('content-type')?.startsWith('text/html') && response.status < 500;
    if (!isPage) return;
    if (response.redirected && new URL(response.url).pathname !== location.pathname) {
      location.replace(addressHere(response.url));
      return;
    }
    const html = await response.text();
    if (!isFirst && usesIndex()) {
      this.reload();
    } else if (html !== this.last) {
      const isChanged = this.last !== undefined;
      this.last = html;
      try {
        await this.morph(parse(html), isChanged);
      } catch (problem) {
        if (!(problem instanceof Conflict)) throw problem;
        this.reload(isFirst);
      }
    }
  }

  async morph(fresh, isChanged) {
    if (!this.source.isSure) {
      // What was sent is not known, so it has to do as what the next one is compared with.
      if (isChanged) throw new Conflict('a script ran before the page was there');
      return;
    }
    let plan = new Plan(this.source, fresh);
    if (plan.isEmpty) {
      plan.perform(new Map());
      return;
    }
    const links = await load(plan, this.source);
    // Meanwhile the page's own scripts may have changed it.
    if (links.size > 0) {
      try {
        plan = new Plan(this.source, fresh);
      } catch (problem) {
        for (const link of links.values()) link.remove();
        throw problem;
      }
    }
    const focus = focusOf();
    const settle = hold();
    document.adoptedStyleSheets.push(STILL);
    plan.perform(links);
    settle();
    refocus(focus);
    requestAnimationFrame(() => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== STILL);
    });
    this.onupdate();
  }

  /** Loads the page anew, where it cannot be changed in place. */
  reload(isFirst) {
    const now = performance.timeOrigin + performance.now();
    const kept = JSON.parse(sessionStorage.getItem(LOADED) ?? '[]');
    const times = isFirst ? kept.filter((time) => now - time < LOADS_WITHIN_MS) : [];
    if (times.length >= MOST_LOADS) {
      this.onstuck();
      return;
    }
    sessionStorage.setItem(LOADED, JSON.stringify(isFirst ? [...times, now] : []));
    keep(location.href, this.own());
    location.reload();
  }
}

/** Whether the search of this page has read its index, of which it keeps a copy. */
function usesIndex() {
  return performance.getEntriesByType('resource').some(({ name }) => new URL(name).pathname.includes('/zoek/'));
}
