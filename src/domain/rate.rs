//! Rates in basis points: whole numbers, so that 8.5折 is 8500 and nothing is lost on the way.

use super::money::{Fen, divide_rounded};

/// A share of what is *paid*, in ten-thousandths: 8500 is 8.5折, 10000 the full price. Also a
/// multiplier of points: 15000 is one and a half.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BasisPoints(u32);

impl BasisPoints {
    /// Nothing taken off, nothing multiplied.
    pub const ONE: BasisPoints = BasisPoints(10_000);
    /// Nothing is paid.
    pub const ZERO: BasisPoints = BasisPoints(0);
    /// The largest there is here: a hundredfold. What is larger is a slip.
    pub const LARGEST: BasisPoints = BasisPoints(1_000_000);

    /// So many ten-thousandths, or `None` above [`BasisPoints::LARGEST`].
    #[must_use]
    pub const fn new(basis_points: u32) -> Option<BasisPoints> {
        if basis_points > BasisPoints::LARGEST.0 { None } else { Some(BasisPoints(basis_points)) }
    }

    /// The ten-thousandths.
    #[must_use]
    pub const fn number(self) -> u32 {
        self.0
    }

    /// What of `amount` is paid: round(amount x bp / 10000), half away from zero (semantics 1).
    #[must_use]
    pub fn of(self, amount: Fen) -> Fen {
        let product = i128::from(amount.minor()) * i128::from(self.0);
        // The quotient fits: an i64 times at most 100. What does not is held at the end.
        divide_rounded(product, 10_000).map_or(Fen::LARGEST, Fen::from_minor)
    }

    /// What of `amount` this allows at most: rounded down, for limits.
    #[must_use]
    pub fn at_most_of(self, amount: Fen) -> Fen {
        let product = i128::from(amount.minor()) * i128::from(self.0);
        i64::try_from(product.div_euclid(10_000)).map_or(Fen::LARGEST, Fen::from_minor)
    }
}

impl Default for BasisPoints {
    fn default() -> BasisPoints {
        BasisPoints::ONE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_paid() {
        for (amount, bp, paid, at_most, rule) in [
            (50, 9500, 48, 47, "47.5 is half away from zero"),
            (30, 9500, 29, 28, "28.5"),
            (10, 9500, 10, 9, "9.5"),
            (-50, 9500, -48, -48, "the same for a refund; a limit rounds down"),
            (1, 0, 0, 0, "nothing is paid"),
            (1_999, 10_000, 1_999, 1_999, "the full price"),
            (100, 15_000, 150, 150, "a multiplier"),
        ] {
            let rate = BasisPoints::new(bp).unwrap();
            assert_eq!(rate.of(Fen::from_minor(amount)).minor(), paid, "{rule}");
            assert_eq!(rate.at_most_of(Fen::from_minor(amount)).minor(), at_most, "{rule}");
        }
        assert_eq!(BasisPoints::new(1_000_001), None);
    }
}
