//! All prices of a shop, and the layers that are in force for one buyer on one day.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::list::PriceList;
use super::product::Product;
use crate::domain::day::Day;
use crate::domain::price::{Price, PriceLayers, UnitPrice};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Goods, private lists, and the prices that single customers have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceBook {
    products: BTreeMap<Arc<str>, Product>,
    lists: BTreeMap<Arc<str>, PriceList>,
    /// By customer, then by good.
    own: BTreeMap<Arc<str>, BTreeMap<Arc<str>, Price>>,
}

/// Who asks for a price. The default is a walk-in: no own price, no list, no region, the full price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Buyer<'a> {
    /// Who, where he is known.
    pub customer: Option<&'a str>,
    /// The private list he is on.
    pub list: Option<&'a str>,
    /// Where he is.
    pub region: Option<&'a str>,
    /// What his tier pays of region and base prices.
    pub tier: BasisPoints,
}

/// An own or private price that is dearer than what layer 3 gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dearer {
    /// From this quantity on, to the next turn of the prices.
    pub from: Quantity,
    /// What is paid.
    pub paid: UnitPrice,
    /// What would be paid without it.
    pub without: UnitPrice,
}

impl PriceBook {
    /// Takes in a good; what stood under its number is handed back.
    pub fn set_product(&mut self, product: Product) -> Option<Product> {
        self.products.insert(Arc::clone(product.sku()), product)
    }

    /// Takes in a private list; what stood under its id is handed back.
    pub fn set_list(&mut self, list: PriceList) -> Option<PriceList> {
        self.lists.insert(Arc::clone(list.id()), list)
    }

    /// Gives a customer his own price of a good, or takes it away; what stood there is handed back.
    pub fn set_own(&mut self, customer: &str, sku: &str, price: Option<Price>) -> Option<Price> {
        let Some(price) = price else {
            let prices = self.own.get_mut(customer)?;
            let before = prices.remove(sku);
            if prices.is_empty() {
                self.own.remove(customer);
            }
            return before;
        };
        self.own.entry(customer.into()).or_default().insert(sku.into(), price)
    }

    /// A good.
    #[must_use]
    pub fn product(&self, sku: &str) -> Option<&Product> {
        self.products.get(sku)
    }

    /// All goods, by number.
    pub fn products(&self) -> impl Iterator<Item = &Product> {
        self.products.values()
    }

    /// All private lists, by id.
    pub fn lists(&self) -> impl Iterator<Item = &PriceList> {
        self.lists.values()
    }

    /// Every customer's own price of a good, by customer.
    pub fn own_prices<'a>(
        &'a self,
        sku: &'a str,
    ) -> impl Iterator<Item = (&'a Arc<str>, &'a Price)> {
        self.own.iter().filter_map(move |(customer, prices)| Some((customer, prices.get(sku)?)))
    }

    /// The layers of a good that are in force for this buyer on this day. What does not exist is
    /// absent: no own price, no list or none of that id, no price of his region, no such good. Of
    /// the regions only his own is there, by the name that he has for it. A launch price stands in for the base price inside its
    /// window; a good that has ended keeps its prices.
    #[must_use]
    pub fn layers(&self, sku: &str, buyer: &Buyer<'_>, day: Day) -> PriceLayers {
        let product = self.products.get(sku);
        let own = || self.own.get(buyer.customer?)?.get(sku);
        let private = || self.lists.get(buyer.list?)?.price(sku);
        let region = || Some((Arc::from(buyer.region?), product?.price_in(buyer.region?)?.clone()));
        PriceLayers {
            own: own().cloned(),
            private: private().cloned(),
            region: region().into_iter().collect(),
            base: product.and_then(|product| product.base_on(day)).cloned(),
        }
    }

    /// Where this buyer's own or private price of a good is dearer than what layer 3 gives, by
    /// rising quantity; for a list alone ask as a buyer without a customer.
    #[must_use]
    pub fn dearer(&self, sku: &str, buyer: &Buyer<'_>, day: Day) -> Vec<Dearer> {
        let layers = self.layers(sku, buyer, day);
        let everybody = layers.of_everybody();
        let dearer = |from: Quantity| {
            let paid = layers.dearer_than_without(from, buyer.region, buyer.tier)?;
            let without = everybody.unit_price(from, buyer.region, buyer.tier)?;
            Some(Dearer { from, paid, without })
        };
        layers.turns().into_iter().filter_map(dearer).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::goods::{Launch, PriceDraft, PriceListDraft, ProductDraft};
    use crate::domain::money::Fen;
    use crate::domain::price::{Layer, PriceBreak};

    fn fen(minor: i64) -> Fen {
        Fen::from_minor(minor)
    }

    fn units(units: i64) -> Quantity {
        Quantity::from_thousandths(units * 1_000)
    }

    fn book() -> PriceBook {
        let mut book = PriceBook::default();
        let draft = ProductDraft {
            sku: "a".into(),
            name: "cup".into(),
            base: Some(PriceDraft { min_quantity: units(3), ..PriceDraft::flat(fen(2_500)) }),
            region: vec![
                ("north".into(), PriceDraft::flat(fen(2_400))),
                ("south".into(), PriceDraft::flat(fen(2_300))),
            ],
            launch: Some(Launch { first_day: day(10), days: 7, unit_fen: fen(2_000) }),
            ..ProductDraft::default()
        };
        book.set_product(draft.parse().unwrap());
        let prices = vec![("a".to_owned(), PriceDraft::flat(fen(2_100)))];
        let list = PriceListDraft { id: "vip".into(), name: "VIP".into(), prices };
        book.set_list(list.parse().unwrap());
        let own = Price::flat(fen(1_800)).unwrap().from_quantity(units(10));
        book.set_own("lin", "a", Some(own));
        book
    }

    fn day(number: i32) -> Day {
        Day::from_number(number)
    }

    #[test]
    fn layers_in_force() {
        let book = book();
        let nobody = Buyer::default();
        let lin = Buyer { customer: Some("lin"), list: Some("vip"), ..nobody };
        let nine = Buyer { tier: BasisPoints::new(9_000).unwrap(), ..nobody };
        let row = |buyer: Buyer<'_>, quantity, on, expected, rule: &str| {
            let layers = book.layers("a", &buyer, day(on));
            let found = layers.unit_price(units(quantity), buyer.region, buyer.tier);
            assert_eq!(found.map(|it| (it.unit_fen.minor(), it.layer)), expected, "{rule}");
        };
        row(nobody, 3, 9, Some((2_500, Layer::Base)), "the day before the launch");
        row(nobody, 3, 10, Some((2_000, Layer::Base)), "its first day");
        row(nobody, 3, 16, Some((2_000, Layer::Base)), "its seventh day");
        row(nobody, 3, 17, Some((2_500, Layer::Base)), "the day after");
        row(nobody, 2, 10, None, "a launch keeps the minimum quantity");
        row(nine, 3, 10, Some((1_800, Layer::Base)), "the tier's rate on it");
        row(lin, 10, 10, Some((1_800, Layer::Own)), "own before all");
        row(lin, 9, 10, Some((2_100, Layer::Private)), "private, even where a launch is cheaper");
        let other = Buyer { customer: Some("wu"), ..lin };
        row(other, 10, 1, Some((2_100, Layer::Private)), "another customer has no own price");
        let north = Buyer { region: Some("north"), ..nobody };
        row(north, 3, 10, Some((2_400, Layer::Region)), "a launch stands in for base alone");
        row(Buyer { region: Some("west"), ..nobody }, 3, 1, Some((2_500, Layer::Base)), "none");
        row(Buyer { list: Some("gone"), ..nobody }, 3, 1, Some((2_500, Layer::Base)), "no list");
        let city = Buyer { region: Some("north, by the sea"), ..nobody };
        row(city, 3, 10, Some((2_400, Layer::Region)), "a place in a region that has a price");
        assert_eq!(book.layers("z", &lin, day(1)), PriceLayers::default(), "no such good");
        assert_eq!(book.layers("a", &north, day(1)).region.len(), 1, "of regions his own alone");
    }

    #[test]
    fn own_prices_come_and_go() {
        let mut book = book();
        let price = Price::flat(fen(1)).unwrap();
        assert_eq!(book.set_own("wu", "a", Some(price.clone())), None);
        assert_eq!(book.own_prices("a").count(), 2);
        assert_eq!(book.set_own("wu", "a", None), Some(price));
        assert_eq!(book.set_own("wu", "a", None), None);
        assert_eq!(book.own_prices("a").count(), 1);
    }

    #[test]
    fn dearer_than_layer_3() {
        let mut book = book();
        let at = |from: i64, minor| PriceBreak { from: units(from), unit_fen: fen(minor) };
        let own = Price::by_quantity(vec![at(1, 2_600), at(10, 2_400)]).unwrap();
        book.set_own("wu", "a", Some(own));
        let wu = Buyer { customer: Some("wu"), ..Buyer::default() };
        let nine = BasisPoints::new(9_000).unwrap();
        for (buyer, on, from, rule) in [
            (wu, 1, vec![3], "from 10 on it is cheaper; below 3 there is nothing to compare"),
            (Buyer { tier: nine, ..wu }, 1, vec![3, 10], "a tier makes both dear"),
            (wu, 12, vec![3, 10], "so does a launch"),
            (Buyer { list: Some("vip"), ..Buyer::default() }, 12, vec![3], "a list in a launch"),
            (Buyer { list: Some("vip"), ..Buyer::default() }, 1, vec![], "a list as meant"),
        ] {
            let found: Vec<i64> = book
                .dearer("a", &buyer, day(on))
                .iter()
                .map(|it| it.from.thousandths() / 1_000)
                .collect();
            assert_eq!(found, from, "{rule}");
        }
    }
}
