// Our promotion conditions beside json-rules-engine: the same carts, the same conditions, the same answers.
//   node scripts/bench.mjs --only conditions [--quick]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median, number, spread } from '../lib/table.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const RACE = fileURLToPath(new URL('race.mjs', import.meta.url));
const PEERS = [
  { name: 'from-lines', label: '  json-rules-engine 7.3.1, from lines' },
  { name: 'from-sums', label: '  json-rules-engine 7.3.1, sums given' },
  { name: 'by-hand-reasons', label: '  JavaScript by hand, from lines, all that is unmet' },
  { name: 'by-hand', label: '  JavaScript by hand, from lines, yes or no' },
];

export const INSIDE = `
ours: lines priced, eligible lines found, and for every promotion the list of all that is unmet, with need and have;
  natively at opt-level 3 (not the wasm of the site), rules laid out anew for each cart. No search for the best set.
json-rules-engine: one rule for each promotion, all of its conditions under "all"; rules built once, outside of the time;
  amounts of the lines are given. "from lines": eligible lines and their sums by two operators of our own; "sums given":
  every sum a fact worked out before, outside of the time; only operators of the package. In Node.js, times after warm-up.
by hand: plain functions from the same lines: as ours with all that is unmet, or up to the first unmet condition.`;

/// The JSON lines that a bench of cargo prints.
export function runCargo(bench, more = []) {
  const args = ['bench', '--locked', '--no-default-features', '--bench', bench, '--', ...more];
  const output = execFileSync('cargo', args, { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  return output.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
}

/// `{ rows, wrong }`: what, median (ours: of the medians of the turns), least and most, runs, ratio to ours; what went
/// wrong as sentences.
export function runConditions({ quick, say }) {
  const folder = mkdtempSync(join(tmpdir(), 'huitou-conditions-'));
  try {
    const cases = join(folder, 'cases.json');
    const ours = [];
    const times = Object.fromEntries(PEERS.map(({ name }) => [name, []]));
    const wrong = new Set();
    // In turn, so that a busy moment of the machine hits all alike.
    for (let turn = 0; turn < (quick ? 1 : 3); turn++) {
      say('conditions: ours, natively');
      ours.push(runCargo('conditions', ['--cases', cases]).find(({ name }) => name === 'reasons_of_all'));
      for (const { name, label } of PEERS) {
        say(`conditions: ${label.trim()}`);
        const { status, stdout } = spawnSync(process.execPath, [RACE, cases, name, quick ? '3' : '5'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
        const answered = stdout.startsWith('{') ? JSON.parse(stdout) : undefined;
        times[name].push(...(answered?.times ?? []));
        if (answered?.wrongCarts > 0) wrong.add(`${label.trim()} answers otherwise than ours for ${answered.wrongCarts} carts`);
        else if (status !== 0) wrong.add(`${label.trim()} did not end well`);
      }
    }
    return { rows: rowsOf(ours, times, JSON.parse(readFileSync(cases, 'utf8'))), wrong: [...wrong] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function rowsOf(ours, times, { promotions, carts, met }) {
  const all = (key) => ours.map((turn) => turn[key]);
  const middle = median(all('median_ms'));
  const runs = all('runs').reduce((sum, runs) => sum + runs, 0);
  const least = Math.min(...all('min_ms'));
  const most = Math.max(...all('max_ms'));
  const conditions = promotions.flat().length;
  const share = (met.flat().length / (carts.length * promotions.length)) * 100;
  return [
    [`${number(carts.length)} carts x ${number(promotions.length)} promotions of ${number(conditions)} conditions; ${number(share)} % are met`],
    ['  ours, natively: all that is unmet', number(middle), spread([least, most]), runs, ''],
    ...PEERS.filter(({ name }) => times[name].length > 0).map(({ name, label }) =>
      [label, number(median(times[name])), spread(times[name]), times[name].length, number(median(times[name]) / middle)]),
  ];
}
