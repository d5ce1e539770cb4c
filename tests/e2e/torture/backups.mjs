// Backups with a flipped byte or a missing end, handed to the page: refused, or the same book all the same.
import { launch } from '../browser.mjs';
import { startServer } from '../server.mjs';
import { backup, chance, figures, keepFiles, made, mark, open, orderFile, place, seqOf, sell, take, withoutTime } from '../seller.mjs';

export async function damageBackups({ samples, seed = 1, say = () => {} }) {
  const random = chance(seed);
  const site = await startServer();
  const tab = await launch();
  const { page, context } = tab;
  const count = { samples: 0, refused: 0, reasons: {}, accepted_same: 0, accepted_wrong: 0, touched: 0, faults: [] };
  try {
    await keepFiles(context);
    await open(page, `${site.url}#/data`);
    await take(page, made('small.csv', orderFile(1, 12)));
    await sell(page, 'by hand', 4200);
    const text = await backup(page);
    const whole = Buffer.from(text);
    const seq = await seqOf(page);
    const before = JSON.stringify(await figures(page));
    await place(page, '#/data');
    // These two say nothing of the book, and no checksum covers them.
    const free = [/"app":"([^"]*)"/d, /"exported_at":"([^"]*)"/d].map((it) => it.exec(text).indices[1]);
    for (let n = 0; n < samples; n++) {
      const cut = n % 4 === 3;
      const bytes = Buffer.from(whole);
      // The head is short and has the most to get wrong: a third of the flips go there.
      const place = random.next() < 0.3 ? random.below(260) : random.below(whole.length);
      const bit = 1 << random.below(8);
      if (!cut) bytes[place] ^= bit;
      const handed = cut ? whole.subarray(0, place) : bytes;
      const what = cut ? `cut at ${place}` : `byte ${place} with bit ${bit}`;
      const name = `damaged-${n}.json`;
      await mark(page, 'restore-file').setInputFiles({ name, mimeType: 'application/json', buffer: handed });
      await page.waitForFunction((name) => {
        const refused = document.querySelector('[data-testid="restore-refused"]');
        return refused?.innerText.includes(name) || document.querySelector('[data-testid="restore-preview"]');
      }, name, { timeout: 10_000 });
      count.samples += 1;
      const refused = mark(page, 'restore-refused');
      if (await refused.count() > 0) {
        const reason = await refused.getAttribute('data-reason');
        count.refused += 1;
        count.reasons[reason] = (count.reasons[reason] ?? 0) + 1;
        if (!['truncated', 'checksum', 'not_ours', 'newer_schema', 'empty', 'encoding'].includes(reason)) {
          count.faults.push(`${what}: the reason is ${reason}`);
        }
      } else {
        const harmless = !cut && free.some(([from, to]) => place >= from && place < to);
        count[harmless ? 'accepted_same' : 'accepted_wrong'] += 1;
        if (!harmless) count.faults.push(`${what}: accepted, ${JSON.stringify(handed.subarray(Math.max(0, place - 20), place + 20).toString())}`);
        await page.locator('[data-testid="restore-preview"] .btn-row .btn').first().click();
        await mark(page, 'restore-preview').waitFor({ state: 'detached' });
      }
      if (n % 20 === 19) say(`${n + 1}/${samples} damaged backups`);
    }
    if (await seqOf(page) !== seq) count.touched += 1;
    if (JSON.stringify(await figures(page)) !== before) count.touched += 1;
    if (withoutTime(await backup(page)) !== withoutTime(text)) count.touched += 1;
    if (count.touched > 0) count.faults.push('the book is not as it was');
    count.faults.push(...tab.faults);
  } finally {
    await tab.close();
    await site.stop();
  }
  return count;
}
