//! Amounts and quantities as people and platforms write them: `1,234.50`, `¥ 12`, `0元`, `−3`.

use crate::domain::money::{Fen, divide_rounded};
use crate::domain::quantity::Quantity;

/// A decimal number exactly as written: digits x 10^-scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    scale: u32,
}

/// Why a number is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// No number.
    Unreadable,
    /// Past what an amount or quantity may be.
    TooLarge,
}

impl Decimal {
    /// Reads a number. Currency signs, 元 and 件 behind it, 万 for ten thousand, blanks, thousands
    /// separators, full-width digits, a minus sign of any kind and accounting brackets are
    /// understood.
    ///
    /// # Errors
    /// [`NumberError::Unreadable`] where there is no number, [`NumberError::TooLarge`] past
    /// eighteen digits.
    pub fn parse(text: &str) -> Result<Decimal, NumberError> {
        let mut negative = false;
        let (mut digits, mut scale, mut seen) = (0_i64, None::<u32>, 0_u32);
        let text = strip_units(text);
        let text = match text.strip_prefix(['(', '（']) {
            Some(inner) => {
                negative = true;
                inner.strip_suffix([')', '）']).ok_or(NumberError::Unreadable)?
            }
            None => text,
        };
        let text = strip_units(text);
        let (text, times) = match text.strip_suffix('万') {
            Some(text) => (text.trim_end(), 10_000),
            None => (text, 1),
        };
        let comma = comma_role(text);
        for (at, c) in text.char_indices() {
            match c {
                '-' | '−' | '－' | '–' if at == 0 && !negative => negative = true,
                '+' | '＋' if at == 0 => {}
                // A sign of currency may stand behind the minus.
                '¥' | '￥' | '$' if seen == 0 => {}
                '0'..='9' | '０'..='９' => {
                    let digit = i64::from(u32::from(c) % 16);
                    digits = digits
                        .checked_mul(10)
                        .and_then(|d| d.checked_add(digit))
                        .ok_or(NumberError::TooLarge)?;
                    seen += 1;
                    scale = scale.map(|scale| scale + 1);
                }
                '.' | '．' if scale.is_none() => scale = Some(0),
                ',' | '，' => match comma {
                    Comma::Thousands if seen > 0 && scale.is_none() => {}
                    Comma::Decimal if scale.is_none() => scale = Some(0),
                    Comma::Thousands | Comma::Decimal => return Err(NumberError::Unreadable),
                },
                ' ' | '\u{a0}' | '\u{202f}' if seen > 0 => {}
                _ => return Err(NumberError::Unreadable),
            }
        }
        if seen == 0 {
            return Err(NumberError::Unreadable);
        }
        let digits = digits.checked_mul(times).ok_or(NumberError::TooLarge)?;
        Ok(Decimal { digits: if negative { -digits } else { digits }, scale: scale.unwrap_or(0) })
    }

    /// True below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.digits < 0
    }

    /// So many digits stand behind the point.
    #[must_use]
    pub const fn decimals(self) -> u32 {
        self.scale
    }

    /// The number as an amount of money, rounded to fen.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] past [`Fen::LARGEST`].
    pub fn fen(self) -> Result<Fen, NumberError> {
        fen(i128::from(self.digits) * 100, self.scale)
    }

    /// The number where it is a whole one.
    ///
    /// # Errors
    /// [`NumberError::Unreadable`] where it is not.
    pub fn whole(self) -> Result<i64, NumberError> {
        let one = 10_i64.checked_pow(self.scale).ok_or(NumberError::TooLarge)?;
        if self.digits % one == 0 { Ok(self.digits / one) } else { Err(NumberError::Unreadable) }
    }

    /// The number as a quantity, rounded to thousandths.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] past a thousand million units.
    pub fn quantity(self) -> Result<Quantity, NumberError> {
        let thousandths = rounded(i128::from(self.digits) * 1000, self.scale)?;
        if thousandths.unsigned_abs() > 1_000_000_000_000 {
            return Err(NumberError::TooLarge);
        }
        Ok(Quantity::from_thousandths(thousandths))
    }

    /// The amount of a line: this unit price x quantity, rounded once. The price keeps all of
    /// its digits, for prices of three decimals exist.
    ///
    /// # Errors
    /// [`NumberError::TooLarge`] past [`Fen::LARGEST`].
    pub fn times(self, quantity: Quantity) -> Result<Fen, NumberError> {
        let product = i128::from(self.digits)
            .checked_mul(i128::from(quantity.thousandths()))
            .ok_or(NumberError::TooLarge)?;
        // Thousandths of a unit and hundredths of a yuan leave one power of ten.
        fen(product, self.scale + 1)
    }

    /// True where the number is at most `limit`, exactly.
    #[must_use]
    pub fn is_at_most(self, limit: Decimal) -> bool {
        let power = |scale: u32| 10_i128.checked_pow(scale);
        match (power(limit.scale), power(self.scale)) {
            (Some(a), Some(b)) => i128::from(self.digits) * a <= i128::from(limit.digits) * b,
            (None, _) | (_, None) => false,
        }
    }
}

fn rounded(value: i128, scale: u32) -> Result<i64, NumberError> {
    let divisor = 10_i128.checked_pow(scale).ok_or(NumberError::Unreadable)?;
    divide_rounded(value, divisor).ok_or(NumberError::TooLarge)
}

fn fen(value: i128, scale: u32) -> Result<Fen, NumberError> {
    let fen = Fen::from_minor(rounded(value, scale)?);
    let largest = Fen::LARGEST.minor();
    if (-largest..=largest).contains(&fen.minor()) { Ok(fen) } else { Err(NumberError::TooLarge) }
}

/// The text without blanks, currency signs and counting words at its ends.
fn strip_units(text: &str) -> &str {
    const ENDS: [char; 10] =
        ['¥', '￥', '$', '元', '件', '个', '\u{a0}', '\u{3000}', '\u{feff}', '圆'];
    let text = text.trim_matches(|c: char| c.is_whitespace() || ENDS.contains(&c));
    ["RMB", "CNY", "rmb", "cny"].iter().fold(text, |text, unit| {
        let text = text.strip_prefix(unit).unwrap_or(text);
        text.strip_suffix(unit).unwrap_or(text).trim()
    })
}

/// What a comma in a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Comma {
    Thousands,
    Decimal,
}

/// `1,234` and `1,234.5` separate thousands; `12,5` and `12,50` are decimals.
fn comma_role(text: &str) -> Comma {
    let is_comma = |c: char| matches!(c, ',' | '，');
    let commas = text.chars().filter(|c| is_comma(*c)).count();
    let behind = text.rsplit(is_comma).next().map_or(0, |tail| tail.chars().count());
    if commas == 1 && !text.contains('.') && (1..=2).contains(&behind) {
        Comma::Decimal
    } else {
        Comma::Thousands
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts() {
        let fen = |minor| Ok(Fen::from_minor(minor));
        for (text, expected) in [
            ("239.60", fen(23_960)),
            ("0元", fen(0)),
            ("12元", fen(1_200)),
            (" ¥1,234.50 ", fen(123_450)),
            ("￥12", fen(1_200)),
            ("1,234", fen(123_400)),
            ("1,234,567.8", fen(123_456_780)),
            ("12,5", fen(1_250)),
            ("12,50", fen(1_250)),
            ("-3", fen(-300)),
            ("−3.005", fen(-301)),
            ("(12.00)", fen(-1_200)),
            ("¥-5", fen(-500)),
            ("-¥5", fen(-500)),
            ("１２．５", fen(1_250)),
            ("1.005", fen(101)),
            ("1.0049999", fen(100)),
            (".5", fen(50)),
            ("1 234.5", fen(123_450)),
            ("1.2万", fen(1_200_000)),
            ("￥1.2 万元", fen(1_200_000)),
            ("-3万", fen(-3_000_000)),
            ("￥1,200元", fen(120_000)),
            ("万", Err(NumberError::Unreadable)),
            ("1万2", Err(NumberError::Unreadable)),
            ("1万万", Err(NumberError::Unreadable)),
            ("约500", Err(NumberError::Unreadable)),
            ("HK$100", Err(NumberError::Unreadable)),
            ("999999999999999万", Err(NumberError::TooLarge)),
            ("10000000000", fen(1_000_000_000_000)),
            ("10000000000.01", Err(NumberError::TooLarge)),
            ("99999999999999999999", Err(NumberError::TooLarge)),
            ("", Err(NumberError::Unreadable)),
            ("-", Err(NumberError::Unreadable)),
            ("1.2.3", Err(NumberError::Unreadable)),
            ("12a", Err(NumberError::Unreadable)),
            ("=1+1", Err(NumberError::Unreadable)),
            ("1.2E+3", Err(NumberError::Unreadable)),
            ("免费", Err(NumberError::Unreadable)),
        ] {
            assert_eq!(Decimal::parse(text).and_then(Decimal::fen), expected, "{text}");
        }
    }

    #[test]
    fn a_line_is_rounded_once() {
        let times = |price: &str, quantity: i64| {
            Decimal::parse(price).unwrap().times(Quantity::from_thousandths(quantity)).unwrap()
        };
        assert_eq!(times("18.8", 2_350), Fen::from_minor(4_418), "2.35 jin at 18.8");
        assert_eq!(times("0.125", 3_000), Fen::from_minor(38), "three decimals of price");
        assert_eq!(times("0.125", -3_000), Fen::from_minor(-38), "the same for a return");
    }

    #[test]
    fn compares_exactly() {
        let decimal = |text: &str| Decimal::parse(text).unwrap();
        for (value, limit, expected) in
            [("0", "0", true), ("-1", "0", true), ("0.001", "0", false), ("1.50", "1.5", true)]
        {
            assert_eq!(decimal(value).is_at_most(decimal(limit)), expected, "{value} <= {limit}");
        }
    }
}
