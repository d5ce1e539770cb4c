//! Prints the figures of order files as one flat JSON object.
//!
//! `cargo run --no-default-features --example analyze -- FILE... [--as-of DATE] [--from DATE
//! --to DATE] [--merge day|none] [--rfm-days N] [--unit-days N] [--offset +08:00] [--map FILE]`
//!
//! stderr: one JSON line per problem row. Exit 0 also with problem rows; 2 when a file is refused
//! (last stderr line `{"file","reason"}`) or the call is wrong; nothing on stdout then.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "common/files.rs"]
mod files;

use std::process::ExitCode;

use files::{Options, Stop, print_problems, read_files};
use huitou::domain::day::{Day, DayRange};
use huitou::domain::figures::{Basis, CountingRule};
use huitou::format::report;

const USAGE: &str = "usage: analyze FILE... [--as-of DATE] [--from DATE --to DATE] \
[--merge day|none] [--rfm-days N] [--unit-days N] [--offset +08:00] [--map FILE.json]";

/// What the call asks for.
struct Call {
    options: Options,
    as_of: Option<Day>,
    window: Option<DayRange>,
    rule: CountingRule,
    rfm_window_days: u32,
}

fn main() -> ExitCode {
    match parse_call(std::env::args().skip(1)).and_then(|call| analyze(&call)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.report(USAGE),
    }
}

fn parse_call(mut args: impl Iterator<Item = String>) -> Result<Call, Stop> {
    let wrong = |option: &str| Stop::Call(format!("{option}: cannot read its value"));
    let (mut from, mut to) = (None, None);
    let mut call = Call {
        options: Options::default(),
        as_of: None,
        window: None,
        rule: CountingRule::default(),
        rfm_window_days: 365,
    };
    while let Some(arg) = args.next() {
        if !arg.starts_with("--") {
            call.options.files.push(arg);
            continue;
        }
        let value = args.next().ok_or_else(|| wrong(&arg))?;
        let day = || value.parse::<Day>().map_err(|_| wrong(&arg));
        match arg.as_str() {
            "--as-of" => call.as_of = Some(day()?),
            "--from" => from = Some(day()?),
            "--to" => to = Some(day()?),
            "--merge" => {
                call.rule = match value.as_str() {
                    "day" => CountingRule::MergedByDay,
                    "none" => CountingRule::EachOrder,
                    _ => return Err(wrong(&arg)),
                }
            }
            "--rfm-days" => call.rfm_window_days = value.parse().map_err(|_| wrong(&arg))?,
            // The unit of the forecast, which comes later; no figure here depends on it.
            "--unit-days" => {
                value.parse::<u32>().map_err(|_| wrong(&arg))?;
            }
            _ if call.options.take(&arg, Some(value))? => {}
            _ => return Err(Stop::Call(format!("{arg}: there is no such option"))),
        }
    }
    call.window = match (from, to) {
        (Some(first), Some(last)) => Some(DayRange { first, last }),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            return Err(Stop::Call("--from and --to go together".to_owned()));
        }
    };
    Ok(call)
}

fn analyze(call: &Call) -> Result<(), Stop> {
    let (shop, problems) = read_files(&call.options)?;
    print_problems(&problems);
    // A backup tells how many there were, and no longer which.
    let problem_rows = shop.problem_rows().max(problems.len() as u64);
    let as_of = call.as_of.or_else(|| shop.last_day()).unwrap_or(Day::MAX);
    let basis = Basis {
        rule: call.rule,
        window: call.window,
        rfm_window_days: call.rfm_window_days,
        ..Basis::as_of(as_of)
    };
    let report = report::flat(&shop.figures(&basis), problem_rows);
    let lines: Vec<String> =
        report.iter().map(|(key, value)| format!("  \"{key}\": {value}")).collect();
    println!("{{\n{}\n}}", lines.join(",\n"));
    Ok(())
}
