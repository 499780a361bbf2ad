// Without scripts: the same lists, organisations and regions do the job.

import assert from 'node:assert/strict';
import { SEARCH } from './results.mjs';

const OFF = { javaScriptEnabled: false };

/** Every address that can be come to from the home page by links that are to be seen, on pages that `follow` lets through. */
async function reached(scene, site, follow) {
  const context = await scene.window(OFF);
  const page = await scene.tab(context, '/', { site });
  const seen = new Set(['/']);
  const todo = ['/'];
  for (let address = todo.shift(); address !== undefined; address = todo.shift()) {
    if (address !== '/') await page.goto(site.origin + address, { waitUntil: 'load' });
    const links = await page.locator('a[href]:visible').evaluateAll((all) => all.map((link) => link.href));
    for (const link of links) {
      const { origin, pathname } = new URL(link);
      if (origin !== site.origin || seen.has(pathname) || !pathname.endsWith('/')) continue;
      seen.add(pathname);
      if (follow(pathname)) todo.push(pathname);
    }
  }
  return seen;
}

function missing(seen, addresses) {
  return addresses.filter((address) => !seen.has(address));
}

/** The addresses of the notices of a site. */
function notices({ site }) {
  return site.ending('/notice.json').map((path) => '/' + path.replace(/notice\.json$/, ''));
}

export const checks = {
  async 'lists and their pages come to every notice'(scene) {
    const seen = await reached(scene, scene.small, (path) => !/^\/(organisaties|regios)\//.test(path));
    assert.deepEqual(missing(seen, notices(scene.small)), []);
  },

  async 'the lists of a large site come to every notice'(scene) {
    const isList = (path) => /^\/(aanvragen|vacatures|archief)\/(page\/\d+\/)?$|^\/page\/\d+\/$/.test(path);
    const seen = await reached(scene, scene.large, isList);
    assert.deepEqual(missing(seen, notices(scene.large)), []);
  },

  async 'the pages of organisations come to every notice'(scene) {
    const seen = await reached(scene, scene.large, (path) => /^\/organisaties\//.test(path));
    assert.deepEqual(missing(seen, notices(scene.large)), []);
  },

  async 'the pages of regions come to every notice'(scene) {
    const seen = await reached(scene, scene.large, (path) => /^\/regios\//.test(path));
    assert.deepEqual(missing(seen, notices(scene.large)), []);
  },

  async 'nothing that needs a script is shown'(scene) {
    for (const address of ['/', '/vacatures/', '/archief/']) {
      const page = await scene.visit(address, OFF);
      assert.equal(await page.locator(SEARCH).count(), 1, `${address} has no search`);
      for (const part of ['input', 'select', 'button', '.facets', '.search-results', '.search-count']) {
        assert.equal(await page.locator(`${SEARCH} ${part}:visible`).count(), 0, `${address} shows ${part}`);
      }
      assert((await page.locator('li.card:visible').count()) > 0, `${address} shows no list`);
    }
  },

  async 'the deadline can be read, with its day and its year'(scene) {
    const cases = {
      '/aanvragen/30001-beheerder-groenvoorziening/': ['2026-04-09T09:00:00+02:00', 'donderdag 9 april 2026, 09.00 uur'],
      '/vacatures/40001-boswachter/': ['2026-04-01T00:00:00+02:00', 'tot en met dinsdag 31 maart 2026'],
    };
    for (const [address, [datetime, words]] of Object.entries(cases)) {
      const page = await scene.visit(address, OFF);
      const moment = page.locator(`main time[datetime="${datetime}"]`).first();
      assert.equal(await moment.isVisible(), true);
      assert.match(await page.locator('main').innerText(), new RegExp(words));
    }
  },

  async 'a reply can be given'(scene) {
    const page = await scene.visit('/aanvragen/30001-beheerder-groenvoorziening/', OFF);
    assert((await page.locator('a[href="https://inschrijven.example/30001"]:visible').count()) > 0);
    assert((await page.locator('a[href="https://vragen.example/30001"]:visible').count()) > 0);
  },

  async 'a closed notice shows one banner and no way to reply'(scene) {
    const page = await scene.visit('/aanvragen/29001-groenbeheer-wijken/', OFF);
    assert.equal(await page.locator('[data-closed-notice]:visible').count(), 1);
    assert.equal(await page.locator('a[href^="https://inschrijven.example"]').count(), 0);
  },

  async 'an explanation opens'(scene) {
    const page = await scene.visit('/aanvragen/30001-beheerder-groenvoorziening/', OFF);
    const term = page.locator('details.term').first();
    await term.locator('summary').click();
    assert.equal(await term.locator('p').first().isVisible(), true);
  },
};
