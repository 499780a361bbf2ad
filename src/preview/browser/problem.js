// One problem as a person reads it: what it is, where it stands, and what to do.

import { h, icon } from './element.js';
import { words } from './words.js';

/** Draws a problem as an item of a list. */
export function drawn(problem, level = 'h3') {
  const { code, severity, severity_word: word, message, help, reasons, places } = problem;
  return h('li', { class: `problem ${severity}` },
    h(level, { class: 'message' },
      h('span', { class: 'severity' }, icon(severity === 'error' ? 'error' : 'warning'), word, ' '),
      said(message)),
    places.map((place) => drawnPlace(place, places)),
    reasons.length > 0 && [
      h('p', { class: 'label' }, words.reasons),
      h('ul', { class: 'reasons' }, reasons.map((reason) => h('li', {}, said(reason)))),
    ],
    help && h('p', { class: 'help' }, h('strong', {}, `${words.help}: `), said(help)),
    h('p', { class: 'code' }, code));
}

function drawnPlace(place, places) {
  const { file, line, column, label, editor } = place;
  const where = [file, line, line && column].filter(Boolean).join(':');
  const link = editor
    ? h('a', { href: editor, class: 'where', 'data-key': `${where}`, title: words.open_editor(where) }, where)
    : h('span', { class: 'where' }, where);
  const isSecond = !place.is_primary && places.length > 1;
  return h('div', { class: 'place' },
    h('p', {}, isSecond && `${words.also}: `, link, label && h('span', { class: 'label-text' }, ` ${label}`)),
    place.lines.length > 0 && excerpt(place, where));
}

/** The lines around a place, with the very words marked. */
function excerpt({ lines, first_line: first, marks }, where) {
  const rows = lines.map((text, index) => {
    const number = first + index;
    const here = marks.filter(({ line }) => line === number);
    return h('span', { class: here.length > 0 ? 'row marked' : 'row' },
      h('span', { class: 'number' }, String(number)), h('span', { class: 'text' }, pieces(text, here)));
  });
  // What scrolls must be within reach of the keyboard.
  return h('pre', { tabindex: '0', role: 'group', 'aria-label': words.excerpt(where) }, h('code', {}, rows));
}

function pieces(text, marks) {
  const parts = [];
  let at = 0;
  for (const { start, end } of [...marks].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    // A mark behind the end of the line still has to be seen.
    const marked = text.slice(start, end) || ' ';
    parts.push(text.slice(at, start), h('mark', {}, marked));
    at = end;
  }
  return [...parts, text.slice(at), '\n'];
}

/** A sentence, in which what is typed stands between backticks. */
function said(text) {
  const parts = capital(text).split('`');
  const isPaired = parts.length % 2 === 1;
  return isPaired ? parts.map((part, index) => (index % 2 === 1 ? h('code', {}, part) : part)) : capital(text);
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
