// Tells what changes: what did so last, what will, and which pages are different from now.

import { h, icon, redraw, say } from './element.js';
import { addressHere } from './travel.js';
import { words } from './words.js';

const FOLLOW = 'termijn:follow';

/** Whether the preview goes to what somebody saves. */
export const follows = () => localStorage.getItem(FOLLOW) === 'yes';

export class Panel {
  /** `onclose` is told when somebody closes it. */
  constructor(shell, { onclose }) {
    this.shell = shell;
    this.title = h('h2', { id: 'changes-title', tabindex: '-1' });
    this.close = h('button', { type: 'button', class: 'bare', onclick: onclose }, icon('close'));
    this.buttons = h('div', { class: 'buttons' });
    this.tools = h('div', { class: 'tools' }, this.buttons);
    this.content = h('div', { class: 'content' });
    this.follow = h('input', { type: 'checkbox', id: 'follow', onchange: () => this.remember() });
    this.followLabel = h('label', { for: 'follow' });
    this.followHint = h('p', { class: 'hint', id: 'follow-hint' });
    this.follow.setAttribute('aria-describedby', 'follow-hint');
    this.element = h('section', { class: 'panel', id: 'changes', 'aria-labelledby': 'changes-title',
      hidden: true,
      onkeydown: (event) => event.key === 'Escape' && !event.defaultPrevented && onclose() },
    h('header', {}, this.title, this.close), this.tools, this.content,
    h('div', { class: 'choice' }, h('p', {}, this.follow, this.followLabel), this.followHint));
  }

  /** Takes in `page.json`. */
  draw(page) {
    say(this.title, words.changes);
    this.close.setAttribute('aria-label', words.close);
    say(this.followLabel, words.follow);
    say(this.followHint, words.follow_hint);
    this.follow.checked = follows();
    const { at, next, happened, happens, differs, is_now: isNow } = page;
    redraw(this.content, [at, next, happened, happens, differs, isNow, words.language], () => [
      h('h3', {}, words.happened),
      happened.length > 0 ? h('ul', {}, happened.map(event)) : h('p', {}, words.nothing_happened),
      h('h3', {}, words.happens),
      next
        ? [h('p', {}, words.happens_at(next.text)), h('ul', {}, happens.map(event))]
        : h('p', {}, words.nothing_happens),
      differs && !isNow && [
        h('h3', {}, words.differs),
        h('p', {}, differs.total > 0 ? words.differs_count(differs.total) : words.differs_none),
        h('ul', {}, differs.pages.map((each) => difference(each, page.title))),
        differs.total > differs.pages.length
          && h('p', {}, words.differs_more(differs.total - differs.pages.length)),
      ],
    ]);
  }

  remember() {
    localStorage.setItem(FOLLOW, this.follow.checked ? 'yes' : 'no');
  }
}

function event({ text, url }) {
  return h('li', {}, url ? link(url, text) : text);
}

function difference({ url, title: whole, change }, site) {
  // A page names the site behind its own title.
  const title = whole.endsWith(` – ${site}`) ? whole.slice(0, -site.length - 3) : whole;
  const kind = h('span', { class: `change ${change}` }, words.change[change]);
  // What is gone at this moment cannot be opened at it.
  return h('li', {}, change === 'removed' ? title : link(url, title), ' ', kind);
}

const link = (url, text) => h('a', { href: addressHere(url), 'data-key': url }, text);
