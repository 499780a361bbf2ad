// Weighs built pages, and looks at what keeps a reader waiting:
//
// - a notice with its style and scripts is 50 kB at most, as a host sends it (gzip);
// - a theme's style.css is under 30 kB before that;
// - no script holds up the first view: each has defer, async or type="module";
// - nothing but data is written into a page: no script, no style, no handler (a strict
//   Content-Security-Policy would refuse it);
// - a page gets all that it shows from its own host.
//
//   node tests/tools/weigh.mjs BASE FOLDER…
//
// `BASE` is the address for which the sites were built.

import { argv } from 'node:process';
import { sent } from './serve.mjs';
import { Problems, Site } from './site.mjs';

const MOST_SENT = 50_000;
const MOST_STYLE = 30_000;
/** Relations for which a browser fetches something, or prepares to. */
const FETCHED = ['stylesheet', 'icon', 'preload', 'modulepreload', 'prefetch', 'preconnect', 'dns-prefetch', 'manifest'];
const DATA = /^application\/(ld\+)?json$/;

const [base, ...folders] = argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node tests/tools/weigh.mjs BASE FOLDER…');
  process.exit(2);
}
const problems = new Problems();
let pages = 0;
let heaviest = { bytes: 0, path: 'no notice' };

for (const folder of folders) {
  const site = new Site(folder, base);
  const sizes = new Map();
  const sizeOf = (path) => {
    if (!sizes.has(path)) sizes.set(path, site.files.has(path) ? sent(site.text(path)).length : 0);
    return sizes.get(path);
  };
  for (const path of site.ending('.html')) {
    pages += 1;
    const say = (what, line) => problems.add(`${folder}/${path}${line ? `:${line}` : ''}`, what);
    checkTags(site, path, say);
    if (site.page(path).tags.some(({ name, attributes }) => name === 'main' && 'data-notice' in attributes)) {
      const bytes = sizeOf(path) + needed(site, path).map(sizeOf).reduce((one, other) => one + other, 0);
      if (bytes > MOST_SENT) say(`is ${bytes} bytes over the wire, ${MOST_SENT} at most`);
      if (bytes > heaviest.bytes) heaviest = { bytes, path: `${folder}/${path}` };
    }
  }
  for (const path of [...site.files].filter((file) => /(^|\/)style(\.[0-9a-f]+)?\.css$/.test(file))) {
    const bytes = Buffer.byteLength(site.text(path));
    if (bytes >= MOST_STYLE) problems.add(`${folder}/${path}`, `is ${bytes} bytes, and should be under ${MOST_STYLE}`);
  }
}
problems.finish(`${pages} pages; the heaviest notice is ${heaviest.bytes} bytes over the wire, ${heaviest.path}`);

/** The style and the scripts of a page, by their paths. */
function needed(site, path) {
  const addresses = site.page(path).tags.flatMap(({ name, attributes }) => {
    if (name === 'script' && attributes.src !== undefined) return [attributes.src];
    return name === 'link' && attributes.rel === 'stylesheet' ? [attributes.href] : [];
  });
  return [...new Set(addresses.map((address) => site.path(new URL(address, site.address(path)))))];
}

function checkTags(site, path, say) {
  for (const { name, attributes, line } of site.page(path).tags) {
    if (name === 'style') say('has a <style>', line);
    if (name === 'script' && attributes.src === undefined && !DATA.test(attributes.type ?? '')) say('has a script in it', line);
    if (name === 'script' && attributes.src !== undefined && !isLater(attributes)) say(`waits for ${attributes.src}`, line);
    for (const key of Object.keys(attributes)) {
      if (key === 'style') say(`<${name}> has a style of its own`, line);
      if (/^on[a-z]+$/.test(key)) say(`<${name}> has ${key}`, line);
    }
    const address = fetchedBy(name, attributes);
    if (address !== undefined && site.path(new URL(address, site.address(path))) === undefined) {
      say(`<${name}> fetches ${address} from elsewhere`, line);
    }
  }
}

function isLater(attributes) {
  return 'defer' in attributes || 'async' in attributes || attributes.type === 'module';
}

function fetchedBy(name, attributes) {
  if (name !== 'link') return ['a', 'base'].includes(name) ? undefined : attributes.src;
  return (attributes.rel ?? '').split(/\s+/).some((relation) => FETCHED.includes(relation)) ? attributes.href : undefined;
}
