// Settings: each of them set, there after a reload, taken back by the toast; what cannot be is said at its field and
// nothing is written. What the device was told of counting goes into its book once; the demo has a book of its own. The
// components page and the check-up's picture, too.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { backup, figures, keepFiles, made, mark, open, orderFile, place, reload, saved, seqOf, take } from './seller.mjs';
import { startServer } from './server.mjs';

const TODAY = '?today=2024-12-28';
const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];

let site;
before(async () => {
  site = await startServer({ intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
});
after(() => site.stop());

const written = async (page, act) => {
  const before = await seqOf(page);
  await act();
  await page.waitForTimeout(200);
  return (await seqOf(page)) - before;
};
const pressed = (page, id) => mark(page, id).getAttribute('aria-pressed');
const settings = async (page) => {
  await place(page, '#/settings');
  await page.waitForSelector('.settings');
};
const type = async (page, id, text) => {
  await mark(page, id).fill(text);
  await mark(page, id).press('Tab');
};
const shopOf = async (page) => JSON.parse(await backup(page)).records.shop;

for (const [size, viewport, locale] of SEEN) {
  describe(`settings, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      await keepFiles(tab.context);
      await open(page, `${site.url}${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
      await settings(page);
    });
    after(async () => {
      assert.deepEqual(tab.faults, []);
      await tab.close();
    });

    it('has no fault that axe finds', () => checkPage(page, 'settings'));

    it('sets a chip of the book by a tap, holds it after a reload, takes it back by the toast', async () => {
      for (const [id, before] of [['trade-wholesale', null], ['rule-none', 'rule-day'], ['rfm-730', 'rfm-365'],
        ['high-3', 'high-4'], ['closed-sun', null], ['remark-region', 'remark-auto']]) {
        assert.equal(await pressed(page, id), 'false', id);
        await saved(page, () => mark(page, id).click());
        await reload(page);
        await settings(page);
        assert.equal(await pressed(page, id), 'true', `${id} after a reload`);
        // Turned off again or set otherwise, and taken back.
        if (before) {
          await saved(page, () => mark(page, before).click());
          assert.equal(await pressed(page, before), 'true', before);
          await saved(page, () => mark(page, 'toast-undo').click());
          assert.equal(await pressed(page, id), 'true', `${id} is back`);
        }
      }
    });

    it('names the shop, and says where a name is too long', async () => {
      await saved(page, () => type(page, 'shop-name', '  山里红 '));
      assert.equal(await written(page, () => type(page, 'shop-name', '店'.repeat(41))), 0);
      assert.notEqual(await page.locator('#shop-name-wrong').innerText(), '');
      assert.equal(await mark(page, 'shop-name').getAttribute('aria-invalid'), 'true');
      await checkPage(page, 'a name that is too long');
      await reload(page);
      await settings(page);
      assert.equal(await mark(page, 'shop-name').inputValue(), '山里红');
      await saved(page, () => type(page, 'shop-name', '另一个'));
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await mark(page, 'shop-name').inputValue(), '山里红');
    });

    it('moves the bounds of the stages, with the people in each counted while one types', async () => {
      const count = (id) => mark(page, `${id}-count`).innerText().then((text) => Number(text.replace(/\D/g, '')));
      const ids = ['bound-just', 'bound-second', 'bound-active', 'bound-high', 'bound-low', 'bound-lost'];
      const all = async () => (await Promise.all(ids.map(count))).reduce((sum, n) => sum + n, 0);
      assert.equal(await all(), 7);
      const seq = await seqOf(page);
      await mark(page, 'bound-low').fill('9999');
      await page.waitForFunction(() => /\b0\b/.test(document.querySelector('[data-testid="bound-lost-count"]').innerText));
      assert.equal(await all(), 7, 'everybody stands somewhere');
      await mark(page, 'bound-low').fill('4');
      assert.notEqual(await page.locator('#bound-low-wrong').innerText(), '');
      assert.ok(await mark(page, 'bounds-save').isDisabled());
      assert.equal(await seqOf(page), seq, 'nothing is written while one types');
      await mark(page, 'bound-low').fill('2000');
      await saved(page, () => mark(page, 'bounds-save').click());
      const shown = await figures(page);
      assert.equal(shown['lifecycle.lost'], 0);
      await settings(page);
      assert.equal(await mark(page, 'bound-low').inputValue(), '2000');
      await saved(page, () => mark(page, 'bounds-trade').click());
      assert.equal(await mark(page, 'bound-low').inputValue(), '360', 'those of the trade');
    });

    it('closes the shop by date; a last day before the first is said at the field', async () => {
      const add = async (first, last) => {
        await mark(page, 'closed-first').fill(first);
        await mark(page, 'closed-last').fill(last);
        await mark(page, 'closed-add').click();
      };
      assert.equal(await written(page, () => add('2024-02-17', '2024-02-10')), 0);
      assert.notEqual(await page.locator('#closed-wrong').innerText(), '');
      await saved(page, () => add('2024-02-10', '2024-02-17'));
      assert.equal(await page.locator('#closed-wrong').innerText(), '');
      await saved(page, () => add('2024-10-01', ''));
      await reload(page);
      await settings(page);
      assert.equal(await mark(page, 'closed-range').count(), 2);
      await saved(page, () => mark(page, 'closed-range').first().locator('button').click());
      assert.equal(await mark(page, 'closed-range').count(), 1);
      await saved(page, () => mark(page, 'toast-undo').click());
      assert.equal(await mark(page, 'closed-range').count(), 2);
    });

    it('has a day open in every week', async () => {
      for (const day of ['mon', 'tue', 'wed', 'thu', 'fri']) await saved(page, () => mark(page, `closed-${day}`).click());
      assert.equal(await written(page, () => mark(page, 'closed-sat').click()), 0);
      assert.notEqual(await mark(page, 'closed-weekly-wrong').innerText(), '');
      for (const day of ['mon', 'tue', 'wed', 'thu', 'fri']) await saved(page, () => mark(page, `closed-${day}`).click());
    });

    it('sets the clock and the freshness', async () => {
      await saved(page, () => mark(page, 'shop-clock').selectOption('540'));
      assert.equal(await written(page, () => type(page, 'freshness-days', 'bald')), 0);
      assert.notEqual(await page.locator('#freshness-days-wrong').innerText(), '');
      await saved(page, () => type(page, 'freshness-days', '10'));
      const shop = await shopOf(page);
      assert.deepEqual(Object.keys(shop).sort(), ['closed_days', 'closed_weekdays', 'freshness_days', 'high_score', 'name',
        'offset_minutes', 'remark_suffix', 'rfm_window_days', 'rule', 'stage_bounds', 'trade']);
      assert.equal(shop.offset_minutes[0], 540);
      assert.equal(shop.closed_weekdays[0], 64, 'Sundays');
      assert.equal(shop.freshness_days[0], 10);
      assert.equal(shop.rule[0], 'each');
      await settings(page);
      await saved(page, () => mark(page, 'shop-clock').selectOption(''));
    });

    it('keeps what is of this screen on the device, and writes nothing of it into the book', async () => {
      const changes = [['theme-dark', 'data-theme', 'dark'], ['text-large', 'data-text', 'large'], ['motion-reduced', 'data-motion', 'reduced']];
      const root = (name) => page.getAttribute('html', name);
      const small = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      for (const [id, name, value] of changes) {
        assert.equal(await written(page, () => mark(page, id).click()), 0, id);
        assert.equal(await root(name), value);
      }
      await reload(page);
      await settings(page);
      for (const [, name, value] of changes) assert.equal(await root(name), value, `${name} after a reload`);
      const large = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      assert.ok(large > small * 1.15, `${small} to ${large} px`);
      await checkPage(page, 'settings, dark and large');
      for (const id of ['theme-light', 'text-normal', 'motion-system']) await mark(page, id).click();
      assert.equal(await root('data-motion'), null);
    });

    it('leaves the seller’s own book alone in the demo shop', async () => {
      const own = await shopOf(page);
      await settings(page);
      await mark(page, 'demo-again').click();
      await page.waitForSelector('html[data-book="demo"][data-ready="book"]');
      await settings(page);
      assert.equal(await pressed(page, 'rule-day'), 'true', 'the demo counts as it likes');
      await saved(page, () => mark(page, 'rule-none').click());
      await saved(page, () => mark(page, 'rule-day').click());
      await mark(page, 'demo-clear').click();
      await page.waitForSelector('html[data-book="real"][data-ready="book"]');
      assert.deepEqual(await shopOf(page), own);
      await settings(page);
      assert.equal(await pressed(page, 'rule-none'), 'true');
    });

    it('makes a picture of the check-up: masked names, a file to save', async () => {
      await place(page, '#/checkup');
      await mark(page, 'checkup-picture').click();
      const picture = mark(page, 'picture-preview');
      await picture.waitFor();
      const words = await picture.getAttribute('aria-label');
      assert.match(words, /山里红/);
      assert.doesNotMatch(words, /f1c\d/, 'no nick as it is');
      assert.doesNotMatch(words, /¥/, 'no sums unless they are asked for');
      await mark(page, 'picture-sums').check();
      await page.waitForFunction(() => /¥/.test(document.querySelector('[data-testid="picture-preview"]').ariaLabel));
      await page.waitForFunction(() => !document.querySelector('[data-testid="picture-save"]').disabled);
      const before = await page.evaluate(() => window.keptFiles.length);
      await mark(page, 'picture-save').click();
      await page.waitForFunction((before) => window.keptFiles.length > before, before);
      const file = await page.evaluate(async () => {
        const file = window.keptFiles.at(-1);
        const image = await createImageBitmap(file);
        return { name: file.name, type: file.type, width: image.width, height: image.height };
      });
      assert.match(file.name, /2024-12-28\.png$/);
      assert.equal(file.type, 'image/png');
      assert.equal(file.width, 1080);
      assert.ok(file.height > 900, `${file.height} px`);
      await checkPage(page, 'picture');
      await mark(page, 'picture-close').click();
    });

    it('shows every component in every state', async () => {
      await settings(page);
      await page.evaluate(() => location.assign('#/components'));
      await mark(page, 'components').waitFor();
      assert.ok(await page.locator('.sample').count() >= 15);
      await checkPage(page, 'components');
      const isolated = await page.locator('[data-testid="sample-row"] .nm bdi').count();
      assert.equal(isolated, 7, 'every name is kept apart');
    });
  });
}

describe('a device that was told how to count before books knew', () => {
  const told = (merge) => ({ language: 'en', theme: 'system', merge, large_text: false });
  const keptOnDevice = (page) => page.evaluate(() => JSON.parse(localStorage.getItem('huitou.settings')).merge);

  it('brings it into its book once; the book then knows better', async () => {
    const tab = await launch({ locale: 'en-US' });
    const { page } = tab;
    await open(page, `${site.url}${TODAY}#/data`);
    await page.evaluate((it) => localStorage.setItem('huitou.settings', JSON.stringify(it)), told('none'));
    await reload(page);
    await settings(page);
    assert.equal(await pressed(page, 'rule-none'), 'true', 'it holds before there is a book');
    assert.equal(await seqOf(page), 0, 'and makes none');
    await place(page, '#/data');
    await take(page, made('orders.csv', orderFile(1, 20)));
    await reload(page);
    await page.waitForFunction(() => !('merge' in JSON.parse(localStorage.getItem('huitou.settings'))));
    await settings(page);
    assert.equal(await pressed(page, 'rule-none'), 'true');
    assert.equal(await keptOnDevice(page), undefined);
    await saved(page, () => mark(page, 'rule-day').click());
    await page.evaluate((it) => localStorage.setItem('huitou.settings', JSON.stringify(it)), told('none'));
    await reload(page);
    await settings(page);
    assert.equal(await pressed(page, 'rule-day'), 'true', 'what the book says holds');
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });

  it('looks at the past by either rule and writes nothing', async () => {
    const tab = await launch({ locale: 'en-US' });
    const { page } = tab;
    await open(page, `${site.url}${TODAY}#/data`);
    await take(page, made('orders.csv', orderFile(1, 20)));
    await open(page, `${site.url}?today=2024-12-28&asof=2024-06-30#/settings`);
    await settings(page);
    assert.equal(await written(page, () => mark(page, 'rule-none').click()), 0);
    assert.equal(await pressed(page, 'rule-none'), 'true');
    await reload(page);
    await settings(page);
    assert.equal(await pressed(page, 'rule-day'), 'true', 'for that tab alone');
    assert.deepEqual(tab.faults, []);
    await tab.close();
  });
});
