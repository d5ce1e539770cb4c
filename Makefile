# From a fresh clone: `make serve`. Everything missing is set up on the way (scripts/setup.sh).
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.NOTPARALLEL:

PORT ?= 8080
# Where the real data stands for tests that need it; they say that they were skipped where it is unset.
export HUITOU_DATA
# The tools in their exact versions come first.
export PATH := $(shell scripts/setup.sh path):$(PATH)

WASM := --target wasm32-unknown-unknown
PURE := --no-default-features
# The storage without the pages: a build of a fraction.
STORE := --no-default-features --features store
# Trunk takes NO_COLOR=1 for a wrong option, and shows a backtrace of itself for every compile error.
TRUNK := env -u NO_COLOR RUST_BACKTRACE=0 trunk build --release
# What the pure part must not know, even through somebody else.
LEAKS := leptos web-sys wasm-bindgen js-sys gloo-storage

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install everything the other commands need
	@scripts/setup.sh all

serve: dist ## build for release, serve at http://127.0.0.1:8080/ (PORT=…)
	@exec node scripts/serve.mjs --port $(PORT)

dist: ## leave the static site in dist/
	@scripts/setup.sh build
	$(TRUNK)

check: ## format, lints, layers, licences, guards
	@scripts/setup.sh check
	echo "--- format"
	cargo fmt --check
	# A crate is read by one core: the browser's side is read by the other meanwhile, in a folder of its own.
	log=$$(mktemp)
	CARGO_TARGET_DIR=target/lints cargo clippy --locked $(WASM) --lib --bins -- -D warnings >"$$log" 2>&1 & browser=$$!
	trap 'kill $$browser 2>/dev/null || true; rm -f "$$log"' EXIT
	echo "--- lints, pure"
	cargo clippy --locked $(PURE) --all-targets -- -D warnings
	echo "--- layers"
	# On this machine: for wasm, crates of others may ask the browser for random numbers.
	tree=$$(cargo tree --locked $(PURE) -e normal --prefix none)
	for crate in $(LEAKS); do
	  if grep "^$$crate v" <<<"$$tree"; then
	    cargo tree --locked $(PURE) -e normal -i $$crate
	    echo "layers: the pure part depends on $$crate"; exit 1
	  fi
	done
	cargo test --locked $(PURE) --test layers
	echo "--- licences, bans, sources"
	cargo deny --offline check licenses bans sources
	echo "--- guards"
	scripts/guards.sh
	echo "--- lints, browser"
	wait $$browser || { cat "$$log"; exit 1; }
	tail -n 1 "$$log"
	cargo clippy --locked $(WASM) $(STORE) --test browser -- -D warnings

test: ## every test: pure, in the browser, end to end
	@scripts/setup.sh test
	# One core is busy with the site for minutes, whatever the other does: the tests that do not need it run
	# meanwhile. The two builds share no folder.
	log=$$(mktemp)
	$(TRUNK) >"$$log" 2>&1 & site=$$!
	trap 'kill $$site 2>/dev/null || true; rm -f "$$log"' EXIT
	echo "--- pure"
	[ -n "$$HUITOU_DATA" ] || echo "HUITOU_DATA is not set: tests on data that is not in the repository are skipped"
	cargo test --locked $(PURE) --test '*'
	echo "--- beside the code, what of the pages needs no browser among it"
	cargo test --locked --lib
	if [ -f tests/browser/main.rs ]; then
	  echo "--- in the browser"
	  CHROMEDRIVER=$${CHROMEDRIVER:-$$(command -v chromedriver)} WASM_BINDGEN_TEST_WEBDRIVER_JSON=scripts/webdriver.json \
	    WASM_BINDGEN_TEST_TIMEOUT=300 \
	    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner \
	    cargo test --locked $(WASM) $(STORE) --test browser
	fi
	echo "--- the site"
	wait $$site || { cat "$$log"; exit 1; }
	tail -n 5 "$$log"
	echo "--- end to end"
	# Three specs at a time: when one waits, two cores have work still.
	node --test --test-concurrency=3 tests/e2e/*.test.mjs

bench: ## the table of measurements
	@scripts/setup.sh test
	node scripts/bench.mjs

torture: ## the long fault tests
	@if [ ! -f tests/e2e/torture.mjs ]; then echo "torture: there are none yet"; exit 0; fi
	scripts/setup.sh test
	$(MAKE) dist
	node tests/e2e/torture.mjs

screenshots: ## pictures of every page, for looking at
	@if [ ! -f tests/e2e/screenshots.mjs ]; then echo "screenshots: there are none yet"; exit 0; fi
	scripts/setup.sh test
	$(MAKE) dist
	node tests/e2e/screenshots.mjs

clean: ## remove what was built here; the tools stay
	@cargo clean
	rm -rf dist tests/e2e/node_modules tests/e2e/results

.PHONY: help setup serve dist check test bench torture screenshots clean
