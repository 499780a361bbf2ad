// Checks that a site wears the design tokens of another house: its token file is linked before the theme's
// own style, its class stands on <html>, and what the browser makes of a page comes from that file and
// differs from the look without it. What others can read of it is for browser.mjs.
//
//   node tests/tools/tokens.mjs PLAIN DRESSED FILE CLASS PAGE AT
//
// `PLAIN` and `DRESSED` are folders with the same site, without and with tokens; `FILE` is the token file's
// name without its ending, `PAGE` the path of a page with a button and links. Environment: TOOLS, CHROMIUM.

import { argv } from 'node:process';
import { launch, watched, windowOf } from './chromium.mjs';
import { pagesOf } from './kinds.mjs';
import { serve } from './serve.mjs';
import { Problems, Site } from './site.mjs';

/** What must come from a token, and the tokens of which one may give it. */
const LOOKS = [
  {
    selector: '.button', property: 'background-color', differs: true,
    tokens: ['--nl-button-primary-background-color', '--utrecht-button-primary-action-background-color'],
  },
  {
    selector: '.button', property: 'color', differs: false,
    tokens: ['--nl-button-primary-color', '--utrecht-button-primary-action-color'],
  },
  {
    selector: 'main dd a[href]', property: 'color', differs: true,
    tokens: ['--nl-link-color', '--utrecht-link-color', '--basis-color-action-2-color-default'],
  },
  {
    selector: 'body', property: 'color', differs: true,
    tokens: ['--utrecht-document-color', '--utrecht-root-color', '--basis-color-default-color-document', '--basis-color-default-color-default'],
  },
  {
    selector: 'body', property: 'font-family', differs: true,
    tokens: ['--utrecht-document-font-family', '--utrecht-root-font-family', '--basis-text-font-family-default'],
  },
];

const [plain, dressed, file, className, path, at] = argv.slice(2);
if (at === undefined) {
  console.error('usage: node tests/tools/tokens.mjs PLAIN DRESSED FILE CLASS PAGE AT');
  process.exit(2);
}
const problems = new Problems();
const site = new Site(dressed, 'http://localhost/');
const pages = pagesOf(site);
for (const page of pages) checkHead(page);

const browser = await launch();
try {
  const [without, withTokens] = [await looksOf(plain), await looksOf(dressed)];
  LOOKS.forEach(({ selector, property, differs, tokens }, index) => {
    const say = (what) => problems.add(path, `${selector}: ${property} ${what}`);
    const [before, after] = [without[index], withTokens[index]];
    if (after.value === undefined) return say('is nowhere on the page');
    if (after.given.length === 0) return say(`can come from no token: ${tokens.join(', ')}`);
    // A theme may end a list of fonts with one of its own.
    if (!after.given.some((value) => `${after.value},`.startsWith(`${value},`))) say(`is ${after.value}, and the tokens say ${after.given.join(' or ')}`);
    if (differs && after.value === before.value) say(`is ${after.value} without the tokens too`);
    return undefined;
  });
} finally {
  await browser.close();
}
problems.finish(`${pages.length} pages, ${LOOKS.length} looks`);

function checkHead(page) {
  const { tags } = site.page(page);
  const classes = tags.find(({ name }) => name === 'html')?.attributes.class ?? '';
  if (!classes.split(/\s+/).includes(className)) problems.add(page, `<html> lacks the class ${className}`);
  const sheets = tags.filter(({ name, attributes }) => name === 'link' && attributes.rel === 'stylesheet');
  const place = (name) => sheets.findIndex(({ attributes }) => attributes.href.split('/').at(-1).startsWith(`${name}.`));
  if (place(file) < 0) problems.add(page, `does not link ${file}`);
  else if (place('style') < place(file)) problems.add(page, `links ${file} after its own style`);
}

/** For each of LOOKS what the page shows, and what its tokens would give. */
async function looksOf(folder) {
  const { origin, close } = await serve(folder);
  const context = await browser.newContext(windowOf({ width: 1280 }));
  try {
    const page = await watched(context, origin, { at, say: (what) => problems.add(path, what) });
    await page.goto(origin + '/' + path.replace(/index\.html$/, ''), { waitUntil: 'load' });
    return await page.evaluate((looks) => looks.map(({ selector, property, tokens }) => {
      const element = document.querySelector(selector);
      if (!element) return { given: [] };
      const value = getComputedStyle(element).getPropertyValue(property);
      // A probe resolves a token the way the page does: `#00f` reads `rgb(0, 0, 255)`.
      const given = tokens.filter((token) => getComputedStyle(element).getPropertyValue(token) !== '').map((token) => {
        const probe = element.appendChild(document.createElement('i'));
        probe.style.setProperty(property, `var(${token})`);
        const result = getComputedStyle(probe).getPropertyValue(property);
        probe.remove();
        return result;
      });
      return { value, given };
    }), LOOKS);
  } finally {
    await context.close();
    await close();
  }
}
