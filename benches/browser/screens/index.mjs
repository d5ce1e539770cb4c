// How long the pages of the built site take to answer, with a large book behind them.
//   node scripts/bench.mjs --only screens [--orders N --customers N] [--quick]
// A time is from the event as the browser stamps it (key, tap) to the frame after the last change that it made on the
// page, so it holds whatever a worker, a timer or the storage takes. Frames are those while the wheel turns.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '../../../scripts/serve.mjs';
import { writeShop } from '../book/csv.mjs';
import { clickAndWaitForCommit, mark, need, place, ready } from '../book/marks.mjs';
import { openProfile, within } from '../book/profile.mjs';
import { number } from '../lib/table.mjs';

const PHONE = { width: 390, height: 844 };
const CPU_SLOWDOWN = 4;
/// Nothing has changed for so long: the page has answered.
const QUIET_MS = 350;
/// What is typed into the field above the list, letter by letter, and taken back: nick, tail, pinyin, nobody.
const TYPED = ['buyer_0123', '4019', 'ceshi77', '测试', 'zzzz'];

/// `{ version, rows }` or undefined without a built site. A row is `{ what, times, slow }`, in milliseconds.
export async function runScreens({ dist, shop, quick, seconds = 900, say }) {
  if (!existsSync(join(dist, 'index.html'))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'huitou-screens-'));
  const site = await startServer({ root: dist });
  let profile;
  try {
    const file = join(folder, 'shop.csv');
    say('writing the orders as a Taobao export');
    await writeShop(file, shop);
    profile = await openProfile(join(folder, 'profile'), watchAnswers);
    const { page } = profile;
    page.setDefaultTimeout(60_000);
    await page.setViewportSize(PHONE);
    await place(page, site.url, 'import-file', ['#/data']);
    say('importing');
    await mark(page, 'import-file').first().setInputFiles(file);
    await need(page, 'import-confirm', seconds, 'choosing the file');
    await clickAndWaitForCommit(page, 'import-confirm', seconds);
    await need(page, 'import-done', seconds, 'the confirmation');
    const devtools = await page.context().newCDPSession(page);
    const rounds = quick ? 1 : 3;
    const normal = await run(page, site.url, rounds, say);
    say('with the processor slowed down');
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    const slow = await run(page, site.url, rounds, say);
    const rows = [...normal].map(([what, times]) => ({ what, times, slow: slow.get(what) }));
    return { version: profile.version, rows };
  } finally {
    await profile?.close();
    await site.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/// In the page, before its scripts: `benchAnswer()` resolves once the page is quiet after the next event.
function watchAnswers() {
  window.benchAnswer = (quiet) => new Promise((done) => {
    let began;
    let changed;
    let idle;
    const start = (event) => { began ??= event.timeStamp; rest(); };
    const rest = () => {
      clearTimeout(idle);
      idle = setTimeout(end, quiet);
    };
    const look = () => {
      if (began === undefined) return;
      requestAnimationFrame(() => { changed = performance.now(); });
      rest();
    };
    const seen = new MutationObserver(look);
    const end = () => {
      seen.disconnect();
      for (const kind of KINDS) removeEventListener(kind, start, true);
      done((changed ?? performance.now()) - began);
    };
    // The page has answered the hash by the time that we hear of it; what comes before is heard of first.
    const KINDS = ['keydown', 'pointerdown', 'change', 'popstate'];
    for (const kind of KINDS) addEventListener(kind, start, { capture: true });
    seen.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  });
}

async function run(page, url, rounds, say) {
  const rows = new Map();
  const answer = async (what, act) => {
    await page.evaluate((quiet) => { window.benchWaiting = window.benchAnswer(quiet); }, QUIET_MS);
    await act();
    rows.set(what, [...(rows.get(what) ?? []), await within(120, what, page.evaluate(() => window.benchWaiting))]);
  };
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}`);
    await page.goto('about:blank');
    await page.goto(`${url}#/customers`);
    await ready(page, 300);
    await need(page, 'customer-row', 300, 'opening the list');
    await page.waitForTimeout(2000);
    await typeKeys(page, answer);
    await answer('another order of the list', () => mark(page, 'customer-sort').selectOption({ index: 1 }));
    await answer('a group of the list', () => page.locator('[data-testid^="stage-"]').nth(2).click());
    await answer('all groups again', () => page.locator('[data-testid^="stage-"]').first().click());
    rows.set('frames while scrolling', [...(rows.get('frames while scrolling') ?? []), ...await scroll(page)]);
    await answer('a card', () => mark(page, 'customer-row').nth(3).click());
    await answer('back to the list', () => page.evaluate(() => history.back()));
    for (const place of ['insight', 'customers', 'checkup']) {
      await answer(`to ${place}`, () => page.evaluate((place) => { location.hash = `#/${place}`; }, place));
    }
  }
  return rows;
}

async function typeKeys(page, answer) {
  const field = mark(page, 'customer-search').first();
  await field.click();
  for (const text of TYPED) {
    // Characters that no key has come as an input method brings them, all at once.
    if (/^[\x20-\x7e]+$/.test(text)) for (const key of text) await answer('a key in the search', () => page.keyboard.press(key));
    else {
      await page.keyboard.insertText(text);
      await page.waitForTimeout(1000);
    }
    await answer('the field emptied', () => field.press('Control+a').then(() => field.press('Backspace')));
  }
}

/// Milliseconds between frames while the list is scrolled fast to its end and back.
async function scroll(page) {
  await page.evaluate(() => {
    window.benchFrames = [];
    let last = performance.now();
    const frame = (now) => {
      window.benchFrames.push(now - last);
      last = now;
      window.benchFrame = requestAnimationFrame(frame);
    };
    window.benchFrame = requestAnimationFrame(frame);
  });
  await page.mouse.move(195, 600);
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, turn < 30 ? 900 : -2500);
    await page.waitForTimeout(16);
  }
  return page.evaluate(() => (cancelAnimationFrame(window.benchFrame), window.benchFrames.slice(1)));
}

/// The rows of a table: median and worst, at full speed and slowed down.
export function screenRows(rows) {
  const sorted = (list) => list.toSorted((a, b) => a - b);
  const cells = (list) => {
    const all = sorted(list);
    return [number(all[all.length >> 1]), number(all[Math.floor(all.length * 0.95)]), number(all.at(-1))];
  };
  return rows.map(({ what, times, slow }) => [what, times.length, ...cells(times), ...cells(slow)]);
}
