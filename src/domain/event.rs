//! What the seller does, event by event: edits of a card, contacts, who is one person with whom, what
//! is booked for him (tiers, points, coupons) and the rules of that. Events are only ever added; what they mean is computed from those that stand.

use uuid::Uuid;

use super::card::CardEntry;
use super::day::Day;
use super::intern::Index;
use super::loyalty::Booking;
use super::node::{Node, Noded};
use super::stamp::{Stamp, Stamped};

pub use super::way::Way;

/// An event: the act it belongs to, and its place within it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId {
    /// The act: a UUID v7, shared by all events of one tap.
    pub act: Uuid,
    /// Its place within the act.
    pub ordinal: u32,
}

/// What came of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// Wants more of the goods.
    WantsRestock,
    /// Asked for a later day.
    Later,
    /// Nobody answered.
    NoAnswer,
    /// Wants no more calls.
    DoNotCall,
    /// A talk without a result of its own.
    Talked,
    /// Something was sent; nothing came back yet.
    Sent,
    /// Something else.
    Other,
    /// Asked, looked, and left without an order (SG13, PR2).
    LeftWithoutOrder,
}

impl Outcome {
    /// All of them, each at the place of its number.
    pub const ALL: [Outcome; 8] = [
        Outcome::WantsRestock,
        Outcome::Later,
        Outcome::NoAnswer,
        Outcome::DoNotCall,
        Outcome::Talked,
        Outcome::Sent,
        Outcome::Other,
        Outcome::LeftWithoutOrder,
    ];

    /// Its number, which stands in books and never changes.
    #[must_use]
    pub const fn number(self) -> u8 {
        self as u8
    }

    /// The outcome of a number.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Outcome> {
        Outcome::ALL.get(usize::from(number)).copied()
    }
}

/// A call, a message, a visit (CU2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contact {
    /// How.
    pub way: Way,
    /// What came of it.
    pub outcome: Outcome,
    /// What was said, or empty.
    pub note: Box<str>,
    /// The day to come back to it.
    pub next: Option<Day>,
}

/// What was done. Customers are named by the place of their key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A field of a card was given a value, or cleared.
    Edited {
        /// Whose card.
        customer: Index,
        /// The field and its value.
        entry: CardEntry,
    },
    /// A customer was contacted.
    Contacted {
        /// Who.
        customer: Index,
        /// How, and what came of it.
        contact: Contact,
    },
    /// Two keys are one person.
    Joined {
        /// The one under whom both stand from now on.
        kept: Index,
        /// The other one.
        other: Index,
    },
    /// Two who look alike are not one person.
    Apart {
        /// One.
        a: Index,
        /// The other.
        b: Index,
    },
    /// Someone was put into the book by hand.
    Met {
        /// Who.
        customer: Index,
    },
    /// Something was booked: a rule of the shop, a tier by hand, points, a coupon.
    Booked {
        /// Whom it is about, if anybody.
        customer: Option<Index>,
        /// And whom else.
        other: Option<Index>,
        /// What, as it is written down: what it means is asked with [`Event::booking`], by
        /// whoever wants to know.
        booking: Node,
    },
}

impl Deed {
    /// Whom it is about.
    #[must_use]
    pub const fn customers(&self) -> (Option<Index>, Option<Index>) {
        match self {
            Deed::Edited { customer, .. }
            | Deed::Contacted { customer, .. }
            | Deed::Met { customer } => (Some(*customer), None),
            Deed::Joined { kept, other } => (Some(*kept), Some(*other)),
            Deed::Apart { a, b } => (Some(*a), Some(*b)),
            Deed::Booked { customer, other, .. } => (*customer, *other),
        }
    }

    /// Who is known by it, though neither an order nor a list may speak of him: that two are one
    /// person, or not, says nothing of either.
    #[must_use]
    pub const fn introduces(&self) -> Option<Index> {
        match self {
            Deed::Edited { customer, .. }
            | Deed::Contacted { customer, .. }
            | Deed::Met { customer } => Some(*customer),
            Deed::Booked { customer, .. } => *customer,
            Deed::Joined { .. } | Deed::Apart { .. } => None,
        }
    }

    /// The same with other places for its customers.
    #[must_use]
    pub fn translated(self, mut place: impl FnMut(Index) -> Index) -> Deed {
        match self {
            Deed::Edited { customer, entry } => Deed::Edited { customer: place(customer), entry },
            Deed::Contacted { customer, contact } => {
                Deed::Contacted { customer: place(customer), contact }
            }
            Deed::Joined { kept, other } => Deed::Joined { kept: place(kept), other: place(other) },
            Deed::Apart { a, b } => Deed::Apart { a: place(a), b: place(b) },
            Deed::Met { customer } => Deed::Met { customer: place(customer) },
            Deed::Booked { customer, other, booking } => Deed::Booked {
                customer: customer.map(&mut place),
                other: other.map(&mut place),
                booking,
            },
        }
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its name.
    pub id: EventId,
    /// When, in the order that all devices agree on.
    pub stamp: Stamp,
    /// The business day.
    pub day: Day,
    /// Milliseconds since 1970, to show the hour.
    pub at_ms: u64,
    /// What was done.
    pub deed: Deed,
    /// Taken back. The later of undoing and redoing holds.
    pub undone: Stamped<bool>,
}

impl Event {
    /// True unless it is taken back.
    #[must_use]
    pub const fn stands(&self) -> bool {
        !self.undone.value
    }

    /// What is booked by it; `None` where nothing is, or nothing that this app knows.
    #[must_use]
    pub fn booking(&self) -> Option<Booking> {
        match &self.deed {
            Deed::Booked { booking, .. } => Booking::from_node(booking),
            Deed::Edited { .. }
            | Deed::Contacted { .. }
            | Deed::Joined { .. }
            | Deed::Apart { .. }
            | Deed::Met { .. } => None,
        }
    }

    /// What events are ordered by.
    #[must_use]
    pub const fn order(&self) -> (Stamp, EventId) {
        (self.stamp, self.id)
    }

    /// Takes over a later undoing or redoing of the same event, and what was written down first of
    /// it: an issuing rule that two devices ran makes one event of two days.
    pub fn merge(&mut self, other: Event) {
        let mut undone = self.undone.clone();
        undone.merge(&other.undone);
        if other.written() < self.written() {
            *self = other;
        }
        self.undone = undone;
    }

    /// When it was written down, in an order that no two ways of telling it share.
    fn written(&self) -> (Stamp, Day, u64) {
        (self.stamp, self.day, self.at_ms)
    }
}
