// A seller's book from the first import to the backup that saves it: written only on the seller's word, the same
// after every reload, offline, undone, lost, damaged, deleted, restored. And what the pages look like meanwhile.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { checkAccess as checkWhole } from './looks.mjs';
import {
  SCHEMA, barsOf, confirm, contentOf, countsOf, expected, figures, leaveOut, lose, made, mark, numberOf, open, orderFile, pause, place,
  preview, recordsOf, reload, sale, sell, seqOf, sha256, take, undo, withoutBars, withoutTime,
} from './seller.mjs';
import { startServer } from './server.mjs';

const EXPORT = fileURLToPath(new URL('../data/cn_export/ExportOrderList_46col_utf8bom.csv', import.meta.url));
const ORDERS = 85;
const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const LOCALES = { zh: 'zh-CN', en: 'en-US' };

let site;
before(async () => {
  // A page without the app asks for this, and its absence would stand among the faults.
  const intercept = (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true);
  site = await startServer({ prefix: '/shop/', intercept });
});
after(() => site.stop());

/// The cells of a table whose cells may hold commas and line ends.
function parse(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted && sign === '"' && text[at + 1] === '"') cell += text[++at];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === ',' || sign === '\n')) {
      rows.at(-1).push(cell.replace(/\r$/, ''));
      cell = '';
      if (sign === '\n') rows.push([]);
    } else cell += sign;
  }
  if (cell !== '' || rows.at(-1).length > 0) rows.at(-1).push(cell);
  return rows.filter((row) => row.length > 1);
}
const write = (rows) => '\ufeff' + rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n') + '\r\n';

/// The export a while later: its ten oldest orders have fallen out of the period, an unpaid order is paid, one has
/// arrived, one was refunded in part, and two are new.
const DROPPED = 10;
const LATER = (() => {
  const [titles, ...rows] = parse(readFileSync(EXPORT, 'utf8').slice(1));
  const at = (title) => titles.findIndex((it) => it.trim() === title);
  const [status, refund, number] = [at('订单状态'), at('退款金额'), at('订单编号')];
  const kept = rows.slice(0, rows.length - DROPPED).map((row) => [...row]);
  const unpaid = kept.find((row) => row[status] === '等待买家付款');
  const shipped = kept.find((row) => row[status] === '卖家已发货，等待买家确认');
  const sold = kept.filter((row) => row[status] === '交易成功' && row[refund] === '0.00');
  unpaid[status] = '交易成功';
  shipped[status] = '交易成功';
  sold[3][refund] = '1.00';
  const added = [1, 2].map((n) => sold[n].map((cell, column) => (column === number ? `3510000000009990${n}` : cell)));
  const digits = (row) => row[number].replace(/\D/g, '');
  for (const row of [...added, ...kept]) row[number] = `="${digits(row)}"`;
  return { file: made('later.csv', write([titles, ...added, ...kept])), some: digits(sold[5]), updated: 3, added: added.length, rest: kept.length - 3 };
})();

const waitForSeq = (page, seq) =>
  page.waitForFunction((seq) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) >= seq, seq);
const leaveOutAndWait = async (page, number, value) => {
  const seq = await seqOf(page);
  await leaveOut(page, number, value);
  await waitForSeq(page, seq + 1);
};
/// The backup as the browser's own download.
const download = async (page) => {
  await place(page, '#/data');
  const [file] = await Promise.all([page.waitForEvent('download'), mark(page, 'backup-download').click()]);
  await page.waitForSelector('[data-testid="backup-status"][data-state="verified"]');
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
};
const wipe = async (page) => {
  await place(page, '#/data');
  await mark(page, 'wipe').click();
  await mark(page, 'wipe-confirm').click();
  await page.waitForFunction(() => document.querySelector('[data-testid="save-status"]').dataset.seq === '0');
};
const backupFile = (text, name = 'backup.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const restore = async (page, text, mode) => {
  await place(page, '#/data');
  await mark(page, 'restore-file').setInputFiles(backupFile(text));
  await mark(page, 'restore-preview').waitFor();
  await mark(page, `restore-${mode}`).click();
  await page.waitForSelector(`[data-testid="restore-done"][data-mode="${mode}"]`);
};
/// Everything in a database of this origin as text, or null where there is none. The page may be any of the origin.
const dump = (page, name) =>
  page.evaluate(async (name) => {
    if (!(await indexedDB.databases()).some((it) => it.name === name)) return null;
    const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
    const database = await asked(indexedDB.open(name));
    const found = [];
    for (const store of database.objectStoreNames) {
      const it = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([asked(it.getAllKeys()), asked(it.getAll())]);
      keys.forEach((key, at) => found.push([store, key, [...new Uint8Array(values[at])].map((byte) => byte.toString(16).padStart(2, '0')).join('')]));
    }
    database.close();
    return found;
  }, name);
/// Puts other bytes into the database behind the app's back, and takes away the second copy that would put them
/// right again.
const tamper = (page, edits) =>
  page.evaluate(async (edits) => {
    await caches.delete('book-spare huitou-real');
    const asked = (request) => new Promise((done, fail) => { request.onsuccess = () => done(request.result); request.onerror = () => fail(request.error); });
    const database = await asked(indexedDB.open('huitou-real'));
    for (const [store, key, hex] of edits) {
      const transaction = database.transaction(store, 'readwrite');
      transaction.objectStore(store).put(Uint8Array.from(hex.match(/../g), (byte) => parseInt(byte, 16)), key);
      await new Promise((done) => { transaction.oncomplete = done; });
    }
    database.close();
  }, edits);
/// A page of the origin without the app.
const elsewhere = (page) => page.goto(`${site.url}icon.svg`);

const checkLayout = async (page, where) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where} scrolls sideways by ${wide} px`);
};
const checkAccess = (page, where) => withoutBars(page, () => checkWhole(page, where));

describe('a book', () => {
  let tab;
  let page;
  let first;
  let last;
  let saved;
  before(async () => {
    tab = await launch(SIZES.desktop);
    page = tab.page;
  });
  after(() => tab.close());

  it('is written on the seller\'s word and not before', async () => {
    await open(page, site.url);
    assert.equal(await mark(page, 'door-import').count(), 1, 'a first visit begins at the doors');
    await mark(page, 'door-import').click();
    await preview(page, EXPORT);
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.new, counts.updated, counts.unchanged, counts.skipped, counts.problems], [`${ORDERS}`, '0', '0', '0', '0']);
    const before = await dump(page, 'huitou-real');
    await mark(page, 'import-cancel').click();
    await mark(page, 'import-preview').waitFor({ state: 'detached' });
    assert.equal(await seqOf(page), 0);
    assert.deepEqual(await dump(page, 'huitou-real'), before, 'nothing is written');
    await open(page, site.url);
    assert.equal(await mark(page, 'door-import').count(), 1);
  });

  it('is the same after a reload, and without a network', async () => {
    await place(page, '#/data');
    await take(page, EXPORT);
    assert.equal((await countsOf(page, 'import-done')).new, `${ORDERS}`);
    const seq = await seqOf(page);
    assert.ok(seq > 0);
    first = await figures(page);
    assert.deepEqual([first.customers, first.orders, first.problem_rows], [39, 82, 0]);
    await reload(page);
    assert.deepEqual(await figures(page), first);
    assert.equal(await seqOf(page), seq);
    await page.waitForSelector('html[data-offline="ready"]');
    await tab.context.setOffline(true);
    await reload(page);
    assert.deepEqual(await figures(page), first);
    await tab.context.setOffline(false);
  });

  it('knows the same file again', async () => {
    await open(page, `${site.url}#/data`);
    await preview(page, EXPORT);
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.new, counts.updated, counts.unchanged], ['0', '0', `${ORDERS}`]);
    assert.ok(await mark(page, 'import-confirm').isDisabled());
    // What counts is its content, not its name.
    await mark(page, 'import-cancel').click();
    await preview(page, { name: 'copy.csv', mimeType: 'text/csv', buffer: readFileSync(EXPORT) });
    assert.ok(await mark(page, 'import-confirm').isDisabled());
    await mark(page, 'import-cancel').click();
  });

  it('leaves an order out, also through a later file of the same orders', async () => {
    await leaveOutAndWait(page, LATER.some, true);
    assert.equal((await figures(page)).orders, first.orders - 1);
    await place(page, '#/data');
    await preview(page, LATER.file);
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.new, counts.updated, counts.unchanged].map(Number), [LATER.added, LATER.updated, LATER.rest]);
    await confirm(page);
    const now = await figures(page);
    // Two are new, one was unpaid before.
    assert.equal(now.orders, first.orders - 1 + LATER.added + 1);
    assert.equal(now.refund_minor, first.refund_minor + 100);
  });

  it('takes back the first import, later', async () => {
    await reload(page);
    await place(page, '#/data');
    await mark(page, 'import-undo').first().waitFor();
    assert.equal(await mark(page, 'import-undo').count(), 2);
    await undo(page, 1);
    assert.equal(await mark(page, 'import-undo').count(), 1);
    const now = await figures(page);
    // As if it had never been there.
    const other = await launch(SIZES.desktop);
    await open(other.page, `${site.url}#/data`);
    await take(other.page, LATER.file);
    await leaveOutAndWait(other.page, LATER.some, true);
    assert.deepEqual(now, await figures(other.page));
    await other.close();
    await reload(page);
    assert.deepEqual(await figures(page), now);
    // And in again.
    await place(page, '#/data');
    await take(page, EXPORT);
    assert.equal((await figures(page)).orders, first.orders - 1 + LATER.added + 1);
  });

  it('goes into a backup that anyone can check', async () => {
    await place(page, '#/settings');
    const seq = await seqOf(page);
    await mark(page, 'shop-name').fill('阿强小店');
    await mark(page, 'shop-name').blur();
    await waitForSeq(page, seq + 1);
    await sell(page, '王姐', 12_345);
    last = await figures(page);
    const { name, text } = await download(page);
    saved = text;
    assert.match(name, /阿强小店.*\.json$/);
    const { format, schema, counts, sha256: sum, records } = JSON.parse(text);
    assert.deepEqual([format, schema], ['huitou-backup', SCHEMA]);
    assert.equal(sha256(recordsOf(text)), sum);
    assert.equal(counts.orders, records.orders.length);
    assert.equal(counts.orders, ORDERS + LATER.added + 1);
  });

  it('is deleted, and comes back from the backup', async () => {
    await page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open('huitou-demo', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('meta').put(new Uint8Array([1, 2, 3]), 'head');
      request.onsuccess = () => done(request.result.close());
    }));
    const demo = await dump(page, 'huitou-demo');
    await wipe(page);
    assert.deepEqual(await figures(page), {});
    await open(page, site.url);
    assert.equal(await mark(page, 'door-import').count(), 1, 'the doors again');
    assert.deepEqual(await barsOf(page), [], 'the seller knows that it is gone');
    await restore(page, saved, 'replace');
    assert.deepEqual(await figures(page), last);
    await reload(page);
    assert.deepEqual(await figures(page), last);
    const again = await download(page);
    assert.equal(withoutTime(again.text), withoutTime(saved));
    assert.deepEqual(await dump(page, 'huitou-demo'), demo, 'the demo has a database of its own');
  });

  it('is merged into a book with other orders', async () => {
    await wipe(page);
    await place(page, '#/data');
    await take(page, made('other.csv', orderFile(1, 20)));
    await sell(page, '李哥', 500);
    await mark(page, 'restore-file').setInputFiles(backupFile(saved));
    await mark(page, 'restore-preview').waitFor();
    const counts = await countsOf(page, 'restore-preview');
    assert.equal(Number(counts.new), Number(counts.orders));
    await mark(page, 'restore-merge').click();
    await page.waitForSelector('[data-testid="restore-done"][data-mode="merge"]');
    const now = await figures(page);
    assert.equal(now.orders, last.orders + 21);
    const { text } = await download(page);
    // The same once more changes nothing, and the mark of leaving out has come along.
    await restore(page, saved, 'merge');
    assert.equal(withoutTime((await download(page)).text), withoutTime(text));
    assert.equal([...contentOf(text).orders.values()].filter((order) => order.out).length, 1);
  });

  it('takes no backup that is not whole, and stays as it is', async () => {
    await place(page, '#/data');
    const before = await dump(page, 'huitou-real');
    for (const [what, text, reason] of [
      ['cut', saved.slice(0, saved.length / 2), 'truncated'],
      ['altered', saved.replace('12345', '12346'), 'checksum'],
      ['newer', saved.replace(`"schema":${SCHEMA}`, `"schema":${SCHEMA + 1}`), 'newer_schema'],
      ['foreign', '{"version":2,"customers":[]}', 'not_ours'],
    ]) {
      const name = `${what}.json`;
      await mark(page, 'restore-file').setInputFiles(backupFile(text, name));
      const refused = page.locator('[data-testid="restore-refused"]', { hasText: name });
      await refused.waitFor();
      assert.equal(await refused.getAttribute('data-reason'), reason, what);
      assert.ok((await refused.innerText()).length > 30, 'a sentence says what to do');
    }
    assert.deepEqual(await dump(page, 'huitou-real'), before);
  });

  it('that the browser has lost comes back by itself', async () => {
    await sell(page, 'the last before the loss', 4321);
    const [seq, before] = [await seqOf(page), await figures(page)];
    await elsewhere(page);
    await lose(page);
    await open(page, `${site.url}#/data`);
    await mark(page, 'book-recovered').waitFor();
    assert.deepEqual([await seqOf(page), await figures(page)], [seq, before]);
    assert.deepEqual(await barsOf(page), []);
    await mark(page, 'recovered-ok').click();
    await mark(page, 'book-recovered').waitFor({ state: 'detached' });
    await reload(page);
    assert.equal(await mark(page, 'book-recovered').count(), 0, 'said once');
    await place(page, '#/data');
    await page.locator('[data-testid="spare"][data-state="whole"]').waitFor();
    // A value that cannot be read is put right from it, too.
    await elsewhere(page);
    const journal = await page.evaluate(() => new Promise((done) => {
      indexedDB.open('huitou-real').onsuccess = ({ target: { result: handle } }) => {
        const store = handle.transaction('journal', 'readwrite').objectStore('journal');
        store.getAllKeys().onsuccess = ({ target: { result: keys } }) => {
          store.put(new Uint8Array(50), keys.at(-1)).onsuccess = () => { handle.close(); done(keys); };
        };
      };
    }));
    assert.equal(journal.at(-1), seq);
    await open(page, `${site.url}#/data`);
    await mark(page, 'book-recovered').waitFor();
    assert.deepEqual([await seqOf(page), await figures(page)], [seq, before]);
    await place(page, '#/data');
    last = await figures(page);
    saved = (await download(page)).text;
  });

  it('that is gone is never taken for none', async () => {
    await elsewhere(page);
    await lose(page, { all: true });
    for (const hash of ['', '#/insight', '#/data']) {
      await open(page, site.url + hash);
      await mark(page, 'book-missing').waitFor();
      assert.equal(await page.locator('[data-figure]').count(), 0, 'no zeros');
    }
    await open(page, `${site.url}#/data`);
    assert.equal(await mark(page, 'import-file').count(), 0, 'nothing is written over it unasked');
    await sale(page, 'nobody', 1);
    await pause(200);
    assert.equal(await seqOf(page), 0);
    await restore(page, saved, 'replace');
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(await figures(page), last);
    // Gone once more, and this time there is no backup.
    await elsewhere(page);
    await lose(page, { all: true });
    await open(page, `${site.url}#/data`);
    await mark(page, 'begin-anew').click();
    await mark(page, 'begin-anew-confirm').click();
    await mark(page, 'book-missing').waitFor({ state: 'detached' });
    await take(page, EXPORT);
    await reload(page);
    assert.deepEqual(await barsOf(page), []);
  });

  it('throws nothing, asks nobody', () => {
    assert.deepEqual(tab.faults, []);
  });
});

describe('a damaged book', () => {
  let tab;
  let page;
  let whole;
  before(async () => {
    tab = await launch(SIZES.desktop);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  const manifests = async () =>
    (await dump(page, 'huitou-real')).map(([, key]) => String(key)).filter((key) => key.startsWith('checkpoint@'));
  /// So many acts that the app writes everything down.
  const untilCheckpoint = async (name) => {
    const [seq, before] = [await seqOf(page), new Set(await manifests())];
    const isWritten = async () => (await manifests()).some((key) => !before.has(key));
    for (let n = 0; n < 66; n++) await sale(page, `${name}${n}`, 100);
    await waitForSeq(page, seq + 66);
    for (let tries = 0; !(await isWritten()) && tries < 100; tries++) await pause(100);
    assert.ok(await isWritten());
  };
  const flipped = (hex, bit) => hex.slice(0, -2) + ((parseInt(hex.slice(-2), 16) ^ bit).toString(16).padStart(2, '0'));
  const orderPages = async () => {
    const pages = (await dump(page, 'huitou-real')).filter(([store]) => store === 'pages');
    // The largest collection is that of the orders.
    const sizes = new Map();
    for (const [, key, hex] of pages) sizes.set(key.split('/')[0], (sizes.get(key.split('/')[0]) ?? 0) + hex.length);
    const [orders] = [...sizes].sort((a, b) => b[1] - a[1])[0];
    return pages.filter(([, key]) => key.startsWith(`${orders}/0@`));
  };

  it('is whole while an older checkpoint and the journal stand in', async () => {
    await take(page, made('many.csv', orderFile(1, 2000)));
    await untilCheckpoint('a');
    whole = await figures(page);
    const pages = await orderPages();
    await tamper(page, pages.map(([store, key, hex]) => [store, key, flipped(hex, 1)]));
    await reload(page);
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(await figures(page), whole);
    // And it heals: the next checkpoint writes everything anew, and the one after it cuts the journal.
    await untilCheckpoint('b');
    await untilCheckpoint('c');
  });

  it('names what is lost, shows the rest, writes nothing', async () => {
    // A byte in both generations.
    whole = await figures(page);
    await tamper(page, (await orderPages()).map(([store, key, hex]) => [store, key, flipped(hex, 2)]));
    await reload(page);
    await mark(page, 'book-damaged').waitFor();
    assert.ok(await mark(page, 'book-damaged').locator('li').count() >= 1, 'what is lost is named');
    const rest = await figures(page);
    assert.ok(rest.orders > 0 && rest.orders < whole.orders, `${rest.orders} of ${whole.orders} orders are shown`);
    const before = await dump(page, 'huitou-real');
    await sale(page, 'nobody', 1);
    await place(page, '#/data');
    assert.equal(await mark(page, 'import-file').count(), 0);
    await pause(300);
    assert.deepEqual(await dump(page, 'huitou-real'), before);
    await reload(page);
    await mark(page, 'book-damaged').waitFor();
  });

  it('goes on without it when the seller says so', async () => {
    const rest = await figures(page);
    await mark(page, 'go-on-without').click();
    await mark(page, 'book-damaged').waitFor({ state: 'detached' });
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(await figures(page), rest);
    assert.ok((await dump(page, 'huitou-real')).some(([store]) => store === 'aside'), 'put aside, not thrown away');
    await sell(page, 'on we go', 100);
    await reload(page);
    assert.deepEqual(await barsOf(page), []);
    assert.equal((await figures(page)).orders, rest.orders + 1);
  });

  it('is replaced by a backup, as its bar offers', async () => {
    const { text } = await download(page);
    const now = await figures(page);
    const pages = (await dump(page, 'huitou-real')).filter(([store]) => store === 'pages');
    await tamper(page, pages.map(([store, key, hex]) => [store, key, flipped(hex, 4)]));
    await reload(page);
    await mark(page, 'book-damaged').waitFor();
    await place(page, '#/data');
    await mark(page, 'restore-file').setInputFiles(backupFile(text));
    await mark(page, 'restore-preview').waitFor();
    await mark(page, 'restore-replace').click();
    await mark(page, 'restore-done').waitFor({ timeout: 3000 });
    await reload(page);
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(await figures(page), now);
  });

  it('throws nothing', () => {
    assert.deepEqual(tab.faults, []);
  });
});

describe('a newer book', () => {
  /// The checksum of zlib.
  const crc32 = (bytes) => {
    let crc = ~0;
    for (const byte of bytes) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    return ~crc >>> 0;
  };
  const frame = (kind, schema, seq, body) => {
    const head = Buffer.alloc(15);
    head.writeUInt8(kind, 0);
    head.writeUInt16LE(schema, 1);
    head.writeBigUInt64LE(BigInt(seq), 3);
    head.writeUInt32LE(body.length, 11);
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(crc32(Buffer.concat([head, body])));
    return Buffer.concat([Buffer.from('HTB1'), head, crc, body]);
  };

  it('is left alone by an older app, also by one that is open', async () => {
    const tab = await launch(SIZES.phone);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    await take(page, EXPORT);
    const seq = await seqOf(page);
    const head = (await dump(page, 'huitou-real')).find(([store, key]) => store === 'meta' && key === 'head')[2];
    assert.equal(frame(1, SCHEMA, seq, Buffer.from(head, 'hex').subarray(23)).toString('hex'), head, 'frames are what we think');
    await tamper(page, [['meta', 'head', frame(1, SCHEMA + 1, seq + 1, Buffer.alloc(40, 7)).toString('hex')]]);
    const before = await dump(page, 'huitou-real');
    await sale(page, 'nobody', 1);
    await page.waitForSelector('[data-testid="save-status"][data-state="failed"]');
    assert.equal(await mark(page, 'save-failed').count(), 1);
    await open(page, `${site.url}#/data`);
    await mark(page, 'book-failed').waitFor();
    assert.equal(await mark(page, 'import-file').count(), 0);
    assert.equal(await page.locator('[data-figure]').count(), 0);
    assert.deepEqual(await dump(page, 'huitou-real'), before);
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

describe('what could not be saved', () => {
  /// In the page: no write gets through while `window.full` is true.
  const fullDisk = () => {
    for (const name of ['put', 'add']) {
      const real = IDBObjectStore.prototype[name];
      IDBObjectStore.prototype[name] = function (...args) {
        if (window.full) throw new DOMException('on purpose', 'QuotaExceededError');
        return real.apply(this, args);
      };
    }
  };
  const full = (page, full) => page.evaluate((full) => { window.full = full; }, full);
  const start = async () => {
    const tab = await launch(SIZES.phone);
    await tab.context.addInitScript(fullDisk);
    await open(tab.page, `${site.url}#/data`);
    await sell(tab.page, 'first', 100);
    await full(tab.page, true);
    await sale(tab.page, 'second', 200);
    await mark(tab.page, 'save-failed').waitFor();
    return tab;
  };

  it('is said until it is', async () => {
    const tab = await start();
    const { page } = tab;
    await mark(page, 'save-retry').click();
    await page.waitForSelector('[data-testid="save-status"][data-state="failed"]');
    await full(page, false);
    await mark(page, 'save-retry').click();
    await page.waitForSelector('[data-testid="save-status"][data-state="saved"]');
    await reload(page);
    assert.equal((await figures(page)).orders, 2);
    await tab.close();
  });

  it('is in the backup that is offered', async () => {
    const tab = await start();
    const { page } = tab;
    await page.evaluate(() => {
      window.keptFiles = [];
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => (window.keptFiles.push(blob), make.call(URL, blob));
    });
    await mark(page, 'save-backup').click();
    await page.waitForSelector('[data-testid="backup-status"][data-state="verified"]');
    const { orders } = contentOf(await page.evaluate(() => window.keptFiles.at(-1).text()));
    assert.deepEqual([...orders.keys()].sort(), ['sale first', 'sale second']);
    assert.equal(await seqOf(page), 1, 'and still not in the book');
    await full(page, false);
    await mark(page, 'save-retry').click();
    await page.waitForSelector('[data-testid="save-status"][data-state="saved"][data-seq="2"]');
    await tab.close();
  });

  it('says what an import brought once it can be written', async () => {
    const tab = await start();
    const { page } = tab;
    await preview(page, made('late.csv', orderFile(3, 5)));
    await mark(page, 'import-confirm').click();
    await mark(page, 'save-failed').waitFor();
    await page.waitForFunction(() => !document.querySelector('[data-testid="import-preview"]'));
    assert.equal(await page.locator('.imp > .bar-bad').count(), 0, 'said once');
    await full(page, false);
    await mark(page, 'save-retry').click();
    await mark(page, 'import-done').waitFor();
    assert.equal((await countsOf(page, 'import-done')).new, '5');
    await tab.close();
  });

  it('is not forgotten when the next act fails as well', async () => {
    const tab = await start();
    const { page } = tab;
    await sale(page, 'third', 300);
    await pause(300);
    await full(page, false);
    await mark(page, 'save-retry').click();
    await page.waitForSelector('[data-testid="save-status"][data-state="saved"]');
    await reload(page);
    const { orders } = await figures(page);
    await tab.close();
    assert.equal(orders, 3, 'the retry says saved, but a sale is gone');
  });

  it('is not forgotten when the next act succeeds', async () => {
    const tab = await start();
    const { page } = tab;
    await full(page, false);
    await sale(page, 'third', 300);
    // Saved is only said when everything is: the one that waited, and the new one behind it.
    await page.waitForFunction(() => {
      const { seq, state } = document.querySelector('[data-testid="save-status"]').dataset;
      return state === 'saved' && Number(seq) >= 2;
    });
    const said = await mark(page, 'save-failed').count();
    await reload(page);
    const { orders } = await figures(page);
    await tab.close();
    assert.ok(said === 1 || orders === 3, 'the bar is gone, and so is the sale');
  });
});

describe('the way in with a backup', () => {
  it('stands on the first page', async () => {
    let old = await launch(SIZES.phone);
    await open(old.page, `${site.url}#/data`);
    await download(old.page);
    await take(old.page, EXPORT);
    assert.match(await mark(old.page, 'storage-light').getAttribute('title'), /还没有备份/, 'that of an empty book is none');
    await old.close();
    old = await launch(SIZES.phone);
    await open(old.page, `${site.url}#/data`);
    assert.equal(await mark(old.page, 'wipe').count(), 0);
    await take(old.page, EXPORT);
    const { text } = await download(old.page);
    await old.close();
    const tab = await launch(SIZES.phone);
    const { page } = tab;
    await open(page, site.url);
    await mark(page, 'restore-file').setInputFiles(backupFile(text));
    await mark(page, 'restore-preview').waitFor();
    const card = page.locator('section', { has: mark(page, 'restore-preview') });
    await page.waitForFunction((card) => card.getBoundingClientRect().top < innerHeight / 2, await card.elementHandle());
    await mark(page, 'restore-merge').click();
    await mark(page, 'restore-done').waitFor();
    assert.equal((await figures(page)).orders > 0, true);
    await place(page, '#/data');
    assert.match(await page.locator('section', { has: mark(page, 'backup-download') }).innerText(), /上次备份/, 'it has one');
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

describe('a restore that cannot be written', () => {
  it('does not make the app forget that a book is gone', async () => {
    const tab = await launch(SIZES.phone);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    await take(page, EXPORT);
    const { text } = await download(page);
    await elsewhere(page);
    await lose(page, { all: true });
    await open(page, `${site.url}#/data`);
    await mark(page, 'book-missing').waitFor();
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => { throw new DOMException('on purpose', 'QuotaExceededError'); };
    });
    await mark(page, 'restore-file').setInputFiles(backupFile(text));
    await mark(page, 'restore-preview').waitFor();
    await mark(page, 'restore-replace').click();
    await page.locator('.bar-bad').first().waitFor();
    await pause(300);
    await open(page, site.url);
    const bars = await barsOf(page);
    await tab.close();
    assert.deepEqual(bars, ['book-missing'], 'the doors of a first visit');
  });
});

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const [lang, locale] of Object.entries(LOCALES)) {
    it(`looks right on a ${size} in ${lang}`, async () => {
      const tab = await launch({ ...viewport, locale });
      const { page } = tab;
      const look = async (where) => {
        await checkLayout(page, where);
        await checkAccess(page, where);
      };
      await open(page, `${site.url}#/data`);
      assert.equal((await page.getAttribute('html', 'lang')).slice(0, 2), lang);
      await preview(page, EXPORT);
      await look('import preview');
      await confirm(page);
      await look('import done');
      const { text } = await download(page);
      await look('backup made');
      await mark(page, 'restore-file').setInputFiles(backupFile(text));
      await mark(page, 'restore-preview').waitFor();
      await look('restore preview');
      await mark(page, 'wipe').click();
      await look('asked before deleting');
      await mark(page, 'restore-file').setInputFiles(backupFile(text.slice(0, 500)));
      await mark(page, 'restore-refused').waitFor();
      await look('backup refused');
      assert.deepEqual(tab.faults, []);
      await tab.close();
    });
  }
}
