{#- Closes on the page what has closed since the page was built, by the visitor's clock.

    The site is built anew when something changes, but a tab can stay open for days and a build can be late. This
    only ever moves towards closed: a clock that is wrong can hide a form too early, never offer one too late, and
    what was closed stays closed.

      data-until="INSTANT"                    the element goes at that instant
      data-then="KEY" data-then-at="INSTANT"  its text becomes the word of that key (those in WORDS)
      data-phase data-closes-at               a notice or a card, which closes
      data-questions-close-at data-after-questions="PHASE"   its round of questions ends

    Comments such as this one stay out of what visitors fetch. -#}
(() => {
  'use strict';

  const WORDS = {
    phase: {{ words.phase | json }},
    label: { closes: {{ words.label.closes | json }} },
    questions: { could: {{ words.questions.could | json }} },
    closed: {{ words.closed_notice.closed | json }},
  };
  const OPEN = ['open', 'questions-open', 'answers-pending'];
  {#- A longer wait than this makes a timer go off at once. #}
  const LONGEST_WAIT = 2 ** 31 - 1;

  const all = (selector, within = document) => within.querySelectorAll(selector);
  let timer;

  function update() {
    const now = Date.now();
    let next = Infinity;
    {#- What cannot be read as an instant is never due. #}
    const isDue = (text) => {
      const at = Date.parse(text);
      if (at > now) next = Math.min(next, at);
      return at <= now;
    };
    for (const element of all('[data-until]')) {
      if (isDue(element.dataset.until)) remove(element);
    }
    for (const element of all('[data-then-at]')) {
      if (!isDue(element.dataset.thenAt)) continue;
      const word = element.dataset.then.split('.').reduce((words, key) => words?.[key], WORDS);
      if (typeof word === 'string') element.textContent = word;
      delete element.dataset.thenAt;
    }
    for (const element of all('[data-phase][data-questions-close-at][data-after-questions]')) {
      if (!isDue(element.dataset.questionsCloseAt)) continue;
      if (element.dataset.phase === 'questions-open') {
        element.dataset.phase = element.dataset.afterQuestions;
        {#- What has closed already says so, and keeps saying it. #}
        const phase = element.querySelector('.phase[data-then-at]');
        if (phase) phase.textContent = WORDS.phase[element.dataset.phase];
      }
      delete element.dataset.afterQuestions;
    }
    for (const element of all('[data-phase][data-closes-at]')) {
      if (!OPEN.includes(element.dataset.phase) || !isDue(element.dataset.closesAt)) continue;
      element.dataset.phase = 'closed';
      if (element.matches('main[data-notice]')) close(element);
    }
    clearTimeout(timer);
    if (next < Infinity) timer = setTimeout(update, Math.min(next - now, LONGEST_WAIT));
  }

  {#- An address that is no longer offered in one place is not offered in another: there the text stays. What stands
      on this site, such as the questions and answers, may still be read. #}
  function remove(element) {
    const addresses = new Set();
    for (const link of [element, ...all('a[href]', element)]) {
      const address = link.getAttribute('href');
      if (address && !/^[/#]/.test(address)) addresses.add(address);
    }
    const hadFocus = element.contains(document.activeElement);
    element.remove();
    const main = document.querySelector('main');
    if (!main) return;
    for (const link of all('a[href]', main)) {
      if (addresses.has(link.getAttribute('href'))) link.replaceWith(...link.childNodes);
    }
    {#- Whoever was there with the keyboard goes on from the top of the text. #}
    if (hadFocus) {
      main.tabIndex = -1;
      main.focus();
    }
  }

  function close(main) {
    const text = WORDS.closed[main.dataset.kind];
    if (text && !main.querySelector('[data-closed-notice]')) {
      const banner = document.createElement('p');
      banner.className = 'closed-notice';
      banner.dataset.closedNotice = 'closed';
      banner.textContent = text;
      main.prepend(banner);
    }
    {#- For machines that run scripts: this is an offer no more. #}
    for (const data of all('script[type="application/ld+json"]')) {
      if (data.textContent.includes('"@type":"JobPosting"')) data.remove();
    }
    if (!document.querySelector('meta[name="robots"]')) {
      const robots = document.createElement('meta');
      robots.name = 'robots';
      robots.content = 'noindex';
      document.head.append(robots);
    }
  }

  {#- Timers sleep with the machine, so every return to the page looks again; so do cards that came later. #}
  for (const event of ['visibilitychange', 'termijn:cards']) document.addEventListener(event, update);
  for (const event of ['pageshow', 'focus']) addEventListener(event, update);
  update();
})();
