//! Carts and offers in which amounts nearly always meet: small money, many lines, shared limits,
//! groups over all steps, ladders that are no stairs. One shape each for what a ceiling may get wrong.
#![allow(unreachable_pub)]

use std::sync::Arc;

use huitou::domain::money::Fen;
use huitou::domain::price::{Price, PriceLayers};
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, BundleItem, Condition, LadderStep, Limits, OfferId, Over,
    PromotionDraft, Step, Used, Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::{Cart, CartLine, Customer, LivePromotion, Offers};
use huitou::domain::rate::BasisPoints;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::shops::{fen, issued, named, today};

const SKUS: &[&str] = &["A", "B", "C", "D"];
const CATEGORIES: &[&str] = &["tea", "nuts"];

/// What a shop is made of.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The dearest unit, in fen.
    pub dearest: i64,
    /// At most so many lines.
    pub lines: usize,
    /// At most so many promotions and coupons.
    pub offers: (usize, usize),
    /// How often an offer has a group, is stackable, has limits, or asks for an amount.
    pub groups: f64,
    pub stackable: f64,
    pub limits: f64,
    pub conditions: usize,
    /// Only what is computed on sums, over all lines.
    pub sums: bool,
    /// Parts of units, and mostly what counts units.
    pub parts: bool,
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Arc<str>> {
    select(words).prop_map(Arc::from)
}

/// Round amounts and odd ones.
fn amount(most: i64) -> BoxedStrategy<Fen> {
    let round = (most / 8).max(1);
    prop_oneof![
        3 => (0..=8i64).prop_map(move |n| fen(n * round)),
        3 => (0..=most).prop_map(fen),
        1 => (0i64..=3).prop_map(fen),
    ]
    .boxed()
}

fn line(dearest: i64, parts: bool) -> impl Strategy<Value = CartLine> {
    let quantity = prop_oneof![
        5 => (1i64..=4).prop_map(|units| units * 1_000),
        if parts { 20 } else { 2 } => 1i64..=3_500,
        1 => Just(0i64),
    ];
    let price = amount(dearest);
    let dear = weighted(0.2, amount(dearest * 2));
    (weighted(0.95, word(SKUS)), weighted(0.8, word(CATEGORIES)), quantity, price, dear).prop_map(
        |(sku, category, quantity, own, base)| {
            let flat = |unit| Some(Price::flat(unit).unwrap());
            // A list price beside the own one, so that reads of list and goods differ.
            let prices = match base {
                Some(base) => {
                    PriceLayers { own: flat(own), base: flat(base), ..PriceLayers::default() }
                }
                None => PriceLayers { base: flat(own), ..PriceLayers::default() },
            };
            CartLine { sku, category, quantity: Quantity::from_thousandths(quantity), prices }
        },
    )
}

fn cart(shape: Shape) -> impl Strategy<Value = Cart> {
    (
        weighted(0.9, Just(Customer { id: "c1".into(), ..Customer::default() })),
        prop::collection::vec(line(shape.dearest, shape.parts), 1..=shape.lines),
        select(vec![0i64, shape.dearest]),
    )
        .prop_map(|(customer, lines, postage)| Cart {
            day: today(),
            customer,
            channel: None,
            tiers: Vec::new(),
            lines,
            postage_fen: fen(postage),
            points: None,
            spend_points: Default::default(),
            manual: None,
        })
}

fn read() -> impl Strategy<Value = AmountRead> {
    (select(&[Amount::List, Amount::Goods, Amount::Payable]), select(&[Over::Eligible, Over::All]))
        .prop_map(|(reads, over)| AmountRead { reads, over })
}

fn condition(shape: Shape) -> BoxedStrategy<Condition> {
    let least = (amount(shape.dearest * 5), read())
        .prop_map(|(minimum_fen, read)| Condition::MinAmount { minimum_fen, read });
    if shape.sums {
        return least.boxed();
    }
    prop_oneof![
        3 => least,
        2 => prop::collection::vec(word(SKUS), 1..3).prop_map(Condition::SkuIn),
        1 => word(CATEGORIES).prop_map(|one| Condition::CategoryIn(vec![one])),
        1 => word(CATEGORIES).prop_map(|one| Condition::CategoryOut(vec![one])),
    ]
    .boxed()
}

fn benefit(shape: Shape) -> BoxedStrategy<Benefit> {
    let dearest = shape.dearest;
    let bp = |paid| BasisPoints::new(paid).unwrap();
    let of_sums = prop_oneof![
        4 => amount(dearest * 2).prop_map(|off_fen| Benefit::AmountOff { off_fen }),
        4 => (select(&[0u32, 3_333, 5_000, 7_500, 8_500, 9_500]), weighted(0.3, amount(dearest)))
            .prop_map(move |(paid, cap_fen)| Benefit::Percent { paid: bp(paid), cap_fen }),
        2 => (amount(dearest), 1..=dearest, weighted(0.3, amount(dearest)), read()).prop_map(
            |(off_fen, per, max_fen, read)| Benefit::AmountOffPer {
                off_fen, per_fen: fen(per), max_fen, read,
            }),
        2 => (prop::collection::btree_map(amount(dearest * 5), amount(dearest * 2), 1..4), read())
            .prop_map(|(steps, read)| Benefit::Ladder {
                steps: steps.into_iter()
                    .map(|(from_fen, off_fen)| LadderStep { from_fen, off_fen })
                    .collect(),
                read,
            }),
        1 => Just(Benefit::FreePostage),
        1 => amount(dearest).prop_map(|value_fen| Benefit::Gift {
            sku: "G".into(), quantity: Quantity::ONE, value_fen,
        }),
        1 => Just(Benefit::PointsMultiplier { day: bp(20_000) }),
    ];
    if shape.sums {
        return of_sums.boxed();
    }
    let get = weighted(0.5, prop::collection::vec(word(SKUS), 1..3));
    prop_oneof![
        if shape.parts { 5 } else { 15 } => of_sums,
        2 => amount(dearest).prop_map(|unit_fen| Benefit::FixedPrice { unit_fen }),
        3 => (1u32..3, 1u32..3, get, weighted(0.3, 1u32..3)).prop_map(
            |(buy_units, get_units, get_skus, max_times)| Benefit::BuyGet {
                buy_units, get_units, get_skus, max_times,
            }),
        2 => (amount(dearest), weighted(0.3, 1u32..3), select(&[500i64, 1_000, 2_000])).prop_map(
            |(price_fen, max_times, some)| {
                let item = |sku: &str, some| BundleItem {
                    sku: sku.into(), quantity: Quantity::from_thousandths(some),
                };
                Benefit::Bundle { items: vec![item("A", 1_000), item("B", some)], price_fen, max_times }
            }),
    ]
    .boxed()
}

fn draft(shape: Shape) -> impl Strategy<Value = (PromotionDraft, Used)> {
    let limits = weighted(
        shape.limits,
        (weighted(0.4, 1u32..4), weighted(0.4, 1u32..4), weighted(0.6, amount(shape.dearest * 3))),
    );
    let used = (0u32..2, 0u32..2, amount(shape.dearest));
    (
        select(&Step::ALL),
        weighted(0.5, 0i32..3),
        prop::collection::vec(condition(shape), 0..=shape.conditions),
        benefit(shape),
        prop::bool::weighted(shape.stackable),
        weighted(shape.groups, word(&["g", "h"])),
        limits,
        used,
    )
        .prop_map(
            |(step, ends, conditions, benefit, stackable, exclusive_group, limits, used)| {
                let limits =
                    limits.map_or(Limits::default(), |(per_customer, total, budget_fen)| Limits {
                        per_customer,
                        total,
                        budget_fen,
                    });
                let last_day = ends.map(|days| today().plus(days));
                let window = Window { first_day: None, last_day };
                let id = OfferId::new("");
                let draft = PromotionDraft {
                    id,
                    step,
                    window,
                    conditions,
                    benefit,
                    stackable,
                    exclusive_group,
                    limits,
                };
                let (by_customer, total, amount_fen) = used;
                let is_used = limits != Limits::default();
                let used =
                    if is_used { Used { by_customer, total, amount_fen } } else { Used::default() };
                (draft, used)
            },
        )
}

fn offers(shape: Shape) -> impl Strategy<Value = Offers> {
    let (promotions, coupons) = shape.offers;
    let promotions = prop::collection::vec((draft(shape), 0u8..16), promotions / 2..=promotions);
    let coupon = (any::<prop::sample::Index>(), weighted(0.5, 0i32..3), 0u8..16);
    (promotions, prop::collection::vec(coupon, 0..=coupons)).prop_map(|(drafts, coupons)| {
        let promotions: Vec<LivePromotion> = drafts
            .into_iter()
            .enumerate()
            .map(|(at, ((draft, used), mixed))| {
                let promotion =
                    PromotionDraft { id: named(at, mixed, 'p'), ..draft }.parse().unwrap();
                LivePromotion { promotion, used }
            })
            .collect();
        let coupons = issued(&promotions, coupons);
        Offers { promotions, coupons }
    })
}

/// A cart of the shape, and what may act on it.
pub fn shop(shape: Shape) -> impl Strategy<Value = (Cart, Offers)> {
    (cart(shape), offers(shape))
}

/// Everything at once, in any size of money.
pub fn any_shop(promotions: usize, coupons: usize) -> impl Strategy<Value = (Cart, Offers)> {
    let shape = (
        select(&[4i64, 9, 40, 600]),
        1usize..7,
        select(&[0.01, 0.3, 0.8]),
        select(&[0.3, 0.8, 0.99]),
        select(&[0.01, 0.3, 0.9]),
        0usize..3,
        prop::bool::weighted(0.3),
    );
    shape.prop_flat_map(move |(dearest, lines, groups, stackable, limits, conditions, sums)| {
        let offers = (promotions, coupons);
        shop(Shape {
            dearest,
            lines,
            offers,
            groups,
            stackable,
            limits,
            conditions,
            sums,
            parts: false,
        })
    })
}
