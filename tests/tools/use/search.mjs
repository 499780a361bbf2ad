// Finding a notice: words, filters, order.

import assert from 'node:assert/strict';
import { BOX, COUNT, ROWS, SEARCH, counted, filter, filters, finds, findsAll, found, openFilters, press } from './results.mjs';
import { eventually, texts } from './stage.mjs';

const BY_CLOSING = [
  'Jurist bestuursrecht', 'Boswachter', 'Coördinator ideeëncafé', 'Beheerder groenvoorziening', 'Medewerker balie',
  'Onderhoud van dijken', 'Projectleider wegen', 'Adviseur groen',
];
const INDEX = /\/zoek\//;

/** Tells which indexes are asked for. */
function asking(page) {
  const asked = [];
  page.on('request', (request) => {
    if (INDEX.test(request.url())) asked.push(new URL(request.url()).pathname);
  });
  return asked;
}

/** Waits for words that say so, where somebody who cannot see hears them. */
async function saysThatItFailed(page) {
  await eventually(async () => {
    const said = await texts(page, ':is([role="alert"], [role="status"]):visible');
    assert.match(said.join(' '), /(niet|mislukt)/i);
  });
}

export const checks = {
  async 'the list is there at once, and no index is loaded until the search is used'(scene) {
    let asked;
    const page = await scene.visit('/', { prepare: (tab) => (asked = asking(tab)) });
    await page.locator(BOX).waitFor();
    assert((await page.locator('.search-static li.card:visible').count()) > 0, 'the page shows no list');
    await page.waitForTimeout(500);
    assert.deepEqual(asked, []);
    await page.locator(BOX).pressSequentially('bos');
    await finds(page, ['Boswachter']);
    await page.locator(BOX).pressSequentially('wachter');
    await finds(page, ['Boswachter']);
    assert.deepEqual(asked, ['/zoek/open.json']);
    assert.equal(await page.locator('.search-static').isVisible(), false, 'the whole list stays beside the results');
  },

  async 'typing narrows the results, and wiping brings the list back'(scene) {
    const page = await scene.visit('/');
    await page.locator(BOX).pressSequentially('be');
    await eventually(async () => assert((await counted(page)) > 1));
    await page.locator(BOX).pressSequentially('heerder');
    await findsAll(page, ['Beheerder groenvoorziening']);
    await page.locator(BOX).fill('');
    await eventually(async () => assert((await page.locator('li.card:visible').count()) >= 3, 'no list after wiping'));
    await eventually(async () => assert((await texts(page, 'li.card:visible :is(h2, h3) a')).includes('Boswachter') ||
      (await page.locator('.search-static').isVisible())));
  },

  async 'a word is found inside a compound'(scene) {
    const page = await scene.visit('/');
    await page.locator(BOX).fill('groen');
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    await page.locator(BOX).fill('voorziening');
    await findsAll(page, ['Beheerder groenvoorziening']);
  },

  async 'capitals and accents make no difference'(scene) {
    const page = await scene.visit('/');
    for (const words of ['ideeencafe', 'IDEEËNCAFÉ', 'coordinator', 'Idee\u0308encafe\u0301']) {
      await page.locator(BOX).fill(words);
      await findsAll(page, ['Coördinator ideeëncafé']);
    }
  },

  async 'all words count, in any order, also those of the text, the place and the number'(scene) {
    const page = await scene.visit('/');
    const cases = { 'groen beheerder': 1, 'beheerder wegen': 0, waterhuishouding: 1, 'jurist duinoord': 1, '30003': 1, 'lage dijk': 1 };
    for (const [words, count] of Object.entries(cases)) {
      await page.locator(BOX).fill(words);
      await eventually(async () => assert.equal(await counted(page), count, words));
    }
  },

  async 'what is typed stays text'(scene) {
    const page = await scene.visit('/');
    await page.locator(BOX).fill('<img src=/weg.png onerror="document.title=1">&<b>groen</b>');
    await eventually(async () => assert.equal(await counted(page), 0));
    assert.equal(await page.locator(`${SEARCH} :is(.search-results, .active-filters) :is(img, b)`).count(), 0);
  },

  async 'every value of every filter gives as many as it says'(scene) {
    const page = await scene.visit('/');
    await openFilters(page);
    const all = await filters(page);
    const keys = new Set(all.map(({ key }) => key));
    const wanted = ['opleiding', 'organisatie', 'procedure', 'regio', 'sectie', 'uren', 'week'];
    assert.deepEqual([...keys].sort(), wanted);
    for (const { key, value, count } of all) {
      assert(count > 0, `${key} ${value} promises nothing`);
      await press(page, key, value);
      await eventually(async () => {
        assert.equal(await counted(page), count, `${key} ${value}`);
        assert.equal(await page.locator(ROWS).count(), count, `${key} ${value}`);
      });
      await press(page, key, value);
    }
    const sum = (key) => all.filter((one) => one.key === key).reduce((total, { count }) => total + count, 0);
    assert.equal(sum('regio'), 8);
    assert.equal(sum('sectie'), 8);
  },

  async 'two values of one filter widen, two filters narrow, and counts follow'(scene) {
    const page = await scene.visit('/');
    await openFilters(page);
    await press(page, 'opleiding', 'hbo');
    await findsAll(page, ['Beheerder groenvoorziening', 'Projectleider wegen', 'Adviseur groen']);
    await press(page, 'opleiding', 'wo');
    await eventually(async () => assert.equal(await counted(page), 4));
    await press(page, 'regio', 'drenthe');
    await findsAll(page, ['Beheerder groenvoorziening', 'Projectleider wegen']);
    await page.locator(BOX).fill('groen');
    await findsAll(page, ['Beheerder groenvoorziening']);
    await eventually(async () => {
      // The other values of a filter say what they would add, given the words and the other filters.
      const all = await filters(page);
      const zuid = all.find(({ key, value }) => key === 'regio' && value === 'zuid-holland');
      assert.equal(zuid?.count, 1);
    });
  },

  async 'a chosen filter can be taken away by its name'(scene) {
    const page = await scene.visit('/?q=groen&regio=drenthe');
    await findsAll(page, ['Beheerder groenvoorziening']);
    const button = page.locator(`${SEARCH} .active-filters button`, { hasText: 'Drenthe' });
    await button.click();
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
  },

  async 'results are put in order by closing, publication and title'(scene) {
    const page = await scene.visit('/');
    await openFilters(page);
    const order = page.locator(`${SEARCH} select[name="sorteer"]`);
    await order.selectOption('titel');
    await finds(page, [...BY_CLOSING].sort((one, other) => one.localeCompare(other, 'nl')));
    await order.selectOption('publicatie');
    await finds(page, [
      'Projectleider wegen', 'Jurist bestuursrecht', 'Coördinator ideeëncafé', 'Adviseur groen', 'Beheerder groenvoorziening',
      'Medewerker balie', 'Onderhoud van dijken', 'Boswachter',
    ]);
    await page.locator(BOX).fill('e');
    await order.selectOption('sluiting');
    await eventually(async () => {
      const titles = await found(page);
      assert(titles.length > 3);
      assert.deepEqual(titles, BY_CLOSING.filter((title) => titles.includes(title)));
    });
  },

  async 'a result says what a row of a list says'(scene) {
    const page = await scene.visit('/organisaties/gemeente-veenrijk/');
    const row = 'li.card[data-notice="30001"]';
    const [listed] = await texts(page, `${row}:visible`);
    const search = await scene.visit('/?q=groenvoorziening');
    await findsAll(search, ['Beheerder groenvoorziening']);
    const [result] = await texts(search, ROWS);
    assert.equal(result, listed);
    const link = search.locator(`${ROWS} :is(h2, h3) a`);
    assert.equal(await link.getAttribute('href'), '/aanvragen/30001-beheerder-groenvoorziening/');
  },

  async 'a section searches itself'(scene) {
    const page = await scene.visit('/vacatures/');
    await page.locator(BOX).fill('groen');
    await findsAll(page, ['Adviseur groen']);
  },

  async 'the archive searches all its years'(scene) {
    const page = await scene.visit('/archief/?q=groen');
    await findsAll(page, ['Groenbeheer in de wijken']);
    await page.locator(BOX).fill('chauffeur');
    await findsAll(page, ['Chauffeur']);
  },

  async 'an empty result says what to do'(scene) {
    const page = await scene.visit('/?q=chauffeur&regio=drenthe');
    await eventually(async () => assert.equal(await counted(page), 0));
    assert.equal(await page.locator(ROWS).count(), 0);
    assert.equal(await page.locator(`${SEARCH} .active-filters button`).count() > 0, true, 'no filter to take away');
    const archive = page.locator(`${SEARCH} a[href^="/archief/?"]:visible`);
    assert.match((await archive.first().getAttribute('href')) ?? '', /[?&]q=chauffeur/);
    await archive.first().click();
    await page.waitForURL(/\/archief\//);
    await eventually(async () => assert.equal(Number.isNaN(await counted(page)), false));
    await page.goto(`${scene.small.origin}/archief/?q=chauffeur`);
    await findsAll(page, ['Chauffeur']);
  },

  async 'an index that cannot be had is said, and the list stays'(scene) {
    const page = await scene.visit('/', {
      expected: ['/zoek/open.json'],
      prepare: (tab) => tab.route(INDEX, (route) => route.fulfill({ status: 503, body: '' })),
    });
    await page.locator(BOX).fill('groen');
    await saysThatItFailed(page);
    assert((await page.locator('.search-static li.card:visible').count()) > 0, 'the list is gone');
  },

  async 'an index that is no JSON is said too'(scene) {
    const page = await scene.visit('/', { prepare: (tab) => tab.route(INDEX, (route) => route.fulfill({ body: '<!DOCTYPE html>' })) });
    await page.locator(BOX).fill('groen');
    await saysThatItFailed(page);
    assert((await page.locator('.search-static li.card:visible').count()) > 0, 'the list is gone');
  },

  async 'the number found is told to who cannot see it'(scene) {
    const page = await scene.visit('/?q=groen');
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    assert.equal(await page.locator(COUNT).getAttribute('role'), 'status');
  },

  async 'a large site answers while one types'(scene) {
    const page = await scene.visit('/', { site: scene.large });
    await openFilters(page);
    const total = (await filters(page)).filter(({ key }) => key === 'sectie').reduce((sum, { count }) => sum + count, 0);
    const open = scene.large.site.json('zoek/open.json').notices.length;
    assert.equal(total, open);
    await page.locator(BOX).pressSequentially('beheer');
    await eventually(async () => {
      const count = await counted(page);
      assert(count > 0 && count < open, `${count} of ${open}`);
    });
    assert((await filter(page, 'sectie', 'aanvragen').count()) === 1);
  },

  async 'more results come when asked for'(scene) {
    const page = await scene.visit('/?q=e', { site: scene.large });
    await eventually(async () => assert((await counted(page)) > 50, 'too few to page'));
    const first = await page.locator(ROWS).count();
    const more = page.locator(`${SEARCH} button.more`);
    await more.click();
    await eventually(async () => assert((await page.locator(ROWS).count()) > first));
    while (await more.isVisible()) await more.click();
    await eventually(async () => assert.equal(await page.locator(ROWS).count(), await counted(page)));
  },
};
