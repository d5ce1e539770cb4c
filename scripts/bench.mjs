// `make bench`: the table of measurements. All of it is of one run on one machine, so the ratios mean something.
//   node scripts/bench.mjs                 natively, in a browser beside other engines, the book, files, conditions, bytes of the first load
//   node scripts/bench.mjs --quick         the same with few rounds
//   node scripts/bench.mjs --only book     instead: the book beside other stores (options: benches/browser/book/index.mjs)
//   node scripts/bench.mjs --only files    instead: the reading of files beside PapaParse and SheetJS (benches/browser/files)
//   node scripts/bench.mjs --only loyalty  instead: the search for the best set of promotions, and the conditions
//   node scripts/bench.mjs --only conditions    instead: the conditions of promotions beside json-rules-engine (benches/browser/rules)
//   node scripts/bench.mjs --only first-load    instead: the bytes of the first load
//   node scripts/bench.mjs --only screens  instead: how fast the pages answer with a large book
//   node scripts/bench.mjs --only lighthouse    instead: what Lighthouse says of dist/ on its throttled phone
//   node scripts/bench.mjs --opt-levels    instead: what each opt-level costs in bytes and in time
//   node scripts/bench.mjs --orders 20000 --customers 2000    another size, for working on the bench itself
// Exits with 1 when two engines do not agree on the answer.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runBook } from '../benches/browser/book/index.mjs';
import { runFiles } from '../benches/browser/files/index.mjs';
import { bare } from '../benches/browser/lib/bare.js';
import { firstLoad } from '../benches/browser/lib/first-load.mjs';
import { buildBare, shrink, sizes } from '../benches/browser/lib/kernel.mjs';
import { runEngines } from '../benches/browser/lib/rounds.mjs';
import { INSIDE as INSIDE_CONDITIONS, runCargo, runConditions } from '../benches/browser/rules/index.mjs';
import { lighthouse } from '../benches/browser/lib/lighthouse.mjs';
import { runScreens, screenRows } from '../benches/browser/screens/index.mjs';
import { median, number, printTable, spread } from '../benches/browser/lib/table.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PACKAGES = join(ROOT, 'benches', 'browser');
/// The size of benches/figures.rs, which knows no other.
const NATIVE = { orders: 1_000_000, customers: 100_000 };
const LEVELS = ['z', 's', '2', '3'];

/// The packages, once per lock file; setup.sh leaves the same stamp in tests/e2e.
function install() {
  const lock = join(PACKAGES, 'package-lock.json');
  const stamp = join(PACKAGES, 'node_modules', '.lock-of-install');
  if (existsSync(stamp) && readFileSync(stamp).equals(readFileSync(lock))) return;
  execFileSync('npm', ['ci', '--prefix', PACKAGES, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: ['ignore', 'ignore', 'inherit'] });
  copyFileSync(lock, stamp);
}

// The machine ----------------------------------------------------------------------------------------------

const say = (line) => console.error(`bench: ${line}`);
const load = () => loadavg().map((value) => value.toFixed(2)).join(' ');
const rustc = () => execFileSync('rustc', ['--version'], { encoding: 'utf8' }).trim();
const machine = (browser) =>
  `${availableParallelism()} x ${cpus()[0].model.trim()}, ${rustc()}, Chromium ${browser}, Node.js ${process.versions.node}`;

// Natively -------------------------------------------------------------------------------------------------

/// The measurements of benches/figures.rs by name, megabytes by file, the checksum.
function runNative() {
  const args = ['bench', '--locked', '--no-default-features', '--bench', 'figures'];
  const output = execFileSync('cargo', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  return {
    measured: Object.fromEntries(lines.filter((line) => line.name).map((line) => [line.name, line])),
    megabytes: Object.fromEntries(lines.filter((line) => line.file).map((line) => [line.file, line.megabytes])),
    checksum: lines.find((line) => line.checksum !== undefined)?.checksum,
  };
}

function nativeRows({ measured, megabytes }, ours) {
  const row = (name, what, against) => {
    const { median_ms, min_ms, max_ms, runs } = measured[name];
    const size = megabytes[name];
    const detail = size === undefined ? '' : ` (${size} MB, ${number(size / (median_ms / 1000))} MB/s)`;
    return [what + detail, number(median_ms), `${number(min_ms)}-${number(max_ms)}`, runs, '', against ? number(median_ms / against) : ''];
  };
  return [
    ['natively, opt-level 3'],
    row('columns_from_orders', '  lay out in columns'),
    row('all_figures', '  all figures', median(ours.times.all_figures)),
    row('one_more_order', '  one more order'),
    row('read_500000_rows_utf8', '  read 500,000 rows UTF-8'),
    row('read_500000_rows_gbk', '  read 500,000 rows GBK'),
    row('book_open_500000', '  book of 500,000 orders: pages to figures\' columns'),
    row('book_import_500000', '  the same: taken into an empty book'),
    row('book_backup_500000', '  the same: as a backup'),
    row('book_restore_500000', '  the same: backup read, checked, put in place'),
  ];
}

// In a browser ---------------------------------------------------------------------------------------------

function browserRows(results) {
  const figures = median(results.ours.times.all_figures);
  const both = median(results.ours.times.both);
  const row = (what, name, part) => {
    const { times, first, slow } = results[name];
    const middle = median(times[part]);
    return [what, number(middle), spread(times[part]), times[part].length, number(first[part]),
      number(middle / figures), number(middle / both), slow[part] ? number(median(slow[part])) : ''];
  };
  return [
    ['in Chromium, in turn'],
    row('  ours: lay out in columns', 'ours', 'lay_out'),
    row('  ours: all figures', 'ours', 'all_figures'),
    row('  ours: both', 'ours', 'both'),
    row('  JavaScript, typed arrays: RFM only', 'typed', 'rfm'),
    row('  JavaScript, objects and Map: RFM only', 'objects', 'rfm'),
    row('  DuckDB-wasm, SQL: RFM only', 'duckdb', 'rfm'),
  ];
}

const INSIDE = `
ours: dictionary-encoded orders lie in wasm memory as they came; "lay out" groups them by customer, sorts by day and
  fills columns (done once when the book opens); "all figures" is one pass over the columns for everything: stages,
  cycles, years, cohorts, money, composition and RFM with its cells.
peers: the same orders with the same small whole numbers for customers, already in the engine's own form (typed
  arrays; a million objects; a table in memory); only what the 125 RFM cells need. DuckDB: one thread, EH build, in
  its worker; the time holds the way to it and back. Making the orders is in nobody's time.
first: the very first call, before the browser has optimised anything. phone: median of at most 9 runs with the
  processor slowed down 4 times by DevTools. Ratios are of medians; below 1 = faster than ours. Natively and in the
  browser are two runs one after the other.`;

async function compare(shop, rounds) {
  const native = shop.orders === NATIVE.orders && shop.customers === NATIVE.customers ? (say('natively'), runNative()) : undefined;
  say('building the module');
  const built = buildBare('kernel');
  const module = shrink(built) ?? built;
  say(`in the browser, ${rounds.measured} rounds`);
  const { version, results } = await runEngines([
    { name: 'ours', script: 'ours', module, slowToo: true },
    { name: 'typed', script: 'typed' },
    { name: 'objects', script: 'objects' },
    { name: 'duckdb', script: 'duckdb' },
  ], shop, rounds);

  printTable([
    [`${number(shop.orders)} orders of ${number(shop.customers)} customers; milliseconds`, 'median', 'min-max', 'runs', 'first', '/ all figures', '/ both', 'phone'],
    ...(native ? nativeRows(native, results.ours) : [['natively: only for 1,000,000 orders of 100,000 customers']]),
    ...browserRows(results),
  ]);
  console.log(INSIDE);
  const duckdb = statSync(join(PACKAGES, 'node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm')).size;
  const how = module === bare ? 'without wasm-opt, which is not on PATH' : 'after wasm-opt, as the site has it';
  console.log(`modules: ours ${number(statSync(module).size)} bytes (${how}), DuckDB-wasm ${number(duckdb)} bytes`);
  return { version, checksums: { ...(native && { native: [native.checksum] }), ...checksumsOf(results) } };
}

// Opt-levels -----------------------------------------------------------------------------------------------

/// Each level as cargo leaves it, and as the site would ship it where wasm-opt is at hand.
function modulesOfLevels() {
  return LEVELS.flatMap((level) => {
    say(`building with opt-level ${level}`);
    const module = buildBare('kernel', level);
    const small = shrink(module);
    return [{ name: `opt-${level}`, module }, ...(small ? [{ name: `opt-${level}-wasm-opt`, module: small }] : [])];
  });
}

async function compareLevels(shop, rounds) {
  const modules = modulesOfLevels();
  say(`in the browser, ${rounds.measured} rounds`);
  const engines = modules.map((engine) => ({ ...engine, script: 'ours', slowToo: true }));
  const { version, results } = await runEngines(engines, shop, rounds);
  const base = median(results[modules[0].name].times.all_figures);
  printTable([
    ['module', 'bytes', 'brotli 11', 'lay out', 'all figures', 'min-max', 'first', `/ ${modules[0].name}`, 'phone'],
    ...modules.map(({ name, module }) => {
      const { times, first, slow } = results[name];
      const { raw, brotli } = sizes(module);
      const middle = median(times.all_figures);
      return [name, number(raw), number(brotli), number(median(times.lay_out)), number(middle), spread(times.all_figures),
        number(first.all_figures), number(middle / base), number(median(slow.all_figures))];
    }),
  ]);
  console.log('\nmilliseconds; the kernel alone (figures, no interface); "wasm-opt": after wasm-opt as index.html has it.');
  return { version, checksums: checksumsOf(results) };
}

// The first load -------------------------------------------------------------------------------------------

async function printFirstLoad() {
  console.log();
  const load = await firstLoad(join(ROOT, 'dist'));
  if (!load) return console.log('first load: there is no dist/, run make dist first');
  const rows = (files) => files.map(({ name, raw, brotli }) => [`  ${name}`, number(raw), number(brotli)]);
  const sum = (what, files) => {
    const total = (key) => number(files.reduce((sum, file) => sum + file[key], 0));
    return [what, total('raw'), total('brotli')];
  };
  printTable([
    ['dist/, each file by itself', 'bytes', 'brotli 11'],
    sum('first load: the doors', load.loaded),
    ...rows(load.loaded),
    sum('opening with a book: the customers', load.opened),
    ...rows(load.opened),
    sum('afterwards (service worker; icons as the device likes)', load.later),
    ...rows(load.later),
  ]);
}

// Lighthouse -----------------------------------------------------------------------------------------------

async function printLighthouse(runs) {
  console.log();
  const pages = await lighthouse(join(ROOT, 'dist'), runs);
  if (!pages) return console.log('lighthouse: there is no dist/, run make dist first');
  printTable([
    [`medians of ${runs}, phone`, 'performance', 'accessibility', 'best practices', 'FCP ms', 'LCP ms', 'TBT ms', 'CLS'],
    ...pages.map(({ name, scores, metrics }) => [name, ...Object.values(scores).map(String),
      number(metrics.fcp), number(metrics.lcp), number(metrics.tbt), metrics.cls.toFixed(3)]),
  ]);
  for (const { name, failed } of pages) for (const title of failed) console.log(`${name}: ${title}`);
}

// The book -------------------------------------------------------------------------------------------------

/// True where nothing went wrong. `--peer-orders 200000`, or for one of them `--peer-orders pouchdb:200000`.
async function book(call, shop) {
  console.log();
  const before = load();
  const peerOrders = Object.fromEntries((call['peer-orders']?.split(',') ?? []).map((text) => {
    const [orders, name = 'all'] = text.split(':').reverse();
    return [name, count(orders)];
  }));
  const { version, wrong } = await runBook({
    dist: call.dist, shop, peerOrders, quick: call.quick, say,
    peers: call.peers?.split(',').filter(Boolean), seconds: count(call.seconds), quiet: count(call.quiet),
  });
  console.log(machine(version));
  console.log(`load before ${before}, after ${load()}`);
  for (const sentence of wrong) console.error(`bench: ${sentence}`);
  return wrong.length === 0;
}

// Screens ----------------------------------------------------------------------------------------------------

async function screens(call, shop) {
  console.log();
  const before = load();
  const measured = await runScreens({ dist: call.dist, shop, quick: call.quick, say });
  if (!measured) return console.log('screens: there is no dist/, run make dist first');
  printTable([
    [`${number(shop.orders)} orders of ${number(shop.customers)} customers; ms`, 'times', 'median', '95 %', 'most', 'phone: median', '95 %', 'most'],
    ...screenRows(measured.rows),
  ]);
  console.log(machine(measured.version));
  console.log(`load before ${before}, after ${load()}`);
}

// Files ------------------------------------------------------------------------------------------------------

/// True where nothing went wrong.
async function files(call) {
  console.log();
  const before = load();
  const { version, wrong } = await runFiles({ dist: call.dist, lines: count(call.lines), quick: call.quick, say });
  if (version) console.log(machine(version));
  console.log(`load before ${before}, after ${load()}`);
  for (const sentence of wrong) console.error(`bench: ${sentence}`);
  return wrong.length === 0;
}

// Promotions -------------------------------------------------------------------------------------------------

/// The search as benches/loyalty.rs measures it: every way of looking against the one by bounds.
function searchRows() {
  say('the search, natively');
  const measured = runCargo('loyalty').filter(({ median_ms }) => median_ms !== undefined);
  const medians = Object.fromEntries(measured.map(({ name, median_ms }) => [name, median_ms]));
  return [
    ['the best set, natively, opt-level 3'],
    ...measured.map(({ name, median_ms, min_ms, max_ms, runs }) => {
      const bound = name.endsWith('_every_set') ? medians[name.replace('_every_set', '_bound')] : undefined;
      const what = name.replaceAll('_', ' ');
      return [`  ${what}`, number(median_ms), `${number(min_ms)}-${number(max_ms)}`, runs, bound ? number(median_ms / bound) : ''];
    }),
  ];
}

/// Carts for examples/counter.rs, by the names that benches/loyalty.rs has for them.
const COUNTERS = [
  ['cart_12_lines_30_promotions_6_coupons', (counter) => counter.cart(12, 30, 6, 40)],
  ['cart_50_lines_200_promotions_12_coupons', (counter) => counter.cart(50, 200, 12, 300)],
  ['the_same_most_for_these_goods', (counter) => counter.cart(50, 200, 12, 75)],
  ['coupons_12_bound', (counter) => counter.coupons(12)],
  ['coupons_18_bound', (counter) => counter.coupons(18)],
  ['coupons_30_bound', (counter) => counter.coupons(30)],
];

/// The same search as the site has it: wasm at its opt-level, run by the engine of Chromium.
async function counterRows(runs) {
  say('the search, as wasm');
  const file = buildBare('counter');
  const counter = await bare(await WebAssembly.compile(readFileSync(shrink(file) ?? file)));
  const rows = COUNTERS.map(([name, open]) => {
    open(counter);
    counter.best();
    const times = Array.from({ length: runs }, () => {
      const start = performance.now();
      counter.best();
      return performance.now() - start;
    });
    const what = name.replaceAll('_', ' ') + (counter.is_proven() ? '' : ', not proven');
    return [`  ${what}`, number(median(times)), spread(times), times.length, ''];
  });
  return [['the best set, as wasm of the site in V8 (Node.js)'], ...rows];
}

/// True where nothing went wrong.
async function promotions(call, { search }) {
  console.log();
  const before = load();
  const { rows, wrong } = runConditions({ quick: call.quick, say });
  printTable([
    ['conditions of promotions; milliseconds', 'median', 'min-max', 'runs', search ? '/ ours, bound' : '/ ours'],
    ...rows,
    ...(search ? [...searchRows(), ...(await counterRows(call.quick ? 3 : 9))] : []),
  ]);
  console.log(INSIDE_CONDITIONS);
  console.log(`${availableParallelism()} x ${cpus()[0].model.trim()}, ${rustc()}, Node.js ${process.versions.node}`);
  console.log(`load before ${before}, after ${load()}`);
  for (const sentence of wrong) console.error(`bench: ${sentence}`);
  return wrong.length === 0;
}

// ----------------------------------------------------------------------------------------------------------

const checksumsOf = (results) => Object.fromEntries(Object.entries(results).map(([name, { checksums }]) => [name, checksums]));

/// Prints who answered what; true where all answered alike, always.
function agree(checksums) {
  const all = Object.values(checksums).flat();
  console.log(`checksums: ${Object.entries(checksums).map(([name, sums]) => `${name} ${sums.join('/')}`).join(', ')}`);
  return all.length > 0 && all.every((sum) => sum === all[0]);
}

function count(text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text}: a whole number from 1 on was expected`);
  return Number(text);
}

async function main() {
  const { values: call } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      'opt-levels': { type: 'boolean', default: false },
      orders: { type: 'string', default: String(NATIVE.orders) },
      customers: { type: 'string', default: String(NATIVE.customers) },
      only: { type: 'string' },
      lines: { type: 'string', default: '541909' },
      dist: { type: 'string', default: join(ROOT, 'dist') },
      peers: { type: 'string' },
      'peer-orders': { type: 'string' },
      seconds: { type: 'string', default: '600' },
      quiet: { type: 'string', default: '15' },
    },
  });
  const shop = { orders: count(call.orders), customers: count(call.customers) };
  const rounds = call.quick ? { warmUp: 2, measured: 3 } : { warmUp: 4, measured: 15 };
  const alone = ['book', 'files', 'loyalty', 'conditions', 'first-load', 'screens', 'lighthouse'];
  if (call.only !== undefined && !alone.includes(call.only)) throw new Error(`--only ${call.only}: ${alone.join(', ')} stand by themselves`);
  install();
  if (call.only === 'book') {
    if (!(await book(call, shop))) process.exitCode = 1;
    return;
  }
  if (call.only === 'first-load') return printFirstLoad();
  if (call.only === 'screens') return screens(call, shop);
  if (call.only === 'lighthouse') return printLighthouse(call.quick ? 1 : 3);
  if (call.only === 'files') {
    if (!(await files(call))) process.exitCode = 1;
    return;
  }
  if (call.only === 'loyalty' || call.only === 'conditions') {
    if (!(await promotions(call, { search: call.only === 'loyalty' }))) process.exitCode = 1;
    return;
  }
  const before = load();
  const { version, checksums } = await (call['opt-levels'] ? compareLevels : compare)(shop, rounds);
  console.log(machine(version));
  console.log(`load before ${before}, after ${load()}`);
  const agreed = agree(checksums);
  if (!call['opt-levels']) {
    if (!(await book(call, shop))) process.exitCode = 1;
    if (!(await files(call))) process.exitCode = 1;
    if (!(await promotions(call, { search: true }))) process.exitCode = 1;
    await printFirstLoad();
  }
  if (!agreed) {
    console.error('bench: the engines do not agree on the answer');
    process.exitCode = 1;
  }
}

await main();
