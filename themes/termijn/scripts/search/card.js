{#- Rows for what was found: the component `card` with the notice's values in it, so a theme that changes that component
    changes these rows too. Here it gets words alone, no page; it stands in the script, so that no page holds a row
    without a notice. -#}
const ROWS = {
{%- for is_open in [true, false] %}
  {{ is_open }}: {
{%- for kind in ["inhuur", "aanbesteding", "vacature"] %}
{%- set places = {
  "id": "{id}", "title": "{title}", "headline": "{headline}", "url": "{url}", "kind": kind,
  "phase": "open" if is_open else "closed", "is_open": is_open,
  "section": { "title": "{section}", "url": "{section_url}" },
  "organization": { "title": "{organisation}", "url": "{organisation_url}" },
  "region": { "title": "{region}", "url": "{region_url}" },
  "municipality": "{place}", "hours": { "min": 100001, "max": 100001, "note": none }, "education": none, "procedure": none,
  "published": { "datetime": "{published_at}", "text": "{published}", "is_day": true },
  "closes": { "datetime": "{closes_at}", "text": "{closes}", "is_day": true },
  "closes_at": "{closes_at}", "next_change": "", "questions_close_at": none, "after_questions": none
} %}
{%- set row %}{{ <card card={places} level={3} /> }}{% endset %}
    {{ kind }}: {{ row | trim | json }},
{%- endfor %}
  },
{%- endfor %}
};
const PHASE = {{ words.phase | json }};
const HOURS = {{ words.hours | json }};
const UNTIL = {{ words.moment.until | json }};
const OPEN = ['open', 'questions-open', 'answers-pending'];

{#- Hours per week in words, like the component `hours`. #}
export function hoursText([min, max]) {
  const number = (value) => String(value).replace('.', document.documentElement?.lang === 'en' ? '.' : ',');
  if (min !== null && max !== null) {
    return min === max ? fill(HOURS.exact, { hours: number(min) }) : fill(HOURS.range, { min: number(min), max: number(max) });
  }
  return min !== null ? fill(HOURS.min, { hours: number(min) }) : fill(HOURS.max, { hours: number(max) });
}

function dayText(instant) {
  const day = new Date(`${instant.slice(0, 10)}T00:00:00Z`);
  const language = document.documentElement.lang === 'en' ? 'en-GB' : 'nl-NL';
  return day.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

{#- What the rows have at the places of a notice's own values. #}
function placesFor({ notice, section, organisation, region, url }) {
  return {
    '{id}': notice.id,
    '{url}': url,
    '{title}': notice.title,
    '{headline}': notice.headline ?? notice.title,
    '{place}': notice.place,
    '{section}': section.title,
    '{section_url}': section.url,
    '{organisation}': organisation.title,
    '{organisation_url}': organisation.url,
    '{region}': region?.title,
    '{region_url}': region?.url,
    '{closes}': notice.is_day ? notice.closes : `${UNTIL} ${notice.closes}`,
    '{closes_at}': notice.closes_at,
    '{published}': dayText(notice.published_at),
    '{published_at}': notice.published_at,
    [HOURS_PLACE]: notice.hours && hoursText(notice.hours),
  };
}

const HOURS_PLACE = fill(HOURS.exact, { hours: '100001' });
const quoted = HOURS_PLACE.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const PLACE = new RegExp(`\\{\\w+\\}|${quoted}`, 'g');
const templates = new Map();

function templateFor({ kind, phase }) {
  const isOpen = OPEN.includes(phase);
  const name = `${kind} ${isOpen}`;
  if (!templates.has(name)) {
    const template = document.createElement('template');
    {#- These are our own words, with places where the notice's will stand. #}
    template.innerHTML = ROWS[isOpen][kind] ?? '<li class="card"></li>';
    templates.set(name, template);
  }
  return templates.get(name);
}

{#- A row for an item. A fact without a value goes with its label. #}
function cardFor(item) {
  const card = templateFor(item.notice).content.cloneNode(true).firstElementChild;
  const places = placesFor(item);
  const without = new Set();
  const valueOf = (place, element) => {
    if (places[place] === undefined) without.add(element);
    return places[place] ?? '';
  };
  {#- One pass over the template's own text, so that what a title says is never looked at again. #}
  const put = (text, element) => text.replace(PLACE, (place) => (place in places ? valueOf(place, element) : place));
  const walker = document.createTreeWalker(card, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = card; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      node.data = put(node.data, node.parentElement);
      continue;
    }
    for (const attribute of node.attributes) attribute.value = put(attribute.value, node);
  }
  for (const element of without) (element.closest('dl > div') ?? element).remove();
  {#- The rows above are those of two phases; this one says its own. #}
  card.dataset.phase = item.notice.phase;
  const phase = card.querySelector('.phase');
  if (phase) phase.textContent = PHASE[item.notice.phase];
  if (item.notice.after_questions) {
    card.dataset.questionsCloseAt = item.notice.questions_close_at;
    card.dataset.afterQuestions = item.notice.after_questions;
  }
  return card;
}

