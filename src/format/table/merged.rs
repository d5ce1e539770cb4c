//! Cells that are merged over several rows: the text stands in the first of them alone.

use std::collections::BTreeMap;

use calamine::Dimensions;
use csv::StringRecord;

/// Areas of a sheet beyond which nobody merges by hand.
const MOST: usize = 20_000;
/// Columns in which it is looked for them, and bytes of a text: more would fill the memory.
const MOST_COLUMNS: u32 = 64;
const LONGEST: usize = 400;

/// The text that a row inherits from above: the column, and what stands there.
pub(crate) type Inherited = Vec<(usize, String)>;

/// The merged areas of a sheet, while its rows pass.
#[derive(Default)]
pub(super) struct Merged {
    /// By the first row and the first column: the last row.
    areas: BTreeMap<(u32, u32), u32>,
    /// By column: the last row, and the text.
    open: BTreeMap<u32, (u32, String)>,
}

impl Merged {
    pub(super) fn of(areas: &[Dimensions]) -> Merged {
        let tall = areas
            .iter()
            .filter(|area| area.end.0 > area.start.0 && area.start.1 < MOST_COLUMNS)
            .take(MOST);
        let areas = tall.map(|area| (area.start, area.end.0)).collect();
        Merged { areas, open: BTreeMap::new() }
    }

    /// What a row inherits. Rows come from above, counted from 0.
    pub(super) fn pass(&mut self, row: u32, cells: &StringRecord) -> Inherited {
        if self.areas.is_empty() && self.open.is_empty() {
            return Vec::new();
        }
        self.open.retain(|_, (last, _)| *last >= row);
        let texts = self.open.iter().map(|(column, (_, text))| (*column as usize, text.clone()));
        let inherited = texts.collect();
        let below = self.areas.split_off(&(row.saturating_add(1), 0));
        for ((first, column), last) in std::mem::replace(&mut self.areas, below) {
            let text = cells.get(column as usize).unwrap_or("");
            if first == row && !text.is_empty() && text.len() <= LONGEST {
                self.open.insert(column, (last, text.to_owned()));
            }
        }
        inherited
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_under_a_merged_cell() {
        let area = |start, end| Dimensions { start, end };
        let areas = [
            area((1, 1), (3, 1)),
            area((2, 0), (2, 4)),
            area((4, 1), (5, 2)),
            area((9, 0), (10, 0)),
        ];
        let mut merged = Merged::of(&areas);
        let row = StringRecord::from(vec!["a", "b"]);
        let passed: Vec<_> = (0..8).map(|at| merged.pass(at, &row).len()).collect();
        assert_eq!(passed, [0, 0, 1, 1, 0, 1, 0, 0]);
        // Rows without anything in them do not come, and what begins in one says nothing.
        assert_eq!(merged.pass(10, &row), []);
        // What would fill the memory.
        let wide: Vec<_> = (0..200).map(|column| area((0, column), (9, column))).collect();
        let (long, many) = ("x".repeat(401), vec!["x"; 200]);
        for (cells, expected) in [(many, 64), (vec!["x", &long], 1)] {
            let (mut merged, cells) = (Merged::of(&wide), StringRecord::from(cells));
            merged.pass(0, &cells);
            assert_eq!(merged.pass(1, &cells).len(), expected);
        }
    }
}
