//! What the figures rest on: which days, up to when, and what counts as one purchase.
//!
//! What counts as one purchase stands in the book. Devices knew it before books did; what one was
//! told then goes into its book once, and is forgotten.

use leptos::prelude::*;

use crate::domain::day::{Day, DayRange};
use crate::domain::figures::{Basis, CountingRule};
use crate::domain::shop::{Freshness, Profile, Shop};
use crate::domain::stamp::Stamp;
use crate::ui::state::State;

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
    pub rule: Memo<CountingRule>,
    /// What this tab alone counts as one, whatever the book says.
    pub(super) rule_of_tab: RwSignal<Option<CountingRule>>,
    /// Which days.
    pub span: RwSignal<Span>,
    /// Up to when; `None` follows the data.
    pub as_of: RwSignal<Option<Day>>,
}

impl BasisChoice {
    /// The choice at the start of a tab.
    #[must_use]
    pub(super) fn start(
        rule_of_tab: Option<CountingRule>,
        rule_of_book: impl Fn() -> Option<CountingRule> + Send + Sync + 'static,
        as_of: Option<Day>,
    ) -> BasisChoice {
        let rule_of_tab = RwSignal::new(rule_of_tab);
        let rule = move |_: Option<&CountingRule>| {
            rule_of_tab.get().or_else(&rule_of_book).unwrap_or_default()
        };
        BasisChoice {
            rule: Memo::new(rule),
            rule_of_tab,
            span: RwSignal::new(Span::default()),
            as_of: RwSignal::new(as_of),
        }
    }

    /// The basis for a shop of this profile whose data end on `last`. Without a chosen day it is the last one that the data know, but
    /// never one that is still to come: later silence would only be missing data.
    pub(super) fn of(self, profile: &Profile, last: Option<Day>, today: Day) -> Basis {
        let chosen = self.as_of.get();
        let as_of = chosen.unwrap_or_else(|| last.map_or(today, |last| last.min(today)));
        Basis {
            // Whoever looks at a day of the past sees what was known on it.
            known_on: chosen.unwrap_or(today),
            rule: self.rule.get(),
            window: Some(self.span.get().days(as_of)),
            ..profile.basis(as_of)
        }
    }
}

/// From where it is counted when somebody came last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From the day it is: three days ago.
    Today(Day),
    /// The data end long before it, so that the day is named, with its year unless it is this one.
    Named {
        /// That year.
        this_year: i32,
    },
}

impl State {
    /// How far the orders reach. Whoever chose the day himself knows.
    #[must_use]
    pub fn freshness(self) -> Freshness {
        if self.basis.as_of.get().is_some() {
            return Freshness::Fresh;
        }
        let of = |shop: &Shop| shop.freshness(self.today(), shop.profile().freshness());
        self.with_shop(of).unwrap_or(Freshness::Fresh)
    }

    /// From where it is counted when somebody came last: not from a day of which nothing is known.
    #[must_use]
    pub fn since(self) -> Since {
        let is_known = match self.freshness() {
            Freshness::Fresh => self.basis.as_of.get().is_none(),
            Freshness::Behind { others_go_on, .. } => others_go_on,
            Freshness::EndsOn(_) => false,
        };
        match is_known {
            true => Since::Today(self.today()),
            false => Since::Named { this_year: self.this_year() },
        }
    }
}

/// What becomes of the counting rule that a device was told before books knew of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carrying {
    /// Nothing is left to do: there is none, it is what books have anyway, or the book has its own.
    Done,
    /// There is no book yet.
    Later,
    /// It goes into the book.
    Into(CountingRule),
}

impl Carrying {
    /// For a real book of this profile with so many commits.
    pub(super) fn of(on_device: Option<CountingRule>, profile: &Profile, seq: u64) -> Carrying {
        let is_own = profile.rule.stamp != Stamp::default();
        match on_device.filter(|rule| *rule != CountingRule::default() && !is_own) {
            None => Carrying::Done,
            Some(_) if seq == 0 => Carrying::Later,
            Some(rule) => Carrying::Into(rule),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::stamp::{DeviceId, Stamped};

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

    #[test]
    fn what_a_device_was_told_goes_into_its_book_once() {
        use CountingRule::{EachOrder, MergedByDay};
        let told = |rule| Profile {
            rule: Stamped { value: rule, stamp: Stamp { counter: 1, device: DeviceId(1) } },
            ..Profile::default()
        };
        let silent = Profile::default();
        for (on_device, profile, seq, expected, why) in [
            (None, &silent, 7, Carrying::Done, "a device that was never told"),
            (Some(MergedByDay), &silent, 7, Carrying::Done, "what books have anyway"),
            (Some(EachOrder), &silent, 0, Carrying::Later, "no book yet"),
            (Some(EachOrder), &silent, 7, Carrying::Into(EachOrder), "a book from before"),
            (Some(EachOrder), &told(Some(MergedByDay)), 7, Carrying::Done, "the book knows better"),
            (Some(EachOrder), &told(None), 7, Carrying::Done, "it was taken back in the book"),
        ] {
            assert_eq!(Carrying::of(on_device, profile, seq), expected, "{why}");
        }
    }
}
