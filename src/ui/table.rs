//! A table as text for a spreadsheet: RFC 4180, and no cell that a spreadsheet would run.

/// Characters that make a spreadsheet take a cell for a formula (OWASP, with the full-width ones).
const STARTERS: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Rows as comma separated values, every cell quoted.
#[must_use]
pub fn csv<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut text = String::new();
    for row in rows {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            text.push('"');
            if cell.starts_with(STARTERS) {
                text.push('\'');
            }
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
        text.push_str("\r\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_disarms() {
        for (cell, written) in [
            ("a", "\"a\"\r\n"),
            ("", "\"\"\r\n"),
            ("say \"hi\", now", "\"say \"\"hi\"\", now\"\r\n"),
            ("=1+1", "\"'=1+1\"\r\n"),
            ("－3", "\"'－3\"\r\n"),
            ("2026/13/02", "\"2026/13/02\"\r\n"),
            ("two\nlines", "\"two\nlines\"\r\n"),
        ] {
            assert_eq!(csv([[cell.to_owned()]]), written);
        }
        assert_eq!(csv([["a".to_owned(), "b".to_owned()]]), "\"a\",\"b\"\r\n");
    }
}
