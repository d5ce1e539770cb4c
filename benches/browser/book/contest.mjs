// Lets contestants do the same things in turn, A B C A B C …, and keeps what each took, answered, or failed with.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { number } from '../lib/table.mjs';
import { expected } from './records.js';

/// What takes a minute is done once, an opening twice: more rounds would say no more.
const LONG = 60_000;
/// Whoever was loaded for longer than this is not restored, which is the same work again.
const TOO_LONG = 300_000;

export class Contest {
  constructor(contestants, { folder, say }) {
    Object.assign(this, { contestants, folder, say, known: {} });
    this.results = Object.fromEntries(contestants.map(({ name }) => [name, { times: {}, failed: {}, wrong: [], answers: new Set() }]));
  }

  /// Whom nothing has stopped yet. A contestant without its records cannot take part in anything.
  able = () => this.contestants.filter(({ name }) => !this.results[name].failed.load);

  /// Runs one step of one contestant; an error ends the phase for this one and is told.
  async attempt(phase, { name, label }, step) {
    const result = this.results[name];
    if (result.failed[phase]) return;
    try {
      await step(result);
    } catch (error) {
      result.failed[phase] = error.message.split('\n')[0];
      this.say(`${label}: ${phase} FAILED: ${result.failed[phase]}`);
    }
  }

  keep({ name, label }, part, ms) {
    this.say(`${label}: ${part} ${number(ms)} ms`);
    (this.results[name].times[part] ??= []).push(ms);
  }

  check({ name, label, shop }, answer, commits, when) {
    const [is, should] = [answer, this.expected(shop, commits)].map((a) => `${a.customers}/${a.orders}/${a.net}`);
    this.results[name].answers.add(is);
    if (is === should) return;
    this.results[name].wrong.push(`${label}, ${when}: ${is} instead of ${should}`);
    this.say(`${label}, ${when}: read ${is}, the generator made ${should}`);
  }

  /// Making the shop once more takes seconds, and the processor from nobody only once.
  expected(shop, commits) {
    return (this.known[`${shop.orders}/${shop.customers}/${commits}`] ??= expected(shop, commits));
  }

  async load() {
    for (const contestant of this.contestants) {
      await this.attempt('load', contestant, async (result) => {
        const { ms, version } = await contestant.load();
        this.keep(contestant, 'load', ms);
        this.version ??= version;
        result.empty = await contestant.emptyMemory();
      });
    }
  }

  async coldOpens(rounds) {
    for (let round = 0; round < rounds; round++) {
      this.say(`cold open ${round + 1} of ${rounds}`);
      for (const contestant of this.able()) {
        if (round > 1 && this.isLong(contestant, 'ready')) continue;
        await this.attempt('open', contestant, async (result) => {
          const { ready, figures, answer, memory } = await contestant.coldOpen(round === 0);
          this.keep(contestant, 'ready', ready);
          this.keep(contestant, 'figures', figures);
          result.memory ??= memory;
          this.check(contestant, answer, 0, `cold open ${round + 1}`);
        });
      }
    }
  }

  /// One open browser each; then everybody's next order in turn.
  async commits(rounds) {
    const open = [];
    for (const contestant of this.able()) {
      await this.attempt('commit', contestant, async () => open.push({ contestant, ...(await contestant.openForCommits()) }));
    }
    try {
      for (let n = 0; n < rounds; n++) {
        this.say(`commit ${n + 1} of ${rounds}`);
        for (const { contestant, commit } of open) {
          await this.attempt('commit', contestant, async () => this.keep(contestant, 'commit', await commit(n)));
        }
      }
    } finally {
      for (const { close } of open) await close().catch(() => {});
    }
  }

  /// `commits` orders have come since the shop was loaded: a backup without them is a wrong one.
  async backups(rounds, commits) {
    for (let round = 0; round < rounds; round++) {
      this.say(`backup ${round + 1} of ${rounds}`);
      for (const contestant of this.able()) {
        if (this.results[contestant.name].failed.commit || this.isLong(contestant, 'backup')) continue;
        await this.attempt('backup', contestant, async (result) => {
          const { ms, bytes, file } = await contestant.backup(join(this.folder, `${contestant.name}-backup.json`));
          this.keep(contestant, 'backup', ms);
          Object.assign(result, { bytes, file });
        });
      }
    }
    for (let round = 0; round < rounds; round++) {
      this.say(`restore ${round + 1} of ${rounds}`);
      for (const contestant of this.able()) {
        const { file } = this.results[contestant.name];
        if (!file || !statSync(file).size || this.isLong(contestant, 'restore')) continue;
        await this.attempt('restore', contestant, async () => {
          if (this.isLong(contestant, 'load', TOO_LONG)) throw new Error('not tried: loading, which is the same work, took too long');
          const { ms, answer } = await contestant.restore(file, join(this.folder, `${contestant.name}-restored-${round}`));
          this.keep(contestant, 'restore', ms);
          this.check(contestant, answer, commits, `restore ${round + 1}`);
        });
      }
    }
  }

  isLong = ({ name }, part, long = LONG) => (this.results[name].times[part]?.[0] ?? 0) > long;
}
