// What goods cost, for whom, and what is sent of it: goods and a private list, a quote that holds nobody else's price and
// waits for somebody to agree, and who paid more shortly before a price is cut.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { keepFiles, made, mark, open, place, reload, saved, take, withoutBars } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';
/// Three cups at ¥25 in the last days, one long ago, and towels.
const ORDERS = `订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间,宝贝标题,宝贝总数量
80000001,林小姐,25.00,交易成功,2024-12-20 10:00:00,水晶杯,1
80000002,王先生,50.00,交易成功,2024-12-22 10:00:00,水晶杯,2
80000003,陈老板,25.00,交易成功,2024-12-24 10:00:00,水晶杯,1
80000004,刘阿姨,25.00,交易成功,2024-06-01 10:00:00,水晶杯,1
80000005,林小姐,30.00,交易成功,2024-12-10 10:00:00,毛巾,1
`;

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

for (const [size, viewport, locale] of SEEN) {
  describe(`prices, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      page.setDefaultTimeout(12_000);
      await keepFiles(tab.context);
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', ORDERS));
    });
    after(() => tab.close());

    it('a good has a price with steps, and a private list another one', async () => {
      await place(page, '#/grow/prices');
      await mark(page, 'goods-none').waitFor();
      await checkPage(page, 'no goods');
      await mark(page, 'good-new').click();
      await mark(page, 'good-form').waitFor();
      await mark(page, 'good-name').fill('水晶杯');
      await mark(page, 'good-base-unit').fill('abc');
      await mark(page, 'good-save').click();
      assert.equal(await page.locator('[data-testid="good-base-unit"][aria-invalid="true"]').count(), 1, 'no amount');
      await mark(page, 'good-base-unit').fill('25');
      await withoutBars(page, () => checkPage(page, 'good form'));
      await saved(page, () => mark(page, 'good-save').click());
      await page.locator('[data-testid="good-row"][data-sku="水晶杯"]').waitFor();
      await checkPage(page, 'goods');
      await place(page, '#/grow/prices/lists');
      await mark(page, 'price-list-new').click();
      await mark(page, 'price-list-name').fill('代理价');
      await mark(page, 'price-list-good').fill('水晶杯');
      await mark(page, 'price-list-unit').fill('20');
      await withoutBars(page, () => checkPage(page, 'list form'));
      await saved(page, () => mark(page, 'price-list-save').click());
      await mark(page, 'price-list-row').first().click();
      await mark(page, 'price-list-add').fill('陈老板');
      await saved(page, () => mark(page, 'price-list-add-hit').first().click());
      await mark(page, 'price-list-person').waitFor();
      assert.equal(await mark(page, 'price-list-person').count(), 1);
      await withoutBars(page, () => checkPage(page, 'who is on a list'));
    });

    it('a quote below the limit waits until somebody else agrees', async () => {
      await place(page, '#/grow/prices/quotes');
      await mark(page, 'quote-terms').click();
      await mark(page, 'quote-terms-author').fill('小陈');
      await mark(page, 'quote-terms-limit').fill('5');
      await saved(page, () => mark(page, 'quote-terms-save').click());
      await mark(page, 'quote-customer').fill('林小姐');
      await mark(page, 'quote-customer-hit').first().click();
      await mark(page, 'quote-whom').waitFor();
      await checkPage(page, 'quotes of a customer');
      if (await mark(page, 'quote-new').count() > 0) await mark(page, 'quote-new').click();
      await mark(page, 'quote-form').waitFor();
      await mark(page, 'quote-good').fill('水晶杯');
      await mark(page, 'quote-quantity').fill('10');
      await page.waitForFunction(() => document.querySelector('[data-testid="quote-preview-sheet"]')?.innerText.includes('250'));
      assert.equal(await mark(page, 'quote-waits').innerText(), '', 'what everybody pays needs nobody');
      await mark(page, 'quote-offered').fill('18');
      await page.waitForFunction(() => document.querySelector('[data-testid="quote-waits"]')?.innerText !== '');
      await withoutBars(page, () => checkPage(page, 'quote form'));
      await saved(page, () => mark(page, 'quote-save').click());
      await mark(page, 'quote-approve').waitFor();
      assert.equal(await mark(page, 'quote-copy').isDisabled(), true);
      await mark(page, 'quote-approve-by').fill('老板');
      await saved(page, () => mark(page, 'quote-approve-save').click());
      await page.waitForFunction(() => document.querySelector('[data-testid="quote-copy"]')?.disabled === false);
      await withoutBars(page, () => checkPage(page, 'approved quote'));
    });

    it('what goes out holds no other price, no name of others, and is a picture as well', async () => {
      await tab.context.setOffline(true);
      const before = await page.evaluate(() => window.keptFiles.length);
      await mark(page, 'quote-csv').click();
      await page.waitForFunction((before) => window.keptFiles.length > before, before);
      const table = await page.evaluate(() => window.keptFiles.at(-1).text());
      assert.match(table, /水晶杯/);
      assert.match(table, /18/);
      assert.match(table, /180/);
      for (const hidden of ['25.00', '20.00', '代理价', '陈老板', '王先生']) assert.ok(!table.includes(hidden), `${hidden} in ${table}`);
      await mark(page, 'quote-picture').click();
      await mark(page, 'quote-preview').waitFor();
      await page.waitForFunction(() => document.querySelector('[data-testid="quote-picture-save"]')?.disabled === false);
      const words = await mark(page, 'quote-preview').getAttribute('aria-label');
      assert.match(words, /林小姐[^]*水晶杯[^]*180/);
      assert.ok(!words.includes('¥25'));
      await tab.context.setOffline(false);
    });

    it('the card says what is paid and why', async () => {
      await place(page, '#/customers');
      await page.locator('[data-testid="customer-row"]', { hasText: '陈老板' }).locator('a').first().click();
      await mark(page, 'card-prices').waitFor();
      assert.match(await mark(page, 'card-price-list').evaluate((it) => it.selectedOptions[0].innerText), /代理价/);
      await mark(page, 'own-price-open').click();
      await mark(page, 'own-price-good').fill('水晶杯');
      await page.waitForFunction(() => document.querySelector('[data-testid="card-pays"]')?.innerText.includes('20'));
      await mark(page, 'own-price-unit').fill('19');
      await withoutBars(page, () => checkPage(page, 'own price'));
      await saved(page, () => mark(page, 'own-price-save').click());
      await page.locator('[data-testid="own-price"][data-sku="水晶杯"]').waitFor();
    });

    it('a cut is checked against who paid more shortly before', async () => {
      await place(page, '#/grow/care');
      await page.locator('[data-testid="care-good"][data-sku="水晶杯"]').waitFor();
      await checkPage(page, 'price care');
      await page.locator('[data-testid="care-good"][data-sku="水晶杯"]').click();
      await mark(page, 'care-good-page').waitFor();
      await mark(page, 'care-new-price').fill('20');
      await page.waitForFunction(() => document.querySelectorAll('[data-testid="care-person"]').length === 3);
      await withoutBars(page, () => checkPage(page, 'good in price care'));
      await mark(page, 'care-days').fill('5');
      await page.waitForFunction(() => document.querySelectorAll('[data-testid="care-person"]').length === 1);
      for (const part of ['season', 'launch', 'clearance']) {
        await place(page, `#/grow/care/${part}`);
        await page.locator(`[data-testid="care-${part === 'season' ? 'seasons' : part === 'launch' ? 'launches' : 'clearing'}"], [data-testid="care-${part === 'season' ? 'seasons' : part === 'launch' ? 'launches' : 'cuts'}-none"]`).first().waitFor();
        await checkPage(page, part);
      }
    });

    it('a lower price says so before it is saved, and all of it stands after a reload', async () => {
      await reload(page);
      await place(page, '#/grow/prices');
      await page.locator('[data-testid="good-row"][data-sku="水晶杯"] a').first().click();
      await mark(page, 'good-base-unit').fill('20');
      await page.locator('[data-testid="cut-warning"][data-people="3"]').waitFor();
      assert.deepEqual(tab.faults, []);
    });
  });
}
