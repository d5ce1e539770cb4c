//! Whether the lowest price that anybody can get still covers the cost (PR13).

use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::goods::{PriceBook, Product};
use crate::domain::money::Fen;
use crate::domain::price::{Price, line_amount};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

/// Where a lowest price comes from. The variants stand in the order in which ties are settled.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Everybody's, times the lowest tier rate.
    Base,
    /// Of the region of this name, times the lowest tier rate.
    Region(Arc<str>),
    /// The launch price, times the lowest tier rate.
    Launch,
    /// Of the private list of this id.
    Private(Arc<str>),
    /// This customer's own.
    Own(Arc<str>),
}

/// The lowest price of a unit that anybody can get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LowestPrice {
    /// Of one unit.
    pub unit_fen: Fen,
    /// Where it comes from.
    pub source: Source,
}

/// The lowest price of a unit that anybody can get in a line of `quantity`, or in any quantity
/// where there is none. `lowest_tier` is the least that a tier pays. A launch that is over on `day`
/// is not looked at, one that is to come is. Stands where a customer's private list is hidden by
/// his own price, too: every price is looked at by itself.
#[must_use]
pub fn lowest_price(
    book: &PriceBook,
    product: &Product,
    lowest_tier: BasisPoints,
    quantity: Option<Quantity>,
    day: Day,
) -> Option<LowestPrice> {
    let at = |price: &Price| match quantity {
        Some(quantity) => price.at(quantity),
        None => price.lowest(),
    };
    let launch_price = product
        .launch()
        .filter(|launch| day <= launch.days_inside().last)
        .and_then(|_| product.launch_price());
    let base = product.base().map(|price| (price, Source::Base));
    let launch = launch_price.map(|price| (price, Source::Launch));
    let regions =
        product.region().iter().map(|(name, price)| (price, Source::Region(Arc::clone(name))));
    let tiered = base
        .into_iter()
        .chain(launch)
        .chain(regions)
        .filter_map(|(price, source)| Some((lowest_tier.of(at(price)?), source)));
    let sku = product.sku();
    let lists = book
        .lists()
        .filter_map(|list| Some((list.price(sku)?, Source::Private(Arc::clone(list.id())))));
    let own =
        book.own_prices(sku).map(|(customer, price)| (price, Source::Own(Arc::clone(customer))));
    let settled = lists.chain(own).filter_map(|(price, source)| Some((at(price)?, source)));
    tiered.chain(settled).min().map(|(unit_fen, source)| LowestPrice { unit_fen, source })
}

/// What is left of a unit at the lowest price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margin {
    /// The good.
    pub sku: Arc<str>,
    /// The lowest price of a unit.
    pub lowest: LowestPrice,
    /// What a unit costs the shop.
    pub cost_fen: Fen,
    /// The one less the other; below 0 it is a loss.
    pub margin_fen: Fen,
}

/// Margins of goods.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Margins<T> {
    /// The least margin first; ties by good.
    pub rows: Vec<T>,
    /// Goods whose cost is not known: nothing can be said.
    pub without_cost: Vec<Arc<str>>,
    /// Goods that nobody can buy, or not in that quantity.
    pub without_price: Vec<Arc<str>>,
}

/// The lowest price of every good against its cost, in whatever quantity.
#[must_use]
pub fn margins(book: &PriceBook, lowest_tier: BasisPoints, day: Day) -> Margins<Margin> {
    let row = |sku: &Arc<str>, lowest: LowestPrice, cost_fen: Fen| Margin {
        sku: Arc::clone(sku),
        margin_fen: lowest.unit_fen.saturating_sub(cost_fen),
        lowest,
        cost_fen,
    };
    let mut found = of_all(book, lowest_tier, None, day, row);
    found.rows.sort_by_key(|row| row.margin_fen);
    found
}

/// What a promotion and the postage take from an order of one good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Units of the good in the order.
    pub quantity: Quantity,
    /// What the promotion leaves to pay of the goods: 8500 = 15 % off.
    pub paid: BasisPoints,
    /// Postage that the shop bears.
    pub postage_fen: Fen,
    /// What the gift costs the shop.
    pub gift_cost_fen: Fen,
}

/// What is left of an order at the lowest price under a promotion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderMargin {
    /// The good.
    pub sku: Arc<str>,
    /// The lowest price of a unit in that quantity, before the promotion.
    pub lowest: LowestPrice,
    /// What is paid for the goods.
    pub paid_fen: Fen,
    /// What the goods cost the shop.
    pub cost_fen: Fen,
    /// What is paid less goods, postage and gift; below 0 it is a loss.
    pub profit_fen: Fen,
}

/// The profit of an order of each good at the lowest price that anybody can get for it.
#[must_use]
pub fn order_margins(
    book: &PriceBook,
    lowest_tier: BasisPoints,
    terms: Terms,
    day: Day,
) -> Margins<OrderMargin> {
    let row = |sku: &Arc<str>, lowest: LowestPrice, unit_cost_fen: Fen| {
        of_order(sku, lowest, unit_cost_fen, terms)
    };
    let mut found = of_all(book, lowest_tier, Some(terms.quantity), day, row);
    found.rows.sort_by_key(|row| row.profit_fen);
    found
}

/// The same of one good; `None` where its cost is not known, or nobody can buy so much of it.
#[must_use]
pub fn order_margin(
    book: &PriceBook,
    product: &Product,
    lowest_tier: BasisPoints,
    terms: Terms,
    day: Day,
) -> Option<OrderMargin> {
    let unit_cost_fen = product.cost_fen()?;
    let lowest = lowest_price(book, product, lowest_tier, Some(terms.quantity), day)?;
    Some(of_order(product.sku(), lowest, unit_cost_fen, terms))
}

fn of_order(sku: &Arc<str>, lowest: LowestPrice, unit_cost_fen: Fen, terms: Terms) -> OrderMargin {
    let paid_fen = terms.paid.of(line_amount(lowest.unit_fen, terms.quantity));
    let cost_fen = line_amount(unit_cost_fen, terms.quantity);
    let costs = [cost_fen, terms.postage_fen, terms.gift_cost_fen];
    let profit_fen = costs.into_iter().fold(paid_fen, Fen::saturating_sub);
    OrderMargin { sku: Arc::clone(sku), lowest, paid_fen, cost_fen, profit_fen }
}

/// A row for every good with cost and price; those without beside it.
fn of_all<T>(
    book: &PriceBook,
    lowest_tier: BasisPoints,
    quantity: Option<Quantity>,
    day: Day,
    row: impl Fn(&Arc<str>, LowestPrice, Fen) -> T,
) -> Margins<T> {
    let mut found =
        Margins { rows: Vec::new(), without_cost: Vec::new(), without_price: Vec::new() };
    for product in book.products() {
        let sku = product.sku();
        let Some(cost_fen) = product.cost_fen() else {
            found.without_cost.push(Arc::clone(sku));
            continue;
        };
        match lowest_price(book, product, lowest_tier, quantity, day) {
            Some(lowest) => found.rows.push(row(sku, lowest, cost_fen)),
            None => found.without_price.push(Arc::clone(sku)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::goods::Buyer;
    use crate::domain::goods::{Launch, PriceDraft, PriceListDraft, ProductDraft};
    use crate::domain::price::PriceBreak;
    use proptest::prelude::*;

    fn fen(minor: i64) -> Fen {
        Fen::from_minor(minor)
    }

    fn units(units: i64) -> Quantity {
        Quantity::from_thousandths(units * 1_000)
    }

    fn bp(number: u32) -> BasisPoints {
        BasisPoints::new(number).unwrap()
    }

    fn draft(sku: &str) -> ProductDraft {
        let at = |from, minor| PriceBreak { from: units(from), unit_fen: fen(minor) };
        let base = PriceDraft { breaks: vec![at(1, 2_500), at(100, 2_000)], ..Default::default() };
        ProductDraft {
            sku: sku.into(),
            name: "n".into(),
            base: Some(base),
            cost_fen: Some(fen(1_500)),
            ..Default::default()
        }
    }

    fn book(drafts: Vec<ProductDraft>) -> PriceBook {
        let mut book = PriceBook::default();
        for draft in drafts {
            book.set_product(draft.parse().unwrap());
        }
        book
    }

    #[test]
    fn the_lowest_that_anybody_can_get() {
        let launch =
            Some(Launch { first_day: Day::from_number(10), days: 7, unit_fen: fen(1_700) });
        let north = vec![("north".to_owned(), PriceDraft::flat(fen(1_900)))];
        let with = |product, list: Option<i64>, own: Option<i64>| {
            let mut book = book(vec![product]);
            if let Some(minor) = list {
                let prices = vec![("a".to_owned(), PriceDraft::flat(fen(minor)))];
                let list = PriceListDraft { id: "vip".into(), name: "VIP".into(), prices };
                book.set_list(list.parse().unwrap());
            }
            let own = own.map(|minor| Price::flat(fen(minor)).unwrap().from_quantity(units(10)));
            book.set_own("lin", "a", own);
            book
        };
        let launched = ProductDraft { launch, ..draft("a") };
        for (book, quantity, tier, day, expected, rule) in [
            (with(draft("a"), None, None), None, 10_000, 1, (2_000, Source::Base), "any break"),
            (with(draft("a"), None, None), Some(1), 10_000, 1, (2_500, Source::Base), "of one"),
            (with(draft("a"), None, None), None, 9_000, 1, (1_800, Source::Base), "tier"),
            (
                with(ProductDraft { region: north, ..draft("a") }, None, None),
                None,
                9_000,
                1,
                (1_710, Source::Region("north".into())),
                "a region, with the tier",
            ),
            (
                with(launched.clone(), None, None),
                None,
                9_000,
                1,
                (1_530, Source::Launch),
                "to come",
            ),
            (with(launched.clone(), None, None), None, 9_000, 16, (1_530, Source::Launch), "runs"),
            (with(launched, None, None), None, 9_000, 17, (1_800, Source::Base), "over"),
            (
                with(draft("a"), Some(1_750), Some(1_790)),
                None,
                9_000,
                1,
                (1_750, Source::Private("vip".into())),
                "a private list, without the tier",
            ),
            (
                with(draft("a"), None, Some(1_790)),
                None,
                9_000,
                1,
                (1_790, Source::Own("lin".into())),
                "somebody's own",
            ),
            (
                with(draft("a"), None, Some(1_790)),
                Some(9),
                10_000,
                1,
                (2_500, Source::Base),
                "which begins at ten",
            ),
        ] {
            let product = book.product("a").unwrap();
            let day = Day::from_number(day);
            let found = lowest_price(&book, product, bp(tier), quantity.map(units), day).unwrap();
            assert_eq!((found.unit_fen.minor(), found.source), expected, "{rule}");
        }
    }

    #[test]
    fn against_cost() {
        let book = book(vec![
            draft("a"),
            ProductDraft { cost_fen: Some(fen(1_900)), ..draft("b") },
            ProductDraft { cost_fen: None, ..draft("c") },
            ProductDraft { base: None, ..draft("d") },
        ]);
        let found = margins(&book, bp(9_000), Day::from_number(1));
        let rows: Vec<_> = found.rows.iter().map(|it| (&*it.sku, it.margin_fen.minor())).collect();
        assert_eq!(rows, [("b", -100), ("a", 300)], "PR13: a loss first");
        assert_eq!(found.without_cost, [Arc::from("c")]);
        assert_eq!(found.without_price, [Arc::from("d")]);
    }

    #[test]
    fn profit_of_an_order() {
        for (quantity, paid, postage, gift, profit, rule) in [
            (2, 10_000, 0, 0, 2_000, "nothing taken off: 50 less 30"),
            (2, 8_500, 0, 0, 1_250, "15 % off"),
            (2, 8_500, 800, 300, 150, "discount, postage and gift"),
            (1, 8_500, 800, 300, -475, "with one piece it is a loss"),
            (100, 8_500, 0, 0, 20_000, "a hundred at 20"),
        ] {
            let terms = Terms {
                quantity: units(quantity),
                paid: bp(paid),
                postage_fen: fen(postage),
                gift_cost_fen: fen(gift),
            };
            let book = book(vec![draft("a")]);
            let found = order_margins(&book, BasisPoints::ONE, terms, Day::from_number(1));
            assert_eq!(found.rows[0].profit_fen.minor(), profit, "{rule}");
            let product = book.product("a").unwrap();
            let one = order_margin(&book, product, BasisPoints::ONE, terms, Day::from_number(1));
            assert_eq!(one.as_ref(), found.rows.first(), "of one as of all");
        }
    }

    proptest! {
        #[test]
        fn nobody_gets_it_for_less(
            prices in prop::collection::vec((1i64..20, 1i64..5_000, 1i64..5_000), 4),
            launch in prop::option::of((0i32..10, 0i64..5_000)),
            lowest_tier in 5_000u32..=10_000,
            day in 0i32..20,
        ) {
            let price = |at: usize| {
                let (from, one, many) = prices[at];
                let at = |from, minor| PriceBreak { from: units(from), unit_fen: fen(minor) };
                let breaks = vec![at(0, one), at(from, many)];
                PriceDraft { breaks, min_quantity: units(from / 3) }
            };
            let launch = launch.map(|(first, minor)| Launch {
                first_day: Day::from_number(first), days: 7, unit_fen: fen(minor),
            });
            let region = vec![("north".to_owned(), price(1))];
            let mut book =
                book(vec![ProductDraft { base: Some(price(0)), region, launch, ..draft("a") }]);
            let listed = vec![("a".to_owned(), price(2))];
            let list = PriceListDraft { id: "vip".into(), name: "VIP".into(), prices: listed };
            book.set_list(list.parse().unwrap());
            book.set_own("lin", "a", Some(price(3).parse().unwrap()));
            let (product, today) = (book.product("a").unwrap(), Day::from_number(day));
            let mut least = None;
            for tier in [bp(lowest_tier), BasisPoints::ONE] {
                for quantity in (0..25).map(units) {
                    let lowest = lowest_price(&book, product, bp(lowest_tier), Some(quantity), today);
                    for on in (day..day + 20).map(Day::from_number) {
                        for (customer, list, region) in [
                            (None, None, None), (None, None, Some("north")),
                            (None, Some("vip"), None), (Some("lin"), None, None),
                        ] {
                            let buyer = Buyer { customer, list, region, tier };
                            let layers = book.layers("a", &buyer, on);
                            let Some(paid) = layers.unit_price(quantity, region, tier) else {
                                continue;
                            };
                            let lowest = lowest.as_ref().map(|it| it.unit_fen);
                            prop_assert!(lowest.is_some_and(|lowest| lowest <= paid.unit_fen));
                            least = least.into_iter().chain([paid.unit_fen]).min();
                        }
                    }
                }
            }
            let lowest = lowest_price(&book, product, bp(lowest_tier), None, today);
            prop_assert_eq!(lowest.map(|it| it.unit_fen), least, "and somebody does get it");
        }
    }
}
