// The figures as pictures: each says its finding, opens the people it counts and its meaning, and none is drawn
// where there is nothing to draw.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage as look } from './looks.mjs';
import { confirm, figures, made, mark, open, place, preview, reload } from './seller.mjs';
import { startServer } from './server.mjs';

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const LOCALES = { zh: 'zh-CN', en: 'en-US' };
const TODAY = '2026-11-22';
const PICTURES = ['flow-t', 'stage-t', 'years-t', 'rfm-t', 'grid-t', 'conc-t', 'cohort-t'];

let site;
before(async () => {
  site = await startServer({ prefix: '/shop/', intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const toInsight = async (page) => {
  await place(page, '#/insight');
  await mark(page, 'all-figures').waitFor({ state: 'attached' });
};
const enter = async (page) => {
  await open(page, `${site.url}?today=${TODAY}`);
  await mark(page, 'door-demo').click();
  await page.waitForSelector('html[data-book="demo"][data-ready="book"]');
  await toInsight(page);
};
/// Every mark on the page that stands for people: its address and how many it says.
const marksOf = (page) =>
  page.locator('[data-people]').evaluateAll((all) =>
    all.map((it) => ({ id: it.dataset.testid ?? it.textContent, href: it.getAttribute('href'), people: Number(it.dataset.people) })));
const totalAt = async (page, href) => {
  await place(page, href);
  await page.waitForFunction((href) => location.hash === href, href);
  await mark(page, 'customer-list').waitFor({ state: 'attached' });
  // The list of the page before may stand for a moment: its chip says which one this is.
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() =>
    setTimeout(() => done(Number(document.querySelector('[data-testid="customer-list"]').dataset.total))))));
};
const TITLES = '订单编号,买家会员名,买家实际支付金额,订单状态,订单创建时间\n';
const book = (people, first) => TITLES + Array.from({ length: people }, (_, at) =>
  `8${String(at).padStart(14, '0')},客${at},${10 + at},交易成功,${first}-${String(at % 27 + 1).padStart(2, '0')} 10:00:00`).join('\n') + '\n';

for (const [size, viewport] of Object.entries(SIZES)) {
  for (const [lang, locale] of Object.entries(LOCALES)) {
    describe(`the demo shop, ${size}, ${lang}`, () => {
      let tab;
      before(async () => {
        tab = await launch({ ...viewport, locale });
        await enter(tab.page);
      });
      after(() => tab.close());

      it('has a picture with a finding for each figure, and a table behind it', async () => {
        for (const id of PICTURES) {
          const picture = mark(tab.page, `picture-${id}`);
          assert.match(await picture.locator('h2').innerText(), /\d/, `${id} says a number`);
          assert.ok(await picture.locator('svg.plot, .rfm').count() > 0, `${id} is drawn`);
          assert.ok(await picture.locator('details table tbody tr').count() > 0, `${id} has a table`);
        }
        assert.equal(await tab.page.locator('[data-testid^="rfm-"]:is([data-testid^="rfm-1"], [data-testid^="rfm-2"], [data-testid^="rfm-3"], [data-testid^="rfm-4"], [data-testid^="rfm-5"])').count(), 25);
        assert.equal(await tab.page.locator('[data-testid^="rfm-group-"]').count(), 8);
      });

      it('has nothing that stands in anybody\'s way', async () => {
        await look(tab.page, 'insight, light');
        await tab.page.emulateMedia({ colorScheme: 'dark' });
        await tab.page.evaluate(() => document.querySelectorAll('.ins details').forEach((it) => { it.open = true; }));
        await look(tab.page, 'insight, dark, every table open');
        assert.deepEqual(tab.faults, []);
      });
    });
  }
}

describe('pictures', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(SIZES.desktop);
    page = tab.page;
    await enter(page);
  });
  after(() => tab.close());

  it('open exactly the people they count', async () => {
    const marks = await marksOf(page);
    const counted = marks.filter((it) => it.people > 0);
    assert.ok(counted.length > 60, `${counted.length} marks`);
    for (const kind of ['year-', 'move-', 'flow-', 'stage-', 'rfm-group-', 'cohort-', 'fifth-']) {
      assert.ok(marks.some((it) => it.id.startsWith(kind)), kind);
    }
    // All kinds, and of the many of one kind every third.
    const tried = marks.filter((it, at) => !/^(cohort|rfm-\d)/.test(it.id) || at % 3 === 0);
    for (const { id, href, people } of tried) assert.equal(await totalAt(page, href), people, `${id} ${href}`);
  });

  it('add up to everybody', async () => {
    await toInsight(page);
    const { customers } = await figures(page);
    const marks = await marksOf(page);
    const sum = (pattern) => marks.filter((it) => pattern.test(it.id)).reduce((all, it) => all + it.people, 0);
    assert.equal(sum(/^rfm-\d-\d$/), customers);
    assert.equal(sum(/^rfm-group-/), customers);
    assert.equal(sum(/^fifth-/), customers);
    assert.equal(sum(/^stage-/), customers);
  });

  it('are opened by a tap and by Enter, and "back" leads back', async () => {
    for (const act of [(it) => it.click(), (it) => it.press('Enter')]) {
      await toInsight(page);
      const cell = mark(page, 'rfm-group-2');
      const people = await cell.getAttribute('data-people');
      await act(cell);
      await page.waitForURL(/#\/customers\?group=2$/);
      await page.waitForFunction((people) => document.querySelector('[data-testid="customer-list"]')?.dataset.total === people, people);
      await page.goBack();
      await page.waitForURL(/#\/insight$/);
    }
    const bar = page.locator('[data-testid^="fifth-1"]');
    await bar.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/customers\?fifth=1$/);
  });

  it('say what they mean, over which days, by which rule, and whose rows they are', async () => {
    await toInsight(page);
    const openers = await page.locator('[data-testid^="figure-"]').evaluateAll((all) => all.map((it) => it.dataset.testid));
    assert.ok(openers.length >= 18, openers.join());
    for (const [at, id] of openers.entries()) {
      await page.locator('[data-testid^="figure-"]').nth(at).click();
      const lines = await mark(page, 'meaning').locator('dd').allInnerTexts();
      assert.equal(lines.length, 7, id);
      assert.ok(lines.every((it) => it.trim()), `${id}: ${lines.join(' | ')}`);
      assert.match(await mark(page, 'meaning-rows').getAttribute('href'), /^#\/customers\?/, id);
      if (at === 0) await look(page, 'a meaning');
      await page.keyboard.press('Escape');
    }
    await page.locator('[data-testid="figure-returning"]').click();
    await mark(page, 'meaning-rows').click();
    await page.waitForURL(/#\/customers\?pick=returning$/);
  });

  it('put two windows side by side, with their days', async () => {
    await toInsight(page);
    const heads = () => page.locator('.versus thead small').allInnerTexts();
    assert.deepEqual(await heads(), ['2025年11月23日 至 2026年11月22日', '2024年11月23日 至 2025年11月22日']);
    await mark(page, 'basis').locator('summary').click();
    await mark(page, 'window-year').click();
    assert.deepEqual(await heads(), ['1月1日 至 11月22日', '2025年1月1日 至 2025年11月22日']);
    await mark(page, 'versus-before').click();
    await page.waitForFunction(() => /2025年2月9日 至 2025年12月31日/.test(document.querySelector('.versus thead').innerText));
    const shown = await figures(page);
    const first = await page.locator('.versus tbody tr').nth(1).locator('td').first().innerText();
    assert.equal(first, `${(shown['repurchase.window.by_customer'] * 100).toFixed(1)}%`);
    await mark(page, 'window-all').click();
    assert.equal(await page.locator('.versus thead').count(), 0, 'all of history has nothing beside it');
    await mark(page, 'window-365').click();
    await page.locator('.versus thead').waitFor();
  });

  it('look at the past as of a day of the address', async () => {
    const now = await figures(page);
    await open(page, `${site.url}?today=${TODAY}&asof=2026-05-31#/insight`);
    const then = await figures(page);
    assert.equal(then.as_of, '2026-05-31');
    assert.ok(then.customers < now.customers);
    assert.match(await page.locator('.versus thead small').first().innerText(), /5月31日$/);
    const marks = (await marksOf(page)).filter((it) => /^(flow|move|year|fifth)-/.test(it.id));
    for (const { id, href, people } of marks) assert.equal(await totalAt(page, href), people, `${id} ${href} as of May`);
    assert.deepEqual(tab.faults, []);
  });
});

describe('nothing is drawn', () => {
  let tab;
  let page;
  before(async () => {
    tab = await launch(SIZES.phone);
    page = tab.page;
  });
  after(() => tab.close());
  const read = async (content, query = '') => {
    await open(page, `${site.url}${query}#/data`);
    await preview(page, made('orders.csv', content));
    await confirm(page);
    await toInsight(page);
  };

  it('of an empty book', async () => {
    await open(page, `${site.url}#/insight`);
    await mark(page, 'no-figures').waitFor();
    assert.equal(await page.locator('svg.plot').count(), 0);
    await look(page, 'an empty book');
  });

  it('that few customers cannot show', async () => {
    await read(book(3, '2026-11'), `?today=${TODAY}`);
    for (const id of ['no-flow-t', 'no-rfm-t', 'no-conc-t']) assert.equal(await mark(page, id).count(), 1, id);
    assert.equal(await page.locator('[data-testid^="rfm-"]').count(), 0, 'no group has a name');
    await look(page, 'three customers');
  });

  it('of groups where everybody has been silent for long', async () => {
    await read(book(60, '2026-01'), `?today=${TODAY}`);
    assert.equal(await page.locator('[data-testid="rfm-group-1"]').count(), 1, 'as of the last order they are lively');
    await open(page, `${site.url}?today=${TODAY}&asof=${TODAY}#/insight`);
    await mark(page, 'no-rfm-t').waitFor();
    assert.equal(await page.locator('[data-testid^="rfm-"]').count(), 0, 'nobody came lately');
    assert.equal(await mark(page, 'stale').count(), 1);
    await reload(page);
    assert.deepEqual(tab.faults, []);
  });
});
