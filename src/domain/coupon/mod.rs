//! Coupons: single rights that were issued, and what becomes of them (semantics 7).

pub mod code;
pub mod issuing;
pub mod life;
pub mod reach;
pub mod usage;

use std::sync::Arc;

use super::day::Day;
use super::promotion::OfferId;

/// What a coupon is at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CouponState {
    /// May be used.
    Issued,
    /// Used by an order that still counts.
    Redeemed,
    /// Past its last day.
    Expired,
    /// Taken back by the seller.
    Voided,
}

/// One issued right to a rule of [`super::promotion::Step::Coupon`], as a quote sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coupon {
    /// What it is called, beside all promotions.
    pub id: OfferId,
    /// What is typed or scanned.
    pub code: Arc<str>,
    /// The rule.
    pub promotion: OfferId,
    /// Whose it is; whoever shows it where there is none.
    pub owner: Option<Arc<str>>,
    /// Its own last day; the rule's where there is none.
    pub last_day: Option<Day>,
    /// What it is.
    pub state: CouponState,
}
