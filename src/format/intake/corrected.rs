//! Cells that the seller typed anew, or merged over several rows.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::format::mapping::Field;
use crate::format::orders::layout::Layout;
use crate::format::table::cell;
use crate::format::table::merged::Inherited;

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
    put(&typed, row);
}

/// Gives people the address that is merged over several of them. Nothing else is said of each: a
/// phone is one person's.
pub(super) fn inherit(layout: &Layout, inherited: Inherited, row: &mut StringRecord) {
    let is_address = |at: usize| {
        let mut fields = [Field::Address, Field::Region].into_iter();
        fields.any(|field| layout.columns_of(field).any(|column| column == at))
    };
    let is_free = |at: usize| row.get(at).is_none_or(|cell| cell::text(cell).is_empty());
    let address = inherited.iter().filter(|(at, _)| is_address(*at) && is_free(*at));
    let address: Vec<(usize, &String)> = address.map(|(at, text)| (*at, text)).collect();
    put(&address, row);
}

/// Puts texts in their columns.
fn put(texts: &[(usize, &String)], row: &mut StringRecord) {
    let Some(last) = texts.iter().map(|(column, _)| *column).max() else { return };
    let width = row.len().max(last + 1);
    let cell = |at: usize| match texts.iter().find(|(column, _)| *column == at) {
        Some((_, text)) => text.as_str(),
        None => row.get(at).unwrap_or(""),
    };
    *row = (0..width).map(cell).collect();
}
