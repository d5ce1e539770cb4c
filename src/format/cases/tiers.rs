//! The runner `tiers`.
