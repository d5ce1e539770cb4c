// The browser is killed while the book is written, again and again, and what it had acknowledged is looked for.
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServer } from '../server.mjs';
import { backup, barsOf, chance, contentOf, expected, figures, keepFiles, mark, numberOf, open, orderFile, pause, seqOf } from '../seller.mjs';
import { marked, watchCopies, work, workBesideIt } from './activity.mjs';
import { start } from './process.mjs';

const PEER = fileURLToPath(new URL('peer', import.meta.url));
/// A kill falls within so many milliseconds of the first act; every fifth may wait longer, for imports to be in.
const WINDOW_MS = 400;
const LONG_WINDOW_MS = 3000;
/// Every tenth comes when it has become quiet, about when the app writes everything down: that many sales make it
/// do so, that long after the last of them.
const BURST = 70;
const QUIET_MS = [1350, 1900];

/// What must stand in the book: every name is there, is not, or may be either way until it is looked at.
class Model {
  orders = new Map();
  imports = new Map();
  seq = 0;
  /// Begun and not acknowledged.
  unsure = [];
  /// Planned, and not heard of: the word of their beginning may have died with the browser.
  unheard = [];

  apply(act) {
    if (act.kind === 'sale') this.orders.set(`sale ${act.nick}`, act.fen);
    if (act.kind === 'import') {
      for (let row = 0; row < act.rows; row++) this.orders.set(numberOf(act.file, row), (100 + row + act.file % 50) * 100);
      this.imports.set(act.file, act);
    }
    if (act.kind === 'undo') {
      const { rows } = this.imports.get(act.file);
      for (let row = 0; row < rows; row++) this.orders.delete(numberOf(act.file, row));
      this.imports.delete(act.file);
    }
  }
}

const burst = (random, round) =>
  Array.from({ length: BURST }, (_, n) => ({ kind: 'sale', nick: `r${round}s${n}`, fen: 100 + random.below(90_000), wait: false, name: `sale r${round}s${n}` }));

function plan(random, round, model) {
  const acts = [];
  let file = round * 100;
  for (let step = 0; acts.length < 120; step++) {
    const roll = random.next();
    if (step > 0 && roll < 0.3) {
      const rows = 3 + random.below(25);
      file += 1;
      acts.push({ kind: 'import', file, rows, text: orderFile(file, rows), name: `import ${file}` });
      if (random.next() < 0.5) acts.push({ kind: 'undo', file, name: `undo ${file}` });
    } else if (step === 0 && roll < 0.3 && model.imports.size > 0) {
      const old = [...model.imports.keys()].at(-1);
      acts.push({ kind: 'undo', file: old, name: `undo ${old}` });
    } else {
      for (let n = 1 + random.below(4); n > 0; n--) {
        const nick = `r${round}s${acts.length}`;
        acts.push({ kind: 'sale', nick, fen: 100 + random.below(90_000), wait: n === 1, name: `sale ${nick}` });
      }
    }
  }
  return acts;
}

/// A killed book whose database went with it before a copy was made cannot come back. The page must say so, and not
/// greet as on a first visit; then it begins anew. True where that was so.
async function saidMissing(page) {
  if (await mark(page, 'book-missing').count() === 0) return false;
  await mark(page, 'begin-anew').click();
  await mark(page, 'begin-anew-confirm').click();
  await mark(page, 'book-missing').waitFor({ state: 'detached' });
  return true;
}

/// Looks at the book after a kill: what of the acknowledged is lost, what is torn.
async function look(page, model, count) {
  const seq = await seqOf(page);
  const bars = await barsOf(page);
  const content = contentOf(await backup(page));
  const shown = await figures(page);
  const wrong = [];
  if (bars.length > 0) wrong.push(`the page says ${bars}`);
  if (seq < model.seq) wrong.push(`the last commit is ${seq}, ${model.seq} was acknowledged`);
  // The acts without an acknowledgement: in the order in which they were begun, each whole or not at all, and
  // none behind one that is not there.
  const rest = model.unsure;
  model.unsure = [];
  let held = true;
  for (const act of rest) {
    const there = act.kind === 'undo'
      ? !content.orders.has(numberOf(act.file, 0))
      : content.orders.has(act.kind === 'sale' ? `sale ${act.nick}` : numberOf(act.file, 0));
    if (there && !held) wrong.push(`${act.name} is there, what was begun before it is not`);
    held &&= there;
    if (there) {
      model.apply(act);
      count.unacknowledged_but_there += 1;
    }
  }
  for (const act of model.unheard) {
    const isThere = act.kind === 'undo'
      ? model.imports.has(act.file) && !content.orders.has(numberOf(act.file, 0))
      : content.orders.has(act.kind === 'sale' ? `sale ${act.nick}` : numberOf(act.file, 0));
    if (!isThere) continue;
    model.apply(act);
    count.unacknowledged_but_there += 1;
  }
  model.unheard = [];
  model.seq = seq;
  const lost = [...model.orders.keys()].filter((name) => !content.orders.has(name));
  const more = [...content.orders.keys()].filter((name) => !model.orders.has(name));
  const other = [...model.orders].filter(([name, fen]) => content.orders.has(name) && content.orders.get(name).paid !== fen);
  if (more.length > 0) wrong.push(`nobody wrote ${more.slice(0, 3)} (${more.length} orders)`);
  if (other.length > 0) wrong.push(`another amount: ${other.slice(0, 3)}`);
  if (content.twice.length > 0) wrong.push(`twice: ${content.twice}`);
  const standing = content.imports.filter((it) => it.present).length;
  if (standing !== model.imports.size) wrong.push(`${standing} imports stand, ${model.imports.size} should`);
  if (content.orders.size > 0) {
    for (const [key, value] of Object.entries(expected(content))) {
      if (shown[key] !== value) wrong.push(`${key} is ${shown[key]}, should be ${value}`);
    }
  }
  // So that one loss is counted once.
  for (const name of lost) model.orders.delete(name);
  for (const name of more) model.orders.set(name, content.orders.get(name).paid);
  for (const file of model.imports.keys()) {
    if (!content.orders.has(numberOf(file, 0))) model.imports.delete(file);
  }
  return { lost, wrong };
}

/// `kills` times. `in_writing` counts the kills with an act begun and not acknowledged; `lost` acknowledged orders
/// that are gone; `torn` books that are not what the acts make of them, whatever the difference; `came_back` books
/// that the page says it had back from the second copy. With `losing`, each kill takes the browser's database with
/// it, and only what was copied counts as acknowledged: it must come back every time, and a book of which there was no
/// copy yet must be said to be missing (`said_missing`). `copy_ms` makes copies slow;
/// each kill then waits for the mark that a book is here.
export async function killTheBook({ kills, seed = 1, losing = false, copy_ms = 0, say = () => {} }) {
  const random = chance(seed);
  const site = await startServer();
  const profile = mkdtempSync(join(tmpdir(), 'huitou-kill-'));
  const model = new Model();
  const count = { kills: 0, in_writing: 0, at_checkpoint: 0, acts: 0, acknowledged_imports: 0, acknowledged_undos: 0,
    lost: 0, losses: 0, torn: 0, came_back: 0, said_missing: 0, unacknowledged_but_there: 0, faults: [] };
  try {
    for (let round = 0; round <= kills; round++) {
      // What the kill left, before a browser mends it: evidence where something is lost.
      const [left, copy] = [join(profile, 'Default'), `${profile}-left`];
      rmSync(copy, { recursive: true, force: true });
      for (const folder of ['IndexedDB', 'Local Storage', 'WebStorage']) {
        if (existsSync(join(left, folder))) cpSync(join(left, folder), join(copy, folder), { recursive: true });
      }
      const mustComeBack = losing && model.seq > 0;
      if (losing) rmSync(join(left, 'IndexedDB'), { recursive: true, force: true });
      const browser = await start(profile);
      try {
        const { page, context } = browser;
        await keepFiles(context);
        await context.addInitScript(watchCopies, copy_ms);
        await open(page, `${site.url}#/data`);
        if (losing && await saidMissing(page)) count.said_missing += 1;
        const cameBack = await mark(page, 'book-recovered').count();
        count.came_back += cameBack;
        if (cameBack === 0 && mustComeBack) count.faults.push(`kill ${round}: nothing is said to have come back`);
        const { lost, wrong } = round === 0 ? { lost: [], wrong: [] } : await look(page, model, count);
        count.lost += lost.length;
        count.torn += wrong.length > 0 ? 1 : 0;
        count.losses += lost.length > 0 ? 1 : 0;
        count.faults.push(...lost.slice(0, 3).map((name) => `kill ${round}: lost ${name} (${lost.length} in all)`), ...wrong.map((it) => `kill ${round}: ${it}`));
        if (lost.length > 0) {
          const kept = `${profile}-loss-${round}`;
          cpSync(copy, kept, { recursive: true });
          if (existsSync(join(left, 'IndexedDB'))) cpSync(join(left, 'IndexedDB'), join(kept, 'after'), { recursive: true });
          count.faults.push(`kill ${round}: what the browser found is kept in ${kept}`);
        }
        if (round === kills) break;
        const quiet = round % 10 === 4;
        const acts = quiet ? burst(random, round + 1) : plan(random, round + 1, model);
        const byName = new Map(acts.map((act) => [act.name, act]));
        const begun = [];
        const heard = new Set();
        let first;
        const began = new Promise((done) => { first = done; });
        let written;
        const allWritten = new Promise((done) => { written = done; });
        let dead = false;
        await page.exposeBinding('torture_begun', (_, name) => {
          first();
          heard.add(name);
          if (!dead) begun.push(byName.get(name));
        });
        const uncopied = [];
        await page.exposeBinding('torture_acknowledged', (_, { seq, acts, copied }) => {
          if (dead) return;
          uncopied.push(...acts);
          if (losing && !copied) return;
          model.seq = Math.max(model.seq, seq);
          for (const name of uncopied.splice(0)) {
            const act = byName.get(name);
            model.apply(act);
            begun.splice(begun.indexOf(act), 1);
            count.acts += 1;
            count.acknowledged_imports += act.kind === 'import' ? 1 : 0;
            count.acknowledged_undos += act.kind === 'undo' ? 1 : 0;
          }
          if (begun.length === 0 && model.orders.has(`sale r${round + 1}s${BURST - 1}`)) written();
        });
        await page.evaluate(() => { location.hash = '#/data'; });
        await page.waitForSelector('[data-testid="import-file"]', { state: 'attached' });
        page.evaluate(work, acts).catch(() => {});
        await began;
        const luck = random.next();
        // Without a copy and without the mark nothing of the book is left to be missed.
        if (copy_ms > 0) await page.evaluate(marked);
        if (quiet) {
          await allWritten;
          await pause(QUIET_MS[0] + luck * (QUIET_MS[1] - QUIET_MS[0]));
          count.at_checkpoint += 1;
        } else {
          await pause(luck * (round % 5 === 2 ? LONG_WINDOW_MS : WINDOW_MS));
        }
        await browser.kill();
        dead = true;
        model.unsure = begun;
        model.unheard = acts.filter((act) => !heard.has(act.name));
        count.kills += 1;
        count.in_writing += begun.length > 0 ? 1 : 0;
        say(`kill ${round + 1}/${kills}: ${count.acts} acknowledged acts, ${count.lost} lost, ${count.torn} torn`);
      } finally {
        await browser.kill();
      }
    }
  } finally {
    await site.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    rmSync(`${profile}-left`, { recursive: true, force: true });
  }
  return count;
}

/// The same driver, delays and counting against a page that saves 300 ms after the last change. Such a page shows
/// a sale at once and has no other word for it: `lost` counts what it had shown, `lost_though_saved` what it had
/// also handed to localStorage.
export async function killTheOther({ kills, seed = 1, say = () => {} }) {
  const random = chance(seed);
  const site = await startServer({ root: PEER });
  const profile = mkdtempSync(join(tmpdir(), 'huitou-peer-'));
  let known = new Set();
  let saved = new Set();
  const count = { kills: 0, acts: 0, in_writing: 0, lost: 0, lost_though_saved: 0 };
  try {
    for (let round = 0; round <= kills; round++) {
      const browser = await start(profile);
      try {
        const { page } = browser;
        await page.exposeBinding('torture_saved', (_, names) => { saved = new Set(names); });
        await page.goto(site.url);
        const there = new Set(await page.evaluate(() => window.peer.sales.map(([nick]) => nick)));
        count.lost += [...known].filter((name) => !there.has(name)).length;
        count.lost_though_saved += [...saved].filter((name) => !there.has(name)).length;
        known = there;
        saved = new Set(there);
        if (round === kills) break;
        const acts = Array.from({ length: 200 }, (_, n) => {
          const nick = `r${round + 1}s${n}`;
          return { nick, name: nick, fen: 100 + random.below(90_000), rest: random.next() < 0.1 ? 320 : random.below(40) };
        });
        let first;
        const began = new Promise((done) => { first = done; });
        await page.exposeBinding('torture_begun', () => first());
        await page.exposeBinding('torture_acknowledged', (_, { shown }) => { known.add(shown); count.acts += 1; });
        page.evaluate(workBesideIt, acts).catch(() => {});
        await began;
        await pause(random.next() * WINDOW_MS);
        await browser.kill();
        count.kills += 1;
        count.in_writing += known.size > saved.size ? 1 : 0;
        say(`the other, kill ${round + 1}/${kills}: ${count.lost} lost`);
      } finally {
        await browser.kill();
      }
    }
  } finally {
    await site.stop();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return count;
}
