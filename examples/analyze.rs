//! Prints the figures of order files as one flat JSON object.
//!
//! `cargo run --no-default-features --example analyze -- FILE... [--as-of DATE] [--from DATE
//! --to DATE] [--merge day|none] [--rfm-days N] [--unit-days N] [--offset +08:00] [--map FILE]`
//!
//! stderr: one JSON line per problem row. Exit 0 also with problem rows; 2 when a file is refused
//! (last stderr line `{"file","reason"}`) or the call is wrong; nothing on stdout then.
#![allow(clippy::print_stdout, clippy::print_stderr)]

use std::process::ExitCode;

use huitou::domain::day::{Day, DayRange};
use huitou::domain::figures::{Basis, CountingRule};
use huitou::domain::shop::Shop;
use huitou::format::date::parse_offset;
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileProblem, FileReading, Intake, ReadOptions};
use huitou::format::mapping::parse_mapping;
use huitou::format::report;
use serde_json::json;

const USAGE: &str = "usage: analyze FILE... [--as-of DATE] [--from DATE --to DATE] \
[--merge day|none] [--rfm-days N] [--unit-days N] [--offset +08:00] [--map FILE.json]";

/// What the call asks for.
struct Call {
    files: Vec<String>,
    as_of: Option<Day>,
    window: Option<DayRange>,
    rule: CountingRule,
    rfm_window_days: u32,
    offset_minutes: i32,
    map: Option<String>,
}

/// Why there is no answer: the file and the reason, or a word on the call.
enum Stop {
    Refused { file: String, reason: &'static str, detail: String },
    Call(String),
}

fn main() -> ExitCode {
    match parse_call(std::env::args().skip(1)).and_then(|call| analyze(&call)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Stop::Refused { file, reason, detail }) => {
            eprintln!("{}", json!({ "detail": detail }));
            eprintln!("{}", json!({ "file": file, "reason": reason }));
            ExitCode::from(2)
        }
        Err(Stop::Call(word)) => {
            eprintln!("{word}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn parse_call(mut args: impl Iterator<Item = String>) -> Result<Call, Stop> {
    let wrong = |option: &str| Stop::Call(format!("{option}: cannot read its value"));
    let (mut from, mut to) = (None, None);
    let mut call = Call {
        files: Vec::new(),
        as_of: None,
        window: None,
        rule: CountingRule::default(),
        rfm_window_days: 365,
        offset_minutes: 8 * 60,
        map: None,
    };
    while let Some(arg) = args.next() {
        if !arg.starts_with("--") {
            call.files.push(arg);
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
            "--offset" => {
                call.offset_minutes = parse_offset(&value).ok_or_else(|| wrong(&arg))?;
            }
            "--map" => call.map = Some(value),
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
    if call.files.is_empty() {
        return Err(Stop::Call("no file".to_owned()));
    }
    Ok(call)
}

fn analyze(call: &Call) -> Result<(), Stop> {
    let (shop, problems) = read_files(call)?;
    for FileProblem { file, problem } in &problems {
        let line = json!({
            "file": file,
            "line": problem.line,
            "field": problem.field.name(),
            "reason": problem.reason.code(),
        });
        eprintln!("{line}");
    }
    let as_of = call.as_of.or_else(|| shop.last_day()).unwrap_or(Day::MAX);
    let basis = Basis {
        rule: call.rule,
        window: call.window,
        rfm_window_days: call.rfm_window_days,
        ..Basis::as_of(as_of)
    };
    let report = report::flat(&shop.figures(&basis), problems.len() as u64);
    let lines: Vec<String> =
        report.iter().map(|(key, value)| format!("  \"{key}\": {value}")).collect();
    println!("{{\n{}\n}}", lines.join(",\n"));
    Ok(())
}

fn read_files(call: &Call) -> Result<(Shop, Vec<FileProblem>), Stop> {
    let refused = |file: &str, refusal: huitou::format::problem::Refusal| Stop::Refused {
        file: file.to_owned(),
        reason: refusal.code(),
        detail: refusal.to_string(),
    };
    let read =
        |file: &str| std::fs::read(file).map_err(|error| Stop::Call(format!("{file}: {error}")));
    let mapping = match &call.map {
        None => None,
        Some(file) => {
            let json = String::from_utf8_lossy(&read(file)?).into_owned();
            Some(parse_mapping(&json).map_err(|refusal| refused(file, refusal))?)
        }
    };
    let options = ReadOptions { mapping, offset_minutes: call.offset_minutes };
    let mut intake = Intake::default();
    for file in &call.files {
        let rows = FileReading::open(file, read(file)?, &options, Box::new(NativeDecoders))
            .and_then(FileReading::finish)
            .map_err(|refusal| refused(file, refusal))?;
        intake.take(rows);
    }
    intake.settle().map_err(|(file, refusal)| refused(&file, refusal))
}
