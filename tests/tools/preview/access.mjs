// Everybody can use the preview: with the keyboard alone, on every screen, by ear.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { require } from '../chromium.mjs';
import { BAR, shows } from './stage.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const FILE = 'content/vacatures/40001-boswachter.md';
const PAGE = '/vacatures/40001-boswachter/';
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

async function judge(scene, page, what) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(
    ([name, values]) => window.axe.run({ include: [[name]] }, { runOnly: { type: 'tag', values } }), [BAR, RULES]);
  for (const { id, nodes } of violations) {
    scene.say(`${what}: ${id} at ${nodes.map(({ target }) => target.flat().join(' ')).slice(0, 3).join('; ')}`);
  }
}

/** Opens each part of the preview, and does something with it. */
async function eachPart(scene, window, look) {
  const preview = await scene.preview({
    prepare: (it) => it.edit(FILE, 'published = 2026-03-02', 'published = 2026-03-02\ndraft = true'),
  });
  const page = await scene.visit(preview, `${PAGE}?at=2026-03-09T12:00`, { isStrict: false, ...window });
  await shows(page, `${BAR} .now`, 'Voorbeeld');
  const label = `${window.width} ${window.colorScheme ?? ''}`;
  await look(page, `bar ${label}`);
  await page.locator(`${BAR} [data-key=panel]`).click();
  await shows(page, `${BAR} .panel`, 'Anders dan nu');
  await page.waitForTimeout(200);
  await look(page, `panel ${label}`);
  await page.locator(`${BAR} [data-key=checklist]`).click();
  if (await page.locator(`${BAR} .panel`).isVisible()) await page.locator(`${BAR} .panel header button`).click();
  await shows(page, `${BAR} .checklist`, 'Planning');
  await page.waitForTimeout(200);
  await look(page, `checklist ${label}`);
  preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-02-31');
  await page.locator(`${BAR} .overlay`).waitFor();
  await look(page, `problems ${label}`);
}

/** What of the preview sticks out of the window, or is too small to hit. */
function misfit(name) {
  const found = [];
  for (const each of document.querySelector(name).shadowRoot.querySelectorAll('button, a[href], input, summary')) {
    if (!each.checkVisibility()) continue;
    const box = each.getBoundingClientRect();
    const isInText = each.matches('a:not(.button, .step)');
    const what = each.dataset.key ?? each.id ?? each.localName;
    if (!isInText && (box.width < 24 || box.height < 24)) found.push(`${what} is ${box.width} by ${box.height} px`);
    if (box.left < -1 || box.right > innerWidth + 1) found.push(`${what} sticks out`);
  }
  return found;
}

export const checks = {
  async 'axe finds nothing, in light and dark, on a telephone and on a desk'(scene) {
    for (const window of [{ width: 390 }, { width: 1280, colorScheme: 'dark' }]) {
      await eachPart(scene, window, (page, what) => judge(scene, page, what));
    }
  },

  async 'everything fits and can be hit at 320, 390, 800 and 1280 px; the bar is one row'(scene) {
    for (const width of [320, 390, 800, 1280]) {
      await eachPart(scene, { width, height: 640 }, async (page, what) => {
        for (const each of await page.evaluate(misfit, BAR)) scene.say(`${what}: ${each}`);
        const bar = await page.locator(`${BAR} .bar`).boundingBox();
        if (bar.height > 49) scene.say(`${what}: the bar is ${bar.height} px high`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (wide > 0) scene.say(`${what}: the page is ${wide} px too wide`);
      });
    }
  },

  async 'nothing of the page lies behind the bar at its end'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const [end, top] = await page.evaluate((name) => [
      document.querySelector('footer').getBoundingClientRect().bottom,
      document.querySelector(name).shadowRoot.querySelector('.dock').getBoundingClientRect().top,
    ], BAR);
    assert(end <= top + 1, `the page ends at ${end}, the bar begins at ${top}`);
  },

  async 'the bar can be made small, and stays so'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/');
    await page.locator(`${BAR} [data-key=fold]`).press('Enter');
    await page.locator(`${BAR} [data-key=later]`).waitFor({ state: 'hidden' });
    await page.reload();
    await shows(page, `${BAR} .now`, 'Voorbeeld');
    assert(!(await page.locator(`${BAR} [data-key=later]`).isVisible()));
    await page.locator(`${BAR} [data-key=fold]`).press('Enter');
    await page.locator(`${BAR} [data-key=later]`).waitFor();
  },

  async 'the keyboard reaches every part, and Escape closes it where it was opened'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    const key = () => page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.dataset.key, BAR);
    const reached = new Set();
    await page.locator('footer a').last().focus();
    for (let index = 0; index < 14; index += 1) {
      await page.keyboard.press('Tab');
      reached.add(await key());
    }
    for (const each of ['earlier', 'slider', 'field', 'later', 'checklist', 'panel', 'fold']) {
      assert(reached.has(each), `${each} is out of reach`);
    }
    for (const each of ['panel', 'checklist']) {
      await page.locator(`${BAR} [data-key=${each}]`).press('Enter');
      assert.equal(await page.locator(`${BAR} [data-key=${each}]`).getAttribute('aria-expanded'), 'true');
      await page.keyboard.press('Escape');
      assert.equal(await key(), each);
    }
  },

  async 'paper has the page alone'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.evaluate((name) => getComputedStyle(document.querySelector(name)).display, BAR), 'none');
    assert.equal(await page.evaluate(() => getComputedStyle(document.documentElement).paddingBottom), '0px');
  },
};
