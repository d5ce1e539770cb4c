// The book beside others: opening it cold, one commit, backup and restore, memory. All in one run.
//   node scripts/bench.mjs --only book [--orders N --customers N] [--peer-orders N] [--peers dexie,json] [--seconds N]
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../scripts/serve.mjs';
import { number } from '../lib/table.mjs';
import { Contest } from './contest.mjs';
import { ours } from './ours.mjs';
import { peer } from './peers.mjs';
import { printBook } from './report.mjs';

const PAGES = fileURLToPath(new URL('..', import.meta.url));
const LABELS = { json: 'one JSON value', dexie: 'Dexie', pouchdb: 'PouchDB' };
const ROUNDS = { opens: 5, commits: 9, backups: 3 };
const QUICK = { opens: 2, commits: 3, backups: 1 };

/// `{ version, wrong }`: the browser's, and what went wrong as sentences; none, where we could be measured and all
/// answers are right.
export async function runBook({ dist, shop, peerOrders, peers = Object.keys(LABELS), seconds = 600, quiet = 15, quick, say }) {
  const unknown = peers.filter((name) => !LABELS[name]);
  if (unknown.length) throw new Error(`unknown peers: ${unknown.join(', ')}; there are ${Object.keys(LABELS).join(', ')}`);
  const rounds = quick ? QUICK : ROUNDS;
  const folder = mkdtempSync(join(tmpdir(), 'huitou-book-'));
  const clean = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  // Profiles of a million orders are gigabytes; they do not stay, however this ends.
  process.once('exit', clean);
  const hasSite = existsSync(join(dist, 'index.html'));
  const [site, pages] = await Promise.all([startServer({ root: hasSite ? dist : PAGES }), startServer({ root: PAGES })]);
  const about = { folder, seconds, quiet, say };
  try {
    const contest = new Contest([
      ...(hasSite ? [ours({ ...about, url: site.url, shop })] : []),
      ...peers.map((name) => {
        const size = sizeOf(shop, peerOrders?.[name] ?? peerOrders?.all);
        const smaller = size.orders < shop.orders ? ` (${number(size.orders)} orders)` : '';
        return peer({ ...about, name, label: LABELS[name] + smaller, url: pages.url, shop: size });
      }),
    ], { folder, say });
    await contest.load();
    await contest.coldOpens(rounds.opens);
    await contest.commits(rounds.commits);
    await contest.backups(rounds.backups, rounds.commits);
    printBook(contest, shop);
    const wrong = hasSite ? [] : ['there is no dist/: ours was not measured, run make dist first'];
    return { version: contest.version, wrong: [...wrong, ...complaints(contest)] };
  } finally {
    await Promise.all([site.stop(), pages.stop()]);
    clean();
    process.off('exit', clean);
  }
}

/// A smaller shop with as many orders for each customer.
function sizeOf(shop, orders) {
  if (orders === undefined || orders >= shop.orders) return shop;
  return { orders, customers: Math.max(1, Math.round((shop.customers * orders) / shop.orders)) };
}

/// A peer that takes too long is a result; a peer or we ourselves with wrong answers, or we with a failure, are not.
function complaints({ results }) {
  const failures = Object.entries(results.ours?.failed ?? {}).map(([phase, message]) => `ours: ${phase}: ${message}`);
  return [...failures, ...Object.values(results).flatMap(({ wrong }) => wrong)];
}
