// What the shop offers, from the first file to the coupon on the card: a group, a promotion tried on past orders and
// saved, coupons given to the group, a rule that gives them by itself once and never twice, in two tabs as well.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { made, mark, open, orderFile, place, reload, saved, seqOf, take, withoutBars } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';
const PEOPLE = 7;

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

const value = (page, id) => mark(page, id).first().getAttribute('data-value').then((text) => text === null ? null : Number(text));
const until = (page, id, wanted) =>
  page.waitForFunction(([id, wanted]) => document.querySelector(`[data-testid="${id}"]`)?.dataset.value === wanted, [id, String(wanted)]);

for (const [size, viewport, locale] of SEEN) {
  describe(`offers, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      page.setDefaultTimeout(12_000);
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
    });
    after(() => tab.close());

    it('counts a group while its rule is written, and lists its people', async () => {
      await place(page, '#/grow/groups');
      await mark(page, 'segment-ready').first().waitFor();
      await checkPage(page, 'groups');
      await mark(page, 'segment-new').click();
      await mark(page, 'segment-form').waitFor();
      await mark(page, 'segment-name').fill('买过的');
      await mark(page, 'segment-add').first().click();
      await mark(page, 'segment-ask').first().selectOption('purchases');
      await mark(page, 'segment-from').first().fill('9');
      await page.waitForFunction(() => Number(document.querySelector('[data-testid="segment-count"]')?.dataset.value) > 0);
      const nine = await value(page, 'segment-count');
      assert.ok(nine < PEOPLE, 'eight or nine orders each');
      await mark(page, 'segment-not').first().click();
      await until(page, 'segment-count', PEOPLE - nine);
      await mark(page, 'segment-not').first().click();
      await until(page, 'segment-count', nine);
      await mark(page, 'segment-from').first().fill('1');
      await until(page, 'segment-count', PEOPLE);
      assert.match(await mark(page, 'segment-sentence').innerText(), /1/);
      await withoutBars(page, () => checkPage(page, 'group form'));
      await saved(page, () => mark(page, 'segment-save').click());
      await place(page, '#/grow/groups');
      await page.waitForFunction((people) => document.querySelector('[data-testid="segment-row"]')?.dataset.value === people, String(PEOPLE));
      await mark(page, 'segment-list').first().click();
      await page.locator(`[data-testid="customer-list"][data-total="${PEOPLE}"]`).waitFor({ state: 'attached' });
    });

    it('tries a promotion on past orders before it is saved', async () => {
      await place(page, '#/grow/promotions');
      await mark(page, 'promotion-new').waitFor();
      await checkPage(page, 'promotions');
      await mark(page, 'promotion-new').click();
      await mark(page, 'offer-editor').waitFor();
      await mark(page, 'offer-name').fill('满百减十');
      await mark(page, 'slot-condition-0').click();
      await mark(page, 'slot-minimum-0').waitFor();
      await withoutBars(page, () => checkPage(page, 'slot'));
      await mark(page, 'slot-minimum-0').fill('100');
      await mark(page, 'slot-set').click();
      await mark(page, 'slot-benefit').click();
      await mark(page, 'slot-off-0').fill('10');
      await mark(page, 'slot-set').click();
      assert.match(await mark(page, 'offer-sentence').innerText(), /100[^]*10/);
      await mark(page, 'simulate-365').click();
      await mark(page, 'promotion-simulate').click();
      await mark(page, 'simulate-done').waitFor();
      const { touched, cost } = await mark(page, 'simulate-done').evaluate((it) => it.dataset);
      assert.ok(Number(touched) > 20, `${touched} orders of 100 and more`);
      assert.equal(Number(cost), Number(touched) * 1_000, 'ten yuan each');
      await withoutBars(page, () => checkPage(page, 'promotion with its trial'));
      await saved(page, () => mark(page, 'promotion-save').click());
      await reload(page);
      await place(page, '#/grow/promotions');
      await page.locator('[data-testid="offer-row"][data-on="true"]').waitFor();
    });

    it('gives coupons to the group, which stand on the cards', async () => {
      await place(page, '#/grow/coupons');
      await mark(page, 'coupon-new').waitFor();
      await checkPage(page, 'coupons');
      await mark(page, 'coupon-new').click();
      await mark(page, 'coupon-question').waitFor();
      await checkPage(page, 'which coupon');
      await mark(page, 'coupon-new-shop').click();
      await mark(page, 'offer-editor').waitFor();
      await mark(page, 'offer-name').fill('回头券');
      await mark(page, 'slot-benefit').click();
      await mark(page, 'slot-off-0').fill('5');
      await mark(page, 'slot-set').click();
      await saved(page, () => mark(page, 'promotion-save').click());
      await mark(page, 'coupon-issue').waitFor();
      assert.equal(await mark(page, 'coupon-give').isDisabled(), true, 'to nobody yet');
      await mark(page, 'audience').selectOption('all');
      await page.waitForFunction((people) => document.querySelector('[data-testid="audience-count"]')?.dataset.value === people, String(PEOPLE));
      await withoutBars(page, () => checkPage(page, 'give coupons'));
      await saved(page, () => mark(page, 'coupon-give').click());
      await page.waitForFunction((people) => document.querySelectorAll('[data-testid="coupon-row"][data-state="issued"]').length === people, PEOPLE);
      await place(page, '#/customers');
      await page.locator('[data-testid="customer-row"] a').first().click();
      await page.locator('[data-testid="customer-card"] [data-testid="coupon-row"][data-state="issued"]').waitFor();
      await withoutBars(page, () => checkPage(page, 'card with a coupon'));
    });

    it('gives by itself once for each cause, however often it runs and in two tabs', async () => {
      await place(page, '#/grow/packets');
      await mark(page, 'packet-new').waitFor();
      await checkPage(page, 'red packets');
      await mark(page, 'packet-new').click();
      await mark(page, 'packet-kind-order').click();
      await mark(page, 'packet-name').fill('下单券');
      await mark(page, 'packet-gives').selectOption({ index: await mark(page, 'packet-gives').locator('option').count() - 1 });
      if (!await mark(page, 'packet-on').isChecked()) await mark(page, 'packet-on').check();
      await withoutBars(page, () => checkPage(page, 'red packet form'));
      await saved(page, () => mark(page, 'packet-save').click());
      await mark(page, 'packet-rule').waitFor();
      // An order of today, by hand: the rule gives a coupon for it.
      await place(page, '#/customers');
      await page.locator('[data-testid="customer-row"] a').first().click();
      await mark(page, 'customer-card').waitFor();
      const coupons = () => page.locator('[data-testid="customer-card"] [data-testid="coupon-row"]').count();
      const before = await coupons();
      await mark(page, 'card-order-new').click();
      await mark(page, 'order-item').fill('碧根果');
      await mark(page, 'order-quantity').fill('1');
      await mark(page, 'order-paid').fill('66');
      await saved(page, () => mark(page, 'order-save').click());
      await page.waitForFunction((n) => document.querySelectorAll('[data-testid="customer-card"] [data-testid="coupon-row"]').length === n, before + 1);
      const settled = await seqOf(page);
      const other = await tab.context.newPage();
      other.setDefaultTimeout(12_000);
      await open(other, page.url());
      await Promise.all([reload(page), reload(other)]);
      // Each of the two has looked once more by now: a rule runs a moment after the book is quiet.
      await Promise.all([page.waitForTimeout(4_000), other.waitForTimeout(4_000)]);
      assert.equal(await seqOf(page), settled, 'nothing was written again');
      assert.equal(await coupons(), before + 1);
      await other.close();
    });
  });
}
