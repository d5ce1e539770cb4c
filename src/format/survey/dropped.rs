//! What rules would leave out of the rows that a survey shows.

use csv::StringRecord;

use super::Survey;
use crate::format::mapping::{ColumnName, DropRule, Field, Mapping};
use crate::format::orders::layout::Layout;

impl Survey {
    /// For each of the rows shown, whether one of the rules leaves it out. A rule whose column
    /// the file does not have leaves out nothing.
    #[must_use]
    pub fn dropped(&self, rules: &[DropRule]) -> Vec<bool> {
        let titles: StringRecord =
            self.columns.iter().map(|column| column.title.as_str()).collect();
        let layouts: Vec<Layout> =
            rules.iter().filter_map(|rule| self.with(rule, &titles)).collect();
        let rows = self.rows.iter().map(|(_, row)| row.iter().collect::<StringRecord>());
        let is_dropped =
            |row: &StringRecord| layouts.iter().flat_map(|it| &it.drops).any(|it| it.applies(row));
        rows.map(|row| is_dropped(&row)).collect()
    }

    /// A layout with one rule. Who and when must be given, and do not matter here.
    fn with(&self, rule: &DropRule, titles: &StringRecord) -> Option<Layout> {
        let needed = [Field::Customer, Field::Date].map(|field| (field, ColumnName::Place(0)));
        let mapping = Mapping {
            header: self.mapping.header,
            columns: needed.into_iter().collect(),
            drop: vec![rule.clone()],
            ..Mapping::default()
        };
        Layout::of(titles, Some(&mapping)).ok()
    }
}
