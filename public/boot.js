// Starts the app, and keeps it able to start offline. after-build.mjs fills in the names of this build.
const GLUE = '__GLUE__';
const WASM = '__WASM__';
// Where the app finds its worker for files.
window.huitouPorter = '__PORTER__';
const html = document.documentElement;

const policies = window.trustedTypes && {
  huitou: trustedTypes.createPolicy('huitou', { createScriptURL: () => './sw.js' }),
  // What the app itself hands to the browser as a string. Leptos makes the unchanging parts of a view from
  // markup in a <template>; they are literals of our source, and nothing that could run gets through.
  fallback: trustedTypes.createPolicy('default', {
    createHTML: (markup) => (isInert(markup) ? markup : null),
    // A worker of this folder, by its plain name.
    createScriptURL: (url) => (/^(?:\.\/)?[\w-]+\.js$/.test(url) ? url : null),
  }),
};

function isInert(markup) {
  const tag = /<\/?([a-z][\w-]*)((?:\s+[a-z][\w:.-]*(?:="[^"<]*")?)*)\s*\/?>/gi;
  if (/[<>]/.test(markup.replace(tag, ''))) return false;
  for (const [, name, attributes] of markup.matchAll(tag)) {
    if (/^(script|style|link|meta|base|iframe|frame|object|embed|template|foreignobject|animate\w*|set)$/i.test(name)) return false;
    for (const [, key, value] of attributes.matchAll(/([a-z][\w:.-]*)(?:="([^"]*)")?/gi)) {
      if (/^(on|srcdoc$|style$|formaction$|action$)/i.test(key)) return false;
      if (/^(?:xlink:)?(?:href|src)$/i.test(key) && !/^(#|\.\/|https:\/\/)|^[\w./?=-]*$/.test(value ?? '')) return false;
    }
  }
  return true;
}

// Some ends pass by the panic hook: no memory, no stack. The app's state is not to be trusted then either.
function watchTraps() {
  const look = (error) => {
    if (error instanceof WebAssembly.RuntimeError || (error instanceof RangeError && /wasm/.test(error.stack))) {
      window.huitouRescue('panic', error.stack);
    }
  };
  window.addEventListener('error', ({ error }) => look(error));
  window.addEventListener('unhandledrejection', ({ reason }) => look(reason));
}

async function start() {
  watchTraps();
  const glue = await import(GLUE);
  await glue.default({ module_or_path: WASM });
  document.getElementById('first-paint')?.remove();
}

// Offline ---------------------------------------------------------------------------------------------------

// Asks the worker in charge whether every file of its build is in its cache.
function whole(worker) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data.whole === true);
    worker.postMessage({ type: 'status' }, [port2]);
  });
}

async function showOffline() {
  const worker = navigator.serviceWorker.controller;
  if (worker && (await whole(worker))) html.dataset.offline = 'ready';
  else delete html.dataset.offline;
}

function announceUpdate() {
  // The page may not be mounted yet: it reads the mark then, and the event afterwards.
  window.huitouUpdateWaiting = true;
  window.dispatchEvent(new Event('huitou-update'));
}

async function offline() {
  const container = navigator.serviceWorker;
  if (!container || !/^https?:$/.test(location.protocol)) return;
  let hadWorker = container.controller !== null;
  let asked = false;

  container.addEventListener('controllerchange', () => {
    showOffline();
    if (asked) {
      asked = false;
      location.reload();
    } else if (hadWorker) {
      // Another tab switched builds. This one may hold half a sale: it goes on until its user says so.
      announceUpdate();
    }
    hadWorker = true;
  });

  const url = policies?.huitou ? policies.huitou.createScriptURL('') : './sw.js';
  const registration = await container.register(url, { scope: './', updateViaCache: 'none' });

  window.huitouActivateUpdate = () => {
    if (!registration.waiting) return location.reload();
    asked = true;
    registration.waiting.postMessage({ type: 'activate' });
  };

  const watch = (worker) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && container.controller) announceUpdate();
    });
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
  if (registration.waiting && container.controller) announceUpdate();

  // An app that stands open for days still hears of a new build.
  let looked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - looked < 3_600_000) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });

  await showOffline();
}

if (!window.huitouBelowFloor) {
  start()
    .catch((error) => window.huitouRescue('start', error?.stack || error))
    // After the start, because filling the cache competes for the line; and after a failed one too, because
    // the next build may be the cure. Without a worker the app works, online.
    .then(offline)
    .catch((error) => console.warn('offline use is not available:', error));
}
