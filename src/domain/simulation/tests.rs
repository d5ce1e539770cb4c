use super::*;
use crate::domain::day::Day;
use crate::domain::money::Ratio;
use crate::domain::points::Points;
use crate::domain::promotion::{
    AmountRead, Benefit, Condition, Limits, OfferId, PromotionDraft, Step, Used, Window,
};
use crate::domain::quote::{CartLine, Customer};

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn day(day: u32) -> Day {
    Day::from_ymd(2026, 11, day).unwrap()
}

/// An order of one amount.
fn order(on: u32, customer: Option<u32>, amount: i64, cost: Option<i64>) -> PastOrder {
    let who = |id: u32| Customer { id: id.to_string().into(), ..Customer::default() };
    let cart = Cart {
        day: day(on),
        customer: customer.map(who),
        channel: None,
        tiers: Vec::new(),
        lines: vec![CartLine::typed(fen(amount)).unwrap()],
        postage_fen: fen(800),
        points: None,
        spend_points: Points::ZERO,
        manual: None,
    };
    PastOrder { customer, cart, unit_costs_fen: vec![cost.map(fen)] }
}

fn from(minimum: i64) -> Vec<Condition> {
    vec![Condition::MinAmount { minimum_fen: fen(minimum), read: AmountRead::default() }]
}

/// From 200: so much off; alone in its step.
fn draft(id: &str, off: i64) -> PromotionDraft {
    PromotionDraft {
        id: OfferId::new(id),
        step: Step::Order,
        window: Window::default(),
        conditions: from(20_000),
        benefit: Benefit::AmountOff { off_fen: fen(off) },
        stackable: false,
        exclusive_group: None,
        limits: Limits::default(),
    }
}

fn live(draft: PromotionDraft) -> LivePromotion {
    LivePromotion { promotion: draft.parse().unwrap(), used: Used::default() }
}

fn of(draft: PromotionDraft, live: &[LivePromotion], orders: &[PastOrder]) -> Simulation {
    let margin = BasisPoints::new(3_000).unwrap();
    let terms = Terms { margin, windows: Windows::Ignored };
    simulate(&draft.parse().unwrap(), live, orders, terms)
}

fn orders() -> Vec<PastOrder> {
    vec![
        order(3, Some(1), 20_000, Some(19_000)),
        order(1, Some(2), 30_000, Some(20_000)),
        order(1, None, 25_000, None),
        order(2, Some(1), 19_999, None),
        order(2, Some(2), 16_000, None),
        order(2, Some(3), 15_999, None),
        order(3, Some(2), 21_000, Some(22_000)),
    ]
}

#[test]
fn cost_gains_and_near_misses() {
    let found = of(draft("d", 2_000), &[], &orders());
    assert_eq!((found.orders, found.touched, found.unpriced), (7, 4, 0));
    assert_eq!((found.cost_fen, found.touched_fen), (fen(8_000), fen(96_000)));
    assert_eq!(found.discount_share(), Ratio { part: 8_000, whole: 96_000 });
    let by_day = |on, orders, cost| DayCost { day: day(on), orders, cost_fen: fen(cost) };
    assert_eq!(found.by_day, vec![by_day(1, 2, 4_000), by_day(3, 2, 4_000)]);
    let gain = |customer, orders, gain| Gain { customer, orders, gain_fen: fen(gain) };
    assert_eq!(found.gains, vec![gain(2, 2, 4_000), gain(1, 1, 2_000)]);
    assert_eq!(found.unknown_gain_fen, fen(2_000));
    let near: Vec<_> =
        found.near_misses.iter().map(|near| (near.customer, near.missing_fen())).collect();
    assert_eq!(near, vec![(Some(1), fen(1)), (Some(2), fen(4_000))], "80 % is near");
    assert_eq!(found.missing_fen(), fen(4_001));
    // 80 / (240 x 0.3 - 20) = 1.54
    assert_eq!(found.extra_orders, ExtraOrders::Orders(2));
    assert_eq!(found.added_fen, found.cost_fen, "nothing is live");
}

#[test]
fn sold_under_cost() {
    let check = of(draft("d", 2_000), &[], &orders()).margin_check;
    let expected = MarginCheck {
        orders: 3,
        under_cost: 2,
        were_under_cost: 1,
        profit_fen: fen(-1_000 + 8_000 - 3_000),
    };
    assert_eq!(check, expected, "180 - 190, 280 - 200, 190 - 220; one without a known cost");
}

#[test]
fn limits_are_used_up_by_day() {
    let limited = |limits| PromotionDraft { limits, ..draft("d", 2_000) };
    let refused = |orders, on| Refusals { orders, first_day: Some(day(on)) };
    for (limits, uses, per_customer, total, budget, rule) in [
        (
            Limits { per_customer: Some(1), ..Limits::default() },
            2,
            refused(1, 3),
            Refusals::default(),
            Refusals::default(),
            "once each, and nobody known not at all",
        ),
        (
            Limits { total: Some(3), ..Limits::default() },
            3,
            Refusals::default(),
            refused(1, 3),
            Refusals::default(),
            "three in all",
        ),
        (
            Limits { budget_fen: Some(fen(3_999)), ..Limits::default() },
            1,
            Refusals::default(),
            Refusals::default(),
            refused(3, 1),
            "a fen less than two",
        ),
    ] {
        let found = of(limited(limits), &[], &orders());
        let expected = UsedUp { uses, per_customer, total, budget };
        assert_eq!(found.used_up, expected, "{rule}");
        assert_eq!(found.cost_fen, fen(i64::from(uses) * 2_000), "{rule}");
    }
}

#[test]
fn everybody_holds_one_coupon() {
    let found = of(PromotionDraft { step: Step::Coupon, ..draft("d", 2_000) }, &[], &orders());
    let gains: Vec<_> = found.gains.iter().map(|gain| (gain.customer, gain.orders)).collect();
    assert_eq!(gains, vec![(1, 1), (2, 1)]);
    assert_eq!(found.used_up.per_customer, Refusals { orders: 1, first_day: Some(day(3)) });
    let near: Vec<_> = found.near_misses.iter().map(|near| near.customer).collect();
    assert_eq!(near, vec![Some(1)], "who used his coupon misses nothing");
}

#[test]
fn clashes_with_live_promotions() {
    let small = || live(PromotionDraft { conditions: vec![], ..draft("small", 500) });
    let large = || live(PromotionDraft { conditions: from(25_000), ..draft("large", 5_000) });
    let line = || {
        let step = Step::Line;
        live(PromotionDraft { step, conditions: from(30_000), ..draft("line", 10_000) })
    };
    let clash = |with: &str, dropped, dropped_fen, lost_to| Clash {
        with: OfferId::new(with),
        dropped,
        dropped_fen: fen(dropped_fen),
        lost_to,
    };
    for (live, beaten, added, clashes, rule) in [
        (vec![small()], 0, 4 * 1_500, vec![clash("small", 4, 2_000, 0)], "four drop the smaller"),
        (vec![large()], 2, 2 * 2_000, vec![clash("large", 0, 0, 2)], "two lose to the larger"),
        (
            vec![small(), large()],
            2,
            2 * 1_500,
            vec![clash("large", 0, 0, 2), clash("small", 2, 1_000, 0)],
            "both",
        ),
        (
            vec![line()],
            0,
            4 * 2_000,
            vec![clash("line", 0, 0, 0)],
            "another step, and 200 are left after it",
        ),
    ] {
        let found = of(draft("d", 2_000), &live, &orders());
        assert_eq!((found.beaten, found.added_fen), (beaten, fen(added)), "{rule}");
        assert_eq!(found.clashes, clashes, "{rule}");
        assert_eq!(found.cost_fen, fen(8_000), "{rule}: by itself");
    }
}

#[test]
fn what_a_line_promotion_leaves() {
    let step = Step::Line;
    let line = live(PromotionDraft { step, conditions: from(30_000), ..draft("line", 10_001) });
    let found = of(draft("d", 2_000), &[line], &orders());
    let lost: Vec<u64> = found.clashes.iter().map(|clash| clash.lost_to).collect();
    assert_eq!((found.beaten, lost), (1, vec![1]), "a fen under its threshold is left of 300");
}

#[test]
fn windows() {
    let window = |first, last| Window { first_day: first, last_day: last };
    let next = window(Some(day(20)), Some(day(25)));
    let draft_next = || PromotionDraft { window: next, ..draft("d", 2_000) };
    let past = live(PromotionDraft { window: window(None, Some(day(19))), ..draft("past", 9_000) });
    let soon = live(PromotionDraft { window: window(Some(day(25)), None), ..draft("soon", 9_000) });
    let same = live(draft("d", 9_000));
    let all = [past, soon, same];
    let found = of(draft_next(), &all, &orders());
    let names: Vec<&str> = found.clashes.iter().map(|clash| clash.with.as_str()).collect();
    assert_eq!((found.touched, found.beaten, names), (4, 4, vec!["soon"]));
    let kept = Terms { windows: Windows::Kept, ..Terms::default() };
    let found = simulate(&draft_next().parse().unwrap(), &all, orders(), kept);
    assert_eq!((found.orders, found.touched, found.cost_fen), (7, 0, Fen::ZERO));
    assert_eq!(found.near_misses, vec![], "not begun is no near miss");
}
