//! Who is one person under several keys, as the seller said (semantics 2).

use hashbrown::HashMap;

use super::Shop;
use crate::domain::event::{Deed, Event, EventId};
use crate::domain::intern::Index;
use crate::domain::stamp::Stamp;

/// Customers who stand under another one. Everybody else stands under himself.
#[derive(Clone, Debug, Default)]
pub(super) struct Persons {
    kept: HashMap<Index, Index>,
    /// Everybody under those who have somebody under them, themselves first.
    members: HashMap<Index, Vec<Index>>,
}

impl Persons {
    /// What the joins come to that stand, the earliest first.
    pub(super) fn of(shop: &Shop) -> Persons {
        let mut joins: Vec<(Stamp, EventId, Index, Index)> = Vec::new();
        for event in shop.events.joins().filter(Event::stands) {
            if let Deed::Joined { kept, other } = event.deed {
                joins.push((event.stamp, event.id, kept, other));
            }
        }
        joins.sort_unstable();
        let mut persons = Persons::default();
        for (_, _, kept, other) in joins {
            persons.join(kept, other);
        }
        persons.settle();
        persons
    }

    fn root(&self, customer: Index) -> Index {
        let mut root = customer;
        while let Some(above) = self.kept.get(&root) {
            root = *above;
        }
        root
    }

    fn join(&mut self, kept: Index, other: Index) {
        let (root, under) = (self.root(kept), self.root(other));
        if root != under {
            self.kept.insert(under, root);
        }
        // The way up stays short, however long a chain is.
        for customer in [kept, other].into_iter().filter(|it| *it != root) {
            self.kept.insert(customer, root);
        }
    }

    fn settle(&mut self) {
        let mut all: Vec<Index> = self.kept.keys().copied().collect();
        all.sort_unstable();
        for customer in all {
            let root = self.root(customer);
            self.kept.insert(customer, root);
            self.members.entry(root).or_insert_with(|| vec![root]).push(customer);
        }
    }

    /// Under whom somebody stands.
    pub(super) fn person_of(&self, customer: Index) -> Index {
        if self.kept.is_empty() {
            return customer;
        }
        self.kept.get(&customer).copied().unwrap_or(customer)
    }
}

impl Shop {
    /// The person that a customer's key belongs to: the place under which his orders, his card and
    /// his figures stand.
    #[must_use]
    pub fn person_of(&self, customer: Index) -> Index {
        self.columns.persons.person_of(customer)
    }

    /// All keys of the person that a customer's key belongs to, the one he stands under first.
    #[must_use]
    pub fn members(&self, customer: Index) -> Vec<Index> {
        let person = self.person_of(customer);
        let members = self.columns.persons.members.get(&person);
        members.cloned().unwrap_or_else(|| vec![person])
    }
}
