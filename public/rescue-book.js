// The book without the program: on the page that stands in for an app that cannot run (rescue.js), reads what is
// in the browser's storage and offers it as a backup. It never writes there, and never makes a database.
//
// The bytes are those of src/format/book/ (frames), src/domain/shop/pages.rs, change.rs, packed.rs,
// packed_order.rs and import.rs; what it makes is the backup of src/format/backup/mod.rs.
(() => {
  'use strict';

  const APP = '__APP__';
  const DATABASE = 'huitou-real';
  const SCHEMA = 1;
  const HEAD = 1, ENTRY = 2, PAGE = 3, MANIFEST = 4;
  const RECORDS_PER_PAGE = 1024;
  const COLLECTIONS = ['texts', 'customers', 'receivers', 'imports', 'orders', 'profile'];
  const PLATFORMS = ['taobao', '1688', 'youzan', 'table', 'hand'];
  const STATUSES = ['unpaid', 'paid', 'shipped', 'completed', 'closed', 'refunded'];
  const NO_STAMP = '[0,"0000000000000000"]';

  /// Bytes that are not what they should be. What they held is left out and counted.
  class Damage extends Error {}
  /// Written by a newer app: not ours to judge, let alone to leave something out of.
  class Newer extends Error {}

  /// The outcome, or undefined where it is damaged. A mistake of this script must not pass for damage.
  function attempt(read) {
    try {
      return read();
    } catch (error) {
      if (error instanceof Damage) return undefined;
      throw error;
    }
  }
  function must(value) {
    if (value === undefined || value === null) throw new Damage();
    return value;
  }

  // Packed values ---------------------------------------------------------------------------------------------

  const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const uuid = (bytes) => hex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  /// Whole numbers are BigInt only where a Number would round them; both print the same way.
  const narrow = (big) => (big <= Number.MAX_SAFE_INTEGER && big >= Number.MIN_SAFE_INTEGER ? Number(big) : big);

  class Reader {
    constructor(bytes) { this.bytes = bytes; this.at = 0; }
    get done() { return this.at === this.bytes.length; }
    byte() { return this.raw(1)[0]; }
    raw(length) {
      const from = this.at;
      if (!(from + length <= this.bytes.length)) throw new Damage();
      this.at += length;
      return this.bytes.subarray(from, this.at);
    }
    unsigned() {
      let value = 0;
      for (let scale = 1; scale <= 2 ** 42; scale *= 128) {
        if (this.at >= this.bytes.length) throw new Damage();
        const byte = this.bytes[this.at++];
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
    json() {
      const bytes = this.run();
      try {
        return JSON.stringify(UTF8.decode(bytes));
      } catch {
        throw new Damage();
      }
    }
    stamp() {
      const counter = this.unsigned();
      return `[${counter},"${hex(this.raw(8).slice().reverse())}"]`;
    }
    /// `write` once for each of so many, joined.
    list(count, write) { return Array.from({ length: count }, write); }
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
    if (!(bytes instanceof Uint8Array) || bytes.length < 7 || String.fromCharCode(...bytes.subarray(0, 4)) !== 'HTB1') throw new Damage();
    const view = viewOf(bytes);
    if (view.getUint16(5, true) > SCHEMA) throw new Newer();
    if (bytes[4] !== kind || bytes.length < 23) throw new Damage();
    const body = bytes.subarray(23);
    if (view.getUint32(15, true) !== body.length || view.getUint32(19, true) !== crc32(bytes.subarray(4, 19), body)) throw new Damage();
    return { seq: seqAt(view, 7), body };
  }
  function openManifest(bytes, key) {
    const { seq, body } = openFrame(bytes, MANIFEST);
    const view = viewOf(body);
    if (seq !== key || body.length < 4 || body.length !== 4 + 17 * view.getUint32(0, true)) throw new Damage();
    const page = (_, nth, at = 4 + 17 * nth) =>
      ({ collection: view.getUint8(at), number: view.getUint32(at + 1, true), written: seqAt(view, at + 5), crc: view.getUint32(at + 13, true) });
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
  async function openDatabase() {
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
      request.onerror = () => (isNew ? done(null) : fail(request.error));
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
  async function readDisk(database) {
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

  // The book --------------------------------------------------------------------------------------------------

  /// Records by place: pages as they are on disk, and over them what the journal put.
  class Shelf {
    constructor() { this.pages = new Map(); this.put = new Map(); }
    addPage(number, bytes) {
      const reader = new Reader(bytes);
      // Where each begins: an object for each of a million records would cost more than the records.
      const starts = Uint32Array.from(reader.list(reader.small(), () => {
        const start = reader.at;
        reader.run();
        return start;
      }));
      this.pages.set(number, reader.end({ reader, starts }));
    }
    onPage(at) {
      const page = this.pages.get(Math.floor(at / RECORDS_PER_PAGE));
      const nth = at % RECORDS_PER_PAGE;
      if (!page || nth >= page.starts.length) return undefined;
      page.reader.at = page.starts[nth];
      return page.reader.run();
    }
    get(at) { return this.put.get(at) ?? this.onPage(at); }
    *entries() {
      for (const [number, { starts }] of [...this.pages].sort(([a], [b]) => a - b)) {
        for (let nth = 0, at = number * RECORDS_PER_PAGE; nth < starts.length; nth++, at++) yield [at, this.get(at)];
      }
      for (const [at, record] of this.put) if (!this.onPage(at)) yield [at, record];
    }
  }

  const newBook = () => ({ shelves: COLLECTIONS.map(() => new Shelf()), pages: [], changes: [], missing: 0 });
  const sameBytes = (a, b) => a.length === b.length && a.every((byte, at) => byte === b[at]);

  /// What has a place keeps it for good, so where another thing is put there, a change that was lost had replaced
  /// the whole book, and what follows speaks of a book that is gone: better left out than mixed in.
  function fits(book, { collection, at, record }) {
    const known = book.shelves[collection].get(at);
    const identity = (bytes) => {
      if (collection < 3) return bytes;
      if (COLLECTIONS[collection] === 'imports') return bytes.subarray(0, 16);
      const reader = new Reader(bytes);
      readKey(reader);
      return bytes.subarray(0, reader.at);
    };
    if (!known || COLLECTIONS[collection] === 'profile') return true;
    return (collection > 2 && !(known.length && record.length)) || sameBytes(identity(known), identity(record));
  }

  function assemble(disk) {
    let book = newBook();
    book.pages = disk.damaged.map((page) => `${COLLECTIONS[page.collection] ?? page.collection}/${page.number}`);
    book.missing = disk.missing;
    for (const { collection, number, bytes } of disk.pages) {
      if (!attempt(() => (must(book.shelves[collection]).addPage(number, bytes), true))) book.pages.push(`${COLLECTIONS[collection] ?? collection}/${number}`);
    }
    for (const { seq, change } of disk.entries) {
      const puts = change && attempt(() => {
        const reader = new Reader(change.subarray(1));
        const puts = [];
        while (!reader.done) puts.push({ collection: reader.byte(), at: reader.small(), record: reader.run() });
        must(change[0]);
        puts.forEach((put) => must(book.shelves[put.collection]));
        const gaps = book.changes.length || book.missing;
        return change[0] !== 1 && gaps && !puts.every((put) => fits(book, put)) ? undefined : puts;
      });
      // With the whole book replaced, it no longer matters what was lost of it.
      if (puts && change[0] === 1) book = newBook();
      if (puts) puts.forEach(({ collection, at, record }) => book.shelves[collection].put.set(at, record));
      else book.changes.push(seq);
    }
    return book;
  }

  // The backup ------------------------------------------------------------------------------------------------

  const days = new Map();
  /// Outside of the years 1 to 9999 a day is held at the ends, as the app does.
  function dayOf(number) {
    if (number !== (number | 0)) throw new Damage();
    if (!days.has(number)) {
      const held = Math.min(Math.max(number, -719162), 2932896);
      days.set(number, `"${new Date(held * 86400000).toISOString().slice(0, 10)}"`);
    }
    return days.get(number);
  }
  const wordOf = (words, number) => `"${must(words[number])}"`;

  /// A key as it stands in its record, with the places it names.
  function readKey(reader) {
    const platform = wordOf(PLATFORMS, reader.byte());
    const kind = reader.byte();
    if (kind === 0) {
      const length = reader.byte();
      const digits = String(reader.unsigned()).padStart(length, '0');
      // Anything longer would be read back as a text that is not in the table.
      if (length < 1 || digits.length > 19) throw new Damage();
      return { platform, json: `"${digits}"` };
    }
    if (kind === 1) return { platform, text: reader.small() };
    if (kind === 3) return { platform, json: `{"id":"${uuid(reader.raw(16))}"}` };
    if (kind !== 2) throw new Damage();
    const mask = reader.byte();
    const customer = mask & 1 ? reader.small() : undefined;
    const day = mask & 2 ? dayOf(Number(reader.signed())) : 'null';
    const amount = mask & 4 ? reader.signed() : 'null';
    return { platform, customer, rest: `${day},${amount},${reader.signed()},${reader.small()}` };
  }

  const readCustomer = (reader) => {
    const kind = reader.byte();
    const word = wordOf(['nick', 'phone', 'column', 'wechat', 'name'], kind);
    const first = kind === 0 ? `${wordOf(PLATFORMS, reader.byte())},` : '';
    return reader.end(`[${word},${first}${reader.list(kind === 4 ? 2 : 1, () => reader.json())}]`);
  };
  const readReceiver = (reader) => reader.end(`[${reader.list(3, () => reader.json())}]`);
  function readImport(reader) {
    const id = uuid(reader.raw(16));
    const stamp = reader.stamp();
    const present = reader.byte() !== 0;
    const time = reader.unsigned();
    const at = time === 0 ? 'null' : narrow(BigInt(time) - 1n);
    const files = reader.list(reader.small(), () =>
      `[${[reader.json(), reader.json(), reader.unsigned(), reader.unsigned(), reader.unsigned()]}]`);
    return reader.end({ id, json: `{"id":"${id}","stamp":${stamp},"present":${present},"at":${at},"files":[${files}]}` });
  }
  const readText = (bytes) => {
    try {
      return JSON.stringify(UTF8.decode(bytes));
    } catch {
      throw new Damage();
    }
  };

  /// A table of the backup: what an order names gets a place there when it is first named, equal values one.
  class Table {
    constructor(shelf, read) { Object.assign(this, { shelf, read, rows: [], places: new Map(), known: new Map() }); }
    /// The place in the backup; null where what stood at this place of the book is lost.
    place(at) {
      let place = this.places.get(at);
      if (place === undefined) {
        const row = attempt(() => this.read(must(this.shelf.get(at))));
        place = row === undefined ? null : this.add(row);
        this.places.set(at, place);
      }
      return place;
    }
    add(row) {
      if (!this.known.has(row)) this.known.set(row, this.rows.push(row) - 1);
      return this.known.get(row);
    }
  }

  class Records {
    constructor({ shelves: [texts, customers, receivers, imports, orders, profile] }) {
      this.texts = new Table(texts, readText);
      this.customers = new Table(customers, (bytes) => readCustomer(new Reader(bytes)));
      this.receivers = new Table(receivers, (bytes) => readReceiver(new Reader(bytes)));
      this.lost = { orders: 0, fields: 0, imports: 0 };
      this.orders = orders;
      this.keys = new Set();
      this.name = attempt(() => {
        const reader = new Reader(must(profile.get(0)));
        return `[${reader.json()},${reader.stamp()}]`;
      }) ?? `["",${NO_STAMP}]`;
      this.imports = [];
      this.importPlaces = new Map();
      const byId = new Map();
      for (const [at, bytes] of imports.entries()) {
        const read = attempt(() => readImport(new Reader(bytes)));
        if (!read) this.lost.imports++;
        else {
          if (!byId.has(read.id)) byId.set(read.id, this.imports.push(read.json) - 1);
          this.importPlaces.set(at, byId.get(read.id));
        }
      }
    }
    /// A place for a field: empty where lost. What a file tells again after a restore fills it.
    field(table, at) {
      const place = table.place(at);
      if (place === null) this.lost.fields++;
      return place;
    }
    order(reader) {
      const { platform, json, text, customer, rest } = readKey(reader);
      // Without what tells it from others an order would be another order: it is left out.
      const key = json ?? (text === undefined
        ? `[${customer === undefined ? 'null' : must(this.customers.place(customer))},${rest}]`
        : this.texts.rows[must(this.texts.place(text))]);
      const marks = this.marks(reader);
      const sightings = reader.list(reader.small(), () => this.sighting(reader));
      reader.end();
      if ((!sightings.length && marks === 'null') || this.keys.has(platform + key)) throw new Damage();
      this.keys.add(platform + key);
      return `[${platform},${key},${marks},[${sightings}]]`;
    }
    marks(reader) {
      const mask = reader.byte();
      const leftOut = mask & 1 ? `[${reader.byte() !== 0},${reader.stamp()}]` : `[false,${NO_STAMP}]`;
      const note = mask & 2 ? `[${reader.json()},${reader.stamp()}]` : `["",${NO_STAMP}]`;
      return mask ? `{"left_out":${leftOut},"note":${note}}` : 'null';
    }
    sighting(reader) {
      // What a lost import said stays, as said by the seller: a statement that nobody makes would go.
      const sources = new Set(reader.list(reader.small(), () => {
        const source = reader.small();
        return source === 0 ? 0 : (this.importPlaces.get(source - 1) ?? -1) + 1;
      }));
      const customer = reader.small();
      const named = customer === 0 ? 'null' : customer === 1 ? `{"several":${reader.small()}}` : this.field(this.customers, customer - 2);
      const mask = Number(reader.unsigned());
      const base = mask & 1 ? Number(reader.signed()) : 0;
      const day = mask & 1 ? dayOf(base) : 'null';
      const refund = mask & 2 ? reader.signed() : 0;
      const held = mask & 8 ? this.held(reader, mask, base) : 'null';
      const lines = mask & 4 ? `,[${reader.list(reader.small(), () => this.line(reader))}]` : '';
      return `[[${[...sources]}],${named},${day},${refund},${held}${lines}]`;
    }
    held(reader, mask, base) {
      const given = (bit, read, otherwise = null) => (mask & bit ? read() : otherwise);
      const day = () => dayOf(Number(reader.signed()) + base);
      const text = () => this.field(this.texts, reader.small());
      const row = [wordOf(STATUSES, reader.byte()), given(16, () => reader.signed()), given(32, () => reader.signed(), 0),
        given(64, () => reader.signed(), 0), given(128, day), given(256, day), given(512, text),
        given(1024, () => this.field(this.receivers, reader.small())), given(2048, text), given(4096, text)];
      // What is left out at the end is null, and 0 for the quantity.
      while (row.length > 3 && row[row.length - 1] === (row.length === 4 ? 0 : null)) row.pop();
      return `[${row.map((value) => value ?? 'null')}]`;
    }
    line(reader) {
      const mask = reader.byte();
      const [sku, item] = [1, 2].map((bit) => (mask & bit ? this.field(this.texts, reader.small()) : null));
      return `[${sku},${item},${reader.signed()},${mask & 4 ? reader.signed() : 'null'}]`;
    }
  }

  /// The whole backup as a file; gives way to the page now and then.
  async function makeBackup(book) {
    const records = new Records(book);
    const pieces = [];
    let rows = [];
    const flush = async () => {
      pieces.push(new Blob([(pieces.length ? ',\n' : '') + rows.join(',\n')]));
      rows = [];
      await new Promise((done) => setTimeout(done));
    };
    for (const [, bytes] of records.orders.entries()) {
      if (bytes.length === 0) continue;
      const row = attempt(() => records.order(new Reader(bytes)));
      if (row) rows.push(row);
      else records.lost.orders++;
      if (rows.length === 5000) await flush();
    }
    if (rows.length) await flush();
    const list = (name, rows) => `"${name}":[\n${rows.join(',\n')}],\n`;
    const { imports, texts, customers, receivers } = records;
    const tables = `{"shop":{"name":${records.name}},\n${list('imports', imports)}${list('texts', texts.rows)}`
      + `${list('customers', customers.rows)}${list('receivers', receivers.rows)}"orders":[\n`;
    const value = new Blob([tables, ...pieces, ']}']);
    const digest = await crypto.subtle.digest('SHA-256', await value.arrayBuffer());
    const counts = { customers: customers.rows.length, orders: records.keys.size, imports: imports.length,
      receivers: receivers.rows.length, texts: texts.rows.length };
    const now = new Date();
    const head = `{"format":"huitou-backup","schema":1,"app":"${APP}","exported_at":"${now.toISOString().slice(0, 19)}Z",`
      + `"counts":${JSON.stringify(counts)},"sha256":"${hex(new Uint8Array(digest))}","records":`;
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
    const file = new File([head, value, '}'], `huitou-rescue-${day}.json`, { type: 'application/json' });
    return { file, counts, lost: records.lost };
  }

  // The page --------------------------------------------------------------------------------------------------

  const NAMES = {
    texts: ['文字', 'texts'], customers: ['客户', 'customers'], receivers: ['收货人', 'receivers'],
    imports: ['导入', 'imports'], orders: ['订单', 'orders'], profile: ['店名', 'shop name'],
  };
  const SAY = {
    reading: ['正在读取这台设备里的账本……', 'Reading the book on this device …'],
    none: ['这台设备上没有账本，没有可以备份的。', 'There is no book on this device, so there is nothing to back up.'],
    newer: ['这台设备里的账本是更新版本的回头写的，这里看不懂，也没有动它。请联网后重新打开，换到新版本。',
      'The book on this device was written by a newer Huitou. It is not touched here. Go online and reload to get the newer version.'],
    failed: ['浏览器没有把账本交出来。账本没有动过；请重新打开再试。', 'The browser did not hand out the book. It is not touched; reload and try again.'],
  };
  /// What is lost, in both languages.
  function losses(disk, book, lost) {
    const list = (numbers) => (numbers.length > 20 ? [...numbers.slice(0, 20), '…'] : numbers).join(', ');
    const page = (name, language) => {
      const [collection, number] = name.split('/');
      const word = NAMES[collection]?.[language] ?? collection;
      return language ? `${word}, page ${Number(number) + 1}` : `${word}第 ${Number(number) + 1} 页`;
    };
    const pages = (language) => list(book.pages.map((name) => page(name, language)));
    return [
      [book.pages.length, `${book.pages.length} 页坏了：${pages(0)}`, `${book.pages.length} damaged pages: ${pages(1)}`],
      [book.changes.length, `${book.changes.length} 次保存坏了：第 ${list(book.changes)} 次`, `${book.changes.length} damaged saves: no. ${list(book.changes)}`],
      [book.missing, `${book.missing} 次保存不见了`, `${book.missing} saves are gone`],
      [disk.headLost, '最后保存到第几次的记录坏了，可能少了最后几次', 'The note of the last save is damaged: the last saves may be missing'],
      [lost.orders, `${lost.orders} 笔订单读不出`, `${lost.orders} orders cannot be read`],
      [lost.imports, `${lost.imports} 次导入读不出`, `${lost.imports} imports cannot be read`],
      [lost.fields, `${lost.fields} 处内容空着，因为原来的字在坏掉的地方`, `${lost.fields} fields are empty, because what they said stood in a damaged place`],
    ].filter(([count]) => count);
  }

  function add(parent, tag, text, language) {
    const child = document.createElement(tag);
    if (text) child.textContent = text;
    if (language !== undefined) child.lang = ['zh-CN', 'en'][language];
    parent.append(child);
    return child;
  }
  function show(part, state, sentences) {
    part.replaceChildren();
    part.dataset.state = state;
    sentences.forEach((text, language) => add(part, 'p', text, language));
  }

  function download(file) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = file.name;
    link.click();
    // The address is kept: browsers differ in when they have read the file, and the page is not for long.
  }
  /// On phones a file that was shared is easier found again than one that was downloaded.
  async function hand(file) {
    const isPhone = matchMedia('(pointer: coarse)').matches;
    if (!isPhone || !navigator.canShare?.({ files: [file] })) return download(file);
    await navigator.share({ files: [file] }).catch((error) => error.name === 'AbortError' || download(file));
  }

  async function run(part) {
    show(part, 'reading', SAY.reading);
    const database = await openDatabase();
    if (!database) return show(part, 'none', SAY.none);
    let disk;
    try {
      // The app may have to change or delete the database while this page stands.
      database.onversionchange = () => database.close();
      if (database.version > 1) throw new Newer();
      disk = database.objectStoreNames.contains('meta') ? await readDisk(database) : null;
    } finally {
      database.close();
    }
    if (!disk) return show(part, 'none', SAY.none);
    const book = assemble(disk);
    const { file, counts, lost } = await makeBackup(book);
    const { orders, customers, imports } = counts;
    show(part, 'found', [
      `可以读出订单 ${orders} 笔、客户 ${customers} 位、导入 ${imports} 次，到第 ${disk.last} 次保存为止。下载的备份以后能在回头里恢复。`,
      `Can be read: ${orders} orders, ${customers} customers, ${imports} imports, up to save no. ${disk.last}. Huitou can restore the backup later.`,
    ]);
    Object.assign(part.dataset, { orders, customers, imports, seq: disk.last, lostPages: book.pages, lostChanges: book.changes,
      lostSaves: book.missing, lostOrders: lost.orders, lostImports: lost.imports, lostFields: lost.fields });
    const rows = losses(disk, book, lost);
    if (rows.length) {
      [['读不出的：', rows.map(([, zh]) => zh)], ['What cannot be read:', rows.map(([, , en]) => en)]].forEach(([title, lines], language) => {
        add(part, 'p', title, language);
        const list = add(part, 'ul', '', language);
        lines.forEach((line) => add(list, 'li', line));
      });
    }
    const button = add(part, 'button', '下载备份 / Download backup');
    button.dataset.testid = 'rescue-backup';
    button.onclick = () => hand(file);
  }

  const part = document.getElementById('rescue-book');
  run(part).catch((error) => {
    if (error instanceof Newer) return show(part, 'newer', SAY.newer);
    show(part, 'failed', SAY.failed);
    add(part, 'pre', String(error?.stack || error).slice(0, 2000));
  });
})();
