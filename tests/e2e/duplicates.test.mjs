// Who may be one person: found, looked at side by side, joined field by field, kept apart, and taken back by a tap or
// later from the card. On a phone and on a desk, in both languages, over reloads.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { figures, made, mark, open, orderFile, place, reload, saved, take } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

const card = async (page, nick) => {
  await place(page, '#/customers');
  await page.locator(`[data-testid="customer-row"][data-nick="${nick}"] a`).click();
  await mark(page, 'customer-card').waitFor();
};
const edit = async (page, nick, fields) => {
  await card(page, nick);
  await mark(page, 'card-edit').click();
  for (const [field, value] of Object.entries(fields)) await mark(page, `card-field-${field}`).fill(value);
  await saved(page, () => mark(page, 'card-save').click());
};
/// Reasons and sizes of all that is offered.
const offered = (page) => page.locator('[data-testid="merge-candidate"]').evaluateAll((all) =>
  all.map((it) => `${it.dataset.likeness} ${it.querySelectorAll('[data-testid="merge-side"]').length}`));
const offers = async (page, expected) => {
  await page.waitForFunction((expected) => {
    const all = [...document.querySelectorAll('[data-testid="merge-candidate"]')];
    const said = all.map((it) => `${it.dataset.likeness} ${it.querySelectorAll('[data-testid="merge-side"]').length}`);
    return said.join() === expected.join();
  }, expected).catch(async () => assert.deepEqual(await offered(page), expected));
};
const customers = async (page) => {
  await place(page, '#/customers');
  await mark(page, 'customer-list').waitFor();
  return Number(await mark(page, 'customer-list').getAttribute('data-total'));
};
const focused = (page) => page.evaluate(() => document.activeElement.closest('[data-testid="merge-candidate"], [data-testid="no-duplicates"]')?.dataset.testid);
const candidate = (page, nth) => mark(page, 'merge-candidate').nth(nth);

for (const [size, viewport, locale] of SEEN) {
  describe(`duplicates, ${size}, ${locale}`, () => {
    let tab, page, figuresBefore;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
    });
    after(() => tab.close());

    it('says that nobody stands there twice', async () => {
      await place(page, '#/duplicates');
      await mark(page, 'no-duplicates').waitFor();
      await checkPage(page, 'nobody');
      await place(page, '#/checkup');
      await mark(page, 'checkup').waitFor();
      assert.equal(await mark(page, 'checkup-twins').count(), 0);
    });

    it('finds a chain of three as one, and two by a phone; a hidden phone finds nobody', async () => {
      await edit(page, 'f1c1', { name: '陈秀英', phones: '14000000033' });
      await edit(page, 'f1c2', { name: '陈姐', phones: '+86 140-0000-0033', wechat: 'wx_1', company: '晨光' });
      await edit(page, 'f1c3', { wechat: 'WX_1' });
      await edit(page, 'f1c4', { phones: '140****0099' });
      await edit(page, 'f1c0', { phones: '140****0099' });
      await edit(page, 'f1c5', { phones: '14000000055' });
      await edit(page, 'f1c6', { phones: '14000000055' });
      figuresBefore = await figures(page);
      await place(page, '#/duplicates');
      await offers(page, ['phone 3', 'phone 2']);
      await checkPage(page, 'duplicates');
    });

    it('is reached from the list, the check-up and the card', async () => {
      assert.equal(await customers(page), 7);
      await mark(page, 'duplicates-open').click();
      await offers(page, ['phone 3', 'phone 2']);
      await place(page, '#/checkup');
      await mark(page, 'checkup-twins').click();
      await offers(page, ['phone 3', 'phone 2']);
      await card(page, 'f1c5');
      await checkPage(page, 'card with a twin');
      await mark(page, 'card-twin').click();
      // Whom the address asks about comes first.
      await offers(page, ['phone 2', 'phone 3']);
    });

    it('joins two of three: the picked name stays, the third is still asked about', async () => {
      await place(page, '#/duplicates');
      await offers(page, ['phone 3', 'phone 2']);
      const all = candidate(page, 0);
      await all.locator('[data-testid="merge-member"]').nth(2).uncheck();
      await all.locator('label', { hasText: '陈姐' }).locator('[data-testid="merge-pick"]').check();
      const preview = await all.locator('[data-testid="merge-preview"]').innerText();
      assert.match(preview, /陈姐/);
      assert.match(preview, /18/, 'nine orders and nine');
      await saved(page, () => all.locator('[data-testid="merge-confirm"]').click());
      await offers(page, ['phone 2', 'wechat 2']);
      assert.equal(await focused(page), 'merge-candidate', 'the next one has the focus');
      const now = await figures(page);
      assert.equal(now.customers, figuresBefore.customers - 1);
      assert.equal(now.net_amount_minor, figuresBefore.net_amount_minor);
      await reload(page);
      await card(page, 'f1c1');
      assert.equal(await mark(page, 'card-name').innerText(), '陈姐');
      const profile = await mark(page, 'card-profile').innerText();
      assert.match(profile, /晨光/);
      assert.match(profile, /14000000033/);
    });

    it('keeps apart for good, by the keyboard alone', async () => {
      await place(page, '#/duplicates');
      await offers(page, ['phone 2', 'wechat 2']);
      await candidate(page, 0).locator('h2').focus();
      const at = () => page.evaluate(() => document.activeElement.dataset.testid);
      for (let steps = 0; steps < 20 && await at() !== 'merge-apart'; steps++) await page.keyboard.press('Tab');
      assert.equal(await at(), 'merge-apart');
      await saved(page, () => page.keyboard.press('Enter'));
      await offers(page, ['wechat 2']);
      assert.equal(await focused(page), 'merge-candidate');
      await reload(page);
      await offers(page, ['wechat 2']);
    });

    it('takes a join back by the toast', async () => {
      await saved(page, () => candidate(page, 0).locator('[data-testid="merge-confirm"]').click());
      await mark(page, 'no-duplicates').waitFor();
      assert.equal(await focused(page), 'no-duplicates');
      await checkPage(page, 'the last one decided');
      await saved(page, () => mark(page, 'toast-undo').click());
      await offers(page, ['wechat 2']);
    });

    it('takes a join back later, from the card: both are whole again', async () => {
      await card(page, 'f1c1');
      const joined = page.locator('[data-testid="card-history"] li', { hasText: 'f1c2' }).first();
      await saved(page, () => joined.locator('[data-testid="history-turn"]').click());
      assert.equal(await mark(page, 'card-name').innerText(), '陈秀英');
      assert.equal(await customers(page), 7);
      assert.deepEqual(await figures(page), figuresBefore);
      await card(page, 'f1c2');
      assert.equal(await mark(page, 'card-name').innerText(), '陈姐');
      assert.match(await mark(page, 'card-profile').innerText(), /晨光/);
      await place(page, '#/duplicates');
      await offers(page, ['phone 3']);
      await reload(page);
      await offers(page, ['phone 3']);
      assert.deepEqual(tab.faults, []);
    });
  });
}
