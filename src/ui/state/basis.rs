//! What the figures rest on: which days, up to when, and what counts as one purchase.

use leptos::prelude::*;

use crate::domain::day::{Day, DayRange};
use crate::domain::figures::{Basis, CountingRule};
use crate::domain::shop::Profile;

/// Days of the rolling window (semantics 3).
const ROLLING_DAYS: u32 = 365;

/// The days that the figures with a window look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Span {
    /// The 365 days that end with the as-of day.
    #[default]
    Rolling,
    /// The calendar year of the as-of day, up to it.
    Year,
    /// Everything up to the as-of day.
    All,
    /// Chosen by the seller.
    Range(DayRange),
}

impl Span {
    /// The days it means as of `as_of`. They never reach past it.
    #[must_use]
    pub fn days(self, as_of: Day) -> DayRange {
        let days = match self {
            Span::Rolling => DayRange::last_days(ROLLING_DAYS, as_of),
            Span::Year => DayRange::of_year(as_of.ymd().0),
            Span::All => DayRange { first: Day::MIN, last: as_of },
            Span::Range(range) => range,
        };
        days.until(as_of)
    }
}

/// The seller's choice. `Copy`: a handful of signals.
#[derive(Clone, Copy)]
pub struct BasisChoice {
    /// What counts as one purchase.
    pub rule: RwSignal<CountingRule>,
    /// Which days.
    pub span: RwSignal<Span>,
    /// Up to when; `None` follows the data.
    pub as_of: RwSignal<Option<Day>>,
}

impl BasisChoice {
    /// The choice at the start of a tab.
    #[must_use]
    pub(super) fn start(rule: CountingRule, as_of: Option<Day>) -> BasisChoice {
        BasisChoice {
            rule: RwSignal::new(rule),
            span: RwSignal::new(Span::default()),
            as_of: RwSignal::new(as_of),
        }
    }

    /// The basis for a shop of this profile whose data end on `last`. Without a chosen day it is the last one that the data know, but
    /// never one that is still to come: later silence would only be missing data.
    pub(super) fn of(self, profile: &Profile, last: Option<Day>, today: Day) -> Basis {
        let follow = || last.map_or(today, |last| last.min(today));
        let as_of = self.as_of.get().unwrap_or_else(follow);
        Basis {
            rule: self.rule.get(),
            window: Some(self.span.get().days(as_of)),
            ..profile.basis(as_of)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_end_with_the_as_of_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let as_of = day("2024-06-30");
        let range = |first, last| DayRange { first: day(first), last: day(last) };
        for (span, days) in [
            (Span::Rolling, range("2023-07-02", "2024-06-30")),
            (Span::Year, range("2024-01-01", "2024-06-30")),
            (Span::All, DayRange { first: Day::MIN, last: as_of }),
            (Span::Range(range("2024-01-01", "2024-12-31")), range("2024-01-01", "2024-06-30")),
            (Span::Range(range("2023-01-01", "2023-12-31")), range("2023-01-01", "2023-12-31")),
        ] {
            assert_eq!(span.days(as_of), days, "{span:?}");
        }
    }
}
