//! Cells without the guards that exports put around them.

use crate::format::export::guard::STARTERS;

/// The text of a cell: without blanks at its ends and without the guard `="…"`.
#[must_use]
pub fn text(cell: &str) -> &str {
    let cell = trim(cell);
    match cell.strip_prefix("=\"").map(|inner| inner.strip_suffix('"').unwrap_or(inner)) {
        Some(inner) => trim(inner),
        None => cell,
    }
}

/// An order number, phone, name or amount: also without the apostrophe that keeps a number or a
/// formula text. An apostrophe before anything else belongs to the name.
#[must_use]
pub fn identifier(cell: &str) -> &str {
    let cell = text(cell);
    match cell.strip_prefix(['\'', '’']) {
        Some(kept) if kept.starts_with(|c: char| c.is_ascii_digit() || STARTERS.contains(&c)) => {
            trim(kept)
        }
        Some(_) | None => cell,
    }
}

fn trim(cell: &str) -> &str {
    // Nearly every cell begins and ends with a plain character: nothing to look for.
    let plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if plain(cell.as_bytes().first()) && plain(cell.as_bytes().last()) {
        return cell;
    }
    cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\0'))
}

/// True where a spreadsheet has turned a long number into a rounded one: `3.51E+16`.
#[must_use]
pub fn is_scientific(cell: &str) -> bool {
    let Some((mantissa, exponent)) = cell.split_once(['E', 'e']) else { return false };
    let Some(exponent) = exponent.strip_prefix('+') else { return false };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    digits(exponent) && digits(whole) && digits(fraction)
}

/// True for a number of 16 digits or more whose digits behind the 15th are all 0: what is left
/// of an order number that went through a spreadsheet and was written out again.
#[must_use]
pub fn is_rounded_to_15_digits(cell: &str) -> Option<bool> {
    let long = cell.len() > 15 && cell.bytes().all(|b| b.is_ascii_digit());
    long.then(|| cell.bytes().skip(15).all(|b| b == b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_are_taken_off() {
        for (cell, as_text, as_identifier) in [
            ("=\"35100000000006693\"", "35100000000006693", "35100000000006693"),
            ("=\"\"", "", ""),
            ("'14000000033", "'14000000033", "14000000033"),
            ("\t14000000033", "14000000033", "14000000033"),
            ("=\"'1\"", "'1", "1"),
            ("\u{feff} a\u{3000}", "a", "a"),
            ("=1+1", "=1+1", "=1+1"),
            ("'=1+1", "'=1+1", "=1+1"),
            ("'＝1", "'＝1", "＝1"),
            ("'\t=1", "'\t=1", "=1"),
            ("'t Hart", "'t Hart", "'t Hart"),
        ] {
            assert_eq!((text(cell), identifier(cell)), (as_text, as_identifier), "{cell}");
        }
    }

    #[test]
    fn damage_by_spreadsheets() {
        for (cell, scientific, rounded) in [
            ("3.51000E+16", true, None),
            ("3.51E+16", true, None),
            ("3E+16", true, None),
            ("35100000000006693", false, Some(false)),
            ("35100000000006600", false, Some(true)),
            ("3999999999999999992", false, Some(false)),
            ("536367", false, None),
            ("E+5", false, None),
            ("AE+16", false, None),
            ("12E5", false, None),
        ] {
            assert_eq!(is_scientific(cell), scientific, "{cell}");
            assert_eq!(is_rounded_to_15_digits(cell), rounded, "{cell}");
        }
    }
}
