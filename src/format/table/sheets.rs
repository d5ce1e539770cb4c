//! The sheets of a workbook: which were read, and which have the same titles as another.

use csv::StringRecord;
use serde::{Deserialize, Serialize};

use super::cell;
use super::merged::Inherited;

/// A sheet that was read. Lines are counted on from one sheet to the next, so that each is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Lines counted before its first.
    pub after: u64,
}

/// The sheets of a workbook; nothing for a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// Those that were read, in the order of their lines.
    pub read: Vec<Sheet>,
    /// Visible ones with rows that were not read: they have other titles.
    pub others: Vec<String>,
}

impl Sheets {
    /// Where a line stands: in which sheet, where there are several, and on which of its lines.
    #[must_use]
    pub fn place(&self, line: u64) -> (Option<&str>, u64) {
        let sheet = self.read.iter().rev().find(|sheet| sheet.after < line);
        match sheet.filter(|_| self.read.len() > 1) {
            Some(sheet) => (Some(&sheet.name), line - sheet.after),
            None => (None, line),
        }
    }

    /// How many sheets begin before a line.
    #[must_use]
    pub fn begun_before(&self, line: u64) -> usize {
        self.read.iter().take_while(|sheet| sheet.after < line).count()
    }
}

/// The titles of a sheet, without blanks and guards, and without empty ones at the end.
pub(super) fn titles(row: &StringRecord) -> Vec<String> {
    let mut titles: Vec<String> = row.iter().map(|title| cell::text(title).to_owned()).collect();
    while titles.last().is_some_and(String::is_empty) {
        titles.pop();
    }
    titles
}

/// Where the columns of a sheet stand in another one with the same titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// In the same places.
    Same,
    /// For each place of the first, the place there.
    Moved(Vec<usize>),
}

impl Columns {
    /// `None` where the row has other titles.
    pub(super) fn of(row: &StringRecord, wanted: &[String]) -> Option<Columns> {
        let there = titles(row);
        if there == wanted {
            return Some(Columns::Same);
        }
        if there.len() != wanted.len() || wanted.iter().any(String::is_empty) {
            return None;
        }
        let mut left: Vec<Option<&String>> = there.iter().map(Some).collect();
        let mut places = Vec::with_capacity(wanted.len());
        for title in wanted {
            let place = left.iter().position(|it| *it == Some(title))?;
            left.get_mut(place)?.take();
            places.push(place);
        }
        Some(Columns::Moved(places))
    }

    /// What a row inherits, in the columns of the first sheet.
    pub(super) fn put_inherited(&self, inherited: Inherited) -> Inherited {
        match self {
            Columns::Same => inherited,
            Columns::Moved(places) => {
                let place = |column: usize| places.iter().position(|place| *place == column);
                let moved = inherited.into_iter();
                moved.filter_map(|(column, text)| Some((place(column)?, text))).collect()
            }
        }
    }

    /// A row in the order of the first sheet; what stands behind the titles stays there.
    pub(super) fn put(&self, row: StringRecord) -> StringRecord {
        match self {
            Columns::Same => row,
            Columns::Moved(places) => {
                let known = places.iter().map(|place| row.get(*place).unwrap_or(""));
                known.chain(row.iter().skip(places.len())).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_with_the_same_titles() {
        use Columns::{Moved, Same};
        let wanted: Vec<String> = ["a", "b", "b"].map(str::to_owned).to_vec();
        for (row, expected, rule) in [
            (vec!["a", "b", "b"], Some(Same), "the same"),
            (vec![" a", "b ", "b", "", ""], Some(Same), "blanks, and nothing behind"),
            (vec!["b", "a", "b"], Some(Moved(vec![1, 0, 2])), "in another order"),
            (vec!["a", "b"], None, "one is missing"),
            (vec!["a", "b", "b", "c"], None, "one is more"),
            (vec!["a", "a", "b"], None, "as often"),
            (vec!["a", "", "b", "b"], None, "a column between"),
        ] {
            assert_eq!(Columns::of(&StringRecord::from(row), &wanted), expected, "{rule}");
        }
        let moved = Moved(vec![1, 0, 2]).put(StringRecord::from(vec!["1", "2", "3", "4"]));
        assert_eq!(moved, StringRecord::from(vec!["2", "1", "3", "4"]));
    }

    #[test]
    fn places_of_lines() {
        let sheet = |name: &str, after| Sheet { name: name.to_owned(), after };
        let one = Sheets { read: vec![sheet("x", 0)], others: Vec::new() };
        let two = Sheets { read: vec![sheet("x", 0), sheet("y", 7)], others: Vec::new() };
        for (sheets, line, expected) in [
            (&Sheets::default(), 3, (None, 3)),
            (&one, 9, (None, 9)),
            (&two, 7, (Some("x"), 7)),
            (&two, 8, (Some("y"), 1)),
        ] {
            assert_eq!(sheets.place(line), expected);
        }
    }
}
