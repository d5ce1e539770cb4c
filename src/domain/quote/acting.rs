//! What one candidate takes off when its turn comes, and what is left after it.

use super::allocation::sum;
use super::candidate::{Candidate, Prepared};
use super::cart::PricedLine;
use super::units::{BuyGet, spread};
use crate::domain::money::Fen;
use crate::domain::price::line_amount;
use crate::domain::promotion::{Amount, Benefit, Step};

/// How a quote stands between two turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// What each line still has to pay.
    pub(super) left: Vec<Fen>,
    /// What each line had to pay after the line promotions.
    pub(super) goods: Vec<Fen>,
    /// Postage still to pay.
    pub(super) postage_fen: Fen,
    /// What the gifts so far are worth.
    pub(super) gifts_fen: Fen,
    /// Face value that found nothing to be taken off.
    pub(super) waste_fen: Fen,
    /// Uses of rules with limits that coupons share: rule, times, given away.
    pub(super) uses: Vec<(usize, u32, Fen)>,
}

/// What a candidate does at its turn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Act {
    /// Off each of these lines.
    pub(super) by_line: Vec<(usize, Fen)>,
    /// Off the postage.
    pub(super) postage_fen: Fen,
    /// What a gift is worth.
    pub(super) gift_fen: Fen,
    /// Face value not realised.
    pub(super) waste_fen: Fen,
}

impl Act {
    /// What it gives in all: counts against its budget.
    pub(super) fn discount_fen(&self) -> Fen {
        sum(self.by_line.iter().map(|(_, off)| *off))
            .saturating_add(self.postage_fen)
            .saturating_add(self.gift_fen)
    }
}

impl Standing {
    pub(super) fn new(lines: &[PricedLine], postage_fen: Fen) -> Standing {
        let left: Vec<Fen> = lines.iter().map(|line| line.amount_fen).collect();
        Standing {
            goods: left.clone(),
            left,
            postage_fen,
            gifts_fen: Fen::ZERO,
            waste_fen: Fen::ZERO,
            uses: Vec::new(),
        }
    }

    /// What all lines still have to pay.
    pub(super) fn payable_fen(&self) -> Fen {
        sum(self.left.iter().copied())
    }

    /// Takes what a candidate does.
    pub(super) fn take(&mut self, candidate: &Candidate<'_>, act: &Act) {
        for (line, off) in &act.by_line {
            if let Some(left) = self.left.get_mut(*line) {
                *left = left.saturating_sub(*off);
            }
            if candidate.step() == Step::Line
                && let (Some(goods), Some(left)) = (self.goods.get_mut(*line), self.left.get(*line))
            {
                *goods = *left;
            }
        }
        self.postage_fen = self.postage_fen.saturating_sub(act.postage_fen);
        self.gifts_fen = self.gifts_fen.saturating_add(act.gift_fen);
        self.waste_fen = self.waste_fen.saturating_add(act.waste_fen);
        if candidate.shares_limits() {
            let given = act.discount_fen();
            match self.uses.iter_mut().find(|(rule, _, _)| *rule == candidate.rule) {
                Some((_, times, fen)) => {
                    *times += 1;
                    *fen = fen.saturating_add(given);
                }
                None => self.uses.push((candidate.rule, 1, given)),
            }
        }
    }

    /// What the members so far have used of a rule: times, and given away.
    pub(super) fn used(&self, rule: usize) -> (u32, Fen) {
        self.uses
            .iter()
            .find(|(used, _, _)| *used == rule)
            .map_or((0, Fen::ZERO), |(_, times, fen)| (*times, *fen))
    }
}

impl Candidate<'_> {
    /// True where another member may use the same limits: coupons of one rule.
    pub(super) fn shares_limits(&self) -> bool {
        let limits = self.promotion.limits();
        self.coupon.is_some()
            && (limits.per_customer.is_some()
                || limits.total.is_some()
                || limits.budget_fen.is_some())
    }

    /// True where limits by number still let it act. A limit per customer needs a named one.
    pub(super) fn within_limits(&self, standing: &Standing, is_named: bool) -> bool {
        let limits = self.promotion.limits();
        let (times, _) = standing.used(self.rule);
        let fits = |limit: Option<u32>, used: u32| {
            limit.is_none_or(|limit| used.saturating_add(times) < limit)
        };
        (limits.per_customer.is_none() || is_named)
            && fits(limits.per_customer, self.used.by_customer)
            && fits(limits.total, self.used.total)
    }

    /// What is left of its budget; `None` without one.
    pub(super) fn budget_left(&self, standing: &Standing) -> Option<Fen> {
        let (_, given) = standing.used(self.rule);
        let budget = self.promotion.limits().budget_fen?;
        Some(budget.saturating_sub(self.used.amount_fen).saturating_sub(given))
    }
}

impl Candidate<'_> {
    /// The face value of amount off or a ladder, by the amount that it reads.
    pub(super) fn face_of(&self, amount: Fen) -> Fen {
        match self.benefit() {
            Benefit::AmountOff { off_fen } => *off_fen,
            Benefit::AmountOffPer { off_fen, per_fen, max_fen, .. } => {
                let times = amount.minor() / per_fen.minor().max(1);
                let face = Fen::from_minor(off_fen.minor().saturating_mul(times));
                max_fen.map_or(face, |max| face.min(max))
            }
            Benefit::Ladder { steps, .. } => {
                let reached = steps.iter().rev().find(|step| step.from_fen <= amount);
                reached.map_or(Fen::ZERO, |step| step.off_fen)
            }
            Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. } => Fen::ZERO,
        }
    }

    /// An amount above `low` and at most `high` at which the face value changes: one in the middle,
    /// where there are several.
    pub(super) fn next_face(&self, low: i64, high: i64) -> Option<Fen> {
        let inside = |from: &i64| low < *from && *from <= high;
        match self.benefit() {
            Benefit::Ladder { steps, .. } => {
                let between: Vec<i64> =
                    steps.iter().map(|step| step.from_fen.minor()).filter(inside).collect();
                between.get(between.len() / 2).copied().map(Fen::from_minor)
            }
            Benefit::AmountOffPer { off_fen, per_fen, max_fen, .. } => {
                let per = per_fen.minor().max(1);
                // From here on it is the maximum, whatever the amount.
                let most = max_fen.map_or(i64::MAX, |max| {
                    max.minor().div_euclid(off_fen.minor().max(1)).saturating_add(1)
                });
                let (first, last) = (low.div_euclid(per) + 1, high.div_euclid(per).min(most));
                let middle = (first + (last - first) / 2).checked_mul(per)?;
                Some(middle).filter(inside).map(Fen::from_minor)
            }
            Benefit::AmountOff { .. }
            | Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. } => None,
        }
    }
}

impl Prepared<'_> {
    /// What a candidate does at its turn, or `None` where it may not act there: an amount that it
    /// asks for is not there (any more), its limits or its budget are used up.
    pub(super) fn turn(&self, candidate: &Candidate<'_>, standing: &Standing) -> Option<Act> {
        let reaches = |threshold: &super::candidate::Threshold| {
            self.amount(standing, threshold.reads, threshold.lines) >= threshold.minimum_fen
        };
        if !candidate.thresholds.iter().all(reaches)
            || !candidate.within_limits(standing, self.cart.customer.is_some())
        {
            return None;
        }
        let act = self.act(candidate, standing);
        let fits = candidate.budget_left(standing).is_none_or(|left| act.discount_fen() <= left);
        fits.then_some(act)
    }

    /// What a candidate does, whether it may or not.
    pub(super) fn act(&self, candidate: &Candidate<'_>, standing: &Standing) -> Act {
        let lines = self.set(candidate.lines);
        let off_lines = |by_line| Act { by_line, ..Act::default() };
        match candidate.benefit() {
            Benefit::AmountOff { .. } | Benefit::AmountOffPer { .. } | Benefit::Ladder { .. } => {
                let face = self.face_fen(candidate, standing);
                let by_line = spread(standing, lines, face);
                let realised = sum(by_line.iter().map(|(_, off)| *off));
                Act { waste_fen: face.saturating_sub(realised), ..off_lines(by_line) }
            }
            Benefit::Percent { paid, cap_fen } => {
                let whole = self.amount(standing, Amount::Payable, candidate.lines);
                let off = whole.saturating_sub(paid.of(whole));
                off_lines(spread(standing, lines, cap_fen.map_or(off, |cap| off.min(cap))))
            }
            Benefit::FixedPrice { unit_fen } => {
                off_lines(self.down_to(standing, lines, *unit_fen).collect())
            }
            Benefit::BuyGet { buy_units, get_units, get_skus, max_times } => {
                let asked = BuyGet {
                    buy_units: *buy_units,
                    get_units: *get_units,
                    get_skus: get_skus.as_ref(),
                    max_times: *max_times,
                };
                off_lines(self.free_units(standing, lines, asked))
            }
            Benefit::Bundle { items, price_fen, max_times } => {
                off_lines(self.bundles(standing, lines, (items, *price_fen, *max_times)))
            }
            Benefit::FreePostage => Act { postage_fen: standing.postage_fen, ..Act::default() },
            Benefit::Gift { value_fen, .. } => Act { gift_fen: *value_fen, ..Act::default() },
            Benefit::PointsMultiplier { .. } => Act::default(),
        }
    }

    /// What amount off or a ladder would take off of enough money.
    pub(super) fn face_fen(&self, candidate: &Candidate<'_>, standing: &Standing) -> Fen {
        let read = candidate.thresholds.last();
        candidate
            .face_of(read.map_or(Fen::ZERO, |read| self.amount(standing, read.reads, read.lines)))
    }

    /// Each line down to round(price x quantity / 1000), never up.
    pub(super) fn down_to<'b>(
        &'b self,
        standing: &'b Standing,
        lines: &'b [usize],
        unit_fen: Fen,
    ) -> impl Iterator<Item = (usize, Fen)> + 'b {
        lines.iter().filter_map(move |line| {
            let target = line_amount(unit_fen, self.line(*line)?.quantity);
            let left = standing.left.get(*line)?;
            Some((*line, left.saturating_sub(target).max(Fen::ZERO)))
        })
    }
}
