//! What is booked: a rule that was set, a tier by hand, points, coupons.

use uuid::Uuid;

use super::rule::{Rule, RuleId};
use crate::domain::coupon::issuing::IssueCause;
use crate::domain::day::Day;
use crate::domain::goods::PriceDraft;
use crate::domain::money::Fen;
use crate::domain::node::{noded_enum, noded_words};
use crate::domain::points::Points;
use crate::domain::quantity::Quantity;
use crate::domain::tier::HandTier;

/// Something that was booked. Whom it is about stands beside it in [`super::super::event::Deed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Booking {
    /// A rule was given these terms; `None` = taken out. About nobody.
    Ruled {
        /// Which rule.
        rule: RuleId,
        /// What it says from now on.
        terms: Option<Rule>,
    },
    /// A customer was given a tier by hand.
    TierGiven {
        /// The tier, with reason, author and days.
        tier: HandTier,
    },
    /// Points were given or taken by hand.
    PointsGiven {
        /// How many, signed.
        points: Points,
        /// The last day on which they can be spent.
        last_day: Option<Day>,
        /// Why.
        reason: PointsReason,
        /// In the seller's words.
        note: String,
    },
    /// Points were spent without an order.
    PointsSpent {
        /// How many.
        points: Points,
        /// On what, if it stands in the catalogue.
        gift: Option<RuleId>,
        /// In the seller's words.
        note: String,
    },
    /// Orders of these days earn points, under the terms that were in force when this was said
    /// (semantics 6: imported history earns only by an explicit act). About nobody: it is one act
    /// for the whole book, and orders of these days that are imported later are part of it.
    PastOrdersEarn {
        /// The first business day.
        first: Day,
        /// The last.
        last: Day,
    },
    /// What somebody had bought before the book began (semantics 2): counts for tiers.
    OpeningBalance {
        /// Its day.
        day: Day,
        /// Purchases.
        purchases: u32,
        /// Net of goods.
        net_fen: Fen,
    },
    /// A coupon was issued; about its owner, or nobody where whoever shows it may use it.
    CouponIssued {
        /// Its id.
        coupon: Uuid,
        /// The offer.
        offer: RuleId,
        /// What is typed or scanned.
        code: String,
        /// Its own last day.
        last_day: Option<Day>,
        /// The issuing rule, where one gave it.
        rule: Option<RuleId>,
        /// What that gave it for.
        cause: Option<IssueCause>,
    },
    /// The seller took a coupon back.
    CouponVoided {
        /// Which one.
        coupon: Uuid,
        /// Why.
        reason: String,
    },
    /// The seller says that he gave something elsewhere: a platform coupon in its back office, a
    /// red packet. Never proof.
    Noted {
        /// Which offer.
        offer: RuleId,
        /// The issuing rule whose list he ticked off.
        rule: Option<RuleId>,
        /// What for.
        cause: Option<IssueCause>,
    },
    /// A customer got a price of his own for an item, or it was taken out.
    OwnPrice {
        /// The item.
        sku: String,
        /// By quantity where it has breaks.
        price: Option<PriceDraft>,
    },
    /// A customer sees the prices of a private list, or of none any more.
    InPriceList {
        /// Which list.
        list: Option<RuleId>,
    },
    /// A customer was quoted prices.
    Quoted {
        /// What for.
        lines: Vec<QuotedLine>,
        /// The last day on which they hold.
        valid_until: Option<Day>,
        /// Who quoted.
        author: String,
        /// True where somebody else has to approve it first.
        needs_approval: bool,
        /// What the seller wrote below it.
        note: String,
    },
    /// A quote was approved.
    QuoteApproved {
        /// The act that quoted.
        quote: Uuid,
        /// Who approved it.
        by: String,
    },
    /// A customer came by another one's word (RE1); the other stands beside him.
    Referred,
}

noded_enum!(Booking {
    "ruled" = Ruled { rule, terms },
    "tier" = TierGiven { tier },
    "points" = PointsGiven { points, last_day, reason, note },
    "spent" = PointsSpent { points, gift, note },
    "past_orders" = PastOrdersEarn { first, last },
    "opening" = OpeningBalance { day, purchases, net_fen },
    "coupon" = CouponIssued { coupon, offer, code, last_day, rule, cause },
    "voided" = CouponVoided { coupon, reason },
    "noted" = Noted { offer, rule, cause },
    "own_price" = OwnPrice { sku, price },
    "in_price_list" = InPriceList { list },
    "quoted" = Quoted { lines, valid_until, author, needs_approval, note },
    "quote_approved" = QuoteApproved { quote, by },
    "referred" = Referred,
});

/// A line of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedLine {
    /// The item.
    pub sku: String,
    /// What it is called.
    pub name: String,
    /// What it is sold by.
    pub unit: String,
    /// What a unit was to cost, by quantity.
    pub price: PriceDraft,
    /// How many were asked for; 0 = not said.
    pub quantity: Quantity,
}

/// Why points were given by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointsReason {
    /// Something was wrong, or the seller wants to.
    Adjusted,
    /// He had them before the book began.
    Opening,
}

noded_words!(PointsReason { "adjusted" = Adjusted, "opening" = Opening });
