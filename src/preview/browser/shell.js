// The one element in which all of the preview lives, beside the page and not in it: no style or script of the
// page reaches it, and none of its own reaches the page.

import { LOOK } from './look.js';
import { h, say } from './element.js';
import { words } from './words.js';

const NAME = 'termijn-preview';

export class Shell {
  constructor() {
    this.element = document.createElement(NAME);
    this.root = this.element.attachShadow({ mode: 'open' });
    this.root.adoptedStyleSheets = [sheetOf(LOOK)];
    this.told = h('p', { class: 'unseen', role: 'status' });
    this.dock = h('div', { class: 'dock' });
    this.root.append(this.told, this.dock);
    /** Makes room on the page for what lies over it. */
    this.room = new CSSStyleSheet();
    document.adoptedStyleSheets.push(this.room);
    this.side = 0;
    new ResizeObserver(() => this.makeRoom()).observe(this.dock);
    this.speak();
  }

  /** Puts it beside the page. */
  show() {
    document.documentElement.append(this.element);
  }

  speak() {
    this.element.lang = words.language;
    this.element.dir = 'ltr';
  }

  /** Tells people who hear the page. */
  tell(text) {
    say(this.told, '');
    requestAnimationFrame(() => say(this.told, text));
  }

  /** Keeps this much of the page's side free, in pixels. */
  keepFree(side) {
    this.side = side;
    this.makeRoom();
  }

  makeRoom() {
    const below = Math.ceil(this.dock.getBoundingClientRect().height);
    const rule = `padding-block-end: ${below}px !important; scroll-padding-block-end: ${below + 8}px !important;
      ${this.side > 0 ? `padding-inline-end: ${this.side}px !important` : ''}`;
    this.room.replaceSync(`@media screen { html { ${rule} } }`);
  }

  /** The element of the preview that has the focus. */
  get focused() {
    return this.root.activeElement;
  }
}

export function sheetOf(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
