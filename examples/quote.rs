//! Prices a cart: `cargo run --no-default-features --example quote < case.json`.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

#[path = "common/case.rs"]
mod case;

use std::process::ExitCode;

fn main() -> ExitCode {
    case::run(huitou::format::cases::quote::answer)
}
