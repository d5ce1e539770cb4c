//! What the seller sets up for his customers, and what he books under it: tiers, points, offers,
//! coupons, groups.
//!
//! Everything here is told by events ([`Booking`]), so that a rule has a history, can be taken back
//! like any other act, and is joined by two devices like any other fact: of what was said of one
//! rule the latest holds, whole. A rule is never put together from two edits: half of each would
//! be a rule that nobody made.

mod booking;
mod nodes;
mod offer;
mod preset;
mod rule;
mod rulebook;
mod uses;

pub use booking::{Booking, PointsReason, QuotedLine};
pub use offer::{Gift, GiftKind, Issuing, Offer, PlatformCoupon, PointsTerms, QuotingTerms};
pub use preset::{GiftGood, OfferPreset};
pub use rule::{Rule, RuleId, RuleKind};
pub use rulebook::{Rulebook, Ruled};
