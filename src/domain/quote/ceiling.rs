//! What a part of all sets can save at most.
//!
//! Whatever acts takes money away, and no benefit takes more of less money. One that computes on a sum
//! leaves h(x) of it, where h grows with x, by at most one fen for each fen. So, going through the turns
//! with the *least* that may be left, h of the least is the least after the turn, whoever else has acted.
//! Three things are carried along, and each is true at every turn for every set of the part:
//!
//! - of each line at most `high` is left; of all of them at most `most_fen`;
//! - of any lines together at least the sum of their `low`, less one `pool` for all of them: what was
//!   taken off several lines at once, and may have come off any;
//! - of all lines at least `least_fen`, less `pending_fen`: what members of groups may have taken.
//!
//! One that acts only from an amount on leaves h of that amount at least, as it had to be there.

use super::acting::Standing;
use super::allocation::sum;
use super::candidate::{ALL_LINES, Candidate, Prepared, Threshold};
use super::choice::{Choice, Score};
use super::fates::{Fate, Fates, GoodsBound};
use crate::domain::money::Fen;
use crate::domain::price::line_amount;
use crate::domain::promotion::{Amount, Benefit, Step};
use crate::domain::rate::BasisPoints;

/// Spreading a share of a sum over lines gives none of them more than its own share and this.
const SPREAD_FEN: i64 = 2;

/// What would have to be known for a lower ceiling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Whether goods reach an amount after the line promotions.
    Goods {
        /// Of these lines.
        lines: usize,
        /// This amount.
        from_fen: Fen,
    },
    /// Whether one is a member.
    Member(usize),
}

/// The ceiling of a part of all sets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ceiling {
    /// No set of the part is measured better.
    pub(super) score: Score,
    /// What is most worth knowing; nothing where all is decided.
    pub(super) doubt: Option<Doubt>,
}

/// From where on turns are to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coming<'a> {
    pub(super) from: usize,
    pub(super) choice: &'a Choice,
    pub(super) standing: &'a Standing,
}

impl Prepared<'_> {
    /// The ceiling over all ways to go on; `None` where there is no way, because somebody who is in
    /// cannot act.
    pub(super) fn ceiling(
        &self,
        coming: Coming<'_>,
        fates: &Fates,
        scratch: &mut Scratch,
    ) -> Option<Ceiling> {
        let mut pass = Pass::new(self, coming, fates, scratch);
        Step::ALL.into_iter().try_for_each(|step| pass.step(step))?;
        Some(pass.result())
    }
}

/// Room that is used again from one pass to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    low: Vec<i64>,
    high: Vec<i64>,
    /// As both were after the line promotions.
    goods_low: Vec<i64>,
    goods_high: Vec<i64>,
    goods_bounds: Vec<GoodsBound>,
    /// Groups, and the most that one of each takes.
    groups: Vec<(usize, i64)>,
}

impl Scratch {
    fn fill(&mut self, prepared: &Prepared<'_>, coming: Coming<'_>, fates: &Fates) {
        for (room, amounts) in [
            (&mut self.low, &coming.standing.left),
            (&mut self.high, &coming.standing.left),
            (&mut self.goods_low, &coming.standing.goods),
            (&mut self.goods_high, &coming.standing.goods),
        ] {
            room.clear();
            room.extend(amounts.iter().map(|amount| amount.minor()));
        }
        self.groups.clear();
        self.goods_bounds.clear();
        self.goods_bounds.extend_from_slice(fates.goods());
        for (place, candidate) in prepared.candidates.iter().enumerate().skip(coming.from) {
            if fates.of(place) == Fate::In && candidate.step() != Step::Line {
                let asked = candidate.thresholds.iter().filter(|t| t.reads == Amount::Goods);
                self.goods_bounds.extend(asked.map(|threshold| GoodsBound {
                    lines: threshold.lines,
                    from_fen: threshold.minimum_fen,
                    reached: true,
                }));
            }
        }
    }
}

struct Pass<'a> {
    prepared: &'a Prepared<'a>,
    coming: Coming<'a>,
    fates: &'a Fates,
    room: &'a mut Scratch,
    low_sum: i64,
    pool: i64,
    least_fen: i64,
    pending_fen: i64,
    most_fen: i64,
    /// As the pool and the least were after the line promotions.
    goods_pool: i64,
    goods_least_fen: i64,
    postage: bool,
    gifts_fen: i64,
    gives: u32,
    coupons: u32,
    promotions: u32,
    doubt: Option<(i64, Doubt)>,
}

impl<'a> Pass<'a> {
    fn new(
        prepared: &'a Prepared<'a>,
        coming: Coming<'a>,
        fates: &'a Fates,
        room: &'a mut Scratch,
    ) -> Pass<'a> {
        let all = coming.standing.payable_fen().minor();
        let goods = sum(coming.standing.goods.iter().copied()).minor();
        room.fill(prepared, coming, fates);
        Pass {
            prepared,
            coming,
            fates,
            room,
            low_sum: all,
            pool: 0,
            least_fen: all,
            pending_fen: 0,
            most_fen: all,
            goods_pool: 0,
            goods_least_fen: goods,
            postage: false,
            gifts_fen: 0,
            gives: 0,
            coupons: 0,
            promotions: 0,
            doubt: None,
        }
    }

    /// The least that is left in all.
    fn floor(&self) -> i64 {
        (self.least_fen - self.pending_fen).max(self.low_sum - self.pool).max(0)
    }

    fn step(&mut self, step: Step) -> Option<()> {
        let prepared = self.prepared;
        let (start, start_pool) = (self.least_fen, self.pool);
        // One that is not stackable, and not yet decided on, would act instead of all others.
        let (mut alone, mut alone_off, mut alone_gift, mut alone_gives) = (start, 0, 0, 0);
        let (gifts, gives) = (self.gifts_fen, self.gives);
        for (place, candidate) in prepared.candidates.iter().enumerate().skip(self.coming.from) {
            let fate = self.fates.of(place);
            if candidate.step() != step || fate == Fate::Out || !self.has_room(candidate) {
                if candidate.step() == step && fate == Fate::In && !self.has_room(candidate) {
                    return None;
                }
                continue;
            }
            if !self.is_reachable(candidate) {
                if fate == Fate::In {
                    return None;
                }
                continue;
            }
            let off = self.most_off(candidate);
            self.note_doubt(place, candidate, fate, off);
            if fate == Fate::Free && !candidate.promotion.is_stackable() {
                let after = self.after_turn(candidate, start, off);
                alone = alone.min(after);
                alone_off = alone_off.max(off);
                alone_gift = alone_gift.max(gift_fen(candidate.benefit()));
                alone_gives = alone_gives.max(u32::from(candidate.gives()));
                self.postage |= matches!(candidate.benefit(), Benefit::FreePostage);
                continue;
            }
            self.count(candidate, fate);
            self.turn(candidate, fate, off);
        }
        self.least_fen = self.least_fen.min(alone);
        self.pool = self.pool.max(start_pool + alone_off);
        self.gifts_fen = self.gifts_fen.max(gifts + alone_gift);
        self.gives = self.gives.max(gives + alone_gives);
        if step == Step::Line { self.end_of_lines() } else { Some(()) }
    }

    fn has_room(&self, candidate: &Candidate<'_>) -> bool {
        let standing = self.coming.standing;
        self.coming.choice.has_room_for(candidate)
            && candidate.within_limits(standing, self.prepared.cart.customer.is_some())
    }

    fn count(&mut self, candidate: &Candidate<'_>, fate: Fate) {
        self.gives += u32::from(candidate.gives());
        self.gifts_fen += gift_fen(candidate.benefit());
        self.postage |= matches!(candidate.benefit(), Benefit::FreePostage);
        match (fate, candidate.coupon) {
            (Fate::In, Some(_)) => self.coupons += 1,
            (Fate::In, None) => self.promotions += 1,
            (Fate::Out | Fate::Free, _) => {}
        }
    }

    // What may be there -------------------------------------------------------------------------

    fn sum_of(&self, of: &[i64], lines: usize) -> i64 {
        self.prepared.set(lines).iter().filter_map(|line| of.get(*line)).sum()
    }

    /// At most so much is there of what a threshold reads.
    fn highest(&self, step: Step, reads: Amount, lines: usize) -> i64 {
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
    fn lowest(&self, step: Step, reads: Amount, lines: usize) -> i64 {
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
                self.sum_of(&self.room.low, lines) - self.pool
            }
        }
    }

    fn is_reachable(&self, candidate: &Candidate<'_>) -> bool {
        candidate.thresholds.iter().all(|threshold| {
            self.highest(candidate.step(), threshold.reads, threshold.lines)
                >= threshold.minimum_fen.minor()
        })
    }

    /// The amount that has to be there of exactly these lines for it to act, as they stand.
    fn needed(&self, candidate: &Candidate<'_>, lines: usize) -> i64 {
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

    // What may be taken ---------------------------------------------------------------------------

    /// At most so much is taken off lines.
    fn most_off(&self, candidate: &Candidate<'_>) -> i64 {
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
                let left: Vec<Fen> = self.room.high.iter().copied().map(Fen::from_minor).collect();
                let standing = Standing { left, ..self.coming.standing.clone() };
                let off = self.prepared.act(candidate, &standing).discount_fen().minor();
                let lines = i64::try_from(self.room.high.len()).unwrap_or(i64::MAX);
                off.saturating_add(lines)
            }
            Benefit::FreePostage | Benefit::Gift { .. } | Benefit::PointsMultiplier { .. } => 0,
        };
        off.min(self.budget(candidate)).max(0)
    }

    fn budget(&self, candidate: &Candidate<'_>) -> i64 {
        candidate.budget_left(self.coming.standing).unwrap_or(Fen::LARGEST).minor().max(0)
    }

    fn high_of(&self, line: usize) -> i64 {
        self.room.high.get(line).copied().unwrap_or(0)
    }

    fn target(&self, line: usize, unit_fen: Fen) -> i64 {
        let quantity = self.prepared.line(line).map(|line| line.quantity).unwrap_or_default();
        line_amount(unit_fen, quantity).minor()
    }

    /// The face value of amount off or a ladder at the most, or the least, that it may read.
    fn face(&self, candidate: &Candidate<'_>, at_most: bool) -> i64 {
        let read = candidate.benefit().threshold().and(candidate.thresholds.last());
        let amount = read.map_or(0, |read| {
            let step = candidate.step();
            if at_most {
                self.highest(step, read.reads, read.lines)
            } else {
                self.lowest(step, read.reads, read.lines)
            }
        });
        candidate.face_of(Fen::from_minor(amount.max(0))).minor()
    }

    // Turns ---------------------------------------------------------------------------------------

    /// The least that is left of all lines after it has acted, where at least `least` was there before.
    fn after_turn(&self, candidate: &Candidate<'_>, least: i64, off: i64) -> i64 {
        let pending = self.pending_fen;
        let needed = self.needed(candidate, ALL_LINES);
        let base = (least - pending).max(needed);
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
        after.max(0) + pending
    }

    fn reads_all_as_it_stands(&self, candidate: &Candidate<'_>) -> bool {
        candidate.lines == ALL_LINES
            && candidate.thresholds.last().is_some_and(|read| {
                read.lines == ALL_LINES
                    && (read.reads == Amount::Payable
                        || read.reads == Amount::Goods && candidate.step() == Step::Line)
            })
    }

    fn turn(&mut self, candidate: &Candidate<'_>, fate: Fate, off: i64) {
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
        self.least_fen = self.least_fen.max(self.low_sum - self.pool + self.pending_fen);
    }

    /// At most one of a group acts, and of coupons that share limits no more than those allow. It is
    /// not known when, so what it takes is kept apart until the end.
    fn maybe_one_of(&mut self, candidate: &Candidate<'_>, off: i64) {
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
        self.pool += more;
    }

    /// The least that a line may be left with.
    fn lower(&mut self, line: usize, to: impl FnOnce(i64) -> i64) {
        if let Some(low) = self.room.low.get_mut(line) {
            let after = to(*low).min(*low).max(0);
            self.low_sum += after - *low;
            *low = after;
        }
    }

    /// The most that a line may be left with.
    fn reduce(&mut self, line: usize, to: impl FnOnce(i64) -> i64) {
        if let Some(high) = self.room.high.get_mut(line) {
            *high = to(*high).min(*high).max(0);
        }
    }

    /// What the goods cost now, and what is decided about that.
    fn end_of_lines(&mut self) -> Option<()> {
        let lines_are_past = self
            .prepared
            .candidates
            .get(self.coming.from)
            .is_none_or(|candidate| candidate.step() != Step::Line);
        if !lines_are_past {
            self.room.goods_low.clone_from(&self.room.low);
            self.room.goods_high.clone_from(&self.room.high);
            self.goods_pool = self.pool;
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
                    self.least_fen = self.least_fen.max(from + self.pending_fen);
                } else if low < from && !lines.iter().any(|line| raised.contains(line)) {
                    raised.extend(lines);
                    more += from - low;
                }
            }
        }
        self.least_fen = self.least_fen.max(self.low_sum + more - self.pool + self.pending_fen);
        self.goods_least_fen = self.goods_least_fen.max(self.floor().min(self.most_fen));
        Some(())
    }

    // Doubts --------------------------------------------------------------------------------------

    fn note_doubt(&mut self, place: usize, candidate: &Candidate<'_>, fate: Fate, off: i64) {
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

    fn doubt_of(&mut self, urgency: i64, off: i64, doubt: Doubt) {
        // Urgency first, then what it is about; nobody takes off as much as this.
        let weight = urgency * (4 * Fen::LARGEST.minor()) + off;
        if self.doubt.is_none_or(|(known, _)| known < weight) {
            self.doubt = Some((weight, doubt));
        }
    }

    fn result(self) -> Ceiling {
        let now = self.coming.choice.score(self.prepared, self.coming.standing);
        let payable = self.coming.standing.payable_fen().minor();
        let postage = if self.postage { self.coming.standing.postage_fen } else { Fen::ZERO };
        let lines = Fen::from_minor(payable - self.floor());
        let more = sum([lines, postage, Fen::from_minor(self.gifts_fen)]);
        let score = Score {
            saving_fen: now.saving_fen.saturating_add(more),
            gives: now.gives + self.gives,
            // Waste only becomes more.
            waste_fen: now.waste_fen,
            coupons: std::cmp::Reverse(now.coupons.0 + self.coupons),
            promotions: std::cmp::Reverse(now.promotions.0 + self.promotions),
        };
        Ceiling { score, doubt: self.doubt.map(|(_, doubt)| doubt) }
    }
}

fn paid_of(paid: BasisPoints, of: i64) -> i64 {
    paid.of(Fen::from_minor(of.max(0))).minor()
}

fn share_off(paid: BasisPoints, cap_fen: Option<Fen>, of: i64) -> i64 {
    let off = of.max(0) - paid_of(paid, of);
    cap_fen.map_or(off, |cap| off.min(cap.minor()))
}

fn gift_fen(benefit: &Benefit) -> i64 {
    match benefit {
        Benefit::Gift { value_fen, .. } => value_fen.minor(),
        Benefit::AmountOff { .. }
        | Benefit::AmountOffPer { .. }
        | Benefit::Ladder { .. }
        | Benefit::Percent { .. }
        | Benefit::FixedPrice { .. }
        | Benefit::FreePostage
        | Benefit::PointsMultiplier { .. }
        | Benefit::BuyGet { .. }
        | Benefit::Bundle { .. } => 0,
    }
}
