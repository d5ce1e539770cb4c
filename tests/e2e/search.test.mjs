// Finding people in the list and anything from anywhere, by what a seller remembers: at phone size in the list, by
// keyboard alone on a desk.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkAccess } from './looks.mjs';
import { made, mark, numberOf, open, orderFile, place, take } from './seller.mjs';
import { startServer } from './server.mjs';

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/// Contacts of a phone: names that share characters and initials, phones that share beginnings.
const PEOPLE = [['顾样例', '14000000201'], ['古样例', '14000000202'], ['单测试', '14000000303'], ['Anna Demo', '14000000404']];
const contacts = made('contacts.vcf', PEOPLE.map(([name, phone]) =>
  `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL;TYPE=CELL:${phone}\r\nEND:VCARD\r\n`).join(''));
const ROWS = 10;

let site;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const total = (page, n) => page.locator(`[data-testid="customer-list"][data-total="${n}"]`).waitFor({ state: 'attached' });
const hash = (page) => page.evaluate(() => location.hash);
const typed = (page, text) => mark(page, 'customer-search').fill(text);

describe('the list', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
    await take(page, [contacts]);
    await place(page, '#/customers');
    await total(page, PEOPLE.length);
  });
  after(() => tab.close());

  for (const [text, found, rule] of [
    ['0303', ['单测试'], 'the tail of a phone'],
    ['14000000404', ['Anna Demo'], 'a whole phone'],
    ['顾样例', ['顾样例'], 'a full name'],
    ['gyl', ['古样例', '顾样例'], 'initials'],
    ['shan', ['单测试'], 'a surname as it is read'],
    ['guyangli', ['古样例', '顾样例'], 'whole pinyin'],
    ['demo', ['Anna Demo'], 'a word inside'],
  ]) {
    it(`finds by ${rule}`, async () => {
      await typed(page, text);
      await total(page, found.length);
      await page.waitForFunction((found) => {
        const rows = [...document.querySelectorAll('[data-testid="customer-row"]')];
        const names = rows.map((it) => it.querySelector('.nm').innerText).sort();
        return JSON.stringify(names) === JSON.stringify(found) && rows.every((it) => it.querySelector('mark'));
      }, [...found].sort(), { timeout: 10_000 });
      assert.equal(await hash(page), '#/customers', 'nobody stands in the address');
    });
  }

  it('says what to do where nobody is found', async () => {
    await typed(page, '没有这人');
    await total(page, 0);
    assert.match(await mark(page, 'nobody').innerText(), /没有这人/);
    await checkAccess(page, 'nobody found');
    await mark(page, 'search-add').click();
    assert.equal(await mark(page, 'add-name').inputValue(), '没有这人');
    await mark(page, 'customer-add').click();
  });

  it('searches within the group, and everybody by one tap', async () => {
    await page.locator('[data-testid="stage-lost"]').click();
    await typed(page, '0303');
    await total(page, 0);
    await mark(page, 'search-everybody').click();
    await total(page, 1);
  });

  it('opens the first with Enter and is cleared by Escape', async () => {
    await typed(page, '0404');
    await total(page, 1);
    await mark(page, 'customer-search').press('Escape');
    await total(page, PEOPLE.length);
    assert.equal(await mark(page, 'customer-search').inputValue(), '');
    await typed(page, '0404');
    await total(page, 1);
    await mark(page, 'customer-search').press('Enter');
    await mark(page, 'customer-card').waitFor();
    assert.match(await mark(page, 'customer-card').innerText(), /Anna Demo/);
    assert.deepEqual(tab.faults, []);
  });
});

describe('from anywhere, by keyboard alone', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(DESK);
    page = tab.page;
    await open(page, `${site.url}#/data`);
    await take(page, [made('orders.csv', orderFile(1, ROWS))]);
    await place(page, '#/insight');
    await page.waitForSelector('[data-testid="all-figures"]', { state: 'attached' });
  });
  after(() => tab.close());

  const search = async (key, text) => {
    await page.keyboard.press(key);
    await mark(page, 'search-dialog').waitFor();
    await page.waitForFunction(() => document.activeElement?.dataset.testid === 'search-field');
    await page.keyboard.type(text);
  };
  const gone = () => mark(page, 'search-dialog').waitFor({ state: 'hidden' });

  it('finds a customer', async () => {
    await search('/', 'f1c3');
    await mark(page, 'search-person').first().waitFor();
    await checkAccess(page, 'the search');
    await page.keyboard.press('Enter');
    await gone();
    await mark(page, 'customer-card').waitFor();
    assert.match(await mark(page, 'customer-card').innerText(), /f1c3/);
  });

  for (const [text, rule] of [[numberOf(1, 4), 'its whole number'], [numberOf(1, 4).slice(-6), 'the end of its number']]) {
    it(`finds an order by ${rule}`, async () => {
      await search('Control+k', text);
      await mark(page, 'search-order').first().waitFor();
      assert.match(await mark(page, 'search-order').first().innerText(), new RegExp(`${numberOf(1, 4)}[^]*f1c4`));
      await page.keyboard.press('Enter');
      await gone();
      await page.locator('[data-testid="customer-card"]', { hasText: 'f1c4' }).waitFor();
    });
  }

  it('finds whose an order is from the list, too, and makes nobody of a number', async () => {
    await place(page, '#/customers');
    await typed(page, numberOf(1, 4));
    await mark(page, 'list-order').waitFor();
    assert.match(await mark(page, 'nobody').innerText(), /f1c4/);
    assert.equal(await mark(page, 'search-add').count(), 0);
    await mark(page, 'list-order').click();
    await page.locator('[data-testid="customer-card"]', { hasText: 'f1c4' }).waitFor();
    await typed(page, '9'.repeat(18));
    await mark(page, 'nobody').waitFor();
    assert.equal(await mark(page, 'list-order').count(), 0);
    assert.equal(await mark(page, 'search-add').count(), 0);
    await typed(page, '');
    // Keys typed into a field are no shortcuts.
    await page.evaluate(() => document.activeElement.blur());
  });

  for (const [text, there] of [['backup', '#/data'], ['sz', '#/settings'], ['数据', '#/insight']]) {
    it(`goes to a place by "${text}"`, async () => {
      await search('/', text);
      await mark(page, 'search-place').first().waitFor();
      await page.keyboard.press('Enter');
      await gone();
      assert.equal(await hash(page), there);
    });
  }

  it('is closed by Escape and moves with the arrow keys', async () => {
    await search('/', '');
    const active = () => page.locator('[role="option"][aria-selected="true"]').getAttribute('id');
    assert.equal(await active(), 'found-0');
    await page.keyboard.press('ArrowDown');
    assert.equal(await active(), 'found-1');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    const last = await page.locator('[role="option"]').count() - 1;
    assert.equal(await active(), `found-${last}`, 'around the end');
    await page.keyboard.press('Escape');
    await gone();
  });

  it('knows the keys that it lists', async () => {
    await page.keyboard.press('?');
    await mark(page, 'keys-dialog').waitFor();
    await checkAccess(page, 'the keys');
    await page.keyboard.press('Escape');
    await mark(page, 'keys-dialog').waitFor({ state: 'hidden' });
    for (const [letter, there] of [['c', '#/customers'], ['i', '#/insight'], ['d', '#/data'], ['s', '#/settings']]) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.waitForFunction((there) => location.hash === there, there);
    }
    assert.deepEqual(tab.faults, []);
  });

  it('leaves keys alone while one types', async () => {
    await place(page, '#/customers');
    await mark(page, 'customer-search').focus();
    await page.keyboard.type('g/?c');
    assert.equal(await mark(page, 'customer-search').inputValue(), 'g/?c');
    assert.equal(await mark(page, 'search-dialog').isVisible(), false);
    assert.equal(await hash(page), '#/customers');
  });
});
