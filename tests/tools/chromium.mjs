// Chromium as the checks use it, and a page in it that tells of everything that goes wrong.
//
// Environment: TOOLS (the folder with node_modules), CHROMIUM (the program).

import { createRequire } from 'node:module';
import { join } from 'node:path';
import { env, getuid } from 'node:process';

for (const name of ['TOOLS', 'CHROMIUM']) {
  if (!env[name]) {
    console.error(`${name} is not set; run tests/all`);
    process.exit(2);
  }
}

/** Resolves what the npm registry gave. */
export const require = createRequire(join(env.TOOLS, 'node_modules', 'x'));
const { chromium } = require('playwright-core');

/** What Chromium is started with, also by other tools than this one. */
export const FLAGS = [
  '--headless=new', ...(getuid() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

export function launch() {
  return chromium.launch({ executablePath: env.CHROMIUM, args: FLAGS, chromiumSandbox: getuid() !== 0 });
}

/** Settings of a window such as people here have. */
export function windowOf({ width, height = 800, colorScheme = 'light', ...more }) {
  return { viewport: { width, height }, colorScheme, locale: 'nl-NL', timezoneId: 'Europe/Amsterdam', ...more };
}

/**
 * A new page that says what goes wrong in it: a request to another host, an error in the console (and so
 * everything that the Content-Security-Policy refused), an error in a script, an answer that is an error.
 * `expected` are addresses of which an error is the right answer. The clock stands still at `at`, when that is given.
 */
export async function watched(context, origin, { say, at, expected = [] }) {
  const page = await context.newPage();
  const isExpected = (url) => expected.some((address) => url === origin + address);
  await page.route('**/*', (route) => {
    const url = route.request().url();
    if (url.startsWith(origin + '/') || /^(data|blob):/.test(url)) return route.fallback();
    say(`asks another host: ${url}`);
    return route.abort('aborted');
  });
  page.on('console', (message) => {
    // A page that is not there has that status, and the console says so.
    const isOwnStatus = isExpected(message.location().url) && /Failed to load resource/.test(message.text());
    if (message.type() === 'error' && !isOwnStatus) say(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => say(`script: ${error.message}`));
  page.on('response', (response) => {
    if (response.status() >= 400 && !isExpected(response.url())) say(`${response.status()} for ${response.url()}`);
  });
  if (at) await page.clock.setFixedTime(new Date(at));
  return page;
}

/** What a page left behind in the browser: cookies, and what stands in its storage. Wipes that out. */
export async function leftBehind(context, page) {
  const found = (await context.cookies()).map(({ name }) => `sets the cookie ${name}`);
  const stored = await page.evaluate(async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    return [
      ...Object.keys(localStorage).map((key) => `localStorage ${key}`),
      ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`),
      ...databases.map(({ name }) => `the database ${name}`),
    ];
  });
  await context.clearCookies();
  await page.evaluate(() => (localStorage.clear(), sessionStorage.clear()));
  return [...found, ...stored.map((what) => `stores ${what}`)];
}

/** Tries for so many milliseconds until it holds, or says at last why it does not. */
export async function until(attempt, patience) {
  const end = Date.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((done) => setTimeout(done, 25));
    }
  }
}
