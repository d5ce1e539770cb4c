// Reading files beside others: lines per second, the longest task on the page, peak memory. All in one run.
//   node scripts/bench.mjs --only files [--lines 541909] [--quick]
import { existsSync, mkdtempSync, rmSync, writeFileSync, createReadStream } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../scripts/serve.mjs';
import { launch } from '../lib/rounds.mjs';
import { median, number, printTable, spread } from '../lib/table.mjs';
import { MAPPING, linesOf, writeCsv, writeWorkbook } from './lines.mjs';
import { watchMemory } from './memory.mjs';

const PAGES = fileURLToPath(new URL('..', import.meta.url));
const PEERS = [
  { label: 'PapaParse 5.7.1, its parse alone', peer: 'papaparse', file: 'lines.csv' },
  { label: 'SheetJS 0.18.5, its parse alone', peer: 'sheetjs', file: 'lines.xlsx' },
];
const SECONDS = 300;

/// `{ version, wrong }`: the browser's, and what went wrong as sentences.
export async function runFiles({ dist, lines, quick, say }) {
  if (!existsSync(join(dist, 'index.html'))) return { wrong: ['there is no dist/: run make dist first'] };
  const folder = mkdtempSync(join(tmpdir(), 'huitou-files-'));
  say(`writing ${number(lines)} lines as csv and as xlsx`);
  await writeCsv(join(folder, 'lines.csv'), lines);
  await writeWorkbook(join(folder, 'lines.xlsx'), lines);
  writeFileSync(join(folder, 'mapping.json'), JSON.stringify(MAPPING));
  const site = await startServer({ root: dist });
  const pages = await startServer({ root: PAGES, intercept: filesOf(folder) });
  const rounds = quick ? 1 : 5;
  const results = [];
  let version;
  const round = async (label, work) => {
    say(label);
    const browser = await launch();
    version = browser.version();
    try {
      return await work(browser);
    } finally {
      await browser.close();
    }
  };
  try {
    for (const file of ['lines.csv', 'lines.xlsx']) {
      const label = `ours, ${file.split('.')[1]}: chosen to previewed`;
      const runs = [];
      for (let at = 0; at < rounds; at++) runs.push(await round(label, (browser) => ours(browser, site.url, folder, file)));
      results.push({ label, runs });
    }
    for (const { label, peer, file } of PEERS) {
      const runs = [];
      for (let at = 0; at < rounds; at++) runs.push(await round(label, (browser) => theirs(browser, pages.url, peer, file)));
      results.push({ label, runs });
    }
  } finally {
    await Promise.all([site.stop(), pages.stop()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  report(results, lines);
  return { version, wrong: complaints(results, lines) };
}

const filesOf = (folder) => (_request, response, path) => {
  const name = path.match(/^files\/made\/([\w.]+)$/)?.[1];
  if (!name) return false;
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  createReadStream(join(folder, name)).pipe(response);
  return true;
};

/// Tasks beyond 50 ms, as the browser counts them, from now on.
const watchTasks = () => {
  window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'longtask' });
};

async function ours(browser, url, folder, file) {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'zh-CN' })).newPage();
  await page.goto(`${url}#/data`);
  await page.waitForSelector('html[data-ready="book"]');
  await page.waitForSelector('html[data-offline="ready"]');
  await page.evaluate(watchTasks);
  const stop = await watchMemory(browser);
  const from = performance.now();
  await page.locator('[data-testid="import-file"]').setInputFiles([join(folder, file), join(folder, 'mapping.json')]);
  const preview = page.locator('[data-testid="import-preview"]');
  await preview.waitFor({ timeout: SECONDS * 1000 });
  const ms = performance.now() - from;
  const memory = await stop();
  const reading = await page.evaluate(() => window.longTasks.splice(0));
  const orders = Number(await preview.getAttribute('data-new'));
  await page.locator('[data-testid="import-confirm"]').click();
  await page.locator('[data-testid="import-done"]').waitFor({ timeout: SECONDS * 1000 });
  // Until everything is written down, its copy included.
  await page.waitForTimeout(5000);
  const writing = await page.evaluate(() => window.longTasks);
  return { ms, memory, task: Math.max(0, ...reading), writing: Math.max(0, ...writing), orders };
}

async function theirs(browser, url, peer, file) {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`${url}files/page.html`);
  await page.waitForFunction(() => window.run !== undefined);
  await page.evaluate(watchTasks);
  const stop = await watchMemory(browser);
  const { ms, rows } = await page.evaluate(([peer, file]) => window.run(peer, file), [peer, file]);
  const memory = await stop();
  return { ms, memory, task: Math.max(0, ...(await page.evaluate(() => window.longTasks))), rows };
}

function report(results, lines) {
  const middle = (runs, key) => median(runs.map((run) => run[key]));
  const megabytes = (bytes) => number(bytes / 1_000_000);
  printTable([
    [`${number(lines)} lines of 8 columns`, 'ms', 'min-max', 'lines/s', 'longest task', 'while written', 'peak memory, MB'],
    ...results.map(({ label, runs }) => [
      label,
      number(middle(runs, 'ms')),
      spread(runs.map((run) => run.ms)),
      number(lines / (middle(runs, 'ms') / 1000)),
      number(Math.max(...runs.map((run) => run.task))),
      runs[0].writing === undefined ? '' : number(Math.max(...runs.map((run) => run.writing))),
      megabytes(middle(runs, 'memory')),
    ]),
  ]);
  console.log(`
ours: from the choice of the file to the preview: read off the disk, decoded, split, mapped, checked, joined to orders and
  compared with the book. peers: the content lies in memory; their parse to rows of cells alone. Tasks in milliseconds,
  the longest of all rounds, 0 = none above 50; "while written" from the confirmation until all is on disk. Memory: of the
  browser's processes that show pages, the peak above the beginning.`);
}

function complaints(results, lines) {
  const orders = new Set();
  for (const line of linesOf(lines)) {
    if (!line[0].startsWith('C') && line[6] !== '') orders.add(line[0]);
  }
  return results.flatMap(({ label, runs }) => runs.flatMap((run) => {
    if (run.orders !== undefined && run.orders !== orders.size) return [`${label}: ${run.orders} orders, not ${orders.size}`];
    if (run.rows !== undefined && run.rows !== lines) return [`${label}: ${run.rows} rows, not ${lines}`];
    return [];
  }));
}
