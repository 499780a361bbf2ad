// Uses a built site the way people do, in real Chromium: searching, sharing what was found, with the keyboard
// alone, without scripts, on small and dark screens, on paper, and on a page that was left open past its
// closing moment. Each thing that must hold is a check with a name; the checks are in use/.
//
//   node tests/tools/use.mjs SMALL AT LARGE AT LATER AT… [-- PATTERN]
//
// `SMALL` is tests/tools/site as built for `AT`, `LARGE` any big site, and each `LATER` the small site as
// built for a later `AT`, to compare a page with that closed itself. With `PATTERN` only the checks whose
// names match it are done. Environment: TOOLS (the folder with node_modules), CHROMIUM (the program).

import { argv } from 'node:process';
import { launch } from './chromium.mjs';
import { Stage } from './use/stage.mjs';
import { Problems } from './site.mjs';

const AREAS = ['search', 'address', 'keyboard', 'plain', 'screens', 'print', 'closing'];
/** Checks that are done side by side: most of them wait for a browser. */
const HANDS = 3;

const dashes = argv.indexOf('--');
const folders = argv.slice(2, dashes < 0 ? undefined : dashes);
const pattern = new RegExp(dashes < 0 ? '' : argv[dashes + 1]);
if (folders.length < 4 || folders.length % 2 !== 0) {
  console.error('usage: node tests/tools/use.mjs SMALL AT LARGE AT LATER AT… [-- PATTERN]');
  process.exit(2);
}
const problems = new Problems();
const todo = [];
for (const area of AREAS) {
  const { checks } = await import(`./use/${area}.mjs`);
  for (const [name, check] of Object.entries(checks)) {
    if (pattern.test(`${area}: ${name}`)) todo.push([`${area}: ${name}`, check]);
  }
}
const count = todo.length;
const browser = await launch();
const stage = await Stage.open(browser, folders);
try {
  await Promise.all(Array.from({ length: HANDS }, async () => {
    for (let next = todo.shift(); next; next = todo.shift()) await perform(...next);
  }));
} finally {
  await stage.close();
  await browser.close();
}
problems.finish(`${count} checks`);

async function perform(name, check) {
  const scene = stage.scene((what) => problems.add(name, what));
  try {
    await check(scene);
  } catch (error) {
    const [first] = error.stack.split('\n').filter((line) => line.includes('/use/'));
    problems.add(name, `${error.message.replace(/\s+/g, ' ').trim()} (${first?.trim().split('/').at(-1) ?? 'no line'}`.replace(/\)?$/, ')'));
  } finally {
    await scene.close();
  }
}
