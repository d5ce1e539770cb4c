// The book on its way to another phone: sealed on one device, opened on another that shares nothing with it, and
// back again. Node's own reader opens what the page makes, and the page what Node makes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { barsOf, confirm, countsOf, figures, mark, open, place, preview, recordsOf, reload, sell, seqOf, sha256, take, withoutTime, withoutBars } from './seller.mjs';
import { startServer } from './server.mjs';

const EXPORT = fileURLToPath(new URL('../data/cn_export/ExportOrderList_46col_utf8bom.csv', import.meta.url));
const SECOND = fileURLToPath(new URL('../sealed/second.mjs', import.meta.url));
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };
const MESSENGER = 'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0 Mobile Safari/537.36 MicroMessenger/8.0.47';

let site;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const second = (args, passphrase, input) =>
  execFileSync(process.execPath, [SECOND, ...args], { env: { ...process.env, PASSPHRASE: passphrase }, input, maxBuffer: 1 << 28 });
/// The check number as the format describes it, without our code.
const checkOf = (records) => {
  const bits = BigInt(`0x${createHash('sha256').update(records).digest('hex').slice(0, 10)}`);
  const letters = Array.from({ length: 8 }, (_, at) => '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'[Number((bits >> BigInt(5 * (7 - at))) & 31n)]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
};
/// A browser whose share sheet takes texts alone, as most do, and keeps what it was given.
const withShareSheet = (context) =>
  context.addInitScript(() => {
    navigator.canShare = ({ files }) => files.every((it) => it.name.endsWith('.txt') && it.type === 'text/plain');
    navigator.share = async ({ files }) => { [window.shared] = files; };
  });
const look = async (page, where) => {
  // What a card has scrolled half below the header is no target of its own size.
  await page.evaluate(() => scrollTo(0, 0));
  await withoutBars(page, () => checkPage(page, where));
  if (process.env.HUITOU_PICTURES) await page.screenshot({ path: `${process.env.HUITOU_PICTURES}/move ${where}.png`, fullPage: true });
};
const file = (buffer, name = 'received') => ({ name, mimeType: 'application/octet-stream', buffer });
const LONG = { timeout: 120_000 };
/// The whole act at the sending end up to the file; what the page says of it.
const seal = async (page, passphrase) => {
  await mark(page, 'seal-passphrase').fill(passphrase);
  await mark(page, 'seal-make').click();
  await mark(page, 'seal-done').waitFor(LONG);
  return countsOf(page, 'seal-done');
};
const type = async (page, passphrase) => {
  await mark(page, 'unseal-passphrase').fill(passphrase);
  await mark(page, 'unseal-open').click();
};
const refusal = async (page) => {
  await mark(page, 'restore-refused').waitFor(LONG);
  return mark(page, 'restore-refused').getAttribute('data-reason');
};
const shareAgain = async (page) => {
  await mark(page, 'seal-share').click();
  await page.waitForFunction(() => document.querySelector('[data-testid="seal-done"]')?.dataset.handed === 'shared');
  return Buffer.from(await page.evaluate(async () => [...new Uint8Array(await window.shared.arrayBuffer())]));
};

describe('a book goes from one device to another', () => {
  let from;
  let to;
  let sealed;
  let passphrase;
  let said;
  let shown;
  before(async () => {
    from = await launch(DESK);
    to = await launch(PHONE);
    await withShareSheet(to.context);
    await to.page.close();
    to.page = await to.context.newPage();
  });
  after(() => Promise.all([from.close(), to.close()]));

  it('begins with a passphrase that lasts', async () => {
    const { page } = from;
    await open(page, `${site.url}#/data`);
    assert.equal(await mark(page, 'move-send').count(), 0, 'an empty book is not sent');
    await take(page, EXPORT);
    await sell(page, '样例客', 1_000);
    await open(page, `${site.url}#/customers`);
    await mark(page, 'customer-add').click();
    await mark(page, 'add-phone').fill('14000000077');
    const seq = await seqOf(page);
    await mark(page, 'add-save').click();
    await page.waitForFunction((seq) => Number(document.querySelector('[data-testid="save-status"]').dataset.seq) > seq, seq);
    shown = await figures(page);
    await place(page, '#/data');
    await mark(page, 'move-send').click();
    const field = mark(page, 'seal-passphrase');
    const proposed = await field.inputValue();
    assert.match(proposed, /^(\d{4} ){3}\d{4}$/);
    assert.equal(await mark(page, 'seal-strength').getAttribute('data-enough'), 'true');
    await mark(page, 'seal-another').click();
    assert.notEqual(await field.inputValue(), proposed);
    for (const [typed, enough] of [['', false], ['123456', false], ['13800138000', false], ['aaaaaaaaaaaa', false], ['teahouse', true], ['明前龙井八两半斤', true]]) {
      await field.fill(typed);
      assert.equal(await mark(page, 'seal-strength').getAttribute('data-enough'), `${enough}`, typed);
      assert.equal(await mark(page, 'seal-make').isDisabled(), !enough, typed);
    }
    assert.equal(await field.getAttribute('type'), 'text');
    await mark(page, 'passphrase-hide').click();
    assert.equal(await field.getAttribute('type'), 'password');
    await mark(page, 'passphrase-hide').click();
    passphrase = proposed;
  });

  it('can be stopped', async () => {
    const { page } = from;
    // The errand never reaches the worker.
    await page.evaluate(() => { window.post = Worker.prototype.postMessage; Worker.prototype.postMessage = () => {}; });
    await mark(page, 'seal-make').click();
    await mark(page, 'seal-progress').waitFor();
    await mark(page, 'seal-stop').click();
    await mark(page, 'seal-form').waitFor();
    await page.evaluate(() => { Worker.prototype.postMessage = window.post; });
    assert.equal(await mark(page, 'seal-refused').count(), 0, 'no trouble is reported');
  });

  it('is sealed into a file, with a check number', async () => {
    const { page } = from;
    const [saved] = await Promise.all([page.waitForEvent('download', LONG), seal(page, passphrase)]);
    said = await countsOf(page, 'seal-done');
    assert.match(saved.suggestedFilename(), /^huitou-.*\.txt$/);
    assert.deepEqual([said.orders, said.customers, said.handed], ['86', '42', 'saved']);
    sealed = readFileSync(await saved.path());
    assert.ok(!sealed.includes('样例客'));
    assert.equal(JSON.parse(sealed.subarray(0, sealed.indexOf('\n')).toString()).where, `${site.url}#/data`);
    await page.waitForFunction(() => /今天已备份|清掉/.test(document.querySelector('[data-testid="storage-light"]').title));
  });

  it('opens with a reader that is not ours', () => {
    const content = second(['open'], passphrase, sealed).toString();
    const { sha256: checksum, counts } = JSON.parse(content);
    assert.equal(checksum, sha256(recordsOf(content)));
    assert.equal(said.check, checkOf(recordsOf(content)));
    assert.equal(`${counts.orders}`, said.orders);
    assert.throws(() => execFileSync(process.execPath, [SECOND, 'open'], { env: { ...process.env, PASSPHRASE: 'another one' }, input: sealed, stdio: 'pipe' }));
  });

  it('is refused with another passphrase, and nothing changes', async () => {
    const { page } = to;
    await open(page, `${site.url}#/data`);
    await mark(page, 'move-file').setInputFiles(file(sealed));
    await mark(page, 'unseal-form').waitFor();
    assert.ok(await mark(page, 'unseal-open').isDisabled(), 'not without one');
    await type(page, '4827 1905 3360 7714');
    assert.equal(await refusal(page), 'wrong_passphrase_or_damaged');
    assert.match(await mark(page, 'restore-refused').innerText(), /口令不对[^]*账本没有动/);
    assert.equal(await seqOf(page), 0);
    assert.deepEqual(await figures(page), {});
    await place(page, '#/data');
    await mark(page, 'unseal-form').waitFor();
  });

  it('opens with its passphrase, typed without blanks, and is the same book', async () => {
    const { page } = to;
    await type(page, passphrase.replaceAll(' ', ''));
    await mark(page, 'restore-preview').waitFor(LONG);
    const counts = await countsOf(page, 'restore-preview');
    assert.deepEqual([counts.check, counts.orders, counts.customers, counts.new], [said.check, said.orders, said.customers, said.orders]);
    assert.deepEqual([Number(counts.saidNew) > 0, counts.saidUpdated, counts.saidUnchanged], [true, '0', '0'], 'the card that was written by hand');
    assert.equal(await seqOf(page), 0, 'nothing is written before he says so');
    await mark(page, 'restore-merge').click();
    await mark(page, 'restore-done').waitFor(LONG);
    await mark(page, 'restore-after').waitFor();
    assert.deepEqual(await figures(page), shown);
    await page.waitForSelector('html[data-offline="ready"]');
    await to.context.setOffline(true);
    await reload(page);
    assert.deepEqual(await figures(page), shown);
    assert.deepEqual(await barsOf(page), []);
  });

  it('comes back without a network, by the share sheet, into the import', async () => {
    const { page } = to;
    await sell(page, '新手机的客', 2_300);
    const later = await figures(page);
    await place(page, '#/data');
    await mark(page, 'move-send').click();
    const own = '明前龙井 八两半斤';
    const there = await seal(page, own);
    assert.equal(there.handed, 'not_yet', 'a share sheet opens on a tap alone');
    const back = await shareAgain(page);
    await to.context.setOffline(false);
    await place(from.page, '#/data');
    await mark(from.page, 'import-file').setInputFiles(file(back, 'x.csv'));
    await mark(from.page, 'unseal-form').waitFor();
    await type(from.page, `　${own.replace(' ', '　')} `);
    await mark(from.page, 'restore-preview').waitFor(LONG);
    const counts = await countsOf(from.page, 'restore-preview');
    assert.deepEqual([counts.check, counts.new, counts.updated, counts.unchanged], [there.check, '1', '0', said.orders]);
    await mark(from.page, 'restore-merge').click();
    await mark(from.page, 'restore-done').waitFor(LONG);
    assert.deepEqual(await figures(from.page), later);
    // Sealed anew, both say one number.
    await place(from.page, '#/data');
    await mark(from.page, 'seal-close').click();
    await mark(from.page, 'move-send').click();
    assert.equal((await seal(from.page, own)).check, there.check);
  });

  it('is taken whole or not at all', async () => {
    const { page } = to;
    const [seq, now] = [await seqOf(page), await figures(page)];
    const head = sealed.indexOf('\n') + 1;
    const altered = (at) => { const copy = Buffer.from(sealed); copy[at] ^= 1; return copy; };
    const newer = Buffer.concat([Buffer.from(sealed.subarray(0, head).toString().replace('"schema":1', '"schema":2')), sealed.subarray(head)]);
    for (const [buffer, reason, asked, rule] of [
      [altered(sealed.length - 1), 'wrong_passphrase_or_damaged', true, 'the last byte'],
      [altered(head + 5), 'wrong_passphrase_or_damaged', true, 'a byte of the content'],
      [altered(3), 'not_ours', false, 'a byte of its first word'],
      [altered(head - 4), 'wrong_passphrase_or_damaged', true, 'a byte of its head'],
      [sealed.subarray(0, -1), 'truncated', false, 'a byte short'],
      [sealed.subarray(0, 60), 'truncated', false, 'cut in its head'],
      [Buffer.concat([sealed, Buffer.from('x')]), 'damaged', false, 'a byte too long'],
      [newer, 'newer_schema', false, 'of a newer version'],
      [Buffer.from(''), 'empty', false, 'empty'],
      [Buffer.from('{"a":1}'), 'not_ours', false, 'something else'],
    ]) {
      await place(page, '#/data');
      await mark(page, 'restore-file').setInputFiles(file(buffer, `${rule}.txt`));
      if (asked) {
        await mark(page, 'unseal-form').waitFor(LONG);
        await type(page, passphrase);
      }
      assert.equal(await refusal(page), reason, rule);
      assert.equal(await mark(page, 'restore-preview').count(), 0, rule);
      if (asked) await mark(page, 'unseal-leave').click();
    }
    assert.deepEqual([await seqOf(page), await figures(page)], [seq, now]);
  });

  it('opens what was sealed where memory is short', async () => {
    const { page } = to;
    const content = second(['open'], passphrase, sealed);
    const terms = { app: '9', kdf: { name: 'pbkdf2-sha256', iterations: 600_000, salt: '00112233445566778899aabbccddeeff' }, nonce: '01020304050607', chunk: 512, where: 'elsewhere' };
    const light = second(['seal', JSON.stringify(terms)], passphrase, content);
    await place(page, '#/data');
    await mark(page, 'restore-file').setInputFiles(file(light));
    await mark(page, 'unseal-form').waitFor();
    await type(page, passphrase);
    await mark(page, 'restore-preview').waitFor(LONG);
    const counts = await countsOf(page, 'restore-preview');
    assert.deepEqual([counts.check, counts.new, counts.saidNew], [said.check, '0', '0']);
    // Behind the first chunk the passphrase is known to be right.
    const broken = Buffer.from(light);
    broken[broken.length - 1] ^= 1;
    await mark(page, 'restore-file').setInputFiles(file(broken));
    await mark(page, 'unseal-form').waitFor();
    await type(page, passphrase);
    assert.equal(await refusal(page), 'damaged');
  });

  it('is kept as an ordinary backup, too', async () => {
    const { page } = from;
    await place(page, '#/data');
    const [plain] = await Promise.all([page.waitForEvent('download', LONG), mark(page, 'backup-download').click()]);
    await mark(page, 'seal-close').click();
    await mark(page, 'backup-seal').click();
    const [saved] = await Promise.all([page.waitForEvent('download', LONG), seal(page, passphrase)]);
    const content = second(['open'], passphrase, readFileSync(await saved.path())).toString();
    assert.equal(withoutTime(content), withoutTime(readFileSync(await plain.path(), 'utf8')));
  });

  it('met no trouble', () => assert.deepEqual([from.faults, to.faults], [[], []]));
});

for (const [name, terms] of Object.entries({
  'phone zh': { ...PHONE, locale: 'zh-CN' },
  'phone en dark': { ...PHONE, locale: 'en-US', colorScheme: 'dark' },
  'desktop zh dark': { ...DESK, locale: 'zh-CN', colorScheme: 'dark' },
  'desktop en': { ...DESK, locale: 'en-US' },
})) {
  it(`looks right on a ${name}`, async () => {
    const tab = await launch(terms);
    try {
      const { page } = tab;
      await withShareSheet(tab.context);
      await open(page, `${site.url}#/data`);
      await look(page, `${name} 1 empty`);
      await preview(page, EXPORT);
      await confirm(page);
      await open(page, `${site.url}#/data`);
      await look(page, `${name} 2 begin`);
      await mark(page, 'move-send').click();
      await look(page, `${name} 3 passphrase`);
      await mark(page, 'seal-passphrase').fill('123456');
      await look(page, `${name} 4 weak`);
      await seal(page, 'tea house in spring');
      await look(page, `${name} 5 made`);
      const bytes = await shareAgain(page);
      await look(page, `${name} 6 shared`);
      await mark(page, 'seal-close').click();
      await mark(page, 'restore-file').setInputFiles(file(bytes, 'a-very-long-name-of-a-file-that-a-messenger-has-made-up-2026-11-22(1)(2)(3).txt'));
      await mark(page, 'unseal-form').waitFor();
      await look(page, `${name} 7 locked`);
      await type(page, 'coffee house');
      await refusal(page);
      await look(page, `${name} 8 wrong`);
      await type(page, 'tea house in spring');
      await mark(page, 'restore-preview').waitFor(LONG);
      await look(page, `${name} 9 open`);
      await mark(page, 'restore-replace').click();
      await mark(page, 'restore-done').waitFor(LONG);
      await look(page, `${name} 10 done`);
      assert.deepEqual(tab.faults, []);
    } finally {
      await tab.close();
    }
  });
}

it('says inside of a messenger what its doors say, and takes nothing in', async () => {
  const tab = await launch({ ...PHONE, userAgent: MESSENGER });
  try {
    const { page } = tab;
    await open(page, `${site.url}#/data`);
    assert.match(await mark(page, 'door-advice').innerText(), /浏览器/);
    for (const id of ['import-file', 'restore-file', 'move-file']) assert.equal(await mark(page, id).count(), 0, id);
    await look(page, 'messenger');
    await place(page, '#/customers');
    await page.waitForFunction(() => document.querySelector('h1').textContent === '客户');
    await mark(page, 'door-advice').waitFor();
    assert.equal(await mark(page, 'add-first').count(), 0, 'nor by hand');
    await look(page, 'messenger, customers');
    await place(page, '#/settings');
    await page.waitForFunction(() => document.querySelector('h1').textContent === '设置');
    await mark(page, 'door-advice').waitFor();
    assert.equal(await page.locator('.settings-part').first().locator('input, select, button').count(), 0, 'nor by a setting');
    assert.deepEqual(tab.faults, []);
  } finally {
    await tab.close();
  }
});
