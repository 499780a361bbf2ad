// Checks the data of built sites: that every JSON file can be read and has exactly the keys that the
// record format names, that the files tell the same story as the pages, and that the sitemap lists what
// search engines should know.
//
//   node tests/tools/data.mjs BASE FOLDER…

import { argv } from 'node:process';
import { Problems, Site } from './site.mjs';

const LISTED = [
  'id', 'kind', 'title', 'url', 'section', 'organization', 'region', 'phase', 'is_open', 'published_at',
  'closes_at', 'closes_inclusive_on', 'questions_close_at', 'next_change_at',
];
const NOTICE = [...LISTED, 'timeline'];
const SITE = ['valid_from', 'valid_until', 'next'];
const NEXT = ['at', 'event', 'url'];
const MAY_BE_NULL = ['region', 'closes_inclusive_on', 'questions_close_at', 'next_change_at'];
const KINDS = ['inhuur', 'aanbesteding', 'vacature'];
const OPEN = ['questions-open', 'answers-pending', 'open'];
const PHASES = [
  ...OPEN, 'closed', 'interviewing', 'deciding', 'standstill', 'awarded', 'not-awarded', 'filled', 'withdrawn',
];
/** Every event that may be in a file, with the keys that it has besides `event` and `at`. */
const EVENTS = {
  'published': [],
  'amended': ['field', 'old', 'new'],
  'questions-close': ['round'],
  'answers-published': ['round'],
  'answer-published': ['round', 'nr'],
  'response-closes': [],
  'invitations-due': [],
  'interviews-end': [],
  'interviews-start': [],
  'decision-announced': [],
  'standstill-ends': [],
  'withdrawn': [],
  'retention-ends': [],
};
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

const [base, ...folders] = argv.slice(2);
if (folders.length === 0) {
  console.error('usage: node tests/tools/data.mjs BASE FOLDER…');
  process.exit(2);
}
const problems = new Problems();
let files = 0;
let notices = 0;

for (const folder of folders) {
  const site = new Site(folder, base);
  const check = (path, work) => {
    files += 1;
    const say = (what) => problems.add(`${folder}/${path}`, what);
    if (!site.files.has(path)) return say('is missing');
    try {
      work(site.json(path), say);
    } catch (error) {
      say(error.message);
    }
  };

  const known = ['notices.json', 'termijn.json', '.termijn/manifest.json'];
  const single = site.ending('.json').filter((path) => path.endsWith('/notice.json'));
  for (const path of site.ending('.json')) {
    if (!known.includes(path) && !single.includes(path)) check(path, () => {});
  }
  check('.termijn/manifest.json', () => {});

  const told = new Map();
  for (const path of single) {
    check(path, (notice, say) => {
      notices += 1;
      checkNotice(notice, NOTICE, say);
      if (notice.url !== site.address(path.replace(/notice\.json$/, 'index.html'))) say(`says that it stands at ${notice.url}`);
      notice.timeline.forEach((event) => checkEvent(event, say));
      inOrder(notice.timeline.map((event) => event.at), say);
      checkPage(site, path.replace(/notice\.json$/, 'index.html'), notice);
      told.set(notice.url, notice);
    });
  }
  check('notices.json', (list, say) => {
    if (!Array.isArray(list)) return say('is no array');
    list.forEach((notice, index) => {
      checkNotice(notice, LISTED, say);
      const { timeline, ...alone } = told.get(notice.url) ?? {};
      if (JSON.stringify(alone) !== JSON.stringify(notice)) say(`${notice.url} differs from its own notice.json`);
      const before = list[index - 1];
      if (before && compare(before, notice) >= 0) say(`${notice.id} stands after ${before.id}`);
    });
    if (list.length !== told.size) say(`has ${list.length} notices, the folders ${told.size}`);
  });
  check('termijn.json', (data, say) => {
    keys(data, SITE, '', say);
    for (const key of ['valid_from', 'valid_until']) {
      if (data[key] !== null && !MOMENT.test(data[key])) say(`${key} is ${data[key]}`);
    }
    if (data.next.length > 50) say(`next has ${data.next.length} entries`);
    for (const next of data.next) {
      keys(next, NEXT, 'next', say);
      if (!MOMENT.test(next.at)) say(`next at ${next.at}`);
      if (!(next.event in EVENTS)) say(`next has the event ${next.event}`);
      if (!told.has(next.url)) say(`next names ${next.url}, which has no notice.json`);
      if (data.valid_until === null || instant(next.at) < instant(data.valid_until)) {
        say(`next at ${next.at}, before valid_until ${data.valid_until}`);
      }
    }
    inOrder(data.next.map((next) => next.at), say);
  });

  checkSitemap(site, told, (what) => problems.add(`${folder}/sitemap.xml`, what));
}
problems.finish(`${folders.length} site(s), ${files} JSON files, ${notices} notices`);

function keys(value, expected, where, say) {
  if (value === null || typeof value !== 'object') return say(`${where} is no object`);
  const found = Object.keys(value);
  const name = (key) => (where ? `${where}.${key}` : key);
  for (const key of expected) if (!found.includes(key)) say(`lacks the key ${name(key)}`);
  for (const key of found) if (!expected.includes(key)) say(`has the key ${name(key)}, which the format does not know`);
}

function checkNotice(notice, expected, say) {
  keys(notice, expected, '', say);
  keys(notice.organization, ['id', 'name'], 'organization', say);
  for (const [key, value] of Object.entries(notice)) {
    if (value === null && !MAY_BE_NULL.includes(key)) say(`${key} is null`);
  }
  if (!KINDS.includes(notice.kind)) say(`kind is ${notice.kind}`);
  if (!PHASES.includes(notice.phase)) say(`phase is ${notice.phase}`);
  if (notice.is_open !== OPEN.includes(notice.phase)) say(`is_open is ${notice.is_open} in phase ${notice.phase}`);
  for (const key of ['published_at', 'closes_at', 'questions_close_at', 'next_change_at']) {
    if (notice[key] !== null && !MOMENT.test(notice[key])) say(`${key} is ${notice[key]}`);
  }
  if (notice.closes_inclusive_on !== null && !DATE.test(notice.closes_inclusive_on)) {
    say(`closes_inclusive_on is ${notice.closes_inclusive_on}`);
  }
  if (!notice.is_open && notice.questions_close_at !== null) say('is not open, yet has questions_close_at');
}

function checkEvent(event, say) {
  if (!(event.event in EVENTS)) return say(`timeline has the event ${event.event}`);
  keys(event, ['event', 'at', ...EVENTS[event.event]], `timeline ${event.event}`, say);
  if (!MOMENT.test(event.at)) say(`timeline ${event.event} at ${event.at}`);
  for (const key of ['old', 'new']) {
    if (event[key] && !MOMENT.test(event[key])) say(`timeline ${event.event} has ${key} ${event[key]}`);
  }
}

/** The page of a notice says what its data says. */
function checkPage(site, path, notice) {
  const say = (what) => problems.add(`${site.folder}/${path}`, what);
  if (!site.files.has(path)) return say('is missing, but has data');
  const page = site.page(path);
  const main = page.tags.find((tag) => tag.name === 'main')?.attributes ?? {};
  const expected = {
    'data-notice': notice.id,
    'data-phase': notice.phase,
    'data-closes-at': notice.closes_at,
    'data-next-change': notice.next_change_at ?? '',
  };
  for (const [key, value] of Object.entries(expected)) {
    if (main[key] !== value) say(`<main> has ${key}="${main[key]}", the data say "${value}"`);
  }
  const banners = page.tags.filter((tag) => 'data-closed-notice' in tag.attributes);
  const phases = banners.map((tag) => tag.attributes['data-closed-notice']).join(' ');
  if (phases !== (notice.is_open ? '' : notice.phase)) say(`has data-closed-notice "${phases}" in phase ${notice.phase}`);
  if (page.isHidden === notice.is_open) say(notice.is_open ? 'is open and noindex' : 'is not open, yet may be indexed');
  const structured = page.blocks.filter((block) => block.attributes.type === 'application/ld+json');
  const things = structured.map((block) => JSON.parse(block.text));
  for (const posting of things.filter((thing) => thing['@type'] === 'JobPosting')) {
    if (!notice.is_open || notice.kind === 'aanbesteding') say(`has a JobPosting in phase ${notice.phase}`);
    if (posting.validThrough !== notice.closes_at) say(`JobPosting holds until ${posting.validThrough}`);
  }
}

/** The rules of sitemaps.org. Whether the files can be read as XML was checked by xmllint. */
function checkSitemap(site, told, say) {
  if (!site.files.has('sitemap.xml')) return say('is missing');
  const first = entriesOf(site, 'sitemap.xml', say);
  const isIndex = first.root === 'sitemapindex';
  const parts = isIndex ? first.entries.map((entry) => site.path(entry.url)) : ['sitemap.xml'];
  const entries = isIndex ? parts.flatMap((path) => (site.files.has(path) ? entriesOf(site, path, say).entries : (say(`names ${path}, which is not there`), []))) : first.entries;
  if (isIndex && entries.length <= 50000) say('is cut without need');
  const extra = site.ending('.xml').filter((path) => /^sitemap-\d+\.xml$/.test(path) && !parts.includes(path));
  for (const path of extra) say(`does not name ${path}`);
  const listed = entries.map((entry) => entry.url);
  if (listed.length === 0) say('lists nothing');
  if (new Set(listed).size !== listed.length) say('lists an address twice');
  for (const url of listed) {
    const path = site.path(url);
    if (url.length >= 2048) say(`lists ${url}, which is too long`);
    if (path === undefined || !site.files.has(path)) say(`lists ${url}, which is not there`);
    else if (site.page(path).isHidden) say(`lists ${url}, which is noindex`);
  }
  for (const notice of told.values()) {
    if (listed.includes(notice.url) !== notice.is_open) say(`${notice.is_open ? 'misses' : 'lists'} ${notice.url}, ${notice.phase}`);
  }
}

function entriesOf(site, path, say) {
  const text = site.text(path);
  const root = /<(urlset|sitemapindex) xmlns="http:\/\/www\.sitemaps\.org\/schemas\/sitemap\/0\.9">/.exec(text)?.[1];
  if (root === undefined) say(`${path} is no sitemap`);
  if (Buffer.byteLength(text) > 52428800) say(`${path} is larger than 50 MB`);
  const entries = [...text.matchAll(/<loc>([^<]*)<\/loc>(?:<lastmod>([^<]*)<\/lastmod>)?/g)].map((match) => ({
    url: match[1].replaceAll('&amp;', '&').replaceAll('&apos;', "'"),
    changed: match[2],
  }));
  if (entries.length > 50000) say(`${path} has ${entries.length} addresses`);
  if ([...text.matchAll(/<lastmod>/g)].length !== entries.filter((entry) => entry.changed).length) say(`${path} has a lastmod of nothing`);
  // The profile of ISO 8601 of the W3C, with a time.
  for (const { changed } of entries) {
    if (changed !== undefined && (!MOMENT.test(changed) || Number.isNaN(instant(changed)))) say(`has lastmod ${changed}`);
  }
  return { root, entries };
}

function compare(one, other) {
  return instant(one.closes_at) - instant(other.closes_at) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);
}

function inOrder(moments, say) {
  moments.forEach((at, index) => {
    if (index > 0 && instant(moments[index - 1]) > instant(at)) say(`${at} stands after ${moments[index - 1]}`);
  });
}

function instant(text) {
  return Date.parse(text);
}
