//! Tables that give equal values one small number.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;
use std::num::NonZeroU32;

/// The place of a value in an [`Interner`], or of a row in a column.
///
/// Held as place + 1, so that an `Option<Index>` is four bytes: rows carry many of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Index(NonZeroU32);

impl Index {
    /// As a position in a column.
    #[must_use]
    pub const fn position(self) -> usize {
        self.0.get() as usize - 1
    }

    /// From a position in a column. Positions past `u32::MAX` do not occur: a book of four
    /// thousand million rows does not fit into memory.
    #[must_use]
    pub const fn at(position: usize) -> Index {
        Index(NonZeroU32::MIN.saturating_add(position as u32))
    }
}

/// Values in the order in which they were first seen, each once.
#[derive(Clone, Debug)]
pub struct Interner<T> {
    places: HashMap<T, Index>,
    values: Vec<T>,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner { places: HashMap::new(), values: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Interner<T> {
    /// The place of `value`, which is added where it is new.
    pub fn intern(&mut self, value: T) -> Index {
        let next = Index::at(self.values.len());
        match self.places.entry(value) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                self.values.push(new.key().clone());
                *new.insert(next)
            }
        }
    }

    /// The place of a value that may be looked up in borrowed form; `make` is asked only where
    /// it is new, so that a repeated text costs no allocation.
    pub fn intern_ref<Q>(&mut self, value: &Q, make: impl FnOnce() -> T) -> Index
    where
        T: std::borrow::Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        match self.places.get(value) {
            Some(known) => *known,
            None => self.intern(make()),
        }
    }

    /// The value at a place of this table.
    #[must_use]
    pub fn get(&self, index: Index) -> Option<&T> {
        self.values.get(index.position())
    }

    /// All values, first seen first.
    #[must_use]
    pub fn values(&self) -> &[T] {
        &self.values
    }

    /// How many different values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// True before the first value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}
