//! What the book says of one customer as a member: what counts for tiers and points, and what he
//! holds. Everything is read off orders and bookings anew; nothing of it is stored.

mod coupons;
mod facts;
mod news;
mod points;
mod tiers;

pub use coupons::HeldCoupon;
pub use facts::{OrderParts, order_cause};
pub use news::{NEWS_DAYS, Rise, TierNews};
pub use tiers::{Membership, TierColumn};
