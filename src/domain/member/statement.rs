//! The points of a member with what each entry is about, as a statement of account shows them.

use hashbrown::{HashMap, HashSet};

use super::facts::order_cause;
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, PointsReason, RuleId, Rulebook};
use crate::domain::order::OrderStatus;
use crate::domain::points::{Cause, Entry, EntryKind, Ledger, Points};
use crate::domain::shop::Shop;

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// An order.
    Order {
        /// Its number; empty where it has none.
        number: String,
        /// Its day.
        day: Option<Day>,
    },
    /// Points that were given or taken by hand.
    Given {
        /// Why.
        reason: PointsReason,
        /// In the seller's words.
        note: String,
    },
    /// Points that were spent without an order.
    Spent {
        /// On what.
        gift: Option<RuleId>,
        /// In the seller's words.
        note: String,
    },
    /// The book does not know any more.
    Unknown,
}

/// An entry of the ledger with what it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementLine {
    /// When it acted.
    pub day: Day,
    /// What it is.
    pub kind: EntryKind,
    /// By how much the lots changed, signed.
    pub points: Points,
    /// By how much the debt changed, signed.
    pub debt: Points,
    /// What it is about.
    pub about: About,
}

/// Points that can be spent to one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenLot {
    /// How many are left.
    pub left: Points,
    /// Their last day; `None` = for ever.
    pub last_day: Option<Day>,
    /// What they come from.
    pub about: About,
}

/// The points of one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// All that is there.
    pub balance: Points,
    /// What can be spent.
    pub available: Points,
    /// What the next earnings pay first.
    pub debt: Points,
    /// What of the balance comes from orders that may still be sent back.
    pub open: Points,
    /// What is there, in the order in which it is spent.
    pub lots: Vec<OpenLot>,
    /// What happened, the latest first.
    pub lines: Vec<StatementLine>,
}

/// For so many days from its own an order that is not completed may still come back (semantics 5).
const RETURN_WINDOW_DAYS: i32 = 7;

/// What causes are about.
#[derive(Default)]
struct Causes {
    about: HashMap<Cause, About>,
    /// Orders that are still within their return window.
    open: HashSet<Cause>,
}

impl Causes {
    fn of(shop: &Shop, customer: Index, day: Day) -> Causes {
        let mut causes = Causes::default();
        for place in shop.orders_of(customer) {
            let Some(record) = shop.record(place) else { continue };
            let content = record.joined(shop.tables(), shop.imports());
            let cause = order_cause(shop, &record.key);
            let is_settled = record.key.platform == Platform::Hand
                || content.held.is_some_and(|held| held.status == OrderStatus::Completed);
            let is_recent = content.day.is_some_and(|of| of.plus(RETURN_WINDOW_DAYS) > day);
            if is_recent && !is_settled {
                causes.open.insert(cause.clone());
            }
            let number = shop.number_text(&record.key);
            causes.about.insert(cause, About::Order { number, day: content.day });
        }
        for (event, booking) in shop.bookings_of(customer, day) {
            let cause = Cause::new(&format!("{}/{}", event.id.act, event.id.ordinal));
            if let Booking::PointsGiven { reason, note, .. } = booking {
                causes.about.insert(cause, About::Given { reason, note });
            } else if let Booking::PointsSpent { gift, note, .. } = booking {
                causes.about.insert(cause, About::Spent { gift, note });
            }
        }
        causes
    }

    fn about(&self, cause: &str) -> Option<About> {
        self.about.get(&Cause::new(cause)).cloned()
    }

    /// A lot has the name of what it came from; one that a refund made, refund and lot.
    fn of_lot(&self, name: &str) -> About {
        let of_refund = || {
            let (refund, _) = name.split_once('+')?;
            self.of_refund(refund)
        };
        self.about(name).or_else(of_refund).unwrap_or(About::Unknown)
    }

    /// A refund has the name of its order and its place among the order's refunds.
    fn of_refund(&self, name: &str) -> Option<About> {
        self.about(name.rsplit_once('/')?.0)
    }

    fn of_entry(&self, entry: &Entry) -> About {
        let name = entry.cause.as_str();
        match entry.kind {
            EntryKind::Earn | EntryKind::Spend | EntryKind::Adjust => {
                self.about(name).unwrap_or(About::Unknown)
            }
            EntryKind::Reverse | EntryKind::Return => {
                self.of_refund(name).unwrap_or(About::Unknown)
            }
            EntryKind::Expire => {
                name.rsplit_once('@').map_or(About::Unknown, |(lot, _)| self.of_lot(lot))
            }
        }
    }
}

impl Statement {
    fn of(ledger: &Ledger, causes: &Causes) -> Statement {
        let line = |entry: &Entry| StatementLine {
            day: entry.day,
            kind: entry.kind,
            points: entry.points,
            debt: entry.debt,
            about: causes.of_entry(entry),
        };
        let lots = ledger.lots().map(|lot| OpenLot {
            left: lot.left,
            last_day: lot.name.last_day.day(),
            about: causes.of_lot(lot.name.id.as_str()),
        });
        Statement {
            balance: ledger.balance(),
            available: ledger.available(),
            debt: ledger.debt(),
            open: ledger
                .lots()
                .filter(|lot| causes.open.contains(&lot.name.id))
                .fold(Points::ZERO, |sum, lot| sum.saturating_add(lot.left)),
            lots: lots.collect(),
            lines: ledger.entries().iter().rev().map(line).collect(),
        }
    }
}

impl Shop {
    /// The points of a person as of a day with what each entry is about; `None` where the shop
    /// never had a program.
    #[must_use]
    pub fn statement_of(
        &self,
        rules: &Rulebook,
        counting: CountingRule,
        customer: Index,
        day: Day,
    ) -> Option<Statement> {
        let replay = self.points_of(rules, counting, customer, day)?;
        Some(Statement::of(&replay.ledger, &Causes::of(self, customer, day)))
    }

    /// What a cause is that an order of a person gave its name.
    #[must_use]
    pub fn about_order(&self, customer: Index, cause: &Cause) -> About {
        let causes = Causes::of(self, customer, Day::MAX);
        causes.about(cause.as_str()).unwrap_or(About::Unknown)
    }
}
