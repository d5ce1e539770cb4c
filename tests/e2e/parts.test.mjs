// The parts of the program: none is loaded before it is needed, all are there without a network after the first visit,
// and one that does not come is no dead end. And how much a first visit costs.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { readdirSync } from 'node:fs';
import { firstLoad } from '../../benches/browser/lib/first-load.mjs';
import { launch } from './browser.mjs';
import { checkAccess } from './looks.mjs';
import { barsOf, mark, open, place } from './seller.mjs';
import { DIST, startServer } from './server.mjs';

/// What a phone on a weak line is asked to load, compressed as hosts do.
const BUDGET = 400_000;
const MAIN = /^huitou-.*_bg\.wasm$/;
const isPart = (name) => /\.wasm$/.test(name) && !MAIN.test(name) && !/^porter-/.test(name);
/// Each place with something that only its page has.
const PLACES = {
  '#/customers': '[data-testid="customer-list"]',
  '#/customers?stage=lost': '[data-testid="customer-list"]',
  '#/insight': '[data-figure]',
  '#/checkup': '[data-testid="checkup"]',
  '#/data': '[data-testid="import-file"]',
  '#/settings': '[data-testid="theme-dark"]',
};

let site;
/// The parts that were asked for, and whether the host gives them out.
let asked;
let isDown;
before(async () => {
  site = await startServer({
    prefix: '/shop/',
    intercept: (_request, response, name) => {
      if (!isPart(name)) return false;
      asked.push(name);
      return isDown && (response.writeHead(503).end(), true);
    },
  });
});
beforeEach(() => {
  asked = [];
  isDown = false;
});
after(() => site.stop());

describe('the parts of the program', () => {
  it('are none for the doors, and some for the customers', async () => {
    const tab = await launch({ serviceWorkers: 'block' });
    try {
      await open(tab.page, site.url);
      await mark(tab.page, 'door-import').waitFor();
      await tab.page.waitForLoadState('networkidle');
      assert.deepEqual(asked, []);
      await mark(tab.page, 'door-empty').click();
      await mark(tab.page, 'add-first').waitFor();
      assert.ok(asked.length > 0);
      const all = readdirSync(DIST).filter(isPart);
      assert.ok(asked.length < all.length, `${asked.length} of ${all.length}`);
      assert.equal(new Set(asked).size, asked.length, 'each once');
      assert.deepEqual(tab.faults, []);
    } finally {
      await tab.close();
    }
  });

  it('are all there without a host once the first visit says so', async () => {
    const own = await startServer({ prefix: '/shop/' });
    const tab = await launch();
    try {
      await open(tab.page, own.url);
      await mark(tab.page, 'door-demo').click();
      await tab.page.waitForSelector('html[data-book="demo"][data-ready="book"]');
      await tab.page.waitForSelector('html[data-offline="ready"]');
      await own.stop();
      for (const [hash, only] of Object.entries(PLACES)) {
        // Each in a program that has loaded nothing yet.
        await tab.page.goto('about:blank');
        await tab.page.goto(`${own.url}${hash}`);
        await tab.page.waitForSelector('html[data-ready="book"]');
        assert.ok((await tab.page.locator(only).count()) > 0, hash);
      }
      assert.deepEqual(tab.faults, []);
    } finally {
      await tab.close();
    }
  });

  for (const locale of ['zh-CN', 'en-US']) {
    it(`that do not come are said so, and are asked for again (${locale})`, async () => {
      const tab = await launch({ serviceWorkers: 'block', locale });
      try {
        await open(tab.page, site.url);
        isDown = true;
        await place(tab.page, '#/data');
        await mark(tab.page, 'part-lost').waitFor();
        assert.match(await mark(tab.page, 'part-lost').innerText(), locale === 'zh-CN' ? /没有下载下来/ : /could not be downloaded/);
        assert.deepEqual(await barsOf(tab.page), [], 'no rescue');
        await checkAccess(tab.page, 'a part that did not come');
        await mark(tab.page, 'part-again').click();
        await mark(tab.page, 'part-lost').waitFor();
        isDown = false;
        await mark(tab.page, 'part-again').click();
        await mark(tab.page, 'import-file').waitFor();
        assert.deepEqual(tab.faults.filter((it) => !/503|status 503/.test(it)), []);
      } finally {
        await tab.close();
      }
    });
  }

  it(`cost a first visit at most ${BUDGET} bytes`, async () => {
    const { loaded } = await firstLoad(DIST, async () => (await launch()).browser);
    const bytes = loaded.reduce((sum, file) => sum + file.brotli, 0);
    assert.ok(loaded.some(({ name }) => MAIN.test(name)));
    const greatest = loaded.sort((a, b) => b.brotli - a.brotli).slice(0, 5).map(({ name, brotli }) => `${name} ${brotli}`);
    assert.ok(bytes <= BUDGET, `${bytes} bytes, the greatest: ${greatest}`);
  });
});
