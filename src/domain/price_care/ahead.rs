//! What begins and ends: launches (PR10) and seasons (PR6).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::facts::PastLine;
use crate::domain::day::{Day, DayRange};
use crate::domain::goods::{Launch, Product};

/// Where a launch stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaunchStage {
    /// It begins in so many days, 1 or more.
    Ahead {
        /// 1 = tomorrow.
        in_days: i32,
    },
    /// The launch price holds.
    Running {
        /// The last day on which it does.
        last_day: Day,
        /// Days left behind this one; 0 = this is the last.
        left_days: i32,
    },
    /// It is over.
    Over {
        /// The last day on which it held.
        last_day: Day,
    },
}

/// Where a launch stands on a day.
#[must_use]
pub fn launch_stage(launch: Launch, day: Day) -> LaunchStage {
    let DayRange { first, last: last_day } = launch.days_inside();
    if last_day < day {
        LaunchStage::Over { last_day }
    } else if day < first {
        LaunchStage::Ahead { in_days: first.days_since(day) }
    } else {
        LaunchStage::Running { last_day, left_days: last_day.days_since(day) }
    }
}

/// A good whose season begins soon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonAhead {
    /// The good.
    pub sku: Arc<str>,
    /// The days of the season to come.
    pub season: DayRange,
    /// Days until it begins; 0 = today.
    pub in_days: i32,
    /// The days of the season before it, up to the as-of day.
    pub last_season: DayRange,
    /// Who bought it then, each once: who did on most days first, then who did last.
    pub buyers: Vec<SeasonBuyer>,
}

/// Somebody who bought a good in its last season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonBuyer {
    /// Who.
    pub customer: Arc<str>,
    /// On which days, rising, each once.
    pub days: Vec<Day>,
}

/// Goods still on sale whose season begins within their lead days of `as_of`, soonest first, with
/// who bought them in the season a year before. What went back wholly is no purchase.
#[must_use]
pub fn seasons_ahead<'a>(
    products: impl IntoIterator<Item = &'a Product>,
    lines: impl IntoIterator<Item = &'a PastLine>,
    as_of: Day,
) -> Vec<SeasonAhead> {
    let mut found: BTreeMap<&str, SeasonAhead> = products
        .into_iter()
        .filter(|product| product.sale().is_on_sale(as_of))
        .filter_map(|product| Some((&**product.sku(), season_ahead(product, as_of)?)))
        .collect();
    let mut days: BTreeMap<(&str, &Arc<str>), Vec<Day>> = BTreeMap::new();
    for line in lines {
        let Some(ahead) = found.get(&*line.sku) else { continue };
        if let Some(customer) = &line.customer
            && ahead.last_season.contains(line.day)
            && line.kept().is_some()
        {
            days.entry((&*line.sku, customer)).or_default().push(line.day);
        }
    }
    for ((sku, customer), mut days) in days {
        days.sort_unstable();
        days.dedup();
        if let Some(ahead) = found.get_mut(sku) {
            ahead.buyers.push(SeasonBuyer { customer: Arc::clone(customer), days });
        }
    }
    let mut rows: Vec<SeasonAhead> = found.into_values().collect();
    for row in &mut rows {
        // Stable: ties stay by customer.
        row.buyers.sort_by_key(|it| Reverse((it.days.len(), it.days.last().copied())));
    }
    rows.sort_by_key(|row| row.in_days);
    rows
}

/// The season that begins on `as_of` or after it, where that is within the lead.
fn season_ahead(product: &Product, as_of: Day) -> Option<SeasonAhead> {
    let season = product.season()?;
    let (this_year, _, _) = as_of.ymd();
    let (year, next) = [this_year, this_year.saturating_add(1)]
        .into_iter()
        .filter_map(|year| Some((year, season.beginning_in(year)?)))
        .find(|(_, days)| as_of <= days.first)?;
    let in_days = next.first.days_since(as_of);
    let last_season = season.beginning_in(year.saturating_sub(1))?.until(as_of);
    (in_days <= i32::from(season.lead_days)).then(|| SeasonAhead {
        sku: Arc::clone(product.sku()),
        season: next,
        in_days,
        last_season,
        buyers: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::bought;
    use super::*;
    use crate::domain::goods::{LAUNCH_DAYS, ProductDraft, SaleState, Season};
    use crate::domain::money::Fen;
    use crate::domain::promotion::condition::MonthDay;
    use proptest::prelude::*;

    #[track_caller]
    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn stages_of_a_launch() {
        let launch =
            Launch { first_day: day("2026-11-10"), days: LAUNCH_DAYS, unit_fen: Fen::ZERO };
        let last_day = day("2026-11-16");
        for (on, stage, rule) in [
            ("2026-11-08", LaunchStage::Ahead { in_days: 2 }, "to come"),
            ("2026-11-10", LaunchStage::Running { last_day, left_days: 6 }, "its first day"),
            ("2026-11-16", LaunchStage::Running { last_day, left_days: 0 }, "PR10: day 7"),
            ("2026-11-17", LaunchStage::Over { last_day }, "day 8"),
        ] {
            assert_eq!(launch_stage(launch, day(on)), stage, "{rule}");
        }
    }

    fn product(sku: &str, first: (u8, u8), last: (u8, u8), lead_days: u16) -> Product {
        let at = |(month, day)| MonthDay::new(month, day).unwrap();
        let season = Some(Season { first: at(first), last: at(last), lead_days });
        let draft =
            ProductDraft { sku: sku.into(), name: "n".into(), season, ..Default::default() };
        draft.parse().unwrap()
    }

    #[test]
    fn seasons_that_begin_soon() {
        for (first, last, lead, as_of, expected, rule) in [
            ((12, 1), (2, 28), 30, "2026-11-22", Some((9, "2025-12-01", "2026-02-28")), "PR6"),
            ((12, 1), (2, 28), 9, "2026-11-22", Some((9, "2025-12-01", "2026-02-28")), "just"),
            ((12, 1), (2, 28), 8, "2026-11-22", None, "not yet"),
            ((12, 1), (2, 28), 30, "2026-12-01", Some((0, "2025-12-01", "2026-02-28")), "today"),
            ((12, 1), (2, 28), 30, "2026-12-02", None, "it runs"),
            ((1, 10), (2, 10), 30, "2026-12-20", Some((21, "2026-01-10", "2026-02-10")), "turn"),
            ((1, 10), (12, 31), 30, "2026-12-20", Some((21, "2026-01-10", "2026-12-20")), "as of"),
            ((3, 1), (2, 29), 1, "2028-02-29", Some((1, "2027-03-01", "2028-02-29")), "leap"),
        ] {
            let product = product("a", first, last, lead);
            let found = seasons_ahead([&product], [], day(as_of));
            let expected = expected.map(|(in_days, first, last)| {
                (in_days, DayRange { first: day(first), last: day(last) })
            });
            let found = found.first().map(|it| (it.in_days, it.last_season));
            assert_eq!(found, expected, "{rule}");
        }
    }

    #[test]
    fn who_bought_in_the_last_season() {
        let down = product("down", (12, 1), (2, 28), 30);
        let scarf = product("scarf", (11, 25), (2, 28), 30);
        let ended = ProductDraft {
            sku: "old".into(),
            name: "n".into(),
            season: down.season(),
            sale: SaleState::EndedOn(day("2026-03-01")),
            ..Default::default()
        };
        let ended = ended.parse().unwrap();
        let back = PastLine {
            refunded_fen: Fen::from_minor(100),
            ..bought("an", "2026-01-01", "down", 1, 100)
        };
        let lines = [
            bought("lin", "2026-02-28", "down", 1, 100),
            bought("lin", "2025-12-01", "down", 1, 100),
            bought("lin", "2025-12-01", "down", 1, 100),
            bought("wu", "2026-01-05", "down", 1, 100),
            bought("bai", "2026-01-09", "down", 1, 100),
            bought("zhou", "2025-11-30", "down", 1, 100),
            bought("zhou", "2026-03-01", "down", 1, 100),
            bought("wu", "2026-01-05", "hat", 1, 100),
            PastLine { customer: None, ..bought("", "2026-01-05", "down", 1, 100) },
            back,
        ];
        let found = seasons_ahead([&down, &scarf, &ended], &lines, day("2026-11-22"));
        let order: Vec<&str> = found.iter().map(|it| &*it.sku).collect();
        assert_eq!(order, ["scarf", "down"], "soonest first, nothing that has ended");
        let buyers: Vec<(&str, usize)> = found
            .iter()
            .flat_map(|it| &it.buyers)
            .map(|it| (&*it.customer, it.days.len()))
            .collect();
        assert_eq!(buyers, [("lin", 2), ("bai", 1), ("wu", 1)], "days once, ends inside");
    }

    proptest! {
        #[test]
        fn a_season_is_ahead_and_the_last_one_behind(
            first in (1u8..=12, 1u8..=28),
            last in (1u8..=12, 1u8..=28),
            lead in 0u16..=365,
            number in 10_000i32..30_000,
        ) {
            let as_of = Day::from_number(number);
            let product = product("a", first, last, lead);
            for ahead in seasons_ahead([&product], [], as_of) {
                prop_assert!((0..=i32::from(lead)).contains(&ahead.in_days));
                prop_assert_eq!(as_of.plus(ahead.in_days), ahead.season.first);
                prop_assert!(ahead.last_season.last <= as_of);
                prop_assert!(ahead.last_season.last < ahead.season.first || ahead.in_days == 0);
            }
        }
    }
}
