//! The order in which a backup lists what it holds: it follows from what the records say, never
//! from where they stand in the book.

use crate::domain::day::Day;
use crate::domain::id::OrderId;
use crate::domain::intern::{Index, Interner};
use crate::domain::record::{OrderKey, OrderName, OrderNumber, OrderRecord, Unnumbered};
use crate::domain::shop::Shop;
use crate::domain::sighting::Named;

/// For each place of a table of the book its place in the backup; `None` = no record names it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranks {
    /// Place in the backup, by place in the book.
    ranks: Vec<Option<u32>>,
    /// Place in the book, by place in the backup.
    pub(super) order: Vec<u32>,
}

impl Ranks {
    /// The named values of a table, sorted.
    fn of<T: Ord + std::hash::Hash>(table: &Interner<T>, named: &[bool]) -> Ranks {
        let at = |at: u32| table.get(Index::at(at as usize));
        let is_named = |at: &u32| named.get(*at as usize).copied().unwrap_or(false);
        let mut order: Vec<u32> = (0..table.len() as u32).filter(is_named).collect();
        order.sort_unstable_by(|a, b| at(*a).cmp(&at(*b)));
        Ranks::from_order(order, table.len())
    }

    fn from_order(order: Vec<u32>, places: usize) -> Ranks {
        let mut ranks = vec![None; places];
        for (rank, at) in (0..).zip(&order) {
            if let Some(place) = ranks.get_mut(*at as usize) {
                *place = Some(rank);
            }
        }
        Ranks { ranks, order }
    }

    /// The place in the backup.
    pub(super) fn rank(&self, at: Index) -> Option<u32> {
        self.ranks.get(at.position()).copied().flatten()
    }
}

/// The order of everything in a backup.
#[derive(Clone, Debug, Default)]
pub(super) struct Sorted {
    pub(super) customers: Ranks,
    pub(super) texts: Ranks,
    pub(super) receivers: Ranks,
    pub(super) imports: Ranks,
    /// Places of the people.
    pub(super) people: Vec<u32>,
    /// Places of the events.
    pub(super) events: Vec<u32>,
    /// Places of the orders.
    pub(super) orders: Vec<u32>,
}

impl Sorted {
    /// Looks through the whole book once.
    pub(super) fn of(shop: &Shop) -> Sorted {
        let tables = shop.tables();
        let mut named = NamedPlaces {
            customers: vec![false; tables.customers.len()],
            texts: vec![false; tables.texts.len()],
            receivers: vec![false; tables.receivers.len()],
        };
        let mut keys = Vec::with_capacity(shop.order_count() as usize);
        for (at, record) in shop.records() {
            named.note(&record);
            keys.push((record.key, at as u32));
        }
        let mut people = Vec::new();
        for (at, record) in shop.people_records() {
            mark(&mut named.customers, Some(record.customer));
            people.push((record.customer, at as u32));
        }
        let mut events = Vec::new();
        for (at, event) in shop.events() {
            let (customer, other) = event.deed.customers();
            mark(&mut named.customers, customer);
            mark(&mut named.customers, other);
            events.push((event.id, at as u32));
        }
        events.sort_unstable();
        let imports = shop.imports();
        let mut by_id: Vec<u32> = (0..imports.len() as u32).collect();
        by_id.sort_unstable_by_key(|at| imports.get(*at as usize).map(|import| import.id));
        let mut sorted = Sorted {
            customers: Ranks::of(&tables.customers, &named.customers),
            texts: Ranks::of(&tables.texts, &named.texts),
            receivers: Ranks::of(&tables.receivers, &named.receivers),
            imports: Ranks::from_order(by_id, imports.len()),
            people: Vec::new(),
            events: events.into_iter().map(|(_, at)| at).collect(),
            orders: Vec::new(),
        };
        people.sort_unstable_by_key(|(customer, _)| sorted.customers.rank(*customer));
        sorted.people = people.into_iter().map(|(_, at)| at).collect();
        let mut ranked: Vec<(SortKey, u32)> =
            keys.iter().map(|(key, at)| (sorted.sort_key(key), *at)).collect();
        drop(keys);
        ranked.sort_unstable();
        sorted.orders = ranked.into_iter().map(|(_, at)| at).collect();
        sorted
    }

    fn sort_key(&self, key: &OrderKey) -> SortKey {
        let rank = |at: Option<u32>| at.map_or(0, |rank| u64::from(rank) + 1);
        let (kind, words) = match key.name {
            OrderName::Numbered(OrderNumber::Digits { value, length }) => {
                (0, [value, u64::from(length), 0, 0])
            }
            OrderName::Numbered(OrderNumber::Text(at)) => (1, [rank(self.texts.rank(at)), 0, 0, 0]),
            OrderName::Unnumbered(it) => (2, self.unnumbered_words(&it)),
            OrderName::ByHand(OrderId(id)) => {
                let (high, low) = id.as_u64_pair();
                (3, [high, low, 0, 0])
            }
        };
        (key.platform.number(), kind, words)
    }

    fn unnumbered_words(&self, it: &Unnumbered) -> [u64; 4] {
        let customer = it.customer.and_then(|at| self.customers.rank(at));
        let customer = customer.map_or(0, |rank| u64::from(rank) + 1);
        let since_first = |day: Day| day.days_since(Day::MIN).unsigned_abs() + 1;
        let day = u64::from(it.day.map_or(0, since_first));
        let amount = it.amount_fen.map_or(0, |fen| fen.minor().cast_unsigned());
        // Day in the upper half, customer in the lower: both fit 32 bits. Nothing given differs
        // from any value: no two keys are equal here.
        [
            day << 32 | customer,
            amount,
            it.quantity.thousandths().cast_unsigned(),
            u64::from(it.occurrence) << 1 | u64::from(it.amount_fen.is_none()),
        ]
    }
}

/// Platform, kind of key, and what tells keys of a kind apart.
type SortKey = (u8, u8, [u64; 4]);

/// Places that records name.
struct NamedPlaces {
    customers: Vec<bool>,
    texts: Vec<bool>,
    receivers: Vec<bool>,
}

impl NamedPlaces {
    fn note(&mut self, record: &OrderRecord) {
        match record.key.name {
            OrderName::Numbered(OrderNumber::Text(at)) => mark(&mut self.texts, Some(at)),
            OrderName::Unnumbered(it) => mark(&mut self.customers, it.customer),
            OrderName::Numbered(OrderNumber::Digits { .. }) | OrderName::ByHand(_) => {}
        }
        for sighting in &record.sightings {
            let content = &sighting.content;
            if let Named::One(at) = content.named {
                mark(&mut self.customers, Some(at));
            }
            if let Some(held) = &content.held {
                for at in [held.region, held.item, held.remark, held.channel] {
                    mark(&mut self.texts, at);
                }
                mark(&mut self.receivers, held.receiver);
            }
            for line in &content.lines {
                mark(&mut self.texts, line.sku);
                mark(&mut self.texts, line.item);
            }
        }
    }
}

fn mark(named: &mut [bool], at: Option<Index>) {
    if let Some(place) = at.and_then(|at| named.get_mut(at.position())) {
        *place = true;
    }
}
