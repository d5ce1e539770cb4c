// What every page has to keep, in every state: nobody is shut out of it, and it scrolls in one direction.
import assert from 'node:assert/strict';
import AxeBuilder from '@axe-core/playwright';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/// Colours that are on their way have no contrast that counts.
const settled = (page) => page.evaluate(() =>
  Promise.all(document.getAnimations().filter((it) => it instanceof CSSTransition).map((it) => it.finished.catch(() => {}))));

export const checkAccess = async (page, where) => {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  assert.deepEqual(violations.map((it) => `${it.id}: ${it.nodes[0].html}`), [], where);
};

export const checkPage = async (page, where) => {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${where} scrolls sideways by ${wide} px`);
  await checkAccess(page, where);
};
