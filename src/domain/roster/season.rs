//! Who came for a sale of last year and has not come since the year began.

use crate::domain::day::{Day, DayRange};
use crate::domain::figures::Run;

/// The days of the November sale of one year: from its first evening to the last orders it brings.
/// The platforms move its beginning; its two peaks, 31 October and 11 November, stay.
#[must_use]
pub fn double_eleven(year: i32) -> Option<DayRange> {
    let (first, last) = (Day::from_ymd(year, 10, 31)?, Day::from_ymd(year, 11, 15)?);
    Some(DayRange { first, last })
}

/// 去年双11来过、今年还没来: bought in the November sale of the year before, nothing in the year of
/// the as-of day.
#[must_use]
pub fn came_for_last_double_eleven_only(run: Run<'_>, as_of: Day) -> bool {
    let (year, _, _) = as_of.ymd();
    let (Some(sale), Some(new_year)) = (double_eleven(year - 1), Day::from_ymd(year, 1, 1)) else {
        return false;
    };
    let run = run.until(as_of);
    let quiet = run.day.last().is_some_and(|last| *last < new_year.number());
    let first = run.day.partition_point(|day| *day < sale.first.number());
    quiet && run.day.get(first).is_some_and(|day| *day <= sale.last.number())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_years_sale_and_nothing_this_year() {
        for (bought, as_of, expected, rule) in [
            (vec!["2025-11-11"], "2026-11-22", true, "came then, not since"),
            (vec!["2025-11-11", "2025-12-31"], "2026-11-22", true, "the year it was is over"),
            (vec!["2025-11-11", "2026-01-01"], "2026-11-22", false, "came this year"),
            (vec!["2025-10-31"], "2026-06-01", true, "its first evening"),
            (vec!["2025-10-30"], "2026-06-01", false, "the day before"),
            (vec!["2025-11-15"], "2026-06-01", true, "its last day"),
            (vec!["2025-11-16"], "2026-06-01", false, "the day after"),
            (vec!["2024-11-11"], "2026-06-01", false, "two years ago"),
            (vec!["2024-11-11", "2025-11-11"], "2026-06-01", true, "every year"),
            (vec!["2025-11-11", "2026-06-02"], "2026-06-01", true, "what comes later is not known"),
            (vec![], "2026-06-01", false, "never bought"),
        ] {
            let number = |day: &&str| day.parse::<Day>().unwrap().number();
            let days: Vec<i32> = bought.iter().map(number).collect();
            let run = Run { day: &days, ..Run::default() };
            let came = came_for_last_double_eleven_only(run, as_of.parse().unwrap());
            assert_eq!(came, expected, "{rule}");
        }
    }
}
