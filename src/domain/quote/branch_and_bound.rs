//! The best allowed set among many candidates: the same walk as the plain one, without the ways that
//! cannot end better than what is already found, and without walking twice from where one stands.

use std::cmp::Ordering;

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;

use super::acting::Standing;
use super::candidate::Prepared;
use super::ceiling::Coming;
use super::choice::{Choice, Found, Score};
use crate::domain::promotion::{Amount, Benefit};

/// What is asked of the set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demand {
    /// Nothing.
    Nothing,
    /// This candidate is in it.
    With(usize),
    /// This candidate is not in it.
    Without(usize),
}

/// So many places are walked before any is remembered: most walks are shorter, and remembering
/// costs more than it saves them.
const REMEMBERED_AFTER: usize = 500;
/// So many places are remembered at most. What is not remembered is walked again.
const REMEMBERED: usize = 200_000;

/// The best allowed set that meets the demand; `None` where no allowed set does.
pub(super) fn best_under(prepared: &Prepared<'_>, demand: Demand) -> Option<Found> {
    let mut walk = Walk {
        prepared,
        demand,
        best: None,
        seen: HashMap::new(),
        places: 0,
        alike_from: alike_from(prepared),
    };
    walk.from(0, &Choice::none(), &prepared.start());
    walk.best
}

struct Walk<'a> {
    prepared: &'a Prepared<'a>,
    demand: Demand,
    best: Option<Found>,
    /// Where one stood, and the best way that led there.
    seen: HashMap<Vec<i64>, (Score, Vec<usize>)>,
    places: usize,
    /// From this place on all candidates are about the same lines, as a sum.
    alike_from: usize,
}

impl Walk<'_> {
    fn from(&mut self, place: usize, choice: &Choice, standing: &Standing) {
        self.places += 1;
        let Some(candidate) = self.prepared.candidates.get(place) else {
            self.arrive(choice, standing);
            return;
        };
        if !self.is_promising(place, choice, standing) || self.was_here(place, choice, standing) {
            return;
        }
        let demanded = self.demand == Demand::With(place);
        if self.demand != Demand::Without(place)
            && choice.has_room_for(candidate)
            && (demanded || self.leaves_room_for_demanded(place, choice))
            && let Some(act) = self.prepared.turn(candidate, standing)
        {
            let mut after = standing.clone();
            after.take(candidate, &act);
            self.from(place + 1, &choice.with(place, candidate), &after);
        }
        if !demanded {
            self.from(place + 1, choice, standing);
        }
    }

    /// Whether the candidate that is demanded may still follow this one.
    fn leaves_room_for_demanded(&self, place: usize, choice: &Choice) -> bool {
        let Demand::With(demanded) = self.demand else { return true };
        let candidates = &self.prepared.candidates;
        let (Some(one), Some(other)) = (candidates.get(place), candidates.get(demanded)) else {
            return true;
        };
        demanded < place || choice.with(place, one).has_room_for(other)
    }

    fn arrive(&mut self, choice: &Choice, standing: &Standing) {
        let score = choice.score(self.prepared, standing);
        let found = Found { score, members: choice.members.clone() };
        if self.prepared.is_better(&found, self.best.as_ref()) {
            self.best = Some(found);
        }
    }

    /// False where nothing better than the best so far can follow.
    fn is_promising(&mut self, place: usize, choice: &Choice, standing: &Standing) -> bool {
        let Some(best) = &self.best else { return true };
        let without = match self.demand {
            Demand::Without(one) => Some(one),
            Demand::Nothing | Demand::With(_) => None,
        };
        let ceiling = self.prepared.ceiling(standing, Coming { from: place, without, choice });
        let now = choice.score(self.prepared, standing);
        let at_best = Score {
            saving_fen: now.saving_fen.saturating_add(ceiling.saving_fen),
            gives: now.gives + ceiling.gives,
            // Waste and members only become more.
            ..now
        };
        match at_best.cmp(&best.score) {
            Ordering::Less => false,
            Ordering::Greater => true,
            // Whoever joins adds a coupon or a promotion, and that would make it worse. So only the
            // choice as it stands can be as good, and then days and ids decide.
            Ordering::Equal => {
                let complete = match self.demand {
                    Demand::With(one) => choice.members.contains(&one),
                    Demand::Nothing | Demand::Without(_) => true,
                };
                if complete && now == best.score {
                    self.arrive(choice, standing);
                }
                false
            }
        }
    }

    /// True where a way that was at least as good led to the same place before; all that follows is
    /// the same from there. Remembers the place otherwise.
    fn was_here(&mut self, place: usize, choice: &Choice, standing: &Standing) -> bool {
        if self.places < REMEMBERED_AFTER {
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
        let alike = prepared.candidates.get(place).filter(|_| place >= self.alike_from);
        match alike {
            Some(candidate) => {
                for set in [candidate.lines, super::candidate::ALL_LINES] {
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
fn alike_from(prepared: &Prepared<'_>) -> usize {
    let last = prepared.candidates.last().map(|candidate| candidate.lines);
    let alike = prepared.candidates.iter().rev().take_while(|candidate| {
        Some(candidate.lines) == last
            && match candidate.benefit() {
                Benefit::AmountOff { .. }
                | Benefit::AmountOffPer { .. }
                | Benefit::Ladder { .. }
                | Benefit::Percent { .. }
                | Benefit::FreePostage
                | Benefit::Gift { .. }
                | Benefit::PointsMultiplier { .. } => true,
                Benefit::FixedPrice { .. } | Benefit::BuyGet { .. } | Benefit::Bundle { .. } => {
                    false
                }
            }
    });
    prepared.candidates.len() - alike.count()
}
