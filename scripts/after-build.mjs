// Trunk's post_build hook. Trunk writes its loader as an inline script, which our policy forbids, and knows
// nothing of service workers. On the staged files, before they become dist/:
//   1. our loader (public/boot.js, with the names of this build) instead of Trunk's, in a hashed file;
//   2. the parts of the program that are loaded when they are first needed (parts.mjs);
//   3. the scripts that come before it (rescue, floor), hashed too, what rescue loads when it is needed, and the
//      files named by the manifest;
//   4. the content security policy;
//   5. sw.js with the list of everything, its hashes and the id of the build.
import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placeParts } from './parts.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const PUBLIC = join(HERE, '..', 'public');

export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  // Also the proof that no customer's telephone number leaves the device.
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types huitou default rescue',
].join('; ');

/// Copied beside index.html under their own names: others point at these names.
const COPIED = ['manifest.webmanifest', 'icon.svg', 'icon-180.png', 'icon-192.png', 'icon-512.png', 'icon-maskable-512.png'];

const hex = (bytes) => createHash('sha256').update(bytes).digest('hex');

/// Writes a script of public/ under a name with its hash and returns that name.
function writeHashed(staging, stem, text) {
  const name = `${stem}-${hex(text).slice(0, 16)}.js`;
  writeFileSync(join(staging, name), text);
  return name;
}

function replaceOnce(text, from, to, what) {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`index.html has ${parts.length - 1} times ${what}, expected once: did Trunk change?`);
  return parts[0] + to + parts[1];
}

/// Every file below a folder, as names with forward slashes, sorted.
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}

/// Writes sw.js for whatever stands in the folder now. Tests use it to make a second build.
export function writeWorker(folder) {
  const template = readFileSync(join(HERE, 'sw.template.js'), 'utf8');
  const list = {};
  for (const name of filesOf(folder)) {
    if (name === 'sw.js') continue;
    list[name === 'index.html' ? '' : name] = hex(readFileSync(join(folder, name)));
  }
  const files = JSON.stringify(list, null, 1);
  // The template counts too: a mended worker over the same files is another build with a cache of its own.
  const build = hex(template + files).slice(0, 16);
  writeFileSync(join(folder, 'sw.js'), template.replace("'__BUILD__'", `'${build}'`).replace('__FILES__', files));
  return build;
}

/// The worker for files: Trunk gives its module no hashed names, and it needs a loader of its own.
function writePorter(staging, text) {
  const hashed = (name, ending) => {
    const to = `porter-${hex(readFileSync(join(staging, name))).slice(0, 16)}${ending}`;
    renameSync(join(staging, name), join(staging, to));
    return `./${to}`;
  };
  const glue = hashed('porter.js', '.js');
  const wasm = hashed('porter_bg.wasm', '_bg.wasm');
  return writeHashed(staging, 'porter-loader', text.replace('__GLUE__', glue).replace('__WASM__', wasm));
}

async function afterBuild(staging, release) {
  const page = join(staging, 'index.html');
  let html = readFileSync(page, 'utf8');

  const inline = html.match(/<script type="module"[^>]*>([^]*?)<\/script>/g) ?? [];
  const loader = inline.find((script) => script.includes('TrunkApplicationStarted'));
  const built = loader?.match(/from\s+'(?:\.\/)?([^']+\.js)'/)?.[1];
  const wasm = loader?.match(/'(?:\.\/)?([^']+\.wasm)'/)?.[1];
  if (!built || !wasm) throw new Error('no loader script of Trunk in index.html: did Trunk change?');

  const { glue } = await placeParts({ staging, source: join(HERE, '..'), release, glue: built, wasm });

  const source = (name) => readFileSync(join(PUBLIC, name), 'utf8');
  const porter = writePorter(staging, source('porter.js'));
  const named = source('boot.js').replace('__GLUE__', `./${glue}`).replace('__WASM__', `./${wasm}`).replace('__PORTER__', `./${porter}`);
  const boot = writeHashed(staging, 'boot', named);
  const version = readFileSync(join(HERE, '..', 'Cargo.toml'), 'utf8').match(/^version = "(.+)"$/m)[1];
  // What reads the book for the rescue page: modules that name each other, so each is written after those it needs.
  const written = {};
  for (const stem of ['rescue-disk', 'rescue-values', 'rescue-events', 'rescue-backup', 'rescue-book']) {
    const text = source(`${stem}.js`).replace('__APP__', version);
    written[stem] = writeHashed(staging, stem, text.replace(/from '\.\/([\w-]+)\.js'/g, (_, needed) => `from './${written[needed]}'`));
  }
  const early = { rescue: source('rescue.js').replace('__BOOK__', `./${written['rescue-book']}`), floor: source('floor.js') };
  // In this order: the plain page, the question whether the browser is new enough, the app.
  const scripts = [
    ...Object.entries(early).map(([stem, text]) => `<script defer src="${writeHashed(staging, stem, text)}"></script>`),
    `<script type="module" src="${boot}"></script>`,
  ];
  for (const name of COPIED) copyFileSync(join(PUBLIC, name), join(staging, name));

  html = replaceOnce(html, loader, '', "Trunk's loader");
  html = replaceOnce(html, '<!-- after-build: policy -->', `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`, 'the mark for the policy');
  html = replaceOnce(html, '<!-- after-build: scripts -->', scripts.join('\n'), 'the mark for the scripts');
  // Trunk's hashes stay where browsers use them; on a preload of data they only earn a warning, and the glue is
  // another one now.
  html = html.replace(/(<link rel="(?:module)?preload"[^>]*?) integrity="[^"]*"/g, '$1');
  html = replaceOnce(html, `./${built}`, `./${glue}`, 'the preload of the glue');
  if (/<script(?![^>]*\ssrc=)|\son\w+=|\sstyle=|(?:src|href)="\//i.test(html)) {
    throw new Error('index.html still has an inline script, handler or style, or a name that is not relative');
  }
  writeFileSync(page, html);

  const build = writeWorker(staging);
  console.log(`build ${build}: ${filesOf(staging).length} files`);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const staging = process.env.TRUNK_STAGING_DIR;
  if (!staging) throw new Error('this is a hook of Trunk: run trunk build');
  await afterBuild(staging, process.env.TRUNK_PROFILE === 'release');
}
