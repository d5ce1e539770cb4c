//! What the ledger writes: one entry for each change, never changed again.

use super::earning::{EarningRates, Points};
use super::event::Cause;
use super::program::ProgramId;
use crate::domain::day::Day;

/// What a change is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// An order earned.
    Earn,
    /// Points were spent, on an order or without one.
    Spend,
    /// A lot ended.
    Expire,
    /// A refund took back what the order had earned.
    Reverse,
    /// A refund gave back what was spent on the order.
    Return,
    /// A change by hand.
    Adjust,
}

/// What makes an entry the only one of its kind (semantics 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryKey {
    /// What caused it.
    pub cause: Cause,
    /// In which program.
    pub program: ProgramId,
    /// What it is.
    pub kind: EntryKind,
}

/// A change of the lots and of the debt.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What caused it: an event; of an expiry, the lot and its last day (`o1@2026-01-30`).
    pub cause: Cause,
    /// What it is.
    pub kind: EntryKind,
    /// When it acted; an expiry, the day after the last day of the lot.
    pub day: Day,
    /// By how much the lots changed, signed.
    pub points: Points,
    /// By how much the debt changed, signed: what is owed is above 0.
    pub debt: Points,
    /// The rates under which it was earned; only of [`EntryKind::Earn`].
    pub rates: Option<EarningRates>,
}

impl Entry {
    /// Its key in the ledger of `program`.
    #[must_use]
    pub fn key(&self, program: &ProgramId) -> EntryKey {
        EntryKey { cause: self.cause.clone(), program: program.clone(), kind: self.kind }
    }
}
