//! Finds the best allowed set, exactly, and what the others lost by.

use super::branch_and_bound::{FEW, Thoroughness, best_of};
use super::candidate::Prepared;
use super::choice::Found;
use super::effort::Effort;
use super::enumeration::enumerate;
use super::fates::Fates;
use super::walk::{Asked, REMEMBERED_AFTER};

/// Up to so many candidates every set is looked at (semantics 7).
const ENUMERATED: usize = 12;

/// What a search finds. Places are those of the candidates searched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answers {
    /// The best allowed set; the empty one is always allowed.
    pub(super) best: Option<Found>,
    /// The best that lacks at least one member of the best.
    pub(super) next_best: Option<Found>,
    /// Whether both are known to be the best.
    pub(super) is_proven: bool,
    /// A set that contains each candidate and saves the most of those; `None` for who is in no
    /// allowed set.
    pub(super) containing: Vec<Option<Containing>>,
}

/// The best set that contains a candidate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Containing {
    pub(super) found: Found,
    /// Whether it is known that no other saves more.
    pub(super) is_exact: bool,
}

/// So many candidates are gone through for the best and the next best set before the search gives up
/// proving; for all that were not chosen together; and for one of them.
const EFFORT: usize = 10_000_000;
const EFFORT_FOR_OTHERS: usize = 5_000_000;
const EFFORT_FOR_ONE: usize = 500_000;

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
    /// The same, dividing also what is few: what takes many candidates happens with few of them.
    Divided,
    /// The same, remembering every place.
    Remembering,
}

/// The answers, in the way that is asked for.
pub(super) fn search(prepared: &Prepared<'_>, by: SearchBy) -> Answers {
    match by {
        SearchBy::Size if prepared.candidates.len() > ENUMERATED => {
            branch_and_bound(prepared, USUAL)
        }
        SearchBy::Size | SearchBy::Enumeration => enumerate(prepared),
        SearchBy::BranchAndBound => branch_and_bound(prepared, USUAL),
        SearchBy::Divided => branch_and_bound(prepared, DIVIDED),
        SearchBy::Remembering => branch_and_bound(prepared, REMEMBERING),
    }
}

const USUAL: Thoroughness = Thoroughness { few: FEW, remembered_after: REMEMBERED_AFTER };
const DIVIDED: Thoroughness = Thoroughness { few: 1, ..USUAL };
const REMEMBERING: Thoroughness = Thoroughness { remembered_after: 0, ..USUAL };

fn branch_and_bound(prepared: &Prepared<'_>, how: Thoroughness) -> Answers {
    let open = Fates::open(prepared);
    let mut effort = Effort::of(EFFORT);
    let best = best_of((prepared, how), open.clone(), Asked::Members, None, &mut effort);
    let mut next_best: Option<Found> = None;
    for place in best.iter().flat_map(|best| &best.members) {
        let mut fates = open.clone();
        fates.leave_out(*place);
        let lacking = best_of((prepared, how), fates, Asked::Members, best.as_ref(), &mut effort);
        if let Some(lacking) = lacking
            && prepared.is_better(&lacking, next_best.as_ref())
        {
            next_best = Some(lacking);
        }
    }
    let is_proven = effort.is_left();
    let mut rest = Effort::of(EFFORT_FOR_OTHERS);
    let containing = (0..prepared.candidates.len())
        .map(|place| {
            if let Some(best) = best.as_ref().filter(|best| best.has(place)) {
                return Some(Containing { found: best.clone(), is_exact: is_proven });
            }
            let mut fates = open.clone();
            if !fates.take_in(prepared, place) {
                return None;
            }
            let (found, is_left) = rest.lend(EFFORT_FOR_ONE, |effort| {
                best_of((prepared, how), fates, Asked::Saving, best.as_ref(), effort)
            });
            Some(Containing { found: found?, is_exact: is_proven && is_left })
        })
        .collect();
    Answers { best, next_best, is_proven, containing }
}
