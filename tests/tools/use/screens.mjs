// On screens of every kind: narrow, magnified, with wider letters, dark, without motion.

import assert from 'node:assert/strict';
import { counted, openFilters } from './results.mjs';
import { eventually } from './stage.mjs';

const PAGES = [
  '/', '/vacatures/', '/archief/', '/agenda/', '/organisaties/', '/regios/', '/organisaties/gemeente-veenrijk/',
  '/aanvragen/30001-beheerder-groenvoorziening/', '/aanvragen/30003-onderhoud-dijken/', '/vacatures/40001-boswachter/',
  '/aanvragen/29001-groenbeheer-wijken/', '/over/', '/?q=groen&regio=drenthe', '/?q=nietshiervan',
];

/** Runs in the page: what cannot be read or reached in it. */
function lost() {
  const wide = document.documentElement.scrollWidth;
  const found = wide > innerWidth ? [`is ${wide} px wide in a window of ${innerWidth} px`] : [];
  const name = (element) => `${element.tagName.toLowerCase()}${element.className ? `.${String(element.className).split(' ')[0]}` : ''}`;
  for (const element of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(element);
    // Put out of sight on purpose, for who hears the page.
    if (element.closest('.unseen, .skip, svg') || !element.checkVisibility() || element.clientWidth <= 1) continue;
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
    if (!text) continue;
    const cuts = (overflow) => ['hidden', 'clip'].includes(overflow);
    if (cuts(style.overflowX) && element.scrollWidth > element.clientWidth + 1) found.push(`cuts ${name(element)} off at the side`);
    if (cuts(style.overflowY) && element.scrollHeight > element.clientHeight + 1) found.push(`cuts ${name(element)} off below`);
    const box = element.getBoundingClientRect();
    if (box.left < -1) found.push(`lets ${name(element)} stick out to the left`);
  }
  return [...new Set(found)];
}

async function nothingLost(scene, options, prepare = async () => {}) {
  for (const address of PAGES) {
    const page = await scene.visit(address, options);
    if (address.includes('regio=')) await openFilters(page);
    if (address.includes('?')) await eventually(async () => assert(Number.isFinite(await counted(page))));
    await prepare(page);
    for (const what of await page.evaluate(lost)) scene.say(`${address} ${what}`);
    await page.context().close();
  }
}

/** How light a colour is, from 0 to 1. */
function lightness(colour) {
  if (/^ok(lab|lch)/.test(colour)) return parseFloat(colour.match(/[\d.]+/)[0]);
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number).map((part) => (colour.startsWith('color(') ? part * 255 : part) / 255);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export const checks = {
  async 'nothing is lost at 320 px'(scene) {
    await nothingLost(scene, { width: 320, height: 568 });
  },

  async 'nothing is lost on 1280 px at 400 %'(scene) {
    await nothingLost(scene, { width: 320, height: 256, deviceScaleFactor: 4 });
  },

  async 'nothing is lost on a very wide screen'(scene) {
    await nothingLost(scene, { width: 2560, height: 1200 });
  },

  async 'nothing is lost with wider letters, words and lines'(scene) {
    // WCAG 1.4.12. The style comes from the reader, whom no policy of the site binds.
    const content = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }';
    await nothingLost(scene, { width: 320, height: 568, bypassCSP: true }, (page) => page.addStyleTag({ content }));
  },

  async 'nothing is lost with letters twice as large'(scene) {
    const content = 'html { font-size: 200% !important; }';
    await nothingLost(scene, { width: 1280, bypassCSP: true }, (page) => page.addStyleTag({ content }));
  },

  async 'who asks for dark gets dark, and for light light'(scene) {
    for (const [colorScheme, isRight] of [['dark', (page, text) => page < 0.2 && text > 0.6], ['light', (page, text) => page > 0.8 && text < 0.5]]) {
      for (const address of ['/', '/agenda/', '/aanvragen/30001-beheerder-groenvoorziening/']) {
        const page = await scene.visit(address, { colorScheme });
        const colours = await page.evaluate(() => {
          const { color } = getComputedStyle(document.querySelector('main p, main li'));
          const painted = [document.body, document.documentElement].map((element) => getComputedStyle(element).backgroundColor);
          return { color, background: painted.find((colour) => !/, 0\)$|transparent/.test(colour)) };
        });
        assert(colours.background !== undefined, `${address} paints no background`);
        assert(isRight(lightness(colours.background), lightness(colours.color)), `${address} in ${colorScheme}: ${colours.color} on ${colours.background}`);
      }
    }
  },

  async 'nothing moves for who wants no motion'(scene) {
    for (const address of ['/', '/aanvragen/30001-beheerder-groenvoorziening/']) {
      const page = await scene.visit(address, { reducedMotion: 'reduce' });
      const moving = await page.evaluate(() => [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration, scrollBehavior } = getComputedStyle(element);
        const lasts = (durations) => durations.split(',').some((duration) => parseFloat(duration) > 0.02);
        return lasts(transitionDuration) || lasts(animationDuration) || scrollBehavior === 'smooth';
      }).map((element) => element.tagName.toLowerCase()));
      assert.deepEqual([...new Set(moving)], [], address);
    }
  },
};
