// What the tests do to the browser's storage behind the back of the store.

let restore = () => {};

// The `nth` call of `method` goes wrong in the way that `how` says, once (or always from then on).
export function sabotage(owner, method, nth, how, forever) {
  heal();
  const prototype = globalThis[owner].prototype;
  const original = prototype[method];
  let calls = 0;
  restore = () => { prototype[method] = original; };
  prototype[method] = function (...given) {
    calls += 1;
    if (calls < nth || (calls > nth && !forever)) return original.apply(this, given);
    switch (how) {
      case 'throw': throw new Error('sabotage');
      case 'lost': throw new DOMException('sabotage', 'UnknownError');
      case 'quota': throw new DOMException('sabotage', 'QuotaExceededError');
      case 'reject': return Promise.reject(new DOMException('sabotage', 'SecurityError'));
      case 'reject-quota': return Promise.reject(new DOMException('sabotage', 'QuotaExceededError'));
      case 'close': this.close(); return original.apply(this, given);
      case 'abort': {
        const request = original.apply(this, given);
        this.transaction.abort();
        return request;
      }
      // A full disk is found while committing: there is an abort and no error before it.
      case 'quota-at-commit':
        Object.defineProperty(this, 'error', { value: new DOMException('sabotage', 'QuotaExceededError') });
        return this.abort();
      case 'abort-at-commit': return this.abort();
      // It is committed, and we are told that it was not.
      case 'answer-lost':
        original.apply(this, given);
        this.dispatchEvent(new Event('abort'));
        return undefined;
    }
  };
  return { struck: () => calls >= nth };
}

export function heal() {
  restore();
  restore = () => {};
}

const answer = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function inside(database, mode, work) {
  const handle = await answer(indexedDB.open(database));
  const transaction = handle.transaction([...handle.objectStoreNames], mode);
  const ended = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const result = await work(transaction);
  await ended;
  handle.close();
  return result;
}

export const rawKeys = (database, store) =>
  inside(database, 'readonly', (transaction) => answer(transaction.objectStore(store).getAllKeys()));

export const rawGet = (database, store, key) =>
  inside(database, 'readonly', (transaction) => answer(transaction.objectStore(store).get(key)));

export const rawPut = (database, store, key, value) =>
  inside(database, 'readwrite', (transaction) => answer(transaction.objectStore(store).put(value, key)));

export const rawDelete = (database, store, key) =>
  inside(database, 'readwrite', (transaction) => answer(transaction.objectStore(store).delete(key)));

// Everything in the database as one text.
export const rawDump = (database) => inside(database, 'readonly', async (transaction) => {
  const lines = [];
  for (const name of transaction.objectStoreNames) {
    const store = transaction.objectStore(name);
    const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
    keys.forEach((key, at) => lines.push(`${name}/${key}=${Array.from(values[at]).join(',')}`));
  }
  return lines.join('\n');
});

// Opens with a greater version, as a newer app would, and closes again.
export async function rawUpgrade(database, version) {
  (await answer(indexedDB.open(database, version))).close();
}

// Holds the database open and gives way to nobody, until `release` is called.
export async function rawHold(database) {
  const handle = await answer(indexedDB.open(database));
  return { release: () => handle.close() };
}

// Takes something away that older browsers lack, and puts it back.
export function without(owner, name) {
  const found = owner ? globalThis[owner] : globalThis;
  const own = Object.getOwnPropertyDescriptor(found, name);
  Object.defineProperty(found, name, { value: undefined, configurable: true, writable: true });
  return { release: () => (own ? Object.defineProperty(found, name, own) : delete found[name]) };
}

// Lets everything happen that is due.
export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// Deletes the database and nothing else, as a browser does that finds it damaged.
export const rawDrop = (database) => answer(indexedDB.deleteDatabase(database));

// The second copy behind the back of the store: its paths, and the bytes of one of them.
const spareOf = (database) => caches.open(`book-spare ${database}`);

export const rawSparePaths = async (database) =>
  (await (await spareOf(database)).keys()).map(({ url }) => new URL(url).pathname.slice(1)).sort();

export const rawSpareGet = async (database, path) =>
  new Uint8Array(await (await (await spareOf(database)).match(`/${path}`)).arrayBuffer());

export const rawSparePut = async (database, path, bytes) =>
  (await spareOf(database)).put(`/${path}`, new Response(bytes));
