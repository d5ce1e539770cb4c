//! What stands between the cells, guessed from the beginning of a file.

use crate::format::mapping::DelimiterName;
use serde::{Deserialize, Serialize};

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Delimiter {
    /// This byte; cells may stand in double quotes.
    Byte(u8),
    /// A run of blanks.
    Blanks,
}

impl Delimiter {
    /// The delimiter a mapping names; `None` for `auto`.
    #[must_use]
    pub const fn named(name: DelimiterName) -> Option<Delimiter> {
        match name {
            DelimiterName::Auto => None,
            DelimiterName::Comma => Some(Delimiter::Byte(b',')),
            DelimiterName::Semicolon => Some(Delimiter::Byte(b';')),
            DelimiterName::Tab => Some(Delimiter::Byte(b'\t')),
            DelimiterName::Blank => Some(Delimiter::Blanks),
        }
    }
}

/// Guesses the delimiter from the beginning of a text; `None` where rows have a single cell.
///
/// The one that stands equally often in most rows wins, the more cells the better; blanks count
/// only where nothing else separates, for they stand inside cells too.
#[must_use]
pub fn guess(sample: &str) -> Option<Delimiter> {
    let rows = sample_rows(sample);
    let candidates = [b',', b'\t', b';'];
    let best = candidates
        .iter()
        .filter_map(|byte| {
            let counts = rows.iter().map(|row| count_outside_quotes(row, *byte)).collect();
            steady_count(counts).map(|(share, count)| (share, count, *byte))
        })
        .max_by_key(|(share, count, _)| (*share >= 60, *count, *share));
    if let Some((_, _, byte)) = best {
        return Some(Delimiter::Byte(byte));
    }
    let blanks = rows.iter().map(|row| row.split_whitespace().count().saturating_sub(1)).collect();
    steady_count(blanks).filter(|(share, _)| *share >= 60).map(|_| Delimiter::Blanks)
}

/// The commonest count above 0 and the share of rows in percent that have it.
fn steady_count(counts: Vec<usize>) -> Option<(usize, usize)> {
    let mut sorted: Vec<usize> = counts.iter().copied().filter(|count| *count > 0).collect();
    sorted.sort_unstable();
    let commonest = sorted.chunk_by(|a, b| a == b).max_by_key(|run| run.len())?;
    Some((100 * commonest.len() / counts.len().max(1), *commonest.first()?))
}

/// The first rows of a text; a line break inside quotes does not end a row.
fn sample_rows(sample: &str) -> Vec<&str> {
    const MOST: usize = 50;
    let mut rows = Vec::new();
    let (mut start, mut quoted) = (0, false);
    for (at, byte) in sample.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => {
                rows.extend(sample.get(start..at));
                start = at + 1;
                if rows.len() >= MOST {
                    break;
                }
            }
            _ => {}
        }
    }
    // The last piece may be cut in the middle of a row: it counts only where it is all there is.
    if rows.is_empty() {
        rows.extend(sample.get(start..));
    }
    rows.retain(|row| !row.trim().is_empty());
    rows
}

fn count_outside_quotes(row: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    row.bytes()
        .filter(|byte| {
            quoted ^= *byte == b'"';
            !quoted && *byte == delimiter
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters() {
        for (sample, expected, rule) in [
            ("a,b,c\n1,2,3\n", Some(Delimiter::Byte(b',')), "commas"),
            ("a;b\n1,5;2\n2,5;3\n", Some(Delimiter::Byte(b';')), "decimal commas"),
            ("a\tb\n1, 2\t3\n", Some(Delimiter::Byte(b'\t')), "tabs"),
            (
                " 00004 0001 19970101  2   29.33\n 00004 0001 19970118  2   29.73\n",
                Some(Delimiter::Blanks),
                "blanks",
            ),
            ("\"a\n,;b\",c\n1,2\n3,4\n", Some(Delimiter::Byte(b',')), "a line break in quotes"),
            ("a\nb\nc\n", None, "one column"),
            ("", None, "nothing"),
            ("a,b", Some(Delimiter::Byte(b',')), "one row without an end"),
        ] {
            assert_eq!(guess(sample), expected, "{rule}");
        }
    }
}
