//! Days of the week, as a set: on which of them a shop is always shut.

use super::day::{Day, DayRange};

/// Days of a week.
const WEEK: i32 = 7;

/// A set of days of the week. Monday is 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays(u8);

impl Weekdays {
    /// None of them.
    pub const NONE: Weekdays = Weekdays(0);

    /// The set of a number, one bit for each day; `None` where it has others.
    #[must_use]
    pub const fn from_number(number: u8) -> Option<Weekdays> {
        if number < 1 << WEEK { Some(Weekdays(number)) } else { None }
    }

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }

    /// The day of the week of a day, Monday = 0.
    #[must_use]
    pub const fn of(day: Day) -> u8 {
        // 1970-01-01 was a Thursday.
        (day.number() + 3).rem_euclid(WEEK) as u8
    }

    /// True where it has this day of the week.
    #[must_use]
    pub const fn has(self, weekday: u8) -> bool {
        (weekday as i32) < WEEK && self.0 & 1 << weekday != 0
    }

    /// With this day of the week, or without it where it was there.
    #[must_use]
    pub const fn turned(self, weekday: u8) -> Weekdays {
        if (weekday as i32) < WEEK { Weekdays(self.0 ^ 1 << weekday) } else { self }
    }

    /// True where it has all of them: a shop that is never open.
    #[must_use]
    pub const fn is_every_day(self) -> bool {
        self.0 == (1 << WEEK) - 1
    }

    /// How many days of a range are among them.
    #[must_use]
    pub fn count_in(self, range: DayRange) -> i32 {
        let days = range.last.days_since(range.first).saturating_add(1).max(0);
        if self == Weekdays::NONE {
            return 0;
        }
        let rest = days % WEEK;
        let in_rest = (0..rest).filter(|nth| self.has(Weekdays::of(range.first.plus(*nth))));
        // Neither is above the number of days there are.
        days / WEEK * self.0.count_ones() as i32 + in_rest.count() as i32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(first: &str, last: &str) -> DayRange {
        DayRange { first: first.parse().unwrap(), last: last.parse().unwrap() }
    }

    #[test]
    fn days_of_the_week() {
        for (day, weekday) in
            [("1970-01-01", 3), ("2026-11-23", 0), ("2026-11-22", 6), ("1969-12-28", 6)]
        {
            assert_eq!(Weekdays::of(day.parse().unwrap()), weekday, "{day}");
        }
        assert_eq!(Weekdays::from_number(128), None);
        assert!(Weekdays::from_number(127).unwrap().is_every_day());
        assert_eq!(Weekdays::NONE.turned(6).turned(6), Weekdays::NONE);
        assert!(!Weekdays::NONE.turned(9).has(9));
    }

    #[test]
    fn counts_as_going_through_them_one_by_one() {
        for number in [0, 1, 0b110_0000, 0b111_1110, 127] {
            let days = Weekdays::from_number(number).unwrap();
            for (first, last) in [
                ("2026-11-23", "2026-11-22"),
                ("2026-11-23", "2026-11-23"),
                ("2026-11-20", "2026-11-24"),
                ("2026-01-01", "2026-12-31"),
            ] {
                let range = range(first, last);
                let each = (range.first.number()..=range.last.number()).map(Day::from_number);
                let expected = each.filter(|day| days.has(Weekdays::of(*day))).count();
                assert_eq!(days.count_in(range), expected as i32, "{number} {first} {last}");
            }
        }
    }
}
