// What a first visit to dist/ costs, and what opening a book does. Which files that takes is not guessed: a browser
// without anything is asked.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../../../scripts/after-build.mjs';
import { startServer } from '../../../scripts/serve.mjs';
import { sizes } from './kernel.mjs';
import { launch } from './rounds.mjs';

/// `{ loaded, opened, later }`, each a list of `{ name, raw, brotli }`; undefined without a built site. `loaded` is what
/// the doors of a first visit need, `opened` what a book needs up to the list of its customers, `later` what neither
/// does: the service worker fetches it once the page stands, and browsers take icons and manifest for themselves.
/// `begin` starts the browser.
export async function firstLoad(dist, begin = launch) {
  if (!existsSync(join(dist, 'index.html'))) return undefined;
  const { loaded, opened } = await askedFor(dist, begin);
  const files = filesOf(dist).map((name) => ({ name, ...sizes(join(dist, name)) }));
  return {
    loaded: files.filter(({ name }) => loaded.has(name)),
    opened: files.filter(({ name }) => opened.has(name)),
    later: files.filter(({ name }) => !loaded.has(name) && !opened.has(name)),
  };
}

/// The names that the page itself asks for until nothing more comes: at the doors, and with the demo shop as its book.
async function askedFor(dist, begin) {
  let asked = new Set();
  const server = await startServer({
    root: dist,
    intercept: (_request, _response, name) => {
      asked.add(name === '' ? 'index.html' : decodeURIComponent(name));
      return false;
    },
  });
  const browser = await begin();
  try {
    // The worker would ask for everything once more.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(server.url, { waitUntil: 'networkidle' });
    await page.waitForSelector('[data-testid="door-demo"]');
    const loaded = new Set(asked);
    await page.click('[data-testid="door-demo"]');
    await page.waitForSelector('[data-testid="checkup"]');
    await page.evaluate(() => location.assign('#/customers'));
    await page.waitForSelector('[data-testid="customer-list"]');
    asked = new Set();
    await page.reload({ waitUntil: 'networkidle' });
    await page.waitForSelector('[data-testid="customer-list"]');
    return { loaded, opened: asked };
  } finally {
    await browser.close();
    await server.stop();
  }
}
