//! Orders by their number.

use super::query::fold;
use crate::domain::customer::Platform;
use crate::domain::packed_order::read_order_key;
use crate::domain::record::{OrderKey, OrderName, OrderNumber};
use crate::domain::shop::Shop;
use crate::domain::tables::LookUp;

/// Fewer digits than this would end too many numbers.
const SHORTEST_TAIL: usize = 4;

/// The places of the orders that have this number, on whatever platform. The first time in a book it
/// builds the index of orders.
#[must_use]
pub fn orders_numbered(shop: &Shop, typed: &str) -> Vec<usize> {
    let typed = cleaned(typed);
    let digits = OrderNumber::digits(&typed);
    let text = shop.tables().texts.find_ref(typed.as_str()).map(OrderNumber::Text);
    let numbers = digits.into_iter().chain(text);
    let names = numbers.map(OrderName::Numbered);
    let keys = names.flat_map(|name| Platform::ALL.map(|platform| OrderKey { platform, name }));
    let mut places: Vec<usize> = keys.filter_map(|key| shop.find_order(&key)).collect();
    places.sort_unstable();
    places
}

/// Orders whose number ends with some digits: one pass over all orders, a bounded number of them at a
/// time.
#[derive(Clone, Debug)]
pub struct FindingOrders {
    tail: String,
    value: Option<(u64, u64)>,
    limit: usize,
    at: usize,
    found: Vec<usize>,
}

impl FindingOrders {
    /// Begins; `None` where fewer than four digits, or something else, were typed. It stops at
    /// `limit` orders.
    #[must_use]
    pub fn begin(typed: &str, limit: usize) -> Option<FindingOrders> {
        let tail = cleaned(typed);
        if tail.len() < SHORTEST_TAIL || !tail.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        // More digits than a number has end none that is held as a value.
        let modulus = u32::try_from(tail.len()).ok().and_then(|it| 10_u64.checked_pow(it));
        let value = tail.parse().ok().zip(modulus);
        Some(FindingOrders { tail, value, limit, at: 0, found: Vec::new() })
    }

    /// Looks at so many places; false when all are seen or enough is found. The shop must stay as it
    /// is until the end.
    pub fn step(&mut self, shop: &Shop, records: usize) -> bool {
        let all = shop.orders.len();
        let end = self.at.saturating_add(records).min(all);
        while self.at < end && self.found.len() < self.limit {
            let key = shop.orders.get(self.at).and_then(read_order_key);
            if key.is_some_and(|key| self.ends(shop, &key)) {
                self.found.push(self.at);
            }
            self.at += 1;
        }
        self.at < all && self.found.len() < self.limit
    }

    fn ends(&self, shop: &Shop, key: &OrderKey) -> bool {
        match key.name {
            OrderName::Numbered(OrderNumber::Digits { value, length }) => {
                usize::from(length) >= self.tail.len()
                    && self.value.is_some_and(|(tail, modulus)| value % modulus == tail)
            }
            OrderName::Numbered(OrderNumber::Text(at)) => {
                shop.tables().text(at).ends_with(&self.tail)
            }
            OrderName::Unnumbered(_) | OrderName::ByHand(_) => false,
        }
    }

    /// The places of those found so far, in order.
    #[must_use]
    pub fn found(&self) -> &[usize] {
        &self.found
    }
}

/// A number without what spreadsheets put around it. Its letters stay as they are.
fn cleaned(typed: &str) -> String {
    let half_width = |c: char| if c.is_alphabetic() && c.is_ascii() { c } else { fold(c) };
    let text: String = typed.chars().map(half_width).collect();
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\'' | '#')).to_owned()
}
