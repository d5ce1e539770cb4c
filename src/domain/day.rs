//! Business days: a calendar date of the shop, without time or zone.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

/// Days from 0001-01-01 (day 1 of the common era) to 1970-01-01.
const EPOCH_FROM_CE: i32 = 719_163;

/// A business day, counted from 1970-01-01 = 0, so that columns of days are columns of `i32`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

impl Day {
    /// 0001-01-01, the earliest day there is here.
    pub const MIN: Day = Day(1 - EPOCH_FROM_CE);
    /// 9999-12-31, the latest.
    pub const MAX: Day = Day(2_932_896);

    /// The day `number` days after 1970-01-01, held inside [`Day::MIN`]..=[`Day::MAX`].
    #[must_use]
    pub const fn from_number(number: i32) -> Day {
        if number < Day::MIN.0 {
            Day::MIN
        } else if number > Day::MAX.0 {
            Day::MAX
        } else {
            Day(number)
        }
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub const fn number(self) -> i32 {
        self.0
    }

    /// A date of the Gregorian calendar, or `None` where there is no such day.
    #[must_use]
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from)
    }

    /// Year, month 1-12, day of the month 1-31.
    #[must_use]
    pub fn ymd(self) -> (i32, u32, u32) {
        let date = self.date();
        (date.year(), date.month(), date.day())
    }

    /// The day `days` later (earlier where negative).
    #[must_use]
    pub const fn plus(self, days: i32) -> Day {
        Day::from_number(self.0.saturating_add(days))
    }

    /// Whole days from `earlier` to this day; negative where it is later.
    #[must_use]
    pub const fn days_since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// The same date a year before; 29 February sits on the 28th in other years.
    #[must_use]
    pub fn a_year_before(self) -> Day {
        let (year, month, day) = self.ymd();
        Day::from_ymd(year - 1, month, day)
            .or_else(|| Day::from_ymd(year - 1, month, 28))
            .unwrap_or(Day::MIN)
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0 + EPOCH_FROM_CE).unwrap_or(NaiveDate::MIN)
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day::from_number(date.num_days_from_ce() - EPOCH_FROM_CE)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// The text is not a date written `YYYY-MM-DD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date written YYYY-MM-DD")]
pub struct NotADay;

impl FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Day, NotADay> {
        let mut parts = text.split('-');
        let mut next = |width: usize| {
            let part = parts.next()?;
            (part.len() == width && part.bytes().all(|b| b.is_ascii_digit()))
                .then(|| part.parse::<u32>().ok())?
        };
        let (year, month, day) = (next(4), next(2), next(2));
        if parts.next().is_some() {
            return Err(NotADay);
        }
        match (year, month, day) {
            (Some(year), Some(month), Some(day)) => i32::try_from(year)
                .ok()
                .and_then(|year| Day::from_ymd(year, month, day))
                .ok_or(NotADay),
            (None, _, _) | (_, None, _) | (_, _, None) => Err(NotADay),
        }
    }
}

/// A run of days with both ends inside, as people write it. Empty where `first > last`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayRange {
    /// The first day inside.
    pub first: Day,
    /// The last day inside.
    pub last: Day,
}

impl DayRange {
    /// The `days` days that end with `last`: "in the last N days" as of `last`.
    #[must_use]
    pub const fn last_days(days: u32, last: Day) -> DayRange {
        // A window of 0 days starts after its end: nothing is inside.
        let back = if days > i32::MAX as u32 { i32::MAX } else { days as i32 };
        DayRange { first: last.plus(1 - back), last }
    }

    /// The calendar year.
    #[must_use]
    pub fn of_year(year: i32) -> DayRange {
        DayRange {
            first: Day::from_ymd(year, 1, 1).unwrap_or(Day::MAX),
            last: Day::from_ymd(year, 12, 31).unwrap_or(Day::MIN),
        }
    }

    /// As many days, right before these.
    #[must_use]
    pub const fn just_before(self) -> DayRange {
        let length = self.last.days_since(self.first).saturating_add(1);
        DayRange { first: self.first.plus(-length), last: self.first.plus(-1) }
    }

    /// The same dates a year before.
    #[must_use]
    pub fn a_year_before(self) -> DayRange {
        DayRange { first: self.first.a_year_before(), last: self.last.a_year_before() }
    }

    /// True where `day` is one of them.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The part up to `last` (semantics 1: windows end at the as-of day at the latest).
    #[must_use]
    pub fn until(self, last: Day) -> DayRange {
        DayRange { first: self.first, last: self.last.min(last) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes() {
        for (text, number) in [
            ("1970-01-01", Some(0)),
            ("1997-09-30", Some(10_134)),
            ("2024-02-29", Some(19_782)),
            ("0001-01-01", Some(Day::MIN.number())),
            ("9999-12-31", Some(Day::MAX.number())),
            ("2023-02-29", None),
            ("2024-2-9", None),
            ("2024-02-29T00", None),
            ("+024-02-29", None),
            ("0000-01-01", None),
            ("", None),
        ] {
            let read = text.parse::<Day>().ok();
            assert_eq!(read.map(Day::number), number, "{text}");
            if let Some(read) = read {
                assert_eq!(read.to_string(), text);
            }
        }
    }

    #[test]
    fn a_year_before() {
        for (of, before) in [
            ("2024-02-29", "2023-02-28"),
            ("2025-02-28", "2024-02-28"),
            ("2026-11-22", "2025-11-22"),
        ] {
            assert_eq!(day(of).a_year_before(), day(before), "{of}");
        }
    }

    #[test]
    fn windows_to_compare_with() {
        let range = |first, last| DayRange { first: day(first), last: day(last) };
        for (days, before, a_year) in [
            (
                ("2026-11-01", "2026-11-30"),
                ("2026-10-02", "2026-10-31"),
                ("2025-11-01", "2025-11-30"),
            ),
            (
                ("2025-11-23", "2026-11-22"),
                ("2024-11-23", "2025-11-22"),
                ("2024-11-23", "2025-11-22"),
            ),
            (
                ("2024-02-29", "2024-02-29"),
                ("2024-02-28", "2024-02-28"),
                ("2023-02-28", "2023-02-28"),
            ),
        ] {
            let days = range(days.0, days.1);
            assert_eq!(days.just_before(), range(before.0, before.1), "{days:?}");
            assert_eq!(days.a_year_before(), range(a_year.0, a_year.1), "{days:?}");
        }
    }

    #[test]
    fn last_days_are_half_open_at_the_far_end() {
        // Semantics 1: "in the last N days" as of D is D - N < day <= D.
        let window = DayRange::last_days(30, day("2024-06-30"));
        assert_eq!(window.first, day("2024-06-01"));
        assert!(window.contains(day("2024-06-30")) && !window.contains(day("2024-05-31")));
        assert!(!DayRange::last_days(0, day("2024-06-30")).contains(day("2024-06-30")));
    }
}
