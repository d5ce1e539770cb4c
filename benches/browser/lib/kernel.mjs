// Builds an example of ours as a bare WebAssembly module, and says how many bytes a module is on the way to a visitor.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TARGET = 'wasm32-unknown-unknown';

/// The file of the module of an example, built with the opt-level of Cargo.toml or with another one. In a folder of its own
/// each: else the next build of the site, and the next level, would compile everything anew.
export function buildBare(example, level) {
  const folder = join('target', level === undefined ? 'bench' : `opt-${level}`);
  const args = ['rustc', '--locked', '--release', '--no-default-features', '--example', example, '--target', TARGET, '--target-dir', folder];
  const env = level === undefined ? process.env : { ...process.env, CARGO_PROFILE_RELEASE_OPT_LEVEL: level };
  execFileSync('cargo', args, { cwd: ROOT, env, stdio: ['ignore', 'ignore', 'inherit'] });
  return join(ROOT, folder, TARGET, 'release', 'examples', `${example}.wasm`);
}

/// Beside a module the same after wasm-opt, as index.html has Trunk call it; undefined without wasm-opt on PATH.
export function shrink(module) {
  const page = readFileSync(join(ROOT, 'index.html'), 'utf8');
  const attribute = (name) => page.match(new RegExp(` ${name}="([^"]*)"`))?.[1];
  const level = attribute('data-wasm-opt');
  if (level === undefined) return undefined;
  const output = module.replace(/\.wasm$/, '.opt.wasm');
  try {
    execFileSync('wasm-opt', [`-O${level}`, ...(attribute('data-wasm-opt-params') ?? '').split(' ').filter(Boolean), module, '-o', output], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  return output;
}

/// Bytes of a file as such and in brotli 11.
export function sizes(file) {
  const bytes = readFileSync(file);
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
  return { raw: bytes.length, brotli: brotli.length };
}
