//! The feasts of the lunar calendar, for any year.

use icu_calendar::Date;
use icu_calendar::types::Month;

use crate::domain::day::Day;

/// Days from the first day of the count that calendars share (0001-01-01 = 1) to 1970-01-01.
const EPOCH: i64 = 719_163;

/// A day of the lunar calendar, of the lunar year that begins in this Gregorian one; `None` where
/// there is no such day.
#[must_use]
pub fn lunar_day(year: i32, month: u8, day: u8) -> Option<Day> {
    let date = Date::try_new_chinese_traditional(year, Month::new(month), day).ok()?;
    let number = date.to_rata_die().to_i64_date() - EPOCH;
    i32::try_from(number).ok().map(Day::from_number)
}

/// 春节 of a year.
#[must_use]
pub fn spring_festival(year: i32) -> Option<Day> {
    lunar_day(year, 1, 1)
}

/// 中秋 of a year.
#[must_use]
pub fn mid_autumn(year: i32) -> Option<Day> {
    lunar_day(year, 8, 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts_that_are_known() {
        for (year, spring, autumn) in [
            (2023, "2023-01-22", "2023-09-29"),
            (2024, "2024-02-10", "2024-09-17"),
            (2025, "2025-01-29", "2025-10-06"),
            (2026, "2026-02-17", "2026-09-25"),
            (2027, "2027-02-06", "2027-09-15"),
            (2033, "2033-01-31", "2033-09-08"),
            (2034, "2034-02-19", "2034-09-27"),
        ] {
            let text = |day: Option<Day>| day.map(|day| day.to_string());
            assert_eq!(text(spring_festival(year)).as_deref(), Some(spring), "{year}");
            assert_eq!(text(mid_autumn(year)).as_deref(), Some(autumn), "{year}");
        }
    }

    #[test]
    fn the_new_year_is_in_its_place_far_away_too() {
        for year in (1900..2300).chain([4000, 9999]) {
            let (_, month, day) = spring_festival(year).unwrap().ymd();
            let in_place = matches!((month, day), (1, 19..) | (2, ..=24));
            assert!(in_place, "{year}: {month}-{day}");
        }
        assert_eq!(lunar_day(2026, 13, 1), None);
        assert_eq!(lunar_day(2026, 1, 31), None);
    }
}
