// For the rescue page: what stands in the browser's storage, taken out of its frames. It never writes there, and
// never makes a database. The bytes are those of src/format/book/ and, inside the frames, of src/domain/packed.rs.
const DATABASE = 'huitou-real';
const SCHEMA = 5;
const HEAD = 1, ENTRY = 2, PAGE = 3, MANIFEST = 4;

/// Bytes that are not what they should be. What they held is left out and counted.
export class Damage extends Error {}
/// Written by a newer app: not ours to judge, let alone to leave something out of.
export class Newer extends Error {}

/// The outcome, or undefined where it is damaged. A mistake of this script must not pass for damage.
export function attempt(read) {
  try {
    return read();
  } catch (error) {
    if (error instanceof Damage) return undefined;
    throw error;
  }
}
export function must(value) {
  if (value === undefined || value === null) throw new Damage();
  return value;
}

// Packed values ---------------------------------------------------------------------------------------------

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/// A text as JSON.
export function jsonText(bytes) {
  try {
    return JSON.stringify(UTF8.decode(bytes));
  } catch {
    throw new Damage();
  }
}
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
export const uuid = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
/// Whole numbers are BigInt only where a Number would round them; both print the same way.
export const narrow = (big) => (big <= Number.MAX_SAFE_INTEGER && big >= Number.MIN_SAFE_INTEGER ? Number(big) : big);

export class Reader {
  constructor(bytes) { this.bytes = bytes; this.at = 0; }
  get done() { return this.at === this.bytes.length; }
  byte() {
    if (this.at >= this.bytes.length) throw new Damage();
    return this.bytes[this.at++];
  }
  raw(length) {
    const from = this.at;
    if (!(from + length <= this.bytes.length)) throw new Damage();
    this.at += length;
    return this.bytes.subarray(from, this.at);
  }
  unsigned() {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 42; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
    let big = BigInt(value);
    for (let shift = 49n; shift <= 63n; shift += 7n) {
      const byte = this.byte();
      if (shift === 63n && byte > 1) throw new Damage();
      big |= BigInt(byte & 127) << shift;
      if (byte < 128) return narrow(big);
    }
    throw new Damage();
  }
  signed() {
    const value = this.unsigned();
    if (typeof value === 'bigint') return narrow((value >> 1n) ^ -(value & 1n));
    return value % 2 ? -(value + 1) / 2 : value / 2;
  }
  small() {
    const value = this.unsigned();
    if (value > 0xffffffff) throw new Damage();
    return value;
  }
  run() { return this.raw(this.small()); }
  json() { return jsonText(this.run()); }
  stamp() {
    const counter = this.unsigned();
    return `[${counter},"${hex(this.raw(8).slice().reverse())}"]`;
  }
  /// What is read so many times.
  list(count, read) {
    const all = [];
    for (let nth = 0; nth < count; nth++) all.push(read());
    return all;
  }
  end(value) {
    if (!this.done) throw new Damage();
    return value;
  }
}

// Frames ----------------------------------------------------------------------------------------------------

const CRC = Uint32Array.from({ length: 256 }, (_, at) => {
  for (let bit = 0; bit < 8; bit++) at = at & 1 ? (at >>> 1) ^ 0xedb88320 : at >>> 1;
  return at;
});
function crc32(...parts) {
  let crc = ~0;
  for (const bytes of parts) for (let at = 0; at < bytes.length; at++) crc = CRC[(crc ^ bytes[at]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const seqAt = (view, at) => Number(view.getBigUint64(at, true));

/// Takes the frame off. A newer schema is said before anything behind it is looked at.
function openFrame(bytes, kind) {
  const begin = bytes instanceof Uint8Array && bytes.length >= 7 && String.fromCharCode(...bytes.subarray(0, 4));
  if (begin !== 'HTB1') throw new Damage();
  const view = viewOf(bytes);
  if (view.getUint16(5, true) > SCHEMA) throw new Newer();
  if (bytes[4] !== kind || bytes.length < 23) throw new Damage();
  const body = bytes.subarray(23);
  const crc = crc32(bytes.subarray(4, 19), body);
  if (view.getUint32(15, true) !== body.length || view.getUint32(19, true) !== crc) throw new Damage();
  return { seq: seqAt(view, 7), body };
}
function openManifest(bytes, key) {
  const { seq, body } = openFrame(bytes, MANIFEST);
  const view = viewOf(body);
  if (seq !== key || body.length < 4 || body.length !== 4 + 17 * view.getUint32(0, true)) throw new Damage();
  const page = (_, nth, at = 4 + 17 * nth) => ({
    collection: view.getUint8(at),
    number: view.getUint32(at + 1, true),
    written: seqAt(view, at + 5),
    crc: view.getUint32(at + 13, true),
  });
  return { seq, pages: Array.from({ length: view.getUint32(0, true) }, page) };
}
function openPage(bytes, page) {
  const { seq, body } = openFrame(bytes, PAGE);
  if (body.length < 5 || body[0] !== page.collection || viewOf(body).getUint32(1, true) !== page.number
    || seq !== page.written || crc32(bytes) !== page.crc) throw new Damage();
  return { ...page, bytes: body.subarray(5) };
}
function openEntry(bytes, key) {
  const { seq, body } = openFrame(bytes, ENTRY);
  if (seq !== key || body.length < 16) throw new Damage();
  return body.subarray(16);
}

// The database ----------------------------------------------------------------------------------------------

/// The database, or null where there is none. Opening would make one: that is undone before it is there.
export async function openDatabase() {
  const all = indexedDB.databases && (await indexedDB.databases().catch(() => null));
  if (all && !all.some(({ name }) => name === DATABASE)) return null;
  return new Promise((done, fail) => {
    const request = indexedDB.open(DATABASE);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = true;
      request.transaction.abort();
    };
    request.onsuccess = () => done(request.result);
    request.onerror = (event) => {
      event.preventDefault();
      if (isNew) done(null);
      else fail(request.error);
    };
  });
}
const answer = (request) =>
  new Promise((done, fail) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });

/// Everything that makes up the book, in one transaction, so that no other tab writes in between: the newest
/// checkpoint that is whole, else the newest without its damaged pages, and the journal behind it. The same
/// choice as in src/store/book/load.rs. Null where nothing was ever written.
export async function readDisk(database) {
  const transaction = database.transaction(['meta', 'journal', 'pages'], 'readonly');
  const [meta, journal, pages] = ['meta', 'journal', 'pages'].map((name) => transaction.objectStore(name));
  const [keys, values, seqs, written] = await Promise.all(
    [meta.getAllKeys(), meta.getAll(), journal.getAllKeys(), pages.getAllKeys()].map(answer));
  if (!keys.length && !seqs.length && !written.length) return null;
  const checkpoints = keys.flatMap((key, nth) => {
    const seq = Number(/^checkpoint@(\d+)$/.exec(key)?.[1] ?? NaN);
    return seq >= 0 ? [{ seq, manifest: attempt(() => openManifest(values[nth], seq)) }] : [];
  }).sort((a, b) => b.seq - a.seq);
  const newest = checkpoints[0]?.seq ?? 0;
  const greatest = Math.max(newest, ...seqs.slice(-1));
  const head = attempt(() => openFrame(values[keys.indexOf('head')], HEAD).seq);
  const headLost = !(head >= greatest);
  const last = headLost ? Math.max(greatest, ...written.map((key) => Number(String(key).split('@')[1]) || 0)) : head;

  const entriesBetween = async (from, to) => {
    if (to <= from) return { entries: [], missing: 0 };
    const range = IDBKeyRange.bound(from, to, true);
    const [at, frames] = await Promise.all([answer(journal.getAllKeys(range)), answer(journal.getAll(range))]);
    const entries = at.map((seq, nth) => ({ seq, change: attempt(() => openEntry(frames[nth], seq)) }));
    return { entries, missing: to - from - at.length };
  };
  // Between an older checkpoint and the newest nothing may be missing, or the older one is no better.
  const bridges = async (from) => {
    const { entries, missing } = await entriesBetween(from, newest);
    return missing === 0 && entries.every(({ change }) => change);
  };
  const readPages = async (manifest) => {
    const found = { seq: manifest.seq, pages: [], damaged: [] };
    for (const page of manifest.pages) {
      const frame = await answer(pages.get(`${page.collection}/${page.number}@${page.written}`));
      const read = attempt(() => openPage(frame, page));
      if (read) found.pages.push(read);
      else found.damaged.push(page);
    }
    return found;
  };
  const choose = async () => {
    let fallback;
    for (const { manifest } of checkpoints) {
      if (!manifest || (fallback && !(await bridges(manifest.seq)))) continue;
      const found = await readPages(manifest);
      if (!found.damaged.length) return found;
      fallback ??= found;
    }
    return fallback && !(await bridges(0)) ? fallback : { seq: 0, pages: [], damaged: [] };
  };
  const chosen = await choose();
  return { last, headLost, ...chosen, ...(await entriesBetween(chosen.seq, last)) };
}
