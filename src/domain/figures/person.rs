//! The figures of one customer, as of a day: what the stage, the rhythm and the scores rest on.

use super::basis::{Basis, CountingRule};
use super::cycle::{Cycle, ShopCycle};
use super::history::Run;
use super::lifecycle::{Stage, stage_of};
use crate::domain::day::{Day, DayRange};
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::quantity::Quantity;

/// One customer with at least one counted order as of the basis' day. Whole numbers only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PersonFigures {
    /// Counted orders.
    pub orders: u32,
    /// Purchases under the counting rule.
    pub purchases: u32,
    /// Different days with a purchase, whatever the rule.
    pub purchase_days: u32,
    /// Day of the first purchase.
    pub first_day: Day,
    /// Day of the last purchase.
    pub last_day: Day,
    /// Net of all goods.
    pub net_fen: Fen,
    /// Units bought.
    pub quantity: Quantity,
    /// Purchases inside the RFM window.
    pub rfm_purchases: u32,
    /// Net inside the RFM window.
    pub rfm_net_fen: Fen,
    /// Purchases inside the basis' window; 0 without one.
    pub window_purchases: u32,
}

impl PersonFigures {
    /// Walks once through the orders of one customer; `None` without one up to the as-of day.
    #[must_use]
    pub fn of(run: Run<'_>, basis: &Basis) -> Option<PersonFigures> {
        let run = run.until(basis.as_of);
        let (first, last) = (*run.day.first()?, *run.day.last()?);
        let rfm = part(run, basis.rfm_window());
        let window = basis.window.map(|window| part(run, window.until(basis.as_of)));
        Some(PersonFigures {
            orders: run.len() as u32,
            purchases: purchases(run.day, basis.rule),
            purchase_days: different_days(run.day),
            first_day: Day::from_number(first),
            last_day: Day::from_number(last),
            net_fen: Fen::from_minor(sum(run.net_fen)),
            quantity: Quantity::from_thousandths(sum(run.quantity)),
            rfm_purchases: purchases(rfm.0, basis.rule),
            rfm_net_fen: Fen::from_minor(sum(rfm.1)),
            window_purchases: window.map_or(0, |window| purchases(window.0, basis.rule)),
        })
    }

    /// The customer's own cycle (RP8); `None` with fewer than two days of purchase.
    #[must_use]
    pub fn cycle(&self) -> Option<Cycle> {
        Cycle::of(self.first_day, self.last_day, self.purchase_days)
    }

    /// Bought in the window, and twice at least in all of the history up to its end (RP1).
    #[must_use]
    pub fn is_returning(&self, run: Run<'_>, basis: &Basis) -> bool {
        let until_end = |window: DayRange| run.until(window.until(basis.as_of).last);
        let before = |window| purchases(until_end(window).day, basis.rule);
        self.window_purchases > 0 && basis.window.is_some_and(|window| before(window) >= 2)
    }

    /// The stage of the customer.
    #[must_use]
    pub fn stage(&self, basis: &Basis) -> Stage {
        stage_of(self.purchases, basis.silence_days(self.last_day), &basis.stage_bounds)
    }

    /// When the next purchase is due: the last one + the own cycle (2 intervals at least), else
    /// + the shop's median where it rests on 5 customers at least, else unknown.
    #[must_use]
    pub fn next_due(&self, shop: &ShopCycle) -> Option<NextDue> {
        match self.cycle().filter(|cycle| cycle.intervals() >= 2) {
            Some(own) => {
                Some(NextDue { day: self.last_day.plus(own.rounded_days()), rests_on: Rhythm::Own })
            }
            None => shop.median_days_for_alarm().map(|median| NextDue {
                day: self.last_day.plus(median.round() as i32),
                rests_on: Rhythm::Shop,
            }),
        }
    }

    /// True where the customer has been away for more than 1.5 of the own cycle, which must rest
    /// on 3 intervals at least.
    #[must_use]
    pub fn is_own_rhythm_broken(&self, basis: &Basis) -> bool {
        let away = i64::from(basis.silence_days(self.last_day));
        self.cycle().is_some_and(|cycle| {
            cycle.intervals() >= 3
                && 2 * away * i64::from(cycle.intervals()) > 3 * i64::from(cycle.span_days())
        })
    }

    /// Net per month since the first purchase, so that a customer of this year can be compared
    /// with one of five years (RV3): net / max(1, days since the first purchase / 30.436875).
    #[must_use]
    pub fn value_per_month_fen(&self, as_of: Day) -> Fen {
        value_per_month_fen(self.net_fen, as_of.days_since(self.first_day))
    }

    /// What one unit cost on average (SG7), beside [`Self::average_order_fen`].
    #[must_use]
    pub fn average_unit_fen(&self) -> Option<Fen> {
        self.quantity.unit_price(self.net_fen)
    }

    /// What one order was worth on average.
    #[must_use]
    pub fn average_order_fen(&self) -> Option<Fen> {
        divide_rounded(i128::from(self.net_fen.minor()), i128::from(self.orders))
            .map(Fen::from_minor)
    }
}

/// Days and nets of the orders inside a window; the days of a run rise.
pub(in crate::domain) fn part(run: Run<'_>, window: DayRange) -> (&[i32], &[i64]) {
    let (first, last) = (window.first.number(), window.last.number());
    // Most windows hold all of the history or end with it: look at the ends before searching.
    let from = match run.day.first() {
        Some(day) if *day >= first => 0,
        Some(_) | None => run.day.partition_point(|day| *day < first),
    };
    let to = match run.day.last() {
        Some(day) if *day <= last => run.day.len(),
        Some(_) | None => run.day.partition_point(|day| *day <= last),
    };
    let days = run.day.get(from..to).unwrap_or_default();
    (days, run.net_fen.get(from..to).unwrap_or_default())
}

/// Purchases among these days of one customer's orders.
pub(in crate::domain) fn purchases(days: &[i32], rule: CountingRule) -> u32 {
    match rule {
        CountingRule::MergedByDay => different_days(days),
        CountingRule::EachOrder => days.len() as u32,
    }
}

/// How many different days there are among rising ones.
fn different_days(days: &[i32]) -> u32 {
    let steps = days.iter().zip(days.iter().skip(1)).filter(|(a, b)| a != b).count() as u32;
    steps + u32::from(!days.is_empty())
}

/// The sum of one customer's amounts. Each is at most [`Fen::LARGEST`], so that an `i64` holds
/// nine million of them; past that the sum stays at its end.
fn sum(amounts: &[i64]) -> i64 {
    amounts.iter().fold(0, |sum: i64, amount| sum.saturating_add(*amount))
}

/// What a due day rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// The customer's own cycle.
    Own,
    /// The median of the shop's customers.
    Shop,
}

/// When a customer's next purchase is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextDue {
    /// The day.
    pub day: Day,
    /// What it rests on.
    pub rests_on: Rhythm,
}

/// Net per month of tenure, one month at the least.
fn value_per_month_fen(net: Fen, days: i32) -> Fen {
    // 30.436875 days a month: 400 years are 146,097 days.
    const MONTH_MICRODAYS: i128 = 30_436_875;
    let tenure = (i128::from(days) * 1_000_000).max(MONTH_MICRODAYS);
    divide_rounded(i128::from(net.minor()) * MONTH_MICRODAYS, tenure).map_or(net, Fen::from_minor)
}

/// Why somebody is ordering less (掉单): counted orders, all of them up to the as-of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OrderingLess {
    /// In the last 30 days.
    pub last_30: u32,
    /// In the 90 days before those.
    pub prior_90: u32,
}

/// 掉单: two orders a month at least over the 90 days before the last 30, and less than half of
/// that rate in the last 30. The counts that say so; `None` where the rule does not hold.
#[must_use]
pub fn ordering_less(run: Run<'_>, as_of: Day) -> Option<OrderingLess> {
    let (recent, before) = (as_of.plus(-30).number(), as_of.plus(-120).number());
    let (mut last_30, mut prior_90) = (0_u32, 0_u32);
    for day in run.until(as_of).day.iter().rev() {
        if *day > recent {
            last_30 += 1;
        } else if *day > before {
            prior_90 += 1;
        } else {
            break;
        }
    }
    // 90 days are three times 30: a rate of 2 a month is 6 orders, half of the rate is prior / 6.
    let holds = prior_90 >= 6 && 6 * last_30 < prior_90;
    holds.then_some(OrderingLess { last_30, prior_90 })
}

/// Bought within 10 days of this date a year ago, and nothing in the last 60 days.
#[must_use]
pub fn bought_same_time_last_year(run: Run<'_>, as_of: Day) -> bool {
    let then = as_of.a_year_before();
    let around = then.plus(-10).number()..=then.plus(10).number();
    let run = run.until(as_of);
    let quiet = run.day.last().is_some_and(|last| *last <= as_of.plus(-60).number());
    quiet && run.day.iter().any(|day| around.contains(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e40_a_long_standing_customer_is_measured_by_the_month() {
        // E40: 12 months and 1200 yuan against 60 months and 5000 yuan. A month is 30.436875
        // days, so whole numbers of days need 4,800 months: the amounts grow with them.
        let year = value_per_month_fen(Fen::from_minor(120_000 * 400), 146_097);
        let five = value_per_month_fen(Fen::from_minor(500_000 * 400), 146_097 * 5);
        assert_eq!((year.minor(), five.minor()), (10_000, 8_333));
        // The same in real days: the order of the two is turned round.
        let year = value_per_month_fen(Fen::from_minor(120_000), 365);
        let five = value_per_month_fen(Fen::from_minor(500_000), 1_826);
        assert_eq!((year.minor(), five.minor()), (10_007, 8_334));
        // Never less than a month.
        assert_eq!(value_per_month_fen(Fen::from_minor(5_000), 0), Fen::from_minor(5_000));
        assert_eq!(value_per_month_fen(Fen::from_minor(5_000), 30), Fen::from_minor(5_000));
    }
}
