//! What a figure rests on: the as-of day, the counting rule, the windows.

use super::rfm::HIGH_SCORE;
use crate::domain::day::{Day, DayRange};
use crate::domain::weekdays::Weekdays;

/// How purchases are counted (RP2). A figure without its rule must not be compared (RP3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CountingRule {
    /// All counted orders of one customer on one business day are one purchase.
    #[default]
    MergedByDay,
    /// Each counted order is one purchase.
    EachOrder,
}

impl CountingRule {
    /// All of them, each at the place of its number.
    pub const ALL: [CountingRule; 2] = [CountingRule::MergedByDay, CountingRule::EachOrder];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The rule of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<CountingRule> {
        CountingRule::ALL.get(usize::from(number)).copied()
    }
}

/// Upper bounds of the stages in days since the last purchase, inclusive (semantics 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageBounds {
    /// New, sub-stage "just ordered".
    pub just_ordered_days: u32,
    /// New, sub-stage "awaiting the second order".
    pub awaiting_second_days: u32,
    /// New, sub-stage "one month", and active.
    pub active_days: u32,
    /// High-save.
    pub high_save_days: u32,
    /// Low-save; lost beyond it.
    pub low_save_days: u32,
}

impl StageBounds {
    /// The five of them, the least first.
    #[must_use]
    pub const fn of(days: [u32; 5]) -> StageBounds {
        let [just_ordered_days, awaiting_second_days, active_days, high_save_days, low_save_days] =
            days;
        StageBounds {
            just_ordered_days,
            awaiting_second_days,
            active_days,
            high_save_days,
            low_save_days,
        }
    }

    /// The five of them, the least first.
    #[must_use]
    pub const fn days(self) -> [u32; 5] {
        [
            self.just_ordered_days,
            self.awaiting_second_days,
            self.active_days,
            self.high_save_days,
            self.low_save_days,
        ]
    }

    /// True where each stage has at least a day.
    #[must_use]
    pub fn is_rising(self) -> bool {
        self.days().is_sorted_by(|a, b| a < b)
    }
}

impl Default for StageBounds {
    /// The bounds of fast-moving retail.
    fn default() -> Self {
        StageBounds::of([5, 30, 45, 90, 180])
    }
}

/// Everything a figure depends on besides the facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis {
    /// Orders with a business day up to this one are used, and silence is measured up to it.
    pub as_of: Day,
    /// What the seller did himself is known up to this day: people whom he put in, contacts,
    /// cancellations, money given back. Not before `as_of`; behind it where the files end earlier
    /// than he goes on writing.
    pub known_on: Day,
    /// How purchases are counted.
    pub rule: CountingRule,
    /// The window of the window figures, both ends inside; `None` = no window figures.
    pub window: Option<DayRange>,
    /// F and M of RFM look at the last so many days; 0 = all of history.
    pub rfm_window_days: u32,
    /// From which score on R, F and M are high.
    pub high_score: u8,
    /// Bounds of the stages.
    pub stage_bounds: StageBounds,
    /// Days on which the shop was shut (春节): they do not count as silence. In order, apart.
    pub closed_days: Vec<DayRange>,
    /// Days of the week on which it always is: they do not either.
    pub closed_weekdays: Weekdays,
}

impl Basis {
    /// The defaults of semantics 3, as of `as_of`, without a window.
    #[must_use]
    pub fn as_of(as_of: Day) -> Basis {
        Basis {
            as_of,
            known_on: as_of,
            rule: CountingRule::default(),
            window: None,
            rfm_window_days: 365,
            high_score: HIGH_SCORE,
            stage_bounds: StageBounds::default(),
            closed_days: Vec::new(),
            closed_weekdays: Weekdays::NONE,
        }
    }

    /// The window of F and M: the last `rfm_window_days`, or everything up to the as-of day.
    #[must_use]
    pub fn rfm_window(&self) -> DayRange {
        if self.rfm_window_days == 0 {
            DayRange { first: Day::MIN, last: self.as_of }
        } else {
            DayRange::last_days(self.rfm_window_days, self.as_of)
        }
    }

    /// Days of silence since `last`: the days after it up to the as-of day, without closed days.
    #[must_use]
    pub fn silence_days(&self, last: Day) -> u32 {
        self.silence_between(last, self.as_of)
    }

    /// The same up to another day.
    #[must_use]
    pub fn silence_between(&self, last: Day, day: Day) -> u32 {
        let silence = DayRange { first: last.plus(1), last: day };
        let mut days = day.days_since(last) - self.closed_weekdays.count_in(silence);
        for closed in &self.closed_days {
            let first = closed.first.max(silence.first);
            let shut = DayRange { first, last: closed.last.min(day) };
            let all = shut.last.days_since(first).saturating_add(1).max(0);
            // Those of its days that fall on closed days of the week are taken off already.
            days -= all - self.closed_weekdays.count_in(shut);
        }
        u32::try_from(days).unwrap_or(0)
    }
}
