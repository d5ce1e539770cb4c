//! Credit of a customer (月结 / 挂账): when an order falls due, and whether it still fits (semantics 8).

use super::day::Day;
use super::money::Fen;

/// What was agreed with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CreditTerms {
    /// What may be open at once.
    pub limit_fen: Fen,
    /// The day of the month on which is settled, 1 to 31; past a month's end its last day.
    pub settlement_day: u8,
    /// After how many months; 1 = on the first settlement day.
    pub cycle_months: u8,
}

impl CreditTerms {
    /// When an order falls due: the first settlement day on or after it, plus `cycle_months` - 1
    /// months.
    #[must_use]
    pub fn due(&self, order_day: Day) -> Day {
        let (year, month, _) = order_day.ymd();
        let this_month = self.settles_in(year, month, 0);
        let first = if order_day <= this_month { 0 } else { 1 };
        self.settles_in(year, month, first + i32::from(self.cycle_months.max(1)) - 1)
    }

    /// How much an order of `new` exceeds the limit beside what is open; 0 or less passes, one fen
    /// more asks for a reason.
    #[must_use]
    pub fn beyond_limit_fen(&self, open: Fen, new: Fen) -> Fen {
        open.saturating_add(new).saturating_sub(self.limit_fen)
    }

    /// The settlement day of the month so many months later.
    fn settles_in(&self, year: i32, month: u32, months_later: i32) -> Day {
        let months = i32::try_from(month).unwrap_or(1) - 1 + months_later;
        let (year, month) = (year + months.div_euclid(12), months.rem_euclid(12) + 1);
        let month = u32::try_from(month).unwrap_or(1);
        let days = (1..=u32::from(self.settlement_day.clamp(1, 31))).rev();
        days.filter_map(|day| Day::from_ymd(year, month, day)).next().unwrap_or(Day::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn due_days() {
        for (order, settles, cycle, due, rule) in [
            ("2019-03-06", 28, 1, "2019-03-28", "E25"),
            ("2019-03-28", 28, 1, "2019-03-28", "E25: the 28th counts in"),
            ("2019-03-29", 28, 1, "2019-04-28", "E25"),
            ("2019-12-31", 28, 1, "2020-01-28", "E25: over the turn of the year"),
            ("2020-01-30", 28, 1, "2020-02-28", "E25"),
            ("2019-03-06", 28, 3, "2019-05-28", "two months later"),
            ("2019-02-10", 31, 1, "2019-02-28", "past the month's end: its last day"),
            ("2020-02-29", 31, 1, "2020-02-29", "the last day itself"),
            ("2019-01-31", 30, 1, "2019-02-28", "the day before passed, February is shorter"),
            ("2019-11-30", 31, 4, "2020-02-29", "over the turn of the year, in a leap year"),
        ] {
            let terms =
                CreditTerms { limit_fen: Fen::ZERO, settlement_day: settles, cycle_months: cycle };
            assert_eq!(terms.due(order.parse().unwrap()).to_string(), due, "{rule}");
        }
    }

    #[test]
    fn e24_the_limit_is_reached_and_not_passed() {
        let limit_fen = Fen::from_minor(20_000_000);
        let terms = CreditTerms { limit_fen, settlement_day: 28, cycle_months: 1 };
        for (open, new, beyond, rule) in [
            (15_000_000, 5_000_000, 0, "200000.00 passes"),
            (15_000_000, 5_000_001, 1, "200000.01 asks for a reason"),
            (0, 1, -19_999_999, "far below"),
        ] {
            let beyond_fen = terms.beyond_limit_fen(Fen::from_minor(open), Fen::from_minor(new));
            assert_eq!(beyond_fen.minor(), beyond, "{rule}");
        }
    }
}
