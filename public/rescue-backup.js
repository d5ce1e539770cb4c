// For the rescue page: the book in memory, and the backup of it. The records are those of
// src/domain/shop/pages.rs, change.rs, packed_order.rs, packed_person.rs and import.rs; the backup is that of
// src/format/backup/mod.rs.
import { Damage, Reader, attempt, hex, jsonText, must, narrow, uuid } from './rescue-disk.js';
import { readEvent, readMarks, readProfile } from './rescue-events.js';
import { birthday, dayOf, wordOf } from './rescue-values.js';

const APP = '__APP__';
const RECORDS_PER_PAGE = 1024;
const COLLECTIONS = ['texts', 'customers', 'receivers', 'imports', 'orders', 'profile', 'people', 'events'];
const PLATFORMS = ['taobao', '1688', 'youzan', 'table', 'hand'];
const STATUSES = ['unpaid', 'paid', 'shipped', 'completed', 'closed', 'refunded'];
const NO_STAMP = '[0,"0000000000000000"]';

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
    return this.pages.set(number, reader.end({ reader, starts }));
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

const nameOf = ({ collection, number }) => `${COLLECTIONS[collection] ?? collection}/${number}`;
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
    if (COLLECTIONS[collection] === 'events') {
      // An event differs from what it was in nothing but whether it stands.
      const customers = [2, 3].includes(reader.byte()) ? 2 : 1;
      reader.list(customers, () => reader.small());
      reader.raw(16);
      reader.small();
    } else if (COLLECTIONS[collection] === 'people') reader.small();
    else readKey(reader);
    return bytes.subarray(0, reader.at);
  };
  if (!known || COLLECTIONS[collection] === 'profile') return true;
  return (collection > 2 && !(known.length && record.length)) || sameBytes(identity(known), identity(record));
}

/// The book that pages and changes make, and what of them could not be taken in.
export function assemble(disk) {
  let book = newBook();
  book.pages = disk.damaged.map(nameOf);
  book.missing = disk.missing;
  for (const page of disk.pages) {
    const read = attempt(() => must(book.shelves[page.collection]).addPage(page.number, page.bytes));
    if (!read) book.pages.push(nameOf(page));
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
/// What a list says of a person: a map of what is given.
function facts(reader) {
  const mask = Number(reader.unsigned());
  const given = (bit, read) => (mask & bit ? read() : undefined);
  const list = () => `[${reader.list(reader.small(), () => reader.json())}]`;
  const text = () => reader.json();
  const day = () => dayOf(Number(reader.signed()));
  return mapOf({
    name: given(1, text), company: given(2, text), wechat: given(4, text), nick: given(8, text),
    region: given(16, text), address: given(32, text),
    phones: given(64, list), remarks: given(128, list), tags: given(256, list),
    birthday: given(512, () => birthday(reader)), since: given(1024, day), opening: given(2048, () => opening(reader)),
  });
}
const mapOf = (fields) => `{${Object.entries(fields).filter(([, value]) => value !== undefined)
  .map(([key, value]) => `"${key}":${value}`)}}`;
function opening(reader) {
  const mask = reader.byte();
  const given = (bit, read) => (mask & bit ? read() : undefined);
  const signed = () => reader.signed();
  return mapOf({
    day: given(1, () => dayOf(Number(reader.signed()))), amount: given(2, signed),
    purchases: given(4, () => reader.small()), points: given(8, signed), tier: given(16, () => reader.json()),
  });
}

/// A table of the backup: what an order names gets a place there when it is first named, equal values one.
class Table {
  constructor(shelf, read) { Object.assign(this, { shelf, read, rows: [], places: [], known: new Map() }); }
  /// The place in the backup; null where what stood at this place of the book is lost.
  place(at) {
    let place = this.places[at];
    if (place === undefined) {
      const row = attempt(() => this.read(must(this.shelf.get(at))));
      place = row === undefined ? null : this.add(row);
      this.places[at] = place;
    }
    return place;
  }
  add(row) {
    if (!this.known.has(row)) this.known.set(row, this.rows.push(row) - 1);
    return this.known.get(row);
  }
}

class Records {
  constructor({ shelves: [texts, customers, receivers, imports, orders, profile, people, events] }) {
    this.texts = new Table(texts, jsonText);
    this.customers = new Table(customers, (bytes) => readCustomer(new Reader(bytes)));
    this.receivers = new Table(receivers, (bytes) => readReceiver(new Reader(bytes)));
    this.lost = { orders: 0, fields: 0, imports: 0, people: 0, events: 0 };
    this.orders = orders;
    this.people = people;
    this.events = events;
    this.acts = new Set();
    this.keys = new Set();
    this.known = new Set();
    this.shop = attempt(() => readProfile(new Reader(must(profile.get(0))))) ?? `{"name":["",${NO_STAMP}]}`;
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
    const marks = readMarks(reader, NO_STAMP);
    const sightings = reader.list(reader.small(), () => this.sighting(reader));
    reader.end();
    if ((!sightings.length && marks === 'null') || this.keys.has(platform + key)) throw new Damage();
    this.keys.add(platform + key);
    return `[${platform},${key},${marks},[${sightings}]]`;
  }
  /// What lists say of a person; without a key nobody knows whom they mean.
  person(reader) {
    const customer = must(this.customers.place(reader.small()));
    const sightings = reader.list(reader.small(), () => `[[${this.sources(reader)}],${facts(reader)}]`);
    reader.end();
    if (!sightings.length || this.known.has(customer)) throw new Damage();
    this.known.add(customer);
    return `[${customer},[${sightings}]]`;
  }
  /// What the seller did with people; without a key nobody knows with whom.
  event(reader) {
    const { id, json } = readEvent(reader, (at) => this.customers.place(at));
    if (this.acts.has(id)) throw new Damage();
    this.acts.add(id);
    return json;
  }
  /// What a lost import said stays, as said by the seller: a statement that nobody makes would go.
  sources(reader) {
    return [...new Set(reader.list(reader.small(), () => {
      const source = reader.small();
      return source === 0 ? 0 : (this.importPlaces.get(source - 1) ?? -1) + 1;
    }))];
  }
  sighting(reader) {
    const sources = this.sources(reader);
    const customer = reader.small();
    const named = customer > 1 ? this.field(this.customers, customer - 2) : customer ? `{"several":${reader.small()}}` : null;
    const mask = Number(reader.unsigned());
    const base = mask & 1 ? Number(reader.signed()) : 0;
    const day = mask & 1 ? dayOf(base) : 'null';
    const refund = mask & 2 ? reader.signed() : 0;
    const held = mask & 8 ? this.held(reader, mask, base) : 'null';
    const lines = mask & 4 ? `,[${reader.list(reader.small(), () => this.line(reader))}]` : '';
    return `[[${sources}],${named},${day},${refund},${held}${lines}]`;
  }
  held(reader, mask, base) {
    const given = (bit, read, otherwise = null) => (mask & bit ? read() : otherwise);
    const day = () => dayOf(Number(reader.signed()) + base);
    const text = () => this.field(this.texts, reader.small());
    const row = [wordOf(STATUSES, reader.byte()), given(16, () => reader.signed()), given(32, () => reader.signed(), 0),
      given(64, () => reader.signed(), 0), given(128, day), given(256, day), given(512, text),
      given(1024, () => this.field(this.receivers, reader.small())), given(2048, text), given(4096, text),
      given(8192, text), given(16384, () => true)];
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
export async function makeBackup(book) {
  const records = new Records(book);
  const piecesOf = async (kind, read) => {
    const pieces = [];
    let rows = [];
    const flush = async () => {
      pieces.push(new Blob([(pieces.length ? ',\n' : '') + rows.join(',\n')]));
      rows = [];
      await new Promise((done) => setTimeout(done));
    };
    for (const [, bytes] of records[kind].entries()) {
      if (bytes.length === 0) continue;
      const row = attempt(() => read(new Reader(bytes)));
      if (row) rows.push(row);
      else records.lost[kind]++;
      if (rows.length === 5000) await flush();
    }
    if (rows.length) await flush();
    return pieces;
  };
  const orders = await piecesOf('orders', (reader) => records.order(reader));
  const people = await piecesOf('people', (reader) => records.person(reader));
  const events = await piecesOf('events', (reader) => records.event(reader));
  const list = (name, rows) => `"${name}":[\n${rows.join(',\n')}],\n`;
  const { imports, texts, customers, receivers } = records;
  const tables = `{"shop":${records.shop},\n${list('imports', imports)}${list('texts', texts.rows)}`
    + `${list('customers', customers.rows)}${list('receivers', receivers.rows)}"people":[\n`;
  const value = new Blob([tables, ...people, '],\n"events":[\n', ...events, '],\n"orders":[\n', ...orders, ']}']);
  const digest = await crypto.subtle.digest('SHA-256', await value.arrayBuffer());
  const counts = { customers: customers.rows.length, orders: records.keys.size, imports: imports.length,
    receivers: receivers.rows.length, texts: texts.rows.length, people: records.known.size, events: records.acts.size };
  const now = new Date();
  const head = `{"format":"huitou-backup","schema":5,"app":"${APP}","exported_at":"${now.toISOString().slice(0, 19)}Z",`
    + `"counts":${JSON.stringify(counts)},"sha256":"${hex(new Uint8Array(digest))}","records":`;
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  const file = new File([head, value, '}'], `huitou-rescue-${day}.json`, { type: 'application/json' });
  return { file, counts, lost: records.lost };
}
