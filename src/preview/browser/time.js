// Moves in time: a slider over every moment at which the site changes, and a field that reads a date.

import { latest } from './ask.js';
import { h, say, set } from './element.js';
import { addressAt } from './travel.js';
import { words } from './words.js';

/** Who steps with the keys goes on stepping; the page follows after this pause. */
const STEPPING_MS = 600;

export class TimeControls {
  /** `go` is given the address to go to, and the key of what should have the focus there. */
  constructor({ go }) {
    this.go = go;
    this.moment = latest('moment.json');
    this.known = new Map();
    this.seconds = [];
    this.position = 0;
    this.slider = h('input', { type: 'range', min: '0', step: '1', class: 'slider', 'data-key': 'slider',
      oninput: () => this.preview(), onchange: () => this.settle(), onkeydown: (event) => this.key(event),
      onpointerdown: () => (this.isDragged = true), onblur: () => this.pending && this.travel() });
    this.bubble = h('output', { class: 'bubble', hidden: true });
    this.field = h('input', { type: 'text', id: 'moment', 'data-key': 'field', autocomplete: 'off',
      spellcheck: 'false',
      'aria-describedby': 'moment-error', oninput: () => this.complain(undefined) });
    this.label = h('label', { for: 'moment', class: 'unseen' });
    this.button = h('button', { type: 'submit' });
    this.error = h('p', { id: 'moment-error', class: 'complaint', role: 'alert', hidden: true });
    this.form = h('form', { class: 'field', novalidate: true, onsubmit: (event) => this.submit(event) },
      this.label, this.field, this.button, this.error);
    const slide = h('div', { class: 'slide' }, this.bubble, this.slider);
    this.element = h('div', { class: 'time' }, slide, this.form);
  }

  /** Takes in `page.json`, and the seconds of `moments.json`. */
  draw(page, seconds) {
    this.page = page;
    set(this.slider, 'aria-label', words.slider);
    say(this.label, words.field);
    set(this.field, 'placeholder', words.field_example);
    set(this.field, 'title', words.field);
    say(this.button, words.go);
    if (this.pending || this.isDragged) return;
    this.seconds = seconds;
    this.position = page.position;
    this.slider.max = String(page.count);
    this.slider.value = String(page.position);
    this.slider.disabled = page.count === 0;
    set(this.slider, 'aria-valuetext', `${page.at.text} (${words.step(page.position, page.count)})`);
  }

  get index() {
    return Number(this.slider.value);
  }

  /** Says at which moment the slider stands while it is moved. */
  async preview() {
    const index = this.index;
    const step = words.step(index, this.seconds.length);
    this.bubble.hidden = false;
    this.bubble.style.setProperty('--at', String(index / Math.max(1, this.seconds.length)));
    const at = await this.at(index);
    if (index !== this.index) return;
    const text = index === 0 ? words.start : at?.text ?? step;
    say(this.bubble, text);
    set(this.slider, 'aria-valuetext', `${text} (${step})`);
  }

  /** The moment of a step: the one at which that change is there, or the second before the first. */
  async at(index) {
    const seconds = index === 0 ? this.seconds[0] - 1 : this.seconds[index - 1];
    if (seconds === undefined) return undefined;
    if (!this.known.has(index)) {
      const at = await this.moment({ text: instant(seconds) }).catch(() => undefined);
      if (!at?.value) return undefined;
      this.known.set(index, at);
    }
    return this.known.get(index);
  }

  key(event) {
    if (event.key === 'Enter') this.travel();
    if (event.key !== 'Escape' || !this.pending) return;
    // Back to where the page is.
    event.preventDefault();
    clearTimeout(this.pending);
    this.pending = undefined;
    this.bubble.hidden = true;
    this.draw(this.page, this.seconds);
  }

  settle() {
    clearTimeout(this.pending);
    const wait = this.isDragged ? 0 : STEPPING_MS;
    this.isDragged = false;
    this.pending = setTimeout(() => this.travel(), wait);
  }

  async travel() {
    clearTimeout(this.pending);
    this.pending = undefined;
    const index = this.index;
    if (index === this.position) {
      this.bubble.hidden = true;
      return;
    }
    const seconds = index === 0 ? this.seconds[0] - 1 : this.seconds[index - 1];
    const at = (await this.at(index)) ?? { value: instant(seconds) };
    this.go(addressAt(location.href, at), 'slider');
  }

  async submit(event) {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    const at = await this.moment({ text }).catch(() => undefined);
    if (!at) return;
    if (at.error) this.complain(at);
    else this.go(addressAt(location.href, at), 'field');
  }

  complain(problem) {
    this.error.hidden = !problem;
    set(this.field, 'aria-invalid', problem ? 'true' : undefined);
    say(this.error, problem ? [problem.error, problem.help].filter(Boolean).map(sentence).join(' ') : '');
  }
}

const sentence = (text) => {
  const capital = text.slice(0, 1).toUpperCase() + text.slice(1);
  return /[.?!]$/.test(capital) ? capital : `${capital}.`;
};

/**
 * Seconds as an instant in the notation of RFC 3339. The page's clock may stand still; that of a date does
 * not.
 */
const instant = (seconds) => new Date(seconds * 1000).toISOString().replace('.000', '');
