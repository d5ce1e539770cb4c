//! What is missing: to reach the next tier, and, apart from that, to keep this one.

use super::fold::State;
use super::ladder::{Missing, Mode, Step};
use super::purchases::Purchases;
use super::rules::Rules;
use crate::domain::day::Day;

/// What is missing today to reach the next tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    /// The next tier.
    pub step: Step,
    /// What each of its minimums lacks.
    pub missing: Missing,
    /// Whether all of that is needed, or one of it.
    pub mode: Mode,
}

/// What is missing to keep the tier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The computed tier.
    pub step: Step,
    /// The end of the term.
    pub by: Day,
    /// The day on which it is looked at, after its orders: the deadline to show (semantics 11).
    pub check: Day,
    /// What each of its minimums lacks in the window that ends at `by`, inside the grace today.
    pub missing: Missing,
    /// Whether all of that is needed, or one of it.
    pub mode: Mode,
}

/// What is missing as of `day` to reach the tier above the computed one; `None` at the top.
#[must_use]
pub fn to_reach(rules: &Rules, purchases: &Purchases, computed: Step, day: Day) -> Option<Reach> {
    let step = computed.above();
    rules.ladder.minimums(step)?;
    let missing = rules.ladder.missing(step, purchases.totals(rules.window_days, day));
    Some(Reach { step, missing, mode: rules.ladder.mode() })
}

/// What is missing as of `day` to keep the computed tier; `None` where nothing can fall.
#[must_use]
pub fn to_keep(rules: &Rules, purchases: &Purchases, state: State, day: Day) -> Option<Keep> {
    rules.falling_term()?;
    let by = state.term_end?;
    let totals = purchases.totals(rules.window_days, by.max(day));
    let missing = rules.ladder.missing(state.step, totals);
    Some(Keep { step: state.step, by, check: rules.check(by), missing, mode: rules.ladder.mode() })
}
