//! The best allowed set among many candidates, exactly, without looking at every set.
//!
//! A part of all sets is given by what is decided ([`Fates`]). Its ceiling says what it can save at most.
//! A part whose ceiling is below a set that is known is put aside. Before a part is divided, each candidate
//! is tried both ways: where without it, or with it, the ceiling is too low, its fate follows. Then the
//! part is divided by what is most worth knowing: whether goods reach an amount that something asks for,
//! then who stands alone, then who takes off most. What few are left are walked through.

use std::cmp::Ordering;

use super::candidate::Prepared;
use super::ceiling::{Ceiling, Coming, Doubt, Look, Scratch};
use super::choice::{Choice, Found};
use super::effort::Effort;
use super::fates::{Fate, Fates, GoodsBound};
use super::walk::{Asked, alike_from, walk};
use crate::domain::money::Fen;

/// So many undecided candidates are walked through rather than divided further.
pub(super) const FEW: usize = 14;

/// Where a search stops dividing, and from when on it remembers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Thoroughness {
    pub(super) few: usize,
    pub(super) remembered_after: usize,
}

/// The best allowed set of a part; `None` where there is none. A set that is known, and need not be of
/// the part, is where the search for a good one begins. What it takes is counted down from `effort`;
/// where nothing of that is left, the set is a good one, and not known to be the best.
pub(super) fn best_of(
    (prepared, how): (&Prepared<'_>, Thoroughness),
    fates: Fates,
    asked: Asked,
    known: Option<&Found>,
    effort: &mut Effort,
) -> Option<Found> {
    let mut search = Search {
        prepared,
        how,
        asked,
        root: fates.clone(),
        best: None,
        scratch: Scratch::default(),
        effort,
    };
    if let Some(known) = known {
        search.try_set(&fates, |place| known.has(place));
    }
    if search.best.is_none() {
        search.try_one_by_one(&fates);
    }
    search.part(fates);
    search.best
}

struct Search<'a> {
    prepared: &'a Prepared<'a>,
    how: Thoroughness,
    asked: Asked,
    /// The whole part that is asked about.
    root: Fates,
    best: Option<Found>,
    scratch: Scratch,
    /// So much may still be done.
    effort: &'a mut Effort,
}

impl Search<'_> {
    fn part(&mut self, mut fates: Fates) {
        self.try_set(&fates, |_| true);
        let Some(doubt) = self.narrow(&mut fates) else { return };
        let alike =
            fates.free().next().is_some_and(|first| first >= alike_from(self.prepared, &fates));
        if alike || fates.free().count() <= self.how.few {
            let best = self.best.as_ref();
            if let Some(found) =
                walk((self.prepared, self.how), &fates, self.asked, best, self.effort)
            {
                self.best = Some(found);
            }
            return;
        }
        match doubt {
            Doubt::Goods { lines, from_fen } => {
                for reached in [true, false] {
                    self.part(fates.with_goods(GoodsBound { lines, from_fen, reached }));
                }
            }
            Doubt::Member(place) => {
                let mut with = fates.clone();
                if with.take_in(self.prepared, place) {
                    self.part(with);
                }
                fates.leave_out(place);
                self.part(fates);
            }
        }
    }

    /// Decides what can be decided without dividing. `None` where nothing of the part is left to be
    /// looked at, else what is most worth knowing.
    fn narrow(&mut self, fates: &mut Fates) -> Option<Doubt> {
        loop {
            let ceiling = self.promising(fates, Look::Doubt)?;
            let mut decided = false;
            for place in fates.free().collect::<Vec<usize>>() {
                if fates.of(place) != Fate::Free {
                    continue;
                }
                let mut without = fates.clone();
                without.leave_out(place);
                let mut with = fates.clone();
                let may_join = with.take_in(self.prepared, place)
                    && self.promising(&with, Look::Score).is_some();
                match (may_join, self.promising(&without, Look::Score).is_some()) {
                    (true, true) => continue,
                    (true, false) => *fates = with,
                    (false, true) => *fates = without,
                    (false, false) => return None,
                }
                decided = true;
            }
            if decided {
                continue;
            }
            // Where nothing is undecided, the set itself was tried with the part.
            let Some(doubt) = ceiling.doubt else {
                self.try_exactly(fates);
                return None;
            };
            return Some(doubt);
        }
    }

    /// The ceiling of a part in which something as good as the best may be.
    fn promising(&mut self, fates: &Fates, look: Look) -> Option<Ceiling> {
        if !self.effort.spend(self.prepared.candidates.len()) {
            return None;
        }
        let choice = Choice::none();
        let coming = Coming { from: 0, choice: &choice, standing: &self.prepared.start };
        let ceiling = self.prepared.ceiling(coming, fates, look, &mut self.scratch)?;
        let Some(best) = self.best.as_ref().map(|best| best.score) else { return Some(ceiling) };
        let may_be_better = match self.asked {
            Asked::Members => ceiling.score.cmp(&best) != Ordering::Less,
            Asked::Saving => ceiling.score.saving_fen > best.saving_fen,
        };
        may_be_better.then_some(ceiling)
    }

    /// Takes who is in, and of the undecided who is wanted and can act: an allowed set, and mostly a
    /// good one.
    fn try_set(&mut self, fates: &Fates, is_wanted: impl Fn(usize) -> bool) {
        let joins = |place: usize| fates.of(place) == Fate::Free && is_wanted(place);
        let found = self.taken(fates, joins);
        self.keep(found);
    }

    /// Takes exactly who is in.
    fn try_exactly(&mut self, fates: &Fates) {
        let found = self.taken(fates, |_| false);
        self.keep(found);
    }

    /// Takes who is in, and one undecided after another as long as that does not keep those from
    /// acting: for whom needs what others would take away.
    fn try_one_by_one(&mut self, fates: &Fates) {
        let mut joined: Vec<usize> = Vec::new();
        let mut found = self.taken(fates, |_| false);
        for place in fates.free() {
            let more = self.taken(fates, |one| one == place || joined.contains(&one));
            if self.is_asked_for(&more)
                && self.prepared.is_better(&more, Some(&found).filter(|f| self.is_asked_for(f)))
            {
                joined.push(place);
                found = more;
            }
        }
        self.keep(found);
    }

    /// An allowed set: who is in and who joins, one turn after another, without those who cannot act.
    fn taken(&self, fates: &Fates, joins: impl Fn(usize) -> bool) -> Found {
        let mut choice = Choice::none();
        let mut standing = self.prepared.start.clone();
        for (place, candidate) in self.prepared.candidates.iter().enumerate() {
            let is_in = fates.of(place) == Fate::In;
            if !(is_in || joins(place)) || !choice.has_room_for(candidate) {
                continue;
            }
            let Some(act) = self.prepared.turn(candidate, &standing) else { continue };
            // Who does nothing only makes it one more.
            if !is_in && act.discount_fen() == Fen::ZERO && !candidate.gives() {
                continue;
            }
            standing.take(candidate, &act);
            choice.join(place, candidate);
        }
        let score = choice.score(self.prepared, &standing);
        Found { score, members: choice.members }
    }

    /// Whether a set has everybody who is asked for.
    fn is_asked_for(&self, found: &Found) -> bool {
        let mut asked =
            (0..self.prepared.candidates.len()).filter(|place| self.root.of(*place) == Fate::In);
        asked.all(|place| found.has(place))
    }

    fn keep(&mut self, found: Found) {
        if self.is_asked_for(&found) && self.prepared.is_better(&found, self.best.as_ref()) {
            self.best = Some(found);
        }
    }
}
