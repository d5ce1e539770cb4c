//! Customer groups (客户分组): rules over what is known of people, and who is in them.
//!
//! A [`Rule`] is a tree of [`Test`]s. A [`SegmentDraft`] may be wrong and says everything that is; a
//! [`Segment`] that was parsed from it cannot be. [`Groups`] lays out once what the tests read, in
//! columns over the places of people, keeps the answer of every test as one bit for each person, and
//! joins these 64 people at a time: of a changed rule only the tests that are new are asked.
//!
//! What is not known makes a test false, and its `Not` true. Nobody is in a group whom the book does
//! not tell of as of the day of the figures; who was joined stands where he was joined to.

mod bits;
mod columns;
mod draft;
mod goods;
mod groups;
mod never;
mod nodes;
mod offered;
mod outline;
mod person;
mod picked;
mod ready;
mod rule;
mod test;
#[cfg(test)]
mod tests;
mod view;
mod words;

use std::collections::BTreeMap;

use uuid::Uuid;

pub use bits::Bits;
pub use draft::{SegmentDraft, SegmentFault, SegmentWarning};
pub use groups::Groups;
pub use outline::{Joiner, Line, Said, outline};
pub use ready::Ready;
pub use rule::{Path, Rule};
pub use test::{CouponState, Figure, Mark, Product, Range, Span, Test, WordField};
pub use view::{Category, CouponFact, CouponUse, Handed, View};

/// A group as it is written down; what it is called by others is the rule that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupTerms {
    /// What the seller calls it.
    pub name: String,
    /// Who is in it.
    pub rule: Rule,
}

/// A group that the seller made: a UUID v7.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId(pub Uuid);

/// A group with a name. Made by [`SegmentDraft::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    id: SegmentId,
    name: Box<str>,
    rule: Rule,
}

impl Segment {
    /// Its id.
    #[must_use]
    pub const fn id(&self) -> SegmentId {
        self.id
    }

    /// What the seller calls it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who is in it.
    #[must_use]
    pub const fn rule(&self) -> &Rule {
        &self.rule
    }

    /// The group as a draft again, to be changed in a form.
    #[must_use]
    pub fn to_draft(&self) -> SegmentDraft {
        SegmentDraft { id: self.id, name: self.name.to_string(), rule: self.rule.clone() }
    }
}

/// All groups of a shop, by their ids: where [`Test::MemberOf`] looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Segments(BTreeMap<SegmentId, Segment>);

impl Segments {
    /// Puts a group in the place of the one with its id.
    pub fn put(&mut self, segment: Segment) {
        self.0.insert(segment.id, segment);
    }

    /// Takes a group out; tests that name it are false from then on.
    pub fn remove(&mut self, id: SegmentId) -> Option<Segment> {
        self.0.remove(&id)
    }

    /// The group with an id.
    #[must_use]
    pub fn get(&self, id: SegmentId) -> Option<&Segment> {
        self.0.get(&id)
    }

    /// All of them, by id: those that were made earlier first.
    pub fn iter(&self) -> impl Iterator<Item = &Segment> {
        self.0.values()
    }
}
