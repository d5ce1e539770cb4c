//! Laws of the figures: what must hold for every shop, not only for those we thought of.

mod support;

use huitou::domain::day::{Day, DayRange};
use huitou::domain::figures::{
    Basis, CountedOrder, CountingRule, Figures, LiveFigures, OrderHistory,
};
use huitou::domain::intern::Index;
use huitou::domain::money::Fen;
use huitou::domain::order::OrderMoney;
use huitou::domain::quantity::Quantity;
use huitou::domain::shop::Shop;
use proptest::prelude::*;
use support::{day, read_text, shop_of};

/// A row of a file in which lines of one number are lines of one order.
#[derive(Clone, Debug)]
struct Row {
    number: u32,
    day: i32,
    fen: i64,
    sku: u32,
}

const MAP: &str = r#"{"columns": {"customer": "who", "date": "when", "amount": "fen",
    "order_id": "no", "sku": "sku", "refund": "refund", "status": "status"}}"#;

const FIRST: &str = "2023-11-05";

/// Rows of up to 30 orders over two years; the number decides who bought and what became of it,
/// so that lines of one order never contradict each other.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    let row = (0u32..30, 0i32..730, 0i64..20_000);
    prop::collection::vec(row, 0..60).prop_map(|rows| {
        let row = |(sku, (number, day, fen))| Row { number, day, fen, sku };
        (0..).zip(rows).map(row).collect()
    })
}

fn text(rows: &[Row]) -> String {
    let mut text = "who,when,fen,no,sku,refund,status\n".to_owned();
    for row in rows {
        let who = row.number % 7;
        let day = day(FIRST).plus(row.day);
        let status =
            ["交易成功", "交易成功", "已发货", "待付款", "交易关闭"][(row.number % 5) as usize];
        let refund = if row.number % 11 == 3 { 5_000 } else { 0 };
        let (yuan, cents) = (row.fen / 100, row.fen % 100);
        text.push_str(&format!(
            "c{who},{day},{yuan}.{cents:02},{},s{},{},{status}\n",
            row.number,
            row.sku,
            refund / 100
        ));
    }
    text
}

fn shop(files: &[&[Row]]) -> Shop {
    let files = files.iter().filter(|rows| !rows.is_empty());
    shop_of(files.map(|rows| read_text(&text(rows), Some(MAP)).unwrap()).collect()).0
}

fn bases() -> impl Strategy<Value = Basis> {
    (0i32..800, any::<bool>(), 0i32..700, 0i32..400, prop::sample::select(vec![0u32, 30, 365]))
        .prop_map(|(as_of, merged, from, length, rfm_window_days)| {
            let first = day(FIRST).plus(from);
            Basis {
                rule: if merged { CountingRule::MergedByDay } else { CountingRule::EachOrder },
                window: Some(DayRange { first, last: first.plus(length) }),
                rfm_window_days,
                ..Basis::as_of(day(FIRST).plus(as_of))
            }
        })
}

/// Orders of a shop for the columns themselves.
fn histories() -> impl Strategy<Value = Vec<Vec<CountedOrder>>> {
    let order = (0i32..730, 0i64..9_000, 0i64..900, 0i64..3_000).prop_map(
        |(after, paid, postage, refund)| CountedOrder {
            customer: None,
            day: day(FIRST).plus(after),
            money: OrderMoney {
                paid_fen: Fen::from_minor(paid + postage),
                postage_fen: Fen::from_minor(postage),
                refund_fen: Fen::from_minor(refund),
            },
            quantity: Quantity::ONE,
        },
    );
    prop::collection::vec(prop::collection::vec(order, 0..8), 0..12)
}

fn history_of(people: &[Vec<CountedOrder>]) -> OrderHistory {
    let orders: Vec<CountedOrder> = people
        .iter()
        .enumerate()
        .flat_map(|(at, orders)| {
            orders.iter().map(move |order| CountedOrder { customer: Some(Index::at(at)), ..*order })
        })
        .collect();
    OrderHistory::new(people.len(), &orders)
}

fn check_sums(figures: &Figures) {
    let stages = figures.stages;
    let by_stage = stages.new + stages.active + stages.high_save + stages.low_save + stages.lost;
    assert_eq!(by_stage, figures.customers, "stages are a partition");
    assert_eq!(stages.potential, figures.potential);
    assert_eq!(stages.just_ordered + stages.awaiting_second + stages.one_month, stages.new);
    for axis in [figures.rfm.r, figures.rfm.f, figures.rfm.m] {
        assert_eq!(axis.scores.iter().sum::<u64>(), figures.customers, "RFM holds every customer");
    }
    let groups: u64 = figures.rfm.groups.iter().map(|group| group.customers).sum();
    assert_eq!(groups, figures.customers, "the eight groups are a partition");
    assert_eq!(figures.tiers.iter().sum::<u64>(), figures.customers, "tiers are a partition");
    assert_eq!(figures.rfm.cells.iter().sum::<u64>(), figures.customers, "125 cells");
    let joined: u64 = figures.cohorts.iter().filter_map(|cohort| cohort.active.first()).sum();
    assert_eq!(joined, figures.customers, "each customer is in one cohort");
    let in_years: u64 = figures.years.iter().map(|year| year.by_order.whole).sum();
    assert_eq!(in_years, figures.purchases, "each purchase is in one year");
    assert!(figures.customers <= figures.purchases && figures.purchases <= figures.orders);
    assert!(figures.net_fen <= figures.paid_fen);
}

#[test]
fn nobody_is_known_on_the_last_day_of_the_calendar_who_is_not_known() {
    let history = history_of(&[Vec::new(), Vec::new()]);
    for (as_of, potential, rule) in [
        (Day::MAX, 1, "the end of the calendar stands for no day to date figures by"),
        (day(FIRST), 1, "any other day"),
    ] {
        let known = [Day::MAX, Day::MIN];
        let figures = LiveFigures::new(&history, &known, Basis::as_of(as_of)).figures();
        assert_eq!((figures.potential, figures.customers), (potential, 0), "{rule}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn shuffled_rows_give_the_same_figures(rows in rows(), basis in bases(), seed in any::<u64>()) {
        let mut other = rows.clone();
        // A permutation drawn from the seed: sort by a hash of it and the line.
        other.sort_by_key(|row| (u64::from(row.sku) + 1).wrapping_mul(seed | 1).rotate_left(29));
        prop_assert_eq!(shop(&[&rows]).figures(&basis), shop(&[&other]).figures(&basis));
    }

    #[test]
    fn a_file_in_two_parts_gives_the_same(rows in rows(), basis in bases(), cut in 0usize..60, overlap in 0usize..20, swapped in any::<bool>()) {
        let cut = cut.min(rows.len());
        let back = cut.saturating_sub(overlap);
        let (first, second) = (&rows[..cut], &rows[back..]);
        let parts = if swapped { [second, first] } else { [first, second] };
        prop_assert_eq!(shop(&parts).figures(&basis), shop(&[&rows]).figures(&basis));
    }

    #[test]
    fn the_same_file_again_changes_nothing(rows in rows(), basis in bases()) {
        prop_assert_eq!(shop(&[&rows, &rows]).figures(&basis), shop(&[&rows]).figures(&basis));
    }

    #[test]
    fn sums_hold(rows in rows(), basis in bases()) {
        check_sums(&shop(&[&rows]).figures(&basis));
    }

    #[test]
    fn unmerged_is_never_less_than_merged(rows in rows(), basis in bases()) {
        let shop = shop(&[&rows]);
        let of = |rule| shop.figures(&Basis { rule, ..basis.clone() });
        let (merged, each) = (of(CountingRule::MergedByDay), of(CountingRule::EachOrder));
        prop_assert!(each.purchases >= merged.purchases);
        prop_assert!(each.repeat_customers >= merged.repeat_customers);
        let (m, e) = (merged.window.unwrap(), each.window.unwrap());
        prop_assert!(e.by_customer.part >= m.by_customer.part);
        prop_assert!(e.returning >= m.returning);
        prop_assert_eq!(e.by_customer.whole, m.by_customer.whole);
        prop_assert_eq!(each.cycle, merged.cycle, "the cycle is merged under either rule");
        prop_assert_eq!((each.customers, each.orders, each.net_fen), (merged.customers, merged.orders, merged.net_fen));
    }

    #[test]
    fn repurchase_within_a_window_is_part_of_returning(rows in rows(), basis in bases()) {
        let window = shop(&[&rows]).figures(&basis).window.unwrap();
        prop_assert!(window.by_customer.part <= window.returning);
        prop_assert!(window.returning <= window.by_customer.whole);
    }

    #[test]
    fn as_of_knows_nothing_of_later_days(people in histories(), basis in bases()) {
        let until = |orders: &Vec<CountedOrder>| {
            orders.iter().filter(|order| order.day <= basis.as_of).copied().collect()
        };
        let past: Vec<Vec<CountedOrder>> = people.iter().map(until).collect();
        let figures = |people: &[Vec<CountedOrder>]| {
            LiveFigures::new(&history_of(people), &[], basis.clone()).figures()
        };
        prop_assert_eq!(figures(&people), figures(&past));
    }

    #[test]
    fn kept_current_equals_built_anew(
        before in histories(), changes in prop::collection::vec((0usize..14, histories()), 0..6), basis in bases(),
    ) {
        let mut people = before;
        let mut history = history_of(&people);
        let mut live = LiveFigures::new(&history, &[], basis.clone());
        for (customer, orders) in changes {
            let orders: Vec<CountedOrder> = orders.into_iter().flatten().collect();
            if people.len() <= customer {
                people.resize(customer + 1, Vec::new());
            }
            people[customer] = orders.clone();
            live.set_run(&mut history, &[], customer, orders);
            let anew = LiveFigures::new(&history_of(&people), &[], basis.clone());
            prop_assert_eq!(live.figures(), anew.figures());
            for customer in 0..people.len() {
                prop_assert_eq!(live.person(customer), anew.person(customer));
                prop_assert_eq!(live.scores(customer), anew.scores(customer));
            }
        }
    }

    #[test]
    fn known_people_without_orders_are_kept_current_too(
        people in histories(), known in prop::collection::vec(0i32..730, 14), changed in 0usize..14, orders in histories(), basis in bases(),
    ) {
        let known: Vec<Day> = known.iter().map(|after| day(FIRST).plus(*after)).collect();
        let mut people = people;
        let mut history = history_of(&people);
        let mut live = LiveFigures::new(&history, &known, basis.clone());
        let orders: Vec<CountedOrder> = orders.into_iter().flatten().collect();
        live.set_run(&mut history, &known, changed, orders.clone());
        if people.len() <= changed {
            people.resize(changed + 1, Vec::new());
        }
        people[changed] = orders;
        let anew = LiveFigures::new(&history_of(&people), &known, basis);
        prop_assert_eq!(live.figures(), anew.figures());
    }
}
