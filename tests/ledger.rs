//! The points ledger against a naive one of single points, and its laws.

#[path = "support/vectors.rs"]
mod vectors;

#[path = "ledger/naive.rs"]
mod naive;

use std::collections::BTreeSet;

use huitou::domain::day::Day;
use huitou::domain::money::Fen;
use huitou::domain::points::{
    Cause, Earning, EarningRates, EntryKind, Fact, Facts, LastDay, Ledger, Points, PointsAct,
    PointsEvent, Program, ProgramId, StepResult, Validity,
};
use huitou::domain::rate::BasisPoints;
use huitou::domain::stamp::{DeviceId, Stamp};
use huitou::format::cases::BadCase;
use huitou::format::cases::ledger::answer;
use naive::{NO_END, Naive, Op, Timed, day};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn vectors_are_compared_at_every_depth() {
    for (expected, got, difference, rule) in [
        (json!({"a": 1}), json!({"a": 1, "b": 2}), None, "more keys are free"),
        (json!({"a": {"b": [1]}}), json!({"a": {"b": [2]}}), Some("/a/b/0 is 2, not 1"), "depth"),
        (json!({"a": null}), json!({}), Some("/a is missing"), "null is a value"),
        (json!([1]), json!([1, 2]), Some(" has 2 parts, not 1"), "a list that is longer"),
        (json!([1, 2]), json!([2, 1]), Some("/0 is 2, not 1"), "lists have an order"),
        (json!("1"), json!(1), Some(" is 1, not \"1\""), "a number is no text"),
        (json!({}), json!([]), Some(" is [], not {}"), "a list is no object"),
    ] {
        let found = vectors::first_difference("", &expected, &got);
        assert_eq!(found.as_deref(), difference, "{rule}");
    }
}

#[test]
fn an_explicit_null_is_as_if_it_were_absent() {
    let day = "2026-01-05";
    let events = |order: Value| json!([order, {"kind": "adjust", "cause": "a", "day": day, "points": 5, "last_day": null}]);
    let order = json!({"kind": "order", "cause": "o", "day": day, "net_minor": 1999});
    let nulls = json!({"kind": "order", "cause": "o", "day": day, "net_minor": 1999,
        "tier_bp": null, "day_bp": null, "spend_points": null});
    let program = json!({"id": null, "first_day": null, "rate": null, "unit_minor": null,
        "valid_days": null, "return_days": null});
    let expected = answer(&json!({"events": events(order)}).to_string()).unwrap();
    for program in [json!(null), json!({}), program] {
        let case = json!({"program": program, "events": events(nulls.clone())});
        assert_eq!(answer(&case.to_string()).unwrap(), expected);
    }
}

#[test]
fn what_is_no_case() {
    let order = |extra: &str| {
        let order = r#"{"kind": "order", "cause": "o", "day": "2026-01-05", "net_minor": 100"#;
        format!(r#"{{"events": [{order}{extra}}}]}}"#)
    };
    assert!(answer(&order("")).is_ok());
    for (text, of_schema, rule) in [
        ("", true, "no JSON"),
        ("{}", true, "no events"),
        (r#"{"events": [], "event": []}"#, true, "an unknown key"),
        (r#"{"events": [], "program": {"days": 3}}"#, true, "an unknown key of the program"),
        (&order(r#", "points": 3"#), true, "an unknown key of an event"),
        (&order(r#", "tier_bp": 1000001"#), true, "a multiplier above a hundred"),
        (&order(r#", "spend_points": 0.5"#), true, "half a point"),
        (&order(r#", "spend_points": -1"#), false, "points below 0"),
        (&order(r#"}, {"kind": "expire", "day": "2026-01-04""#), false, "a day that falls"),
        (r#"{"events": [], "program": {"unit_minor": 0}}"#, false, "a unit of 0"),
        (r#"{"events": [], "program": {"valid_days": 0}}"#, false, "valid for 0 days"),
        (r#"{"events": [], "program": {"return_days": 0}}"#, false, "returned for 0 days"),
        (
            r#"{"events": [{"kind": "refund", "cause": "r", "order": "o", "minor": -1,
                "day": "2026-01-05"}]}"#,
            false,
            "a refund below 0",
        ),
    ] {
        let bad = answer(text).expect_err(rule);
        assert_eq!(matches!(bad, BadCase::Schema(_)), of_schema, "{rule}: {bad}");
    }
}

fn ops(longest: usize) -> impl Strategy<Value = Vec<Timed>> {
    let name = 0u8..8;
    let tier = prop::sample::select(vec![10_000u32, 12_500, 15_000]);
    let spent = prop_oneof![2 => Just(0i64), 1 => 1i64..30];
    let op = prop_oneof![
        4 => (name.clone(), 0i64..6_000, spent, tier)
            .prop_map(|(name, fen, spent, tier)| Op::Order { name, fen, spent, tier }),
        3 => (name.clone(), 0i64..50).prop_map(|(name, points)| Op::Spend { name, points }),
        4 => (0u8..16, name.clone(), 0i64..4_000)
            .prop_map(|(name, order, fen)| Op::Refund { name, order, fen }),
        2 => (name, -30i64..50, prop::option::of(0i32..40))
            .prop_map(|(name, points, days)| Op::Adjust { name, points, days }),
        1 => Just(Op::Pass),
    ];
    prop::collection::vec((0i32..15, op), 0..longest)
}

fn programs() -> impl Strategy<Value = Program> {
    let validity = prop_oneof![
        Just(Validity::ForEver),
        (1u32..60).prop_map(Validity::Days),
        Just(Validity::ToYearsEnd),
    ];
    (validity, 1u32..4, 50i64..300, 1u32..40).prop_map(|(validity, rate, unit, return_days)| {
        let unit_fen = Fen::from_minor(unit);
        Program { validity, rate, unit_fen, return_days, ..Program::default() }
    })
}

fn named(kind: &str, name: u8) -> Cause {
    Cause::new(&format!("{kind}{name}"))
}

fn event_of(op: Op, on: Day, program: &Program) -> PointsEvent {
    let act = match op {
        Op::Order { name, fen, spent, tier } => {
            let rates = (BasisPoints::new(tier).unwrap(), BasisPoints::ONE);
            let net = Fen::from_minor(fen);
            return program.order(named("o", name), on, net, rates, Points::new(spent));
        }
        Op::Refund { name, order, fen } => {
            return program.refund(named("r", name), on, named("o", order), Fen::from_minor(fen));
        }
        Op::Spend { name, points } => {
            PointsAct::Spend { cause: named("s", name), points: Points::new(points) }
        }
        Op::Adjust { name, points, days } => PointsAct::Adjust {
            cause: named("a", name),
            points: Points::new(points),
            last_day: days.map_or(LastDay::Never, |days| LastDay::On(on.plus(days))),
        },
        Op::Pass => PointsAct::DayPasses,
    };
    PointsEvent { day: on, act }
}

fn events_of(ops: &[Timed], program: &Program) -> Vec<PointsEvent> {
    let mut today = 0;
    let mut event = |(after, op): &Timed| {
        today += after;
        event_of(*op, day(today), program)
    };
    ops.iter().map(&mut event).collect()
}

fn ledger_of(events: &[PointsEvent]) -> Ledger {
    let mut ledger = Ledger::new(ProgramId::new("points"));
    for event in events {
        ledger.step(event);
    }
    ledger
}

fn word(result: StepResult) -> &'static str {
    match result {
        StepResult::Ok => "ok",
        StepResult::Overdrawn { .. } => "overdrawn",
        StepResult::Duplicate => "duplicate",
        StepResult::Refused(_) => "refused",
        StepResult::UnknownOrder => "unknown_order",
    }
}

fn lots_of(ledger: &Ledger) -> Vec<(String, i32, i32, i64)> {
    let number = |of: Day| of.days_since(day(0));
    let lots = ledger.lots().map(|lot| {
        let last_day = lot.name.last_day.day().map_or(NO_END, number);
        (lot.name.id.to_string(), number(lot.name.day), last_day, lot.left.number())
    });
    lots.collect()
}

fn sum(numbers: impl Iterator<Item = Points>) -> Points {
    numbers.fold(Points::ZERO, Points::saturating_add)
}

/// What a device has written: the events that acted, each with a later stamp, begun at `counter`.
fn lived(events: &[PointsEvent], device: u64, counter: u64) -> (Ledger, Facts) {
    let mut ledger = Ledger::new(ProgramId::new("points"));
    let mut facts = Facts::default();
    for (counter, event) in (counter..).zip(events) {
        if ledger.step(event).result == StepResult::Ok {
            let written = Stamp { counter, device: DeviceId(device) };
            facts.insert(Fact { written, event: event.clone() });
        }
    }
    (ledger, facts)
}

fn joined(one: &Facts, two: &Facts) -> Facts {
    let mut both = one.clone();
    both.join(two);
    both
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn equals_a_jar_of_tokens(ops in ops(40), program in programs()) {
        let mut ledger = Ledger::new(ProgramId::new("points"));
        let mut naive = Naive::default();
        for ((timed, event), at) in ops.iter().zip(events_of(&ops, &program)).zip(0..) {
            let result = word(ledger.step(&event).result);
            prop_assert_eq!(result, naive.step(*timed, &program), "event {}", at);
            prop_assert_eq!(lots_of(&ledger), naive.lots(), "event {}", at);
            prop_assert_eq!(ledger.debt().number(), naive.debt, "event {}", at);
        }
    }

    #[test]
    fn the_state_is_the_sum_of_the_entries(ops in ops(40), program in programs()) {
        let events = events_of(&ops, &program);
        let mut ledger = Ledger::new(ProgramId::new("points"));
        let mut written = Vec::new();
        for event in &events {
            written.extend(ledger.step(event).entries.to_vec());
            prop_assert_eq!(&written[..], ledger.entries());
            let (balance, debt) = (ledger.balance(), ledger.debt());
            prop_assert_eq!(balance, sum(written.iter().map(|entry| entry.points)));
            prop_assert_eq!(debt, sum(written.iter().map(|entry| entry.debt)));
            prop_assert_eq!(balance, sum(ledger.lots().map(|lot| lot.left)));
            prop_assert!(balance >= Points::ZERO && debt >= Points::ZERO);
            prop_assert!(ledger.lots().all(|lot| lot.left > Points::ZERO));
            let free = balance.saturating_sub(debt).max(Points::ZERO);
            prop_assert_eq!(ledger.available(), free);
        }
        let keys = written.iter().map(|entry| entry.key(ledger.program()));
        prop_assert_eq!(keys.collect::<BTreeSet<_>>().len(), written.len(), "a key is written once");
    }

    #[test]
    fn what_is_said_twice_happens_once(ops in ops(40), program in programs()) {
        let events = events_of(&ops, &program);
        let mut ledger = Ledger::new(ProgramId::new("points"));
        for event in &events {
            if ledger.step(event).result == StepResult::Ok && event.key().is_some() {
                prop_assert_eq!(word(ledger.step(event).result), "duplicate");
            }
        }
        prop_assert_eq!(ledger, ledger_of(&events));
    }

    #[test]
    fn days_may_pass_in_one_step_or_in_many(ops in ops(30), program in programs()) {
        let events = events_of(&ops, &program);
        let mut many = Ledger::new(ProgramId::new("points"));
        let mut today = day(0);
        for event in &events {
            while today < event.day {
                many.step(&PointsEvent { day: today, act: PointsAct::DayPasses });
                today = today.plus(1);
            }
            many.step(event);
        }
        prop_assert_eq!(many, ledger_of(&events));
    }

    #[test]
    fn parts_of_a_refund_are_one_refund(
        fen in 0i64..20_000, spent in 0i64..200, parts in prop::collection::vec(0i64..6_000, 0..9),
        program in programs(),
    ) {
        let given = Op::Adjust { name: 0, points: 200, days: None };
        let bought = Op::Order { name: 1, fen, spent, tier: 12_500 };
        let refund = |name, fen| (0, Op::Refund { name, order: 1, fen });
        let mut in_parts = vec![(0, given), (0, bought)];
        in_parts.extend((2..).zip(&parts).map(|(name, part)| refund(name, *part)));
        let once = [(0, given), (0, bought), refund(0, parts.iter().sum())];
        let mut in_parts = ledger_of(&events_of(&in_parts, &program));
        let mut once = ledger_of(&events_of(&once, &program));
        if !parts.is_empty() {
            prop_assert_eq!(lots_of(&in_parts), lots_of(&once));
            prop_assert_eq!(in_parts.debt(), once.debt());
        }
        for ledger in [&mut in_parts, &mut once] {
            ledger.step(&event_of(refund(1, fen).1, day(0), &program));
            let all = vec![("a0".to_owned(), 0, NO_END, 200)];
            prop_assert_eq!(lots_of(ledger), all, "all is as it was before the order");
        }
    }

    #[test]
    fn refunded_orders_leave_nothing(ops in ops(40), program in programs()) {
        let program = Program { validity: Validity::ForEver, ..program };
        let mut events = events_of(&ops, &program);
        let last = events.last().map_or(day(0), |event| event.day);
        let all = (0..8).map(|order| Op::Refund { name: 100 + order, order, fen: 6_000 });
        events.extend(all.map(|op| event_of(op, last, &program)));
        let ledger = ledger_of(&events);
        // What is not of an order: adjustments, redemptions, the expiry of points given by hand.
        let others = ledger.entries().iter().filter(|entry| match entry.kind {
            EntryKind::Adjust | EntryKind::Expire => true,
            EntryKind::Spend => entry.cause.as_str().starts_with('s'),
            EntryKind::Earn | EntryKind::Reverse | EntryKind::Return => false,
        });
        let worth = sum(others.map(|entry| entry.points.saturating_sub(entry.debt)));
        prop_assert_eq!(ledger.balance().saturating_sub(ledger.debt()), worth);
    }

    #[test]
    fn facts_of_one_device_are_its_ledger(ops in ops(40), program in programs()) {
        let events = events_of(&ops, &program);
        let (mut ledger, facts) = lived(&events, 1, 1);
        let end = day(1_000);
        ledger.step(&PointsEvent { day: end, act: PointsAct::DayPasses });
        let replay = facts.replay(ProgramId::new("points"), end);
        prop_assert_eq!(replay.ledger, ledger);
        prop_assert_eq!(replay.conflicts, []);
    }

    #[test]
    fn merging_is_a_union(
        one in ops(20), two in ops(20), three in ops(20), program in programs(), ahead in 0u64..20,
    ) {
        let of = |ops: &[Timed], device, counter| {
            lived(&events_of(ops, &program), device, counter).1
        };
        let (one, two, three) = (of(&one, 1, 1), of(&two, 2, ahead), of(&three, 3, 1));
        let both = joined(&one, &two);
        prop_assert_eq!(&both, &joined(&two, &one), "commutative");
        prop_assert_eq!(joined(&both, &three), joined(&one, &joined(&two, &three)), "associative");
        prop_assert_eq!(&joined(&both, &two), &both, "idempotent");
        let known: BTreeSet<PointsEvent> = both.facts().map(|fact| fact.event).collect();
        for fact in one.facts().chain(two.facts()) {
            prop_assert!(known.contains(&fact.event), "no fact is lost");
        }
        // Each event acts, or is told as a conflict.
        let replay = both.replay(ProgramId::new("points"), day(1_000));
        let ledger = &replay.ledger;
        for key in known.iter().filter_map(PointsEvent::key) {
            let told = replay.conflicts.iter().any(|conflict| conflict.event == key);
            prop_assert!(ledger.has_acted(&key) || told, "{:?}", key);
        }
        prop_assert_eq!(ledger.balance(), sum(ledger.entries().iter().map(|entry| entry.points)));
        prop_assert_eq!(ledger.debt(), sum(ledger.entries().iter().map(|entry| entry.debt)));
        prop_assert!(ledger.balance() >= Points::ZERO && ledger.debt() >= Points::ZERO);
    }

    #[test]
    fn no_number_is_too_large(
        numbers in prop::collection::vec((any::<i64>(), any::<i64>(), any::<i32>(), 0u8..3), 0..12),
        rate in any::<u32>(), return_days in any::<u32>(),
    ) {
        let mut ledger = Ledger::new(ProgramId::new("points"));
        let mut facts = Facts::default();
        for ((one, two, number, name), counter) in numbers.into_iter().zip(1..) {
            let day = Day::from_number(number);
            let (tier, last_day) = (BasisPoints::LARGEST, LastDay::On(Day::from_number(two as i32)));
            let rates = EarningRates { rate, unit_fen: Fen::from_minor(two), tier, day: tier };
            let (net, points) = (Fen::from_minor(one), Points::new(two));
            let earning = Some(Earning { rates, issued: day, last_day });
            let (cause, order) = (named("r", name), named("o", name));
            for act in [
                PointsAct::Adjust { cause: named("a", name), points, last_day },
                PointsAct::Order { cause: order.clone(), net, spent: points, earning },
                PointsAct::Refund { cause, order, goods: Fen::from_minor(two), return_days },
                PointsAct::Spend { cause: named("s", name), points: Points::new(one) },
            ] {
                let event = PointsEvent { day, act };
                ledger.step(&event);
                facts.insert(Fact { written: Stamp { counter, device: DeviceId(1) }, event });
                prop_assert!(ledger.balance() >= Points::ZERO && ledger.debt() >= Points::ZERO);
                let entries = ledger.entries().iter();
                prop_assert_eq!(ledger.balance(), sum(entries.map(|entry| entry.points)));
            }
        }
        let replay = facts.replay(ProgramId::new("points"), Day::MAX);
        prop_assert!(replay.ledger.balance() >= Points::ZERO);
    }
}
