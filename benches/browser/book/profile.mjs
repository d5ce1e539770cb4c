// A browser with a profile that stays: closed and opened again it is a new process over the same storage.
import { statSync } from 'node:fs';
import { FLAGS } from '../lib/rounds.mjs';

/// `{ page, close }` with one page that has gone nowhere yet. `prepare` runs in every document before its scripts.
export async function openProfile(folder, prepare) {
  const { chromium } = await import('playwright-core');
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
  });
  // The limits of the bench are its own and said in its words.
  context.setDefaultTimeout(0);
  context.setDefaultNavigationTimeout(0);
  if (prepare) await context.addInitScript(prepare);
  const page = context.pages()[0] ?? (await context.newPage());
  return { page, version: context.browser()?.version(), close: () => context.close() };
}

/// Runs `work(profile)` and closes the browser whatever happens, also one that does not answer any more.
export async function withProfile(folder, prepare, work) {
  const profile = await openProfile(folder, prepare);
  try {
    return await work(profile);
  } finally {
    await profile.close();
  }
}

export class DidNotFinish extends Error {}

/// The answer of `work`, or an error that says how long we waited for what.
export function within(seconds, what, work) {
  let timer;
  const limit = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new DidNotFinish(`${what}: did not finish in ${seconds} s`)), seconds * 1000);
  });
  // A browser that is closed under it fails later; that has been told already.
  work.catch(() => {});
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/// From `start()`, or the moment it returns as the page's `Date.now()`, to the complete file: `{ ms, bytes, file }`.
export async function download(page, keepAt, start) {
  const from = Date.now();
  const complete = async () => {
    const event = await page.waitForEvent('download');
    const failure = await event.failure();
    if (failure) throw new Error(`the download failed: ${failure}`);
    return { event, at: Date.now() };
  };
  const [{ event, at }, began] = await Promise.all([complete(), start()]);
  const ms = at - (began ?? from);
  // The file goes with the browser unless it is kept.
  await event.saveAs(keepAt);
  return { ms, bytes: statSync(keepAt).size, file: keepAt };
}

/// Bytes that the page holds after a collection: objects of JavaScript, buffers outside of its heap, and the memory of
/// WebAssembly, which the glue of our page hands out; peers have none. (To look for memories among all objects, as
/// DevTools can, makes Chromium 156 crash on a page of several modules.) Workers are counted, no more.
export async function memoryOf(page) {
  const devtools = await page.context().newCDPSession(page);
  try {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize, backingStorageSize = 0 } = await devtools.send('Runtime.getHeapUsage');
    const wasm = await page.evaluate(async () => {
      const glue = document.querySelector('link[rel="modulepreload"]');
      if (!glue) return 0;
      const { default: exported } = await import(glue.href);
      return (await exported()).memory.buffer.byteLength;
    });
    return { heap: usedSize, buffers: backingStorageSize, wasm, workers: page.workers().length };
  } finally {
    await devtools.detach();
  }
}
