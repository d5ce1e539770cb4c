//! `cargo bench --no-default-features --bench conditions`: which promotions a cart meets, each as if it
//! stood alone, without a search. Prints one JSON line per measurement: median, least and most.
//! With `-- --cases FILE` it also writes carts, conditions and answers, for others to be held against.
#![allow(clippy::print_stdout, missing_docs)]

#[path = "support/conditions.rs"]
mod conditions;
#[path = "support/timed.rs"]
mod timed;

use std::collections::BTreeSet;

use huitou::domain::promotion::OfferId;
use huitou::domain::quote::{Cart, Offers, reasons_against};
use serde_json::json;
use timed::measure;

const RUNS: usize = 15;
const CARTS: usize = 500;
const PROMOTIONS: usize = 200;

fn main() {
    let carts = conditions::carts(CARTS);
    let offers = conditions::offers(PROMOTIONS);
    let all: BTreeSet<OfferId> =
        offers.promotions.iter().map(|live| live.promotion.id().clone()).collect();
    let met: Vec<Vec<usize>> = carts.iter().map(|cart| met_by(cart, &offers, &all)).collect();
    measure("pricing_of_lines", RUNS, || {
        carts.iter().map(|cart| cart.price_lines().map_or(0, |lines| lines.len())).sum()
    });
    measure("reasons_of_all", RUNS, || {
        let reasons = |cart| reasons_against(cart, &offers, &all).unwrap_or_default();
        let usable = |cart| reasons(cart).iter().filter(|(_, unmet)| unmet.is_empty()).count();
        carts.iter().map(usable).sum()
    });
    println!("{}", json!({ "checksum": checksum(&met) }));
    if let Some(path) = cases_path() {
        let conditions = offers.promotions.iter().map(conditions::conditions_json);
        let cases = json!({
            "promotions": conditions.collect::<Vec<_>>(),
            "carts": carts.iter().map(conditions::cart_json).collect::<Vec<_>>(),
            "met": met,
        });
        std::fs::write(path, cases.to_string()).unwrap();
    }
}

/// The places of the promotions that a cart meets. Their ids sort as they stand.
fn met_by(cart: &Cart, offers: &Offers, all: &BTreeSet<OfferId>) -> Vec<usize> {
    let reasons = reasons_against(cart, offers, all).unwrap();
    assert_eq!(reasons.len(), offers.promotions.len());
    let usable = reasons.iter().enumerate().filter(|(_, (_, unmet))| unmet.is_empty());
    usable.map(|(at, _)| at).collect()
}

/// Over every answer in turn, and the end of each cart.
fn checksum(met: &[Vec<usize>]) -> u32 {
    let add = |sum: u32, number: usize| sum.wrapping_mul(31).wrapping_add(number as u32 + 1);
    let of_cart =
        |sum: u32, met: &Vec<usize>| met.iter().fold(sum, |sum, at| add(sum, *at)).wrapping_mul(31);
    met.iter().fold(0, of_cart)
}

fn cases_path() -> Option<String> {
    std::env::args().skip_while(|argument| argument != "--cases").nth(1)
}
