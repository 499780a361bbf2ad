// The preview in the browser: keeps the page in step with what is being written, tells what is wrong, and
// shows the site at any moment. Runs before the page's own scripts, and changes nothing of the page by
// itself.

import { ask, latest } from './ask.js';
import { Bar } from './bar.js';
import { Checklist } from './checklist.js';
import { listen } from './connection.js';
import { keep, restore } from './keep.js';
import { mark } from './marks.js';
import { Overlay } from './overlay.js';
import { Panel, follows } from './panel.js';
import { Shell } from './shell.js';
import { Source } from './source.js';
import { TimeControls } from './time.js';
import { addressHere, keepMoment, typed } from './travel.js';
import { Updater } from './update.js';
import { speak, words } from './words.js';

// First of all: what the server sent, before anything changes it.
const source = new Source();
const shell = new Shell();
const known = { seconds: [] };
const asked = {
  page: latest('page.json'),
  problems: latest('problems.json'),
  checklist: latest('checklist.json'),
};
let hadSite;

const time = new TimeControls({ go });
const panel = new Panel(shell, { onclose: () => openPanel(false) });
const overlay = new Overlay(shell, { onaside: () => bar.press('problems', false) });
const checklist = new Checklist(shell, { onclose: () => openChecklist(false) });
const bar = new Bar(shell, time, panel, {
  problems: () => (overlay.isShown ? overlay.putAside() : showProblems()),
  panel: () => openPanel(panel.element.hidden),
  checklist: () => openChecklist(!checklist.isShown),
  reload: () => location.reload(),
  redraw,
  closeAll: () => openPanel(false),
  go,
});
const updater = new Updater(source, {
  onupdate: () => shell.tell(words.updated),
  onstuck: () => redraw({ isStuck: true }),
  own: () => ({ key: shell.focused?.dataset.key, isPanelOpen: !panel.element.hidden }),
});

source.quietly(() => shell.show());
keepMoment(shell.element, (change) => source.quietly(change));
const before = restore();
listen({
  onchange,
  onlost: () => redraw({ isLost: true }),
  onback: () => {
    redraw({ isLost: false });
    shell.tell(words.back);
  },
});

let isFirst = true;

/** Something changed, or this page just came. The page itself comes first: it is what somebody looks at. */
async function onchange({ saved }) {
  const path = location.pathname;
  if (!isFirst && saved && saved !== path && follows()) {
    location.assign(addressHere(saved));
    return;
  }
  const updated = updater.update({ isFirst });
  const restored = isFirst ? before : undefined;
  isFirst = false;
  await updated;
  await look(restored).catch((problem) => {
    // A server that cannot be reached tells of itself once it is back.
    if (!(problem instanceof TypeError)) throw problem;
  });
}

/** Asks what there is to tell about the page and the sources, and tells it. */
async function look(restored) {
  const here = { path: location.pathname, at: typed };
  const telling = asked.problems({ at: typed }).then((problems) => problems && tell(problems));
  const rest = [asked.page(here), asked.checklist(here), ask('moments.json'), telling];
  const [page, list, moments] = await Promise.all(rest);
  if (page) {
    if (page.language !== words.language) use(page.language);
    known.seconds = moments.seconds;
    mark(page.marks);
    redraw({ page });
    time.draw(page, known.seconds);
    panel.draw(page);
  }
  if (list !== undefined) drawChecklist(list);
  if (restored?.isPanelOpen) openPanel(true, false);
  if (restored?.key) bar.focus(restored.key);
}

function tell(problems) {
  // The page of a server that had no site to show makes way for the site.
  if (hadSite === false && problems.has_site) {
    location.reload();
    return;
  }
  hadSite = problems.has_site;
  if (problems.language !== words.language) use(problems.language);
  overlay.draw(problems);
  bar.press('problems', overlay.isShown);
  redraw({ problems });
}

function use(language) {
  speak(language);
  shell.speak();
}

function redraw(news = {}) {
  Object.assign(known, news);
  bar.draw(known);
}

function showProblems() {
  overlay.show(true);
  bar.press('problems', true);
}

function openPanel(isOpen, isAsked = true) {
  if (panel.element.hidden === !isOpen) return;
  const hadFocus = panel.element.contains(shell.focused);
  panel.element.hidden = !isOpen;
  bar.press('changes', isOpen);
  if (isOpen && isAsked) panel.title.focus();
  else if (hadFocus) bar.changes.focus();
}

function openChecklist(isOpen) {
  const hadFocus = checklist.box.contains(shell.focused);
  checklist.want(isOpen);
  // Both want the same side of the window.
  if (isOpen) openPanel(false);
  drawChecklist(known.checklist);
  if (isOpen) checklist.title.focus();
  else if (hadFocus) (bar.checklist.checkVisibility() ? bar.checklist : bar.changes).focus();
}

function drawChecklist(list) {
  checklist.draw(list);
  redraw({ checklist: list, hasChecklist: Boolean(list) });
  bar.press('checklist', checklist.isShown);
}

/** Goes to the same page at another moment, where all stands as it does here; `key` has the focus there. */
function go(address, key) {
  keep(address, { key, isPanelOpen: !panel.element.hidden });
  location.assign(address);
}
