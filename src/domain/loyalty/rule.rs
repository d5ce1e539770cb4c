//! A rule of the shop: its name for the book, and what it says.

use std::fmt;

use uuid::Uuid;

use super::offer::{Gift, Issuing, Offer, PlatformCoupon, PointsTerms, QuotingTerms};
use crate::domain::goods::{PriceListDraft, ProductDraft};
use crate::domain::id::name_based;
use crate::domain::node::{Node, Noded, noded_enum};
use crate::domain::promotion::OfferId;
use crate::domain::segment::{GroupTerms, SegmentId};
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

    /// What other rules call it, where it is a group.
    #[must_use]
    pub const fn segment_id(self) -> SegmentId {
        SegmentId(self.0)
    }

    /// The rule of a good: one for each item number, on whichever phone it is written down first.
    #[must_use]
    pub fn of_product(sku: &str) -> RuleId {
        RuleId(name_based("product", sku.trim().as_bytes()))
    }

    /// The rule of how quotes are given: one in a shop, whichever phone writes it first.
    #[must_use]
    pub fn of_quoting() -> RuleId {
        RuleId(name_based("quoting", b""))
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
    /// A group of customers.
    Group(GroupTerms),
    /// A good with its prices.
    Product(ProductDraft),
    /// Prices that only its own customers see.
    PriceList(PriceListDraft),
    /// How quotes are given.
    Quoting(QuotingTerms),
}

noded_enum!(Rule {
    "tiers" = Tiers(terms),
    "points" = Points(terms),
    "offer" = Offer(terms),
    "platform" = Platform(terms),
    "issuing" = Issuing(terms),
    "gift" = Gift(terms),
    "group" = Group(terms),
    "product" = Product(terms),
    "price_list" = PriceList(terms),
    "quoting" = Quoting(terms),
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
    /// [`Rule::Group`].
    Group,
    /// [`Rule::Product`].
    Product,
    /// [`Rule::PriceList`].
    PriceList,
    /// [`Rule::Quoting`].
    Quoting,
}

impl Rule {
    /// What the seller calls it; tiers, points and quoting have no name of their own.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Rule::Tiers(_) | Rule::Points(_) | Rule::Quoting(_) => "",
            Rule::Offer(offer) => &offer.name,
            Rule::Platform(coupon) => &coupon.name,
            Rule::Issuing(issuing) => &issuing.name,
            Rule::Gift(gift) => &gift.name,
            Rule::Group(group) => &group.name,
            Rule::Product(product) => &product.name,
            Rule::PriceList(list) => &list.name,
        }
    }

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
            Rule::Group(_) => RuleKind::Group,
            Rule::Product(_) => RuleKind::Product,
            Rule::PriceList(_) => RuleKind::PriceList,
            Rule::Quoting(_) => RuleKind::Quoting,
        }
    }
}

/// Makes `name(&self)`: what a rule says if it is of one kind.
macro_rules! of_kind {
    ($($(#[$doc:meta])* $name:ident: $kind:ident($terms:ty);)+) => {
        impl Rule {
            $(
                $(#[$doc])*
                #[must_use]
                pub fn $name(&self) -> Option<&$terms> {
                    if let Rule::$kind(terms) = self { Some(terms) } else { None }
                }
            )+
        }
    };
}

of_kind! {
    /// The offer that it is.
    offer: Offer(Offer);
    /// The coupon of a platform that it is.
    platform_coupon: Platform(PlatformCoupon);
    /// The issuing rule that it is.
    issuing: Issuing(Issuing);
    /// The gift that it is.
    gift: Gift(Gift);
    /// The group that it is.
    group: Group(GroupTerms);
    /// The good that it is.
    product: Product(ProductDraft);
    /// The price list that it is.
    price_list: PriceList(PriceListDraft);
    /// How quotes are given, where it is that.
    quoting: Quoting(QuotingTerms);
}
