//! Tables as text for a spreadsheet: UTF-8 with its mark, lines that end with CR LF, every cell
//! quoted (RFC 4180), and no cell that a spreadsheet would run or round.

use std::borrow::Cow;

use super::{Cell, Rows, guard, thousandths, yuan};
use crate::format::export::TitleLang;

/// The mark by which Excel knows that a text is UTF-8.
pub const MARK: &str = "\u{feff}";

/// Appends a row.
pub fn push_row<'a>(cells: impl IntoIterator<Item = Cow<'a, str>>, out: &mut String) {
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        out.push('"');
        if cell.contains('"') {
            out.push_str(&cell.replace('"', "\"\""));
        } else {
            out.push_str(&cell);
        }
        out.push('"');
    }
    out.push_str("\r\n");
}

/// Rows of texts as a file.
#[must_use]
pub fn of_texts<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> String {
    let mut text = MARK.to_owned();
    for row in rows {
        push_row(row.iter().map(|cell| Cow::Owned(guard::guarded(cell))), &mut text);
    }
    text
}

/// The mark and the titles.
#[must_use]
pub fn head(rows: &impl Rows, lang: TitleLang) -> String {
    let mut text = MARK.to_owned();
    let titles = rows.columns().iter().map(|column| Cow::Borrowed(column.title(lang)));
    push_row(titles, &mut text);
    text
}

/// Appends a row of a table.
pub fn push_cells(cells: &[Cell], out: &mut String) {
    push_row(cells.iter().map(written), out);
}

fn written(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => Cow::Owned(guard::guarded(text)),
        Cell::Whole(number) => Cow::Owned(number.to_string()),
        Cell::Units(units) => Cow::Owned(thousandths(units.thousandths())),
        Cell::Money(fen) => Cow::Owned(yuan(*fen)),
        Cell::Day(day) => Cow::Owned(day.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;
    use crate::domain::money::Fen;
    use crate::domain::quantity::Quantity;

    #[test]
    fn quotes_and_disarms() {
        for (cell, written) in [
            ("a", "\"a\"\r\n"),
            ("", "\"\"\r\n"),
            ("say \"hi\", now", "\"say \"\"hi\"\", now\"\r\n"),
            ("=1+1", "\"'=1+1\"\r\n"),
            ("－3", "\"'－3\"\r\n"),
            ("2026/13/02", "\"2026/13/02\"\r\n"),
            ("35100000000006693", "\"=\"\"35100000000006693\"\"\"\r\n"),
            ("two\nlines", "\"two\nlines\"\r\n"),
        ] {
            assert_eq!(of_texts([[cell.to_owned()]]), format!("{MARK}{written}"));
        }
        assert_eq!(of_texts([["a", "b"].map(str::to_owned)]), format!("{MARK}\"a\",\"b\"\r\n"));
    }

    #[test]
    fn facts() {
        for (cell, expected) in [
            (Cell::Empty, ""),
            (Cell::Whole(-12), "-12"),
            (Cell::Units(Quantity::from_thousandths(2_350)), "2.35"),
            (Cell::Units(Quantity::ONE), "1"),
            (Cell::Money(Fen::from_minor(4_590)), "45.90"),
            (Cell::Money(Fen::from_minor(-5)), "-0.05"),
            (Cell::Day(Day::from_ymd(2024, 2, 29).unwrap()), "2024-02-29"),
        ] {
            assert_eq!(written(&cell), expected);
        }
    }
}
