//! How busy each day of the two years is, and time as the shop feels it.
//!
//! Buyers live in the shop's own time, in which a busy day is long and a quiet one short: an even
//! rhythm there has the seasons and the growth of the shop in it.

use crate::domain::day::{Day, DayRange};
use crate::domain::lunar::{mid_autumn, spring_festival};

/// A plain day, in thousandths.
const PLAIN: u64 = 1000;

/// How much more comes over the two years, in thousandths: of new faces, and of those who keep
/// coming, whose own rhythm is the same all along.
pub(super) const GROWING: (u64, u64) = (750, 1250);
pub(super) const STEADY: (u64, u64) = (PLAIN, PLAIN);

/// How the days around a feast sell, by their distance to it, both ends inside.
const AROUND_SPRING: [(i32, i32, u64); 3] = [(-35, -5, 2600), (-4, 8, 120), (9, 25, 600)];
const BEFORE_MID_AUTUMN: (i32, i32, u64) = (-22, -3, 1700);

/// The two years, day by day.
#[derive(Clone, Debug)]
pub(super) struct Seasons {
    first: Day,
    /// For each day the shop's time at its end.
    until: Vec<u64>,
}

impl Seasons {
    /// The two years that end with `today`. On Saturdays and Sundays `weekend` thousandths of
    /// what a weekday sells.
    pub(super) fn until(today: Day, weekend: u64, growth: (u64, u64)) -> Seasons {
        let first = today.a_year_before().a_year_before().plus(1).min(today);
        let days = today.days_since(first).max(0) as u64;
        let mut time = 0;
        let until = (0..=days).map(|at| {
            let day = first.plus(at as i32);
            let growth = growth.0 + (growth.1 - growth.0) * at / days.max(1);
            let weekend = if is_weekend(day) { weekend } else { PLAIN };
            time += factor(day) * growth / PLAIN * weekend / PLAIN;
            time
        });
        Seasons { first, until: until.collect() }
    }

    /// All of the time there is.
    pub(super) fn whole(&self) -> u64 {
        self.until.last().copied().unwrap_or_default()
    }

    /// The day at a point of the shop's time, inside the two years.
    pub(super) fn day_at(&self, time: u64) -> Day {
        let at = self.until.partition_point(|until| *until <= time);
        self.first.plus(at.min(self.until.len().saturating_sub(1)) as i32)
    }

    /// All days.
    pub(super) fn range(&self) -> DayRange {
        DayRange { first: self.first, last: self.first.plus(self.until.len() as i32 - 1) }
    }
}

/// What a food shop sells on this day, in thousandths of a plain one.
pub(super) fn factor(day: Day) -> u64 {
    let (year, month, date) = day.ymd();
    if let Some(factor) = around_feasts(day, year) {
        return factor;
    }
    let of_month = match month {
        3 => 900,
        5 | 6 | 11 | 12 => 1100,
        7 | 8 => 750,
        _ => PLAIN,
    };
    let of_day = match (month, date) {
        (6, 18) => 3000,
        (11, 11) => 4000,
        (12, 12) => 1800,
        _ => PLAIN,
    };
    of_month * of_day / PLAIN
}

fn around_feasts(day: Day, year: i32) -> Option<u64> {
    let within = |feast: Option<Day>, (from, to, factor): (i32, i32, u64)| {
        (from..=to).contains(&day.days_since(feast?)).then_some(factor)
    };
    // The days before 春节 may lie in the year before.
    let springs = [year, year + 1].map(spring_festival);
    let spring = springs.iter().flat_map(|it| AROUND_SPRING.map(|around| within(*it, around)));
    spring.flatten().next().or_else(|| within(mid_autumn(year), BEFORE_MID_AUTUMN))
}

/// 1970-01-01 was a Thursday.
fn is_weekend(day: Day) -> bool {
    (day.number() + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn the_season_of_a_day() {
        for (text, expected, rule) in [
            ("2026-01-12", 1000, "36 days before 春节"),
            ("2026-01-13", 2600, "35 days before"),
            ("2026-02-12", 2600, "5 days before"),
            ("2026-02-13", 120, "couriers stop"),
            ("2026-02-25", 120, "8 days after"),
            ("2026-03-14", 600, "25 days after"),
            ("2026-03-15", 900, "March"),
            ("2026-12-31", 1100, "December before an early February"),
            ("2024-12-26", 2600, "the 春节 of the next year"),
            ("2026-06-18", 3300, "6-18 in June"),
            ("2026-09-03", 1700, "22 days before 中秋"),
            ("2026-09-23", 1000, "2 days before 中秋"),
            ("2026-11-11", 4400, "11-11 in November"),
            ("2026-12-12", 1980, "12-12 in December"),
            ("2026-07-01", 750, "summer"),
        ] {
            assert_eq!(factor(day(text)), expected, "{text}: {rule}");
        }
    }

    #[test]
    fn every_point_of_time_is_a_day() {
        let seasons = Seasons::until(day("2026-11-22"), 1200, GROWING);
        assert_eq!(seasons.range().first, day("2024-11-23"));
        assert_eq!(seasons.day_at(0), day("2024-11-23"));
        assert_eq!(seasons.day_at(seasons.whole() - 1), day("2026-11-22"));
        assert_eq!(seasons.day_at(u64::MAX), day("2026-11-22"));
        for end in [Day::MIN, Day::MIN.plus(400), Day::MAX] {
            let seasons = Seasons::until(end, PLAIN, STEADY);
            assert_eq!(seasons.day_at(seasons.whole()), end);
        }
    }

    #[test]
    fn weekends() {
        for (text, expected) in [
            ("2026-11-20", false),
            ("2026-11-21", true),
            ("2026-11-22", true),
            ("2026-11-23", false),
        ] {
            assert_eq!(is_weekend(day(text)), expected, "{text}");
        }
    }
}
