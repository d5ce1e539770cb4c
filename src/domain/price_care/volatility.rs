//! Prices that go up and down (PR11): customers wait, and those who just bought are annoyed.

use super::history::PricePeriod;
use crate::domain::day::{Day, DayRange};
use crate::domain::price::Price;

/// From when on prices go up and down too much. The source gives no numbers; ours are defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VolatilitySettings {
    /// The last so many days are looked at; 30 by default.
    pub window_days: u32,
    /// So many changes in them are fine, one more is not; 3 by default.
    pub most_changes: u32,
}

impl Default for VolatilitySettings {
    fn default() -> VolatilitySettings {
        VolatilitySettings { window_days: 30, most_changes: 3 }
    }
}

/// What is to be warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Volatility {
    /// Went up and then down again inside the window, or down and then up: the last such turn.
    UpAndDown {
        /// The day of the one move.
        first_day: Day,
        /// The day of the other, which went the other way.
        turn_day: Day,
    },
    /// More changes than are fine.
    TooManyChanges {
        /// How many.
        changes: u32,
    },
}

/// Where a change went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Up,
    Down,
    /// Some quantities became dearer, others cheaper, or none has a price before and after.
    Neither,
}

/// What is to be warned of in the days up to `as_of`. The first price of a good is no change, and a
/// pause without a price is none: the prices before and after it are compared. A price that fell
/// for few and rose for many is a change without a direction. Launch prices are no changes of the
/// base price and are not looked at. To ask before a price is saved, put it behind the history.
#[must_use]
pub fn volatility(
    history: &[PricePeriod],
    settings: VolatilitySettings,
    as_of: Day,
) -> Vec<Volatility> {
    let window = DayRange::last_days(settings.window_days, as_of);
    let priced: Vec<(Day, &Price)> = history
        .iter()
        .filter_map(|period| Some((period.first_day, period.price.as_ref()?)))
        .collect();
    let moves: Vec<(Day, Direction)> = priced
        .iter()
        .zip(priced.iter().skip(1))
        .filter(|((_, before), (day, after))| before != after && window.contains(*day))
        .map(|((_, before), (day, after))| (*day, direction(before, after)))
        .collect();
    let turn = moves.iter().filter(|(_, way)| *way != Direction::Neither);
    let turn = turn.clone().zip(turn.skip(1)).filter(|((_, one), (_, next))| one != next).last();
    let mut found = Vec::new();
    if let Some(((first_day, _), (turn_day, _))) = turn {
        found.push(Volatility::UpAndDown { first_day: *first_day, turn_day: *turn_day });
    }
    let changes = u32::try_from(moves.len()).unwrap_or(u32::MAX);
    if changes > settings.most_changes {
        found.push(Volatility::TooManyChanges { changes });
    }
    found
}

fn direction(before: &Price, after: &Price) -> Direction {
    let both = |quantity| Some((before.at(quantity)?, after.at(quantity)?));
    let pairs = || before.turns().chain(after.turns()).filter_map(both);
    let (rose, fell) = (pairs().any(|(from, to)| to > from), pairs().any(|(from, to)| to < from));
    match (rose, fell) {
        (true, false) => Direction::Up,
        (false, true) => Direction::Down,
        (true, true) | (false, false) => Direction::Neither,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;
    use crate::domain::price::PriceBreak;
    use crate::domain::quantity::Quantity;

    fn period(day: i32, one: i64, ten: i64) -> PricePeriod {
        let at = |units: i64, minor| PriceBreak {
            from: Quantity::from_thousandths(units * 1_000),
            unit_fen: Fen::from_minor(minor),
        };
        let price = (one > 0).then(|| Price::by_quantity(vec![at(1, one), at(10, ten)]).unwrap());
        PricePeriod { first_day: Day::from_number(day), price }
    }

    #[test]
    fn up_and_down() {
        let turned = |first, turn| Volatility::UpAndDown {
            first_day: Day::from_number(first),
            turn_day: Day::from_number(turn),
        };
        let many = |changes| Volatility::TooManyChanges { changes };
        let flat = |days: &[(i32, i64)]| -> Vec<PricePeriod> {
            days.iter().map(|(day, minor)| period(*day, *minor, *minor)).collect()
        };
        for (history, as_of, found, rule) in [
            (flat(&[(1, 5)]), 30, vec![], "PR11: one price"),
            (flat(&[(1, 5), (10, 4), (20, 3)]), 30, vec![], "down and down"),
            (flat(&[(1, 5), (10, 4), (20, 5)]), 30, vec![turned(10, 20)], "down and up"),
            (
                flat(&[(1, 5), (10, 6), (20, 5)]),
                39,
                vec![turned(10, 20)],
                "day 10 is the first of 30",
            ),
            (flat(&[(1, 5), (10, 6), (20, 5)]), 40, vec![], "and no longer inside"),
            (
                flat(&[(1, 5), (2, 6), (3, 7), (4, 8), (5, 9)]),
                30,
                vec![many(4)],
                "four changes are more than three",
            ),
            (flat(&[(1, 5), (2, 6), (3, 7), (4, 8)]), 30, vec![], "three are not"),
            (
                flat(&[(1, 5), (2, 6), (3, 5), (4, 6), (5, 5)]),
                30,
                vec![turned(4, 5), many(4)],
                "both; the last turn",
            ),
            (flat(&[(1, 5), (5, 0), (9, 5)]), 30, vec![], "a pause is no change"),
            (
                flat(&[(1, 5), (5, 0), (9, 6), (12, 5)]),
                30,
                vec![turned(9, 12)],
                "seen over a pause",
            ),
            (
                vec![period(1, 5, 4), period(2, 6, 3), period(3, 5, 3)],
                30,
                vec![],
                "dearer for few, cheaper for many is no direction",
            ),
        ] {
            let settings = VolatilitySettings::default();
            assert_eq!(volatility(&history, settings, Day::from_number(as_of)), found, "{rule}");
        }
    }
}
