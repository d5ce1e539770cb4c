// Every file a seller has: a table that nobody knows, several files in one drop, rows mended on the spot, a reading
// stopped in the middle, and the way to the files. At phone size, where there is the least room for it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { checkAccess } from './looks.mjs';
import { barsOf, confirm, countsOf, figures, made, mark, open, orderFile, place, preview, seqOf, take } from './seller.mjs';
import { startServer } from './server.mjs';

const data = (name) => fileURLToPath(new URL(`../data/cn_export/${name}`, import.meta.url));
const ORDERS = data('ExportOrderList_46col_gbk.csv');
const ORDERS_UTF8 = data('ExportOrderList_46col_utf8bom.csv');
const GOODS = data('ExportOrderDetailList_10col_gbk.csv');
const DAMAGED = data('ExportOrderList_46col_gbk_DAMAGED_by_spreadsheet.csv');
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/// Receipts as no program of ours knows them: cancelled ones begin with S, some name nobody.
const receipts = (first, rows) => {
  const lines = Array.from({ length: rows }, (_, at) => {
    const n = first + at;
    const void_ = at % 10 === 9;
    const kunde = at % 10 === 4 ? '' : `K${n % 7}`;
    return `${void_ ? 'S' : ''}${50_000 + n};${kunde};${(n % 27) + 1}.${(n % 12) + 1}.2025;${(n % 90) + 10},50`;
  });
  return `Beleg;Wer;Tag;Summe\n${lines.join('\n')}\n`;
};
const ROWS = 40;
const VOID = 4;
const NOBODY = 4;

let site;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const choose = (page, files) => mark(page, 'import-file').setInputFiles(files);
const value = (page, field) => mark(page, `map-${field}`).locator('option:checked').innerText();
const samples = (page, field) => page.locator(`[data-samples="map-${field}"]`).innerText();
const undoNewest = async (page) => {
  const standing = await mark(page, 'import-undo').count();
  await mark(page, 'import-undo').first().click();
  await page.waitForFunction((standing) => document.querySelectorAll('[data-testid="import-undo"]').length < standing, standing);
};
const checkWidth = async (page, where) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where} scrolls sideways by ${wide} px`);
};
/// What a finger has to hit.
const checkTargets = async (page, where) => {
  const small = await page.locator('main .btn:visible, main select:visible, main .check:visible, main summary:visible, main .chip:visible, main input.input:visible')
    .evaluateAll((all) => all.map((it) => [it.outerHTML.slice(0, 90), it.getBoundingClientRect().height]).filter(([, height]) => height < 44));
  assert.deepEqual(small, [], where);
};
const look = async (page, where) => {
  await checkWidth(page, where);
  await checkTargets(page, where);
  await checkAccess(page, where);
};

describe('a table that nobody knows', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  it('is not read as it is: the page asks which column is what', async () => {
    await choose(page, made('beleg.csv', receipts(1, ROWS)));
    const asked = mark(page, 'import-refused');
    await asked.waitFor();
    assert.equal(await asked.getAttribute('data-reason'), 'no_customer_column');
    assert.match(await asked.innerText(), /选一下|替您选好了/);
    assert.equal(await page.locator('.map-sample tbody tr').count(), 20);
    await look(page, 'the columns');
  });

  it('takes no word that cannot be', async () => {
    await mark(page, 'map-customer').selectOption('');
    await mark(page, 'map-date').selectOption('');
    assert.ok(await mark(page, 'map-accept').isDisabled());
    assert.match(await page.locator('.dock').innerText(), /买家/);
    await mark(page, 'map-customer').selectOption({ label: 'Wer' });
    assert.ok(await mark(page, 'map-accept').isDisabled());
    assert.match(await page.locator('.dock').innerText(), /下单时间/);
  });

  it('shows what stands in a column as soon as it is chosen', async () => {
    await mark(page, 'map-date').selectOption({ label: 'Summe' });
    assert.match(await samples(page, 'date'), /,50/);
    await mark(page, 'map-date').selectOption({ label: 'Tag' });
    assert.match(await samples(page, 'date'), /\.2025/);
    await mark(page, 'map-order_id').selectOption({ label: 'Beleg' });
    await mark(page, 'map-amount').selectOption({ label: 'Summe' });
    assert.deepEqual(await Promise.all(['customer', 'date', 'order_id', 'amount'].map((it) => value(page, it))), ['Wer', 'Tag', 'Beleg', 'Summe']);
    assert.ok(await mark(page, 'map-accept').isEnabled());
  });

  it('leaves out the rows that the seller names', async () => {
    const struck = () => page.locator('.map-sample tr.is-out').count();
    // What was proposed is put aside, so that only what is added here acts.
    for (const rule of await mark(page, 'map-rule').all()) await rule.uncheck();
    assert.equal(await struck(), 0);
    await page.locator('.map-rules summary').click();
    await mark(page, 'rule-column').selectOption({ label: 'Beleg' });
    await mark(page, 'rule-condition').selectOption({ label: '以……开头' });
    assert.ok(await mark(page, 'rule-add').isDisabled());
    await mark(page, 'rule-value').fill('S');
    await mark(page, 'rule-add').click();
    assert.equal(await struck(), 2);
    await mark(page, 'rule-column').selectOption({ label: 'Wer' });
    await mark(page, 'rule-condition').selectOption({ label: '空着' });
    await mark(page, 'rule-add').click();
    assert.equal(await struck(), 4);
    await mark(page, 'map-rule').last().uncheck();
    assert.equal(await struck(), 2);
    await mark(page, 'map-rule').last().check();
    await look(page, 'the rules');
  });

  it('is then previewed and taken in', async () => {
    await mark(page, 'map-accept').click();
    await mark(page, 'import-preview').waitFor();
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.format, counts.new, counts.skipped, counts.problems], ['mapped', `${ROWS - VOID - NOBODY}`, `${VOID + NOBODY}`, '0']);
    assert.equal(await page.locator('.file').first().getAttribute('data-said'), 'now');
    await look(page, 'the preview');
    await confirm(page);
    assert.equal((await figures(page)).orders, ROWS - VOID - NOBODY);
  });

  it('is known the next time', async () => {
    await place(page, '#/data');
    await preview(page, made('beleg-2.csv', receipts(101, ROWS)));
    assert.equal(await page.locator('.file').first().getAttribute('data-said'), 'before');
    assert.match(await page.locator('.file').first().innerText(), /按上次您说的列/);
    assert.equal((await countsOf(page, 'import-preview')).new, `${ROWS - VOID - NOBODY}`);
  });

  it('shows its columns when asked, and leaves them as they were', async () => {
    await mark(page, 'columns-0').click();
    await mark(page, 'map-accept').waitFor();
    assert.equal(await mark(page, 'import-refused').count(), 0, 'nothing is wrong with it');
    await page.locator('.map-form summary').click();
    await mark(page, 'map-header').uncheck();
    await page.waitForFunction(() => document.querySelector('[data-testid="map-customer"] option:nth-child(2)')?.innerText === '第 1 列');
    await mark(page, 'import-cancel').click();
    await mark(page, 'import-preview').waitFor();
    assert.equal((await countsOf(page, 'import-preview')).new, `${ROWS - VOID - NOBODY}`);
    await mark(page, 'import-cancel').click();
    await mark(page, 'import-preview').waitFor({ state: 'detached' });
  });

  it('can be a list of customers', async () => {
    await choose(page, made('leute.csv', 'Wer,Ort\nAnna,Berlin\nBert,Wien\n'));
    await mark(page, 'map-accept').waitFor();
    await mark(page, 'map-kind-customers').click();
    await mark(page, 'map-name').selectOption({ label: 'Wer' });
    await mark(page, 'map-customer').selectOption('');
    await mark(page, 'map-accept').click();
    await mark(page, 'import-preview').waitFor();
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.new, counts.peopleNew], ['0', '2']);
    assert.match(await page.locator('.done h2').innerText(), /多 2 位客户/);
    await look(page, 'the preview of a list');
    await mark(page, 'import-cancel').click();
    assert.deepEqual(tab.faults, []);
  });
});

describe('what is chosen wrongly', () => {
  // 买家,日期,多少 in GBK, with two buyers.
  const GBK = Buffer.from('c2f2bcd22cc8d5c6da2cb6e0c9d90ad5c5c8fd2c323032342d30332d30312c313238' + '0ac0eecbc42c323032342d30332d30322c35362e350a', 'hex');
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  it('is said beside a column that holds something else', async () => {
    await choose(page, made('wo.csv', 'a,b,c,d\nAnna,Berlin,2024-03-01,12.50\nBert,Wien,2024-03-02,7\n'));
    await mark(page, 'map-accept').waitFor();
    await mark(page, 'map-amount').selectOption({ label: 'b' });
    assert.match(await mark(page, 'column-misfit').innerText(), /金额/);
    await look(page, 'a column that does not fit');
    await mark(page, 'map-amount').selectOption({ label: 'd' });
    assert.equal(await mark(page, 'column-misfit').count(), 0);
    await mark(page, 'import-cancel').click();
  });

  it('is taken back where it would garble the text, and nothing else is', async () => {
    await choose(page, { name: 'gbk.csv', mimeType: 'text/csv', buffer: GBK });
    await page.locator('[data-testid="map-accept"], [data-testid="import-preview"]').first().waitFor();
    if (await mark(page, 'import-preview').count()) await mark(page, 'columns-0').click();
    await mark(page, 'map-accept').waitFor();
    await mark(page, 'map-remark').selectOption({ label: '多少' });
    await page.locator('.map-form summary').click();
    await mark(page, 'map-encoding').selectOption({ label: 'UTF-8' });
    await page.waitForFunction(() => document.querySelector('[data-testid="import-refused"]')?.dataset.reason === 'encoding');
    assert.match(await mark(page, 'import-refused').innerText(), /乱码/);
    assert.equal(await value(page, 'remark'), '多少');
    assert.match(await page.locator('.map-sample').innerText(), /张三/);
    await look(page, 'the wizard after a wrong encoding');
    await mark(page, 'import-cancel').click();
    // Where the file was read at first, the wizard gives its preview back.
    await page.locator('[data-testid="import-preview"], [data-testid="import-file"]').first().waitFor({ state: 'attached' });
    if (await mark(page, 'import-preview').count()) await mark(page, 'import-cancel').click();
  });

  it('is said of dates that can be read both ways', async () => {
    const file = (last) => made('both.csv', `客户,日期,金额\nAnna,05-03-2024,12.50\nBert,06-04-2024,7\nCarl,${last},3\n`);
    await preview(page, file('07-05-2024'));
    assert.match(await mark(page, 'date-read-as').innerText(), /05-03-2024/);
    await look(page, 'dates that can be read both ways');
    await mark(page, 'import-cancel').click();
    await preview(page, file('25-05-2024'));
    assert.equal(await mark(page, 'date-read-as').count(), 0, 'one of them says which number is the month');
    await mark(page, 'import-cancel').click();
    assert.deepEqual(tab.faults, []);
  });
});

describe('several files', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  it('of one drop are one preview, of one order one order', async () => {
    await preview(page, [ORDERS, GOODS, ORDERS_UTF8]);
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.format, counts.new], ['taobao_items+taobao_orders', '85']);
    assert.equal(await page.locator('.file').count(), 3);
    assert.match(await mark(page, 'import-old').innerText(), /2024年6月30日/, 'it says how old they are');
    await look(page, 'three files');
    await mark(page, 'import-cancel').click();
  });

  it('can be added to those that are looked at', async () => {
    await preview(page, ORDERS_UTF8);
    await mark(page, 'import-more').setInputFiles(made('more.csv', orderFile(1, 12)));
    await page.waitForFunction(() => document.querySelectorAll('.file').length === 2);
    assert.equal((await countsOf(page, 'import-preview')).new, `${85 + 12}`);
    await mark(page, 'import-cancel').click();
  });

  it('that nobody knows are asked about one after another', async () => {
    await choose(page, [made('a.csv', 'Wer;Summe\nA;5\nB;6\n'), made('b.csv', 'Tag;Summe\n1.2.2025;5\n2.2.2025;6\n')]);
    await mark(page, 'map').waitFor();
    assert.match(await mark(page, 'map').innerText(), /2 个文件里的第 1 个/);
    await mark(page, 'import-cancel').click();
    await mark(page, 'map').waitFor({ state: 'detached' });
  });

  it('with two nicks for one phone name who may be one person', async () => {
    const titles = '姓名,手机,微信,备注\n';
    await preview(page, [made('list.csv', `${titles}王芳,13912345678,wx_a,\n`), made('list2.csv', `${titles}王小芳,13812345678,wx_a,\n`)]);
    await mark(page, 'suspicions').waitFor();
    assert.equal(await mark(page, 'suspicions').getAttribute('data-total'), '1');
    await mark(page, 'suspicions').locator('summary').click();
    assert.match(await mark(page, 'suspicions').innerText(), /wx_a/);
    await look(page, 'suspicions');
    await confirm(page);
    assert.equal(await mark(page, 'suspicions').getAttribute('data-total'), '1', 'still there after the import');
    assert.deepEqual(tab.faults, []);
  });
});

describe('a list of customers alone', () => {
  it('is a book, and leads on to orders', async () => {
    const tab = await launch(PHONE);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    assert.ok(await mark(page, 'export-make').isDisabled(), 'nothing to write');
    await preview(page, made('list.csv', '姓名,手机,微信,备注\n王芳,13912345678,wx_a,\n张伟,13812345678,wx_b,\n'));
    assert.equal(await mark(page, 'backup-download').isVisible(), false, 'what is decided on ends the page');
    await confirm(page);
    assert.match(await page.locator('.done h2').innerText(), /新增 2 位客户$/);
    assert.equal(await mark(page, 'see-figures').count(), 0);
    assert.ok(await mark(page, 'backup-download').isVisible());
    assert.ok(await mark(page, 'export-make').isEnabled());
    await mark(page, 'export-orders').click();
    assert.ok(await mark(page, 'export-make').isDisabled());
    assert.match(await mark(page, 'export-lacks').innerText(), /还没有订单/);
    await look(page, 'people alone');
    await place(page, '#/insight');
    assert.match(await mark(page, 'no-figures').innerText(), /有 2 位客户，还没有订单/);
    await place(page, '#/data');
    await mark(page, 'import-orders-next').setInputFiles(made('orders.csv', orderFile(1, 3)));
    await mark(page, 'import-preview').waitFor();
    await confirm(page);
    assert.match(await mark(page, 'see-figures').innerText(), /看 3 位客户/);
    assert.match(await mark(page, 'uncounted').innerText(), /3 单、5 位客户，其中 2 位客户还没有成交/);
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

describe('a list that gives one phone two names', () => {
  it('counts the row, keeps both names, and finds him by either', async () => {
    const tab = await launch(PHONE);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    await preview(page, made('list.csv', '姓名,手机,微信,备注\n刘芳,14000000038,liufang_88,爱吃核桃\n张三八,14000000038,,\n'));
    assert.equal(await mark(page, 'same-person').getAttribute('data-rows'), '1');
    await look(page, 'one phone, two names');
    await confirm(page);
    await place(page, '#/customers');
    await page.waitForSelector('[data-testid="customer-list"][data-total="1"]');
    for (const typed of ['lf', 'zhangsan', '刘芳']) {
      await mark(page, 'customer-search').fill(typed);
      await page.locator('[data-testid="customer-row"] mark').first().waitFor();
    }
    await mark(page, 'customer-row').locator('a').click();
    await mark(page, 'card-profile').waitFor();
    const card = await mark(page, 'customer-card').innerText();
    assert.match(card, /刘芳/);
    assert.match(card, /张三八/);
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

describe('rows that cannot be read', () => {
  const BAD = '订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间\n'
    + '9001,a,5.00,交易成功,2024-01-01\n9002,b,6.00,交易成功,2024-13-45\n9003,c,七块,交易成功,2024-01-03\n9004,d,8.00,交易成功,不记得\n';
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  it('stand in groups with what to do', async () => {
    await preview(page, made('bad.csv', BAD));
    const counts = await countsOf(page, 'import-preview');
    assert.deepEqual([counts.new, counts.problems], ['1', '3']);
    const groups = page.locator('[data-testid="import-problems"] .prob');
    assert.equal(await groups.count(), 2);
    assert.match(await groups.first().innerText(), /2 行[^]*日期读不出[^]*第 3 行 下单时间：2024-13-45/);
    assert.match(await mark(page, 'mend-context').first().innerText(), /b · 9002/);
    await look(page, 'problem rows');
  });

  it('are mended on the spot, or left out', async () => {
    assert.ok(await mark(page, 'fix-apply').isDisabled());
    await page.locator('[data-testid="fix-input"][data-line="3"]').fill('2024-01-02');
    await page.locator('[data-testid="fix-input"][data-line="4"]').fill('7.00');
    await page.locator('[data-testid="fix-leave"][data-line="5"]').check();
    await mark(page, 'fix-apply').click();
    await page.waitForFunction(() => document.querySelector('[data-testid="import-preview"]')?.dataset.problems === '0');
    assert.equal((await countsOf(page, 'import-preview')).new, '3');
    assert.match(await mark(page, 'mended').innerText(), /2 格[^]*1 行/);
    await confirm(page);
    assert.equal((await figures(page)).net_amount_minor, 500 + 600 + 700);
    await place(page, '#/data');
  });

  it('are left out together where there are several of a kind', async () => {
    await preview(page, made('bad-3.csv', BAD.replaceAll('900', '920')));
    await mark(page, 'leave-all').first().click();
    await page.waitForFunction(() => document.querySelector('[data-testid="import-preview"]')?.dataset.problems === '1');
    assert.match(await mark(page, 'mended').innerText(), /2 行/);
    await mark(page, 'import-cancel').click();
  });

  it('are only named once the others are in', async () => {
    await take(page, made('bad-2.csv', BAD.replaceAll('900', '910')));
    assert.equal(await mark(page, 'import-problems').getAttribute('data-total'), '3');
    assert.equal(await mark(page, 'fix-input').count(), 0);
    await page.locator('.each summary').click();
    assert.equal(await page.locator('.problems tbody tr').count(), 3);
    await look(page, 'after the import');
    await undoNewest(page);
    assert.deepEqual(tab.faults, []);
  });
});

describe('a reading', () => {
  it('stops when it is told to, and the book is as it was', async () => {
    const tab = await launch(PHONE);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    await take(page, made('one.csv', orderFile(1, 20)));
    const [seq, orders] = [await seqOf(page), (await figures(page)).orders];
    await place(page, '#/data');
    await choose(page, made('large.csv', orderFile(2, 300_000)));
    await mark(page, 'import-progress').waitFor();
    await mark(page, 'import-cancel').click();
    await mark(page, 'import-progress').waitFor({ state: 'detached' });
    assert.equal(await mark(page, 'import-preview').count(), 0);
    assert.equal(await seqOf(page), seq);
    assert.equal((await figures(page)).orders, orders);
    await place(page, '#/data');
    await take(page, made('two.csv', orderFile(3, 10)));
    await undoNewest(page);
    assert.equal((await figures(page)).orders, orders, 'undone');
    assert.deepEqual(await barsOf(page), []);
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

describe('a preview', () => {
  const LEDGER = '客户,日期,金额\nAnna,2024-03-05,12.50\nBert,2024-03-06,7\n';
  let tab;
  let page;
  before(async () => {
    tab = await launch(PHONE);
    page = tab.page;
    await open(page, `${site.url}#/data`);
  });
  after(() => tab.close());

  it('says what was received, to compare with what the seller knows', async () => {
    await preview(page, made('ledger.csv', LEDGER));
    assert.match(await mark(page, 'preview-received').innerText(), /¥19\.50[^]*¥12\.50/);
    assert.equal(await mark(page, 'may-count-twice').innerText(), '', 'nothing is in the book yet');
    await confirm(page);
  });

  it('of the same files has nothing to decide', async () => {
    await preview(page, made('ledger.csv', LEDGER));
    assert.equal(await mark(page, 'import-confirm').isVisible(), false);
    assert.match(await mark(page, 'import-cancel').innerText(), /知道了/);
    await look(page, 'nothing to decide');
    await mark(page, 'import-cancel').click();
  });

  it('warns of changed orders that have no number', async () => {
    await preview(page, made('ledger.csv', LEDGER.replace('12.50', '15.20')));
    assert.equal((await countsOf(page, 'import-preview')).new, '1');
    assert.match(await mark(page, 'may-count-twice').innerText(), /没有订单号/);
    await look(page, 'a changed ledger');
    await mark(page, 'import-cancel').click();
    await preview(page, made('numbered.csv', LEDGER.replace('客户', '订单号,客户').replace('Anna', 'A1,Anna').replace('Bert', 'A2,Bert')));
    assert.equal(await mark(page, 'may-count-twice').innerText(), '', 'numbers are known again');
    await mark(page, 'import-cancel').click();
    assert.deepEqual(tab.faults, []);
  });
});

describe('how to export', () => {
  for (const [what, size, locale] of [['phone', PHONE, 'zh-CN'], ['desktop', DESK, 'en-US']]) {
    it(`is drawn for each platform on a ${what} in ${locale}`, async () => {
      const tab = await launch({ ...size, locale });
      const { page } = tab;
      await open(page, `${site.url}#/data`);
      for (const origin of ['qianniu', '1688', 'youzan', 'list']) {
        await mark(page, `how-${origin}`).click();
        assert.equal(await page.locator('.how-steps svg[role="img"]').count(), 3, origin);
        await look(page, origin);
      }
      assert.deepEqual(tab.faults, []);
      await tab.close();
    });
  }

  it('is where a refused file points to', async () => {
    const tab = await launch(PHONE);
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    await mark(page, 'how-youzan').click();
    await choose(page, DAMAGED);
    await mark(page, 'refused-how').click();
    assert.equal(await mark(page, 'how-qianniu').getAttribute('aria-pressed'), 'true');
    const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)]);
    await choose(page, { name: 'old.xls', mimeType: 'application/vnd.ms-excel', buffer: ole });
    await page.waitForFunction(() => document.querySelector('[data-testid="import-refused"]')?.innerText.includes('old.xls'));
    await mark(page, 'refused-how').click();
    assert.equal(await mark(page, 'how-list').getAttribute('aria-pressed'), 'true');
    await look(page, 'a refusal');
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});

it('speaks English', async () => {
  const tab = await launch({ ...DESK, locale: 'en-US' });
  const { page } = tab;
  await open(page, `${site.url}#/data`);
  await choose(page, made('beleg.csv', receipts(1, ROWS)));
  await mark(page, 'map').waitFor();
  assert.match(await mark(page, 'import-refused').innerText(), /first choice is made|Say which column/);
  await mark(page, 'map-customer').selectOption({ label: 'Wer' });
  await mark(page, 'map-date').selectOption({ label: 'Tag' });
  await look(page, 'the columns in English');
  const chinese = await mark(page, 'map').evaluate((it) => it.innerText.match(/[\u4e00-\u9fff]+/g) ?? []);
  assert.deepEqual(chinese, []);
  await mark(page, 'map-accept').click();
  await mark(page, 'import-preview').waitFor();
  assert.deepEqual(tab.faults, []);
  await tab.close();
});
