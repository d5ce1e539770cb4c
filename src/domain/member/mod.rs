//! What the book says of one customer as a member: what counts for tiers and points, and what he
//! holds. Everything is read off orders and bookings anew; nothing of it is stored.

mod buyer;
mod card_code;
mod care;
mod coupons;
mod facts;
mod handing;
mod news;
mod past;
mod points;
mod prices;
mod referral;
mod statement;
mod tiers;

pub use buyer::{BuyerPrices, GatheringPrices, GivenQuote, GivenState, OnLists};
pub use card_code::{CardCodeFault, FindingCard};
pub use care::{CareFacts, CareWarning, GatheringCare, GoodCare, GoodWord, KEPT_DAYS, PaidRange};
pub use coupons::{GatheringCoupons, GatheringNoted, HeldCoupon, Owned};
pub use facts::{OrderParts, order_cause};
pub use handing::Handing;
pub use news::{NEWS_DAYS, Rise, TierNews};
pub use past::{PastTally, PastTotals, PreviewingPast};
pub use referral::Referrals;
pub use statement::{About, OpenLot, Statement, StatementLine};
pub use tiers::{Membership, TierColumn};
