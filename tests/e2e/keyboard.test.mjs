// A first evening without a mouse: every step by Tab, Enter and the keys of the sheet, on a desk. Whatever has the
// focus on the way has a name, shows that it has it, and stands on the screen.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { made, mark, numberOf, open, orderFile, reload, seqOf } from './seller.mjs';
import { startServer } from './server.mjs';

const DESK = { width: 1280, height: 800 };
const MOST_TABS = 120;

let site;
let tab;
let page;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
  tab = await launch(DESK);
  page = tab.page;
  await open(page, `${site.url}?today=2026-11-22`);
});
after(async () => {
  await tab.close();
  await site.stop();
});

/// What has the focus: its mark (or that of what it stands in), its name, whether it is on the screen, and whether it
/// or what it stands in shows the focus.
const focused = () => page.evaluate(() => {
  const it = document.activeElement;
  if (!it || it === document.body) return undefined;
  const around = [];
  for (let up = it; up && around.length < 4; up = up.parentElement) around.push(up);
  const rings = ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && outlineWidth !== '0px';
  const ring = around.find((up) => rings(getComputedStyle(up)));
  const { top, bottom, width, height } = (ring ?? it).getBoundingClientRect();
  return {
    testid: around.slice(0, 3).map((up) => up.dataset.testid).find(Boolean) ?? '',
    tag: it.tagName.toLowerCase(),
    name: [it.getAttribute('aria-label'), it.getAttribute('aria-labelledby'), it.labels?.[0]?.textContent, it.title, it.textContent].join(' ').trim(),
    onScreen: width > 0 && height > 0 && bottom > 0 && top < innerHeight,
    shows: Boolean(ring),
  };
});
const check = (at) => {
  assert.ok(at.name, `${at.tag} ${at.testid} has no name`);
  assert.ok(at.onScreen, `${at.testid || at.name} has the focus outside of the screen`);
  assert.ok(at.shows, `${at.testid || at.name} does not show its focus`);
};
/// Presses Tab until the mark has the focus.
async function tabTo(testid, key = 'Tab') {
  const seen = [];
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    const at = await focused();
    if (at?.testid === testid) return;
    await page.keyboard.press(key);
    const next = await focused();
    if (next && next.tag !== 'main') check(next);
    seen.push(next?.testid || next?.tag);
  }
  assert.fail(`${testid} is not reached: ${seen.join(' ')}`);
}
const press = (key) => page.keyboard.press(key);
const go = async (testid) => {
  await tabTo(testid);
  await press('Enter');
};
const at = (hash) => page.waitForFunction((hash) => location.hash.startsWith(hash), hash);

describe('a first evening by keyboard', () => {
  it('takes a file in from the doors', async () => {
    await go('door-import');
    await at('#/data');
    await tabTo('import-file');
    // The picker of the system is not ours to drive; that the field has the focus is.
    await mark(page, 'import-file').setInputFiles([made('orders.csv', orderFile(1, 60))]);
    await mark(page, 'import-preview').waitFor();
    await go('import-confirm');
    await mark(page, 'import-done').waitFor();
    assert.ok(await seqOf(page) > 0);
  });

  it('goes to the customers and opens a card', async () => {
    await page.locator('main').focus();
    await press('g');
    await press('c');
    await at('#/customers');
    await tabTo('customer-row');
    await press('Enter');
    await page.waitForFunction(() => /^#\/customers\/./.test(location.hash));
    await mark(page, 'customer-card').waitFor();
  });

  it('walks down the list by Tab without losing the place', async () => {
    const row = () => page.evaluate(() => document.activeElement.closest('[data-testid="customer-row"]')?.dataset.id);
    await page.locator('main').focus();
    await tabTo('customer-row');
    const first = await row();
    await press('Tab');
    const second = await row();
    assert.ok(second && second !== first, 'the next row');
    await press('Shift+Tab');
    assert.equal(await row(), first);
  });

  it('enters the list by the arrow down, opens a card and goes on from the row', async () => {
    const row = () => page.evaluate(() => document.activeElement.closest('[data-testid="customer-row"]')?.dataset.id);
    await page.locator('main').focus();
    await press('ArrowDown');
    const first = await row();
    await press('ArrowDown');
    const second = await row();
    assert.ok(first && second && second !== first, 'the next row');
    await press('Enter');
    await page.waitForFunction((id) => location.hash === `#/customers/${id}`, second);
    await page.waitForSelector(`[data-testid="customer-card"][data-id="${second}"]`);
    await page.waitForFunction((id) => document.activeElement.closest('[data-testid="customer-row"]')?.dataset.id === id, second);
    await press('ArrowUp');
    assert.equal(await row(), first, 'from the row that was opened');
  });

  it('writes a contact down and takes it back by the toast', async () => {
    const saved = (seq) => page.waitForFunction((seq) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > seq, seq);
    const before = await seqOf(page);
    await go('card-note');
    await go('contact-talked');
    await saved(before);
    assert.equal(await mark(page, 'card-contacts').locator('li').count(), 1);
    await go('toast-undo');
    await saved(before + 1);
    assert.equal(await mark(page, 'card-contacts').count(), 0);
  });

  it('searches from anywhere and goes where the arrow points', async () => {
    await page.locator('main').focus();
    await press('/');
    await page.keyboard.type(numberOf(1, 3));
    await page.waitForSelector('dialog[open] [role="option"]');
    await press('ArrowDown');
    await press('Enter');
    await page.waitForFunction(() => /^#\/customers\/./.test(location.hash));
    assert.equal(await page.locator('dialog[open]').count(), 0);
  });

  it('opens and closes the sheet of keys, and gives the focus back', async () => {
    await page.locator('main').focus();
    await tabTo('customer-search');
    await press('Tab');
    const where = (await focused()).testid;
    await press('?');
    await page.waitForSelector('dialog[open]');
    await press('Escape');
    await page.waitForFunction(() => !document.querySelector('dialog[open]'));
    assert.equal((await focused())?.testid, where);
  });

  it('changes a setting and finds it after a reload', async () => {
    await page.locator('main').focus();
    await press('g');
    await press('s');
    await at('#/settings');
    await tabTo('lang-en');
    await press('Space');
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    await reload(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
  });
});
