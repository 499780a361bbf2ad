// How the checks read and work the search of a list page.

import assert from 'node:assert/strict';
import { eventually, texts } from './stage.mjs';

export const SEARCH = '[data-search]';
export const BOX = '#zoek-q';
export const ROWS = `${SEARCH} .search-results .cards > li:visible`;
export const COUNT = `${SEARCH} .search-count`;

/** The titles of what was found, from the top. */
export function found(page) {
  return texts(page, `${ROWS} :is(h2, h3) a`);
}

/** Waits until exactly these are found, in this order. */
export async function finds(page, titles) {
  await eventually(async () => assert.deepEqual(await found(page), titles));
}

/** Waits until exactly these are found, in any order, and as many are counted. */
export async function findsAll(page, titles) {
  await eventually(async () => {
    assert.deepEqual((await found(page)).sort(), [...titles].sort());
    assert.equal(await counted(page), titles.length);
  });
}

/** The number in the line that counts what was found. */
export async function counted(page) {
  const [text] = await texts(page, COUNT);
  return Number(/\d+/.exec(text?.replaceAll('.', '') ?? '')?.[0] ?? (/^geen/i.test(text ?? '') ? 0 : NaN));
}

/** Uses the search, so that it gets its index, and opens its filters where these are folded away. */
export async function openFilters(page) {
  await page.locator(BOX).focus();
  await unfold(page);
  await page.locator(`${SEARCH} .facet-value`).first().waitFor();
}

export async function unfold(page) {
  const toggle = page.locator(`${SEARCH} .filters-toggle`);
  if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
}

/** The box before a value of a filter. */
export function filter(page, key, value) {
  return page.locator(`${SEARCH} .facet-value input[name="${key}"][value="${value}"]`);
}

/** Chooses a value of a filter, or lets it go. */
export async function press(page, key, value) {
  const box = page.locator(`input[name="${key}"][value="${value}"]`);
  await page.locator(`${SEARCH} .facet-value`, { has: box }).click();
}

/** Every value that can be chosen: its key, its value and how many it says to give. */
export function filters(page) {
  return page.locator(`${SEARCH} .facet-value:visible`).evaluateAll((labels) => labels.map((label) => {
    const { name, value, checked } = label.querySelector('input');
    return { key: name, value, checked, count: Number(label.querySelector('.count').textContent.replace(/\D/g, '')) };
  }));
}
