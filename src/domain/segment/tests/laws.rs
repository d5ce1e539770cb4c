//! What holds for every shop and every rule.

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::domain::card::{CardField, Role};
use crate::domain::day::DayRange;
use crate::domain::figures::RfmGroup;
use crate::domain::intern::Index;
use crate::domain::roster::{Arrangement, Pick, Roster, StagePick, Within};

const PEOPLE: [&str; 7] = ["a", "b", "c", "d", "e", "f", "g"];
const GOODS: [&str; 3] = ["枣", "茶", "巴旦木"];
const TAGS: [&str; 3] = ["老客", "新客", "批发"];

/// Something that is written into a book.
#[derive(Clone, Debug)]
enum Entry {
    Sale(Sale),
    Edit(&'static str, CardEntry),
    Contact(&'static str, i32, Outcome),
}

fn entries(most: usize) -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(entry(), 1..most)
}

fn entry() -> impl Strategy<Value = Entry> {
    let who = || select(&PEOPLE[..]);
    let sold = (who(), 0..420_i32, 0..40_000_i64, select(&GOODS[..]), -1..3_i64, 0..4_u8);
    let card = prop_oneof![
        select(&TAGS[..]).prop_map(|tag| CardEntry::Tags(vec![tag.into()])),
        any::<bool>().prop_map(CardEntry::Important),
        any::<bool>().prop_map(|is| CardEntry::Role(is.then_some(Role::Distributor))),
        select(vec!["杭州", "上海", ""]).prop_map(|it| CardEntry::Region(it.into())),
    ];
    prop_oneof![
        6 => sold.prop_map(|(who, days_ago, fen, good, units, kind)| {
            Entry::Sale(Sale {
                goods: vec![(good, units)],
                platform: if kind == 0 { Platform::Taobao } else { Platform::Hand },
                status: if kind == 1 { OrderStatus::Unpaid } else { OrderStatus::Paid },
                region: if kind == 2 { "浙江省 杭州市" } else { "" },
                ..sale(who, days_ago, fen)
            })
        }),
        2 => (who(), card).prop_map(|(who, card)| Entry::Edit(who, card)),
        1 => (who(), 0..300_i32, select(&Outcome::ALL[..]))
            .prop_map(|(who, days_ago, outcome)| Entry::Contact(who, days_ago, outcome)),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let span = prop_oneof![Just(Span::Ever), (0..400_u32).prop_map(Span::LastDays)];
    let kind = (span.clone(), 0..14_usize).prop_map(|(span, kind)| match kind {
        0 | 1 => Figure::Purchases(span),
        2 | 3 => Figure::NetFen(span),
        4 => Figure::AverageOrderFen,
        5 => Figure::AverageUnitFen,
        6 => Figure::CycleDays,
        7 => Figure::DaysSinceLast,
        8 => Figure::DaysSinceFirst,
        9 => Figure::DaysUntilDue,
        10 => Figure::DaysSinceContact,
        11 => Figure::RecencyScore,
        12 => Figure::FrequencyScore,
        _ => Figure::MoneyScore,
    });
    let bound = || prop::option::of(prop_oneof![0..6_i64, 0..400_i64, 0..50_000_i64]);
    let mark = select(vec![
        Mark::Important,
        Mark::Distributor,
        Mark::OrderingLess,
        Mark::RhythmBroken,
        Mark::SameTimeLastYear,
        Mark::LastDoubleEleven,
    ]);
    prop_oneof![
        6 => (kind, bound(), bound())
            .prop_map(|(figure, from, to)| Test::Figure { figure, range: range(from, to) }),
        1 => prop::collection::vec(select(&StagePick::ALL[..]), 1..3).prop_map(Test::Stage),
        1 => prop::collection::vec(select(&RfmGroup::ALL[..]), 1..4).prop_map(Test::Group),
        2 => prop::collection::vec(mark, 1..3).prop_map(Test::Is),
        1 => select(vec![CardField::Tags, CardField::Role]).prop_map(Test::Known),
        1 => select(&TAGS[..])
            .prop_map(|tag| Test::Said { field: WordField::Tag, any: vec![tag.into()] }),
        1 => Just(Test::Said { field: WordField::Region, any: vec!["杭州".into()] }),
        1 => Just(Test::BuysOn(vec![Platform::Taobao])),
        1 => select(&Outcome::ALL[..]).prop_map(|it| Test::LastOutcome(vec![it])),
        2 => (select(&GOODS[..]), span)
            .prop_map(|(sku, span)| Test::Bought { product: Product::Sku(sku.into()), span }),
    ]
}

fn rule() -> impl Strategy<Value = Rule> {
    test().prop_map(Rule::Test).prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any),
            inner.prop_map(Rule::negated),
        ]
    })
}

/// `joined`: f is e.
fn shop(entries: &[Entry], is_joined: bool) -> Shop {
    let mut book = Book::default();
    let people: Vec<Index> = PEOPLE.iter().map(|it| book.person(it)).collect();
    if is_joined {
        book.does(500, Deed::Joined { kept: people[4], other: people[5] });
    }
    for entry in entries {
        match entry {
            Entry::Sale(sale) => book.sell(sale),
            Entry::Edit(who, entry) => book.edit(who, entry.clone()),
            Entry::Contact(who, days_ago, outcome) => book.contact(who, *days_ago, *outcome),
        }
    }
    book.finish()
}

fn ask(shop: &Shop, rule: &Rule) -> Vec<usize> {
    let (live, handed) = (live(shop), Handed::default());
    let view = View::new(shop, &live, &handed);
    Groups::begin(&view).people(&view, rule, &Segments::default()).iter().collect()
}

/// Who is in a group, person by person, from the book and its roster.
fn naive(shop: &Shop, rule: &Rule) -> Vec<usize> {
    let live = live(shop);
    let roster = Roster::new(shop, &live);
    let everybody = (0..shop.customers().len()).filter(|at| live.is_counted(*at));
    everybody.filter(|at| holds(&roster, *at, rule)).collect()
}

fn holds(roster: &Roster<'_>, at: usize, rule: &Rule) -> bool {
    match rule {
        Rule::All(all) => all.iter().all(|it| holds(roster, at, it)),
        Rule::Any(any) => any.iter().any(|it| holds(roster, at, it)),
        Rule::Not(one) => !holds(roster, at, one),
        Rule::Test(test) => passes(roster, at, test),
    }
}

/// The counted orders of a person, looked through one by one.
fn orders_of(roster: &Roster<'_>, at: usize, span: Span) -> Vec<crate::domain::shop::Order> {
    let shop = roster.shop();
    let first = match span {
        Span::Ever => Day::MIN,
        Span::LastDays(days) => ago(days as i32).plus(1),
        Span::Days(days) => days.first,
    };
    let is_his = |it: &crate::domain::shop::Order| {
        let buyer = it.content.customer().map(|who| shop.person_of(who).position());
        let day = it.content.day.unwrap();
        it.is_counted() && buyer == Some(at) && first <= day && day <= ago(0)
    };
    shop.orders().filter(is_his).collect()
}

fn value(roster: &Roster<'_>, at: usize, figure: Figure) -> Option<i64> {
    let (live, person) = (roster.live(), roster.live().person(at));
    let since = |day: Day| i64::from(ago(0).days_since(day));
    match figure {
        Figure::Purchases(span) => {
            let orders = orders_of(roster, at, span);
            let days: std::collections::BTreeSet<_> =
                orders.iter().map(|it| it.content.day).collect();
            Some(days.len() as i64)
        }
        Figure::NetFen(span) => {
            let orders = orders_of(roster, at, span);
            Some(orders.iter().map(|it| it.money().net_fen().minor()).sum())
        }
        Figure::AverageOrderFen => Some(person?.average_order_fen()?.minor()),
        Figure::AverageUnitFen => Some(person?.average_unit_fen()?.minor()),
        Figure::ValueRateFen => Some(person?.value_per_month_fen(ago(0)).minor()),
        Figure::CycleDays => Some(i64::from(person?.cycle()?.rounded_days())),
        Figure::DaysSinceLast => Some(since(person?.last_day)),
        Figure::DaysSinceFirst => Some(since(person?.first_day)),
        Figure::DaysUntilDue => Some(-since(person?.next_due(roster.cycle())?.day)),
        Figure::DaysSinceContact => Some(since(roster.touch(at).last?)),
        Figure::RecencyScore => Some(i64::from(live.scores(at)?.r)),
        Figure::FrequencyScore => Some(i64::from(live.scores(at)?.f)),
        Figure::MoneyScore => Some(i64::from(live.scores(at)?.m)),
        Figure::DaysUntilBirthday | Figure::TierStep => None,
    }
}

fn passes(roster: &Roster<'_>, at: usize, test: &Test) -> bool {
    let (shop, person) = (roster.shop(), Index::at(at));
    let card = || shop.card(person);
    match test {
        Test::Figure { figure, range } => {
            let value = value(roster, at, *figure);
            let is_below = |value: i64| match (range.to, figure.is_half_open()) {
                (Some(to), true) => value < to,
                (Some(to), false) => value <= to,
                (None, _) => true,
            };
            value.is_some_and(|it| range.from.is_none_or(|from| from <= it) && is_below(it))
        }
        Test::Stage(any) => any.iter().any(|it| roster.is_picked(at, Pick::Stage(*it))),
        Test::Group(any) => any.iter().any(|it| roster.is_picked(at, Pick::Group(*it))),
        Test::Is(any) => any.iter().any(|mark| match mark {
            Mark::Important => card().is_important,
            Mark::Distributor => card().role == Some(Role::Distributor),
            Mark::OrderingLess => roster.is_picked(at, Pick::OrderingLess),
            Mark::RhythmBroken => roster.is_picked(at, Pick::Late),
            Mark::SameTimeLastYear => roster.is_picked(at, Pick::SameTimeLastYear),
            Mark::LastDoubleEleven => roster.is_picked(at, Pick::LastDoubleEleven),
            other => panic!("not drawn: {other:?}"),
        }),
        Test::Known(CardField::Tags) => !card().facts.tags.is_empty(),
        Test::Known(_) => card().role.is_some(),
        Test::Said { field: WordField::Tag, any } => {
            any.iter().any(|it| card().facts.tags.contains(it))
        }
        Test::Said { any, .. } => {
            let mut orders = orders_of(roster, at, Span::Ever);
            orders.sort_by_key(|it| it.content.day);
            let went = |it: &crate::domain::shop::Order| it.held().unwrap().region;
            let last = orders.iter().rev().find_map(went);
            let region = card().facts.region.unwrap_or(shop.text(last).into());
            any.iter().any(|it| region.contains(&**it))
        }
        Test::BuysOn(any) => {
            orders_of(roster, at, Span::Ever).iter().any(|it| any.contains(&it.key.platform))
        }
        Test::Bought { product: Product::Sku(sku), span } => {
            let mut days = BTreeMap::<Day, i64>::new();
            for order in orders_of(roster, at, *span) {
                for line in order.content.lines.iter().filter(|it| shop.text(it.sku) == &**sku) {
                    let units = line.quantity.thousandths();
                    let day = days.entry(order.content.day.unwrap()).or_default();
                    *day += if units == 0 { 1_000 } else { units };
                }
            }
            days.values().any(|units| *units > 0)
        }
        Test::LastOutcome(any) => {
            let contacts = shop.events_of(person).into_iter().filter_map(|it| match it.deed {
                Deed::Contacted { contact, .. } => Some((it.day, it.stamp, contact.outcome)),
                _ => None,
            });
            contacts.max().is_some_and(|(.., outcome)| any.contains(&outcome))
        }
        other => panic!("not drawn: {other:?}"),
    }
}

/// The same rule with the children of every group the other way round.
fn turned(rule: &Rule) -> Rule {
    let each = |children: &[Rule]| children.iter().rev().map(turned).collect();
    match rule {
        Rule::All(children) => Rule::All(each(children)),
        Rule::Any(children) => Rule::Any(each(children)),
        Rule::Not(child) => turned(child).negated(),
        Rule::Test(test) => Rule::Test(test.clone()),
    }
}

/// One list of every kind.
fn picks() -> Vec<Pick> {
    let days = DayRange::last_days(90, day(AS_OF));
    let within = [Within::Bought, Within::Repeat, Within::Returning];
    let within = within.map(|what| Pick::In { what, days });
    let cells = (1..=5).flat_map(|r| (1..=5).map(move |f| Pick::Cell { r, f }));
    let named = [
        Pick::Bought,
        Pick::Repeat,
        Pick::Rhythm,
        Pick::Late,
        Pick::OrderingLess,
        Pick::SameTimeLastYear,
        Pick::LastDoubleEleven,
        Pick::Important,
    ];
    let mut all: Vec<Pick> = StagePick::ALL.map(Pick::Stage).to_vec();
    all.extend(RfmGroup::ALL.map(Pick::Group));
    all.extend(cells.chain(within).chain(named));
    all
}

proptest! {
    #[test]
    fn bits_say_what_each_person_says(
        entries in entries(24), is_joined: bool, rules in prop::collection::vec(rule(), 6),
    ) {
        let shop = shop(&entries, is_joined);
        for rule in &rules {
            prop_assert_eq!(ask(&shop, rule), naive(&shop, rule), "{:?}", rule);
        }
    }

    #[test]
    fn a_group_and_its_not_part_the_people(entries in entries(24), rule in rule()) {
        let shop = shop(&entries, false);
        let mut all = ask(&shop, &rule);
        all.extend(ask(&shop, &rule.negated()));
        all.sort_unstable();
        let live = live(&shop);
        let known: Vec<usize> = (0..PEOPLE.len()).filter(|at| live.is_counted(*at)).collect();
        prop_assert_eq!(all, known);
    }

    #[test]
    fn a_list_that_is_kept_has_the_same_people(entries in entries(24), is_joined: bool) {
        let shop = shop(&entries, is_joined);
        let live = live(&shop);
        let roster = Roster::new(&shop, &live);
        for pick in picks() {
            let Some(rule) = Rule::of_pick(pick) else { continue };
            let listed = roster.listed(pick, Arrangement::Value);
            let mut listed: Vec<usize> = listed.into_iter().map(|at| at as usize).collect();
            listed.sort_unstable();
            prop_assert_eq!(ask(&shop, &rule), listed, "{:?}", pick);
        }
    }

    #[test]
    fn de_morgan(entries in entries(24), rules in prop::collection::vec(rule(), 1..4)) {
        let shop = shop(&entries, true);
        let nots: Vec<Rule> = rules.iter().cloned().map(Rule::negated).collect();
        let (all, any) = (Rule::All(rules.clone()), Rule::Any(rules));
        prop_assert_eq!(ask(&shop, &all.negated()), ask(&shop, &Rule::Any(nots.clone())));
        prop_assert_eq!(ask(&shop, &any.negated()), ask(&shop, &Rule::All(nots)));
    }

    #[test]
    fn neither_order_nor_form_matters(entries in entries(24), rule in rule()) {
        let shop = shop(&entries, true);
        let people = ask(&shop, &rule);
        prop_assert_eq!(&people, &ask(&shop, &turned(&rule)));
        prop_assert_eq!(&people, &ask(&shop, &rule.clone().normalised()));
        prop_assert_eq!(turned(&rule).normalised(), rule.clone().normalised());
        prop_assert_eq!(rule.clone().normalised().normalised(), rule.normalised());
    }

    #[test]
    fn kept_answers_are_new_answers(
        entries in entries(24), rules in prop::collection::vec(rule(), 1..8),
    ) {
        let shop = shop(&entries, false);
        let (live, handed, known) = (live(&shop), Handed::default(), Segments::default());
        let view = View::new(&shop, &live, &handed);
        let mut groups = Groups::begin(&view);
        for rule in rules.iter().chain(&rules) {
            let people: Vec<usize> = groups.people(&view, rule, &known).iter().collect();
            prop_assert_eq!(people, ask(&shop, rule));
        }
    }

    #[test]
    fn slices_are_the_whole(entries in entries(24), rule in rule(), slice in 1..5_usize) {
        let shop = shop(&entries, true);
        let (live, handed, known) = (live(&shop), Handed::default(), Segments::default());
        let view = View::new(&shop, &live, &handed);
        let mut groups = Groups::begin(&view);
        while groups.step(&view, slice) {}
        while groups.step_orders(&view, slice) {}
        let people: Vec<usize> = groups.people(&view, &rule, &known).iter().collect();
        prop_assert_eq!(people, ask(&shop, &rule));
    }

    #[test]
    fn following_a_person_is_beginning_anew(
        entries in entries(24), more in entry(), rules in prop::collection::vec(rule(), 4),
        is_joined: bool, seen in 0..9_usize,
    ) {
        let before = shop(&entries, is_joined);
        let mut all = entries;
        all.push(more.clone());
        let after = shop(&all, is_joined);
        let who = match more {
            Entry::Sale(sale) => sale.who,
            Entry::Edit(who, _) | Entry::Contact(who, ..) => who,
        };
        let (handed, known) = (Handed::default(), Segments::default());
        let mut groups = {
            let live = live(&before);
            let view = View::new(&before, &live, &handed);
            let mut groups = Groups::begin(&view);
            groups.step(&view, seen);
            // Some of it laid out, or all of it and answers kept.
            if seen >= PEOPLE.len() {
                rules.iter().for_each(|it| drop(groups.people(&view, it, &known)));
            }
            groups
        };
        let live = live(&after);
        let view = View::new(&after, &live, &handed);
        let at = PEOPLE.iter().position(|it| *it == who).unwrap();
        groups.update(&view, &[Index::at(at)]);
        for rule in &rules {
            let people: Vec<usize> = groups.people(&view, rule, &known).iter().collect();
            prop_assert_eq!(people, ask(&after, rule), "{:?}", rule);
        }
    }

    #[test]
    fn different_rules_have_different_outlines(a in rule(), b in rule()) {
        let (a, b) = (a.normalised(), b.normalised());
        prop_assert_eq!(outline(&a) == outline(&b), a == b);
    }
}
