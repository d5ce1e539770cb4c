use super::*;
use crate::domain::figures::NewStage;
use crate::domain::stamp::DeviceId;

const ON: &str = "2026-11-10";

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn step(number: u32) -> Step {
    Step::new(number).unwrap()
}

fn rule(trigger: Trigger) -> IssuingRule {
    IssuingRule {
        id: OfferId::new("rule"),
        trigger,
        switched_on: day(ON),
        promotion: OfferId::new("5 off"),
        valid_days: Some(7),
    }
}

fn traded(order: &str, on: &str) -> Traded {
    Traded { order: Cause::new(order), day: day(on), origin: Origin::Live }
}

fn left(on: &str) -> Left {
    Left { day: day(on), origin: Origin::Live }
}

fn nobody() -> CustomerFacts {
    CustomerFacts { customer: "li".into(), ..CustomerFacts::default() }
}

fn orders(orders: &[(&str, &str)]) -> CustomerFacts {
    let orders = orders.iter().map(|(order, on)| traded(order, on)).collect();
    CustomerFacts { orders, ..nobody() }
}

/// What it is given for, in short.
fn given(trigger: Trigger, facts: &CustomerFacts, on: &str) -> Vec<String> {
    let issues = due(&rule(trigger), facts, day(on), &BTreeSet::new());
    let given = issues.into_iter().map(|issue| match issue.key.cause {
        IssueCause::Order(order) => order.to_string(),
        IssueCause::Day(day) | IssueCause::Entry(day) => day.to_string(),
        IssueCause::Year(year) => year.to_string(),
        IssueCause::Change { to, day } => format!("{} on {day}", to.number()),
    });
    given.collect()
}

#[test]
fn after_each_order() {
    for (of, on, expected, rule) in [
        (vec![("A", "2026-11-22")], "2026-11-22", vec!["A"], "PR1: at once"),
        (vec![("A", "2026-11-22")], "2026-11-21", vec![], "not before the order"),
        (vec![("A", ON)], ON, vec!["A"], "the day of switching on"),
        (vec![("A", "2026-11-09")], "2026-11-22", vec![], "the day before it"),
        (vec![("A", "2026-11-20")], "2026-11-22", vec!["A"], "the app was closed"),
        (vec![("B", "2026-11-22"), ("A", "2026-11-22")], "2026-11-22", vec!["A", "B"], "each"),
        (vec![("A", "2026-11-22"), ("A", "2026-11-22")], "2026-11-22", vec!["A"], "once"),
    ] {
        assert_eq!(given(Trigger::AfterOrder, &orders(&of), on), expected, "{rule}");
    }
}

#[test]
fn the_list_of_an_evening() {
    let both = CustomerFacts { left: vec![left("2026-11-22")], ..orders(&[("A", "2026-11-22")]) };
    let greeted = CustomerFacts { left: vec![left("2026-11-22"); 2], ..nobody() };
    let twice = orders(&[("A", "2026-11-22"), ("B", "2026-11-22")]);
    for (facts, on, expected, rule) in [
        (&twice, "2026-11-22", vec!["2026-11-22"], "PR2: who traded, once"),
        (&greeted, "2026-11-22", vec!["2026-11-22"], "who left without an order, once"),
        (&both, "2026-11-22", vec!["2026-11-22"], "who is in both sources, once"),
        (&both, "2026-11-23", vec![], "not on another evening"),
        (&nobody(), "2026-11-22", vec![], "nobody else"),
        (&orders(&[("A", "2026-11-09")]), "2026-11-09", vec![], "before it was switched on"),
    ] {
        assert_eq!(given(Trigger::Nightly, facts, on), expected, "{rule}");
    }
}

#[test]
fn leads_without_an_order() {
    let greeted = CustomerFacts { left: vec![left("2026-11-20")], ..nobody() };
    let bought = CustomerFacts { left: vec![left("2026-11-20")], ..orders(&[("A", "2026-11-21")]) };
    let mut of_old =
        CustomerFacts { left: vec![left("2026-11-20")], ..orders(&[("A", "2020-01-01")]) };
    of_old.orders.iter_mut().for_each(|order| order.origin = Origin::History);
    for (facts, on, expected, rule) in [
        (&greeted, "2026-11-20", vec!["2026-11-20"], "PR16: on the day he left"),
        (&greeted, "2026-11-22", vec!["2026-11-20"], "or when the app is opened again"),
        (&bought, "2026-11-20", vec!["2026-11-20"], "he buys tomorrow"),
        (&bought, "2026-11-22", vec![], "he has bought"),
        (&of_old, "2026-11-22", vec![], "an imported order makes a customer, too"),
    ] {
        assert_eq!(given(Trigger::LeadWithoutOrder, facts, on), expected, "{rule}");
    }
}

#[test]
fn birthdays() {
    for (birthday, before, on, expected, rule) in [
        ((11, 25), 3, "2026-11-21", vec![], "too early"),
        ((11, 25), 3, "2026-11-22", vec!["2026"], "MB12: three days ahead"),
        ((11, 25), 3, "2026-11-25", vec!["2026"], "the birthday itself"),
        ((11, 25), 3, "2026-11-26", vec![], "it has passed"),
        ((11, 10), 3, "2026-11-09", vec![], "the rule is not on yet"),
        ((11, 11), 3, "2026-11-10", vec!["2026"], "switched on within the days before"),
        ((11, 9), 3, "2026-11-09", vec![], "a birthday before it was switched on"),
        ((1, 2), 7, "2026-12-26", vec!["2027"], "over the turn of the year"),
        ((1, 2), 7, "2027-01-01", vec!["2027"], "the same one in January"),
        ((2, 29), 1, "2027-02-27", vec!["2027"], "BirthdayBot#192: 29 February on the 28th"),
        ((2, 29), 0, "2027-03-01", vec![], "SMF#5955: not on 1 March"),
        ((2, 29), 0, "2028-02-28", vec![], "in a leap year on the 29th"),
        ((2, 29), 0, "2028-02-29", vec!["2028"], "in a leap year on the 29th"),
        ((6, 1), 900, "2026-11-22", vec!["2027"], "the next one, never two"),
    ] {
        let birthday = MonthDay::new(birthday.0, birthday.1);
        let facts = CustomerFacts { birthday, ..nobody() };
        let trigger = Trigger::Birthday { days_before: before };
        assert_eq!(given(trigger, &facts, on), expected, "{rule}");
    }
    assert_eq!(given(Trigger::Birthday { days_before: 9 }, &nobody(), ON), [""; 0], "unknown");
    let facts = CustomerFacts { birthday: MonthDay::new(1, 1), ..nobody() };
    assert_eq!(
        given(Trigger::Birthday { days_before: 9 }, &facts, "9999-12-31"),
        [""; 0],
        "the end"
    );
}

#[test]
fn lunar_birthdays() {
    for (falls, year, on, expected, rule) in [
        ("2026-11-25", 2026, "2026-11-21", vec![], "too early"),
        ("2026-11-25", 2026, "2026-11-22", vec!["2026"], "three days ahead"),
        ("2027-01-02", 2026, "2027-01-01", vec!["2026"], "the year is the lunar one"),
        ("2026-11-25", 2026, "2026-11-26", vec![], "it has passed"),
    ] {
        let lunar_birthday = Some(LunarBirthday { day: day(falls), year });
        let facts = CustomerFacts { lunar_birthday, ..nobody() };
        assert_eq!(given(Trigger::Birthday { days_before: 3 }, &facts, on), expected, "{rule}");
    }
}

#[test]
fn rises_and_stages() {
    let risen = |to: u32, on: &str, announced: &str| Risen {
        to: step(to),
        day: day(on),
        announced: day(announced),
        origin: Origin::Live,
    };
    for (rises, on, expected, rule) in [
        (vec![risen(2, "2026-11-12", "2026-11-12")], "2026-11-12", vec!["2 on 2026-11-12"], "MB14"),
        (
            vec![risen(2, "2026-11-12", "2026-11-19")],
            "2026-11-18",
            vec![],
            "may still be sent back",
        ),
        (vec![risen(1, "2026-11-12", "2026-11-12")], "2026-11-22", vec![], "not high enough"),
        (vec![risen(3, "2026-11-09", "2026-11-16")], "2026-11-22", vec![], "before it was on"),
        (
            vec![risen(2, "2026-11-12", "2026-11-12"), risen(2, "2026-11-20", "2026-11-20")],
            "2026-11-22",
            vec!["2 on 2026-11-12", "2 on 2026-11-20"],
            "fell and rose again: another change",
        ),
    ] {
        let facts = CustomerFacts { rises, ..nobody() };
        assert_eq!(given(Trigger::Rise { at_least: step(2) }, &facts, on), expected, "{rule}");
    }
    for (stage, on, expected, rule) in [
        (Stage::HighSave, "2026-11-12", vec!["2026-11-12"], "the day of entry"),
        (Stage::HighSave, "2026-11-22", vec!["2026-11-12"], "still in it"),
        (Stage::HighSave, "2026-11-11", vec![], "not in it yet"),
        (Stage::New(NewStage::OneMonth), "2026-11-22", vec![], "another stage"),
    ] {
        let entered = Entered { stage, day: day("2026-11-12"), origin: Origin::Live };
        let facts = CustomerFacts { stage: Some(entered), ..nobody() };
        assert_eq!(given(Trigger::StageEntered(Stage::HighSave), &facts, on), expected, "{rule}");
    }
}

#[test]
fn feasts() {
    for (feast, on, expected, rule) in [
        ("2026-11-11", "2026-11-11", vec!["2026-11-11"], "that day"),
        ("2026-11-11", "2026-11-12", vec![], "not the day after"),
        ("2026-11-11", "2026-11-10", vec![], "not the day before"),
        ("2026-11-09", "2026-11-09", vec![], "before it was switched on"),
    ] {
        let trigger = Trigger::Festival { day: day(feast) };
        assert_eq!(given(trigger, &nobody(), on), expected, "{rule}");
    }
}

#[test]
fn imported_history_issues_nothing() {
    let (on, origin) = (day("2026-11-22"), Origin::History);
    let facts = CustomerFacts {
        orders: vec![Traded { order: Cause::new("A"), day: on, origin }],
        left: vec![Left { day: on, origin }],
        rises: vec![Risen { to: step(3), day: on, announced: on, origin }],
        stage: Some(Entered { stage: Stage::Lost, day: on, origin }),
        ..nobody()
    };
    let lead = CustomerFacts { orders: Vec::new(), ..facts.clone() };
    for trigger in [
        Trigger::AfterOrder,
        Trigger::Nightly,
        Trigger::LeadWithoutOrder,
        Trigger::Rise { at_least: Step::LOWEST },
        Trigger::StageEntered(Stage::Lost),
    ] {
        assert_eq!(due(&rule(trigger), &facts, on, &BTreeSet::new()), [], "{trigger:?}");
        assert_eq!(due(&rule(trigger), &lead, on, &BTreeSet::new()), [], "{trigger:?}");
    }
}

#[test]
fn what_is_issued() {
    let facts = orders(&[("A", "2026-11-22")]);
    for (valid_days, last_day, rule_name) in [
        (Some(7), Some("2026-11-28"), "E5: valid for seven days"),
        (Some(1), Some("2026-11-22"), "E5: valid for one day"),
        (None, None, "as long as the promotion"),
    ] {
        let rule = IssuingRule { valid_days, ..rule(Trigger::AfterOrder) };
        let issues = due(&rule, &facts, day("2026-11-22"), &BTreeSet::new());
        let [issue] = issues.as_slice() else { panic!("{rule_name}: {issues:?}") };
        assert_eq!(
            (issue.day, issue.last_day),
            (day("2026-11-22"), last_day.map(day)),
            "{rule_name}"
        );
        let coupon = issue.coupon();
        assert_eq!(coupon.owner.as_deref(), Some("li"));
        assert_eq!((&coupon.promotion, coupon.last_day), (&rule.promotion, issue.last_day));
        let written = Stamp { counter: 1, device: DeviceId(1) };
        assert_eq!(issue.fact(written).act, LifeAct::Issued { last_day: issue.last_day });
        let issued = BTreeSet::from([issue.key.clone()]);
        assert_eq!(due(&rule, &facts, day("2026-11-30"), &issued), [], "{rule_name}: once");
    }
}

#[test]
fn ids_and_codes_are_made_of_the_key_and_never_change() {
    let key = |rule: &str, customer: &str, cause: IssueCause| IssueKey {
        rule: OfferId::new(rule),
        customer: customer.into(),
        cause,
    };
    let on = day("2026-11-22");
    let keys = [
        key("r", "li", IssueCause::Day(on)),
        key("r", "li", IssueCause::Entry(on)),
        key("r", "li", IssueCause::Day(on.plus(1))),
        key("r", "li", IssueCause::Year(on.number())),
        key("r", "li", IssueCause::Change { to: step(2), day: on }),
        key("r", "li", IssueCause::Change { to: step(3), day: on }),
        key("r", "li", IssueCause::Order(Cause::new("A"))),
        key("rl", "i", IssueCause::Day(on)),
        key("r", "wu", IssueCause::Day(on)),
    ];
    let ids: BTreeSet<OfferId> = keys.iter().map(IssueKey::coupon_id).collect();
    let codes: BTreeSet<Code> = keys.iter().map(IssueKey::code).collect();
    assert_eq!((ids.len(), codes.len()), (keys.len(), keys.len()), "all different");
    assert!(keys.iter().all(|key| !key.code().is_mistyped()));
    let told = (keys[0].coupon_id().to_string(), keys[0].code().to_string());
    let known = ("51768fff-604c-512c-8116-dede55751751", "U42UZNM8B");
    assert_eq!((told.0.as_str(), told.1.as_str()), known, "what phones have issued stays found");
}
