use std::collections::BTreeSet;

use super::*;
use crate::domain::day::Day;
use crate::domain::promotion::{Benefit, BundleItem, LadderStep, OfferId};
use crate::domain::quantity::Quantity;
use crate::domain::rate::BasisPoints;

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn words(all: &[&str]) -> Vec<Arc<str>> {
    all.iter().map(|word| Arc::from(*word)).collect()
}

fn reads() -> [AmountRead; 4] {
    let of = |reads, over| AmountRead { reads, over };
    [
        AmountRead::default(),
        of(Amount::List, Over::Eligible),
        of(Amount::Payable, Over::Eligible),
        of(Amount::Goods, Over::All),
    ]
}

/// Every kind of condition, with everything that can differ inside of it.
fn conditions() -> Vec<Condition> {
    let quantity = Quantity::from_thousandths;
    let mut all: Vec<Condition> =
        reads().map(|read| Condition::MinAmount { minimum_fen: fen(10_000), read }).to_vec();
    all.extend([
        Condition::MinAmount { minimum_fen: fen(10_001), read: AmountRead::default() },
        Condition::MinQuantity { minimum: quantity(3_000), over: Over::Eligible },
        Condition::MinQuantity { minimum: quantity(3_500), over: Over::Eligible },
        Condition::MinQuantity { minimum: quantity(3_000), over: Over::All },
        Condition::SkuIn(words(&["a"])),
        Condition::SkuIn(words(&["a", "b"])),
        Condition::SkuOut(words(&["a"])),
        Condition::CategoryIn(words(&["nuts"])),
        Condition::CategoryOut(words(&["nuts"])),
        Condition::TierAtLeast(1),
        Condition::TierAtLeast(2),
        Condition::SegmentIn(words(&["g1"])),
        Condition::SegmentIn(words(&["g2"])),
        Condition::ModeIn(words(&["wholesale"])),
        Condition::ModeIn(words(&["custom", "dropship"])),
        Condition::KindIn(words(&["end"])),
        Condition::KindIn(words(&["distributor"])),
        Condition::RegionIn(words(&["浙江"])),
        Condition::ChannelIn(words(&["taobao"])),
        Condition::ChannelIn(words(&["1688"])),
        Condition::FirstOrder,
        Condition::NthPurchase(2),
        Condition::NthPurchase(3),
        Condition::WeekdayIn(vec![6, 7]),
        Condition::WeekdayIn(vec![6]),
        Condition::MemberDay(vec![8]),
        Condition::MemberDay(vec![8, 18]),
        Condition::BirthdayWindow { before_days: 3, after_days: 0 },
        Condition::BirthdayWindow { before_days: 0, after_days: 3 },
    ]);
    for (least, most) in [(None, None), (Some(30), None), (None, Some(30)), (Some(30), Some(60))] {
        all.push(Condition::DaysSinceLast { at_least_days: least, at_most_days: most });
    }
    all
}

/// Every kind of benefit, likewise.
fn benefits() -> Vec<Benefit> {
    let quantity = Quantity::from_thousandths;
    let per = |max_fen, read| Benefit::AmountOffPer {
        off_fen: fen(1_000),
        per_fen: fen(10_000),
        max_fen,
        read,
    };
    let step = |from, off| LadderStep { from_fen: fen(from), off_fen: fen(off) };
    let ladder = |steps: &[LadderStep]| Benefit::Ladder {
        steps: steps.to_vec(),
        read: AmountRead::default(),
    };
    let paid = |bp| BasisPoints::new(bp).unwrap();
    let buy =
        |get_skus, max_times| Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus, max_times };
    let bundle = |n, max_times| Benefit::Bundle {
        items: vec![BundleItem { sku: "a".into(), quantity: quantity(n) }],
        price_fen: fen(5_000),
        max_times,
    };
    let gift =
        |n, value| Benefit::Gift { sku: "a".into(), quantity: quantity(n), value_fen: fen(value) };
    let mut all = vec![
        Benefit::AmountOff { off_fen: fen(1_000) },
        Benefit::AmountOff { off_fen: fen(1_001) },
        per(Some(fen(5_000)), AmountRead::default()),
        ladder(&[step(10_000, 1_000)]),
        ladder(&[step(10_000, 1_000), step(20_000, 2_500)]),
        Benefit::Percent { paid: paid(8_500), cap_fen: None },
        Benefit::Percent { paid: paid(8_501), cap_fen: None },
        Benefit::Percent { paid: paid(8_500), cap_fen: Some(fen(3_000)) },
        Benefit::FixedPrice { unit_fen: fen(990) },
        Benefit::FreePostage,
        gift(1_000, 900),
        gift(2_000, 900),
        gift(1_000, 901),
        Benefit::PointsMultiplier { day: paid(20_000) },
        Benefit::PointsMultiplier { day: paid(15_000) },
        buy(None, None),
        buy(None, Some(2)),
        buy(Some(words(&["a"])), None),
        bundle(1_000, None),
        bundle(2_000, None),
        bundle(1_000, Some(3)),
    ];
    all.extend(reads().map(|read| per(None, read)));
    all
}

fn draft() -> PromotionDraft {
    PromotionDraft {
        id: OfferId::new("p"),
        step: Step::Order,
        window: Window::default(),
        conditions: vec![],
        benefit: Benefit::FreePostage,
        stackable: false,
        exclusive_group: None,
        limits: Limits::default(),
    }
}

/// A draft for everything that can differ.
fn drafts() -> Vec<PromotionDraft> {
    let day: Day = "2026-11-28".parse().unwrap();
    let limits = Limits::default();
    let window = |first_day, last_day| Window { first_day, last_day };
    let mut all = vec![
        PromotionDraft { step: Step::Line, ..draft() },
        PromotionDraft { step: Step::Line, stackable: true, ..draft() },
        PromotionDraft { step: Step::Coupon, ..draft() },
        PromotionDraft { stackable: true, ..draft() },
        PromotionDraft { exclusive_group: Some("x".into()), ..draft() },
        PromotionDraft { exclusive_group: Some("y".into()), ..draft() },
        PromotionDraft { window: window(Some(day), None), ..draft() },
        PromotionDraft { window: window(None, Some(day)), ..draft() },
        PromotionDraft { limits: Limits { per_customer: Some(1), ..limits }, ..draft() },
        PromotionDraft { limits: Limits { total: Some(1), ..limits }, ..draft() },
        PromotionDraft { limits: Limits { budget_fen: Some(fen(1)), ..limits }, ..draft() },
    ];
    all.extend(
        conditions().into_iter().map(|one| PromotionDraft { conditions: vec![one], ..draft() }),
    );
    all.extend(benefits().into_iter().map(|benefit| PromotionDraft { benefit, ..draft() }));
    all
}

fn names() -> OfferNames {
    let named = |all: &[(&str, &str)]| {
        all.iter().map(|(id, name)| ((*id).to_owned(), (*name).to_owned())).collect()
    };
    OfferNames {
        goods: named(&[("a", "瓜子"), ("b", "核桃")]),
        groups: named(&[("g1", "老客"), ("g2", "新客")]),
        tiers: vec!["普通".to_owned(), "金卡".to_owned()],
        this_year: 2026,
    }
}

#[test]
fn the_sentence_changes_whenever_the_rule_does() {
    for lang in [Locale::zh, Locale::en] {
        let (mut short, mut full) = (BTreeSet::new(), BTreeSet::new());
        for draft in drafts() {
            let said = plain(lang, &draft, &names());
            assert!(short.insert(said.clone()), "{said} is said of two rules: {draft:?}");
            let parts = sentence(lang, &draft, &names());
            let whole: String = parts.into_iter().map(|part| part.text).collect();
            assert!(full.insert(whole.clone()), "{whole} is said of two rules: {draft:?}");
        }
    }
}

#[test]
fn every_condition_has_a_slot_of_its_own() {
    let all = PromotionDraft { conditions: conditions(), ..draft() };
    let parts = sentence(Locale::zh, &all, &names());
    for at in 0..all.conditions.len() {
        let is_it = |part: &&Part| part.slot == Some(Slot::Condition(at));
        assert_eq!(parts.iter().filter(is_it).count(), 1, "{:?}", all.conditions.get(at));
    }
}

#[test]
fn what_is_said() {
    let off = |benefit, conditions| PromotionDraft { benefit, conditions, ..draft() };
    let from =
        |minor| Condition::MinAmount { minimum_fen: fen(minor), read: AmountRead::default() };
    for (draft, zh, en) in [
        (
            off(Benefit::AmountOff { off_fen: fen(1_000) }, vec![from(10_000)]),
            "全店 满 ¥100 减 ¥10。",
            "The whole shop from ¥100, ¥10 off.",
        ),
        (
            off(
                Benefit::Percent { paid: BasisPoints::new(9_500).unwrap(), cap_fen: None },
                vec![Condition::TierAtLeast(2), Condition::CategoryIn(words(&["坚果"]))],
            ),
            "金卡以上，只限坚果类 打 9.5 折。",
            "金卡 and above, only goods in 坚果, 5% off.",
        ),
    ] {
        assert_eq!(plain(Locale::zh, &draft, &names()), zh);
        assert_eq!(plain(Locale::en, &draft, &names()), en);
    }
}
