// A web server for one folder, as a careful host has it: loopback only, a free port, a folder's index.html,
// 404.html for what is not there, gzip for who takes it, and the headers that the site asks for in `_headers`. A folder
// without gets headers that forbid a page whatever it needs not. For tests; it remembers nothing, and only says that a
// file with a digest in its name may be kept.
//
//   node tests/tools/serve.mjs FOLDER      serves until it is stopped

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';
import { argv } from 'node:process';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/** Types that are packed already. */
const PACKED = ['.pdf', '.png', '.webp', '.woff2'];

/** What every answer carries that a folder serves without saying so itself. */
const STRICTEST = {
  'content-security-policy': [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'", "connect-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
};

/** The headers that a built site gives every address, in `_headers`. */
export function headersOf(folder) {
  const file = join(folder, '_headers');
  if (!existsSync(file)) return STRICTEST;
  const blocks = readFileSync(file, 'utf8').split(/^(?=\S)/m);
  const every = blocks.find((block) => /^\/\S*\*\n/.test(block)) ?? '';
  const lines = [...every.matchAll(/^ {2}([^:\n]+): (.*)$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name.toLowerCase(), value]));
}

/** What a page may do: nothing but with files of its own host, and nothing written into the page itself. */
export const POLICY = STRICTEST['content-security-policy'];

/** Serves `folder`; resolves to `{ origin, close }`. */
export function serve(folder) {
  const root = resolve(folder);
  const always = headersOf(root);
  const server = createServer((request, response) => {
    const path = wanted(root, request.url);
    if (path === undefined) return plain(response, 400, 'Bad request');
    if (!['GET', 'HEAD'].includes(request.method)) return plain(response, 405, 'Method not allowed');
    const found = existsSync(path) ? statSync(path) : undefined;
    if (found?.isFile()) return file(request, response, 200, path, always);
    if (found?.isDirectory()) {
      const { pathname, search } = new URL(request.url, 'http://localhost');
      if (!pathname.endsWith('/')) {
        response.writeHead(301, { location: pathname + '/' + search });
        return response.end();
      }
      const index = join(path, 'index.html');
      if (existsSync(index)) return file(request, response, 200, index, always);
    }
    const missing = join(root, '404.html');
    return existsSync(missing) ? file(request, response, 404, missing, always) : plain(response, 404, 'Not found');
  });
  return new Promise((done, fail) => {
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const close = () =>
        new Promise((closed) => {
          server.close(closed);
          server.closeAllConnections();
        });
      done({ origin: `http://127.0.0.1:${server.address().port}`, close });
    });
  });
}

/** The file that an address asks for, or undefined when it leads out of the folder. */
function wanted(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
  const full = resolve(join(root, path));
  return !path.includes('\0') && (full === root || full.startsWith(root + sep)) ? full : undefined;
}

/** The bytes of a file as a host sends them to a browser. */
export function sent(bytes) {
  return gzipSync(bytes, { level: 6 });
}

function file(request, response, status, path, always) {
  const type = extname(path).toLowerCase();
  const headers = {
    ...always,
    'content-type': TYPES[type] ?? 'application/octet-stream',
    'cache-control': /\.[0-9a-f]{16}\.\w+$/.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  let bytes = readFileSync(path);
  if (!PACKED.includes(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
    bytes = sent(bytes);
    headers['content-encoding'] = 'gzip';
  }
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function plain(response, status, text) {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text + '\n');
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  if (argv.length !== 3) {
    console.error('usage: node tests/tools/serve.mjs FOLDER');
    process.exit(2);
  }
  const { origin } = await serve(argv[2]);
  console.log(origin + '/');
}
