//! Amounts and quantities as the seller types them into a field, and what is wrong with them.

use super::number::{Decimal, NumberError};
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;

/// Why what was typed is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedFault {
    /// No number, or nothing at all.
    Unreadable,
    /// Below nought.
    Negative,
    /// Larger than any.
    TooLarge,
    /// More decimals than there are: it would be rounded without a word.
    TooFine,
}

/// An amount: `86`, `1,280.5`, `¥36`, full-width digits.
///
/// # Errors
/// [`TypedFault`].
pub fn money(text: &str) -> Result<Fen, TypedFault> {
    number(text, 2)?.fen().map_err(fault)
}

/// A quantity, to the thousandth: `3`, `2.35`, `两` is none.
///
/// # Errors
/// [`TypedFault`].
pub fn quantity(text: &str) -> Result<Quantity, TypedFault> {
    number(text, 3)?.quantity().map_err(fault)
}

fn number(text: &str, most_decimals: u32) -> Result<Decimal, TypedFault> {
    // Where full-width letters are typed, the point is the stop of a sentence.
    let number = Decimal::parse(&text.replace('。', ".")).map_err(fault)?;
    match number {
        it if it.is_negative() => Err(TypedFault::Negative),
        it if it.decimals() > most_decimals => Err(TypedFault::TooFine),
        it => Ok(it),
    }
}

const fn fault(error: NumberError) -> TypedFault {
    match error {
        NumberError::Unreadable => TypedFault::Unreadable,
        NumberError::TooLarge => TypedFault::TooLarge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TypedFault::{Negative, TooFine, TooLarge, Unreadable};

    #[test]
    fn amounts_as_people_type_them() {
        for (text, fen) in [
            ("86", Ok(8_600)),
            (" 1,280.5 ", Ok(128_050)),
            ("¥36", Ok(3_600)),
            ("￥0.05", Ok(5)),
            ("１２．５", Ok(1_250)),
            ("１２。５", Ok(1_250)),
            (".5", Ok(50)),
            ("0", Ok(0)),
            ("36元", Ok(3_600)),
            ("10000000000", Ok(Fen::LARGEST.minor())),
            ("10000000000.01", Err(TooLarge)),
            ("99999999999999999999", Err(TooLarge)),
            ("", Err(Unreadable)),
            (".", Err(Unreadable)),
            ("5o", Err(Unreadable)),
            ("1.234", Err(TooFine)),
            ("-5", Err(Negative)),
            ("－５", Err(Negative)),
        ] {
            assert_eq!(money(text).map(Fen::minor), fen, "{text}");
        }
    }

    #[test]
    fn quantities_as_people_type_them() {
        for (text, thousandths) in [
            ("1", Ok(1_000)),
            ("2.35", Ok(2_350)),
            ("１２", Ok(12_000)),
            ("1,000", Ok(1_000_000)),
            (".5", Ok(500)),
            ("3件", Ok(3_000)),
            ("0", Ok(0)),
            ("0.0001", Err(TooFine)),
            ("", Err(Unreadable)),
            ("-1", Err(Negative)),
            ("两", Err(Unreadable)),
            ("99999999999", Err(TooLarge)),
        ] {
            assert_eq!(quantity(text).map(Quantity::thousandths), thousandths, "{text}");
        }
    }
}
