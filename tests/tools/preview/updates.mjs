// What is written shows on the page that is open, and all that somebody did on that page stays.

import assert from 'node:assert/strict';
import { copyFileSync, cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BAR, HOME, branded, eventually, freePort, ready, shows } from './stage.mjs';

const FILE = 'content/vacatures/40001-boswachter.md';
const PAGE = '/vacatures/40001-boswachter/';
const LINE = 'Je past op het bos, en op wie daar wandelt.';
/** Enough text to scroll in. */
const LONG = Array.from({ length: 60 }, (_, index) => `Alinea ${index + 1} van een lange tekst over het bos.`).join('\n\n');

const brief = (text) => `+++
kind = "vacature"
title = "${text}"
reference = "40009"
published = 2026-03-01

[organization]
id = "gemeente-veenrijk"

[location]
municipality = "Veenrijk"

[hours]
min = 24
max = 36

[contract]
type = "vast"

[education]
level = "mbo4"

[response]
deadline = 2026-03-31
url = "https://inschrijven.example/40009"
+++

## De functie

Tekst.
`;

/** Puts the theme of the house in the site, where it may be changed. */
function withTheme(preview) {
  cpSync(join(HOME, 'themes'), preview.path('themes'), { recursive: true });
}

export const checks = {
  async 'P1 every way of saving shows once, in place'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    const isSame = await branded(page);
    const path = preview.path(FILE);
    const text = preview.read(FILE);
    const ways = {
      truncate: (fresh) => writeFileSync(path, fresh),
      rename: (fresh) => (writeFileSync(`${path}.tmp`, fresh), renameSync(`${path}.tmp`, path)),
      vim: (fresh) => {
        renameSync(path, `${path}~`);
        writeFileSync(path, fresh);
        rmSync(`${path}~`);
      },
      recreate: (fresh) => (rmSync(path), writeFileSync(path, fresh)),
      copy: (fresh) => {
        writeFileSync(preview.path('content/kladje.bck'), fresh);
        copyFileSync(preview.path('content/kladje.bck'), path);
        rmSync(preview.path('content/kladje.bck'));
      },
    };
    for (const [way, save] of Object.entries(ways)) {
      save(text.replace(LINE, `Bewaard met ${way}.`));
      await shows(page, 'main', `Bewaard met ${way}.`);
    }
    await isSame();
  },

  async 'P4 text, settings, template, wording, style and a new theme folder are picked up'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    preview.edit(FILE, LINE, 'Nieuwe tekst.');
    await shows(page, 'main', 'Nieuwe tekst.');
    preview.edit('termijn.toml', 'title = "Proefsite"', 'title = "Anders geheten"');
    await shows(page, '.site-title', 'Anders geheten');
    withTheme(preview);
    preview.edit('themes/termijn/templates/base.html', '<footer class="site-footer">', '<footer class="site-footer"><p>Uit de sjabloon</p>');
    await shows(page, '.site-footer', 'Uit de sjabloon');
    const wording = preview.read('themes/termijn/wording/nl.toml');
    const agenda = /^agenda = "([^"]+)"/m.exec(wording);
    assert(agenda, 'the wording has no line for the agenda');
    preview.edit('themes/termijn/wording/nl.toml', agenda[0], 'agenda = "Kalenderblad"');
    await shows(page, 'nav', 'Kalenderblad');
    writeFileSync(preview.path('themes/termijn/static/extra.css'), 'h1 { letter-spacing: 3px }');
    await eventually(async () => {
      const spacing = await page.locator('h1').evaluate((heading) => getComputedStyle(heading).letterSpacing);
      assert.equal(spacing, '3px');
    });
  },

  async 'P9 what becomes sound appears, and what is taken away disappears'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/vacatures/');
    preview.write('content/vacatures/40009-nieuw.md', brief('Meteen nieuw'));
    await shows(page, 'main', 'Meteen nieuw');
    preview.remove('content/vacatures/40009-nieuw.md');
    await eventually(async () => assert(!(await page.locator('main').innerText()).includes('Meteen nieuw')));
    preview.write('content/vacatures/40009-nieuw.md', brief('Half').replace('deadline = 2026-03-31', 'deadline = 31'));
    await page.locator(`${BAR} .overlay`).waitFor();
    preview.write('content/vacatures/40009-nieuw.md', brief('Nu wel goed'));
    await shows(page, 'main', 'Nu wel goed');
    await page.locator(`${BAR} .overlay`).waitFor({ state: 'hidden' });
  },

  async 'P9 a page that goes shows as gone, and comes back'(scene) {
    const preview = await scene.preview();
    const text = preview.read(FILE);
    const page = await scene.visit(preview, PAGE, { expected: [PAGE] });
    preview.remove(FILE);
    await shows(page, 'h1', 'Deze pagina is er niet');
    preview.write(FILE, text);
    await shows(page, 'h1', 'Boswachter');
  },

  async 'P10 a new title shows on the page, in lists and on other pages'(scene) {
    const preview = await scene.preview();
    const context = await scene.window();
    const pages = [];
    for (const address of [PAGE, '/', '/vacatures/', '/organisaties/gemeente-veenrijk/']) {
      pages.push(await scene.tab(context, preview, address));
    }
    preview.edit(FILE, 'title = "Boswachter"', 'title = "Hoofdboswachter"');
    for (const page of pages) await shows(page, 'main', 'Hoofdboswachter');
    assert.match(await pages[0].title(), /^Hoofdboswachter/);
  },

  async 'P11 the place, the focus, what is selected and what is open stay'(scene) {
    const preview = await scene.preview({
      prepare: (it) => {
        withTheme(it);
        it.edit(FILE, LINE, `${LINE}\n\n${LONG}`);
        it.edit('themes/termijn/templates/notice.html', '<h1', '<details id="proef"><summary>Meer</summary><p>Dicht</p></details><input id="veld" value="abcdef"><h1');
      },
    });
    const page = await scene.visit(preview, PAGE);
    const isSame = await branded(page);
    await page.locator('#proef summary').click();
    await page.locator('#veld').focus();
    await page.locator('#veld').evaluate((field) => {
      field.value = 'getypt';
      field.setSelectionRange(1, 4);
    });
    const anchor = page.getByText('Alinea 30 van');
    await anchor.evaluate((each) => scrollTo(0, each.getBoundingClientRect().top + scrollY - 200));
    const top = () => anchor.evaluate((each) => Math.round(each.getBoundingClientRect().top));
    const before = await top();
    preview.edit(FILE, LINE, `${LINE}\n\n${'Een nieuwe alinea boven wat iemand leest.\n\n'.repeat(5)}`);
    await shows(page, 'main', 'Een nieuwe alinea');
    await page.waitForTimeout(150);
    assert(Math.abs((await top()) - before) <= 2, `what is read moved from ${before} to ${await top()} px`);
    assert(await page.locator('#proef').evaluate((details) => details.open), 'the details closed');
    const field = await page.locator('#veld').evaluate((each) =>
      [document.activeElement === each, each.value, each.selectionStart, each.selectionEnd]);
    assert.deepEqual(field, [true, 'getypt', 1, 4]);
    await isSame();
  },

  async 'P11 a style sheet is exchanged without loading the page, and never missing'(scene) {
    const preview = await scene.preview({ prepare: withTheme });
    const page = await scene.visit(preview, PAGE);
    const isSame = await branded(page);
    await page.evaluate(() => {
      window.bare = 0;
      const look = () => {
        // Without a style sheet the page has the letters of the browser.
        if (/^"?Times/.test(getComputedStyle(document.body).fontFamily)) window.bare += 1;
        requestAnimationFrame(look);
      };
      look();
    });
    preview.edit('themes/termijn/static/style.css', '--own-accent: #0b5273', '--own-accent: #b00020');
    await eventually(async () => {
      const colour = await page.locator('a.button').first().evaluate((each) => getComputedStyle(each).backgroundColor);
      assert.equal(colour, 'rgb(176, 0, 32)');
    });
    assert.equal(await page.locator('link[rel=stylesheet]').count(), 1);
    assert.equal(await page.evaluate(() => window.bare), 0, 'the page stood without its style sheet');
    await isSame();
  },

  async 'P11 a page that must be loaded anew keeps the place and what is open'(scene) {
    const preview = await scene.preview({
      prepare: (it) => {
        withTheme(it);
        it.edit(FILE, LINE, `${LINE}\n\n${LONG}`);
        it.edit('themes/termijn/templates/notice.html', '<h1', '<details id="proef"><summary>Meer</summary><p>Dicht</p></details><h1');
      },
    });
    const page = await scene.visit(preview, PAGE);
    await page.locator('#proef summary').click();
    await page.evaluate(() => scrollTo(0, 900));
    await page.evaluate(() => (window.brand = 'old'));
    preview.edit('themes/termijn/scripts/closing.js', "'use strict';", "'use strict';\n  window.fresh = true;");
    await eventually(async () => assert(await page.evaluate(() => window.fresh === true && window.brand === undefined)));
    await eventually(async () => assert.equal(await page.evaluate(() => Math.round(scrollY)), 900));
    assert(await page.locator('#proef').evaluate((details) => details.open), 'the details closed');
  },

  async 'P11 what a script of the page made is not written over'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    await page.evaluate(() => {
      window.brand = 'old';
      document.querySelector('.prose.body p').textContent = 'Van een script.';
    });
    preview.edit('content/pages/over.md', '+++\n', '+++\n# niets\n');
    preview.edit(FILE, 'max = 36', 'max = 32');
    await shows(page, '.facts', '24 tot 32 uur');
    assert.equal(await page.locator('.prose.body p').innerText(), 'Van een script.');
    preview.edit(FILE, LINE, 'Van de schrijver.');
    await shows(page, '.prose.body', 'Van de schrijver.');
    assert.equal(await page.evaluate(() => window.brand), undefined, 'the page was not loaded anew');
  },

  async 'P11 search shows what the new index has, with the words that were typed'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/vacatures/');
    await page.locator('[data-search] input[name=q]').fill('boswachter');
    await shows(page, '.search-results', 'Boswachter');
    preview.edit(FILE, 'title = "Boswachter"', 'title = "Boswachter duin"');
    await shows(page, '.search-results', 'Boswachter duin');
    assert.equal(await page.locator('[data-search] input[name=q]').inputValue(), 'boswachter');
  },

  async 'P11 the page of what is saved opens, when somebody wants that'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, '/');
    preview.edit(FILE, LINE, 'Eerste keer.');
    await page.waitForTimeout(500);
    assert.equal(new URL(page.url()).pathname, '/');
    await page.locator(`${BAR} [data-key=panel]`).click();
    await page.locator(`${BAR} #follow`).check();
    preview.edit(FILE, 'Eerste keer.', 'Tweede keer.');
    await page.waitForURL(`**${PAGE}`);
    await shows(page, 'main', 'Tweede keer.');
    // Nobody saves again before the page listens.
    await ready(page);
    preview.edit('content/vacatures/28001-chauffeur.md', '+++\n', '+++\n# nagekeken\n');
    await page.waitForURL('**/vacatures/28001-chauffeur/');
  },

  async 'P6 a hundred changes in a row: the page shows the last one, without a load'(scene) {
    const preview = await scene.preview();
    const page = await scene.visit(preview, PAGE);
    const isSame = await branded(page);
    const text = preview.read(FILE);
    for (let index = 1; index <= 100; index += 1) {
      preview.write(FILE, text.replace(LINE, `Versie ${index}.`));
      await new Promise((done) => setTimeout(done, index % 7 * 5));
    }
    await shows(page, 'main', 'Versie 100.');
    await isSame();
  },

  async 'P7 a server that comes back is found again, with what was missed'(scene) {
    // A port that no other check takes while this server is away, as the first free ones are.
    const port = await freePort();
    const preview = await scene.preview({ options: ['--port', port] });
    const failures = [];
    const context = await scene.window();
    const page = await context.newPage();
    page.on('pageerror', (error) => failures.push(error.message));
    await page.goto(preview.origin + PAGE);
    await shows(page, BAR + ' .now', 'Voorbeeld');
    const isSame = await branded(page);
    await preview.stop();
    await shows(page, `${BAR} .lost`, 'Geen verbinding met Termijn');
    preview.edit(FILE, LINE, 'Intussen geschreven.');
    await preview.run();
    await shows(page, 'main', 'Intussen geschreven.');
    await eventually(async () => assert.equal(await page.locator(`${BAR} .lost`).innerText(), ''));
    await isSame();
    assert.deepEqual(failures, []);
  },
};
