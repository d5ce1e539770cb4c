//! What the files of one import say of people: one statement for each.

use hashbrown::HashMap;

use super::change::write_customer;
use super::id::SetDigest;
use super::intern::Index;
use super::packed::Writer;
use super::packed_person::write_facts;
use super::person::{Birthday, PersonFacts};
use super::person_record::PersonRecord;
use super::record::Source;
use super::shop::Shop;
use super::tables::LookUp;

/// What stands before a person in the bytes of which an import's id is made; an order begins with
/// the number of its platform there.
const PERSON: u8 = 0xff;

/// People while they are gathered, in the order in which they were first named.
#[derive(Debug, Default)]
pub(super) struct GatheredPeople {
    places: HashMap<Index, usize>,
    people: Vec<(Index, PersonFacts)>,
}

impl GatheredPeople {
    /// Joins one more row's statement, without a birthday that cannot be one.
    pub(super) fn add(&mut self, customer: Index, mut facts: PersonFacts) {
        let stands = |it: Birthday| Birthday::new(it.year, it.month, it.day, it.is_lunar);
        facts.birthday = facts.birthday.and_then(stands);
        let at = *self.places.entry(customer).or_insert(self.people.len());
        if at == self.people.len() {
            self.people.push((customer, PersonFacts::default()));
        }
        if let Some((_, known)) = self.people.get_mut(at) {
            known.join(&facts);
        }
    }

    /// Makes them people of a shop that knows one import, and part of the import's id.
    pub(super) fn settle(self, shop: &mut Shop, digest: &mut SetDigest) {
        let mut out = Writer::default();
        for (customer, facts) in self.people {
            out.clear();
            out.byte(PERSON);
            if let Some(key) = shop.tables.customer(customer) {
                write_customer(key, &mut out);
            }
            write_facts(&facts, &mut out);
            digest.add(out.bytes());
            let mut record = PersonRecord::new(customer);
            record.add(&[Source::Import(Index::at(0))], facts);
            shop.people.push(&record);
        }
    }
}
