//! What the candidates that are still to come can save at most.
//!
//! Whatever acts takes money away, and every benefit takes no more of less money. So what a
//! candidate would take off *now* is the most it can take off later. For what is computed on a sum
//! more is known: with P left to pay in all, it leaves g(P) = P - f(min(P, S)), where S is what its
//! lines have to pay now and f grows with the sum, by at most one fen for each fen. Then g grows
//! with P, too, and applying g after g to what is left now ends at or below what any allowed
//! selection of them ends at. That is the floor under the payable, and so the ceiling of the saving.

use super::acting::Standing;
use super::candidate::{Candidate, Prepared};
use super::choice::Choice;
use crate::domain::money::Fen;
use crate::domain::promotion::{Amount, Benefit, Step};
use crate::domain::rate::BasisPoints;

/// What one candidate takes at most, as a function of what is left in all.
#[derive(Clone, Copy, Debug)]
enum Most {
    /// So much of a sum, of which at most `of_fen`; in all at most `cap_fen`.
    Share { paid: BasisPoints, of_fen: Fen, cap_fen: Fen },
    /// An amount.
    Amount(Fen),
}

impl Most {
    fn of(self, left_fen: Fen) -> Fen {
        match self {
            Most::Share { paid, of_fen, cap_fen } => {
                let whole = left_fen.min(of_fen);
                whole.saturating_sub(paid.of(whole)).min(cap_fen)
            }
            Most::Amount(amount) => amount.min(left_fen),
        }
    }
}

/// What may still be saved, from one place on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ceiling {
    /// At most so much more is saved.
    pub(super) saving_fen: Fen,
    /// At most so many more gifts and multipliers.
    pub(super) gives: u32,
}

/// One step's part: who is stackable acts one after another, or one that is not acts alone.
#[derive(Clone, Copy, Debug)]
struct StepCeiling {
    /// What is left at least where the stackable act.
    stacked_fen: Fen,
    /// What members of exclusive groups take off at most besides: one of each.
    grouped_fen: Fen,
    /// What is left at least where one acts alone.
    alone_fen: Fen,
    gifts_stacked_fen: Fen,
    gifts_alone_fen: Fen,
    gives_stacked: u32,
    gives_alone: u32,
}

impl StepCeiling {
    fn from(left_fen: Fen) -> StepCeiling {
        StepCeiling {
            stacked_fen: left_fen,
            grouped_fen: Fen::ZERO,
            alone_fen: left_fen,
            gifts_stacked_fen: Fen::ZERO,
            gifts_alone_fen: Fen::ZERO,
            gives_stacked: 0,
            gives_alone: 0,
        }
    }

    fn left_fen(&self) -> Fen {
        self.stacked_fen.saturating_sub(self.grouped_fen).min(self.alone_fen).max(Fen::ZERO)
    }
}

/// Who may still come: from a place on, one left out, the groups and steps of the choice kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coming<'a> {
    pub(super) from: usize,
    pub(super) without: Option<usize>,
    pub(super) choice: &'a Choice,
}

impl Prepared<'_> {
    /// The ceiling over all allowed ways to go on.
    pub(super) fn ceiling(&self, standing: &Standing, coming: Coming<'_>) -> Ceiling {
        let now = standing.payable_fen();
        let (mut left, mut gifts, mut gives) = (now, Fen::ZERO, 0u32);
        let mut postage = Fen::ZERO;
        for step in Step::ALL {
            let part = self.step_ceiling(step, left, standing, coming, &mut postage);
            left = part.left_fen();
            gifts = gifts.saturating_add(part.gifts_stacked_fen.max(part.gifts_alone_fen));
            gives += part.gives_stacked.max(part.gives_alone);
        }
        let saving_fen = now.saturating_sub(left).saturating_add(postage).saturating_add(gifts);
        Ceiling { saving_fen, gives }
    }

    fn step_ceiling(
        &self,
        step: Step,
        left: Fen,
        standing: &Standing,
        coming: Coming<'_>,
        postage: &mut Fen,
    ) -> StepCeiling {
        let mut part = StepCeiling::from(left);
        // The most that a member of each exclusive group takes off.
        let mut groups: Vec<(usize, Fen)> = Vec::new();
        for (place, candidate) in self.candidates.iter().enumerate().skip(coming.from) {
            if candidate.step() != step
                || coming.without == Some(place)
                || !coming.choice.has_room_for(candidate)
                || !self.may_still_act(candidate, standing)
            {
                continue;
            }
            let most = self.most(candidate, standing);
            let gift = gift_fen(candidate.benefit());
            if matches!(candidate.benefit(), Benefit::FreePostage) {
                *postage = standing.postage_fen;
            }
            if !candidate.promotion.is_stackable() {
                part.alone_fen = part.alone_fen.min(left.saturating_sub(most.of(left)));
                part.gifts_alone_fen = part.gifts_alone_fen.max(gift);
                part.gives_alone = part.gives_alone.max(u32::from(candidate.gives()));
                continue;
            }
            part.gifts_stacked_fen = part.gifts_stacked_fen.saturating_add(gift);
            part.gives_stacked += u32::from(candidate.gives());
            match candidate.group {
                Some(group) => {
                    let off = most.of(left);
                    match groups.iter_mut().find(|(one, _)| *one == group) {
                        Some((_, largest)) => *largest = off.max(*largest),
                        None => groups.push((group, off)),
                    }
                }
                None => {
                    let off = most.of(part.stacked_fen);
                    part.stacked_fen = part.stacked_fen.saturating_sub(off);
                }
            }
        }
        part.grouped_fen = super::allocation::sum(groups.into_iter().map(|(_, off)| off));
        part
    }

    /// False where it cannot act any more, whatever comes: amounts only fall, uses only rise.
    fn may_still_act(&self, candidate: &Candidate<'_>, standing: &Standing) -> bool {
        let reachable = candidate.thresholds.iter().all(|threshold| {
            self.amount(standing, threshold.reads, threshold.lines) >= threshold.minimum_fen
        });
        reachable && candidate.within_limits(standing, self.cart.customer.is_some())
    }

    fn most(&self, candidate: &Candidate<'_>, standing: &Standing) -> Most {
        let lines = self.set(candidate.lines);
        let of_fen = || self.amount(standing, Amount::Payable, candidate.lines);
        let budget = candidate.budget_left(standing).unwrap_or(Fen::LARGEST);
        match candidate.benefit() {
            Benefit::Percent { paid, cap_fen } => Most::Share {
                paid: *paid,
                of_fen: of_fen(),
                cap_fen: cap_fen.unwrap_or(Fen::LARGEST).min(budget),
            },
            Benefit::AmountOff { .. } | Benefit::AmountOffPer { .. } | Benefit::Ladder { .. } => {
                Most::Amount(self.face_fen(candidate, standing).min(of_fen()).min(budget))
            }
            Benefit::FixedPrice { unit_fen } => {
                let off = self.down_to(standing, lines, *unit_fen).map(|(_, off)| off);
                Most::Amount(super::allocation::sum(off).min(budget))
            }
            // Which units are the cheapest may change, and what they are worth is rounded line by
            // line: half a fen on each, before and after.
            Benefit::BuyGet { .. } => {
                let off = self.act(candidate, standing).discount_fen();
                let slack = i64::try_from(self.lines.len()).unwrap_or(i64::MAX);
                Most::Amount(off.saturating_add(Fen::from_minor(slack)).min(budget))
            }
            Benefit::Bundle { .. } => {
                Most::Amount(self.act(candidate, standing).discount_fen().min(budget))
            }
            Benefit::FreePostage | Benefit::Gift { .. } | Benefit::PointsMultiplier { .. } => {
                Most::Amount(Fen::ZERO)
            }
        }
    }
}

fn gift_fen(benefit: &Benefit) -> Fen {
    match benefit {
        Benefit::Gift { value_fen, .. } => *value_fen,
        Benefit::AmountOff { .. }
        | Benefit::AmountOffPer { .. }
        | Benefit::Ladder { .. }
        | Benefit::Percent { .. }
        | Benefit::FixedPrice { .. }
        | Benefit::FreePostage
        | Benefit::PointsMultiplier { .. }
        | Benefit::BuyGet { .. }
        | Benefit::Bundle { .. } => Fen::ZERO,
    }
}
