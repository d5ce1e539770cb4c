//! Finding an order by its key. Built when first asked for: opening a book does not need it.

use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use crate::domain::packed_order::read_order_key;
use crate::domain::record::OrderKey;
use crate::domain::shelf::Shelf;

/// Places of orders by the hash of their key; the keys themselves stay packed on the shelf.
#[derive(Clone, Debug, Default)]
pub(super) struct OrderIndex {
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl OrderIndex {
    /// The index of a shelf.
    pub(super) fn of(shelf: &Shelf) -> OrderIndex {
        let hasher = DefaultHashBuilder::default();
        let mut hashed = Vec::with_capacity(shelf.len());
        for (at, bytes) in shelf.iter() {
            if let Some(key) = read_order_key(bytes) {
                hashed.push((hasher.hash_one(key), at as u32));
            }
        }
        let mut places = HashTable::with_capacity(hashed.len());
        for (hash, at) in hashed {
            // There is room for all of them: nothing is ever hashed again here.
            places.insert_unique(hash, at, |_| hash);
        }
        OrderIndex { places, hasher }
    }

    /// The place of a key; a place that has become vacant or holds another order is not it.
    pub(super) fn find(&self, key: &OrderKey, shelf: &Shelf) -> Option<usize> {
        let is_it =
            |at: &u32| shelf.get(*at as usize).and_then(read_order_key).as_ref() == Some(key);
        self.places.find(self.hasher.hash_one(key), is_it).map(|at| *at as usize)
    }

    /// Remembers an order that is about to be put at a place. `shelf` still is as before.
    pub(super) fn insert(&mut self, key: &OrderKey, position: usize, shelf: &Shelf) {
        if self.find(key, shelf) == Some(position) {
            return;
        }
        let hasher = &self.hasher;
        let rehash = |at: &u32| {
            let key = shelf.get(*at as usize).and_then(read_order_key);
            // A vacant place is found by nobody, wherever it stands.
            key.map_or(0, |key| hasher.hash_one(key))
        };
        self.places.insert_unique(hasher.hash_one(key), position as u32, rehash);
    }
}
