//! A policy as a seller makes it: the rules of the fold, and what each step is worth. A draft may be
//! wrong in many ways at once, and says so with the step; a [`Policy`] cannot be.

use super::check::{DraftError, Warning, errors, warnings};
use super::ladder::{Ladder, Minimums, Mode, Step};
use super::rules::{Fall, Period, Rules, Term};
use crate::domain::day::Day;
use crate::domain::rate::BasisPoints;

/// What a higher step gives (MB7): where the margin is thin, points instead of prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// More points; the price is the same for all.
    Points,
    /// Lower prices; no points.
    Prices,
    /// Both.
    Both,
}

/// A step with what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tier {
    /// Its name (普通会员).
    pub name: String,
    /// How its members are greeted (MB9); empty = by its name.
    pub title: String,
    /// What it asks for; the lowest asks nothing.
    pub minimums: Minimums,
    /// What of the price is paid: 9500 = 9.5折. Read by [`Policy::paid`].
    pub paid: BasisPoints,
    /// The multiplier of points: 15000 = one and a half. Read by [`Policy::multiplier`].
    pub multiplier: BasisPoints,
    /// The rights that are shown first (MB6, MB10).
    pub rights: Vec<String>,
}

/// A step as it is typed: the same fields, nothing checked.
pub type TierDraft = Tier;

/// A policy as it is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyDraft {
    /// It acts from this day on.
    pub first_day: Day,
    /// What its steps give.
    pub right: Right,
    /// The steps, the lowest first.
    pub tiers: Vec<TierDraft>,
    /// How the minimums of a step go together.
    pub mode: Mode,
    /// Purchases of the last so many days count; `None` = of the whole life.
    pub window_days: Option<u32>,
    /// How long a tier holds.
    pub term: Option<Term>,
    /// Days after the end of a term until the tier falls.
    pub grace_days: u32,
    /// Where to.
    pub fall: Fall,
}

/// A policy that makes sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    draft: PolicyDraft,
    rules: Rules,
}

impl Policy {
    /// Checks a draft.
    ///
    /// # Errors
    /// Everything that is wrong with it, lower steps first.
    pub fn parse(draft: PolicyDraft) -> Result<(Policy, Vec<Warning>), Vec<DraftError>> {
        let errors = errors(&draft);
        if !errors.is_empty() {
            return Err(errors);
        }
        let above = draft.tiers.iter().skip(1).map(|tier| tier.minimums);
        let rules = Rules {
            ladder: Ladder::new(above.collect(), draft.mode),
            window_days: draft.window_days,
            term: draft.term,
            grace_days: draft.grace_days,
            fall: draft.fall,
        };
        let warnings = warnings(&draft);
        Ok((Policy { draft, rules }, warnings))
    }

    /// What was typed, to be typed again.
    #[must_use]
    pub const fn draft(&self) -> &PolicyDraft {
        &self.draft
    }

    /// The steps, the lowest first; at least one.
    #[must_use]
    pub fn tiers(&self) -> &[Tier] {
        &self.draft.tiers
    }

    /// A step; `None` above the highest.
    #[must_use]
    pub fn tier(&self, step: Step) -> Option<&Tier> {
        self.draft.tiers.get(step.place())
    }

    /// What decides the standing.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The rules with their first day, for a [`super::Timeline`].
    #[must_use]
    pub fn period(&self) -> Period {
        Period { first_day: self.draft.first_day, rules: self.rules.clone() }
    }

    /// What of the price a step pays: all of it where prices are no right, or above the highest.
    #[must_use]
    pub fn paid(&self, step: Step) -> BasisPoints {
        match self.draft.right {
            Right::Points => BasisPoints::ONE,
            Right::Prices | Right::Both => {
                self.tier(step).map_or(BasisPoints::ONE, |tier| tier.paid)
            }
        }
    }

    /// The multiplier of points of a step: 0 where points are no right.
    #[must_use]
    pub fn multiplier(&self, step: Step) -> BasisPoints {
        match self.draft.right {
            Right::Prices => BasisPoints::ZERO,
            Right::Points | Right::Both => {
                self.tier(step).map_or(BasisPoints::ONE, |tier| tier.multiplier)
            }
        }
    }
}
