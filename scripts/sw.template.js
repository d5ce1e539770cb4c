// The service worker: keeps one whole build of the app on the device. after-build.mjs fills in the list.
//
// A build is installed whole and verified or not at all, and takes over only when the user says so, so a
// page never runs on a mixture of two builds.
'use strict';

const BUILD = '__BUILD__';
/// name → SHA-256; '' is the page itself (hosts redirect `index.html`, none redirects its folder).
const FILES = __FILES__;

const SCOPE = self.registration.scope;
// Caches belong to the whole origin, on which several folders may each have an app of ours.
const OURS = `@${new URL(SCOPE).pathname}`;
const CACHE = `huitou-${BUILD}${OURS}`;
/// Remembers which build is in charge, so that the next one knows which to keep as the one before.
const NOTES = `huitou-notes${OURS}`;

const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  wasm: 'application/wasm',
  json: 'application/json',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
};
/// What hosts call these kinds of file; of the others only HTML is refused.
const ACCEPTED = {
  html: /^text\/html/,
  js: /javascript|ecmascript/,
  css: /^text\/css/,
  wasm: /^application\/(wasm|octet-stream)/,
};

const kind = (name) => (name === '' ? 'html' : name.slice(name.lastIndexOf('.') + 1));
const address = (name) => new URL(name || './', SCOPE).href;

async function fetchVerified(name) {
  const response = await fetch(address(name), { cache: 'no-store', credentials: 'same-origin' });
  if (!response.ok) throw new Error(`${name || 'page'}: status ${response.status}`);
  const type = response.headers.get('content-type') || '';
  const accepted = ACCEPTED[kind(name)];
  if (accepted ? !accepted.test(type) : /html/.test(type)) throw new Error(`${name || 'page'}: it is ${type}`);
  const body = await response.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex !== FILES[name]) throw new Error(`${name || 'page'}: not the bytes of this build`);
  // A fresh response: one that was redirected may not answer a navigation, and hosts name types loosely.
  return new Response(body, { headers: { 'content-type': TYPES[kind(name)] || 'application/octet-stream' } });
}

async function install() {
  // The cache's name holds the hash of the list, so whatever stands in it already is of this build.
  const cache = await caches.open(CACHE);
  const names = Object.keys(FILES);
  try {
    // A few at a time: phones on a bad line do worse with all at once.
    const next = async () => {
      for (let name = names.pop(); name !== undefined; name = names.pop()) {
        await cache.put(address(name), await fetchVerified(name));
      }
    };
    await Promise.all([next(), next(), next(), next()]);
    if (!(await whole())) throw new Error('the cache did not keep every file');
  } catch (error) {
    names.length = 0;
    await caches.delete(CACHE);
    throw error;
  }
}

async function whole() {
  const cache = await caches.open(CACHE);
  const have = new Set((await cache.keys()).map((request) => request.url));
  return Object.keys(FILES).every((name) => have.has(address(name)));
}

async function activate() {
  const notes = await caches.open(NOTES);
  const note = await notes.match(address('active'));
  const previous = note ? await note.text() : '';
  if (previous !== CACHE) {
    await notes.put(address('active'), new Response(CACHE));
    await notes.put(address('previous'), new Response(previous));
  }
  // While a still newer build installs, its cache is not ours to judge; the next activation tidies up.
  if (!self.registration.installing && !self.registration.waiting) {
    const keep = new Set([CACHE, NOTES, previous]);
    for (const name of await caches.keys()) {
      if (name.startsWith('huitou-') && name.endsWith(OURS) && !keep.has(name)) await caches.delete(name);
    }
  }
  await self.clients.claim();
}

/// The name in FILES that a request asks for, or undefined.
function nameOf(request) {
  const url = new URL(request.url);
  if (request.method !== 'GET' || !url.href.startsWith(SCOPE)) return undefined;
  let name = url.pathname.slice(new URL(SCOPE).pathname.length);
  if (request.mode === 'navigate') return name === '' || name === 'index.html' ? '' : undefined;
  if (url.search) return undefined;
  return Object.hasOwn(FILES, name) ? name : undefined;
}

async function answer(request, name) {
  const cache = await caches.open(CACHE);
  return (await cache.match(address(name))) || fetch(request);
}

/// A tab that still runs the build before this one may ask late for a file that only that build has.
async function answerOld(request) {
  const notes = await caches.open(NOTES);
  const previous = await (await notes.match(address('previous')))?.text();
  const cache = previous && (await caches.has(previous)) && (await caches.open(previous));
  return (cache && (await cache.match(request.url))) || fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== undefined) event.respondWith(answer(event.request, name));
  else if (isHashed(event.request)) event.respondWith(answerOld(event.request));
});

/// Only files with a content hash in their name can belong to an older build and nothing else.
function isHashed(request) {
  return request.method === 'GET' && request.mode !== 'navigate' && request.url.startsWith(SCOPE) && /-[0-9a-f]{8,}(_bg)?\.\w+$/.test(request.url);
}

self.addEventListener('message', (event) => {
  if (event.data?.type === 'activate') event.waitUntil(self.skipWaiting());
  if (event.data?.type === 'status') {
    event.waitUntil(whole().then((complete) => (event.ports[0] || event.source).postMessage({ build: BUILD, whole: complete })));
  }
});
