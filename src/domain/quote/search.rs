//! Finds the best allowed set, exactly, and what the others lost by.

use super::branch_and_bound::{Demand, best_under};
use super::candidate::Prepared;
use super::choice::Found;
use super::enumeration::enumerate;

/// Up to so many candidates every set is looked at (semantics 7).
const ENUMERATED: usize = 12;

/// What a search finds. Places are those of the candidates searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    /// The best allowed set; the empty one is always allowed.
    pub(super) best: Option<Found>,
    /// The best that lacks at least one member of the best.
    pub(super) next_best: Option<Found>,
    /// The best that contains each candidate; `None` for who is in no allowed set.
    pub(super) containing: Vec<Option<Found>>,
}

/// How the best set is looked for. The answers are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SearchBy {
    /// Every set up to 12 candidates, branch and bound above.
    #[default]
    Size,
    /// Every set, whatever time that takes.
    Enumeration,
    /// Branch and bound.
    BranchAndBound,
}

/// The answers, in the way that is asked for.
pub(super) fn search(prepared: &Prepared<'_>, by: SearchBy) -> Answers {
    match by {
        SearchBy::Size if prepared.candidates.len() > ENUMERATED => branch_and_bound(prepared),
        SearchBy::Size | SearchBy::Enumeration => enumerate(prepared),
        SearchBy::BranchAndBound => branch_and_bound(prepared),
    }
}

fn branch_and_bound(prepared: &Prepared<'_>) -> Answers {
    let best = best_under(prepared, Demand::Nothing);
    let mut next_best: Option<Found> = None;
    let mut containing = vec![None; prepared.candidates.len()];
    for (place, found) in containing.iter_mut().enumerate() {
        if best.as_ref().is_some_and(|best| best.has(place)) {
            if let Some(lacking) = best_under(prepared, Demand::Without(place))
                && prepared.is_better(&lacking, next_best.as_ref())
            {
                next_best = Some(lacking);
            }
            found.clone_from(&best);
        } else {
            *found = best_under(prepared, Demand::With(place));
        }
    }
    Answers { best, next_best, containing }
}
