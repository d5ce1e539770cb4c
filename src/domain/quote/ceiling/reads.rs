//! What may be there of what turns read, and what they may take off at most.

use super::Pass;
use crate::domain::money::Fen;
use crate::domain::price::line_amount;
use crate::domain::promotion::{Amount, Benefit, Step};
use crate::domain::quote::acting::Standing;
use crate::domain::quote::candidate::{ALL_LINES, Candidate, Threshold};
use crate::domain::rate::BasisPoints;

impl Pass<'_> {
    pub(super) fn sum_of(&self, of: &[i64], lines: usize) -> i64 {
        self.prepared.set(lines).iter().filter_map(|line| of.get(*line)).sum()
    }

    /// At most so much is there of what a threshold reads.
    pub(super) fn highest(&self, step: Step, reads: Amount, lines: usize) -> i64 {
        match (reads, step) {
            (Amount::List, _) => {
                self.prepared.amount(self.coming.standing, Amount::List, lines).minor()
            }
            (Amount::Goods, Step::Order | Step::Coupon) => {
                let high = self.sum_of(&self.room.goods_high, lines);
                let below =
                    self.room.goods_bounds.iter().filter(|b| b.lines == lines && !b.reached);
                below.map(|bound| bound.from_fen.minor() - 1).fold(high, i64::min)
            }
            (Amount::Goods, Step::Line) | (Amount::Payable, _) if lines == ALL_LINES => {
                self.most_fen
            }
            (Amount::Goods, Step::Line) | (Amount::Payable, _) => {
                self.sum_of(&self.room.high, lines)
            }
        }
    }

    /// At least so much is there of what a threshold reads.
    pub(super) fn lowest(&self, step: Step, reads: Amount, lines: usize) -> i64 {
        match (reads, step) {
            (Amount::List, _) => self.highest(step, reads, lines),
            (Amount::Goods, Step::Order | Step::Coupon) => {
                let low = self.sum_of(&self.room.goods_low, lines) - self.goods_pool;
                let low = if lines == ALL_LINES { low.max(self.goods_least_fen) } else { low };
                let known = self.room.goods_bounds.iter().filter(|b| b.lines == lines && b.reached);
                known.map(|bound| bound.from_fen.minor()).fold(low, i64::max)
            }
            (Amount::Goods, Step::Line) | (Amount::Payable, _) if lines == ALL_LINES => {
                self.floor()
            }
            (Amount::Goods, Step::Line) | (Amount::Payable, _) => {
                self.sum_of(&self.room.low, lines) - self.pool - self.pending_fen
            }
        }
    }

    pub(super) fn is_reachable(&self, candidate: &Candidate<'_>) -> bool {
        candidate.thresholds.iter().all(|threshold| {
            self.highest(candidate.step(), threshold.reads, threshold.lines)
                >= threshold.minimum_fen.minor()
        })
    }

    /// The amount that has to be there of exactly these lines for it to act, as they stand.
    pub(super) fn needed(&self, candidate: &Candidate<'_>, lines: usize) -> i64 {
        let as_they_stand = |threshold: &&Threshold| {
            threshold.lines == lines
                && match threshold.reads {
                    Amount::Payable => true,
                    Amount::Goods => candidate.step() == Step::Line,
                    Amount::List => false,
                }
        };
        let needed = candidate.thresholds.iter().filter(as_they_stand);
        needed.map(|threshold| threshold.minimum_fen.minor()).max().unwrap_or(0)
    }

    /// At most so much is taken off lines.
    pub(super) fn most_off(&mut self, place: usize, candidate: &Candidate<'_>) -> i64 {
        let of = self.highest(candidate.step(), Amount::Payable, candidate.lines);
        let off = match candidate.benefit() {
            Benefit::Percent { paid, cap_fen } => share_off(*paid, *cap_fen, of),
            Benefit::AmountOff { .. } | Benefit::AmountOffPer { .. } | Benefit::Ladder { .. } => {
                self.face(candidate, true).min(of)
            }
            Benefit::FixedPrice { unit_fen } => {
                let lines = self.prepared.set(candidate.lines).iter();
                lines.map(|line| (self.high_of(*line) - self.target(*line, *unit_fen)).max(0)).sum()
            }
            // Which units are the cheapest may change, and what they are worth is rounded line by
            // line: half a fen on each, before and after.
            Benefit::BuyGet { .. } | Benefit::Bundle { .. } => {
                let lines = i64::try_from(self.room.high.len()).unwrap_or(i64::MAX);
                self.units_off(place, candidate).saturating_add(lines)
            }
            Benefit::FreePostage | Benefit::Gift { .. } | Benefit::PointsMultiplier { .. } => 0,
        };
        off.min(self.budget(candidate)).max(0)
    }

    /// What units take off of the most that is left. To sort units is dear, and the most changes
    /// seldom from one ceiling to the next.
    fn units_off(&mut self, place: usize, candidate: &Candidate<'_>) -> i64 {
        if let Some((_, off)) = self.room.units.get(&place).filter(|it| it.0 == self.room.high) {
            return *off;
        }
        let left: Vec<Fen> = self.room.high.iter().copied().map(Fen::from_minor).collect();
        let standing = Standing { left, ..self.coming.standing.clone() };
        let off = self.prepared.act(candidate, &standing).discount_fen().minor();
        self.room.units.insert(place, (self.room.high.clone(), off));
        off
    }

    pub(super) fn budget(&self, candidate: &Candidate<'_>) -> i64 {
        candidate.budget_left(self.coming.standing).unwrap_or(Fen::LARGEST).minor().max(0)
    }

    pub(super) fn high_of(&self, line: usize) -> i64 {
        self.room.high.get(line).copied().unwrap_or(0)
    }

    pub(super) fn target(&self, line: usize, unit_fen: Fen) -> i64 {
        let quantity = self.prepared.line(line).map(|line| line.quantity).unwrap_or_default();
        line_amount(unit_fen, quantity).minor()
    }

    /// The face value of amount off or a ladder at the most, or the least, that it may read.
    pub(super) fn face(&self, candidate: &Candidate<'_>, at_most: bool) -> i64 {
        let read = candidate.benefit().threshold().and(candidate.thresholds.last());
        let amount = read.map_or(0, |read| {
            let step = candidate.step();
            if at_most {
                self.highest(step, read.reads, read.lines)
            } else {
                self.lowest(step, read.reads, read.lines)
            }
        });
        // The steps of a ladder need not rise: one further down may take off more, or less.
        if let Benefit::Ladder { steps, .. } = candidate.benefit() {
            let reached = steps.iter().filter(|step| step.from_fen.minor() <= amount);
            let offs = reached.map(|step| step.off_fen.minor());
            return if at_most { offs.max() } else { offs.min() }.unwrap_or(0);
        }
        candidate.face_of(Fen::from_minor(amount.max(0))).minor()
    }
}

pub(super) fn paid_of(paid: BasisPoints, of: i64) -> i64 {
    paid.of(Fen::from_minor(of.max(0))).minor()
}

pub(super) fn share_off(paid: BasisPoints, cap_fen: Option<Fen>, of: i64) -> i64 {
    let off = of.max(0) - paid_of(paid, of);
    cap_fen.map_or(off, |cap| off.min(cap.minor()))
}
