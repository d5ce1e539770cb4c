//! Carts and offers of a shop that has many, the same every time.
#![allow(dead_code, unreachable_pub)]

use std::sync::Arc;

use huitou::domain::coupon::{Coupon, CouponState};
use huitou::domain::day::Day;
use huitou::domain::money::Fen;
use huitou::domain::points::Points;
use huitou::domain::price::{Price, PriceLayers};
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, Condition, LadderStep, Limits, OfferId, Over, PromotionDraft,
    Step, Used, Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::settlement::PointsRules;
use huitou::domain::quote::{Cart, CartLine, Customer, LivePromotion, Offers, TierRates};
use huitou::domain::rate::BasisPoints;

/// What is priced.
pub struct Shop {
    pub cart: Cart,
    pub offers: Offers,
}

/// The next number of a row that looks random and is always the same.
struct Row(u64);

impl Row {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn fen(&mut self, from: u64, to: u64) -> Fen {
        Fen::from_minor((from + self.below(to - from)) as i64)
    }
}

const CATEGORIES: [&str; 4] = ["tea", "nuts", "dried", "gifts"];

pub fn today() -> Day {
    Day::from_ymd(2026, 11, 22).unwrap()
}

fn cart(lines: usize, row: &mut Row) -> Cart {
    let line = |at: usize, row: &mut Row| CartLine {
        sku: Some(format!("s{at}").into()),
        category: Some(CATEGORIES[at % CATEGORIES.len()].into()),
        quantity: Quantity::from_thousandths(1_000 * (1 + row.below(4) as i64)),
        prices: PriceLayers {
            base: Some(Price::flat(row.fen(500, 9_900)).unwrap()),
            ..PriceLayers::default()
        },
    };
    Cart {
        day: today(),
        customer: Some(Customer {
            id: "c1".into(),
            tier: 2,
            segments: vec!["loyal".into()],
            purchases: 4,
            last_day: Some(today().plus(-40)),
            points: Points::new(2_000),
            ..Customer::default()
        }),
        channel: None,
        tiers: vec![TierRates::default(); 4],
        lines: (0..lines).map(|at| line(at, row)).collect(),
        postage_fen: Fen::from_minor(800),
        points: Some(PointsRules::default()),
        spend_points: Points::ZERO,
        manual: None,
    }
}

fn live(draft: PromotionDraft) -> LivePromotion {
    LivePromotion { promotion: draft.parse().unwrap(), used: Used::default() }
}

fn draft(id: String, step: Step, conditions: Vec<Condition>, benefit: Benefit) -> PromotionDraft {
    PromotionDraft {
        id: OfferId::new(&id),
        step,
        window: Window { first_day: None, last_day: Some(today().plus(8)) },
        conditions,
        benefit,
        stackable: true,
        exclusive_group: None,
        limits: Limits::default(),
    }
}

fn minimum(minimum_fen: Fen, reads: Amount) -> Condition {
    Condition::MinAmount { minimum_fen, read: AmountRead { reads, over: Over::Eligible } }
}

fn percent(paid: u64) -> Benefit {
    Benefit::Percent { paid: BasisPoints::new(paid as u32).unwrap(), cap_fen: None }
}

/// Promotions of every kind: on single goods, on categories, on the order; some stackable, some not,
/// some in groups, some for others; and coupons of eight rules. Single goods are drawn from so many.
pub fn counter(lines: usize, promotions: usize, coupons: usize, goods: usize) -> Shop {
    let mut row = Row(20_261_122);
    let cart = cart(lines, &mut row);
    let mut rules: Vec<LivePromotion> =
        (0..promotions).map(|at| live(counter_promotion(at, goods, &mut row))).collect();
    let coupon_rule = |at: usize, row: &mut Row| {
        let least = minimum(row.fen(5_000, 60_000), Amount::Payable);
        let benefit = Benefit::AmountOff { off_fen: row.fen(300, 2_500) };
        let rule = draft(format!("r{at}"), Step::Coupon, vec![least], benefit);
        live(PromotionDraft { stackable: at.is_multiple_of(2), ..rule })
    };
    rules.extend((0..8).map(|at| coupon_rule(at, &mut row)));
    let coupons = (0..coupons).map(|at| coupon(at, &format!("r{}", at % 8), &mut row)).collect();
    Shop { cart, offers: Offers { promotions: rules, coupons } }
}

fn counter_promotion(at: usize, goods: usize, row: &mut Row) -> PromotionDraft {
    let sku: Arc<str> = format!("s{}", row.below(goods as u64)).into();
    let category: Arc<str> = CATEGORIES[at % CATEGORIES.len()].into();
    let id = format!("p{at:03}");
    let of_category = vec![Condition::CategoryIn(vec![category])];
    match at % 10 {
        0..=4 => {
            let benefit = percent(7_000 + row.below(2_900));
            draft(id, Step::Line, vec![Condition::SkuIn(vec![sku])], benefit)
        }
        5 => {
            let benefit = Benefit::FixedPrice { unit_fen: row.fen(400, 5_000) };
            draft(id, Step::Line, vec![Condition::SkuIn(vec![sku])], benefit)
        }
        6 => {
            let buy_get =
                Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus: None, max_times: Some(2) };
            let group = Some("two and one".into());
            let rule = draft(id, Step::Line, of_category, buy_get);
            PromotionDraft { exclusive_group: group, ..rule }
        }
        7 => {
            let from = row.fen(10_000, 40_000);
            let step = |times: i64| LadderStep {
                from_fen: Fen::from_minor(from.minor() * times),
                off_fen: Fen::from_minor(from.minor() * times / 12),
            };
            let steps = vec![step(1), step(2), step(3)];
            let ladder = Benefit::Ladder { steps, read: AmountRead::default() };
            let rule = draft(id, Step::Order, of_category, ladder);
            PromotionDraft { stackable: at % 20 == 7, ..rule }
        }
        8 => {
            let least = vec![minimum(row.fen(20_000, 300_000), Amount::Goods)];
            let rule = draft(id, Step::Order, least, percent(8_500 + row.below(1_300)));
            PromotionDraft { stackable: false, ..rule }
        }
        _ => {
            let tier = vec![Condition::TierAtLeast(1 + (at as u8 / 10) % 4)];
            draft(id, Step::Order, tier, Benefit::AmountOff { off_fen: row.fen(100, 1_500) })
        }
    }
}

fn coupon(at: usize, rule: &str, row: &mut Row) -> Coupon {
    Coupon {
        id: OfferId::new(&format!("k{at:03}")),
        code: format!("K{at}").into(),
        promotion: OfferId::new(rule),
        owner: Some("c1".into()),
        last_day: Some(today().plus(row.below(30) as i32)),
        state: CouponState::Issued,
    }
}

fn shop_of_coupons(count: usize, rule: impl Fn(usize, &mut Row) -> PromotionDraft) -> Shop {
    let mut row = Row(7);
    let cart = cart(6, &mut row);
    let promotions = (0..count).map(|at| live(rule(at, &mut row))).collect();
    let coupons = (0..count).map(|at| coupon(at, &format!("r{at}"), &mut row)).collect();
    Shop { cart, offers: Offers { promotions, coupons } }
}

/// Coupons that all differ: amounts and shares of the whole order, most of them from an amount on that
/// the others take away.
pub fn coupons(count: usize) -> Shop {
    shop_of_coupons(count, |at, row| {
        let least = minimum(row.fen(1_000, 45_000), Amount::Payable);
        let benefit = match at % 3 {
            0 => percent(8_000 + row.below(1_800)),
            _ => Benefit::AmountOff { off_fen: row.fen(200, 4_000) },
        };
        draft(format!("r{at}"), Step::Coupon, vec![least], benefit)
    })
}

/// Coupons that are worth more together than the cart, all the same but for their last days.
pub fn equal_coupons(count: usize) -> Shop {
    shop_of_coupons(count, |at, _| {
        let benefit = Benefit::AmountOff { off_fen: Fen::from_minor(5_000) };
        draft(format!("r{at}"), Step::Coupon, Vec::new(), benefit)
    })
}

/// Coupons for goods of one category each, beside some for all.
pub fn category_coupons(count: usize) -> Shop {
    shop_of_coupons(count, |at, row| {
        let category: Arc<str> = CATEGORIES[at % CATEGORIES.len()].into();
        let least = minimum(row.fen(500, 12_000), Amount::Payable);
        let conditions = match at % 5 {
            4 => vec![least],
            _ => vec![Condition::CategoryIn(vec![category]), least],
        };
        let benefit = match at % 2 {
            0 => percent(8_000 + row.below(1_800)),
            _ => Benefit::AmountOff { off_fen: row.fen(200, 3_000) },
        };
        draft(format!("r{at}"), Step::Coupon, conditions, benefit)
    })
}

const WORDS: [&str; 6] = ["loyal", "new", "asleep", "wholesale", "north", "south"];

/// Customers of every tier, in some segments, who bought at some time.
pub fn customers(count: usize) -> Vec<Customer> {
    let mut row = Row(3);
    let customer = |at: usize, row: &mut Row| Customer {
        id: format!("c{at}").into(),
        tier: row.below(5) as u8,
        region: Some(WORDS[4 + row.below(2) as usize].into()),
        segments: vec![WORDS[row.below(3) as usize].into()],
        purchases: row.below(12) as u32,
        last_day: Some(today().plus(-(row.below(400) as i32))),
        ..Customer::default()
    };
    (0..count).map(|at| customer(at, &mut row)).collect()
}

/// What coupons ask of customers: one to three conditions each, of some hundred different ones.
pub fn rules_about_customers(count: usize) -> Vec<Vec<Condition>> {
    let mut row = Row(5);
    let condition = |row: &mut Row| match row.below(5) {
        0 => Condition::TierAtLeast(1 + row.below(4) as u8),
        1 => Condition::SegmentIn(vec![WORDS[row.below(3) as usize].into()]),
        2 => Condition::RegionIn(vec![WORDS[4 + row.below(2) as usize].into()]),
        3 => Condition::NthPurchase(1 + row.below(12) as u32),
        _ => Condition::DaysSinceLast {
            at_least_days: Some(15 * row.below(20) as u32),
            at_most_days: None,
        },
    };
    (0..count).map(|_| (0..=row.below(3)).map(|_| condition(&mut row)).collect()).collect()
}
