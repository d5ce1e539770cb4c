//! What a part of all sets can save at most.
//!
//! Whatever acts takes money away, and leaves at least h(x) of x, where h grows with x, by at most one fen
//! for each fen: a share of a sum leaves just that, an amount what is beyond it, and a ladder the least of
//! what its steps leave, as a step further down may take off more. So, going through the turns with the
//! *least* that may be left, h of the least is the least after the turn, whoever else has acted.
//! Three things are carried along, and each is true at every turn for every set of the part:
//!
//! - of each line at most `high` is left; of all of them at most `most_fen`;
//! - of any lines together at least the sum of their `low`, less one `pool` for all of them: what was
//!   taken off several lines at once, and may have come off any;
//! - of all lines at least `least_fen`.
//!
//! Of the last two `pending_fen` goes off besides: what members of groups, and coupons that share limits,
//! may take. Who of them acts, if anybody, and when, is open; so it is never part of what later turns
//! compute on. (What they take is less than that later: h of less is less by no more than the less.)
//!
//! One that acts only from an amount on leaves h of that amount at least, as it had to be there.

mod doubts;
mod reads;
#[cfg(test)]
mod tests;
mod turns;

use std::ops::Range;

use hashbrown::HashMap;

use super::acting::Standing;
use super::allocation::sum;
use super::candidate::{Candidate, Prepared};
use super::choice::{Choice, Score};
use super::fates::{Fate, Fates, GoodsBound};
use crate::domain::money::Fen;
use crate::domain::promotion::{Amount, Benefit, Step};

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
    /// What is most worth knowing; nothing where all is decided, or nobody asked.
    pub(super) doubt: Option<Doubt>,
}

/// What is asked of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// Its ceiling alone.
    Score,
    /// Also what is most worth knowing.
    Doubt,
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
        look: Look,
        scratch: &mut Scratch,
    ) -> Option<Ceiling> {
        let mut pass = Pass::new(self, coming, fates, scratch);
        let mut from = coming.from;
        for step in Step::ALL {
            // They stand in acting order.
            let to = self.candidates.partition_point(|candidate| candidate.step() <= step);
            pass.step(step, from..to.max(from), look)?;
            from = from.max(to);
        }
        Some(pass.result())
    }
}

/// Room that is used again from one pass to the next, for the same candidates.
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
    /// For who gives units, by place: the most that was left of each line when it was last asked what
    /// it takes off, and the answer.
    units: HashMap<usize, (Vec<i64>, i64)>,
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
        (self.least_fen.max(self.low_sum - self.pool) - self.pending_fen).max(0)
    }

    fn step(&mut self, step: Step, places: Range<usize>, look: Look) -> Option<()> {
        let prepared = self.prepared;
        let (start, start_pool) = (self.least_fen, self.pool);
        // One that is not stackable, and not yet decided on, would act instead of all others.
        let (mut alone, mut alone_off, mut alone_gift, mut alone_gives) = (start, 0, 0, 0);
        let (gifts, gives) = (self.gifts_fen, self.gives);
        for (place, candidate) in places.clone().zip(prepared.candidates.get(places)?) {
            let fate = self.fates.of(place);
            if fate == Fate::Out {
                continue;
            }
            if !self.has_room(candidate) || !self.is_reachable(candidate) {
                if fate == Fate::In {
                    return None;
                }
                continue;
            }
            let off = self.most_off(place, candidate);
            if look == Look::Doubt {
                self.note_doubt(place, candidate, fate, off);
            }
            if fate == Fate::Free && !candidate.promotion.is_stackable() {
                let after = self.after_turn(candidate, start, off);
                alone = alone.min(after);
                alone_off = alone_off.max(off);
                alone_gift = alone_gift.max(candidate.benefit().gift_value_fen().minor());
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
        self.gifts_fen += candidate.benefit().gift_value_fen().minor();
        self.postage |= matches!(candidate.benefit(), Benefit::FreePostage);
        match (fate, candidate.coupon) {
            (Fate::In, Some(_)) => self.coupons += 1,
            (Fate::In, None) => self.promotions += 1,
            (Fate::Out | Fate::Free, _) => {}
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
