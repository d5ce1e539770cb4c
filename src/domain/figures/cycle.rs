//! Repurchase cycles (RP8): a customer's own, and the shop's.
//!
//! Always merged by day. Shop cycle = mean of the customers' cycles, which is what the source
//! means (E11: 60, where pooled intervals would give 50); median and n stand beside it.

use crate::domain::day::Day;

/// Fewest customers on which an alarm may rest (T9).
pub const FEWEST_CUSTOMERS_FOR_ALARM: u64 = 5;

/// The cycle of one customer as two whole numbers: days between the first and the last purchase,
/// and the intervals among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    span_days: u32,
    intervals: u32,
}

impl Cycle {
    /// (last - first) / (days of purchase - 1); `None` with fewer than two days of purchase.
    #[must_use]
    pub fn of(first: Day, last: Day, purchase_days: u32) -> Option<Cycle> {
        let span_days = u32::try_from(last.days_since(first)).ok()?;
        let intervals = purchase_days.checked_sub(1).filter(|intervals| *intervals > 0)?;
        Some(Cycle { span_days, intervals })
    }

    /// Days between the first and the last purchase.
    #[must_use]
    pub const fn span_days(self) -> u32 {
        self.span_days
    }

    /// How many intervals it rests on.
    #[must_use]
    pub const fn intervals(self) -> u32 {
        self.intervals
    }

    /// The cycle in days.
    #[must_use]
    pub fn days(self) -> f64 {
        f64::from(self.span_days) / f64::from(self.intervals)
    }

    /// The cycle in whole days, half up.
    #[must_use]
    pub fn rounded_days(self) -> i32 {
        let twice = 2 * u64::from(self.span_days) + u64::from(self.intervals);
        i32::try_from(twice / (2 * u64::from(self.intervals))).unwrap_or(i32::MAX)
    }
}

/// The cycle of the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ShopCycle {
    /// Mean of the customers' cycles.
    pub mean_days: Option<f64>,
    /// Median of the customers' cycles; of an even count the mean of the middle two.
    pub median_days: Option<f64>,
    /// How many customers have a cycle.
    pub n: u64,
}

impl ShopCycle {
    /// The median where enough customers stand behind it to act on it.
    #[must_use]
    pub fn median_days_for_alarm(&self) -> Option<f64> {
        self.median_days.filter(|_| self.n >= FEWEST_CUSTOMERS_FOR_ALARM)
    }
}

/// Cycles of many customers, to which one can be added and from which one can be taken again.
///
/// Spans are summed in whole days for each number of intervals, so that the mean does not depend
/// on the order in which customers came: shuffled rows give the same bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CycleTally {
    /// `span_days[k - 1]` = sum of the spans of customers with k intervals.
    span_days: Vec<i64>,
    n: u64,
}

impl CycleTally {
    /// Adds (`sign` 1) or takes away (`sign` -1) a customer's cycle.
    pub(super) fn count(&mut self, cycle: Cycle, sign: i64) {
        let place = cycle.intervals as usize - 1;
        if self.span_days.len() <= place {
            self.span_days.resize(place + 1, 0);
        }
        if let Some(sum) = self.span_days.get_mut(place) {
            *sum += sign * i64::from(cycle.span_days);
        }
        self.n = self.n.saturating_add_signed(sign);
    }

    /// Mean over the customers.
    fn mean_days(&self) -> Option<f64> {
        let total: f64 = self
            .span_days
            .iter()
            .zip(1_u32..)
            .map(|(span, intervals)| *span as f64 / f64::from(intervals))
            .sum();
        (self.n > 0).then(|| total / self.n as f64)
    }

    /// The shop's cycle; `cycles` are the same customers' in any order, and are reordered.
    pub(super) fn shop(&self, cycles: &mut [f64]) -> ShopCycle {
        ShopCycle { mean_days: self.mean_days(), median_days: median(cycles), n: self.n }
    }
}

/// The median; of an even count the mean of the middle two. Reorders `values`.
fn median(values: &mut [f64]) -> Option<f64> {
    let middle = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let odd = values.len() % 2 == 1;
    let (below, upper, _) = values.select_nth_unstable_by(middle, f64::total_cmp);
    if odd {
        return Some(*upper);
    }
    let lower = below.iter().copied().max_by(f64::total_cmp)?;
    Some((lower + *upper) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn own_cycle() {
        for (first, last, days, expected, rounded, rule) in [
            ("2015-01-01", "2015-03-02", 3, Some(30.0), 30, "E10: merged, 3 days of purchase"),
            ("2015-01-10", "2015-04-10", 2, Some(90.0), 90, "E11: the second customer"),
            ("2015-01-01", "2015-01-01", 1, None, 0, "one day has no cycle"),
            ("2015-01-01", "2015-01-04", 3, Some(1.5), 2, "half a day rounds up"),
        ] {
            let cycle = Cycle::of(day(first), day(last), days);
            assert_eq!(cycle.map(Cycle::days), expected, "{rule}");
            assert_eq!(cycle.map_or(0, Cycle::rounded_days), rounded, "{rule}");
        }
    }

    #[test]
    fn e11_shop_cycle_is_the_mean_of_customers() {
        let cycles = [
            Cycle::of(day("2015-01-01"), day("2015-03-02"), 3).unwrap(),
            Cycle::of(day("2015-01-10"), day("2015-04-10"), 2).unwrap(),
        ];
        let mut tally = CycleTally::default();
        cycles.iter().for_each(|cycle| tally.count(*cycle, 1));
        let shop = tally.shop(&mut cycles.map(Cycle::days));
        assert_eq!((shop.mean_days, shop.median_days, shop.n), (Some(60.0), Some(60.0), 2));
        assert_eq!(shop.median_days_for_alarm(), None, "no alarm from fewer than 5 customers");
        tally.count(cycles[1], -1);
        assert_eq!(tally.shop(&mut [30.0]).mean_days, Some(30.0));
    }

    #[test]
    fn median_of_odd_and_even_counts() {
        for (values, expected) in [
            (vec![], None),
            (vec![3.0], Some(3.0)),
            (vec![9.0, 1.0, 5.0], Some(5.0)),
            (vec![9.0, 1.0, 5.0, 6.0], Some(5.5)),
            (vec![2.0, 2.0, 2.0, 9.0], Some(2.0)),
        ] {
            assert_eq!(median(&mut values.clone()), expected, "{values:?}");
        }
    }
}
