//! The two ways to look for the best set, held against each other where amounts nearly always meet.

#[path = "quote/shops.rs"]
#[allow(dead_code)]
mod shops;
#[path = "quote/tight.rs"]
mod tight;

use huitou::domain::points::Points;
use huitou::domain::promotion::{
    Amount, AmountRead, Benefit, Condition, LadderStep, Limits, OfferId, Over, PromotionDraft,
    Step, Used, Window,
};
use huitou::domain::quote::{Cart, CartLine, LivePromotion, Offers, SearchBy, Verdict, quote_by};
use huitou::domain::rate::BasisPoints;
use proptest::prelude::*;
use shops::{fen, today};
use tight::{Shape, any_shop, shop};

fn same(cart: &Cart, offers: &Offers) -> Result<(), TestCaseError> {
    let all = quote_by(cart, offers, SearchBy::Enumeration);
    prop_assert_eq!(&quote_by(cart, offers, SearchBy::BranchAndBound), &all);
    prop_assert_eq!(&quote_by(cart, offers, SearchBy::Remembering), &all);
    // To divide what is few may take more than is worth it: where it was proven it is the same.
    let (all, divided) = (all.unwrap(), quote_by(cart, offers, SearchBy::Divided).unwrap());
    if !divided.is_proven {
        return Ok(());
    }
    prop_assert_eq!((&divided.best, &divided.next_best), (&all.best, &all.next_best));
    for (told, known) in divided.verdicts.iter().zip(&all.verdicts) {
        if !matches!(told.verdict, Verdict::Usable { is_exact: false, .. }) {
            prop_assert_eq!(told, known);
        }
    }
    Ok(())
}

const BASE: Shape = Shape {
    dearest: 9,
    lines: 4,
    offers: (7, 5),
    groups: 0.2,
    stackable: 0.8,
    limits: 0.2,
    conditions: 2,
    sums: false,
    parts: false,
};

proptest! {
    #[test]
    fn in_any_shop((cart, offers) in any_shop(8, 6)) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_groups_over_steps((cart, offers) in shop(Shape { groups: 0.8, conditions: 1, limits: 0.05, ..BASE })) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_limits_that_coupons_share(
        (cart, offers) in shop(Shape { limits: 0.9, offers: (5, 9), conditions: 1, ..BASE }),
    ) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_sums_alone((cart, offers) in shop(Shape { sums: true, lines: 2, dearest: 40, ..BASE })) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_many_lines(
        (cart, offers) in shop(Shape { lines: 8, conditions: 3, groups: 0.05, stackable: 0.95, ..BASE }),
    ) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_parts_of_units((cart, offers) in shop(Shape { parts: true, offers: (6, 2), conditions: 1, ..BASE })) {
        same(&cart, &offers)?;
    }

    #[test]
    fn with_many_who_stand_alone((cart, offers) in shop(Shape { stackable: 0.3, groups: 0.5, ..BASE })) {
        same(&cart, &offers)?;
    }
}

fn draft(id: &str, step: Step, benefit: Benefit) -> PromotionDraft {
    PromotionDraft {
        id: OfferId::new(id),
        step,
        window: Window::default(),
        conditions: Vec::new(),
        benefit,
        stackable: true,
        exclusive_group: None,
        limits: Limits::default(),
    }
}

fn live(draft: PromotionDraft) -> LivePromotion {
    LivePromotion { promotion: draft.parse().unwrap(), used: Used::default() }
}

fn promotion(id: &str, step: Step, group: Option<&str>, benefit: Benefit) -> LivePromotion {
    live(PromotionDraft { exclusive_group: group.map(Into::into), ..draft(id, step, benefit) })
}

fn alone(id: &str, step: Step, benefit: Benefit) -> LivePromotion {
    live(PromotionDraft { stackable: false, ..draft(id, step, benefit) })
}

fn off(off_fen: i64) -> Benefit {
    Benefit::AmountOff { off_fen: fen(off_fen) }
}

fn paid(paid: u32) -> Benefit {
    Benefit::Percent { paid: BasisPoints::new(paid).unwrap(), cap_fen: None }
}

fn one_line(amount: i64, promotions: Vec<LivePromotion>) -> (Cart, Offers) {
    let cart = Cart {
        day: today(),
        customer: None,
        channel: None,
        tiers: Vec::new(),
        lines: vec![CartLine::typed(fen(amount)).unwrap()],
        postage_fen: fen(0),
        points: None,
        spend_points: Points::ZERO,
        manual: None,
    };
    (cart, Offers { promotions, coupons: Vec::new() })
}

fn two_lines(one: i64, other: i64, promotions: Vec<LivePromotion>) -> (Cart, Offers) {
    let (mut cart, offers) = one_line(one, promotions);
    cart.lines[0].sku = Some("A".into());
    cart.lines.push(CartLine::typed(fen(other)).unwrap());
    (cart, offers)
}

fn with(mut live: LivePromotion, condition: Condition) -> LivePromotion {
    let old = &live.promotion;
    let draft = PromotionDraft {
        id: old.id().clone(),
        step: old.step(),
        window: old.window(),
        conditions: vec![condition],
        benefit: old.benefit().clone(),
        stackable: old.is_stackable(),
        exclusive_group: None,
        limits: old.limits(),
    };
    live.promotion = draft.parse().unwrap();
    live
}

#[test]
fn what_was_found_to_be_wrong() {
    let read = AmountRead { reads: Amount::Payable, over: Over::All };
    let step = |from, off| LadderStep { from_fen: fen(from), off_fen: fen(off) };
    let ladder = Benefit::Ladder { steps: vec![step(0, 30), step(50, 0)], read };
    for (rule, (cart, offers)) in [
        (
            "a lower step takes off more",
            one_line(
                50,
                vec![
                    alone("p1", Step::Line, off(10)),
                    promotion("p0", Step::Order, None, paid(5_000)),
                    promotion("p2", Step::Order, None, ladder),
                ],
            ),
        ),
        (
            "who stands alone, and a group's larger member later",
            two_lines(
                36,
                6,
                vec![
                    promotion("p0", Step::Order, Some("h"), off(2)),
                    with(alone("p1", Step::Line, paid(8_500)), Condition::SkuIn(vec!["A".into()])),
                    with(
                        alone("p2", Step::Line, paid(8_500)),
                        Condition::MinAmount { minimum_fen: fen(42), read: AmountRead::default() },
                    ),
                    promotion(
                        "p3",
                        Step::Line,
                        Some("h"),
                        Benefit::Percent { paid: BasisPoints::ZERO, cap_fen: Some(fen(2)) },
                    ),
                ],
            ),
        ),
    ] {
        let all = quote_by(&cart, &offers, SearchBy::Enumeration);
        assert_eq!(quote_by(&cart, &offers, SearchBy::BranchAndBound), all, "{rule}");
    }
}
