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

#[cfg(test)]
mod tests {
    use crate::format::encoding::NativeDecoders;
    use crate::format::intake::ReadOptions;
    use crate::format::mapping::{ColumnName, DropRule, MappingKind};
    use crate::format::survey::{Survey, survey};

    fn look(text: &str) -> Survey {
        survey("a.csv", text.into(), &NativeDecoders, &ReadOptions::default()).unwrap()
    }

    fn rule(column: &str) -> DropRule {
        DropRule {
            column: ColumnName::Title(column.to_owned()),
            starts_with: None,
            equals: None,
            at_most: None,
            empty: None,
        }
    }

    #[test]
    fn rows_that_a_rule_leaves_out() {
        let survey = look("Beleg,Wer,Stueck\nS1,a,1\n2,,3\n3,b,-1\n");
        for (rules, dropped, name) in [
            (vec![], [false, false, false], "no rule"),
            (
                vec![DropRule { starts_with: Some("S".into()), ..rule("Beleg") }],
                [true, false, false],
                "begins",
            ),
            (vec![DropRule { empty: Some(true), ..rule("Wer") }], [false, true, false], "empty"),
            (
                vec![DropRule { at_most: Some(0.into()), ..rule("Stueck") }],
                [false, false, true],
                "at most",
            ),
            (
                vec![
                    DropRule { equals: Some("x".into()), ..rule("Nirgends") },
                    DropRule { equals: Some("b".into()), ..rule("Wer") },
                ],
                [false, false, true],
                "a column that is not there takes no other rule with it",
            ),
        ] {
            assert_eq!(survey.dropped(&rules), dropped, "{name}");
        }
    }

    #[test]
    fn a_list_of_customers_is_proposed_as_one() {
        for (text, kind) in [
            ("姓名,手机,微信\n王芳,13912345678,wx_a\n", MappingKind::Customers),
            ("客户,日期,金额\na,2024-01-01,5\n", MappingKind::Orders),
        ] {
            assert_eq!(look(text).mapping.kind, kind, "{text}");
        }
    }
}
