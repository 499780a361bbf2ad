// Checks that every link inside a site leads somewhere: to a file that is there, to an anchor that its
// page has, at the address as a host knows it. Links to other sites are left alone.
//
//   node tests/tools/links.mjs BASE FOLDER…

import { argv } from 'node:process';
import { Problems, Site } from './site.mjs';

const SCHEMES = ['http:', 'https:', 'mailto:', 'tel:'];

const [base, ...folders] = argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node tests/tools/links.mjs BASE FOLDER…');
  process.exit(2);
}
const problems = new Problems();
let pages = 0;
let links = 0;

for (const folder of folders) {
  const site = new Site(folder, base);
  for (const path of site.ending('.html')) {
    pages += 1;
    for (const { name, key, address, line } of site.page(path).links) {
      links += 1;
      const trouble = troubleWith(site, path, address);
      if (trouble) problems.add(`${folder}/${path}:${line}`, `<${name} ${key}="${address}"> ${trouble}`);
    }
  }
  for (const path of site.ending('.css')) {
    for (const [, , address] of site.text(path).matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)/g)) {
      links += 1;
      const trouble = troubleWith(site, path, address);
      if (trouble) problems.add(`${folder}/${path}`, `url(${address}) ${trouble}`);
    }
  }
  // Data, feeds and calendars name whole addresses.
  const data = [...site.files].filter((path) => /\.(xml|json|ics|txt)$/.test(path));
  for (const path of data.filter((path) => !path.startsWith('.termijn/'))) {
    // A calendar folds its lines; a feed holds escaped HTML.
    let text = site.text(path);
    if (path.endsWith('.ics')) text = text.replace(/\r?\n[ \t]/g, '');
    if (path.endsWith('.xml')) text = text.replace(/&(?:quot|apos|lt|gt|#39);/g, ' ');
    for (const address of addressesIn(text, base)) {
      links += 1;
      const trouble = troubleWith(site, path, address);
      if (trouble) problems.add(`${folder}/${path}`, `${address} ${trouble}`);
    }
  }
}
problems.finish(`${folders.length} site(s), ${pages} pages, ${links} links`);

/** What is wrong with a link, or undefined. */
function troubleWith(site, from, address) {
  if (address.trim() === '') return 'is empty';
  let url;
  try {
    url = new URL(address, site.address(from));
  } catch {
    return 'is no address';
  }
  if (!SCHEMES.includes(url.protocol)) return `has the scheme ${url.protocol}`;
  const home = new URL(site.base);
  if (url.origin !== home.origin) return undefined;
  const path = site.path(url.href);
  if (path === undefined) return `leads out of ${site.base}`;
  if (!site.files.has(path)) {
    return site.files.has(path + '/index.html') ? 'misses the slash at its end' : 'leads nowhere';
  }
  if (url.hash === '' || url.hash === '#') return undefined;
  if (!path.endsWith('.html')) return undefined;
  return site.page(path).ids.has(decodeURIComponent(url.hash.slice(1))) ? undefined : `has no anchor on ${path}`;
}

/** Every address of this site that a text holds. */
function addressesIn(text, base) {
  const found = [];
  for (let at = text.indexOf(base); at >= 0; at = text.indexOf(base, at + 1)) {
    found.push(text.slice(at).match(/^[^\s"'<>\\,;]+/)[0].replaceAll('&amp;', '&'));
  }
  return found;
}
