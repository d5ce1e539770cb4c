//! A small shop of its own for the tests, and a second way to say who is in a group.

mod following;
mod kinds;
mod laws;
mod parsing;

use uuid::Uuid;

use super::*;
use crate::domain::card::CardEntry;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::day::Day;
use crate::domain::event::{Contact, Deed, Event, EventId, Outcome, Way};
use crate::domain::figures::{Basis, LiveFigures};
use crate::domain::id::OrderId;
use crate::domain::intern::Index;
use crate::domain::money::Fen;
use crate::domain::order::OrderStatus;
use crate::domain::quantity::Quantity;
use crate::domain::record::{OrderKey, OrderName, OrderRecord, Source};
use crate::domain::shop::{Shop, ShopBuilder};
use crate::domain::sighting::{Content, Held, Named, OrderLine};
use crate::domain::stamp::{DeviceId, Stamp, Stamped};

/// The day as of which the tests look.
pub(super) const AS_OF: &str = "2026-11-22";

pub(super) fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// So many days before the as-of day.
pub(super) fn ago(days: i32) -> Day {
    day(AS_OF).plus(-days)
}

/// An order as the tests write it down.
#[derive(Clone, Debug)]
pub(super) struct Sale {
    pub(super) who: &'static str,
    pub(super) days_ago: i32,
    pub(super) fen: i64,
    pub(super) platform: Platform,
    pub(super) goods: Vec<(&'static str, i64)>,
    pub(super) channel: &'static str,
    pub(super) region: &'static str,
    pub(super) is_dropship: bool,
    pub(super) status: OrderStatus,
}

pub(super) fn sale(who: &'static str, days_ago: i32, fen: i64) -> Sale {
    Sale {
        who,
        days_ago,
        fen,
        platform: Platform::Hand,
        goods: Vec::new(),
        channel: "",
        region: "",
        is_dropship: false,
        status: OrderStatus::Completed,
    }
}

/// A book that is written down line by line.
#[derive(Default)]
pub(super) struct Book {
    builder: ShopBuilder,
    acts: u128,
}

impl Book {
    pub(super) fn person(&mut self, name: &str) -> Index {
        self.builder.tables.customers.intern(CustomerKey::Column(name.into()))
    }

    fn text(&mut self, text: &str) -> Option<Index> {
        (!text.is_empty()).then(|| self.builder.tables.texts.intern(text.into()))
    }

    pub(super) fn sell(&mut self, sale: &Sale) {
        self.acts += 1;
        let name = OrderName::ByHand(OrderId(Uuid::from_u128(self.acts)));
        let mut record = OrderRecord::new(OrderKey { platform: sale.platform, name });
        let lines = sale.goods.iter().map(|(sku, units)| OrderLine {
            sku: self.text(sku),
            item: None,
            quantity: Quantity::from_thousandths(units * 1_000),
            amount_fen: None,
        });
        let mut lines: Vec<OrderLine> = lines.collect();
        lines.sort_unstable();
        let held = Held {
            status: sale.status,
            paid_fen: Some(Fen::from_minor(sale.fen)),
            postage_fen: Fen::ZERO,
            quantity: Quantity::default(),
            paid_day: None,
            delivered_day: None,
            region: self.text(sale.region),
            receiver: None,
            item: None,
            remark: None,
            channel: self.text(sale.channel),
            is_dropship: sale.is_dropship,
        };
        let content = Content {
            named: Named::One(self.person(sale.who)),
            day: Some(ago(sale.days_ago)),
            held: Some(held),
            refund_fen: Fen::ZERO,
            lines,
        };
        record.add(&[Source::Hand], content);
        self.builder.push(&record);
    }

    pub(super) fn does(&mut self, days_ago: i32, deed: Deed) {
        self.acts += 1;
        let stamp = Stamp { counter: self.acts as u64, device: DeviceId(1) };
        self.builder.push_event(&Event {
            id: EventId { act: Uuid::from_u128(self.acts), ordinal: 0 },
            stamp,
            day: ago(days_ago),
            at_ms: 0,
            deed,
            undone: Stamped::default(),
        });
    }

    pub(super) fn edit(&mut self, who: &str, entry: CardEntry) {
        let customer = self.person(who);
        self.does(400, Deed::Edited { customer, entry });
    }

    pub(super) fn contact(&mut self, who: &str, days_ago: i32, outcome: Outcome) {
        let customer = self.person(who);
        let contact = Contact { way: Way::Phone, outcome, note: "".into(), next: None };
        self.does(days_ago, Deed::Contacted { customer, contact });
    }

    pub(super) fn finish(self) -> Shop {
        self.builder.finish().unwrap()
    }
}

pub(super) fn live(shop: &Shop) -> LiveFigures {
    shop.live_figures(Basis::as_of(day(AS_OF)))
}

/// The names of who is in a group, sorted.
pub(super) fn names(shop: &Shop, handed: &Handed, rule: &Rule, known: &Segments) -> Vec<String> {
    let live = live(shop);
    let view = View::new(shop, &live, handed);
    let people = Groups::begin(&view).people(&view, rule, known);
    let mut names: Vec<String> =
        people.iter().map(|at| shop.customers()[at].label().to_owned()).collect();
    names.sort();
    names
}

pub(super) fn range(from: Option<i64>, to: Option<i64>) -> Range {
    Range { from, to }
}

pub(super) fn figure(figure: Figure, from: Option<i64>, to: Option<i64>) -> Rule {
    Rule::Test(Test::Figure { figure, range: range(from, to) })
}
