//! `cargo bench --no-default-features --bench loyalty`: how long the best set of promotions and coupons
//! takes to find, and whom coupons reach. Prints one JSON line per measurement: median, least and most.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "support/offers.rs"]
mod offers;
#[path = "support/timed.rs"]
mod timed;

use huitou::domain::coupon::reach::Reach;
use huitou::domain::quote::{Quote, SearchBy, Verdict, VerdictOn, quote_by};
use offers::Shop;
use serde_json::json;
use timed::measure;

const RUNS: usize = 15;

fn main() {
    // A usual shop.
    let usual = offers::counter(12, 30, 6, 40);
    told("cart_12_lines_30_promotions_6_coupons", &usual, SearchBy::Size);
    // The same 200 promotions, their goods drawn from a shop of 300, and, the hard way, from those in
    // the cart and some more.
    let counter = offers::counter(50, 200, 12, 300);
    told("cart_50_lines_200_promotions_12_coupons", &counter, SearchBy::Size);
    let crowded = offers::counter(50, 200, 12, 75);
    told("the_same_most_for_these_goods", &crowded, SearchBy::Size);
    for coupons in [8, 12, 16, 18] {
        let shop = offers::coupons(coupons);
        let by_bound = told(&format!("coupons_{coupons}_bound"), &shop, SearchBy::BranchAndBound);
        let by_all = told(&format!("coupons_{coupons}_every_set"), &shop, SearchBy::Enumeration);
        assert_eq!(by_bound, by_all, "two ways, one answer");
    }
    told("coupons_30_bound", &offers::coupons(30), SearchBy::Size);
    told("coupons_30_equal_bound", &offers::equal_coupons(30), SearchBy::Size);
    measure_reach();
    told("coupons_30_in_four_categories_bound", &offers::category_coupons(30), SearchBy::Size);
}

/// Measures a search and says what it found.
fn told(name: &str, shop: &Shop, by: SearchBy) -> Quote {
    let quoted = quote_by(&shop.cart, &shop.offers, by).unwrap();
    println!(
        "{}",
        json!({
            "case": name, "chosen": quoted.best.chosen.len(), "usable": usable(&quoted),
            "saving_fen": quoted.best.saving_fen.minor(), "is_proven": quoted.is_proven,
        })
    );
    let run = || quote_by(&shop.cart, &shop.offers, by).map_or(0, |q| q.verdicts.len());
    measure(name, RUNS, run);
    quoted
}

fn usable(quoted: &Quote) -> usize {
    let refused = |on: &&VerdictOn| matches!(on.verdict, Verdict::Refused { .. });
    quoted.verdicts.len() - quoted.verdicts.iter().filter(refused).count()
}

/// Whom 10,000 coupons reach among 100,000 customers: anew, and after one edit of each kind.
fn measure_reach() {
    let customers = offers::customers(100_000);
    let mut rules = offers::rules_about_customers(10_000);
    measure("reach_10000_coupons_100000_customers_anew", 5, || {
        Reach::new(&rules, &customers, offers::today()).counts().len()
    });
    let mut reach = Reach::new(&rules, &customers, offers::today());
    let mut at = 0;
    measure("reach_after_an_edit_of_a_customer", RUNS * 100, || {
        at = (at + 7_919) % customers.len();
        let other = &customers[(at + 1) % customers.len()];
        usize::from(reach.set_customer(at, other))
    });
    measure("reach_after_an_edit_of_a_coupon", RUNS * 100, || {
        at = (at + 7_919) % rules.len();
        let other = rules[(at + 1) % rules.len()].clone();
        rules[at].clone_from(&other);
        usize::from(reach.set_rule(at, &other))
    });
}
