//! The loyalty engine against cases that others computed: the handed vectors, numbers that other
//! engines publish (`tests/data/published/README.md`), and what users of those complain of
//! (`tests/data/complaints/README.md`).

#[path = "support/vectors.rs"]
mod vectors;

use huitou::domain::money::Fen;
use huitou::domain::quote::allocation::allocate;
use huitou::format::cases::{ledger, quote, tiers};
use serde::Deserialize;
use vectors::assert_vectors;

#[test]
fn the_handed_vectors() {
    assert_vectors(include_str!("data/vectors/quote.json"), quote::answer);
    assert_vectors(include_str!("data/vectors/ledger.json"), ledger::answer);
    assert_vectors(include_str!("data/vectors/tiers.json"), tiers::answer);
}

#[test]
fn numbers_that_other_engines_publish() {
    assert_vectors(include_str!("data/published/quote.json"), quote::answer);
    assert_vectors(include_str!("data/published/ledger.json"), ledger::answer);
    assert_vectors(include_str!("data/published/tiers.json"), tiers::answer);
}

#[test]
fn what_users_of_other_engines_complain_of() {
    assert_vectors(include_str!("data/complaints/quote.json"), quote::answer);
    assert_vectors(include_str!("data/complaints/ledger.json"), ledger::answer);
    assert_vectors(include_str!("data/complaints/tiers.json"), tiers::answer);
}

/// An allocation that another engine publishes.
#[derive(Deserialize)]
struct Allocation {
    name: String,
    weights: Vec<i64>,
    amount: i64,
    shares: Vec<i64>,
    /// Not a case of ours: an amount below 0, or above the sum of the weights.
    #[serde(default)]
    outside: bool,
    /// Theirs names the shares without saying whose each is.
    #[serde(default)]
    unordered: bool,
}

#[test]
fn allocations_that_other_engines_publish() {
    let rows: Vec<Allocation> =
        serde_json::from_str(include_str!("data/published/prorate.json")).unwrap();
    let ours: Vec<&Allocation> = rows.iter().filter(|row| !row.outside).collect();
    assert!(ours.len() >= 10, "only {} allocations are of our kind", ours.len());
    for row in ours {
        let weights: Vec<Fen> = row.weights.iter().copied().map(Fen::from_minor).collect();
        let shares = allocate(Fen::from_minor(row.amount), &weights);
        let mut shares: Vec<i64> = shares.into_iter().map(Fen::minor).collect();
        let mut expected = row.shares.clone();
        if row.unordered {
            shares.sort_unstable();
            expected.sort_unstable();
        }
        assert_eq!(shares, expected, "{}", row.name);
    }
}
