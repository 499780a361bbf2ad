// Lets Lighthouse judge pages of a built site as a telephone on a slow line gets them: 100 for accessibility,
// best practices and findability, and 95 at least for performance.
//
//   node tests/tools/lighthouse.mjs FOLDER ADDRESS…      addresses such as / and /aanvragen/
//
// A machine that does something else at the same time slows a page down, so a page that falls short is
// measured again, three times at most, and the best time counts. Closed notices ask search engines to pass
// them by, for which Lighthouse gives no points: give the address of an open one. Environment: TOOLS, CHROMIUM.

import { argv, env } from 'node:process';
import { pathToFileURL } from 'node:url';
import { FLAGS, require } from './chromium.mjs';
import { serve } from './serve.mjs';
import { Problems } from './site.mjs';

const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 };
const RUNS = 3;

const [folder, ...addresses] = argv.slice(2);
if (addresses.length === 0) {
  console.error('usage: node tests/tools/lighthouse.mjs FOLDER ADDRESS…');
  process.exit(2);
}
const { default: lighthouse } = await import(pathToFileURL(require.resolve('lighthouse')));
const chrome_launcher = await import(pathToFileURL(require.resolve('chrome-launcher')));

const problems = new Problems();
const chrome = await chrome_launcher.launch({ chromePath: env.CHROMIUM, chromeFlags: FLAGS, logLevel: 'silent' });
const { origin, close } = await serve(folder);
try {
  for (const address of addresses) await judge(address);
} finally {
  await close();
  await chrome.kill();
}
problems.finish(`${addresses.length} page(s)`);

async function judge(address) {
  const best = {};
  let wrong = [];
  for (let run = 1; run <= RUNS; run += 1) {
    const report = await measured(address);
    if (report === undefined) return;
    for (const name of Object.keys(LEAST)) {
      const points = Math.round((report.categories[name].score ?? 0) * 100);
      if (best[name] === undefined || points > best[name].points) best[name] = { points, why: reasons(report, name) };
    }
    wrong = Object.keys(LEAST).filter((name) => best[name].points < LEAST[name]);
    // Only time is a matter of luck.
    if (wrong.join() !== 'performance') break;
  }
  for (const name of wrong) problems.add(address, `${best[name].points} for ${name}: ${best[name].why}`);
  console.log(`${address}: ${Object.entries(best).map(([name, { points }]) => `${name} ${points}`).join(', ')}`);
}

async function measured(address) {
  const flags = { port: chrome.port, logLevel: 'silent', onlyCategories: Object.keys(LEAST), locale: 'en' };
  const { lhr } = await lighthouse(origin + address, flags);
  if (lhr.runtimeError === undefined) return lhr;
  problems.add(address, lhr.runtimeError.message);
  return undefined;
}

/** What cost points, such as "color-contrast (main > p)". */
function reasons(report, category) {
  const costly = report.categories[category].auditRefs.filter(({ id, weight }) => {
    const { score } = report.audits[id];
    return weight > 0 && score !== null && score < 1;
  });
  return costly.map(({ id }) => {
    const { details, displayValue } = report.audits[id];
    const item = details?.items?.[0];
    const where = displayValue ?? item?.node?.selector ?? item?.description ?? item?.source?.url;
    return where ? `${id} (${where})` : id;
  }).join(', ') || report.categories[category].title;
}
