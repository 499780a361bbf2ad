// What the checks of the preview work with: copies of a site that may be written in, each with a preview of its
// own, and windows to look at it.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { until, watched, windowOf } from '../chromium.mjs';
import { POLICY } from '../serve.mjs';

/** The repository. */
export const HOME = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const SMALL = join(HOME, 'tests/tools/site');
/** When the small site has something of everything: open, closed, and waiting. */
export const AT = '2026-03-03T12:00:00+01:00';
/** How long something may take, on a machine that does more at the same time. */
const PATIENCE = 20_000;

export const eventually = (attempt) => until(attempt, PATIENCE);

/** Where the preview's element begins in selectors. */
export const BAR = 'termijn-preview';

/** A site in a folder of its own, and the preview of it. */
export class Preview {
  /** `from` is the folder to copy; `prepare` gets the copy before the preview starts. */
  static async start(termijn, { from = SMALL, at = AT, options = [], prepare } = {}) {
    const preview = new Preview();
    preview.folder = mkdtempSync(join(tmpdir(), 'preview-'));
    for (const name of ['termijn.toml', 'content', 'themes']) {
      if (existsSync(join(from, name))) cpSync(join(from, name), join(preview.folder, name), { recursive: true });
    }
    await prepare?.(preview);
    preview.command = [termijn, ['serve', '--root', preview.folder, '--format', 'json', ...(at ? ['--at', at] : []), ...options]];
    await preview.run();
    return preview;
  }

  /** Starts the program; `more` are options that come on top. */
  run(more = []) {
    const [program, options] = this.command;
    this.lines = [];
    this.process = spawn(program, [...options, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.ended = new Promise((done) => this.process.on('exit', (code, signal) => done({ code, signal })));
    return new Promise((done, fail) => {
      this.ended.then(({ code }) => fail(new Error(`the preview ended with ${code}`)));
      createInterface({ input: this.process.stdout }).on('line', (text) => {
        const line = JSON.parse(text);
        this.lines.push(line);
        if (line.event !== 'ready') return;
        this.origin = new URL(line.url).origin;
        done(this);
      });
    });
  }

  path(name) {
    return join(this.folder, name);
  }

  read(name) {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name, text) {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Puts one text for another in a file, where it must stand. */
  edit(name, old, fresh) {
    const text = this.read(name);
    assert(text.includes(old), `${name} has no ${JSON.stringify(old)}`);
    this.write(name, text.replace(old, fresh));
  }

  remove(name) {
    rmSync(this.path(name), { recursive: true });
  }

  /** Every file in the folder, with its text. */
  files() {
    const found = readdirSync(this.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = found.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [path.slice(this.folder.length + 1), readFileSync(path, 'latin1')]));
  }

  /** Asks for a file as a program does, which is no browser. */
  async get(address, headers = {}) {
    const response = await fetch(this.origin + address, { headers, redirect: 'manual' });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async stop(signal = 'SIGTERM') {
    this.process.kill(signal);
    return this.ended;
  }

  async close() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The previews and windows of one check. */
export class Scene {
  constructor(browser, termijn, say) {
    Object.assign(this, { browser, termijn, say, contexts: [], previews: [] });
  }

  async preview(options) {
    const preview = await Preview.start(this.termijn, options);
    this.previews.push(preview);
    return preview;
  }

  /** A window of its own. `isStrict` puts the policy of a careful host on every page. */
  async window({ width = 1280, height = 900, isStrict = true, ...more } = {}) {
    const context = await this.browser.newContext(windowOf({ width, height, ...more }));
    context.setDefaultTimeout(PATIENCE);
    this.contexts.push(context);
    if (isStrict) await context.route(isPage, bePolicy);
    return context;
  }

  /** A page of a preview in a new window; it tells of every error but of answers to `expected` addresses. */
  async visit(preview, address, { expected = [], ...more } = {}) {
    return this.tab(await this.window(more), preview, address, { expected });
  }

  async tab(context, preview, address, { expected = [] } = {}) {
    const page = await watched(context, preview.origin, { say: this.say, expected });
    await page.goto(preview.origin + address, { waitUntil: 'load' });
    await ready(page);
    return page;
  }

  async close() {
    for (const context of this.contexts) {
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    }
    for (const preview of this.previews) await preview.close();
  }
}

const isPage = (url) => !url.pathname.startsWith('/_termijn/') && /(\/|\.html)$/.test(url.pathname);

async function bePolicy(route) {
  try {
    const response = await route.fetch({ maxRedirects: 0 });
    const headers = { ...response.headers(), 'content-security-policy': POLICY };
    await route.fulfill({ response, headers });
  } catch {
    // The page that asked is gone, or the server is.
    await route.abort().catch(() => {});
  }
}

/** The preview in a page has drawn itself, and so took in what the server told first. */
export async function ready(page) {
  await page.locator(`${BAR} .bar .now`).filter({ hasText: /\S/ }).or(page.locator(`${BAR} .overlay:visible`)).first().waitFor();
}

/** Marks the page, to see later whether it is still the same one. */
export async function branded(page) {
  await page.evaluate(() => (window.brand = 'same page'));
  return async () => assert.equal(await page.evaluate(() => window.brand), 'same page', 'the page was loaded anew');
}

/** A port that nothing listens on, away from those that the preview tries by itself. */
export function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(String(port)));
    });
  });
}

/** The page says this, by and by. */
export function shows(page, selector, text) {
  const what = typeof text === 'string' ? { hasText: text } : { hasText: text };
  return page.locator(selector).filter(what).first().waitFor();
}
