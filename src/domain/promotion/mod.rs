//! Promotions: what a shop grants, to whom, when, and how often (semantics 7).
//!
//! A [`Promotion`] cannot be wrong: it is made from a [`PromotionDraft`], which may be, and says
//! everything that is wrong with it at once.

pub mod benefit;
pub mod condition;
pub mod draft;
pub mod words;

use std::fmt;
use std::sync::Arc;

use super::day::Day;
use super::money::Fen;
pub use benefit::{Benefit, BundleItem, Gives, LadderStep};
pub use condition::{About, Amount, AmountRead, Condition, Over};
pub use draft::{DraftFault, DraftWarning, PromotionDraft};

/// What a promotion or a coupon is called; unique over both, compared by code point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfferId(Arc<str>);

impl OfferId {
    /// Called so.
    #[must_use]
    pub fn new(id: &str) -> OfferId {
        OfferId(id.into())
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OfferId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// When a promotion acts within a quote. The variants stand in that order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// On single goods, first.
    Line,
    /// On the order.
    Order,
    /// The rule of coupons: never by itself, only through a coupon that was issued.
    Coupon,
}

impl Step {
    /// All of them, in the order in which they act.
    pub const ALL: [Step; 3] = [Step::Line, Step::Order, Step::Coupon];
}

/// How often and for how much.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// Uses by one customer, who then has to be named.
    pub per_customer: Option<u32>,
    /// Uses by everybody.
    pub total: Option<u32>,
    /// What may be given away in all.
    pub budget_fen: Option<Fen>,
}

/// What was used of the limits so far: orders that still count, without the one at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// By this customer.
    pub by_customer: u32,
    /// By everybody.
    pub total: u32,
    /// Given away, less what part refunds gave back.
    pub amount_fen: Fen,
}

/// The days on which something holds, both ends inside; open where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub first_day: Option<Day>,
    /// The last day, which is a whole day.
    pub last_day: Option<Day>,
}

impl Window {
    /// True where `day` is inside.
    #[must_use]
    pub fn contains(self, day: Day) -> bool {
        self.first_day.is_none_or(|first| first <= day)
            && self.last_day.is_none_or(|last| day <= last)
    }
}

/// A rule that grants something. Made by [`PromotionDraft::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    id: OfferId,
    step: Step,
    window: Window,
    conditions: Vec<Condition>,
    benefit: Benefit,
    stackable: bool,
    exclusive_group: Option<Arc<str>>,
    limits: Limits,
}

impl Promotion {
    /// What it is called.
    #[must_use]
    pub fn id(&self) -> &OfferId {
        &self.id
    }

    /// When it acts.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }

    /// Its first and last day.
    #[must_use]
    pub fn window(&self) -> Window {
        self.window
    }

    /// All of them must hold.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// What it grants.
    #[must_use]
    pub fn benefit(&self) -> &Benefit {
        &self.benefit
    }

    /// True where others of its step may act beside it, if they are stackable, too.
    #[must_use]
    pub fn is_stackable(&self) -> bool {
        self.stackable
    }

    /// At most one of a group acts, across all steps.
    #[must_use]
    pub fn exclusive_group(&self) -> Option<&Arc<str>> {
        self.exclusive_group.as_ref()
    }

    /// How often and for how much.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// The promotion as a draft again, to be changed in a form.
    #[must_use]
    pub fn to_draft(&self) -> PromotionDraft {
        PromotionDraft {
            id: self.id.clone(),
            step: self.step,
            window: self.window,
            conditions: self.conditions.clone(),
            benefit: self.benefit.clone(),
            stackable: self.stackable,
            exclusive_group: self.exclusive_group.clone(),
            limits: self.limits,
        }
    }
}
