{#- The form on the page: from what somebody types and chooses to rows, counts and an address. -#}
const RESULTS_AT_A_TIME = 25;
const VALUES_AT_FIRST = 8;
const TYPING_PAUSE_MS = 100;

function start(root) {
  const section = root.dataset.section;
  const isArchive = root.hasAttribute('data-archive');
  const form = root.querySelector('form');
  const input = form.elements.q;
  const sort = form.elements.sorteer;
  const toggle = root.querySelector('.filters-toggle');
  const facetsBox = root.querySelector('.facets');
  const results = root.querySelector('.search-results');
  const status = root.querySelector('.search-count');
  const active = root.querySelector('.active-filters');
  const list = root.querySelector('.cards');
  const more = root.querySelector('.more');
  const empty = root.querySelector('.search-empty');
  const failed = root.querySelector('.search-failed');
  const still = document.querySelector('.search-static');
  const elsewhere = [...root.querySelectorAll('a[data-same-search]')].map((link) => [link, link.getAttribute('href')]);
  const fieldsets = new Map();
  const expanded = new Set();

  let state = stateOf(location.search, section);
  {#- The address of the last step in the history. #}
  let settled = location.search;
  let data;
  let loading;
  let typing;

  const isResting = () => queryOf({ ...state, pagina: 1 }, section) === '';
  const say = (text) => {
    if (status.textContent !== text) status.textContent = text;
  };

  {#- Fetched once; after a failure the next use tries again. #}
  function load() {
    loading ??= Promise.all(root.dataset.indexes.split(' ').filter(Boolean).map(async (address) => {
      const response = await fetch(address);
      if (!response.ok) throw new Error(`${address}: ${response.status}`);
      return response.json();
    })).then((indexes) => {
      data = prepare(indexes);
      failed.hidden = true;
    }).catch((error) => {
      loading = undefined;
      failed.hidden = false;
      throw error;
    });
    return loading;
  }

  {#- Shows the state, with the index when it is needed and had. #}
  async function show() {
    if (!data) {
      if (isResting()) return draw();
      say(WORDS.loading);
      results.hidden = false;
      try {
        await load();
      } catch {
        say('');
        results.hidden = true;
        still.hidden = false;
        return undefined;
      }
    }
    return draw();
  }

  function draw() {
    const resting = isResting();
    still.hidden = !resting;
    results.hidden = resting;
    for (const [link, href] of elsewhere) {
      const isEverywhere = link.dataset.sameSearch === 'everywhere';
      link.href = href + queryOf({ ...state, pagina: 1, ...(isEverywhere && { sectie: [] }) }, undefined);
    }
    if (!data) return;
    const { found, counts } = find(data, state, isArchive);
    keepingFocus(() => {
      drawFacets(counts);
      drawActive();
    });
    if (resting) {
      list.replaceChildren();
      say('');
      return;
    }
    const shown = found.slice(0, state.pagina * RESULTS_AT_A_TIME);
    list.replaceChildren(...shown.map(cardFor));
    finish(found, shown.length);
    say(fill(found.length === 1 ? WORDS.found_one : WORDS.found, { count: found.length }));
  }

  {#- What depends on how much is shown; the closing script looks at rows that are new. #}
  function finish(found, shown) {
    empty.hidden = found.length > 0;
    more.hidden = shown >= found.length;
    document.dispatchEvent(new Event('termijn:cards'));
  }

  function showMore() {
    const { found } = find(data, state, isArchive);
    const from = state.pagina * RESULTS_AT_A_TIME;
    state.pagina += 1;
    const added = found.slice(from, from + RESULTS_AT_A_TIME).map(cardFor);
    list.append(...added);
    {#- The button may go now, and the first new row is what the visitor asked for. #}
    added[0]?.querySelector('a')?.focus();
    finish(found, from + added.length);
    history.replaceState(null, '', location.pathname + queryOf(state, section));
  }

  {#- Moving an element takes its focus away; it gets it back, or who had it in the list of filters goes on there. #}
  function keepingFocus(change) {
    const focused = document.activeElement;
    const wasActive = active.contains(focused);
    const position = [...active.querySelectorAll('button')].indexOf(focused);
    change();
    if (document.activeElement === focused) return;
    if (wasActive) {
      const buttons = active.querySelectorAll('button');
      (buttons[Math.min(position, buttons.length - 1)] ?? input).focus();
    } else if (focused && root.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  function drawFacets(counts) {
    for (const facet of FACETS) drawFacet(facet, counts[facet]);
  }

  function drawFacet(facet, counts) {
    const known = valuesOf(facet);
    const chosen = state[facet];
    if (!fieldsets.has(facet)) fieldsets.set(facet, { ...fieldsetFor(facet), order: sortedValues(facet, known) });
    const { box, values, all, rows, order } = fieldsets.get(facet);
    const wanted = order.filter((value) => chosen.includes(value) || counts.get(value) > 0);
    for (const value of chosen) if (!known.has(value)) wanted.push(value);
    wanted.sort((a, b) => chosen.includes(b) - chosen.includes(a));
    {#- A choice of one is no choice. #}
    box.hidden = wanted.length === 0 || (order.length < 2 && chosen.length === 0);
    const limit = expanded.has(facet) ? wanted.length : Math.max(VALUES_AT_FIRST, chosen.length);
    const shown = wanted.slice(0, limit).map((value) => {
      if (!rows.has(value)) rows.set(value, rowFor(facet, value));
      const row = rows.get(value);
      row.input.checked = chosen.includes(value);
      const number = String(counts.get(value) ?? 0);
      if (row.count.textContent !== number) row.count.textContent = number;
      return row.label;
    });
    const isSame = shown.length === values.children.length && shown.every((label, at) => values.children[at] === label);
    if (!isSame) values.replaceChildren(...shown);
    all.hidden = wanted.length <= VALUES_AT_FIRST;
    all.setAttribute('aria-expanded', expanded.has(facet));
    all.textContent = expanded.has(facet) ? WORDS.fewer : fill(WORDS.all, { count: wanted.length });
  }

  {#- The same order whatever is chosen, so that nothing jumps while one types. #}
  function sortedValues(facet, known) {
    const values = [...known.keys()];
    if (ORDERED[facet]) return ORDERED[facet].filter((value) => known.has(value));
    if (facet === 'week') return isArchive ? values.sort().reverse() : values.sort();
    const { compare } = new Intl.Collator(document.documentElement.lang);
    const total = (value) => data.totals[known.get(value)];
    return values.sort((a, b) => total(b) - total(a) || compare(labelOf(facet, a), labelOf(facet, b)));
  }

  function fieldsetFor(facet) {
    const box = document.createElement('fieldset');
    const legend = document.createElement('legend');
    const values = document.createElement('div');
    const all = document.createElement('button');
    box.className = 'facet';
    legend.textContent = WORDS.facet[facet];
    values.className = 'facet-values';
    all.type = 'button';
    all.className = 'facet-more';
    all.addEventListener('click', () => {
      if (!expanded.delete(facet)) expanded.add(facet);
      draw();
    });
    box.append(legend, values, all);
    facetsBox.append(box);
    return { box, values, all, rows: new Map() };
  }

  function rowFor(facet, value) {
    const label = document.createElement('label');
    const check = document.createElement('input');
    const text = document.createElement('span');
    const count = document.createElement('span');
    label.className = 'facet-value';
    check.type = 'checkbox';
    check.name = facet;
    check.value = value;
    text.textContent = labelOf(facet, value);
    count.className = 'count';
    label.append(check, text, ' ', count);
    check.addEventListener('change', () => choose(facet, value, check.checked));
    return { label, input: check, count };
  }

  const valuesOf = (facet) => data.facets[FACETS.indexOf(facet)];
  const labelOf = (facet, value) => data.labels[valuesOf(facet).get(value)] ?? NAMES[facet]?.[value] ?? value;

  function drawActive() {
    const buttons = FACETS.flatMap((facet) => state[facet].map((value) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = labelOf(facet, value);
      button.setAttribute('aria-label', fill(WORDS.remove, { label: button.textContent }));
      button.addEventListener('click', () => choose(facet, value, false));
      item.append(button);
      return item;
    }));
    active.replaceChildren(...buttons);
    active.hidden = buttons.length === 0;
  }

  function choose(facet, value, isChosen) {
    const others = state[facet].filter((other) => other !== value);
    go({ [facet]: isChosen ? [...others, value] : others }, true);
  }

  {#- On to another state: a choice is a step in the history, a letter is not. #}
  function go(changes, isStep) {
    state = { ...state, pagina: 1, ...changes };
    const query = queryOf(state, section);
    if (isStep && query !== settled) {
      {#- What was typed on the way belongs to the new step; the step before gets its own address back. #}
      if ('q' in changes) history.replaceState(null, '', location.pathname + settled);
      history.pushState(null, '', location.pathname + query);
    } else if (query !== location.search) {
      history.replaceState(null, '', location.pathname + query);
    }
    if (isStep) settled = query;
    return show();
  }

  function fillForm() {
    if (input.value !== state.q) input.value = state.q;
    sort.value = state.sorteer;
  }

  function use() {
    {#- Whoever comes near the form will want it: the index may come already. What fails is told by `load`. #}
    if (!data) load().then(draw, () => {});
  }

  input.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => go({ q: input.value }, false), TYPING_PAUSE_MS);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    go({ q: input.value, sorteer: sort.value }, true);
  });
  form.addEventListener('reset', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    go(stateOf('', section), true);
    fillForm();
    input.focus();
  });
  form.addEventListener('focusin', use);
  sort.addEventListener('change', () => go({ sorteer: sort.value }, true));
  toggle.addEventListener('click', () => {
    const isOpen = toggle.getAttribute('aria-expanded') !== 'true';
    toggle.setAttribute('aria-expanded', isOpen);
    facetsBox.hidden = !isOpen;
    use();
  });
  more.addEventListener('click', showMore);
  addEventListener('popstate', () => {
    clearTimeout(typing);
    state = stateOf(location.search, section);
    settled = location.search;
    fillForm();
    show();
  });

  fillForm();
  root.hidden = false;
  show();
}

for (const root of document.querySelectorAll('[data-search]')) start(root);
