//! Everything out: orders, customers and contacts as files for spreadsheets and phones.
//!
//! What is kept true: no cell is run by a spreadsheet, long numbers stay whole, and what is read in
//! again changes nothing in the book that it came from, whichever columns were chosen.

pub mod contacts;
pub mod csv;
pub mod customers;
pub mod guard;
pub mod only;
pub mod orders;
pub mod person_words;
pub mod privacy;
pub mod quote_sheet;
pub mod titles;
pub mod vcard;
pub mod words;
pub mod xlsx;

pub use titles::{Column, Kind, TitleLang};

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;

/// A cell, as the fact that stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, a number of an order or a phone.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Units, or days with a fraction.
    Units(Quantity),
    /// Money.
    Money(Fen),
    /// A day.
    Day(Day),
}

impl Cell {
    /// A text; nothing where it is empty.
    #[must_use]
    pub fn text(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }

    /// A fact that may not be given.
    #[must_use]
    pub fn maybe<T>(value: Option<T>, cell: impl FnOnce(T) -> Cell) -> Cell {
        value.map_or(Cell::Empty, cell)
    }

    /// A count.
    #[must_use]
    pub fn count(count: impl Into<i64>) -> Cell {
        Cell::Whole(count.into())
    }
}

/// A table on its way out: what its columns are, then row by row.
pub trait Rows {
    /// The columns, in the order in which they stand.
    fn columns(&self) -> &[Column];
    /// The next row, as many cells as columns; `None` behind the last.
    fn next_row(&mut self) -> Option<Vec<Cell>>;
    /// Thousandths that are done.
    fn permille(&self) -> u16;
}

/// A share in thousandths.
pub(crate) fn permille(done: usize, all: usize) -> u16 {
    (done * 1000).checked_div(all).and_then(|it| u16::try_from(it).ok()).unwrap_or(1000).min(1000)
}

/// Thousandths as a decimal number without needless zeros.
pub(crate) fn thousandths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let (whole, part) = (value.unsigned_abs() / 1000, value.unsigned_abs() % 1000);
    if part == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{part:03}").trim_end_matches('0'))
}

/// Money in yuan with two decimals.
pub(crate) fn yuan(fen: Fen) -> String {
    let sign = if fen.minor() < 0 { "-" } else { "" };
    let minor = fen.minor().unsigned_abs();
    format!("{sign}{}.{:02}", minor / 100, minor % 100)
}
