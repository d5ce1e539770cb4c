// Runs engines in headless Chromium, in turn: A B C A B C …, so that a busy moment of the machine hits all alike.
import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../scripts/serve.mjs';

const PAGES = fileURLToPath(new URL('..', import.meta.url));
export const FLAGS = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
const CPU_SLOWDOWN = 4;
const MOST_SLOW_ROUNDS = 9;

/// Debian's browser, which nothing downloads. Imported late: the packages may have been installed just now.
export async function launch() {
  const { chromium } = await import('playwright-core');
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });
}

/// `engines`: `{ name, script, module }` each, where `script` stands in engines/ and `module` is the file of a
/// WebAssembly module that it asks for. Returns the browser's version and for each engine, by name,
/// `{ first, times, checksums, slow }`: the times of the very first call, of all measured ones, and of those on
/// a processor slowed down, for engines with `slowToo`.
export async function runEngines(engines, shop, { warmUp, measured }) {
  const server = await startServer({ root: PAGES, intercept: modulesOf(engines) });
  const browser = await launch();
  try {
    const runners = [];
    for (const engine of engines) runners.push(await openEngine(browser, server.url, engine, shop));
    const first = await round(runners);
    await rounds(runners, warmUp - 1);
    const normal = await rounds(runners, measured);
    const slowRunners = runners.filter(({ slowToo }) => slowToo).map(({ name, runSlowly }) => ({ name, run: runSlowly }));
    await round(slowRunners);
    const slow = await rounds(slowRunners, Math.min(measured, MOST_SLOW_ROUNDS));

    const results = runners.map(({ name }) => {
      const own = (list) => list.map((answers) => answers[name]).filter(Boolean);
      return [name, {
        first: first[name].times,
        times: byPart(own(normal)),
        slow: byPart(own(slow)),
        checksums: [...new Set(own([first, ...normal, ...slow]).map((answer) => answer.checksum))],
      }];
    });
    return { version: browser.version(), results: Object.fromEntries(results) };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/// The modules stand where cargo left them; the page asks for `module/<name>.wasm`.
const modulesOf = (engines) => (_request, response, path) => {
  const engine = engines.find(({ name, module }) => module && path === `module/${name}.wasm`);
  if (!engine) return false;
  response.writeHead(200, { 'content-type': 'application/wasm' });
  createReadStream(engine.module).pipe(response);
  return true;
};

/// A page for each engine, in a context and so a process of its own: nobody pays for another's heap.
async function openEngine(browser, url, { name, script, module, slowToo = false }, shop) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) console.error(`bench: ${name} asks for ${request.url()}`);
  });
  await page.goto(url);
  await page.evaluate(async ({ script, ...options }) => {
    const { prepare } = await import(new URL(`engines/${script}.js`, location));
    window.run = await prepare(options);
  }, { script, module: module && `module/${name}.wasm`, ...shop });
  const devtools = await context.newCDPSession(page);
  const slowDown = (rate) => devtools.send('Emulation.setCPUThrottlingRate', { rate });
  const run = () => page.evaluate(() => window.run());
  return {
    name,
    slowToo,
    run,
    // DevTools slow a page down by keeping its processor busy, also while it waits: only ever one at a time.
    runSlowly: async () => {
      await slowDown(CPU_SLOWDOWN);
      try {
        return await run();
      } finally {
        await slowDown(1);
      }
    },
  };
}

async function round(runners) {
  const answers = {};
  for (const { name, run } of runners) answers[name] = await run();
  return answers;
}

async function rounds(runners, times) {
  const all = [];
  for (let i = 0; i < times; i++) all.push(await round(runners));
  return all;
}

/// `[{ times: { a: 1 } }, { times: { a: 2 } }]` → `{ a: [1, 2] }`
const byPart = (answers) =>
  Object.fromEntries(Object.keys(answers[0]?.times ?? {}).map((part) => [part, answers.map(({ times }) => times[part])]));
