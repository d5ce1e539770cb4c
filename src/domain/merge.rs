//! Two shops become one: an import into the book, a backup into the book, two phones.
//!
//! Facts are joined by their id, fields that may be edited by their stamp, and an import that was
//! undone stays undone where the undoing is the later act. So merging is commutative, associative
//! and idempotent, and a merge that brings nothing new changes nothing.

mod events;
mod people;

use hashbrown::HashMap;

use super::change::{Change, ChangeWriter, Collection, write_customer, write_receiver};
use super::id::ImportId;
use super::import::{Import, write_import};
use super::intern::Index;
use super::packed_order::write_order;
use super::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Source, Unnumbered};
use super::shop::{Profile, Shop, write_profile};
use super::sighting::{Content, Named, RowConflict};
use super::tables::{GrowingTables, Translation};
use people::PeopleMerged;

/// What a merge does to the orders and the people of the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MergeCounts {
    /// Orders that the book did not have.
    pub new: u64,
    /// Orders of the book of which more is known now.
    pub updated: u64,
    /// Orders that say nothing new.
    pub unchanged: u64,
    /// Orders in conflict: they become no part of the shop, or drop out of it.
    pub conflicting: u64,
    /// People of a list whom the book did not know, neither by an order nor by a list.
    pub people_new: u64,
    /// People of the book of whom more is known now.
    pub people_updated: u64,
    /// People of whom a list says nothing new.
    pub people_unchanged: u64,
    /// What the seller said or did with people that the book did not know.
    pub events_new: u64,
    /// What he said that was taken back, or taken up again, later than here.
    pub events_updated: u64,
    /// What he said that the book knows as it is.
    pub events_unchanged: u64,
}

/// A merge that is worked out and not yet done.
#[derive(Clone, Debug)]
pub struct Merge {
    /// What it puts into the book.
    pub change: Change,
    /// What that means for its orders.
    pub counts: MergeCounts,
    /// Conflicts of orders, by their place in the shop that is merged in.
    pub conflicts: HashMap<usize, RowConflict>,
}

/// Works out what merging `other` into `shop` changes.
#[must_use]
pub fn merge(shop: &Shop, other: &Shop) -> Merge {
    merge_with(shop, other, other.imports())
}

/// The same, with the imports of `other` as they stand in `theirs`.
pub(super) fn merge_with(shop: &Shop, other: &Shop, theirs: &[Import]) -> Merge {
    let mut merging = Merging::begin_with(shop, other, theirs);
    while merging.step(usize::MAX) {}
    merging.finish()
}

/// A merge on its way, a bounded number of records at a time: a page that merges a year of orders
/// has to stay alive.
#[derive(Debug)]
pub struct Merging<'a> {
    shop: &'a Shop,
    other: &'a Shop,
    tables: GrowingTables<'a>,
    translation: Translation<'a>,
    /// The place here of each import there.
    places: Vec<Index>,
    /// The imports as they will be, and which of them differ from those of the book.
    imports: Vec<Import>,
    changed_imports: Vec<usize>,
    /// Those that were handed in again elsewhere: what they say is later now.
    retold: Vec<Source>,
    profile: Option<Profile>,
    orders: ChangeWriter,
    /// Records of orders that undone imports took something from, before anything is added.
    purged: HashMap<usize, OrderRecord>,
    /// Where the next new order stands.
    next: usize,
    people: PeopleMerged,
    /// Where the next new event stands.
    next_event: usize,
    events: ChangeWriter,
    counts: MergeCounts,
    conflicts: HashMap<usize, RowConflict>,
    /// The next order of the other shop, behind them the next person, behind them the next event.
    at: usize,
}

impl<'a> Merging<'a> {
    /// Begins to merge `other` into `shop`.
    #[must_use]
    pub fn begin(shop: &'a Shop, other: &'a Shop) -> Merging<'a> {
        Merging::begin_with(shop, other, other.imports())
    }

    /// The same, with the imports of `other` as they stand in `theirs`.
    pub(super) fn begin_with(shop: &'a Shop, other: &'a Shop, theirs: &[Import]) -> Merging<'a> {
        let mut merging = Merging::new(shop, other);
        merging.take_imports(theirs);
        merging.take_profile();
        merging
    }

    /// Takes in about so many records; false when all are in.
    pub fn step(&mut self, records: usize) -> bool {
        let orders = self.other.orders.len();
        let people = orders + self.other.people.len();
        let all = people + self.other.events.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(event) = self.at.checked_sub(people) {
                self.take_event_at(event);
            } else if let Some(person) = self.at.checked_sub(orders) {
                self.take_person_at(person);
            } else if let Some(record) = self.other.record(self.at) {
                self.take_order(self.at, &record);
            }
            self.at += 1;
        }
        self.at < all
    }

    fn new(shop: &'a Shop, other: &'a Shop) -> Merging<'a> {
        Merging {
            shop,
            other,
            tables: GrowingTables::new(shop.tables()),
            translation: Translation::new(other.tables()),
            places: Vec::with_capacity(other.imports().len()),
            imports: shop.imports().to_vec(),
            changed_imports: Vec::new(),
            retold: Vec::new(),
            profile: None,
            orders: ChangeWriter::new(false),
            purged: HashMap::new(),
            next: shop.orders.len(),
            people: PeopleMerged::new(shop),
            next_event: shop.events.len(),
            events: ChangeWriter::new(false),
            counts: MergeCounts::default(),
            conflicts: HashMap::new(),
            at: 0,
        }
    }

    fn take_imports(&mut self, theirs: &[Import]) {
        let known: HashMap<ImportId, usize> =
            self.imports.iter().enumerate().map(|(at, import)| (import.id, at)).collect();
        let mut undone_here = Vec::new();
        for import in theirs {
            let at = known.get(&import.id).copied().unwrap_or(self.imports.len());
            self.places.push(Index::at(at));
            match self.imports.get_mut(at) {
                Some(ours) => {
                    let before = ours.clone();
                    ours.state.merge(&import.state);
                    if *ours != before {
                        self.changed_imports.push(at);
                        self.retold.push(Source::Import(Index::at(at)));
                        if before.state.value.present && !ours.state.value.present {
                            undone_here.push(Source::Import(Index::at(at)));
                        }
                    }
                }
                None => {
                    self.imports.push(import.clone());
                    self.changed_imports.push(at);
                }
            }
        }
        if !undone_here.is_empty() {
            self.purge(&undone_here);
            self.purge_people(&undone_here);
        }
    }

    /// Takes back what imports said that were undone elsewhere.
    fn purge(&mut self, undone: &[Source]) {
        for (at, mut record) in self.shop.records() {
            let statements = |record: &OrderRecord| -> usize {
                record.sightings.iter().map(|sighting| sighting.sources.len()).sum()
            };
            let before = statements(&record);
            record.retain_sources(|source| !undone.contains(&source));
            if statements(&record) != before {
                self.put_order(at, &record);
                self.purged.insert(at, record);
            }
        }
    }

    fn take_profile(&mut self) {
        let mut profile = self.shop.profile().clone();
        profile.merge(self.other.profile());
        self.profile = (profile != *self.shop.profile()).then_some(profile);
    }

    fn take_order(&mut self, at: usize, theirs: &OrderRecord) {
        let key = self.key(&theirs.key);
        let place = self.shop.find_order(&key);
        let ours = place
            .and_then(|place| self.purged.get(&place).cloned().or_else(|| self.shop.record(place)));
        let mut record = ours.clone().unwrap_or_else(|| OrderRecord::new(key));
        for sighting in &theirs.sightings {
            let sources: Vec<Source> =
                sighting.sources.iter().filter_map(|source| self.source(*source)).collect();
            if !sources.is_empty() {
                let content = self.content(&sighting.content);
                record.add(&sources, content);
            }
        }
        record.marks.merge(&theirs.marks);
        if record.sightings.is_empty() && !record.is_touched() {
            return;
        }
        self.count(at, ours.as_ref(), &record);
        if ours.as_ref() == Some(&record) && !self.is_retold(record.sources()) {
            return;
        }
        let place = place.unwrap_or_else(|| {
            self.next += 1;
            self.next - 1
        });
        self.put_order(place, &record);
    }

    fn count(&mut self, at: usize, ours: Option<&OrderRecord>, merged: &OrderRecord) {
        if merged.sightings.is_empty() {
            // A mark of the seller on an order whose import was undone: no order, no conflict.
            return;
        }
        let after = merged.joined(&self.tables, &self.imports);
        if let Some(conflict) = after.conflict() {
            self.counts.conflicting += 1;
            self.conflicts.insert(at, conflict);
            return;
        }
        let before = ours.map(|ours| (ours.joined(&self.tables, self.shop.imports()), &ours.marks));
        match before {
            Some((before, marks)) if before.conflict().is_none() => {
                if before == after && *marks == merged.marks {
                    self.counts.unchanged += 1;
                } else {
                    self.counts.updated += 1;
                }
            }
            Some(_) | None => self.counts.new += 1,
        }
    }

    /// True where what is said may hold otherwise, though nobody says anything new.
    fn is_retold(&self, mut sources: impl Iterator<Item = Source>) -> bool {
        !self.retold.is_empty() && sources.any(|source| self.retold.contains(&source))
    }

    /// A source there as one here; `None` where that import was undone.
    fn source(&self, source: Source) -> Option<Source> {
        match source {
            Source::Hand => Some(Source::Hand),
            Source::Import(at) => {
                let at = *self.places.get(at.position())?;
                let import = self.imports.get(at.position())?;
                import.state.value.present.then_some(Source::Import(at))
            }
        }
    }

    fn key(&mut self, key: &OrderKey) -> OrderKey {
        let (translation, tables) = (&mut self.translation, &mut self.tables);
        let name = match key.name {
            OrderName::Numbered(OrderNumber::Text(at)) => {
                OrderName::Numbered(OrderNumber::Text(translation.text(at, tables)))
            }
            OrderName::Unnumbered(it) => OrderName::Unnumbered(Unnumbered {
                customer: it.customer.map(|at| translation.customer(at, tables)),
                ..it
            }),
            name @ (OrderName::Numbered(OrderNumber::Digits { .. }) | OrderName::ByHand(_)) => name,
        };
        OrderKey { platform: key.platform, name }
    }

    fn content(&mut self, content: &Content) -> Content {
        let (translation, tables) = (&mut self.translation, &mut self.tables);
        let mut content = content.clone();
        if let Named::One(at) = &mut content.named {
            *at = translation.customer(*at, tables);
        }
        if let Some(held) = &mut content.held {
            let texts = [&mut held.region, &mut held.item, &mut held.remark, &mut held.channel];
            for at in texts.into_iter().flatten() {
                *at = translation.text(*at, tables);
            }
            if let Some(at) = &mut held.receiver {
                *at = translation.receiver(*at, tables);
            }
        }
        for line in &mut content.lines {
            for at in [&mut line.sku, &mut line.item].into_iter().flatten() {
                *at = translation.text(*at, tables);
            }
        }
        content.lines.sort_unstable();
        content
    }

    fn put_order(&mut self, at: usize, record: &OrderRecord) {
        let vacant = record.sightings.is_empty() && !record.is_touched();
        self.orders.put(Collection::Orders, at, |out| {
            if !vacant {
                write_order(record, out);
            }
        });
    }

    /// What the merge comes to, behind the last step.
    #[must_use]
    pub fn finish(mut self) -> Merge {
        let mut change = ChangeWriter::new(false);
        put_added(&self.tables, &mut change);
        self.changed_imports.sort_unstable();
        for at in &self.changed_imports {
            if let Some(import) = self.imports.get(*at) {
                change.put(Collection::Imports, *at, |out| write_import(import, out));
            }
        }
        change.append(self.orders);
        change.append(self.people.records);
        change.append(self.events);
        if let Some(profile) = &self.profile {
            change.put(Collection::Profile, 0, |out| write_profile(profile, out));
        }
        Merge { change: change.finish(), counts: self.counts, conflicts: self.conflicts }
    }
}

/// Puts what is new in the tables.
pub(super) fn put_added(tables: &GrowingTables<'_>, change: &mut ChangeWriter) {
    for (at, text) in tables.texts.added() {
        change.put(Collection::Texts, at, |out| out.raw(text.as_bytes()));
    }
    for (at, customer) in tables.customers.added() {
        change.put(Collection::Customers, at, |out| write_customer(customer, out));
    }
    for (at, receiver) in tables.receivers.added() {
        change.put(Collection::Receivers, at, |out| write_receiver(receiver, out));
    }
}

/// The change that makes any book this shop, written in steps.
#[derive(Debug)]
pub struct Replacing<'a> {
    other: &'a Shop,
    change: ChangeWriter,
    /// The next order, behind them the next person, behind them the next event.
    at: usize,
}

impl<'a> Replacing<'a> {
    /// Begins with what orders name.
    #[must_use]
    pub fn begin(other: &'a Shop) -> Replacing<'a> {
        let mut change = ChangeWriter::new(true);
        let tables = other.tables();
        for (at, text) in tables.texts.values().iter().enumerate() {
            change.put(Collection::Texts, at, |out| out.raw(text.as_bytes()));
        }
        for (at, customer) in tables.customers.values().iter().enumerate() {
            change.put(Collection::Customers, at, |out| write_customer(customer, out));
        }
        for (at, receiver) in tables.receivers.values().iter().enumerate() {
            change.put(Collection::Receivers, at, |out| write_receiver(receiver, out));
        }
        for (at, import) in other.imports().iter().enumerate() {
            change.put(Collection::Imports, at, |out| write_import(import, out));
        }
        Replacing { other, change, at: 0 }
    }

    /// Writes about so many records; false when all are written.
    pub fn step(&mut self, records: usize) -> bool {
        let orders = self.other.orders.len();
        let people = orders + self.other.people.len();
        let all = people + self.other.events.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(event) = self.at.checked_sub(people) {
                if let Some(record) = self.other.events.packed(event) {
                    self.change.put(Collection::Events, event, |out| out.raw(record));
                }
            } else if let Some(person) = self.at.checked_sub(orders) {
                if let Some(record) = self.other.people.packed(person) {
                    self.change.put(Collection::People, person, |out| out.raw(record));
                }
            } else if let Some(record) = self.other.orders.get(self.at) {
                self.change.put(Collection::Orders, self.at, |out| out.raw(record));
            }
            self.at += 1;
        }
        self.at < all
    }

    /// The change, behind the last step.
    #[must_use]
    pub fn finish(mut self) -> Change {
        let profile = self.other.profile();
        self.change.put(Collection::Profile, 0, |out| write_profile(profile, out));
        self.change.finish()
    }
}

/// The change that makes any book this shop: every record as it stands.
#[must_use]
pub fn replacement(other: &Shop) -> Change {
    let mut replacing = Replacing::begin(other);
    while replacing.step(usize::MAX) {}
    replacing.finish()
}
