//! Tiers: a fold over days (semantics 5).
