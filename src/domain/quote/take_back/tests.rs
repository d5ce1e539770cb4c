use super::*;
use crate::domain::day::Day;
use crate::domain::promotion::{AmountRead, BundleItem, Condition, LadderStep, Over, Window};
use crate::domain::quote::quote;
use crate::domain::rate::BasisPoints;

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn units(units: i64) -> Quantity {
    Quantity::from_thousandths(units * 1_000)
}

fn cart(lines: &[(&str, i64, i64)], postage: i64) -> Cart {
    let line = |(sku, count, price): &(&str, i64, i64)| CartLine {
        sku: Some((*sku).into()),
        quantity: units(*count),
        prices: PriceLayers {
            base: Some(Price::flat(fen(*price)).unwrap()),
            ..PriceLayers::default()
        },
        ..CartLine::default()
    };
    Cart {
        day: Day::from_ymd(2026, 11, 22).unwrap(),
        customer: None,
        channel: None,
        tiers: Vec::new(),
        lines: lines.iter().map(line).collect(),
        postage_fen: fen(postage),
        points: None,
        spend_points: crate::domain::points::Points::ZERO,
        manual: None,
    }
}

fn rule(id: &str, step: Step, conditions: Vec<Condition>, benefit: Benefit) -> LivePromotion {
    let draft = PromotionDraft {
        id: OfferId::new(id),
        step,
        window: Window::default(),
        conditions,
        benefit,
        stackable: true,
        exclusive_group: None,
        limits: Limits { total: Some(1), ..Limits::default() },
    };
    LivePromotion { promotion: draft.parse().unwrap(), used: Used::default() }
}

fn order(id: &str, minimum: i64, benefit: Benefit) -> LivePromotion {
    let conditions = match minimum {
        0 => Vec::new(),
        minimum => {
            vec![Condition::MinAmount { minimum_fen: fen(minimum), read: AmountRead::default() }]
        }
    };
    rule(id, Step::Order, conditions, benefit)
}

fn off(minor: i64) -> Benefit {
    Benefit::AmountOff { off_fen: fen(minor) }
}

fn percent(bp: u32) -> Benefit {
    Benefit::Percent { paid: BasisPoints::new(bp).unwrap(), cap_fen: None }
}

fn ladder(steps: &[(i64, i64)]) -> Benefit {
    let step = |(from, off): &(i64, i64)| LadderStep { from_fen: fen(*from), off_fen: fen(*off) };
    Benefit::Ladder { steps: steps.iter().map(step).collect(), read: AmountRead::default() }
}

fn refund(lines: &[(usize, i64)]) -> Refund {
    Refund {
        day: Day::from_ymd(2026, 11, 25).unwrap(),
        lines: lines.iter().map(|(line, count)| (*line, units(*count))).collect(),
        amount_fen: Fen::ZERO,
        postage_fen: Fen::ZERO,
    }
}

/// One after another: (frozen, paid back, (lost, fen, whole)).
type Row = (i64, i64, Vec<(String, i64, bool)>);

fn rows(cart: &Cart, promotions: Vec<LivePromotion>, parts: &[&[(usize, i64)]]) -> Vec<Row> {
    let offers = Offers { promotions, coupons: Vec::new() };
    let sale = quote(cart, &offers).unwrap().sale;
    let sold = Sold { sale: &sale, cart, offers: &offers };
    let refunds: Vec<Refund> = parts.iter().map(|part| refund(part)).collect();
    let mut before = Vec::new();
    let mut rows = Vec::new();
    for refund in &refunds {
        let back = take_back(sold, &before, refund).unwrap();
        before.push(Given { refund, refund_fen: back.refund_fen });
        let lost = back.lost.iter();
        let lost = lost.map(|one| (one.id.to_string(), one.fen.minor(), one.is_whole)).collect();
        rows.push((back.frozen.total_fen.minor(), back.refund_fen.minor(), lost));
    }
    rows
}

fn lost(id: &str, fen: i64, is_whole: bool) -> Vec<(String, i64, bool)> {
    vec![(id.to_owned(), fen, is_whole)]
}

#[test]
fn six_of_which_five_come_back() {
    let six = cart(&[("A", 6, 5_000)], 0);
    let steps = [(20_000, 3_000), (30_000, 6_000)];
    for (promotion, parts, expected, rule) in [
        (
            order("p", 30_000, percent(9_000)),
            vec![(5, 22_500, 22_000, lost("p", 500, true)), (1, 4_500, 5_000, vec![])],
            0,
            "10 % from 300: 270 paid, the rest costs 50; all of it back is all that was paid",
        ),
        (
            order("p", 30_000, off(6_000)),
            vec![(5, 20_000, 19_000, lost("p", 1_000, true)), (1, 4_000, 5_000, vec![])],
            0,
            "300 - 60",
        ),
        (
            order("p", 30_000, off(6_000)),
            vec![(1, 4_000, 0, lost("p", 5_000, true)), (1, 4_000, 4_000, lost("p", 4_000, true))],
            1_000,
            "250 for five of what cost 240: nothing back; 200 for four, 40 back",
        ),
        (
            order("p", 0, ladder(&steps)),
            vec![(1, 4_000, 2_000, lost("p", 2_000, false))],
            2_000,
            "a smaller step: 250 - 30 is 220, and 240 was paid",
        ),
        (
            order("p", 0, ladder(&steps)),
            vec![(6, 24_000, 24_000, vec![])],
            0,
            "everything comes back",
        ),
        (order("p", 0, off(6_000)), vec![(5, 20_000, 20_000, vec![])], 0, "no threshold"),
        (order("p", 0, percent(8_500)), vec![(5, 21_250, 21_250, vec![])], 0, "no threshold"),
        (order("p", 20_000, off(6_000)), vec![(2, 8_000, 8_000, vec![])], 0, "200 are still there"),
    ] {
        let parts_of: Vec<Vec<(usize, i64)>> =
            parts.iter().map(|(count, _, _, _)| vec![(0, *count)]).collect();
        let parts_of: Vec<&[(usize, i64)]> = parts_of.iter().map(Vec::as_slice).collect();
        let found = rows(&six, vec![promotion], &parts_of);
        let wanted: Vec<Row> =
            parts.into_iter().map(|(_, frozen, back, lost)| (frozen, back, lost)).collect();
        assert_eq!(found, wanted, "{rule}");
        let kept: i64 = found.iter().map(|(frozen, back, _)| frozen - back).sum();
        if expected == 1_000 {
            assert_eq!(kept, 4_000, "{rule}: the customer keeps four and paid 200");
        } else {
            assert_eq!(kept, expected, "{rule}");
        }
    }
}

#[test]
fn gifts_postage_and_units() {
    let two = cart(&[("A", 3, 3_000), ("B", 1, 5_000)], 800);
    let gift = Benefit::Gift { sku: "G".into(), quantity: Quantity::ONE, value_fen: fen(900) };
    let buy_two = Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus: None, max_times: None };
    let skus = |sku: &str| Condition::SkuIn(vec![sku.into()]);
    let item = |sku: &str| BundleItem { sku: sku.into(), quantity: units(1) };
    let items = vec![item("A"), item("B")];
    let bundle = Benefit::Bundle { items, price_fen: fen(6_000), max_times: None };
    for (promotion, part, expected, rule) in [
        (
            order("gift", 10_000, gift),
            (1, 1),
            (5_000, 5_000, lost("gift", 0, true)),
            "a gift is named, and costs nothing here",
        ),
        (
            order("post", 10_000, Benefit::FreePostage),
            (1, 1),
            (5_000, 4_200, lost("post", 800, true)),
            "postage that was waived",
        ),
        (
            rule("three", Step::Line, vec![skus("A")], buy_two),
            (0, 1),
            (2_000, 0, lost("three", 2_000, true)),
            "two of three with one free: both at their price",
        ),
        (
            rule("set", Step::Line, vec![], bundle),
            (0, 2),
            (5_143, 5_143, vec![]),
            "the bundle is still there",
        ),
        (
            rule(
                "few",
                Step::Order,
                vec![Condition::MinQuantity { minimum: units(4), over: Over::All }],
                percent(9_000),
            ),
            (0, 1),
            (2_700, 1_600, lost("few", 1_100, true)),
            "four units are asked for",
        ),
        (
            rule("b", Step::Line, vec![skus("B")], percent(5_000)),
            (1, 1),
            (2_500, 2_500, vec![]),
            "all the goods it was about came back",
        ),
    ] {
        assert_eq!(rows(&two, vec![promotion], &[&[part]]), vec![expected], "{rule}");
    }
}

#[test]
fn a_later_one_may_make_up_for_an_earlier() {
    // 300: 10 % off is 270, 60 off is 210. Of 50 alone only the 60 are left: it costs nothing.
    let six = cart(&[("A", 6, 5_000)], 0);
    let both = vec![order("a", 30_000, percent(9_000)), order("b", 0, off(6_000))];
    assert_eq!(rows(&six, both, &[&[(0, 5)]]), vec![(17_500, 17_500, lost("a", 500, true))]);
}

#[test]
fn faults() {
    let six = cart(&[("A", 6, 5_000)], 0);
    let promotions = vec![order("p", 30_000, off(6_000))];
    let offers = Offers { promotions, coupons: Vec::new() };
    let sale = quote(&six, &offers).unwrap().sale;
    let sold = Sold { sale: &sale, cart: &six, offers: &offers };
    let too_many = take_back(sold, &[], &refund(&[(0, 7)]));
    let left = RefundFault::MoreThanLeft { line: 0, left: units(6) };
    assert_eq!(too_many, Err(TakeBackFault::Refund(left)));
    let none = Offers::default();
    let no_rule = take_back(Sold { offers: &none, ..sold }, &[], &refund(&[(0, 1)]));
    assert_eq!(no_rule, Err(TakeBackFault::NoRule(OfferId::new("p"))));
    let other = cart(&[], 0);
    let other = take_back(Sold { cart: &other, ..sold }, &[], &refund(&[(0, 1)]));
    assert_eq!(other, Err(TakeBackFault::OtherCart));
}
