//! Sets of candidates: which are allowed beside each other, and which of two is better.

use std::cmp::{Ordering, Reverse};

use super::acting::Standing;
use super::candidate::{Candidate, Prepared};
use crate::domain::money::Fen;
use crate::domain::promotion::Step;

/// What a set is measured by, in the order of the ties (semantics 11): greater saving, more gifts
/// and multipliers given by promotions, less waste, fewer coupons, fewer promotions. The greater
/// one is the better one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    pub(super) saving_fen: Fen,
    pub(super) gives: u32,
    pub(super) waste_fen: Reverse<Fen>,
    pub(super) coupons: Reverse<u32>,
    pub(super) promotions: Reverse<u32>,
}

/// Who takes part in a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Nobody,
    /// One that is not stackable.
    One,
    /// Some that are.
    Stackable,
}

/// Members chosen so far, in acting order, and what they leave room for.
#[derive(Clone, Debug)]
pub(super) struct Choice {
    /// Places among the candidates.
    pub(super) members: Vec<usize>,
    groups: Vec<usize>,
    step: Option<Step>,
    taken: Taken,
    gives: u32,
    coupons: u32,
    promotions: u32,
}

impl Choice {
    pub(super) fn none() -> Choice {
        Choice {
            members: Vec::new(),
            groups: Vec::new(),
            step: None,
            taken: Taken::Nobody,
            gives: 0,
            coupons: 0,
            promotions: 0,
        }
    }

    /// Whether a later candidate may stand beside those chosen: within one step either a single one
    /// that is not stackable or any number that are; at most one of a group.
    pub(super) fn has_room_for(&self, candidate: &Candidate<'_>) -> bool {
        let in_step = if self.step == Some(candidate.step()) {
            match self.taken {
                Taken::Nobody => true,
                Taken::One => false,
                Taken::Stackable => candidate.promotion.is_stackable(),
            }
        } else {
            true
        };
        in_step && candidate.group.is_none_or(|group| !self.groups.contains(&group))
    }

    /// One more, whose turn is after all the others'.
    pub(super) fn join(&mut self, place: usize, candidate: &Candidate<'_>) {
        self.members.push(place);
        self.groups.extend(candidate.group);
        self.step = Some(candidate.step());
        let stackable = candidate.promotion.is_stackable();
        self.taken = if stackable { Taken::Stackable } else { Taken::One };
        self.gives += u32::from(candidate.gives());
        match candidate.coupon {
            Some(_) => self.coupons += 1,
            None => self.promotions += 1,
        }
    }

    /// What of the choice decides which others may still join, as numbers.
    pub(super) fn shape(&self, key: &mut Vec<i64>) {
        let step = self.step.map_or(0, |step| step as i64 + 1);
        let taken = match self.taken {
            Taken::Nobody => 0,
            Taken::One => 1,
            Taken::Stackable => 2,
        };
        key.push(step * 3 + taken);
        let mut groups: Vec<i64> =
            self.groups.iter().map(|group| i64::try_from(*group).unwrap_or(i64::MAX)).collect();
        groups.sort_unstable();
        key.push(i64::try_from(groups.len()).unwrap_or(i64::MAX));
        key.extend(groups);
    }

    /// Its measure as it stands.
    pub(super) fn score(&self, prepared: &Prepared<'_>, standing: &Standing) -> Score {
        Score {
            saving_fen: prepared.saving_fen(standing),
            gives: self.gives,
            waste_fen: Reverse(standing.waste_fen),
            coupons: Reverse(self.coupons),
            promotions: Reverse(self.promotions),
        }
    }
}

/// A whole set and its measure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) score: Score,
    /// Places among the candidates, in acting order.
    pub(super) members: Vec<usize>,
}

impl Found {
    pub(super) fn has(&self, place: usize) -> bool {
        self.members.binary_search(&place).is_ok()
    }
}

impl Prepared<'_> {
    /// The fall of lines and postage so far, and what gifts are worth (semantics 11).
    pub(super) fn saving_fen(&self, standing: &Standing) -> Fen {
        let before = super::allocation::sum(self.lines.iter().map(|line| line.amount_fen))
            .saturating_add(self.cart.postage_fen);
        let after = standing.payable_fen().saturating_add(standing.postage_fen);
        before.saturating_sub(after).saturating_add(standing.gifts_fen)
    }

    /// Which of two sets is better; `Greater` means the first. Two different sets are never equal.
    pub(super) fn compare(
        &self,
        (score, members): (&Score, &[usize]),
        (other_score, other_members): (&Score, &[usize]),
    ) -> Ordering {
        score.cmp(other_score).then_with(|| {
            let days = self.last_days(other_members).cmp(&self.last_days(members));
            days.then_with(|| self.ranks(other_members).cmp(&self.ranks(members)))
        })
    }

    /// True where the first is better than the second, or there is no second.
    pub(super) fn is_better(&self, found: &Found, than: Option<&Found>) -> bool {
        than.is_none_or(|than| {
            let ordering =
                self.compare((&found.score, &found.members), (&than.score, &than.members));
            ordering == Ordering::Greater
        })
    }

    /// Sorted; no last day comes last.
    fn last_days(&self, members: &[usize]) -> Vec<i32> {
        let day = |place: &usize| {
            let day = self.candidates.get(*place).and_then(|candidate| candidate.last_day);
            day.map_or(i32::MAX, |day| day.number())
        };
        let mut days: Vec<i32> = members.iter().map(day).collect();
        days.sort_unstable();
        days
    }

    /// Sorted as the ids are.
    fn ranks(&self, members: &[usize]) -> Vec<usize> {
        let mut ranks: Vec<usize> = members
            .iter()
            .filter_map(|place| self.candidates.get(*place))
            .map(|candidate| candidate.rank)
            .collect();
        ranks.sort_unstable();
        ranks
    }
}
