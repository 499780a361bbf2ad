// On paper, as text of the PDF that the browser prints.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';

/** The text of a page as printed, with plain blanks. */
async function printed(page) {
  const pdf = await page.pdf({ format: 'A4' });
  const text = execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', '-', '-'], { input: pdf, encoding: 'utf8' });
  return plain(text);
}

/** Without blanks, hyphens and ligatures: lines break elsewhere on paper. */
function plain(text) {
  return text.normalize('NFKC').replace(/[\s\u00ad\u200b-]+/g, '').toLowerCase();
}

/** On paper, in one piece or with the end of a page in it. */
function has(paper, text) {
  const pieces = plain(text).match(/.{1,12}/gu) ?? [];
  const lacking = pieces.filter((piece) => !paper.includes(piece)).length;
  const isThere = pieces.length > 4 ? lacking < 2 : paper.includes(plain(text));
  assert(isThere, `not on paper: ${text.trim().slice(0, 80)}`);
}

function hasNot(paper, text) {
  assert(!paper.includes(plain(text)), `on paper: ${text.trim().slice(0, 80)}`);
}

const NOTICE = '/aanvragen/30001-beheerder-groenvoorziening/';

export const checks = {
  async 'a notice on paper has its facts, its deadline and its planning'(scene) {
    const page = await scene.visit(NOTICE);
    const paper = await printed(page);
    has(paper, 'Beheerder groenvoorziening');
    has(paper, 'donderdag 9 april 2026, 09.00 uur');
    has(paper, 'woensdag 1 april 2026');
    for (const term of await page.locator('main dt').allTextContents()) has(paper, term);
  },

  async 'every explanation is on paper, though folded on the screen'(scene) {
    const page = await scene.visit(NOTICE);
    const terms = page.locator('details.term');
    assert((await terms.count()) >= 4, 'the page explains too little to try this with');
    assert.equal(await page.locator('details[open]').count(), 0);
    const explanations = await page.locator('details.term > :not(summary)').allTextContents();
    const paper = await printed(page);
    for (const text of explanations) has(paper, text);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('details.term > p').first().evaluate((paragraph) => paragraph.getClientRects().length > 0), true);
  },

  async 'what can only be pressed stays off paper'(scene) {
    const page = await scene.visit(NOTICE);
    assert((await page.locator('.button:visible').count()) > 0, 'the page has no button to try this with');
    const paper = await printed(page);
    hasNot(paper, await page.locator('.skip').innerText());
    hasNot(paper, await page.locator('nav').first().innerText());
    await page.emulateMedia({ media: 'print' });
    // A button that leads to another site stays, as an address; one that leads down the page does not.
    assert.equal(await page.locator(':is(nav, button, input, select, .button[href^="#"]):visible').count(), 0);
  },

  async 'where to reply is on paper as an address'(scene) {
    has(await printed(await scene.visit(NOTICE)), 'inschrijven.example/30001');
  },

  async 'a closed notice is closed on paper'(scene) {
    const page = await scene.visit('/aanvragen/29001-groenbeheer-wijken/');
    has(await printed(page), await page.locator('[data-closed-notice]').innerText());
  },

  async 'the agenda on paper has every moment'(scene) {
    const page = await scene.visit('/agenda/');
    const paper = await printed(page);
    for (const title of ['Jurist bestuursrecht', 'Boswachter', 'Onderhoud van dijken', 'Adviseur groen']) has(paper, title);
    has(paper, '26 maart 2026');
  },

  async 'paper is white, also for who reads in the dark'(scene) {
    const page = await scene.visit(NOTICE, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const colour = await page.evaluate(() => getComputedStyle(document.querySelector('main p')).color);
    const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
    assert(red + green + blue < 300, `text on paper is ${colour}`);
  },

  async 'results can be printed'(scene) {
    const page = await scene.visit('/?q=groen');
    await page.locator('[data-search] .search-results .cards > li').first().waitFor();
    const paper = await printed(page);
    has(paper, 'Beheerder groenvoorziening');
    hasNot(paper, 'Boswachter');
  },
};
