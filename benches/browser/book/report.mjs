// What the contest came to, as one table.
import { median, number, printTable } from '../lib/table.mjs';

const PARTS = [
  ['load', 'all records in, once', 'load'],
  ['ready', 'cold open to "book is read"', 'open'],
  ['figures', 'cold open to the figures', 'open'],
  ['commit', 'one more order, kept', 'commit'],
  ['backup', 'backup, to the complete file', 'backup'],
  ['restore', 'restore into an empty profile', 'restore'],
];

const NOTES = `
load: ours = the file of a Taobao export chosen, read, previewed, confirmed, kept; peers = objects handed over in blocks
  of 10,000. Not the same work: ours parses a CSV and joins it with the book.
cold open: a new browser process on a profile that stays, from navigation; files of the system are warm, starting the
  process is in nobody's time. "book is read": ours = data-ready, with the page drawn; peers = every record an object in
  memory, nothing drawn. "figures": ours = all figures of the page; peers = one sum over the orders.
commit: ours = a file of one row, from the click on confirm to the number of the commit on the page, in strict
  durability; Dexie = one put, strict; PouchDB = one document, relaxed (it knows nothing else); one JSON value = all of
  it made into text and put, strict.
backup: ours with its checksum; peers = all records as one JSON text without one. restore: from choosing the file.
  ours = checks, shows a preview, replaces, with the clicks of a script; peers = parse and put.
runs: what takes more than a minute is done once, an opening twice; who was loaded for more than five is not restored.
memory: after a collection, less the same page with an empty store: heap of JavaScript + its buffers + memory of
  WebAssembly, which never shrinks and so holds the peak of opening. Workers and the browser's own process are not in it.
checksum: customers/orders/net fen of counted orders, against what the generator made; restored ones hold the commits.`;

export function printBook({ contestants, results }, shop) {
  const rows = PARTS.flatMap(([part, what, phase]) => [[what], ...contestants.map((who) => row(who, results, part, phase, shop))]);
  printTable([
    [`the book: ${whole(shop.orders)} orders of ${whole(shop.customers)} customers; milliseconds`, 'median', 'min', 'max', 'runs', '/ ours'],
    ...rows,
  ]);
  for (const { label, name } of contestants) {
    for (const [phase, message] of Object.entries(results[name].failed)) console.log(`  ${label}, ${phase}: ${message}`);
  }
  console.log();
  printTable([
    ['backup and memory', 'backup bytes', '/ order', 'memory bytes', '/ order', 'of that heap', 'buffers', 'wasm', 'workers', 'empty page'],
    ...contestants.map((who) => sizes(who, results[who.name])),
  ]);
  console.log(NOTES);
  console.log(`checksums: ${contestants.map(({ name }) => `${name} ${[...results[name].answers].join(' then ') || 'none'}`).join(', ')}`);
}

function row({ name, label, shop }, results, part, phase, all) {
  const times = results[name].times[part];
  if (!times?.length) return [`  ${label}`, results[name].failed[phase] || results[name].failed.load ? 'see below' : '-'];
  const against = results.ours?.times[part];
  // A ratio between books of different sizes would be a guess.
  const isAlike = against?.length && name !== 'ours' && shop.orders === all.orders;
  const middle = median(times);
  return [`  ${label}`, number(middle), number(Math.min(...times)), number(Math.max(...times)), times.length, isAlike ? number(middle / median(against)) : ''];
}

const whole = (value) => value.toLocaleString('en-US');
const sum = ({ heap, buffers, wasm }) => heap + buffers + wasm;

function sizes({ label, shop }, { bytes, memory, empty }) {
  const cells = [`  ${label}`, bytes === undefined ? '-' : number(bytes), bytes === undefined ? '' : number(bytes / shop.orders)];
  if (!memory || !empty) return [...cells, '-'];
  const more = (part) => number(memory[part] - empty[part]);
  const all = sum(memory) - sum(empty);
  return [...cells, number(all), number(all / shop.orders), more('heap'), more('buffers'), more('wasm'), memory.workers, number(sum(empty))];
}
