//! Rows of cells out of a stream of text, one at a time, with the line each begins on.

use std::io::{self, BufRead, BufReader};

use csv::{ReaderBuilder, StringRecord};

use super::bytes::Utf8Stream;
use super::dialect::Delimiter;
use crate::format::problem::Refusal;

/// More lines than any cell has: beyond it a quotation mark was opened and never closed, and
/// what looks like one row is the rest of the file.
const LONGEST_ROW_LINES: u64 = 500;

/// Reads a file row by row.
pub struct RowReader {
    inner: Inner,
    last_line: u64,
}

enum Inner {
    Delimited { reader: Box<csv::Reader<Utf8Stream>>, first: bool },
    Blanks { lines: BufReader<Utf8Stream>, line: u64, buffer: String },
}

impl RowReader {
    /// Begins at the first row.
    #[must_use]
    pub fn new(stream: Utf8Stream, delimiter: Delimiter) -> RowReader {
        let inner = match delimiter {
            Delimiter::Byte(delimiter) => Inner::Delimited {
                reader: Box::new(
                    ReaderBuilder::new()
                        .has_headers(false)
                        .flexible(true)
                        .delimiter(delimiter)
                        .buffer_capacity(64 * 1024)
                        .from_reader(stream),
                ),
                first: true,
            },
            Delimiter::Blanks => Inner::Blanks {
                lines: BufReader::with_capacity(64 * 1024, stream),
                line: 0,
                buffer: String::new(),
            },
        };
        RowReader { inner, last_line: 0 }
    }

    /// Reads the next row into `row` and gives the line it begins on, from 1; `None` at the end.
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where the file ends in the middle.
    pub fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Refusal> {
        match &mut self.inner {
            Inner::Delimited { reader, first } => {
                let more =
                    reader.read_record(row).map_err(|_| Refusal::Truncated { line: None })?;
                // The LF of a CR LF is only passed when the next row is read, so it is counted late.
                let is_late = !std::mem::take(first) && reader.get_ref().has_cr_lf == Some(true);
                let line = row.position().map_or(0, csv::Position::line) + u64::from(is_late);
                let end = reader.position().line();
                if more && end.saturating_sub(line) > LONGEST_ROW_LINES {
                    return Err(Refusal::Truncated { line: Some(line) });
                }
                if more {
                    self.last_line = line;
                }
                Ok(more.then_some(line))
            }
            Inner::Blanks { lines, line, buffer } => loop {
                buffer.clear();
                let read = lines.read_line(buffer).map_err(truncated)?;
                if read == 0 {
                    return Ok(None);
                }
                *line += 1;
                row.clear();
                buffer.split_whitespace().for_each(|cell| row.push_field(cell));
                if !row.is_empty() {
                    return Ok(Some(*line));
                }
            },
        }
    }

    /// To be asked behind the last row: does the file end inside a quoted cell?
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where it does.
    pub fn check_end(&self) -> Result<(), Refusal> {
        match &self.inner {
            Inner::Delimited { reader, .. } => {
                let several_lines = reader.position().line().saturating_sub(self.last_line) > 1;
                let open = reader.get_ref().quotes % 2 == 1;
                if open && several_lines {
                    return Err(Refusal::Truncated { line: Some(self.last_line) });
                }
                Ok(())
            }
            Inner::Blanks { .. } => Ok(()),
        }
    }

    /// The stream below, for how far it is and how well it could be decoded.
    #[must_use]
    pub fn stream(&self) -> &Utf8Stream {
        match &self.inner {
            Inner::Delimited { reader, .. } => reader.get_ref(),
            Inner::Blanks { lines, .. } => lines.get_ref(),
        }
    }
}

fn truncated(_: io::Error) -> Refusal {
    Refusal::Truncated { line: None }
}
