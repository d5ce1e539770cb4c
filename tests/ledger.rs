//! The points ledger against vectors of an independent program, and its laws.

#[path = "support/vectors.rs"]
mod vectors;

use huitou::format::cases::ledger::answer;

#[test]
fn every_vector() {
    vectors::assert_vectors(include_str!("data/vectors/ledger.json"), answer);
}
