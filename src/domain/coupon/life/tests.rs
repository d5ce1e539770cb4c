use super::*;
use crate::domain::stamp::DeviceId;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A fact of a day of November 2026, written in that order by the device.
fn fact(of_november: u32, (counter, device): (u64, u64), act: LifeAct) -> LifeFact {
    let day = Day::from_ymd(2026, 11, of_november).unwrap();
    LifeFact { act, day, written: Stamp { counter, device: DeviceId(device) } }
}

fn issued(last: u32) -> LifeFact {
    let last_day = Day::from_ymd(2026, 11, last);
    fact(1, (1, 1), LifeAct::Issued { last_day })
}

fn redeemed(on: u32, by: (u64, u64), order: &str) -> LifeFact {
    fact(on, by, LifeAct::Redeemed { order: Cause::new(order) })
}

fn back(on: u32, by: (u64, u64), order: &str) -> LifeFact {
    fact(on, by, LifeAct::GivenBack { order: Cause::new(order) })
}

fn voided(on: u32, by: (u64, u64)) -> LifeFact {
    fact(on, by, LifeAct::Voided { reason: "misprint".into() })
}

fn facts(of: &[LifeFact]) -> LifeFacts {
    let mut facts = LifeFacts::default();
    for fact in of {
        facts.insert(fact.clone());
    }
    facts
}

/// Day of November, state and holder in short.
fn told(facts: &LifeFacts, on: u32) -> String {
    let LifeOnDay { life, conflicts } = facts.as_of(Day::from_ymd(2026, 11, on).unwrap(), None);
    let mut told = match life {
        None => "none".to_owned(),
        Some(Life::Issued { back, .. }) => {
            format!(
                "issued{}",
                back.map_or(String::new(), |back| format!(" back from {}", back.order))
            )
        }
        Some(Life::Redeemed { order, .. }) => format!("redeemed by {order}"),
        Some(Life::Expired { back, .. }) => {
            format!(
                "expired{}",
                back.map_or(String::new(), |back| format!(" back from {}", back.order))
            )
        }
        Some(Life::Voided { .. }) => "voided".to_owned(),
    };
    for conflict in conflicts {
        let what = match conflict.what {
            Disagreement::HeldBy { order } => format!("held by {order}"),
            Disagreement::BeforeIssue => "before issue".to_owned(),
            Disagreement::AfterLastDay { .. } => "too late".to_owned(),
            Disagreement::AfterVoid { .. } => "void".to_owned(),
            Disagreement::UnknownOrder => "unknown".to_owned(),
        };
        told = format!("{told}; {}: {what}", conflict.order);
    }
    told
}

#[test]
fn the_day_of_issue_is_day_1() {
    for (issued, valid_days, last, rule) in [
        ("2026-11-22", 7, "2026-11-28", "seven days"),
        ("2026-11-22", 1, "2026-11-22", "one day is today"),
        ("2026-11-22", 0, "2026-11-22", "no day is one"),
        ("2026-12-30", 7, "2027-01-05", "over the turn of the year"),
        ("2028-02-23", 7, "2028-02-29", "a leap year"),
        ("2026-11-22", u32::MAX, "9999-12-31", "for ever"),
    ] {
        assert_eq!(last_valid_day(day(issued), valid_days), day(last), "{rule}");
    }
}

#[test]
fn lives() {
    for (of, on, expected, rule) in [
        (vec![], 5, "none", "nothing is known"),
        (vec![issued(7)], 1, "issued", "from the day of its issue"),
        (vec![fact(3, (1, 1), LifeAct::Issued { last_day: None })], 2, "none", "not before it"),
        (vec![issued(7)], 7, "issued", "s2member#612, magento-lts#4401: the last day is whole"),
        (vec![issued(7)], 8, "expired", "the day after"),
        (vec![issued(7), redeemed(7, (2, 1), "A")], 7, "redeemed by A", "on its last day"),
        (vec![issued(7), redeemed(5, (2, 1), "A")], 4, "issued", "as of the day before"),
        (vec![issued(7), redeemed(5, (2, 1), "A")], 20, "redeemed by A", "used is not expired"),
        (
            vec![issued(7), redeemed(3, (2, 1), "A"), back(5, (3, 1), "A")],
            5,
            "issued back from A",
            "Sylius#10125: a cancelled order gives it back",
        ),
        (
            vec![issued(7), redeemed(3, (2, 1), "A"), back(9, (3, 1), "A")],
            8,
            "redeemed by A",
            "until then it is used",
        ),
        (
            vec![issued(7), redeemed(3, (2, 1), "A"), back(9, (3, 1), "A")],
            9,
            "expired back from A",
            "given back after its last day",
        ),
        (vec![issued(7), redeemed(8, (2, 1), "A")], 9, "expired; A: too late", "after the end"),
        (
            vec![redeemed(3, (2, 1), "A")],
            3,
            "none; A: before issue",
            "its issue is not known here yet",
        ),
        (vec![issued(7), back(3, (2, 1), "A")], 3, "issued; A: unknown", "waits for its order"),
        (
            vec![issued(7), redeemed(4, (2, 1), "A"), back(2, (3, 1), "A")],
            4,
            "issued back from A",
            "a file that gives no day of its own for the refund",
        ),
    ] {
        assert_eq!(told(&facts(&of), on), expected, "{rule}");
    }
}

#[test]
fn what_the_seller_takes_back() {
    for (of, on, expected, rule) in [
        (vec![issued(7), voided(3, (2, 1))], 2, "issued", "not before"),
        (vec![issued(7), voided(3, (2, 1))], 3, "voided", "from that day"),
        (vec![issued(7), voided(3, (2, 1))], 20, "voided", "it does not expire on top"),
        (vec![issued(7), voided(9, (2, 1))], 9, "expired", "there was nothing left to take"),
        (
            vec![issued(7), redeemed(2, (2, 1), "A"), voided(3, (3, 1))],
            5,
            "redeemed by A",
            "an order that has used it keeps it",
        ),
        (
            vec![issued(7), redeemed(2, (2, 1), "A"), voided(3, (3, 1)), back(5, (4, 1), "A")],
            5,
            "voided",
            "what comes back to the seller is not given out again",
        ),
        (
            vec![issued(7), redeemed(4, (2, 2), "A"), voided(3, (2, 1))],
            5,
            "voided; A: void",
            "the other phone did not know",
        ),
    ] {
        assert_eq!(told(&facts(&of), on), expected, "{rule}");
    }
}

#[test]
fn two_phones_and_one_coupon() {
    let (a, b) = (redeemed(3, (2, 1), "A"), redeemed(3, (2, 2), "B"));
    for (of, on, expected, rule) in [
        (vec![a.clone(), b.clone()], 3, "redeemed by A; B: held by A", "vendure#4660: one holds"),
        (
            vec![redeemed(3, (9, 1), "A"), redeemed(3, (2, 2), "B")],
            3,
            "redeemed by B; A: held by B",
            "the stamp",
        ),
        (
            vec![redeemed(2, (9, 2), "B"), a.clone()],
            3,
            "redeemed by B; A: held by B",
            "the day before the stamp",
        ),
        (
            vec![redeemed(3, (2, 1), "B"), a.clone()],
            3,
            "redeemed by A; B: held by A",
            "a copied phone: the name",
        ),
        (
            vec![a.clone(), b.clone(), back(5, (3, 1), "A")],
            5,
            "redeemed by B",
            "the next takes over",
        ),
        (
            vec![a.clone(), b.clone(), back(5, (3, 2), "B")],
            5,
            "redeemed by A",
            "the other went back",
        ),
        (
            vec![a.clone(), back(5, (3, 1), "A"), redeemed(6, (4, 1), "C")],
            6,
            "redeemed by C",
            "used, given back, used again",
        ),
        (vec![a.clone(), redeemed(4, (8, 2), "A")], 4, "redeemed by A", "the same order twice"),
    ] {
        let of: Vec<LifeFact> = std::iter::once(issued(7)).chain(of).collect();
        assert_eq!(told(&facts(&of), on), expected, "{rule}");
    }
}

#[test]
fn the_longest_promise_holds() {
    let promised = |on: u32, last: Option<&str>| {
        fact(on, (1, u64::from(on)), LifeAct::Issued { last_day: last.map(day) })
    };
    let both = facts(&[promised(2, Some("2026-11-08")), promised(4, Some("2026-11-10"))]);
    let on = |text: &str, rule: Option<&str>| both.as_of(day(text), rule.map(day)).life;
    let issued = |last: &str| {
        Some(Life::Issued { day: day("2026-11-02"), last_day: Some(day(last)), back: None })
    };
    assert_eq!(on("2026-11-03", None), issued("2026-11-08"), "as of then only one was known");
    assert_eq!(
        on("2026-11-10", Some("2026-11-05")),
        issued("2026-11-10"),
        "its own before the rule's"
    );
    let open = facts(&[promised(2, None), promised(4, Some("2026-11-10"))]);
    let last = open.as_of(day("2026-11-20"), Some(day("2026-11-30"))).life;
    assert_eq!(last, issued("2026-11-30"), "without a last day of its own the rule's");
    let ended = open.as_of(day("2026-12-01"), Some(day("2026-11-30"))).life;
    assert_eq!(ended.as_ref().map(CouponState::from), Some(CouponState::Expired));
}
