// Pictures of every page and state, for looking at, and what no eye is needed for: nothing scrolls sideways at phone
// width, no text is cut off that should not be, axe finds nothing; the same with text at 200 %.
//   node tests/e2e/screenshots.mjs [--only page,page] [--root dist]
// They go to tests/e2e/results/screenshots/PAGE-SIZE-THEME-LANG.png, with one sheet of all: index.html.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { launch } from './browser.mjs';
import { made, mark, open, orderFile, place, preview } from './seller.mjs';
import { DIST, startServer } from './server.mjs';

const RESULTS = fileURLToPath(new URL('results/screenshots/', import.meta.url));
const SIZES = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 800 } };
const THEMES = ['light', 'dark'];
const LANGS = ['zh', 'en'];
const TODAY = '2026-11-22';

/// Goes somewhere and waits until it stands.
const at = (hash, ready) => async (page) => {
  await place(page, hash);
  await page.waitForSelector(ready);
};
const firstCard = async (page) => {
  await at('#/customers', '[data-testid="customer-row"]')(page);
  await page.locator('[data-testid="customer-row"] a').first().click();
  await mark(page, 'customer-card').waitFor();
};

/// Every page and state, by the book it is looked at with. They run in this order, in one tab.
const EMPTY = {
  doors: at('#/', '.door'),
  'empty-customers': at('#/customers', 'main .empty, main .sheet'),
  'empty-checkup': at('#/checkup', 'main .empty'),
  'empty-insight': at('#/insight', 'main .empty'),
  'empty-data': at('#/data', '[data-testid="import-file"]'),
  'empty-settings': at('#/settings', '.settings'),
  lost: at('#/nowhere', '[data-testid="not-found"]'),
  components: at('#/components', '[data-testid="components"]'),
  'import-preview': async (page) => {
    await at('#/data', '[data-testid="import-file"]')(page);
    await preview(page, made('orders.csv', orderFile(1, 40)));
  },
  'import-refused': async (page) => {
    // Not behind the preview of before.
    await page.reload();
    await at('#/data', '[data-testid="import-file"]')(page);
    await mark(page, 'import-file').setInputFiles(made('noise.csv', '\u0000\u0001\u0002'));
    await mark(page, 'import-refused').waitFor();
  },
};
const DEMO = {
  checkup: at('#/checkup', '.vital'),
  'checkup-picture': async (page) => {
    await at('#/checkup', '.vital')(page);
    await mark(page, 'checkup-picture').click();
    await mark(page, 'picture-preview').waitFor();
  },
  customers: at('#/customers', '[data-testid="customer-row"]'),
  card: firstCard,
  'card-edit': async (page) => {
    await firstCard(page);
    await mark(page, 'card-edit').click();
    await mark(page, 'card-save').waitFor();
  },
  search: async (page) => {
    await at('#/customers', '[data-testid="customer-row"]')(page);
    await page.keyboard.press('Control+k');
    await page.waitForSelector('dialog[open]');
  },
  keys: async (page) => {
    await at('#/insight', '.chart')(page);
    await page.keyboard.press('?');
    await page.waitForSelector('dialog[open] .keys');
  },
  duplicates: at('#/duplicates', 'main'),
  insight: at('#/insight', '.chart'),
  data: at('#/data', '[data-testid="import-file"]'),
  settings: at('#/settings', '.settings'),
  'grow-promotions': at('#/grow/promotions', '[data-testid="promotion-new"]'),
  'grow-promotion-new': at('#/grow/promotions/new', '[data-testid="offer-editor"]'),
  'grow-coupons': at('#/grow/coupons', '[data-testid="coupon-new"]'),
  'grow-coupon-new': at('#/grow/coupons/new/shop', '[data-testid="offer-editor"]'),
  'grow-tiers': at('#/grow/tiers', '[data-testid="tier-table"]'),
  'grow-tier-edit': async (page) => {
    await at('#/grow/tiers', '[data-testid="tier-table"]')(page);
    await mark(page, 'tier-change').click();
    await mark(page, 'tier-spread').waitFor();
  },
  'grow-points': at('#/grow/points', '[data-testid="points-rule"]'),
  'grow-packets': at('#/grow/packets', '[data-testid="packet-new"]'),
  'grow-groups': at('#/grow/groups', '[data-testid="segment-readies"]'),
  'grow-group-new': async (page) => {
    await at('#/grow/groups', '[data-testid="segment-new"]')(page);
    await mark(page, 'segment-new').click();
    await mark(page, 'segment-form').waitFor();
  },
  'grow-prices': at('#/grow/prices', '[data-testid="good-row"]'),
  'grow-good': async (page) => {
    await at('#/grow/prices', '[data-testid="good-row"]')(page);
    await page.locator('[data-testid="good-row"] a').first().click();
    await mark(page, 'good-form').waitFor();
  },
  'grow-price-lists': at('#/grow/prices/lists', '[data-testid="price-list-row"]'),
  'grow-quotes': at('#/grow/prices/quotes', '[data-testid="quote-start"]'),
  'grow-care': at('#/grow/care', '[data-testid="care-good"]'),
  'grow-care-good': async (page) => {
    await at('#/grow/care', '[data-testid="care-good"]')(page);
    await mark(page, 'care-good').first().click();
    await mark(page, 'care-good-page').waitFor();
  },
};

const { values } = parseArgs({ options: { only: { type: 'string' }, root: { type: 'string', default: DIST } } });
const only = values.only?.split(',');
const unknown = only?.filter((page) => !(page in EMPTY) && !(page in DEMO)) ?? [];
if (unknown.length > 0) throw new Error(`no such page: ${unknown.join(', ')}; there are ${[...Object.keys(EMPTY), ...Object.keys(DEMO)].join(', ')}`);

const wrong = [];
const taken = [];

/// Texts that are wider than their place, though nothing says that they may be cut.
const cutOff = () => {
  const may = (it) => {
    for (let node = it; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.textOverflow === 'ellipsis' || node.matches('.sr, .skip, .sort-word, svg, dialog:not([open]), [data-says]')) return true;
      if (/auto|scroll/.test(style.overflowX) && node !== document.documentElement && node !== document.body) return true;
    }
    return false;
  };
  const own = (it) => [...it.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  return [...document.querySelectorAll('body *')]
    .filter((it) => own(it) && it.checkVisibility?.() !== false && it.clientWidth > 0 && it.scrollWidth > it.clientWidth + 1 && !may(it))
    .map((it) => `${it.className || it.tagName}: ${it.textContent.trim().slice(0, 40)}`);
};
const sideways = () => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide <= 0) return null;
  const over = [...document.querySelectorAll('body *')].filter((it) => it.getBoundingClientRect().right > innerWidth + 1);
  return `${wide} px, ${over.slice(-1).map((it) => `${it.tagName}.${it.className}`)}`;
};

/// What can be told without looking.
async function check(page, name, { axe = true } = {}) {
  const wide = await page.evaluate(sideways);
  if (wide) wrong.push(`${name}: scrolls sideways, ${wide}`);
  for (const it of await page.evaluate(cutOff)) wrong.push(`${name}: cut off, ${it}`);
  if (!axe) return;
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  for (const it of violations) wrong.push(`${name}: ${it.id}, ${it.nodes[0].html}`);
}

/// Text at 200 % as a browser has it that was told so: twice the root, and with it everything in rem.
const zoomed = async (page, name) => {
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await check(page, `${name} at 200 %`, { axe: false });
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
};

async function look(page, pages, where, size) {
  for (const [name, go] of Object.entries(pages).filter(([name]) => !only || only.includes(name))) {
    const full = `${name}-${where}`;
    try {
      await go(page);
      if (await mark(page, 'not-found').count() > 0 && name === 'duplicates') continue;
      await page.waitForTimeout(150);
      // As high as the page, so that no bar stands in the middle of it.
      if (!name.endsWith('customers') && !['search', 'keys', 'checkup-picture', 'import-preview'].includes(name)) {
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: SIZES[size].width, height: Math.min(Math.max(height, SIZES[size].height), 6000) });
        await page.waitForTimeout(150);
      }
      await page.screenshot({ path: `${RESULTS}${full}.png` });
      await page.setViewportSize(SIZES[size]);
      taken.push({ name, full });
      await check(page, full);
      if (size === 'phone') await zoomed(page, full);
      if (await page.locator('dialog[open]').count() > 0) await page.keyboard.press('Escape');
    } catch (error) {
      wrong.push(`${full}: ${error.message.split('\n')[0]}`);
      if (await page.locator('dialog[open]').count() > 0) await page.keyboard.press('Escape');
    }
  }
}

const site = await startServer({ root: values.root, intercept: (request, response) => request.url === '/favicon.ico' && (response.writeHead(204).end(), true) });
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
for (const [size, viewport] of Object.entries(SIZES)) {
  for (const colorScheme of THEMES) {
    for (const lang of LANGS) {
      const where = `${size}-${colorScheme}-${lang}`;
      const tab = await launch({ ...viewport, colorScheme, locale: lang === 'zh' ? 'zh-CN' : 'en-US' });
      await open(tab.page, `${site.url}?lang=${lang}&today=${TODAY}`);
      await look(tab.page, EMPTY, where, size);
      if (Object.keys(DEMO).some((name) => !only || only.includes(name))) {
        await open(tab.page, `${site.url}?lang=${lang}&today=${TODAY}#/`);
        await mark(tab.page, 'door-demo').click();
        await tab.page.waitForSelector('html[data-book="demo"][data-ready="book"]');
        await look(tab.page, DEMO, where, size);
      }
      wrong.push(...tab.faults.map((fault) => `${where}: ${fault}`));
      await tab.close();
    }
  }
}
await site.stop();

const names = [...new Set(taken.map((it) => it.name))];
const pictures = (name) => taken.filter((it) => it.name === name)
  .map(({ full }) => `<figure><a href="${full}.png"><img src="${full}.png" height="420" alt="${full}" loading="lazy"></a><figcaption>${full}</figcaption></figure>`);
const sheet = names.map((name) => `<h2>${name}</h2><div>${pictures(name).join('')}</div>`).join('\n');
writeFileSync(`${RESULTS}index.html`, `<!doctype html><meta charset="utf-8"><title>Screenshots</title>
<style>body{font:14px sans-serif}div{display:flex;gap:8px;overflow-x:auto}figure{margin:0;flex:none}</style>\n${sheet}\n`);
console.log(`${taken.length} pictures of ${names.length} pages in ${RESULTS}`);
for (const it of wrong) console.error(it);
if (wrong.length > 0) process.exitCode = 1;
