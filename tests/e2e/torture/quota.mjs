// The room runs out at every point of an import: all of it is in or nothing, and the page says which.
import { launch } from '../browser.mjs';
import { startServer } from '../server.mjs';
import { backup, barsOf, contentOf, expected, figures, keepFiles, made, mark, open, orderFile, place, preview, reload, seqOf } from '../seller.mjs';

const ROWS = 400;

/// `step` bytes from point to point, from a little below what is used until an import succeeds twice in a row, but not
/// above `most`. What the page hears when it asks for its room: Chromium tells every site of the same ten gigabytes,
/// whatever there is, so that only the commit meets the limit; with `honest` it hears the truth, as from browsers
/// that tell it, and may refuse early.
///
/// Every point has a profile of its own: Chromium remembers for half a minute that a site had room.
export async function sweepQuota({ step, most = 2_000_000, honest, say = () => {} }) {
  const site = await startServer();
  const tab = await launch();
  const count = { points: 0, all: 0, nothing: 0, refused_early: 0, retried: 0, imported_again: 0, torn: 0, unsaid: 0,
    not_healed: 0, card_still_says_not_written: 0, first_all_at: null, faults: [] };
  const wrong = (kind, what) => {
    count[kind] += 1;
    count.faults.push(what);
  };
  const { origin } = new URL(site.url);
  const file = made('quota.csv', orderFile(1, ROWS));

  const point = async (above) => {
    const at = `${above} B above use`;
    const context = await tab.browser.newContext({ locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
    context.on('weberror', (event) => count.faults.push(`${at}: ${event.error()}`));
    await keepFiles(context);
    await context.addInitScript(() => {
      if (navigator.storage) StorageManager.prototype.estimate = async () => window.room ?? { usage: 0, quota: 1e12 };
    });
    const page = await context.newPage();
    await open(page, `${site.url}#/data`);
    await page.waitForSelector('html[data-offline="ready"]');
    const cdp = await context.newCDPSession(page);
    const limit = (quotaSize) => cdp.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
    const { usage } = await cdp.send('Storage.getUsageAndQuota', { origin });
    await preview(page, file);
    await limit(usage + above);
    if (honest) await page.evaluate((room) => { window.room = room; }, { usage, quota: usage + above });
    await mark(page, 'import-confirm').click();
    // The bar in the frame, or the sentence on the card.
    await page.waitForSelector('[data-testid="import-done"], [data-testid="save-failed"], .imp > .bar-bad');
    const bar = await mark(page, 'save-failed').count() > 0;
    const card = (await page.locator('.imp > .bar-bad').allInnerTexts()).join('');
    const done = await mark(page, 'import-done').count() > 0;
    const isIn = await seqOf(page) > 0;
    count.points += 1;
    if (done !== isIn) wrong('unsaid', `${at}: done ${done}, committed ${isIn}`);
    if (isIn) {
      count.all += 1;
      count.first_all_at ??= above;
    } else {
      count.nothing += 1;
      count.refused_early += bar ? 0 : 1;
      if (!bar && card.length < 10) wrong('unsaid', `${at}: nothing is said`);
      const shown = await figures(page);
      if (shown.orders !== undefined) wrong('torn', `${at}: ${shown.orders} orders`);
      await place(page, '#/data');
    }
    await limit(undefined);
    await page.evaluate(() => { window.room = undefined; });
    if (!isIn) {
      // With room again, either way to try once more.
      if (bar && count.nothing % 2 === 0) {
        await mark(page, 'save-retry').click();
        count.retried += 1;
      } else {
        await preview(page, file);
        await mark(page, 'import-confirm').click();
        count.imported_again += 1;
      }
      const healed = await page.waitForSelector('[data-testid="save-status"][data-state="saved"][data-seq="1"]', { timeout: 10_000 })
        .then(() => true, () => false);
      if (!healed) wrong('not_healed', `${at}: it does not work with room again`);
      await page.waitForTimeout(50);
      if (await page.locator('.imp > .bar-bad').count() > 0) count.card_still_says_not_written += 1;
    }
    await reload(page);
    const bars = await barsOf(page);
    const content = contentOf(await backup(page));
    const shown = await figures(page);
    const off = Object.entries(expected(content)).filter(([key, value]) => shown[key] !== value);
    if (bars.length > 0 || content.orders.size !== ROWS || off.length > 0) {
      wrong('torn', `${at}: after a reload ${content.orders.size} of ${ROWS} orders, ${off}, ${bars}`);
    }
    await context.close();
    say(`${at}: ${isIn ? 'all' : bar ? 'nothing, met at the commit' : 'nothing, refused early'}`);
    return isIn;
  };

  try {
    let successes = 0;
    for (let above = -step; successes < 2; above += step) {
      if (above > most) {
        count.faults.push(`no import succeeded up to ${most} B above use`);
        break;
      }
      successes = await point(above) ? successes + 1 : 0;
    }
  } finally {
    await tab.close();
    await site.stop();
  }
  return count;
}
