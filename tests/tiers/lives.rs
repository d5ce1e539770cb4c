//! Made-up policies and customers.

use huitou::domain::day::Day;
use huitou::domain::figures::CountingRule;
use huitou::domain::money::Fen;
use huitou::domain::tier::{
    Facts, Fall, HandTier, Ladder, Minimums, Missing, Mode, OpeningFact, OrderFact, Period,
    RefundFact, Rules, Step, Term,
};
use proptest::prelude::*;

pub(crate) fn on(number: i32) -> Day {
    Day::from_number(number)
}

pub(crate) fn step(number: u32) -> Step {
    Step::new(number).unwrap()
}

/// Days of the made-up lives: a bit over three years.
pub(crate) const DAYS: i32 = 1_200;

pub(crate) fn ladders() -> impl Strategy<Value = Ladder> {
    let asks = (prop::option::of(0u32..8), prop::option::of(0i64..1_500))
        .prop_map(|(purchases, fen)| Minimums { purchases, net_fen: fen.map(Fen::from_minor) });
    // They need not rise.
    (prop::collection::vec(asks, 0..4), any::<bool>())
        .prop_map(|(above, and)| Ladder::new(above, if and { Mode::And } else { Mode::Or }))
}

pub(crate) fn rules() -> impl Strategy<Value = Rules> {
    let term = prop_oneof![(0u32..14).prop_map(Term::Months), (0u32..400).prop_map(Term::Days)];
    let fall = prop::sample::select(vec![Fall::Never, Fall::OneDown, Fall::Fits, Fall::OneDown]);
    let window = prop::option::of(0u32..500);
    let grace = prop_oneof![Just(0u32), 0u32..60];
    (ladders(), window, prop::option::weighted(0.8, term), grace, fall).prop_map(
        |(ladder, window_days, term, grace_days, fall)| Rules {
            ladder,
            window_days,
            term,
            grace_days,
            fall,
        },
    )
}

pub(crate) fn periods() -> impl Strategy<Value = Vec<Period>> {
    let period =
        (0i32..DAYS, rules()).prop_map(|(first, rules)| Period { first_day: on(first), rules });
    prop::collection::vec(period, 0..4)
}

pub(crate) fn facts() -> impl Strategy<Value = Facts> {
    let refund = (-20i32..200, 0i64..400);
    let order = (
        -200i32..DAYS,
        -10i64..600,
        prop::option::weighted(0.1, 0i32..100),
        prop::collection::vec(refund, 0..2),
    );
    let order = order.prop_map(|(bought, goods, cancelled, refunds)| OrderFact {
        // Few days, so that orders share some.
        day: on(bought / 7 * 7),
        goods_fen: Fen::from_minor(goods),
        cancelled_day: cancelled.map(|after| on(bought + after)),
        refunds: refunds
            .into_iter()
            .map(|(after, fen)| RefundFact { day: on(bought + after), fen: Fen::from_minor(fen) })
            .collect(),
    });
    let opening = (-200i32..DAYS, 0u32..4, -200i64..600).prop_map(|(at, purchases, fen)| {
        OpeningFact { day: on(at), purchases, net_fen: Fen::from_minor(fen) }
    });
    (prop::collection::vec(order, 0..14), prop::collection::vec(opening, 0..2))
        .prop_map(|(orders, openings)| Facts { orders, openings })
}

pub(crate) fn hands() -> impl Strategy<Value = Vec<HandTier>> {
    let hand = (1u32..6, 0i32..DAYS, prop::option::of(0i32..300), any::<bool>());
    let hand = hand.prop_map(|(number, first, length, hold_down)| HandTier {
        step: step(number),
        first_day: on(first),
        last_day: length.map(|length| on(first + length)),
        hold_down,
        reason: String::new(),
        author: String::new(),
    });
    prop::collection::vec(hand, 0..3)
}

pub(crate) fn rule(merged: bool) -> CountingRule {
    if merged { CountingRule::MergedByDay } else { CountingRule::EachOrder }
}

/// One more order of the same customer.
pub(crate) fn with_order(facts: &Facts, day: Day, fen: i64) -> Facts {
    let mut facts = facts.clone();
    facts.orders.push(OrderFact {
        day,
        goods_fen: Fen::from_minor(fen),
        cancelled_day: None,
        refunds: Vec::new(),
    });
    facts
}

/// Orders of one day that meet what is missing, each its own purchase.
pub(crate) fn meeting(facts: &Facts, day: Day, missing: Missing) -> Facts {
    let mut facts = with_order(facts, day, missing.net_fen.unwrap_or_default().minor());
    for _ in 1..missing.purchases.unwrap_or(0) {
        facts = with_order(&facts, day, 0);
    }
    facts
}
