//! What counts for tiers: facts with the days on which they became known, and what is left of them
//! as of a day, in sums by day.

use crate::domain::day::{Day, DayRange};
use crate::domain::figures::{CountingRule, Run};
use crate::domain::money::Fen;
use crate::domain::tier::ladder::Totals;

/// An order that was paid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderFact {
    /// Its business day.
    pub day: Day,
    /// Paid for goods, without postage, before refunds.
    pub goods_fen: Fen,
    /// The day on which it was cancelled.
    pub cancelled_day: Option<Day>,
    /// What was given back for goods.
    pub refunds: Vec<RefundFact>,
}

/// Money given back for goods.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundFact {
    /// The day on which that became known.
    pub day: Day,
    /// How much.
    pub fen: Fen,
}

/// A dated fact of an opening balance: counts for tiers like purchases (semantics 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningFact {
    /// Its day.
    pub day: Day,
    /// Purchases, beside those of orders of the same day.
    pub purchases: u32,
    /// Net of goods.
    pub net_fen: Fen,
}

/// Everything about one customer that counts for tiers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Orders, in any order.
    pub orders: Vec<OrderFact>,
    /// Opening balances.
    pub openings: Vec<OpeningFact>,
}

impl OrderFact {
    /// What is left of it by cancellations and refunds up to `known`: `None` where it does not
    /// count any more (cancelled, or goods paid and all of that given back), else its net.
    #[must_use]
    pub fn net(&self, known: Day) -> Option<Fen> {
        if self.cancelled_day.is_some_and(|day| day <= known) {
            return None;
        }
        let refunds = self.refunds.iter().filter(|refund| refund.day <= known);
        let refunded = refunds.fold(Fen::ZERO, |sum, refund| sum.saturating_add(refund.fen));
        let is_gone = self.goods_fen > Fen::ZERO && refunded >= self.goods_fen;
        (!is_gone).then(|| self.goods_fen.saturating_sub(refunded).max(Fen::ZERO))
    }
}

impl Facts {
    /// What counts as of a day: orders up to it, less what became known of them up to it.
    #[must_use]
    pub fn as_of(&self, day: Day, rule: CountingRule) -> Purchases {
        self.known(day, day, rule)
    }

    /// The same, with cancellations and refunds only up to `reversed`.
    #[must_use]
    pub fn known(&self, day: Day, reversed: Day, rule: CountingRule) -> Purchases {
        let orders = self.orders.iter().filter(|order| order.day <= day);
        let counted = orders.filter_map(|order| Some((order.day, order.net(reversed)?)));
        let openings = self.openings.iter().filter(|opening| opening.day <= day);
        Purchases::new(counted, openings.copied(), rule)
    }

    /// The days up to `day` on which a refund or cancellation of an order became known, rising.
    #[must_use]
    pub fn reversal_days(&self, day: Day) -> Vec<Day> {
        let of = |order: &OrderFact| {
            let refunds = order.refunds.iter().map(|refund| refund.day);
            refunds.chain(order.cancelled_day).collect::<Vec<Day>>()
        };
        let mut days: Vec<Day> = self.orders.iter().flat_map(of).filter(|it| *it <= day).collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// Sums up to and with one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Sums {
    purchases: u64,
    /// In fen; wide, so that sums can be taken from each other without loss.
    net: i128,
}

/// One customer's purchases as running sums by day: what is in a window is a difference of two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purchases {
    days: Vec<(Day, Sums)>,
}

impl Purchases {
    /// From counted orders (day and net) and opening balances, each in any order.
    #[must_use]
    pub fn new(
        orders: impl Iterator<Item = (Day, Fen)>,
        openings: impl Iterator<Item = OpeningFact>,
        rule: CountingRule,
    ) -> Purchases {
        let mut rows: Vec<(Day, u32, Fen)> =
            openings.map(|opening| (opening.day, opening.purchases, opening.net_fen)).collect();
        let own = rows.len();
        rows.extend(orders.map(|(day, net)| (day, 1, net)));
        if let Some(orders) = rows.get_mut(own..)
            && rule == CountingRule::MergedByDay
        {
            orders.sort_unstable_by_key(|(day, _, _)| *day);
            let mut previous = None;
            for (day, purchases, _) in orders {
                *purchases = u32::from(previous != Some(*day));
                previous = Some(*day);
            }
        }
        if !rows.is_sorted_by_key(|(day, _, _)| *day) {
            rows.sort_unstable_by_key(|(day, _, _)| *day);
        }
        let mut purchases = Purchases { days: Vec::with_capacity(rows.len()) };
        for (day, count, net) in rows {
            purchases.add(day, count, net);
        }
        purchases
    }

    /// From the counted orders of a run of the columns.
    #[must_use]
    pub fn of(run: Run<'_>, rule: CountingRule) -> Purchases {
        let orders = run.day.iter().zip(run.net_fen);
        let orders = orders.map(|(day, net)| (Day::from_number(*day), Fen::from_minor(*net)));
        Purchases::new(orders, std::iter::empty(), rule)
    }

    /// Adds to the sums; days must not fall.
    fn add(&mut self, day: Day, purchases: u32, net: Fen) {
        let before = self.days.last().map_or(Sums::default(), |(_, sums)| *sums);
        let sums = Sums {
            purchases: before.purchases.saturating_add(u64::from(purchases)),
            net: before.net.saturating_add(i128::from(net.minor())),
        };
        match self.days.last_mut() {
            Some((last, place)) if *last == day => *place = sums,
            Some(_) | None => self.days.push((day, sums)),
        }
    }

    /// What was bought in the `window_days` up to `day`, or up to `day` at all.
    #[must_use]
    pub fn totals(&self, window_days: Option<u32>, day: Day) -> Totals {
        let upto = |count: usize| {
            let place = count.checked_sub(1).and_then(|place| self.days.get(place));
            place.map_or(Sums::default(), |(_, sums)| *sums)
        };
        let last = upto(self.days.partition_point(|(it, _)| *it <= day));
        let first = match window_days {
            None => Sums::default(),
            // What was left before the window begins; a window of no days begins after its end.
            Some(days) => {
                let window = DayRange::last_days(days, day);
                upto(self.days.partition_point(|(it, _)| *it < window.first))
            }
        };
        let net = last.net.saturating_sub(first.net);
        let end = if net < 0 { i64::MIN } else { i64::MAX };
        Totals {
            purchases: last.purchases.saturating_sub(first.purchases),
            net_fen: Fen::from_minor(i64::try_from(net).unwrap_or(end)),
        }
    }

    /// The first day after `day` with a purchase.
    #[must_use]
    pub fn next_bought(&self, day: Day) -> Option<Day> {
        let place = self.days.partition_point(|(it, _)| *it <= day);
        self.days.get(place).map(|(it, _)| *it)
    }

    /// The first day after `day` on which a purchase has left a window of so many days.
    #[must_use]
    pub fn next_left(&self, day: Day, window_days: u32) -> Option<Day> {
        let leaves = |bought: Day| i64::from(bought.number()) + i64::from(window_days);
        let has_left = |(it, _): &(Day, Sums)| leaves(*it) <= i64::from(day.number());
        let (bought, _) = self.days.get(self.days.partition_point(has_left))?;
        let next = i32::try_from(leaves(*bought)).ok()?;
        (next <= Day::MAX.number()).then(|| Day::from_number(next))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(number: i32) -> Day {
        Day::from_number(number)
    }

    #[test]
    fn windows_are_half_open() {
        let fen = Fen::from_minor;
        let orders = [(on(100), fen(10)), (on(104), fen(5)), (on(100), fen(1))];
        let purchases = |rule| Purchases::new(orders.into_iter(), std::iter::empty(), rule);
        let merged = purchases(CountingRule::MergedByDay);
        for (window, day, count, net, rule) in [
            (None, 99, 0, 0, "nothing yet"),
            (None, 100, 1, 11, "orders of one day are one purchase"),
            (None, 104, 2, 16, "the whole life"),
            (Some(5), 104, 2, 16, "D - N < day"),
            (Some(4), 104, 1, 5, "one day later it is outside"),
            (Some(0), 104, 0, 0, "a window of no days"),
            (Some(u32::MAX), 104, 2, 16, "a window without end"),
        ] {
            let totals = merged.totals(window, on(day));
            assert_eq!((totals.purchases, totals.net_fen), (count, fen(net)), "{rule}");
        }
        assert_eq!(purchases(CountingRule::EachOrder).totals(None, on(100)).purchases, 2);
        assert_eq!(merged.totals(Some(0), Day::MAX), Totals::default());
        assert_eq!(
            (merged.next_bought(on(100)), merged.next_bought(on(104))),
            (Some(on(104)), None)
        );
        assert_eq!(merged.next_left(on(104), 5), Some(on(105)));
        assert_eq!(merged.next_left(on(105), 5), Some(on(109)));
        assert_eq!(merged.next_left(on(0), u32::MAX), None);
    }

    #[test]
    fn what_is_left_of_an_order() {
        let order = |goods, cancelled: Option<i32>, refunds: &[(i32, i64)]| OrderFact {
            day: on(0),
            goods_fen: Fen::from_minor(goods),
            cancelled_day: cancelled.map(on),
            refunds: refunds
                .iter()
                .map(|(day, fen)| RefundFact { day: on(*day), fen: Fen::from_minor(*fen) })
                .collect(),
        };
        for (order, net, rule) in [
            (order(100, None, &[]), Some(100), "nothing came back"),
            (order(100, Some(6), &[]), Some(100), "cancelled tomorrow"),
            (order(100, Some(5), &[]), None, "cancelled today"),
            (order(100, None, &[(5, 40), (6, 60)]), Some(60), "a part came back"),
            (order(100, None, &[(4, 40), (5, 60)]), None, "in full, in two parts"),
            (order(100, None, &[(4, 400)]), None, "and never below 0"),
            (order(0, None, &[]), Some(0), "an order of amount 0 counts"),
            (order(0, None, &[(5, 5)]), Some(0), "nothing was paid"),
        ] {
            assert_eq!(order.net(on(5)).map(Fen::minor), net, "{rule}");
        }
    }
}
