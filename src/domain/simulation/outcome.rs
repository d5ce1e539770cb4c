//! What a simulation finds.

use super::worth::ExtraOrders;
use crate::domain::day::Day;
use crate::domain::money::{Fen, Ratio};
use crate::domain::promotion::{Amount, OfferId};

/// What a draft would have done on past orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// Orders looked at.
    pub orders: u64,
    /// Those that have no price, or more money than there is: nothing is said of them.
    pub unpriced: u64,
    /// Orders in which the draft, by itself, takes something off, or gives a gift or more points.
    pub touched: u64,
    /// Goods of the orders touched, in fen, before the draft acts.
    pub touched_fen: Fen,
    /// What the draft by itself gives: the sum over the orders touched of what it takes off lines and
    /// postage and what its gifts are worth.
    pub cost_fen: Fen,
    /// What all promotions together would give more with the draft than without: the best set with it
    /// less the best set of the live ones, over the orders touched.
    pub added_fen: Fen,
    /// The cost by day, for a picture over time; days without an order touched are left out.
    pub by_day: Vec<DayCost>,
    /// Who gains: greatest gain first, then by number.
    pub gains: Vec<Gain>,
    /// What of the cost goes to nobody known.
    pub unknown_gain_fen: Fen,
    /// Orders that just missed it, by day, customer and what is missing.
    pub near_misses: Vec<NearMiss>,
    /// What of the draft's limits is used, and what was refused by them.
    pub used_up: UsedUp,
    /// Extra orders that pay for it at the typed margin.
    pub extra_orders: ExtraOrders,
    /// Orders touched in which the best set is one without the draft.
    pub beaten: u64,
    /// How it meets each live promotion that may act by itself, by id.
    pub clashes: Vec<Clash>,
    /// Discount, postage and gift against what the goods cost (PR13).
    pub margin_check: MarginCheck,
}

impl Simulation {
    /// The average share of the discount: cost / goods of the orders touched, both in fen.
    #[must_use]
    pub fn discount_share(&self) -> Ratio {
        let minor = |fen: Fen| u64::try_from(fen.minor()).unwrap_or_default();
        Ratio { part: minor(self.cost_fen), whole: minor(self.touched_fen) }
    }

    /// What the near misses lack together.
    #[must_use]
    pub fn missing_fen(&self) -> Fen {
        self.near_misses.iter().fold(Fen::ZERO, |sum, near| sum.saturating_add(near.missing_fen()))
    }
}

/// The cost on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayCost {
    /// The business day.
    pub day: Day,
    /// Orders touched on it.
    pub orders: u64,
    /// What the draft gives on it.
    pub cost_fen: Fen,
}

/// What one customer gains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gain {
    /// His number.
    pub customer: u32,
    /// His orders that are touched.
    pub orders: u64,
    /// What he gains in them.
    pub gain_fen: Fen,
}

/// An order refused only because a minimum amount is not reached, of which at least 80 % is there
/// (within 20 % under a threshold, semantics 7). Of several amounts that are missing: the one of
/// which most is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearMiss {
    /// The business day.
    pub day: Day,
    /// Whose order it is.
    pub customer: Option<u32>,
    /// What is asked for.
    pub need_fen: Fen,
    /// What is there.
    pub have_fen: Fen,
    /// Which amount is read.
    pub reads: Amount,
}

impl NearMiss {
    /// What is missing.
    #[must_use]
    pub fn missing_fen(&self) -> Fen {
        self.need_fen.saturating_sub(self.have_fen)
    }
}

/// What of a draft's limits is used after all orders. The amount given is the cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct UsedUp {
    /// Uses in all.
    pub uses: u32,
    /// Refused because the customer used it as often as he may, or had used his coupon.
    pub per_customer: Refusals,
    /// Refused because everybody together used it as often as they may.
    pub total: Refusals,
    /// Refused because less of the budget is left than it would give; it never cuts.
    pub budget: Refusals,
}

/// Orders that nothing but limits refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Refusals {
    /// How many.
    pub orders: u64,
    /// The day of the first.
    pub first_day: Option<Day>,
}

impl Refusals {
    /// One more, on a day that is not before the others.
    pub(super) fn add(&mut self, day: Day) {
        self.orders += 1;
        self.first_day = self.first_day.or(Some(day));
    }
}

/// How the draft meets one live promotion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The live promotion.
    pub with: OfferId,
    /// Orders touched in which the best set with the draft drops it from the best set without.
    pub dropped: u64,
    /// What it gave in those.
    pub dropped_fen: Fen,
    /// Orders touched in which the draft is not chosen because of it: it is chosen and cannot act
    /// beside the draft; where each of the chosen could, all of them together left nothing to it.
    pub lost_to: u64,
}

/// Discount, postage and gift against cost, over the orders touched of which every line has a known
/// cost (PR13).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MarginCheck {
    /// How many these are.
    pub orders: u64,
    /// Of these, those that bring less than the goods cost: goods - what the draft gives < cost.
    pub under_cost: u64,
    /// Of those, the ones that were sold under cost without the draft already.
    pub were_under_cost: u64,
    /// What these orders leave together: goods - what the draft gives - cost. May be below 0.
    pub profit_fen: Fen,
}
