// What the checks of using a site work with: the built sites, each on a host of its own, and windows to
// look at them.

import assert from 'node:assert/strict';
import { until, watched, windowOf } from '../chromium.mjs';
import { serve } from '../serve.mjs';
import { Site } from '../site.mjs';

/** How long something may take to show, on a machine that does more at the same time. */
const PATIENCE = 8000;

export const eventually = (attempt) => until(attempt, PATIENCE);

export class Stage {
  static async open(browser, folders) {
    const stage = new Stage();
    stage.browser = browser;
    stage.sites = [];
    for (let index = 0; index < folders.length; index += 2) {
      const [folder, at] = [folders[index], folders[index + 1]];
      const { origin, close } = await serve(folder);
      stage.sites.push({ site: new Site(folder, origin + '/'), at, origin, close });
    }
    return stage;
  }

  scene(say) {
    return new Scene(this, say);
  }

  async close() {
    for (const { close } of this.sites) await close();
  }
}

/** The windows of one check. */
class Scene {
  constructor(stage, say) {
    this.stage = stage;
    this.say = say;
    this.contexts = [];
    [this.small, this.large] = stage.sites;
  }

  /** The small site as built for this instant. */
  later(at) {
    const found = this.stage.sites.find((site) => site !== this.large && Date.parse(site.at) === Date.parse(at));
    assert(found, `the small site was not built for ${at}`);
    return found;
  }

  /** A window of its own: no other check's history, cookies or cache. */
  async window({ width = 1280, height = 900, ...more } = {}) {
    const context = await this.stage.browser.newContext(windowOf({ width, height, ...more }));
    context.setDefaultTimeout(PATIENCE);
    this.contexts.push(context);
    return context;
  }

  /** A page of `site` in a new window, with a clock that stands still at `at`. */
  async visit(address, { site = this.small, at = site.at, expected = [], prepare, ...more } = {}) {
    return this.tab(await this.window(more), address, { site, at, expected, prepare });
  }

  async tab(context, address, { site = this.small, at = site.at, expected = [], prepare } = {}) {
    const page = await watched(context, site.origin, { say: this.say, at, expected });
    if (prepare) await prepare(page);
    await page.goto(site.origin + address, { waitUntil: 'load' });
    return page;
  }

  async close() {
    for (const context of this.contexts) await context.close();
  }
}

/** The text of what matches, with its blanks made plain. */
export async function texts(page, selector) {
  const found = await page.locator(selector).allInnerTexts();
  return found.map((text) => text.replace(/\s+/g, ' ').trim());
}
