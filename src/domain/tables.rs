//! The tables that texts, customers and receivers stand in, and growing them without touching them.

use std::hash::Hash;

use hashbrown::Equivalent;

use super::customer::CustomerKey;
use super::intern::{Index, Interner};
use super::observation::Receiver;

/// Values that records name by their place.
#[derive(Clone, Debug, Default)]
pub struct Tables {
    /// Customers by their key.
    pub customers: Interner<CustomerKey>,
    /// Names of goods, SKUs, regions, remarks, order numbers that are no digits.
    pub texts: Interner<Box<str>>,
    /// Receivers.
    pub receivers: Interner<Receiver>,
}

/// Where a place can be looked up.
pub trait LookUp {
    /// A text; empty for a place that is not there.
    fn text(&self, at: Index) -> &str;
    /// A receiver.
    fn receiver(&self, at: Index) -> Option<&Receiver>;
    /// A customer.
    fn customer(&self, at: Index) -> Option<&CustomerKey>;
}

impl LookUp for Tables {
    fn text(&self, at: Index) -> &str {
        self.texts.get(at).map_or("", |text| text)
    }

    fn receiver(&self, at: Index) -> Option<&Receiver> {
        self.receivers.get(at)
    }

    fn customer(&self, at: Index) -> Option<&CustomerKey> {
        self.customers.get(at)
    }
}

/// A table and what is about to be added to it.
#[derive(Debug)]
pub struct Growing<'a, T> {
    base: &'a Interner<T>,
    added: Interner<T>,
}

impl<'a, T: Eq + Hash + Clone> Growing<'a, T> {
    /// Nothing added yet.
    #[must_use]
    pub fn new(base: &'a Interner<T>) -> Growing<'a, T> {
        Growing { base, added: Interner::default() }
    }

    /// The place of a value, which will be added where it is new.
    pub fn place(&mut self, value: &T) -> Index {
        self.place_ref(value, || value.clone())
    }

    /// The place of a value in borrowed form.
    pub fn place_ref<Q>(&mut self, value: &Q, make: impl FnOnce() -> T) -> Index
    where
        Q: Equivalent<T> + Hash + ?Sized,
    {
        match self.base.find_ref(value) {
            Some(known) => known,
            None => {
                let added = self.added.intern_ref(value, make);
                Index::at(self.base.len() + added.position())
            }
        }
    }

    /// The value at a place.
    #[must_use]
    pub fn get(&self, at: Index) -> Option<&T> {
        match at.position().checked_sub(self.base.len()) {
            None => self.base.get(at),
            Some(added) => self.added.get(Index::at(added)),
        }
    }

    /// What is new, with the places it will have.
    pub fn added(&self) -> impl Iterator<Item = (usize, &T)> {
        (self.base.len()..).zip(self.added.values())
    }
}

/// [`Tables`] and what is about to be added to them.
#[derive(Debug)]
pub struct GrowingTables<'a> {
    /// Customers.
    pub customers: Growing<'a, CustomerKey>,
    /// Texts.
    pub texts: Growing<'a, Box<str>>,
    /// Receivers.
    pub receivers: Growing<'a, Receiver>,
}

impl<'a> GrowingTables<'a> {
    /// Nothing added yet.
    #[must_use]
    pub fn new(base: &'a Tables) -> GrowingTables<'a> {
        GrowingTables {
            customers: Growing::new(&base.customers),
            texts: Growing::new(&base.texts),
            receivers: Growing::new(&base.receivers),
        }
    }
}

impl LookUp for GrowingTables<'_> {
    fn text(&self, at: Index) -> &str {
        self.texts.get(at).map_or("", |text| text)
    }

    fn receiver(&self, at: Index) -> Option<&Receiver> {
        self.receivers.get(at)
    }

    fn customer(&self, at: Index) -> Option<&CustomerKey> {
        self.customers.get(at)
    }
}

/// Places of one set of tables as places of another, each translated once and only when asked:
/// what no record names does not travel.
#[derive(Debug)]
pub struct Translation<'a> {
    from: &'a Tables,
    customers: Vec<Option<Index>>,
    texts: Vec<Option<Index>>,
    receivers: Vec<Option<Index>>,
}

impl<'a> Translation<'a> {
    /// From these tables.
    #[must_use]
    pub fn new(from: &'a Tables) -> Translation<'a> {
        Translation {
            from,
            customers: vec![None; from.customers.len()],
            texts: vec![None; from.texts.len()],
            receivers: vec![None; from.receivers.len()],
        }
    }

    /// The place of a customer in `into`. A place that is not there stays as it is.
    pub fn customer(&mut self, at: Index, into: &mut GrowingTables<'_>) -> Index {
        let value = self.from.customers.get(at);
        translate(&mut self.customers, at, value, &mut into.customers)
    }

    /// The place of a text in `into`.
    pub fn text(&mut self, at: Index, into: &mut GrowingTables<'_>) -> Index {
        translate(&mut self.texts, at, self.from.texts.get(at), &mut into.texts)
    }

    /// The place of a receiver in `into`.
    pub fn receiver(&mut self, at: Index, into: &mut GrowingTables<'_>) -> Index {
        let value = self.from.receivers.get(at);
        translate(&mut self.receivers, at, value, &mut into.receivers)
    }
}

fn translate<T: Eq + Hash + Clone>(
    known: &mut [Option<Index>],
    at: Index,
    value: Option<&T>,
    into: &mut Growing<'_, T>,
) -> Index {
    let (Some(slot), Some(value)) = (known.get_mut(at.position()), value) else { return at };
    *slot.get_or_insert_with(|| into.place(value))
}
