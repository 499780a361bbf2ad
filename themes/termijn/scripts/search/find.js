{#- What is searched and how: no page, so that a test can ask it. -#}
const WORDS = {{ words.script | json }};
const NAMES = {
  opleiding: {{ words.education | json }},
  procedure: {{ words.procedure | json }},
  uren: WORDS.hours,
};

const FACETS = ['sectie', 'regio', 'organisatie', 'opleiding', 'uren', 'procedure', 'week'];
const SORTS = ['sluiting', 'publicatie', 'titel'];
{#- These have an order of their own; the others stand by how many notices have them. #}
const ORDERED = { opleiding: ['mbo1', 'mbo2', 'mbo3', 'mbo4', 'hbo', 'wo'], uren: ['0-16', '16-24', '24-32', '32-40'] };

{#- Folds a text as the index does: lower case, diacritics dropped, every sign a blank. #}
export function fold(text) {
  {#- Most texts are plain, and thousands are folded at once. #}
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase().replace(/[^a-z0-9+#]+/g, ' ').trim();
  return text.normalize('NFC').toLowerCase().normalize('NFD').replace(/\p{M}+/gu, '')
    .replace(/ß/g, 'ss').replace(/æ/g, 'ae').replace(/ø/g, 'o').replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ').trim();
}

{#- The buckets of hours that overlap with what a notice asks; an end that is not given is open. #}
export function bucketsOf([min, max]) {
  const [low, high] = [min ?? 0, max ?? Infinity];
  return ORDERED.uren.filter((bucket) => {
    const [from, until] = bucket.split('-').map(Number);
    return high >= from && (from === 0 ? low < until : low <= until);
  });
}

{#- Indexes to items that are quick to filter: all folding happens here, once. Every value of a facet has a number,
    and an item has for each facet the numbers of its values. #}
export function prepare(indexes) {
  const data = { items: [], facets: FACETS.map(() => new Map()), labels: [], totals: [], orders: {} };
  const folded = new Map();
  const foldedOnce = (text) => {
    if (!folded.has(text)) folded.set(text, fold(text));
    return folded.get(text);
  };
  const idOf = (link) => link.url.split('/').filter(Boolean).pop();
  const number = (facet, value, text) => {
    const known = data.facets[facet];
    if (!known.has(value)) {
      known.set(value, data.labels.length);
      data.labels.push(text ?? NAMES[FACETS[facet]]?.[value] ?? value);
      data.totals.push(0);
    }
    data.totals[known.get(value)] += 1;
    return known.get(value);
  };
  for (const index of indexes) {
    const organisations = index.organisations.map((link) => [idOf(link), foldedOnce(link.title)]);
    const regions = index.regions.map((link) => [idOf(link), foldedOnce(link.title)]);
    for (const notice of index.notices) {
      const section = index.sections[notice.section];
      const organisation = index.organisations[notice.organisation];
      const region = index.regions[notice.region];
      const [organisationId, organisationText] = organisations[notice.organisation];
      const [regionId, regionText] = regions[notice.region] ?? [];
      {#- In the order of FACETS. #}
      const values = [
        [number(0, section.slug, section.title)],
        region ? [number(1, regionId, region.title)] : [],
        [number(2, organisationId, organisation.title)],
        notice.education ? [number(3, notice.education)] : [],
        notice.hours ? bucketsOf(notice.hours).map((bucket) => number(4, bucket)) : [],
        notice.procedure ? [number(5, notice.procedure)] : [],
        [number(6, notice.week, index.weeks[notice.week])],
      ];
      const title = fold(notice.title);
      const own = fold([notice.headline, notice.reference].filter(Boolean).join(' '));
      const place = notice.place ? foldedOnce(notice.place) : '';
      data.items.push({
        notice, section, organisation, region, values, title,
        url: `${section.url}${notice.slug}/`,
        text: [title, own, place, organisationText, regionText, notice.words].join('\n'),
        closesAt: Date.parse(notice.closes_at),
        publishedAt: Date.parse(notice.published_at),
      });
    }
  }
  return data;
}

{#- The items in one order, sorted when it is first asked for. #}
function sorted(data, sort, newestFirst) {
  const key = `${sort} ${newestFirst}`;
  const by = {
    sluiting: (a, b) => (newestFirst ? b.closesAt - a.closesAt : a.closesAt - b.closesAt),
    publicatie: (a, b) => b.publishedAt - a.publishedAt,
    titel: (a, b) => (a.title < b.title ? -1 : Number(a.title > b.title)),
  }[sort];
  data.orders[key] ??= [...data.items].sort(by);
  return data.orders[key];
}

{#- What a state of the form finds: items in order, and for each facet how many items each value would give with
    all other facets as they are. Every word must occur, anywhere in a word; within a facet one value is enough. #}
export function find(data, state, newestFirst = false) {
  const words = fold(state.q).split(' ').filter(Boolean);
  const isChosen = new Uint8Array(data.labels.length);
  const chosen = FACETS.map((facet, at) => {
    for (const value of state[facet]) {
      const number = data.facets[at].get(value);
      if (number !== undefined) isChosen[number] = 1;
    }
    return state[facet].length > 0;
  });
  const tally = new Int32Array(data.labels.length);
  const found = [];
  for (const item of sorted(data, state.sorteer, newestFirst)) {
    if (!words.every((word) => item.text.includes(word))) continue;
    let misses = 0;
    let missed = -1;
    for (let at = 0; at < FACETS.length && misses < 2; at += 1) {
      if (!chosen[at] || item.values[at].some((number) => isChosen[number])) continue;
      misses += 1;
      missed = at;
    }
    if (misses > 1) continue;
    if (misses === 0) found.push(item);
    {#- Whoever misses by one facet alone would be found with another value of that facet. #}
    for (let at = 0; at < FACETS.length; at += 1) {
      if (misses === 0 || at === missed) for (const number of item.values[at]) tally[number] += 1;
    }
  }
  const counts = Object.fromEntries(FACETS.map((facet, at) => {
    return [facet, new Map([...data.facets[at]].map(([value, number]) => [value, tally[number]]))];
  }));
  return { found, counts };
}

{#- The state that an address asks for. `section` is that of the page: chosen, unless the address says otherwise. #}
export function stateOf(query, section) {
  const parameters = new URLSearchParams(query);
  const state = { q: parameters.get('q') ?? '' };
  for (const facet of FACETS) state[facet] = [...new Set(parameters.getAll(facet))].filter(Boolean);
  if (section && !parameters.has('sectie')) state.sectie = [section];
  state.sorteer = SORTS.includes(parameters.get('sorteer')) ? parameters.get('sorteer') : SORTS[0];
  state.pagina = Math.max(1, Math.min(1000, parseInt(parameters.get('pagina'), 10) || 1));
  return state;
}

{#- The query for a state; empty when it is what the page is by itself. #}
export function queryOf(state, section) {
  const parameters = new URLSearchParams();
  if (state.q.trim()) parameters.set('q', state.q.trim());
  for (const facet of FACETS) {
    const isOwn = facet === 'sectie' && section && state.sectie.length === 1 && state.sectie[0] === section;
    if (isOwn) continue;
    for (const value of state[facet]) parameters.append(facet, value);
    if (facet === 'sectie' && section && state.sectie.length === 0) parameters.set('sectie', '');
  }
  if (state.sorteer !== SORTS[0]) parameters.set('sorteer', state.sorteer);
  if (state.pagina > 1) parameters.set('pagina', state.pagina);
  const query = parameters.toString();
  return query ? `?${query}` : '';
}

{#- A text with values at the places that `{name}` marks. #}
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

