//! Points: a ledger of lots that is only ever added to (semantics 6).

pub mod earning;

pub use earning::{EarningRates, Points, earned, returned};
