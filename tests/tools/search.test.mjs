// Asks the search script of a built site what it finds: folding, words, facets with their counts, hours, order,
// and the way between what is chosen and the address. Whatever needs a page is for browser.mjs.
//
//   node tests/tools/search.test.mjs FOLDER        a built site

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

const theme = join(argv[2], 'thema');
const script = readdirSync(theme).find((name) => /^search\..*\.js$/.test(name));
const folder = mkdtempSync(join(tmpdir(), 'search-'));
// A page without a form: then the script defines its functions and does nothing else.
globalThis.document = { querySelectorAll: () => [], documentElement: { lang: 'nl' } };
writeFileSync(join(folder, 'search.mjs'), readFileSync(join(theme, script)));
const search = await import(pathToFileURL(join(folder, 'search.mjs')));
rmSync(folder, { recursive: true });
const { bucketsOf, fill, find, fold, hoursText, prepare, queryOf, stateOf } = search;

for (const [text, folded] of [
  ['Wijkcoördinator', 'wijkcoordinator'], ['STRASSE Straße', 'strasse strasse'], ['Ærø', 'aero'], ['Łódź', 'lodz'],
  ['Cafe\u0301 ﬁ', 'cafe ﬁ'], ['2026-014 (C++/C#)', '2026 014 c++ c#'], ['  ', ''], ['Čapek & co.', 'capek co'],
]) assert.equal(fold(text), folded);

for (const [hours, buckets] of [
  [[24, 28], ['16-24', '24-32']], [[16, 16], ['16-24']], [[8, 12], ['0-16']], [[36, 40], ['32-40']],
  [[null, 32], ['0-16', '16-24', '24-32', '32-40']], [[33, null], ['32-40']], [[0.5, 15.5], ['0-16']], [[41, 48], []],
]) assert.deepEqual(bucketsOf(hours), buckets, String(hours));

const notice = (id, title, more) => ({
  id, slug: id, title, kind: 'inhuur', phase: 'open', section: 0, organisation: 0, week: '2026-W10', is_day: false,
  closes: 'maandag', published_at: `2026-01-0${id}T00:00:00+01:00`, closes_at: `2026-03-0${9 - id}T12:00:00+01:00`, ...more,
});
const index = {
  version: 1,
  sections: [{ slug: 'aanvragen', title: 'Aanvragen', url: '/map/aanvragen/' }, { slug: 'vacatures', title: 'Vacatures', url: '/map/vacatures/' }],
  organisations: [{ title: 'Gemeente Één', url: '/map/organisaties/een/' }],
  regions: [{ title: 'Utrecht', url: '/map/regios/utrecht/' }, { title: 'Drenthe', url: '/map/regios/drenthe/' }],
  weeks: { '2026-W10': 'week 10' },
  notices: [
    notice('1', 'Adviseur groenvoorziening', { region: 0, education: 'hbo', hours: [24, 28], words: 'plantsoen' }),
    notice('2', 'Beheerder {title} <b>', { region: 1, education: 'hbo', place: 'Assen', reference: '2026-014' }),
    notice('3', 'Coördinator', { region: 0, section: 1, words: 'groen beleid' }),
  ],
};
const data = prepare([index]);
const ids = (query, section) => find(data, stateOf(query, section)).found.map((item) => item.notice.id).join('');
for (const [query, expected] of [
  // The closing that comes first stands first.
  ['', '321'], ['?sorteer=publicatie', '321'], ['?sorteer=titel', '123'], ['?sorteer=onzin', '321'],
  ['?q=groen', '31'], ['?q=GROEN%20advis', '1'], ['?q=voorziening', '1'], ['?q=coordinator', '3'], ['?q=één', '321'],
  ['?q=2026-014', '2'], ['?q=assen', '2'], ['?q=drenthe', '2'], ['?q=toString', ''],
  ['?regio=utrecht', '31'], ['?regio=utrecht&regio=drenthe', '321'], ['?regio=utrecht&opleiding=hbo', '1'],
  ['?sectie=vacatures', '3'], ['?uren=24-32', '1'], ['?uren=0-16', ''], ['?regio=bestaat-niet', ''],
  ['?week=2026-W10&organisatie=een', '321'],
]) assert.equal(ids(query), expected, query);
assert.equal(ids('', 'vacatures'), '3');
assert.equal(ids('?sectie=', 'vacatures'), '321');
assert.equal(data.items[2].url, '/map/vacatures/3/');

// The count of a value is what it would give with all other facets as they are.
const { counts } = find(data, stateOf('?regio=utrecht&opleiding=hbo'));
assert.deepEqual(Object.fromEntries(counts.regio), { utrecht: 1, drenthe: 1 });
assert.deepEqual(Object.fromEntries(counts.opleiding), { hbo: 1 });
assert.deepEqual(Object.fromEntries(counts.sectie), { aanvragen: 1, vacatures: 0 });
for (const query of ['', '?q=groen', '?regio=utrecht', '?regio=utrecht&opleiding=hbo&q=a']) {
  const state = stateOf(query);
  for (const [facet, values] of Object.entries(find(data, state).counts)) {
    for (const [value, count] of values) {
      const alone = find(data, { ...state, [facet]: [value] }).found.length;
      assert.equal(count, alone, `${query} ${facet}=${value}`);
    }
  }
}
// Of the archive what closed last comes first.
assert.equal(find(data, stateOf(''), true).found.map((item) => item.notice.id).join(''), '123');

for (const [query, section, written] of [
  ['?q=groen&regio=utrecht&regio=drenthe&sorteer=titel&pagina=3', undefined, '?q=groen&regio=utrecht&regio=drenthe&sorteer=titel&pagina=3'],
  ['?sorteer=sluiting&pagina=1&utm=1', undefined, ''], ['?pagina=-4', undefined, ''], ['?regio=a&regio=a&regio=', undefined, '?regio=a'],
  ['', 'aanvragen', ''], ['?sectie=aanvragen', 'aanvragen', ''], ['?sectie=', 'aanvragen', '?sectie='],
  ['?sectie=vacatures', 'aanvragen', '?sectie=vacatures'], ['?q=a%26b%3D%23', undefined, '?q=a%26b%3D%23'],
]) assert.equal(queryOf(stateOf(query, section), section), written, query);

assert.equal(fill('{count} van {x}', { count: '{x}' }), '{x} van {x}');
assert.equal(hoursText([24, 24]), '24 uur');
assert.equal(hoursText([null, 32.5]), 'maximaal 32,5 uur');
console.log('search: in order');
