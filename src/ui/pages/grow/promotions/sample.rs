//! Two small carts for a draft: one that is not there yet, and what it takes. Both are priced by the
//! engine that prices sales, for somebody who meets what the draft asks of a customer.

use std::sync::Arc;

use crate::domain::coupon::{Coupon, CouponState};
use crate::domain::day::Day;
use crate::domain::loyalty::Offer;
use crate::domain::money::Fen;
use crate::domain::points::Points;
use crate::domain::price::{Price, PriceLayers};
use crate::domain::promotion::condition::MonthDay;
use crate::domain::promotion::{Benefit, Condition, OfferId, Promotion, Step, Used, Window};
use crate::domain::quantity::Quantity;
use crate::domain::quote::{
    Advice, Cart, CartLine, Customer, LivePromotion, Offers, Quote, advice, quote,
};
use crate::domain::weekdays::Weekdays;
use crate::ui::state::SeenGood;

/// A day is looked for as far ahead.
const DAYS_AHEAD: i32 = 370;

/// What stands for postage where it is waived.
const POSTAGE: Fen = Fen::from_minor(800);

/// What a good costs of which no price is known.
const PRICE: Fen = Fen::from_minor(2_000);

/// A cart with its price.
#[derive(Clone, Debug, PartialEq)]
pub struct Shown {
    /// What its lines are called; empty = an amount.
    pub names: Vec<String>,
    /// The cart.
    pub cart: Cart,
    /// Its price.
    pub quote: Quote,
    /// True where the draft acts.
    pub acts: bool,
    /// What more is needed, where goods are all that is.
    pub advice: Option<Advice>,
}

/// One cart, or two.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Before.
    pub short: Option<Shown>,
    /// With the draft.
    pub reached: Option<Shown>,
}

/// Somebody who meets every condition about customers.
fn ideal(promotion: &Promotion, day: Day) -> Customer {
    let mut who = Customer { id: Arc::from("example"), ..Customer::default() };
    let (_, month, date) = day.ymd();
    for condition in promotion.conditions() {
        match condition {
            Condition::TierAtLeast(tier) => who.tier = who.tier.max(*tier),
            Condition::SegmentIn(words) => who.segments.extend(words.first().cloned()),
            Condition::ModeIn(words) => who.modes.extend(words.first().cloned()),
            Condition::KindIn(words) => who.kinds.extend(words.first().cloned()),
            Condition::RegionIn(words) => who.region = words.first().cloned(),
            Condition::NthPurchase(nth) => {
                who.purchases = nth.saturating_sub(1);
                who.last_day = Some(day.plus(-1));
            }
            Condition::BirthdayWindow { .. } => {
                let (month, date) = (u8::try_from(month), u8::try_from(date));
                who.birthday = month.ok().zip(date.ok()).and_then(|(m, d)| MonthDay::new(m, d));
            }
            Condition::DaysSinceLast { at_least_days, at_most_days } => {
                let ago = at_least_days.or(*at_most_days).unwrap_or_default();
                who.last_day = Some(day.plus(-i32::try_from(ago).unwrap_or_default()));
            }
            Condition::FirstOrder
            | Condition::MinAmount { .. }
            | Condition::MinQuantity { .. }
            | Condition::SkuIn(_)
            | Condition::SkuOut(_)
            | Condition::CategoryIn(_)
            | Condition::CategoryOut(_)
            | Condition::ChannelIn(_)
            | Condition::WeekdayIn(_)
            | Condition::MemberDay(_) => {}
        }
    }
    who
}

/// The first day from today on that it can act on.
fn day_of(promotion: &Promotion, today: Day) -> Option<Day> {
    let Window { first_day, last_day } = promotion.window();
    let first = first_day.map_or(today, |first| first.max(today));
    // What is over is shown on its last day.
    let first = last_day.map_or(first, |last| first.min(last));
    let suits = |day: &Day| {
        promotion.conditions().iter().all(|condition| {
            if let Condition::WeekdayIn(days) = condition {
                return days.contains(&(Weekdays::of(*day) + 1));
            }
            let Condition::MemberDay(days) = condition else { return true };
            u8::try_from(day.ymd().2).is_ok_and(|date| days.contains(&date))
        })
    };
    (0..DAYS_AHEAD).map(|ahead| first.plus(ahead)).find(suits)
}

fn line(good: &SeenGood, units: i64) -> CartLine {
    let unit_fen = if good.unit_fen > Fen::ZERO { good.unit_fen } else { PRICE };
    CartLine {
        sku: (!good.sku.is_empty()).then(|| good.sku.as_str().into()),
        category: (!good.category.is_empty()).then(|| good.category.as_str().into()),
        quantity: Quantity::from_thousandths(units.saturating_mul(1_000)),
        prices: PriceLayers { base: Price::flat(unit_fen).ok(), ..PriceLayers::default() },
    }
}

/// Goods that pass: of the shop where there are any, else as the conditions name them.
fn goods(promotion: &Promotion, seen: &[SeenGood]) -> Vec<SeenGood> {
    let passes = |good: &&SeenGood| {
        let (sku, category) = (Some(good.sku.as_str()), Some(good.category.as_str()));
        let mut conditions = promotion.conditions().iter();
        conditions.all(|it| it.goods_pass(sku, category) != Some(false))
    };
    let mut goods: Vec<SeenGood> = seen.iter().filter(passes).cloned().collect();
    if goods.is_empty() {
        let (mut sku, mut category) = (String::new(), String::new());
        for condition in promotion.conditions() {
            if let Condition::SkuIn(words) = condition {
                sku = words.first().map(|it| it.to_string()).unwrap_or_default();
            }
            if let Condition::CategoryIn(words) = condition {
                category = words.first().map(|it| it.to_string()).unwrap_or_default();
            }
        }
        let name = if sku.is_empty() { category.clone() } else { sku.clone() };
        goods.push(SeenGood { sku, name, category, unit_fen: PRICE });
    }
    // The example is of things that people buy one by one.
    goods.sort_by_key(|good| good.unit_fen == Fen::ZERO);
    goods
}

fn need_of(promotion: &Promotion) -> Fen {
    let asked = promotion.conditions().iter().filter_map(|condition| {
        let Condition::MinAmount { minimum_fen, .. } = condition else { return None };
        Some(*minimum_fen)
    });
    let of_benefit = promotion.benefit().threshold().map(|(fen, _)| fen);
    asked.chain(of_benefit).max().unwrap_or_default()
}

/// What the first cart holds: as much as is still too little, where something is asked for.
fn first_lines(promotion: &Promotion, goods: &[SeenGood]) -> Vec<(SeenGood, i64)> {
    let Some(first) = goods.first().cloned() else { return Vec::new() };
    if let Benefit::Bundle { items, .. } = promotion.benefit() {
        let one = items.first().map(|item| named(&item.sku, goods));
        return one.map(|good| vec![(good, 1)]).unwrap_or_default();
    }
    if let Benefit::BuyGet { buy_units, .. } = promotion.benefit() {
        return vec![(first, i64::from(*buy_units))];
    }
    let need = need_of(promotion).minor();
    if need <= 0 {
        return vec![(first, 1)];
    }
    let unit = if first.unit_fen > Fen::ZERO { first.unit_fen } else { PRICE }.minor();
    let units = (need - 1) / unit.max(1);
    match units {
        // One alone is more than is asked for: then an amount just below it tells the rule.
        0 => vec![(SeenGood { unit_fen: Fen::from_minor((need * 4 / 5).max(1)), ..first }, 1)],
        units => vec![(first, units.min(99))],
    }
}

fn named(sku: &str, goods: &[SeenGood]) -> SeenGood {
    goods.iter().find(|good| good.sku == *sku).cloned().unwrap_or_else(|| SeenGood {
        sku: sku.to_owned(),
        name: sku.to_owned(),
        category: String::new(),
        unit_fen: PRICE,
    })
}

/// The carts of a draft; none where it is no promotion.
#[must_use]
pub fn sample(terms: &Offer, seen: &[SeenGood], today: Day) -> Option<Sample> {
    let promotion = terms.promotion.clone().parse().ok()?;
    let day = day_of(&promotion, today)?;
    let goods = goods(&promotion, seen);
    let channel = promotion.conditions().iter().find_map(|condition| {
        let Condition::ChannelIn(words) = condition else { return None };
        words.first().cloned()
    });
    let id = promotion.id().clone();
    let acts_as = match promotion.step() {
        Step::Coupon => OfferId::new("example coupon"),
        Step::Line | Step::Order => id.clone(),
    };
    let coupons = match promotion.step() {
        Step::Coupon => vec![Coupon {
            id: acts_as.clone(),
            code: Arc::from(""),
            promotion: id,
            owner: None,
            last_day: None,
            state: CouponState::Issued,
        }],
        Step::Line | Step::Order => Vec::new(),
    };
    let postage_fen = match matches!(promotion.benefit(), Benefit::FreePostage) {
        true => POSTAGE,
        false => Fen::ZERO,
    };
    let first = first_lines(&promotion, &goods);
    let customer = Some(ideal(&promotion, day));
    let names: Vec<String> = first.iter().map(|(good, _)| good.name.clone()).collect();
    let cart = Cart {
        day,
        customer,
        channel,
        tiers: Vec::new(),
        lines: first.iter().map(|(good, units)| line(good, *units)).collect(),
        postage_fen,
        points: None,
        spend_points: Points::ZERO,
        manual: None,
    };
    let bundle = if let Benefit::Bundle { items, .. } = promotion.benefit() {
        let all = items.iter().map(|item| {
            let good = named(&item.sku, &goods);
            let made = CartLine { quantity: item.quantity, ..line(&good, 1) };
            (good.name, made)
        });
        Some(all.unzip::<_, _, Vec<String>, Vec<CartLine>>())
    } else {
        None
    };
    let offers =
        Offers { promotions: vec![LivePromotion { promotion, used: Used::default() }], coupons };
    let price = |cart: Cart, names: Vec<String>| {
        let quote = quote(&cart, &offers).ok()?;
        let acts = quote.best.chosen.contains(&acts_as);
        let advice = advice(&cart, &offers, &acts_as).ok().flatten();
        Some(Shown { names, cart, quote, acts, advice })
    };
    let begun = price(cart, names)?;
    if begun.acts {
        return Some(Sample { short: None, reached: Some(begun) });
    }
    let more = match bundle {
        Some((names, lines)) => Some((Cart { lines, ..begun.cart.clone() }, names)),
        None => begun.advice.and_then(|advice| grown(&begun, advice, &goods)),
    };
    let reached = more.and_then(|(cart, names)| price(cart, names)).filter(|shown| shown.acts);
    Some(Sample { short: Some(begun), reached })
}

/// The cart with what was advised: a further good that is not dearer than needed, else more of the
/// line, else the amount.
fn grown(short: &Shown, advice: Advice, goods: &[SeenGood]) -> Option<(Cart, Vec<String>)> {
    let (mut cart, mut names) = (short.cart.clone(), short.names.clone());
    let other = advice.amount.and_then(|more| {
        let enough = |good: &&SeenGood| good.unit_fen >= more.amount_fen;
        goods.iter().skip(1).filter(enough).min_by_key(|good| good.unit_fen)
    });
    if let Some(good) = other {
        cart.lines.push(line(good, 1));
        names.push(good.name.clone());
        return Some((cart, names));
    }
    if let Some(more) = advice.line {
        let line = cart.lines.get_mut(more.line)?;
        line.quantity = line.quantity.saturating_add(more.add);
        return Some((cart, names));
    }
    cart.lines.push(CartLine::typed(advice.amount?.amount_fen).ok()?);
    names.push(String::new());
    Some((cart, names))
}

#[cfg(test)]
mod tests;
