//! What tells a problem row to its seller: who, which order, what, how much.

use csv::StringRecord;

use super::cells::Cells;
use super::layout::Layout;
use crate::format::mapping::Field;
use crate::format::problem::{Problem, ProblemReason, glimpse};
use crate::format::table::cell;

/// Cells that are shown of a row.
const SHOWN: usize = 4;

/// What is asked of a row, one cell of each group.
const OF_ORDERS: [&[Field]; 5] = [
    &[Field::Name, Field::Customer, Field::Nick, Field::Company, Field::Wechat, Field::Phone],
    &[Field::OrderId],
    &[Field::Item, Field::Sku, Field::Category],
    &[Field::Paid, Field::Amount, Field::UnitPrice],
    &[Field::Date],
];
const OF_PEOPLE: [&[Field]; 5] = [
    &[Field::Name, Field::Customer, Field::Company],
    &[Field::Phone],
    &[Field::Nick, Field::Wechat],
    &[Field::Address, Field::Region],
    &[Field::Remark, Field::Tags],
];

/// A few filled cells of the row of a problem, without the cell that it is in. Where commas have
/// moved the cells, or there are too few, no column can be trusted: the first ones as they come.
pub(in crate::format) fn of(layout: &Layout, row: &StringRecord, problem: &Problem) -> Vec<String> {
    let is_moved = matches!(problem.reason, ProblemReason::RowTooLong | ProblemReason::RowTooShort);
    let told = if is_moved { Vec::new() } else { telling_cells(layout, row, problem.field) };
    // Where no cell tells it, what stands there besides.
    if told.is_empty() && problem.is_of_whole_row() { first_cells(row) } else { told }
}

fn first_cells(row: &StringRecord) -> Vec<String> {
    let cells = row.iter().map(cell::text).filter(|text| !text.is_empty());
    cells.take(SHOWN).map(glimpse).collect()
}

fn telling_cells(layout: &Layout, row: &StringRecord, beside: Field) -> Vec<String> {
    let cells = Cells { layout, row };
    let groups = if layout.is_of_people() { &OF_PEOPLE } else { &OF_ORDERS };
    let own = layout.column(beside);
    let is_other = |field: &&Field| **field != beside && layout.column(**field) != own;
    let text = |group: &&[Field]| {
        let mut texts = group.iter().filter(is_other).map(|field| cells.identifier(*field));
        texts.find(|text| !text.is_empty())
    };
    groups.iter().filter_map(text).take(SHOWN).map(glimpse).collect()
}
