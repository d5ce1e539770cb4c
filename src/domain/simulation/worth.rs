//! What a draft has to bring in for what it costs.

use crate::domain::money::Fen;
use crate::domain::rate::BasisPoints;

/// How many more orders pay for a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExtraOrders {
    /// So many.
    Orders(u64),
    /// An extra order brings nothing: its discount takes its whole margin.
    Never,
}

/// What was touched, and what that cost.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spent {
    pub(super) touched: u64,
    pub(super) touched_fen: Fen,
    pub(super) cost_fen: Fen,
}

/// The fewest extra orders whose gain is the cost at least. An extra order has the average size of
/// those touched, gains that size times the margin, and gets the average discount itself:
/// ceil(cost / (size x margin / 10000 - discount)), with the averages left as fractions
/// (semantics 7, Simulation).
pub(super) fn extra_orders(spent: Spent, margin: BasisPoints) -> ExtraOrders {
    let cost = i128::from(spent.cost_fen.minor().max(0));
    if cost == 0 {
        return ExtraOrders::Orders(0);
    }
    let gained = i128::from(spent.touched_fen.minor()) * i128::from(margin.number());
    // Both times the number of orders and times 10000, so that nothing is rounded before the end.
    let brings = gained - cost * 10_000;
    if brings <= 0 {
        return ExtraOrders::Never;
    }
    let costs = cost.saturating_mul(i128::from(spent.touched)).saturating_mul(10_000);
    let orders = costs / brings + i128::from(costs % brings != 0);
    ExtraOrders::Orders(u64::try_from(orders).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_orders_that_pay() {
        for (touched, goods, cost, margin, expected, rule) in [
            (10, 100_000, 5_000, 3_000, Some(2), "10 of 100.00, 5 off each: 50 / (30 - 5)"),
            (10, 100_000, 5_001, 3_000, Some(3), "a fen more is an order more"),
            (10, 100_000, 5_000, 500, None, "the discount is the whole margin"),
            (10, 100_000, 5_000, 501, Some(5_000), "a hair above it: 50 / 0.01"),
            (10, 100_000, 0, 0, Some(0), "what costs nothing is paid for"),
            (0, 0, 0, 3_000, Some(0), "nothing was touched"),
            (3, 100, 10, 3_334, Some(2), "averages are fractions: 10 / (33.33 x 0.33 - 3.33)"),
        ] {
            let spent = Spent {
                touched,
                touched_fen: Fen::from_minor(goods),
                cost_fen: Fen::from_minor(cost),
            };
            let expected = expected.map_or(ExtraOrders::Never, ExtraOrders::Orders);
            let margin = BasisPoints::new(margin).unwrap();
            assert_eq!(extra_orders(spent, margin), expected, "{rule}");
        }
    }
}
