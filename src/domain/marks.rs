//! What the seller said of an order beside what files tell. No file ever overwrites it.
//!
//! A refund by hand does not come on top of what files tell of refunds: the next file of the same
//! platform tells the same refund again. So an order's refund is the greater of the two: the most
//! that any file tells, and the sum of what the seller wrote down.

use uuid::Uuid;

use super::day::Day;
use super::money::Fen;
use super::order::{OrderMoney, is_counted};
use super::sighting::Content;
use super::stamp::{Stamp, Stamped};

/// A refund that the seller wrote down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandRefund {
    /// Its id, a UUID v7.
    pub id: Uuid,
    /// The day of it.
    pub day: Day,
    /// How much.
    pub amount_fen: Fen,
    /// Why, or empty.
    pub note: Box<str>,
    /// When it was written down.
    pub stamp: Stamp,
    /// Taken back.
    pub undone: Stamped<bool>,
}

/// What the seller said of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// Leave it out of all figures (test, brushed, reseller bulk).
    pub left_out: Stamped<bool>,
    /// The seller's own note.
    pub note: Stamped<Box<str>>,
    /// It was cancelled, and on which day.
    pub cancelled: Stamped<Option<Day>>,
    /// Refunds, sorted by their id.
    pub refunds: Vec<HandRefund>,
}

impl Marks {
    /// True before the seller said anything.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Marks::default()
    }

    /// Takes over what is later, field by field, and refunds that are not known yet.
    pub fn merge(&mut self, other: &Marks) {
        self.left_out.merge(&other.left_out);
        self.note.merge(&other.note);
        self.cancelled.merge(&other.cancelled);
        for theirs in &other.refunds {
            match self.refunds.iter_mut().find(|ours| ours.id == theirs.id) {
                Some(ours) => ours.undone.merge(&theirs.undone),
                None => self.refunds.push(theirs.clone()),
            }
        }
        self.refunds.sort_unstable_by_key(|refund| refund.id);
    }

    /// The highest counter of any stamp.
    #[must_use]
    pub fn highest_counter(&self) -> u64 {
        let refunds = self.refunds.iter().flat_map(|it| [it.stamp, it.undone.stamp]);
        let fields = [self.left_out.stamp, self.note.stamp, self.cancelled.stamp];
        refunds.chain(fields).map(|stamp| stamp.counter).max().unwrap_or_default()
    }

    /// Refunds by hand that stand, as of a day.
    pub fn refunds_as_of(&self, as_of: Day) -> impl Iterator<Item = &HandRefund> {
        self.refunds.iter().filter(move |it| !it.undone.value && it.day <= as_of)
    }

    /// The sum of refunds by hand, as of a day.
    #[must_use]
    pub fn refunded_fen(&self, as_of: Day) -> Fen {
        let amounts = self.refunds_as_of(as_of).map(|refund| refund.amount_fen);
        amounts.fold(Fen::ZERO, Fen::saturating_add)
    }

    /// True where it was cancelled up to a day.
    #[must_use]
    pub fn is_cancelled(&self, as_of: Day) -> bool {
        self.cancelled.value.is_some_and(|day| day <= as_of)
    }

    /// The last day on which the seller cancelled it or gave something back. Before it less is
    /// known of the order; from it on, everything.
    #[must_use]
    pub fn last_dated(&self) -> Option<Day> {
        let refunds = self.refunds_as_of(Day::MAX).map(|refund| refund.day);
        refunds.chain(self.cancelled.value).max()
    }

    /// The money of an order under these marks, as of a day.
    #[must_use]
    pub fn money(&self, content: &Content, as_of: Day) -> OrderMoney {
        let money = content.money();
        if self.refunds.is_empty() {
            return money;
        }
        OrderMoney { refund_fen: money.refund_fen.max(self.refunded_fen(as_of)), ..money }
    }

    /// True where an order counts under these marks (semantics 2), as of a day.
    #[must_use]
    pub fn counts(&self, content: &Content, as_of: Day) -> bool {
        let left_out = self.left_out.value || self.is_cancelled(as_of);
        let money = || self.money(content, as_of);
        content.conflict().is_none()
            && content.held.is_some_and(|held| is_counted(held.status, money(), left_out))
    }
}
