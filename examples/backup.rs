//! Makes a backup of order files, or verifies one.
//!
//! `cargo run --no-default-features --example backup -- make FILE... [--map FILE] [--offset +08:00]
//! > book.json` and `… -- verify FILE`.
//!
//! Exit 0, or 2 with the reason as the last line of stderr (`{"file","reason"}`); nothing on stdout
//! then. File names and the time of the import are left out: the book depends on what the files
//! say and on nothing else, so backups of the same files in any order differ in `exported_at` only.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "common/files.rs"]
mod files;

use std::io::Write as _;
use std::process::ExitCode;

use chrono::DateTime;
use files::{Options, Stop, read_bytes, read_files};
use huitou::format::backup::{read_backup, write_backup};
use serde_json::json;

const USAGE: &str = "usage: backup make FILE... [--map FILE.json] [--offset +08:00] > book.json
       backup verify FILE";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let outcome = match args.next().as_deref() {
        Some("make") => make(args),
        Some("verify") => verify(args),
        Some(_) | None => Err(Stop::Call("make or verify?".to_owned())),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.report(USAGE),
    }
}

fn make(mut args: impl Iterator<Item = String>) -> Result<(), Stop> {
    let mut options = Options::default();
    while let Some(arg) = args.next() {
        if !arg.starts_with("--") {
            options.files.push(arg);
        } else if !options.take(&arg, args.next())? {
            return Err(Stop::Call(format!("{arg}: there is no such option")));
        }
    }
    let (mut shop, problems) = read_files(&options)?;
    files::print_problems(&problems);
    shop.forget_file_names();
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = now.map_or(0, |now| now.as_secs().cast_signed());
    let time = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    let exported_at = time.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    let backup = write_backup(&shop, env!("CARGO_PKG_VERSION"), &exported_at);
    // A pipe that closes early is the reader's choice.
    let _ = std::io::stdout().write_all(backup.as_bytes());
    Ok(())
}

fn verify(mut args: impl Iterator<Item = String>) -> Result<(), Stop> {
    let (Some(file), None) = (args.next(), args.next()) else {
        return Err(Stop::Call("one file".to_owned()));
    };
    let backup =
        read_backup(&read_bytes(&file)?).map_err(|refusal| Stop::refused(&file, &refusal))?;
    let counts = backup.counts;
    let report = json!({
        "exported_at": backup.exported_at,
        "app": backup.app,
        "customers": counts.customers,
        "orders": counts.orders,
        "imports": counts.imports,
        "people": counts.people,
    });
    println!("{report}");
    Ok(())
}
