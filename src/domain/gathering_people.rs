//! What the files of one import say of people: one statement for each, and one for each name of his
//! that does not hold.

use hashbrown::{HashMap, HashSet};

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

/// So many names of one person are kept; one with more is no person but a place for anybody.
const MOST_NAMES: usize = 64;

/// People while they are gathered, in the order in which they were first named.
#[derive(Debug, Default)]
pub(super) struct GatheredPeople {
    places: HashMap<Index, usize>,
    people: Vec<(Index, PersonFacts)>,
    /// Those of whom a row of a list speaks.
    listed: HashSet<Index>,
    /// Rows of lists on people of whom another row of them speaks.
    same_person_rows: u64,
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
            known.limit_names(MOST_NAMES);
        }
    }

    /// Counts a row of a list.
    pub(super) fn count_row(&mut self, customer: Index) {
        self.same_person_rows += u64::from(!self.listed.insert(customer));
    }

    /// Rows of lists that meet a person of whom another row of them speaks, in the same file or not:
    /// rows that were taken less these are people.
    pub(super) const fn same_person_rows(&self) -> u64 {
        self.same_person_rows
    }

    /// Makes them people of a shop that knows one import, and part of the import's id.
    pub(super) fn settle(self, shop: &mut Shop, digest: &mut SetDigest) {
        let mut out = Writer::default();
        for (customer, mut facts) in self.people {
            facts.tidy_names();
            // A name that did not hold is a statement of its own: nothing but that name.
            let others = std::mem::take(&mut facts.other_names);
            let named = |name| PersonFacts { name: Some(name), ..PersonFacts::default() };
            let mut record = PersonRecord::new(customer);
            for facts in std::iter::once(facts).chain(others.into_iter().map(named)) {
                out.clear();
                out.byte(PERSON);
                if let Some(key) = shop.tables.customer(customer) {
                    write_customer(key, &mut out);
                }
                write_facts(&facts, &mut out);
                digest.add(out.bytes());
                record.add(&[Source::Import(Index::at(0))], facts);
            }
            shop.people.push(&record);
        }
    }
}
