// What Lighthouse says of the built site on its throttled phone (slow 4G, processor slowed down 4 times).
// Three pages: the doors as a first visitor sees them, and two with the book of the demo shop behind them.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { filesOf } from '../../../scripts/after-build.mjs';
import { startServer } from '../../../scripts/serve.mjs';
import { FLAGS } from './rounds.mjs';
import { median } from './table.mjs';

const PORT = 9333;
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const METRICS = { fcp: 'first-contentful-paint', lcp: 'largest-contentful-paint', tbt: 'total-blocking-time', cls: 'cumulative-layout-shift' };
const PAGES = [
  { name: 'doors, first visit', hash: '', demo: false },
  { name: 'customers, demo shop', hash: '#/customers', demo: true },
  { name: 'insight, demo shop', hash: '#/insight', demo: true },
];
const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript; charset=utf-8', css: 'text/css; charset=utf-8', wasm: 'application/wasm' };

/// A list of `{ name, scores, metrics, failed }`: medians of `runs` by category (0-100) and metric (ms; cls as it
/// is), and the titles of the audits of accessibility and best practices that any run failed. Undefined without a
/// built site.
export async function lighthouse(dist, runs) {
  if (!existsSync(join(dist, 'index.html'))) return undefined;
  const server = await startServer({ root: dist, intercept: compressed(dist) });
  const results = [];
  try {
    for (const page of PAGES) results.push(await measure(server.url, page, runs));
  } finally {
    await server.stop();
  }
  return results;
}

/// Answers as static hosts do: compressed once, kept, with the type by the ending.
function compressed(dist) {
  const names = new Set(filesOf(dist).concat('index.html').filter((name) => TYPES[name.split('.').pop()]));
  const bodies = new Map();
  return (request, response, asked) => {
    const name = asked === '' ? 'index.html' : decodeURIComponent(asked);
    if (!names.has(name) || !/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return false;
    if (!bodies.has(name)) bodies.set(name, brotliCompressSync(readFileSync(join(dist, name))));
    response.writeHead(200, { 'content-type': TYPES[name.split('.').pop()], 'content-encoding': 'br', 'cache-control': 'no-cache' });
    response.end(bodies.get(name));
    return true;
  };
}

async function measure(url, { name, hash, demo }, runs) {
  const { chromium } = await import('playwright-core');
  const { default: audit } = await import('lighthouse');
  const profile = mkdtempSync(join(tmpdir(), 'huitou-lighthouse-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [...FLAGS, `--remote-debugging-port=${PORT}`],
  });
  try {
    if (demo) await openDemo(context, url);
    const reports = [];
    for (let run = 0; run < runs; run += 1) {
      const { lhr } = await audit(url + hash, { port: PORT, onlyCategories: CATEGORIES, disableStorageReset: demo, logLevel: 'error' });
      if (lhr.runtimeError) throw new Error(`${name}: ${lhr.runtimeError.message}`);
      reports.push(lhr);
    }
    return summary(name, reports);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function openDemo(context, url) {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByTestId('door-demo').click();
  await page.locator('html[data-book="demo"]').waitFor();
  // The demo opens on its check-up.
  await page.getByTestId('vital-1').waitFor({ timeout: 60_000 });
  await page.close();
}

function summary(name, reports) {
  const middle = (of) => median(reports.map(of));
  const failed = new Set();
  for (const { categories, audits } of reports) {
    for (const category of ['accessibility', 'best-practices']) {
      for (const { id } of categories[category].auditRefs) if (audits[id].score !== null && audits[id].score < 1) failed.add(audits[id].title);
    }
  }
  return {
    name,
    scores: Object.fromEntries(CATEGORIES.map((key) => [key, Math.round(100 * middle(({ categories }) => categories[key].score))])),
    metrics: Object.fromEntries(Object.entries(METRICS).map(([key, id]) => [key, middle(({ audits }) => audits[id].numericValue)])),
    failed: [...failed],
  };
}
