// What the preview does to the machine that it runs on.

import assert from 'node:assert/strict';
import { Preview, shows } from './stage.mjs';

export const checks = {
  async 'P12 a port that is taken: the next one is used, unless it was asked for'(scene) {
    const one = await scene.preview();
    const two = await scene.preview();
    assert.notEqual(one.origin, two.origin);
    assert.match(one.origin, /^http:\/\/(127\.0\.0\.1|localhost):\d+$/);
    await shows(await scene.visit(one, '/'), '.site-title', 'Proefsite');
    await shows(await scene.visit(two, '/'), '.site-title', 'Proefsite');
    const { port } = new URL(one.origin);
    await assert.rejects(Preview.start(scene.termijn, { options: ['--port', port] }), /ended/);
  },

  async 'P12 other hosts and ways out of the site are refused'(scene) {
    const preview = await scene.preview();
    for (const address of ['/../termijn.toml', '/%2e%2e/termijn.toml', '/..%2ftermijn.toml', '//etc/passwd', '/content/']) {
      const { status, text } = await preview.get(address);
      assert(status >= 400 && !text.includes('base_url'), `${address}: ${status}`);
    }
    const { status } = await preview.get('/', { origin: 'https://elders.example' });
    assert(status >= 400, `another origin gets ${status}`);
  },

  async 'P16 nothing is written, and nothing stays behind'(scene) {
    const preview = await scene.preview();
    const before = preview.files();
    const page = await scene.visit(preview, '/');
    await page.goto(`${preview.origin}/vacatures/?at=2026-03-09`);
    await shows(page, 'main', 'Adviseur groen');
    await page.close();
    const started = Date.now();
    await preview.stop('SIGINT');
    assert(Date.now() - started < 1000, 'it took its time');
    assert.deepEqual(preview.files(), before);
  },
};
