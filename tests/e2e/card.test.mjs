// The card and what is written by hand: names, family birthdays, the day of checking, promises, orders of several
// lines, refunds taken back, the relation card on paper. On a phone and on a desk, in both languages.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage as checkWhole } from './looks.mjs';
import { figures, made, mark, open, orderFile, place, reload, saved, take, withoutBars } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

/// Its last acts stick to the edge of a phone, over what is listed.
const checkPage = (page, where) => withoutBars(page, () => checkWhole(page, where));
const row = (page, nick) => page.locator(`[data-testid="customer-row"][data-nick="${nick}"]`);
const card = async (page, nick) => {
  await place(page, '#/customers');
  await row(page, nick).locator('a').click();
  await page.locator('[data-testid="customer-card"] [data-testid="card-print"]').waitFor();
};
const words = (page, id) => mark(page, id).innerText();
const saidWrong = (page, form) => page.locator(`[data-testid="${form}"] [role="alert"]:not(:empty)`).first().innerText();
/// Every text that would go on paper and does not stand on the relation card.
const besidePaper = (page) => page.evaluate(() => [...document.body.querySelectorAll('*')]
  .filter((it) => !it.closest('.paper') && !it.querySelector('.paper') && it.getClientRects().length > 0).map((it) => it.outerHTML.slice(0, 80)));

for (const [size, viewport, locale] of SEEN) {
  describe(`card, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale, permissions: ['clipboard-read', 'clipboard-write'] });
      page = tab.page;
      await page.addInitScript(() => { window.printed = 0; window.print = () => { window.printed += 1; }; });
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
      await card(page, 'f1c3');
    });
    after(() => tab.close());

    it('forms the remark name as the seller writes it, and copies it', async () => {
      await mark(page, 'card-edit').click();
      await mark(page, 'card-field-name').fill('顾伟');
      await mark(page, 'card-field-region').fill('上海');
      await mark(page, 'card-field-company').fill('上海宏达贸易');
      await mark(page, 'card-field-occupation').fill('采购');
      await mark(page, 'card-field-owner').fill('小李');
      await mark(page, 'card-title').nth(3).click();
      await mark(page, 'card-modes').locator('input').nth(1).check();
      await checkPage(page, 'the form');
      await saved(page, () => mark(page, 'card-save').click());
      assert.match(await words(page, 'card-called'), /顾总/);
      assert.equal(await words(page, 'card-remark'), '顾总定制');
      await mark(page, 'card-remark-copy').click();
      await page.locator('[data-testid="card-remark-copied"]:not(:empty)').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '顾总定制');
      await mark(page, 'card-nick-copy').click();
      await page.locator('[data-testid="card-nick-copied"]:not(:empty)').waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'f1c3');
      await mark(page, 'card-edit').click();
      await mark(page, 'card-suffix').nth(2).click();
      await saved(page, () => mark(page, 'card-save').click());
      assert.equal(await words(page, 'card-remark'), '顾总上海');
      await reload(page);
      assert.equal(await words(page, 'card-remark'), '顾总上海');
      await checkPage(page, 'the card');
    });

    it('keeps the birthdays of a family', async () => {
      const profile = () => words(page, 'card-profile');
      await mark(page, 'card-edit').click();
      await mark(page, 'relative-add').click();
      await mark(page, 'relative-month').fill('2');
      await mark(page, 'relative-day').fill('30');
      await mark(page, 'card-save').click();
      await page.locator('[data-testid="relative-row"] [role="alert"]:not(:empty)').waitFor();
      await mark(page, 'relative-row').locator('input[type="checkbox"]').check();
      await mark(page, 'card-save').click();
      const nobody = page.locator('[data-testid="relative-who"][aria-invalid="true"]');
      await nobody.waitFor();
      await checkPage(page, 'a row of the family that says nobody');
      await mark(page, 'relative-who').fill('女儿');
      await mark(page, 'relative-add').click();
      await saved(page, () => mark(page, 'card-save').click());
      assert.match(await profile(), /女儿.*30/);
      await reload(page);
      assert.match(await profile(), /女儿.*30/);
      await mark(page, 'card-edit').click();
      assert.equal(await mark(page, 'relative-row').count(), 1, 'an empty row is nobody');
      await mark(page, 'relative-remove').click();
      await saved(page, () => mark(page, 'card-save').click());
      assert.doesNotMatch(await profile(), /女儿/);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.match(await profile(), /女儿/);
    });

    it('notes what he said of himself, and says what is not known yet', async () => {
      const unknown = await mark(page, 'card-unknown').getAttribute('data-count').then(Number);
      await mark(page, 'card-fill-in').click();
      await mark(page, 'card-sex').nth(2).click();
      await mark(page, 'card-role').nth(1).click();
      await mark(page, 'answer-add').click();
      await mark(page, 'answer-topic').selectOption({ index: 1 });
      await mark(page, 'answer-way').selectOption({ index: 4 });
      await mark(page, 'answer-says').fill('一年 20 万左右');
      await mark(page, 'answer-day').fill('2024-12-01');
      await mark(page, 'answer-add').click();
      await checkPage(page, 'the form with an answer');
      await saved(page, () => mark(page, 'card-save').click());
      assert.match(await words(page, 'card-profile'), /一年 20 万左右.*2024-12-01/);
      assert.equal(await mark(page, 'card-unknown').getAttribute('data-count'), String(unknown - 1), 'the role; a title said the sex');
      await reload(page);
      assert.match(await words(page, 'card-profile'), /一年 20 万左右.*2024-12-01/);
      await checkPage(page, 'a card with an answer');
      await mark(page, 'card-edit').click();
      assert.equal(await mark(page, 'answer-row').count(), 1, 'without words it is no answer');
      assert.equal(await mark(page, 'answer-topic').inputValue(), '1');
      assert.equal(await mark(page, 'answer-way').inputValue(), '4');
      await mark(page, 'answer-remove').click();
      await saved(page, () => mark(page, 'card-save').click());
      assert.doesNotMatch(await words(page, 'card-profile'), /20 万/);
    });

    it('goes to the form that is opened, and leaves whoever has gone to one of its fields himself', async () => {
      const focused = () => page.evaluate(() => document.activeElement?.dataset.testid);
      await mark(page, 'card-edit').click();
      await page.waitForFunction(() => document.activeElement?.dataset.testid === 'card-field-name');
      await mark(page, 'card-note').click();
      await page.waitForFunction(() => document.activeElement?.dataset.testid === 'contact-way');
      await mark(page, 'card-order-new').click();
      await page.waitForFunction(() => document.activeElement?.dataset.testid === 'order-item');
      for (const form of ['card-note', 'card-order-new', 'card-edit']) await mark(page, form).click();
      // Quicker than the next frame, as on a slow phone.
      const quick = await page.evaluate(async () => {
        const mark = (id) => document.querySelector(`[data-testid="${id}"]`);
        mark('card-edit').click();
        while (!mark('card-field-phones')) await Promise.resolve();
        mark('card-field-phones').focus();
        for (let frames = 0; frames < 3; frames++) await new Promise((done) => requestAnimationFrame(done));
        return document.activeElement.dataset.testid;
      });
      assert.equal(quick, 'card-field-phones');
      assert.equal(await focused(), 'card-field-phones');
      await mark(page, 'card-edit').click();
    });

    it('leaves alone what is being typed while the book changes', async () => {
      await mark(page, 'card-note').click();
      await mark(page, 'contact-note').fill('要两箱');
      await mark(page, 'card-order-new').click();
      await mark(page, 'order-item').fill('碧根');
      await saved(page, () => mark(page, 'card-star').click());
      assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'card-star', 'the next key goes on from there');
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await mark(page, 'order-item').inputValue(), '碧根');
      assert.equal(await mark(page, 'contact-note').inputValue(), '要两箱');
      await mark(page, 'card-note').click();
      await mark(page, 'card-order-new').click();
    });

    it('is found to be right by one tap, and offers who looks after customers', async () => {
      const before = await words(page, 'card-verified');
      await saved(page, () => mark(page, 'card-verify').click());
      await mark(page, 'card-verify').waitFor({ state: 'detached' });
      assert.notEqual(await words(page, 'card-verified'), before);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await words(page, 'card-verified'), before);
      await saved(page, () => mark(page, 'card-verify').click());
      await card(page, 'f1c2');
      await mark(page, 'card-edit').click();
      assert.deepEqual(await page.locator('#card-owners option').evaluateAll((all) => all.map((it) => it.value)), ['小李']);
      await mark(page, 'card-edit').click();
    });

    it('writes down an order of several lines, and says what cannot be', async () => {
      const before = await figures(page);
      await card(page, 'f1c3');
      await mark(page, 'card-order-new').click();
      const said = [];
      for (const [quantity, paid] of [['1', ''], ['1', '8o'], ['1', '-5'], ['1', '99999999999'], ['0', '5'], ['-1', '5'], ['1', '1.234']]) {
        await mark(page, 'order-quantity').fill(quantity);
        await mark(page, 'order-paid').fill(paid);
        await mark(page, 'order-save').click();
        said.push(await saidWrong(page, 'order-form'));
      }
      assert.equal(new Set(said).size, 4, `unreadable, below 0, too large, none of it: ${said.join(' / ')}`);
      await checkPage(page, 'an order that cannot be');
      await mark(page, 'order-each').click();
      await mark(page, 'order-item').fill('碧根果');
      await mark(page, 'order-quantity').fill('３');
      await mark(page, 'order-paid').fill('１９．９');
      assert.equal(await mark(page, 'order-total').getAttribute('data-value'), '5970');
      await mark(page, 'order-line-add').click();
      assert.equal(await page.evaluate(() => document.activeElement?.dataset.testid), 'order-item', 'the next is typed at once');
      await page.keyboard.type('枣糕');
      await mark(page, 'order-quantity').nth(1).fill('2.35');
      await mark(page, 'order-paid').nth(1).fill('10');
      assert.equal(await mark(page, 'order-total').getAttribute('data-value'), '8320');
      await mark(page, 'order-line-add').click();
      await mark(page, 'order-line-remove').nth(2).click();
      await checkPage(page, 'an order of two lines');
      await saved(page, () => mark(page, 'order-paid').nth(1).press('Enter'));
      await mark(page, 'order-form').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.querySelector('[data-testid="customer-card"]').getBoundingClientRect().top
        >= document.querySelector('.top').getBoundingClientRect().bottom - 1);
      assert.match(await mark(page, 'card-order').first().innerText(), /碧根果 ×3/);
      assert.equal((await figures(page)).net_amount_minor, before.net_amount_minor + 8320);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal((await figures(page)).net_amount_minor, before.net_amount_minor, 'taken back by the toast');
      await card(page, 'f1c3');
      await mark(page, 'card-order').first().locator('summary').click();
      await saved(page, () => mark(page, 'card-order').first().locator('[data-testid="order-cancel"]').click());
      assert.equal((await figures(page)).net_amount_minor, before.net_amount_minor + 8320, 'and not, after all');
    });

    it('takes a refund back, on the order and by the toast', async () => {
      await card(page, 'f1c3');
      const order = mark(page, 'card-order').first();
      const refunds = () => order.locator('[data-testid="hand-refund"]').count();
      await order.locator('summary').click();
      await order.locator('[data-testid="order-refund"]').click();
      await order.locator('[data-testid="refund-amount"]').fill('３．２');
      await saved(page, () => order.locator('[data-testid="refund-confirm"]').click());
      assert.equal(await refunds(), 1);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await refunds(), 0);
      await order.locator('[data-testid="order-refund"]').click();
      await order.locator('[data-testid="refund-amount"]').fill('3.2');
      await saved(page, () => order.locator('[data-testid="refund-confirm"]').click());
      assert.equal(await refunds(), 1);
      await checkPage(page, 'an order with a refund');
      await saved(page, () => order.locator('[data-testid="refund-undo"]').click());
      assert.equal(await refunds(), 0);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await refunds(), 1, 'it stands again');
      await reload(page);
      await order.locator('summary').click();
      assert.equal(await refunds(), 1);
    });

    it('lets a toast stand its time, whatever was taken back before', async () => {
      const order = mark(page, 'card-order').first();
      const since = Date.now();
      const waitUntil = (ms) => page.waitForTimeout(Math.max(0, since + ms - Date.now()));
      await saved(page, () => order.locator('[data-testid="refund-undo"]').click());
      await waitUntil(6_000);
      await saved(page, () => mark(page, 'toast-undo').click());
      // The clock of the toast that was taken back ends now; the one that says so began six seconds later.
      await waitUntil(12_000);
      assert.equal(await mark(page, 'toast').count(), 1);
      assert.equal(await order.locator('[data-testid="hand-refund"]').count(), 1, 'the refund stands again');
    });

    it('does not lose a promise, and lists who was not contacted for longest', async () => {
      await mark(page, 'card-note').click();
      await mark(page, 'contact-next').fill('2025-01-10');
      await saved(page, () => mark(page, 'contact-later').click());
      assert.match(await words(page, 'card-promise'), /10/);
      await place(page, '#/customers');
      await mark(page, 'pick-promised').click();
      await page.waitForFunction(() => location.hash.includes('pick=promised'));
      await reload(page);
      await row(page, 'f1c3').locator('[data-testid="row-promised"]').waitFor();
      assert.equal(await mark(page, 'customer-list').getAttribute('data-total'), '1');
      await checkPage(page, 'who is to be called');
      await place(page, '#/customers');
      await mark(page, 'customer-sort').selectOption('uncontacted');
      await page.waitForFunction(() => location.hash.includes('sort=uncontacted'));
      const nicks = () => mark(page, 'customer-row').evaluateAll((rows) => rows.map((it) => it.dataset.nick));
      assert.equal((await nicks()).at(-1), 'f1c3', 'contacted today: last of all');
      await card(page, 'f1c3');
      await mark(page, 'card-note').click();
      await saved(page, () => mark(page, 'contact-talked').click());
      await mark(page, 'card-promise').waitFor({ state: 'detached' });
    });

    it('goes on paper, black on white, and nothing else does', async () => {
      await saved(page, () => mark(page, 'card-star').click());
      await mark(page, 'card-print').click();
      assert.equal(await page.evaluate(() => window.printed), 1);
      assert.equal(await mark(page, 'paper').isVisible(), false, 'not on the screen');
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ media: 'print', colorScheme });
        const paper = await words(page, 'paper');
        for (const said of ['顾伟', '顾总', '上海宏达贸易', '采购', '女儿', '小李', 'f1c3']) assert.ok(paper.includes(said), said);
        assert.deepEqual(await besidePaper(page), [], 'nothing beside it');
        const colours = await mark(page, 'paper').evaluate((it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor]);
        assert.deepEqual(colours, ['rgb(0, 0, 0)', 'rgb(255, 255, 255)'], colorScheme);
      }
      for (const format of ['A4', 'A6']) {
        const pdf = (await page.pdf({ format, preferCSSPageSize: false })).toString('latin1');
        assert.equal(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length, 1, `one page of ${format}`);
      }
      await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
    });

    it('does it all without a network', async () => {
      await page.waitForSelector('html[data-offline="ready"]');
      await tab.context.setOffline(true);
      await reload(page);
      await card(page, 'f1c3');
      await mark(page, 'card-print').click();
      assert.equal(await page.evaluate(() => window.printed), 1);
      await tab.context.setOffline(false);
    });

    it('breaks no policy, asks no other host, throws nothing', () => assert.deepEqual(tab.faults, []));
  });
}
