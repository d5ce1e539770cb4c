//! What becomes of a coupon: a fold of facts that devices join as sets (semantics 7).
//!
//! Each fact has its business day and the stamp of its writing. The same thing said twice is one
//! thing: of two days the earlier holds, of two last days the later, which somebody was promised.
//! So joining two sets is commutative, associative and idempotent.
//!
//! Nothing is lost without a word:
//! - Two phones took the same coupon: of the orders that still count exactly one holds it, the
//!   first by day, then stamp, then name. The others are told; their goods are gone. Once the one
//!   that holds it is cancelled or refunded fully, the next holds it.
//! - A redemption before the issue, after the last day or after the seller took it back does not
//!   hold it and is told.
//! - What comes back after the last day is expired; what comes back after the seller took it back
//!   stays so.

use std::sync::Arc;

use super::CouponState;
use crate::domain::day::Day;
use crate::domain::points::Cause;
use crate::domain::stamp::Stamp;

/// The last day of a coupon that is valid for so many days, of which the day of its issue is day 1
/// (semantics 1); 0 days count as 1.
#[must_use]
pub fn last_valid_day(issued: Day, valid_days: u32) -> Day {
    issued.plus(i32::try_from(valid_days.saturating_sub(1)).unwrap_or(i32::MAX))
}

/// What happened to a coupon. The variants stand in the order of a life.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifeAct {
    /// It was given to somebody.
    Issued {
        /// Its own last day, a whole day; the rule's where there is none.
        last_day: Option<Day>,
    },
    /// An order used it.
    Redeemed {
        /// The order; one order uses a coupon once.
        order: Cause,
    },
    /// That order was cancelled or refunded fully.
    GivenBack {
        /// The order.
        order: Cause,
    },
    /// The seller took it back, for good.
    Voided {
        /// Why, in his words.
        reason: Arc<str>,
    },
}

impl LifeAct {
    /// True where both say the same thing, whatever else they say of it.
    fn is_same_thing(&self, other: &LifeAct) -> bool {
        match (self, other) {
            (LifeAct::Issued { .. }, LifeAct::Issued { .. })
            | (LifeAct::Voided { .. }, LifeAct::Voided { .. }) => true,
            (LifeAct::Redeemed { order: one }, LifeAct::Redeemed { order: two })
            | (LifeAct::GivenBack { order: one }, LifeAct::GivenBack { order: two }) => one == two,
            (
                LifeAct::Issued { .. }
                | LifeAct::Redeemed { .. }
                | LifeAct::GivenBack { .. }
                | LifeAct::Voided { .. },
                _,
            ) => false,
        }
    }
}

/// Something that happened to a coupon, and when a device wrote it down.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LifeFact {
    /// What happened.
    pub act: LifeAct,
    /// The business day.
    pub day: Day,
    /// When it was written.
    pub written: Stamp,
}

/// All that is known of one coupon: a set, without an order, that holds nothing twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LifeFacts {
    /// Sorted, each act and day once, with its first stamp.
    facts: Vec<LifeFact>,
}

/// What a coupon is as of a day.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Life {
    /// May be used.
    Issued {
        /// The day of its issue.
        day: Day,
        /// The last day on which it may be used, its own or the rule's.
        last_day: Option<Day>,
        /// Where an order gave it back: the last that did.
        back: Option<Back>,
    },
    /// Used by an order that still counts.
    Redeemed {
        /// The order.
        order: Cause,
        /// Its day.
        day: Day,
    },
    /// Past its last day.
    Expired {
        /// That day.
        last_day: Day,
        /// Where an order gave it back, maybe too late: the last that did.
        back: Option<Back>,
    },
    /// Taken back by the seller while it was valid.
    Voided {
        /// The day.
        day: Day,
        /// Why.
        reason: Arc<str>,
    },
}

impl From<&Life> for CouponState {
    fn from(life: &Life) -> CouponState {
        match life {
            Life::Issued { .. } => CouponState::Issued,
            Life::Redeemed { .. } => CouponState::Redeemed,
            Life::Expired { .. } => CouponState::Expired,
            Life::Voided { .. } => CouponState::Voided,
        }
    }
}

/// A coupon that came back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Back {
    /// The order that had used it.
    pub order: Cause,
    /// The day on which that was cancelled or refunded fully.
    pub day: Day,
}

/// Why an order does not hold the coupon that it used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Disagreement {
    /// Another order holds it.
    HeldBy {
        /// The order.
        order: Cause,
    },
    /// It was not issued by then, as far as is known.
    BeforeIssue,
    /// It was past its own last day.
    AfterLastDay {
        /// That day.
        last_day: Day,
    },
    /// The seller had taken it back.
    AfterVoid {
        /// The day of that.
        day: Day,
    },
    /// The order gave it back and is not known to have used it. It waits.
    UnknownOrder,
}

/// Something the seller should see after a merge.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Conflict {
    /// The order.
    pub order: Cause,
    /// Its day, or that of the giving back of an unknown order.
    pub day: Day,
    /// What is the matter.
    pub what: Disagreement,
}

/// A set of facts folded up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeOnDay {
    /// What it is; `None` before its issue.
    pub life: Option<Life>,
    /// What did not simply act: redemptions by day, stamp and name; unknown orders last, by name.
    pub conflicts: Vec<Conflict>,
}

impl LifeFacts {
    /// Adds a fact; true where it was not known. Said again it keeps its first stamp.
    pub fn insert(&mut self, fact: LifeFact) -> bool {
        let place = self
            .facts
            .binary_search_by(|known| (&known.act, known.day).cmp(&(&fact.act, fact.day)));
        match place {
            Ok(at) => {
                if let Some(known) = self.facts.get_mut(at) {
                    known.written = known.written.min(fact.written);
                }
                false
            }
            Err(at) => {
                self.facts.insert(at, fact);
                true
            }
        }
    }

    /// Adds what another set knows.
    pub fn join(&mut self, other: &LifeFacts) {
        for fact in &other.facts {
            self.insert(fact.clone());
        }
    }

    /// All facts, by act and day.
    #[must_use]
    pub fn facts(&self) -> &[LifeFact] {
        &self.facts
    }

    /// Folds the facts of business days up to `day`. The rule's last day ends a coupon that has
    /// none of its own; it does not judge redemptions, for it may have been moved since.
    #[must_use]
    pub fn as_of(&self, day: Day, rule_last_day: Option<Day>) -> LifeOnDay {
        let known = Known::of(&self.facts, day);
        let (held, conflicts) = known.held();
        let life = known.issued.map(|issued| known.life(issued, held, day, rule_last_day));
        LifeOnDay { life, conflicts }
    }
}

/// A redemption where it stands among others: day, stamp, name.
type Place<'a> = (Day, Stamp, &'a Cause);

/// What the facts up to a day say.
#[derive(Default)]
struct Known<'a> {
    /// The first day of issue and the last of the last days.
    issued: Option<(Day, Option<Day>)>,
    /// Those that were not given back.
    redeemed: Vec<Place<'a>>,
    /// Not before the redemption, first returned first.
    back: Vec<(Day, &'a Cause)>,
    unknown: Vec<(Day, &'a Cause)>,
    voided: Option<(Day, Stamp, &'a Arc<str>)>,
}

impl<'a> Known<'a> {
    fn of(facts: &'a [LifeFact], day: Day) -> Known<'a> {
        let mut known = Known::default();
        let mut given_back = Vec::new();
        for of_one in facts.chunk_by(|one, two| one.act.is_same_thing(&two.act)) {
            let said = || of_one.iter().filter(|fact| fact.day <= day);
            let Some(first) = said().min_by_key(|fact| (fact.day, fact.written)) else { continue };
            match &first.act {
                LifeAct::Issued { .. } => {
                    known.issued = Some((first.day, longest_promise(said())));
                }
                LifeAct::Redeemed { order } => {
                    known.redeemed.push((first.day, first.written, order));
                }
                LifeAct::GivenBack { order } => given_back.push((first.day, order)),
                LifeAct::Voided { reason } => {
                    known.voided = Some((first.day, first.written, reason));
                }
            }
        }
        for (day, order) in given_back {
            match known.redeemed.iter().position(|(_, _, redeemed)| *redeemed == order) {
                Some(at) => {
                    let (redeemed, _, _) = known.redeemed.remove(at);
                    known.back.push((day.max(redeemed), order));
                }
                None => known.unknown.push((day, order)),
            }
        }
        known.redeemed.sort_unstable();
        known.back.sort_unstable();
        known
    }

    /// The order that holds the coupon, and why the others do not.
    fn held(&self) -> (Option<Place<'a>>, Vec<Conflict>) {
        let mut held: Option<Place<'a>> = None;
        let mut conflicts = Vec::new();
        for place in &self.redeemed {
            let (day, _, order) = *place;
            let holder = held.map(|(_, _, order)| Disagreement::HeldBy { order: order.clone() });
            match self.refused(place).or(holder) {
                Some(what) => conflicts.push(Conflict { order: order.clone(), day, what }),
                None => held = Some(*place),
            }
        }
        conflicts.extend(self.unknown.iter().map(|(day, order)| Conflict {
            order: (*order).clone(),
            day: *day,
            what: Disagreement::UnknownOrder,
        }));
        (held, conflicts)
    }

    fn refused(&self, (day, written, _): &Place<'a>) -> Option<Disagreement> {
        let Some((_, last_day)) = self.issued.filter(|(issued, _)| issued <= day) else {
            return Some(Disagreement::BeforeIssue);
        };
        if let Some(last_day) = last_day.filter(|last| last < day) {
            return Some(Disagreement::AfterLastDay { last_day });
        }
        let voided = self.voided.filter(|(on, at, _)| (on, at) < (day, written));
        voided.map(|(day, _, _)| Disagreement::AfterVoid { day })
    }

    fn life(
        &self,
        (issued, own_last_day): (Day, Option<Day>),
        held: Option<Place<'a>>,
        day: Day,
        rule_last_day: Option<Day>,
    ) -> Life {
        if let Some((day, _, order)) = held {
            return Life::Redeemed { order: order.clone(), day };
        }
        let last_day = own_last_day.or(rule_last_day);
        let back = self.back.last().map(|(day, order)| Back { order: (*order).clone(), day: *day });
        let voided = self.voided.filter(|(on, _, _)| last_day.is_none_or(|last| *on <= last));
        match (voided, last_day.filter(|last| *last < day)) {
            (Some((day, _, reason)), _) => Life::Voided { day, reason: reason.clone() },
            (None, Some(last_day)) => Life::Expired { last_day, back },
            (None, None) => Life::Issued { day: issued, last_day, back },
        }
    }
}

/// The last of the last days that were said; none is the longest.
fn longest_promise<'a>(said: impl Iterator<Item = &'a LifeFact>) -> Option<Day> {
    let mut longest = Some(Day::MIN);
    for fact in said {
        match &fact.act {
            LifeAct::Issued { last_day } => {
                longest = longest.zip(*last_day).map(|(one, two)| one.max(two));
            }
            LifeAct::Redeemed { .. } | LifeAct::GivenBack { .. } | LifeAct::Voided { .. } => {}
        }
    }
    longest
}

#[cfg(test)]
mod tests;
