// Spoiled files, for much longer than `make test` does it: the native tests with more rounds and other seeds.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const run = promisify(execFile);

export async function spoilFiles({ rounds, seeds, say }) {
  const faults = [];
  for (const seed of seeds) {
    say(`spoiled files, seed ${seed}`);
    const env = { ...process.env, HUITOU_FUZZ_ROUNDS: String(rounds), HUITOU_FUZZ_SEED: String(seed) };
    const args = ['test', '--locked', '--no-default-features', '--test', 'hostile', 'fuzz'];
    try {
      const { stdout } = await run('cargo', args, { cwd: ROOT, env, maxBuffer: 1 << 26 });
      const passed = Number(stdout.match(/test result: ok\. (\d+) passed/)?.[1] ?? 0);
      // A filter that finds no test proves nothing.
      if (passed < 2) faults.push(`seed ${seed}: ${passed} tests ran`);
    } catch (error) {
      faults.push(`seed ${seed}: ${String(error.stdout).slice(-2000)}`);
    }
  }
  return { files: 2 * rounds * seeds.length, faults };
}
