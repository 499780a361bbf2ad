// A built site as it lies in its folder: its files, and what the HTML among them says.
//
// The pages are our own and were found valid by the HTML checker, so a reader of tags is enough here:
// attributes are quoted, and nothing in them has to be guessed.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const TAG = /<!--[^]*?-->|<!doctype[^>]*>|<(\/?)([a-zA-Z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/g;
const ATTRIBUTE = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const RAW = ['script', 'style', 'textarea', 'title'];
const ADDRESSES = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'cite'];
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

export class Site {
  /** `base` is the address at which the site will stand, with a slash at its end. */
  constructor(folder, base) {
    this.folder = folder;
    this.base = base;
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => {
      const parent = entry.parentPath ?? entry.path;
      return join(parent, entry.name).slice(folder.length).replace(/^\/+/, '');
    });
    this.files = new Set(paths.sort());
    this.read = new Map();
  }

  /** The paths of all files with this ending, in order. */
  ending(suffix) {
    return [...this.files].filter((path) => path.endsWith(suffix));
  }

  text(path) {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  json(path) {
    return JSON.parse(this.text(path));
  }

  page(path) {
    if (!this.read.has(path)) this.read.set(path, pageOf(this.text(path)));
    return this.read.get(path);
  }

  /** The address of a file: that of the folder for an index. */
  address(path) {
    return new URL(encodeURI(path.replace(/(^|\/)index\.html$/, '$1')), this.base).href;
  }

  /** The path of the file at an address of this site; undefined when the address leads elsewhere. */
  path(address) {
    const url = new URL(address);
    const base = new URL(this.base);
    if (url.origin !== base.origin) return undefined;
    if (!url.pathname.startsWith(base.pathname)) return undefined;
    const path = decodeURIComponent(url.pathname.slice(base.pathname.length));
    return path === '' || path.endsWith('/') ? path + 'index.html' : path;
  }
}

function pageOf(html) {
  const page = { ids: new Set(), links: [], tags: [], blocks: [], isAlias: false, isHidden: false };
  TAG.lastIndex = 0;
  for (let match = TAG.exec(html); match; match = TAG.exec(html)) {
    const name = match[2]?.toLowerCase();
    if (!name || match[1]) continue;
    const attributes = attributesOf(match[3]);
    const line = html.slice(0, match.index).split('\n').length;
    page.tags.push({ name, attributes, line });
    if (attributes.id !== undefined) page.ids.add(attributes.id);
    if (name === 'a' && attributes.name !== undefined) page.ids.add(attributes.name);
    for (const key of ADDRESSES) {
      if (attributes[key] !== undefined) page.links.push({ name, key, address: attributes[key], line });
    }
    for (const candidate of (attributes.srcset ?? '').split(',').filter((part) => part.trim())) {
      page.links.push({ name, key: 'srcset', address: candidate.trim().split(/\s+/)[0], line });
    }
    if (name === 'meta' && /^refresh$/i.test(attributes['http-equiv'] ?? '')) {
      page.isAlias = true;
      const address = attributes.content.replace(/^[^=]*url=/i, '');
      page.links.push({ name, key: 'content', address, line });
    }
    if (name === 'meta' && attributes.name === 'robots' && /noindex/.test(attributes.content)) page.isHidden = true;
    if (RAW.includes(name)) {
      const end = html.toLowerCase().indexOf(`</${name}`, TAG.lastIndex);
      const until = end < 0 ? html.length : end;
      page.blocks.push({ name, attributes, text: html.slice(TAG.lastIndex, until) });
      TAG.lastIndex = until;
    }
  }
  return page;
}

function attributesOf(text) {
  const attributes = {};
  for (const [, name, double, single, bare] of text.matchAll(ATTRIBUTE)) {
    attributes[name.toLowerCase()] = decoded(double ?? single ?? bare ?? '');
  }
  return attributes;
}

function decoded(text) {
  return text.replace(/&(#x[0-9a-f]+|#[0-9]+|[a-z]+);/gi, (whole, name) => {
    if (/^#x/i.test(name)) return String.fromCodePoint(parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(parseInt(name.slice(1), 10));
    return ENTITIES[name.toLowerCase()] ?? whole;
  });
}

/** Collects what is wrong, says it, and makes the program fail. */
export class Problems {
  constructor() {
    this.count = 0;
  }

  add(where, what) {
    this.count += 1;
    if (this.count <= 100) console.log(`${where}: ${what}`);
    if (this.count === 101) console.log('… and more.');
  }

  finish(summary) {
    console.log(`${summary}; ${this.count === 0 ? 'no problems' : `${this.count} problem(s)`}.`);
    process.exitCode = this.count === 0 ? 0 : 1;
  }
}
