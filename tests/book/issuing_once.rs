//! Issuing rules: evenings, two phones, people of several keys, lists; each gives once.

use huitou::domain::command::{Booked, Command};
use huitou::domain::coupon::issuing::{IssueCause, IssueKey, Trigger};
use huitou::domain::customer::CustomerKey;
use huitou::domain::day::Day;
use huitou::domain::event::{Deed, Event, EventId};
use huitou::domain::issuing_run::{Why, customer_name};
use huitou::domain::loyalty::{Booking, Issuing, Offer, Rule, RuleId};
use huitou::domain::member::order_cause;
use huitou::domain::node::Noded;
use huitou::domain::shop::ShopBuilder;
use huitou::domain::stamp::{DeviceId, Stamp, Stamped};

use crate::kit::customer;
use crate::stall::{ON, Stall, coupon, coupons, platform};
use crate::support::day;

#[test]
fn an_evening_is_once_and_not_made_up_for() {
    let evening = || Stall::giving(Trigger::Nightly, coupon(), 20);
    let mut stall = evening();
    stall.sells("2025-01-20", 1, "2025-01-20").sells("2025-01-20", 1, "2025-01-20");
    stall.leaves("2025-01-20", 1).leaves("2025-01-20", 2);
    assert_eq!(stall.issues_at("2025-01-20", 19), [""; 0], "before its hour");
    let both = ["c1 2025-01-20", "c2 2025-01-20"];
    assert_eq!(stall.issues_at("2025-01-20", 20), both, "PR2: who traded and who left, once");
    assert_eq!(stall.issues_at("2025-01-20", 23), [""; 0], "once");
    stall.sells("2025-01-20", 3, "2025-01-20");
    assert_eq!(
        stall.issues_at("2025-01-20", 23),
        ["c3 2025-01-20"],
        "opened again later that evening"
    );
    assert_eq!(stall.issues_at("2025-01-21", 20), [""; 0], "another evening");
    let mut missed = evening();
    missed.sells("2025-01-20", 1, "2025-01-20");
    assert_eq!(missed.issues_at("2025-01-21", 21), [""; 0], "a missed evening is not made up for");
    let mut late = evening();
    late.imports("2025-01-21", &[(1, 1, "2025-01-20"), (2, 2, "2025-01-18"), (3, 3, "2025-01-21")]);
    let evening_of_file = ["c1 2025-01-21", "c3 2025-01-21"];
    assert_eq!(late.issues_at("2025-01-21", 20), evening_of_file, "orders of yesterday came today");
    late.imports("2025-01-22", &[(4, 1, "2025-01-21"), (5, 3, "2025-01-21"), (6, 4, "2025-01-21")]);
    let only = ["c4 2025-01-22"];
    assert_eq!(late.issues_at("2025-01-22", 20), only, "on the list of that day already");
}

#[test]
fn what_is_off_or_ended_or_of_a_platform_issues_nothing() {
    let sold = |gives: Rule| {
        let mut stall = Stall::giving(Trigger::AfterOrder, gives, 0);
        stall.sells("2025-01-20", 1, "2025-01-20");
        stall
    };
    let Rule::Offer(terms) = coupon() else { panic!() };
    let mut ended = terms.clone();
    ended.promotion.window.last_day = Some(day("2025-01-19"));
    for (gives, rule) in [
        (platform(), "a platform's coupon is ticked off by hand"),
        (Rule::Offer(Offer { is_on: false, ..terms.clone() }), "the offer is off"),
        (Rule::Offer(ended), "the offer has ended"),
    ] {
        assert_eq!(sold(gives).issues("2025-01-20"), [""; 0], "{rule}");
    }
    let mut stall = sold(coupon());
    let (id, issuing) = {
        let rules = stall.shop.rulebook();
        let (id, issuing) = rules.issuing().next().unwrap();
        (id, issuing.clone())
    };
    let off = Rule::Issuing(Issuing { switched_on: None, ..issuing.clone() });
    stall.run("2025-01-20", &Command::set_rule(Some(id), Box::new(off))).unwrap();
    assert_eq!(stall.issues("2025-01-20"), [""; 0], "switched off");
    let on = Rule::Issuing(Issuing { switched_on: Some(day("2025-01-21")), ..issuing });
    stall.run("2025-01-21", &Command::set_rule(Some(id), Box::new(on))).unwrap();
    assert_eq!(
        stall.issues("2025-01-21"),
        [""; 0],
        "switched on again: only what comes from then on"
    );
}

#[test]
fn what_was_taken_back_is_not_given_again() {
    let mut stall = Stall::with(Trigger::AfterOrder);
    stall.sells("2025-01-20", 1, "2025-01-20");
    assert_eq!(stall.issues("2025-01-20").len(), 1);
    let (_, coupon) = coupons(&stall.shop)[0].clone();
    stall.run("2025-01-20", &Command::UndoAct(coupon)).unwrap();
    assert_eq!(stall.issues("2025-01-21"), [""; 0]);
    let rules = stall.shop.rulebook();
    let at = stall.shop.tables().customers.find_ref(&customer(1)).unwrap();
    assert!(stall.shop.coupons_of(&rules, at, day("2025-01-21")).is_empty(), "and he has none");
}

#[test]
fn two_phones_that_run_the_rules_give_one_coupon() {
    let mut one = Stall::with(Trigger::AfterOrder);
    one.sells("2025-01-20", 1, "2025-01-20").imports("2025-01-20", &[(1, 2, "2025-01-19")]);
    let mut other = one.clone();
    other.device = 2;
    let alone = (one.issues("2025-01-20"), coupons(&one.shop));
    assert_eq!(other.issues("2025-01-21"), alone.0, "a day later on the other phone");
    one.pulls("2025-01-22", &other);
    other.pulls("2025-01-22", &one);
    for stall in [&mut one, &mut other] {
        assert_eq!(coupons(&stall.shop), alone.1, "merged it is as if one had run them");
        assert_eq!(stall.issues("2025-01-22"), [""; 0]);
        let rules = stall.shop.rulebook();
        let at = stall.shop.tables().customers.find_ref(&customer(1)).unwrap();
        let held = stall.shop.coupons_of(&rules, at, day("2025-01-22"));
        let issued: Vec<Day> = held.iter().map(|it| it.issued).collect();
        assert_eq!(issued, [day("2025-01-20")], "the first to write it down says of which day");
    }
}

#[test]
fn a_person_of_several_keys_is_one() {
    let mut stall = Stall::giving(Trigger::Nightly, coupon(), 0);
    stall.leaves("2025-01-20", 1).leaves("2025-01-20", 2);
    let mut joined_first = stall.clone();
    assert_eq!(stall.issues("2025-01-20").len(), 2, "two people so far");
    stall.joins("2025-01-20", 1, 2);
    assert_eq!(stall.issues("2025-01-20"), [""; 0], "any of his keys was given it");
    joined_first.joins("2025-01-20", 1, 2);
    assert_eq!(joined_first.issues("2025-01-20").len(), 1, "one person, one packet");
    // An order is named after the key that bought, joined or not.
    let mut one = Stall::with(Trigger::AfterOrder);
    one.sells("2025-01-19", 1, "2025-01-19").sells("2025-01-20", 2, "2025-01-20");
    let mut other = one.clone();
    other.device = 2;
    one.joins("2025-01-20", 1, 2);
    one.issues("2025-01-20");
    other.issues("2025-01-20");
    one.pulls("2025-01-21", &other);
    assert_eq!(coupons(&one.shop).len(), 2, "one for each order, whoever had joined them");
}

#[test]
fn a_code_that_is_taken_is_passed_over_the_same_way_everywhere() {
    let mut stall = Stall::with(Trigger::AfterOrder);
    stall.sells("2025-01-20", 1, "2025-01-20");
    let order = stall.shop.orders().next().unwrap().key;
    let key = IssueKey {
        rule: stall.rule.unwrap().offer_id(),
        customer: customer_name(&customer(1)),
        cause: IssueCause::Order(order_cause(&stall.shop, &order)),
    };
    let codes: Vec<String> = key.codes().take(2).map(|code| code.as_str().to_owned()).collect();
    // Another book has a coupon with the very code.
    let mut builder = ShopBuilder::default();
    let act = uuid::Uuid::from_u128(7);
    let booking = Booking::CouponIssued {
        coupon: act,
        offer: RuleId(act),
        code: codes[0].clone(),
        last_day: None,
        rule: None,
        cause: None,
    };
    builder.push_event(&Event {
        id: EventId { act, ordinal: 0 },
        stamp: Stamp { counter: 1, device: DeviceId(9) },
        day: day(ON),
        at_ms: 0,
        deed: Deed::Booked { customer: None, other: None, booking: booking.to_node() },
        undone: Stamped::default(),
    });
    let other = builder.finish().unwrap();
    stall.run("2025-01-20", &Command::Merge(&other)).unwrap();
    assert_eq!(stall.issues("2025-01-20").len(), 1);
    let rules = stall.shop.rulebook();
    let at = stall.shop.tables().customers.find_ref(&customer(1)).unwrap();
    let held = stall.shop.coupons_of(&rules, at, day("2025-01-20"));
    assert_eq!(held.first().map(|it| &it.code), codes.get(1));
    assert_eq!(held.first().map(|it| it.coupon), Some(key.coupon()));
}

#[test]
fn tonights_list_is_ticked_off() {
    let mut stall = Stall::giving(Trigger::Nightly, platform(), 20);
    stall.sells("2025-01-20", 1, "2025-01-20").leaves("2025-01-20", 1).leaves("2025-01-20", 2);
    let row = |who: &str, why, is_done| (who.to_owned(), why, is_done);
    let open = [row("c1", Why::Traded, false), row("c2", Why::Left, false)];
    assert_eq!(stall.list("2025-01-20"), open, "each once");
    let rule = stall.rule.unwrap();
    let offer = stall.shop.rulebook().issuing().next().unwrap().1.gives;
    let cause = Some(IssueCause::Day(day("2025-01-20")));
    let booking = Booking::Noted { offer, rule: Some(rule), cause };
    let note =
        |who: u32| Booked { customer: Some(customer(who)), other: None, booking: booking.clone() };
    stall.run("2025-01-20", &Command::book(vec![note(1)])).unwrap();
    let ticked = [row("c1", Why::Traded, true), row("c2", Why::Left, false)];
    assert_eq!(stall.list("2025-01-20"), ticked, "ticked off today");
    let last = stall.shop.events().last().unwrap().1.id.act;
    stall.run("2025-01-20", &Command::UndoAct(last)).unwrap();
    assert_eq!(stall.list("2025-01-20"), open, "a tick that was taken back is open again");
    assert_eq!(stall.list("2025-01-21"), [], "another evening, another list");
    let mut after = Stall::giving(Trigger::AfterOrder, platform(), 0);
    after.sells("2025-01-20", 1, "2025-01-20");
    assert_eq!(
        after.list("2025-01-25"),
        [row("c1", Why::Traded, false)],
        "orders wait until ticked"
    );
}

#[test]
fn customers_are_called_the_same_everywhere() {
    // They are part of the ids of coupons, and never change.
    let name = |key: CustomerKey| customer_name(&key).to_string();
    assert_eq!(name(customer(1)), name(customer(1)));
    assert_ne!(name(customer(1)), name(CustomerKey::Wechat("c1".into())));
}
