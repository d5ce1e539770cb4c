//! What the book says of one customer as a member: what counts for tiers and points, and what he
//! holds. Everything is read off orders and bookings anew; nothing of it is stored.

mod coupons;
mod facts;
mod points;
mod tiers;

pub use coupons::{GatheringCoupons, GatheringNoted, HeldCoupon, Owned};
pub use facts::{OrderParts, order_cause};
pub use tiers::{Membership, TierColumn};
