//! What the rows of one file have already said of a person.

use std::hash::Hash;

use hashbrown::{Equivalent, HashSet};

use crate::domain::intern::Index;

/// Remembers what was said of whom, so that a file of a hundred thousand orders says each thing of
/// a buyer once.
#[derive(Clone, Debug, Default)]
pub struct SaidSet {
    known: HashSet<Said>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Said {
    customer: Index,
    words: Box<str>,
}

#[derive(Hash)]
struct SaidRef<'a> {
    customer: Index,
    words: &'a str,
}

impl Equivalent<Said> for SaidRef<'_> {
    fn equivalent(&self, other: &Said) -> bool {
        self.customer == other.customer && *self.words == *other.words
    }
}

impl SaidSet {
    /// True the first time.
    pub fn is_news(&mut self, customer: Index, words: &str) -> bool {
        if self.known.contains(&SaidRef { customer, words }) {
            return false;
        }
        self.known.insert(Said { customer, words: words.into() })
    }
}
