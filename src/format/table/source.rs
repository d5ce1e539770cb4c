//! Where rows come from: a table of text, or contacts.

use csv::StringRecord;

use super::bytes::Utf8Stream;
use super::cards::CardReader;
use super::rows::RowReader;
use crate::format::problem::Refusal;

/// Rows, one at a time.
pub enum RowSource {
    /// A table of text.
    Table(RowReader),
    /// Contacts of a phone.
    Cards(Box<CardReader>),
}

impl RowSource {
    /// Reads the next row into `row` and gives the line it begins on, from 1; `None` at the end.
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where the file ends in the middle.
    pub fn next_row(&mut self, row: &mut StringRecord) -> Result<Option<u64>, Refusal> {
        match self {
            RowSource::Table(rows) => rows.next_row(row),
            RowSource::Cards(cards) => cards.next_row(row),
        }
    }

    /// To be asked behind the last row.
    ///
    /// # Errors
    /// [`Refusal::Truncated`] where the file ends inside a cell.
    pub fn check_end(&self) -> Result<(), Refusal> {
        match self {
            RowSource::Table(rows) => rows.check_end(),
            RowSource::Cards(_) => Ok(()),
        }
    }

    /// The stream below, for how far it is and how well it could be decoded.
    #[must_use]
    pub fn stream(&self) -> &Utf8Stream {
        match self {
            RowSource::Table(rows) => rows.stream(),
            RowSource::Cards(cards) => cards.stream(),
        }
    }
}
