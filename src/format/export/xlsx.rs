//! Tables as an Excel workbook. Texts are texts there whatever they look like; money and days are
//! numbers with a form, so that a spreadsheet can count with them.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Column, Kind, TitleLang, guard, thousandths, yuan};
use crate::domain::day::Day;

/// Rows of a sheet, the titles included.
const MOST_ROWS: u32 = 1_048_576;
/// Digits of a number that a spreadsheet keeps.
const DIGITS: usize = 15;

/// Why a workbook cannot hold what it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookFault {
    /// More rows than a sheet has.
    TooManyRows,
    /// A cell longer than a cell can be, or no memory.
    Unwritable,
}

impl From<XlsxError> for WorkbookFault {
    fn from(_: XlsxError) -> WorkbookFault {
        WorkbookFault::Unwritable
    }
}

/// A workbook of one sheet while it is being written.
pub struct WorkbookWriter {
    sheet: Worksheet,
    row: u32,
    money: Format,
    day: Format,
}

impl WorkbookWriter {
    /// Writes the titles, which stay where they are when the sheet is scrolled.
    ///
    /// # Errors
    /// Where the sheet cannot be named so.
    pub fn new(
        name: &str,
        columns: &[Column],
        lang: TitleLang,
    ) -> Result<WorkbookWriter, WorkbookFault> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        sheet.set_freeze_panes(1, 0)?;
        let bold = Format::new().set_bold();
        for (at, column) in (0..).zip(columns) {
            sheet.write_string_with_format(0, at, column.title(lang), &bold)?;
            sheet.set_column_width(at, width(*column, lang))?;
        }
        let money = Format::new().set_num_format("0.00");
        let day = Format::new().set_num_format("yyyy-mm-dd");
        Ok(WorkbookWriter { sheet, row: 1, money, day })
    }

    /// Writes a row.
    ///
    /// # Errors
    /// [`WorkbookFault`].
    pub fn push(&mut self, cells: &[Cell]) -> Result<(), WorkbookFault> {
        if self.row >= MOST_ROWS {
            return Err(WorkbookFault::TooManyRows);
        }
        for (at, cell) in (0..).zip(cells) {
            self.put(at, cell)?;
        }
        self.row += 1;
        Ok(())
    }

    fn put(&mut self, at: u16, cell: &Cell) -> Result<(), XlsxError> {
        let (sheet, row) = (&mut self.sheet, self.row);
        let mut number = |text: String, format: Option<&Format>| {
            let digits = text.bytes().filter(u8::is_ascii_digit).count();
            match (text.parse::<f64>(), format) {
                // What would be rounded stays a text.
                (Err(_), _) => sheet.write_string(row, at, &text).map(|_| ()),
                _ if digits > DIGITS => sheet.write_string(row, at, &text).map(|_| ()),
                (Ok(number), None) => sheet.write_number(row, at, number).map(|_| ()),
                (Ok(number), Some(format)) => {
                    sheet.write_number_with_format(row, at, number, format).map(|_| ())
                }
            }
        };
        match cell {
            Cell::Empty => Ok(()),
            Cell::Whole(it) => number(it.to_string(), None),
            Cell::Units(it) => number(thousandths(it.thousandths()), None),
            Cell::Money(fen) => number(yuan(*fen), Some(&self.money)),
            Cell::Text(text) => {
                sheet.write_string(row, at, guard::guarded_in_workbook(text)).map(|_| ())
            }
            Cell::Day(day) => match date(*day) {
                Some(date) => {
                    sheet.write_datetime_with_format(row, at, date, &self.day).map(|_| ())
                }
                None => sheet.write_string(row, at, day.to_string()).map(|_| ()),
            },
        }
    }

    /// The workbook as bytes, made on that day.
    ///
    /// # Errors
    /// [`WorkbookFault::Unwritable`].
    pub fn finish(self, today: Day) -> Result<Vec<u8>, WorkbookFault> {
        let mut book = Workbook::new();
        // A clock there is none where this runs; without a time the library would ask for one.
        let made = date(today).map_or_else(|| ExcelDateTime::from_ymd(2000, 1, 1), Ok)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&made));
        book.push_worksheet(self.sheet);
        Ok(book.save_to_buffer()?)
    }
}

/// A day as a spreadsheet has it: not before 1901, for the year 1900 is wrong there.
fn date(day: Day) -> Option<ExcelDateTime> {
    let (year, month, date) = day.ymd();
    let year = u16::try_from(year).ok().filter(|year| *year > 1900)?;
    ExcelDateTime::from_ymd(year, u8::try_from(month).ok()?, u8::try_from(date).ok()?).ok()
}

/// How wide a column is, in digits.
fn width(column: Column, lang: TitleLang) -> f64 {
    let title: u32 = column.title(lang).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    let content = match (column, column.kind()) {
        (Column::OrderNumber, _) => 22,
        (Column::Address | Column::ReceiverAddress | Column::OrderItem | Column::Item, _) => 32,
        (_, Kind::Text) => 14,
        (_, Kind::Number) => 8,
        (_, Kind::Money | Kind::Day) => 11,
    };
    f64::from(content.max(title + 2))
}
