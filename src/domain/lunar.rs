//! The lunar calendar: its feasts, for any year, and the birthdays that are kept by it.

use icu_calendar::Date;
use icu_calendar::types::Month;

use super::day::Day;

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

/// The first day on or after `from` on which a lunar birthday falls, and its lunar year. Who was born
/// on the 30th keeps the 29th in a month that has no more; leap months are nobody's birthday.
#[must_use]
pub fn next_birthday(month: u8, day: u8, from: Day) -> Option<(Day, i32)> {
    let (year, _, _) = from.ymd();
    let sits = |year: i32| {
        let shorter = || lunar_day(year, month, day.checked_sub(1).filter(|_| day == 30)?);
        lunar_day(year, month, day).or_else(shorter).map(|on| (on, year))
    };
    (year - 1..=year + 1).filter_map(sits).find(|(on, _)| *on >= from)
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

    #[test]
    fn lunar_birthdays() {
        for ((month, day), from, on, year, rule) in [
            ((1, 15), "2026-03-03", "2026-03-03", 2026, "元宵, on its day"),
            ((1, 15), "2026-03-04", "2027-02-20", 2027, "the next one"),
            ((5, 5), "2024-01-01", "2024-06-10", 2024, "端午"),
            ((7, 7), "2025-08-01", "2025-08-29", 2025, "七夕, behind the leap sixth month"),
            ((9, 9), "2025-10-01", "2025-10-29", 2025, "重阳"),
            ((12, 29), "2026-01-01", "2026-02-16", 2025, "a lunar year ends in the next one"),
            ((12, 30), "2026-01-01", "2026-02-16", 2025, "a month of 29 days"),
            ((12, 30), "2024-01-01", "2024-02-09", 2023, "a month of 30 days"),
        ] {
            let found = next_birthday(month, day, from.parse().unwrap());
            assert_eq!(found, Some((on.parse().unwrap(), year)), "{rule}");
        }
        assert_eq!(next_birthday(13, 1, Day::from_number(20_000)), None);
    }
}
