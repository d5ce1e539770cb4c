//! `cargo bench --no-default-features --bench segments`: who is in a customer group, among 100,000
//! people with a million orders. Prints one JSON line per measurement: median, least and most.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "support/mod.rs"]
mod support;
#[path = "support/timed.rs"]
mod timed;

use std::time::Instant;

use huitou::domain::card::{CardEntry, CardField};
use huitou::domain::customer::{CustomerKey, Platform};
use huitou::domain::day::Day;
use huitou::domain::event::{Contact, Deed, Event, EventId, Outcome, Way};
use huitou::domain::figures::RfmGroup;
use huitou::domain::id::OrderId;
use huitou::domain::intern::Index;
use huitou::domain::order::OrderStatus;
use huitou::domain::quantity::Quantity;
use huitou::domain::record::{OrderKey, OrderName, OrderRecord, Source};
use huitou::domain::roster::StagePick;
use huitou::domain::segment::{
    Figure, Groups, Handed, Mark, Product, Range, Rule, Segments, Span, Test, View, WordField,
};
use huitou::domain::shop::{Shop, ShopBuilder};
use huitou::domain::sighting::{Content, Held, Named, OrderLine};
use huitou::domain::stamp::{DeviceId, Stamp, Stamped};
use serde_json::json;
use timed::measure;
use uuid::Uuid;

const ORDERS: u32 = 1_000_000;
const CUSTOMERS: u32 = 100_000;
const SKUS: usize = 300;
const RUNS: usize = 31;
/// What a page does between two looks at the clock.
const SLICE: usize = 1_000;

fn main() {
    let shop = shop();
    let live = shop.live_figures(support::basis());
    let (handed, known) = (Handed::default(), Segments::default());
    let view = View::new(&shop, &live, &handed);
    let mut groups = Groups::begin(&view);
    laid_out("people", || groups.step(&view, SLICE));
    laid_out("orders", || groups.step_orders(&view, SLICE));
    measure_trees(&view, &mut groups, &known);
    measure_each_kind(&view, &mut groups, &known);
    let mut at = 0;
    measure("follow_one_person", RUNS, || {
        at = (at + 7_919) % CUSTOMERS as usize;
        groups.update(&view, &[Index::at(at)]);
        at
    });
    measure("one_person_changed_then_ten_tests_anew", RUNS, || {
        at = (at + 7_919) % CUSTOMERS as usize;
        groups.update(&view, &[Index::at(at)]);
        groups.people(&view, &tree(at as i64), &known).count() as usize
    });
}

/// All slices of a laying out: how long together, and the longest.
fn laid_out(name: &str, mut step: impl FnMut() -> bool) {
    let (mut longest_ms, mut slices, begin) = (0.0_f64, 0, Instant::now());
    loop {
        let start = Instant::now();
        let goes_on = step();
        longest_ms = longest_ms.max(start.elapsed().as_secs_f64() * 1000.0);
        slices += 1;
        if !goes_on {
            break;
        }
    }
    let all_ms = begin.elapsed().as_secs_f64() * 1000.0;
    let name = format!("lay_out_{name}");
    println!(
        "{}",
        json!({ "name": name, "all_ms": all_ms, "slices": slices, "longest_ms": longest_ms })
    );
}

/// A tree of ten tests, the last of which changes.
fn measure_trees(view: &View<'_>, groups: &mut Groups, known: &Segments) {
    measure("ten_tests_all_new", RUNS, || {
        groups.forget();
        groups.people(view, &tree(0), known).count() as usize
    });
    measure("ten_tests_all_kept", RUNS, || groups.people(view, &tree(0), known).count() as usize);
    let mut changed = 1;
    measure("ten_tests_one_changed", RUNS, || {
        changed += 1;
        groups.people(view, &tree(changed), known).count() as usize
    });
    measure("ten_tests_one_changed_with_the_count_of_each_line", RUNS, || {
        changed += 1;
        groups.counts(view, &tree(changed), known).len()
    });
}

/// One test of each kind, asked anew.
fn measure_each_kind(view: &View<'_>, groups: &mut Groups, known: &Segments) {
    let kinds = tree(5).tests().into_iter().map(|(_, test)| test.clone()).collect::<Vec<_>>();
    let more = [
        figure(Figure::Purchases(Span::LastDays(700)), Some(3), None),
        figure(Figure::NetFen(Span::LastDays(365)), Some(50_000), None),
        figure(Figure::MoneyScore, Some(4), None),
        Test::Said { field: WordField::Region, any: vec!["2".into()] },
        Test::Known(CardField::Tags),
        // The worst there is: goods that stand on every order.
        Test::Bought { product: Product::Item("everything".into()), span: Span::LastDays(365) },
    ];
    for test in kinds.into_iter().chain(more) {
        let rule = Rule::Test(test.clone());
        println!("{}", json!({ "test": format!("{test:?}") }));
        measure("one_test", RUNS, || {
            groups.forget();
            groups.people(view, &rule, known).count() as usize
        });
    }
}

fn figure(figure: Figure, from: Option<i64>, to: Option<i64>) -> Test {
    Test::Figure { figure, range: Range { from, to } }
}

/// Ten tests; the one that changes looks at some days, which costs most.
fn tree(changed: i64) -> Rule {
    let test = Rule::Test;
    let days = 30 + changed as u32 % 600;
    Rule::All(vec![
        Rule::Any(vec![
            test(figure(Figure::NetFen(Span::LastDays(days)), Some(20_000), None)),
            test(figure(Figure::Purchases(Span::Ever), Some(3), None)),
            test(Test::Group(vec![RfmGroup::Best, RfmGroup::BigGoneQuiet])),
        ]),
        Rule::Any(vec![
            test(Test::Said { field: WordField::Tag, any: vec!["tag1".into(), "tag2".into()] }),
            test(Test::Stage(vec![StagePick::Active, StagePick::HighSave])),
            test(Test::BuysOn(vec![Platform::Taobao])),
        ]),
        test(Test::Bought { product: Product::Sku("sku7".into()), span: Span::Ever }).negated(),
        test(Test::Is(vec![Mark::OptedOut])).negated(),
        test(figure(Figure::DaysSinceContact, None, Some(30))).negated(),
        test(figure(Figure::DaysSinceLast, Some(10), Some(500))),
    ])
}

/// A book: every order with one line, a tag or a contact for every third person.
fn shop() -> Shop {
    let mut builder = ShopBuilder::default();
    for at in 0..CUSTOMERS {
        builder.tables.customers.intern(CustomerKey::Column(format!("c{at}").into()));
    }
    let text = |builder: &mut ShopBuilder, text: String| builder.tables.texts.intern(text.into());
    let skus: Vec<Index> = (0..SKUS).map(|it| text(&mut builder, format!("sku{it}"))).collect();
    let everything = text(&mut builder, "everything".into());
    let regions: Vec<Index> = (0..300).map(|it| text(&mut builder, format!("地区{it}"))).collect();
    for (n, order) in support::orders(ORDERS, CUSTOMERS).iter().enumerate() {
        let who = order.customer.map_or(0, |it| it.position());
        let platform = if n % 3 == 0 { Platform::Taobao } else { Platform::Alibaba1688 };
        let name = OrderName::ByHand(OrderId(Uuid::from_u128(n as u128)));
        let mut record = OrderRecord::new(OrderKey { platform, name });
        let line = OrderLine {
            sku: Some(skus[(n * 7 + who) % SKUS]),
            item: Some(everything),
            quantity: Quantity::ONE,
            amount_fen: None,
        };
        let held = Held {
            status: OrderStatus::Completed,
            paid_fen: Some(order.money.paid_fen),
            postage_fen: order.money.postage_fen,
            quantity: Quantity::ONE,
            paid_day: None,
            delivered_day: None,
            region: Some(regions[who % regions.len()]),
            receiver: None,
            item: None,
            remark: None,
            channel: None,
            is_dropship: false,
        };
        let content = Content {
            named: order.customer.map_or(Named::Nobody, Named::One),
            day: Some(order.day),
            held: Some(held),
            lines: vec![line],
            ..Content::default()
        };
        record.add(&[Source::Hand], content);
        builder.push(&record);
    }
    for at in (0..CUSTOMERS).step_by(3) {
        builder.push_event(&event(at));
    }
    builder.finish().unwrap()
}

fn event(at: u32) -> Event {
    let customer = Index::at(at as usize);
    let tag = CardEntry::Tags(vec![format!("tag{}", at / 6 % 12).into()]);
    let contact =
        Contact { way: Way::Phone, outcome: Outcome::Talked, note: "".into(), next: None };
    let day = Day::from_number(support::FIRST_DAY + (at % support::DAYS) as i32);
    Event {
        id: EventId { act: Uuid::from_u128(u128::from(at)), ordinal: 0 },
        stamp: Stamp { counter: u64::from(at) + 1, device: DeviceId(1) },
        day,
        at_ms: 0,
        deed: match at % 2 {
            0 => Deed::Edited { customer, entry: tag },
            _ => Deed::Contacted { customer, contact },
        },
        undone: Stamped::default(),
    }
}
