// Our app as a contestant: the built site as it is, driven through the marks of its pages and nothing else.
import { join } from 'node:path';
import { writeNewOrder, writeShop } from './csv.mjs';
import { answerOf, clickAndWaitForCommit, mark, need, place, press, pressAndSay, ready, watchOpening } from './marks.mjs';
import { download, memoryOf, openProfile, withProfile, within } from './profile.mjs';

const DATA = ['#/data', '#/settings'];

/// `url` is where dist/ is served. `quiet` are the seconds in which the app may tidy up its storage.
export function ours({ url, shop, folder, seconds, quiet, say }) {
  const profile = join(folder, 'ours');
  const label = 'ours';
  const rest = (page) => page.waitForTimeout(quiet * 1000);

  /// Chooses a file, looks at the preview, confirms: milliseconds from the confirmation to the durable commit.
  async function importFile(page, file) {
    await mark(page, 'import-file').first().setInputFiles(file);
    await need(page, 'import-preview', seconds, 'choosing the file');
    await need(page, 'import-confirm', 5, 'the preview');
    const ms = await clickAndWaitForCommit(page, 'import-confirm', seconds);
    await need(page, 'import-done', seconds, 'the confirmation');
    return ms;
  }

  return {
    name: 'ours',
    label,
    shop,

    async load() {
      const file = join(folder, 'shop.csv');
      say('writing the orders as a Taobao export');
      await writeShop(file, shop);
      return withProfile(profile, undefined, async ({ page, version }) => {
        await place(page, url, 'import-file', DATA);
        say('ours: importing');
        const from = performance.now();
        await importFile(page, file);
        const ms = performance.now() - from;
        await rest(page);
        return { ms, version };
      });
    },

    // A deep link to the page of figures: "ready" and the figures themselves are seen in one opening.
    coldOpen: (withMemory) => withProfile(profile, watchOpening, async ({ page }) => {
      await page.goto(`${url}#/insight`);
      await ready(page, seconds);
      const answer = await answerOf(page, 60);
      const times = await page.evaluate(() => window.benchOpening);
      return { ...times, answer, memory: withMemory ? await memoryOf(page) : undefined };
    }),

    emptyMemory: () => withProfile(join(folder, 'ours-empty'), undefined, async ({ page }) => {
      await page.goto(`${url}#/insight`);
      await ready(page, 60);
      return memoryOf(page);
    }),

    async openForCommits() {
      const { page, close } = await openProfile(profile);
      return {
        close,
        async commit(n) {
          const file = join(folder, `order-${n}.csv`);
          await writeNewOrder(file, shop, n);
          await place(page, url, 'import-file', DATA);
          const ms = await importFile(page, file);
          await rest(page);
          return ms;
        },
      };
    },

    backup: (keepAt) => withProfile(profile, undefined, async ({ page }) => {
      await place(page, url, 'backup-download', DATA);
      return within(seconds, 'ours: backup', download(page, keepAt, () => pressAndSay(page, 'backup-download')));
    }),

    /// Into a fresh profile; then a new process reads what is there.
    async restore(file, fresh) {
      const ms = await withProfile(fresh, undefined, async ({ page }) => {
        await place(page, url, 'restore-file', DATA);
        const from = performance.now();
        await mark(page, 'restore-file').first().setInputFiles(file);
        await need(page, 'restore-preview', seconds, 'choosing the backup');
        await need(page, 'restore-replace', 5, 'the preview');
        await press(page, 'restore-replace');
        // That it is durable is shown by the new process below, not by the word.
        await need(page, 'restore-done', seconds, 'the confirmation');
        return performance.now() - from;
      });
      const answer = await withProfile(fresh, undefined, async ({ page }) => {
        await page.goto(`${url}#/insight`);
        await ready(page, seconds);
        return answerOf(page, 60);
      });
      return { ms, answer };
    },
  };
}
