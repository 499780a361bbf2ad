// Opens built pages in Chromium, in light and dark, on a narrow and a wide screen, and checks that
//
// - axe finds nothing against WCAG 2.2, levels A and AA;
// - nothing sticks out sideways (WCAG 1.4.10: 320 px is 1280 px at 400 %);
// - the console stays free of errors, and everything that a page asks for is there;
// - a strict Content-Security-Policy (serve.mjs) has nothing to refuse;
// - no page asks anything of another host, sets a cookie or stores something.
//
//   node tests/tools/browser.mjs every FOLDER AT [FOLDER AT …]     every page, narrow in light and wide in dark;
//                                                                  pages with the same bytes once
//   node tests/tools/browser.mjs kinds FOLDER AT [FOLDER AT …]     of every kind of page the longest, each way
//
// `AT` is the instant for which the folder was built; the browser's clock stands still at it. With `kinds`
// all kinds of KINDS must be there. Environment: TOOLS (the folder with node_modules), CHROMIUM (the program).

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { argv } from 'node:process';
import { launch, leftBehind, require, watched, windowOf } from './chromium.mjs';
import { KINDS, addressOf, longest, pagesOf, searchOf, searched } from './kinds.mjs';
import { serve } from './serve.mjs';
import { Problems, Site } from './site.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const [NARROW, WIDE] = [320, 1280];

const [scope, ...rest] = argv.slice(2);
if (!['every', 'kinds'].includes(scope) || rest.length === 0 || rest.length % 2 !== 0) {
  console.error('usage: node tests/tools/browser.mjs every|kinds FOLDER AT [FOLDER AT …]');
  process.exit(2);
}
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const problems = new Problems();
const undecided = new Map();
const counts = { pages: 0, views: 0 };
const browser = await launch();
try {
  const seen = new Set();
  for (let index = 0; index < rest.length; index += 2) {
    const [folder, at] = [rest[index], rest[index + 1]];
    const site = new Site(folder, 'http://localhost/');
    const chosen = scope === 'kinds' ? longest(site) : unseen(site, seen);
    if (scope === 'kinds') {
      const missing = KINDS.filter((kind) => !chosen.has(kind));
      if (missing.length > 0) problems.add(folder, `no page of the kind ${missing.join('; ')}`);
    }
    const search = searchOf(site);
    if (search !== undefined) chosen.set('search', search);
    await checkSite(site, at, chosen);
  }
} finally {
  await browser.close();
}
for (const [rule, pages] of undecided) {
  console.log(`note: axe could not decide ${rule} on ${pages.size} page(s), such as ${[...pages][0]}`);
}
problems.finish(`${counts.pages} pages, ${counts.views} views`);

/** The pages not seen before, by what they are called here. */
function unseen(site, seen) {
  const chosen = new Map();
  for (const path of pagesOf(site)) {
    const digest = createHash('sha256').update(path).update(site.text(path)).digest('hex');
    if (!seen.has(digest)) chosen.set(path, path);
    seen.add(digest);
  }
  return chosen;
}

/** How a site is looked at; one without a dark look, in light alone. */
function viewsOf(site) {
  const [light, dark] = ['light', 'dark'].map((colorScheme) => (width) => ({ colorScheme, width }));
  if (scope === 'every') return [[light(NARROW)], [dark(WIDE)]];
  const hasDark = site.text('index.html').includes('name="color-scheme" content="light dark"');
  return [[light(NARROW), ...(hasDark ? [dark(WIDE)] : [])], [light(WIDE), ...(hasDark ? [dark(NARROW)] : [])]];
}

async function checkSite(site, at, chosen) {
  const { origin, close } = await serve(site.folder);
  try {
    // Side by side, for there are two cores at least.
    await Promise.all(viewsOf(site).map(async (views) => {
      for (const view of views) await checkViews(view);
    }));
    counts.pages += chosen.size;
  } finally {
    await close();
  }

  async function checkViews({ colorScheme, width }) {
    const context = await browser.newContext(windowOf({ colorScheme, width }));
    for (const path of chosen.values()) {
      const where = `${basename(site.folder)}/${path} (${width} px, ${colorScheme})`;
      await checkView(context, origin, at, (what) => problems.add(where, what), path);
      counts.views += 1;
    }
    await context.close();
  }
}

async function checkView(context, origin, at, say, path) {
  const address = addressOf(path);
  const isMissing = path === '404.html';
  const page = await watched(context, origin, { say, at, expected: isMissing ? [address] : [] });
  const response = await page.goto(origin + address, { waitUntil: 'load' });
  if (response.status() !== (isMissing ? 404 : 200)) say(`status ${response.status()}`);
  if (path.includes('?')) await searched(page);

  for (const what of await page.evaluate(stickingOut)) say(what);
  for (const what of await leftBehind(context, page)) say(what);
  await page.evaluate(axe);
  const result = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), RULES);
  for (const violation of result.violations) {
    for (const node of violation.nodes) {
      const why = node.failureSummary.split('\n').slice(1).map((line) => line.trim()).join(' ');
      say(`axe ${violation.id} (${violation.impact}): ${node.target.join(' ')}: ${why}`);
    }
  }
  for (const { id } of result.incomplete) undecided.set(id, (undecided.get(id) ?? new Set()).add(path));
  await page.close();
}

/** Runs in the page: what makes it wider than the window. */
function stickingOut() {
  const width = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth;
  if (wide <= width) return [];
  const scrolls = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowX !== 'visible') return true;
    }
    return false;
  };
  const name = (element) => element.tagName.toLowerCase() + (element.id ? `#${element.id}` : '') + (element.className ? `.${element.className}` : '');
  const guilty = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element),
  );
  return [`is ${wide} px wide in a window of ${width} px: ${guilty.slice(0, 3).map(name).join(', ')}`];
}
