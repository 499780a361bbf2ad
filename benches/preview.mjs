// How long it takes from a saved file to the new text in the browser: `termijn serve`, and Hugo's server beside it.
//
//   node benches/preview.mjs TERMIJN GENERATE_SITE RUNS HUGO|- COUNT…
//
// For each COUNT a site with so many generated notices is made, and one page is open in Chromium. Each run changes
// the title of its record on the disk, by putting a new file in its place, and waits until the heading on the page has it, and until that was painted.
// The clock runs from just before that; debouncing, reading, rendering, the network and the browser are all
// in it.
// Hugo gets the same records with templates of our own (benches/hugo, by harness/hugo_site.py) and reloads the page as it always does.
//
// Environment: TOOLS (the folder with node_modules), CHROMIUM (the program); benches/run --screen sets both.

import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { launch } from '../tests/tools/chromium.mjs';

const [termijn, generate, runsTyped, hugo, ...counts] = argv.slice(2);
if (counts.length === 0) {
  console.error('usage: node benches/preview.mjs TERMIJN GENERATE_SITE RUNS HUGO|- COUNT…');
  process.exit(2);
}
const RUNS = Number(runsTyped);
const AT = '2026-03-02T12:00:00+01:00';
const CONVERTER = fileURLToPath(new URL('harness/hugo_site.py', import.meta.url));
/** An edit that is not on the page after so many milliseconds counts as missed: it has no time. */
const WAIT = 30_000;

/** Milliseconds since 1970, with fractions; the same clock as in the browser. */
const now = () => performance.timeOrigin + performance.now();

const browser = await launch();
const rows = [];
try {
  for (const count of counts.map(Number)) {
    const folder = mkdtempSync(join(tmpdir(), 'termijn-bench-'));
    try {
      const site = join(folder, 'site');
      execFileSync(generate, [site, String(count)]);
      rows.push([count, 'termijn serve', ...(await measure(await startTermijn(site), open(site)))]);
      if (hugo !== '-') {
        const other = join(folder, 'hugo');
        execFileSync('python3', [CONVERTER, site, other]);
        rows.push([count, 'hugo server', ...(await measure(await startHugo(other), open(other)))]);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
} finally {
  await browser.close();
}
print();

/** The record whose page is open: the first flat one that is neither closed nor withdrawn at `AT`. */
function open(site) {
  const folder = join(site, 'content/aanvragen');
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.md')) continue;
    const file = join(folder, name);
    const text = readFileSync(file, 'utf8');
    const deadline = text.match(/^deadline = (2026-\d\d-\d\d)/gm)?.at(-1)?.slice(-10);
    const published = text.match(/^published = (\d{4}-\d\d-\d\d)/m)?.[1];
    if (!/^\[withdrawn\]/m.test(text) && published < '2026-03-01' && deadline > '2026-03-10') {
      return { file, beside: join(site, 'saving'), text, path: `/aanvragen/${name.replace(/\.md$/, '')}/` };
    }
  }
  throw new Error('no notice is open');
}

async function measure(server, record) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    let seen;
    const page = await context.newPage();
    page.on('console', (message) => {
      const [, nr, ...at] = message.text().match(/^seen (\d+) ([\d.]+) ([\d.]+)$/)?.map(Number) ?? [];
      if (at.length) seen?.(nr, at);
    });
    // Looks at every frame and after every change, in whatever document the page holds.
    await page.addInitScript(() => {
      let last;
      const look = () => {
        const nr = document.querySelector('h1')?.textContent.match(/Proef(\d+)/)?.[1];
        if (!nr || nr === last) return;
        last = nr;
        const there = performance.timeOrigin + performance.now();
        requestAnimationFrame(() => setTimeout(() => {
          console.debug(`seen ${nr} ${there} ${performance.timeOrigin + performance.now()}`);
        }));
      };
      new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
      addEventListener('DOMContentLoaded', look);
    });
    await page.goto(server.origin + record.path);
    await page.waitForTimeout(1500);
    const times = [];
    // The first is not counted: it warms what is warm all day.
    for (let run = 0; run <= RUNS; run++) {
      const shown = new Promise((done) => {
        const timer = setTimeout(() => done(undefined), WAIT);
        seen = (nr, at) => nr === run && (clearTimeout(timer), done(at));
      });
      const text = record.text.replace(/^title = ".*"$/m, `title = "Proef${run} van de snelheid${"!".repeat(run)}"`);
      // As careful editors save: what stands there is never half of it.
      writeFileSync(record.beside, text);
      const from = now();
      renameSync(record.beside, record.file);
      const at = await shown;
      if (!at) console.log(`${server.origin}: edit ${run} is not on the page after ${WAIT / 1000} s`);
      else if (run > 0) times.push(at.map((time) => time - from));
      await page.waitForTimeout(300);
    }
    return [times, memory(server.process.pid)];
  } finally {
    await context.close();
    server.process.kill('SIGKILL');
  }
}

/** The most memory that a process has held, in MiB. */
function memory(pid) {
  const peak = readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmHWM:\s+(\d+) kB/m);
  return Math.round(Number(peak[1]) / 1024);
}

async function startTermijn(site) {
  const process = spawn(termijn, ['serve', '-r', site, '--at', AT, '--format', 'json'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const lines = createInterface({ input: process.stdout });
  return new Promise((done, fail) => {
    process.on('exit', (code) => fail(new Error(`termijn serve ended with ${code}`)));
    lines.on('line', (line) => {
      const { event, url } = JSON.parse(line);
      if (event === 'ready') done({ process, origin: new URL(url).origin });
    });
  });
}

async function startHugo(site) {
  const port = await freePort();
  const arguments_ = ['server', '-s', site, '-p', String(port), '--bind', '127.0.0.1', '--renderToMemory', '--clock', AT, '--disableFastRender'];
  const process = spawn(hugo, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: process.stdout });
  await new Promise((done, fail) => {
    process.on('exit', (code) => fail(new Error(`hugo server ended with ${code}`)));
    lines.on('line', (line) => /Press Ctrl\+C/.test(line) && done());
  });
  return { process, origin: `http://127.0.0.1:${port}` };
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function print() {
  const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
  const cells = (...all) => all.map((cell) => String(cell).padStart(10)).join('');
  const ms = (time) => time.toFixed(1);
  console.log(`${'notices'.padStart(8)}  ${''.padEnd(14)}${cells('in the DOM', 'least', 'most', 'painted', 'peak MiB', 'ratio')}`);
  for (const [count, what, times, peak] of rows) {
    if (times.length === 0) {
      console.log(`${String(count).padStart(8)}  ${what.padEnd(14)} no edit reached the page`);
      continue;
    }
    const there = (of) => of.map(([dom]) => dom);
    const own = median(there(rows.find(([other]) => other === count)[2]));
    const [dom, painted] = [there(times), times.map(([, paint]) => paint)];
    const ratio = (median(dom) / own).toFixed(1);
    const row = cells(ms(median(dom)), ms(Math.min(...dom)), ms(Math.max(...dom)), ms(median(painted)), peak, ratio);
    console.log(`${String(count).padStart(8)}  ${what.padEnd(14)}${row}`);
  }
}
