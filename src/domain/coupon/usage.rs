//! What was used of the limits of promotions and of the rules of coupons (semantics 7).
//!
//! An order counts until it is cancelled or refunded fully; a part refund gives back its share of
//! the budget, not the use. The order that is being edited is left out, so that it is not in its
//! own way. Two phones that have not merged can each give away the last use: no phone refuses what
//! has happened, the joined book says by how much a limit is [overrun](overrun).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::points::Cause;
use crate::domain::promotion::{Limits, OfferId, Used};
use crate::domain::quote::refund::Refunded;

/// What a part refund gave back of a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetBack {
    /// The refund: the same never acts twice.
    pub refund: Cause,
    /// Its business day.
    pub day: Day,
    /// How much; below 0 is 0.
    pub amount_fen: Fen,
}

/// One use: by a promotion itself, or by a coupon of its rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discount {
    /// The promotion or the coupon.
    pub offer: OfferId,
    /// The promotion whose limits it uses: itself, or the rule of the coupon.
    pub rule: OfferId,
    /// What it took off, or waived, or the gift's value; below 0 is 0.
    pub amount_fen: Fen,
    /// What part refunds gave back, together at most the amount.
    pub back: Vec<BudgetBack>,
}

impl Discount {
    /// What of the budget it holds as of a day.
    fn held_fen(&self, day: Day) -> Fen {
        let back = self.back.iter().filter(|back| back.day <= day);
        let left =
            |left: Fen, back: &BudgetBack| left.saturating_sub(back.amount_fen.max(Fen::ZERO));
        back.fold(self.amount_fen.max(Fen::ZERO), left).max(Fen::ZERO)
    }
}

/// What an order used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderUse {
    /// The order.
    pub order: Cause,
    /// Its business day.
    pub day: Day,
    /// Whose it is; nobody known (散客) where there is none.
    pub customer: Option<Arc<str>>,
    /// Each is one use, also two coupons of one rule.
    pub discounts: Vec<Discount>,
    /// The day on which it was cancelled or refunded fully.
    pub ended: Option<Day>,
}

impl OrderUse {
    /// True where it counts as of a day.
    #[must_use]
    pub fn counts(&self, day: Day) -> bool {
        self.day <= day && self.ended.is_none_or(|ended| day < ended)
    }

    /// Takes over a refund of it; the same refund a second time changes nothing.
    pub fn refunded(&mut self, refund: &Cause, day: Day, refunded: &Refunded) {
        for (offer, amount_fen) in &refunded.budget_back {
            let of_offer = self.discounts.iter_mut().find(|discount| discount.offer == *offer);
            let Some(discount) = of_offer else { continue };
            if discount.back.iter().all(|known| known.refund != *refund) {
                let (refund, amount_fen) = (refund.clone(), *amount_fen);
                discount.back.push(BudgetBack { refund, day, amount_fen });
            }
        }
        if refunded.is_full {
            self.ended = Some(self.ended.map_or(day, |ended| ended.min(day)));
        }
    }

    /// All days on which something changes.
    fn days(&self) -> BTreeSet<Day> {
        let back = self.discounts.iter().flat_map(|discount| &discount.back);
        back.map(|back| back.day).chain(self.ended).chain([self.day]).collect()
    }
}

/// What is used of `rule` as of `day`, without the order that is being edited. Reads all orders;
/// for a book that is kept current see [`UsageBook`].
#[must_use]
pub fn used<'a>(
    orders: impl IntoIterator<Item = &'a OrderUse>,
    rule: &OfferId,
    customer: Option<&str>,
    day: Day,
    edited: Option<&Cause>,
) -> Used {
    let (mut all, mut own) = (Sum::default(), Sum::default());
    for order in orders.into_iter().filter(|order| Some(&order.order) != edited) {
        let sum = Sum::of(order, rule, day);
        all.add(sum, 1);
        if customer.is_some() && order.customer.as_deref() == customer {
            own.add(sum, 1);
        }
    }
    all.used(own)
}

/// Uses and what they hold of the budget, wide enough never to be cut.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sum {
    uses: i64,
    minor: i128,
}

impl Sum {
    /// What one order uses of one rule.
    fn of(order: &OrderUse, rule: &OfferId, day: Day) -> Sum {
        let mut sum = Sum::default();
        if order.counts(day) {
            for discount in order.discounts.iter().filter(|discount| discount.rule == *rule) {
                sum.add(Sum::of_one(discount, day), 1);
            }
        }
        sum
    }

    fn of_one(discount: &Discount, day: Day) -> Sum {
        Sum { uses: 1, minor: discount.held_fen(day).minor().into() }
    }

    fn add(&mut self, other: Sum, sign: i64) {
        self.uses += other.uses * sign;
        self.minor += other.minor * i128::from(sign);
    }

    fn used(self, own: Sum) -> Used {
        let count = |uses: i64| u32::try_from(uses.max(0)).unwrap_or(u32::MAX);
        let minor = i64::try_from(self.minor).unwrap_or(i64::MAX);
        Used {
            by_customer: count(own.uses),
            total: count(self.uses),
            amount_fen: Fen::from_minor(minor),
        }
    }
}

/// By how much the limits are overrun, after two phones each gave away the last use. 0 = not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrun {
    /// Uses by this customer beyond his limit.
    pub by_customer: u32,
    /// Uses by everybody beyond the limit.
    pub total: u32,
    /// Given away beyond the budget.
    pub amount_fen: Fen,
}

/// By how much what is used lies above the limits; what is not limited is never overrun.
#[must_use]
pub fn overrun(limits: Limits, used: &Used) -> Overrun {
    let beyond =
        |used: u32, limit: Option<u32>| limit.map_or(0, |limit| used.saturating_sub(limit));
    let beyond_fen = |budget_fen| used.amount_fen.saturating_sub(budget_fen).max(Fen::ZERO);
    Overrun {
        by_customer: beyond(used.by_customer, limits.per_customer),
        total: beyond(used.total, limits.total),
        amount_fen: limits.budget_fen.map_or(Fen::ZERO, beyond_fen),
    }
}

/// What is used of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct OfRule {
    all: Sum,
    by_customer: BTreeMap<Arc<str>, Sum>,
}

/// The uses of all rules as of a day, kept current order by order: what an order changes costs its
/// own discounts, whatever the number of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsageBook {
    day: Day,
    orders: BTreeMap<Cause, OrderUse>,
    rules: BTreeMap<OfferId, OfRule>,
    /// The orders of which something changes on a day.
    by_day: BTreeSet<(Day, Cause)>,
}

impl UsageBook {
    /// Nothing is used as of `day`.
    #[must_use]
    pub fn new(day: Day) -> UsageBook {
        UsageBook { day, orders: BTreeMap::new(), rules: BTreeMap::new(), by_day: BTreeSet::new() }
    }

    /// As of when it speaks.
    #[must_use]
    pub fn day(&self) -> Day {
        self.day
    }

    /// Takes an order, in the place of what was said of it before. The same twice is once.
    pub fn insert(&mut self, order: OrderUse) {
        self.remove(&order.order);
        self.count(&order, self.day, 1);
        for day in order.days() {
            self.by_day.insert((day, order.order.clone()));
        }
        self.orders.insert(order.order.clone(), order);
    }

    /// Forgets an order and gives it back; `None` where it is not there.
    pub fn remove(&mut self, order: &Cause) -> Option<OrderUse> {
        let known = self.orders.remove(order)?;
        self.count(&known, self.day, -1);
        for day in known.days() {
            self.by_day.remove(&(day, order.clone()));
        }
        Some(known)
    }

    /// Lets it speak as of another day, later or earlier. Costs the orders of which something
    /// changes in between.
    pub fn move_to(&mut self, day: Day) {
        let (after, until) = (self.day.min(day), self.day.max(day));
        let from = (after.plus(1), Cause::new(""));
        let changed = self.by_day.range(from..).take_while(|(on, _)| *on <= until);
        let changed: BTreeSet<Cause> = changed.map(|(_, order)| order.clone()).collect();
        for order in &changed {
            if let Some(known) = self.orders.remove(order) {
                self.count(&known, self.day, -1);
                self.count(&known, day, 1);
                self.orders.insert(order.clone(), known);
            }
        }
        self.day = day;
    }

    /// What is used of `rule`, by everybody and by `customer`, without the order being edited.
    #[must_use]
    pub fn used(&self, rule: &OfferId, customer: Option<&str>, edited: Option<&Cause>) -> Used {
        let Some(of_rule) = self.rules.get(rule) else { return Used::default() };
        let own = customer.and_then(|customer| of_rule.by_customer.get(customer));
        let (mut all, mut own) = (of_rule.all, own.copied().unwrap_or_default());
        if let Some(edited) = edited.and_then(|order| self.orders.get(order)) {
            let sum = Sum::of(edited, rule, self.day);
            all.add(sum, -1);
            if customer.is_some() && edited.customer.as_deref() == customer {
                own.add(sum, -1);
            }
        }
        all.used(own)
    }

    /// All orders, by name.
    pub fn orders(&self) -> impl Iterator<Item = &OrderUse> {
        self.orders.values()
    }

    /// Adds (`sign` 1) or takes away (-1) what an order uses as of `day`; keeps no zeros.
    fn count(&mut self, order: &OrderUse, day: Day, sign: i64) {
        if !order.counts(day) {
            return;
        }
        for discount in &order.discounts {
            let sum = Sum::of_one(discount, day);
            let of_rule = self.rules.entry(discount.rule.clone()).or_default();
            of_rule.all.add(sum, sign);
            if let Some(customer) = &order.customer {
                let own = of_rule.by_customer.entry(customer.clone()).or_default();
                own.add(sum, sign);
                if own.uses == 0 {
                    of_rule.by_customer.remove(customer);
                }
            }
            if of_rule.all.uses == 0 {
                self.rules.remove(&discount.rule);
            }
        }
    }
}

#[cfg(test)]
mod tests;
