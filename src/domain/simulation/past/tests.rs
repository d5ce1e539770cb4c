use uuid::Uuid;

use super::*;
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::id::OrderId;
use crate::domain::order::OrderStatus;
use crate::domain::record::{OrderKey, OrderName, OrderRecord, Source};
use crate::domain::shop::ShopBuilder;
use crate::domain::sighting::{Held, Named};

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

struct Sale {
    on: &'static str,
    paid: i64,
    postage: i64,
    status: OrderStatus,
    /// Goods, thousandths of them, and their money.
    lines: Vec<(&'static str, i64, Option<i64>)>,
}

fn sale(on: &'static str, paid: i64, lines: Vec<(&'static str, i64, Option<i64>)>) -> Sale {
    Sale { on, paid, postage: 0, status: OrderStatus::Completed, lines }
}

fn shop(sales: &[Sale]) -> Shop {
    let mut builder = ShopBuilder::default();
    let customer = builder.tables.customers.intern(CustomerKey::Column("c".into()));
    for (at, sale) in sales.iter().enumerate() {
        let name = OrderName::ByHand(OrderId(Uuid::from_u128(at as u128 + 1)));
        let mut record = OrderRecord::new(OrderKey { platform: Platform::Hand, name });
        let mut lines = Vec::new();
        for (sku, thousandths, amount) in &sale.lines {
            let item = Some(builder.tables.texts.intern((*sku).into()));
            let quantity = Quantity::from_thousandths(*thousandths);
            lines.push(OrderLine { sku: None, item, quantity, amount_fen: amount.map(fen) });
        }
        lines.sort_unstable();
        let held = Held {
            status: sale.status,
            paid_fen: Some(fen(sale.paid)),
            postage_fen: fen(sale.postage),
            quantity: Quantity::default(),
            paid_day: None,
            delivered_day: None,
            region: None,
            receiver: None,
            item: None,
            remark: None,
            channel: None,
            is_dropship: false,
        };
        let content = Content {
            named: Named::One(customer),
            day: Some(day(sale.on)),
            held: Some(held),
            refund_fen: Fen::ZERO,
            lines,
        };
        record.add(&[Source::Hand], content);
        builder.push(&record);
    }
    builder.finish().unwrap()
}

fn found(shop: &Shop, days: DayRange, at_once: usize) -> Vec<usize> {
    let mut finding = FindingOrders::of(days);
    while finding.step(shop, at_once) {}
    finding.finish()
}

#[test]
fn orders_of_the_days_that_count_by_rising_day() {
    let closed = Sale { status: OrderStatus::Closed, ..sale("2026-11-20", 1, vec![]) };
    let shop = shop(&[
        sale("2026-11-22", 1_000, vec![]),
        sale("2026-11-10", 1_000, vec![]),
        sale("2026-11-21", 1_000, vec![]),
        closed,
    ]);
    let days = DayRange { first: day("2026-11-11"), last: day("2026-11-22") };
    for at_once in [1, 3, usize::MAX] {
        assert_eq!(found(&shop, days, at_once), [2, 0], "{at_once} at once");
    }
}

#[test]
fn a_cart_is_what_was_paid() {
    let with_postage = Sale { postage: 800, ..sale("2026-11-22", 10_800, vec![]) };
    for (one, goods, lines, postage, rule) in [
        (sale("2026-11-22", 9_000, vec![]), 9_000, 1, 0, "no lines: all of it as one amount"),
        (with_postage, 10_000, 1, 800, "postage stands apart"),
        (
            sale("2026-11-22", 9_000, vec![("a", 2_000, Some(6_000)), ("b", 1_000, Some(3_000))]),
            9_000,
            2,
            0,
            "lines with their money",
        ),
        (
            sale("2026-11-22", 9_000, vec![("a", 2_000, Some(6_000)), ("b", 1_000, None)]),
            9_000,
            1,
            0,
            "a line without money: all of it as one amount",
        ),
        (
            sale("2026-11-22", 9_000, vec![("a", 0, Some(9_000))]),
            9_000,
            1,
            0,
            "a line without a quantity is one of something",
        ),
    ] {
        let shop = shop(&[one]);
        let carts = PastCarts::default();
        let cart = carts.order(&shop, 0).unwrap().cart;
        let priced = cart.price_lines().unwrap();
        let sum: i64 = priced.iter().map(|line| line.amount_fen.minor()).sum();
        assert_eq!((sum, priced.len(), cart.postage_fen), (goods, lines, fen(postage)), "{rule}");
    }
}

#[test]
fn the_customer_is_as_he_was_in_the_morning() {
    let shop = shop(&[
        sale("2026-11-01", 1_000, vec![]),
        sale("2026-11-01", 1_000, vec![]),
        sale("2026-11-22", 1_000, vec![]),
    ]);
    let of = |counting, place| {
        let carts = PastCarts { counting, ..PastCarts::default() };
        let who = carts.order(&shop, place).unwrap().cart.customer.unwrap();
        (who.purchases, who.last_day)
    };
    let first = Some(day("2026-11-01"));
    for (counting, place, expected, rule) in [
        (CountingRule::MergedByDay, 0, (0, None), "his first order"),
        (CountingRule::MergedByDay, 1, (0, None), "the second of that day was not known"),
        (CountingRule::MergedByDay, 2, (1, first), "two of one day are one purchase"),
        (CountingRule::EachOrder, 2, (2, first), "or two, as the shop counts"),
    ] {
        assert_eq!(of(counting, place), expected, "{rule}");
    }
}
