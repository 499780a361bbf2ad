{#- Rows for what was found: the page's own template with the notice's values in it. -#}
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

{#- What stands in the page's templates at the places of a notice's own values: `list.html` writes the same. Links,
    times and hours are such as a page may hold, so that it stays valid. #}
function placesFor({ notice, organisation, region, url }) {
  return {
    '{id}': notice.id,
    '{title}': notice.title,
    '{headline}': notice.headline ?? notice.title,
    '{place}': notice.place,
    '{organisation}': organisation.title,
    '{region}': region?.title,
    '{closes}': notice.is_day ? notice.closes : `${UNTIL} ${notice.closes}`,
    '{closes_at}': notice.closes_at,
    '{published}': dayText(notice.published_at),
    '{next_change}': '',
    '1001-01-01T00:00:00Z': notice.closes_at,
    '1002-01-01T00:00:00Z': notice.published_at,
    [HOURS_PLACE]: notice.hours && hoursText(notice.hours),
    '?notice': url,
    '?organisation': organisation.url,
    '?region': region?.url,
  };
}

const HOURS_PLACE = fill(HOURS.exact, { hours: '100001' });
const quoted = HOURS_PLACE.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const PLACE = new RegExp(`\\{\\w+\\}|100[12]-01-01T00:00:00Z|${quoted}`, 'g');

{#- A row for an item. A fact without a value goes with its label. #}
function cardFor(item, templates) {
  const template = templates.get(item.notice.kind);
  if (!template) return document.createElement('li');
  const card = template.content.cloneNode(true).firstElementChild;
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
    for (const attribute of node.attributes) {
      {#- A link's place is the end of an address of this site, whatever folder the site stands in. #}
      const [link] = attribute.value.match(/\?(?:notice|organisation|region)$/) ?? [];
      attribute.value = link ? valueOf(link, node) : put(attribute.value, node);
    }
  }
  for (const element of without) (element.closest('dl > div') ?? element).remove();
  {#- The templates are those of one phase; a row says its own. #}
  card.dataset.phase = item.notice.phase;
  const phase = card.querySelector('.phase');
  if (phase) phase.textContent = PHASE[item.notice.phase];
  if (item.notice.after_questions) {
    card.dataset.questionsCloseAt = item.notice.questions_close_at;
    card.dataset.afterQuestions = item.notice.after_questions;
  }
  if (!OPEN.includes(item.notice.phase)) {
    for (const element of card.querySelectorAll('[data-then-at]')) element.removeAttribute('data-then-at');
  }
  return card;
}

