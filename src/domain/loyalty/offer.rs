//! Offers as the seller sets them up: what acts here, what is made on a platform, what is given by
//! itself, and what is to be had for points.

use super::rule::RuleId;
use crate::domain::coupon::issuing::Trigger;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::points::Validity;
use crate::domain::promotion::PromotionDraft;
use crate::domain::rate::BasisPoints;

/// A promotion or the rule of coupons of this shop (店内).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is called.
    pub name: String,
    /// Whether it acts, or its coupons can be used and given.
    pub is_on: bool,
    /// What it asks for and grants.
    pub promotion: PromotionDraft,
    /// For how many days its coupons are valid, the day of the issue counted; to the last day of
    /// the promotion where there is none.
    pub valid_days: Option<u32>,
}

/// A coupon that is made in a platform's back office (平台券): here stands what the seller made
/// there, so that lists and words can name it. It never enters a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformCoupon {
    /// What it is called.
    pub name: String,
    /// Whether it is still being given.
    pub is_on: bool,
    /// From how much on it can be used.
    pub minimum_fen: Fen,
    /// What it takes off.
    pub off_fen: Fen,
    /// For how many days it is valid there, where that is known.
    pub valid_days: Option<u32>,
    /// Where it is to be found in the back office, or anything else.
    pub note: String,
}

/// What makes the shop give a coupon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuing {
    /// What it is called.
    pub name: String,
    /// What makes it act.
    pub trigger: Trigger,
    /// Since when it is on; what happened before is no cause. `None` = off.
    pub switched_on: Option<Day>,
    /// Which offer it gives: of the shop, then coupons are issued; of a platform, then there is a
    /// list to tick off.
    pub gives: RuleId,
    /// The hour from which on it acts on its day, 0 to 23.
    pub hour: u8,
}

/// The points of the shop from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointsTerms {
    /// Orders earn under these terms from this day on, to the day before the next ones begin.
    pub first_day: Day,
    /// Whether orders earn at all.
    pub is_on: bool,
    /// Points for each full `unit_fen` of net.
    pub rate: u32,
    /// The money that earns `rate` points.
    pub unit_fen: Fen,
    /// How long they can be spent.
    pub validity: Validity,
    /// For so many days points return whose lot has ended meanwhile.
    pub return_days: u32,
    /// So many points pay 100 fen.
    pub points_per_yuan: u32,
    /// At most this of what is payable for goods is paid with points.
    pub most_share: BasisPoints,
}

impl PointsTerms {
    /// 1 point for ¥1, for ever, 100 points = ¥1, at most half of it (semantics 6).
    #[must_use]
    pub fn usual(first_day: Day) -> PointsTerms {
        PointsTerms {
            first_day,
            is_on: true,
            rate: 1,
            unit_fen: Fen::from_minor(100),
            validity: Validity::ForEver,
            return_days: 30,
            points_per_yuan: 100,
            most_share: BasisPoints::new(5_000).unwrap_or_default(),
        }
    }
}

/// Something to be had for points (MB8).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gift {
    /// What it is called.
    pub name: String,
    /// Whether it can be had.
    pub is_on: bool,
    /// How many points it takes.
    pub points: u32,
    /// What it is.
    pub kind: GiftKind,
}

/// What is to be had for points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiftKind {
    /// A coupon of this offer.
    Coupon {
        /// Which one.
        offer: RuleId,
    },
    /// Goods.
    Goods {
        /// How many there were when this was written; `None` = not counted. What was taken since
        /// is counted from the book.
        stock: Option<u32>,
        /// What one costs the shop, where that is known.
        cost_fen: Option<Fen>,
    },
}

/// How quotes are given. There is one of these in a shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotingTerms {
    /// Who usually quotes.
    pub author: String,
    /// How far he may go below what everybody pays: 500 = 5 %. `None` = as far as he likes.
    pub limit: Option<BasisPoints>,
    /// For how many days a quote holds where nobody says otherwise, the day of it included.
    pub valid_days: u32,
}

impl Default for QuotingTerms {
    fn default() -> QuotingTerms {
        QuotingTerms { author: String::new(), limit: None, valid_days: 7 }
    }
}
