//! The rows of an Excel workbook, one at a time: never a whole sheet in memory.

use std::io::Cursor;
use std::ops::RangeInclusive;

use calamine::{
    Cell, DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxCellReader, XlsxError,
};
use csv::StringRecord;

use super::bytes::FileBytes;
use super::container;
use super::merged::{Inherited, Merged};
use super::number_cell;
use super::pausing::{Hand, Pausing};
use super::sheets::{Columns, Sheet, Sheets, titles};
use crate::format::problem::{NotATable, Refusal};

/// The first rows of a sheet, by which it is chosen.
const LOOKED_AT: usize = 30;
/// More sheets than these are not looked at.
const MOST_SHEETS: usize = 100;
/// Columns of a sheet, as the format has them.
const MOST_COLUMNS: u32 = 16_384;
/// Short rows are filled up as far as the widest before them, but not further than this.
const WIDEST_FILL: usize = 256;
/// Sheets that say they have other numbers of rows are not looked through for merged cells: nobody
/// merges so much, two rows under their titles are the least, and some say nothing.
const ROWS_WITH_MERGED: RangeInclusive<u64> = 3..=20_000;
/// Cells that nothing stands in: so many in all, and so many for each that is filled. A cell far
/// to the right costs a few bytes in the file and thousands of cells here.
const MOST_EMPTY: (u64, u64) = (2_000_000, 200);

/// What the first rows of a sheet are.
pub(crate) struct Judgement {
    /// How well they look like the table that is wanted: the greatest is taken.
    pub(crate) rank: u32,
    /// Which of them holds the titles; `None` where there are none.
    pub(crate) titles: Option<usize>,
}

/// Looks at the first rows of a sheet.
pub(crate) type Judge = Box<dyn Fn(&[StringRecord]) -> Judgement>;

/// The sheets of a workbook that hold the table.
pub(crate) struct Workbook {
    work: Pausing<Event>,
    row: u64,
    rows: u64,
    sheets: Sheets,
}

enum Event {
    /// Some of the work is done.
    Pause,
    /// The sheets are chosen; so many rows do they say they have. These are not read.
    Chosen { rows: u64, others: Vec<String> },
    /// A sheet begins.
    Begun(Sheet),
    /// A row, with its number and what it inherits from merged cells.
    Row { number: u64, cells: StringRecord, inherited: Inherited },
}

/// One step towards the next row.
pub(crate) enum SheetStep {
    /// There is more to do.
    Pause,
    /// Here it is, with its number, counted on over the sheets.
    Row(u64, StringRecord, Inherited),
    /// There is none.
    End,
}

impl Workbook {
    /// Begins with a workbook.
    pub(crate) fn new(bytes: FileBytes, judge: Judge) -> Workbook {
        let work = Pausing::new(|hand| async move { read(bytes, judge, &hand).await });
        Workbook { work, row: 0, rows: 0, sheets: Sheets::default() }
    }

    /// Does a piece of the work.
    pub(crate) fn step(&mut self) -> Result<SheetStep, Refusal> {
        Ok(match self.work.next()? {
            Some(Event::Pause) => SheetStep::Pause,
            Some(Event::Chosen { rows, others }) => {
                self.rows = rows;
                self.sheets.others = others;
                SheetStep::Pause
            }
            Some(Event::Begun(sheet)) => {
                self.sheets.read.push(sheet);
                SheetStep::Pause
            }
            Some(Event::Row { number, cells, inherited }) => {
                self.row = number;
                SheetStep::Row(number, cells, inherited)
            }
            None => SheetStep::End,
        })
    }

    /// The sheets so far.
    pub(crate) const fn sheets(&self) -> &Sheets {
        &self.sheets
    }

    /// How far it is: rows read, of the rows that the sheets say they have.
    pub(crate) fn progress(&self) -> (u64, u64) {
        (self.row, self.rows.max(self.row))
    }
}

fn damaged<E>(_: E) -> Refusal {
    Refusal::NotATable(NotATable::Workbook)
}

type Book = Xlsx<Cursor<FileBytes>>;
type Cells<'a> = XlsxCellReader<'a, Cursor<FileBytes>>;

/// The next cell; one whose error has a name that is not known is passed over.
fn next_cell<'a>(cells: &mut Cells<'a>) -> Result<Option<Cell<DataRef<'a>>>, Refusal> {
    loop {
        match cells.next_cell() {
            Ok(cell) => return Ok(cell),
            Err(XlsxError::CellError(_)) => {}
            Err(error) => return Err(damaged(error)),
        }
    }
}

async fn read(bytes: FileBytes, judge: Judge, hand: &Hand<Event>) -> Result<(), Refusal> {
    container::check(&bytes, hand, || Event::Pause).await?;
    let mut book: Book = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => Refusal::NotATable(NotATable::Protected),
        other => damaged(other),
    })?;
    hand.over(Event::Pause).await;
    let chosen = choose(&mut book, &judge)?;
    let Choice { sheets, others } = chosen.with_others(&mut book)?;
    let rows = sheets.iter().map(|sheet| sheet.rows).sum();
    hand.over(Event::Chosen { rows, others }).await;
    let mut after = 0;
    for sheet in sheets {
        hand.over(Event::Begun(Sheet { name: sheet.name.clone(), after })).await;
        after = read_sheet(&mut book, &sheet, after, hand).await?;
    }
    Ok(())
}

/// Reads a sheet from behind its titles, or from its beginning; the number of its last row.
async fn read_sheet(
    book: &mut Book,
    chosen: &ChosenSheet,
    after: u64,
    hand: &Hand<Event>,
) -> Result<u64, Refusal> {
    let is_1904 = book.has_1904_epoch();
    let mut merged = merged(book, chosen);
    let mut cells = book.worksheet_cells_reader(&chosen.name).map_err(damaged)?;
    let mut sheet = SheetRows::default();
    loop {
        let cell = next_cell(&mut cells)?;
        let (number, done) = match &cell {
            Some(cell) => (u64::from(cell.get_position().0) + 1, false),
            None => (0, true),
        };
        if (done || number != sheet.number)
            && let Some(cells) = sheet.take()?
            && sheet.number > chosen.passed
        {
            let row = u32::try_from(sheet.number - 1).unwrap_or(u32::MAX);
            let inherited = chosen.columns.put_inherited(merged.pass(row, &cells));
            let cells = chosen.columns.put(cells);
            hand.over(Event::Row { number: after + sheet.number, cells, inherited }).await;
        }
        let Some(cell) = cell else { return Ok(after + sheet.number) };
        sheet.number = number;
        sheet.put(cell.get_position().1, &cell_text(cell.get_value(), is_1904))?;
    }
}

/// The merged areas of a sheet, for which it is looked through once more.
fn merged(book: &mut Book, chosen: &ChosenSheet) -> Merged {
    if !ROWS_WITH_MERGED.contains(&chosen.rows) {
        return Merged::default();
    }
    let areas = book.merge_cells_by_sheet_name(&chosen.name);
    areas.map(|areas| Merged::of(&areas)).unwrap_or_default()
}

/// A sheet that is read.
struct ChosenSheet {
    name: String,
    /// Rows that it says it has.
    rows: u64,
    /// Up to this row it is not read: titles stand there that are known already.
    passed: u64,
    columns: Columns,
}

/// The sheets that are read, and those that have rows and are not.
struct Choice {
    sheets: Vec<ChosenSheet>,
    others: Vec<String>,
}

/// The sheet that holds the table, its titles, and the other visible ones.
struct Chosen {
    sheet: ChosenSheet,
    titles: Vec<String>,
    visible: Vec<String>,
}

impl Chosen {
    fn new(name: String, rows: u64) -> Chosen {
        let sheet = ChosenSheet { name, rows, passed: 0, columns: Columns::Same };
        Chosen { sheet, titles: Vec::new(), visible: Vec::new() }
    }

    /// Sheets with the same titles are read behind it, in their order.
    fn with_others(self, book: &mut Book) -> Result<Choice, Refusal> {
        let Chosen { sheet, titles, visible } = self;
        let mut choice = Choice { sheets: vec![sheet], others: Vec::new() };
        for name in visible {
            let Some(first) = first_rows(book, &name)? else { continue };
            let mut rows = first.rows.iter().zip(&first.numbers);
            let alike = rows.find_map(|(row, at)| Some((Columns::of(row, &titles)?, *at)));
            match alike.filter(|_| titles.len() > 1) {
                Some((columns, passed)) => {
                    choice.sheets.push(ChosenSheet { name, rows: first.height, passed, columns });
                }
                // A single row is a title or a note.
                None if first.rows.len() > 1 => choice.others.push(name),
                None => {}
            }
        }
        Ok(choice)
    }
}

/// The sheet whose first rows the judge likes best; else the one with most cells in them; hidden
/// sheets last.
fn choose(book: &mut Book, judge: &Judge) -> Result<Chosen, Refusal> {
    let mut sheets: Vec<(bool, String)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .take(MOST_SHEETS)
        .map(|sheet| (sheet.visible == SheetVisible::Visible, sheet.name.clone()))
        .collect();
    if let [(_, only)] = sheets.as_mut_slice() {
        let name = std::mem::take(only);
        let rows = height(&book.worksheet_cells_reader(&name).map_err(damaged)?);
        return Ok(Chosen::new(name, rows));
    }
    let mut best: Option<((bool, u32, bool, usize), Chosen)> = None;
    for (is_visible, name) in &sheets {
        let Some(first) = first_rows(book, name)? else { continue };
        let filled = first.rows.iter().flatten().filter(|cell| !cell.is_empty()).count();
        let judgement = judge(&first.rows);
        let rank = (*is_visible && filled > 0, judgement.rank, *is_visible, filled);
        if best.as_ref().is_none_or(|(standing, _)| rank > *standing) {
            let row = judgement.titles.and_then(|at| first.rows.get(at));
            let titles = row.map(titles).unwrap_or_default();
            best = Some((rank, Chosen { titles, ..Chosen::new(name.clone(), first.height) }));
        }
    }
    let (_, mut chosen) = best.ok_or(Refusal::NotATable(NotATable::Workbook))?;
    sheets.retain(|(is_visible, name)| *is_visible && *name != chosen.sheet.name);
    chosen.visible = sheets.into_iter().map(|(_, name)| name).collect();
    Ok(chosen)
}

/// The first rows of a sheet that have something in them.
struct FirstRows {
    rows: Vec<StringRecord>,
    numbers: Vec<u64>,
    /// Rows that the sheet says it has.
    height: u64,
}

fn height(cells: &Cells<'_>) -> u64 {
    u64::from(cells.dimensions().end.0) + 1
}

/// The first rows of a sheet; `None` where it is none with cells (a chart).
fn first_rows(book: &mut Book, name: &str) -> Result<Option<FirstRows>, Refusal> {
    let is_1904 = book.has_1904_epoch();
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(None),
        Err(error) => return Err(damaged(error)),
    };
    let (mut rows, mut numbers, height) = (Vec::new(), Vec::new(), height(&cells));
    let mut sheet = SheetRows::default();
    loop {
        let cell = next_cell(&mut cells)?;
        let number = cell.as_ref().map(|cell| u64::from(cell.get_position().0) + 1);
        if number != Some(sheet.number)
            && let Some(row) = sheet.take()?
        {
            rows.push(row);
            numbers.push(sheet.number);
        }
        let (Some(cell), true) = (cell, rows.len() < LOOKED_AT) else {
            return Ok(Some(FirstRows { rows, numbers, height }));
        };
        sheet.number = number.unwrap_or(0);
        sheet.put(cell.get_position().1, &cell_text(cell.get_value(), is_1904))?;
    }
}

/// Cells as they come, put into rows.
#[derive(Default)]
struct SheetRows {
    number: u64,
    row: StringRecord,
    is_filled: bool,
    widest: usize,
    filled: u64,
    empty: u64,
}

impl SheetRows {
    fn put(&mut self, column: u32, text: &str) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        if column >= MOST_COLUMNS {
            return Err(damaged(()));
        }
        self.is_filled = true;
        self.filled += 1;
        let column = column as usize;
        if column >= self.row.len() {
            self.fill(column)?;
            self.row.push_field(text);
            return Ok(());
        }
        // Cells of a row in a wrong order, or one told twice: the row is made again.
        let cells = self.row.iter().enumerate();
        let again: StringRecord =
            cells.map(|(at, cell)| if at == column { text } else { cell }).collect();
        self.count_empty(again.len())?;
        self.row = again;
        Ok(())
    }

    fn fill(&mut self, width: usize) -> Result<(), Refusal> {
        self.count_empty(width.saturating_sub(self.row.len()))?;
        while self.row.len() < width {
            self.row.push_field("");
        }
        Ok(())
    }

    fn count_empty(&mut self, more: usize) -> Result<(), Refusal> {
        self.empty += more as u64;
        if self.empty > MOST_EMPTY.0 + MOST_EMPTY.1 * self.filled {
            return Err(Refusal::NotATable(NotATable::Inflated));
        }
        Ok(())
    }

    /// The row, if anything stands in it.
    fn take(&mut self) -> Result<Option<StringRecord>, Refusal> {
        if !std::mem::take(&mut self.is_filled) {
            self.row.clear();
            return Ok(None);
        }
        self.widest = self.widest.max(self.row.len());
        self.fill(self.widest.min(WIDEST_FILL))?;
        Ok(Some(std::mem::take(&mut self.row)))
    }
}

fn cell_text(value: &DataRef<'_>, is_1904: bool) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number_cell::text(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(true) => "TRUE".to_owned(),
        DataRef::Bool(false) => "FALSE".to_owned(),
        DataRef::DateTime(date) if date.is_duration() => number_cell::duration(date.as_f64()),
        DataRef::DateTime(date) => number_cell::date(date.as_f64(), is_1904),
        DataRef::DateTimeIso(text) => text.replacen('T', " ", 1),
        DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
