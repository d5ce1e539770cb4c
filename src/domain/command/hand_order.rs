//! An order that the seller writes down: its lines, what they come to, and what cannot be.

use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::money::{Fen, divide_rounded};
use crate::domain::quantity::Quantity;

/// The most units that a line may have: a thousand million.
const MOST_THOUSANDTHS: i64 = 1_000_000_000_000;

/// A line of an order that the seller writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandLine {
    /// What was bought.
    pub item: Box<str>,
    /// How much of it.
    pub quantity: Quantity,
    /// Its money.
    pub amount_fen: Fen,
}

/// The money of a line as the seller says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// For one unit.
    Each(Fen),
    /// For all of them.
    InAll(Fen),
}

impl Price {
    /// What a quantity comes to, rounded once; `None` past what an amount may be.
    #[must_use]
    pub fn amount(self, quantity: Quantity) -> Option<Fen> {
        let fen = match self {
            Price::InAll(fen) => fen,
            Price::Each(fen) => {
                let product = i128::from(fen.minor()) * i128::from(quantity.thousandths());
                Fen::from_minor(divide_rounded(product, 1000)?)
            }
        };
        (fen <= Fen::LARGEST).then_some(fen)
    }
}

/// An order that the seller writes down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOrder {
    /// Who bought; `None` = nobody is named.
    pub customer: Option<CustomerKey>,
    /// The business day.
    pub day: Day,
    /// What was bought; without a line it is one unit of something.
    pub lines: Vec<HandLine>,
    /// The postage in what was paid.
    pub postage_fen: Fen,
    /// What was paid, postage included.
    pub paid_fen: Fen,
    /// The remark on it, or empty.
    pub remark: Box<str>,
}

/// What cannot be in an order by hand. Lines are named by their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OrderFault {
    /// A quantity that is not above 0, or larger than any.
    #[error("not a quantity")]
    Quantity {
        /// The line.
        line: usize,
    },
    /// Money below 0, or larger than any.
    #[error("not an amount")]
    Amount {
        /// The line; `None` = the order as a whole.
        line: Option<usize>,
    },
    /// A day that is still to come.
    #[error("a day to come")]
    Day,
}

impl HandOrder {
    /// What lines come to.
    ///
    /// # Errors
    /// [`OrderFault`], the first there is.
    pub fn sum(lines: &[HandLine]) -> Result<Fen, OrderFault> {
        let can_be = |fen: Fen| (Fen::ZERO..=Fen::LARGEST).contains(&fen);
        let mut sum = Fen::ZERO;
        for (at, line) in lines.iter().enumerate() {
            if !(1..=MOST_THOUSANDTHS).contains(&line.quantity.thousandths()) {
                return Err(OrderFault::Quantity { line: at });
            }
            if !can_be(line.amount_fen) {
                return Err(OrderFault::Amount { line: Some(at) });
            }
            sum = sum.saturating_add(line.amount_fen);
        }
        if can_be(sum) { Ok(sum) } else { Err(OrderFault::Amount { line: None }) }
    }

    /// What cannot be in it. What was paid need not be the sum of its lines: a seller knocks the
    /// odd cents off.
    ///
    /// # Errors
    /// [`OrderFault`], the first there is.
    pub fn check(&self, today: Day) -> Result<(), OrderFault> {
        HandOrder::sum(&self.lines)?;
        let is_money = (Fen::ZERO..=Fen::LARGEST).contains(&self.paid_fen)
            && (Fen::ZERO..=self.paid_fen).contains(&self.postage_fen);
        if !is_money {
            return Err(OrderFault::Amount { line: None });
        }
        if self.day > today { Err(OrderFault::Day) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_line_comes_to() {
        let (each, in_all) =
            (|fen| Price::Each(Fen::from_minor(fen)), |fen| Price::InAll(Fen::from_minor(fen)));
        for (price, thousandths, expected, rule) in [
            (each(1_990), 3_000, Some(5_970), "price x quantity"),
            (each(999), 2_350, Some(2_348), "by weight, half a fen up"),
            (each(1), 500, Some(1), "half a fen is one"),
            (in_all(4_500), 7_000, Some(4_500), "said in all"),
            (each(0), 1_000, Some(0), "a gift"),
            (each(Fen::LARGEST.minor()), 1_001, None, "past what an amount may be"),
            (in_all(Fen::LARGEST.minor()), 1, Some(Fen::LARGEST.minor()), "the largest"),
            (each(i64::MAX), i64::MAX, None, "past all ranges"),
        ] {
            let amount = price.amount(Quantity::from_thousandths(thousandths));
            assert_eq!(amount.map(Fen::minor), expected, "{rule}");
        }
    }

    #[test]
    fn what_cannot_be_in_an_order() {
        let line = |(thousandths, fen)| HandLine {
            item: "".into(),
            quantity: Quantity::from_thousandths(thousandths),
            amount_fen: Fen::from_minor(fen),
        };
        let largest = Fen::LARGEST.minor();
        for (lines, expected, rule) in [
            (vec![], Ok(0), "no line"),
            (vec![(1_000, 8_650), (2_350, 50)], Ok(8_700), "the sum of its lines"),
            (vec![(1_000, 0)], Ok(0), "a gift"),
            (vec![(1_000, 1), (0, 1)], Err(OrderFault::Quantity { line: 1 }), "none of it"),
            (vec![(-1_000, 1)], Err(OrderFault::Quantity { line: 0 }), "less than none"),
            (vec![(MOST_THOUSANDTHS, 1)], Ok(1), "the most units"),
            (vec![(MOST_THOUSANDTHS + 1, 1)], Err(OrderFault::Quantity { line: 0 }), "more"),
            (vec![(1, 1), (1, -1)], Err(OrderFault::Amount { line: Some(1) }), "below nought"),
            (vec![(1, largest + 1)], Err(OrderFault::Amount { line: Some(0) }), "a huge line"),
            (vec![(1, largest), (1, 1)], Err(OrderFault::Amount { line: None }), "a huge sum"),
        ] {
            let lines: Vec<HandLine> = lines.into_iter().map(line).collect();
            assert_eq!(HandOrder::sum(&lines).map(Fen::minor), expected, "{rule}");
        }
    }

    #[test]
    fn an_order_as_a_whole() {
        let today = Day::from_number(20_000);
        for (paid, postage, days, expected, rule) in [
            (100, 0, 0, Ok(()), "of today"),
            (100, 100, -9, Ok(()), "nothing but postage"),
            (0, 0, 0, Ok(()), "nothing was paid"),
            (100, 101, 0, Err(OrderFault::Amount { line: None }), "more postage than was paid"),
            (100, -1, 0, Err(OrderFault::Amount { line: None }), "postage below nought"),
            (-1, 0, 0, Err(OrderFault::Amount { line: None }), "below nought"),
            (i64::MAX, 0, 0, Err(OrderFault::Amount { line: None }), "huge"),
            (100, 0, 1, Err(OrderFault::Day), "of tomorrow"),
        ] {
            let order = HandOrder {
                customer: None,
                day: today.plus(days),
                lines: Vec::new(),
                postage_fen: Fen::from_minor(postage),
                paid_fen: Fen::from_minor(paid),
                remark: "".into(),
            };
            assert_eq!(order.check(today), expected, "{rule}");
        }
    }
}
