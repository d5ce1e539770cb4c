// Every call to the storage fails once, in every way a browser can: the act is in or not, and the page knows which.
import { launch } from '../browser.mjs';
import { startServer } from '../server.mjs';
import { backup, barsOf, contentOf, expected, figures, keepFiles, made, mark, open, orderFile, place, preview, READY, reload, sale, seqOf, take } from '../seller.mjs';

export const WAYS = ['InvalidStateError', 'UnknownError', 'QuotaExceededError', 'abort', 'close', 'abort after', 'close after'];
const ROWS = 12;
const PATIENCE_MS = 8_000;

/// In the page: counts the calls, and lets the one that is armed fail.
function trap() {
  // A call while the page loads is armed before there is a page.
  const early = location.origin === 'null' ? null : sessionStorage.getItem('trap');
  const armed = { at: 0, way: '', calls: 0, fired: '', ...JSON.parse(early ?? '{}') };
  window.trap = armed;
  const handles = new Set();
  const fail = (name, self, call) => {
    armed.calls += 1;
    if (armed.calls !== armed.at) return call();
    armed.fired = name;
    const transaction = self instanceof IDBObjectStore ? self.transaction : self instanceof IDBTransaction ? self : undefined;
    const disturb = (way) => {
      if (way === 'abort') transaction?.abort();
      if (way === 'close') handles.forEach((handle) => handle.close());
    };
    if (armed.way.endsWith('Error')) throw new DOMException('on purpose', armed.way);
    if (!armed.way.endsWith(' after')) {
      disturb(armed.way);
      return call();
    }
    const answer = call();
    const way = armed.way.slice(0, -' after'.length);
    // What a transaction that was just begun is.
    if (way === 'abort' && answer instanceof IDBTransaction) answer.abort();
    else {
      try {
        disturb(way);
      } catch {
        // It has committed already: nothing to disturb.
      }
    }
    return answer;
  };
  const wrap = (prototype, names) => {
    for (const name of names) {
      const real = prototype[name];
      prototype[name] = function (...args) {
        if (this instanceof IDBDatabase) handles.add(this);
        return fail(name, this, () => real.apply(this, args));
      };
    }
  };
  wrap(IDBObjectStore.prototype, ['put', 'add', 'get', 'delete', 'getAll', 'getAllKeys']);
  wrap(IDBTransaction.prototype, ['objectStore', 'commit']);
  wrap(IDBDatabase.prototype, ['transaction']);
  wrap(IDBFactory.prototype, ['open']);
}

const arm = (page, at, way) => page.evaluate(([at, way]) => Object.assign(window.trap, { at, way, calls: 0, fired: '' }), [at, way]);
const disarm = (page) => page.evaluate(() => { window.trap.at = 0; return { calls: window.trap.calls, fired: window.trap.fired }; });

/// The acts, each with the orders that it brings. `n` makes them different.
const ACTS = {
  sale: { do: (page, n) => sale(page, `n${n}`, 700 + n), names: (n) => [`sale n${n}`] },
  import: {
    prepare: async (page, n) => {
      await place(page, '#/data');
      await preview(page, made(`n${n}.csv`, orderFile(n, ROWS)));
    },
    do: (page) => mark(page, 'import-confirm').click(),
    names: (n) => [...contentRows(n)],
  },
};
function* contentRows(n) {
  for (let row = 0; row < ROWS; row++) yield `8${String(n).padStart(7, '0')}${String(row).padStart(7, '0')}`;
}

/// Every call while the book is opened fails once: the book is there, or the page says that it is not open, and it
/// is there the next time. Never an empty one, never a damaged one.
async function failEachCallOfLoad({ page, count, ways, every, say }) {
  const next = (at, way) => page.evaluate(([at, way]) => sessionStorage.setItem('trap', JSON.stringify({ at, way })), [at, way]);
  const never = () => page.evaluate(() => sessionStorage.removeItem('trap'));
  await never();
  await reload(page);
  const whole = JSON.stringify(await figures(page));
  await reload(page);
  const { calls } = await disarm(page);
  count.calls.load = calls;
  for (const way of ways) {
    for (let at = 1 + (count.cases % every); at <= calls; at += every) {
      const fault = (kind, what) => {
        count[kind] += 1;
        count.faults.push(`load, call ${at} of ${calls}, ${way}: ${what}`);
      };
      count.cases += 1;
      await place(page, '#/insight');
      await next(at, way);
      await page.reload();
      if (!await page.waitForSelector(READY, { timeout: PATIENCE_MS }).then(() => true, () => false)) fault('silent', 'the page never gets ready');
      const { fired } = await disarm(page);
      await never();
      const bars = await barsOf(page);
      if (bars.length === 0) {
        const shown = await figures(page);
        if (JSON.stringify(shown) !== whole) fault('torn', `${fired}: opened with ${shown.orders} orders`);
        count.opened_at_once += 1;
      } else if (bars.join() === 'book-failed') {
        count.said_not_open += 1;
        // The way out on the bar.
        await mark(page, 'book-failed').locator('button').click();
        await mark(page, 'book-failed').waitFor({ state: 'detached', timeout: PATIENCE_MS }).catch(() => fault('silent', `${fired}: trying again does not help`));
      } else {
        fault('torn', `${fired}: the page says ${bars}`);
      }
      await reload(page);
      const after = await barsOf(page);
      if (after.length > 0) fault('torn', `${fired}: after a reload the page says ${after}`);
      else if (JSON.stringify(await figures(page)) !== whole) fault('lost', `${fired}: other figures after a reload`);
    }
    say(`load, ${way}: ${count.cases} cases, ${count.faults.length} faults`);
  }
}

/// Every act, every way, every call: `every` takes each so-manieth of them.
export async function failEachCall({ ways = WAYS, acts = ['load', ...Object.keys(ACTS)], every = 1, say = () => {} } = {}) {
  const site = await startServer();
  const tab = await launch();
  const { page, context } = tab;
  const count = { cases: 0, calls: {}, opened_at_once: 0, said_not_open: 0, acknowledged: 0, said_failed: 0, silent: 0, lost: 0, torn: 0, resurfaced: 0,
    retries: 0, reload_needed: 0, faults: [] };
  let n = 0;
  const state = () => page.evaluate(() => ({ ...document.querySelector('[data-testid="save-status"]').dataset }));
  const settle = (before) => page.waitForFunction((before) => {
    const { seq, state } = document.querySelector('[data-testid="save-status"]').dataset;
    return state === 'failed' || (state === 'saved' && Number(seq) > before);
  }, before, { timeout: PATIENCE_MS }).then(() => true, () => false);
  try {
    await keepFiles(context);
    await context.addInitScript(trap);
    await open(page, `${site.url}#/data`);
    await take(page, made('first.csv', orderFile(999_999, 5)));
    if (acts.includes('load')) await failEachCallOfLoad({ page, count, ways, every, say });
    for (const act of acts.filter((it) => it !== 'load')) {
      const { prepare, do: perform, names } = ACTS[act];
      // How many calls it takes when nothing fails.
      n += 1;
      await prepare?.(page, n);
      let before = await seqOf(page);
      await arm(page, 0, '');
      await perform(page, n);
      await settle(before);
      const { calls } = await disarm(page);
      count.calls[act] = calls;
      for (const way of ways) {
        for (let at = 1 + (n % every); at <= calls; at += every) {
          n += 1;
          const here = `${act}, call ${at} of ${calls}, ${way}`;
          const fault = (kind, what) => {
            count[kind] += 1;
            count.faults.push(`${here}: ${what}`);
          };
          count.cases += 1;
          await prepare?.(page, n);
          before = await seqOf(page);
          await arm(page, at, way);
          await perform(page, n);
          const ended = await settle(before);
          const { fired } = await disarm(page);
          const after = await state();
          const acknowledged = Number(after.seq) > before && after.state === 'saved';
          if (acknowledged) count.acknowledged += 1;
          else if (after.state === 'failed') count.said_failed += 1;
          if (!ended) fault('silent', `${fired} failed, and the page says ${after.state} with ${after.seq}`);
          let shouldBe = acknowledged;
          if (!acknowledged && count.cases % 2 === 0 && await mark(page, 'save-retry').count() > 0) {
            count.retries += 1;
            await mark(page, 'save-retry').click();
            const healed = await page.waitForFunction((before) => {
              const { seq, state } = document.querySelector('[data-testid="save-status"]').dataset;
              return state === 'saved' && Number(seq) > before;
            }, before, { timeout: PATIENCE_MS }).then(() => true, () => false);
            if (healed) shouldBe = true;
            else count.reload_needed += 1;
          }
          const unsure = !shouldBe;
          await reload(page);
          const bars = await barsOf(page);
          const content = contentOf(await backup(page));
          const there = names(n).filter((name) => content.orders.has(name)).length;
          if (shouldBe && there < names(n).length) fault('lost', `${fired}: ${there} of ${names(n).length} there, though it was acknowledged`);
          if (unsure && there > 0 && there < names(n).length) fault('torn', `${fired}: ${there} of ${names(n).length} there`);
          if (unsure && there === names(n).length) count.resurfaced += 1;
          if (content.twice.length > 0) fault('torn', `twice: ${content.twice}`);
          if (bars.length > 0) fault('torn', `after a reload the page says ${bars}`);
          const shown = await figures(page);
          const off = Object.entries(expected(content)).filter(([key, value]) => shown[key] !== value);
          if (off.length > 0) fault('torn', `figures: ${off}`);
        }
        say(`${act}, ${way}: ${count.cases} cases, ${count.faults.length} faults`);
      }
    }
    // The next act works.
    const before = await seqOf(page);
    await sale(page, 'last', 1);
    if (!await settle(before) || (await state()).state !== 'saved') count.faults.push('the next act does not work');
    count.faults.push(...tab.faults);
  } finally {
    await tab.close();
    await site.stop();
  }
  return count;
}
