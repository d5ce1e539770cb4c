//! What is decided of each candidate, and of what the goods cost after the line promotions, on the way
//! to the best set.

use super::candidate::{Candidate, Prepared};
use crate::domain::money::Fen;

/// What is decided of one candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// A member.
    In,
    /// None.
    Out,
    /// Not decided.
    Free,
}

/// What is decided of the goods of a set of lines, after the line promotions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct GoodsBound {
    pub(super) lines: usize,
    pub(super) from_fen: Fen,
    /// They cost at least so much; less where it is false.
    pub(super) reached: bool,
}

/// A part of all sets: those that have all that is in, nothing that is out, and keep the bounds.
#[derive(Clone, Debug)]
pub(super) struct Fates {
    of: Vec<Fate>,
    goods: Vec<GoodsBound>,
}

impl Fates {
    /// Nothing decided.
    pub(super) fn open(prepared: &Prepared<'_>) -> Fates {
        Fates { of: vec![Fate::Free; prepared.candidates.len()], goods: Vec::new() }
    }

    pub(super) fn of(&self, place: usize) -> Fate {
        self.of.get(place).copied().unwrap_or(Fate::Out)
    }

    pub(super) fn goods(&self) -> &[GoodsBound] {
        &self.goods
    }

    pub(super) fn free(&self) -> impl Iterator<Item = usize> + '_ {
        let free = |(place, fate): (usize, &Fate)| (*fate == Fate::Free).then_some(place);
        self.of.iter().enumerate().filter_map(free)
    }

    /// Leaves one out.
    pub(super) fn leave_out(&mut self, place: usize) {
        if let Some(fate) = self.of.get_mut(place) {
            *fate = Fate::Out;
        }
    }

    /// Takes one in, and leaves out whoever cannot stand beside it. False where one of those is in.
    pub(super) fn take_in(&mut self, prepared: &Prepared<'_>, place: usize) -> bool {
        let Some(taken) = prepared.candidates.get(place) else { return false };
        for (at, (other, fate)) in prepared.candidates.iter().zip(&mut self.of).enumerate() {
            if at == place {
                *fate = Fate::In;
            } else if !may_stand_together(taken, other) {
                if *fate == Fate::In {
                    return false;
                }
                *fate = Fate::Out;
            }
        }
        true
    }

    /// Decides what goods cost.
    pub(super) fn with_goods(&self, bound: GoodsBound) -> Fates {
        let mut more = self.clone();
        more.goods.push(bound);
        more
    }
}

/// Whether two may be members of one set, by their steps and groups.
fn may_stand_together(one: &Candidate<'_>, other: &Candidate<'_>) -> bool {
    let in_step = one.step() != other.step()
        || one.promotion.is_stackable() && other.promotion.is_stackable();
    in_step && (one.group.is_none() || one.group != other.group)
}
