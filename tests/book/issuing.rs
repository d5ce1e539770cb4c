//! Issuing rules: what each trigger gives, case by case.

use huitou::domain::card::CardEntry;
use huitou::domain::command::Command;
use huitou::domain::coupon::issuing::Trigger;
use huitou::domain::figures::{NewStage, Stage};
use huitou::domain::issuing_run::IssuingClock;
use huitou::domain::loyalty::Rule;
use huitou::domain::person::Birthday;
use huitou::domain::tier::Step as TierStep;

use crate::booked::policy;
use crate::kit::{Row, staged};
use crate::stall::{ON, Stall, row};
use crate::support::day;

/// What happens at a stall, the day on which the rules are run, and what they give.
type Case = (fn(&mut Stall), &'static str, Vec<&'static str>, &'static str);

fn check(trigger: Trigger, cases: Vec<Case>) {
    for (happens, on, expected, rule) in cases {
        let mut stall = Stall::with(trigger);
        happens(&mut stall);
        assert_eq!(stall.issues(on), expected, "{rule}");
        assert_eq!(stall.issues(on), [""; 0], "{rule}: once");
        let again =
            stall.run(on, &Command::run_issuing(IssuingClock { hour: 23, offset_minutes: 0 }));
        assert!(again.unwrap().is_empty(), "{rule}: nothing due writes nothing");
    }
}

#[test]
fn after_each_order() {
    check(
        Trigger::AfterOrder,
        vec![
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-20");
                },
                "2025-01-20",
                vec!["c1 order"],
                "PR1: at once",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-20").sells("2025-01-20", 1, "2025-01-20");
                },
                "2025-01-20",
                vec!["c1 order", "c1 order"],
                "each",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-20");
                },
                "2025-01-25",
                vec!["c1 order"],
                "made up for",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-20");
                },
                "2025-02-21",
                vec![],
                "a month later it is not",
            ),
            (
                |it| {
                    it.sells(ON, 1, "2025-01-09");
                },
                ON,
                vec![],
                "before it was switched on",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-18");
                },
                "2025-01-20",
                vec!["c1 order"],
                "two days late",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-17");
                },
                "2025-01-20",
                vec![],
                "history by hand",
            ),
            (
                |it| {
                    it.imports("2025-01-20", &[(1, 1, "2025-01-19"), (2, 2, "2025-01-20")]);
                },
                "2025-01-20",
                vec!["c1 order", "c2 order"],
                "the import of every evening",
            ),
            (
                |it| {
                    it.imports(
                        "2025-01-20",
                        &[(1, 1, "2025-01-18"), (2, 2, "2025-01-17"), (3, 3, "2024-05-01")],
                    );
                },
                "2025-01-20",
                vec!["c1 order"],
                "importing history issues nothing",
            ),
            (
                |it| {
                    it.imports("2025-01-20", &[(1, 1, "2025-01-19")])
                        .imports("2025-01-30", &[(1, 1, "2025-01-19"), (2, 1, "2025-01-19")]);
                },
                "2025-01-30",
                vec!["c1 order"],
                "of several imports the first tells when",
            ),
            (
                |it| {
                    it.sells("2025-01-20", 1, "2025-01-20");
                    let key = it.shop.orders().next().unwrap().key;
                    it.run("2025-01-20", &Command::CancelOrder(key, true)).unwrap();
                },
                "2025-01-20",
                vec![],
                "a cancelled order is none",
            ),
        ],
    );
}

#[test]
fn leads_birthdays_stages_and_feasts() {
    check(
        Trigger::LeadWithoutOrder,
        vec![
            (
                |it| {
                    it.leaves("2025-01-20", 1);
                },
                "2025-01-20",
                vec!["c1 2025-01-20"],
                "PR16",
            ),
            (
                |it| {
                    it.leaves("2025-01-20", 1).sells("2025-01-21", 1, "2025-01-21");
                },
                "2025-01-21",
                vec![],
                "he has bought",
            ),
            (
                |it| {
                    it.sells("2025-01-01", 1, "2025-01-01").leaves("2025-01-20", 1);
                },
                "2025-01-20",
                vec![],
                "a customer of old",
            ),
        ],
    );
    check(
        Trigger::Birthday { days_before: 3 },
        vec![
            (
                |it| {
                    born(it, 1, 25, false);
                },
                "2025-01-21",
                vec![],
                "too early",
            ),
            (
                |it| {
                    born(it, 1, 25, false);
                },
                "2025-01-22",
                vec!["c1 2025"],
                "MB12: three days ahead",
            ),
            (
                |it| {
                    born(it, 1, 25, false);
                },
                "2025-01-26",
                vec![],
                "it has passed",
            ),
            (
                |it| {
                    born(it, 12, 29, true);
                },
                "2025-01-26",
                vec!["c1 2024"],
                "除夕: the lunar year has not ended",
            ),
            (
                |it| {
                    born(it, 1, 1, true);
                },
                "2025-01-26",
                vec!["c1 2025"],
                "春节 is on 29 January",
            ),
            (
                |it| {
                    born(it, 1, 1, true);
                },
                "2025-01-25",
                vec![],
                "four days before it",
            ),
        ],
    );
    check(
        Trigger::StageEntered(Stage::New(NewStage::OneMonth)),
        vec![
            (
                |it| {
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-02-10", 9, "2025-02-10");
                },
                "2025-02-10",
                vec![],
                "30 days",
            ),
            (
                |it| {
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-02-10", 9, "2025-02-10");
                },
                "2025-02-11",
                vec!["c1 2025-02-11"],
                "LC4: 31 days",
            ),
            (
                |it| {
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-02-11", 9, "2025-02-11");
                },
                "2025-02-20",
                vec!["c1 2025-02-11"],
                "made up for",
            ),
            (
                |it| {
                    it.sells("2025-01-11", 1, "2025-01-11");
                },
                "2025-02-11",
                vec![],
                "nobody looked since: no silence",
            ),
            (
                |it| {
                    it.imports("2025-02-15", &[(1, 1, "2025-01-11"), (2, 9, "2025-02-14")]);
                },
                "2025-02-15",
                vec![],
                "it had passed when its file came",
            ),
            (
                |it| {
                    it.imports("2025-02-13", &[(1, 1, "2025-01-11"), (2, 9, "2025-02-12")]);
                },
                "2025-02-13",
                vec!["c1 2025-02-11"],
                "two days before is still live",
            ),
            (
                |it| {
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-02-12", 1, "2025-02-12");
                },
                "2025-02-12",
                vec![],
                "he is not in it any more",
            ),
        ],
    );
    check(
        Trigger::Festival { day: day("2025-01-29") },
        vec![
            (
                |it| {
                    it.sells("2024-03-01", 1, "2024-03-01").knows(ON, 2, vec![]);
                },
                "2025-01-29",
                vec!["c1 2025-01-29"],
                "who bought before",
            ),
            (
                |it| {
                    it.sells("2024-03-01", 1, "2024-03-01");
                },
                "2025-01-28",
                vec![],
                "not before",
            ),
            (
                |it| {
                    it.sells("2024-03-01", 1, "2024-03-01");
                },
                "2025-01-30",
                vec![],
                "nor made up for",
            ),
        ],
    );
}

fn born(stall: &mut Stall, month: u8, on: u8, is_lunar: bool) {
    let birthday = Birthday::new(None, month, on, is_lunar);
    stall.knows(ON, 1, vec![CardEntry::Birthday(birthday)]);
}

#[test]
fn rises_once_they_can_no_longer_be_sent_back() {
    // 银卡 asks for two purchases and 150.
    fn tiers(stall: &mut Stall) {
        let policy = policy(day("2024-01-01"));
        stall.run(ON, &Command::set_rule(None, Box::new(Rule::Tiers(policy)))).unwrap();
    }
    check(
        Trigger::Rise { at_least: TierStep::new(2).unwrap() },
        vec![
            (
                |it| {
                    tiers(it);
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-01-20", 1, "2025-01-20");
                },
                "2025-01-20",
                vec!["c1 2 2025-01-20"],
                "at the counter at once",
            ),
            (
                |it| {
                    tiers(it);
                    it.sells("2025-01-11", 1, "2025-01-11").sells("2025-01-11", 2, "2025-01-11");
                    it.imports("2025-01-20", &[(1, 1, "2025-01-20"), (2, 2, "2025-01-12")]);
                },
                "2025-01-20",
                vec!["c1 2 2025-01-20"],
                "a file tells of a rise of today, and of one long ago",
            ),
            (
                |it| {
                    tiers(it);
                    it.sells("2025-01-11", 1, "2025-01-11");
                    let rows = [Row { status: 1, fen: 10_000, ..row(1, 1, "2025-01-20") }];
                    let staged = staged(&[&rows]);
                    it.run("2025-01-20", &Command::Import(&staged)).unwrap();
                },
                "2025-01-26",
                vec![],
                "paid online: it may be sent back",
            ),
            (
                |it| {
                    tiers(it);
                    it.sells("2025-01-11", 1, "2025-01-11");
                    let rows = [Row { status: 1, fen: 10_000, ..row(1, 1, "2025-01-20") }];
                    let staged = staged(&[&rows]);
                    it.run("2025-01-20", &Command::Import(&staged)).unwrap();
                },
                "2025-01-27",
                vec!["c1 2 2025-01-20"],
                "seven days later",
            ),
            (
                |it| {
                    it.sells("2025-01-01", 1, "2025-01-01").sells("2025-01-02", 1, "2025-01-02");
                    tiers(it);
                },
                "2025-01-20",
                vec![],
                "who stood there before",
            ),
        ],
    );
}
