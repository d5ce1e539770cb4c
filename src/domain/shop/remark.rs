//! Under which remark name the seller keeps a customer, what he does not know of him yet, and who of
//! the shop looks after whom.

use hashbrown::HashSet;

use super::Shop;
use crate::domain::address_form::{Named, remark_names};
use crate::domain::card::{Card, CardEntry, CardField};
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::event::{Deed, Event};
use crate::domain::intern::Index;

/// What the channel of an order that is sent on says where it is sold on Taobao.
const TAOBAO: [&str; 2] = ["淘宝", "taobao"];

impl Shop {
    /// The remark name of a person (NM1), told apart from those of everybody else whose card the
    /// seller wrote on (NM3). Who is only known from orders and lists has no remark name yet that
    /// it could be mistaken for.
    #[must_use]
    pub fn remark_name(&self, customer: Index) -> String {
        let person = self.person_of(customer);
        let default = self.profile().remark_suffix.value.as_ref();
        let mut people = self.written_on();
        people.retain(|it| *it != person);
        people.insert(0, person);
        let cards: Vec<(Index, Card)> = people.into_iter().map(|it| (it, self.card(it))).collect();
        let named = cards.iter().map(|(at, card)| self.named(*at, card));
        let named: Vec<Named<'_>> = named.collect();
        remark_names(&named, default).into_iter().next().unwrap_or_default()
    }

    /// What first contact should have found out of a person and did not (CU3), by all his keys.
    #[must_use]
    pub fn unknown_of(&self, customer: Index) -> Vec<CardField> {
        let members = self.members(customer);
        let mut keys = members.iter().filter_map(|it| self.customers().get(it.position()));
        let has_phone = keys.any(|key| matches!(key, CustomerKey::Phone(_)));
        self.card(customer).unknown(has_phone)
    }

    fn named<'a>(&'a self, at: Index, card: &'a Card) -> Named<'a> {
        let label = self.customers().get(at.position()).map_or("", CustomerKey::label);
        // Only of who has goods sent on does it matter.
        let sells_on_taobao = card.modes.dropship && self.sells_on_taobao(at);
        Named { card, label, sells_on_taobao }
    }

    /// True where he is known by a nick of Taobao, or an order of his is sold on there.
    fn sells_on_taobao(&self, person: Index) -> bool {
        let is_nick =
            |key: &CustomerKey| matches!(key, CustomerKey::Nick { platform: Platform::Taobao, .. });
        let keys = self.members(person);
        let mut keys = keys.iter().filter_map(|it| self.customers().get(it.position()));
        let sold_on = |place: usize| {
            let record = self.record(place)?;
            let held = record.joined(self.tables(), self.imports()).held?;
            let channel = self.text(held.channel).to_lowercase();
            Some(TAOBAO.iter().any(|it| channel.contains(it)))
        };
        keys.any(is_nick) || self.orders_of(person).into_iter().any(|it| sold_on(it) == Some(true))
    }

    /// Everybody on whose card the seller wrote something that stands, each once, by his place.
    fn written_on(&self) -> Vec<Index> {
        let edited = self.edits().map(|(customer, _)| self.person_of(customer));
        let mut people: Vec<Index> = edited.collect::<HashSet<_>>().into_iter().collect();
        people.sort_unstable();
        people
    }

    fn edits(&self) -> impl Iterator<Item = (Index, CardEntry)> + '_ {
        let edit = |event: Event| match event.deed {
            Deed::Edited { customer, entry } if !event.undone.value => Some((customer, entry)),
            Deed::Edited { .. }
            | Deed::Contacted { .. }
            | Deed::Joined { .. }
            | Deed::Apart { .. }
            | Deed::Met { .. }
            | Deed::Booked { .. } => None,
        };
        self.events().filter_map(move |(_, event)| edit(event))
    }

    /// The names of those who look after customers (CU14), sorted, each once.
    #[must_use]
    pub fn owners(&self) -> Vec<Box<str>> {
        let owner = |(_, entry)| match entry {
            CardEntry::Owner(name) if !name.is_empty() => Some(name),
            _ => None,
        };
        let mut owners: Vec<Box<str>> = self.edits().filter_map(owner).collect();
        owners.sort_unstable();
        owners.dedup();
        owners
    }
}
