//! What the cells of a column hold.

use std::collections::BTreeSet;

use super::misfits;
use crate::format::date::{DateForm, FieldOrder, guess_order, is_serial};
use crate::format::mapping::Field;
use crate::format::number::Decimal;

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Empty,
    Phone,
    Date,
    /// A long number or code.
    Code,
    /// A number with a fraction or a sign of money.
    Money,
    Whole,
    Text,
}

impl Kind {
    pub(crate) fn of(cell: &str) -> Kind {
        if cell.is_empty() {
            Kind::Empty
        } else if is_phone(cell) {
            Kind::Phone
        } else if is_date(cell) {
            Kind::Date
        } else if is_code(cell) {
            Kind::Code
        } else if Decimal::parse(cell).is_ok() {
            let digits = cell.strip_prefix('-').unwrap_or(cell);
            let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
            if is_whole { Kind::Whole } else { Kind::Money }
        } else {
            Kind::Text
        }
    }

    /// What most of the cells are that are not empty.
    pub(crate) fn most<'a>(cells: impl Iterator<Item = &'a str>) -> Kind {
        let mut kinds: Vec<Kind> = cells.map(Kind::of).filter(|it| *it != Kind::Empty).collect();
        kinds.sort_unstable();
        let runs = kinds.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        runs.and_then(|run| run.first()).copied().unwrap_or(Kind::Empty)
    }

    pub(crate) const fn letter(self) -> char {
        match self {
            Kind::Empty => 'e',
            Kind::Phone => 'p',
            Kind::Date => 'd',
            Kind::Code => 'c',
            // A column of prices may be whole for twenty rows.
            Kind::Money | Kind::Whole => 'n',
            Kind::Text => 't',
        }
    }

    /// True for what a title never is.
    pub(crate) const fn is_data(self) -> bool {
        matches!(self, Kind::Phone | Kind::Date | Kind::Code | Kind::Money | Kind::Whole)
    }
}

/// A mobile of the mainland, whole or with stars in it.
fn is_phone(cell: &str) -> bool {
    let plain: String = cell.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
    let local = plain.strip_prefix("+86").or_else(|| plain.strip_prefix("0086"));
    let local = local.unwrap_or(&plain);
    let mut bytes = local.bytes();
    local.len() == 11
        && bytes.next() == Some(b'1')
        && bytes.next().is_some_and(|byte| matches!(byte, b'3'..=b'9'))
        && bytes.all(|byte| byte.is_ascii_digit() || byte == b'*')
}

pub(super) fn is_date(cell: &str) -> bool {
    [FieldOrder::MonthFirst, FieldOrder::DayFirst, FieldOrder::YearFirst]
        .iter()
        .any(|order| DateForm::Auto(*order).day(cell, 0).is_ok())
}

/// Letters, digits and dashes, ten of them at least and most of them digits.
fn is_code(cell: &str) -> bool {
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    cell.len() >= 10
        && 2 * digits > cell.len()
        && cell.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// What was counted over the cells of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    pub(super) cells: usize,
    pub(super) filled: usize,
    pub(super) distinct: usize,
    kinds: Vec<Kind>,
    /// Whole numbers up to a thousand.
    pub(super) small: usize,
    /// Two to four Chinese characters.
    pub(super) names: usize,
    pub(super) samples: Vec<String>,
    /// Eight digits and nothing else.
    pub(super) bare_dates: usize,
    /// Numbers that a spreadsheet keeps for days.
    pub(super) serials: usize,
    pub(super) order: FieldOrder,
    pub(super) misfits: Vec<Field>,
    /// Dates whose year stands last, and those of them that say which number is the month.
    pub(super) year_last: usize,
    pub(super) decided: usize,
}

impl Profile {
    pub(super) fn of(cells: &[&str], samples: usize) -> Profile {
        let mut seen = BTreeSet::new();
        let mut profile = Profile { cells: cells.len(), ..Profile::default() };
        for cell in cells.iter().filter(|cell| !cell.is_empty()) {
            let kind = Kind::of(cell);
            profile.filled += 1;
            profile.kinds.push(kind);
            if seen.insert(*cell) && profile.samples.len() < samples {
                profile.samples.push(crate::format::problem::excerpt(cell));
            }
            let is_small = kind == Kind::Whole && cell.trim_start_matches('-').len() <= 3;
            profile.small += usize::from(is_small);
            profile.serials += usize::from(is_serial(cell));
            let length = cell.chars().count();
            let is_name = (2..=4).contains(&length) && cell.chars().all(|c| c > '\u{2fff}');
            profile.names += usize::from(is_name);
            if kind == Kind::Date {
                profile.bare_dates += usize::from(cell.bytes().all(|b| b.is_ascii_digit()));
                profile.look_at_date(cell);
            }
        }
        profile.misfits = misfits::of(cells);
        profile.distinct = seen.len();
        profile.order = guess_order(cells.iter().copied());
        profile
    }

    fn look_at_date(&mut self, cell: &str) {
        let mut numbers = cell.split(|c: char| !c.is_ascii_digit()).map(str::len);
        // 24/7/1 is a date at all only where the year is known to stand first.
        let is_short = DateForm::Auto(FieldOrder::MonthFirst).day(cell, 0).is_err()
            && DateForm::Auto(FieldOrder::DayFirst).day(cell, 0).is_err();
        if !is_short && numbers.next().is_some_and(|digits| digits <= 2) {
            self.year_last += 1;
            let mut numbers = cell.split(|c: char| !c.is_ascii_digit()).map(str::parse::<u32>);
            let above = |number: Option<Result<u32, _>>| matches!(number, Some(Ok(13..)));
            let (first, second) = (above(numbers.next()), above(numbers.next()));
            self.decided += usize::from(first || second);
        }
    }

    /// The share in percent of the filled cells that are of one of these kinds.
    pub(super) fn share(&self, of: &[Kind]) -> usize {
        let count = self.kinds.iter().filter(|kind| of.contains(kind)).count();
        (100 * count).checked_div(self.filled).unwrap_or(0)
    }

    /// The share in percent of the filled cells that were counted.
    pub(super) fn part(&self, count: usize) -> usize {
        (100 * count).checked_div(self.filled).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_cells() {
        for (cell, kind) in [
            ("", Kind::Empty),
            ("14000000021", Kind::Phone),
            ("186******05", Kind::Phone),
            ("+86 138-0013-8000", Kind::Phone),
            ("2024-06-30 12:00", Kind::Date),
            ("30/6/2024", Kind::Date),
            ("24-7-1", Kind::Date),
            ("12-7-1", Kind::Text),
            ("45356", Kind::Whole),
            ("19970101", Kind::Date),
            ("1935100000000003104", Kind::Code),
            ("E20240630-00012", Kind::Code),
            ("12.50", Kind::Money),
            ("¥12", Kind::Money),
            ("-3", Kind::Whole),
            ("00004", Kind::Whole),
            ("WHITE HANGING HEART", Kind::Text),
            ("甲", Kind::Text),
        ] {
            assert_eq!(Kind::of(cell), kind, "{cell}");
        }
    }
}
