// A field that is taken out of the page while somebody types in it: browsers tell it of being left when nobody is there
// any more who listens. Every text field of every page, at once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { made, open, pause, place, take } from './seller.mjs';
import { startServer } from './server.mjs';

const PAGES = {
  '#/customers': '[data-testid="customer-row"]',
  '#/settings': '.settings',
  '#/grow/promotions/new': '[data-testid="offer-editor"]',
  '#/grow/coupons/new/shop': '[data-testid="offer-editor"]',
  '#/grow/coupons/new/platform': '[data-testid="platform-editor"]',
  '#/grow/tiers/new': '[data-testid="tier-form"], .tier-form',
  '#/grow/points': '[data-testid="points-terms"]',
  '#/grow/packets/new': 'main form, main fieldset',
  '#/grow/groups/new': '[data-testid="segment-form"]',
  '#/grow/prices/new': '[data-testid="good-form"]',
  '#/grow/prices/lists/new': '[data-testid="price-list-form"]',
  '#/grow/prices/quotes': '[data-testid="quote-start"]',
  '#/grow/care': '[data-testid="care-find"]',
};

const ORDERS = `订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,宝贝标题,宝贝总数量
80000001,林小姐,25.00,交易成功,2024-12-20 10:00:00,水晶杯,1
80000002,王先生,50.00,交易成功,2024-12-22 10:00:00,水晶杯,2
`;

let site, tab;
before(async () => {
  site = await startServer({ prefix: '/shop/' });
  tab = await launch({ width: 390, height: 844 });
  await open(tab.page, `${site.url}?today=2024-12-28#/data`);
  await take(tab.page, made('orders.csv', ORDERS));
});
after(async () => {
  await tab.close();
  await site.stop();
});

describe('a field that is left by leaving the page', () => {
  for (const [hash, ready] of Object.entries(PAGES)) {
    it(hash, async () => {
      const { page } = tab;
      page.setDefaultTimeout(12_000);
      const fields = page.locator('main input:is([type="text"], [type="search"], [type="tel"], :not([type])):visible');
      await place(page, hash);
      await page.waitForSelector(ready);
      await pause(200);
      const count = await fields.count();
      assert.ok(count > 0, 'it has fields');
      for (let at = 0; at < count; at++) {
        await place(page, hash);
        await page.waitForSelector(ready);
        const field = fields.nth(at);
        await field.click();
        await page.keyboard.type('7');
        await place(page, '#/insight');
        await page.waitForSelector('[data-testid="all-figures"]', { state: 'attached' });
        assert.deepEqual(tab.faults, [], `field ${at} of ${count}`);
      }
    });
  }
});
