//! How a text ends that has no line end at its end.

use csv::StringRecord;

/// True where the last cell of the last row was begun with a quotation mark and never closed.
/// `last_line` is the text behind the last line end.
pub(super) fn is_open(row: &StringRecord, last_line: &[u8], delimiter: u8) -> bool {
    // A row of several lines has a cell with a line end, which stands in quotes.
    let mut is_quoted = row.iter().any(|cell| cell.contains('\n'));
    let mut begins_cell = !is_quoted;
    let mut bytes = last_line.iter().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' if is_quoted && bytes.peek() == Some(&&b'"') => {
                bytes.next();
            }
            b'"' if is_quoted => is_quoted = false,
            b'"' => is_quoted = begins_cell,
            _ => {}
        }
        begins_cell = !is_quoted && (*byte == delimiter || *byte == b'\r');
    }
    is_quoted
}

/// True where a line inside the last cell has as many cells as a whole row: what looks like one
/// cell is the rest of the file.
pub(super) fn has_swallowed_a_row(row: &StringRecord, delimiter: u8, widest: usize) -> bool {
    let cells = |line: &str| 1 + line.bytes().filter(|byte| *byte == delimiter).count();
    let last = row.iter().next_back().unwrap_or("");
    widest > 1 && last.lines().skip(1).any(|line| cells(line) >= widest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_are_never_closed() {
        for (text, expected) in [
            ("a,\"b", true),
            ("a,\"b\"", false),
            ("a,\"b\"\"", true),
            ("a,\"b\"\"c\"", false),
            ("a,\"", true),
            ("a,b \"c", false),
            ("a,\"b\nc", true),
            ("a,\"b\nc\"", false),
            ("a,\"b\nc\",d", false),
            ("a,\"b\nc\",\"d", true),
            ("a,\"b\n", true),
            ("", false),
        ] {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(text.as_bytes());
            let row = reader.records().next().map(Result::unwrap).unwrap_or_default();
            let last_line = text.rsplit('\n').next().unwrap_or("");
            assert_eq!(is_open(&row, last_line.as_bytes(), b','), expected, "{text}");
        }
    }
}
