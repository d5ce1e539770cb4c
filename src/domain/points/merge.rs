//! The facts of several devices, or of two customers who turn out to be one, as one set.
//!
//! A device hands over what has *happened* on it, each fact with the stamp of its writing. Two
//! sets are joined by event (kind and cause), so joining is commutative, associative and
//! idempotent, and the ledger is the fold of the set in one order that all devices agree on: by
//! business day, then by stamp, then kind and cause. A refund never comes before its order.
//!
//! Nothing is lost without a word:
//! - Both devices spent the same points: both redemptions have happened, the goods are gone. Both
//!   are kept; the one that comes later in the order is **overdrawn**, what is missing is debt,
//!   which the next earnings pay. It is told as a conflict, so that the seller can waive it by an
//!   adjustment. Refusing it would give points back for goods already handed over. Where its
//!   order is refunded, what it overdrew first pays that debt; what earnings have paid meanwhile
//!   returns as a lot, as if its own had ended.
//! - Both devices know the same event with other numbers: the one that was said first acts, as on
//!   one device; the others are kept in the set and told as a conflict.
//! - What is known late, with an earlier business day, goes straight into the set and acts in its
//!   place; a ledger that has reached a later day refuses it.
//! - A refund whose order is in neither set waits: it is told, and acts once the order comes.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use super::earning::Points;
use super::event::{Cause, EventKey, EventKind, PointsAct, PointsEvent};
use super::ledger::{Ledger, Refusal, StepResult};
use super::program::ProgramId;
use crate::domain::day::Day;
use crate::domain::stamp::Stamp;

/// Something that happened, and when a device wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact {
    /// When it was written: later acts of one device, and acts after a merge, have later stamps.
    pub written: Stamp,
    /// What happened.
    pub event: PointsEvent,
}

/// What happened to the points of one customer in one program, as far as it is known. A set: it
/// has no order and holds nothing twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// For each event what is said of it, and when that was said first.
    said: BTreeMap<EventKey, BTreeMap<PointsEvent, Stamp>>,
}

/// Why a fact did not simply act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// It spent points that another fact had spent; they are owed.
    Overdrawn {
        /// How many.
        missing: Points,
    },
    /// It is a refund of an order that is not in the set; it waits.
    UnknownOrder {
        /// The order.
        order: Cause,
    },
    /// No ledger can take it.
    Refused(Refusal),
    /// Devices say different things of it; what was said first has acted.
    Differs {
        /// What has not acted, as it was said.
        others: Vec<Fact>,
    },
}

/// Something the seller should see after a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The event.
    pub event: EventKey,
    /// What is the matter with it.
    pub what: Disagreement,
}

/// A set of facts folded up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// The ledger.
    pub ledger: Ledger,
    /// What did not simply act, in the order of the fold; different sayings of one event last.
    pub conflicts: Vec<Conflict>,
}

/// Where a fact stands in the fold.
type Place = (Day, Stamp, EventKind, Cause);

impl Facts {
    /// Adds a fact; true where it was not known. A day that passes is no fact.
    pub fn insert(&mut self, fact: Fact) -> bool {
        let Some(key) = fact.event.key() else { return false };
        match self.said.entry(key).or_default().entry(fact.event) {
            Slot::Vacant(slot) => {
                slot.insert(fact.written);
                true
            }
            Slot::Occupied(mut slot) => {
                let first = fact.written.min(*slot.get());
                slot.insert(first);
                false
            }
        }
    }

    /// Adds what another set knows.
    pub fn join(&mut self, other: &Facts) {
        for fact in other.facts() {
            self.insert(fact);
        }
    }

    /// All facts, by event.
    pub fn facts(&self) -> impl Iterator<Item = Fact> + '_ {
        self.said.values().flatten().map(|(event, written)| fact_of(event, *written))
    }

    /// Folds the facts of business days up to `as_of` (semantics 1), and lets the days pass up to
    /// then.
    #[must_use]
    pub fn replay(&self, program: ProgramId, as_of: Day) -> Replay {
        let mut ledger = Ledger::new(program);
        let mut conflicts = Vec::new();
        let mut queue: Vec<(Place, &PointsEvent)> =
            self.said.iter().filter_map(|(key, said)| self.placed(key, said)).collect();
        queue.sort_unstable();
        for ((day, _, kind, cause), event) in queue {
            if day > as_of {
                break;
            }
            // Only the day of a refund can differ here: it is that of its order at the earliest.
            let result = ledger.step_happened(&PointsEvent { day, ..event.clone() }).result;
            if let Some(what) = disagreement(result, event) {
                conflicts.push(Conflict { event: EventKey { kind, cause }, what });
            }
        }
        ledger.step_happened(&PointsEvent { day: as_of, act: PointsAct::DayPasses });
        conflicts.extend(self.said.iter().filter_map(|(key, said)| differing(key, said)));
        Replay { ledger, conflicts }
    }

    /// The event that acts for a key, and its place.
    fn placed<'a>(
        &self,
        key: &EventKey,
        said: &'a BTreeMap<PointsEvent, Stamp>,
    ) -> Option<(Place, &'a PointsEvent)> {
        let (event, written) = acting(said)?;
        let own = (event.day, written);
        let (day, written) = match &event.act {
            PointsAct::Refund { order, .. } => self.place_of_order(order).max(Some(own))?,
            PointsAct::Order { .. }
            | PointsAct::Spend { .. }
            | PointsAct::Adjust { .. }
            | PointsAct::DayPasses => own,
        };
        Some(((day, written, key.kind, key.cause.clone()), event))
    }

    fn place_of_order(&self, order: &Cause) -> Option<(Day, Stamp)> {
        let key = EventKey { kind: EventKind::Order, cause: order.clone() };
        acting(self.said.get(&key)?).map(|(event, written)| (event.day, written))
    }
}

fn fact_of(event: &PointsEvent, written: Stamp) -> Fact {
    Fact { written, event: event.clone() }
}

/// What was said first.
fn acting(said: &BTreeMap<PointsEvent, Stamp>) -> Option<(&PointsEvent, Stamp)> {
    said.iter().map(|(event, written)| (event, *written)).min_by_key(|(event, at)| (*at, *event))
}

fn disagreement(result: StepResult, event: &PointsEvent) -> Option<Disagreement> {
    match (result, &event.act) {
        (StepResult::Ok | StepResult::Duplicate, _) => None,
        (StepResult::Overdrawn { missing }, _) => Some(Disagreement::Overdrawn { missing }),
        (StepResult::Refused(refusal), _) => Some(Disagreement::Refused(refusal)),
        (StepResult::UnknownOrder, PointsAct::Refund { order, .. }) => {
            Some(Disagreement::UnknownOrder { order: order.clone() })
        }
        (
            StepResult::UnknownOrder,
            PointsAct::Order { .. }
            | PointsAct::Spend { .. }
            | PointsAct::Adjust { .. }
            | PointsAct::DayPasses,
        ) => None,
    }
}

/// The sayings that have not acted. The same act on another day is no other saying: two devices
/// may let the same history earn on different days.
fn differing(key: &EventKey, said: &BTreeMap<PointsEvent, Stamp>) -> Option<Conflict> {
    let (acted, _) = acting(said)?;
    let others: Vec<Fact> = said
        .iter()
        .filter(|(event, _)| event.act != acted.act)
        .map(|(event, written)| fact_of(event, *written))
        .collect();
    let what = Disagreement::Differs { others };
    (said.len() > 1 && what != Disagreement::Differs { others: Vec::new() })
        .then(|| Conflict { event: key.clone(), what })
}
