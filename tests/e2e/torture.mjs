// The long fault tests: node tests/e2e/torture.mjs [--kills 250] [--seed 1] [--quick] [--only kill,gone,other,quota,calls,tabs,backups,files]
// One table at the end; exit 1 where anything was lost, torn or left unsaid.
import { parseArgs } from 'node:util';
import { failEachCall } from './torture/calls.mjs';
import { damageBackups } from './torture/backups.mjs';
import { killTheBook, killTheOther } from './torture/kill.mjs';
import { spoilFiles } from './torture/files.mjs';
import { sweepQuota } from './torture/quota.mjs';
import { twoTabs } from './torture/tabs.mjs';

const { values } = parseArgs({
  options: { kills: { type: 'string' }, seed: { type: 'string', default: '1' }, quick: { type: 'boolean', default: false }, only: { type: 'string' } },
});
const { quick } = values;
const seed = Number(values.seed);
const kills = Number(values.kills ?? (quick ? 20 : 250));
if (!Number.isInteger(kills) || kills < 1 || !Number.isInteger(seed)) {
  console.error('--kills and --seed are numbers');
  process.exit(2);
}

// On a terminal where it stands; in a log once a minute.
let said = Date.now();
const say = (line) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
  else if (line && Date.now() - said > 60_000) {
    said = Date.now();
    console.error(line);
  }
};
const PARTS = {
  kill: ['kill -9 while the book is written', () => killTheBook({ kills, seed, say })],
  gone: ['kill -9, and the database gone with it', () => killTheBook({ kills: Math.min(kills, 100), seed: seed + 1000, losing: true, say })],
  other: ['kill -9, localStorage saved 300 ms later (not Huitou)', () => killTheOther({ kills: Math.min(kills, 50), seed, say }), true],
  quota: ['quota at every point, met at the commit', () => sweepQuota({ step: quick ? 4_000 : 500, honest: false, say })],
  quota_asked: ['quota at every point, known before', () => sweepQuota({ step: quick ? 30_000 : 4_000, honest: true, say })],
  calls: ['every storage call fails once', () => failEachCall({ every: quick ? 3 : 1, say })],
  tabs: ['two tabs', () => twoTabs({ acts: quick ? 60 : 1000, seed, say })],
  files: ['spoiled files', () => spoilFiles({ rounds: quick ? 2_000 : 20_000, seeds: quick ? [seed] : [seed, seed + 1, seed + 2], say })],
  backups: ['damaged backups', () => damageBackups({ samples: quick ? 40 : 400, seed, say })],
};
const chosen = values.only ? values.only.split(',') : Object.keys(PARTS);

const rows = [];
let failed = false;
for (const part of chosen) {
  const [name, run, expectsLosses] = PARTS[part] ?? [];
  if (!run) {
    console.error(`${part}: no such part; there are ${Object.keys(PARTS).join(', ')}`);
    process.exit(2);
  }
  const begin = Date.now();
  const row = { name, faults: [] };
  try {
    Object.assign(row, await run());
  } catch (error) {
    row.faults.push(`stopped: ${error.stack ?? error}`);
  }
  row.seconds = Math.round((Date.now() - begin) / 1000);
  // A driver that finds nothing where there must be something proves nothing.
  if (expectsLosses && !(row.lost > 0)) row.faults.push('the driver found no losses where there must be some');
  failed ||= row.faults.length > 0;
  rows.push(row);
  say('');
}

const cell = (value) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
for (const { name, faults, ...counts } of rows) {
  const line = Object.entries(counts).map(([key, value]) => `${key.replaceAll('_', ' ')} ${cell(value)}`).join(', ');
  console.log(`| ${name} | ${line} | ${faults.length === 0 ? 'ok' : `${faults.length} FAULTS`} |`);
}
for (const { name, faults } of rows) {
  for (const fault of faults.slice(0, 40)) console.log(`${name}: ${fault}`);
}
process.exit(failed ? 1 : 0);
