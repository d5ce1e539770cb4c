// A peer as a contestant: its own page (page.html), its own profile, driven through `window.bench`.
import { join } from 'node:path';
import { download, memoryOf, openProfile, withProfile, within } from './profile.mjs';

const READY = 'html[data-ready="book"]';

/// `url` is where benches/browser is served. `seconds` is the limit for anything that works on all records.
export function peer({ name, label, url, shop, folder, seconds, quiet, say }) {
  const address = (read) => `${url}book/page.html?store=${name}${read ? '&read' : ''}`;
  const profile = join(folder, name);

  async function go(page, read, what) {
    // Opening begins with the script: an error there would otherwise only show as waiting.
    const failed = new Promise((_, fail) => page.once('pageerror', fail));
    failed.catch(() => {});
    await page.goto(address(read));
    await within(seconds, `${label}: ${what}`, Promise.race([page.waitForSelector(READY, { state: 'attached' }), failed]));
  }

  const readAgain = async (page) => {
    await go(page, true, 'open and read');
    return page.evaluate(() => window.bench.times);
  };

  return {
    name,
    label,
    shop,

    load: () => withProfile(profile, undefined, async ({ page, version }) => {
      tellProgress(page, label, shop, say);
      await go(page, false, 'open');
      const ms = await within(seconds, `${label}: loading`, page.evaluate((shop) => window.bench.load(shop), shop));
      // Databases tidy up after themselves; the first opening shall not pay for that.
      await page.waitForTimeout(quiet * 1000);
      return { ms, version };
    }),

    coldOpen: (withMemory) => withProfile(profile, undefined, async ({ page }) => {
      const { ready, figures, answer } = await readAgain(page);
      return { ready, figures, answer, memory: withMemory ? await memoryOf(page) : undefined };
    }),

    emptyMemory: () => withProfile(join(folder, `${name}-empty`), undefined, async ({ page }) => {
      await go(page, false, 'open an empty store');
      return memoryOf(page);
    }),

    async openForCommits() {
      const { page, close } = await openProfile(profile);
      // What writes everything anew must have it in memory; the others only open.
      await go(page, name === 'json', 'open');
      const commit = (n) => within(seconds, `${label}: commit`, page.evaluate(([shop, n]) => window.bench.commit(shop, n), [shop, n]));
      return { commit, close };
    },

    backup: (keepAt) => withProfile(profile, undefined, async ({ page }) => {
      await go(page, false, 'open');
      return within(seconds, `${label}: backup`, download(page, keepAt, () => page.evaluate(() => window.bench.backup())));
    }),

    /// Into a fresh profile; then a new process reads what is there.
    async restore(file, fresh) {
      const ms = await withProfile(fresh, undefined, async ({ page }) => {
        await go(page, false, 'open an empty store');
        const from = performance.now();
        await page.setInputFiles('#restore', file);
        await within(seconds, `${label}: restore`, page.evaluate(() => window.bench.restore()));
        return performance.now() - from;
      });
      const { answer } = await withProfile(fresh, undefined, ({ page }) => readAgain(page));
      return { ms, answer };
    },
  };
}

/// A line for every tenth of the orders.
function tellProgress(page, label, shop, say) {
  let told = 0;
  page.on('console', (message) => {
    const done = Number(message.text().match(/^progress (\d+)$/)?.[1] ?? 0);
    if (message.type() === 'error') say(`${label}: ${message.text()}`);
    if (done - told < shop.orders / 10) return;
    told = done;
    say(`${label}: ${done.toLocaleString('en-US')} of ${shop.orders.toLocaleString('en-US')} orders in`);
  });
}
