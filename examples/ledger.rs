//! Folds a ledger of points: `cargo run --no-default-features --example ledger < case.json`.
#![allow(clippy::print_stdout, clippy::print_stderr, missing_docs)]

#[path = "common/case.rs"]
mod case;

fn main() -> std::process::ExitCode {
    case::run(huitou::format::cases::ledger::answer)
}
