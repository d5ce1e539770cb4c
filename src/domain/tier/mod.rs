//! Tiers: a fold over days (semantics 5, 11).
//!
//! What decides the standing comes first and stands alone: [`ladder`] which totals fit which step,
//! [`rules`] what acts from which day on, [`purchases`] what was bought when, [`mod@fold`] the fold
//! itself, [`hand`] a tier by hand over it, [`mod@standing`] the answer as of a day, [`reach`] what
//! is missing. [`policy`] adds what a step is worth (names, prices, points), [`check`] says what is
//! wrong with what was typed. The rest asks the fold: [`mod@what_if`], [`outlook`], [`announce`];
//! [`preset`] and [`mod@propose`] make drafts.

pub mod announce;
pub mod check;
pub mod fold;
pub mod hand;
pub mod ladder;
pub mod outlook;
pub mod policy;
pub mod preset;
pub mod propose;
pub mod purchases;
pub mod reach;
pub mod rules;
pub mod standing;
pub mod what_if;

pub use announce::{Buying, past_return_on, rise_announced_on};
pub use check::{DraftError, Warning};
pub use fold::{Change, Folded, Reason, State, fold};
pub use hand::{HandTier, held};
pub use ladder::{Ladder, Minimums, Missing, Mode, Step, Totals};
pub use outlook::{FallAhead, fall_ahead};
pub use policy::{Policy, PolicyDraft, Right, Tier, TierDraft};
pub use propose::{Proposal, TooFew, propose};
pub use purchases::{Facts, OpeningFact, OrderFact, Purchases, RefundFact};
pub use reach::{Keep, Reach, to_keep, to_reach};
pub use rules::{Fall, Period, Rules, Term, Timeline};
pub use standing::{Correction, Standing, corrections, standing};
pub use what_if::{Member, Move, WhatIf, what_if};
