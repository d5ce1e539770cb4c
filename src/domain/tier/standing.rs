//! Where a customer stands as of a day, by what was known then.

use super::fold::{Change, Folded, State, fold};
use super::hand::{HandTier, held};
use super::ladder::{Step, Totals};
use super::purchases::{Facts, Purchases};
use super::reach::{Keep, Reach, to_keep, to_reach};
use super::rules::Timeline;
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;

/// The standing of one customer after a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// As of this day.
    pub day: Day,
    /// The tier that holds: by hand where that holds, else the computed one.
    pub step: Step,
    /// True where the tier by hand holds instead of the computed one.
    pub by_hand: bool,
    /// The tier by the fold.
    pub computed: Step,
    /// Since when it is computed so; `None` before the first change.
    pub since: Option<Day>,
    /// The end of the term; `None` where nothing can fall.
    pub term_end: Option<Day>,
    /// The tier at which the orders of this day are priced and earn: that of its morning.
    pub morning: Step,
    /// What was bought in the window of the policy.
    pub totals: Totals,
    /// The highest tier whose minimums that meets.
    pub fits: Step,
    /// Changes of the computed tier, earliest first.
    pub history: Vec<Change>,
    /// What is missing to reach the next; `None` at the top.
    pub to_reach: Option<Reach>,
    /// What is missing to keep this one; `None` where nothing can fall.
    pub to_keep: Option<Keep>,
}

/// A refund or cancellation became known and moved the computed tier: no fall (semantics 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The day on which it became known.
    pub day: Day,
    /// The tier of that day without it.
    pub from: Step,
    /// The tier with it.
    pub to: Step,
}

/// The standing as of `day`, by purchases known as of it ([`Facts::as_of`]); `None` before the
/// first policy.
#[must_use]
pub fn standing(
    timeline: &Timeline,
    purchases: &Purchases,
    hand: &[HandTier],
    day: Day,
) -> Option<Standing> {
    let rules = timeline.on(day)?;
    let Folded { morning, evening, changes } = fold(timeline, purchases, day)?;
    let State { step: computed, since, term_end } = evening;
    let held = |step| held(hand, day, step, rules.ladder.highest());
    let by_hand = held(computed);
    let totals = purchases.totals(rules.window_days, day);
    Some(Standing {
        day,
        step: by_hand.unwrap_or(computed),
        by_hand: by_hand.is_some(),
        computed,
        since,
        term_end: rules.falling_term().and(term_end),
        morning: held(morning.step).unwrap_or(morning.step),
        totals,
        fits: rules.ladder.fits(totals),
        history: changes,
        to_reach: to_reach(rules, purchases, computed, day),
        to_keep: to_keep(rules, purchases, evening, day),
    })
}

/// The corrections up to `day`, earliest first: for each day on which a refund or cancellation
/// became known, the tier of that day without it and with it, where they differ.
#[must_use]
pub fn corrections(
    timeline: &Timeline,
    facts: &Facts,
    rule: CountingRule,
    day: Day,
) -> Vec<Correction> {
    let correction = |day: Day| {
        let computed = |reversed| {
            let purchases = facts.known(day, reversed, rule);
            fold(timeline, &purchases, day).map(|folded| folded.evening.step)
        };
        let (from, to) = computed(day.plus(-1)).zip(computed(day))?;
        (from != to).then_some(Correction { day, from, to })
    };
    facts.reversal_days(day).into_iter().filter_map(correction).collect()
}
