//! The best allowed set of a part: the same walk as the plain one, without the ways that cannot end
//! better than what is already found, and without walking twice from where one stands.

use std::cmp::Ordering;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::acting::Standing;
use super::branch_and_bound::Thoroughness;
use super::candidate::{ALL_LINES, Candidate, Prepared};
use super::ceiling::{Coming, Look, Scratch};
use super::choice::{Choice, Found, Score};
use super::effort::Effort;
use super::fates::{Fate, Fates};
use crate::domain::promotion::{Amount, Gives};

/// What of the best set is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Which one it is.
    Members,
    /// What it saves; any of those that save as much will do.
    Saving,
}

/// So many places are walked before any is remembered: most walks are shorter, and remembering
/// costs more than it saves them.
pub(super) const REMEMBERED_AFTER: usize = 50;
/// So many places are remembered at most. What is not remembered is walked again.
const REMEMBERED: usize = 200_000;

/// The best allowed set of a part, where it is better than what is known; `None` where there is none.
pub(super) fn walk(
    (prepared, how): (&Prepared<'_>, Thoroughness),
    fates: &Fates,
    asked: Asked,
    known: Option<&Found>,
    effort: &mut Effort,
) -> Option<Found> {
    let mut walk = Walk {
        prepared,
        remembered_after: how.remembered_after,
        fates,
        asked,
        best: known.cloned(),
        is_new: false,
        scratch: Scratch::default(),
        effort,
        seen: HashMap::new(),
        places: 0,
        alike_from: alike_from(prepared, fates),
    };
    walk.from(0, Choice::none(), prepared.start.clone());
    walk.best.filter(|_| walk.is_new)
}

struct Walk<'a> {
    prepared: &'a Prepared<'a>,
    remembered_after: usize,
    fates: &'a Fates,
    asked: Asked,
    best: Option<Found>,
    /// Whether the best was found here.
    is_new: bool,
    scratch: Scratch,
    /// So much may still be done.
    effort: &'a mut Effort,
    /// Where one stood, and the best way that led there.
    seen: HashMap<Vec<i64>, (Score, Vec<usize>)>,
    places: usize,
    /// From this place on all candidates are about the same lines, as a sum.
    alike_from: usize,
}

impl Walk<'_> {
    fn from(&mut self, from: usize, mut choice: Choice, mut standing: Standing) {
        let prepared = self.prepared;
        for (place, candidate) in prepared.candidates.iter().enumerate().skip(from) {
            let may_join = || {
                if choice.has_room_for(candidate) {
                    prepared.turn(candidate, &standing)
                } else {
                    None
                }
            };
            match self.fates.of(place) {
                Fate::Out => {}
                Fate::In => {
                    let Some(act) = may_join() else { return };
                    standing.take(candidate, &act);
                    choice.join(place, candidate);
                }
                Fate::Free => {
                    self.places += 1;
                    if !self.is_promising(place, &choice, &standing)
                        || self.was_here(place, &choice, &standing)
                    {
                        return;
                    }
                    if let Some(act) = may_join() {
                        let (mut with, mut after) = (choice.clone(), standing.clone());
                        with.join(place, candidate);
                        after.take(candidate, &act);
                        self.from(place + 1, with, after);
                    }
                }
            }
        }
        self.arrive(&choice, &standing);
    }

    fn arrive(&mut self, choice: &Choice, standing: &Standing) {
        let score = choice.score(self.prepared, standing);
        let found = Found { score, members: choice.members.clone() };
        if self.prepared.is_better(&found, self.best.as_ref()) {
            self.best = Some(found);
            self.is_new = true;
        }
    }

    /// False where nothing better than the best so far can follow.
    fn is_promising(&mut self, from: usize, choice: &Choice, standing: &Standing) -> bool {
        if !self.effort.spend(self.prepared.candidates.len() - from) {
            return false;
        }
        let Some(best) = self.best.as_ref().map(|best| best.score) else { return true };
        let coming = Coming { from, choice, standing };
        let ceiling = self.prepared.ceiling(coming, self.fates, Look::Score, &mut self.scratch);
        let Some(ceiling) = ceiling else { return false };
        if self.asked == Asked::Saving && ceiling.score.saving_fen <= best.saving_fen {
            return false;
        }
        match ceiling.score.cmp(&best) {
            Ordering::Less => false,
            Ordering::Greater => true,
            // Whoever joins beyond those that are in adds a coupon or a promotion, and that would make
            // it worse. So only the choice as it stands can be as good, and then days and ids decide.
            Ordering::Equal => {
                let more_in = (from..self.prepared.candidates.len())
                    .any(|place| self.fates.of(place) == Fate::In);
                if !more_in && choice.score(self.prepared, standing) == best {
                    self.arrive(choice, standing);
                }
                more_in
            }
        }
    }

    /// True where a way that was at least as good led to the same place before; all that follows is
    /// the same from there. Remembers the place otherwise.
    fn was_here(&mut self, place: usize, choice: &Choice, standing: &Standing) -> bool {
        if self.places < self.remembered_after {
            return false;
        }
        let key = self.key(place, choice, standing);
        let score = choice.score(self.prepared, standing);
        let is_full = self.seen.len() >= REMEMBERED;
        match self.seen.entry(key) {
            Entry::Occupied(mut known) => {
                let (known_score, known_members) = known.get();
                let better =
                    self.prepared.compare((&score, &choice.members), (known_score, known_members))
                        == Ordering::Greater;
                if better {
                    known.insert((score, choice.members.clone()));
                }
                !better
            }
            Entry::Vacant(free) => {
                if !is_full {
                    free.insert((score, choice.members.clone()));
                }
                false
            }
        }
    }

    /// Everything that decides what may follow, and with what effect.
    fn key(&self, place: usize, choice: &Choice, standing: &Standing) -> Vec<i64> {
        let mut key = vec![i64::try_from(place).unwrap_or(i64::MAX), standing.postage_fen.minor()];
        choice.shape(&mut key);
        // The lists below have a fixed length; the ones of unknown length say theirs.
        let mut uses = standing.uses.clone();
        uses.sort_unstable();
        key.push(i64::try_from(uses.len()).unwrap_or(i64::MAX));
        for (rule, times, given) in uses {
            key.extend([i64::try_from(rule).unwrap_or(i64::MAX), times.into(), given.minor()]);
        }
        let prepared = self.prepared;
        let alike = (place..prepared.candidates.len()).find(|at| self.fates.of(*at) != Fate::Out);
        match alike.and_then(|at| prepared.candidates.get(at)).filter(|_| place >= self.alike_from)
        {
            Some(candidate) => {
                for set in [candidate.lines, ALL_LINES] {
                    for reads in [Amount::Goods, Amount::Payable] {
                        key.push(prepared.amount(standing, reads, set).minor());
                    }
                }
            }
            None => {
                key.extend(standing.left.iter().map(|left| left.minor()));
                key.extend(standing.goods.iter().map(|goods| goods.minor()));
            }
        }
        key
    }
}

/// From which place on all candidates read and reduce one and the same set of lines as a sum, so that
/// it does not matter how that sum is spread.
pub(super) fn alike_from(prepared: &Prepared<'_>, fates: &Fates) -> usize {
    let takes_part = |place: &usize| fates.of(*place) != Fate::Out;
    let places = || (0..prepared.candidates.len()).rev().filter(takes_part);
    let candidate = |place: usize| prepared.candidates.get(place);
    let last = places().next().and_then(candidate).map(|candidate| candidate.lines);
    let is_alike = |candidate: &Candidate<'_>| {
        Some(candidate.lines) == last
            && match candidate.benefit().gives() {
                Gives::OffSum | Gives::Postage | Gives::Gift { .. } | Gives::Points(_) => true,
                Gives::OffLines => false,
            }
    };
    // Who is out is passed over.
    let other = places().find(|place| !candidate(*place).is_some_and(is_alike));
    other.map_or(0, |other| other + 1)
}
