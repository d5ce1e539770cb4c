// The customers: the check-up after an import, the list with its groups, the card and what is done on it. On a phone
// and on a desk, in both languages; what was done is there after a reload, and is taken back by a tap or later.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { figures, made, mark, open, orderFile, place, reload, saved, take } from './seller.mjs';
import { startServer } from './server.mjs';

/// Each size and each language once: what differs between them does not depend on both.
const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

const total = (page) => mark(page, 'customer-list').getAttribute('data-total').then(Number);
const row = (page, nick) => page.locator(`[data-testid="customer-row"][data-nick="${nick}"]`);
const card = async (page, nick) => {
  await place(page, '#/customers');
  await row(page, nick).locator('a').click();
  await mark(page, 'customer-card').waitFor();
};

for (const [size, viewport, locale] of SEEN) {
  describe(`customers, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
    });
    after(() => tab.close());

    it('answers first: five sentences, each with its list', async () => {
      await mark(page, 'see-checkup').click();
      await mark(page, 'checkup').waitFor();
      assert.equal(await page.locator('.vital').count(), 5);
      assert.match(await mark(page, 'vital-1').innerText(), /^7\D/);
      await checkPage(page, 'check-up');
      await mark(page, 'vital-1').click();
      await mark(page, 'customer-list').waitFor();
      assert.equal(await total(page), 7, 'all seven came more than once');
      assert.match(await page.evaluate(() => location.hash), /pick=repeat/);
    });

    it('lists stages that agree with the figures', async () => {
      const shown = await figures(page);
      await place(page, '#/customers');
      await mark(page, 'customer-list').waitFor();
      assert.equal(await total(page), shown.customers);
      await checkPage(page, 'customers');
      for (const key of ['old_active', 'high_save', 'low_save', 'lost', 'potential']) {
        await mark(page, `stage-${key}`).click();
        await page.waitForFunction((key) => location.hash.includes(`stage=${key}`), key);
        const count = shown[`lifecycle.${key}`];
        await page.locator(`[data-testid="customer-list"][data-total="${count}"]`).waitFor({ state: 'attached', timeout: 10_000 });
        assert.ok((await mark(page, `stage-${key}`).innerText()).endsWith(String(count)), key);
      }
    });

    it('lists the groups by value: together they are everybody who bought, and an address opens them', async () => {
      const bought = await figures(page).then((shown) => shown.customers - shown['lifecycle.potential']);
      await place(page, '#/customers');
      await mark(page, 'groups-open').waitFor();
      assert.equal(await mark(page, 'group-1').count(), 0, 'shown to whom asks');
      await mark(page, 'groups-open').click();
      const chips = page.locator('[data-testid^="group-"]:not(button)');
      await mark(page, 'group-8').waitFor();
      const counts = (await chips.allInnerTexts()).map((text) => Number(text.match(/(\d+)$/)[1]));
      assert.deepEqual([counts.length, counts.reduce((sum, it) => sum + it)], [8, bought]);
      await checkPage(page, 'groups by value');
      const some = counts.findIndex((count) => count > 0) + 1;
      await mark(page, `group-${some}`).click();
      await page.waitForURL(new RegExp(`group=${some}$`));
      await page.locator(`[data-testid="customer-list"][data-total="${counts[some - 1]}"]`).waitFor({ state: 'attached' });
      await reload(page);
      await page.locator(`[data-testid="group-${some}"][aria-current="true"]`).waitFor();
      await mark(page, 'pick-all').click();
    });

    it('opens a card: who, how he comes, what he bought', async () => {
      await card(page, 'f1c3');
      assert.equal(await mark(page, 'card-name').innerText(), 'f1c3');
      await mark(page, 'card-all-orders').click();
      assert.ok(await mark(page, 'card-order').count() >= 8);
      await checkPage(page, 'card');
    });

    it('edits it: the name holds after a reload, and goes back by the toast', async () => {
      await mark(page, 'card-edit').click();
      await mark(page, 'card-field-name').fill('陈秀英');
      await mark(page, 'card-field-phones').fill('14000000033');
      await mark(page, 'card-month').fill('2');
      await mark(page, 'card-day').fill('30');
      await mark(page, 'card-save').click();
      await page.locator('.card-form [role="alert"]').waitFor();
      await page.waitForFunction(() => document.activeElement.dataset.testid === 'card-month', null, { timeout: 5000 });
      await mark(page, 'card-day').fill('29');
      await checkPage(page, 'the form');
      await saved(page, () => mark(page, 'card-save').click());
      await mark(page, 'toast').waitFor();
      assert.equal(await mark(page, 'card-name').innerText(), '陈秀英');
      await reload(page);
      await mark(page, 'customer-card').waitFor();
      assert.equal(await mark(page, 'card-name').innerText(), '陈秀英');
      assert.match(await mark(page, 'card-profile').innerText(), /14000000033/);
      await saved(page, () => mark(page, 'card-star').click());
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await mark(page, 'card-star').getAttribute('aria-pressed'), 'false');
    });

    it('notes a contact in two taps, and takes it back from the history', async () => {
      await mark(page, 'card-note').click();
      await saved(page, () => mark(page, 'contact-talked').click());
      await mark(page, 'card-contacts').waitFor();
      assert.equal(await page.locator('[data-testid="card-contacts"] li').count(), 1);
      await saved(page, () => mark(page, 'history-turn').first().click());
      await mark(page, 'card-contacts').waitFor({ state: 'detached' });
      await saved(page, () => mark(page, 'history-turn').first().click());
      await mark(page, 'card-contacts').waitFor();
    });

    it('writes an order down, gives a part back, refuses more, cancels', async () => {
      const before = await figures(page);
      await card(page, 'f1c3');
      await mark(page, 'card-order-new').click();
      await mark(page, 'order-paid').fill('8o');
      await mark(page, 'order-save').click();
      await page.locator('[data-testid="order-form"] [role="alert"]:not(:empty)').waitFor();
      await mark(page, 'order-paid').fill('86.50');
      await mark(page, 'order-item').fill('碧根果');
      await saved(page, () => mark(page, 'order-save').click());
      const bought = await figures(page);
      assert.equal(bought.net_amount_minor, before.net_amount_minor + 8650);
      await card(page, 'f1c3');
      const order = mark(page, 'card-order').first();
      await order.locator('summary').click();
      await order.locator('[data-testid="order-refund"]').click();
      await order.locator('[data-testid="refund-amount"]').fill('100');
      await order.locator('[data-testid="refund-confirm"]').click();
      await order.locator('[role="alert"]:not(:empty)').waitFor();
      await order.locator('[data-testid="refund-amount"]').fill('6.5');
      await saved(page, () => order.locator('[data-testid="refund-confirm"]').click());
      assert.equal((await figures(page)).net_amount_minor, before.net_amount_minor + 8000);
      await card(page, 'f1c3');
      await order.locator('summary').click();
      await saved(page, () => order.locator('[data-testid="order-cancel"]').click());
      assert.equal((await figures(page)).net_amount_minor, before.net_amount_minor);
    });

    it('takes somebody new in, and says where he stands when he is known', async () => {
      await place(page, '#/customers');
      await mark(page, 'customer-add').click();
      await mark(page, 'add-save').click();
      await page.locator('[data-testid="quick-add"] [role="alert"]:not(:empty)').waitFor();
      await mark(page, 'add-phone').fill('14000000077');
      await mark(page, 'add-name').fill('顾总');
      await checkPage(page, 'quick add');
      await saved(page, () => mark(page, 'add-save').click());
      await mark(page, 'customer-card').waitFor();
      assert.equal(await mark(page, 'card-name').innerText(), '顾总');
      await place(page, '#/customers');
      await mark(page, 'customer-add').click();
      await mark(page, 'add-phone').fill('140 0000 0077');
      await mark(page, 'add-save').click();
      await mark(page, 'add-known').click();
      assert.equal(await mark(page, 'card-name').innerText(), '顾总');
    });

    it('does it all without a network', async () => {
      await page.waitForSelector('html[data-offline="ready"]');
      await tab.context.setOffline(true);
      await reload(page);
      await card(page, 'f1c3');
      await tab.context.setOffline(false);
    });

    it('breaks no policy, asks no other host, throws nothing', () => assert.deepEqual(tab.faults, []));
  });
}

describe('a book whose orders end long ago', () => {
  let tab, page;
  before(async () => {
    tab = await launch({ width: 390, height: 844 });
    page = tab.page;
    await open(page, `${site.url}?today=2026-11-22#/data`);
    await take(page, made('orders.csv', orderFile(1, 60)));
  });
  after(() => tab.close());
  const lasts = () => page.locator('[data-testid="customer-row"] .st').allInnerTexts();

  it('says up to when they go, and names days instead of counting from them', async () => {
    await place(page, '#/customers');
    await mark(page, 'customer-row').first().waitFor();
    assert.match(await mark(page, 'book-stale').innerText(), /2024年12月\d+日/);
    const said = await lasts();
    assert.equal(said.length, 7);
    for (const line of said) {
      assert.match(line, /2024年1[0-2]月\d+日/);
      assert.doesNotMatch(line, /今天|昨天|前/);
    }
    const drawn = await page.locator('[data-testid="customer-row"]').evaluateAll((rows) => rows.map((row) => {
      const [line, value] = ['.rhythm', '.val'].map((it) => row.querySelector(it).getBoundingClientRect());
      const apart = line.right <= value.left || line.left >= value.right || line.top >= value.bottom || line.bottom <= value.top;
      return apart && getComputedStyle(row.querySelector('.rhythm')).animationName === 'none';
    }));
    assert.ok(drawn.every(Boolean), 'each line is there at once, and beside the value');
    await checkPage(page, 'an old book');
    await place(page, '#/checkup');
    await mark(page, 'book-stale').waitFor();
  });

  it('knows whom one puts in today, and makes nobody else silent by it', async () => {
    const chips = () => page.locator('.chip[data-testid^="stage-"]').evaluateAll((all) =>
      Object.fromEntries(all.map((it) => [it.dataset.testid, Number(it.querySelector('.n').textContent)])));
    await place(page, '#/customers');
    await row(page, 'f1c3').waitFor();
    const before = await chips();
    await mark(page, 'customer-add').click();
    await mark(page, 'add-phone').fill('138 0013');
    await mark(page, 'add-name').fill('老周');
    await page.locator('[data-testid="quick-add"] .hint', { hasText: '手机号' }).waitFor();
    await saved(page, () => mark(page, 'add-save').click());
    await mark(page, 'customer-card').waitFor();
    assert.match(await mark(page, 'toast').or(page.locator('.toast')).first().innerText(), /老周/);
    await place(page, '#/customers');
    await page.waitForSelector('[data-testid="customer-list"][data-total="8"]');
    assert.deepEqual(await chips(), { ...before, 'stage-potential': before['stage-potential'] + 1 });
    await saved(page, () => mark(page, 'toast-undo').click());
    await page.waitForSelector('[data-testid="customer-list"][data-total="7"]');
  });

  it('says which files end early though an order of today is in', async () => {
    await card(page, 'f1c3');
    await mark(page, 'card-order-new').click();
    await mark(page, 'order-paid').fill('10');
    await saved(page, () => mark(page, 'order-save').click());
    await place(page, '#/customers');
    await page.locator('[data-testid="book-stale"]', { hasText: '淘宝的订单只到' }).waitFor();
    assert.match(await row(page, 'f1c3').locator('.st').innerText(), /\d+月\d+日/, 'named, not counted');
  });

  it('marks who is important and who wants no contact, and lists the important', async () => {
    await card(page, 'f1c3');
    await saved(page, () => mark(page, 'card-star').click());
    await mark(page, 'card-note').click();
    await saved(page, () => mark(page, 'contact-donotcall').click());
    await place(page, '#/customers');
    await mark(page, 'pick-important').click();
    await page.waitForSelector('[data-testid="customer-list"][data-total="1"]');
    assert.equal(await row(page, 'f1c3').locator('.star').count(), 1);
    assert.match(await row(page, 'f1c3').locator('[data-testid="row-opted-out"]').innerText(), /不联系/);
    await checkPage(page, 'the important ones');
    await mark(page, 'pick-all').click();
  });

  it('keeps its rows apart when text grows under the reader', async () => {
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
    await page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('[data-testid="customer-list"] > li')].map((it) => it.getBoundingClientRect());
      return rows.length > 1 && rows[0].height > 100 && rows.slice(1).every((it, at) => it.top >= rows[at].bottom - 1);
    }, null, { timeout: 5000 });
    await page.evaluate(() => { document.documentElement.style.fontSize = ''; });
  });

  it('comes back to where one was on a page', async () => {
    await place(page, '#/insight');
    await page.waitForFunction(() => document.documentElement.scrollHeight > 2500);
    await page.evaluate(() => scrollTo(0, 1500));
    await page.waitForFunction(() => history.state === 1500);
    await mark(page, 'nav-customers').click();
    await mark(page, 'customer-row').first().waitFor();
    assert.equal(await page.evaluate(() => scrollY), 0);
    await page.goBack();
    await page.waitForFunction(() => location.hash === '#/insight' && scrollY === 1500, null, { timeout: 5000 });
    assert.deepEqual(tab.faults, []);
  });
});
