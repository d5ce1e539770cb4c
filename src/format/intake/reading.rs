//! Reading one file a bounded number of rows at a time, so that the page stays alive.
//!
//! A file is looked at whole before its first row is read: only then is its encoding certain,
//! and a gzip stream that stops in the middle is refused before anything is taken.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;

use super::census::NumberCensus;
use super::corrected::{corrected, inherit};
use super::date_census::{AmbiguousDate, DateCensus};
use super::header;
use super::opening::{Opened, SAMPLE_ROWS};
use super::sniffing::sniff;
use crate::domain::observation::Batch;
use crate::format::date::{DateForm, FieldOrder, guess_form};
use crate::format::encoding::{Encoding, OpenDecoder, Sniffed, Sniffer};
use crate::format::mapping::{Field, Mapping};
use crate::format::orders::context;
use crate::format::orders::file_format::FileFormat;
use crate::format::orders::layout::Layout;
use crate::format::orders::taken::{self, Taken, read_row};
use crate::format::problem::{NotATable, Problem, ProblemReason, Refusal, TOLD_CLOSELY, excerpt};
use crate::format::survey::doubt;
use crate::format::table::bytes::{ByteStream, FileBytes, Magic};
use crate::format::table::rows::{NextRow, RowReader};
use crate::format::table::sheets::Sheets;
use crate::format::table::{cell, container};

/// How to read a file.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The seller's mapping, where there is one.
    pub mapping: Option<Mapping>,
    /// The shop's offset in minutes east of Greenwich, for times that have a zone.
    pub offset_minutes: i32,
    /// Mappings that are remembered, under the signature of the titles they were made for. One is
    /// used where none is given and the file is no known export.
    pub mappings: Vec<(String, Mapping)>,
    /// What the seller typed in place of the cell of a line.
    pub corrections: BTreeMap<(u64, Field), String>,
    /// Lines that the seller leaves out.
    pub left_out: BTreeSet<u64>,
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
    decoders: Box<dyn OpenDecoder>,
    /// What its bytes are; `None` for a workbook, or before they were looked at.
    sniffed: Option<Sniffed>,
    /// How its dates have to be read, where only its last rows told.
    order: Option<FieldOrder>,
}

enum Phase {
    Sniffing { stream: ByteStream, sniffer: Sniffer },
    Opening(Box<Opened>),
    Reading(Box<Reading>),
    Done(Box<Reading>),
}

/// What has been read so far.
struct Reading {
    layout: Layout,
    encoding: Option<Encoding>,
    header_line: Option<u64>,
    options: ReadOptions,
    rows: RowReader,
    record: StringRecord,
    taken: Taken,
    /// Sheets begun so far.
    sheets: usize,
    /// The fewest cells that a row has so far.
    shortest: Option<usize>,
    read: u64,
    skipped: u64,
    problems: Vec<Problem>,
    numbers: NumberCensus,
    /// The column that tells how dates are written, where nobody has said it.
    date_column: Option<usize>,
    dates: DateCensus,
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
    /// The line of the titles; `None` where the file has none.
    pub header_line: Option<u64>,
    /// True where a column says the numbers of its orders.
    pub is_numbered: bool,
    /// The sheets of a workbook; lines are counted on from one to the next.
    pub sheets: Sheets,
    /// Rows under the titles.
    pub rows: u64,
    /// Rows that the mapping or the seller leaves out, sums, and empty ones.
    pub skipped: u64,
    /// A date that could be read otherwise, where no date of the file tells which way is right.
    pub ambiguous_date: Option<AmbiguousDate>,
    /// Rows that cannot be taken.
    pub problems: Vec<Problem>,
    /// The rows that can, by the sheet and the platform they come from.
    pub batches: Vec<Batch>,
}

impl FileReading {
    /// Begins with a file.
    ///
    /// # Errors
    /// What the first bytes already say: empty, a picture, an old workbook.
    pub fn open(
        name: &str,
        bytes: Vec<u8>,
        options: &ReadOptions,
        decoders: Box<dyn OpenDecoder>,
    ) -> Result<FileReading, Refusal> {
        let bytes = FileBytes::new(bytes);
        if bytes.is_empty() {
            return Err(Refusal::Blank);
        }
        if let Some(foreign) = bytes.foreign() {
            return Err(Refusal::NotATable(foreign));
        }
        let phase = match bytes.magic() {
            Magic::Zip => Phase::Opening(Box::new(Opened::workbook(bytes.clone(), options))),
            Magic::Ole2 => return Err(Refusal::NotATable(container::ole2(&bytes))),
            Magic::Plain | Magic::Gzip => {
                Phase::Sniffing { stream: bytes.open(), sniffer: Sniffer::default() }
            }
        };
        let (name, options) = (name.to_owned(), options.clone());
        Ok(FileReading { name, bytes, options, phase, decoders, sniffed: None, order: None })
    }

    /// Does about `max_rows` rows' worth of work.
    ///
    /// # Errors
    /// Why the file is refused; it is of no use afterwards.
    pub fn step(&mut self, max_rows: usize) -> Result<Step, Refusal> {
        match &mut self.phase {
            Phase::Sniffing { stream, sniffer } => {
                if sniff(stream, sniffer, max_rows)? {
                    let permille = share(stream.position(), self.bytes.len() as u64, 150);
                    return Ok(Step::More { rows: 0, fraction_permille: permille });
                }
                self.sniffed = Some(sniffer.verdict());
                self.phase = Phase::Opening(Box::new(self.open_rows()?));
                Ok(Step::More { rows: 0, fraction_permille: 150 })
            }
            Phase::Opening(opened) => {
                if opened.rows.look_ahead(SAMPLE_ROWS)?
                    && let Some(opened) = self.take_opened()
                {
                    let reading = Reading::begin(*opened, &self.options, self.order)?;
                    self.phase = Phase::Reading(Box::new(reading));
                }
                Ok(Step::More { rows: 0, fraction_permille: 150 })
            }
            Phase::Reading(reading) => {
                if reading.read_rows(max_rows)? {
                    let (done, of) = reading.rows.progress(self.bytes.len());
                    let permille = 150 + share(done, of, 850);
                    return Ok(Step::More { rows: reading.read, fraction_permille: permille });
                }
                if let (Some(order), None) = (reading.other_order(), self.order) {
                    self.order = Some(order);
                    self.phase = Phase::Opening(Box::new(self.open_rows()?));
                    return Ok(Step::More { rows: 0, fraction_permille: 150 });
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
            Phase::Sniffing { .. } | Phase::Opening(_) | Phase::Reading(_) => Err(Refusal::Empty),
        }
    }

    fn finish_rows(&mut self) {
        self.phase = match self.take_phase() {
            Phase::Reading(reading) | Phase::Done(reading) => Phase::Done(reading),
            before @ (Phase::Sniffing { .. } | Phase::Opening(_)) => before,
        };
    }

    fn take_opened(&mut self) -> Option<Box<Opened>> {
        match self.take_phase() {
            Phase::Opening(opened) => Some(opened),
            Phase::Sniffing { .. } | Phase::Reading(_) | Phase::Done(_) => None,
        }
    }

    fn take_phase(&mut self) -> Phase {
        let stream = FileBytes::new(Vec::new()).open();
        let nothing = Phase::Sniffing { stream, sniffer: Sniffer::default() };
        std::mem::replace(&mut self.phase, nothing)
    }

    /// The file, open at its first row.
    fn open_rows(&self) -> Result<Opened, Refusal> {
        match self.sniffed {
            Some(sniffed) => self.open_text(sniffed),
            None => Ok(Opened::workbook(self.bytes.clone(), &self.options)),
        }
    }

    /// The text, open as the mapping says; where a remembered mapping names another delimiter or
    /// encoding than the file seems to have, and fits then, as that one says.
    fn open_text(&self, sniffed: Sniffed) -> Result<Opened, Refusal> {
        let open = |mapping: Option<&Mapping>| {
            Opened::text(&self.bytes, sniffed, mapping, self.decoders.as_ref())
        };
        if self.options.mapping.is_some() {
            return open(self.options.mapping.as_ref());
        }
        let seems = open(None);
        let fits = |opened: &mut Opened| {
            if opened.rows.are_cards() {
                return true;
            }
            let rows = opened.rows.look_ahead(header::LOOKED_AT);
            let titles = rows.and_then(|_| opened.titles(&self.options));
            titles.is_ok_and(|(found, _)| found.standing.is_remembered_or_known())
        };
        let mut seems = match seems {
            Err(Refusal::NotATable(NotATable::OneColumn)) | Ok(_) => seems,
            Err(refusal) => return Err(refusal),
        };
        if seems.as_mut().is_ok_and(&fits) {
            return seems;
        }
        let particular = self.options.mappings.iter().filter(|(_, it)| it.names_form_of_text());
        let other = particular
            .filter_map(|(_, it)| open(Some(it)).ok())
            .find_map(|mut opened| fits(&mut opened).then_some(opened));
        other.map_or(seems, Ok)
    }
}

impl Reading {
    /// Everything that is decided before the first row: columns, dates.
    fn begin(
        mut opened: Opened,
        options: &ReadOptions,
        order: Option<FieldOrder>,
    ) -> Result<Reading, Refusal> {
        if opened.rows.are_cards() {
            return Ok(Reading::of(opened, Layout::of_cards(), None, options));
        }
        let (found, titles) = opened.titles(options)?;
        let has_titles = found.mapping.is_none_or(|mapping| mapping.header);
        let head: Vec<&StringRecord> = opened.rows.head().iter().map(|(_, row)| row).collect();
        if header::are_alone(&head, &found) {
            return Err(opened.refuse_titles_alone());
        }
        let mut layout = Layout::of(&titles, found.mapping)?;
        let below = head.iter().skip(found.at + 1).copied();
        if found.mapping.is_none()
            && let Some(refusal) = doubt::of(&layout, &titles, below)
        {
            return Err(refusal);
        }
        let header_line = opened.rows.head().get(found.at).map(|(line, _)| *line);
        opened.rows.pass(found.at + usize::from(has_titles));
        let date_column =
            layout.date_column().filter(|_| matches!(layout.dates, DateForm::Auto(_)));
        if let Some(column) = date_column {
            let cells = opened.rows.head().iter().filter_map(|(_, row)| row.get(column));
            let guessed = || guess_form(cells.map(cell::identifier));
            layout.dates = order.map_or_else(guessed, DateForm::Auto);
        }
        let reading = Reading::of(opened, layout, header_line.filter(|_| has_titles), options);
        Ok(Reading { date_column, ..reading })
    }

    fn of(
        opened: Opened,
        layout: Layout,
        header_line: Option<u64>,
        options: &ReadOptions,
    ) -> Reading {
        Reading {
            taken: Taken::default(),
            sheets: 1,
            shortest: None,
            layout,
            encoding: opened.text.map(|text| text.encoding),
            header_line,
            options: options.clone(),
            rows: opened.rows,
            record: StringRecord::new(),
            read: 0,
            skipped: 0,
            problems: Vec::new(),
            numbers: NumberCensus::default(),
            date_column: None,
            dates: DateCensus::default(),
        }
    }

    /// Reads up to `max_rows` rows; false at the end.
    fn read_rows(&mut self, max_rows: usize) -> Result<bool, Refusal> {
        for _ in 0..max_rows {
            let line = match self.rows.next_row(&mut self.record)? {
                NextRow::At(line) => line,
                NextRow::NotYet => return Ok(true),
                NextRow::End => {
                    self.check_end()?;
                    return Ok(false);
                }
            };
            self.read += 1;
            self.begin_sheet(line);
            // As they stand: what the seller mends or leaves out turns no other date around.
            if let Some(cell) = self.date_column.and_then(|at| self.record.get(at)) {
                self.dates.count(cell::identifier(cell), &self.layout.dates);
            }
            if self.options.left_out.contains(&line) {
                self.taken.leave_out(&self.layout, &self.record);
                self.skipped += 1;
                continue;
            }
            if let Some(problem) = self.cut_off(line) {
                self.note(problem);
                continue;
            }
            let inherited = self.rows.take_inherited(line);
            if self.layout.is_of_people() {
                inherit(&self.layout, inherited, &mut self.record);
            }
            corrected(&self.layout, &self.options.corrections, line, &mut self.record);
            let number = self.layout.column(Field::OrderId).and_then(|at| self.record.get(at));
            let number = number.map_or("", cell::identifier);
            match self.layout.own {
                Some(_) => self.numbers.count_once(number),
                None => self.numbers.count(number),
            }
            let offset = self.options.offset_minutes;
            let read = read_row(&self.layout, offset, line, &self.record, &mut self.taken);
            match read {
                taken::Read::Taken => {}
                taken::Read::TakenWithout(cells) => cells.into_iter().for_each(|it| self.note(it)),
                taken::Read::Skipped => self.skipped += 1,
                taken::Read::Problem(problem) => self.note(problem),
            }
        }
        Ok(true)
    }

    /// How the dates have to be read, where it is another way than they were.
    fn other_order(&self) -> Option<FieldOrder> {
        self.dates.other_order(&self.layout.dates)
    }

    /// Notes what is wrong with the row that was just read.
    fn note(&mut self, mut problem: Problem) {
        if self.problems.len() < TOLD_CLOSELY {
            problem.context = context::of(&self.layout, &self.record, &problem);
        }
        self.problems.push(problem);
    }

    /// A further sheet is as a further file: what stands in both counts once.
    fn begin_sheet(&mut self, line: u64) {
        let begun = self.rows.sheets_before(line);
        if begun > self.sheets {
            self.sheets = begun;
            self.taken.begin_sheet();
        }
    }

    /// A last row that ends in its middle: without a line end, and inside quotes or with fewer
    /// cells than the titles and any row before it. Its last cell may be cut, too.
    fn cut_off(&mut self, line: u64) -> Option<Problem> {
        let row = &self.record;
        let cells = row.len();
        let is_empty = row.iter().all(|cell| cell.trim().is_empty());
        let shortest = self.shortest;
        self.shortest = shortest.into_iter().chain((!is_empty).then_some(cells)).min();
        let end = self.rows.unfinished().filter(|end| end.line == line && !is_empty)?;
        let is_short = match (self.layout.titled_width(), shortest) {
            (None, None) => false,
            (width, shortest) => width.into_iter().chain(shortest).all(|other| cells < other),
        };
        (end.is_open || is_short).then(|| {
            let last = if end.is_open { cells.saturating_sub(1) } else { cells };
            let (field, reason) = (self.layout.field_from(last), ProblemReason::RowTooShort);
            Problem {
                line,
                field,
                reason,
                value: excerpt(&taken::filled_cells(row)),
                context: Vec::new(),
                is_person_taken: false,
            }
        })
    }

    fn check_end(&self) -> Result<(), Refusal> {
        if self.rows.is_garbled() {
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
            encoding: self.encoding,
            header_line: self.header_line,
            is_numbered: self.layout.column(Field::OrderId).is_some(),
            sheets: self.rows.sheets(),
            rows: self.read,
            skipped: self.skipped,
            ambiguous_date: self.dates.verdict(),
            problems: self.problems,
            batches: self.taken.into_batches(&self.layout),
        })
    }
}

fn share(position: u64, of: u64, permille: u64) -> u16 {
    let share = position.saturating_mul(permille).checked_div(of).unwrap_or(permille);
    u16::try_from(share.min(permille)).unwrap_or(0)
}
