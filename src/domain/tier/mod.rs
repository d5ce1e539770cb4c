//! Tiers: a fold over days (semantics 5, 11).
//!
//! What decides the standing comes first and stands alone: [`ladder`] which totals fit which step,
//! [`rules`] what acts from which day on, [`purchases`] what was bought when, [`mod@fold`] the fold
//! itself, [`hand`] a tier by hand over it, [`standing`] the answer as of a day.

pub mod announce;
pub mod fold;
pub mod hand;
pub mod ladder;
pub mod purchases;
pub mod reach;
pub mod rules;
pub mod standing;

pub use announce::{Buying, past_return_on, rise_announced_on};
pub use fold::{Change, Folded, Reason, State, fold};
pub use hand::{HandTier, held};
pub use ladder::{Ladder, Minimums, Missing, Mode, Step, Totals};
pub use purchases::{Facts, OpeningFact, OrderFact, Purchases, RefundFact};
pub use reach::{Keep, Reach, to_keep, to_reach};
pub use rules::{Fall, Period, Rules, Term, Timeline};
pub use standing::{Correction, Standing, corrections, standing};
