#!/usr/bin/env bash
# What no tracked file may hold, found by text. Patterns are written so that they do not match themselves.
set -euo pipefail
cd "$(dirname "$0")/.."
wrong=0

# forbid REASON PATTERN PATHS…
forbid() {
  local reason=$1 pattern=$2 hits
  shift 2
  hits=$(git grep --untracked -InE "$pattern" -- "$@") || return 0
  printf '%s\n' "$hits" | cut -c 1-200
  echo "guard: $reason"
  wrong=1
}

forbid "markup from strings is where injected scripts come from; build elements" \
  'inner_html|set_inner_html|insert_adjacent_html|\beval\(|dangerously' 'src'
forbid "an inline style is refused by the content policy: use a class, or style:name=value" \
  '[[:space:]]style=("|\{|move|format)' 'src'
# Cargo.lock names the index of crates.io and nothing else (deny.toml sees to that).
forbid "a build must not depend on one registry's address" \
  'registry[.]npmjs|registry[.]yarnpkg|npmmirror[.]|(index|static)[.]crates[.]io|pypi[.]org|pythonhosted[.]|(deb|security)[.]debian[.]org|static[.]rust-lang' '.'
forbid "a path of one machine" '(^|[^[:alnum:]_.~-])/(ro[o]t|wor[k]|hom[e])/' '.' ':!tests/data'

node - <<'JS' || wrong=1
// Both catalogues say the same things.
const { readdirSync, readFileSync, existsSync } = require('node:fs');
const folder = 'src/ui/locales';
if (!existsSync(folder)) process.exit(0);
const keys = (value, path) => (typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`)) : [path]);
const read = (language) => {
  const one = `${folder}/${language}.json`;
  const files = existsSync(one) ? [one] : readdirSync(`${folder}/${language}`).map((name) => `${folder}/${language}/${name}`);
  // Plural forms differ from language to language.
  return new Set(files.flatMap((file) => keys(JSON.parse(readFileSync(file, 'utf8')), existsSync(one) ? '' : file.split('/').pop()))
    .map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')));
};
const [zh, en] = [read('zh'), read('en')];
const missing = [...[...zh].filter((key) => !en.has(key)).map((key) => `en lacks ${key}`), ...[...en].filter((key) => !zh.has(key)).map((key) => `zh lacks ${key}`)];
for (const line of missing) console.log(`guard: ${line}`);
process.exit(missing.length ? 1 : 0);
JS

[ $wrong = 0 ] && echo "guards: nothing found"
exit $wrong
