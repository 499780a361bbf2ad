// The site at any moment: the slider, the field, the steps, and addresses that keep the moment.

import assert from 'node:assert/strict';
import { BAR, branded, eventually, shows } from './stage.mjs';

const PAGE = '/vacatures/40001-boswachter/';
/** On which vacancy 40002 appears. */
const LATER = '2026-03-09T12:00';

const moment = (page) => new URL(page.url()).searchParams.get('at');
const now = (page) => page.locator(`${BAR} .now`).innerText().then((text) => text.replace(/\s+/g, ' '));
const focused = (page) =>
  page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.dataset.key, BAR);

/** A vacancy that closes at an instant. */
const closing = (text, at) => text.replace('deadline = 2026-03-31', `deadline = ${at}`);

export const checks = {
  async 'P13 the bar says of which moment it is an example'(scene) {
    const preview = await scene.preview({ at: null });
    const page = await scene.visit(preview, '/');
    assert.equal(await now(page), 'Voorbeeld van nu');
    await page.goto(`${preview.origin}/?at=2026-03-02T12:00`);
    await shows(page, `${BAR} .now`, 'Voorbeeld van maandag 2 maart 2026, 12.00 uur');
    await page.locator(`${BAR} [data-key=to-now]`).click();
    await shows(page, `${BAR} .now`, 'Voorbeeld van nu');
    assert.equal(moment(page), null);
  },

  async 'P13 the steps go from change to change, and the focus stays on them'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/vacatures/');
    await page.locator(`${BAR} [data-key=later]`).focus();
    await page.keyboard.press('Enter');
    await shows(page, `${BAR} .now`, 'woensdag 4 maart 2026, 00.00 uur');
    await shows(page, 'main', 'Medewerker balie');
    await eventually(async () => assert.equal(await focused(page), 'later'));
    await page.keyboard.press('Enter');
    await shows(page, `${BAR} .now`, 'donderdag 5 maart 2026, 00.00 uur');
    await page.locator(`${BAR} [data-key=earlier]`).click();
    await page.locator(`${BAR} [data-key=earlier]`).click();
    await eventually(async () => assert(!(await page.locator('main').innerText()).includes('Medewerker balie')));
  },

  async 'P13 the slider snaps to changes, with the mouse and with keys'(scene) {
    const preview = await scene.preview();
    const { seconds } = JSON.parse((await preview.get('/_termijn/moments.json')).text);
    const page = await scene.visit(preview, '/');
    const slider = page.locator(`${BAR} .slider`);
    assert.equal(Number(await slider.getAttribute('max')), seconds.length);
    const box = await slider.boundingBox();
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width - 2, box.y + box.height / 2, { steps: 5 });
    await shows(page, `${BAR} .bubble`, 'uur');
    await page.mouse.up();
    await page.waitForURL(/at=/);
    assert.equal(Date.parse(moment(page)) / 1000, seconds.at(-1));
    await eventually(async () => assert.equal(await focused(page), 'slider'));
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await eventually(async () => assert.equal(Date.parse(moment(page)) / 1000, seconds.at(-3)));
    await eventually(async () => assert.match(await slider.getAttribute('aria-valuetext') ?? '', /\d{4}, \d\d\.\d\d uur/));
  },

  async 'P13 the field reads every spelling, and says what is wrong with others'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/');
    const field = page.locator(`${BAR} #moment`);
    for (const spelling of [
      'maandag 9 maart 2026, 12.00 uur', '9 maart 2026 12:00', '2026-03-09T12:00', '2026-03-09T11:00:00Z', '9-3-2026 12.00',
    ]) {
      await field.fill(spelling);
      await field.press('Enter');
      const told = page.locator(`${BAR} .complaint:not([hidden])`);
      const there = page.locator(`${BAR} .now`).filter({ hasText: 'maandag 9 maart 2026, 12.00 uur' });
      await told.or(there).first().waitFor();
      if (await told.isVisible()) scene.say(`${spelling}: ${await told.innerText()}`);
      await page.goto(preview.origin + '/');
      await shows(page, `${BAR} .now`, 'dinsdag 3 maart');
    }
    await field.fill('31 februari 2026');
    await field.press('Enter');
    await shows(page, `${BAR} .complaint`, '31 februari');
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(moment(page), null);
  },

  async 'P13 links, forms and history keep the moment, and hrefs stay as they are'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, `/vacatures/?at=${LATER}`);
    await page.locator('main a', { hasText: 'Adviseur groen' }).first().click();
    await page.waitForURL('**/vacatures/40002-adviseur-groen/**');
    assert.equal(moment(page), LATER);
    await shows(page, 'h1', 'Adviseur groen');
    const [popup] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('nav a', { hasText: 'Agenda' }).first().click({ modifiers: ['Control'] }),
    ]);
    await popup.waitForLoadState();
    assert.equal(moment(popup), LATER);
    assert.equal(await page.locator('nav a', { hasText: 'Agenda' }).first().getAttribute('href'), '/agenda/');
    await page.goto(`${preview.origin}/?at=${LATER}`);
    await page.locator('[data-search] input[name=q]').fill('groen');
    await page.waitForURL(/q=groen/);
    assert.equal(moment(page), LATER);
    await shows(page, '.search-results', 'Adviseur groen');
    await page.goto(`${preview.origin}${PAGE}?at=${LATER}`);
    await page.locator('a.button[href="#deel-reageren"]').first().click();
    assert.equal(new URL(page.url()).hash, '#deel-reageren');
    assert.equal(moment(page), LATER);
  },

  async 'P13 feeds, calendars and data answer for the moment'(scene) {
    const preview = await scene.preview();
    for (const file of ['/feed.xml', '/feed.json', '/zoek/open.json', '/sitemap.xml', '/notices.json']) {
      const [before, after] = [await preview.get(file), await preview.get(`${file}?at=${LATER}`)];
      assert(!before.text.includes('40002'), `${file} tells too much`);
      assert(after.text.includes('40002'), `${file} is not that of the moment`);
    }
    const page = await scene.visit(preview, `/?at=${LATER}`);
    const inherited = await page.evaluate(() => fetch('/feed.xml').then((response) => response.text()));
    assert(inherited.includes('40002'), 'what a page asks for is not of its moment');
  },

  async 'P13 the clock of the page stands at the moment'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, `${PAGE}?at=2026-03-09T12:00`);
    const clock = await page.evaluate(() => [
      Date.now(), new Date().getTime(), Date.parse(Date()), new Date(0).getTime(), new Date() instanceof Date,
      new Date(2026, 0, 1).getFullYear(), new Date().constructor === Date, Date.UTC(1970, 0, 1), typeof Date(),
    ]);
    const at = Date.parse('2026-03-09T12:00+01:00');
    assert.deepEqual(clock, [at, at, at, 0, true, 2026, true, 0, 'string']);
  },

  async 'P13 by itself: a notice closes at the second, on an open page and in a list'(scene) {
    const file = 'content/vacatures/40001-boswachter.md';
    const at = new Date(Math.ceil(Date.now() / 1000) * 1000 + 14_000);
    const preview = await scene.preview({ at: null, prepare: (it) => it.write(file, closing(it.read(file), at.toISOString().replace('.000', ''))) });
    const context = await scene.window();
    const notice = await scene.tab(context, preview, PAGE);
    const list = await scene.tab(context, preview, '/vacatures/');
    await shows(list, 'main', 'Boswachter');
    assert.equal(await notice.locator('main').getAttribute('data-phase'), 'open');
    await notice.locator('main[data-phase=closed]').waitFor();
    assert(Date.now() >= at.getTime(), 'closed too early');
    await eventually(async () => assert(!(await list.locator('main').innerText()).includes('Boswachter')));
    assert(Date.now() < at.getTime() + 4000, `closed ${Date.now() - at.getTime()} ms late`);
    await eventually(async () => assert.equal(await notice.locator('[data-closed-notice]').count(), 1));
  },

  async 'P13 a page that comes later says when, with the way to it'(scene) {
    const address = '/vacatures/40002-adviseur-groen/';
    const preview = await scene.preview();
    const page = await scene.visit(preview, address, { expected: [address] });
    await shows(page, `${BAR} .chip`, 'Deze pagina is er nog niet: zij verschijnt op maandag 9 maart 2026');
    await page.locator(`${BAR} .chip a`).click();
    await shows(page, 'h1', 'Adviseur groen');
  },

  async 'P13 the panel tells what changes and which pages differ, and leads there'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, `/?at=${LATER}`);
    await page.locator(`${BAR} [data-key=panel]`).click();
    await shows(page, `${BAR} .panel`, 'vacature 40002 verschijnt');
    await shows(page, `${BAR} .panel`, /\d+ pagina’s zijn op dit moment anders dan nu/);
    await page.locator(`${BAR} .panel a`, { hasText: 'Adviseur groen' }).first().click();
    await shows(page, 'h1', 'Adviseur groen');
    assert.equal(moment(page), LATER);
    await page.keyboard.press('Escape');
  },

  async 'P13 writing shows at the moment that is looked at'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, `/vacatures/40002-adviseur-groen/?at=${LATER}`);
    const isSame = await branded(page);
    preview.edit('content/vacatures/40002-adviseur-groen.md', 'Je adviseert over bomen', 'Je vertelt over struiken');
    await shows(page, 'main', 'Je vertelt over struiken');
    await isSame();
    assert.equal(moment(page), LATER);
  },
};
