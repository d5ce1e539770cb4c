//! What only a browser can prove: the book on real IndexedDB, and what happens to it when that
//! fails. Each test has a database of its own.
#![cfg(all(target_arch = "wasm32", feature = "store"))]
// Everything here is for the modules beside it.
#![allow(unreachable_pub)]

mod book;
mod checkpoints;
mod damage;
mod protocol;
mod raw;
mod spare;
mod surroundings;
mod trouble;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
