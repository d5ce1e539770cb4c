//! The people of two shops become one: by their key, statement by statement.

use hashbrown::HashMap;

use super::Merging;
use crate::domain::change::ChangeWriter;
use crate::domain::intern::Index;
use crate::domain::person::PersonFacts;
use crate::domain::person_record::PersonRecord;
use crate::domain::record::Source;
use crate::domain::shop::{Shop, put_person};

/// What a merge makes of people.
#[derive(Debug)]
pub(super) struct PeopleMerged {
    pub(super) records: ChangeWriter,
    /// Records that undone imports took something from, before anything is added.
    purged: HashMap<usize, PersonRecord>,
    /// Where the next new record stands.
    next: usize,
}

impl PeopleMerged {
    pub(super) fn new(shop: &Shop) -> PeopleMerged {
        PeopleMerged {
            records: ChangeWriter::new(false),
            purged: HashMap::new(),
            next: shop.people.len(),
        }
    }
}

impl Merging<'_> {
    /// Takes back what imports said of people that were undone elsewhere.
    pub(super) fn purge_people(&mut self, undone: &[Source]) {
        for (at, record) in self.shop.people_without(undone) {
            put_person(&mut self.people.records, at, &record);
            self.people.purged.insert(at, record);
        }
    }

    /// Takes in what the other shop's lists say of the person at a place.
    pub(super) fn take_person_at(&mut self, at: usize) {
        if let Some(record) = self.other.person_record(at) {
            self.take_person(record);
        }
    }

    fn take_person(&mut self, theirs: PersonRecord) {
        let mut said = Vec::with_capacity(theirs.sightings.len());
        for sighting in theirs.sightings {
            let sources: Vec<Source> =
                sighting.sources.iter().filter_map(|source| self.source(*source)).collect();
            if !sources.is_empty() {
                said.push((sources, sighting.facts));
            }
        }
        if said.is_empty() {
            return;
        }
        let customer = self.translation.customer(theirs.customer, &mut self.tables);
        let place = self.shop.people.find(customer);
        let ours = place.and_then(|place| {
            let purged = self.people.purged.get(&place).cloned();
            purged.or_else(|| self.shop.person_record(place))
        });
        let mut record = ours.clone().unwrap_or_else(|| PersonRecord::new(customer));
        for (sources, facts) in said {
            record.add(&sources, facts);
        }
        self.count_person(ours.as_ref(), &record);
        if ours.as_ref() == Some(&record) && !self.is_retold(record.sources()) {
            return;
        }
        let place = place.unwrap_or_else(|| {
            self.people.next += 1;
            self.people.next - 1
        });
        put_person(&mut self.people.records, place, &record);
    }

    /// True where what lists say now changes the card: what the seller wrote on it holds, and our
    /// own file tells it again.
    fn is_news(&self, customer: Index, before: &PersonFacts, after: &PersonFacts) -> bool {
        before != after && self.shop.card_if(customer, before) != self.shop.card_if(customer, after)
    }

    fn count_person(&mut self, ours: Option<&PersonRecord>, merged: &PersonRecord) {
        let before = ours.map(|ours| ours.joined(self.shop.imports())).unwrap_or_default();
        let after = merged.joined(&self.imports);
        if !is_known(self.shop, merged.customer) {
            self.counts.people_new += 1;
        } else if self.is_news(merged.customer, &before, &after) {
            self.counts.people_updated += 1;
        } else {
            self.counts.people_unchanged += 1;
        }
    }
}

fn is_known(shop: &Shop, customer: Index) -> bool {
    shop.is_known(shop.person_of(customer).position())
}
