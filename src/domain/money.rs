//! Money in whole minor units, ratios in whole numbers. No float touches either.

use std::fmt;

/// An amount of money in fen (1/100 yuan), or the minor unit of another currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fen(i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Fen = Fen(0);
    /// The largest amount one order or line may have: 10 thousand million yuan. A book of nine
    /// million orders at this size still adds up inside an `i64`.
    pub const LARGEST: Fen = Fen(1_000_000_000_000);

    /// So many minor units.
    #[must_use]
    pub const fn from_minor(minor: i64) -> Fen {
        Fen(minor)
    }

    /// The minor units.
    #[must_use]
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The sum, or `None` past the range of an `i64`.
    #[must_use]
    pub const fn checked_add(self, other: Fen) -> Option<Fen> {
        match self.0.checked_add(other.0) {
            Some(sum) => Some(Fen(sum)),
            None => None,
        }
    }

    /// The sum, held at the ends of the range. For sums of amounts that are each at most
    /// [`Fen::LARGEST`], where the ends are out of reach.
    #[must_use]
    pub const fn saturating_add(self, other: Fen) -> Fen {
        Fen(self.0.saturating_add(other.0))
    }

    /// The difference, held at the ends of the range.
    #[must_use]
    pub const fn saturating_sub(self, other: Fen) -> Fen {
        Fen(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Fen {
    /// Minor units as a plain number, for messages to engineers; the page has its own form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// `value / divisor`, rounded half away from zero: the one rounding of money (semantics 1).
/// `None` where the divisor is 0 or the result does not fit.
#[must_use]
pub fn divide_rounded(value: i128, divisor: i128) -> Option<i64> {
    if divisor == 0 {
        return None;
    }
    let (value, divisor) =
        if divisor < 0 { (value.checked_neg()?, divisor.checked_neg()?) } else { (value, divisor) };
    let half = divisor / 2;
    // With an odd divisor the half is not whole and a tie cannot happen; with an even one
    // adding the exact half before a truncating division rounds the tie away from zero.
    let shifted = if value < 0 { value.checked_sub(half)? } else { value.checked_add(half)? };
    i64::try_from(shifted / divisor).ok()
}

/// A share as two counts, so that it is exact and says what it rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ratio {
    /// How many of them.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Ratio {
    /// The share as a fraction, for showing; `None` of nothing.
    #[must_use]
    pub fn fraction(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rounds_half_away_from_zero() {
        for (value, divisor, expected) in [
            (5, 10, Some(1)),
            (-5, 10, Some(-1)),
            (4, 10, Some(0)),
            (15, 10, Some(2)),
            (7, 3, Some(2)),
            (8, 3, Some(3)),
            (-8, 3, Some(-3)),
            (5, -10, Some(-1)),
            (1, 0, None),
            (i128::MAX, 1, None),
            (i128::MAX, 3, None),
        ] {
            assert_eq!(divide_rounded(value, divisor), expected, "{value} / {divisor}");
        }
    }

    proptest! {
        #[test]
        fn the_same_for_a_sale_and_its_refund(value in any::<i64>(), divisor in 1i64..1_000_000) {
            let there = divide_rounded(i128::from(value), i128::from(divisor)).unwrap();
            let back = divide_rounded(-i128::from(value), i128::from(divisor)).unwrap();
            prop_assert_eq!(there, -back);
        }

        #[test]
        fn is_never_off_by_more_than_a_half(value in any::<i64>(), divisor in 1i64..1_000_000) {
            let rounded = divide_rounded(i128::from(value), i128::from(divisor)).unwrap();
            let error = i128::from(rounded) * i128::from(divisor) - i128::from(value);
            prop_assert!(error.abs() * 2 <= i128::from(divisor));
        }
    }
}
