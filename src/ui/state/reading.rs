//! Reading files, a slice at a time, so that the page stays usable and a stop acts at once.
//!
//! Nothing is written before every file of the drop has been read whole and the seller has said so.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileList;

use super::{ActFault, FileNote, Preview, State};
use crate::format::backup::is_backup;
use crate::format::intake::{FileReading, FileRows, Intake, ReadOptions, Staged, Step};
use crate::format::mapping::{Mapping, parse_mapping};
use crate::format::problem::Refusal;
use crate::store::files::{PickedFile, ReadFault};
use crate::store::text::BrowserDecoders;
use crate::ui::clock::{self, breathe};

/// The page is given back after so many milliseconds of work.
const SLICE_MS: f64 = 12.0;

/// Rows between two looks at the clock.
const ROWS: usize = 200;

/// Where the reading of files stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ReadStatus {
    /// Nothing is being read.
    #[default]
    Idle,
    /// A drop is being read.
    Reading(Progress),
    /// The seller stopped it.
    Stopped,
    /// A drop was refused; the book is as it was.
    Refused(Arc<Vec<RefusedFile>>),
    /// It was read, and waits for the seller's word.
    Preview(Arc<Preview>),
    /// It is being written into the book.
    Writing(Arc<Preview>),
    /// It was not written; the book is as it was.
    NotWritten(ActFault),
}

/// How far a drop is read.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Which file, the first is 1.
    pub nth: usize,
    /// Of how many.
    pub total: usize,
    /// Its name.
    pub name: String,
    /// Rows read of all files so far.
    pub rows: u64,
    /// Thousandths of this file.
    pub permille: u16,
}

/// A file that was refused, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct RefusedFile {
    /// Its name.
    pub name: String,
    /// Why.
    pub fault: Fault,
}

/// Why a file was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// It could not be read off the disk.
    Read(ReadFault),
    /// What it holds cannot be used.
    Content(Refusal),
    /// Mappings came without a table.
    MappingAlone,
    /// More than one mapping came: which holds?
    TwoMappings,
    /// Lines of goods came without the orders that they belong to.
    ItemsAlone,
}

impl Fault {
    /// The reason as a word for checks (contract 2).
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Read(ReadFault::Stopped) => "stopped",
            Fault::Read(ReadFault::Unreadable) => "unreadable",
            Fault::Read(ReadFault::TooLarge) => "too_large",
            Fault::Content(refusal) => refusal.code(),
            Fault::MappingAlone => "mapping_alone",
            Fault::TwoMappings => "two_mappings",
            Fault::ItemsAlone => Refusal::NoCustomerColumn.code(),
        }
    }
}

impl State {
    /// Reads what the seller chose or dropped; a reading under way is stopped first.
    pub fn take_files(self, list: &FileList) {
        let files = PickedFile::all(list);
        let Some(first) = files.first() else { return };
        let run = self.next_run();
        let progress =
            Progress { nth: 1, total: files.len(), name: first.name(), rows: 0, permille: 0 };
        self.reading.set(ReadStatus::Reading(progress.clone()));
        // What the last files brought is no word about these.
        self.outcome.set(None);
        self.leave_restore();
        spawn_local(async move {
            let outcome = Reader { state: self, run, progress }.read(files).await;
            if self.run.get_value() != run {
                return;
            }
            match outcome {
                Ok(Read::Import(staged, files)) => self.show_preview(*staged, files),
                Ok(Read::Backup(name, bytes)) => {
                    self.reading.set(ReadStatus::Idle);
                    self.show_backup(&name, &bytes);
                }
                Err(refused) => self.reading.set(ReadStatus::Refused(Arc::new(refused))),
            }
        });
    }

    /// Stops the reading under way; memory is as it was.
    pub fn stop_reading(self) {
        self.next_run();
        self.reading.set(ReadStatus::Stopped);
    }

    fn next_run(self) -> u32 {
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.run.get_value()
    }
}

/// What a drop turned out to be.
enum Read {
    /// Files of orders.
    Import(Box<Staged>, Vec<FileNote>),
    /// A backup, which is restored and not imported.
    Backup(String, Vec<u8>),
}

/// What a JSON file turned out to be.
enum Json {
    Mapping(Mapping),
    Backup(String, Vec<u8>),
}

/// One drop on its way in.
struct Reader {
    state: State,
    run: u32,
    progress: Progress,
}

impl Reader {
    /// All files, or every refusal among them.
    async fn read(mut self, files: Vec<PickedFile>) -> Result<Read, Vec<RefusedFile>> {
        let (json, tables): (Vec<_>, Vec<_>) = files.into_iter().partition(is_json);
        let json = self.json(&json, tables.is_empty()).await.map_err(|it| vec![it])?;
        let mapping = match json {
            Some(Json::Backup(name, bytes)) => return Ok(Read::Backup(name, bytes)),
            Some(Json::Mapping(mapping)) => Some(mapping),
            None => None,
        };
        let offset_minutes = clock::offset_minutes();
        let options = ReadOptions { mapping, offset_minutes, ..ReadOptions::default() };
        self.progress.total = tables.len();
        let mut intake = Intake::default();
        let mut files = Vec::with_capacity(tables.len());
        let mut refused = Vec::new();
        for (at, table) in tables.into_iter().enumerate() {
            self.progress.nth = at + 1;
            self.progress.name = table.name();
            match self.table(&table, &options).await {
                Ok(rows) => {
                    self.progress.rows += rows.rows;
                    files.push(note(&rows));
                    intake.take(rows);
                }
                Err(Fault::Read(ReadFault::Stopped)) => return Err(Vec::new()),
                Err(fault) => refused.push(RefusedFile { name: table.name(), fault }),
            }
        }
        if !refused.is_empty() {
            return Err(refused);
        }
        if intake.is_items_only() && !self.state.has_book.get_untracked() {
            let name = files.first().map(|file| file.name.clone()).unwrap_or_default();
            return Err(vec![RefusedFile { name, fault: Fault::ItemsAlone }]);
        }
        breathe().await;
        let staged = intake.stage();
        // The preview is the next task.
        breathe().await;
        Ok(Read::Import(Box::new(staged), files))
    }

    /// The mapping that came with the tables, if one did, or a backup that came alone.
    async fn json(&self, files: &[PickedFile], alone: bool) -> Result<Option<Json>, RefusedFile> {
        let (file, rest) = match files {
            [] => return Ok(None),
            [file, rest @ ..] => (file, rest),
        };
        let refuse = |fault| RefusedFile { name: file.name(), fault };
        let bytes = file.read(|_| self.current()).await.map_err(|it| refuse(Fault::Read(it)))?;
        if alone && rest.is_empty() && is_backup(&bytes) {
            return Ok(Some(Json::Backup(file.name(), bytes)));
        }
        if alone {
            return Err(refuse(Fault::MappingAlone));
        }
        if !rest.is_empty() {
            return Err(refuse(Fault::TwoMappings));
        }
        let text = String::from_utf8_lossy(&bytes);
        let mapping = parse_mapping(&text).map_err(|it| refuse(Fault::Content(it)))?;
        Ok(Some(Json::Mapping(mapping)))
    }

    async fn table(&mut self, file: &PickedFile, options: &ReadOptions) -> Result<FileRows, Fault> {
        let before = self.progress.rows;
        let bytes = file.read(|_| self.current()).await.map_err(Fault::Read)?;
        let mut reading =
            FileReading::open(&file.name(), bytes, options, Box::new(BrowserDecoders))
                .map_err(Fault::Content)?;
        let mut slice = clock::monotonic_ms();
        while let Step::More { rows, fraction_permille } =
            reading.step(ROWS).map_err(Fault::Content)?
        {
            if clock::monotonic_ms() - slice < SLICE_MS {
                continue;
            }
            let permille = fraction_permille;
            let progress = Progress { rows: before + rows, permille, ..self.progress.clone() };
            self.state.reading.set(ReadStatus::Reading(progress));
            breathe().await;
            if !self.current() {
                return Err(Fault::Read(ReadFault::Stopped));
            }
            slice = clock::monotonic_ms();
        }
        reading.finish().map_err(Fault::Content)
    }

    /// False once the seller has stopped this reading or begun another.
    fn current(&self) -> bool {
        self.state.run.get_value() == self.run
    }
}

fn is_json(file: &PickedFile) -> bool {
    file.name().to_ascii_lowercase().ends_with(".json")
}

fn note(rows: &FileRows) -> FileNote {
    FileNote {
        name: rows.name.clone(),
        format: rows.format,
        encoding: rows.encoding,
        rows: rows.rows,
        skipped: rows.skipped,
        problems: rows.problems.len() as u64,
    }
}
