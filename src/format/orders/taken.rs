//! The rows of one file as they are taken, one after the other.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::cells::{Cells, Failure};
use super::continuing::{Continuing, continue_order, continue_own};
use super::layout::Layout;
use super::own;
use super::row::observe;
use crate::domain::customer::Platform;
use crate::domain::money::Fen;
use crate::domain::observation::{Batch, Observation};
use crate::format::mapping::Field;
use crate::format::people::{self, SaidSet};
use crate::format::problem::{Problem, ProblemReason, excerpt};
use crate::format::table::cell;
use crate::format::totals;

/// What a row came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// It is in the batch.
    Taken,
    /// Its person is in the batch, but for what these cells say.
    TakenWithout(Vec<Problem>),
    /// A rule of the mapping leaves it out, it sums up others, or all of its cells are empty.
    Skipped,
    /// It cannot be taken.
    Problem(Problem),
}

/// What was taken from a file so far.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    batches: BTreeMap<Platform, Batch>,
    /// Batches of the sheets before.
    before: Vec<Batch>,
    above: Above,
    /// The money of the rows so far, where rows may continue an order.
    sum: Fen,
    said: SaidSet,
}

/// What became of the order that a row without a number continues.
#[derive(Clone, Debug, Default)]
enum Above {
    #[default]
    Nothing,
    Taken(Box<Observation>),
    Skipped,
    Lost,
}

impl Above {
    fn set(&mut self, observation: &Observation) {
        match self {
            Above::Taken(above) => **above = observation.clone(),
            Above::Nothing | Above::Skipped | Above::Lost => {
                *self = Above::Taken(Box::new(observation.clone()));
            }
        }
    }
}

impl Taken {
    /// A row that the seller leaves out; what continues it is left out, too.
    pub fn leave_out(&mut self, layout: &Layout, row: &StringRecord) {
        let cells = Cells { layout, row };
        let is_first = !self.continues(&cells);
        if layout.continuing != Continuing::Never && is_first {
            self.above = Above::Skipped;
        }
    }

    /// True where a row continues the order above. In a table of the seller's own there must be
    /// one with a number.
    fn continues(&self, cells: &Cells<'_>) -> bool {
        let has_above = match (&self.above, cells.layout.continuing) {
            (_, Continuing::WithoutNumber) => true,
            (Above::Nothing, _) => false,
            (Above::Taken(above), _) => above.number.is_some(),
            (Above::Skipped | Above::Lost, _) => true,
        };
        has_above && cells.layout.continuing.is_met(cells, self.sum)
    }

    /// What comes from now on stands in another sheet, and continues nothing.
    pub fn begin_sheet(&mut self) {
        let Taken { batches, before, .. } = std::mem::take(self);
        self.before = before;
        self.before.extend(batches.into_values());
    }

    /// The batches, one at least, by the sheet and the platform that their rows come from.
    #[must_use]
    pub fn into_batches(self, layout: &Layout) -> Vec<Batch> {
        let mut batches = self.before;
        batches.extend(self.batches.into_values());
        if batches.is_empty() {
            batches.push(Batch::new(layout.platform, layout.grain));
        }
        batches
    }
}

/// Reads a row into what is taken.
pub fn read_row(
    layout: &Layout,
    offset_minutes: i32,
    line: u64,
    row: &StringRecord,
    taken: &mut Taken,
) -> Read {
    if row.iter().all(|cell| cell::text(cell).is_empty()) {
        return Read::Skipped;
    }
    let cells = Cells { layout, row };
    let continues = taken.continues(&cells);
    let is_nothing =
        || totals::is_total(&cells, offset_minutes) || people::card::is_nobodys(&cells);
    if layout.drops_row(row, continues) || is_nothing() {
        taken.leave_out(layout, row);
        return Read::Skipped;
    }
    let result = match layout.overflow(row) {
        Some(field) => Err((field, ProblemReason::RowTooLong)),
        None if layout.own.is_some() => match take_own(&cells, offset_minutes, line, taken) {
            Ok(false) => return Read::Skipped,
            result => result.map(|_| ()),
        },
        None if layout.is_of_people() => match take_person(&cells, offset_minutes, line, taken) {
            Ok(left_out) if !left_out.is_empty() => return Read::TakenWithout(left_out),
            result => result.map(|_| ()),
        },
        None if continues => match take_line(&cells, line, taken) {
            Ok(false) => return Read::Skipped,
            result => result.map(|_| ()),
        },
        None => take_order(&cells, offset_minutes, line, taken),
    };
    match result {
        Ok(()) => Read::Taken,
        Err((field, reason)) => {
            if layout.continuing != Continuing::Never && !continues {
                taken.above = Above::Lost;
            }
            let whole = matches!(
                reason,
                ProblemReason::RowTooLong | ProblemReason::NobodyNamed | ProblemReason::NoContact
            );
            let value = match whole {
                true => excerpt(&filled_cells(row)),
                false => excerpt(cells.text(field)),
            };
            let context = Vec::new();
            Read::Problem(Problem { line, field, reason, value, context, is_person_taken: false })
        }
    }
}

/// What stands in a row, for people: empty cells say nothing.
pub fn filled_cells(row: &StringRecord) -> String {
    let cells = row.iter().map(cell::text).filter(|cell| !cell.is_empty());
    cells.collect::<Vec<_>>().join(" | ")
}

fn take_order(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    taken: &mut Taken,
) -> Result<(), Failure> {
    let batch = batch_of(cells, &mut taken.batches);
    let observation = observe(cells, offset_minutes, line, batch)?;
    people::row::hear_of_buyer(cells, &observation, batch, &mut taken.said);
    if cells.layout.continuing != Continuing::Never {
        taken.sum = taken.sum.saturating_add(money_of(&observation));
        taken.above.set(&observation);
    }
    batch.rows.push(observation);
    Ok(())
}

/// A row without a number; false where the order it continues is left out.
fn take_line(cells: &Cells<'_>, line: u64, taken: &mut Taken) -> Result<bool, Failure> {
    let above = match &taken.above {
        Above::Nothing => return Err((Field::OrderId, ProblemReason::Missing)),
        Above::Lost => return Err((Field::OrderId, ProblemReason::OrderAboveLost)),
        Above::Skipped => return Ok(false),
        Above::Taken(above) => above,
    };
    let batch = batch_of(cells, &mut taken.batches);
    if cells.layout.continuing == Continuing::WithoutNumber {
        let observation = continue_order(cells, above, line, batch)?;
        batch.rows.push(observation);
        return Ok(true);
    }
    let observation = continue_own(cells, above, line, batch)?;
    taken.sum = taken.sum.saturating_add(observation.amount_fen.unwrap_or_default());
    taken.above.set(&observation);
    batch.rows.push(observation);
    Ok(true)
}

fn money_of(row: &Observation) -> Fen {
    row.paid_fen.or(row.amount_fen).unwrap_or_default()
}

/// A row of our own; false where it says nothing that a book keeps.
fn take_own(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    taken: &mut Taken,
) -> Result<bool, Failure> {
    let batch = batch_of(cells, &mut taken.batches);
    own::take(cells, offset_minutes, line, batch)
}

fn take_person(
    cells: &Cells<'_>,
    offset_minutes: i32,
    line: u64,
    taken: &mut Taken,
) -> Result<Vec<Problem>, Failure> {
    let batch = batch_of(cells, &mut taken.batches);
    people::row::take(cells, offset_minutes, line, batch)
}

fn batch_of<'a>(cells: &Cells<'_>, batches: &'a mut BTreeMap<Platform, Batch>) -> &'a mut Batch {
    let platform = match &cells.layout.own {
        Some(own) => own.platform(cells.row),
        None => cells.layout.platform,
    };
    batches.entry(platform).or_insert_with(|| Batch::new(platform, cells.layout.grain))
}
