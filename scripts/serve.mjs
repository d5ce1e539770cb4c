// A static server with nothing clever in it, like the hosts the site is meant for:
//   node scripts/serve.mjs [--root dist] [--prefix /shop/] [--port 8080] [--host 127.0.0.1]
// Unknown paths are answered with 404, every file with `no-cache`, so a rebuilt site is what a reload shows.
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
};

/// The file that a path below the prefix names, or undefined. Never one outside the root.
function fileFor(root, prefix, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://any').pathname);
  } catch {
    return undefined;
  }
  if (!path.startsWith(prefix) || path.includes('\0')) return undefined;
  path = path.slice(prefix.length);
  const file = normalize(join(root, path === '' || path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root + sep)) return undefined;
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined;
}

/// `intercept(request, response, name)` may answer first and then returns true; tests let hosts misbehave with it.
export function startServer({ root = 'dist', prefix = '/', port = 0, host = '127.0.0.1', intercept } = {}) {
  root = resolve(root);
  if (!prefix.startsWith('/') || !prefix.endsWith('/')) throw new Error('the prefix begins and ends with /');
  const server = createServer((request, response) => {
    if (intercept?.(request, response, request.url.split('?')[0].slice(prefix.length))) return;
    const send = (status, type) =>
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-cache', 'x-content-type-options': 'nosniff' });
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(405, TYPES['.txt']).end('GET or HEAD\n');
    const file = fileFor(root, prefix, request.url);
    if (!file) return send(404, TYPES['.html']).end('<!doctype html><title>404</title><p>404\n');
    send(200, TYPES[extname(file)] ?? 'application/octet-stream');
    if (request.method === 'HEAD') return response.end();
    createReadStream(file).on('error', () => response.destroy()).pipe(response);
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, host, () => {
      const stop = () => new Promise((closed) => (server.closeAllConnections(), server.close(closed)));
      done({ url: `http://${host}:${server.address().port}${prefix}`, stop });
    });
  });
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { root: { type: 'string' }, prefix: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  const port = Number(values.port ?? process.env.PORT ?? 8080);
  try {
    const { url } = await startServer({ ...values, port });
    console.log(`Huitou is at ${url} (stop with Ctrl-C)`);
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken: PORT=8081 make serve` : error.message);
    process.exit(1);
  }
}
