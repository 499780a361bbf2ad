// With the keyboard alone.

import assert from 'node:assert/strict';
import { BOX, ROWS, SEARCH, findsAll, unfold } from './results.mjs';
import { eventually } from './stage.mjs';

/** What has the focus, and whether one can see that it has. */
function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return undefined;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    // A box to tick may show its focus on the label around it.
    const around = element.closest('label') ? getComputedStyle(element.closest('label')) : style;
    const shows = [style, around].some(
      ({ outlineStyle, outlineWidth, boxShadow }) => (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1.5) || boxShadow !== 'none',
    );
    const middle = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
    return {
      name: `${element.tagName.toLowerCase()}${element.id ? `#${element.id}` : ''} "${(element.innerText ?? element.name ?? '').trim().slice(0, 30)}"`,
      isSkip: element.matches('.skip'),
      isBox: element.matches('#zoek-q'),
      shows,
      isInView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      isCovered: middle !== null && !element.contains(middle) && !middle.contains(element) && !element.closest('label')?.contains(middle),
    };
  });
}

/** Presses Tab until `selector` has the focus. */
async function tabTo(page, selector, most = 80) {
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not come to ${selector}`);
}

/** Walks through a whole page with Tab; every stop must be in view and look it. */
async function walk(page, most) {
  const names = [];
  for (let count = 0; count < most; count += 1) {
    await page.keyboard.press('Tab');
    let stop = await focused(page);
    if (stop === undefined) break;
    // A page may scroll to it with a glide, and a busy machine glides slowly.
    for (let tries = 0; !stop.isInView && tries < 100; tries += 1) {
      await page.waitForTimeout(50);
      stop = await focused(page);
    }
    assert(stop.shows, `${stop.name} does not show that it has the focus`);
    assert(stop.isInView, `${stop.name} has the focus out of view`);
    assert(!stop.isCovered, `${stop.name} has the focus behind something`);
    names.push(stop.name);
  }
  return names;
}

export const checks = {
  async 'the first stop leads past the menu'(scene) {
    const page = await scene.visit('/aanvragen/30001-beheerder-groenvoorziening/');
    await page.keyboard.press('Tab');
    const first = await focused(page);
    assert.equal(first?.isSkip, true, `the first stop is ${first?.name}`);
    assert(first.isInView && first.shows, 'the link past the menu stays hidden');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.closest('main') !== null), true, 'the next stop is not in the main part');
  },

  async 'every stop of a notice can be seen, on a desk and on a telephone'(scene) {
    for (const width of [1280, 360]) {
      const page = await scene.visit('/aanvragen/30001-beheerder-groenvoorziening/', { width, height: 700 });
      assert((await walk(page, 70)).length > 10);
    }
  },

  async 'every stop of a list and of the agenda can be seen'(scene) {
    for (const address of ['/', '/agenda/']) {
      const page = await scene.visit(address, { width: 1280, height: 700 });
      assert((await walk(page, 50)).length > 10);
    }
  },

  async 'search, filter and open a result'(scene) {
    const page = await scene.visit('/');
    await tabTo(page, BOX);
    await page.keyboard.type('groen');
    await findsAll(page, ['Beheerder groenvoorziening', 'Adviseur groen']);
    await unfold(page);
    await page.locator(BOX).focus();
    await tabTo(page, `${SEARCH} .facet-value input[value="drenthe"]`);
    const stop = await focused(page);
    assert(stop.shows && stop.isInView, 'the filter does not show that it has the focus');
    await page.keyboard.press('Space');
    await findsAll(page, ['Beheerder groenvoorziening']);
    // The focus stays where it was, though counts and rows changed.
    await eventually(async () => assert.equal(await page.evaluate(() => document.activeElement.value), 'drenthe'));
    await tabTo(page, `${SEARCH} .search-results .cards :is(h2, h3) a`);
    await page.keyboard.press('Enter');
    await page.waitForURL(/30001-beheerder-groenvoorziening/);
  },

  async 'filters unfold on a telephone'(scene) {
    const page = await scene.visit('/', { width: 360, height: 700 });
    const toggle = `${SEARCH} .filters-toggle`;
    await tabTo(page, BOX);
    if (!(await page.locator(toggle).isVisible())) return;
    await tabTo(page, toggle);
    assert.equal(await page.locator(toggle).getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('Enter');
    await eventually(async () => assert.equal(await page.locator(toggle).getAttribute('aria-expanded'), 'true'));
    const [name] = [await page.locator(toggle).getAttribute('aria-controls')];
    await page.locator(`#${name}`).waitFor({ state: 'visible' });
    await tabTo(page, `${SEARCH} .facet-value input`);
  },

  async 'an explanation opens'(scene) {
    const page = await scene.visit('/aanvragen/30001-beheerder-groenvoorziening/');
    await tabTo(page, 'details.term > summary');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.parentElement.open), true);
  },
};
