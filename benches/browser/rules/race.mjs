// Runs one engine over the cases that benches/conditions.rs wrote, in a process of its own.
//   node benches/browser/rules/race.mjs CASES ENGINE ROUNDS
// Prints the times and the number of wrong answers as one JSON line; exits with 1 where there is one.
import { readFileSync } from 'node:fs';

const [path, name, rounds] = process.argv.slice(2);
const { promotions, carts, met } = JSON.parse(readFileSync(path, 'utf8'));

/// Rules are built, and facts that are given are worked out, here, outside of the time.
const PREPARE = {
  'by-hand': async () => ({ run: (await import('./by-hand.mjs')).answers(promotions), inputs: carts }),
  'by-hand-reasons': async () => ({ run: (await import('./by-hand.mjs')).reasons(promotions), inputs: carts }),
  'from-lines': async () => ({ run: (await import('./engine.mjs')).fromLines(promotions), inputs: carts }),
  'from-sums': async () => {
    const { fromSums, sumsOf } = await import('./engine.mjs');
    return { run: fromSums(promotions), inputs: carts.map((cart) => sumsOf(promotions, cart)) };
  },
};

const { run, inputs } = await PREPARE[name]();
const round = async () => {
  const answers = [];
  for (const input of inputs) answers.push(await run(input));
  return answers;
};
const wrong = (answers) => answers.filter((answer, at) => answer.join() !== met[at].join()).length;

const WARM_UP = 3;
const times = [];
let wrongCarts = 0;
let first;
for (let at = -WARM_UP; at < Number(rounds); at++) {
  const from = performance.now();
  const answers = await round();
  const ms = performance.now() - from;
  first ??= ms;
  if (at >= 0) times.push(ms);
  wrongCarts += wrong(answers);
}
console.log(JSON.stringify({ times, first, wrongCarts }));
if (wrongCarts > 0) process.exitCode = 1;
