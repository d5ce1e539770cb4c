//! Issuing rules give something exactly once per cause, whoever runs them and how often.

use huitou::domain::command::{Command, Deciding, decide};
use huitou::domain::coupon::issuing::Trigger;
use huitou::domain::issuing_run::IssuingClock;
use huitou::domain::shop::Shop;
use proptest::prelude::*;

use crate::kit::{customer, staged};
use crate::stall::{Stall, coupon, coupons, row};
use crate::support::day;

/// What may happen at a stall, in short.
#[derive(Clone, Debug)]
enum Happens {
    Sells(u32, i32),
    Imports(u32, u32, i32),
    Leaves(u32),
    Joins(u32, u32),
    Runs,
}

fn happens() -> impl Strategy<Value = Happens> {
    prop_oneof![
        (1u32..4, 0i32..5).prop_map(|(who, late)| Happens::Sells(who, late)),
        (1u32..20, 1u32..4, 0i32..5).prop_map(|(no, who, late)| Happens::Imports(no, who, late)),
        (1u32..4).prop_map(Happens::Leaves),
        (1u32..4, 1u32..4).prop_map(|(a, b)| Happens::Joins(a, b)),
        Just(Happens::Runs),
    ]
}

fn live(stall: &mut Stall, days: &[Vec<Happens>], runs_anyway: bool) {
    for (nth, of_day) in days.iter().enumerate() {
        let today = day("2025-01-20").plus(nth as i32);
        let on = today.to_string();
        for one in of_day {
            match one {
                Happens::Sells(who, late) => {
                    stall.sells(&on, *who, &today.plus(-late).to_string());
                }
                Happens::Imports(number, who, late) => {
                    // A number is one order of one buyer, whichever file tells of it.
                    let (number, on_day) = (number * 4 + who, today.plus(-late).to_string());
                    let staged = staged(&[&[row(number, *who, &on_day)]]);
                    // These very files may be in the book.
                    let _ = stall.run(&on, &Command::Import(&staged));
                }
                Happens::Leaves(who) => {
                    stall.leaves(&on, *who);
                }
                Happens::Joins(a, b) => {
                    let (kept, others) = (customer(*a), vec![customer(*b)]);
                    let _ = stall.run(&on, &Command::JoinPeople { kept, others, entries: vec![] });
                }
                Happens::Runs if runs_anyway => {
                    stall.issues(&on);
                }
                Happens::Runs => {}
            }
        }
    }
}

/// Rules, persons and causes for which more than one coupon was given while nobody was joined.
fn twice(shop: &Shop) -> bool {
    let mut ids: Vec<uuid::Uuid> = coupons(shop).into_iter().map(|(_, id)| id).collect();
    let all = ids.len();
    ids.dedup();
    ids.len() != all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn again_is_nothing_and_two_phones_are_one(
        days in prop::collection::vec(prop::collection::vec(happens(), 0..5), 1..5),
        after in prop::collection::vec(happens(), 0..4),
    ) {
        let mut one = Stall::new();
        one.put_rule(Trigger::AfterOrder, coupon(), 0);
        one.put_rule(Trigger::Nightly, coupon(), 0);
        one.put_rule(Trigger::LeadWithoutOrder, coupon(), 0);
        live(&mut one, &days, true);
        let last = day("2025-01-20").plus(days.len() as i32);
        let on = last.to_string();
        let mut other = Stall { device: 2, ..one.clone() };
        // The same book on two phones, run on both.
        one.issues(&on);
        other.issues(&on);
        prop_assert_eq!(coupons(&one.shop), coupons(&other.shop));
        one.pulls(&on, &other);
        prop_assert_eq!(coupons(&one.shop), coupons(&other.shop), "merged: as if one had run them");
        prop_assert!(one.issues(&on).is_empty(), "again is nothing");
        // What happens on one phone alone afterwards is given once when both know of it.
        live(&mut other, std::slice::from_ref(&after), false);
        other.issues(&on);
        one.pulls(&on, &other);
        prop_assert!(one.issues(&on).is_empty(), "the other phone has given it");
        prop_assert!(!twice(&one.shop));
    }

    #[test]
    fn slices_decide_what_one_go_decides(
        days in prop::collection::vec(prop::collection::vec(happens(), 0..5), 1..4),
        records in 1usize..5,
    ) {
        let mut stall = Stall::with(Trigger::AfterOrder);
        live(&mut stall, &days, false);
        let today = day("2025-01-20").plus(days.len() as i32);
        let moment = stall.moment(today);
        let command = Command::run_issuing(IssuingClock { hour: 9, offset_minutes: 480 });
        let mut slices = Deciding::begin(&stall.shop, &command, &moment);
        while slices.step(records) {}
        let whole = decide(&stall.shop, &command, &moment).unwrap();
        let slices = slices.finish().unwrap();
        prop_assert_eq!(slices.bytes(), whole.bytes());
    }
}
