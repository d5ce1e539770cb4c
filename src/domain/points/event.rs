//! What happens to the points of one customer in one program, as facts.

use std::fmt;
use std::sync::Arc;

use super::earning::{EarningRates, Points};
use super::lot::LastDay;
use crate::domain::day::Day;
use crate::domain::money::Fen;

/// The name of what caused a change: an order, a refund, a redemption, an adjustment, the end of a
/// lot. A lot has the name of what it came from. Compared by code point.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cause(Arc<str>);

impl Cause {
    /// So named.
    #[must_use]
    pub fn new(name: &str) -> Cause {
        Cause(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cause of a lot's expiry: the lot and its last day (semantics 11).
    pub(super) fn end_of_lot(lot: &Cause, last_day: Day) -> Cause {
        Cause(format!("{lot}@{last_day}").into())
    }

    /// The lot of points that this refund returns to a lot that has ended (semantics 11).
    pub(super) fn returned_to(&self, lot: &Cause) -> Cause {
        Cause(format!("{self}+{lot}").into())
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The kinds of events that have a cause. The order is the one in which events of one moment act:
/// what gives before what takes, an order before its refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// A change by hand.
    Adjust,
    /// An order.
    Order,
    /// Money given back, or a cancellation.
    Refund,
    /// A redemption without an order.
    Spend,
}

/// What makes two events the same: it never acts twice in one program (semantics 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventKey {
    /// Its kind.
    pub kind: EventKind,
    /// Its cause.
    pub cause: Cause,
}

/// How an order earns, frozen when the order becomes known: a program that is changed later
/// changes nothing that happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Earning {
    /// Points for money.
    pub rates: EarningRates,
    /// Day 1 of the points: the business day of the order.
    pub issued: Day,
    /// The last day on which the points can be spent.
    pub last_day: LastDay,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PointsAct {
    /// An order: it spends first, then it earns.
    Order {
        /// The order.
        cause: Cause,
        /// Goods paid, after coupons and points; below 0 is 0.
        net: Fen,
        /// Points that paid for a part of it.
        spent: Points,
        /// How it earns; `None` outside of the program.
        earning: Option<Earning>,
    },
    /// A redemption without an order.
    Spend {
        /// The redemption.
        cause: Cause,
        /// How many; not below 0.
        points: Points,
    },
    /// Money given back.
    Refund {
        /// The refund.
        cause: Cause,
        /// The order that it is for.
        order: Cause,
        /// Goods money given back; what exceeds the net of the order is ignored.
        goods: Fen,
        /// For so many days points return whose lot has ended; at least 1.
        return_days: u32,
    },
    /// A change by hand.
    Adjust {
        /// The adjustment.
        cause: Cause,
        /// How many, signed.
        points: Points,
        /// The last day of points that are given.
        last_day: LastDay,
    },
    /// Nothing but that the day has come.
    DayPasses,
}

/// A fact of the ledger and the business day on which it acts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PointsEvent {
    /// The day.
    pub day: Day,
    /// What happened.
    pub act: PointsAct,
}

impl PointsEvent {
    /// What makes it the same event as another; `None` of a day that passes.
    #[must_use]
    pub fn key(&self) -> Option<EventKey> {
        let (kind, cause) = match &self.act {
            PointsAct::Order { cause, .. } => (EventKind::Order, cause),
            PointsAct::Spend { cause, .. } => (EventKind::Spend, cause),
            PointsAct::Refund { cause, .. } => (EventKind::Refund, cause),
            PointsAct::Adjust { cause, .. } => (EventKind::Adjust, cause),
            PointsAct::DayPasses => return None,
        };
        Some(EventKey { kind, cause: cause.clone() })
    }
}
