// The parts that scripts/front/wasm-bindgen cut off, as files of the site: optimised as index.html says, each under a
// name with the hash of its bytes, and the two modules that name them and each other under one id over all of it.
import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const LINK = '__wasm_split.js';
const hex = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/// Places the parts of `glue` beside it and returns the names of the modules: `{ glue, link }`.
export async function placeParts({ staging, source, release, glue, wasm }) {
  const folder = partsOf(source, release, readFileSync(join(staging, glue), 'utf8'));
  const names = readdirSync(folder).filter((name) => name.endsWith('.wasm')).sort();
  const level = release ? optimiser(source) : undefined;
  const bytes = await inTurn(names, (name) => optimised(join(folder, name), level));

  let link = readFileSync(join(folder, LINK), 'utf8');
  names.forEach((name, at) => {
    const hashed = `${name.replace(/^split_|\.wasm$/g, '').replace('chunk_', 'shared')}-${hex(bytes[at])}.wasm`;
    writeFileSync(join(staging, hashed), bytes[at]);
    link = replaceEach(link, `"./${name}"`, `"./${hashed}"`);
  });
  // Hosts name types loosely.
  link = replaceEach(link, 'WebAssembly.instantiateStreaming(src, imports)', 'instantiate(src, imports)') + INSTANTIATE;

  let text = readFileSync(join(staging, glue), 'utf8');
  const id = hex(text + link + hex(readFileSync(join(staging, wasm))));
  const to = { glue: `huitou-${id}.js`, link: `huitou-parts-${id}.js` };
  text = replaceEach(text, `from "./${LINK}"`, `from "./${to.link}"`);
  link = replaceEach(link, 'from "./huitou.js"', `from "./${to.glue}"`);
  renameSync(join(staging, glue), join(staging, to.glue));
  writeFileSync(join(staging, to.glue), text);
  writeFileSync(join(staging, to.link), link);
  return to;
}

const INSTANTIATE = `async function instantiate(src, imports) {
    const response = await src;
    if (!response.ok) throw new Error(\`\${response.url}: status \${response.status}\`);
    if (/^application\\/wasm/.test(response.headers.get("content-type"))) return WebAssembly.instantiateStreaming(response, imports);
    return WebAssembly.instantiate(await response.arrayBuffer(), imports);
}
`;

/// The folder of the parts; refused where it is of another build than `glue`.
function partsOf(source, release, glue) {
  const asked = ['metadata', '--no-deps', '--offline', '--format-version', '1'];
  const { target_directory: target } = JSON.parse(execFileSync('cargo', asked, { cwd: source, encoding: 'utf8' }));
  const out = join(target, 'wasm-bindgen', release ? 'release' : 'debug');
  const folder = join(out, 'huitou-parts');
  if (!existsSync(join(folder, LINK))) throw new Error('no parts: scripts/front must stand first on PATH (scripts/setup.sh path)');
  if (readFileSync(join(out, 'huitou.js'), 'utf8') !== glue) throw new Error('the parts are not of this build: two builds at once?');
  return folder;
}

/// The arguments that Trunk gives wasm-opt for the main part.
function optimiser(source) {
  const tag = readFileSync(join(source, 'index.html'), 'utf8').match(/<link[^>]*data-bin="huitou"[^>]*>/)?.[0];
  const level = tag?.match(/data-wasm-opt="(\w+)"/)?.[1];
  const features = tag?.match(/data-wasm-opt-params="([^"]*)"/)?.[1];
  if (!level || !features) throw new Error('index.html does not say how to optimise huitou');
  return [`-O${level}`, ...features.split(' ')];
}

async function optimised(path, level) {
  if (!level) return readFileSync(path);
  const out = join(tmpdir(), `huitou-part-${process.pid}-${hex(path)}.wasm`);
  await promisify(execFile)('wasm-opt', [...level, path, '-o', out]);
  const bytes = readFileSync(out);
  rmSync(out);
  return bytes;
}

/// As many at a time as there are processors.
async function inTurn(all, work) {
  const done = [];
  const left = all.map((one, at) => [one, at]);
  const next = async () => {
    for (let take = left.shift(); take; take = left.shift()) done[take[1]] = await work(take[0]);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, next));
  return done;
}

function replaceEach(text, from, to) {
  if (!text.includes(from)) throw new Error(`${from} is not there: did the splitter or wasm-bindgen change?`);
  return text.replaceAll(from, to);
}
