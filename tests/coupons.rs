//! The laws of coupons: lives that are joined, uses and reach that are kept current, rules that are
//! run twice.

use std::collections::BTreeSet;
use std::sync::Arc;

use huitou::domain::coupon::CouponState;
use huitou::domain::coupon::issuing::{
    CustomerFacts, Entered, Issue, IssueKey, IssuingRule, Left, Origin, Risen, Traded, Trigger, due,
};
use huitou::domain::coupon::life::{Disagreement, Life, LifeAct, LifeFact, LifeFacts};
use huitou::domain::coupon::reach::Reach;
use huitou::domain::coupon::usage::{BudgetBack, Discount, OrderUse, UsageBook, used};
use huitou::domain::day::Day;
use huitou::domain::figures::Stage;
use huitou::domain::money::Fen;
use huitou::domain::points::Cause;
use huitou::domain::promotion::condition::{MonthDay, Words};
use huitou::domain::promotion::{AmountRead, Condition, OfferId};
use huitou::domain::quote::{Customer, unmet_by};
use huitou::domain::stamp::{DeviceId, Stamp};
use huitou::domain::tier::Step;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// The day of the tests, and days around it.
const TODAY: i32 = 20_779;

fn day(after: i32) -> Day {
    Day::from_number(TODAY + after)
}

fn days() -> impl Strategy<Value = Day> {
    (-12i32..12).prop_map(day)
}

fn named(kind: &str) -> impl Strategy<Value = String> + use<> {
    let kind = kind.to_owned();
    (0u8..4).prop_map(move |name| format!("{kind}{name}"))
}

// --- Lives ---

fn life_facts() -> impl Strategy<Value = Vec<LifeFact>> {
    let order = || named("o").prop_map(|name| Cause::new(&name));
    let act = prop_oneof![
        2 => prop::option::of(days()).prop_map(|last_day| LifeAct::Issued { last_day }),
        4 => order().prop_map(|order| LifeAct::Redeemed { order }),
        3 => order().prop_map(|order| LifeAct::GivenBack { order }),
        1 => named("why").prop_map(|why| LifeAct::Voided { reason: why.as_str().into() }),
    ];
    let fact = (act, days(), 0u64..9, 0u64..3).prop_map(|(act, day, counter, device)| LifeFact {
        act,
        day,
        written: Stamp { counter, device: DeviceId(device) },
    });
    prop::collection::vec(fact, 0..14)
}

fn known(facts: &[LifeFact]) -> LifeFacts {
    let mut known = LifeFacts::default();
    facts.iter().for_each(|fact| {
        known.insert(fact.clone());
    });
    known
}

fn joined(one: &LifeFacts, two: &LifeFacts) -> LifeFacts {
    let mut both = one.clone();
    both.join(two);
    both
}

/// Orders that used the coupon by a day and did not give it back by then.
fn standing(facts: &LifeFacts, on: Day) -> BTreeSet<Cause> {
    let by_then = || facts.facts().iter().filter(|fact| fact.day <= on);
    let back: BTreeSet<&Cause> = by_then()
        .filter_map(|fact| match &fact.act {
            LifeAct::GivenBack { order } => Some(order),
            LifeAct::Issued { .. } | LifeAct::Redeemed { .. } | LifeAct::Voided { .. } => None,
        })
        .collect();
    let used = by_then().filter_map(|fact| match &fact.act {
        LifeAct::Redeemed { order } => Some(order.clone()),
        LifeAct::Issued { .. } | LifeAct::GivenBack { .. } | LifeAct::Voided { .. } => None,
    });
    used.filter(|order| !back.contains(order)).collect()
}

// --- Uses ---

fn order_uses() -> impl Strategy<Value = OrderUse> {
    let back = (named("refund"), days(), -50i64..400).prop_map(|(refund, day, minor)| BudgetBack {
        refund: Cause::new(&refund),
        day,
        amount_fen: Fen::from_minor(minor),
    });
    let discount = (named("coupon"), named("rule"), -50i64..600, prop::collection::vec(back, 0..3))
        .prop_map(|(offer, rule, minor, back)| Discount {
            offer: OfferId::new(&offer),
            rule: OfferId::new(&rule),
            amount_fen: Fen::from_minor(minor),
            back,
        });
    let discounts = prop::collection::vec(discount, 0..4);
    (0u8..8, days(), prop::option::of(named("who")), discounts, prop::option::of(days())).prop_map(
        |(order, day, customer, discounts, ended)| OrderUse {
            order: Cause::new(&format!("o{order}")),
            day,
            customer: customer.as_deref().map(Arc::from),
            discounts,
            ended,
        },
    )
}

#[derive(Clone, Debug)]
enum Edit {
    Insert(OrderUse),
    Remove(u8),
    Move(Day),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        6 => order_uses().prop_map(Edit::Insert),
        2 => (0u8..8).prop_map(Edit::Remove),
        2 => days().prop_map(Edit::Move),
    ];
    prop::collection::vec(edit, 0..24)
}

// --- Issuing ---

fn triggers() -> impl Strategy<Value = Trigger> {
    prop_oneof![
        Just(Trigger::AfterOrder),
        Just(Trigger::Nightly),
        Just(Trigger::LeadWithoutOrder),
        (0u16..12).prop_map(|days_before| Trigger::Birthday { days_before }),
        (1u32..4).prop_map(|step| Trigger::Rise { at_least: Step::new(step).unwrap() }),
        Just(Trigger::StageEntered(Stage::Active)),
        days().prop_map(|day| Trigger::Festival { day }),
    ]
}

fn rules() -> impl Strategy<Value = IssuingRule> {
    (triggers(), days(), prop::option::of(0u32..9)).prop_map(
        |(trigger, switched_on, valid_days)| {
            let (id, promotion) = (OfferId::new("rule"), OfferId::new("promotion"));
            IssuingRule { id, trigger, switched_on, promotion, valid_days }
        },
    )
}

fn people() -> impl Strategy<Value = CustomerFacts> {
    let origin = || select(vec![Origin::Live, Origin::Live, Origin::History]);
    let order = (named("o"), days(), origin()).prop_map(|(order, day, origin)| {
        let order = Cause::new(&order);
        Traded { order, day, origin }
    });
    let left = (days(), origin()).prop_map(|(day, origin)| Left { day, origin });
    let risen = (1u32..5, days(), 0i32..8, origin()).prop_map(|(to, day, after, origin)| {
        let (to, announced) = (Step::new(to).unwrap(), day.plus(after));
        Risen { to, day, announced, origin }
    });
    let stage = (select(vec![Stage::Active, Stage::Lost]), days(), origin());
    let stage = stage.prop_map(|(stage, day, origin)| Entered { stage, day, origin });
    (
        prop::collection::vec(order, 0..4),
        prop::collection::vec(left, 0..3),
        prop::option::of(birthdays()),
        prop::collection::vec(risen, 0..3),
        prop::option::of(stage),
    )
        .prop_map(|(orders, left, birthday, rises, stage)| {
            let customer = "li".into();
            let lunar_birthday = None;
            CustomerFacts { customer, orders, left, birthday, lunar_birthday, rises, stage }
        })
}

/// Near the day of the tests, and 29 February.
fn birthdays() -> impl Strategy<Value = MonthDay> {
    prop_oneof![
        4 => (-12i32..12).prop_map(|after| {
            let (_, month, of_month) = day(after).ymd();
            MonthDay::new(month as u8, of_month as u8).unwrap()
        }),
        1 => Just(MonthDay::new(2, 29).unwrap()),
    ]
}

/// The causes of an issue lie within the time of its rule.
fn day_of(issue: &Issue) -> Option<Day> {
    use huitou::domain::coupon::issuing::IssueCause;
    match &issue.key.cause {
        IssueCause::Day(day) | IssueCause::Entry(day) | IssueCause::Change { day, .. } => {
            Some(*day)
        }
        IssueCause::Order(_) | IssueCause::Year(_) => None,
    }
}

// --- Reach ---

fn words() -> impl Strategy<Value = Words> {
    let word = named("w").prop_map(|word| Arc::from(word.as_str()));
    prop::collection::vec(word, 0..3)
}

fn conditions() -> impl Strategy<Value = Vec<Condition>> {
    let bound = || prop::option::of(0u32..12);
    let one = prop_oneof![
        (0u8..4).prop_map(Condition::TierAtLeast),
        words().prop_map(Condition::SegmentIn),
        words().prop_map(Condition::ModeIn),
        words().prop_map(Condition::KindIn),
        words().prop_map(Condition::RegionIn),
        words().prop_map(Condition::SkuIn),
        words().prop_map(Condition::ChannelIn),
        Just(Condition::FirstOrder),
        (0u32..4).prop_map(Condition::NthPurchase),
        (0u16..9, 0u16..9).prop_map(|(before_days, after_days)| {
            Condition::BirthdayWindow { before_days, after_days }
        }),
        (bound(), bound()).prop_map(|(at_least_days, at_most_days)| {
            Condition::DaysSinceLast { at_least_days, at_most_days }
        }),
        Just(Condition::MinAmount {
            minimum_fen: Fen::from_minor(1_000),
            read: AmountRead::default()
        }),
    ];
    prop::collection::vec(one, 0..3)
}

fn customers() -> impl Strategy<Value = Customer> {
    let region = prop::option::of(named("w"));
    let sets = (words(), words(), words());
    (0u8..4, region, sets, 0u32..4, prop::option::of(days()), prop::option::of(birthdays()))
        .prop_map(|(tier, region, (segments, modes, kinds), purchases, last_day, birthday)| {
            Customer {
                tier,
                region: region.as_deref().map(Arc::from),
                segments,
                modes,
                kinds,
                purchases,
                last_day,
                birthday,
                ..Customer::default()
            }
        })
}

fn meets(conditions: &[Condition], customer: &Customer) -> bool {
    conditions.iter().all(|one| unmet_by(Some(customer), one, day(0)).is_none())
}

#[derive(Clone, Debug)]
enum Change {
    Customer(Index, Customer),
    Rule(Index, Vec<Condition>),
    /// A rule becomes like another one.
    Alike(Index, Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        3 => (any::<Index>(), customers()).prop_map(|(at, customer)| Change::Customer(at, customer)),
        2 => (any::<Index>(), conditions()).prop_map(|(at, rule)| Change::Rule(at, rule)),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(at, like)| Change::Alike(at, like)),
    ];
    prop::collection::vec(change, 0..12)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn joining_lives_is_a_union(
        one in life_facts(), two in life_facts(), three in life_facts(), on in days(),
    ) {
        let mixed: Vec<LifeFact> = two.iter().rev().chain(&one).chain(&two).cloned().collect();
        let (one, two, three) = (known(&one), known(&two), known(&three));
        let both = joined(&one, &two);
        prop_assert_eq!(&both, &joined(&two, &one), "commutative");
        prop_assert_eq!(joined(&both, &three), joined(&one, &joined(&two, &three)), "associative");
        prop_assert_eq!(&joined(&both, &two), &both, "idempotent");
        prop_assert_eq!(&known(&mixed), &both, "in any order, and twice");
        prop_assert_eq!(both.as_of(on, None), joined(&two, &one).as_of(on, None));
        // What happens later changes nothing of an earlier day.
        let by_then: Vec<LifeFact> =
            both.facts().iter().filter(|fact| fact.day <= on).cloned().collect();
        prop_assert_eq!(known(&by_then).as_of(on, None), both.as_of(on, None));
    }

    #[test]
    fn one_order_holds_a_coupon_and_the_others_are_told(
        facts in life_facts(), on in days(), rule_ends in prop::option::of(days()),
    ) {
        let facts = known(&facts);
        let told = facts.as_of(on, rule_ends);
        let mut orders: Vec<Cause> = told
            .conflicts
            .iter()
            .filter(|conflict| conflict.what != Disagreement::UnknownOrder)
            .map(|conflict| conflict.order.clone())
            .collect();
        if let Some(Life::Redeemed { order, .. }) = &told.life {
            orders.push(order.clone());
        }
        let count = orders.len();
        let orders: BTreeSet<Cause> = orders.into_iter().collect();
        prop_assert_eq!(orders.len(), count, "each once");
        prop_assert_eq!(orders, standing(&facts, on), "none is lost");
        match &told.life {
            Some(Life::Issued { day, last_day, .. }) => {
                prop_assert!(*day <= on && last_day.is_none_or(|last| on <= last));
            }
            Some(Life::Expired { last_day, .. }) => prop_assert!(*last_day < on),
            Some(Life::Voided { day, .. }) => prop_assert!(*day <= on),
            Some(Life::Redeemed { .. }) | None => {}
        }
        let usable = told.life.as_ref().map(CouponState::from) == Some(CouponState::Issued);
        prop_assert!(!usable || facts.as_of(on, None).life.is_some());
    }

    #[test]
    fn a_book_of_uses_is_its_orders(edits in edits(), start in days()) {
        let mut book = UsageBook::new(start);
        for edit in edits {
            match edit {
                Edit::Insert(order) => {
                    book.insert(order.clone());
                    let once = book.clone();
                    book.insert(order);
                    prop_assert_eq!(&book, &once, "twice is once");
                }
                Edit::Remove(order) => drop(book.remove(&Cause::new(&format!("o{order}")))),
                Edit::Move(day) => book.move_to(day),
            }
            let mut fresh = UsageBook::new(book.day());
            book.orders().for_each(|order| fresh.insert(order.clone()));
            prop_assert_eq!(&book, &fresh, "no trace of the way");
            for (rule, who) in [(0, None), (0, Some("who0")), (1, Some("who1"))] {
                let rule = OfferId::new(&format!("rule{rule}"));
                for edited in [None, Some(Cause::new("o1"))] {
                    let edited = edited.as_ref();
                    let expected = used(book.orders(), &rule, who, book.day(), edited);
                    prop_assert_eq!(book.used(&rule, who, edited), expected);
                }
            }
        }
    }

    #[test]
    fn a_rule_that_is_run_twice_gives_once(
        rule in rules(), facts in people(), runs in prop::collection::vec(days(), 1..6),
    ) {
        let mut issued: BTreeSet<IssueKey> = BTreeSet::new();
        let mut coupons: BTreeSet<OfferId> = BTreeSet::new();
        for on in runs {
            let tab = due(&rule, &facts, on, &issued);
            prop_assert_eq!(&due(&rule, &facts, on, &issued), &tab, "the other tab");
            for issue in &tab {
                prop_assert!(rule.switched_on <= on);
                prop_assert!(day_of(issue).is_none_or(|day| rule.switched_on <= day && day <= on));
                prop_assert_eq!(issue.day, on);
                prop_assert!(issue.last_day.is_none_or(|last| on <= last));
                prop_assert!(issued.insert(issue.key.clone()), "a key is issued once");
                prop_assert!(coupons.insert(issue.coupon().id), "so is a coupon");
            }
            prop_assert_eq!(due(&rule, &facts, on, &issued), [], "again");
        }
    }

    #[test]
    fn two_phones_issue_the_same_coupons(rule in rules(), facts in people(), later in 0i32..3) {
        let none = BTreeSet::new();
        let here = due(&rule, &facts, day(0), &none);
        let mut other = facts.clone();
        other.orders.reverse();
        other.left.reverse();
        other.rises.reverse();
        prop_assert_eq!(&due(&rule, &other, day(0), &none), &here, "whatever the order of facts");
        // The other phone runs it later and issues some of the same: one coupon, one life.
        for issue in due(&rule, &other, day(later), &none) {
            let Some(same) = here.iter().find(|one| one.key == issue.key) else { continue };
            prop_assert_eq!(&same.coupon().id, &issue.coupon().id);
            prop_assert_eq!(&same.coupon().code, &issue.coupon().code);
            let stamp = |device| Stamp { counter: 1, device: DeviceId(device) };
            let life = known(&[issue.fact(stamp(2)), same.fact(stamp(1))]);
            let told = life.as_of(day(later), None);
            let expected = Life::Issued { day: day(0), last_day: issue.last_day, back: None };
            prop_assert_eq!(told.life, Some(expected));
            prop_assert_eq!(told.conflicts, []);
        }
    }

    #[test]
    fn history_issues_nothing(rule in rules(), facts in people(), on in days()) {
        let mut imported = facts;
        imported.orders.iter_mut().for_each(|one| one.origin = Origin::History);
        imported.left.iter_mut().for_each(|one| one.origin = Origin::History);
        imported.rises.iter_mut().for_each(|one| one.origin = Origin::History);
        imported.stage.iter_mut().for_each(|one| one.origin = Origin::History);
        let issues = due(&rule, &imported, on, &BTreeSet::new());
        // A birthday and a feast are nobody's history.
        let of_today = matches!(rule.trigger, Trigger::Birthday { .. } | Trigger::Festival { .. });
        prop_assert!(of_today || issues.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn reach_is_what_it_would_be_anew(
        mut rules in prop::collection::vec(conditions(), 1..9),
        mut people in prop::collection::vec(customers(), 0..140),
        changes in changes(),
    ) {
        let mut reach = Reach::new(&rules, &people, day(0));
        for change in changes {
            match change {
                Change::Customer(at, customer) if !people.is_empty() => {
                    let at = at.index(people.len());
                    prop_assert!(reach.set_customer(at, &customer));
                    people[at] = customer;
                }
                Change::Customer(at, customer) => {
                    prop_assert!(!reach.set_customer(at.index(3), &customer));
                }
                Change::Rule(at, conditions) => {
                    let at = at.index(rules.len());
                    prop_assert!(reach.set_rule(at, &conditions));
                    rules[at] = conditions;
                }
                Change::Alike(at, like) => {
                    let (at, like) = (at.index(rules.len()), like.index(rules.len()));
                    let conditions = rules[like].clone();
                    prop_assert!(reach.set_rule(at, &conditions));
                    rules[at] = conditions;
                }
            }
            prop_assert_eq!(reach.counts(), Reach::new(&rules, &people, day(0)).counts());
        }
        for (at, conditions) in rules.iter().enumerate() {
            let met: Vec<usize> =
                (0..people.len()).filter(|who| meets(conditions, &people[*who])).collect();
            prop_assert_eq!(reach.count(at), Some(met.len() as u32));
            prop_assert_eq!(reach.customers(at), met);
        }
        prop_assert_eq!(reach.count(rules.len()), None);
        prop_assert!(!reach.set_rule(rules.len(), &[]));
        prop_assert!(!reach.set_customer(people.len(), &Customer::default()));
    }
}
