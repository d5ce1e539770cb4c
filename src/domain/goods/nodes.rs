//! Goods and price lists as nodes. The words stand in books and backups and never change.

use super::draft::{PriceDraft, ProductDraft};
use super::list::PriceListDraft;
use super::product::{Launch, SaleState, Season};
use crate::domain::node::{Node, Noded, noded_enum, noded_like, noded_struct};
use crate::domain::price::PriceBreak;
use crate::domain::promotion::condition::MonthDay;

noded_struct!(ProductDraft {
    sku,
    name,
    category,
    unit,
    base,
    region,
    cost_fen,
    stock,
    expiry_day,
    sale,
    launch,
    season,
    min_resale_fen,
    resale_note,
});
noded_struct!(PriceDraft { breaks, min_quantity });
noded_struct!(PriceBreak { from, unit_fen });
noded_enum!(SaleState { "on_sale" = OnSale, "ended" = EndedOn(day) });
noded_struct!(Launch { first_day, days, unit_fen });
noded_struct!(Season { first, last, lead_days });
noded_struct!(PriceListDraft { id, name, prices });
noded_like! {
    MonthDay as u16: |it| u16::from(it.month()) * 100 + u16::from(it.day()),
        |it| MonthDay::new(u8::try_from(it / 100).ok()?, u8::try_from(it % 100).ok()?);
}

/// A price and what it is of: a region, an item.
impl Noded for (String, PriceDraft) {
    fn to_node(&self) -> Node {
        Node::record([("of", self.0.to_node()), ("price", self.1.to_node())])
    }

    fn from_node(node: &Node) -> Option<(String, PriceDraft)> {
        let parts = node.parts()?;
        Some((parts.read("of")?, parts.read("price")?))
    }
}
