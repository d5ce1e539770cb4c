//! A rule of the shop: its name for the book, and what it says.

use std::fmt;

use uuid::Uuid;

use super::offer::{Gift, Issuing, Offer, PlatformCoupon, PointsTerms};
use crate::domain::node::{Node, Noded, noded_enum};
use crate::domain::promotion::OfferId;
use crate::domain::tier::PolicyDraft;

/// Which rule: a UUID v7, given when it is first written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub Uuid);

impl RuleId {
    /// What quotes and coupons call it.
    #[must_use]
    pub fn offer_id(self) -> OfferId {
        OfferId::new(&self.to_string())
    }

    /// The rule of a text that [`fmt::Display`] wrote.
    #[must_use]
    pub fn parse(text: &str) -> Option<RuleId> {
        text.parse().ok().map(RuleId)
    }
}

impl fmt::Display for RuleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Noded for RuleId {
    fn to_node(&self) -> Node {
        self.0.to_node()
    }

    fn from_node(node: &Node) -> Option<RuleId> {
        Uuid::from_node(node).map(RuleId)
    }
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The tiers from a day on.
    Tiers(PolicyDraft),
    /// The points from a day on.
    Points(PointsTerms),
    /// A promotion, or the rule of coupons, that acts here.
    Offer(Offer),
    /// A coupon that is made and given in a platform's back office.
    Platform(PlatformCoupon),
    /// What makes the shop give a coupon by itself.
    Issuing(Issuing),
    /// Something to be had for points.
    Gift(Gift),
}

noded_enum!(Rule {
    "tiers" = Tiers(terms),
    "points" = Points(terms),
    "offer" = Offer(terms),
    "platform" = Platform(terms),
    "issuing" = Issuing(terms),
    "gift" = Gift(terms),
});

/// The kinds of rules. A rule never becomes one of another kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// [`Rule::Tiers`].
    Tiers,
    /// [`Rule::Points`].
    Points,
    /// [`Rule::Offer`].
    Offer,
    /// [`Rule::Platform`].
    Platform,
    /// [`Rule::Issuing`].
    Issuing,
    /// [`Rule::Gift`].
    Gift,
}

impl Rule {
    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> RuleKind {
        match self {
            Rule::Tiers(_) => RuleKind::Tiers,
            Rule::Points(_) => RuleKind::Points,
            Rule::Offer(_) => RuleKind::Offer,
            Rule::Platform(_) => RuleKind::Platform,
            Rule::Issuing(_) => RuleKind::Issuing,
            Rule::Gift(_) => RuleKind::Gift,
        }
    }
}
