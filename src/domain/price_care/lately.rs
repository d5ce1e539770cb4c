//! A price that fell of late, as it was written down (PR8).

use super::cut::CutSettings;
use super::history::PricePeriod;
use crate::domain::day::{Day, DayRange};
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::price::Price;
use crate::domain::rate::BasisPoints;

/// What is left of a price below which a cut is a deep one: a fifth off. The source gives no
/// number; ours is a default.
const DEEP: u32 = 8_000;

/// A base price that fell and has not come back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastCut {
    /// The day on which it fell.
    pub day: Day,
    /// What was asked before.
    pub before: Price,
    /// What is asked now.
    pub after: Price,
}

impl LastCut {
    /// What is left of the price where it fell most; `None` where it was nothing before.
    #[must_use]
    pub fn left(&self) -> Option<BasisPoints> {
        let left = pairs(&self.before, &self.after)
            .filter(|(before, _)| *before > Fen::ZERO)
            .filter_map(|(before, after)| {
                let product = i128::from(after.minor()).checked_mul(10_000)?;
                u32::try_from(divide_rounded(product, i128::from(before.minor()))?).ok()
            });
        left.min().and_then(BasisPoints::new)
    }

    /// True where a fifth or more was taken off.
    #[must_use]
    pub fn is_deep(&self) -> bool {
        self.left().is_some_and(|left| left.number() <= DEEP)
    }
}

/// The last cut within the days of `settings` up to `as_of`; of one that was taken back since
/// nothing is said here, that is up and down. A pause without a price is looked past.
#[must_use]
pub fn last_cut(history: &[PricePeriod], settings: CutSettings, as_of: Day) -> Option<LastCut> {
    let window = DayRange::last_days(settings.window_days, as_of);
    let priced: Vec<(Day, &Price)> = history
        .iter()
        .filter_map(|period| Some((period.first_day, period.price.as_ref()?)))
        .filter(|(day, _)| *day <= as_of)
        .collect();
    let (_, now) = *priced.last()?;
    let steps = priced.iter().zip(priced.iter().skip(1)).rev();
    let cut = steps
        .take_while(|(_, (day, _))| window.contains(*day))
        .find(|((_, before), (_, after))| fell(before, after) && fell(before, now));
    cut.map(|((_, before), (day, _))| LastCut {
        day: *day,
        before: (*before).clone(),
        after: now.clone(),
    })
}

/// True where a unit costs less than before, at least in some quantity.
#[must_use]
pub fn fell(before: &Price, after: &Price) -> bool {
    pairs(before, after).any(|(before, after)| after < before)
}

/// What a unit cost and costs, at every quantity at which either turns.
fn pairs<'a>(before: &'a Price, after: &'a Price) -> impl Iterator<Item = (Fen, Fen)> + 'a {
    let both = |quantity| Some((before.at(quantity)?, after.at(quantity)?));
    before.turns().chain(after.turns()).filter_map(both)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::PriceBreak;
    use crate::domain::quantity::Quantity;

    fn price(one: i64, ten: i64) -> Price {
        let at = |units: i64, minor| PriceBreak {
            from: Quantity::from_thousandths(units * 1_000),
            unit_fen: Fen::from_minor(minor),
        };
        Price::by_quantity(vec![at(1, one), at(10, ten)]).unwrap()
    }

    fn history(steps: &[(i32, i64)]) -> Vec<PricePeriod> {
        let period = |(day, minor): &(i32, i64)| PricePeriod {
            first_day: Day::from_number(*day),
            price: (*minor > 0).then(|| price(*minor, *minor)),
        };
        steps.iter().map(period).collect()
    }

    #[test]
    fn the_last_cut() {
        for (steps, as_of, expected, rule) in [
            (&[(1, 50)][..], 20, None, "one price"),
            (&[(1, 50), (10, 40)], 20, Some((10, 50, 40)), "PR8: it fell"),
            (&[(1, 50), (10, 60)], 20, None, "it rose"),
            (&[(1, 50), (10, 40)], 24, Some((10, 50, 40)), "day 10 is the first of 15"),
            (&[(1, 50), (10, 40)], 25, None, "and no longer inside"),
            (&[(1, 50), (10, 40), (12, 50)], 20, None, "taken back"),
            (&[(1, 50), (10, 40), (12, 45)], 20, Some((10, 50, 45)), "half of it taken back"),
            (&[(1, 50), (10, 45), (12, 40)], 20, Some((12, 45, 40)), "the last of two"),
            (&[(1, 50), (8, 0), (10, 40)], 20, Some((10, 50, 40)), "over a pause"),
            (&[(1, 50), (10, 40)], 9, None, "still to come"),
            (&[], 9, None, "never priced"),
        ] {
            let found = last_cut(&history(steps), CutSettings::default(), Day::from_number(as_of));
            let found = found.map(|it| {
                let one = |price: &Price| price.at(Quantity::ONE).unwrap().minor();
                (it.day.number(), one(&it.before), one(&it.after))
            });
            assert_eq!(found, expected, "{rule}");
        }
    }

    #[test]
    fn how_deep_it_is() {
        for (before, after, left, is_deep, rule) in [
            (price(100, 90), price(100, 81), 9_000, false, "where it fell most"),
            (price(100, 100), price(80, 90), 8_000, true, "a fifth"),
            (price(100, 100), price(120, 50), 5_000, true, "dearer for few, cheaper for many"),
            (price(100, 100), price(81, 81), 8_100, false, "just not"),
        ] {
            let cut = LastCut { day: Day::MIN, before, after };
            assert_eq!(
                (cut.left().map(BasisPoints::number), cut.is_deep()),
                (Some(left), is_deep),
                "{rule}"
            );
        }
        let free = LastCut { day: Day::MIN, before: price(0, 0), after: price(0, 0) };
        assert_eq!(free.left(), None);
    }
}
