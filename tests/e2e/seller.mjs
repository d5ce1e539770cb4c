// What a seller does on the pages, and what stands in the book afterwards: for the specs that write one.
import { createHash } from 'node:crypto';

/// The schema that this build writes (`src/format/book/frame.rs`).
export const SCHEMA = 5;

export const READY = 'html[data-ready="book"]';
/// Everything that says that the book is not well.
export const BARS = ['save-failed', 'book-damaged', 'book-missing', 'book-failed', 'book-superseded', 'rescue'];

/// A seeded source of chance (mulberry32), so that a run can be repeated.
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, below: (n) => Math.floor(next() * n), pick: (list) => list[Math.floor(next() * list.length)] };
}

export const mark = (page, id) => page.locator(`[data-testid="${id}"]`);
export const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/// Lets a page keep the files that it hands to the browser, where a test can read them. Before the first page.
export const keepFiles = (context) =>
  context.addInitScript(() => {
    window.keptFiles = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => (window.keptFiles.push(blob), make.call(URL, blob));
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function () {
      if (!this.hasAttribute('download')) click.call(this);
    };
  });

export const open = async (page, url) => {
  // A change of the hash alone would not load the page anew.
  await page.goto('about:blank');
  await page.goto(url);
  await page.waitForSelector(READY);
};
export const reload = async (page) => {
  await page.reload();
  await page.waitForSelector(READY);
};
export const place = (page, hash) => page.evaluate((hash) => { location.hash = hash; }, hash);
/// Does something and waits until it is in the book.
export const saved = async (page, act) => {
  const before = await seqOf(page);
  await act();
  await page.waitForFunction((before) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > before, before);
};
/// Looks through a page while its bars stand aside: a control that is half under one at this moment has no size that
/// counts, and `axe` would say so.
export const withoutBars = async (page, look) => {
  const bars = (position) => page.evaluate((position) => {
    for (const bar of document.querySelectorAll('.dock, .sticky-acts, .nav, .top')) bar.style.position = position;
  }, position);
  await bars('static');
  const seen = await look();
  await bars('');
  return seen;
};
export const seqOf = (page) => page.locator('[data-testid="save-status"]').getAttribute('data-seq').then(Number);
export const barsOf = (page) =>
  page.evaluate((bars) => bars.filter((id) => document.querySelector(`[data-testid="${id}"]`)), BARS);

/// Deletes the database behind the page's back, as a browser does that finds it damaged; with `all` the second
/// copy as well, as one does that needs the room. From a page that does not hold it.
export const lose = (page, { all = false } = {}) =>
  page.evaluate(async (all) => {
    await new Promise((done) => { indexedDB.deleteDatabase('huitou-real').onsuccess = done; });
    if (all) await caches.delete('book-spare huitou-real');
  }, all);

export const made = (name, content) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
const TITLES = '订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间\n';
export const numberOf = (file, row) => `8${String(file).padStart(7, '0')}${String(row).padStart(7, '0')}`;
/// An order file of `rows` orders that no other file of another number has; money follows from the place.
export const orderFile = (file, rows, { note = '' } = {}) => {
  const day = (row) => `2024-${String((row % 12) + 1).padStart(2, '0')}-${String((file + row) % 27 + 1).padStart(2, '0')} 10:00:00`;
  const lines = Array.from({ length: rows }, (_, row) =>
    `${numberOf(file, row)},f${file}c${row % 7}${note},${(100 + row + file % 50).toFixed(2)},交易成功,${day(row)}`);
  return TITLES + lines.join('\n') + '\n';
};

export const preview = async (page, files) => {
  await mark(page, 'import-file').setInputFiles(files);
  await mark(page, 'import-preview').waitFor();
};
export const countsOf = (page, id) =>
  mark(page, id).evaluate((card) => Object.fromEntries(Object.entries(card.dataset).filter(([key]) => key !== 'testid')));
export const confirm = async (page) => {
  await mark(page, 'import-confirm').click();
  await mark(page, 'import-done').waitFor();
};
export const take = async (page, files) => {
  await preview(page, files);
  await confirm(page);
};

/// The drill's sale, and its commit.
export const sell = async (page, nick, fen) => {
  const before = await seqOf(page);
  await sale(page, nick, fen);
  await page.waitForFunction((before) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > before, before);
};
export const sale = (page, nick, fen) =>
  page.evaluate(async ([nick, fen]) => {
    const glue = await import(document.querySelector('link[rel="modulepreload"]').href);
    glue.sale_drill(nick, fen);
  }, [nick, fen]);
export const leaveOut = (page, number, value) =>
  page.evaluate(async ([number, value]) => {
    const glue = await import(document.querySelector('link[rel="modulepreload"]').href);
    glue.leave_out_drill(number, value);
  }, [number, value]);
export const undo = async (page, at = 0) => {
  const before = await seqOf(page);
  const button = mark(page, 'import-undo').nth(at);
  const words = await button.innerText();
  await button.click();
  await page.waitForFunction(([at, words]) => document.querySelectorAll('[data-testid="import-undo"]')[at]?.innerText !== words, [at, words]);
  // What the seller has touched since stays: the page says so and asks once more.
  if (await seqOf(page) === before && await button.count() === 1) await button.click();
  await page.waitForFunction((before) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > before, before);
};

/// All figures on the page; `{}` where the book has none.
export const figures = async (page) => {
  await place(page, '#/insight');
  await page.waitForSelector('[data-testid="all-figures"], .empty, .bar-bad', { state: 'attached' });
  return page.locator('[data-testid="all-figures"] [data-figure]').evaluateAll((cells) =>
    Object.fromEntries(cells.map((cell) => [cell.dataset.figure, JSON.parse(cell.dataset.value)])));
};

/// Makes a backup on the page and returns its text. The page must keep its files.
export const backup = async (page) => {
  await place(page, '#/data');
  await mark(page, 'backup-download').waitFor();
  const before = await page.evaluate(() => window.keptFiles.length);
  await mark(page, 'backup-download').click();
  await page.waitForFunction((before) =>
    window.keptFiles.length > before && document.querySelector('[data-testid="backup-status"]')?.dataset.state === 'verified', before);
  return page.evaluate(() => window.keptFiles.at(-1).text());
};

/// The bytes of the value of `records`, as the format has them.
export const recordsOf = (text) => text.slice(text.indexOf('"records":') + '"records":'.length, -1);
export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
export const withoutTime = (text) => text.replace(/"exported_at":"[^"]*"/, '"exported_at":""');

/// What a backup says, order by order: sales under their customer, numbered orders under their number.
export function contentOf(text) {
  const { records } = JSON.parse(text);
  const orders = new Map();
  const twice = [];
  for (const [platform, key, marks, sightings] of records.orders) {
    const [, customer, , refund, held] = sightings[0];
    const nick = records.customers[customer]?.at(-1);
    const name = platform === 'hand' ? `sale ${nick}` : String(key);
    if (orders.has(name)) twice.push(name);
    orders.set(name, { nick: `${platform} ${nick}`, paid: held[1], refund: refund ?? 0, out: marks?.left_out?.[0] === true });
  }
  return { orders, twice, imports: records.imports };
}

/// The figures that follow from what a backup says, for books of completed orders without postage.
export const expected = ({ orders }) => {
  const counted = [...orders.values()].filter((order) => !order.out);
  return {
    orders: counted.length,
    customers: new Set(counted.map((order) => order.nick)).size,
    net_amount_minor: counted.reduce((sum, order) => sum + order.paid - order.refund, 0),
  };
};
