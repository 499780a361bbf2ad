// Uses the preview the way editors do, in real Chromium: writes in the files of a site while its pages are open.
// Each thing that must hold is a check with a name, which begins with the behaviour it shows; the checks are in
// preview/.
//
//   node tests/tools/preview.mjs TERMIJN [PATTERN]
//
// `TERMIJN` is the program. With `PATTERN` only the checks whose names match it are done. Environment: TOOLS (the
// folder with node_modules), CHROMIUM (the program).

import { resolve } from 'node:path';
import { argv } from 'node:process';
import { launch } from './chromium.mjs';
import { Scene } from './preview/stage.mjs';
import { Problems } from './site.mjs';

const AREAS = ['updates', 'problems', 'time', 'notices', 'server', 'access'];
/** Checks that are done side by side: most of them wait for a browser. */
const HANDS = 3;

const [termijn, pattern = ''] = argv.slice(2);
if (!termijn) {
  console.error('usage: node tests/tools/preview.mjs TERMIJN [PATTERN]');
  process.exit(2);
}
const problems = new Problems();
const todo = [];
for (const area of AREAS) {
  const { checks } = await import(`./preview/${area}.mjs`);
  for (const [name, check] of Object.entries(checks)) {
    if (new RegExp(pattern).test(`${area}: ${name}`)) todo.push([`${area}: ${name}`, check]);
  }
}
const count = todo.length;
const browser = await launch();
try {
  await Promise.all(Array.from({ length: HANDS }, async () => {
    for (let next = todo.shift(); next; next = todo.shift()) await perform(...next);
  }));
} finally {
  await browser.close();
}
problems.finish(`${count} checks`);

async function perform(name, check) {
  const scene = new Scene(browser, resolve(termijn), (what) => problems.add(name, what));
  try {
    await check(scene);
  } catch (error) {
    const [line] = error.stack.split('\n').filter((each) => each.includes('/preview/') && !each.includes('stage.mjs'));
    problems.add(name, `${error.message.replace(/\s+/g, ' ').trim()} (${line?.trim().split('/').at(-1) ?? 'no line'}`.replace(/\)?$/, ')'));
  } finally {
    await scene.close();
  }
}
