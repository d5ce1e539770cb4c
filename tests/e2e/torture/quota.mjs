// The room runs out at every point of an import: all of it is in or nothing, and the page says which.
import { launch } from '../browser.mjs';
import { startServer } from '../server.mjs';
import { backup, barsOf, contentOf, expected, figures, keepFiles, made, mark, open, orderFile, place, preview, reload, seqOf } from '../seller.mjs';

const ROWS = 300;

/// `step` bytes from point to point, from just above what is used until an import succeeds twice in a row, but not
/// above `most`. Without `lie` the page may ask the browser for its room first, and refuse early.
export async function sweepQuota({ step, most = 400_000, lie, say = () => {} }) {
  const site = await startServer();
  const tab = await launch();
  const { page, context } = tab;
  const count = { points: 0, all: 0, nothing: 0, refused_early: 0, retried: 0, imported_again: 0, torn: 0, unsaid: 0,
    not_healed: 0, card_still_says_not_written: 0, bytes: [0, 0], faults: [] };
  const wrong = (kind, what) => {
    count[kind] += 1;
    count.faults.push(what);
  };
  try {
    await keepFiles(context);
    if (lie) {
      await context.addInitScript(() => {
        StorageManager.prototype.estimate = async () => ({ usage: 0, quota: 1e12 });
      });
    }
    await open(page, `${site.url}#/data`);
    await page.waitForSelector('html[data-offline="ready"]');
    const { origin } = new URL(site.url);
    const cdp = await context.newCDPSession(page);
    const limit = (quotaSize) => cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    const used = async () => (await cdp.send('Storage.getUsageAndQuota', { origin })).usage;
    let total = 0;
    let successes = 0;
    for (let above = 0; successes < 2 && above <= most; above += step) {
      const at = `quota ${above} B above use`;
      const file = made(`q${count.points}.csv`, orderFile(count.points, ROWS));
      await place(page, '#/data');
      await preview(page, file);
      const before = await seqOf(page);
      await limit((await used()) + above);
      await mark(page, 'import-confirm').click();
      // The bar in the frame, or the sentence on the card.
      await page.waitForSelector('[data-testid="import-done"]:not([data-old]), [data-testid="save-failed"], .imp > .bar-bad');
      const outcome = await page.evaluate(() => ({
        done: document.querySelector('[data-testid="import-done"]:not([data-old])') !== null,
        bar: document.querySelector('[data-testid="save-failed"]') !== null,
        card: document.querySelector('.imp > .bar-bad')?.innerText.trim() ?? '',
      }));
      const in_ = (await seqOf(page)) > before;
      count.points += 1;
      count.bytes[1] = above;
      await limit(undefined);
      if (outcome.done !== in_) wrong('unsaid', `${at}: done ${outcome.done}, committed ${in_}`);
      if (in_) {
        count.all += 1;
        successes += 1;
        total += ROWS;
      } else {
        successes = 0;
        count.nothing += 1;
        count.refused_early += outcome.bar ? 0 : 1;
        if (!outcome.bar && outcome.card.length < 10) wrong('unsaid', `${at}: nothing is said`);
        const shown = (await figures(page)).orders ?? 0;
        if (shown !== total) wrong('torn', `${at}: ${shown} orders, ${total} before`);
        await place(page, '#/data');
        // With room again, either way to try once more.
        if (outcome.bar && count.nothing % 2 === 0) {
          await mark(page, 'save-retry').click();
          count.retried += 1;
        } else {
          await preview(page, file);
          await mark(page, 'import-confirm').click();
          count.imported_again += 1;
        }
        try {
          await page.waitForFunction((before) => {
            const status = document.querySelector('[data-testid="save-status"]').dataset;
            return Number(status.seq) > before && status.state === 'saved';
          }, before, { timeout: 10_000 });
        } catch {
          wrong('not_healed', `${at}: it does not work with room again`);
        }
        total += ROWS;
        await page.waitForTimeout(30);
        if (await page.locator('.imp > .bar-bad').count() > 0) count.card_still_says_not_written += 1;
      }
      if (!in_ || successes === 2) {
        await reload(page);
        const bars = await barsOf(page);
        const content = contentOf(await backup(page));
        const shown = await figures(page);
        const off = Object.entries(expected(content)).filter(([key, value]) => shown[key] !== value);
        if (bars.length > 0 || content.orders.size !== total || off.length > 0) {
          wrong('torn', `${at}: after a reload ${content.orders.size} of ${total} orders, ${off}, ${bars}`);
        }
      } else {
        await page.evaluate(() => document.querySelector('[data-testid="import-done"]').setAttribute('data-old', ''));
      }
      say(`${at}: ${in_ ? 'all' : outcome.bar ? 'nothing, at the commit' : 'nothing, refused early'}`);
    }
    if (successes < 2) wrong('not_healed', `no import succeeded up to ${most} B above use`);
    count.faults.push(...tab.faults);
  } finally {
    await tab.close();
    await site.stop();
  }
  return count;
}
