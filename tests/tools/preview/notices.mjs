// What visitors cannot see yet is marked, and a notice has its checklist beside it.

import assert from 'node:assert/strict';
import { BAR, shows } from './stage.mjs';

const FILE = 'content/vacatures/40001-boswachter.md';
const PAGE = '/vacatures/40001-boswachter/';
const draft = (preview) => preview.edit(FILE, 'published = 2026-03-02', 'published = 2026-03-02\ndraft = true');

/** What stands behind a link by a style sheet. */
const behind = (link) => link.evaluate((each) => getComputedStyle(each, '::after').content);

export const checks = {
  async 'drafts and notices that wait are marked, on their page and in lists, in the preview alone'(scene) {
    const preview = await scene.preview({ prepare: draft });
    const page = await scene.visit(preview, PAGE);
    await shows(page, `${BAR} .chip.draft`, 'Concept');
    await page.goto(`${preview.origin}/vacatures/?at=2026-03-09T12:00`);
    const card = (title) => page.locator('main a', { hasText: title }).first();
    await shows(page, 'main', 'Adviseur groen');
    await page.waitForFunction((name) => document.querySelector(name)?.shadowRoot.querySelector('.now')?.textContent, BAR);
    assert.match(await behind(card('Adviseur groen')), /nog niet gepubliceerd/);
    assert.match(await behind(card('Boswachter')), /concept/i);
    const { text } = await preview.get('/vacatures/?at=2026-03-09T12:00');
    assert(!/nog niet gepubliceerd|_termijn/.test(text), 'the bytes have a mark');
  },

  async 'E4 the checklist tells the planning with reasons, what to look at, and what holds when published now'(scene) {
    const preview = await scene.preview({ prepare: draft });
    const page = await scene.visit(preview, PAGE);
    const width = await page.locator('main').evaluate((main) => main.getBoundingClientRect().right);
    await page.locator(`${BAR} [data-key=checklist]`).click();
    const list = page.locator(`${BAR} .checklist`);
    await shows(page, `${BAR} .checklist`, 'Als u dit nu publiceert');
    await list.locator('summary').first().click();
    assert.match(await list.locator('.dates .where').first().getAttribute('href'), /^vscode:\/\/file\/.*:\d+/);
    const box = await list.boundingBox();
    const right = await page.locator('main').evaluate((main) => main.getBoundingClientRect().right);
    assert(right <= box.x && right < width, 'it lies over the page');
    preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-04-02');
    await shows(page, `${BAR} .checklist .dates`, '2 april 2026');
    assert(await list.locator('details').first().evaluate((each) => each.open !== undefined));
    await page.reload();
    await list.waitFor();
    await page.keyboard.press('Tab');
    await list.locator('header button').click();
    await list.waitFor({ state: 'hidden' });
  },

  async 'a page that is no notice has no checklist'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/over/');
    assert(!(await page.locator(`${BAR} [data-key=checklist]`).isVisible()));
  },
};
