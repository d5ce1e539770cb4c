//! What decides the standing, and from which day on: windows, terms, falls.

use super::ladder::{Ladder, Step};
use crate::domain::day::Day;

/// How long a tier holds before it is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// So many months: the same day number, or the month's last.
    Months(u32),
    /// So many days.
    Days(u32),
}

impl Term {
    /// The day on which a term that begins on `day` ends. 31 January + 1 month = 28 February, and
    /// renewed from there 28 March (semantics 11). Held at [`Day::MAX`].
    #[must_use]
    pub fn after(self, day: Day) -> Day {
        match self {
            Term::Days(days) => day.plus(i32::try_from(days).unwrap_or(i32::MAX)),
            Term::Months(months) => {
                let (year, month, number) = day.ymd();
                let of_year_0 = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
                let (year, month) = (of_year_0.div_euclid(12), of_year_0.rem_euclid(12) + 1);
                let (Ok(year), Ok(month)) = (i32::try_from(year), u32::try_from(month)) else {
                    return Day::MAX;
                };
                let lasts = [number, 30, 29, 28].into_iter().filter(|last| *last <= number);
                lasts
                    .into_iter()
                    .find_map(|last| Day::from_ymd(year, month, last))
                    .unwrap_or(Day::MAX)
            }
        }
    }

    /// True for a term without a day.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        match self {
            Term::Months(length) | Term::Days(length) => length == 0,
        }
    }
}

/// Where somebody goes who does not keep his tier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Fall {
    /// Nowhere: never down.
    #[default]
    Never,
    /// One step down.
    OneDown,
    /// To the step that fits.
    Fits,
}

/// What decides the standing under one policy. Takes any numbers; they are checked where a
/// seller types them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rules {
    /// The steps.
    pub ladder: Ladder,
    /// Purchases of the last so many days count; `None` = of the whole life.
    pub window_days: Option<u32>,
    /// How long a tier holds; `None` = nothing is looked at again.
    pub term: Option<Term>,
    /// Days after the end of a term until the tier falls.
    pub grace_days: u32,
    /// Where to.
    pub fall: Fall,
}

impl Rules {
    /// Whole life, never down.
    #[must_use]
    pub const fn never_down(ladder: Ladder) -> Rules {
        Rules { ladder, window_days: None, term: None, grace_days: 0, fall: Fall::Never }
    }

    /// The term, where a tier can fall at its end.
    #[must_use]
    pub const fn falling_term(&self) -> Option<Term> {
        match self.fall {
            Fall::Never => None,
            Fall::OneDown | Fall::Fits => self.term,
        }
    }

    /// The day on which a term that ended is looked at: its end and the grace.
    #[must_use]
    pub fn check(&self, term_end: Day) -> Day {
        term_end.plus(i32::try_from(self.grace_days).unwrap_or(i32::MAX))
    }

    /// Where somebody goes who was looked at and fits no more.
    #[must_use]
    pub fn lowered(&self, step: Step, fits: Step) -> Step {
        match self.fall {
            Fall::Never => step,
            Fall::OneDown => step.below(),
            Fall::Fits => fits,
        }
    }
}

/// Rules with their first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Period {
    /// They act from this day on.
    pub first_day: Day,
    /// What they are.
    pub rules: Rules,
}

/// The rules of a shop over time: each acts from its first day to the day before the next one's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    periods: Vec<Period>,
}

impl Timeline {
    /// In the order of their first days; of several with one first day the last given acts.
    #[must_use]
    pub fn new(mut periods: Vec<Period>) -> Timeline {
        periods.reverse();
        periods.sort_by_key(|period| period.first_day);
        periods.dedup_by_key(|period| period.first_day);
        Timeline { periods }
    }

    /// The same with one more, as if it had been given last.
    #[must_use]
    pub fn with(&self, period: Period) -> Timeline {
        let mut periods = self.periods.clone();
        periods.push(period);
        Timeline::new(periods)
    }

    /// The rules in their order, each with the last day on which they act.
    pub fn periods(&self) -> impl Iterator<Item = (&Period, Day)> {
        let ends = self.periods.iter().skip(1).map(|next| next.first_day.plus(-1));
        self.periods.iter().zip(ends.chain([Day::MAX]))
    }

    /// The first day of all; `None` without a policy.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        self.periods.first().map(|period| period.first_day)
    }

    /// The rules in force on a day; `None` before the first.
    #[must_use]
    pub fn on(&self, day: Day) -> Option<&Rules> {
        let begun = self.periods.partition_point(|period| period.first_day <= day);
        Some(&self.periods.get(begun.checked_sub(1)?)?.rules)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tier::ladder::Mode;

    #[track_caller]
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn ends_of_terms() {
        for (begin, term, end, rule) in [
            ("2025-01-31", Term::Months(1), "2025-02-28", "the month's last"),
            ("2025-02-28", Term::Months(1), "2025-03-28", "renewal counts from the end"),
            ("2024-01-31", Term::Months(1), "2024-02-29", "a leap year"),
            ("2024-02-29", Term::Months(12), "2025-02-28", "a year from a leap day"),
            ("2025-03-31", Term::Months(1), "2025-04-30", "a month of 30 days"),
            ("2025-11-15", Term::Months(2), "2026-01-15", "over the end of a year"),
            ("2025-12-01", Term::Months(0), "2025-12-01", "no month"),
            ("2025-01-10", Term::Days(365), "2026-01-10", "days are counted"),
            ("2025-01-10", Term::Days(u32::MAX), "9999-12-31", "held at the end"),
            ("9999-12-31", Term::Months(1), "9999-12-31", "held at the end"),
            ("2025-01-10", Term::Months(u32::MAX), "9999-12-31", "held at the end"),
        ] {
            assert_eq!(term.after(day(begin)), day(end), "{begin} {term:?}: {rule}");
        }
    }

    #[test]
    fn rules_in_force() {
        let rules = |grace_days| Rules {
            grace_days,
            ..Rules::never_down(Ladder::new(Vec::new(), Mode::And))
        };
        let period = |first: &str, number| Period { first_day: day(first), rules: rules(number) };
        let timeline = Timeline::new(vec![
            period("2025-06-01", 2),
            period("2025-01-01", 1),
            period("2025-06-01", 3),
        ]);
        for (on, number, rule) in [
            ("2024-12-31", None, "before the first"),
            ("2025-01-01", Some(1), "from its first day on"),
            ("2025-05-31", Some(1), "to the day before the next"),
            ("2025-06-01", Some(3), "the last given of one day"),
        ] {
            assert_eq!(timeline.on(day(on)).map(|it| it.grace_days), number, "{rule}");
        }
        let ends: Vec<Day> = timeline.periods().map(|(_, last)| last).collect();
        assert_eq!(ends, [day("2025-05-31"), Day::MAX]);
    }
}
