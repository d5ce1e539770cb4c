//! What a turn leaves at least, and at most.

use super::reads::{paid_of, share_off};
use super::{Pass, SPREAD_FEN};
use crate::domain::promotion::{Amount, Benefit, Step};
use crate::domain::quote::candidate::{ALL_LINES, Candidate};
use crate::domain::quote::fates::Fate;

impl Pass<'_> {
    /// The least that is left of all lines after it has acted, where at least `least` was there before.
    pub(super) fn after_turn(&self, candidate: &Candidate<'_>, least: i64, off: i64) -> i64 {
        let base = least.max(self.needed(candidate, ALL_LINES));
        let after = match candidate.benefit() {
            Benefit::Percent { paid, cap_fen } if candidate.lines == ALL_LINES => {
                base - share_off(*paid, *cap_fen, base).min(self.budget(candidate))
            }
            Benefit::Ladder { steps, .. } if self.reads_all_as_it_stands(candidate) => {
                let at_step = steps
                    .iter()
                    .filter(|step| step.from_fen.minor() <= self.most_fen)
                    .map(|step| base.max(step.from_fen.minor()) - step.off_fen.minor());
                at_step.min().unwrap_or(base)
            }
            Benefit::Percent { .. }
            | Benefit::Ladder { .. }
            | Benefit::AmountOff { .. }
            | Benefit::AmountOffPer { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. } => base - off,
            Benefit::FreePostage | Benefit::Gift { .. } | Benefit::PointsMultiplier { .. } => base,
        };
        after.max(0)
    }

    pub(super) fn reads_all_as_it_stands(&self, candidate: &Candidate<'_>) -> bool {
        candidate.lines == ALL_LINES
            && candidate.thresholds.last().is_some_and(|read| {
                read.lines == ALL_LINES
                    && (read.reads == Amount::Payable
                        || read.reads == Amount::Goods && candidate.step() == Step::Line)
            })
    }

    pub(super) fn turn(&mut self, candidate: &Candidate<'_>, fate: Fate, off: i64) {
        let is_sure = fate == Fate::In;
        if !is_sure && (candidate.group.is_some() || candidate.shares_limits()) {
            self.maybe_one_of(candidate, off);
            return;
        }
        let after = self.after_turn(candidate, self.least_fen, off);
        self.least_fen = if is_sure { after } else { self.least_fen.min(after) };
        let lines = self.prepared.set(candidate.lines);
        let is_bounded = candidate.promotion.limits().budget_fen.is_some();
        match candidate.benefit() {
            Benefit::Percent { paid, cap_fen: None } if !is_bounded => {
                let (paid, one) = (*paid, lines.len() == 1);
                let spread = if one { 0 } else { SPREAD_FEN };
                let needed = if one { self.needed(candidate, candidate.lines) } else { 0 };
                for line in lines {
                    self.lower(*line, |low| paid_of(paid, low.max(needed)) - spread);
                    if is_sure {
                        self.reduce(*line, |high| paid_of(paid, high) + spread);
                    }
                }
            }
            Benefit::FixedPrice { unit_fen } if !is_bounded => {
                for line in lines {
                    let target = self.target(*line, *unit_fen);
                    self.lower(*line, |low| low.min(target));
                    if is_sure {
                        self.reduce(*line, |high| high.min(target));
                    }
                }
            }
            Benefit::AmountOff { off_fen } if is_sure => {
                self.pool += off;
                if let [line] = lines {
                    self.reduce(*line, |high| (high - off_fen.minor()).max(0));
                } else if candidate.lines == ALL_LINES {
                    self.most_fen = (self.most_fen - off_fen.minor()).max(0);
                }
            }
            Benefit::Percent { .. }
            | Benefit::FixedPrice { .. }
            | Benefit::AmountOff { .. }
            | Benefit::AmountOffPer { .. }
            | Benefit::Ladder { .. }
            | Benefit::BuyGet { .. }
            | Benefit::Bundle { .. }
            | Benefit::FreePostage
            | Benefit::Gift { .. }
            | Benefit::PointsMultiplier { .. } => self.pool += off,
        }
        if is_sure
            && candidate.lines == ALL_LINES
            && let Benefit::Percent { paid, cap_fen } = candidate.benefit()
        {
            self.most_fen -= share_off(*paid, *cap_fen, self.most_fen).min(self.budget(candidate));
        }
        if is_sure {
            self.most_fen = self.most_fen.min(self.room.high.iter().sum());
        }
        self.least_fen = self.least_fen.max(self.low_sum - self.pool);
    }

    /// At most one of a group acts, and of coupons that share limits no more than those allow. It is
    /// not known when, so what it takes is kept apart until the end.
    pub(super) fn maybe_one_of(&mut self, candidate: &Candidate<'_>, off: i64) {
        let more = match candidate.group {
            Some(group) => match self.room.groups.iter_mut().find(|(one, _)| *one == group) {
                Some((_, largest)) => {
                    let more = (off - *largest).max(0);
                    *largest = off.max(*largest);
                    more
                }
                None => {
                    self.room.groups.push((group, off));
                    off
                }
            },
            None => off,
        };
        self.pending_fen += more;
    }

    /// The least that a line may be left with.
    pub(super) fn lower(&mut self, line: usize, to: impl FnOnce(i64) -> i64) {
        if let Some(low) = self.room.low.get_mut(line) {
            let after = to(*low).min(*low).max(0);
            self.low_sum += after - *low;
            *low = after;
        }
    }

    /// The most that a line may be left with.
    pub(super) fn reduce(&mut self, line: usize, to: impl FnOnce(i64) -> i64) {
        if let Some(high) = self.room.high.get_mut(line) {
            *high = to(*high).min(*high).max(0);
        }
    }
}
