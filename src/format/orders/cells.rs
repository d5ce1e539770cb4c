//! The cells of a row, by field.

use csv::StringRecord;

use super::layout::Layout;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::format::date::DateError;
use crate::format::mapping::Field;
use crate::format::number::{Decimal, NumberError};
use crate::format::problem::ProblemReason;
use crate::format::table::cell;

/// The field that is in the way, and why.
pub(in crate::format) type Failure = (Field, ProblemReason);

/// A row under its layout.
#[derive(Clone, Copy)]
pub(in crate::format) struct Cells<'a> {
    pub(in crate::format) layout: &'a Layout,
    pub(in crate::format) row: &'a StringRecord,
}

impl<'a> Cells<'a> {
    pub(in crate::format) fn raw(&self, field: Field) -> &'a str {
        let cell = self.layout.column(field).map_or("", |column| self.cell(column));
        if self.layout.further.is_empty() || !cell::text(cell).is_empty() {
            return cell;
        }
        let mut further = self.layout.columns_of(field).map(|column| self.cell(column));
        further.find(|cell| !cell::text(cell).is_empty()).unwrap_or("")
    }

    /// The cell of a column as it stands; empty behind the end of the row.
    pub(in crate::format) fn cell(&self, column: usize) -> &'a str {
        self.row.get(column).unwrap_or("")
    }

    /// The filled cells of a field, where it may stand in several columns.
    pub(in crate::format) fn texts(&self, field: Field) -> impl Iterator<Item = &'a str> {
        let cells = self.layout.columns_of(field).map(|column| cell::identifier(self.cell(column)));
        cells.filter(|cell| !cell.is_empty())
    }

    pub(in crate::format) fn text(&self, field: Field) -> &'a str {
        cell::text(self.raw(field))
    }

    pub(in crate::format) fn identifier(&self, field: Field) -> &'a str {
        cell::identifier(self.raw(field))
    }

    /// An amount of money; `None` where the cell is empty or the file has no such column.
    pub(in crate::format) fn fen(&self, field: Field) -> Result<Option<Fen>, Failure> {
        let amount = self.number(field)?.map(Decimal::fen).transpose();
        let amount = amount.map_err(|error| number_failure(field, error))?;
        match amount {
            Some(amount) if amount < Fen::ZERO => Err((field, ProblemReason::NumberNegative)),
            Some(_) | None => Ok(amount),
        }
    }

    pub(in crate::format) fn number(&self, field: Field) -> Result<Option<Decimal>, Failure> {
        let text = self.identifier(field);
        if text.is_empty() {
            return Ok(None);
        }
        Decimal::parse(text).map(Some).map_err(|error| number_failure(field, error))
    }

    pub(in crate::format) fn day(
        &self,
        field: Field,
        offset_minutes: i32,
    ) -> Result<Option<Day>, Failure> {
        let text = self.identifier(field);
        if text.is_empty() {
            return Ok(None);
        }
        match self.layout.dates.day(text, offset_minutes) {
            Ok(day) => Ok(Some(day)),
            Err(error) => Err((field, date_reason(error))),
        }
    }

    /// True where the row ends before the column of a field that it must have.
    pub(in crate::format) fn is_cut_before(&self, field: Field) -> bool {
        self.layout.column(field).is_some_and(|column| column >= self.row.len())
    }
}

pub(in crate::format) const fn date_reason(error: DateError) -> ProblemReason {
    match error {
        DateError::Unreadable => ProblemReason::DateUnreadable,
        DateError::OutOfRange => ProblemReason::DateOutOfRange,
    }
}

pub(in crate::format) fn number_failure(field: Field, error: NumberError) -> Failure {
    let reason = match error {
        NumberError::Unreadable => ProblemReason::NumberUnreadable,
        NumberError::TooLarge => ProblemReason::NumberTooLarge,
    };
    (field, reason)
}
