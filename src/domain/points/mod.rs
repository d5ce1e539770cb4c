//! Points: a ledger of lots that is only ever added to (semantics 6).
//!
//! What happened is a [`PointsEvent`], with its rates and last day frozen when it became known
//! ([`Program`]). A [`Ledger`] is the fold of events: lots, debt, and one [`Entry`] for each change.
//! [`Facts`] are the events of several devices as one set, which folds to one ledger. Imported
//! history earns only by an act of its own ([`PastOrders`]).

pub mod earning;
mod entry;
mod event;
mod ledger;
mod lot;
mod merge;
mod past_orders;
mod program;
mod refund;
#[cfg(test)]
mod tests;

pub use earning::{EarningRates, Points, earned, returned};
pub use entry::{Entry, EntryKey, EntryKind};
pub use event::{Cause, Earning, EventKey, EventKind, PointsAct, PointsEvent};
pub use ledger::{Ledger, Refusal, Step, StepResult};
pub use lot::{LastDay, Lot, LotName, LotOrigin};
pub use merge::{Conflict, Disagreement, Fact, Facts, Replay};
pub use past_orders::{PastOrder, PastOrders, PastOutcome, PastRow};
pub use program::{Program, ProgramId, Validity};
