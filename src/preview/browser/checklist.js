// The checklist of a notice, beside its page: where it stands, its planning with the reason for each date,
// what is missing or doubtful, and what would hold if it were published now.

import { h, icon, redraw, say } from './element.js';
import { drawn } from './problem.js';
import { words } from './words.js';

const OPEN = 'termijn:checklist';
/** Below this width it lies over the page. */
const BESIDE = matchMedia('(min-width: 64em)');

export class Checklist {
  /** `onclose` is told when somebody closes it. */
  constructor(shell, { onclose }) {
    this.shell = shell;
    this.title = h('h2', { id: 'checklist-title', tabindex: '-1' });
    this.close = h('button', { type: 'button', class: 'bare', onclick: onclose }, icon('close'));
    this.content = h('div', { class: 'content' });
    this.box = h('aside', { class: 'checklist', id: 'checklist', 'aria-labelledby': 'checklist-title',
      hidden: true,
      onkeydown: (event) => event.key === 'Escape' && !event.defaultPrevented && onclose() },
    h('header', {}, this.title, this.close), this.content);
    shell.root.insertBefore(this.box, shell.dock);
    BESIDE.addEventListener('change', () => this.makeRoom());
    addEventListener('resize', () => this.makeRoom());
  }

  /** Whether somebody wants it beside every notice. */
  get isWanted() {
    return sessionStorage.getItem(OPEN) === 'yes';
  }

  get isShown() {
    return !this.box.hidden;
  }

  want(isWanted) {
    sessionStorage.setItem(OPEN, isWanted ? 'yes' : 'no');
  }

  /** Takes in `checklist.json`; `null` when the page is no notice's. */
  draw(list) {
    this.box.hidden = !list || !this.isWanted;
    if (list) {
      say(this.title, words.checklist);
      this.close.setAttribute('aria-label', words.close);
      redraw(this.content, [list, words.language], () => content(list));
    }
    this.makeRoom();
  }

  makeRoom() {
    this.shell.keepFree(this.isShown && BESIDE.matches ? this.box.offsetWidth : 0);
  }
}

function content(list) {
  const { title, file, editor, phase_text: phase, planning, findings, publish_now: now } = list;
  return [
    h('p', { class: 'name' }, title),
    h('p', { class: 'hint' },
      editor ? h('a', { href: editor, class: 'where', 'data-key': 'file' }, file) : file),
    h('p', { class: 'phase' }, h('strong', {}, `${words.phase}: `), phase),
    now && h('section', { class: 'publish-now' },
      h('h3', {}, now.text),
      dates(now.planning, 'now'),
      now.findings.length > 0 && problems(now.findings)),
    h('h3', {}, words.findings),
    findings.length > 0 ? problems(findings)
      : h('p', { class: 'sound' }, icon('sound'), words.no_findings),
    h('h3', {}, words.planning),
    planning.length > 0 ? dates(planning, 'planning') : h('p', {}, words.no_planning),
  ];
}

const problems = (findings) =>
  h('ol', { class: 'problems', role: 'list' }, findings.map((each) => drawn(each, 'h4')));

function dates(planning, part) {
  return h('ol', { class: 'dates', role: 'list' }, planning.map((date, index) => {
    const { what, when, line, editor, reasons, is_public: isPublic, is_past: isPast, phase_text: phase } = date;
    const where = line && words.line(line);
    return h('li', { class: isPast ? 'past' : 'coming' },
      h('p', {}, h('strong', {}, capital(what)), ' ',
        h('span', { class: 'state' }, isPast ? words.past : words.coming)),
      h('p', {}, when, where && [' ', editor
        ? h('a', { href: editor, class: 'where', 'data-key': `${part} ${index}` }, where) : where]),
      phase && h('p', { class: 'hint' }, words.then(phase)),
      !isPublic && h('p', { class: 'hint' }, capital(words.private)),
      reasons.length > 0 && h('details', {},
        h('summary', { 'data-key': `${part} ${index} why` }, words.why),
        h('ul', {}, reasons.map((reason) => h('li', {}, capital(reason))))));
  }));
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
