//! Carts and offers as they may come, small enough that their amounts often meet.
#![allow(unreachable_pub)]

use std::sync::Arc;

use huitou::domain::coupon::{Coupon, CouponState};
use huitou::domain::day::Day;
use huitou::domain::money::Fen;
use huitou::domain::points::Points;
use huitou::domain::price::{Price, PriceBreak, PriceLayers};
use huitou::domain::promotion::condition::MonthDay;
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, BundleItem, Condition, LadderStep, Limits, OfferId, Over,
    PromotionDraft, Step, Used, Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::settlement::PointsRules;
use huitou::domain::quote::{Cart, CartLine, Customer, LivePromotion, Offers, TierRates};
use huitou::domain::rate::BasisPoints;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

pub const TODAY: &str = "2026-11-22";

pub fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

pub fn today() -> Day {
    TODAY.parse().unwrap()
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Arc<str>> {
    select(words).prop_map(Arc::from)
}

const SKUS: &[&str] = &["A", "B", "C"];
const CATEGORIES: &[&str] = &["tea", "nuts"];

/// Round amounts and odd ones; equal ones come often.
fn amount(most: i64) -> impl Strategy<Value = Fen> {
    prop_oneof![
        3 => (0..=most / 500).prop_map(|n| fen(n * 500)),
        2 => (0..=most).prop_map(fen),
        1 => (0i64..=3).prop_map(fen),
    ]
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![
        5 => (1i64..=4).prop_map(|units| units * 1_000),
        1 => 1i64..=3_500,
        1 => Just(0i64),
    ]
    .prop_map(Quantity::from_thousandths)
}

fn price() -> impl Strategy<Value = Price> {
    let flat = amount(6_000).prop_map(|unit| Price::flat(unit).unwrap());
    let broken = (amount(6_000), amount(3_000)).prop_map(|(one, many)| {
        let at = |from, unit_fen| PriceBreak { from: Quantity::from_thousandths(from), unit_fen };
        Price::by_quantity(vec![at(0, one), at(3_000, many)]).unwrap()
    });
    prop_oneof![4 => flat, 1 => broken]
}

fn line() -> impl Strategy<Value = CartLine> {
    let layers = (price(), weighted(0.1, price()), weighted(0.1, price())).prop_map(
        |(base, own, private)| PriceLayers {
            own,
            private,
            base: Some(base),
            ..PriceLayers::default()
        },
    );
    (weighted(0.9, word(SKUS)), weighted(0.8, word(CATEGORIES)), quantity(), layers)
        .prop_map(|(sku, category, quantity, prices)| CartLine { sku, category, quantity, prices })
}

fn customer() -> impl Strategy<Value = Customer> {
    (0u8..=3, 0u32..3, weighted(0.7, 0i32..90), 0i64..5_000, any::<bool>()).prop_map(
        |(tier, purchases, silence, points, is_local)| Customer {
            id: "c1".into(),
            tier,
            region: is_local.then(|| "zhejiang".into()),
            segments: if is_local { vec!["loyal".into()] } else { Vec::new() },
            purchases,
            last_day: silence.map(|days| today().plus(-days)),
            birthday: MonthDay::new(11, 25),
            points: Points::new(points),
            ..Customer::default()
        },
    )
}

pub fn cart() -> impl Strategy<Value = Cart> {
    (
        weighted(0.9, customer()),
        prop::collection::vec(line(), 1..5),
        select(&[0i64, 800]),
        select(&[0i64, 500, 100_000]),
    )
        .prop_map(|(customer, lines, postage, spend)| Cart {
            day: today(),
            customer,
            channel: None,
            tiers: [(10_000, 10_000), (9_800, 12_000), (9_000, 20_000)]
                .map(|(paid, points)| TierRates {
                    paid: BasisPoints::new(paid).unwrap(),
                    points: BasisPoints::new(points).unwrap(),
                })
                .to_vec(),
            lines,
            postage_fen: fen(postage),
            points: Some(PointsRules::default()),
            spend_points: Points::new(spend),
            manual: None,
        })
}

fn read() -> impl Strategy<Value = AmountRead> {
    (select(&[Amount::List, Amount::Goods, Amount::Payable]), select(&[Over::Eligible, Over::All]))
        .prop_map(|(reads, over)| AmountRead { reads, over })
}

fn condition() -> impl Strategy<Value = Condition> {
    prop_oneof![
        4 => (amount(12_000), read())
            .prop_map(|(minimum_fen, read)| Condition::MinAmount { minimum_fen, read }),
        1 => (0i64..5_000, select(&[Over::Eligible, Over::All])).prop_map(|(least, over)| {
            Condition::MinQuantity { minimum: Quantity::from_thousandths(least), over }
        }),
        2 => prop::collection::vec(word(SKUS), 1..3).prop_map(Condition::SkuIn),
        1 => prop::collection::vec(word(SKUS), 1..2).prop_map(Condition::SkuOut),
        2 => word(CATEGORIES).prop_map(|one| Condition::CategoryIn(vec![one])),
        1 => word(CATEGORIES).prop_map(|one| Condition::CategoryOut(vec![one])),
        1 => (0u8..=3).prop_map(Condition::TierAtLeast),
        1 => Just(Condition::SegmentIn(vec!["loyal".into()])),
        1 => Just(Condition::FirstOrder),
        1 => Just(Condition::BirthdayWindow { before_days: 7, after_days: 0 }),
        1 => Just(Condition::DaysSinceLast { at_least_days: Some(30), at_most_days: None }),
        1 => Just(Condition::WeekdayIn(vec![6, 7])),
    ]
}

fn per(off: i64, per: i64, max_fen: Option<Fen>, read: AmountRead) -> Benefit {
    Benefit::AmountOffPer { off_fen: fen(off), per_fen: fen(per), max_fen, read }
}

fn benefit() -> impl Strategy<Value = Benefit> {
    let bp = |paid| BasisPoints::new(paid).unwrap();
    prop_oneof![
        4 => amount(4_000).prop_map(|off_fen| Benefit::AmountOff { off_fen }),
        3 => (select(&[0u32, 5_000, 8_000, 8_500, 9_500]), weighted(0.4, amount(1_500)))
            .prop_map(move |(paid, cap_fen)| Benefit::Percent { paid: bp(paid), cap_fen }),
        1 => (1i64..1_500, 500i64..4_000, weighted(0.3, amount(3_000)), read())
            .prop_map(|(off, every, max, read)| per(off, every, max, read)),
        1 => (1i64..1_000, 1_000i64..3_000, read()).prop_map(|(off, from, read)| {
            let step = |times| LadderStep { from_fen: fen(from * times), off_fen: fen(off * times) };
            Benefit::Ladder { steps: vec![step(1), step(2), step(4)], read }
        }),
        1 => amount(3_000).prop_map(|unit_fen| Benefit::FixedPrice { unit_fen }),
        1 => Just(Benefit::FreePostage),
        1 => select(&[0i64, 700]).prop_map(|value| Benefit::Gift {
            sku: "G".into(), quantity: Quantity::ONE, value_fen: fen(value),
        }),
        1 => Just(Benefit::PointsMultiplier { day: bp(20_000) }),
        2 => (1u32..3, 1u32..2, weighted(0.4, word(SKUS)), weighted(0.3, 1u32..3)).prop_map(
            |(buy_units, get_units, get, max_times)| Benefit::BuyGet {
                buy_units, get_units, get_skus: get.map(|sku| vec![sku]), max_times,
            }),
        1 => (amount(4_000), weighted(0.3, 1u32..3)).prop_map(|(price_fen, max_times)| {
            let item = |sku: &str, units: i64| BundleItem {
                sku: sku.into(), quantity: Quantity::from_thousandths(units * 1_000),
            };
            Benefit::Bundle { items: vec![item("A", 1), item("B", 1)], price_fen, max_times }
        }),
    ]
}

fn limits() -> impl Strategy<Value = Limits> {
    (weighted(0.2, 1u32..3), weighted(0.1, 1u32..3), weighted(0.25, amount(2_500)))
        .prop_map(|(per_customer, total, budget_fen)| Limits { per_customer, total, budget_fen })
}

fn draft() -> impl Strategy<Value = PromotionDraft> {
    (
        select(&Step::ALL),
        weighted(0.5, -1i32..20),
        prop::collection::vec(condition(), 0..3),
        benefit(),
        prop::bool::weighted(0.7),
        weighted(0.3, word(&["g", "h"])),
        limits(),
    )
        .prop_map(|(step, ends, conditions, benefit, stackable, exclusive_group, limits)| {
            let last_day = ends.map(|days| today().plus(days));
            PromotionDraft {
                id: OfferId::new(""),
                step,
                window: Window { first_day: None, last_day },
                conditions,
                benefit,
                stackable,
                exclusive_group,
                limits,
            }
        })
}

/// Offers of so many promotions and coupons at most. Ids are mixed, so that coupons do not always
/// come behind promotions.
pub fn offers(promotions: usize, coupons: usize) -> impl Strategy<Value = Offers> {
    let promotions = prop::collection::vec((draft(), any::<u8>()), 1..=promotions);
    let coupon = (any::<prop::sample::Index>(), weighted(0.5, 0i32..9), any::<u8>());
    let coupons = prop::collection::vec(coupon, 0..=coupons);
    (promotions, coupons).prop_map(|(drafts, coupons)| {
        let drafts = drafts.into_iter().enumerate();
        let promotions: Vec<LivePromotion> = drafts
            .map(|(at, (draft, mixed))| {
                let id = named(at, mixed, 'p');
                let promotion = PromotionDraft { id, ..draft }.parse().unwrap();
                LivePromotion { promotion, used: Used::default() }
            })
            .collect();
        let coupons = issued(&promotions, coupons);
        Offers { promotions, coupons }
    })
}

/// A coupon before it has a rule: which one, in how many days it ends, what mixes its id.
pub type Coming = (prop::sample::Index, Option<i32>, u8);

/// What an offer is called; ids are mixed, so that coupons do not always come behind promotions.
pub fn named(at: usize, mixed: u8, kind: char) -> OfferId {
    OfferId::new(&format!("{:02x}-{kind}{at}", mixed % 16))
}

/// Coupons of the rules among the promotions; none where there is no rule.
pub fn issued(promotions: &[LivePromotion], coupons: Vec<Coming>) -> Vec<Coupon> {
    let rules: Vec<&OfferId> = promotions
        .iter()
        .filter(|live| live.promotion.step() == Step::Coupon)
        .map(|live| live.promotion.id())
        .collect();
    let issued = coupons.into_iter().enumerate().filter(|_| !rules.is_empty());
    issued
        .map(|(at, (rule, ends, mixed))| Coupon {
            id: named(at, mixed, 'k'),
            code: "".into(),
            promotion: rules[rule.index(rules.len())].clone(),
            owner: None,
            last_day: ends.map(|days| today().plus(days)),
            state: CouponState::Issued,
        })
        .collect()
}
