// Takes pictures of the preview, for a look: the bar, the panel of changes, the checklist and the problems, on a
// telephone and on a desk, in light and dark.
//
//   node tests/tools/preview/screenshots.mjs TERMIJN OUT [PATTERN]
//
// With `PATTERN` only the pictures whose names match it are taken.
// Environment: TOOLS (the folder with node_modules), CHROMIUM (the program).

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { launch } from '../chromium.mjs';
import { Problems } from '../site.mjs';
import { BAR, Scene, ready } from './stage.mjs';

const WIDTHS = [390, 1280];
const SCHEMES = ['light', 'dark'];
const NOTICE = '/vacatures/40001-boswachter/';

const [termijn, out, pattern = ''] = argv.slice(2);
if (out === undefined) {
  console.error('usage: node tests/tools/preview/screenshots.mjs TERMIJN OUT [PATTERN]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });

/** What is opened, and what is done there. */
const PICTURES = {
  bar: { address: '/' },
  then: { address: '/?at=2026-03-09T12:00' },
  notice: { address: '/vacatures/40003-medewerker-balie/', isAbsent: true },
  panel: { address: '/?at=2026-03-09T12:00', act: (page) => page.locator(`${BAR} [data-key=panel]`).click() },
  date: { address: '/', act: wrongDate },
  checklist: { address: NOTICE, act: opensChecklist },
  problems: { address: NOTICE, spoil: true },
  lost: { address: NOTICE, act: goesAway },
};

async function opensChecklist(page) {
  const button = page.locator(`${BAR} [data-key=checklist]`);
  if (!(await button.isVisible())) await page.locator(`${BAR} [data-key=panel]`).click();
  await button.click();
}

async function wrongDate(page) {
  const field = page.locator(`${BAR} #moment`);
  if (!(await field.isVisible())) await page.locator(`${BAR} [data-key=panel]`).click();
  await field.fill('31 februari 2026');
  await field.press('Enter');
  await page.locator(`${BAR} .complaint`).waitFor();
}

async function goesAway(page, preview) {
  await preview.stop();
  await page.locator(`${BAR} .lost`).filter({ hasText: /\S/ }).waitFor();
}

const problems = new Problems();
let pictures = 0;
const browser = await launch();
try {
  for (const [name, picture] of Object.entries(PICTURES).filter(([name]) => new RegExp(pattern).test(name))) {
    for (const colorScheme of SCHEMES) {
      for (const width of WIDTHS) await take(name, picture, { colorScheme, width, height: width < 600 ? 780 : 800 });
    }
  }
} finally {
  await browser.close();
}
problems.finish(`${pictures} pictures in ${out}`);

async function take(name, { address, act, spoil, isAbsent }, window) {
  const label = `${name}-${window.width}-${window.colorScheme}`;
  const scene = new Scene(browser, termijn, (what) => name !== 'lost' && problems.add(label, what));
  try {
    const preview = await scene.preview();
    const page = await scene.visit(preview, address, { ...window, expected: isAbsent ? [address] : [] });
    await ready(page);
    if (spoil) {
      preview.edit('content/vacatures/40001-boswachter.md', 'deadline = 2026-03-31', 'deadline = 2026-02-30\nvrij = "x"');
      preview.edit('content/aanvragen/30003-onderhoud-dijken.md', 'kind = "', 'kind = "on');
      await page.locator(`${BAR} .overlay`).waitFor();
    }
    await act?.(page, preview);
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(out, `${label}.png`) });
    pictures += 1;
  } finally {
    await scene.close();
  }
}
