//! Carts and promotions with conditions of all kinds, the same every time, and both as JSON.
#![allow(dead_code, unreachable_pub)]

use std::sync::Arc;

use huitou::domain::day::Day;
use huitou::domain::money::Fen;
use huitou::domain::points::Points;
use huitou::domain::price::{Price, PriceLayers};
use huitou::domain::promotion::condition::{MonthDay, Words};
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, Condition, Limits, OfferId, Over, PromotionDraft, Step, Used,
    Window,
};
use huitou::domain::quantity::Quantity;
use huitou::domain::quote::{Cart, CartLine, Customer, LivePromotion, Offers, TierRates};
use huitou::domain::rate::BasisPoints;
use serde_json::{Value, json};

/// Every kind of condition there is.
const KINDS: usize = 18;
const SKUS: u64 = 240;
const CATEGORIES: u64 = 8;
const SEGMENTS: u64 = 8;
const MODES: u64 = 3;
const KINDS_OF_CUSTOMERS: u64 = 2;
const REGIONS: u64 = 6;
const CHANNELS: u64 = 4;

/// The next number of a row that looks random and is always the same.
struct Row(u64);

impl Row {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn between(&mut self, from: u64, to: u64) -> u64 {
        from + self.below(to - from)
    }

    /// True once in so many times.
    fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn word(&mut self, prefix: &str, of: u64) -> Arc<str> {
        word(prefix, self.below(of))
    }

    /// Different words, at most so many.
    fn words(&mut self, prefix: &str, of: u64, most: u64) -> Words {
        let mut words: Words = (0..self.below(most + 1)).map(|_| self.word(prefix, of)).collect();
        words.sort();
        words.dedup();
        words
    }

    /// The same, at least one.
    fn some_words(&mut self, prefix: &str, of: u64, most: u64) -> Words {
        let mut words = self.words(prefix, of, most - 1);
        let one = self.word(prefix, of);
        if !words.contains(&one) {
            words.push(one);
        }
        words
    }
}

fn word(prefix: &str, number: u64) -> Arc<str> {
    format!("{prefix}{number}").into()
}

fn fen(minor: u64) -> Fen {
    Fen::from_minor(minor as i64)
}

// Carts ----------------------------------------------------------------------------------------------

/// Carts of 1 to 50 lines on days of two years; one customer in ten is unknown.
pub fn carts(count: usize) -> Vec<Cart> {
    let mut row = Row(20_261_122);
    (0..count).map(|at| cart(at, &mut row)).collect()
}

fn cart(at: usize, row: &mut Row) -> Cart {
    let first = Day::from_ymd(2027, 1, 1).unwrap();
    let day = first.plus(row.below(731) as i32);
    let rates = |paid| TierRates { paid: BasisPoints::new(paid).unwrap(), ..TierRates::default() };
    Cart {
        day,
        customer: (!row.once_in(10)).then(|| customer(at, day, row)),
        channel: (!row.once_in(5)).then(|| row.word("channel", CHANNELS)),
        tiers: [10_000, 9_800, 9_500, 9_000].map(rates).to_vec(),
        lines: (0..row.between(1, 51)).map(|_| line(row)).collect(),
        postage_fen: Fen::from_minor(800),
        points: None,
        spend_points: Points::ZERO,
        manual: None,
    }
}

fn customer(at: usize, day: Day, row: &mut Row) -> Customer {
    let purchases = row.below(7) as u32;
    let birthday = day.plus(match row.below(3) {
        0 => row.below(30) as i32 - 15,
        _ => row.below(365) as i32,
    });
    let (_, month, day_of_month) = birthday.ymd();
    Customer {
        id: word("c", at as u64),
        tier: row.below(5) as u8,
        region: (!row.once_in(5)).then(|| row.word("region", REGIONS)),
        segments: row.words("segment", SEGMENTS, 3),
        modes: row.words("mode", MODES, 2),
        kinds: row.words("kind", KINDS_OF_CUSTOMERS, 1),
        purchases,
        last_day: (purchases > 0).then(|| day.plus(-(row.below(300) as i32))),
        birthday: match row.below(12) {
            0..=2 => None,
            3 => MonthDay::new(2, 29),
            _ => MonthDay::new(month as u8, day_of_month as u8),
        },
        points: Points::ZERO,
    }
}

/// Goods by unit or by weight, some with a price of the customer's own; one in twenty is a typed amount.
fn line(row: &mut Row) -> CartLine {
    let price = |row: &mut Row| Price::flat(fen(row.between(300, 6_000))).unwrap();
    if row.once_in(20) {
        return CartLine::typed(fen(row.between(100, 20_000))).unwrap();
    }
    let sku = row.below(SKUS);
    let thousandths = match row.below(10) {
        0 => 0,
        1..=3 => row.between(100, 5_000),
        _ => 1_000 * row.between(1, 5),
    };
    CartLine {
        sku: Some(word("s", sku)),
        category: (!row.once_in(20)).then(|| word("category", sku % CATEGORIES)),
        quantity: Quantity::from_thousandths(thousandths as i64),
        prices: PriceLayers {
            own: row.once_in(6).then(|| price(row)),
            base: Some(price(row)),
            ..PriceLayers::default()
        },
    }
}

// Promotions -----------------------------------------------------------------------------------------

/// Promotions with 1 to 4 conditions each, every kind as the first one equally often. Without days,
/// limits or thresholds of their benefits: what is met or not are the conditions alone. Their ids
/// sort in their order.
pub fn offers(count: usize) -> Offers {
    let mut row = Row(7);
    Offers { promotions: (0..count).map(|at| promotion(at, &mut row)).collect(), coupons: vec![] }
}

fn promotion(at: usize, row: &mut Row) -> LivePromotion {
    let more = row.below(4);
    let mut conditions = vec![condition(at % KINDS, row)];
    for _ in 0..more {
        let kind = row.below(KINDS as u64) as usize;
        conditions.push(condition(kind, row));
    }
    let draft = PromotionDraft {
        id: OfferId::new(&format!("p{at:04}")),
        step: Step::Order,
        window: Window { first_day: None, last_day: None },
        conditions,
        benefit: Benefit::AmountOff { off_fen: Fen::from_minor(100) },
        stackable: false,
        exclusive_group: None,
        limits: Limits::default(),
    };
    LivePromotion { promotion: draft.parse().unwrap(), used: Used::default() }
}

fn condition(kind: usize, row: &mut Row) -> Condition {
    match kind {
        0 => Condition::MinAmount {
            minimum_fen: fen(row.between(5_000, 200_000)),
            read: AmountRead {
                reads: [Amount::List, Amount::Goods, Amount::Payable][row.below(3) as usize],
                over: over(row),
            },
        },
        1 => Condition::MinQuantity {
            minimum: Quantity::from_thousandths(row.between(1, 90) as i64 * 1_000),
            over: over(row),
        },
        2 => Condition::SkuIn(row.some_words("s", SKUS, 20)),
        3 => Condition::SkuOut(row.some_words("s", SKUS, 60)),
        4 => Condition::CategoryIn(row.some_words("category", CATEGORIES, 3)),
        5 => Condition::CategoryOut(row.some_words("category", CATEGORIES, 6)),
        6 => Condition::TierAtLeast(row.between(1, 5) as u8),
        7 => Condition::SegmentIn(row.some_words("segment", SEGMENTS, 4)),
        8 => Condition::ModeIn(row.some_words("mode", MODES, 2)),
        9 => Condition::KindIn(row.some_words("kind", KINDS_OF_CUSTOMERS, 2)),
        10 => Condition::RegionIn(row.some_words("region", REGIONS, 4)),
        11 => Condition::ChannelIn(row.some_words("channel", CHANNELS, 3)),
        12 => Condition::FirstOrder,
        13 => Condition::NthPurchase(row.between(1, 7) as u32),
        14 => {
            let first = row.between(1, 8) as u8;
            Condition::WeekdayIn(
                (0..row.between(1, 5) as u8).map(|d| (first + d) % 7 + 1).collect(),
            )
        }
        15 => {
            let first = row.between(1, 9) as u8;
            Condition::MemberDay((0..row.between(1, 4) as u8).map(|d| first + d * 10).collect())
        }
        16 => Condition::BirthdayWindow {
            before_days: row.below(120) as u16,
            after_days: row.below(60) as u16,
        },
        _ => Condition::DaysSinceLast {
            at_least_days: row.once_in(2).then(|| row.below(200) as u32),
            at_most_days: row.once_in(2).then(|| row.between(100, 400) as u32),
        },
    }
}

fn over(row: &mut Row) -> Over {
    if row.once_in(3) { Over::All } else { Over::Eligible }
}

// As JSON --------------------------------------------------------------------------------------------

/// A cart as others read it: lines with their amounts before promotions, days as numbers.
pub fn cart_json(cart: &Cart) -> Value {
    let priced = cart.price_lines().unwrap();
    let line = |(line, price): (&CartLine, &huitou::domain::quote::PricedLine)| {
        json!({ "sku": line.sku, "category": line.category,
            "quantity": line.quantity.thousandths(), "list_minor": price.list_fen.minor(),
            "amount_minor": price.amount_fen.minor() })
    };
    let customer = cart.customer.as_ref().map(|who| {
        json!({ "tier": who.tier, "region": who.region, "segments": who.segments,
            "modes": who.modes, "kinds": who.kinds, "purchases": who.purchases,
            "last_day": who.last_day.map(Day::number),
            "birthday": who.birthday.map(|on| [on.month(), on.day()]) })
    });
    let lines: Vec<Value> = cart.lines.iter().zip(&priced).map(line).collect();
    json!({ "day": cart.day.number(), "customer": customer, "channel": cart.channel, "lines": lines })
}

/// The conditions of a promotion, as the vectors write them.
pub fn conditions_json(live: &LivePromotion) -> Value {
    live.promotion.conditions().iter().map(condition_json).collect()
}

fn condition_json(condition: &Condition) -> Value {
    let values = |kind: &str, values: &Words| json!({ "kind": kind, "values": values });
    match condition {
        Condition::MinAmount { minimum_fen, read } => {
            let reads = match read.reads {
                Amount::List => "list",
                Amount::Goods => "goods",
                Amount::Payable => "payable",
            };
            json!({ "kind": "min_amount", "minor": minimum_fen.minor(), "reads": reads,
                "over": over_json(read.over) })
        }
        Condition::MinQuantity { minimum, over } => {
            json!({ "kind": "min_quantity", "quantity": minimum.thousandths(), "over": over_json(*over) })
        }
        Condition::SkuIn(words) => values("sku_in", words),
        Condition::SkuOut(words) => values("sku_out", words),
        Condition::CategoryIn(words) => values("category_in", words),
        Condition::CategoryOut(words) => values("category_out", words),
        Condition::TierAtLeast(tier) => json!({ "kind": "tier_at_least", "tier": tier }),
        Condition::SegmentIn(words) => values("segment_in", words),
        Condition::ModeIn(words) => values("mode_in", words),
        Condition::KindIn(words) => values("kind_in", words),
        Condition::RegionIn(words) => values("region_in", words),
        Condition::ChannelIn(words) => values("channel_in", words),
        Condition::FirstOrder => json!({ "kind": "first_order" }),
        Condition::NthPurchase(nth) => json!({ "kind": "nth_purchase", "n": nth }),
        Condition::WeekdayIn(days) => json!({ "kind": "weekday_in", "values": days }),
        Condition::MemberDay(days) => json!({ "kind": "member_day", "values": days }),
        Condition::BirthdayWindow { before_days, after_days } => {
            json!({ "kind": "birthday_window", "before": before_days, "after": after_days })
        }
        Condition::DaysSinceLast { at_least_days, at_most_days } => {
            json!({ "kind": "days_since_last", "at_least": at_least_days, "at_most": at_most_days })
        }
    }
}

fn over_json(over: Over) -> &'static str {
    match over {
        Over::Eligible => "eligible",
        Over::All => "all",
    }
}
