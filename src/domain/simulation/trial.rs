//! A draft tried on one order after another.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::beside::Beside;
use super::outcome::{DayCost, Gain, MarginCheck, NearMiss, Simulation, UsedUp};
use super::refusal::{count_limits, near_miss};
use super::worth::{Spent, extra_orders};
use super::{PastOrder, Terms, Windows};
use crate::domain::coupon::{Coupon, CouponState};
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::line_amount;
use crate::domain::promotion::{OfferId, Promotion, PromotionDraft, Step, Used, Window};
use crate::domain::quantity::Quantity;
use crate::domain::quote::{Cart, LivePromotion, Offers, Sale, quote_only, reasons_against};
use crate::domain::rate::BasisPoints;

/// A simulation on its way, for whoever does it in slices. Orders have to come by rising day;
/// [`super::simulate`] sees to that.
#[derive(Clone, Debug)]
pub struct Simulating {
    /// The draft, and its coupon where it is a rule of coupons.
    alone: Offers,
    /// What acts: the draft, or its coupon.
    only: BTreeSet<OfferId>,
    /// It touches an order without money, too.
    gives_beside: bool,
    beside: Beside,
    margin: BasisPoints,
    orders: u64,
    unpriced: u64,
    spent: Spent,
    uses: BTreeMap<u32, (u64, Fen)>,
    unknown_gain_fen: Fen,
    by_day: BTreeMap<Day, (u64, Fen)>,
    near_misses: Vec<NearMiss>,
    used_up: UsedUp,
    margin_check: MarginCheck,
}

impl Simulating {
    /// Before the first order; see [`super::simulate`] for what becomes of draft and live promotions.
    #[must_use]
    pub fn new(draft: &Promotion, live: &[LivePromotion], terms: Terms) -> Simulating {
        let live = live_beside(draft, live, terms.windows);
        let tried = match terms.windows {
            Windows::Ignored => without_window(draft),
            Windows::Kept => draft.clone(),
        };
        let gives_beside = tried.benefit().is_beside();
        let coupons: Vec<Coupon> = match tried.step() {
            Step::Coupon => vec![coupon_of(&tried, &live)],
            Step::Line | Step::Order => Vec::new(),
        };
        let acts = coupons.first().map_or(tried.id(), |coupon| &coupon.id).clone();
        let promotions = vec![LivePromotion { promotion: tried, used: Used::default() }];
        let alone = Offers { promotions, coupons };
        Simulating {
            beside: Beside::new(&alone, acts.clone(), live),
            alone,
            only: BTreeSet::from([acts]),
            gives_beside,
            margin: terms.margin,
            orders: 0,
            unpriced: 0,
            spent: Spent::default(),
            uses: BTreeMap::new(),
            unknown_gain_fen: Fen::ZERO,
            by_day: BTreeMap::new(),
            near_misses: Vec::new(),
            used_up: UsedUp::default(),
            margin_check: MarginCheck::default(),
        }
    }

    /// Tries the draft on one more order, whose day is not before the others'.
    pub fn take(&mut self, order: &PastOrder) {
        self.orders += 1;
        self.stand_before(order);
        match quote_only(&order.cart, &self.alone, &self.only) {
            Err(_) => self.unpriced += 1,
            Ok(quoted) if quoted.is_allowed => {
                let given = quoted.sale.discounts.first().map_or(Fen::ZERO, |(_, given)| *given);
                if given > Fen::ZERO || self.gives_beside {
                    self.touch(order, &quoted.sale, given);
                }
            }
            Ok(_) => self.refuse(order),
        }
    }

    /// What it comes to.
    #[must_use]
    pub fn finish(self) -> Simulation {
        let by_day = self.by_day.into_iter();
        let by_day = by_day.map(|(day, (orders, cost_fen))| DayCost { day, orders, cost_fen });
        let gains = self.uses.into_iter();
        let gains = gains.map(|(customer, (orders, gain_fen))| Gain { customer, orders, gain_fen });
        let mut gains: Vec<Gain> = gains.collect();
        gains.sort_by_key(|gain| (std::cmp::Reverse(gain.gain_fen), gain.customer));
        let mut near_misses = self.near_misses;
        near_misses.sort_unstable();
        let met = self.beside.finish();
        Simulation {
            orders: self.orders,
            unpriced: self.unpriced,
            touched: self.spent.touched,
            touched_fen: self.spent.touched_fen,
            cost_fen: self.spent.cost_fen,
            added_fen: met.added_fen,
            by_day: by_day.collect(),
            gains,
            unknown_gain_fen: self.unknown_gain_fen,
            near_misses,
            used_up: self.used_up,
            extra_orders: extra_orders(self.spent, self.margin),
            beaten: met.beaten,
            clashes: met.clashes,
            margin_check: self.margin_check,
        }
    }

    /// What was used before this order, and whether its customer still holds his coupon.
    fn stand_before(&mut self, order: &PastOrder) {
        let by = order.customer.map(|customer| self.uses.get(&customer).map_or(0, |(n, _)| *n));
        let used = Used {
            by_customer: by.map_or(0, |times| u32::try_from(times).unwrap_or(u32::MAX)),
            total: self.used_up.uses,
            amount_fen: self.spent.cost_fen,
        };
        let state = match by {
            None => CouponState::Voided,
            Some(0) => CouponState::Issued,
            Some(_) => CouponState::Redeemed,
        };
        stand(&mut self.alone, used, state);
        self.beside.stand(used, state);
    }

    fn touch(&mut self, order: &PastOrder, sale: &Sale, given: Fen) {
        let spent = &mut self.spent;
        spent.touched += 1;
        spent.touched_fen = spent.touched_fen.saturating_add(sale.amount_fen);
        spent.cost_fen = spent.cost_fen.saturating_add(given);
        self.used_up.uses = self.used_up.uses.saturating_add(1);
        let add = |(orders, fen): &mut (u64, Fen)| {
            *orders += 1;
            *fen = fen.saturating_add(given);
        };
        add(self.by_day.entry(order.cart.day).or_default());
        match order.customer {
            Some(customer) => add(self.uses.entry(customer).or_default()),
            None => self.unknown_gain_fen = self.unknown_gain_fen.saturating_add(given),
        }
        if let Some(cost) = cost_fen(order) {
            check_margin(&mut self.margin_check, sale.amount_fen, given, cost);
        }
        self.beside.meet(&order.cart);
    }

    fn refuse(&mut self, order: &PastOrder) {
        let Ok(reasons) = reasons_against(&order.cart, &self.alone, &self.only) else { return };
        for (_, unmet) in reasons {
            self.near_misses.extend(near_miss(order, &unmet));
            count_limits(&mut self.used_up, order, &unmet);
        }
    }
}

/// The draft is the first of the promotions; its coupon is the only one.
pub(super) fn stand(offers: &mut Offers, used: Used, state: CouponState) {
    if let Some(draft) = offers.promotions.first_mut() {
        draft.used = used;
    }
    if let Some(coupon) = offers.coupons.first_mut() {
        coupon.state = state;
    }
}

/// What all lines cost the shop; `None` where that is not known of a line of which there is some.
fn cost_fen(order: &PastOrder) -> Option<Fen> {
    let Cart { lines, .. } = &order.cart;
    let costs = order.unit_costs_fen.iter().copied().chain(std::iter::repeat(None));
    let known = lines.iter().zip(costs).filter(|(line, _)| line.quantity > Quantity::default());
    let mut known = known.map(|(line, cost)| Some(line_amount(cost?, line.quantity)));
    known.try_fold(Fen::ZERO, |sum, cost| Some(sum.saturating_add(cost?)))
}

fn check_margin(check: &mut MarginCheck, amount: Fen, given: Fen, cost: Fen) {
    let left = amount.saturating_sub(given);
    check.orders += 1;
    if left < cost {
        check.under_cost += 1;
        check.were_under_cost += u64::from(amount < cost);
    }
    check.profit_fen = check.profit_fen.saturating_add(left.saturating_sub(cost));
}

/// The same promotion, on every day.
fn without_window(promotion: &Promotion) -> Promotion {
    let draft = PromotionDraft { window: Window::default(), ..promotion.to_draft() };
    draft.parse().unwrap_or_else(|_| promotion.clone())
}

/// True where two windows have a day in common.
fn meet(one: Window, other: Window) -> bool {
    let begins_in_time = |first: Option<Day>, last: Option<Day>| match (first, last) {
        (Some(first), Some(last)) => first <= last,
        (None, _) | (_, None) => true,
    };
    begins_in_time(one.first_day, other.last_day) && begins_in_time(other.first_day, one.last_day)
}

/// The live promotions that the draft would stand beside: each id once, not the draft's own.
fn live_beside(draft: &Promotion, live: &[LivePromotion], windows: Windows) -> Vec<LivePromotion> {
    let mut seen = BTreeSet::from([draft.id()]);
    let others = live.iter().filter(|one| seen.insert(one.promotion.id()));
    match windows {
        Windows::Kept => others.cloned().collect(),
        Windows::Ignored => others
            .filter(|one| meet(draft.window(), one.promotion.window()))
            .map(|one| LivePromotion { promotion: without_window(&one.promotion), used: one.used })
            .collect(),
    }
}

/// The one coupon that everybody holds; called like nobody else.
fn coupon_of(rule: &Promotion, live: &[LivePromotion]) -> Coupon {
    let is_taken = |name: &str| {
        let mut ids = live.iter().map(|one| one.promotion.id());
        rule.id().as_str() == name || ids.any(|id| id.as_str() == name)
    };
    let mut name = format!("{}#", rule.id());
    while is_taken(&name) {
        name.push('#');
    }
    Coupon {
        id: OfferId::new(&name),
        code: Arc::from(""),
        promotion: rule.id().clone(),
        owner: None,
        last_day: None,
        state: CouponState::Issued,
    }
}
