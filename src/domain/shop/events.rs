//! What the seller did with people, beside the orders.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use hashbrown::HashMap;
use uuid::Uuid;

use super::Shop;
use crate::domain::card::Card;
use crate::domain::day::Day;
use crate::domain::event::{Deed, Event, EventId};
use crate::domain::intern::Index;
use crate::domain::packed::Writer;
use crate::domain::packed_event::{EventHead, read_event, read_event_head, write_event};
use crate::domain::person::PersonFacts;
use crate::domain::shelf::Shelf;

/// Records of events, and where each stands.
#[derive(Clone, Debug, Default)]
pub(in crate::domain) struct Events {
    pub(super) shelf: Shelf,
    /// Built when first asked for: opening a book does not need them.
    by_id: OnceCell<BTreeMap<EventId, u32>>,
    by_customer: OnceCell<HashMap<Index, Vec<u32>>>,
}

impl Events {
    /// How many places there are.
    pub(in crate::domain) fn len(&self) -> usize {
        self.shelf.len()
    }

    fn heads(&self) -> impl Iterator<Item = (u32, EventHead)> {
        let head = |(at, bytes)| Some((at as u32, read_event_head(bytes)?));
        self.shelf.iter().filter_map(head)
    }

    fn ids(&self) -> &BTreeMap<EventId, u32> {
        self.by_id.get_or_init(|| self.heads().map(|(at, head)| (head.id, at)).collect())
    }

    fn of_customer(&self, customer: Index) -> &[u32] {
        let places = self.by_customer.get_or_init(|| {
            let mut places: HashMap<Index, Vec<u32>> = HashMap::new();
            for (at, head) in self.heads() {
                for customer in [head.customer, head.other].into_iter().flatten() {
                    places.entry(customer).or_default().push(at);
                }
            }
            places
        });
        places.get(&customer).map_or(&[], Vec::as_slice)
    }

    /// Where an event stands.
    pub(in crate::domain) fn find(&self, id: EventId) -> Option<usize> {
        self.ids().get(&id).map(|at| *at as usize)
    }

    /// Where the events of an act stand.
    pub(in crate::domain) fn of_act(&self, act: Uuid) -> Vec<usize> {
        let first = EventId { act, ordinal: 0 };
        let last = EventId { act, ordinal: u32::MAX };
        self.ids().range(first..=last).map(|(_, at)| *at as usize).collect()
    }

    /// Puts a record at its place; an event is never another one later.
    pub(super) fn put(&mut self, position: usize, record: &[u8]) -> Option<Event> {
        let event = read_event(record)?;
        let is_new = match self.shelf.get(position).and_then(read_event_head) {
            Some(known) if known.id != event.id => return None,
            Some(_) => false,
            None => true,
        };
        if is_new {
            let at = position as u32;
            if let Some(ids) = self.by_id.get_mut() {
                ids.insert(event.id, at);
            }
            if let Some(places) = self.by_customer.get_mut() {
                let (customer, other) = event.deed.customers();
                for customer in [customer, other].into_iter().flatten() {
                    places.entry(customer).or_default().push(at);
                }
            }
        }
        self.shelf.put(position, record);
        Some(event)
    }

    /// Adds a record behind the last.
    pub(super) fn push(&mut self, event: &Event) {
        let mut out = Writer::default();
        write_event(event, &mut out);
        self.shelf.put(self.shelf.len(), out.bytes());
        self.by_id.take();
        self.by_customer.take();
    }

    /// True where each stands once.
    pub(super) fn is_unique(&self) -> bool {
        self.heads().all(|(at, head)| self.find(head.id) == Some(at as usize))
    }

    /// The record at a place as it is packed.
    pub(in crate::domain) fn packed(&self, position: usize) -> Option<&[u8]> {
        self.shelf.get(position)
    }

    /// The event at a place.
    pub(in crate::domain) fn event(&self, position: usize) -> Option<Event> {
        read_event(self.shelf.get(position)?)
    }

    /// True where anything is booked about nobody.
    pub(super) fn has_any_of_shop(&self) -> bool {
        self.heads().any(|(_, head)| head.is_booking && head.customer.is_none())
    }

    /// Those that are booked about nobody, undone ones included.
    pub(super) fn of_shop(&self) -> impl Iterator<Item = Event> {
        let is_of_shop = |bytes: &&[u8]| {
            let head = read_event_head(bytes);
            head.is_some_and(|head| head.is_booking && head.customer.is_none())
        };
        self.shelf.iter().map(|(_, bytes)| bytes).filter(is_of_shop).filter_map(read_event)
    }

    /// Those that join two, undone ones included.
    pub(super) fn joins(&self) -> impl Iterator<Item = Event> {
        let is_join = |bytes: &&[u8]| read_event_head(bytes).is_some_and(|head| head.is_join);
        self.shelf.iter().map(|(_, bytes)| bytes).filter(is_join).filter_map(read_event)
    }
}

impl Shop {
    /// All events with their places, undone ones included.
    pub fn events(&self) -> impl Iterator<Item = (usize, Event)> + '_ {
        self.events.shelf.iter().filter_map(|(at, bytes)| Some((at, read_event(bytes)?)))
    }

    /// Everything that was booked, undone events included.
    pub fn bookings(&self) -> impl Iterator<Item = Event> + '_ {
        let is_booking = |bytes: &&[u8]| read_event_head(bytes).is_some_and(|it| it.is_booking);
        let shelf = self.events.shelf.iter().map(|(_, bytes)| bytes);
        shelf.filter(is_booking).filter_map(read_event)
    }

    /// How many places events stand at.
    pub(in crate::domain) fn event_places(&self) -> usize {
        self.events.shelf.len()
    }

    /// The event at a place, where something was booked by it.
    pub(in crate::domain) fn booking_at(&self, position: usize) -> Option<Event> {
        let bytes = self.events.shelf.get(position)?;
        read_event_head(bytes).filter(|it| it.is_booking).and_then(|_| read_event(bytes))
    }

    /// The event at a place.
    #[must_use]
    pub fn event(&self, position: usize) -> Option<Event> {
        self.events.event(position)
    }

    /// What was done with the person that a customer's key belongs to, the latest first, undone
    /// events included.
    #[must_use]
    pub fn events_of(&self, customer: Index) -> Vec<Event> {
        let mut events = self.told_of(&self.members(customer));
        events.reverse();
        events
    }

    /// Events that speak of these customers, the earliest first.
    fn told_of(&self, customers: &[Index]) -> Vec<Event> {
        let places = customers.iter().flat_map(|it| self.events.of_customer(*it));
        let mut events: Vec<Event> = places.filter_map(|at| self.event(*at as usize)).collect();
        events.sort_unstable_by_key(Event::order);
        events.dedup_by_key(|event| event.id);
        events
    }

    /// The card of the person that a customer's key belongs to: what lists say of all his keys,
    /// joined, and over it what the seller wrote.
    #[must_use]
    pub fn card(&self, customer: Index) -> Card {
        self.card_of(&self.members(customer)).unwrap_or_default()
    }

    /// The card that several people would have as one.
    #[must_use]
    pub fn card_of_all(&self, people: &[Index]) -> Card {
        let all: Vec<Index> = people.iter().flat_map(|it| self.members(*it)).collect();
        self.card_of(&all).unwrap_or_default()
    }

    /// The card; `None` where neither a list nor the seller says anything for it.
    fn card_of(&self, members: &[Index]) -> Option<Card> {
        self.card_with(members, |member| self.listed(member))
    }

    /// The card as it would be if lists said this of a customer.
    pub(in crate::domain) fn card_if(&self, customer: Index, facts: &PersonFacts) -> Card {
        let members = self.members(customer);
        let said = |member| match member == customer {
            true => Some(facts.clone()),
            false => self.listed(member),
        };
        self.card_with(&members, said).unwrap_or_default()
    }

    fn card_with(
        &self,
        members: &[Index],
        listed: impl Fn(Index) -> Option<PersonFacts>,
    ) -> Option<Card> {
        let mut listed = members.iter().filter_map(|member| listed(*member));
        let mut card = listed.next().map(Card::of_lists);
        for facts in listed {
            if let Some(card) = &mut card {
                card.facts.join(&facts);
            }
        }
        if self.events.len() == 0 {
            card.iter_mut().for_each(|card| card.facts.tidy_names());
            return card;
        }
        let listed = card.as_ref().and_then(|card| card.facts.name.clone());
        for event in self.told_of(members).iter().filter(|event| event.stands()) {
            if let Deed::Edited { entry, .. } = &event.deed {
                card.get_or_insert_default().write(entry);
            }
        }
        if let Some(card) = &mut card {
            card.facts.hold_over(listed);
        }
        card
    }

    /// True where the seller said that two are not one person.
    #[must_use]
    pub fn are_apart(&self, a: Index, b: Index) -> bool {
        let (a, b) = (self.person_of(a), self.person_of(b));
        let told = self.told_of(&self.members(a));
        told.iter().filter(|event| event.stands()).any(|event| match event.deed {
            Deed::Apart { a: one, b: other } => {
                let pair = [self.person_of(one), self.person_of(other)];
                pair == [a, b] || pair == [b, a]
            }
            Deed::Edited { .. }
            | Deed::Contacted { .. }
            | Deed::Joined { .. }
            | Deed::Met { .. }
            | Deed::Booked { .. } => false,
        })
    }

    /// What is known of the person that a customer's key belongs to, beside his orders: what lists
    /// say, with the seller's entries over it. `None` where nobody says anything.
    #[must_use]
    pub fn person(&self, customer: Index) -> Option<PersonFacts> {
        self.card_of(&self.members(customer)).map(|card| card.facts)
    }

    /// Who is known by the event at a place, and since when.
    pub(super) fn met_since(&self, position: usize) -> Option<(usize, Day)> {
        self.met_by(&self.event(position)?)
    }

    /// Who is known by an event, and since when.
    pub(super) fn met_by(&self, event: &Event) -> Option<(usize, Day)> {
        let customer = event.deed.introduces().filter(|_| event.stands())?;
        Some((self.person_of(customer).position(), event.day))
    }
}
