#!/usr/bin/env bash
# Installs what a bare machine lacks, and nothing else; a second run only looks, in about a second.
#
#   scripts/setup.sh build   what `make serve` and `make dist` need: wasm32, trunk, wasm-bindgen, wasm-split, wasm-opt, the crates
#   scripts/setup.sh test    build, and a browser with its driver, Chinese fonts, a spreadsheet, the end-to-end packages
#   scripts/setup.sh check   the crates, cargo-deny, clippy, rustfmt
#   scripts/setup.sh all     everything
#   scripts/setup.sh path    prints the folders to put in front of PATH (the Makefile does)
#
# Tools stand in ${HUITOU_TOOLS}/<tool>-<version>/, outside the clone, so that a second clone finds them.
# Each line shows: step, its budget on two cores, what it took.
set -euo pipefail
cd "$(dirname "$0")/.."

TRUNK=0.21.14       # 0.22 needs rustc 1.96.1
BINARYEN=132
SPLIT=0.2.4         # with the version of wasm_split_helpers that Leptos brings
DENY=0.20.2
# The command line tool and the crate only talk to their twin, so the version is read, not written here.
BINDGEN=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock)
TOOLS=${HUITOU_TOOLS:-$HOME/.cache/huitou-tools}
# First what stands before wasm-bindgen and cuts the pages off.
PATH_FRONT=$PWD/scripts/front:$TOOLS/wasm-split-$SPLIT/bin:$TOOLS/trunk-$TRUNK/bin:$TOOLS/wasm-bindgen-$BINDGEN/bin:$TOOLS/binaryen-$BINARYEN/node_modules/.bin:$TOOLS/cargo-deny-$DENY/bin
WHAT=${1:-build}
case $WHAT in
  path) echo "$PATH_FRONT"; exit ;;
  build | test | check | all) ;;
  *) sed -n '2,9p' "$0"; exit 2 ;;
esac
export PATH=$PATH_FRONT:$PATH

for need in cargo:'Rust from https://rustup.rs' cc:'a C compiler (Debian: apt-get install build-essential)' \
            node:'Node.js 20 or newer' npm:'npm (it comes with Node.js)'; do
  command -v "${need%%:*}" >/dev/null || { echo "setup: ${need%%:*} is missing: install ${need#*:} and run this again."; exit 1; }
done

mkdir -p "$TOOLS"
# Two clones that set up at once would build the same tool twice, and cargo twice at once is slower than in turn.
if command -v flock >/dev/null; then exec 9>"$TOOLS/.lock"; flock 9; fi
WORK=$(mktemp -d "$TOOLS/.work.XXXXXX")
JOBS=()
finish() {
  local code=$?
  if [ ${#JOBS[@]} -gt 0 ]; then kill "${JOBS[@]}" 2>/dev/null || true; wait; fi
  rm -rf "$WORK"
  exit $code
}
trap finish EXIT

# step NAME BUDGET_SECONDS ADVICE COMMAND…: one line per step; its own output only when it fails.
step() {
  local name=$1 budget=$2 advice=$3 log
  shift 3
  log=$(mktemp "$WORK/log.XXXXXX")
  local begin=$EPOCHREALTIME
  if "$@" >"$log" 2>&1 </dev/null 9>&-; then
    awk -v n="$name" -v b="$budget" -v s="$begin" -v e="$EPOCHREALTIME" \
      'BEGIN { t = e - s; printf "setup: %-34s budget %4d s  took %5.1f s%s\n", n, b, t, (t > b ? "  OVER BUDGET" : "") }'
  else
    { tail -n 25 "$log"; echo "setup: $name failed. $advice"; } >&2
    return 1
  fi
}

# beside …: the same in the background; what waits for the network need not keep the compiler waiting.
beside() { step "$@" & JOBS+=($!); }

has() { [ "$("$1" --version 2>/dev/null | awk '{ print $2; exit }')" = "$2" ]; }

wasm_target() { rustup target add wasm32-unknown-unknown; }
has_wasm_target() { [ -d "$(rustc --print sysroot)/lib/rustlib/wasm32-unknown-unknown/lib" ]; }
components() { rustup component add clippy rustfmt; }
crates() { cargo fetch --locked; }

# Tools are built once and run for seconds: unoptimised they are there in a third of the time. (Measured for
# wasm-bindgen: 131 s of CPU with 256 codegen units, 123 with 16, 118 with panic=abort besides.)
tool() {
  CARGO_TARGET_DIR=$WORK/target CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_LTO=off \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_DEBUG=0 CARGO_PROFILE_RELEASE_PANIC=abort \
    CARGO_PROFILE_RELEASE_BUILD_OVERRIDE_OPT_LEVEL=0 \
    cargo install --no-default-features "$@"
}

# A folder of npm packages comes into being whole or not at all.
binaryen() {
  npm install --prefix "$WORK/binaryen" --no-save --ignore-scripts --no-audit --no-fund "binaryen@$BINARYEN"
  rm -rf "$TOOLS/binaryen-$BINARYEN"
  mv "$WORK/binaryen" "$TOOLS/binaryen-$BINARYEN"
}
has_binaryen() {
  [ -x "$TOOLS/binaryen-$BINARYEN/node_modules/.bin/wasm-opt" ] ||
    wasm-opt --version 2>/dev/null | grep -q "version $BINARYEN\b"
}

root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }
has_browser() {
  [ -x "${CHROMIUM:-/usr/bin/chromium}" ] && command -v "${CHROMEDRIVER:-chromedriver}" >/dev/null &&
    fc-list :lang=zh 2>/dev/null | grep -q .
}
# What the exports are opened with.
has_spreadsheet() { command -v "${SOFFICE:-soffice}" >/dev/null; }

# One call for all that is missing: two of apt at once get in each other's way.
packages() {
  local missing=()
  has_browser || missing+=(chromium chromium-driver fonts-noto-cjk)
  has_spreadsheet || missing+=(libreoffice-calc-nogui)
  root apt-get -o DPkg::Lock::Timeout=300 update
  root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "${missing[@]}"
}

STAMP=tests/e2e/node_modules/.lock-of-install
has_e2e() { cmp -s tests/e2e/package-lock.json "$STAMP"; }
e2e() {
  npm ci --prefix tests/e2e --ignore-scripts --no-audit --no-fund
  cp tests/e2e/package-lock.json "$STAMP"
}

# First what waits for the network, in the background …
has_binaryen || [ "$WHAT" = check ] ||
  beside "wasm-opt (binaryen $BINARYEN)" 60 "Is the npm registry reachable (npm ping)?" binaryen
if [ "$WHAT" = test ] || [ "$WHAT" = all ]; then
  { has_browser && has_spreadsheet; } || beside "chromium, its driver, fonts, libreoffice" 300 \
    "Install chromium, chromium-driver, fonts-noto-cjk and libreoffice-calc-nogui yourself (or name them in CHROMIUM, CHROMEDRIVER and SOFFICE)." packages
  has_e2e || beside "end-to-end packages" 60 "Is the npm registry reachable (npm ping)?" e2e
fi
has_wasm_target || [ "$WHAT" = check ] ||
  beside "rust for wasm32" 60 "rustup's server is not reachable: get the wasm32-unknown-unknown target another way (Debian has rust 1.96 as rustc-web, cargo-web and libstd for wasm32 can be built from rust-web-src) and run this again." wasm_target

# … meanwhile the compiler, one build after another.
step "crates" 60 "Is the crate registry reachable? Does Cargo.lock fit Cargo.toml (cargo update -w)?" crates
if [ "$WHAT" != check ]; then
  has trunk "$TRUNK" || step "trunk $TRUNK" 300 "It needs rustc 1.81 or newer and a C compiler." \
    tool trunk --version "$TRUNK" --locked --root "$TOOLS/trunk-$TRUNK"
  # Not --locked: the published lock file names a version of a crate it does not use and registries may lack.
  has wasm-bindgen "$BINDGEN" || step "wasm-bindgen $BINDGEN" 180 "Is version $BINDGEN of wasm-bindgen-cli published?" \
    tool wasm-bindgen-cli --version "$BINDGEN" --root "$TOOLS/wasm-bindgen-$BINDGEN"
  # It cannot be asked for its version.
  [ -x "$TOOLS/wasm-split-$SPLIT/bin/wasm-split-cli" ] ||
    step "wasm-split $SPLIT" 120 "Is version $SPLIT of wasm_split_cli_support published?" \
      tool wasm_split_cli_support --version "$SPLIT" --locked --features build-binary --root "$TOOLS/wasm-split-$SPLIT"
fi
if [ "$WHAT" = check ] || [ "$WHAT" = all ]; then
  { cargo clippy --version && cargo fmt --version; } >/dev/null 2>&1 ||
    step "clippy, rustfmt" 60 "Install the rustup components clippy and rustfmt." components
  has cargo-deny "$DENY" || step "cargo-deny $DENY" 360 "It needs rustc 1.88 or newer." \
    tool cargo-deny --version "$DENY" --locked --root "$TOOLS/cargo-deny-$DENY"
fi

failed=0
for job in ${JOBS[@]+"${JOBS[@]}"}; do wait "$job" || failed=1; done
JOBS=()
[ $failed = 0 ] || { echo "setup: not complete, see above." >&2; exit 1; }
echo "setup: $WHAT is there (${SECONDS} s)."
