//! What a good cost over time: as listed, and as paid.

use super::facts::{ListLayer, PastLine, PriceChange};
use crate::domain::day::Day;
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::price::Price;
use crate::domain::quantity::Quantity;

/// From this day on, up to the next one, this was the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricePeriod {
    /// The first day of it.
    pub first_day: Day,
    /// The price at the end of that day; `None` = there was none.
    pub price: Option<Price>,
}

/// The prices of one layer of a good up to a day, earliest first. What stood at the end of a day is
/// its price; a change that changes nothing is none. The order of the facts does not matter.
#[must_use]
pub fn price_history<'a>(
    changes: impl IntoIterator<Item = &'a PriceChange>,
    sku: &str,
    layer: &ListLayer,
    as_of: Day,
) -> Vec<PricePeriod> {
    let mut of_it: Vec<&PriceChange> = changes
        .into_iter()
        .filter(|it| *it.sku == *sku && it.layer == *layer && it.day <= as_of)
        .collect();
    of_it.sort_unstable();
    let mut periods: Vec<PricePeriod> = Vec::new();
    for (at, change) in of_it.iter().enumerate() {
        let is_last_of_day = of_it.get(at + 1).is_none_or(|next| next.day != change.day);
        let before = periods.last().and_then(|period| period.price.as_ref());
        if is_last_of_day && before != change.price.as_ref() {
            periods.push(PricePeriod { first_day: change.day, price: change.price.clone() });
        }
    }
    periods
}

/// The price that was in force on a day.
#[must_use]
pub fn price_on(history: &[PricePeriod], day: Day) -> Option<&Price> {
    history.iter().rev().find(|period| period.first_day <= day)?.price.as_ref()
}

/// What was paid for a unit of a good on a day; the rest of what is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidPrice {
    /// The business day.
    pub day: Day,
    /// The least that was paid for a unit, rounded to fen.
    pub lowest_fen: Fen,
    /// The most.
    pub highest_fen: Fen,
    /// All that was paid by all that was kept, rounded to fen.
    pub mean_fen: Fen,
    /// How much was bought and kept.
    pub quantity: Quantity,
    /// In how many lines.
    pub lines: u32,
}

/// What was really paid for a unit of a good, day by day up to `as_of`, earliest first. What went
/// back wholly was not paid; buyers whom nobody knows paid, too.
#[must_use]
pub fn paid_prices<'a>(
    lines: impl IntoIterator<Item = &'a PastLine>,
    sku: &str,
    as_of: Day,
) -> Vec<PaidPrice> {
    let mut paid: Vec<(Day, Quantity, Fen)> = lines
        .into_iter()
        .filter(|line| *line.sku == *sku && line.day <= as_of)
        .filter_map(|line| line.kept().map(|kept| (line.day, kept.quantity, kept.amount_fen)))
        .collect();
    paid.sort_unstable();
    paid.chunk_by(|one, next| one.0 == next.0).filter_map(paid_on).collect()
}

/// The lines of one day, at least one.
fn paid_on(lines: &[(Day, Quantity, Fen)]) -> Option<PaidPrice> {
    let units = || lines.iter().filter_map(|(_, quantity, amount)| quantity.unit_price(*amount));
    let amount: i128 = lines.iter().map(|(_, _, amount)| i128::from(amount.minor())).sum();
    let quantity: i128 =
        lines.iter().map(|(_, quantity, _)| i128::from(quantity.thousandths())).sum();
    Some(PaidPrice {
        day: lines.first()?.0,
        lowest_fen: units().min()?,
        highest_fen: units().max()?,
        mean_fen: divide_rounded(amount.checked_mul(1_000)?, quantity).map(Fen::from_minor)?,
        quantity: Quantity::from_thousandths(i64::try_from(quantity).unwrap_or(i64::MAX)),
        lines: u32::try_from(lines.len()).unwrap_or(u32::MAX),
    })
}

#[cfg(test)]
mod tests {
    use super::super::facts::bought;
    use super::*;
    use crate::domain::stamp::{DeviceId, Stamp};
    use proptest::prelude::*;

    fn change(day: i32, counter: u64, minor: Option<i64>) -> PriceChange {
        PriceChange {
            day: Day::from_number(day),
            stamp: Stamp { counter, device: DeviceId(1) },
            sku: "a".into(),
            layer: ListLayer::Base,
            price: minor.map(|minor| Price::flat(Fen::from_minor(minor)).unwrap()),
        }
    }

    fn as_of(changes: &[PriceChange], day: i32) -> Vec<(i32, Option<i64>)> {
        price_history(changes, "a", &ListLayer::Base, Day::from_number(day))
            .iter()
            .map(|it| {
                let unit = it.price.as_ref().and_then(Price::lowest).map(Fen::minor);
                (it.first_day.number(), unit)
            })
            .collect()
    }

    #[test]
    fn a_sequence_of_prices() {
        let other =
            PriceChange { layer: ListLayer::Region("north".into()), ..change(2, 9, Some(7)) };
        for (changes, day, expected, rule) in [
            (
                vec![change(3, 2, Some(9)), change(1, 1, Some(8))],
                9,
                vec![(1, Some(8)), (3, Some(9))],
                "by day, whatever order they came in",
            ),
            (vec![change(1, 1, Some(8)), change(3, 2, Some(9))], 2, vec![(1, Some(8))], "as of"),
            (
                vec![change(1, 1, Some(8)), change(1, 2, Some(9))],
                9,
                vec![(1, Some(9))],
                "a day's last",
            ),
            (
                vec![change(1, 1, Some(8)), change(3, 2, Some(8))],
                9,
                vec![(1, Some(8))],
                "no change",
            ),
            (
                vec![change(1, 1, Some(8)), change(3, 2, None)],
                9,
                vec![(1, Some(8)), (3, None)],
                "gone",
            ),
            (vec![change(1, 1, None), other], 9, vec![], "none before any; another layer"),
        ] {
            assert_eq!(as_of(&changes, day), expected, "{rule}");
        }
    }

    #[test]
    fn the_price_on_a_day() {
        let changes = [change(1, 1, Some(8)), change(3, 2, None), change(5, 3, Some(9))];
        let history = price_history(&changes, "a", &ListLayer::Base, Day::from_number(9));
        for (day, unit) in [(0, None), (1, Some(8)), (2, Some(8)), (3, None), (5, Some(9))] {
            let found = price_on(&history, Day::from_number(day)).and_then(Price::lowest);
            assert_eq!(found.map(Fen::minor), unit, "{day}");
        }
    }

    #[test]
    fn what_was_paid() {
        let back = PastLine {
            refunded_fen: Fen::from_minor(5_000),
            ..bought("lin", "2026-11-01", "a", 1, 5_000)
        };
        let lines = [
            bought("lin", "2026-11-02", "a", 3, 1_000),
            bought("wu", "2026-11-01", "a", 2, 5_000),
            bought("lin", "2026-11-01", "a", 1, 2_000),
            bought("lin", "2026-11-01", "b", 1, 1),
            back,
        ];
        let found: Vec<(i64, i64, i64, u32)> = paid_prices(&lines, "a", Day::MAX)
            .iter()
            .map(|it| {
                (it.lowest_fen.minor(), it.highest_fen.minor(), it.mean_fen.minor(), it.lines)
            })
            .collect();
        assert_eq!(found, [(2_000, 2_500, 2_333, 2), (333, 333, 333, 1)]);
        assert_eq!(paid_prices(&lines, "a", "2026-11-01".parse().unwrap()).len(), 1, "as of");
    }

    proptest! {
        #[test]
        fn the_order_of_the_facts_does_not_matter(
            facts in prop::collection::vec((0i32..6, 0u64..4, prop::option::of(1i64..4)), 0..12),
            shift in 0usize..12,
        ) {
            let changes: Vec<_> =
                facts.iter().map(|(day, stamp, price)| change(*day, *stamp, *price)).collect();
            let mut turned = changes.clone();
            turned.rotate_left(shift.min(changes.len()));
            turned.reverse();
            let history = as_of(&changes, 9);
            prop_assert_eq!(&as_of(&turned, 9), &history);
            prop_assert!(history.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 != two[1].1));
        }
    }
}
