// The marks of our pages (contract, part 4) as the bench needs them. A mark that is missing is an error with its name:
// a bench that waits for nothing, or measures something else, would be worse than none.
import { within } from './profile.mjs';

export const mark = (page, name) => page.locator(`[data-testid="${name}"]`);

/// Waits for the mark; `seconds` is how long the work before it may take.
export async function need(page, name, seconds, after) {
  try {
    await mark(page, name).first().waitFor({ state: 'attached', timeout: seconds * 1000 });
  } catch {
    const refused = await page.locator('[data-testid$="-refused"]').first().getAttribute('data-reason', { timeout: 1000 }).catch(() => null);
    throw new Error(`the mark ${name} is missing ${seconds} s after ${after}${refused ? ` (refused: ${refused})` : ''}; page: ${page.url()}`);
  }
}

/// A click that does not wait for ever for a button that is hidden or off.
export const press = (page, name) => mark(page, name).first().click({ timeout: 30_000 });

/// The same, and when the page felt it, in its `Date.now()`: the driver looks long at a button before it clicks.
export async function pressAndSay(page, name) {
  await page.evaluate((name) => {
    addEventListener('click', (event) => {
      if (event.target.closest(`[data-testid="${name}"]`)) window.benchClicked = Date.now();
    }, true);
  }, name);
  await press(page, name);
  return page.evaluate(() => window.benchClicked);
}

/// Opens the first of the places that has the mark.
export async function place(page, url, name, routes) {
  for (const route of routes) {
    await page.goto('about:blank');
    await page.goto(url + route);
    await ready(page, 60);
    const there = await mark(page, name).first().waitFor({ state: 'attached', timeout: 5000 }).then(() => true, () => false);
    if (there) return;
  }
  throw new Error(`the mark ${name} is missing on ${routes.join(' and ')}`);
}

export const ready = (page, seconds) => within(seconds, 'html[data-ready="book"]', page.waitForSelector('html[data-ready="book"]', { state: 'attached' }));

/// In the page, before its scripts: when the book was ready, and when its figures stood on the page.
export function watchOpening() {
  const seen = (window.benchOpening = {});
  const look = () => {
    if (document.documentElement?.dataset.ready === 'book') seen.ready ??= performance.now();
    if (document.querySelector('[data-figure="customers"][data-value]')) seen.figures ??= performance.now();
    if (seen.ready && seen.figures) observer.disconnect();
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-ready', 'data-value'] });
}

/// In the page: from the next click on `trigger` to a durable commit, which is a risen number and the word. The
/// promise lies in `window.benchSaved`, for the click comes from outside.
export function watchSaving(trigger) {
  const status = () => document.querySelector('[data-testid="save-status"]');
  const number = () => Number(status()?.dataset.seq ?? 0);
  const before = number();
  window.benchSaved = new Promise((done, fail) => {
    let clicked;
    const onClick = (event) => {
      if (event.target.closest(`[data-testid="${trigger}"]`)) clicked = performance.now();
    };
    const look = () => {
      const text = status()?.textContent.trim();
      const isSaved = clicked !== undefined && number() > before && text === 'saved';
      if (!isSaved && text !== 'failed') return;
      removeEventListener('click', onClick, true);
      observer.disconnect();
      if (isSaved) done(performance.now() - clicked);
      else fail(new Error('save-status says failed'));
    };
    addEventListener('click', onClick, true);
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-seq'] });
  });
  window.benchSaved.catch(() => {});
}

/// The click and the wait for its commit, in milliseconds of the page's clock.
export async function clickAndWaitForCommit(page, trigger, seconds) {
  await page.evaluate(watchSaving, trigger);
  await press(page, trigger);
  const saved = page.evaluate(() => window.benchSaved);
  try {
    return await within(seconds, 'commit', saved);
  } catch (error) {
    const status = await mark(page, 'save-status').first().evaluate((element) => `"${element.textContent.trim()}", data-seq ${element.dataset.seq}`, undefined, { timeout: 1000 }).catch(() => 'missing');
    throw new Error(`${error.message}; no durable commit after ${trigger}: save-status is ${status}`);
  }
}

/// The figures of the page as the answer that every contestant gives.
export async function answerOf(page, seconds) {
  const figure = async (key) => {
    const locator = page.locator(`[data-figure="${key}"]`).first();
    try {
      return Number(await locator.getAttribute('data-value', { timeout: seconds * 1000 }));
    } catch {
      throw new Error(`the figure ${key} is missing on ${page.url()} after ${seconds} s`);
    }
  };
  return { customers: await figure('customers'), orders: await figure('orders'), net: await figure('net_amount_minor') };
}
