//! Clearance: what has ended may go for less, what is still on sale hurts who paid full (PR8).

use std::collections::BTreeMap;
use std::sync::Arc;

use super::cut::{CutSettings, PaidMore, paid_more};
use super::facts::PastLine;
use crate::domain::day::Day;
use crate::domain::goods::Product;
use crate::domain::price::Price;
use crate::domain::quantity::Quantity;

/// A good that is to be cleared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClearanceItem {
    /// Its number.
    pub sku: Arc<str>,
    /// How much is left, where that is known.
    pub stock: Option<Quantity>,
    /// The last day on which it is good.
    pub expiry_day: Option<Day>,
    /// Who paid more in the last days; empty for what has ended.
    pub paid_more: Vec<PaidMore>,
}

/// What is to be cleared, in the order in which it was given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clearance {
    /// No longer on sale: to old customers for less.
    pub ended: Vec<ClearanceItem>,
    /// Still on sale: a low price hurts those who are named.
    pub on_sale: Vec<ClearanceItem>,
}

/// Parts goods that are to be cleared at these prices by whether they are still on sale on `as_of`.
#[must_use]
pub fn clearance<'a>(
    items: &[(&Product, Price)],
    lines: impl IntoIterator<Item = &'a PastLine>,
    settings: CutSettings,
    as_of: Day,
) -> Clearance {
    let mut by_sku: BTreeMap<&str, Vec<&PastLine>> =
        items.iter().map(|(product, _)| (&**product.sku(), Vec::new())).collect();
    for line in lines {
        if let Some(of_it) = by_sku.get_mut(&*line.sku) {
            of_it.push(line);
        }
    }
    let mut found = Clearance::default();
    for (product, price) in items {
        let mut item = ClearanceItem {
            sku: Arc::clone(product.sku()),
            stock: product.stock(),
            expiry_day: product.expiry_day(),
            paid_more: Vec::new(),
        };
        if product.sale().is_on_sale(as_of) {
            let of_it = by_sku.get(&**product.sku()).into_iter().flatten().copied();
            item.paid_more = paid_more(price, of_it, settings, as_of);
            found.on_sale.push(item);
        } else {
            found.ended.push(item);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::facts::bought;
    use super::*;
    use crate::domain::goods::{ProductDraft, SaleState};
    use crate::domain::money::Fen;

    #[test]
    fn what_has_ended_apart_from_what_is_on_sale() {
        let as_of: Day = "2026-11-22".parse().unwrap();
        let product = |sku: &str, sale| {
            let draft =
                ProductDraft { sku: sku.into(), name: "n".into(), sale, ..Default::default() };
            draft.parse().unwrap()
        };
        let (a, b) = (product("a", SaleState::OnSale), product("b", SaleState::EndedOn(as_of)));
        let lines = [
            bought("lin", "2026-11-16", "a", 1, 5_900),
            bought("lin", "2026-11-16", "b", 1, 5_900),
            bought("lin", "2026-11-16", "c", 1, 5_900),
        ];
        let price = || Price::flat(Fen::from_minor(1_000)).unwrap();
        let items = [(&a, price()), (&b, price())];
        let found = clearance(&items, &lines, CutSettings::default(), as_of);
        let on_sale: Vec<_> =
            found.on_sale.iter().map(|it| (&*it.sku, it.paid_more.len())).collect();
        let ended: Vec<_> = found.ended.iter().map(|it| (&*it.sku, it.paid_more.len())).collect();
        assert_eq!((on_sale, ended), (vec![("a", 1)], vec![("b", 0)]), "PR8");
    }
}
