// What is wrong shows over the page as a person reads it, and goes by itself once it is right.

import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BAR, HOME, branded, eventually, shows } from './stage.mjs';

const FILE = 'content/vacatures/40001-boswachter.md';
const PAGE = '/vacatures/40001-boswachter/';
const OVERLAY = `${BAR} .overlay`;

const isGone = (page) => page.locator(OVERLAY).waitFor({ state: 'hidden' });
const withTheme = (preview) => cpSync(join(HOME, 'themes'), preview.path('themes'), { recursive: true });

/** Files that are wrong, and a word of what is said of each. */
const FAULTS = {
  content: { file: FILE, old: 'deadline = 2026-03-31', fresh: 'deadline = 2026-02-31', says: FILE },
  settings: { file: 'termijn.toml', old: 'per_page = 3', fresh: 'per_page = "veel"', says: 'termijn.toml' },
  theme: { file: 'themes/termijn/wording/nl.toml', old: 'agenda = "Agenda"', fresh: 'agenda = Agenda', says: 'nl.toml' },
  template: { file: 'themes/termijn/templates/notice.html', old: '<h1', fresh: '{% if %}<h1', says: 'notice.html' },
};

export const checks = {
  async 'P7 every kind of fault shows with its place, and goes on the fix; the site stays'(scene) {
    const preview = await scene.preview({ prepare: withTheme });
    const page = await scene.visit(preview, PAGE);
    const isSame = await branded(page);
    for (const { file, old, fresh, says } of Object.values(FAULTS)) {
      preview.edit(file, old, fresh);
      await shows(page, `${OVERLAY} .where`, says);
      assert.match(await page.locator(`${OVERLAY} h2`).innerText(), /^\d+ fout/);
      assert.equal(await page.locator('h1').innerText(), 'Boswachter', `${file}: the site went`);
      preview.edit(file, fresh, old);
      await isGone(page);
    }
    await isSame();
  },

  async 'P7 message, help, line, column, marked words and a way to the editor'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-02-31');
    await shows(page, OVERLAY, '2026-02-31');
    const problem = page.locator(`${OVERLAY} .problem`).first();
    assert.match(await problem.locator('.message').innerText(), /fout/);
    assert.match(await problem.locator('.code').innerText(), /^T\d{4}$/);
    assert.match(await problem.locator('.where').first().innerText(), /40001-boswachter\.md:25:\d+$/);
    assert.match(await problem.locator('.where').first().getAttribute('href'), /^vscode:\/\/file\/.*:25:\d+$/);
    assert.equal(await problem.locator('mark').first().innerText(), '2026-02-31');
    assert.equal(await problem.locator('.row.marked .number').first().innerText(), '25');
    assert((await problem.locator('.help').innerText()).length > 10);
  },

  async 'P7 all faults at once, and a count'(scene) {
    const preview = await scene.preview({ prepare: withTheme });
    const page = await scene.visit(preview, '/');
    const other = { file: 'content/vacatures/28001-chauffeur.md', old: 'kind = "vacature"', fresh: 'kind = "baan"', says: '28001' };
    const faults = [FAULTS.content, FAULTS.template, other];
    for (const { file, old, fresh } of faults) preview.edit(file, old, fresh);
    for (const { says } of faults) await shows(page, `${OVERLAY} .where`, says);
    const count = await page.locator(`${OVERLAY} .problem.error`).count();
    assert(count >= faults.length, `shows ${count} faults`);
    await shows(page, `${OVERLAY} h2`, `${count} fouten`);
    for (const { file, old, fresh } of faults) preview.edit(file, fresh, old);
    await isGone(page);
  },

  async 'P7 a template that fails shows two places: the template and the record'(scene) {
    const preview = await scene.preview({ prepare: withTheme });
    const page = await scene.visit(preview, PAGE, { expected: [PAGE] });
    preview.edit('themes/termijn/templates/notice.html', '<h1', '{{ 1 / 0 }}{{ notice.bestaat.niet }}<h1');
    await shows(page, `${OVERLAY} .where`, 'notice.html');
    await shows(page, `${OVERLAY} .where`, '.md');
    preview.edit('themes/termijn/templates/notice.html', '{{ 1 / 0 }}{{ notice.bestaat.niet }}<h1', '<h1');
    await isGone(page);
    await shows(page, 'h1', 'Boswachter');
  },

  async 'P7 put aside it stays away until there are other faults'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-02-31');
    await page.locator(OVERLAY).waitFor();
    assert.equal(await page.evaluate((name) => document.querySelector(name).shadowRoot.activeElement?.id, BAR), 'problems-title');
    await page.keyboard.press('Escape');
    await isGone(page);
    await page.reload();
    await shows(page, `${BAR} [data-key=problems]`, '1 fout');
    assert(!(await page.locator(OVERLAY).isVisible()), 'the same fault came back');
    await page.locator(`${BAR} [data-key=problems]`).click();
    await page.locator(OVERLAY).waitFor();
    await page.locator(`${OVERLAY} header button`).click();
    await isGone(page);
    preview.edit(FILE, 'max = 36', 'max = "veel"');
    await shows(page, `${OVERLAY} h2`, '2 fouten');
  },

  async 'P7 who types keeps the focus'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/');
    await page.locator('[data-search] input[name=q]').focus();
    preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-02-31');
    await page.locator(OVERLAY).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
  },

  async 'P8 starts with a broken record, without records, and with broken settings'(scene) {
    const record = await scene.preview({ prepare: (it) => it.edit(FILE, 'kind = "vacature"', 'kind = "vaca') });
    await shows(await scene.visit(record, '/'), `${OVERLAY} .where`, FILE);
    const empty = await scene.preview({ prepare: (it) => it.remove('content') });
    await shows(await scene.visit(empty, '/'), 'h1', /\S/);
    const broken = await scene.preview({ prepare: (it) => writeFileSync(it.path('termijn.toml'), 'title = ') });
    // What the page says for who has no scripts is written in it, styled there.
    const page = await scene.visit(broken, '/', { expected: ['/'], isStrict: false });
    await shows(page, `${OVERLAY} .where`, 'termijn.toml');
    writeFileSync(broken.path('termijn.toml'), record.read('termijn.toml'));
    await isGone(page);
    await shows(page, '.site-title', 'Proefsite');
  },

  async 'E2 in English on request'(scene) {
    const preview = await scene.preview({ options: ['--language', 'en'] });
    const page = await scene.visit(preview, PAGE);
    await shows(page, `${BAR} .now`, 'Preview of');
    preview.edit(FILE, 'deadline = 2026-03-31', 'deadline = 2026-02-31');
    await shows(page, `${OVERLAY} h2`, '1 error');
    await eventually(async () => assert.match(await page.locator(`${OVERLAY} .lead`).first().innerText(), /^You see/));
  },
};
