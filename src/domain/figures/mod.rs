//! Figures: what the facts mean as of a day. Never stored, always computed (semantics 3).
//!
//! [`history`] holds counted orders in columns, [`person`] reads one customer's, [`tally`] sums
//! over customers, [`live`] puts it together and follows changes.

pub mod basis;
pub(in crate::domain) mod calendar;
pub mod concentration;
pub mod cycle;
pub mod flow;
pub mod history;
pub mod lifecycle;
pub mod live;
pub mod person;
pub mod rfm;
mod tally;
mod window;

pub use basis::{Basis, CountingRule, StageBounds};
pub use concentration::{Best, Concentration};
pub use cycle::{Cycle, ShopCycle};
pub use flow::{Flow, Move, Station};
pub use history::{CountedOrder, OrderHistory, Run};
pub use lifecycle::{NewStage, Stage, StageCounts};
pub use live::LiveFigures;
pub use person::PersonFigures;
pub use rfm::{Axis, Crowd, GroupFigures, RfmFigures, RfmGroup, RfmSilence, Scores};
pub use window::WindowTotals;

use crate::domain::day::Day;
use crate::domain::money::Ratio;
use crate::domain::tier::preset;

/// The figures of a shop. Money in fen; shares as two counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// What they rest on.
    pub basis: Basis,
    /// Customers: people with a counted order.
    pub customers: u64,
    /// Known without one; never in a denominator.
    pub potential: u64,
    /// Counted orders, those of unknown customers included.
    pub orders: u64,
    /// Purchases of customers under the counting rule.
    pub purchases: u64,
    /// Day of the first counted order.
    pub first_day: Option<Day>,
    /// Day of the last counted order.
    pub last_day: Option<Day>,
    /// Paid with postage, before refunds, of counted orders.
    pub paid_fen: i128,
    /// Postage in it.
    pub postage_fen: i128,
    /// Refunds of counted orders.
    pub refund_fen: i128,
    /// Net of goods.
    pub net_fen: i128,
    /// Customers with two purchases or more.
    pub repeat_customers: u64,
    /// The all-time repeat share (RP5).
    pub all_time: Ratio,
    /// Repurchase inside the basis' window, where it has one.
    pub window: Option<WindowFigures>,
    /// Repurchase by calendar year, from the first day's year to the as-of day's.
    pub years: Vec<YearFigures>,
    /// The shop's cycle.
    pub cycle: ShopCycle,
    /// People by stage.
    pub stages: StageCounts,
    /// Who moved between the stages of late.
    pub flow: Flow,
    /// RFM.
    pub rfm: RfmFigures,
    /// Customers by step of the tiers that a retail shop begins with, the lowest first: as if these
    /// had acted from before the first order, never down.
    pub tiers: [u64; preset::STEPS],
    /// How much of the money comes from how few.
    pub concentration: Concentration,
    /// Customers by month of their first purchase, earliest first.
    pub cohorts: Vec<Cohort>,
}

/// Repurchase inside a window: three populations, three names (T5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowFigures {
    /// Customers with two purchases or more inside / customers with one or more inside (RP4).
    pub by_customer: Ratio,
    /// (purchases - customers) / purchases inside (RP6).
    pub by_order: Ratio,
    /// Bought inside and have two purchases or more in their history up to its end (RP1).
    pub returning: u64,
}

/// Repurchase inside a calendar year, up to the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearFigures {
    /// The year.
    pub year: i32,
    /// As in [`WindowFigures`].
    pub by_customer: Ratio,
    /// As in [`WindowFigures`].
    pub by_order: Ratio,
    /// As in [`WindowFigures`].
    pub returning: u64,
}

/// The customers who bought first in one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cohort {
    /// The year of that month.
    pub year: i32,
    /// The month, 1-12.
    pub month: u32,
    /// How many of them bought 0, 1, 2… months later; the first is the size of the cohort.
    pub active: Vec<u64>,
}
