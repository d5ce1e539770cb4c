//! How numbers, money and days are written. Small and pure: the ICU formatters cost more than
//! the whole page.

use crate::domain::day::Day;
use crate::domain::money::{Fen, Ratio, divide_rounded};
use crate::domain::quantity::Quantity;
pub use crate::format::typed::{TypedFault, money as typed_money, quantity as typed_quantity};
use crate::ui::i18n::Locale;
use crate::ui::veil;

/// The true minus sign, as wide as a digit.
const MINUS: char = '−';

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// `12735` is `12,735`.
#[must_use]
pub fn count(n: u64) -> String {
    grouped(u128::from(n))
}

/// Fen as yuan: `¥12,735.60`, `¥36`, `−¥28.50`; covered while the privacy eye is closed.
#[must_use]
pub fn money(fen: i128) -> String {
    if veil::is_closed() {
        return veil::AMOUNT.to_owned();
    }
    let minor = fen.unsigned_abs();
    let sign = if fen < 0 { String::from(MINUS) } else { String::new() };
    let yuan = grouped(minor / 100);
    match minor % 100 {
        0 => format!("{sign}¥{yuan}"),
        rest => format!("{sign}¥{yuan}.{rest:02}"),
    }
}

/// Fen as it is typed into a field: `12735.60`, `36`.
#[must_use]
pub fn plain_money(fen: Fen) -> String {
    let minor = fen.minor();
    let sign = if minor < 0 { "-" } else { "" };
    let minor = minor.unsigned_abs();
    match minor % 100 {
        0 => format!("{sign}{}", minor / 100),
        rest => format!("{sign}{}.{rest:02}", minor / 100),
    }
}

/// A whole number as it is typed: `1,200`, full-width digits; `None` of anything else.
#[must_use]
pub fn typed_count(text: &str) -> Option<u32> {
    let typed = typed_quantity(text).ok()?.thousandths();
    if typed % 1_000 == 0 { u32::try_from(typed / 1_000).ok() } else { None }
}

/// A quantity without zeros behind its point: `3`, `2.35`.
#[must_use]
pub fn quantity(quantity: Quantity) -> String {
    let thousandths = quantity.thousandths();
    let sign = if thousandths < 0 { String::from(MINUS) } else { String::new() };
    let size = u128::from(thousandths.unsigned_abs());
    let text = format!("{sign}{}.{:03}", grouped(size / 1000), size % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A share with one decimal, `50.6%`; `None` of nothing.
#[must_use]
pub fn percent(ratio: Ratio) -> Option<String> {
    let permille = divide_rounded(i128::from(ratio.part) * 1000, i128::from(ratio.whole))?;
    Some(tenths(permille) + "%")
}

/// Thousandths as a share with one decimal.
#[must_use]
pub fn percent_of_permille(permille: u16) -> String {
    tenths(i64::from(permille)) + "%"
}

/// Thousandths of `whole`, for the length of a bar.
#[must_use]
pub fn permille(part: i128, whole: i128) -> u16 {
    let share = part.max(0).saturating_mul(1000).checked_div(whole.max(1)).unwrap_or(0);
    u16::try_from(share.min(1000)).unwrap_or(1000)
}

/// A number of days with at most one decimal: `54.1`, `23`.
#[must_use]
pub fn days(value: f64) -> String {
    let rounded = (value * 10.0).round() as i64;
    let text = tenths(rounded);
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

/// A day without its year where that is `this_year`: `6月30日`, `30 Jun`; else with it:
/// `2024年6月30日`, `30 Jun 2024`.
#[must_use]
pub fn day(day: Day, lang: Locale, this_year: i32) -> String {
    let (year, month, date) = day.ymd();
    match (lang, year == this_year) {
        (Locale::zh, true) => format!("{month}月{date}日"),
        (Locale::zh, false) => format!("{year}年{month}月{date}日"),
        (Locale::en, true) => format!("{date} {}", month_name(month)),
        (Locale::en, false) => format!("{date} {} {year}", month_name(month)),
    }
}

/// A month: `6月`, `Jun`, with its year where that is not `this_year`.
#[must_use]
pub fn month(year: i32, month: u32, lang: Locale, this_year: i32) -> String {
    match (lang, year == this_year) {
        (Locale::zh, true) => format!("{month}月"),
        (Locale::zh, false) => format!("{year}年{month}月"),
        (Locale::en, true) => month_name(month).to_owned(),
        (Locale::en, false) => format!("{} {year}", month_name(month)),
    }
}

fn month_name(month: u32) -> &'static str {
    let at = usize::try_from(month).unwrap_or(0).wrapping_sub(1);
    MONTHS.get(at).copied().unwrap_or("?")
}

fn tenths(value: i64) -> String {
    let sign = if value < 0 { String::from(MINUS) } else { String::new() };
    let value = u128::from(value.unsigned_abs());
    format!("{sign}{}.{}", grouped(value / 10), value % 10)
}

fn grouped(n: u128) -> String {
    let digits = n.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes for people: `1.2 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} B"),
        1_000..=999_999 => format!("{} kB", count(bytes.div_ceil(1_000))),
        1_000_000..=999_999_999 => {
            format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
        }
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes % 1_000_000_000 / 100_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped() {
        for (n, text) in [
            (0, "0"),
            (12, "12"),
            (999, "999"),
            (1_000, "1,000"),
            (12_735, "12,735"),
            (123_456, "123,456"),
            (1_234_567, "1,234,567"),
            (u64::MAX, "18,446,744,073,709,551,615"),
        ] {
            assert_eq!(count(n), text);
        }
    }

    #[test]
    fn money_keeps_every_fen() {
        for (fen, text) in [
            (0, "¥0"),
            (5, "¥0.05"),
            (3_600, "¥36"),
            (1_273_560, "¥12,735.60"),
            (100_000_000_000, "¥1,000,000,000"),
            (-2_850, "−¥28.50"),
        ] {
            assert_eq!(money(fen), text);
        }
    }

    #[test]
    fn quantities_drop_zeros() {
        for (thousandths, text) in
            [(0, "0"), (1_000, "1"), (2_350, "2.35"), (-500, "−0.5"), (1_200_000, "1,200")]
        {
            assert_eq!(quantity(Quantity::from_thousandths(thousandths)), text);
        }
    }

    #[test]
    fn what_stands_in_a_field_is_read_as_it_was_meant() {
        for fen in [0, 5, 50, 8_600, 128_050, Fen::LARGEST.minor()] {
            let fen = Fen::from_minor(fen);
            assert_eq!(typed_money(&plain_money(fen)), Ok(fen));
        }
    }

    #[test]
    fn shares_have_one_decimal() {
        for (part, whole, text) in [
            (614, 1_213, Some("50.6%")),
            (18, 39, Some("46.2%")),
            (0, 7, Some("0.0%")),
            (7, 7, Some("100.0%")),
            (1, 2_000, Some("0.1%")),
            (0, 0, None),
        ] {
            assert_eq!(percent(Ratio { part, whole }).as_deref(), text, "{part} / {whole}");
        }
    }

    #[test]
    fn days_drop_a_zero() {
        for (value, text) in
            [(54.140_741, "54.1"), (23.0, "23"), (0.04, "0"), (1_234.56, "1,234.6")]
        {
            assert_eq!(days(value), text);
        }
    }

    #[test]
    fn days_of_the_calendar() {
        let at = |y, m, d| Day::from_ymd(y, m, d).unwrap();
        for (of, lang, text) in [
            (at(2026, 11, 22), Locale::zh, "11月22日"),
            (at(2026, 11, 22), Locale::en, "22 Nov"),
            (at(2024, 6, 30), Locale::zh, "2024年6月30日"),
            (at(2024, 6, 30), Locale::en, "30 Jun 2024"),
        ] {
            assert_eq!(day(of, lang, 2026), text);
        }
        assert_eq!(month(2026, 1, Locale::en, 2026), "Jan");
        assert_eq!(month(2025, 12, Locale::zh, 2026), "2025年12月");
    }

    #[test]
    fn sizes_in_the_unit_that_fits() {
        for (bytes, words) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (17_400, "18 kB"),
            (1_450_000, "1.4 MB"),
            (999_999_999, "999.9 MB"),
            (10_738_900_000, "10.7 GB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
