//! What keeps a spreadsheet from running a text, or from making another number of it.

/// Characters that make a spreadsheet take a cell for a formula (OWASP, with the full-width ones).
pub const STARTERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Digits from which on a spreadsheet writes a number in scientific form.
const LONG: usize = 12;

/// A text as it stands in a CSV file: an order number inside `="…"`, what looks like a formula
/// behind one apostrophe, anything else as it is.
#[must_use]
pub fn guarded(text: &str) -> String {
    if becomes_a_number(text) {
        format!("=\"{text}\"")
    } else if text.starts_with(STARTERS) || bare(text) != text {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// A text as it stands in a workbook, whose cells are texts in any case: only what [`bare`] would
/// take for a guard is guarded.
#[must_use]
pub fn guarded_in_workbook(text: &str) -> String {
    if bare(text) == text { text.to_owned() } else { format!("'{text}") }
}

/// The text without what [`guarded`] put around it.
#[must_use]
pub fn bare(cell: &str) -> &str {
    let number = cell.strip_prefix("=\"").and_then(|inner| inner.strip_suffix('"'));
    if let Some(number) = number.filter(|number| !number.contains('"')) {
        return number;
    }
    match cell.strip_prefix('\'') {
        Some(kept) if kept.trim_start_matches('\'').starts_with(STARTERS) => kept,
        Some(_) | None => cell,
    }
}

/// True for digits that a spreadsheet would round or shorten, for `3-4`, which it takes for a day,
/// and for `1E5`.
fn becomes_a_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if digits(text) {
        return text.len() >= LONG || (text.len() > 1 && text.starts_with('0'));
    }
    let two = |marks: &[char], longest: usize| {
        text.split_once(marks).is_some_and(|(a, b)| {
            digits(a) && digits(b) && a.len() <= longest && b.len() <= longest
        })
    };
    two(&['-', '/', ':'], 2) || two(&['E', 'e'], LONG)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn guards() {
        for (text, csv, workbook) in [
            ("a", "a", "a"),
            ("", "", ""),
            ("14000000033", "14000000033", "14000000033"),
            ("057188880000", "=\"057188880000\"", "057188880000"),
            ("3999999999999999992", "=\"3999999999999999992\"", "3999999999999999992"),
            ("007", "=\"007\"", "007"),
            ("0", "0", "0"),
            ("3-4", "=\"3-4\"", "3-4"),
            ("1E5", "=\"1E5\"", "1E5"),
            ("2026/13/02", "2026/13/02", "2026/13/02"),
            ("=1+1", "'=1+1", "=1+1"),
            ("+8614000000033", "'+8614000000033", "+8614000000033"),
            ("-5", "'-5", "-5"),
            ("@SUM(A1)", "'@SUM(A1)", "@SUM(A1)"),
            ("\t=1", "'\t=1", "\t=1"),
            ("\r=1", "'\r=1", "\r=1"),
            ("＝1", "'＝1", "＝1"),
            ("'=1", "''=1", "''=1"),
            ("''-", "'''-", "'''-"),
            ("'t Hart", "'t Hart", "'t Hart"),
            ("=\"123456789012\"", "'=\"123456789012\"", "'=\"123456789012\""),
            ("=\"", "'=\"", "=\""),
        ] {
            assert_eq!(guarded(text), csv);
            assert_eq!(guarded_in_workbook(text), workbook);
            assert_eq!((bare(csv), bare(workbook)), (text, text), "taken off again");
        }
    }

    proptest! {
        #[test]
        fn a_guard_comes_off_and_no_formula_is_left(text in "['=+@\"0-9E\t＝a-]{0,16}") {
            let csv = guarded(&text);
            prop_assert_eq!(bare(&csv), &*text);
            let workbook = guarded_in_workbook(&text);
            prop_assert_eq!(bare(&workbook), &*text);
            // The one formula there is, is a text.
            let is_number = csv.starts_with("=\"") && csv.ends_with('"');
            prop_assert!(is_number || !csv.starts_with(STARTERS), "{}", csv);
        }
    }
}
