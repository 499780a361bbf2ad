// Shows what is wrong over the page: by itself as soon as there are errors, and when somebody asks.

import { h, icon, redraw, say } from './element.js';
import { drawn } from './problem.js';
import { counted, words } from './words.js';

const ASIDE = 'termijn:aside';

export class Overlay {
  /** `onaside` is told when somebody puts it aside. */
  constructor(shell, { onaside }) {
    this.shell = shell;
    this.onaside = onaside;
    this.problems = undefined;
    /** Whether somebody asked for it. */
    this.isWanted = false;
    this.title = h('h2', { id: 'problems-title', tabindex: '-1' });
    this.lead = h('p', { class: 'lead' });
    this.list = h('ol', { class: 'problems', role: 'list' });
    this.more = h('p', { class: 'lead', hidden: true });
    this.aside = h('button', { type: 'button', class: 'quiet', onclick: () => this.putAside() });
    this.box = h('section', { class: 'overlay', role: 'dialog', 'aria-labelledby': 'problems-title',
      hidden: true, 'aria-modal': 'false', onkeydown: (event) => event.key === 'Escape' && this.putAside() },
    h('div', { class: 'sheet' },
      h('header', {}, h('div', {}, this.title, this.lead), this.aside), this.list, this.more));
    shell.root.insertBefore(this.box, shell.dock);
    // Wherever the focus is: who is done reading wants the page back.
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && this.isShown && !isTyping()) this.putAside();
    });
  }

  get isShown() {
    return !this.box.hidden;
  }

  /** Takes in what is wrong now: `problems.json`. */
  draw(problems) {
    const had = this.problems?.errors ?? 0;
    this.problems = problems;
    this.key = keyOf(problems);
    // Other errors are news; the same ones were put aside already.
    if (problems.errors > 0 && sessionStorage.getItem(ASIDE) !== this.key) this.show(false);
    else if (problems.errors > 0 ? this.isShown : this.isWanted && problems.problems.length > 0) this.fill();
    else this.hide();
    if (problems.errors === 0) sessionStorage.removeItem(ASIDE);
    if (had > 0 && problems.errors === 0) this.shell.tell(words.fixed);
  }

  /** Shows it; `isWanted` tells that somebody asked for it. */
  show(isWanted) {
    const wasShown = this.isShown;
    this.isWanted = isWanted;
    if (isWanted) sessionStorage.removeItem(ASIDE);
    this.fill();
    this.box.hidden = false;
    if (wasShown) return;
    this.before = document.activeElement;
    if (isWanted || !isTyping()) this.title.focus({ preventScroll: true });
    else this.shell.tell(this.title.textContent);
  }

  fill() {
    const { errors, warnings, has_site: hasSite, problems, more } = this.problems;
    say(this.title, errors > 0 ? words.error_title(errors) : counted(this.problems) || words.problems);
    const lead = !hasSite ? words.no_site : errors > 0 ? words.kept_site : warnings > 0 ? words.warnings_only : words.notes_only;
    say(this.lead, problems.length > 0 ? lead : words.nothing_wrong);
    redraw(this.list, problems, () => problems.map((problem) => drawn(problem)));
    this.more.hidden = !more;
    say(this.more, more ? words.more_problems(more) : '');
    this.aside.replaceChildren(icon('close'), h('span', {}, words.aside), h('kbd', {}, words.aside_hint));
    // Behind it there is nothing to see.
    this.aside.hidden = !hasSite;
  }

  putAside() {
    if (!this.problems.has_site) return;
    if (this.problems.errors > 0) sessionStorage.setItem(ASIDE, this.key);
    this.hide();
    this.onaside();
  }

  hide() {
    if (!this.isShown) return;
    const hadFocus = this.box.contains(this.shell.focused);
    this.box.hidden = true;
    this.isWanted = false;
    if (hadFocus && this.before?.isConnected) this.before.focus({ preventScroll: true });
  }
}

/** What tells the errors of one moment from those of another: a line that moves is the same error. */
function keyOf({ problems }) {
  const errors = problems.filter(({ severity }) => severity === 'error');
  return JSON.stringify(errors.map(({ code, message, places }) => [code, message, places[0]?.file]));
}

/** Whether somebody is writing on the page, and would lose letters when the focus went elsewhere. */
function isTyping() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  const noText = '[type=checkbox], [type=radio], [type=range]';
  return element?.matches(`input:not(${noText}), textarea, select, [contenteditable]`) ?? false;
}
