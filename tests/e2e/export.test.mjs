// Everything out: what the page writes, a spreadsheet shows without running any of it, and the app reads it again
// without changing anything. LibreOffice is the spreadsheet.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { confirm, countsOf, figures, keepFiles, made, mark, open, place, preview, take } from './seller.mjs';
import { startServer } from './server.mjs';

const SOFFICE = process.env.SOFFICE ?? 'soffice';

/// What a spreadsheet runs, rounds or cuts. Long numbers come behind an apostrophe, as they do from platforms.
const HOSTILE = ['=1+1', '+8614000000001', '-5', '@SUM(A1)', '＝1', '\t=1', '<img src=x onerror=alert(1)>', 'say "hi", now',
  'two\nlines', '007', '3-4', '1E5', "'=1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0"];
const NUMBERS = HOSTILE.map((_, at) => `39999999999999999${String(at).padStart(2, '0')}`);
const quoted = (cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
const ORDERS = [['订单编号', '买家会员名', '买家实际支付金额', '订单状态', '订单创建时间', '宝贝标题', '订单备注', '收货人姓名', '收货地址 ', '联系手机'],
  ...HOSTILE.map((text, at) => [`="${NUMBERS[at]}"`, `nick${at}`, `${10 + at}.50`, '交易成功', `2024-03-${String(at + 1).padStart(2, '0')} 10:00:00`,
    `goods ${text}`, text, text, text, `'1400000000${at % 10}`])].map(quoted).join('\r\n');
const PEOPLE = [['姓名', '手机号', '备注', '标签', '地址', '生日', '会员积分', '注册时间'],
  ...HOSTILE.map((text, at) => [`人${at}${text}`, `1400000${String(at).padStart(4, '0')}`, text, text, text, '02-29', String(at), '2020-01-02'])]
  .map(quoted).join('\r\n');

let site, tab, folder;

before(async () => {
  const asked = spawnSync(SOFFICE, ['--version']);
  assert.equal(asked.status, 0, 'no LibreOffice: run scripts/setup.sh test (Debian: apt-get install libreoffice-calc-nogui), or name soffice in SOFFICE');
  folder = mkdtempSync(join(tmpdir(), 'huitou-export-'));
  site = await startServer();
});
after(async () => {
  await site?.stop();
  if (folder) rmSync(folder, { recursive: true });
});
beforeEach(async () => {
  tab = await launch();
  await keepFiles(tab.context);
  await open(tab.page, `${site.url}#/data`);
  await take(tab.page, [made('orders.csv', ORDERS), made('people.csv', PEOPLE)]);
});
afterEach(async () => {
  assert.deepEqual(tab.faults, []);
  await tab.close();
});

const statusOf = (page) => mark(page, 'export-status').getAttribute('data-state');

/// Makes an export on the page; its name, its bytes, and what the note says.
async function exported(page, what, form, columns = () => {}) {
  await place(page, '#/data');
  await mark(page, `export-${what}`).click();
  if (form) await mark(page, `export-${form}`).click();
  await columns();
  const before = await page.evaluate(() => window.keptFiles.length);
  await mark(page, 'export-make').click();
  await page.waitForFunction(() => ['asks', 'made', 'broken'].includes(document.querySelector('[data-testid="export-status"]').dataset.state));
  let note = '';
  if (await statusOf(page) === 'asks') {
    assert.equal(await page.evaluate(() => window.keptFiles.length), before, 'nothing leaves before the word');
    note = await mark(page, 'export-note').innerText();
    await mark(page, 'export-confirm').click();
  }
  await page.waitForFunction((before) => window.keptFiles.length > before, before);
  assert.equal(await statusOf(page), 'made');
  const file = await page.evaluate(async () => {
    const file = window.keptFiles.at(-1);
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { name: file.name, bytes: Array.from(bytes, (byte) => String.fromCharCode(byte)).join('') };
  });
  return { name: file.name, note, bytes: Buffer.from(file.bytes, 'latin1') };
}

const chooseAll = async () => {
  if (await mark(tab.page, 'export-all').isHidden()) await mark(tab.page, 'export-columns').click();
  await mark(tab.page, 'export-all').click();
};

/// The cells as LibreOffice has them: rows of `{ text, formula, type }`.
function inLibreOffice({ name, bytes }) {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const filter = name.endsWith('.csv') ? ['--infilter=CSV:44,34,UTF8'] : [];
  execFileSync(SOFFICE, [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--norestore', ...filter, '--convert-to', 'fods', '--outdir', folder, path], { stdio: 'pipe', timeout: 120_000 });
  const xml = readFileSync(join(folder, name.replace(/\.\w+$/, '.fods')), 'utf8');
  const plain = (text) => text.replace(/&#(x?)([0-9a-fA-F]+);/g, (_, hex, code) => String.fromCodePoint(parseInt(code, hex ? 16 : 10)))
    .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
  const attribute = (attributes, name) => attributes.match(new RegExp(`${name}="([^"]*)"`))?.[1];
  const inner = (body) => plain([...body.matchAll(/<text:p[^>]*?(?:\/>|>([\s\S]*?)<\/text:p>)/g)].map(([, text]) => (text ?? '')
    .replace(/<text:s(?: text:c="(\d+)")?\/>/g, (_, n) => ' '.repeat(Number(n ?? 1))).replaceAll('<text:tab/>', '\t').replaceAll('<text:line-break/>', '\n').replace(/<[^>]*>/g, '')).join('\n'));
  const table = xml.slice(xml.indexOf('<table:table '), xml.lastIndexOf('</table:table>'));
  return [...table.matchAll(/<table:table-row([^>]*)>([\s\S]*?)<\/table:table-row>/g)].map(([, , row]) => {
    const cells = [];
    for (const [, attributes, body] of row.matchAll(/<table:table-cell([^>]*?)(?:\/>|>([\s\S]*?)<\/table:table-cell>)/g)) {
      const cell = { text: inner(body ?? ''), formula: attribute(attributes, 'table:formula'), type: attribute(attributes, 'office:value-type') };
      for (let n = Math.min(Number(attribute(attributes, 'table:number-columns-repeated') ?? 1), 80); n > 0; n -= 1) cells.push(cell);
    }
    return cells;
  }).filter((cells) => cells.some((cell) => cell.text !== ''));
}

/// The column of a title, below it.
function column(rows, title) {
  const at = rows[0].findIndex((cell) => cell.text === title);
  assert.ok(at >= 0, `no column ${title} among ${rows[0].map((cell) => cell.text)}`);
  return rows.slice(1).map((cells) => cells[at]?.text ?? '');
}

/// Formulas other than a text in quotes, by which a CSV keeps long numbers whole; in a workbook any.
const run = (rows, form) => rows.flat().map((cell) => cell.formula).filter((formula) => formula &&
  !(form === 'csv' && /^of:=&quot;[-0-9E/:]+&quot;$/.test(formula)));

/// What a spreadsheet shows of a text: in a workbook the text itself, in a CSV what would run stands behind an apostrophe.
const shown = (text, form) => (form === 'csv' && /^'*[=+\-@\t＝]/.test(text) ? `'${text}` : form === 'xlsx' && /^'+[=+\-@\t＝]/.test(text) ? `'${text}` : text);

describe('what goes out', () => {
  for (const form of ['csv', 'xlsx']) {
    it(`orders as ${form}: a spreadsheet shows them whole, and they come back unchanged`, async () => {
      const file = await exported(tab.page, 'orders', form, chooseAll);
      assert.match(file.note, /10 个手机号、\d+ 个地址/);
      const rows = inLibreOffice(file);
      assert.deepEqual(run(rows, form), [], 'nothing is run');
      assert.deepEqual(column(rows, '订单号').sort(), [...NUMBERS].sort(), 'to the last digit');
      assert.deepEqual(column(rows, '备注'), HOSTILE.map((text) => shown(text.trim(), form)));
      assert.deepEqual(column(rows, '订单商品'), HOSTILE.map((text) => `goods ${text}`));
      assert.deepEqual(column(rows, '收货电话'), HOSTILE.map((_, at) => `1400000000${at % 10}`));
      if (form === 'xlsx') {
        assert.deepEqual([...new Set(rows.slice(1).map((cells) => `${cells[1].type} ${cells[2].type} ${cells[7].type}`))], ['string date float']);
      }
      const before = await figures(tab.page);
      await place(tab.page, '#/data');
      await preview(tab.page, [{ name: file.name, mimeType: 'text/plain', buffer: file.bytes }]);
      const counts = await countsOf(tab.page, 'import-preview');
      assert.deepEqual([counts.new, counts.updated, counts.unchanged, counts.problems], ['0', '0', String(HOSTILE.length), '0']);
      await confirm(tab.page);
      assert.deepEqual(await figures(tab.page), before);
    });

    it(`customers as ${form}: a spreadsheet shows them whole, and they come back unchanged`, async () => {
      const file = await exported(tab.page, 'customers', form);
      assert.match(file.note, /15 个手机号、\d+ 个地址/);
      const rows = inLibreOffice(file);
      assert.deepEqual(run(rows, form), [], 'nothing is run');
      assert.equal(rows.length - 1, 2 * HOSTILE.length);
      const listed = column(rows, '姓名').map((name, at) => [name, at]).filter(([name]) => name !== '').map(([, at]) => at);
      const of = (title) => listed.map((at) => column(rows, title)[at]);
      // Lists are cleaned when they are read: blanks, line ends and tabs become single blanks.
      const clean = (text) => text.replaceAll('\n', ' ').replaceAll('\t', ' ').trim();
      assert.deepEqual(of('手机'), HOSTILE.map((_, at) => `1400000${String(at).padStart(4, '0')}`));
      assert.deepEqual(of('生日'), HOSTILE.map(() => '02-29'));
      assert.deepEqual(of('期初积分'), HOSTILE.map((_, at) => String(at)));
      assert.ok(of('姓名').every((name, at) => name.startsWith(`人${at}`)));
      assert.ok(of('备注').includes(shown('=1+1', form)) && of('备注').includes(shown(clean('two\nlines'), form)));
      const before = await figures(tab.page);
      await place(tab.page, '#/data');
      await preview(tab.page, [{ name: file.name, mimeType: 'text/plain', buffer: file.bytes }]);
      const counts = await countsOf(tab.page, 'import-preview');
      assert.deepEqual([counts.new, counts.updated, counts.problems], ['0', '0', '0']);
      await confirm(tab.page);
      assert.deepEqual(await figures(tab.page), before);
    });
  }

  it('contacts: who can be called, after a word', async () => {
    const file = await exported(tab.page, 'contacts');
    assert.match(file.note, /15 个手机号/);
    const cards = file.bytes.toString('utf8');
    assert.equal(cards.match(/BEGIN:VCARD\r\n/g).length, HOSTILE.length);
    assert.ok(cards.includes('TEL;TYPE=CELL:14000000007\r\n') && file.name.endsWith('.vcf'));
  });

  it('asks before receivers leave, is made for fingers, and can be called off', async () => {
    const { page } = tab;
    await place(page, '#/data');
    await mark(page, 'export-orders').click();
    await mark(page, 'export-columns').click();
    assert.equal(await page.locator('[data-column="收货电话"]').isChecked(), false);
    assert.equal(await page.locator('[data-column="收货地址"]').isChecked(), false);
    assert.equal(await page.locator('[data-column="订单号"]').isDisabled(), true);
    const small = await page.locator('[data-testid="export-card"] :is(button, .tick, summary)').evaluateAll((all) =>
      all.filter((it) => it.getBoundingClientRect().height < 44).map((it) => it.outerHTML));
    assert.deepEqual(small, []);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, 'fits the width');
    const before = await page.evaluate(() => window.keptFiles.length);
    await page.locator('[data-column="收货电话"]').check();
    await mark(page, 'export-make').click();
    await mark(page, 'export-cancel').click();
    assert.equal(await statusOf(page), 'idle');
    await page.locator('[data-column="收货电话"]').uncheck();
    await mark(page, 'export-make').click();
    await page.waitForFunction((before) => window.keptFiles.length > before, before);
    assert.equal(await statusOf(page), 'made', 'without phones nothing is asked');
    assert.equal(await page.evaluate(() => window.keptFiles.length), before + 1);
  });
});
