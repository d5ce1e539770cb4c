//! Whether the dates of a file say which of their numbers is the month: 25-03-2024 does.

use serde::{Deserialize, Serialize};

use crate::format::date::{DateForm, FieldOrder};

/// A date that could be read otherwise, in a file of which no date tells which way is right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AmbiguousDate {
    /// As it stands there.
    pub sample: String,
    /// The day it was read as, as a number.
    pub day: i32,
}

/// What the dates of a file say, all of its rows taken together.
#[derive(Clone, Debug, Default)]
pub(super) struct DateCensus {
    is_month_first: bool,
    is_day_first: bool,
    ambiguous: Option<AmbiguousDate>,
}

impl DateCensus {
    /// Looks at the date of a row, which is read in this form.
    pub(super) fn count(&mut self, cell: &str, dates: &DateForm) {
        let Some((first, second)) = beginning(cell) else { return };
        match (first > 12, second > 12) {
            (true, false) => self.is_day_first = true,
            (false, true) => self.is_month_first = true,
            (false, false) if first != second && self.ambiguous.is_none() => {
                let day = dates.day(cell, 0).map(|day| day.number()).ok();
                let sample = || cell.chars().take_while(|c| !c.is_whitespace()).collect();
                self.ambiguous = day.map(|day| AmbiguousDate { sample: sample(), day });
            }
            (true, true) | (false, false) => {}
        }
    }

    /// The order in which the dates have to be read, where the first rows did not tell and a later
    /// one does.
    pub(super) fn other_order(&self, dates: &DateForm) -> Option<FieldOrder> {
        let is_guessed = *dates == DateForm::Auto(FieldOrder::MonthFirst);
        let is_other = self.is_day_first && !self.is_month_first;
        (is_guessed && is_other).then_some(FieldOrder::DayFirst)
    }

    /// The first date that could be read otherwise, where none tells.
    pub(super) fn verdict(self) -> Option<AmbiguousDate> {
        let is_told = self.is_day_first || self.is_month_first;
        self.ambiguous.filter(|_| !is_told)
    }
}

/// The first two numbers of a date whose year stands last with all of its digits.
fn beginning(cell: &str) -> Option<(u32, u32)> {
    let short = |text: &str| (1..=2).contains(&text.len()).then(|| text.parse().ok()).flatten();
    let separators = ['-', '/', '.'];
    let (first, rest) = cell.split_at_checked(cell.bytes().take(3).position(is_no_digit)?)?;
    let (second, rest) = rest.strip_prefix(separators)?.split_once(separators)?;
    let year = rest.bytes().take_while(u8::is_ascii_digit).count();
    (year == 4).then_some(())?;
    Some((short(first)?, short(second)?))
}

const fn is_no_digit(byte: u8) -> bool {
    !byte.is_ascii_digit()
}
