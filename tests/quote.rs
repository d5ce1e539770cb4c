//! Quotes against cases that others computed: the handed vectors, numbers that other engines publish,
//! and what users of those complain of.

#[path = "support/vectors.rs"]
mod vectors;

use huitou::format::cases::quote::answer;
use vectors::assert_vectors;

#[test]
fn the_handed_vectors() {
    assert_vectors(include_str!("data/vectors/quote.json"), answer);
}

/// Where the numbers come from, and whose rule is another: `tests/data/published/README.md`.
#[test]
fn numbers_that_other_engines_publish() {
    assert_vectors(include_str!("data/published/quote.json"), answer);
}

/// Which thread each row is from: `tests/data/complaints/README.md`.
#[test]
fn what_users_of_other_engines_complain_of() {
    assert_vectors(include_str!("data/complaints/quote.json"), answer);
}
