// What stands in the address bar: a search can be shared, kept and gone back to.

import assert from 'node:assert/strict';
import { BOX, ROWS, SEARCH, filter, findsAll, found, openFilters, press } from './results.mjs';
import { eventually } from './stage.mjs';

export const checks = {
  async 'a search can be shared'(scene) {
    const page = await scene.visit('/');
    await openFilters(page);
    await page.locator(BOX).fill('e');
    await press(page, 'regio', 'drenthe');
    await press(page, 'opleiding', 'hbo');
    await page.locator(`${SEARCH} select[name="sorteer"]`).selectOption('titel');
    const titles = ['Beheerder groenvoorziening', 'Projectleider wegen'];
    await findsAll(page, titles);
    await eventually(() => {
      const given = new URL(page.url()).searchParams;
      assert.deepEqual([given.get('q'), given.getAll('regio'), given.get('sorteer')], ['e', ['drenthe'], 'titel']);
    });
    const address = page.url().slice(scene.small.origin.length);
    const other = await scene.visit(address);
    await findsAll(other, titles);
    assert.deepEqual(await found(other), await found(page));
    assert.equal(await other.locator(BOX).inputValue(), 'e');
    assert.equal(await filter(other, 'regio', 'drenthe').isChecked(), true);
    assert.equal(await other.locator(`${SEARCH} select[name="sorteer"]`).inputValue(), 'titel');
  },

  async 'a word with signs survives the address'(scene) {
    const page = await scene.visit('/');
    const words = 'café & co + 100% #1';
    await page.locator(BOX).fill(words);
    await page.locator(BOX).press('Enter');
    await eventually(() => assert.equal(new URL(page.url()).searchParams.get('q'), words));
    await page.reload();
    await eventually(async () => assert.equal(await page.locator(BOX).inputValue(), words));
  },

  async 'an address with what does not exist still shows something'(scene) {
    const page = await scene.visit('/?regio=atlantis&sorteer=onzin&uren=veel&week=ooit&pagina=-3&q=groen');
    await eventually(async () => assert((await page.locator(`${SEARCH} .search-count`).innerText()).trim() !== ''));
  },

  async 'the back button undoes one step at a time'(scene) {
    const page = await scene.visit('/');
    await page.locator(BOX).pressSequentially('groen');
    await page.locator(BOX).press('Enter');
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    await openFilters(page);
    await press(page, 'regio', 'drenthe');
    await findsAll(page, ['Beheerder groenvoorziening']);
    await page.goBack();
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    assert.equal(await filter(page, 'regio', 'drenthe').isChecked(), false);
    await page.goForward();
    await findsAll(page, ['Beheerder groenvoorziening']);
    assert.equal(await filter(page, 'regio', 'drenthe').isChecked(), true);
    // Typing is one step, not one for each letter.
    await page.goBack();
    await page.goBack();
    await eventually(async () => {
      assert.equal(new URL(page.url()).pathname, '/');
      assert.equal(await page.locator('.search-static').isVisible() || new URL(page.url()).search !== '', true);
    });
  },

  async 'back from a notice, the results are there again'(scene) {
    const page = await scene.visit('/');
    await page.locator(BOX).fill('groen');
    await page.locator(BOX).press('Enter');
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    await page.locator(`${ROWS} :is(h2, h3) a`).first().click();
    await page.waitForURL(/groen/);
    await page.locator('main[data-notice]').waitFor();
    await page.goBack();
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    assert.equal(await page.locator(BOX).inputValue(), 'groen');
  },
};
