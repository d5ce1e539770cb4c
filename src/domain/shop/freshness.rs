//! Up to when the data of the channels go, and which of them end too early (semantics 2, freshness).

use super::Shop;
use crate::domain::customer::Platform;
use crate::domain::day::Day;

/// How far the orders reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Freshness {
    /// As far as they should, or there are none.
    Fresh,
    /// All of them end on this day, too long ago.
    EndsOn(Day),
    /// These channels end too early, each with its last day. What the seller writes down by hand is
    /// no channel that could be brought in again.
    Behind {
        /// They, in the order of their numbers.
        channels: Vec<(Platform, Day)>,
        /// True where another one that files come from goes on.
        others_go_on: bool,
    },
}

impl Shop {
    /// How far the orders reach as of `today`, where more than `freshness_days` behind it are too
    /// many.
    #[must_use]
    pub fn freshness(&self, today: Day, freshness_days: u32) -> Freshness {
        let is_behind = |day: Day| i64::from(today.days_since(day)) > i64::from(freshness_days);
        match self.last_day() {
            None => return Freshness::Fresh,
            Some(last) if is_behind(last) => return Freshness::EndsOn(last),
            Some(_) => {}
        }
        let of_files = self.data_up_to().filter(|(platform, _)| *platform != Platform::Hand);
        let (channels, others): (Vec<_>, Vec<_>) = of_files.partition(|(_, day)| is_behind(*day));
        match channels.is_empty() {
            true => Freshness::Fresh,
            false => Freshness::Behind { channels, others_go_on: !others.is_empty() },
        }
    }
}
