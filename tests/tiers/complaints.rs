//! What users of other engines complained of, and what real shops do: one row each.

use huitou::domain::day::{Day, DayRange};
use huitou::domain::figures::CountingRule;
use huitou::domain::money::Fen;
use huitou::domain::points::{EarningRates, Points, earned};
use huitou::domain::rate::BasisPoints;
use huitou::domain::tier::{
    Facts, Fall, HandTier, Ladder, Member, Minimums, Mode, OpeningFact, OrderFact, Period, Reason,
    RefundFact, Rules, Standing, Term, Timeline, corrections, fall_ahead, standing, what_if,
};

use super::lives::step;

#[track_caller]
fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn order(on: &str, yuan: i64) -> OrderFact {
    let goods_fen = Fen::from_minor(yuan * 100);
    OrderFact { day: day(on), goods_fen, cancelled_day: None, refunds: Vec::new() }
}

fn facts(orders: &[(&str, i64)]) -> Facts {
    let orders = orders.iter().map(|(on, yuan)| order(on, *yuan)).collect();
    Facts { orders, openings: Vec::new() }
}

/// Gold from 300 yuan, vip from 600.
fn ladder() -> Ladder {
    let asks = |yuan: i64| Minimums { purchases: None, net_fen: Some(Fen::from_minor(yuan * 100)) };
    Ladder::new(vec![asks(300), asks(600)], Mode::And)
}

fn from(first: &str, rules: Rules) -> Period {
    Period { first_day: day(first), rules }
}

/// The last year counts, a tier holds for a year.
fn yearly(fall: Fall, grace_days: u32) -> Rules {
    let (window_days, term) = (Some(365), Some(Term::Months(12)));
    Rules { ladder: ladder(), window_days, term, grace_days, fall }
}

#[track_caller]
fn stands(timeline: &Timeline, facts: &Facts, hand: &[HandTier], on: &str) -> Standing {
    let purchases = facts.as_of(day(on), CountingRule::MergedByDay);
    standing(timeline, &purchases, hand, day(on)).unwrap()
}

fn one(rules: Rules) -> Timeline {
    Timeline::new(vec![from("2025-01-01", rules)])
}

fn falls(standing: &Standing) -> Vec<(Day, u32)> {
    let falls = standing.history.iter().filter(|change| change.reason == Reason::Fall);
    falls.map(|change| (change.day, change.to.number())).collect()
}

#[test]
fn open_loyalty_74_a_level_by_hand_is_no_silent_floor() {
    let timeline = one(yearly(Fall::Fits, 0));
    let facts = facts(&[("2025-01-10", 300)]);
    let hand = [HandTier {
        step: step(3),
        first_day: day("2025-12-01"),
        last_day: Some(day("2026-06-30")),
        hold_down: false,
        reason: "fair".to_owned(),
        author: "Li".to_owned(),
    }];
    for (on, holds, computed) in [
        ("2025-11-30", 2, 2),
        ("2025-12-01", 3, 2),
        // Beneath the tier by hand the computed one goes its own way.
        ("2026-01-10", 3, 1),
        ("2026-06-30", 3, 1),
        ("2026-07-01", 1, 1),
    ] {
        let found = stands(&timeline, &facts, &hand, on);
        assert_eq!((found.step, found.computed), (step(holds), step(computed)), "{on}");
        assert_eq!(found.by_hand, holds != computed, "{on}");
    }
}

#[test]
fn erpnext_14930_a_minimum_is_the_sum_of_the_window_and_not_one_purchase() {
    let timeline = one(yearly(Fall::Fits, 0));
    let facts = facts(&[("2025-02-01", 150), ("2025-03-01", 150)]);
    assert_eq!(stands(&timeline, &facts, &[], "2025-02-28").computed, step(1));
    assert_eq!(stands(&timeline, &facts, &[], "2025-03-01").computed, step(2));
}

#[test]
fn erpnext_33550_an_order_earns_at_the_tier_of_its_morning() {
    // 196 points were expected and 217 came, because the order had lifted its customer.
    let timeline = one(Rules::never_down(ladder()));
    let facts = facts(&[("2025-01-05", 200), ("2025-02-01", 196), ("2025-03-01", 196)]);
    let multiplier =
        |number: u32| BasisPoints::new(if number > 1 { 11_100 } else { 10_000 }).unwrap();
    for (on, points, rule) in [
        ("2025-02-01", 196, "the order that lifts earns at the old tier"),
        ("2025-03-01", 217, "the next one at the new"),
    ] {
        let found = stands(&timeline, &facts, &[], on);
        let rates = EarningRates {
            rate: 1,
            unit_fen: Fen::from_minor(100),
            tier: multiplier(found.morning.number()),
            day: BasisPoints::ONE,
        };
        assert_eq!(earned(Fen::from_minor(19_600), &rates), Points::new(points), "{rule}");
        assert_eq!(found.step, step(2), "{rule}");
    }
}

#[test]
fn sspanel_metron_27_a_term_ends_on_its_day_though_nobody_looked() {
    // No job runs: whoever asks years later finds each fall on its day.
    let timeline = one(yearly(Fall::OneDown, 0));
    let found = stands(&timeline, &facts(&[("2025-01-10", 600)]), &[], "2035-05-05");
    assert_eq!(falls(&found), [(day("2026-01-10"), 2), (day("2027-01-10"), 1)]);
    assert_eq!(found.term_end, Some(day("2036-01-10")));
}

#[test]
fn perun_2152_the_grace_counts_from_the_term_and_not_from_the_day_of_asking() {
    let timeline = one(yearly(Fall::Fits, 15));
    let facts = facts(&[("2025-01-10", 300), ("2026-01-20", 300)]);
    for (on, by, check) in [
        ("2025-06-01", "2026-01-10", "2026-01-25"),
        ("2026-01-10", "2026-01-10", "2026-01-25"),
        ("2026-01-24", "2026-01-10", "2026-01-25"),
        // Kept inside the grace; the new term begins where the old one ended.
        ("2026-01-25", "2027-01-10", "2027-01-25"),
    ] {
        let keep = stands(&timeline, &facts, &[], on).to_keep.unwrap();
        assert_eq!((keep.by, keep.check), (day(by), day(check)), "as of {on}");
    }
    let idle = self::facts(&[("2025-01-10", 300)]);
    assert_eq!(falls(&stands(&timeline, &idle, &[], "2026-03-01")), [(day("2026-01-25"), 1)]);
}

#[test]
fn metamask_mobile_33959_to_keep_is_not_to_reach() {
    let timeline = one(yearly(Fall::OneDown, 0));
    let found =
        stands(&timeline, &facts(&[("2025-02-01", 250), ("2025-06-01", 100)]), &[], "2025-12-01");
    let (reach, keep) = (found.to_reach.unwrap(), found.to_keep.unwrap());
    assert_eq!((reach.step, reach.missing.net_fen), (step(3), Some(Fen::from_minor(25_000))));
    assert_eq!((keep.step, keep.missing.net_fen), (step(2), Some(Fen::from_minor(30_000))));
    assert_eq!(reach.missing.purchases, None, "what is not asked is not missing");
}

#[test]
fn three_policies_of_real_shops() {
    let refunded = |refund: i64| {
        let mut facts = facts(&[("2025-03-01", 310)]);
        let fen = Fen::from_minor(refund * 100);
        facts.orders[0].refunds.push(RefundFact { day: day("2025-03-10"), fen });
        facts
    };
    // mzcsn: a window of 400 days, down to the tier that fits. Of the last year it would not fit.
    let bought = facts(&[("2025-01-01", 600), ("2025-02-01", 300)]);
    for (window, expected) in [(400, vec![]), (365, vec![(day("2026-01-01"), 2)])] {
        let rules = Rules { window_days: Some(window), ..yearly(Fall::Fits, 0) };
        assert_eq!(falls(&stands(&one(rules), &bought, &[], "2026-02-07")), expected, "{window}");
    }
    // vsigo: a refund takes the tier at once, and it is a correction.
    let timeline = one(Rules::never_down(ladder()));
    let moved = corrections(&timeline, &refunded(20), CountingRule::MergedByDay, day("2025-04-01"));
    assert_eq!(moved.len(), 1);
    assert_eq!((moved[0].day, moved[0].from, moved[0].to), (day("2025-03-10"), step(2), step(1)));
    assert_eq!(stands(&timeline, &refunded(20), &[], "2025-04-01").history, []);
    // bnmalls: half a year, and a refund never counts below 0.
    let rules = Rules { term: Some(Term::Months(6)), ..yearly(Fall::OneDown, 0) };
    let found = stands(&one(rules), &refunded(900), &[], "2025-09-01");
    assert_eq!((found.totals.net_fen, found.totals.purchases), (Fen::ZERO, 0));
}

#[test]
fn a_policy_that_lets_tiers_fall_gives_a_term_to_those_without() {
    let periods = |second: &str| {
        let first = from("2025-01-01", yearly(Fall::Never, 0));
        Timeline::new(vec![first, from(second, yearly(Fall::Fits, 0))])
    };
    let facts = facts(&[("2025-03-01", 300)]);
    for (second, end, computed, rule) in [
        ("2025-06-01", "2026-03-01", 2, "a term that runs goes on"),
        ("2026-03-01", "2027-03-01", 1, "it ends today, is looked at today, and falls"),
        ("2026-03-02", "2027-03-02", 2, "it has run out, a new one begins"),
    ] {
        let found = stands(&periods(second), &facts, &[], second);
        assert_eq!((found.term_end, found.computed), (Some(day(end)), step(computed)), "{rule}");
    }
    let begun = stands(&one(yearly(Fall::Fits, 0)), &facts, &[], "2025-02-01");
    assert_eq!((begun.term_end, begun.to_keep), (None, None), "the fold begins without a term");
    // Fewer tiers: cut in the morning, and never an index past the end.
    let fewer = Rules::never_down(Ladder::new(Vec::new(), Mode::And));
    let timeline =
        Timeline::new(vec![from("2025-01-01", yearly(Fall::Never, 0)), from("2025-06-01", fewer)]);
    let found = stands(&timeline, &facts, &[], "2025-06-01");
    assert_eq!(
        (found.morning, found.step, found.since),
        (step(1), step(1), Some(day("2025-06-01")))
    );
    assert_eq!(found.history.last().map(|change| change.reason), Some(Reason::Cut));
}

#[test]
fn a_day_on_which_something_leaves_the_window_is_a_day_to_look() {
    // An opening balance may take away; when that leaves the window, the rest fits more.
    let rules = Rules { window_days: Some(100), ..Rules::never_down(ladder()) };
    let mut facts = facts(&[("2025-03-01", 300)]);
    let net_fen = Fen::from_minor(-1);
    facts.openings.push(OpeningFact { day: day("2025-01-10"), purchases: 0, net_fen });
    let found = stands(&one(rules), &facts, &[], "2025-05-01");
    assert_eq!((found.computed, found.since), (step(2), Some(day("2025-04-20"))));
}

#[test]
fn who_falls_next_month() {
    let timeline = one(yearly(Fall::OneDown, 10));
    let bought = facts(&[("2025-01-10", 600), ("2025-12-01", 200)]);
    let purchases = bought.as_of(day("2026-01-01"), CountingRule::MergedByDay);
    let ahead = |days| fall_ahead(&timeline, &purchases, &[], day("2026-01-01"), days);
    let fall = ahead(30).unwrap();
    assert_eq!((fall.day, fall.from, fall.to), (day("2026-01-20"), step(3), step(2)));
    assert_eq!(fall.missing.net_fen, Some(Fen::from_minor(40_000)));
    assert!(!fall.is_held);
    assert_eq!(ahead(18), None, "a day too few");
    let fallen = fall_ahead(&timeline, &purchases, &[], day("2026-01-20"), 30);
    assert_eq!(fallen, None, "it falls today, that lies ahead no more");
    let hand = [HandTier {
        step: step(3),
        first_day: day("2026-01-01"),
        last_day: None,
        hold_down: false,
        reason: String::new(),
        author: String::new(),
    }];
    let held = fall_ahead(&timeline, &purchases, &hand, day("2026-01-01"), 30).unwrap();
    assert!(held.is_held, "nobody feels it");
}

#[test]
fn what_a_draft_would_do() {
    let present = one(Rules::never_down(ladder()));
    let people = [
        facts(&[("2025-03-01", 100)]),
        facts(&[("2025-03-01", 300)]),
        facts(&[("2025-03-01", 300), ("2025-12-15", 700)]),
    ];
    let bought: Vec<_> =
        people.iter().map(|it| it.as_of(day("2026-01-01"), CountingRule::MergedByDay)).collect();
    let members = bought.iter().map(|purchases| Member { purchases, hand: &[] });
    let asks = |yuan: i64| Minimums { purchases: None, net_fen: Some(Fen::from_minor(yuan * 100)) };
    let rules = Rules {
        ladder: Ladder::new(vec![asks(80), asks(600)], Mode::And),
        window_days: Some(365),
        term: Some(Term::Months(3)),
        grace_days: 0,
        fall: Fall::Fits,
    };
    let draft = from("2026-02-01", rules);
    let days = DayRange { first: day("2026-01-01"), last: day("2026-12-31") };
    let found = what_if(members, &present, &draft, days);
    assert_eq!((found.today, found.begins), (vec![1, 1, 1], vec![0, 2, 1]));
    assert_eq!((found.end_now, found.end), (vec![1, 1, 1], vec![2, 0, 1]));
    let moves = |moves: &[huitou::domain::tier::Move]| -> Vec<(usize, String, u32)> {
        moves
            .iter()
            .map(|it| (it.member, it.change.day.to_string(), it.change.to.number()))
            .collect()
    };
    assert_eq!(moves(&found.rises), [(0, "2026-02-01".to_owned(), 2)]);
    // Both bought in March 2025: the first check after that has left the window is on 1 May.
    assert_eq!(
        moves(&found.falls),
        [(0, "2026-05-01".to_owned(), 1), (1, "2026-05-01".to_owned(), 1)]
    );
    assert_eq!((found.rises_lost, found.falls_averted), (vec![], vec![]));
}
