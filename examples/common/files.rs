//! What the runners share: reading files into a shop, and how they stop.
#![allow(clippy::print_stderr, dead_code)] // Each runner uses its own part.

use std::process::ExitCode;

use huitou::domain::merge::merge;
use huitou::domain::shop::Shop;
use huitou::format::backup::{is_backup, read_backup};
use huitou::format::date::parse_offset;
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileProblem, FileReading, Intake, ReadOptions};
use huitou::format::mapping::parse_mapping;
use huitou::format::problem::Refusal;
use serde_json::json;

/// Why there is no answer: the file and the reason, or a word on the call.
pub(crate) enum Stop {
    Refused { file: String, reason: &'static str, detail: String },
    Call(String),
}

impl Stop {
    pub(crate) fn refused(file: &str, refusal: &Refusal) -> Stop {
        Stop::Refused { file: file.to_owned(), reason: refusal.code(), detail: refusal.to_string() }
    }

    /// Says it on stderr, the reason last.
    pub(crate) fn report(self, usage: &str) -> ExitCode {
        match self {
            Stop::Refused { file, reason, detail } => {
                eprintln!("{}", json!({ "detail": detail }));
                eprintln!("{}", json!({ "file": file, "reason": reason }));
            }
            Stop::Call(word) => eprintln!("{word}\n{usage}"),
        }
        ExitCode::from(2)
    }
}

/// Which files, and how to read them.
pub(crate) struct Options {
    pub(crate) files: Vec<String>,
    map: Option<String>,
    offset_minutes: i32,
}

impl Default for Options {
    fn default() -> Self {
        Options { files: Vec::new(), map: None, offset_minutes: 8 * 60 }
    }
}

impl Options {
    /// Takes `--map` and `--offset`; false for another option.
    pub(crate) fn take(&mut self, option: &str, value: Option<String>) -> Result<bool, Stop> {
        let wrong = || Stop::Call(format!("{option}: cannot read its value"));
        match option {
            "--map" => self.map = Some(value.ok_or_else(wrong)?),
            "--offset" => {
                let offset = value.as_deref().and_then(parse_offset);
                self.offset_minutes = offset.ok_or_else(wrong)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    }
}

pub(crate) fn read_bytes(file: &str) -> Result<Vec<u8>, Stop> {
    std::fs::read(file).map_err(|error| Stop::Call(format!("{file}: {error}")))
}

/// The shop of all files, backups among them, and the rows that do not count.
pub(crate) fn read_files(options: &Options) -> Result<(Shop, Vec<FileProblem>), Stop> {
    if options.files.is_empty() {
        return Err(Stop::Call("no file".to_owned()));
    }
    let mapping = match &options.map {
        None => None,
        Some(file) => {
            let json = String::from_utf8_lossy(&read_bytes(file)?).into_owned();
            Some(parse_mapping(&json).map_err(|refusal| Stop::refused(file, &refusal))?)
        }
    };
    let read =
        ReadOptions { mapping, offset_minutes: options.offset_minutes, ..Default::default() };
    let mut intake = Intake::default();
    let mut backups = Vec::new();
    for file in &options.files {
        let bytes = read_bytes(file)?;
        if is_backup(&bytes) {
            let backup = read_backup(&bytes).map_err(|refusal| Stop::refused(file, &refusal))?;
            backups.push(backup.shop);
            continue;
        }
        let rows = FileReading::open(file, bytes, &read, Box::new(NativeDecoders))
            .and_then(FileReading::finish)
            .map_err(|refusal| Stop::refused(file, &refusal))?;
        intake.take(rows);
    }
    let tables = options.files.len() > backups.len();
    let (mut shop, problems) = if tables {
        intake.settle().map_err(|(file, refusal)| Stop::refused(&file, &refusal))?
    } else {
        (Shop::default(), Vec::new())
    };
    for backup in backups {
        let change = merge(&shop, &backup).change;
        shop.apply(&change, None).map_err(|error| Stop::Call(error.to_string()))?;
    }
    Ok((shop, problems))
}

/// One JSON line per problem row.
pub(crate) fn print_problems(problems: &[FileProblem]) {
    for FileProblem { file, problem } in problems {
        let line = json!({
            "file": file,
            "line": problem.line,
            "field": problem.field.name(),
            "reason": problem.reason.code(),
        });
        eprintln!("{line}");
    }
}
