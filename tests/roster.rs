//! Lists of customers: who is on them and in which order, and that they agree with the figures.

mod support;

use huitou::domain::day::DayRange;
use huitou::domain::figures::{
    Basis, CountingRule, LiveFigures, Move, RfmGroup, Scores, StageBounds, Station,
};
use huitou::domain::intern::Index;
use huitou::domain::money::Ratio;
use huitou::domain::roster::{Arrangement, Pick, Roster, StagePick, Within};
use huitou::domain::shop::Shop;
use proptest::prelude::*;
use support::{basis, day, shop_of_orders};

const AS_OF: &str = "2026-11-22";

fn live(shop: &Shop) -> LiveFigures {
    shop.live_figures(basis(AS_OF, CountingRule::MergedByDay))
}

/// Who is on a list, by name.
fn names(shop: &Shop, pick: Pick, arrangement: Arrangement) -> Vec<String> {
    let live = live(shop);
    let listed = Roster::new(shop, &live).listed(pick, arrangement);
    listed.into_iter().map(|at| shop.customers()[at as usize].label().to_owned()).collect()
}

#[test]
fn who_is_on_which_list() {
    let shop = shop_of_orders(&[
        ("once today", "2026-11-22"),
        ("once a month ago", "2026-10-20"),
        ("regular", "2026-08-01"),
        ("regular", "2026-09-01"),
        ("regular", "2026-10-01"),
        ("regular", "2026-11-01"),
        ("late", "2026-01-10"),
        ("late", "2026-01-20"),
        ("late", "2026-01-30"),
        ("late", "2026-02-09"),
        ("sale", "2025-11-11"),
        ("this time last year", "2025-11-25"),
    ]);
    for (pick, expected) in [
        (Pick::Stage(StagePick::JustOrdered), vec!["once today"]),
        (Pick::Stage(StagePick::OneMonth), vec!["once a month ago"]),
        (Pick::Stage(StagePick::New), vec!["once today", "once a month ago"]),
        (Pick::Stage(StagePick::Active), vec!["regular"]),
        (Pick::Stage(StagePick::Potential), vec![]),
        (Pick::Repeat, vec!["regular", "late"]),
        (Pick::Late, vec!["late"]),
        (Pick::LastDoubleEleven, vec!["sale"]),
        (Pick::SameTimeLastYear, vec!["this time last year"]),
        (Pick::Cohort { year: 2025, month: 11 }, vec!["this time last year", "sale"]),
        (Pick::OrderingLess, vec![]),
    ] {
        assert_eq!(names(&shop, pick, Arrangement::Latest), expected, "{pick:?}");
    }
}

#[test]
fn in_which_order() {
    let shop = shop_of_orders(&[
        ("b", "2026-01-01"),
        ("a", "2026-09-01"),
        ("a", "2026-10-01"),
        ("a", "2026-11-01"),
        ("c", "2026-06-01"),
        ("c", "2026-06-11"),
        ("c", "2026-06-21"),
    ]);
    for (arrangement, expected, rule) in [
        (Arrangement::Latest, ["a", "c", "b"], "bought last first"),
        (Arrangement::Silence, ["b", "c", "a"], "silent longest first"),
        (Arrangement::NextDue, ["c", "a", "b"], "due first, never due last"),
        (Arrangement::Value, ["a", "c", "b"], "worth most first, then by the place in the book"),
    ] {
        assert_eq!(names(&shop, Pick::Everyone, arrangement), expected, "{rule}");
    }
}

#[test]
fn an_id_says_where_and_is_of_this_book_only() {
    let shop = shop_of_orders(&[("a", "2026-01-01"), ("b", "2026-01-02")]);
    let other = shop_of_orders(&[("b", "2026-01-01"), ("a", "2026-01-02")]);
    let (a, b) = (shop.customer_id(0), shop.customer_id(1));
    assert_eq!(shop.customer_with_id(&a).map(|at| at.position()), Some(0));
    assert_eq!(shop.customer_with_id(&b).map(|at| at.position()), Some(1));
    for (id, rule) in [
        (a.as_str(), "another book has somebody else at this place"),
        ("0", "no digest"),
        ("7-0000", "no such place"),
        ("x-0000", "no place"),
        ("", "nothing"),
    ] {
        assert_eq!(other.customer_with_id(id), None, "{rule}");
    }
}

/// Orders of up to 25 customers over two years.
fn orders() -> impl Strategy<Value = Vec<(String, String)>> {
    let order = (0..25_u32, 0..730_i32)
        .prop_map(|(who, days)| (format!("c{who}"), day("2024-11-23").plus(days).to_string()));
    prop::collection::vec(order, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lists_agree_with_the_figures(orders in orders()) {
        let borrowed: Vec<_> = orders.iter().map(|(who, day)| (who.as_str(), day.as_str())).collect();
        let shop = shop_of_orders(&borrowed);
        let live = live(&shop);
        let (roster, figures) = (Roster::new(&shop, &live), live.figures());
        let on = |pick| roster.listed(pick, Arrangement::Value).len() as u64;
        let stages = figures.stages;
        for (stage, count) in [
            (StagePick::New, stages.new),
            (StagePick::JustOrdered, stages.just_ordered),
            (StagePick::AwaitingSecond, stages.awaiting_second),
            (StagePick::OneMonth, stages.one_month),
            (StagePick::Active, stages.active),
            (StagePick::HighSave, stages.high_save),
            (StagePick::LowSave, stages.low_save),
            (StagePick::Lost, stages.lost),
            (StagePick::Potential, stages.potential),
        ] {
            prop_assert_eq!(on(Pick::Stage(stage)), count, "{:?}", stage);
        }
        for group in figures.rfm.groups {
            prop_assert_eq!(on(Pick::Group(group.group)), group.customers);
        }
        let groups: u64 = RfmGroup::ALL.iter().map(|it| on(Pick::Group(*it))).sum();
        let cells = (1..=5).flat_map(|r| (1..=5).map(move |f| Pick::Cell { r, f }));
        prop_assert_eq!(groups, figures.customers);
        prop_assert_eq!(cells.map(on).sum::<u64>(), figures.customers);
        for cohort in &figures.cohorts {
            let pick = Pick::Cohort { year: cohort.year, month: cohort.month };
            prop_assert_eq!(on(pick), cohort.active[0]);
        }
        for cohort in &figures.cohorts {
            for (after, count) in (0..).zip(&cohort.active) {
                let pick = Pick::CohortAfter { year: cohort.year, month: cohort.month, after };
                prop_assert_eq!(on(pick), *count, "{:?}", pick);
            }
        }
        for year in &figures.years {
            let within = |what| on(Pick::In { what, days: DayRange::of_year(year.year) });
            let (ratio, returning) = (year.by_customer, year.returning);
            prop_assert_eq!(within(Within::Bought), ratio.whole);
            prop_assert_eq!(within(Within::Repeat), ratio.part);
            prop_assert_eq!(within(Within::Returning), returning);
        }
        for from in Station::ALL {
            for to in Station::ALL {
                let it = Move { from, to };
                prop_assert_eq!(on(Pick::Moved(it)), figures.flow.of(it), "{:?}", it);
            }
        }
        prop_assert_eq!(on(Pick::CameBack), figures.flow.total(Move::is_back));
        prop_assert_eq!(on(Pick::WentAway), figures.flow.total(Move::is_away));
        for fifth in 1..=5 {
            let best = figures.concentration.fifth(fifth);
            let listed = roster.listed(Pick::Fifth(fifth), Arrangement::Value);
            let net = |at: &u32| i128::from(live.person(*at as usize).unwrap().net_fen.minor());
            prop_assert_eq!(listed.len() as u64, best.customers);
            prop_assert_eq!(listed.iter().map(net).sum::<i128>(), best.net_fen);
        }
        prop_assert_eq!(on(Pick::Bought), figures.customers);
        prop_assert_eq!(on(Pick::Rhythm), figures.cycle.n);
        prop_assert_eq!(roster.stage_counts(figures.basis.stage_bounds), figures.stages);
        let bounds = StageBounds::of([1, 2, 3, 40, 300]);
        let basis = Basis { stage_bounds: bounds, ..figures.basis.clone() };
        prop_assert_eq!(roster.stage_counts(bounds), shop.live_figures(basis).figures().stages);
        let checkup = roster.checkup(figures.net_fen);
        prop_assert_eq!(checkup.repeat, Ratio { part: figures.repeat_customers, whole: figures.customers });
        prop_assert_eq!(on(Pick::Late), checkup.late);
        prop_assert!(checkup.repeat_net_fen <= checkup.net_fen);
        // An arrangement moves people, it neither adds nor loses any.
        for arrangement in Arrangement::ALL {
            let mut listed = roster.listed(Pick::Everyone, arrangement);
            listed.sort_unstable();
            prop_assert!(listed.iter().copied().eq(0..shop.customers().len() as u32));
        }
    }

    #[test]
    fn a_customers_orders_are_found(orders in orders()) {
        let borrowed: Vec<_> = orders.iter().map(|(who, day)| (who.as_str(), day.as_str())).collect();
        let shop = shop_of_orders(&borrowed);
        for at in 0..shop.customers().len() {
            let places = shop.orders_of(Index::at(at));
            let his = |place: usize| shop.record(place).map(|it| it.joined(shop.tables(), shop.imports()));
            let expected: Vec<usize> = shop.records().map(|(place, _)| place)
                .filter(|place| his(*place).and_then(|it| it.customer()).is_some_and(|it| it.position() == at))
                .collect();
            prop_assert_eq!(places, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn two_windows_are_each_the_window_of_the_figures(orders in orders(), each in any::<bool>(), from in 0..700_i32, length in 0..400_i32) {
        let borrowed: Vec<_> = orders.iter().map(|(who, day)| (who.as_str(), day.as_str())).collect();
        let shop = shop_of_orders(&borrowed);
        let first = day("2024-11-23").plus(from);
        let days = DayRange { first, last: first.plus(length) };
        let rule = if each { CountingRule::EachOrder } else { CountingRule::MergedByDay };
        let live = shop.live_figures(Basis { window: Some(days), ..basis(AS_OF, rule) });
        let roster = Roster::new(&shop, &live);
        let (window, totals) = (live.figures().window.unwrap(), roster.window(days));
        prop_assert_eq!(totals.by_customer(), window.by_customer);
        prop_assert_eq!(totals.by_order(), window.by_order);
        prop_assert_eq!(totals.returning, window.returning);
        prop_assert_eq!(totals.days, days.until(day(AS_OF)));
        let on = |what| roster.listed(Pick::In { what, days }, Arrangement::Value).len() as u64;
        prop_assert_eq!(on(Within::Repeat), totals.repeaters);
        prop_assert_eq!(on(Within::Bought), totals.customers);
        prop_assert_eq!(on(Within::Returning), totals.returning);
    }

    #[test]
    fn who_moved_stood_there_before(orders in orders()) {
        let borrowed: Vec<_> = orders.iter().map(|(who, day)| (who.as_str(), day.as_str())).collect();
        let shop = shop_of_orders(&borrowed);
        let now = live(&shop).figures();
        let earlier = day(AS_OF).plus(-30).to_string();
        let before = shop.live_figures(basis(&earlier, CountingRule::MergedByDay)).figures();
        let stages = |stages: &huitou::domain::figures::StageCounts| {
            [stages.new, stages.active, stages.high_save, stages.low_save, stages.lost]
        };
        let stations = &Station::ALL[1..];
        for (at, station) in stations.iter().enumerate() {
            prop_assert_eq!(now.flow.total(|it| it.from == *station), stages(&before.stages)[at]);
            prop_assert_eq!(now.flow.total(|it| it.to == *station), stages(&now.stages)[at]);
        }
    }
}

#[test]
fn what_is_high_is_the_shops_word() {
    let shop = shop_of_orders(&[("a", "2026-01-01"), ("b", "2026-05-01"), ("c", "2026-11-01")]);
    for (high_score, expected) in [(1, 3), (4, 1), (5, 0)] {
        let basis = Basis { high_score, ..basis(AS_OF, CountingRule::MergedByDay) };
        let live = shop.live_figures(basis);
        let recent = |scores: Scores| scores.r >= high_score;
        let high = live.all_scores().into_iter().flatten().filter(|it| recent(*it)).count();
        assert_eq!(high, expected, "from {high_score} on");
        let newcomers = [
            RfmGroup::Newcomers,
            RfmGroup::Best,
            RfmGroup::BigBasketsFewVisits,
            RfmGroup::FrequentSmall,
        ];
        let groups = live.figures().rfm.groups.into_iter();
        let recent = groups.filter(|it| newcomers.contains(&it.group)).map(|it| it.customers);
        assert_eq!(recent.sum::<u64>(), expected as u64, "from {high_score} on");
    }
}
