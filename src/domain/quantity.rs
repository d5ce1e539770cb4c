//! Quantities in thousandths, so that goods by weight are whole numbers too.

use super::money::{Fen, divide_rounded};

/// A quantity in thousandths of a unit: 2.35 斤 is 2350.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// One unit.
    pub const ONE: Quantity = Quantity(1000);

    /// So many thousandths.
    #[must_use]
    pub const fn from_thousandths(thousandths: i64) -> Quantity {
        Quantity(thousandths)
    }

    /// The thousandths.
    #[must_use]
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The sum, held at the ends of the range.
    #[must_use]
    pub const fn saturating_add(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0))
    }

    /// What one unit costs where this quantity cost `amount`; `None` for a quantity of 0.
    #[must_use]
    pub fn unit_price(self, amount: Fen) -> Option<Fen> {
        divide_rounded(i128::from(amount.minor()) * 1000, i128::from(self.0)).map(Fen::from_minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_unit_price_ranks_the_other_way_than_the_sum() {
        // E22: 30 x 9.9 against 2 x 99 (SG7: quality is not only order value).
        let many = Quantity::from_thousandths(30_000).unit_price(Fen::from_minor(29_700));
        let few = Quantity::from_thousandths(2_000).unit_price(Fen::from_minor(19_800));
        assert_eq!((many, few), (Some(Fen::from_minor(990)), Some(Fen::from_minor(9_900))));
        assert_eq!(Quantity::default().unit_price(Fen::from_minor(1)), None);
    }
}
