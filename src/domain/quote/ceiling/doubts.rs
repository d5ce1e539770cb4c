//! What is decided about goods, and what would be worth deciding.

use super::{Doubt, Pass};
use crate::domain::money::Fen;
use crate::domain::promotion::{Amount, Step};
use crate::domain::quote::candidate::{ALL_LINES, Candidate, Threshold};
use crate::domain::quote::fates::Fate;

impl Pass<'_> {
    /// What the goods cost now, and what is decided about that.
    pub(super) fn end_of_lines(&mut self) -> Option<()> {
        let lines_are_past = self
            .prepared
            .candidates
            .get(self.coming.from)
            .is_none_or(|candidate| candidate.step() != Step::Line);
        if !lines_are_past {
            self.room.goods_low.clone_from(&self.room.low);
            self.room.goods_high.clone_from(&self.room.high);
            self.goods_pool = self.pool + self.pending_fen;
            self.goods_least_fen = self.floor();
        }
        let mut raised: Vec<usize> = Vec::new();
        let mut more = 0;
        for bound in &self.room.goods_bounds {
            let from = bound.from_fen.minor();
            if bound.reached && self.highest(Step::Order, Amount::Goods, bound.lines) < from {
                return None;
            }
            let low = self.sum_of(&self.room.goods_low, bound.lines);
            if !bound.reached && low - self.goods_pool >= from {
                return None;
            }
            let lines = self.prepared.set(bound.lines);
            if bound.reached && !lines_are_past {
                if bound.lines == ALL_LINES {
                    self.least_fen = self.least_fen.max(from);
                } else if low < from && !lines.iter().any(|line| raised.contains(line)) {
                    raised.extend(lines);
                    more += from - low;
                }
            }
        }
        self.least_fen = self.least_fen.max(self.low_sum + more - self.pool);
        self.goods_least_fen = self.goods_least_fen.max(self.floor().min(self.most_fen));
        Some(())
    }

    pub(super) fn note_doubt(
        &mut self,
        place: usize,
        candidate: &Candidate<'_>,
        fate: Fate,
        off: i64,
    ) {
        let step = candidate.step();
        let unsure = candidate.thresholds.iter().find(|threshold| {
            self.lowest(step, threshold.reads, threshold.lines) < threshold.minimum_fen.minor()
        });
        let reads_goods =
            |threshold: &Threshold| threshold.reads == Amount::Goods && step != Step::Line;
        match unsure {
            Some(threshold) if reads_goods(threshold) => {
                let (lines, from_fen) = (threshold.lines, threshold.minimum_fen);
                self.doubt_of(4, off, Doubt::Goods { lines, from_fen });
            }
            _ => {
                let (most, least) = (self.face(candidate, true), self.face(candidate, false));
                let read = candidate.thresholds.last().copied().filter(reads_goods);
                if let Some(read) = read.filter(|_| most > least) {
                    let low = self.lowest(step, Amount::Goods, read.lines);
                    let high = self.highest(step, Amount::Goods, read.lines);
                    if let Some(from_fen) = candidate.next_face(low, high) {
                        let doubt = Doubt::Goods { lines: read.lines, from_fen };
                        self.doubt_of(4, most - least, doubt);
                    }
                }
                if fate == Fate::Free {
                    let alone = !candidate.promotion.is_stackable() || candidate.group.is_some();
                    let urgency = match (unsure.is_some(), alone) {
                        (true, _) => 3,
                        (false, true) => 2,
                        (false, false) => 1,
                    };
                    self.doubt_of(urgency, off, Doubt::Member(place));
                }
            }
        }
    }

    pub(super) fn doubt_of(&mut self, urgency: i64, off: i64, doubt: Doubt) {
        // Urgency first, then what it is about; nobody takes off as much as this.
        let weight = urgency * (4 * Fen::LARGEST.minor()) + off;
        if self.doubt.is_none_or(|(known, _)| known < weight) {
            self.doubt = Some((weight, doubt));
        }
    }
}
