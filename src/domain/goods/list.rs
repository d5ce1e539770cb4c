//! A private list (私密价): prices that only its own customers see.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::PriceDraft;
use crate::domain::price::{Price, PriceFault};

/// A private list. Made by [`PriceListDraft::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    id: Arc<str>,
    name: Arc<str>,
    prices: BTreeMap<Arc<str>, Price>,
}

/// A private list before it is checked. Texts are trimmed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceListDraft {
    /// What it is known by, unique in a shop.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Number of a good and what a unit of it costs, in the order of the form.
    pub prices: Vec<(String, PriceDraft)>,
}

/// What keeps a draft from being a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// It is known by nothing.
    NoId,
    /// It has no name.
    NoName,
    /// The good at this place has no number.
    NoSku(usize),
    /// The good at this place stands there twice: the second.
    SameSku(usize),
    /// A break or the minimum of the good at this place begins below 0.
    BeginsBelowZero(usize),
    /// At this place stands no price.
    Price(usize, PriceFault),
}

impl PriceListDraft {
    /// The list.
    ///
    /// # Errors
    /// All that is wrong with it, in the order of the form.
    pub fn parse(self) -> Result<PriceList, Vec<ListFault>> {
        let (id, name) = (self.id.trim(), self.name.trim());
        let mut faults = Vec::new();
        faults.extend(id.is_empty().then_some(ListFault::NoId));
        faults.extend(name.is_empty().then_some(ListFault::NoName));
        let mut prices = BTreeMap::new();
        for (place, (sku, draft)) in self.prices.into_iter().enumerate() {
            let sku: Arc<str> = sku.trim().into();
            if sku.is_empty() {
                faults.push(ListFault::NoSku(place));
            }
            if draft.begins_below_zero() {
                faults.push(ListFault::BeginsBelowZero(place));
            }
            match draft.parse() {
                Ok(price) => {
                    if prices.insert(sku, price).is_some() {
                        faults.push(ListFault::SameSku(place));
                    }
                }
                Err(fault) => faults.push(ListFault::Price(place, fault)),
            }
        }
        if faults.is_empty() {
            Ok(PriceList { id: id.into(), name: name.into(), prices })
        } else {
            Err(faults)
        }
    }
}

impl PriceList {
    /// What it is known by.
    #[must_use]
    pub fn id(&self) -> &Arc<str> {
        &self.id
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// What a good costs in it.
    #[must_use]
    pub fn price(&self, sku: &str) -> Option<&Price> {
        self.prices.get(sku)
    }

    /// Its goods by number.
    #[must_use]
    pub fn prices(&self) -> &BTreeMap<Arc<str>, Price> {
        &self.prices
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;
    use crate::domain::quantity::Quantity;

    #[test]
    fn what_is_no_list() {
        let price = |minor| PriceDraft::flat(Fen::from_minor(minor));
        let below = PriceDraft { min_quantity: Quantity::from_thousandths(-1), ..price(1) };
        for (id, name, prices, faults, rule) in [
            ("vip", "VIP", vec![("a", price(1)), ("b", price(2))], vec![], "a good one"),
            (" ", "", vec![], vec![ListFault::NoId, ListFault::NoName], "blanks are nothing"),
            (
                "v",
                "V",
                vec![("a", price(1)), (" a", price(2))],
                vec![ListFault::SameSku(1)],
                "twice",
            ),
            ("v", "V", vec![("", price(1))], vec![ListFault::NoSku(0)], "a price of nothing"),
            ("v", "V", vec![("a", below)], vec![ListFault::BeginsBelowZero(0)], "below 0"),
            (
                "v",
                "V",
                vec![("a", price(-1))],
                vec![ListFault::Price(0, PriceFault::BelowZero)],
                "no price",
            ),
        ] {
            let prices = prices.into_iter().map(|(sku, price)| (sku.to_owned(), price)).collect();
            let draft = PriceListDraft { id: id.into(), name: name.into(), prices };
            assert_eq!(draft.parse().err().unwrap_or_default(), faults, "{rule}");
        }
    }
}
