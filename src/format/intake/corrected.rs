//! Cells that the seller typed anew.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::format::mapping::Field;
use crate::format::orders::layout::Layout;

/// Puts what was typed for this line in the place of its cells.
pub(super) fn corrected(
    layout: &Layout,
    corrections: &BTreeMap<(u64, Field), String>,
    line: u64,
    row: &mut StringRecord,
) {
    let (Some(first), Some(last)) = (Field::ALL.first(), Field::ALL.last()) else { return };
    let typed: Vec<(usize, &String)> = corrections
        .range((line, *first)..=(line, *last))
        .filter_map(|((_, field), text)| Some((layout.column(*field)?, text)))
        .collect();
    let Some(last) = typed.iter().map(|(column, _)| *column).max() else { return };
    let width = row.len().max(last + 1);
    let cell = |at: usize| match typed.iter().find(|(column, _)| *column == at) {
        Some((_, text)) => text.as_str(),
        None => row.get(at).unwrap_or(""),
    };
    *row = (0..width).map(cell).collect();
}
