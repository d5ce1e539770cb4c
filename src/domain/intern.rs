//! Tables that give equal values one small number.

use std::hash::{BuildHasher, Hash};
use std::num::NonZeroU32;

use hashbrown::{DefaultHashBuilder, Equivalent, HashTable};

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

/// Values in the order in which they were first seen, each held once.
#[derive(Clone, Debug)]
pub struct Interner<T> {
    /// Positions in `values`, found by the hash of the value.
    positions: HashTable<u32>,
    values: Vec<T>,
    /// The hash of each value, so that a growing table does not read all texts again.
    hashes: Vec<u64>,
    hasher: DefaultHashBuilder,
}

impl<T> Default for Interner<T> {
    fn default() -> Self {
        Interner {
            positions: HashTable::new(),
            values: Vec::new(),
            hashes: Vec::new(),
            hasher: DefaultHashBuilder::default(),
        }
    }
}

impl<T: Eq + Hash> Interner<T> {
    /// The place of `value`, which is added where it is new.
    pub fn intern(&mut self, value: T) -> Index {
        let hash = self.hasher.hash_one(&value);
        match self.find(hash, &value) {
            Some(known) => known,
            None => self.add(hash, value),
        }
    }

    /// The place of a value that is looked up in borrowed form; `make` is asked only where it is
    /// new, so that a repeated text costs no allocation. Both forms must hash alike.
    pub fn intern_ref<Q>(&mut self, value: &Q, make: impl FnOnce() -> T) -> Index
    where
        Q: Equivalent<T> + Hash + ?Sized,
    {
        let hash = self.hasher.hash_one(value);
        match self.find(hash, value) {
            Some(known) => known,
            None => self.add(hash, make()),
        }
    }

    /// The place of a value in borrowed form, where it stands in the table.
    #[must_use]
    pub fn find_ref<Q>(&self, value: &Q) -> Option<Index>
    where
        Q: Equivalent<T> + Hash + ?Sized,
    {
        self.find(self.hasher.hash_one(value), value)
    }

    fn find<Q>(&self, hash: u64, value: &Q) -> Option<Index>
    where
        Q: Equivalent<T> + ?Sized,
    {
        let is_value =
            |at: &u32| self.values.get(*at as usize).is_some_and(|known| value.equivalent(known));
        self.positions.find(hash, is_value).map(|at| Index::at(*at as usize))
    }

    fn add(&mut self, hash: u64, value: T) -> Index {
        let at = self.values.len();
        self.values.push(value);
        self.hashes.push(hash);
        let rehash = |at: &u32| self.hashes.get(*at as usize).copied().unwrap_or_default();
        self.positions.insert_unique(hash, at as u32, rehash);
        Index::at(at)
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

    /// All values, first seen first, without the table.
    #[must_use]
    pub fn into_values(self) -> Vec<T> {
        self.values
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
