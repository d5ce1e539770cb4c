//! The ledger as one would keep it with a jar of tokens: day by day, point by point.
#![allow(unreachable_pub)] // The tests beside it are another module.

use std::collections::{BTreeMap, BTreeSet};

use huitou::domain::day::Day;
use huitou::domain::points::{Program, Validity};

/// What happens, in small numbers: names are small too, so that causes meet again.
#[derive(Clone, Copy, Debug)]
pub enum Op {
    Order { name: u8, fen: i64, spent: i64, tier: u32 },
    Spend { name: u8, points: i64 },
    Refund { name: u8, order: u8, fen: i64 },
    Adjust { name: u8, points: i64, days: Option<i32> },
    Pass,
}

/// An event, so many days after the one before.
pub type Timed = (i32, Op);

/// The days of the tests, counted from one in May 2026.
pub fn day(number: i32) -> Day {
    Day::from_number(20_600 + number)
}

/// A point of the naive ledger. Its order is the order of spending.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Token {
    last_day: i32,
    issued: i32,
    lot: String,
}

/// Of what never ends.
pub const NO_END: i32 = i32::MAX;

#[derive(Debug)]
struct NaiveOrder {
    fen: i64,
    refunded: i64,
    tier: u32,
    kept: i64,
    spent: i64,
    out: Vec<Token>,
}

/// The jar, the debt, and what the orders were.
#[derive(Debug, Default)]
pub struct Naive {
    today: i32,
    jar: Vec<Token>,
    lost: Vec<Token>,
    pub debt: i64,
    orders: BTreeMap<u8, NaiveOrder>,
    acted: BTreeSet<(u8, u8)>,
}

impl Naive {
    pub fn step(&mut self, (after, op): Timed, program: &Program) -> &'static str {
        for _ in 0..after {
            self.today += 1;
            let (stays, goes) = self.jar.drain(..).partition(|token| token.last_day >= self.today);
            self.jar = stays;
            self.lost.extend::<Vec<Token>>(goes);
        }
        let key = match op {
            Op::Order { name, .. } => (0, name),
            Op::Spend { name, .. } => (1, name),
            Op::Refund { name, .. } => (2, name),
            Op::Adjust { name, .. } => (3, name),
            Op::Pass => return "ok",
        };
        if self.acted.contains(&key) {
            return "duplicate";
        }
        let result = self.act(op, program);
        if result == "ok" {
            self.acted.insert(key);
        }
        result
    }

    fn act(&mut self, op: Op, program: &Program) -> &'static str {
        match op {
            Op::Order { name, fen, spent, tier } => {
                if spent > self.jar.len() as i64 - self.debt && spent > 0 {
                    return "refused";
                }
                let out = self.take(spent);
                let kept = naive_earned(fen, tier, program);
                self.orders.insert(name, NaiveOrder { fen, refunded: 0, tier, kept, spent, out });
                let last_day = naive_last_day(self.today, program);
                for _ in 0..kept {
                    if self.debt > 0 {
                        self.debt -= 1;
                    } else {
                        let (issued, lot) = (self.today, format!("o{name}"));
                        self.jar.push(Token { last_day, issued, lot });
                    }
                }
            }
            Op::Spend { points, .. } => {
                if points > self.jar.len() as i64 - self.debt && points > 0 {
                    return "refused";
                }
                self.take(points);
            }
            Op::Refund { name, order, fen } => return self.refund(name, order, fen, program),
            Op::Adjust { name, points, days } => {
                let last_day = days.map_or(NO_END, |days| self.today + days);
                for _ in 0..points {
                    let (issued, lot) = (self.today, format!("a{name}"));
                    self.jar.push(Token { last_day, issued, lot });
                }
                for _ in points..0 {
                    if self.take(1).is_empty() {
                        self.debt += 1;
                    }
                }
            }
            Op::Pass => {}
        }
        "ok"
    }

    fn take(&mut self, points: i64) -> Vec<Token> {
        self.jar.sort();
        let count = (points as usize).min(self.jar.len());
        self.jar.drain(..count).collect()
    }

    fn refund(&mut self, name: u8, order: u8, fen: i64, program: &Program) -> &'static str {
        let Some(account) = self.orders.get_mut(&order) else { return "unknown_order" };
        account.refunded = (account.refunded + fen).min(account.fen);
        let kept = naive_earned(account.fen - account.refunded, account.tier, program);
        let own = format!("o{order}");
        for _ in kept..account.kept {
            if let Some(at) = self.jar.iter().position(|token| token.lot == own) {
                self.jar.remove(at);
            } else if let Some(at) = self.lost.iter().position(|token| token.lot == own) {
                self.lost.remove(at);
            } else {
                self.debt += 1;
            }
        }
        account.kept = kept;
        let still_out = if account.refunded == account.fen {
            0
        } else {
            account.spent - account.spent * account.refunded / account.fen
        };
        while account.out.len() as i64 > still_out {
            let mut token = account.out.pop().unwrap();
            if token.last_day < self.today {
                token.lot = format!("r{name}+{}", token.lot);
                token.issued = self.today;
                token.last_day = self.today + program.return_days as i32 - 1;
            }
            self.jar.push(token);
        }
        "ok"
    }

    /// Id, issue, last day and points of the lots, in the order of spending.
    pub fn lots(&mut self) -> Vec<(String, i32, i32, i64)> {
        self.jar.sort();
        let chunks = self.jar.chunk_by(|a, b| a == b);
        let lot = |same: &[Token]| {
            (same[0].lot.clone(), same[0].issued, same[0].last_day, same.len() as i64)
        };
        chunks.map(lot).collect()
    }
}

fn naive_earned(fen: i64, tier: u32, program: &Program) -> i64 {
    let money = i128::from(fen) * i128::from(program.rate) * i128::from(tier);
    (money / (i128::from(program.unit_fen.minor()) * 10_000)) as i64
}

fn naive_last_day(today: i32, program: &Program) -> i32 {
    match program.validity {
        Validity::ForEver => NO_END,
        Validity::Days(days) => today + days as i32 - 1,
        Validity::ToYearsEnd => {
            let year = |number| day(number).ymd().0;
            (today..).find(|number| year(*number + 1) != year(today)).unwrap()
        }
    }
}
