// Files that mean harm, or that something went wrong with, on the page: each is read or refused with a sentence, nothing
// of it runs, and the page and the book are as good as before. What they do to the readers alone is held natively
// (tests/hostile).
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { launch } from './browser.mjs';
import { confirm, countsOf, figures, made, mark, open, orderFile, place, preview, seqOf, take } from './seller.mjs';
import { startServer } from './server.mjs';

const TITLES = '订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间';
const row = (number, nick, paid = '10.00') => `${number},${nick},${paid},交易成功,2024-03-01 10:00:00`;

/// A zip of these entries, each `[name, bytes]` or `[name, { crc, size, packed }]`.
function zipOf(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const { crc, size, packed } = Buffer.isBuffer(content) || typeof content === 'string'
      ? { crc: crc32(content), size: Buffer.byteLength(content), packed: deflateRawSync(content) } : content;
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc, 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(size, 18);
    about.writeUInt16LE(name.length, 22);
    const central = Buffer.alloc(14);
    central.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), about, central, Buffer.from(name));
    parts.push(Buffer.from('PK\x03\x04', 'latin1'), about, Buffer.from(name), packed);
    offset += 30 + name.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

const SHEET = (rows) => `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
const cells = (texts) => texts.map((text) => (typeof text === 'number' ? `<c><v>${text}</v></c>` : `<c t="inlineStr"><is><t>${text}</t></is></c>`)).join('');
const workbook = (sheet, more = []) => zipOf([
  ['[Content_Types].xml', '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'],
  ['_rels/.rels', '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'],
  ['xl/workbook.xml', '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="s" sheetId="1" r:id="r1"/></sheets></workbook>'],
  ['xl/_rels/workbook.xml.rels', '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'],
  ['xl/worksheets/sheet1.xml', sheet],
  ...more,
]);

/// So many megabytes of blanks, packed, without ever lying in memory: pieces that end on a byte follow one another.
function blanks(megabytes) {
  const piece = Buffer.alloc(1 << 20, ' ');
  const packed = deflateRawSync(piece, { finishFlush: 3 });
  let crc = 0;
  for (let n = 0; n < megabytes; n++) crc = crc32(piece, crc);
  return { crc, size: megabytes << 20, packed: Buffer.concat([...Array.from({ length: megabytes }, () => packed), Buffer.from([3, 0])]) };
}

const xlsx = (name, buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const utf16 = (text) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const table = (rows) => workbook(SHEET([TITLES.split(','), ...rows].map((texts) => `<row>${cells(texts)}</row>`).join('')));

let site, tab;
before(async () => {
  site = await startServer();
});
after(() => site.stop());
beforeEach(async () => {
  tab = await launch();
  await tab.context.addInitScript(() => {
    window.ran = [];
    window.alert = (text) => window.ran.push(text);
  });
  await open(tab.page, `${site.url}#/data`);
  await take(tab.page, made('good.csv', orderFile(1, 5)));
});
afterEach(async () => {
  assert.deepEqual(await tab.page.evaluate(() => window.ran), []);
  assert.deepEqual(tab.faults, []);
  await tab.close();
});

describe('files that mean harm', () => {
  const columns = Array.from({ length: 10_000 }, (_, at) => `c${at}`);
  for (const [what, file, outcome] of [
    ['a workbook that unpacks to more than a gigabyte', () => xlsx('bomb.xlsx', workbook(blanks(1100))), { refused: 'not_a_table' }],
    ['a workbook whose words unpack to 300 MB', () => xlsx('words.xlsx', workbook(SHEET(''), [['xl/sharedStrings.xml', blanks(300)]])), { refused: 'not_a_table' }],
    ['a zip that is no workbook', () => xlsx('photos.xlsx', zipOf([['a.txt', 'hello']])), { refused: 'not_a_table' }],
    ['words that stand for words that stand for words', () => xlsx('laughs.xlsx', workbook(`<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${SHEET(`<row>${cells(TITLES.split(','))}</row><row>${cells(['1', '&b;', '5', '交易成功', '2024-03-01'])}</row>`).slice(21)}`)), { refused: 'not_a_table' }],
    ['10,000 columns', () => made('wide.csv', `${TITLES},${columns.join(',')}\n${row('71', 'wide')},${columns.map(() => 'x').join(',')}\n`), { counts: { new: '1' } }],
    ['a quotation mark that is never closed', () => made('open.csv', `${TITLES}\n${row('72', '"a')}\n${Array.from({ length: 900 }, (_, at) => row(`72${at}`, 'b')).join('\n')}\n`), { refused: 'truncated' }],
    ['quotation marks within quotation marks', () => made('quotes.csv', `${TITLES}\n${row('73', '"a ""b"" c"')}\n${row('74', '"x""')}"\n`), {}],
    ['bytes of nothing', () => made('nul.csv', `${TITLES}\n${row('75', 'a\0b')}\n`), { refused: 'not_a_table' }],
    ['half a character of two', () => made('half.csv', utf16(`${TITLES}\n${row('76', 'a')}\n${row('77', '\ud800b')}\n`)), { counts: { new: '2' } }],
    ['numbers past 2^53 in a csv', () => made('long.csv', `${TITLES}\n${row('9007199254740993', 'a')}\n${row('9007199254740992', 'b')}\n`), { counts: { new: '2' } }],
    ['numbers past 2^53 that a spreadsheet has rounded', () => xlsx('rounded.xlsx', table([3.51e16, 3.52e16, 3.53e16].map((number) => [number, 'a', 5, '交易成功', '2024-03-01']))), { refused: 'order_number_damaged' }],
    ['formulas and markup', () => made('run.csv', `${TITLES}\n${row('78', '=1+1')}\n${row('79', '<img src=x onerror=alert(1)>')}\n${row('80', '<script>alert(2)</script>')}\n`), { counts: { new: '3' } }],
    ['an old workbook', () => xlsx('old.xls', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2048)])), { refused: 'not_a_table' }],
  ]) {
    it(what, async () => {
      const { page } = tab;
      const [seq, before] = [await seqOf(page), await figuresOf(page)];
      await mark(page, 'import-file').setInputFiles(file());
      await page.waitForSelector('[data-testid="import-preview"], [data-testid="import-refused"]', { timeout: 90_000 });
      const refused = await page.evaluate(() => document.querySelector('[data-testid="import-refused"]')?.dataset.reason);
      if (outcome.refused) {
        assert.equal(refused, outcome.refused);
        assert.ok((await mark(page, 'import-refused').innerText()).length > 20, 'a sentence says what to do');
        assert.equal(await seqOf(page), seq);
        assert.deepEqual(await figuresOf(page), before);
      } else {
        assert.equal(refused, undefined);
        const counts = await countsOf(page, 'import-preview');
        for (const [key, value] of Object.entries(outcome.counts ?? {})) assert.equal(counts[key], value, key);
        if (counts.new !== '0') await confirm(page);
      }
      // Alive, and a good file goes in as ever.
      await place(page, '#/data');
      await preview(page, made('next.csv', orderFile(2, 3)));
      assert.equal((await countsOf(page, 'import-preview')).new, '3');
    });
  }
});

async function figuresOf(page) {
  await place(page, '#/insight');
  await page.waitForSelector('[data-figure="orders"]', { state: 'attached' });
  const shown = await figures(page);
  await place(page, '#/data');
  await mark(page, 'import-file').waitFor({ state: 'attached' });
  return shown;
}
