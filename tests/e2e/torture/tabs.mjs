// Two tabs write to one book in an order that chance decides: nothing is lost, nothing is there twice, and both
// show the same.
import { launch } from '../browser.mjs';
import { startServer } from '../server.mjs';
import { backup, barsOf, chance, contentOf, expected, figures, keepFiles, leaveOut, made, mark, numberOf, open, orderFile, pause, place, reload, sale, seqOf, take, withoutTime } from '../seller.mjs';

const ROWS = 30;
/// In the page: when each commit was acknowledged here, and when each number of orders stood on the page.
function watch() {
  window.seen = { seq: {}, orders: {} };
  const now = () => performance.timeOrigin + performance.now();
  const look = () => {
    const seq = document.querySelector('[data-testid="save-status"]')?.dataset.seq;
    const orders = document.querySelector('[data-figure="orders"]')?.dataset.value;
    if (seq !== undefined) window.seen.seq[seq] ??= now();
    if (orders !== undefined) window.seen.orders[orders] ??= now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

export async function twoTabs({ acts, seed = 1, say = () => {} }) {
  const random = chance(seed);
  const site = await startServer();
  const tab = await launch();
  const { context } = tab;
  const count = { acts: 0, sales: 0, leave_outs: 0, awaited: 0, lost: 0, twice: 0, different: 0, latency_ms: {}, import_shown_ms: 0, faults: [] };
  try {
    await keepFiles(context);
    await context.addInitScript(watch);
    const pages = [tab.page, await context.newPage()];
    for (const page of pages) await open(page, `${site.url}#/data`);
    // An import in the second is shown by the first.
    await place(pages[0], '#/insight');
    await take(pages[1], made('first.csv', orderFile(1, ROWS)));
    const committed = await pages[1].evaluate(() => window.seen.seq[1]);
    await pages[0].waitForSelector(`[data-figure="orders"][data-value="${ROWS}"]`, { state: 'attached', timeout: 5_000 });
    count.import_shown_ms = Math.round(await pages[0].evaluate((orders) => window.seen.orders[orders], ROWS) - committed);
    if (count.import_shown_ms > 1000) count.faults.push(`an import was shown after ${count.import_shown_ms} ms`);
    await place(pages[1], '#/insight');

    const sold = new Map();
    const latencies = [];
    for (let n = 0; n < acts; n++) {
      const which = random.below(2);
      const page = pages[which];
      count.acts += 1;
      const awaited = random.next() < 0.3;
      const before = await seqOf(page);
      const isSale = random.next() < 0.7;
      if (isSale) {
        const nick = `t${which}n${n}`;
        sold.set(`sale ${nick}`, 100 + n);
        await sale(page, nick, 100 + n);
        count.sales += 1;
      } else {
        await leaveOut(page, numberOf(1, random.below(ROWS)), random.next() < 0.5);
        count.leave_outs += 1;
      }
      if (!awaited) {
        await pause(random.pick([0, 0, 5, 30]));
      } else if (isSale) {
        // To the end of everything that is under way, then the way of this news to the other tab.
        await page.waitForFunction((before) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > before, before);
        count.awaited += 1;
      }
      if (n % 20 === 19) {
        // At rest, one sale: from its acknowledgement here to the figures there.
        await quiet(pages);
        const nick = `quiet${n}`;
        const seq = await seqOf(page);
        sold.set(`sale ${nick}`, 5);
        await sale(page, nick, 5);
        const other = pages[1 - which];
        await Promise.all([page, other].map((it) => it.waitForFunction((seq) => window.seen.seq[seq], seq + 1, { timeout: 5_000 })));
        const orders = await page.locator('[data-figure="orders"]').getAttribute('data-value');
        await other.waitForFunction((orders) => window.seen.orders[orders], orders, { timeout: 5_000 }).catch(() => {});
        const at = await page.evaluate((seq) => window.seen.seq[seq], seq + 1);
        const shown = await other.evaluate((orders) => window.seen.orders[orders], orders);
        // A number of orders that stood there before, because of a leave-out, tells nothing.
        if (shown > at - 2000) latencies.push(shown - at);
        say(`${n + 1}/${acts} acts`);
      }
    }
    const begin = Date.now();
    await quiet(pages);
    count.settled_ms = Date.now() - begin;
    latencies.sort((a, b) => a - b);
    const at = (share) => Math.round(latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))]);
    count.latency_ms = { n: latencies.length, median: at(0.5), p95: at(0.95), max: at(1) };
    if (at(1) > 1000) count.faults.push(`the other tab showed it after ${at(1)} ms`);
    const check = async (when) => {
      const [one, two] = [await figures(pages[0]), await figures(pages[1])];
      if (JSON.stringify(one) !== JSON.stringify(two)) {
        count.different += 1;
        count.faults.push(`${when}: the tabs show different figures: ${one.orders} and ${two.orders} orders`);
      }
      const texts = [await backup(pages[0]), await backup(pages[1])];
      if (withoutTime(texts[0]) !== withoutTime(texts[1])) {
        count.different += 1;
        count.faults.push(`${when}: the tabs' backups differ`);
      }
      const content = contentOf(texts[0]);
      const lost = [...sold].filter(([name, fen]) => content.orders.get(name)?.paid !== fen);
      count.lost += lost.length;
      count.twice += content.twice.length;
      if (lost.length > 0) count.faults.push(`${when}: lost ${lost.slice(0, 3)} (${lost.length})`);
      if (content.orders.size !== sold.size + ROWS) count.faults.push(`${when}: ${content.orders.size} orders, ${sold.size + ROWS} were written`);
      const off = Object.entries(expected(content)).filter(([key, value]) => one[key] !== value);
      if (off.length > 0) count.faults.push(`${when}: figures: ${off}`);
      for (const page of pages) {
        const bars = await barsOf(page);
        if (bars.length > 0) count.faults.push(`${when}: a tab says ${bars}`);
      }
    };
    await check('at the end');
    for (const page of pages) await reload(page);
    await check('after a reload');

    // One tab deletes the book: the other says so and does not bring it back.
    await place(pages[0], '#/data');
    await mark(pages[0], 'wipe').click();
    await mark(pages[0], 'wipe-confirm').click();
    await mark(pages[1], 'book-superseded').waitFor({ timeout: 5_000 });
    await pages[0].waitForFunction(() => document.querySelector('[data-testid="save-status"]').dataset.seq === '0');
    await sale(pages[1], 'ghost', 100);
    await pause(500);
    // What the deleted tab's status says of an act that it did not do; the bar above it says why.
    count.status_of_a_refused_act = await pages[1].locator('[data-testid="save-status"]').getAttribute('data-state');
    if (!await mark(pages[1], 'book-superseded').isVisible()) count.faults.push('the bar of the deleted book went away');
    for (const page of pages) await reload(page);
    for (const page of pages) {
      const orders = contentOf(await backup(page)).orders.size;
      if (orders !== 0) count.faults.push(`the deleted book is back with ${orders} orders`);
    }
    count.faults.push(...tab.faults);
  } finally {
    await tab.close();
    await site.stop();
  }
  return count;
}

/// Waits until both have everything and nothing moves.
async function quiet(pages) {
  let before = '';
  for (let still = 0; still < 3;) {
    await pause(60);
    const now = (await Promise.all(pages.map((page) => page.evaluate(() => {
      const { seq, state } = document.querySelector('[data-testid="save-status"]').dataset;
      return `${seq} ${state}`;
    }))));
    const same = now[0] === now[1] && now[0] === before && now[0].endsWith('saved');
    before = now[0];
    still = same ? still + 1 : 0;
  }
}
