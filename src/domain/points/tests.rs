//! The rules of the ledger as tables: what happened, what is left, the name of the rule.

use super::*;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;
use crate::domain::stamp::{DeviceId, Stamp};

const FOR_EVER: Validity = Validity::ForEver;
const MONTH: Validity = Validity::Days(30);

fn program(validity: Validity) -> Program {
    Program { validity, ..Program::default() }
}

fn at(day: i32, act: PointsAct) -> PointsEvent {
    PointsEvent { day: Day::from_number(day), act }
}

/// An order of so many yuan; the rates are the default ones: a point for each.
fn order(cause: &str, day: i32, yuan: i64, spent: i64, validity: Validity) -> PointsEvent {
    let rates = (BasisPoints::ONE, BasisPoints::ONE);
    let net = Fen::from_minor(yuan * 100);
    let day = Day::from_number(day);
    program(validity).order(Cause::new(cause), day, net, rates, Points::new(spent))
}

fn spend(cause: &str, day: i32, points: i64) -> PointsEvent {
    at(day, PointsAct::Spend { cause: Cause::new(cause), points: Points::new(points) })
}

fn refund(cause: &str, day: i32, order: &str, yuan: i64) -> PointsEvent {
    let goods = Fen::from_minor(yuan * 100);
    let day = Day::from_number(day);
    Program::default().refund(Cause::new(cause), day, Cause::new(order), goods)
}

fn adjust(cause: &str, day: i32, points: i64, last_day: Option<i32>) -> PointsEvent {
    let last_day = last_day.map_or(LastDay::Never, |last| LastDay::On(Day::from_number(last)));
    at(day, PointsAct::Adjust { cause: Cause::new(cause), points: Points::new(points), last_day })
}

fn pass(day: i32) -> PointsEvent {
    at(day, PointsAct::DayPasses)
}

/// The ledger after the events, and what became of the last.
fn fold(events: &[PointsEvent]) -> (Ledger, Option<StepResult>) {
    let mut ledger = Ledger::new(ProgramId::new("points"));
    let last = events.iter().map(|event| ledger.step(event).result).last();
    (ledger, last)
}

/// Id and points of the lots, in the order of spending.
fn lots(ledger: &Ledger) -> Vec<(String, i64)> {
    ledger.lots().map(|lot| (lot.name.id.to_string(), lot.left.number())).collect()
}

#[track_caller]
fn check(events: &[PointsEvent], left: &[(&str, i64)], debt: i64, rule: &str) {
    let (ledger, last) = fold(events);
    let expected: Vec<_> = left.iter().map(|(id, left)| ((*id).to_owned(), *left)).collect();
    assert_eq!(lots(&ledger), expected, "{rule}");
    assert_eq!(ledger.debt(), Points::new(debt), "{rule}");
    assert!(matches!(last, Some(StepResult::Ok | StepResult::Duplicate)), "{rule}: {last:?}");
}

#[test]
fn complaints_of_other_programs() {
    let paid = |cause, day, yuan, spent| order(cause, day, yuan, spent, FOR_EVER);
    let given = |points| adjust("a", 1, points, None);
    for (events, left, debt, rule) in [
        (
            vec![paid("o", 1, 100, 0), refund("r", 2, "o", 100)],
            vec![],
            0,
            "odoo#257854: buy, refund, keep the points",
        ),
        (
            vec![paid("o", 1, 100, 0), spend("s", 2, 100), refund("r", 3, "o", 100)],
            vec![],
            100,
            "odoo#257854: buy, spend, refund: what is gone is owed, not forgotten",
        ),
        (
            vec![paid("o", 1, 100, 0), refund("r", 2, "o", 30)],
            vec![("o", 70)],
            0,
            "odoo#238806 and wpswings#112: a part refund takes its part of the points",
        ),
        (
            vec![paid("o", 1, 1_000, 0), refund("r", 2, "o", 100)],
            vec![("o", 900)],
            0,
            "erpnext#32951: sale of 1000, return of 100",
        ),
        (
            vec![given(60), paid("o", 2, 10, 50), refund("r", 3, "o", 10)],
            vec![("a", 60)],
            0,
            "odoo#212922: a refund does not spend the points again, it returns them",
        ),
        (
            vec![given(60), paid("o", 2, 10, 50), refund("r", 3, "o", 5)],
            vec![("a", 35), ("o", 5)],
            0,
            "odoo#221928: nor does a part refund",
        ),
        (
            vec![paid("o", 1, 100, 0), refund("r", 2, "o", 100), paid("p", 3, 100, 0)],
            vec![("p", 100)],
            0,
            "odoo#177312: what was refunded does not count against the next order",
        ),
        (
            vec![paid("o", 1, 100, 0), paid("o", 1, 100, 0), paid("o", 2, 100, 0)],
            vec![("o", 100)],
            0,
            "OCA/pos#185: sending an order again earns nothing again",
        ),
        (
            vec![given(50), spend("s", 2, 10)],
            vec![("a", 40)],
            0,
            "odoo#264931: a part of the points can be spent",
        ),
        (
            vec![adjust("a", 1, 50, Some(9)), adjust("b", 1, 50, Some(20)), pass(10)],
            vec![("b", 50)],
            0,
            "FloCafe#62: each lot has its own last day, not only the first",
        ),
    ] {
        check(&events, &left, debt, rule);
    }
}

#[test]
fn refunds() {
    let month = |cause, day, yuan, spent| order(cause, day, yuan, spent, MONTH);
    for (events, left, debt, rule) in [
        (
            vec![month("o", 1, 100, 0), refund("r", 2, "o", 500), refund("q", 3, "o", 1)],
            vec![],
            0,
            "what exceeds the net is ignored",
        ),
        (
            vec![month("o", 1, 100, 0), month("p", 5, 50, 0), refund("r", 31, "o", 100)],
            vec![("p", 50)],
            0,
            "what the lot lost by expiry counts as taken, and other lots stay",
        ),
        (
            vec![
                month("o", 1, 100, 0),
                spend("s", 2, 100),
                month("p", 3, 60, 0),
                refund("r", 4, "o", 100),
                month("q", 5, 130, 0),
            ],
            vec![("p", 60), ("q", 30)],
            0,
            "the next earnings pay the debt, a lot that is there does not",
        ),
        (
            vec![
                month("o", 1, 100, 0),
                spend("s", 2, 100),
                refund("r", 3, "o", 100),
                month("p", 4, 60, 0),
                refund("q", 5, "p", 60),
            ],
            vec![],
            100,
            "earnings that paid a debt are owed again when their order is refunded",
        ),
        (
            vec![
                month("o", 1, 100, 0),
                spend("s", 2, 100),
                refund("r", 3, "o", 100),
                adjust("a", 4, 60, None),
            ],
            vec![("a", 60)],
            100,
            "points given by hand pay no debt",
        ),
        (
            vec![
                adjust("a", 1, 10, Some(20)),
                adjust("b", 1, 10, Some(90)),
                month("o", 2, 1, 20),
                refund("r", 21, "o", 1),
            ],
            vec![("r+a", 10), ("b", 10)],
            0,
            "points of an ended lot return in a lot of their own",
        ),
        (
            vec![
                adjust("a", 1, 10, Some(20)),
                month("o", 2, 1, 10),
                refund("r", 21, "o", 1),
                month("p", 50, 1, 10),
                refund("q", 51, "p", 1),
            ],
            vec![("q+r+a", 10)],
            0,
            "and return again; the first such lot was good on day 30 of 30, no longer",
        ),
        (
            vec![adjust("a", 1, 10, Some(20)), month("o", 2, 1, 10), refund("r", 20, "o", 1)],
            vec![("a", 10)],
            0,
            "a lot is not ended on its last day",
        ),
        (
            vec![adjust("a", 1, 10, None), month("o", 2, 0, 10), refund("r", 3, "o", 0)],
            vec![("a", 10)],
            0,
            "an order of 0 gives all its points back",
        ),
        (
            vec![adjust("o", 1, 10, None), month("o", 2, 5, 0), refund("o", 3, "o", 5)],
            vec![("o", 10)],
            0,
            "kinds of one cause are told apart, their lots, too",
        ),
    ] {
        check(&events, &left, debt, rule);
    }
}

#[test]
fn what_is_refused_does_nothing_and_leaves_its_cause_free() {
    let (five, day) = (Points::new(5), Day::from_number(9));
    let not_enough = |need| Refusal::NotEnough { need: Points::new(need), available: five };
    for (event, refusal, rule) in [
        (spend("x", 9, 6), not_enough(6), "one more than there is"),
        (order("x", 9, 100, 6, FOR_EVER), not_enough(6), "an order with it, which does not earn"),
        (spend("x", 9, -1), Refusal::OutOfRange, "spending below 0"),
        (adjust("x", 9, i64::MIN, None), Refusal::OutOfRange, "nobody has so many"),
        (adjust("x", 9, 5, Some(8)), Refusal::EndsBefore { day }, "ended before it is given"),
        (spend("x", 8, 1), Refusal::DayFell { reached: day }, "a day that is past"),
    ] {
        let mut ledger = fold(&[adjust("a", 1, 5, None), pass(9)]).0;
        let before = ledger.clone();
        assert_eq!(ledger.step(&event).result, StepResult::Refused(refusal), "{rule}");
        assert_eq!(ledger, before, "{rule}");
    }
    let mut ledger = fold(&[spend("s", 1, 5), refund("r", 1, "o", 1)]).0;
    assert_eq!(ledger, fold(&[pass(1)]).0, "nothing to spend, no such order");
    for event in [adjust("a", 2, 5, None), spend("s", 3, 5), order("o", 3, 1, 0, FOR_EVER)] {
        assert_eq!(ledger.step(&event).result, StepResult::Ok, "the cause is free");
    }
    assert_eq!(ledger.step(&refund("r", 3, "o", 1)).result, StepResult::Ok);
}

#[test]
fn what_happened_keeps_its_rates() {
    let mut ledger = fold(&[order("o", 1, 100, 0, MONTH)]).0;
    let earned = ledger.entries().first().unwrap();
    assert_eq!(earned.rates.map(|rates| rates.rate), Some(1));
    let later = Program { rate: 7, validity: FOR_EVER, ..Program::default() };
    let half = Fen::from_minor(5_000);
    ledger.step(&later.refund(Cause::new("r"), Day::from_number(2), Cause::new("o"), half));
    assert_eq!(lots(&ledger), [("o".to_owned(), 50)], "reversed at the rate it was earned at");
    ledger.step(&pass(31));
    assert_eq!(ledger.balance(), Points::ZERO, "it ends when it was said to end");
}

#[test]
fn points_that_would_have_ended_are_not_earned() {
    for (act_day, left, entries, rule) in
        [(30, 100, 2, "on the last day"), (31, 0, 0, "the day after; its refund takes nothing")]
    {
        let mut past = order("o", 1, 100, 0, MONTH);
        past.day = Day::from_number(act_day);
        let mut ledger = fold(&[past]).0;
        assert_eq!(ledger.balance(), Points::new(left), "{rule}");
        ledger.step(&refund("r", act_day, "o", 100));
        assert_eq!((ledger.balance(), ledger.debt()), (Points::ZERO, Points::ZERO), "{rule}");
        assert_eq!(ledger.entries().len(), entries, "{rule}");
    }
}

fn facts(device: u64, events: &[PointsEvent]) -> Facts {
    let mut facts = Facts::default();
    for (counter, event) in (1..).zip(events) {
        let written = Stamp { counter, device: DeviceId(device) };
        facts.insert(Fact { written, event: event.clone() });
    }
    facts
}

/// The ledger of day 30 after both have met, whoever takes in the other.
fn joined(one: &[PointsEvent], two: &[PointsEvent]) -> Replay {
    let (mut both, mut other) = (facts(1, one), facts(2, two));
    both.join(&other);
    other.join(&facts(1, one));
    assert_eq!(both, other);
    both.replay(ProgramId::new("points"), Day::from_number(30))
}

fn conflict(kind: EventKind, cause: &str, what: Disagreement) -> Conflict {
    Conflict { event: EventKey { kind, cause: Cause::new(cause) }, what }
}

#[test]
fn two_devices() {
    let bought = order("o", 1, 100, 0, FOR_EVER);
    let overdrawn = |missing| Disagreement::Overdrawn { missing: Points::new(missing) };
    let unknown = || Disagreement::UnknownOrder { order: Cause::new("o") };
    let differs = |counter, device, event: PointsEvent| {
        let written = Stamp { counter, device: DeviceId(device) };
        Disagreement::Differs { others: vec![Fact { written, event }] }
    };
    let same = [bought.clone(), spend("s", 2, 30)];
    let other_net = order("o", 1, 70, 0, FOR_EVER);
    for (one, two, left, debt, conflicts, rule) in [
        (&same[..], &same[..], 70, 0, vec![], "the same on both is once"),
        (
            &[bought.clone(), spend("s", 2, 80)],
            &[bought.clone(), spend("t", 3, 90)],
            0,
            70,
            vec![conflict(EventKind::Spend, "t", overdrawn(70))],
            "both spent the same points: both happened, the later one is overdrawn",
        ),
        (
            &[bought.clone(), order("p", 2, 10, 80, FOR_EVER)],
            &[bought.clone(), order("q", 3, 10, 90, FOR_EVER), refund("r", 4, "q", 10)],
            20 + 10,
            0,
            vec![conflict(EventKind::Order, "q", overdrawn(60))],
            "what was overdrawn comes back, and first pays what it owed",
        ),
        (
            &[bought.clone(), spend("s", 2, 100)],
            &[
                bought.clone(),
                order("q", 3, 0, 60, FOR_EVER),
                order("p", 4, 80, 0, FOR_EVER),
                refund("r", 5, "q", 0),
            ],
            20 + 60,
            0,
            vec![conflict(EventKind::Order, "q", overdrawn(60))],
            "where earnings have paid it meanwhile, it comes back as a lot",
        ),
        (
            &[],
            &[refund("r", 5, "o", 100)],
            0,
            0,
            vec![conflict(EventKind::Refund, "r", unknown())],
            "a refund waits for its order",
        ),
        (
            &[order("o", 9, 100, 0, FOR_EVER)],
            &[refund("r", 5, "o", 100)],
            0,
            0,
            vec![],
            "a refund comes after its order, whatever day each device gave",
        ),
        (
            &same[..1],
            &[spend("x", 31, 1), other_net.clone()],
            100,
            0,
            vec![conflict(EventKind::Order, "o", differs(2, 2, other_net.clone()))],
            "other numbers: what was said first acts; later than the day of asking is not asked",
        ),
    ] {
        let replay = joined(one, two);
        assert_eq!(replay.ledger.balance(), Points::new(left), "{rule}");
        assert_eq!(replay.ledger.debt(), Points::new(debt), "{rule}");
        assert_eq!(replay.conflicts, conflicts, "{rule}");
    }
}

#[test]
fn two_devices_that_let_the_same_history_earn() {
    let past = |today: i32| {
        let earning =
            program(FOR_EVER).earning(Day::from_number(1), BasisPoints::ONE, BasisPoints::ONE);
        let (net, spent) = (Fen::from_minor(10_000), Points::ZERO);
        at(today, PointsAct::Order { cause: Cause::new("o"), net, spent, earning: Some(earning) })
    };
    let replay = joined(&[past(20)], &[past(25)]);
    assert_eq!(replay.ledger.balance(), Points::new(100), "once");
    assert_eq!(replay.conflicts, [], "on another day is no other saying");
}
