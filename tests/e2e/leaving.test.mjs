// A field that is taken out of the page while somebody types in it: browsers tell it of being left when nobody is there
// any more who listens. Every text field of every page, at once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { made, mark, open, orderFile, pause, place, take } from './seller.mjs';
import { startServer } from './server.mjs';

const PAGES = {
  '#/customers': '[data-testid="customer-row"]',
  '#/settings': '.settings',
  '#/grow/promotions/new': '[data-testid="offer-editor"]',
  '#/grow/coupons/new/shop': '[data-testid="offer-editor"]',
  '#/grow/coupons/new/platform': '[data-testid="platform-editor"]',
  '#/grow/tiers/new': '[data-testid="tier-form"], .tier-form',
  '#/grow/points': '[data-testid="points-rule"]',
  '#/grow/packets/new': 'main form, main fieldset',
  '#/grow/groups/new': '[data-testid="segment-form"]',
  '#/grow/prices/new': '[data-testid="good-form"]',
  '#/grow/prices/lists/new': '[data-testid="price-list-form"]',
  '#/grow/prices/quotes': '[data-testid="quote-start"]',
  '#/grow/care': '[data-testid="grow-care"]',
};

let site, tab;
before(async () => {
  site = await startServer({ prefix: '/shop/' });
  tab = await launch({ width: 390, height: 844 });
  await open(tab.page, `${site.url}?today=2024-12-28#/data`);
  await take(tab.page, made('orders.csv', orderFile(1, 30)));
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
