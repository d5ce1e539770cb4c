//! The people of whom lists speak, beside the orders.

use std::cell::OnceCell;

use hashbrown::HashMap;

use super::Shop;
use crate::domain::change::{ChangeWriter, Collection};
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::packed::Writer;
use crate::domain::packed_person::{read_person, read_person_customer, write_person};
use crate::domain::person::PersonFacts;
use crate::domain::person_record::PersonRecord;
use crate::domain::record::Source;
use crate::domain::shelf::Shelf;

/// Records of people, and where each stands.
#[derive(Clone, Debug, Default)]
pub(in crate::domain) struct People {
    pub(super) shelf: Shelf,
    /// Places by customer. Built when first asked for: opening a book does not need it.
    places: OnceCell<HashMap<Index, u32>>,
}

impl People {
    /// How many places there are, vacant ones included.
    pub(in crate::domain) fn len(&self) -> usize {
        self.shelf.len()
    }

    /// Where the record of a customer stands.
    pub(in crate::domain) fn find(&self, customer: Index) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let customer = |(at, bytes)| Some((read_person_customer(bytes)?, at as u32));
            self.shelf.iter().filter_map(customer).collect()
        });
        let at = *places.get(&customer)? as usize;
        let stands = |bytes| read_person_customer(bytes) == Some(customer);
        self.shelf.get(at).is_some_and(stands).then_some(at)
    }

    /// Puts a record at its place; empty = vacant.
    pub(super) fn put(&mut self, position: usize, record: &[u8]) -> Option<()> {
        if !record.is_empty() {
            let customer = read_person(record)?.customer;
            if let Some(places) = self.places.get_mut() {
                places.insert(customer, position as u32);
            }
        }
        self.shelf.put(position, record);
        Some(())
    }

    /// Adds a record behind the last.
    pub(in crate::domain) fn push(&mut self, record: &PersonRecord) {
        let mut out = Writer::default();
        write_person(record, &mut out);
        self.shelf.put(self.shelf.len(), out.bytes());
        self.places.take();
    }

    /// True where everybody stands once.
    pub(super) fn is_unique(&self) -> bool {
        let mut records = self.shelf.iter();
        records.all(|(at, bytes)| {
            read_person_customer(bytes).and_then(|customer| self.find(customer)) == Some(at)
        })
    }

    /// The record at a place as it is packed.
    pub(in crate::domain) fn packed(&self, position: usize) -> Option<&[u8]> {
        self.shelf.get(position)
    }

    pub(in crate::domain) fn record(&self, position: usize) -> Option<PersonRecord> {
        read_person(self.shelf.get(position)?)
    }
}

impl Shop {
    /// How many people the book tells of, by orders or by lists. Reads one column, no record.
    #[must_use]
    pub fn people_count(&self) -> u64 {
        self.known_since().iter().filter(|since| **since != Day::MAX).count() as u64
    }

    /// True where it tells of anybody.
    #[must_use]
    pub fn has_people(&self) -> bool {
        self.known_since().iter().any(|since| *since != Day::MAX)
    }

    /// All records of people with their places.
    pub fn people_records(&self) -> impl Iterator<Item = (usize, PersonRecord)> + '_ {
        self.people.shelf.iter().filter_map(|(at, bytes)| Some((at, read_person(bytes)?)))
    }

    /// The record of a person at a place.
    #[must_use]
    pub fn person_record(&self, position: usize) -> Option<PersonRecord> {
        self.people.record(position)
    }

    /// Everybody of whom a list speaks, with all that is said of him joined.
    pub fn people(&self) -> impl Iterator<Item = (Index, PersonFacts)> + '_ {
        self.people_records().map(|(_, record)| (record.customer, record.joined(self.imports())))
    }

    /// What lists say of a customer under this key, joined; `None` where none speaks of him.
    #[must_use]
    pub fn listed(&self, customer: Index) -> Option<PersonFacts> {
        let record = self.people.record(self.people.find(customer)?)?;
        Some(record.joined(self.imports()))
    }

    /// Who is known by the list of people at a place, and since when.
    pub(super) fn listed_since(&self, position: usize) -> Option<(usize, Day)> {
        let record = self.person_record(position)?;
        Some((self.person_of(record.customer).position(), record.known_since()))
    }

    /// The records from which these sources take something back, without it.
    pub(in crate::domain) fn people_without(
        &self,
        gone: &[Source],
    ) -> impl Iterator<Item = (usize, PersonRecord)> {
        self.people_records().filter_map(|(at, mut record)| {
            record.retain_sources(|source| !gone.contains(&source)).then_some((at, record))
        })
    }
}

/// Puts a person's record; one of whom nobody says anything any more makes its place vacant.
pub(in crate::domain) fn put_person(
    change: &mut ChangeWriter,
    position: usize,
    record: &PersonRecord,
) {
    change.put(Collection::People, position, |out| {
        if !record.sightings.is_empty() {
            write_person(record, out);
        }
    });
}
