//! The facts that prices are looked back at with.

use std::sync::Arc;

use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::quantity::Quantity;
use crate::domain::stamp::Stamp;

/// Which price of a good was changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListLayer {
    /// Everybody's.
    Base,
    /// Of the region of this name.
    Region(Arc<str>),
    /// Of the private list of this id.
    Private(Arc<str>),
    /// This customer's own.
    Own(Arc<str>),
}

/// A price was set or taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PriceChange {
    /// From this business day on.
    pub day: Day,
    /// Which change of one day came last.
    pub stamp: Stamp,
    /// Of this good.
    pub sku: Arc<str>,
    /// Which of its prices.
    pub layer: ListLayer,
    /// What it became; `None` = there is none any more.
    pub price: Option<Price>,
}

/// A line of a counted order of the past, with what went back of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastLine {
    /// Who bought; `None` where that is not known.
    pub customer: Option<Arc<str>>,
    /// The business day.
    pub day: Day,
    /// What was bought.
    pub sku: Arc<str>,
    /// How much of it.
    pub quantity: Quantity,
    /// What was paid for it, without postage, before refunds.
    pub amount_fen: Fen,
    /// How much of it came back, as far as is known on the day that is asked.
    pub returned: Quantity,
    /// What was given back for it, as far as is known on the day that is asked.
    pub refunded_fen: Fen,
}

/// What the customer kept of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kept {
    /// How much, above 0.
    pub quantity: Quantity,
    /// What he paid for that, not below 0.
    pub amount_fen: Fen,
}

impl PastLine {
    /// What was kept; `None` where all goods or all money went back, or nothing was bought: that
    /// is no purchase. A line of amount 0 without a refund is one.
    #[must_use]
    pub fn kept(&self) -> Option<Kept> {
        let left = self.quantity.thousandths().saturating_sub(self.returned.thousandths());
        let amount_fen = self.amount_fen.saturating_sub(self.refunded_fen);
        let is_refunded = self.amount_fen > Fen::ZERO && amount_fen <= Fen::ZERO;
        (left > 0 && !is_refunded).then_some(Kept {
            quantity: Quantity::from_thousandths(left),
            amount_fen: amount_fen.max(Fen::ZERO),
        })
    }
}

/// A line for tests: units and fen.
#[cfg(test)]
pub(super) fn bought(customer: &str, day: &str, sku: &str, units: i64, amount: i64) -> PastLine {
    PastLine {
        customer: Some(customer.into()),
        day: day.parse().unwrap(),
        sku: sku.into(),
        quantity: Quantity::from_thousandths(units * 1_000),
        amount_fen: Fen::from_minor(amount),
        returned: Quantity::default(),
        refunded_fen: Fen::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept() {
        for (units, amount, returned, refunded, kept, rule) in [
            (2, 5_000, 0, 0, Some((2, 5_000)), "all of it"),
            (2, 5_000, 1, 2_500, Some((1, 2_500)), "half went back"),
            (2, 5_000, 2, 0, None, "all goods went back"),
            (2, 5_000, 0, 5_000, None, "all money went back: fully refunded"),
            (2, 5_000, 0, 300, Some((2, 4_700)), "a refund without goods made it cheaper"),
            (2, 0, 0, 0, Some((2, 0)), "an amount of 0 counts"),
            (0, 5_000, 0, 0, None, "nothing bought"),
            (2, 5_000, 3, 0, None, "more came back than was bought"),
        ] {
            let line = PastLine {
                returned: Quantity::from_thousandths(returned * 1_000),
                refunded_fen: Fen::from_minor(refunded),
                ..bought("lin", "2026-11-01", "a", units, amount)
            };
            let found = line.kept();
            let found = found.map(|it| (it.quantity.thousandths() / 1_000, it.amount_fen.minor()));
            assert_eq!(found, kept, "{rule}");
        }
    }
}
