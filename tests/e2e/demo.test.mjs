// The demo shop: one tap in, one tap out, and the seller's own book never knows of it. At phone size.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage as look } from './looks.mjs';
import { barsOf, confirm, figures, made, mark, open, orderFile, place, preview, reload, sell, seqOf } from './seller.mjs';
import { startServer } from './server.mjs';

const PHONE = { width: 390, height: 844 };
const TODAY = '?today=2026-11-22';

let site;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const isOpen = (page, book) => page.waitForSelector(`html[data-book="${book}"][data-ready="book"]`);
const bookOf = (page) => page.getAttribute('html', 'data-book');
const enter = async (page) => {
  await mark(page, 'door-demo').click();
  await isOpen(page, 'demo');
};
const clear = async (page) => {
  await mark(page, 'demo-clear').click();
  await isOpen(page, 'real');
};
const databases = (page) => page.evaluate(async () => (await indexedDB.databases()).map((it) => it.name).sort());
/// What this device remembers outside of the databases, but for which book the tab is about.
const kept = (page) => page.evaluate(() => Object.fromEntries(Object.keys(localStorage).sort().map((key) => [key, localStorage.getItem(key)])));
const between = (name, value, low, high) => assert.ok(value >= low && value <= high, `${name}: ${value} is not ${low} to ${high}`);

describe('a first visit', () => {
  let tab;
  let page;
  let shown;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, site.url + TODAY);
  });
  after(() => tab.close());

  it('has three doors, the demo shop first', async () => {
    const doors = await page.locator('.door').evaluateAll((all) => all.map((it) => it.dataset.testid));
    assert.deepEqual(doors, ['door-demo', 'door-import', 'door-empty']);
    assert.equal(await mark(page, 'restore-file').count(), 1, 'a backup still has its own');
    assert.equal(await bookOf(page), 'real');
    await look(page, 'the doors');
  });

  it('begins empty where the seller says so', async () => {
    await mark(page, 'door-empty').click();
    await page.waitForURL(/#\/customers$/);
    assert.equal(await seqOf(page), 0);
    await place(page, '#/');
    await mark(page, 'door-demo').waitFor();
  });

  it('leads into the demo shop with one tap', async () => {
    await enter(page);
    await page.waitForURL(/#\/checkup$/);
    assert.equal(await page.locator('.vital').count(), 5, 'what can be seen there is said first');
    assert.equal(await mark(page, 'demo-bar').count(), 1);
    assert.deepEqual(await barsOf(page), []);
    await look(page, 'the demo');
    await place(page, '#/customers');
    shown = await figures(page);
    between('orders', shown.orders, 9_400, 10_200);
    between('customers', shown.customers, 1_990, 2_000);
    between('repeat by customer in a year', shown['repurchase.window.by_customer'], 0.45, 0.54);
    between('as of', Date.parse(shown.as_of), Date.parse('2026-11-20'), Date.parse('2026-11-22'));
  });

  it('asks for no backup and warns of nothing', async () => {
    assert.equal(await mark(page, 'storage-light').getAttribute('data-state'), 'good');
    assert.equal(await mark(page, 'backup-due').count(), 0);
  });

  it('says on every page that it is made up', async () => {
    for (const hash of ['#/customers', '#/insight', '#/checkup', '#/data', '#/settings']) {
      await place(page, hash);
      await page.waitForFunction((hash) => location.hash === hash, hash);
      await mark(page, 'demo-bar').waitFor();
    }
  });

  it('is a book like any other, and still there after a reload', async () => {
    const before = await seqOf(page);
    await sell(page, '示例客人', 8600);
    await reload(page);
    assert.equal(await bookOf(page), 'demo');
    assert.equal(await seqOf(page), before + 1);
    assert.equal((await figures(page)).orders, shown.orders + 1);
  });

  it('is made anew on another day', async () => {
    await clear(page);
    await enter(page);
    assert.equal((await figures(page)).orders, shown.orders, 'as it was at first');
    // A tab of its own: a reload would stay in the shop as it stands.
    const other = await tab.context.newPage();
    await open(other, `${site.url}?today=2026-12-01`);
    assert.equal(await bookOf(other), 'real');
    await enter(other);
    between('as of', Date.parse((await figures(other)).as_of), Date.parse('2026-11-29'), Date.parse('2026-12-01'));
    await clear(other);
    await other.close();
  });

  it('is gone with one tap, and the doors are back', async () => {
    await open(page, site.url + TODAY);
    assert.equal(await bookOf(page), 'real', 'cleared in another tab');
    await enter(page);
    await clear(page);
    await mark(page, 'door-demo').waitFor();
    assert.equal(await mark(page, 'demo-bar').count(), 0);
    assert.ok(!(await databases(page)).includes('huitou-demo'));
    assert.deepEqual(tab.faults, []);
  });
});

describe('beside a book of one\'s own', () => {
  let tab;
  let page;
  let own;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
    await preview(page, made('own.csv', orderFile(1, 30)));
    await confirm(page);
    own = { figures: await figures(page), seq: await seqOf(page), kept: await kept(page) };
  });
  after(() => tab.close());

  it('can be seen again from the settings', async () => {
    await place(page, '#/settings');
    await mark(page, 'demo-again').click();
    await isOpen(page, 'demo');
    await sell(page, '示例客人', 100);
    assert.notEqual((await figures(page)).orders, own.figures.orders);
    await place(page, '#/settings');
    await mark(page, 'shop-name').waitFor();
    assert.equal(await mark(page, 'demo-again').count(), 0, 'it is open');
  });

  it('leaves other tabs to the seller\'s own book', async () => {
    const other = await tab.context.newPage();
    await open(other, site.url);
    assert.equal(await bookOf(other), 'real');
    assert.deepEqual(await figures(other), own.figures);
    await other.close();
  });

  it('takes files that touch nothing of one\'s own', async () => {
    await place(page, '#/data');
    await preview(page, made('more.csv', orderFile(2, 20)));
    await confirm(page);
  });

  it('leads back to all of it, also when the demo is deleted as a book', async () => {
    await place(page, '#/data');
    await mark(page, 'wipe').click();
    await mark(page, 'wipe-confirm').click();
    await isOpen(page, 'real');
    assert.deepEqual(await figures(page), own.figures);
    assert.deepEqual([await seqOf(page), await kept(page)], [own.seq, own.kept]);
    await reload(page);
    assert.equal(await bookOf(page), 'real');
    assert.deepEqual(await figures(page), own.figures);
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(tab.faults, []);
  });
});

describe('without a network', () => {
  let tab;
  before(async () => { tab = await launch(PHONE); });
  after(() => tab.close());

  it('is made up on the device', async () => {
    const { page } = tab;
    await open(page, site.url + TODAY);
    await page.waitForSelector('html[data-offline="ready"]');
    await tab.context.setOffline(true);
    await reload(page);
    await enter(page);
    between('orders', (await figures(page)).orders, 9_400, 10_200);
    await reload(page);
    assert.equal(await bookOf(page), 'demo');
    await clear(page);
    await mark(page, 'door-demo').waitFor();
  });

  it('says what to do where its maker cannot be loaded', async () => {
    const { page } = tab;
    await page.evaluate(() => { window.huitouPorter = './not-there.js'; });
    await mark(page, 'door-demo').click();
    assert.match(await mark(page, 'demo-failed').innerText(), /联网/);
    assert.equal(await bookOf(page), 'real');
    assert.ok(await mark(page, 'door-demo').isEnabled(), 'and it can be tried again');
  });
});

describe('inside of a messenger', () => {
  const AGENT = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0 Mobile Safari/537.36';
  for (const [name, agent] of [['WeChat', 'MicroMessenger/8.0.47'], ['QQ', 'QQ/9.0.15'], ['Alipay', 'AlipayClient/10.5']]) {
    it(`${name} opens the demo shop alone, and says how to get out`, async () => {
      const tab = await launch({ ...PHONE, userAgent: `${AGENT} ${agent}` });
      try {
        const { page } = tab;
        await open(page, site.url + TODAY);
        for (const id of ['door-import', 'door-empty', 'restore-file']) assert.equal(await mark(page, id).count(), 0, id);
        assert.match(await mark(page, 'door-advice').innerText(), /浏览器/);
        await look(page, name);
        await enter(page);
        await clear(page);
        await mark(page, 'door-advice').waitFor();
        assert.deepEqual(tab.faults, []);
      } finally {
        await tab.close();
      }
    });
  }
});
