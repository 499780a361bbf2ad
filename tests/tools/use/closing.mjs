// A page that was left open, or that nobody built anew, moves towards closed by itself: at the very instant,
// wherever the reader is, and never back.

import assert from 'node:assert/strict';
import { ROWS, findsAll } from './results.mjs';
import { texts } from './stage.mjs';

const TIMED = { address: '/aanvragen/30001-beheerder-groenvoorziening/', id: '30001', closes: '2026-04-09T09:00:00+02:00' };
const WHOLE_DAY = { address: '/vacatures/40001-boswachter/', id: '40001', closes: '2026-04-01T00:00:00+02:00' };
const AUTUMN = { address: '/aanvragen/30005-projectleider-wegen/', id: '30005', closes: '2026-10-27T09:00:00+01:00' };
const AUTUMN_DAY = { address: '/vacatures/40002-adviseur-groen/', id: '40002', closes: '2026-10-29T00:00:00+01:00' };
const CLOSED = '/aanvragen/29001-groenbeheer-wijken/';
const QUESTIONS_CLOSE = '2026-03-24T12:00:00+01:00';
const ZONES = ['Europe/Amsterdam', 'America/New_York', 'Asia/Tokyo'];

const REPLY = 'main a[href^="https://inschrijven.example"]';
const ASK = 'main a[href^="https://vragen.example"]';
const CLOSED_WORDS = /gesloten|verlopen/i;
const BANNER = '[data-closed-notice]';

/** The instant so many seconds away from this one. */
function near(moment, seconds) {
  return new Date(Date.parse(moment) + seconds * 1000);
}

/** A page with a clock that runs only when it is told to, and starts at `time`. */
async function leftOpen(scene, address, time, options = {}) {
  // The clock runs while the page loads, so it starts a while before.
  const early = near(new Date(time).toISOString(), -600);
  const page = await scene.visit(address, { at: null, prepare: (tab) => tab.clock.install({ time: early }), ...options });
  await page.clock.pauseAt(new Date(time));
  return page;
}

async function isOpen(page, id) {
  const main = page.locator(`main[data-notice="${id}"]`);
  assert.equal(await page.locator(BANNER).count(), 0, 'it has a banner already');
  assert.notEqual(await main.getAttribute('data-phase'), 'closed');
  assert((await page.locator(`${REPLY}:visible`).count()) > 0, 'no link to reply while it is open');
  assert.equal(await page.locator('meta[name="robots"]').count(), 0);
}

async function isClosed(page, id) {
  const main = page.locator(`main[data-notice="${id}"]`);
  assert.equal(await main.getAttribute('data-phase'), 'closed');
  assert.equal(await page.locator(BANNER).count(), 1, 'not exactly one banner');
  const first = await main.evaluate((element) => element.firstElementChild.matches('p.closed-notice[data-closed-notice="closed"]'));
  assert(first, 'the banner is not the first thing of the page');
  assert.equal(await page.locator(BANNER).isVisible(), true);
  assert.equal(await page.locator(REPLY).count(), 0, 'one can still reply');
  assert.equal(await page.locator(ASK).count(), 0, 'one can still ask');
  assert.equal(await page.locator('main .button:visible').count(), 0, 'a button still leads to replying');
  assert.equal(await page.locator('meta[name="robots"][content="noindex"]').count(), 1);
  const data = await page.locator('script[type="application/ld+json"]').allTextContents();
  assert.deepEqual(data.map((text) => JSON.parse(text)['@type']), ['BreadcrumbList'], 'it is still offered to machines');
}

/** Open a second before, closed at the instant; seen from `from` on, and when opened only then. */
async function closesAtInstant(scene, { address, id, closes }, from, zones = ZONES) {
  for (const timezoneId of zones) {
    const page = await leftOpen(scene, address, from, { timezoneId });
    await isOpen(page, id);
    await page.clock.runFor(Date.parse(closes) - Date.parse(from) - 1000);
    await isOpen(page, id);
    await page.clock.runFor(1000);
    await isClosed(page, id);
    await page.clock.runFor(3600_000);
    await isClosed(page, id);
    await page.context().close();
  }
  for (const [seconds, holds] of [[-1, isOpen], [0, isClosed], [86_400, isClosed]]) {
    const page = await scene.visit(address, { at: near(closes, seconds) });
    await holds(page, id);
    await page.context().close();
  }
}

/** What a reader is told: the text of the page's main part, without what only a real build knows. */
async function told(page, selectors) {
  const found = {};
  for (const selector of selectors) found[selector] = await texts(page, selector);
  return found;
}

export const checks = {
  async 'a moment after the clocks go forward, on a page opened before'(scene) {
    await closesAtInstant(scene, TIMED, '2026-03-28T23:30:00+01:00');
  },

  async 'a whole day after the clocks go forward'(scene) {
    await closesAtInstant(scene, WHOLE_DAY, '2026-03-28T23:30:00+01:00');
  },

  async 'a moment after the clocks go back, seven months ahead'(scene) {
    await closesAtInstant(scene, AUTUMN, '2026-03-12T12:00:00+01:00', ['Europe/Amsterdam']);
    await closesAtInstant(scene, AUTUMN, '2026-10-24T23:30:00+02:00');
  },

  async 'a whole day after the clocks go back'(scene) {
    await closesAtInstant(scene, AUTUMN_DAY, '2026-10-24T23:30:00+02:00');
  },

  async 'what it says then is what a new build says'(scene) {
    const built = scene.later(TIMED.closes);
    for (const { address, id } of [TIMED, WHOLE_DAY]) {
      const left = await scene.visit(address, { at: TIMED.closes });
      const rebuilt = await scene.visit(address, { site: built });
      await isClosed(left, id);
      await isClosed(rebuilt, id);
      const parts = [BANNER, 'main .notice-header .phase', 'main h1'];
      assert.deepEqual(await told(left, parts), await told(rebuilt, parts));
      const phase = (page) => page.locator('main').getAttribute('data-phase');
      assert.equal(await phase(left), await phase(rebuilt));
    }
  },

  async 'an open page holds no word of the banner'(scene) {
    const built = scene.later(TIMED.closes);
    const page = await scene.visit(TIMED.address, { site: built });
    const banner = (await page.locator(BANNER).innerText()).trim();
    const html = scene.small.site.text(TIMED.address.slice(1) + 'index.html');
    assert(banner.length > 10 && !html.includes(banner), 'the banner is in the page already');
    assert(!html.includes('data-closed-notice'));
  },

  async 'rows of a list close at their instant'(scene) {
    for (const [address, later] of [['/regios/drenthe/', '30003'], ['/organisaties/gemeente-veenrijk/', '30005']]) {
      const page = await leftOpen(scene, address, near(TIMED.closes, -1));
      const row = page.locator(`li.card[data-notice="${TIMED.id}"]:visible`);
      const other = page.locator(`li.card[data-notice="${later}"]:visible`);
      const states = async () => [await row.getAttribute('data-phase'), await other.getAttribute('data-phase')];
      const [before] = await states();
      assert.notEqual(before, 'closed');
      await page.clock.runFor(1000);
      assert.deepEqual(await states(), ['closed', 'open']);
      assert.match(await row.locator('.phase').innerText(), CLOSED_WORDS);
      assert.doesNotMatch(await other.locator('.phase').innerText(), CLOSED_WORDS);
      assert.equal(await page.locator(BANNER).count(), 0, 'a list has no banner');
    }
  },

  async 'rows that a search shows close too'(scene) {
    const page = await scene.visit('/?q=groenvoorziening', { at: near(TIMED.closes, 0) });
    await findsAll(page, ['Beheerder groenvoorziening']);
    assert.equal(await page.locator(ROWS).getAttribute('data-phase'), 'closed');
    assert.match(await page.locator(`${ROWS} .phase`).innerText(), CLOSED_WORDS);
  },

  async 'questions stop at their deadline'(scene) {
    const built = scene.later(QUESTIONS_CLOSE);
    const page = await leftOpen(scene, TIMED.address, near(QUESTIONS_CLOSE, -1));
    const main = page.locator('main');
    assert((await page.locator(`${ASK}:visible`).count()) > 0, 'no way to ask while one may');
    assert.equal(await main.getAttribute('data-phase'), 'questions-open');
    await page.clock.runFor(1000);
    assert.equal(await page.locator(ASK).count(), 0, 'one can still ask');
    const rebuilt = await scene.visit(TIMED.address, { site: built });
    assert.equal(await main.getAttribute('data-phase'), await rebuilt.locator('main').getAttribute('data-phase'));
    const parts = ['main .notice-header .phase'];
    assert.deepEqual(await told(page, parts), await told(rebuilt, parts));
    assert.equal(await page.locator(BANNER).count(), 0);
    assert((await page.locator(`${REPLY}:visible`).count()) > 0, 'one cannot reply any more');
    // And the closing still comes.
    await page.clock.runFor(Date.parse(TIMED.closes) - Date.parse(QUESTIONS_CLOSE));
    await isClosed(page, TIMED.id);
  },

  async 'a machine that slept closes its page when it wakes'(scene) {
    for (const event of ['visibilitychange', 'focus', 'pageshow']) {
      const page = await leftOpen(scene, TIMED.address, near(TIMED.closes, -3600));
      await isOpen(page, TIMED.id);
      await page.clock.setSystemTime(near(TIMED.closes, 60));
      await page.evaluate((name) => (name === 'visibilitychange' ? document : window).dispatchEvent(new Event(name)), event);
      await isClosed(page, TIMED.id);
      await page.context().close();
    }
  },

  async 'a clock put back opens nothing'(scene) {
    const page = await leftOpen(scene, TIMED.address, near(TIMED.closes, -1));
    await page.clock.runFor(1000);
    await isClosed(page, TIMED.id);
    await page.clock.setSystemTime(new Date('2026-03-06T12:00:00Z'));
    await page.evaluate(() => (document.dispatchEvent(new Event('visibilitychange')), window.dispatchEvent(new Event('focus'))));
    await page.clock.runFor(60_000);
    await isClosed(page, TIMED.id);
  },

  async 'on a closed notice no clock opens anything'(scene) {
    const still = await scene.visit(CLOSED, { javaScriptEnabled: false });
    const html = await still.locator('main').evaluate((main) => main.outerHTML);
    for (const at of ['1999-01-01T00:00:00Z', '2025-12-01T00:00:00Z', '2026-01-20T12:00:00Z', '2026-02-10T10:59:59Z', '2099-01-01T00:00:00Z']) {
      const page = await scene.visit(CLOSED, { at });
      // Later the open notices that are offered instead may have closed too.
      const isLater = Date.parse(at) > Date.parse(scene.small.at);
      if (!isLater) assert.equal(await page.locator('main').evaluate((main) => main.outerHTML), html, `with the clock at ${at}`);
      assert.equal(await page.locator(BANNER).count(), 1);
      assert.equal(await page.locator(REPLY).count(), 0);
      assert.equal(await page.locator('meta[name="robots"][content="noindex"]').count(), 1);
      await page.context().close();
    }
  },

  async 'a clock from before publication leaves an open notice as it was built'(scene) {
    const still = await scene.visit(TIMED.address, { javaScriptEnabled: false });
    const html = await still.locator('main').evaluate((main) => main.outerHTML);
    const page = await scene.visit(TIMED.address, { at: '2001-01-01T00:00:00Z' });
    assert.equal(await page.locator('main').evaluate((main) => main.outerHTML), html);
  },

  async 'the absolute moment stays to be read, open and closed'(scene) {
    for (const at of [near(TIMED.closes, -1), near(TIMED.closes, 1)]) {
      const page = await scene.visit(TIMED.address, { at });
      assert.match(await page.locator('main').innerText(), /donderdag 9 april 2026, 09\.00 uur/);
      await page.context().close();
    }
  },
};
