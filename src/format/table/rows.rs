//! Rows of cells out of a stream of text, one at a time, with the line each begins on.

use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, BufReader};

use csv::{ReaderBuilder, StringRecord};

use super::bytes::{FileBytes, Utf8Stream};
use super::cards::CardReader;
use super::dialect::Delimiter;
use super::ending;
use super::merged::Inherited;
use super::sheets::Sheets;
use super::workbook::{Judge, SheetStep, Workbook};
use crate::format::encoding::TextDecoder;
use crate::format::problem::Refusal;

/// More lines than any cell has: beyond it a quotation mark was opened and never closed, and
/// what looks like one row is the rest of the file.
const LONGEST_ROW_LINES: u64 = 500;

/// Reads a file row by row.
pub struct RowReader {
    inner: Inner,
    /// The row that the text ends in, where it ends without a line end.
    unfinished: Option<Unfinished>,
    /// What rows inherit from merged cells, by their lines.
    inherited: BTreeMap<u64, Inherited>,
    /// Rows that were looked at ahead, with their lines.
    head: VecDeque<(u64, StringRecord)>,
    /// What stopped the look ahead.
    stopped: Option<Refusal>,
}

enum Inner {
    Delimited { reader: Box<csv::Reader<Utf8Stream>>, delimiter: u8, is_first: bool, widest: usize },
    Blanks { lines: BufReader<Utf8Stream>, line: u64, buffer: String },
    Sheet(Box<Workbook>),
    Cards(Box<CardReader>),
}

/// A last row without a line end. Many programs leave it off; a download that was cut has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished {
    /// The line on which it begins.
    pub line: u64,
    /// Its last cell has a quotation mark that is never closed.
    pub is_open: bool,
}

/// What a look for the next row came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextRow {
    /// It is read; it begins on this line, from 1.
    At(u64),
    /// Work was done and more is to do.
    NotYet,
    /// There is none.
    End,
}

impl RowReader {
    /// Begins at the first row of a text.
    #[must_use]
    pub fn new(stream: Utf8Stream, delimiter: Delimiter) -> RowReader {
        RowReader::over(match delimiter {
            Delimiter::Byte(delimiter) => Inner::Delimited {
                reader: Box::new(
                    ReaderBuilder::new()
                        .has_headers(false)
                        .flexible(true)
                        .delimiter(delimiter)
                        .buffer_capacity(64 * 1024)
                        .from_reader(stream),
                ),
                delimiter,
                is_first: true,
                widest: 0,
            },
            Delimiter::Blanks => Inner::Blanks {
                lines: BufReader::with_capacity(64 * 1024, stream),
                line: 0,
                buffer: String::new(),
            },
        })
    }

    /// Begins at the first row of the sheet of a workbook that the judge likes best.
    pub(crate) fn of_workbook(bytes: FileBytes, judge: Judge) -> RowReader {
        RowReader::over(Inner::Sheet(Box::new(Workbook::new(bytes, judge))))
    }

    /// Begins at the first of the contacts of a phone.
    pub(crate) fn of_cards(stream: Utf8Stream, chinese: Box<dyn TextDecoder>) -> RowReader {
        RowReader::over(Inner::Cards(Box::new(CardReader::new(stream, chinese))))
    }

    /// True where the rows are cards, which have no titles.
    pub(crate) const fn are_cards(&self) -> bool {
        matches!(self.inner, Inner::Cards(_))
    }

    fn over(inner: Inner) -> RowReader {
        RowReader {
            inner,
            unfinished: None,
            inherited: BTreeMap::new(),
            head: VecDeque::new(),
            stopped: None,
        }
    }

    /// Reads rows ahead until there are `count` of them, or no more; false where it paused.
    ///
    /// # Errors
    /// What is wrong before the first row, and what is wrong with the whole file. Anything else
    /// is said when the row is reached.
    pub fn look_ahead(&mut self, count: usize) -> Result<bool, Refusal> {
        while self.head.len() < count && self.stopped.is_none() {
            let mut row = StringRecord::new();
            match self.read(&mut row) {
                Ok(NextRow::At(line)) => self.head.push_back((line, row)),
                Ok(NextRow::NotYet) => return Ok(false),
                Ok(NextRow::End) => break,
                Err(refusal @ Refusal::NotATable(_)) => return Err(refusal),
                Err(refusal) if self.head.is_empty() => return Err(refusal),
                Err(refusal) => self.stopped = Some(refusal),
            }
        }
        Ok(true)
    }

    /// The rows that were looked at ahead and not yet taken.
    pub fn head(&mut self) -> &[(u64, StringRecord)] {
        self.head.make_contiguous()
    }

    /// Passes over rows that were looked at ahead.
    pub fn pass(&mut self, count: usize) {
        self.head.drain(..count.min(self.head.len()));
    }

    /// Reads the next row into `row`.
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where the file ends in the middle.
    pub fn next_row(&mut self, row: &mut StringRecord) -> Result<NextRow, Refusal> {
        match (self.head.pop_front(), self.stopped.take()) {
            (Some((line, ahead)), stopped) => {
                self.stopped = stopped;
                *row = ahead;
                Ok(NextRow::At(line))
            }
            (None, Some(refusal)) => Err(refusal),
            (None, None) => self.read(row),
        }
    }

    fn read(&mut self, row: &mut StringRecord) -> Result<NextRow, Refusal> {
        match &mut self.inner {
            Inner::Delimited { reader, delimiter, is_first, widest } => {
                let more =
                    reader.read_record(row).map_err(|_| Refusal::Truncated { line: None })?;
                // The LF of a CR LF is only passed when the next row is read: it is counted late.
                let is_late = !std::mem::take(is_first) && reader.get_ref().has_cr_lf == Some(true);
                let line = row.position().map_or(0, csv::Position::line) + u64::from(is_late);
                let end = reader.position().line();
                if more && end.saturating_sub(line) > LONGEST_ROW_LINES {
                    return Err(Refusal::Truncated { line: Some(line) });
                }
                if !more {
                    return Ok(NextRow::End);
                }
                if reader.get_ref().is_over {
                    let last_line = reader.get_ref().last_line().unwrap_or_default();
                    let is_open = ending::is_open(row, last_line, *delimiter);
                    if is_open && ending::has_swallowed_a_row(row, *delimiter, *widest) {
                        return Err(Refusal::Truncated { line: Some(line) });
                    }
                    self.unfinished = Some(Unfinished { line, is_open });
                }
                *widest = row.len().max(*widest);
                Ok(NextRow::At(line))
            }
            Inner::Blanks { lines, line, buffer } => loop {
                buffer.clear();
                let read = lines.read_line(buffer).map_err(truncated)?;
                if read == 0 {
                    return Ok(NextRow::End);
                }
                *line += 1;
                row.clear();
                buffer.split_whitespace().for_each(|cell| row.push_field(cell));
                if !row.is_empty() {
                    if !buffer.ends_with('\n') {
                        self.unfinished = Some(Unfinished { line: *line, is_open: false });
                    }
                    return Ok(NextRow::At(*line));
                }
            },
            Inner::Cards(cards) => Ok(cards.next_row(row)?.map_or(NextRow::End, NextRow::At)),
            Inner::Sheet(sheet) => Ok(match sheet.step()? {
                SheetStep::Pause => NextRow::NotYet,
                SheetStep::Row(number, cells, inherited) => {
                    if !inherited.is_empty() {
                        self.inherited.insert(number, inherited);
                    }
                    *row = cells;
                    NextRow::At(number)
                }
                SheetStep::End => NextRow::End,
            }),
        }
    }

    /// Takes what a row inherits from cells that are merged over it and rows above.
    pub(crate) fn take_inherited(&mut self, line: u64) -> Inherited {
        self.inherited.remove(&line).unwrap_or_default()
    }

    /// The last row of a text, once it was read, where no line end stands behind it.
    #[must_use]
    pub const fn unfinished(&self) -> Option<Unfinished> {
        self.unfinished
    }

    /// True where more characters could not be decoded than a few scars explain.
    #[must_use]
    pub fn is_garbled(&self) -> bool {
        self.stream().is_some_and(Utf8Stream::is_garbled)
    }

    /// The sheets of a workbook that were begun, and those that are not read; nothing of a text.
    #[must_use]
    pub fn sheets(&self) -> Sheets {
        match &self.inner {
            Inner::Sheet(sheet) => sheet.sheets().clone(),
            Inner::Delimited { .. } | Inner::Blanks { .. } | Inner::Cards(_) => Sheets::default(),
        }
    }

    /// How many sheets of a workbook begin before a line; 0 in a text.
    #[must_use]
    pub fn sheets_before(&self, line: u64) -> usize {
        match &self.inner {
            Inner::Sheet(sheet) => sheet.sheets().begun_before(line),
            Inner::Delimited { .. } | Inner::Blanks { .. } | Inner::Cards(_) => 0,
        }
    }

    /// How far the reading is, and of how much: bytes of a text of `bytes`, or rows of a sheet.
    #[must_use]
    pub fn progress(&self, bytes: usize) -> (u64, u64) {
        match (&self.inner, self.stream()) {
            (Inner::Sheet(sheet), _) => sheet.progress(),
            (Inner::Delimited { .. } | Inner::Blanks { .. } | Inner::Cards(_), stream) => {
                (stream.map_or(0, Utf8Stream::position), bytes as u64)
            }
        }
    }

    fn stream(&self) -> Option<&Utf8Stream> {
        match &self.inner {
            Inner::Delimited { reader, .. } => Some(reader.get_ref()),
            Inner::Cards(cards) => Some(cards.stream()),
            Inner::Blanks { lines, .. } => Some(lines.get_ref()),
            Inner::Sheet(_) => None,
        }
    }
}

fn truncated(_: io::Error) -> Refusal {
    Refusal::Truncated { line: None }
}
