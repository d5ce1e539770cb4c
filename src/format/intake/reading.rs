//! Reading one file a bounded number of rows at a time, so that the page stays alive.
//!
//! A file is looked at whole before its first row is read: only then is its encoding certain,
//! and a gzip stream that stops in the middle is refused before anything is taken.

use std::io::Read as _;
use std::rc::Rc;

use csv::StringRecord;

use super::census::NumberCensus;
use crate::domain::observation::Batch;
use crate::format::date::{DateForm, guess_order};
use crate::format::encoding::{Encoding, OpenDecoder, Sniffed, Sniffer};
use crate::format::mapping::{Field, Mapping};
use crate::format::orders::layout::{FileFormat, Layout};
use crate::format::orders::taken::{self, Taken, read_row};
use crate::format::problem::{NotATable, NotOurs, Problem, Refusal};
use crate::format::table::bytes::{ByteStream, FileBytes, Magic, Utf8Stream};
use crate::format::table::cards::{self, CardReader};
use crate::format::table::cell;
use crate::format::table::dialect::{self, Delimiter};
use crate::format::table::rows::RowReader;
use crate::format::table::source::RowSource;

/// How much text is looked at to find delimiter, titles and form of dates.
const SAMPLE_BYTES: usize = 128 * 1024;
/// Bytes looked at for one row's worth of work in the first pass.
const SNIFFED_BYTES_PER_ROW: usize = 512;

/// How to read a file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The seller's mapping, where there is one.
    pub mapping: Option<Mapping>,
    /// The shop's offset in minutes east of Greenwich, for times that have a zone.
    pub offset_minutes: i32,
}

/// How far the reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// There is more.
    More {
        /// Rows read so far.
        rows: u64,
        /// Share of the work done, in thousandths.
        fraction_permille: u16,
    },
    /// All rows are read.
    Done,
}

/// A file on its way.
pub struct FileReading {
    name: String,
    bytes: FileBytes,
    options: ReadOptions,
    phase: Phase,
    decoders: Rc<dyn OpenDecoder>,
}

enum Phase {
    Sniffing { stream: ByteStream, sniffer: Sniffer },
    Reading(Box<Reading>),
    Done(Box<Reading>),
}

/// What has been read so far.
struct Reading {
    layout: Layout,
    encoding: Encoding,
    offset_minutes: i32,
    rows: RowSource,
    record: StringRecord,
    taken: Taken,
    read: u64,
    skipped: u64,
    problems: Vec<Problem>,
    numbers: NumberCensus,
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct FileRows {
    /// Its name.
    pub name: String,
    /// What it turned out to be.
    pub format: FileFormat,
    /// The encoding of its text; `None` for a workbook, which has its own.
    pub encoding: Option<Encoding>,
    /// Rows under the titles.
    pub rows: u64,
    /// Rows that the mapping leaves out.
    pub skipped: u64,
    /// Rows that cannot be taken.
    pub problems: Vec<Problem>,
    /// The rows that can, by the platform they come from.
    pub batches: Vec<Batch>,
}

impl FileReading {
    /// Begins with a file.
    ///
    /// # Errors
    /// What the first bytes already say: empty, a workbook, JSON.
    pub fn open(
        name: &str,
        bytes: Vec<u8>,
        options: &ReadOptions,
        decoders: Box<dyn OpenDecoder>,
    ) -> Result<FileReading, Refusal> {
        let bytes = FileBytes::new(bytes);
        if bytes.is_empty() {
            return Err(Refusal::Empty);
        }
        match bytes.magic() {
            Magic::Zip => return Err(Refusal::NotATable(NotATable::Workbook)),
            Magic::Ole2 => return Err(Refusal::NotATable(NotATable::OldWorkbook)),
            Magic::Plain | Magic::Gzip => {}
        }
        let phase = Phase::Sniffing { stream: bytes.open(), sniffer: Sniffer::default() };
        let (name, options) = (name.to_owned(), options.clone());
        Ok(FileReading { name, bytes, options, phase, decoders: Rc::from(decoders) })
    }

    /// Does about `max_rows` rows' worth of work.
    ///
    /// # Errors
    /// Why the file is refused; it is of no use afterwards.
    pub fn step(&mut self, max_rows: usize) -> Result<Step, Refusal> {
        match &mut self.phase {
            Phase::Sniffing { stream, sniffer } => {
                if sniff(stream, sniffer, max_rows)? {
                    let permille = share(stream.position(), self.bytes.len(), 150);
                    return Ok(Step::More { rows: 0, fraction_permille: permille });
                }
                let sniffed = sniffer.verdict();
                self.phase = Phase::Reading(Box::new(self.begin(sniffed)?));
                Ok(Step::More { rows: 0, fraction_permille: 150 })
            }
            Phase::Reading(reading) => {
                if reading.read_rows(max_rows)? {
                    let position = reading.rows.stream().position();
                    let permille = 150 + share(position, self.bytes.len(), 850);
                    return Ok(Step::More { rows: reading.read, fraction_permille: permille });
                }
                self.finish_rows();
                Ok(Step::Done)
            }
            Phase::Done(_) => Ok(Step::Done),
        }
    }

    /// The rows, once [`Step::Done`] was reached; else reads on to the end first.
    ///
    /// # Errors
    /// Why the file is refused.
    pub fn finish(mut self) -> Result<FileRows, Refusal> {
        while self.step(100_000)? != Step::Done {}
        match self.phase {
            Phase::Done(reading) => reading.into_rows(self.name),
            Phase::Sniffing { .. } | Phase::Reading(_) => Err(Refusal::Empty),
        }
    }

    fn finish_rows(&mut self) {
        let stream = FileBytes::new(Vec::new()).open();
        let nothing = Phase::Sniffing { stream, sniffer: Sniffer::default() };
        self.phase = match std::mem::replace(&mut self.phase, nothing) {
            Phase::Reading(reading) | Phase::Done(reading) => Phase::Done(reading),
            sniffing @ Phase::Sniffing { .. } => sniffing,
        };
    }

    /// Everything that is decided before the first row: encoding, delimiter, columns, dates.
    fn begin(&self, sniffed: Sniffed) -> Result<Reading, Refusal> {
        let mapping = self.options.mapping.as_ref();
        let named = mapping.map(Mapping::encoding).transpose()?.flatten();
        let (encoding, is_clean) = match (named, sniffed) {
            (_, Sniffed::Binary) => return Err(Refusal::NotATable(NotATable::Binary)),
            (None, Sniffed::Text(encoding)) => (encoding, true),
            (None, Sniffed::MostlyText(encoding)) => (encoding, false),
            (Some(named), Sniffed::Text(Encoding::Utf8)) => (named, named == Encoding::Utf8),
            (Some(named), Sniffed::Text(_) | Sniffed::MostlyText(_)) => (named, false),
        };
        let open = || {
            let decoder = (!is_clean).then(|| self.decoders.open(encoding));
            Utf8Stream::new(self.bytes.open(), decoder)
        };
        let sample = sample(open())?;
        refuse_foreign(&sample)?;
        if sample.trim().is_empty() {
            return Err(Refusal::Empty);
        }
        if cards::are_in(&sample) {
            let rows = Box::new(CardReader::new(open(), Rc::clone(&self.decoders)));
            return Ok(self.reading(Layout::of_cards(), encoding, RowSource::Cards(rows)));
        }
        let (declared, first_rows) = declared_delimiter(&sample);
        let delimiter = mapping
            .and_then(|mapping| Delimiter::named(mapping.delimiter))
            .or(declared)
            .or_else(|| dialect::guess(first_rows))
            .ok_or(Refusal::NotATable(NotATable::OneColumn))?;

        let has_titles = mapping.is_none_or(|mapping| mapping.header);
        let (layout, header_rows) =
            self.layout(open(), delimiter, declared.is_some(), has_titles)?;
        let mut rows = RowReader::new(open(), delimiter);
        let mut record = StringRecord::new();
        for _ in 0..header_rows {
            rows.next_row(&mut record)?;
        }
        Ok(self.reading(layout, encoding, RowSource::Table(rows)))
    }

    fn reading(&self, layout: Layout, encoding: Encoding, rows: RowSource) -> Reading {
        Reading {
            taken: Taken::default(),
            layout,
            encoding,
            offset_minutes: self.options.offset_minutes,
            rows,
            record: StringRecord::new(),
            read: 0,
            skipped: 0,
            problems: Vec::new(),
            numbers: NumberCensus::default(),
        }
    }

    /// The layout from the titles and some rows, and how many rows to pass over before the data.
    fn layout(
        &self,
        stream: Utf8Stream,
        delimiter: Delimiter,
        is_declared: bool,
        has_titles: bool,
    ) -> Result<(Layout, usize), Refusal> {
        const SAMPLE_ROWS: usize = 2000;
        let mut reader = RowReader::new(stream, delimiter);
        let mut titles = StringRecord::new();
        // A first line `sep=;` is a word to the spreadsheet, not a row.
        for _ in 0..=usize::from(is_declared) {
            if reader.next_row(&mut titles)?.is_none() {
                return Err(Refusal::Empty);
            }
        }
        if titles.len() < 2 {
            return Err(Refusal::NotATable(NotATable::OneColumn));
        }
        let mut layout = Layout::of(&titles, self.options.mapping.as_ref())?;
        let header_rows = usize::from(is_declared) + usize::from(has_titles);
        if let (DateForm::Auto(_), Some(column)) = (&layout.dates, layout.date_column()) {
            let mut cells = Vec::new();
            let mut record = StringRecord::new();
            // A sample that is cut short only means fewer dates to look at.
            while cells.len() < SAMPLE_ROWS
                && reader.next_row(&mut record).is_ok_and(|r| r.is_some())
            {
                cells.extend(record.get(column).map(|cell| cell::identifier(cell).to_owned()));
            }
            layout.dates = DateForm::Auto(guess_order(cells.iter().map(String::as_str)));
        }
        Ok((layout, header_rows))
    }
}

impl Reading {
    /// Reads up to `max_rows` rows; false at the end.
    fn read_rows(&mut self, max_rows: usize) -> Result<bool, Refusal> {
        for _ in 0..max_rows {
            let Some(line) = self.rows.next_row(&mut self.record)? else {
                self.check_end()?;
                return Ok(false);
            };
            self.read += 1;
            let number = self.layout.column(Field::OrderId).and_then(|at| self.record.get(at));
            self.numbers.count(number.map_or("", cell::identifier));
            let read =
                read_row(&self.layout, self.offset_minutes, line, &self.record, &mut self.taken);
            match read {
                taken::Read::Taken => {}
                taken::Read::Skipped => self.skipped += 1,
                taken::Read::Problem(problem) => self.problems.push(problem),
            }
        }
        Ok(true)
    }

    fn check_end(&self) -> Result<(), Refusal> {
        self.rows.check_end()?;
        if self.rows.stream().is_garbled() {
            return Err(Refusal::Encoding);
        }
        if self.read == 0 {
            return Err(Refusal::Empty);
        }
        self.numbers.verdict()
    }

    fn into_rows(self, name: String) -> Result<FileRows, Refusal> {
        Ok(FileRows {
            name,
            format: self.layout.format,
            encoding: Some(self.encoding),
            rows: self.read,
            skipped: self.skipped,
            problems: self.problems,
            batches: self.taken.into_batches(&self.layout),
        })
    }
}

/// Looks at the next bytes; false when all are seen or it is clear that they are no text.
fn sniff(stream: &mut ByteStream, sniffer: &mut Sniffer, max_rows: usize) -> Result<bool, Refusal> {
    let mut buffer = vec![0; 64 * 1024];
    let mut left = max_rows.saturating_mul(SNIFFED_BYTES_PER_ROW).max(buffer.len());
    while left > 0 {
        let n = stream.read(&mut buffer).map_err(|_| Refusal::Truncated { line: None })?;
        let more = n > 0 && sniffer.feed(buffer.get(..n).unwrap_or_default());
        if !more {
            return Ok(false);
        }
        left = left.saturating_sub(n);
    }
    Ok(true)
}

/// The beginning of the text.
fn sample(stream: Utf8Stream) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    stream
        .take(SAMPLE_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Truncated { line: None })?;
    // The last character may be cut in two.
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\u{fffd}').to_owned())
}

/// JSON is no table, and neither is markup, which some programs save as `.xls`. A backup of this
/// app is read by a later version of it.
fn refuse_foreign(sample: &str) -> Result<(), Refusal> {
    let begin = sample.trim_start();
    if begin.starts_with('<') {
        return Err(Refusal::NotATable(NotATable::Binary));
    }
    if !begin.starts_with(['{', '[']) {
        return Ok(());
    }
    let is_backup = begin.chars().take(200).collect::<String>().contains("huitou-backup");
    Err(if is_backup { Refusal::NewerSchema } else { Refusal::NotOurs(NotOurs::Json) })
}

/// The delimiter that a first line `sep=;` declares, and the text behind that line.
fn declared_delimiter(sample: &str) -> (Option<Delimiter>, &str) {
    let Some((first, rest)) = sample.split_once('\n') else { return (None, sample) };
    match first.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some([byte]) => (Some(Delimiter::Byte(*byte)), rest),
        Some(_) | None => (None, sample),
    }
}

fn share(position: u64, of: usize, permille: u64) -> u16 {
    let share = (position * permille).checked_div(of as u64).unwrap_or(permille);
    u16::try_from(share.min(permille)).unwrap_or(0)
}
