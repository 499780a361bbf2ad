// Puts a built site behind the web servers for which it has settings, the real ones, and asks each what browsers,
// feed readers and search engines will ask. What must come back is taken from the pages and from `_headers`.
//
//   node tests/tools/hosts.mjs BASE FOLDER [nginx|apache|caddy…]      all three when none is named
//
// Each server runs in the foreground on a port of the loopback with a configuration of our own, and is stopped by its
// process. The folder is copied to where a server without rights can read it.

import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, getuid } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { headersOf } from './serve.mjs';
import { Problems, Site } from './site.mjs';

const KEPT = 'public, max-age=31536000, immutable';
const MODULES = '/usr/lib/apache2/modules';
const APACHE_MODULES = ['mpm_event', 'authz_core', 'dir', 'mime', 'headers', 'alias', 'rewrite', 'filter', 'deflate', 'autoindex'];

const [base, folder, ...named] = argv.slice(2);
if (folder === undefined) {
  console.error('usage: node tests/tools/hosts.mjs BASE FOLDER [nginx|apache|caddy…]');
  process.exit(2);
}
const path_of_base = new URL(base).pathname;
const problems = new Problems();
const site = new Site(folder.replace(/\/+$/, ''), base);
const stage = mkdtempSync(join(tmpdir(), 'termijn-hosts-'));
chmodSync(stage, 0o755);
const root = join(stage, 'root');
const standing = join(root, path_of_base);
mkdirSync(standing, { recursive: true });
cpSync(folder, standing, { recursive: true, preserveTimestamps: true });

const SERVERS = {
  nginx: (port, own) => {
    const conf = join(own, 'nginx.conf');
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${own}/${name};`);
    writeFileSync(conf, `daemon off; pid ${own}/pid; error_log stderr warn; worker_processes 1; ${getuid() === 0 ? 'user root;' : ''}
      events {} http { include /etc/nginx/mime.types; default_type application/octet-stream; access_log off; ${temporary.join(' ')}
      server { listen 127.0.0.1:${port}; root ${root}; include ${standing}.termijn/nginx.conf; } }`);
    return ['nginx', '-e', 'stderr', '-c', conf];
  },
  apache: (port, own) => {
    const conf = join(own, 'httpd.conf');
    const rights = getuid() === 0 ? 'User www-data\nGroup www-data' : '';
    writeFileSync(conf, `ServerRoot ${own}\nPidFile ${own}/pid\nListen 127.0.0.1:${port}\nServerName localhost\nErrorLog ${own}/errors
${APACHE_MODULES.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`).join('\n')}\n${rights}
Mutex file:${own} default\nTypesConfig /etc/mime.types\nDocumentRoot ${root}\n<Directory ${root}>
Options Indexes FollowSymLinks\nAllowOverride FileInfo Indexes Options=Indexes\nRequire all granted\n</Directory>\n`);
    return ['apache2', '-DFOREGROUND', '-f', conf];
  },
  caddy: (port, own) => {
    const conf = join(own, 'Caddyfile');
    writeFileSync(conf, `{\nadmin off\nauto_https off\n}
http://127.0.0.1:${port} {\nroot * ${root}\nimport ${standing}.termijn/Caddyfile\n}\n`);
    return ['caddy', 'run', '--config', conf, '--adapter', 'caddyfile'];
  },
};

// What the pages say must be answered.
const security = Object.entries(headersOf(folder));
const pages = site.ending('index.html').map((path) => ({ path, page: site.page(path) }));
const link = (page, rel) => page.tags.find((tag) => tag.name === 'link' && tag.attributes.rel === rel)?.attributes;
const aliases = site.ending('.html').filter((path) => site.page(path).isAlias);
const notices = pages.filter(({ path, page }) => path.split('/').length === 3 && page.tags.some((tag) => tag.name === 'main' && 'data-notice' in tag.attributes));
const is_retired = ({ path }) => !site.files.has(path.replace(/index\.html$/, 'notice.json'));
const retired = notices.filter(is_retired);
const shown = notices.filter((notice) => !is_retired(notice));
const kept = site.ending('').filter((path) => path.startsWith('thema/') && !path.endsWith('.htaccess'));
const address = (path) => path_of_base + path.replace(/(^|\/)index\.html$/, '$1');
if (security.length < 5) problems.add(folder, `_headers has ${security.length} headers for every address`);
for (const [what, found] of Object.entries({ aliases, 'retired notices': retired, 'notices': shown, 'kept files': kept })) {
  if (found.length === 0) problems.add(folder, `has no ${what} to ask for`);
}

let asked = 0;
try {
  for (const name of named.length > 0 ? named : Object.keys(SERVERS)) await ask_all(name);
} finally {
  rmSync(stage, { recursive: true, force: true });
}
problems.finish(`${asked} requests, ${aliases.length} aliases, ${retired.length} retired notices`);

async function ask_all(name) {
  const own = join(stage, name);
  mkdirSync(own);
  const port = await free_port();
  const [program, ...rest] = SERVERS[name](port, own);
  const env = { ...process.env, XDG_DATA_HOME: own, XDG_CONFIG_HOME: own };
  const server = spawn(program, rest, { stdio: ['ignore', 'ignore', 'pipe'], env });
  let errors = '';
  const log = () => (existsSync(join(own, 'errors')) ? readFileSync(join(own, 'errors'), 'utf8') : '');
  server.stderr.on('data', (text) => (errors += text));
  const ended = new Promise((done) => {
    server.on('exit', done);
    server.on('error', (error) => done((errors += error.message)));
  });
  try {
    let is_over = false;
    ended.then(() => (is_over = true));
    for (let wait = 0; ; wait += 1) {
      if (is_over || wait > 100) return problems.add(name, `does not start: ${(errors + log()).slice(-2000)}`);
      if (await ask(port, path_of_base).catch(() => undefined)) break;
      await pause(100);
    }
    await converse(name, port);
  } finally {
    server.kill();
    await ended;
  }
}

async function converse(name, port) {
  const expect = async (path, status, more = {}, headers = {}) => {
    const answer = await ask(port, path, headers);
    asked += 1;
    const say = (what) => problems.add(name, `${path} ${what}`);
    if (answer.status !== status) return say(`answers ${answer.status}, not ${status}`), answer;
    const wanted = { 'cache-control': 'no-cache', ...more };
    for (const [header, value] of [...(status === 304 ? [] : security), ...Object.entries(wanted)]) {
      const found = answer.all(header);
      if (value === undefined ? found.length > 0 : found.length !== 1 || found[0] !== value) say(`has ${header}: ${found.join(' | ')}, not ${value}`);
    }
    return answer;
  };
  const html = { 'content-type': 'text/html; charset=utf-8' };
  const text = (path) => site.text(path);
  const same = (answer, path) => {
    if (answer.body !== text(path)) problems.add(name, `${address(path)} does not answer with ${path}`);
  };

  for (const path of ['index.html', 'agenda/index.html', ...shown.slice(0, 3).map(({ path }) => path)]) {
    const answer = await expect(address(path), 200, { ...html, 'access-control-allow-origin': undefined });
    same(answer, path);
    if (answer.headers.etag === undefined) problems.add(name, `${address(path)} has no ETag`);
    await expect(address(path), 304, {}, { 'if-none-match': answer.headers.etag ?? '' });
    const packed = await expect(address(path), 200, { ...html, 'content-encoding': 'gzip' }, { 'accept-encoding': 'gzip' });
    await expect(address(path), 304, {}, { 'accept-encoding': 'gzip', 'if-none-match': packed.headers.etag ?? '' });
  }
  for (const path of aliases) {
    const to = link(site.page(path), 'canonical').href;
    await expect(address(path), 301, { location: to });
  }
  for (const { path } of retired) {
    same(await expect(address(path), 410, html), path);
    const below = address(path);
    for (const old of ['index.html', 'notice.json', 'nota-van-inlichtingen/', 'bijlage.pdf']) {
      const answer = await expect(below + old, 410, html);
      if (answer.status === 410) same(answer, path);
    }
  }
  for (const path of kept) await expect(address(path), 200, { 'cache-control': KEPT, 'access-control-allow-origin': undefined });
  const data = { 'feed.xml': 'application/atom+xml; charset=utf-8', 'feed.json': 'application/feed+json; charset=utf-8', 'agenda.ics': 'text/calendar; charset=utf-8' };
  const section = shown[0]?.path.split('/')[0];
  for (const [file, type] of Object.entries(data)) {
    for (const path of [file, `${section}/${file}`]) await expect(address(path), 200, { 'content-type': type, 'access-control-allow-origin': '*' });
  }
  for (const path of ['notices.json', 'termijn.json', shown[0]?.path.replace('index.html', 'notice.json')]) {
    await expect(address(path), 200, { 'content-type': 'application/json', 'access-control-allow-origin': '*' });
  }
  await expect(address('robots.txt'), 200, { 'content-type': 'text/plain; charset=utf-8' });
  if (site.files.has('.well-known/security.txt')) await expect(address('.well-known/security.txt'), 200, { 'content-type': 'text/plain; charset=utf-8' });

  const missing = ['bestaat-niet/', 'bestaat-niet.json', 'feed/feed.xml', `${section}/bestaat-niet/`, 'thema/bestaat-niet.0123456789abcdef.css'];
  const hidden = ['_headers', '_redirects', '.termijn/manifest.json', '.termijn/nginx.conf', '.termijn/Caddyfile'];
  for (const path of [...missing, ...hidden]) same_page(await expect(address(path), 404, html), path);
  for (const path of ['thema/', '.termijn/', '.well-known/']) {
    const answer = await ask(port, address(path));
    asked += 1;
    if (![403, 404].includes(answer.status)) problems.add(name, `${path} answers ${answer.status}: is that a listing?`);
    const inside = existsSync(join(folder, path)) ? readdirSync(join(folder, path)) : [];
    if (inside.some((file) => answer.body.includes(`${file}"`) && !answer.body.includes('<main'))) problems.add(name, `${path} lists what is in it`);
  }
  for (const path of ['.htaccess', 'thema/.htaccess']) {
    const { status } = await ask(port, address(path));
    if (name === 'apache' && ![403, 404].includes(status)) problems.add(name, `${path} answers ${status}`);
  }

  function same_page(answer, path) {
    if (answer.status === 404 && answer.body !== text('404.html')) problems.add(name, `${path} does not answer with 404.html`);
  }
}

function ask(port, path, headers = {}) {
  return new Promise((done, fail) => {
    const request = get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', fail);
      response.on('end', () => {
        const raw = response.rawHeaders;
        const all = (name) => raw.filter((_, index) => index % 2 === 1 && raw[index - 1].toLowerCase() === name.toLowerCase());
        done({ status: response.statusCode, headers: response.headers, all, body: Buffer.concat(parts).toString() });
      });
    });
    request.on('error', fail);
  });
}

function free_port() {
  return new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
