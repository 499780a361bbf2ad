// The bar below the page: at which moment somebody looks, what is wrong, and the way to all the rest.

import { h, icon, redraw, say, set } from './element.js';
import { addressAt } from './travel.js';
import { counted, words } from './words.js';

const FOLDED = 'termijn:folded';
/** From this width on the slider and the field have room in the bar itself. */
const WIDE = matchMedia('(min-width: 75em)');
/** Up to this width what is used least stands in the panel. */
const NARROW = matchMedia('(max-width: 36em)');

export class Bar {
  /** `actions`: what happens on `problems`, `panel` and `checklist`, `reload`, and `go(address, key)`. */
  constructor(shell, time, panel, actions) {
    Object.assign(this, { shell, time, panel, actions });
    const button = (key, act, ...inside) =>
      h('button', { type: 'button', 'data-key': key, 'aria-expanded': 'false', onclick: act }, ...inside);
    const onclick = (event) => this.follow(event);
    const way = (key, name) => h('a', { class: 'step', 'data-key': key, onclick }, icon(name));
    this.label = h('p', { class: 'now' });
    this.earlier = way('earlier', 'earlier');
    this.later = way('later', 'later');
    this.toNow = h('a', { class: 'button to-now', 'data-key': 'to-now', onclick });
    this.count = h('span', { class: 'wide' });
    this.short = h('span', { class: 'narrow', 'aria-hidden': 'true' });
    this.problems = button('problems', actions.problems, this.count, this.short);
    this.checklist = button('checklist', actions.checklist, icon('list'), h('span', { class: 'wide' }));
    this.changes = button('panel', actions.panel, icon('more'), h('span', { class: 'wide' }));
    set(this.changes, 'aria-controls', 'changes');
    set(this.checklist, 'aria-controls', 'checklist');
    this.fold = h('button', { type: 'button', class: 'bare', 'data-key': 'fold', onclick: () => this.turn() });
    this.strip = h('div', { class: 'strip' });
    this.lost = h('p', { class: 'lost', role: 'status' });
    this.row = h('div', { class: 'row-of-tools' },
      this.label, this.earlier, this.later, this.toNow, this.problems, this.checklist, this.changes, this.fold);
    this.element = h('section', { class: 'bar' }, this.row);
    shell.dock.append(panel.element, this.strip, this.lost, this.element);
    for (const width of [WIDE, NARROW]) width.addEventListener('change', () => this.place());
    this.place();
    this.draw({});
  }

  get isFolded() {
    return localStorage.getItem(FOLDED) === 'yes';
  }

  /** Everything stands where there is room. */
  place() {
    const { time, panel, toNow, checklist, changes, fold } = this;
    if (WIDE.matches) this.later.after(time.element);
    else panel.tools.prepend(time.element);
    if (NARROW.matches && !this.isFolded) {
      panel.buttons.append(toNow, checklist, fold);
    } else {
      this.problems.before(toNow);
      changes.before(checklist);
      this.row.append(fold);
    }
  }

  /** Takes in all that is known: `page`, `problems`, `hasChecklist`, `isLost`, `isStuck`. */
  draw({ page, problems, hasChecklist, isLost, isStuck }) {
    const { isFolded } = this;
    set(this.element, 'aria-label', words.preview);
    this.shell.dock.classList.toggle('folded', isFolded);
    set(this.fold, 'aria-label', isFolded ? words.unfold : words.fold);
    set(this.fold, 'title', isFolded ? words.unfold : words.fold);
    set(this.fold, 'aria-expanded', String(!isFolded));
    redraw(this.fold, [isFolded, words.language], () =>
      [icon(isFolded ? 'more' : 'fold'), h('span', { class: 'in-panel' }, words.fold)]);
    this.element.hidden = !page && !problems;
    if (page) this.drawMoment(page);
    this.drawProblems(problems ?? { errors: 0, warnings: 0, notes: 0 });
    this.checklist.hidden = !hasChecklist;
    say(this.checklist.lastChild, words.checklist);
    set(this.checklist, 'aria-label', words.checklist);
    set(this.checklist, 'title', words.checklist);
    say(this.changes.lastChild, words.changes_short);
    set(this.changes, 'aria-label', words.changes_short);
    set(this.changes, 'title', words.changes);
    redraw(this.lost, [isLost, isStuck, words.language], () => [
      isLost && words.lost,
      !isLost && isStuck && [`${words.stuck} `,
        h('button', { type: 'button', onclick: this.actions.reload }, words.again)],
    ]);
  }

  drawMoment(page) {
    const { at, is_now: isNow, is_still: isStill, previous, next, notice, elsewhen } = page;
    say(this.label, isNow && !isStill ? words.now : words.at(at.text));
    this.element.classList.toggle('elsewhen', !isNow);
    for (const [link, to, label, none] of [
      [this.earlier, previous, words.earlier, words.no_earlier],
      [this.later, next, words.later, words.no_later],
    ]) {
      // A link without an address is none, and says so.
      set(link, 'href', to && addressAt(location.href, to));
      set(link, 'role', to ? undefined : 'link');
      set(link, 'aria-disabled', to ? undefined : 'true');
      set(link, 'tabindex', to ? undefined : '0');
      set(link, 'aria-label', to ? `${label}: ${to.text}` : none);
      set(link, 'title', to ? `${label}: ${to.text}` : none);
    }
    this.toNow.hidden = isNow;
    say(this.toNow, words.to_now);
    set(this.toNow, 'title', words.to_now_long);
    set(this.toNow, 'href', addressAt(location.href, undefined));
    redraw(this.strip, [notice, elsewhen, words.language], () => [
      // What is not there yet says so with the way to it.
      notice?.state && !elsewhen && h('p', { class: `chip ${notice.state}` }, notice.text),
      elsewhen && h('p', { class: 'chip elsewhen' }, words.elsewhen(elsewhen.text), ' ',
        h('a', { href: addressAt(location.href, elsewhen), 'data-key': 'elsewhen' }, words.look_then)),
    ]);
  }

  drawProblems(problems) {
    const { errors, warnings, notes } = problems;
    const kind = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'sound';
    const text = counted(problems) || words.sound;
    set(this.problems, 'class', `count ${kind}`);
    set(this.problems, 'aria-label', text);
    set(this.problems, 'title', text);
    say(this.count, text);
    const number = String(errors || warnings || notes);
    redraw(this.short, [kind, number], () => [icon(kind), number !== '0' && number]);
    set(this.problems, 'disabled', errors + warnings + notes === 0);
  }

  /** Tells on the buttons what is open. */
  press(name, isOpen) {
    set(this[name], 'aria-expanded', String(isOpen));
  }

  /** Goes where a link leads with everything that was open; a new tab or window is the browser's own work. */
  follow(event) {
    const link = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || !link.href) return;
    event.preventDefault();
    this.actions.go(link.href, link.dataset.key);
  }

  turn() {
    localStorage.setItem(FOLDED, this.isFolded ? 'no' : 'yes');
    this.actions.closeAll();
    this.place();
    this.actions.redraw();
    this.fold.focus();
  }

  /** Gives the focus to what had it on the page before. */
  focus(key) {
    const all = [...this.shell.root.querySelectorAll('[data-key]')];
    all.find((each) => each.dataset.key === key)?.focus({ preventScroll: true });
  }
}

