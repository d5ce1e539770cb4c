//! The rules of a points program, and the facts that are made under them.

use std::sync::Arc;

use super::earning::{EarningRates, Points};
use super::event::{Cause, Earning, PointsAct, PointsEvent};
use super::lot::LastDay;
use crate::domain::day::{Day, DayRange};
use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;

/// Which program; each has a ledger of its own.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProgramId(Arc<str>);

impl ProgramId {
    /// So named.
    #[must_use]
    pub fn new(name: &str) -> ProgramId {
        ProgramId(name.into())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How long earned points can be spent (semantics 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Validity {
    /// For ever.
    ForEver,
    /// So many days, the day of issue being day 1; 0 counts as 1.
    Days(u32),
    /// To 31 December of the year of issue.
    ToYearsEnd,
}

impl Validity {
    /// The last day of points issued on `issued`.
    #[must_use]
    pub fn last_day(self, issued: Day) -> LastDay {
        match self {
            Validity::ForEver => LastDay::Never,
            Validity::Days(days) => LastDay::On(last_of_days(issued, days)),
            Validity::ToYearsEnd => LastDay::On(DayRange::of_year(issued.ymd().0).last),
        }
    }
}

/// The last of `days` days of which `first` is day 1 (semantics 1); 0 days count as 1.
pub(super) fn last_of_days(first: Day, days: u32) -> Day {
    first.plus(i32::try_from(days.saturating_sub(1)).unwrap_or(i32::MAX))
}

/// A points program as it is set now. What it says is frozen in each fact it makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Which one.
    pub id: ProgramId,
    /// The first day on which orders earn by themselves; `None` = always.
    pub first_day: Option<Day>,
    /// Points for each full `unit_fen` of net.
    pub rate: u32,
    /// The money that earns `rate` points; at least 1.
    pub unit_fen: Fen,
    /// How long they can be spent.
    pub validity: Validity,
    /// For so many days points return whose lot has ended meanwhile; at least 1.
    pub return_days: u32,
}

impl Program {
    /// How an order of `day` earns, whether or not the program had begun.
    #[must_use]
    pub fn earning(&self, day: Day, tier: BasisPoints, of_day: BasisPoints) -> Earning {
        Earning {
            rates: EarningRates { rate: self.rate, unit_fen: self.unit_fen, tier, day: of_day },
            issued: day,
            last_day: self.validity.last_day(day),
        }
    }

    /// True where orders of this day earn by themselves.
    #[must_use]
    pub fn runs_on(&self, day: Day) -> bool {
        self.first_day.is_none_or(|first| first <= day)
    }

    /// An order of `day` that paid `net` for goods after coupons and points, and `spent` points.
    /// `tier` is the multiplier of the morning, `of_day` the one of a promotion. Before the first
    /// day of the program it earns nothing.
    #[must_use]
    pub fn order(
        &self,
        cause: Cause,
        day: Day,
        net: Fen,
        (tier, of_day): (BasisPoints, BasisPoints),
        spent: Points,
    ) -> PointsEvent {
        let earning = self.runs_on(day).then(|| self.earning(day, tier, of_day));
        PointsEvent { day, act: PointsAct::Order { cause, net, spent, earning } }
    }

    /// A refund of `goods` money of an order.
    #[must_use]
    pub fn refund(&self, cause: Cause, day: Day, order: Cause, goods: Fen) -> PointsEvent {
        let return_days = self.return_days;
        PointsEvent { day, act: PointsAct::Refund { cause, order, goods, return_days } }
    }
}

impl Default for Program {
    /// A point for each yuan, for ever; 30 days for what returns to an ended lot (semantics 6).
    fn default() -> Program {
        Program {
            id: ProgramId::new("points"),
            first_day: None,
            rate: 1,
            unit_fen: Fen::from_minor(100),
            validity: Validity::ForEver,
            return_days: 30,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_of_points() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for (validity, issued, last, rule) in [
            (Validity::ForEver, "2026-01-01", None, "never"),
            (Validity::Days(30), "2026-01-01", Some("2026-01-30"), "the day of issue is day 1"),
            (Validity::Days(1), "2026-01-01", Some("2026-01-01"), "today only"),
            (Validity::Days(0), "2026-01-01", Some("2026-01-01"), "0 counts as 1"),
            (Validity::Days(366), "2024-01-01", Some("2024-12-31"), "a leap year"),
            (Validity::Days(u32::MAX), "2026-01-01", Some("9999-12-31"), "past the calendar"),
            (Validity::ToYearsEnd, "2026-01-01", Some("2026-12-31"), "to the year's end"),
            (Validity::ToYearsEnd, "2026-12-31", Some("2026-12-31"), "on its last day"),
        ] {
            let expected = last.map_or(LastDay::Never, |last| LastDay::On(day(last)));
            assert_eq!(validity.last_day(day(issued)), expected, "{rule}");
        }
    }

    #[test]
    fn orders_earn_from_the_first_day_on() {
        let first = Day::from_number(100);
        let program = Program { first_day: Some(first), ..Program::default() };
        for (day, earns, rule) in [
            (first.plus(-1), false, "the day before"),
            (first, true, "the first day"),
            (first.plus(1), true, "later"),
        ] {
            let rates = (BasisPoints::ONE, BasisPoints::ONE);
            let net = Fen::from_minor(100);
            let event = program.order(Cause::new("o"), day, net, rates, Points::ZERO);
            let PointsAct::Order { earning, .. } = event.act else { panic!("an order") };
            assert_eq!(earning.is_some(), earns, "{rule}");
        }
    }
}
