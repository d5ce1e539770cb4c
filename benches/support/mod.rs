//! A made-up shop for the benches: the same orders natively, in Rust in the browser, in plain
//! JavaScript and in SQL, so that all of them can be held against one checksum.
#![allow(dead_code, unreachable_pub)]

use huitou::domain::day::Day;
use huitou::domain::figures::{Basis, CountedOrder, LiveFigures};
use huitou::domain::intern::Index;
use huitou::domain::money::Fen;
use huitou::domain::order::OrderMoney;
use huitou::domain::quantity::Quantity;
use huitou::domain::search::{Field, Texts};

/// The first day of the made-up orders, 2024-01-01, and how many days they spread over.
pub const FIRST_DAY: i32 = 19_723;
/// Days over which the orders spread.
pub const DAYS: u32 = 730;

/// The next number of a 32-bit generator that JavaScript computes alike (mulberry32).
fn next(state: &mut u32) -> u32 {
    *state = state.wrapping_add(0x6d2b_79f5);
    let mut t = *state;
    t = (t ^ (t >> 15)).wrapping_mul(t | 1);
    t ^= t.wrapping_add((t ^ (t >> 7)).wrapping_mul(t | 61));
    t ^ (t >> 14)
}

/// `n` orders of `customers` people: most by few of them, as in a shop.
#[must_use]
pub fn orders(n: u32, customers: u32) -> Vec<CountedOrder> {
    let mut state = 20_261_122;
    (0..n)
        .map(|_| {
            // The smaller of two draws: early numbers come more often.
            let (a, b) = (next(&mut state) % customers, next(&mut state) % customers);
            let day = next(&mut state) % DAYS;
            let paid = 500 + next(&mut state) % 20_000;
            CountedOrder {
                customer: Some(Index::at(a.min(b) as usize)),
                day: Day::from_number(FIRST_DAY + day as i32),
                money: OrderMoney {
                    paid_fen: Fen::from_minor(i64::from(paid)),
                    postage_fen: Fen::ZERO,
                    refund_fen: Fen::ZERO,
                },
                quantity: Quantity::ONE,
            }
        })
        .collect()
}

/// `n` people: a name, a nick, a phone, every third with a company and a tag.
#[must_use]
pub fn people(n: u32) -> Texts {
    let surnames: Vec<char> = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑单曾".chars().collect();
    let given: Vec<char> = "小红梅志强丽娟秀英建国雪晴子涵一诺浩宇".chars().collect();
    let mut state = 20_261_122;
    let mut texts = Texts::default();
    for place in 0..n {
        let mut pick = |from: &[char]| from[next(&mut state) as usize % from.len()];
        let name: String = [pick(&surnames), pick(&given), pick(&given)].iter().collect();
        let nick = format!("{}{}家的小铺_{place}", pick(&given), pick(&given));
        let phone = format!("14{:09}", next(&mut state) % 1_000_000_000);
        let mut said = vec![(Field::Name, &*name), (Field::Nick, &nick), (Field::Phone, &phone)];
        if place % 3 == 0 {
            said.extend([(Field::Company, "杭州样例食品有限公司"), (Field::Tag, "批发客户")]);
        }
        texts.set(place as usize, &said);
    }
    texts.shrink();
    texts
}

/// The day as of which the benches look: the last of the made-up days.
#[must_use]
pub fn basis() -> Basis {
    Basis::as_of(Day::from_number(FIRST_DAY + DAYS as i32 - 1))
}

/// A checksum over the 125 RFM cells, the answer that all engines must agree on.
#[must_use]
pub fn checksum(figures: &LiveFigures) -> u32 {
    figures
        .figures()
        .rfm
        .cells
        .iter()
        .fold(0, |sum, cell| sum.wrapping_mul(31).wrapping_add(*cell as u32))
}
