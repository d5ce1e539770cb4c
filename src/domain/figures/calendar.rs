//! Months of days without a calendar computation per order: a table over the days of the book.

use crate::domain::day::Day;

/// A calendar month as one number: 12 x year + (month - 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::domain) struct Month(u32);

impl Month {
    pub(in crate::domain) fn of(day: Day) -> Month {
        let (year, month, _) = day.ymd();
        Month::new(year, month)
    }

    /// The month of a year, 1-12.
    pub(in crate::domain) fn new(year: i32, month: u32) -> Month {
        Month(12 * u32::try_from(year).unwrap_or_default() + month.saturating_sub(1))
    }

    pub(in crate::domain) const fn year(self) -> i32 {
        (self.0 / 12) as i32
    }

    /// 1-12.
    pub(in crate::domain) const fn month(self) -> u32 {
        self.0 % 12 + 1
    }

    pub(in crate::domain) const fn months_since(self, earlier: Month) -> usize {
        self.0.saturating_sub(earlier.0) as usize
    }
}

/// Months of the days of a range.
#[derive(Clone, Debug, Default)]
pub(in crate::domain) struct Calendar {
    first: i32,
    months: Vec<Month>,
}

impl Calendar {
    /// A table over the days from `first` to `last`, both inside.
    pub(in crate::domain) fn over(first: Day, last: Day) -> Calendar {
        let mut months = Vec::new();
        for number in first.number()..=last.number() {
            let day = Day::from_number(number);
            months.push(Month::of(day));
        }
        Calendar { first: first.number(), months }
    }

    /// The month of a day; days outside the table are computed.
    pub(in crate::domain) fn month(&self, day: i32) -> Month {
        usize::try_from(day - self.first)
            .ok()
            .and_then(|at| self.months.get(at).copied())
            .unwrap_or_else(|| Month::of(Day::from_number(day)))
    }
}
