// What a first visit to dist/ costs. Which files it loads is not guessed: a browser without anything is asked.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf } from '../../../scripts/after-build.mjs';
import { startServer } from '../../../scripts/serve.mjs';
import { sizes } from './kernel.mjs';
import { launch } from './rounds.mjs';

/// `{ loaded, later }`, each a list of `{ name, raw, brotli }`; undefined without a built site. `later` is what
/// the service worker fetches once the page stands, and what browsers take for themselves: icons, manifest.
export async function firstLoad(dist) {
  if (!existsSync(join(dist, 'index.html'))) return undefined;
  const asked = await askedFor(dist);
  const files = filesOf(dist).map((name) => ({ name, ...sizes(join(dist, name)) }));
  return {
    loaded: files.filter(({ name }) => asked.has(name)),
    later: files.filter(({ name }) => !asked.has(name)),
  };
}

/// The names that the page itself asks for until nothing more comes.
async function askedFor(dist) {
  const asked = new Set();
  const server = await startServer({
    root: dist,
    intercept: (_request, _response, name) => {
      asked.add(name === '' ? 'index.html' : decodeURIComponent(name));
      return false;
    },
  });
  const browser = await launch();
  try {
    // The worker would ask for everything once more.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    await (await context.newPage()).goto(server.url, { waitUntil: 'networkidle' });
  } finally {
    await browser.close();
    await server.stop();
  }
  return asked;
}
