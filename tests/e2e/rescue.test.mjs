// The rescue page hands out the book without the program: what stands in the browser's storage becomes a backup
// that the app accepts and that is the same book; where something is damaged, everything else does, and it is said.
// The frames are written by a native runner (examples/book_pages.rs), so no app has to run here at all.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { assemble } from '../../public/rescue-backup.js';
import { launch } from './browser.mjs';
import { SCHEMA } from './seller.mjs';
import { DIST, startServer } from './server.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const EXAMPLES = join(process.env.CARGO_TARGET_DIR ?? join(ROOT, 'target'), 'debug/examples');
const data = (name) => `${ROOT}/tests/data/${name}`;
const [EXPORT, ALIBABA, YOUZAN] = ['ExportOrderList_46col_gbk', '1688_orders_49col_gbk', 'youzan_orders_60col_utf8']
  .map((name) => data(`cn_export/${name}.csv`));
const CDNOW = data('cdnow/CDNOW_sample.txt');
const CDNOW_MAP = { header: false, order_per_line: true, date_format: '%Y%m%d', columns: { customer: 0, date: 2, quantity: 3, amount: 4 } };

let site;
let folder;
let hostile;
let map;
const files = { dead: true };

const run = (example, ...args) => execFileSync(join(EXAMPLES, example), args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const bookOf = (...args) => JSON.parse(run('book_pages', ...args));
const analyze = (...args) => JSON.parse(run('analyze', ...args));
let made = 0;
const fileOf = (text) => {
  const file = join(folder, `${made++}.json`);
  writeFileSync(file, text);
  return file;
};
/// A backup in the one order that follows from what it says: two of one book are then the same text.
const canonical = (text) => run('backup', 'make', fileOf(text)).replace(/"exported_at":"[^"]*"/, '');
/// JSON, with numbers as they are written: some need more digits than a number of this language has.
const exactly = (text) => JSON.parse(text.replace(/(?<=[[,:])-?\d{16,}(?=[\],}])/g, '"$&"'));

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'huitou-rescue-'));
  execFileSync('cargo', ['build', '--quiet', '--locked', '--no-default-features', '--example', 'analyze', '--example', 'backup', '--example', 'book_pages'], { cwd: ROOT, stdio: 'inherit' });
  map = fileOf(JSON.stringify(CDNOW_MAP));
  // Order 7 names two customers, numbers that are no digits, texts that mean harm.
  hostile = join(folder, 'hostile.csv');
  writeFileSync(hostile, '订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,宝贝标题\n'
    + '7,a,5,交易成功,2024-01-01,x\n7,b,5,交易成功,2024-01-01,x\n=1+1,"<script>alert(1)</script>",5.01,交易成功,2024-01-02,"""\\"\n'
    + '00012,𠮷😀䶮,9999999999.99,交易成功,1970-01-01,\u2028\n');
  site = await startServer({
    prefix: '/shop/',
    intercept: (request, response, name) => {
      if (name === 'blank') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>blank</title>');
      else if (files.dead && name.endsWith('.wasm')) response.writeHead(404, { 'content-type': 'text/html' }).end('<p>404');
      else return false;
      return true;
    },
  });
});
after(async () => {
  await site.stop();
  rmSync(folder, { recursive: true });
});

/// Puts frames into the browser's storage, in a page that is none of the app's.
const putBook = async (page, { head, checkpoints, pages, journal }) => {
  await page.goto(`${site.url}blank`);
  const rows = [
    ...(head ? [['meta', 'head', head]] : []),
    ...Object.entries(checkpoints).map(([key, hex]) => ['meta', key, hex]),
    ...Object.entries(pages).map(([key, hex]) => ['pages', key, hex]),
    ...journal.map(([key, hex]) => ['journal', key, hex]),
  ];
  await page.evaluate((rows) => new Promise((done, fail) => {
    const request = indexedDB.open('huitou-real', 1);
    request.onupgradeneeded = () => ['meta', 'journal', 'pages', 'aside'].forEach((name) => request.result.createObjectStore(name));
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const transaction = request.result.transaction(['meta', 'journal', 'pages'], 'readwrite');
      for (const [store, key, hex] of rows) transaction.objectStore(store).put(Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16)), key);
      transaction.onabort = () => fail(transaction.error);
      transaction.oncomplete = () => (request.result.close(), done());
    };
  }), rows);
};

/// The rescue page over this book: what it says, and the backup where it offers one.
const rescue = async (book, look = async () => {}) => {
  const tab = await launch();
  try {
    if (book) await putBook(tab.page, book);
    await tab.page.goto(site.url);
    await tab.page.waitForSelector('[data-testid="rescue"][data-reason="start"]');
    const part = tab.page.getByTestId('rescue-book');
    await tab.page.waitForFunction(() => ![undefined, 'reading'].includes(document.getElementById('rescue-book')?.dataset.state));
    const said = { ...(await part.evaluate((part) => ({ ...part.dataset }))), text: await part.innerText() };
    const button = tab.page.getByTestId('rescue-backup');
    if (await button.count()) {
      const [download] = await Promise.all([tab.page.waitForEvent('download'), button.click()]);
      said.name = download.suggestedFilename();
      said.backup = readFileSync(await download.path(), 'utf8');
    }
    await look(tab.page);
    said.databases = await tab.page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    // The file that the host withholds is the test's own doing.
    assert.deepEqual(tab.faults.filter((fault) => !/404|wasm|offline use/.test(fault)), []);
    return said;
  } finally {
    await tab.close();
  }
};

/// The book with some bytes of one frame changed.
const damage = (hex, at = -3) => {
  const bytes = Buffer.from(hex, 'hex');
  bytes[(at + bytes.length) % bytes.length] ^= 0x55;
  return bytes.toString('hex');
};
const without = (object, pattern) => Object.fromEntries(Object.entries(object).filter(([key]) => !pattern.test(key)));
/// As the writer leaves it: the journal reaches back to the older checkpoint and no further.
const cut = (book) => ({ ...book, journal: book.journal.filter(([seq]) => seq > 1) });
/// With the newest checkpoint alone.
const only = (book) => ({ ...book, checkpoints: without(book.checkpoints, /1$/), journal: book.journal.filter(([seq]) => seq > 2) });
const damagePage = (book, key) => ({ ...book, pages: { ...book.pages, [key]: damage(book.pages[key]) } });
const NOTHING_LOST = { lostPages: '', lostChanges: '', lostSaves: '0', lostOrders: '0', lostImports: '0', lostFields: '0' };
const lossOf = (said) => Object.fromEntries(Object.keys(NOTHING_LOST).map((key) => [key, said[key]]));
const verified = (said) => JSON.parse(run('backup', 'verify', fileOf(said.backup)));

/// The orders of a backup of CDNOW, with their customers in place of the customers' places.
const ordersOf = (text) => {
  const { customers, orders } = exactly(text).records;
  const said = (sightings) => sightings.map((it) => [customers[it[1]], it.slice(2)]);
  return new Set(orders.map(([, key, , sightings]) => JSON.stringify([customers[key[0]], key.slice(1), said(sightings)])));
};

describe('a whole book', () => {
  it('comes out as the backup that the app would write', async () => {
    const book = bookOf(EXPORT, ALIBABA, hostile, YOUZAN, '--touch');
    const said = await rescue(cut(book), async (page) => {
      assert.match(await page.innerText('#rescue'), /数据只存在这台设备[^]*nothing has been sent[^]*可以读出[^]*Can be read/);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'scrolls sideways');
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze();
      assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes[0].html}`), []);
      if (process.env.HUITOU_SHOT) await page.screenshot({ path: process.env.HUITOU_SHOT, fullPage: true });
    });
    assert.deepEqual(lossOf(said), NOTHING_LOST);
    assert.match(said.name, /^huitou-rescue-\d{4}-\d\d-\d\d\.json$/);
    assert.match(said.backup, /^\{"format":"huitou-backup","schema":5,"app":"\d+\.\d+\.\d+","exported_at":"[^"]+","counts":\{"customers":\d+,"orders":\d+,"imports":\d+,"receivers":\d+,"texts":\d+,"people":\d+,"events":\d+\},"sha256":"[0-9a-f]{64}","records":\{/);
    const { counts, records } = exactly(said.backup);
    const expected = exactly(book.backup);
    assert.deepEqual(counts, expected.counts);
    assert.deepEqual([said.orders, said.customers, said.imports, said.seq], [`${counts.orders}`, `${counts.customers}`, '4', `${book.journal.length}`]);
    assert.equal(canonical(said.backup), canonical(book.backup));
    assert.ok(canonical(book.backup).includes('several'), 'an order in conflict is among them');
    // What the canonical form leaves out: names of files, and the imports in their order.
    const byId = (a, b) => (a.id < b.id ? -1 : 1);
    assert.deepEqual(records.imports.sort(byId), expected.records.imports);
    assert.deepEqual(records.shop, expected.records.shop);
    assert.deepEqual(records.shop.name, ['回头小店', ['9007199254740991', 'ffffffffffffffff']]);
    assert.ok(counts.events > 9 && records.shop.trade, 'what the seller did with people is among it');
    const { exported_at: at, ...report } = verified(said);
    assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(report.orders, counts.orders);
  });

  it('has the people of lists, and what orders say of channels', async () => {
    const book = bookOf(EXPORT, ALIBABA, hostile, YOUZAN, '--people', '--touch');
    for (const written of [book, { ...book, checkpoints: {}, pages: {} }]) {
      const said = await rescue(written);
      assert.deepEqual(lossOf(said), NOTHING_LOST);
      assert.equal(said.lostPeople, '0');
      assert.ok(exactly(said.backup).counts.people >= 4, 'those of the lists, and whom orders name besides');
      assert.equal(canonical(said.backup), canonical(book.backup));
    }
  });

  it('has the figures of the files', async () => {
    const said = await rescue(cut(bookOf(EXPORT, ALIBABA, YOUZAN)));
    assert.deepEqual(analyze(fileOf(said.backup)), analyze(EXPORT, ALIBABA, YOUZAN));
    const cdnow = await rescue(bookOf(CDNOW, '--map', map));
    assert.deepEqual(lossOf(cdnow), NOTHING_LOST);
    assert.deepEqual(analyze(fileOf(cdnow.backup)), analyze(CDNOW, '--map', map));
  });

  it('comes out of the journal alone', async () => {
    const book = bookOf(EXPORT, ALIBABA, '--touch');
    const said = await rescue({ ...book, checkpoints: {}, pages: {} });
    assert.deepEqual(lossOf(said), NOTHING_LOST);
    assert.equal(canonical(said.backup), canonical(book.backup));
  });

  it('comes out of the older checkpoint where the newer is damaged', async () => {
    const book = cut(bookOf(EXPORT, ALIBABA, '--touch'));
    for (const damaged of [
      damagePage(book, '4/0@2'),
      { ...book, pages: without(book.pages, /^0\/0@2/) },
      { ...book, checkpoints: { ...book.checkpoints, 'checkpoint@0000000000000002': damage(book.checkpoints['checkpoint@0000000000000002']) } },
    ]) {
      const said = await rescue(damaged);
      assert.deepEqual(lossOf(said), NOTHING_LOST);
      assert.equal(canonical(said.backup), canonical(book.backup));
    }
  });
});

describe('a damaged book', () => {
  it('without a page of orders gives the others', async () => {
    const book = bookOf(CDNOW, '--map', map);
    const cutBook = { ...book, journal: [] };
    const said = await rescue(damagePage(cutBook, '4/1@1'));
    const { orders } = exactly(book.backup).counts;
    assert.deepEqual(lossOf(said), { ...NOTHING_LOST, lostPages: 'orders/1' });
    assert.match(said.text, /1 页坏了：订单第 2 页[^]*orders, page 2/);
    assert.equal(verified(said).orders, orders - 1024);
    assert.ok(orders > 3 * 1024);
    // Those that are left say what they said.
    const whole = ordersOf(book.backup);
    for (const row of ordersOf(said.backup)) assert.ok(whole.has(row), row);
  });

  it('without a page of customers leaves out what is known by them alone', async () => {
    const book = bookOf(CDNOW, '--map', map);
    const said = await rescue(damagePage({ ...book, journal: [] }, '1/1@1'));
    assert.equal(said.lostPages, 'customers/1');
    const { counts } = exactly(book.backup);
    const report = verified(said);
    assert.equal(report.orders, counts.orders - Number(said.lostOrders));
    assert.equal(report.customers, counts.customers - 1024);
    assert.ok(Number(said.lostOrders) >= 1024);
    // Nobody who is still there has lost or won anything.
    const whole = ordersOf(book.backup);
    for (const row of ordersOf(said.backup)) assert.ok(whole.has(row), row);
  });

  for (const [page, name, word] of [['0/0@2', 'texts/0', '文字'], ['1/0@2', 'customers/0', '客户'], ['2/0@1', 'receivers/0', '收货人'], ['3/0@2', 'imports/0', '导入'], ['5/0@1', 'profile/0', '店名']]) {
    it(`without ${name} gives the orders with what is left`, async () => {
      const book = only(bookOf(EXPORT, ALIBABA, YOUZAN));
      const said = await rescue(damagePage(book, page));
      const { counts } = exactly(book.backup);
      assert.equal(said.lostPages, name);
      assert.match(said.text, new RegExp(`${word}第 1 页`));
      assert.equal(verified(said).orders + Number(said.lostOrders), counts.orders);
      assert.ok(verified(said).orders > 0);
      if (!/imports|profile/.test(name)) assert.ok(Number(said.lostFields) > 0);
      // Money does not depend on any of these.
      const key = name.startsWith('customers') ? 'orders' : 'net_amount_minor';
      if (said.lostOrders === '0') assert.equal(analyze(fileOf(said.backup))[key], analyze(EXPORT, ALIBABA, YOUZAN)[key]);
      // And the files heal it.
      if (/customers|profile/.test(name)) {
        // Handed in at once they are another import, so rows that cannot be read count once more.
        const figures = (...args) => ({ ...analyze(...args), problem_rows: 0 });
        assert.deepEqual(figures(fileOf(said.backup), EXPORT, ALIBABA, YOUZAN), figures(EXPORT, ALIBABA, YOUZAN));
      }
    });
  }

  it('without a page of people gives all orders', async () => {
    const book = bookOf(EXPORT, '--people');
    const said = await rescue(damagePage({ ...book, journal: [] }, '6/0@2'));
    assert.match(said.text, /1 页坏了：客户资料第 1 页[^]*what lists say of customers, page 1/);
    const { counts } = exactly(said.backup);
    // The second list and its order stand in the journal that is not there.
    assert.deepEqual([counts.people, counts.orders], [0, exactly(book.backup).counts.orders - 1]);
  });

  it('without a change gives the others', async () => {
    const book = cut(bookOf(EXPORT, ALIBABA, hostile, YOUZAN, '--touch'));
    const at = book.journal.findIndex(([seq]) => seq === 3);
    const journal = book.journal.map(([seq, hex]) => [seq, seq === 3 ? damage(hex) : hex]);
    const said = await rescue({ ...book, journal });
    assert.ok(at >= 0);
    assert.equal(said.lostChanges, '3');
    assert.match(said.text, /1 次保存坏了：第 3 次[^]*Damaged saves: no. 3/);
    // Orders of the file that came with it, which nothing touched since.
    assert.equal(verified(said).orders, exactly(book.backup).counts.orders - 3);
    assert.deepEqual(exactly(said.backup).records.shop.name[0], '回头小店');
    const gone = await rescue({ ...book, journal: book.journal.filter(([seq]) => seq !== 3) });
    assert.deepEqual([gone.lostChanges, gone.lostSaves], ['', '1']);
    assert.equal(canonical(gone.backup), canonical(said.backup));
  });

  it('does not mix two books where the change that put one in place of the other is lost', () => {
    const changes = (...args) => bookOf(...args).journal.map(([, hex]) => Uint8Array.from(Buffer.from(hex.slice(2 * 39), 'hex')));
    const [first] = changes(EXPORT);
    const [second, later] = changes(ALIBABA, YOUZAN);
    const replacing = Uint8Array.from(second);
    replacing[0] = 1;
    const book = (replacement) => assemble({
      pages: [], damaged: [{ collection: 4, number: 7 }], missing: 0,
      entries: [first, replacement, later].map((change, nth) => ({ seq: nth + 1, change })),
    });
    assert.deepEqual(book(undefined).changes, [2, 3]);
    const { changes: lost, pages } = book(replacing);
    assert.deepEqual([lost, pages], [[], []], 'what was lost before does not matter any more');
  });

  it('without its head goes as far as there is something', async () => {
    const book = cut(bookOf(EXPORT, ALIBABA, '--touch'));
    for (const head of [undefined, damage(book.head)]) {
      const said = await rescue({ ...book, head });
      assert.match(said.text, /可能少了最后几次/);
      assert.equal(canonical(said.backup), canonical(book.backup));
    }
  });
});

describe('on a phone that shares files', () => {
  for (const [what, error, downloads] of [['shares it', null, 0], ['takes a no', 'AbortError', 0], ['downloads it where that fails', 'NotAllowedError', 1]]) {
    it(what, async () => {
      const tab = await launch({ hasTouch: true, isMobile: true });
      await tab.page.addInitScript((error) => {
        navigator.canShare = ({ files }) => files.length === 1;
        navigator.share = async ({ files: [file] }) => {
          window.shared = `${file.name} ${file.type} ${(await file.text()).slice(0, 25)}`;
          if (error) throw new DOMException('a test', error);
        };
      }, error);
      await putBook(tab.page, bookOf(EXPORT));
      let count = 0;
      tab.page.on('download', () => count++);
      await tab.page.goto(site.url);
      await tab.page.getByTestId('rescue-backup').tap();
      await tab.page.waitForFunction(() => window.shared);
      assert.match(await tab.page.evaluate(() => window.shared), /^huitou-rescue-[\d-]+\.json application\/json \{"format":"huitou-backup"/);
      await tab.page.waitForTimeout(300);
      assert.equal(count, downloads);
      await tab.close();
    });
  }
});

describe('no backup is offered', () => {
  it('of a book that a newer app wrote', async () => {
    const book = bookOf(EXPORT);
    const newer = (hex) => `${hex.slice(0, 10)}${(SCHEMA + 1).toString(16).padStart(2, '0')}00${hex.slice(14)}`;
    for (const changed of [
      { ...book, head: newer(book.head) },
      { ...book, pages: { ...book.pages, '4/0@1': newer(book.pages['4/0@1']) } },
      { ...book, checkpoints: {}, journal: [[1, newer(book.journal[0][1])]] },
    ]) {
      const said = await rescue(changed);
      assert.deepEqual([said.state, said.backup], ['newer', undefined]);
      assert.match(said.text, /更新版本[^]*newer/);
    }
  });

  it('where there is none, and none is made', async () => {
    const said = await rescue(undefined);
    assert.deepEqual([said.state, said.backup, said.databases], ['none', undefined, []]);
    assert.match(said.text, /没有账本[^]*no book/);
    const empty = await rescue({ checkpoints: {}, pages: {}, journal: [] });
    assert.equal(empty.state, 'none');
  });

  it('nor made where the browser does not list its databases', async () => {
    const tab = await launch();
    await tab.page.addInitScript(() => { IDBFactory.prototype.databases = undefined; });
    await tab.page.goto(site.url);
    await tab.page.waitForSelector('#rescue-book[data-state=none]');
    const other = await tab.context.newPage();
    await other.goto(`${site.url}blank`);
    assert.deepEqual(await other.evaluate(() => indexedDB.databases()), []);
    await tab.close();
  });
});

describe('offline', () => {
  it('the reader of the book comes from the device', async () => {
    for (const stem of ['disk', 'backup', 'book']) {
      assert.equal(readdirSync(DIST).filter((name) => new RegExp(`^rescue-${stem}-[0-9a-f]{16}\\.js$`).test(name)).length, 1, stem);
    }
    files.dead = false;
    const tab = await launch();
    try {
      await putBook(tab.page, bookOf(EXPORT));
      await tab.page.goto(site.url);
      await tab.page.waitForSelector('html[data-offline="ready"]');
      await tab.context.setOffline(true);
      await tab.page.evaluate(() => window.huitouRescue('panic', 'a test'));
      await tab.page.waitForSelector('#rescue-book[data-state=found]');
    } finally {
      files.dead = true;
      await tab.close();
    }
  });

  for (const name of ['rescue-book', 'rescue-disk']) {
    it(`is said where ${name} did not arrive`, async () => {
      const tab = await launch();
      await tab.page.route(new RegExp(name), (route) => route.abort());
      await tab.page.goto(site.url);
      await tab.page.waitForFunction(() => /没有下载到[^]*did not arrive/.test(document.getElementById('rescue-book')?.innerText));
      await tab.close();
    });
  }

  it('does without anything of the app', async () => {
    const tab = await launch();
    await putBook(tab.page, bookOf(EXPORT));
    await tab.page.route(/boot-|floor-|huitou-|\.css/, (route) => route.abort());
    await tab.page.goto(site.url);
    await tab.page.waitForSelector('#rescue-book[data-state=found]');
    await tab.close();
  });
});
