// Opens built pages in Chromium, in light and dark, on a narrow and a wide screen, and checks that
//
// - axe finds nothing against WCAG 2.2, levels A and AA;
// - nothing sticks out sideways (WCAG 1.4.10: 320 px is 1280 px at 400 %);
// - the console stays free of errors, and everything that a page asks for is there;
// - no page asks anything of another host.
//
//   node tests/tools/browser.mjs every FOLDER AT [FOLDER AT …]     every page; pages with the same bytes once
//   node tests/tools/browser.mjs kinds FOLDER AT [FOLDER AT …]     of every kind of page the longest
//
// `AT` is the instant for which the folder was built; the browser's clock stands still at it. With `kinds`
// all kinds of KINDS must be there. Environment: TOOLS (the folder with node_modules), CHROMIUM (the program).

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { argv, env, getuid } from 'node:process';
import { serve } from './serve.mjs';
import { Problems, Site } from './site.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const SCHEMES = ['light', 'dark'];
const WIDTHS = [320, 1280];
/** Kinds of page that `kinds` must come across, so that none is left out unseen. */
const KINDS = [
  'home', 'section', 'list, page 2', 'archief', 'organisaties', 'regios', 'agenda', 'page', '404',
  'inhuur, open', 'inhuur, not open', 'aanbesteding, open', 'aanbesteding, not open',
  'vacature, open', 'vacature, not open', 'nota-van-inlichtingen', 'retired',
];

const [scope, ...rest] = argv.slice(2);
if (!['every', 'kinds'].includes(scope) || rest.length === 0 || rest.length % 2 !== 0) {
  console.error('usage: node tests/tools/browser.mjs every|kinds FOLDER AT [FOLDER AT …]');
  process.exit(2);
}
for (const name of ['TOOLS', 'CHROMIUM']) {
  if (!env[name]) {
    console.error(`${name} is not set; run tests/all`);
    process.exit(2);
  }
}
const require = createRequire(join(env.TOOLS, 'node_modules', 'x'));
const { chromium } = require('playwright-core');
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const problems = new Problems();
const undecided = new Map();
const counts = { pages: 0, views: 0 };
const browser = await chromium.launch({
  executablePath: env.CHROMIUM,
  args: [
    '--headless=new', ...(getuid() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
  ],
  chromiumSandbox: getuid() !== 0,
});
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

/** Of every kind of page the longest: it shows most. */
function longest(site) {
  const chosen = new Map();
  for (const path of pagesOf(site)) {
    const kind = kindOf(site, path);
    const best = chosen.get(kind);
    if (best === undefined || site.text(path).length > site.text(best).length) chosen.set(kind, path);
  }
  return chosen;
}

/** All pages but those that only lead on to another. */
function pagesOf(site) {
  return site.ending('.html').filter((path) => !site.page(path).isAlias);
}

function kindOf(site, path) {
  if (path === 'index.html') return 'home';
  if (path === '404.html') return '404';
  const folders = path.split('/').slice(0, -1);
  const data = site.page(path).tags.find((tag) => tag.name === 'main')?.attributes ?? {};
  if (data['data-notice'] !== undefined) {
    const json = path.replace(/index\.html$/, 'notice.json');
    if (!site.files.has(json)) return 'retired';
    const { kind, is_open } = site.json(json);
    return `${kind}, ${is_open ? 'open' : 'not open'}`;
  }
  if (folders.at(-2) === 'page') return 'list, page 2';
  if (folders.length > 1) return folders.at(-1) === 'nota-van-inlichtingen' ? folders.at(-1) : folders[0];
  if (['archief', 'agenda'].includes(folders[0])) return folders[0];
  const isSection = [...site.files].some((other) => other.startsWith(folders[0] + '/') && other.endsWith('/notice.json'));
  return isSection ? 'section' : 'page';
}

async function checkSite(site, at, chosen) {
  const { origin, close } = await serve(site.folder);
  try {
    // Side by side, for there are two cores at least.
    const views = SCHEMES.map(async (colorScheme) => {
      for (const width of WIDTHS) await checkViews({ colorScheme, width });
    });
    await Promise.all(views);
    counts.pages += chosen.size;
  } finally {
    await close();
  }

  async function checkViews({ colorScheme, width }) {
    const viewport = { width, height: 800 };
    const context = await browser.newContext({ colorScheme, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', viewport });
    for (const path of chosen.values()) {
      // A host shows 404.html at an address that is not there.
      const address = path === '404.html' ? '/er/is/hier/niets/' : '/' + path.replace(/index\.html$/, '');
      const where = `${basename(site.folder)}/${path} (${width} px, ${colorScheme})`;
      await checkView(context, origin, address, at, (what) => problems.add(where, what), path);
      counts.views += 1;
    }
    await context.close();
  }
}

async function checkView(context, origin, address, at, say, path) {
  const page = await context.newPage();
  const isPage = (url) => url === origin + address;
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(origin + '/') || url.startsWith('data:')) return route.continue();
    say(`asks another host: ${url}`);
    return route.abort();
  });
  page.on('console', (message) => {
    // The page that is not there has that status, and the console says so.
    const isOwnStatus = path === '404.html' && isPage(message.location().url) && /status of 404/.test(message.text());
    if (message.type() === 'error' && !isOwnStatus) say(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400 && !isPage(response.url())) say(`${response.status()} for ${response.url()}`);
  });
  await page.clock.setFixedTime(new Date(at));
  const response = await page.goto(origin + address, { waitUntil: 'load' });
  const expected = path === '404.html' ? 404 : 200;
  if (response.status() !== expected) say(`status ${response.status()}`);

  for (const what of await page.evaluate(stickingOut)) say(what);
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
