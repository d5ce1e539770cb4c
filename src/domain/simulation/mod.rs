//! What a draft would have done on past orders (semantics 7, Simulation). Past orders never change.
//!
//! Each order is tried with the draft alone, as [`crate::domain::quote::quote_only`] prices it: that
//! is its cost. Whom it would meet among the live promotions is asked apart (`beside`), with the best
//! set as a quote finds it. Orders come by day, because the draft's own limits are used up on the way.

mod beside;
mod outcome;
mod past;
mod refusal;
mod trial;
mod worth;

pub use outcome::{Clash, DayCost, Gain, MarginCheck, NearMiss, Refusals, Simulation, UsedUp};
pub use past::{Asked, FindingOrders, PastCarts};
pub use trial::Simulating;
pub use worth::ExtraOrders;

use std::borrow::Borrow;

use super::money::Fen;
use super::promotion::Promotion;
use super::quote::{Cart, LivePromotion};
use super::rate::BasisPoints;

/// An order as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastOrder {
    /// A small number for the customer, the same in all his orders; none for nobody known. Limits per
    /// customer and gains go by it.
    pub customer: Option<u32>,
    /// Its day, what was known of the customer in that morning, its channel, and its lines with what
    /// was paid as their prices.
    pub cart: Cart,
    /// What one unit of each line cost the shop, by the place of the line; not known where there is
    /// none, or no such place.
    pub unit_costs_fen: Vec<Option<Fen>>,
}

/// Whether days decide who acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Windows {
    /// A draft for next month is tried on last month: on every order, beside those live promotions
    /// whose windows meet its own.
    #[default]
    Ignored,
    /// The draft and the live promotions act on their own days alone.
    Kept,
}

/// Under which terms a draft is tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// What of the price of goods is gained, as the seller types it: 3000 is 30 %.
    pub margin: BasisPoints,
    /// Whether days decide who acts.
    pub windows: Windows,
}

/// What the draft would have done on these orders (semantics 7, Simulation). They may come in any
/// order; orders of one day use up limits in the order in which they come.
///
/// A draft of coupons is tried as if each customer held one, and used it as soon as he could. A live
/// promotion that is called as the draft is what the draft would replace, and is left out. Of the
/// live promotions `used` is taken as it is given and does not grow.
#[must_use]
pub fn simulate<O: Borrow<PastOrder>>(
    draft: &Promotion,
    live: &[LivePromotion],
    orders: impl IntoIterator<Item = O>,
    terms: Terms,
) -> Simulation {
    let mut orders: Vec<O> = orders.into_iter().collect();
    orders.sort_by_key(|order| order.borrow().cart.day);
    let mut simulating = Simulating::new(draft, live, terms);
    for order in &orders {
        simulating.take(order.borrow());
    }
    simulating.finish()
}

#[cfg(test)]
mod tests;
