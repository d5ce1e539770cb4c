//! Every allowed set, one after another: the plain way, for few candidates, and what the other way
//! is held against.

use super::acting::Standing;
use super::candidate::Prepared;
use super::choice::{Choice, Found};
use super::search::{Answers, Containing};

/// Walks through all allowed sets in acting order; sets that begin alike share the way.
pub(super) fn enumerate(prepared: &Prepared<'_>) -> Answers {
    let none = vec![None; prepared.candidates.len()];
    let mut walk = Walk { prepared, containing: none.clone(), lacking: none, best: None };
    walk.from(0, &Choice::none(), &prepared.start);
    let lacks_one = |best: &Found| {
        let mut next: Option<Found> = None;
        for found in best.members.iter().filter_map(|place| walk.lacking.get(*place)?.as_ref()) {
            if prepared.is_better(found, next.as_ref()) {
                next = Some(found.clone());
            }
        }
        next
    };
    let next_best = walk.best.as_ref().and_then(lacks_one);
    let exactly = |found: Found| Containing { found, is_exact: true };
    let containing = walk.containing.into_iter().map(|found| found.map(exactly)).collect();
    Answers { best: walk.best, next_best, is_proven: true, containing }
}

struct Walk<'a> {
    prepared: &'a Prepared<'a>,
    best: Option<Found>,
    containing: Vec<Option<Found>>,
    lacking: Vec<Option<Found>>,
}

impl Walk<'_> {
    fn from(&mut self, place: usize, choice: &Choice, standing: &Standing) {
        let Some(candidate) = self.prepared.candidates.get(place) else {
            self.arrive(choice, standing);
            return;
        };
        if choice.has_room_for(candidate)
            && let Some(act) = self.prepared.turn(candidate, standing)
        {
            let mut after = standing.clone();
            after.take(candidate, &act);
            let mut with = choice.clone();
            with.join(place, candidate);
            self.from(place + 1, &with, &after);
        }
        self.from(place + 1, choice, standing);
    }

    fn arrive(&mut self, choice: &Choice, standing: &Standing) {
        let prepared = self.prepared;
        let found =
            Found { score: choice.score(prepared, standing), members: choice.members.clone() };
        let keep = |kept: &mut Option<Found>| {
            if prepared.is_better(&found, kept.as_ref()) {
                *kept = Some(found.clone());
            }
        };
        for (place, (containing, lacking)) in
            self.containing.iter_mut().zip(&mut self.lacking).enumerate()
        {
            keep(if found.has(place) { containing } else { lacking });
        }
        keep(&mut self.best);
    }
}
