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

{#- Indexes to items that are quick to filter: all folding happens here, once. #}
export function prepare(indexes) {
  const items = [];
  const labels = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const folded = new Map();
  const foldedOnce = (text) => {
    if (!folded.has(text)) folded.set(text, fold(text));
    return folded.get(text);
  };
  const idOf = (url) => url.split('/').filter(Boolean).pop();
  for (const index of indexes) {
    for (const notice of index.notices) {
      const section = index.sections[notice.section];
      const organisation = index.organisations[notice.organisation];
      const region = index.regions[notice.region];
      const values = {
        sectie: [section.slug],
        regio: region ? [idOf(region.url)] : [],
        organisatie: [idOf(organisation.url)],
        opleiding: notice.education ? [notice.education] : [],
        uren: notice.hours ? bucketsOf(notice.hours) : [],
        procedure: notice.procedure ? [notice.procedure] : [],
        week: [notice.week],
      };
      const texts = { sectie: section.title, regio: region?.title, organisatie: organisation.title, week: index.weeks[notice.week] };
      for (const facet of FACETS) {
        for (const value of values[facet]) {
          const known = labels[facet].get(value);
          if (known) known.total += 1;
          else labels[facet].set(value, { label: texts[facet] ?? NAMES[facet]?.[value] ?? value, total: 1 });
        }
      }
      const own = [notice.title, notice.headline, notice.reference].filter(Boolean).join(' ');
      const shared = [notice.place, organisation.title, region?.title].filter(Boolean).map(foldedOnce);
      items.push({
        notice, organisation, region, values,
        url: `${section.url}${notice.slug}/`,
        text: [fold(own), ...shared, notice.words ?? ''].join('\n'),
        title: notice.title,
        closesAt: Date.parse(notice.closes_at),
        publishedAt: Date.parse(notice.published_at),
      });
    }
  }
  return { items, labels, orders: {} };
}

{#- The positions of all items in one order, made when it is first asked for. #}
function orderOf(data, sort, newestFirst) {
  const key = `${sort} ${newestFirst}`;
  if (data.orders[key]) return data.orders[key];
  const { items } = data;
  const compare = new Intl.Collator(document.documentElement?.lang || 'nl', { numeric: true }).compare;
  const by = {
    sluiting: (a, b) => (newestFirst ? b.closesAt - a.closesAt : a.closesAt - b.closesAt),
    publicatie: (a, b) => b.publishedAt - a.publishedAt,
    titel: (a, b) => compare(a.title, b.title),
  }[sort];
  const order = items.map((_, position) => position);
  order.sort((a, b) => by(items[a], items[b]) || a - b);
  data.orders[key] = order;
  return order;
}

{#- What a state of the form finds: items in order, and for each facet how many items each value would give with
    all other facets as they are. Every word must occur, anywhere in a word; within a facet one value is enough. #}
export function find(data, state, newestFirst = false) {
  const words = fold(state.q).split(' ').filter(Boolean);
  const chosen = FACETS.map((facet) => (state[facet].length > 0 ? new Set(state[facet]) : null));
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const count = (facet, item) => {
    for (const value of item.values[facet]) counts[facet].set(value, (counts[facet].get(value) ?? 0) + 1);
  };
  const found = [];
  for (const position of orderOf(data, state.sorteer, newestFirst)) {
    const item = data.items[position];
    if (!words.every((word) => item.text.includes(word))) continue;
    let misses = 0;
    let missed;
    for (let facet = 0; facet < FACETS.length && misses < 2; facet += 1) {
      if (!chosen[facet] || item.values[FACETS[facet]].some((value) => chosen[facet].has(value))) continue;
      misses += 1;
      missed = FACETS[facet];
    }
    if (misses === 1) count(missed, item);
    if (misses > 0) continue;
    found.push(item);
    for (const facet of FACETS) count(facet, item);
  }
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

