//! Makes a backup of order files, verifies one, seals one or opens a sealed one.
//!
//! `cargo run --no-default-features --example backup -- make FILE... [--map FILE] [--offset +08:00]
//! > book.json`, `… -- verify FILE`, `… -- seal FILE > book.huitou`, `… -- open FILE > book.json`;
//! the passphrase stands in `HUITOU_PASSPHRASE`. Sealing and opening say the check number on stderr.
//!
//! Exit 0, or 2 with the reason as the last line of stderr (`{"file","reason"}`); nothing on stdout
//! then. File names and the time of the import are left out: the book depends on what the files
//! say and on nothing else, so backups of the same files in any order differ in `exported_at` only.
#![allow(clippy::print_stdout, clippy::print_stderr)]

#[path = "common/files.rs"]
mod files;

use std::io::{Read as _, Write as _};
use std::process::ExitCode;

use chrono::DateTime;
use files::{Options, Stop, read_bytes, read_files};
use huitou::format::backup::{Backup, read_backup, write_backup};
use huitou::format::sealed::{self, Passphrase, Terms, check_number};
use serde_json::json;

const USAGE: &str = "usage: backup make FILE... [--map FILE.json] [--offset +08:00] > book.json
       backup verify FILE
       HUITOU_PASSPHRASE=… backup seal FILE > book.huitou
       HUITOU_PASSPHRASE=… backup open FILE > book.json";

/// What stands in the head of a sealed file for people.
const PLACE: &str = "open it at the address of the app: #/data";

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let outcome = match args.next().as_deref() {
        Some("make") => make(args),
        Some("verify") => verify(args),
        Some("seal") => seal(args),
        Some("open") => open(args),
        Some(_) | None => Err(Stop::Call("make, verify, seal or open?".to_owned())),
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

fn one_file(mut args: impl Iterator<Item = String>) -> Result<String, Stop> {
    match (args.next(), args.next()) {
        (Some(file), None) => Ok(file),
        _ => Err(Stop::Call("one file".to_owned())),
    }
}

fn read(file: &str, bytes: &[u8]) -> Result<Backup, Stop> {
    read_backup(bytes).map_err(|refusal| Stop::refused(file, &refusal))
}

fn verify(args: impl Iterator<Item = String>) -> Result<(), Stop> {
    let file = one_file(args)?;
    let backup = read(&file, &read_bytes(&file)?)?;
    let counts = backup.counts;
    let report = json!({
        "exported_at": backup.exported_at,
        "app": backup.app,
        "customers": counts.customers,
        "orders": counts.orders,
        "imports": counts.imports,
        "people": counts.people,
        "check": check_number(&backup.sha256),
    });
    println!("{report}");
    Ok(())
}

fn passphrase() -> Result<Passphrase, Stop> {
    let typed = std::env::var("HUITOU_PASSPHRASE");
    let typed = typed.map_err(|_| Stop::Call("HUITOU_PASSPHRASE is not set".to_owned()))?;
    Ok(Passphrase::of(&typed))
}

/// Says the check number and hands the bytes over.
fn hand_over(backup: &Backup, bytes: &[u8]) {
    eprintln!("{}", json!({ "check": check_number(&backup.sha256) }));
    // A pipe that closes early is the reader's choice.
    let _ = std::io::stdout().write_all(bytes);
}

fn seal(args: impl Iterator<Item = String>) -> Result<(), Stop> {
    let file = one_file(args)?;
    let content = read_bytes(&file)?;
    let backup = read(&file, &content)?;
    let (mut salt, mut nonce) = ([0; 16], [0; 7]);
    std::fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut salt).and(source.read_exact(&mut nonce)))
        .map_err(|error| Stop::Call(format!("no randomness: {error}")))?;
    let terms = Terms::usual(env!("CARGO_PKG_VERSION"), PLACE, salt, nonce);
    let sealed = sealed::seal(&content, &passphrase()?, &terms).map_err(|fault| {
        let detail = format!("{fault}: {fault:?}");
        Stop::Refused { file, reason: fault.code(), detail }
    })?;
    hand_over(&backup, &sealed);
    Ok(())
}

fn open(args: impl Iterator<Item = String>) -> Result<(), Stop> {
    let file = one_file(args)?;
    let content = sealed::open(read_bytes(&file)?, &passphrase()?).map_err(|fault| {
        Stop::Refused { file: file.clone(), reason: fault.code(), detail: fault.to_string() }
    })?;
    let backup = read(&file, &content)?;
    hand_over(&backup, &content);
    Ok(())
}
