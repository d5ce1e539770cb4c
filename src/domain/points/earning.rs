//! How many points an order earns, and how many a refund gives back or takes.

use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;

/// Whole points, signed: a change may be negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// None.
    pub const ZERO: Points = Points(0);
    /// More than anybody has; a larger number is a slip.
    pub const LARGEST: Points = Points(1_000_000_000_000);

    /// So many.
    #[must_use]
    pub const fn new(points: i64) -> Points {
        Points(points)
    }

    /// The number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The sum, held at the ends of the range.
    #[must_use]
    pub const fn saturating_add(self, other: Points) -> Points {
        Points(self.0.saturating_add(other.0))
    }

    /// The difference, held at the ends of the range.
    #[must_use]
    pub const fn saturating_sub(self, other: Points) -> Points {
        Points(self.0.saturating_sub(other.0))
    }
}

/// The rates under which an order earns; frozen in its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EarningRates {
    /// Points for each full `unit_fen` of net, before the multipliers.
    pub rate: u32,
    /// The money that earns `rate` points; at least 1.
    pub unit_fen: Fen,
    /// The multiplier of the customer's tier on the morning of the order.
    pub tier: BasisPoints,
    /// The multiplier of the day (a points multiplier of a promotion).
    pub day: BasisPoints,
}

/// Points for a net amount: floor(net x rate x tier_bp x day_bp / (unit x 10^8)), one floor at the
/// end (semantics 6). A net of 0 or less earns nothing, as does a unit of 0 or less; nothing earns
/// more than [`Points::LARGEST`].
#[must_use]
pub fn earned(net: Fen, rates: &EarningRates) -> Points {
    if net <= Fen::ZERO || rates.unit_fen <= Fen::ZERO {
        return Points::ZERO;
    }
    // Under 2^63 x 2^32 x 2^20 x 2^20 the product would not fit an i128; an amount is at most
    // Fen::LARGEST (2^40), and then it does.
    let amount = i128::from(net.min(Fen::LARGEST).minor());
    let product = amount
        * i128::from(rates.rate)
        * i128::from(rates.tier.number())
        * i128::from(rates.day.number());
    let points = product / (i128::from(rates.unit_fen.minor()) * 100_000_000);
    i64::try_from(points).map_or(Points::LARGEST, |points| Points(points).min(Points::LARGEST))
}

/// Points that were spent on an order and come back: floor(spent x refunded / value), where
/// `refunded` is the goods money given back so far, this refund included. With nothing of the value
/// left, or a value of 0, all of them. The difference to what came back before is what this refund
/// returns, so that the last one returns the rest.
#[must_use]
pub fn returned(spent: Points, refunded: Fen, value: Fen) -> Points {
    if refunded >= value || value <= Fen::ZERO {
        return spent;
    }
    let product = i128::from(spent.0) * i128::from(refunded.minor().max(0));
    i64::try_from(product / i128::from(value.minor())).map_or(spent, Points)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn earned_points_round_down_once() {
        let bp = |number| BasisPoints::new(number).unwrap();
        for (net, rate, unit, tier, day, points, rule) in [
            (1_999, 1, 100, 10_000, 10_000, 19, "points round down"),
            (1_990, 1, 100, 15_000, 10_000, 29, "one floor at the end, not floor(19) x 1.5"),
            (1_990, 1, 100, 15_000, 20_000, 59, "day of 2"),
            (99, 1, 100, 10_000, 10_000, 0, "below one unit"),
            (2_550, 3, 1_000, 10_000, 10_000, 7, "3 points per 10 yuan"),
            (-500, 1, 100, 10_000, 10_000, 0, "nothing below 0"),
            (500, 1, 0, 10_000, 10_000, 0, "a unit of 0"),
            (i64::MAX, u32::MAX, 1, 1_000_000, 1_000_000, 1_000_000_000_000, "never above LARGEST"),
            (i64::MAX, 2, 1, 10_000, 10_000, 1_000_000_000_000, "also where it would fit an i64"),
        ] {
            let rates = EarningRates {
                rate,
                unit_fen: Fen::from_minor(unit),
                tier: bp(tier),
                day: bp(day),
            };
            assert_eq!(earned(Fen::from_minor(net), &rates), Points::new(points), "{rule}");
        }
    }

    #[test]
    fn spent_points_come_back_in_parts_that_sum() {
        for (spent, refunded, value, back, rule) in [
            (100, 3_333, 10_000, 33, "rounded down"),
            (100, 10_000, 10_000, 100, "the last refund the rest"),
            (100, 12_000, 10_000, 100, "never more than was spent"),
            (100, 0, 10_000, 0, "nothing refunded"),
            (100, 0, 0, 100, "an order of value 0"),
        ] {
            let (refunded, value) = (Fen::from_minor(refunded), Fen::from_minor(value));
            assert_eq!(returned(Points::new(spent), refunded, value).number(), back, "{rule}");
        }
    }
}
