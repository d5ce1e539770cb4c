// Tiers: set up from a trade or from the shop's own data, with who would stand where while one types; then on the card,
// and by hand. On a phone and on a desk, in both languages; all of it is there after a reload, also without a network.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { launch } from './browser.mjs';
import { checkPage } from './looks.mjs';
import { made, mark, open, orderFile, place, reload, saved, take, withoutBars } from './seller.mjs';
import { startServer } from './server.mjs';

const SEEN = [['phone', { width: 390, height: 844 }, 'zh-CN'], ['desk', { width: 1280, height: 800 }, 'en-US']];
const TODAY = '2024-12-28';
/// Seven people with eight or nine orders of about 110 each.
const PEOPLE = 7;

let site;
before(async () => { site = await startServer({ prefix: '/shop/' }); });
after(() => site.stop());

const spread = (page, id) => mark(page, id).evaluateAll((rows) =>
  Object.fromEntries(rows.map((row) => [row.dataset.tier, Number(row.dataset.members)])));
const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
/// Counted on the page, once everybody has been looked at.
const counted = async (page, id) => {
  await page.waitForFunction((id) => {
    const rows = [...document.querySelectorAll(`[data-testid="${id}"]`)];
    return rows.length > 0 && rows.every((row) => row.dataset.members !== undefined);
  }, id);
  return spread(page, id);
};

for (const [size, viewport, locale] of SEEN) {
  describe(`tiers, ${size}, ${locale}`, () => {
    let tab, page;
    before(async () => {
      tab = await launch({ ...viewport, locale });
      page = tab.page;
      page.setDefaultTimeout(12_000);
      await open(page, `${site.url}?today=${TODAY}#/data`);
      await take(page, made('orders.csv', orderFile(1, 60)));
    });
    after(() => tab.close());

    it('begin empty, with the one button that gets there', async () => {
      await mark(page, 'nav-grow').click();
      await mark(page, 'grow-tiers').click();
      await mark(page, 'no-tiers').waitFor();
      await checkPage(page, 'no tiers');
      await mark(page, 'tier-set-up').click();
      await mark(page, 'tier-save').waitFor();
    });

    it('are proposed from the data only where there are people enough', async () => {
      await mark(page, 'tier-propose').click();
      await page.waitForFunction(() => /7/.test(document.querySelector('[data-testid="tier-proposed"]').innerText));
      await mark(page, 'trade-stall').click();
      assert.equal(await mark(page, 'tier-times-3').inputValue(), '6', 'the third tier of a stall asks for six');
    });

    it('say at the field what is wrong, and cannot be saved then', async () => {
      await mark(page, 'tier-amount-3').fill('三百');
      await page.waitForFunction(() => document.querySelector('#tier-amount-3').getAttribute('aria-invalid') === 'true');
      assert.equal(await mark(page, 'tier-save').isDisabled(), true);
      await mark(page, 'tier-amount-3').fill('100');
      await page.waitForFunction(() => document.querySelector('#tier-times-3').getAttribute('aria-invalid') === 'true');
      assert.ok((await page.locator('#tier-times-3-about').innerText()).length > 3, 'less than the tier below asks');
      await mark(page, 'tier-amount-3').fill('900');
      await page.waitForFunction(() => !document.querySelector('[data-testid="tier-save"]').disabled);
    });

    it('show who would stand where before they are saved', async () => {
      // 2/200, 6/900, 20/5000: all have eight or nine orders; 900 is reached by those with more money.
      await mark(page, 'tier-first-day').fill('2024-01-01');
      const would = await counted(page, 'tier-would');
      assert.equal(sum(would), PEOPLE);
      assert.equal(would[4], 0);
      await mark(page, 'tier-amount-3').fill('4000');
      await page.waitForFunction(() => document.querySelector('[data-testid="tier-would"][data-tier="3"]')?.dataset.members === '0');
      assert.equal((await spread(page, 'tier-would'))[2], PEOPLE, 'nobody spent so much');
      await mark(page, 'tier-amount-3').fill('900');
      await page.waitForFunction((expected) =>
        document.querySelector('[data-testid="tier-would"][data-tier="3"]')?.dataset.members === expected, String(would[3]));
      await checkPage(page, 'tier form');
    });

    it('stand on the page and on the cards once they are saved, and after a reload', async () => {
      const would = await spread(page, 'tier-would');
      await saved(page, () => mark(page, 'tier-save').click());
      await mark(page, 'tier-table').waitFor();
      assert.deepEqual(await counted(page, 'tier-row'), would);
      await withoutBars(page, () => checkPage(page, 'tiers'));
      await reload(page);
      assert.deepEqual(await counted(page, 'tier-row'), would);
      await place(page, '#/customers');
      await page.locator('[data-testid="customer-row"] a').first().click();
      await mark(page, 'tier-badge').waitFor();
      const tier = Number(await mark(page, 'tier-badge').getAttribute('data-tier'));
      assert.ok(tier === 2 || tier === 3, `tier ${tier}`);
      assert.match(await mark(page, 'tier-missing-next').innerText(), /\d/);
      await mark(page, 'tier-history').locator('summary').click();
      assert.ok(await mark(page, 'tier-history').locator('li').count() >= 1);
      await withoutBars(page, () => checkPage(page, 'card with a tier'));
    });

    it('lead to their members, whose export holds nobody else', async () => {
      const card = await page.evaluate(() => location.hash);
      await place(page, '#/grow/tiers');
      const members = await counted(page, 'tier-row');
      const tier = [2, 3].find((it) => members[it] > 0);
      await page.locator(`[data-testid="tier-row"][data-tier="${tier}"]`).click();
      await mark(page, `group-tier-${tier}`).waitFor();
      const says = (testid) => page.waitForFunction(([testid, n]) =>
        new RegExp(`(^|\\D)${n}(\\D|$)`).test(document.querySelector(`[data-testid="${testid}"]`)?.innerText ?? ''), [testid, members[tier]]);
      await says('segment-count');
      assert.equal(await mark(page, `group-tier-${tier}`).getAttribute('aria-current'), 'true');
      await withoutBars(page, () => checkPage(page, 'members of a tier'));
      await mark(page, 'export-list').click();
      await says('export-only');
      await mark(page, 'export-everybody').click();
      await mark(page, 'export-only').waitFor({ state: 'detached' });
      await place(page, card);
      await mark(page, 'tier-badge').waitFor();
    });

    it('are given by hand only with a reason, and taken back by a tap', async () => {
      const before = await mark(page, 'tier-badge').getAttribute('data-tier');
      await mark(page, 'tier-give').click();
      await mark(page, 'tier-give-form').waitFor();
      await page.locator('[data-testid="tier-give-step"][data-tier="4"]').click();
      assert.equal(await mark(page, 'tier-give-save').isDisabled(), true, 'no reason yet');
      await mark(page, 'tier-give-reason').fill('老板的同学');
      await withoutBars(page, () => checkPage(page, 'tier by hand'));
      await saved(page, () => mark(page, 'tier-give-save').click());
      await page.locator('[data-testid="tier-badge"][data-tier="4"]').waitFor();
      assert.match(await mark(page, 'tier-by-hand').innerText(), /老板的同学/);
      await saved(page, () => page.locator('.toasts button').click());
      await page.locator(`[data-testid="tier-badge"][data-tier="${before}"]`).waitFor();
    });

    it('begin on a later day where there are some already, and are taken out before that day', async () => {
      await place(page, '#/grow/tiers/new');
      await mark(page, 'tier-first-day').fill('2024-06-01');
      await page.waitForFunction(() => document.querySelector('#tier-first-day').getAttribute('aria-invalid') === 'true');
      assert.equal(await mark(page, 'tier-save').isDisabled(), true, 'what was done under the first stands');
      await mark(page, 'tier-first-day').fill('2025-01-15');
      await mark(page, 'tier-amount-2').fill('5000');
      await mark(page, 'tier-amount-3').fill('6000');
      await mark(page, 'tier-amount-4').fill('7000');
      await page.waitForFunction(() => !document.querySelector('[data-testid="tier-save"]').disabled);
      await saved(page, () => mark(page, 'tier-save').click());
      await mark(page, 'tier-planned').waitFor();
      await saved(page, () => mark(page, 'tier-unplan').click());
      await mark(page, 'tier-planned').waitFor({ state: 'detached' });
    });

    it('look at a day of the past without letting anything be written', async () => {
      await open(page, `${site.url}?asof=2024-02-01#/grow/tiers`);
      // On that day the rules had not been written down.
      await mark(page, 'no-tiers').waitFor();
      assert.equal(await mark(page, 'tier-set-up').isVisible().catch(() => false), false);
    });
  });
}
