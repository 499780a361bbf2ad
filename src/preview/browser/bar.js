// The bar below the page: at which moment somebody looks, what is wrong, and the way to all the rest.

import { h, icon, redraw, say, set } from './element.js';
import { addressAt } from './travel.js';
import { counted, words } from './words.js';

const FOLDED = 'termijn:folded';
/** From this width on the slider and the field have room in the bar itself. */
const WIDE = matchMedia('(min-width: 75em)');

export class Bar {
  /** `actions`: what happens on `problems`, `panel` and `checklist`, `reload`, and `go(address, key)`. */
  constructor(shell, time, panel, actions) {
    Object.assign(this, { shell, time, panel, actions });
    const button = (key, act, ...inside) =>
      h('button', { type: 'button', 'data-key': key, 'aria-expanded': 'false', onclick: act }, ...inside);
    const way = (key, name) => h('a', { class: 'step', 'data-key': key, onclick: (event) => this.follow(event) }, icon(name));
    this.label = h('p', { class: 'now' });
    this.earlier = way('earlier', 'earlier');
    this.later = way('later', 'later');
    this.toNow = h('a', { class: 'button to-now', 'data-key': 'to-now', onclick: (event) => this.follow(event) });
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
    WIDE.addEventListener('change', () => this.place());
    this.place();
    this.draw({});
  }

  /** The slider and the field stand where there is room. */
  place() {
    if (WIDE.matches) this.later.after(this.time.element);
    else this.panel.tools.append(this.time.element);
  }

  /** Takes in all that is known: `page`, `problems`, `hasChecklist`, `isLost`, `isStuck`. */
  draw({ page, problems, hasChecklist, isLost, isStuck }) {
    const isFolded = localStorage.getItem(FOLDED) === 'yes';
    set(this.element, 'aria-label', words.preview);
    this.shell.dock.classList.toggle('folded', isFolded);
    set(this.fold, 'aria-label', isFolded ? words.unfold : words.fold);
    set(this.fold, 'title', isFolded ? words.unfold : words.fold);
    set(this.fold, 'aria-expanded', String(!isFolded));
    redraw(this.fold, isFolded, () => icon(isFolded ? 'more' : 'fold'));
    this.element.hidden = !page && !problems;
    if (page) this.drawMoment(page);
    this.drawProblems(problems ?? { errors: 0, warnings: 0 });
    this.checklist.hidden = !hasChecklist;
    say(this.checklist.lastChild, words.checklist);
    set(this.checklist, 'aria-label', words.checklist);
    set(this.checklist, 'title', words.checklist);
    say(this.changes.lastChild, words.changes);
    set(this.changes, 'aria-label', words.more);
    set(this.changes, 'title', words.more);
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
      [this.earlier, previous, words.earlier, words.no_earlier], [this.later, next, words.later, words.no_later],
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
    set(this.toNow, 'aria-label', words.to_now_long);
    set(this.toNow, 'href', addressAt(location.href, undefined));
    redraw(this.strip, [notice, elsewhen, words.language], () => [
      notice?.state && h('p', { class: `chip ${notice.state}` }, notice.text),
      elsewhen && h('p', { class: 'chip elsewhen' }, words.elsewhen(elsewhen.text), ' ',
        h('a', { href: addressAt(location.href, elsewhen), 'data-key': 'elsewhen' }, words.look_then)),
    ]);
  }

  drawProblems(problems) {
    const { errors, warnings } = problems;
    const kind = errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'sound';
    const text = counted(problems) || words.sound;
    set(this.problems, 'class', `count ${kind}`);
    set(this.problems, 'aria-label', text);
    set(this.problems, 'title', text);
    say(this.count, text);
    redraw(this.short, [kind, errors, warnings], () => [icon(kind), errors + warnings > 0 && String(errors || warnings)]);
    set(this.problems, 'disabled', errors + warnings === 0);
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
    const isFolded = localStorage.getItem(FOLDED) === 'yes';
    localStorage.setItem(FOLDED, isFolded ? 'no' : 'yes');
    this.actions.redraw();
    if (!isFolded) this.actions.closeAll();
  }

  /** Gives the focus to what had it on the page before. */
  focus(key) {
    const all = [...this.shell.root.querySelectorAll('[data-key]')];
    all.find((each) => each.dataset.key === key)?.focus({ preventScroll: true });
  }
}

