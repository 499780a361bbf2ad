// Takes pictures of every kind of page of a built site, for a look: full pages, on a telephone and on a
// desk, in light and dark; search results; and what a printer would give of notices and the agenda.
//
//   node tests/tools/screenshots.mjs FOLDER AT OUT [--tokens]
//
// `AT` is the instant for which the folder was built; the browser's clock stands still at it. With `--tokens`
// the pages wear the look of the `voorbeeld` design tokens, put in on the way to the browser. Environment:
// TOOLS (the folder with node_modules), CHROMIUM (the program).

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';
import { launch, require, watched, windowOf } from './chromium.mjs';
import { addressOf, longest, searchOf, searched } from './kinds.mjs';
import { serve } from './serve.mjs';
import { Problems, Site } from './site.mjs';

const WIDTHS = [390, 1280];
const SCHEMES = ['light', 'dark'];

const [folder, at, out, tokens] = argv.slice(2);
if (out === undefined || !(tokens === undefined || tokens === '--tokens')) {
  console.error('usage: node tests/tools/screenshots.mjs FOLDER AT OUT [--tokens]');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const site = new Site(folder, 'http://localhost/');
const problems = new Problems();
let pictures = 0;

const chosen = new Map([...longest(site)].map(([kind, path]) => [kind.replace(/\W+/g, '-'), addressOf(path)]));
const search = searchOf(site);
if (search !== undefined) chosen.set('zoeken', search);

const browser = await launch();
const { origin, close } = await serve(folder);
try {
  await Promise.all(SCHEMES.map(async (colorScheme) => {
    for (const width of WIDTHS) await takeAll(windowOf({ colorScheme, width }), `${width}-${colorScheme}`);
  }));
  await printAll();
} finally {
  await close();
  await browser.close();
}
problems.finish(`${pictures} pictures in ${out}`);

async function open(context, name, address) {
  const expected = name === '404' ? [address] : [];
  const page = await watched(context, origin, { at, expected, say: (what) => problems.add(address, what) });
  if (tokens) await page.route((url) => url.pathname.endsWith('/') || url.pathname === '/tokens.css', wearTokens);
  await page.goto(origin + address, { waitUntil: 'load' });
  if (name === 'zoeken') await searched(page).catch(() => problems.add(address, 'shows no count of what was found'));
  return page;
}

async function takeAll(window, label) {
  const context = await browser.newContext(window);
  for (const [name, address] of chosen) {
    const page = await open(context, name, address);
    await page.screenshot({ path: join(out, `${name}-${label}.png`), fullPage: true });
    pictures += 1;
    await page.close();
  }
  await context.close();
}

async function printAll() {
  const context = await browser.newContext(windowOf({ width: 794, height: 1123 }));
  for (const [name, address] of chosen) {
    if (!/^(inhuur|aanbesteding|vacature|agenda)/.test(name)) continue;
    const page = await open(context, name, address);
    writeFileSync(join(out, `${name}-print.pdf`), await page.pdf({ format: 'A4', printBackground: false }));
    await page.emulateMedia({ media: 'print' });
    await page.screenshot({ path: join(out, `${name}-print.png`), fullPage: true });
    pictures += 2;
    await page.close();
  }
  await context.close();
}

/** Gives a page the tokens that a site would name in its settings. */
async function wearTokens(route) {
  if (new URL(route.request().url()).pathname === '/tokens.css') {
    const path = require.resolve('@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css');
    return route.fulfill({ contentType: 'text/css', body: readFileSync(path) });
  }
  const response = await route.fetch();
  const body = (await response.text())
    .replace('<html', '<html class="voorbeeld-theme"')
    .replace(/<link [^>]*rel="?stylesheet/, '<link rel="stylesheet" href="/tokens.css">$&');
  return route.fulfill({ response, body });
}
