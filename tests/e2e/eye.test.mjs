// The privacy eye: while it is closed, neither a phone nor an amount is to be read on any page, and what checks read stays.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkAccess } from './looks.mjs';
import { figures, made, mark, open, orderFile, place, reload, saved, take } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';
const PHONE = '14000000033';

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

/// Everything that is to be read, folded parts too.
const words = (page) => page.evaluate(() => {
  const labels = [...document.querySelectorAll('[aria-label], [title]')].map((it) => `${it.getAttribute('aria-label') ?? ''} ${it.getAttribute('title') ?? ''}`);
  return [document.title, document.body.textContent, ...labels].join('\n');
});
const card = async (page, nick) => {
  await place(page, '#/customers');
  await page.locator(`[data-testid="customer-row"][data-nick="${nick}"] a`).click();
  // On a desk the card of before stands there until this one does.
  await page.locator('[data-testid="card-name"]', { hasText: nick }).waitFor();
};

for (const [size, viewport, locale] of SEEN) {
  describe(`the privacy eye, ${size}, ${locale}`, () => {
    let tab, page, shown;
    /// Each page, and how one gets there.
    const pages = {
      list: async () => { await place(page, '#/customers'); await mark(page, 'customer-row').first().waitFor(); },
      card: async () => { await card(page, 'f1c3'); await mark(page, 'card-all-orders').click(); },
      insight: async () => { await place(page, '#/insight'); await mark(page, 'all-figures').waitFor({ state: 'attached' }); },
      'check-up': async () => { await place(page, '#/checkup'); await mark(page, 'checkup').waitFor(); },
      duplicates: async () => { await place(page, '#/duplicates'); await mark(page, 'merge-candidate').first().waitFor(); },
      search: async () => {
        await pages.list();
        await mark(page, 'customer-search').fill('0033');
        await page.waitForFunction(() => document.querySelector('[data-testid="customer-list"]').dataset.total === '2');
      },
    };
    const hidden = (text, where) => {
      for (const digits of [PHONE, PHONE.slice(0, 7), PHONE.slice(-4)]) assert.ok(!text.includes(digits), `${where} shows ${digits}`);
      assert.ok(!/¥\s*\d/.test(text), `${where} shows ${text.match(/.{0,20}¥\s*\d[\d.,]*/)?.[0]}`);
    };
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
      for (const nick of ['f1c3', 'f1c5']) {
        await card(page, nick);
        await mark(page, 'card-edit').click();
        await mark(page, 'card-field-phones').fill(PHONE);
        await saved(page, () => mark(page, 'card-save').click());
      }
      shown = await figures(page);
    });
    after(() => tab.close());

    it('is open at first: phones and amounts are there', async () => {
      assert.equal(await mark(page, 'privacy-eye').getAttribute('aria-pressed'), 'false');
      for (const [where, go] of Object.entries(pages)) {
        await go();
        assert.match(await words(page), /¥\s*\d/, where);
        if (where === 'card') assert.ok((await words(page)).includes(PHONE));
      }
    });

    it('covers them on every page as soon as it is closed, where one is', async () => {
      for (const [where, go] of Object.entries(pages)) {
        await go();
        await mark(page, 'privacy-eye').click();
        assert.equal(await mark(page, 'privacy-eye').getAttribute('aria-pressed'), 'true');
        await page.waitForFunction(() => document.body.textContent.includes('¥•••'));
        // The field of the search holds what was typed into it, and no text.
        hidden(await words(page), `${where}, at once`);
        await mark(page, 'privacy-eye').click();
        await page.waitForFunction(() => !document.body.textContent.includes('¥•••'));
      }
    });

    it('stays closed over a reload; what checks read is as before', async () => {
      await mark(page, 'privacy-eye').click();
      await reload(page);
      assert.equal(await mark(page, 'privacy-eye').getAttribute('aria-pressed'), 'true');
      for (const [where, go] of Object.entries(pages)) {
        await go();
        hidden(await words(page), where);
      }
      assert.deepEqual(await figures(page), shown);
      await card(page, 'f1c3');
      assert.equal(await mark(page, 'card-call').getAttribute('href'), `tel:${PHONE}`, 'one can still call');
      await checkAccess(page);
      assert.deepEqual(tab.faults, []);
    });
  });
}
