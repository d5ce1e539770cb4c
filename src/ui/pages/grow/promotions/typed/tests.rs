use super::*;
use crate::domain::promotion::{Amount, Over};

fn fen(minor: i64) -> Fen {
    Fen::from_minor(minor)
}

fn words(all: &[&str]) -> Vec<Arc<str>> {
    all.iter().map(|word| Arc::from(*word)).collect()
}

#[test]
fn a_condition_goes_through_its_form_unchanged() {
    let read = AmountRead { reads: Amount::List, over: Over::All };
    for condition in [
        Condition::MinAmount { minimum_fen: fen(123_456), read },
        Condition::MinQuantity { minimum: Quantity::from_thousandths(1_234_500), over: Over::All },
        Condition::SkuIn(words(&["a", "b"])),
        Condition::SkuOut(words(&["a"])),
        Condition::CategoryIn(words(&["坚果"])),
        Condition::CategoryOut(words(&["坚果"])),
        Condition::TierAtLeast(3),
        Condition::SegmentIn(words(&["x"])),
        Condition::ModeIn(words(&["wholesale"])),
        Condition::KindIn(words(&["end"])),
        Condition::RegionIn(words(&["浙江"])),
        Condition::ChannelIn(words(&["taobao"])),
        Condition::FirstOrder,
        Condition::NthPurchase(3),
        Condition::WeekdayIn(vec![6, 7]),
        Condition::MemberDay(vec![8, 18, 28]),
        Condition::BirthdayWindow { before_days: 3, after_days: 0 },
        Condition::DaysSinceLast { at_least_days: Some(30), at_most_days: None },
    ] {
        for lang in [Locale::zh, Locale::en] {
            let form = Form::of_condition(&condition);
            assert_eq!(form.read(lang), Ok(Read::Condition(condition.clone())));
        }
    }
}

#[test]
fn a_benefit_goes_through_its_form_unchanged() {
    let read = AmountRead { reads: Amount::Payable, over: Over::Eligible };
    let bp = |number| BasisPoints::new(number).unwrap();
    let quantity = Quantity::from_thousandths;
    for benefit in [
        Benefit::AmountOff { off_fen: fen(1_050) },
        Benefit::AmountOffPer { off_fen: fen(1_000), per_fen: fen(10_000), max_fen: None, read },
        Benefit::Ladder {
            steps: vec![
                LadderStep { from_fen: fen(10_000), off_fen: fen(1_000) },
                LadderStep { from_fen: fen(20_000), off_fen: fen(2_500) },
            ],
            read,
        },
        Benefit::Percent { paid: bp(8_550), cap_fen: Some(fen(3_000)) },
        Benefit::FixedPrice { unit_fen: fen(990) },
        Benefit::FreePostage,
        Benefit::Gift { sku: "a".into(), quantity: quantity(1_500), value_fen: fen(900) },
        Benefit::PointsMultiplier { day: bp(15_000) },
        Benefit::BuyGet { buy_units: 2, get_units: 1, get_skus: None, max_times: Some(3) },
        Benefit::BuyGet {
            buy_units: 2,
            get_units: 1,
            get_skus: Some(words(&["a"])),
            max_times: None,
        },
        Benefit::Bundle {
            items: vec![
                BundleItem { sku: "a".into(), quantity: quantity(1_000) },
                BundleItem { sku: "b".into(), quantity: quantity(2_000) },
            ],
            price_fen: fen(5_000),
            max_times: None,
        },
    ] {
        for lang in [Locale::zh, Locale::en] {
            let form = Form::of_benefit(&benefit, lang);
            assert_eq!(form.read(lang), Ok(Read::Benefit(benefit.clone())), "{lang:?}");
        }
    }
}

#[test]
fn what_cannot_be_is_named_with_its_field() {
    let typed = |kind: Kind, field: Field, text: &str| Form::empty(kind).with(field, text);
    for (form, place, rule) in [
        (typed(Kind::Off, Field::Off, "ten"), (Field::Off, 0), "no amount"),
        (typed(Kind::Off, Field::Off, "-1"), (Field::Off, 0), "below nothing"),
        (typed(Kind::Percent, Field::Paid, "100.5"), (Field::Paid, 0), "more than all"),
        (typed(Kind::Nth, Field::Nth, "1.5"), (Field::Nth, 0), "no whole number"),
        (typed(Kind::MemberDays, Field::MonthDays, " "), (Field::MonthDays, 0), "no day"),
        (Form::empty(Kind::SkuIn), (Field::Words, 0), "nothing picked"),
        (Form::empty(Kind::Weekdays), (Field::Weekdays, 0), "no day of the week"),
        (Form::empty(Kind::Ladder), (Field::LadderFrom, 0), "an empty step"),
        (Form::empty(Kind::Bundle), (Field::ItemGood, 0), "a bundle of nothing"),
        (typed(Kind::PerCustomer, Field::Limit, "x"), (Field::Limit, 0), "no number"),
    ] {
        for lang in [Locale::zh, Locale::en] {
            assert_eq!(form.read(lang).map_err(|(place, _)| place), Err(place), "{rule}");
        }
    }
    assert_eq!(Form::empty(Kind::Total).read(Locale::zh), Ok(Read::Count(None)), "open");
}
