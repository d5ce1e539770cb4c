//! A good as it is sold.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::day::{Day, DayRange};
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::promotion::condition::MonthDay;
use crate::domain::quantity::Quantity;

/// The days a launch price holds where nobody said otherwise (PR10: it can be one week).
pub const LAUNCH_DAYS: u16 = 7;

/// Whether a good is still sold to everybody at its price.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaleState {
    /// It is.
    #[default]
    OnSale,
    /// From this day on it is not: what is left is cleared.
    EndedOn(Day),
}

impl SaleState {
    /// True where it is still on sale on `day`; the day of the end is the first on which it is not.
    #[must_use]
    pub fn is_on_sale(self, day: Day) -> bool {
        match self {
            SaleState::OnSale => true,
            SaleState::EndedOn(end) => day < end,
        }
    }
}

/// The discount period of a new good (PR10).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Launch {
    /// The first day of it.
    pub first_day: Day,
    /// How many days, the first included; [`LAUNCH_DAYS`] by default.
    pub days: u16,
    /// What a unit costs in it.
    pub unit_fen: Fen,
}

impl Launch {
    /// Its days, both ends inside; empty where it has none.
    #[must_use]
    pub fn days_inside(self) -> DayRange {
        DayRange {
            first: self.first_day,
            last: self.first_day.plus(i32::from(self.days).saturating_sub(1)),
        }
    }
}

/// When in the year a good is wanted (PR6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Season {
    /// The first day of it.
    pub first: MonthDay,
    /// The last day of it, in the year after where it lies before the first.
    pub last: MonthDay,
    /// How many days before its first day old customers are told.
    pub lead_days: u16,
}

impl Season {
    /// The season that begins in a year; `None` at the end of the calendar.
    #[must_use]
    pub fn beginning_in(self, year: i32) -> Option<DayRange> {
        let ends_in = if self.last < self.first { year.checked_add(1)? } else { year };
        Some(DayRange { first: self.first.in_year(year)?, last: self.last.in_year(ends_in)? })
    }
}

/// A good. Made by [`super::ProductDraft::parse`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    pub(super) sku: Arc<str>,
    pub(super) name: Arc<str>,
    pub(super) category: Option<Arc<str>>,
    pub(super) unit: Arc<str>,
    pub(super) base: Option<Price>,
    pub(super) region: BTreeMap<Arc<str>, Price>,
    pub(super) cost_fen: Option<Fen>,
    pub(super) stock: Option<Quantity>,
    pub(super) expiry_day: Option<Day>,
    pub(super) sale: SaleState,
    pub(super) launch: Option<Launch>,
    pub(super) launch_price: Option<Price>,
    pub(super) season: Option<Season>,
    pub(super) min_resale_fen: Option<Fen>,
    pub(super) resale_note: Arc<str>,
}

impl Product {
    /// Its number, unique in a shop.
    #[must_use]
    pub fn sku(&self) -> &Arc<str> {
        &self.sku
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Its category.
    #[must_use]
    pub fn category(&self) -> Option<&Arc<str>> {
        self.category.as_ref()
    }

    /// What it is sold by; empty where nobody said.
    #[must_use]
    pub fn unit(&self) -> &Arc<str> {
        &self.unit
    }

    /// What everybody pays, outside of a launch.
    #[must_use]
    pub fn base(&self) -> Option<&Price> {
        self.base.as_ref()
    }

    /// The price of a region: of the one that is called so, else of the one with the longest name
    /// that this begins with, as 浙江 for somebody in 浙江省杭州市.
    #[must_use]
    pub fn price_in(&self, region: &str) -> Option<&Price> {
        let begins = self.region.iter().filter(|(name, _)| region.starts_with(&***name));
        let longest = || begins.max_by_key(|(name, _)| name.len()).map(|(_, price)| price);
        self.region.get(region).or_else(longest)
    }

    /// What everybody pays on a day: the launch price stands in for the base price inside its
    /// window. It is one price for every quantity, for lines for which the base price exists.
    #[must_use]
    pub fn base_on(&self, day: Day) -> Option<&Price> {
        match &self.launch {
            Some(launch) if launch.days_inside().contains(day) => self.launch_price.as_ref(),
            Some(_) | None => self.base.as_ref(),
        }
    }

    /// Prices by region.
    #[must_use]
    pub fn region(&self) -> &BTreeMap<Arc<str>, Price> {
        &self.region
    }

    /// What a unit costs the shop.
    #[must_use]
    pub fn cost_fen(&self) -> Option<Fen> {
        self.cost_fen
    }

    /// How much is left.
    #[must_use]
    pub fn stock(&self) -> Option<Quantity> {
        self.stock
    }

    /// The last day on which it is good.
    #[must_use]
    pub fn expiry_day(&self) -> Option<Day> {
        self.expiry_day
    }

    /// Whether it is still on sale.
    #[must_use]
    pub fn sale(&self) -> SaleState {
        self.sale
    }

    /// Its discount period as a new good.
    #[must_use]
    pub fn launch(&self) -> Option<Launch> {
        self.launch
    }

    /// The launch price, as [`Product::base_on`] gives it inside the window.
    #[must_use]
    pub fn launch_price(&self) -> Option<&Price> {
        self.launch_price.as_ref()
    }

    /// When in the year it is wanted.
    #[must_use]
    pub fn season(&self) -> Option<Season> {
        self.season
    }

    /// What a unit may be sold on for at least (控价): a note to agents, nothing is refused by it.
    #[must_use]
    pub fn min_resale_fen(&self) -> Option<Fen> {
        self.min_resale_fen
    }

    /// What the seller wrote about selling it on; may be empty.
    #[must_use]
    pub fn resale_note(&self) -> &str {
        &self.resale_note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn days_of_a_launch() {
        for (days, last, rule) in [
            (LAUNCH_DAYS, "2026-11-07", "PR10: one week, day 1 included"),
            (1, "2026-11-01", "one day"),
            (0, "2026-10-31", "none: empty"),
        ] {
            let first_day = day("2026-11-01");
            let launch = Launch { first_day, days, unit_fen: Fen::ZERO };
            assert_eq!(launch.days_inside().last, day(last), "{rule}");
        }
    }

    #[test]
    fn seasons_over_the_turn_of_the_year() {
        let of = |first: (u8, u8), last: (u8, u8)| Season {
            first: MonthDay::new(first.0, first.1).unwrap(),
            last: MonthDay::new(last.0, last.1).unwrap(),
            lead_days: 0,
        };
        for (season, year, first, last, rule) in [
            (of((6, 1), (8, 31)), 2026, "2026-06-01", "2026-08-31", "inside of a year"),
            (of((11, 1), (2, 29)), 2026, "2026-11-01", "2027-02-28", "over its turn"),
            (of((11, 1), (2, 29)), 2027, "2027-11-01", "2028-02-29", "a leap year"),
            (of((5, 5), (5, 5)), 2026, "2026-05-05", "2026-05-05", "one day"),
        ] {
            let expected = DayRange { first: day(first), last: day(last) };
            assert_eq!(season.beginning_in(year), Some(expected), "{rule}");
        }
        assert_eq!(of((11, 1), (2, 1)).beginning_in(9_999), None, "the calendar ends");
    }

    #[test]
    fn the_day_of_the_end_is_the_first_without_it() {
        let ended = SaleState::EndedOn(day("2026-11-10"));
        assert!(ended.is_on_sale(day("2026-11-09")) && !ended.is_on_sale(day("2026-11-10")));
        assert!(SaleState::OnSale.is_on_sale(Day::MAX));
    }
}
