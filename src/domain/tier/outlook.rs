//! Who falls next if he buys nothing, when, and what would keep him.

use super::fold::{Reason, fold};
use super::hand::{HandTier, held};
use super::ladder::{Missing, Mode, Step};
use super::purchases::Purchases;
use super::rules::Timeline;
use crate::domain::day::Day;

/// A fall that comes unless something is bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FallAhead {
    /// The day on which the tier falls, after its orders.
    pub day: Day,
    /// The computed tier until then.
    pub from: Step,
    /// The computed tier from then on.
    pub to: Step,
    /// What is missing on that day: an order of that day with so much keeps the tier.
    pub missing: Missing,
    /// Whether all of that is needed, or one of it.
    pub mode: Mode,
    /// True where a tier by hand holds on that day, so that nobody feels the fall.
    pub is_held: bool,
}

/// The first fall in the `days` days after `today`, by what is known today and nothing bought any
/// more; `None` without one. A policy with fewer tiers is no fall: no order averts it.
#[must_use]
pub fn fall_ahead(
    timeline: &Timeline,
    purchases: &Purchases,
    hand: &[HandTier],
    today: Day,
    days: u32,
) -> Option<FallAhead> {
    let until = today.plus(i32::try_from(days).unwrap_or(i32::MAX));
    let changes = fold(timeline, purchases, until)?.changes;
    let fall = changes.iter().find(|change| change.day > today && change.reason == Reason::Fall)?;
    let rules = timeline.on(fall.day)?;
    let totals = purchases.totals(rules.window_days, fall.day);
    Some(FallAhead {
        day: fall.day,
        from: fall.from,
        to: fall.to,
        missing: rules.ladder.missing(fall.from, totals),
        mode: rules.ladder.mode(),
        is_held: held(hand, fall.day, fall.to, rules.ladder.highest()).is_some(),
    })
}
