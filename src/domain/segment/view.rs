//! What groups are read off: the book, its figures, and what the book does not hold.

use std::borrow::Cow;

use hashbrown::HashMap;

use super::test::Product;
use crate::domain::day::Day;
use crate::domain::figures::{Basis, LiveFigures, OrderHistory, Run};
use crate::domain::person::Birthday;
use crate::domain::promotion::OfferId;
use crate::domain::shop::Shop;
use crate::domain::tier::Step;

/// What became of a coupon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CouponUse {
    /// Issued, neither used nor taken back. Whether it is expired says its last day.
    Open,
    /// Used on this day.
    Used(Day),
}

/// One coupon of somebody. Those that were taken back are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouponFact {
    /// Of which promotion.
    pub promotion: OfferId,
    /// Its last day; `None` = it never ends.
    pub last_day: Option<Day>,
    /// What became of it.
    pub state: CouponUse,
}

/// A category of goods.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Category {
    /// What it is called.
    pub name: Box<str>,
    /// SKUs and names; a category among them is not looked into.
    pub goods: Vec<Product>,
}

/// What is computed or kept elsewhere. People are named by the place they stand under.
#[derive(Clone, Debug, Default)]
pub struct Handed {
    /// The step of each person; whoever is behind the end has none.
    pub tiers: Vec<Option<Step>>,
    /// The highest step there is.
    pub highest_tier: Option<Step>,
    /// Coupons of people, those without any left out.
    pub coupons: HashMap<u32, Vec<CouponFact>>,
    /// Categories of goods.
    pub categories: Vec<Category>,
    /// The first day on or after the given one on which a lunar birthday falls; without it lunar
    /// birthdays are not known.
    pub lunar: Option<fn(Birthday, Day) -> Option<Day>>,
}

/// What groups are read off. Costs nothing to make, unless something was cancelled or given back
/// after the day of the figures: then, as with a roster, a pass over the orders.
#[derive(Clone, Debug)]
pub struct View<'a> {
    /// The book.
    pub shop: &'a Shop,
    /// Its figures.
    pub live: &'a LiveFigures,
    /// What is handed in.
    pub handed: &'a Handed,
    history: Cow<'a, OrderHistory>,
}

impl<'a> View<'a> {
    /// A view of the shop as its figures stand.
    #[must_use]
    pub fn new(shop: &'a Shop, live: &'a LiveFigures, handed: &'a Handed) -> View<'a> {
        View { shop, live, handed, history: shop.history_as_of(live.basis().known_on) }
    }

    /// What the figures rest on.
    #[must_use]
    pub const fn basis(&self) -> &'a Basis {
        self.live.basis()
    }

    /// The counted orders of somebody up to the as-of day.
    pub(super) fn run(&self, at: usize) -> Run<'_> {
        self.history.run(at).until(self.basis().as_of)
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.shop.customers().len()
    }
}
