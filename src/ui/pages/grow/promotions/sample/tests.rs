use super::*;
use crate::domain::promotion::{AmountRead, BundleItem, Limits, PromotionDraft};

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn good(sku: &str, minor: i64) -> SeenGood {
    SeenGood { sku: sku.into(), name: sku.into(), category: "nuts".into(), unit_fen: fen(minor) }
}

fn terms(conditions: Vec<Condition>, benefit: Benefit, step: Step) -> Offer {
    let promotion = PromotionDraft {
        id: OfferId::new("p"),
        step,
        window: Window::default(),
        conditions,
        benefit,
        stackable: false,
        exclusive_group: None,
        limits: Limits { per_customer: Some(1), total: None, budget_fen: None },
    };
    Offer { name: "x".into(), is_on: true, promotion, valid_days: None }
}

/// Every kind of benefit comes to be used in its example, whatever is asked of the customer.
#[test]
fn every_benefit_has_an_example_that_acts() {
    let today: Day = "2026-11-23".parse().unwrap();
    let seen = [good("a", 3_900), good("b", 1_580), good("c", 970)];
    let from =
        |minor| Condition::MinAmount { minimum_fen: fen(minor), read: AmountRead::default() };
    let off = || Benefit::AmountOff { off_fen: fen(1_000) };
    let item = |sku: &str| BundleItem { sku: sku.into(), quantity: Quantity::ONE };
    let word = |word: &str| vec![Arc::from(word)];
    for (conditions, benefit, is_short, rule) in [
        (vec![from(10_000)], off(), true, "a threshold: one cart before it, one behind"),
        (vec![from(1_000)], off(), true, "lower than any good"),
        (vec![], off(), false, "nothing asked"),
        (vec![from(9_900)], Benefit::FreePostage, true, "postage"),
        (
            vec![],
            Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus: None, max_times: None },
            true,
            "one more is needed",
        ),
        (
            vec![],
            Benefit::Bundle {
                items: vec![item("a"), item("b")],
                price_fen: fen(5_000),
                max_times: None,
            },
            true,
            "the rest of the bundle",
        ),
        (
            vec![
                Condition::TierAtLeast(2),
                Condition::SegmentIn(word("g")),
                Condition::ModeIn(word("wholesale")),
                Condition::RegionIn(word("浙江")),
                Condition::ChannelIn(word("taobao")),
                Condition::NthPurchase(3),
                Condition::WeekdayIn(vec![6, 7]),
                Condition::BirthdayWindow { before_days: 0, after_days: 0 },
            ],
            off(),
            false,
            "whatever is asked of the customer and the day",
        ),
        (vec![Condition::SkuIn(word("b")), from(3_000)], off(), true, "only one good"),
        (vec![Condition::SkuIn(word("z"))], off(), false, "a good that is not sold yet"),
    ] {
        for step in Step::ALL {
            let terms = terms(conditions.clone(), benefit.clone(), step);
            let sample = sample(&terms, &seen, today).unwrap();
            assert_eq!(sample.short.is_some(), is_short, "{rule} {step:?}");
            assert!(sample.short.is_none_or(|shown| !shown.acts), "{rule} {step:?}");
            assert!(sample.reached.is_some_and(|shown| shown.acts), "{rule} {step:?}");
        }
    }
}
