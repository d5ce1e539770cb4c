//! What happened inside of some days, for two windows side by side.

use super::basis::Basis;
use super::history::OrderHistory;
use super::person::{part, purchases};
use crate::domain::day::DayRange;
use crate::domain::money::Ratio;

/// The days of a window in figures; unknown customers give orders and money alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WindowTotals {
    /// The days, up to the as-of day.
    pub days: DayRange,
    /// Customers who bought inside.
    pub customers: u64,
    /// Of these, who bought twice inside, or more often.
    pub repeaters: u64,
    /// Of these, who have two purchases or more in their history up to the end.
    pub returning: u64,
    /// Purchases inside.
    pub purchases: u64,
    /// Orders inside.
    pub orders: u64,
    /// Net inside, in fen.
    pub net_fen: i128,
}

impl WindowTotals {
    /// One pass over the columns.
    #[must_use]
    pub fn of(history: &OrderHistory, basis: &Basis, days: DayRange) -> WindowTotals {
        let days = days.until(basis.as_of);
        let mut totals = WindowTotals::nothing(days);
        for customer in 0..history.customers() {
            let run = history.run(customer);
            let (inside, net) = part(run, days);
            if inside.is_empty() {
                continue;
            }
            let bought = purchases(inside, basis.rule);
            let ever = purchases(run.until(days.last).day, basis.rule);
            totals.customers += 1;
            totals.repeaters += u64::from(bought >= 2);
            totals.returning += u64::from(ever >= 2);
            totals.purchases += u64::from(bought);
            totals.take(inside, net);
        }
        let (inside, net) = part(history.strangers(), days);
        totals.take(inside, net);
        totals
    }

    /// Repurchase by customer.
    #[must_use]
    pub const fn by_customer(&self) -> Ratio {
        Ratio { part: self.repeaters, whole: self.customers }
    }

    /// Repurchase by order.
    #[must_use]
    pub const fn by_order(&self) -> Ratio {
        Ratio { part: self.purchases.saturating_sub(self.customers), whole: self.purchases }
    }

    fn nothing(days: DayRange) -> WindowTotals {
        WindowTotals {
            days,
            customers: 0,
            repeaters: 0,
            returning: 0,
            purchases: 0,
            orders: 0,
            net_fen: 0,
        }
    }

    fn take(&mut self, days: &[i32], net: &[i64]) {
        self.orders += days.len() as u64;
        self.net_fen += net.iter().map(|fen| i128::from(*fen)).sum::<i128>();
    }
}
