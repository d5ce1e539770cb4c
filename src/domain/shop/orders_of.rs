//! Which orders are a customer's: found without looking through all of them.

use std::cmp::Reverse;

use super::Shop;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::sighting::Content;

/// Places of orders by customer. What changed since it was laid out stands beside it.
#[derive(Clone, Debug, Default)]
pub(super) struct OrdersOf {
    /// Where each customer's places begin; one more than there were customers.
    starts: Vec<u32>,
    places: Vec<u32>,
    /// Orders put since then. Few: they are looked through.
    since: Vec<u32>,
}

/// So many orders put since, and laying it out anew is cheaper than looking through them.
const MOST_SINCE: usize = 4_096;

impl OrdersOf {
    fn lay_out(customers: usize, named: &[(u32, u32)]) -> OrdersOf {
        let mut starts = vec![0_u32; customers + 1];
        for (customer, _) in named {
            if let Some(end) = starts.get_mut(*customer as usize + 1) {
                *end += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0; sum as usize];
        for (customer, place) in named {
            if let Some(at) = next.get_mut(*customer as usize) {
                if let Some(slot) = places.get_mut(*at as usize) {
                    *slot = *place;
                }
                *at += 1;
            }
        }
        OrdersOf { starts, places, since: Vec::new() }
    }

    fn places(&self, customer: usize) -> &[u32] {
        match (self.starts.get(customer), self.starts.get(customer + 1)) {
            (Some(first), Some(end)) => {
                self.places.get(*first as usize..*end as usize).unwrap_or_default()
            }
            (Some(_) | None, None) | (None, Some(_)) => &[],
        }
    }
}

/// The laying out, a bounded number of orders at a time.
#[derive(Debug, Default)]
pub struct GatheringOrders {
    named: Vec<(u32, u32)>,
    at: usize,
}

impl GatheringOrders {
    /// Looks at about so many orders; false when all are seen.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        let all = shop.orders.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end {
            if let Some(customer) = shop.buyer_at(self.at) {
                self.named.push((customer as u32, self.at as u32));
            }
            self.at += 1;
        }
        self.at < all
    }

    /// What was found.
    fn finish(self, shop: &Shop) -> OrdersOf {
        OrdersOf::lay_out(shop.customers().len(), &self.named)
    }
}

impl Shop {
    /// Notes that an order was put, so that it is found among its customer's.
    pub(super) fn note_order(&mut self, position: usize) {
        if let Some(known) = self.orders_of.get_mut() {
            known.since.push(position as u32);
            if known.since.len() > MOST_SINCE {
                self.orders_of.take();
            }
        }
    }

    /// True where [`Self::orders_of`] answers at once.
    #[must_use]
    pub fn knows_orders_of(&self) -> bool {
        self.orders_of.get().is_some()
    }

    /// Keeps what was gathered from this very shop.
    pub fn keep_orders_of(&self, gathered: GatheringOrders) {
        // A second one says the same.
        let _ = self.orders_of.set(gathered.finish(self));
    }

    /// Names of goods that a person bought, the latest first, each once, `most` of them at most.
    #[must_use]
    pub fn goods_of(&self, customer: &CustomerKey, most: usize) -> Vec<String> {
        let Some(at) = self.tables().customers.find_ref(customer) else { return Vec::new() };
        let content = |place| Some(self.record(place)?.joined(self.tables(), self.imports()));
        let mut bought: Vec<_> = self.orders_of(at).into_iter().filter_map(content).collect();
        // Of one day the one that stands later in the book first.
        bought.reverse();
        bought.sort_by_key(|content| Reverse(content.day));
        let mut names: Vec<String> = Vec::new();
        for line in bought.iter().flat_map(|content| content.lines.iter()) {
            let name = self.text(line.item.or(line.sku));
            if names.len() < most && !name.is_empty() && !names.iter().any(|it| it == name) {
                names.push(name.to_owned());
            }
        }
        names
    }

    /// The places of the orders of a person, under whichever of his keys, counted or not, in the
    /// order of the book.
    #[must_use]
    pub fn orders_of(&self, customer: Index) -> Vec<usize> {
        let known = self.orders_of.get_or_init(|| {
            let mut gathering = GatheringOrders::default();
            while gathering.step(self, usize::MAX) {}
            gathering.finish(self)
        });
        let members = self.members(customer);
        let is_his = |place: &u32| {
            let buyer = self.buyer_at(*place as usize);
            members.iter().any(|member| Some(member.position()) == buyer)
        };
        let laid_out = members.iter().flat_map(|member| known.places(member.position()));
        let mut places: Vec<u32> = laid_out.chain(&known.since).copied().filter(is_his).collect();
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(|place| place as usize).collect()
    }

    /// How many places orders stand at: the end of what [`Self::record`] knows.
    #[must_use]
    pub fn order_places(&self) -> usize {
        self.orders.len()
    }

    /// By whose key the order at a place was bought.
    #[must_use]
    pub fn buyer_at(&self, place: usize) -> Option<usize> {
        let reading = self.reading(self.orders.get(place)?, self.imports())?;
        Some(reading.content.customer()?.position())
    }

    /// The order at a place with its platform and its business day, where it counts as of a day.
    pub(in crate::domain) fn counted_at(
        &self,
        place: usize,
        as_of: Day,
    ) -> Option<(Platform, Day, Content)> {
        let reading = self.reading(self.orders.get(place)?, self.imports())?;
        let day = reading.content.day?;
        let counts = reading.marks.counts(&reading.content, as_of);
        counts.then_some((reading.platform, day, reading.content))
    }
}
