//! What a file seems to be, for the page where the seller says what its columns mean.
//!
//! Only the beginning of a text is looked at, so that a large file answers at once; a workbook is
//! unpacked once, for nothing in it can be believed before.

use serde::{Deserialize, Serialize};
mod content;
mod date_forms;
mod dropped;
mod guess;
mod propose;

use std::io::Read as _;

use csv::StringRecord;

pub(crate) use content::Kind;
use content::Profile;
pub use date_forms::DateReading;

use super::date::{DateForm, FieldOrder};
use super::encoding::{Encoding, OpenDecoder, Sniffed, Sniffer};
use super::intake::ReadOptions;
use super::intake::census::NumberCensus;
use super::intake::header::{self, Standing};
use super::intake::opening::{Opened, SAMPLE_ROWS, TextForm};
use super::json_text;
use super::mapping::{Field, Mapping};
use super::orders::layout::{FileFormat, Layout};
use super::problem::{NotATable, Refusal};
use super::table::bytes::{FileBytes, Magic};
use super::table::dialect::Delimiter;
use super::table::{cell, container};

/// Bytes of a text that are looked at for its encoding.
const LOOKED_AT_BYTES: usize = 1 << 20;
/// Rows shown.
const SHOWN_ROWS: usize = 20;
/// Values shown of a column.
const SHOWN_VALUES: usize = 3;

/// How sure a guess is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Confidence {
    /// From what stands in the cells, and it could be something else.
    Guess,
    /// The title and the cells fit, or the cells can hardly be anything else.
    Likely,
    /// The file says so itself.
    Certain,
}

/// A guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessed<T> {
    /// What is guessed.
    pub value: T,
    /// How sure it is.
    pub confidence: Confidence,
}

impl<T> Guessed<T> {
    const fn new(value: T, confidence: Confidence) -> Guessed<T> {
        Guessed { value, confidence }
    }
}

/// What a column seems to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnGuess {
    /// Its title, without blanks and guards at its ends; empty in a file without titles.
    pub title: String,
    /// The field; `None` where nothing fits.
    pub field: Option<Guessed<Field>>,
    /// Up to three different values, shortened.
    pub samples: Vec<String>,
    /// Ways to read them as dates, beside the usual one.
    pub dates: Vec<DateReading>,
}

/// What is missing to read a file as orders.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Missing {
    /// No column says who bought.
    Customer,
    /// No column says when.
    Date,
}

/// What a file seems to be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Its name.
    pub name: String,
    /// What it is read as without any help; `None` = it needs a mapping.
    pub format: Option<FileFormat>,
    /// The encoding; `None` for a workbook.
    pub encoding: Option<Guessed<Encoding>>,
    /// What stands between the cells; `None` for a workbook.
    pub delimiter: Option<Guessed<Delimiter>>,
    /// True where all of the text was looked at for it, and not only the beginning.
    pub is_whole: bool,
    /// The line of the titles, or that there are none.
    pub header_line: Guessed<Option<u64>>,
    /// How the dates of the date column are written; `None` without one.
    pub dates: Option<Guessed<DateForm>>,
    /// The first rows under the titles, with their lines.
    pub rows: Vec<(u64, Vec<String>)>,
    /// The columns.
    pub columns: Vec<ColumnGuess>,
    /// An order number that a spreadsheet has damaged, where that befell them all: the file must be
    /// exported again.
    pub damaged_number: Option<String>,
    /// What no column was found for.
    pub missing: Vec<Missing>,
    /// Under what a mapping for files of this kind is remembered.
    pub signature: String,
    /// A mapping that reads the file as guessed.
    #[serde(with = "json_text")]
    pub mapping: Mapping,
}

/// Looks at a file. A mapping in the options says what the seller has settled already: encoding,
/// delimiter, titles or none, and the columns it names.
///
/// # Errors
/// Only what no mapping can cure: empty, damaged, no table.
pub fn survey(
    name: &str,
    bytes: Vec<u8>,
    decoders: &dyn OpenDecoder,
    options: &ReadOptions,
) -> Result<Survey, Refusal> {
    let bytes = FileBytes::new(bytes);
    if bytes.is_empty() {
        return Err(Refusal::Blank);
    }
    if let Some(foreign) = bytes.foreign() {
        return Err(Refusal::NotATable(foreign));
    }
    let (mut opened, sniffed, is_whole) = match bytes.magic() {
        Magic::Ole2 => return Err(Refusal::NotATable(container::ole2(&bytes))),
        Magic::Zip => (Opened::workbook(bytes.clone(), options), None, true),
        Magic::Plain | Magic::Gzip => {
            let (sniffed, is_whole) = sniff(&bytes)?;
            let opened = Opened::text(&bytes, sniffed, options.mapping.as_ref(), decoders)?;
            (opened, Some(sniffed), is_whole)
        }
    };
    while !opened.rows.look_ahead(SAMPLE_ROWS)? {}
    let text = opened.text;
    let is_garbled = opened.rows.is_garbled();
    let are_cards = opened.rows.are_cards();
    let rows = opened.rows.head();
    if rows.is_empty() {
        return Err(Refusal::Blank);
    }
    if rows.iter().all(|(_, row)| row.len() < 2) {
        return Err(Refusal::NotATable(NotATable::OneColumn));
    }
    let look = Look::at(rows, options);
    if look.data.is_empty() {
        return Err(Refusal::Empty);
    }
    let settled = options.mapping.as_ref();
    let columns = look.columns(settled);
    let form = text.zip(sniffed);
    Ok(Survey {
        name: name.to_owned(),
        format: if are_cards { Some(FileFormat::Vcard) } else { look.format() },
        encoding: form
            .map(|(text, sniffed)| encoding(text, sniffed, settled, is_whole, is_garbled)),
        delimiter: text.map(|text| look.delimiter(text, settled)),
        is_whole,
        header_line: look.header_line,
        dates: look.dates(&columns, settled),
        rows: look.shown(),
        damaged_number: look.damaged_number(&columns),
        missing: missing(&columns),
        signature: look.signature(rows),
        mapping: propose::mapping(&look, &columns, settled),
        columns,
    })
}

/// What the beginning of a text is, and whether that was all of it.
fn sniff(bytes: &FileBytes) -> Result<(Sniffed, bool), Refusal> {
    let mut begin = Vec::new();
    let limit = LOOKED_AT_BYTES as u64 + 1;
    bytes
        .open()
        .take(limit)
        .read_to_end(&mut begin)
        .map_err(|_| Refusal::Truncated { line: None })?;
    let is_whole = begin.len() <= LOOKED_AT_BYTES;
    let mut sniffer = Sniffer::default();
    sniffer.feed(&begin);
    Ok((if is_whole { sniffer.verdict() } else { sniffer.verdict_so_far() }, is_whole))
}

fn encoding(
    text: TextForm,
    sniffed: Sniffed,
    settled: Option<&Mapping>,
    is_whole: bool,
    is_garbled: bool,
) -> Guessed<Encoding> {
    let named = settled.is_some_and(|mapping| !mapping.encoding.eq_ignore_ascii_case("auto"));
    let confidence = match (text.encoding, sniffed) {
        _ if is_garbled => Confidence::Guess,
        _ if named => Confidence::Certain,
        (Encoding::Utf16Le | Encoding::Utf16Be, _) => Confidence::Certain,
        (Encoding::Utf8, Sniffed::Text(_)) if is_whole => Confidence::Certain,
        (Encoding::Utf8 | Encoding::Gb18030, _) => Confidence::Likely,
    };
    Guessed::new(text.encoding, confidence)
}

fn missing(columns: &[ColumnGuess]) -> Vec<Missing> {
    let has = |field: Field| {
        columns.iter().filter_map(|column| column.field).any(|guess| guess.value == field)
    };
    let customer = (!guess::WHO.into_iter().any(has)).then_some(Missing::Customer);
    let date = (!has(Field::Date)).then_some(Missing::Date);
    customer.into_iter().chain(date).collect()
}

/// The first rows of a file, taken apart.
struct Look<'a> {
    titles: Option<&'a StringRecord>,
    standing: Standing,
    header_line: Guessed<Option<u64>>,
    data: Vec<(u64, &'a StringRecord)>,
    profiles: Vec<Profile>,
}

impl<'a> Look<'a> {
    fn at(rows: &'a [(u64, StringRecord)], options: &ReadOptions) -> Look<'a> {
        let plain: Vec<&StringRecord> = rows.iter().map(|(_, row)| row).collect();
        let found = header::find(&plain, options);
        let settled = options.mapping.as_ref();
        let (at, confidence) = match (settled, found.standing) {
            (Some(mapping), _) if !mapping.header => (None, Confidence::Certain),
            (None, Standing::Remembered) if found.mapping.is_some_and(|it| !it.header) => {
                (None, Confidence::Likely)
            }
            (_, Standing::Table(_) | Standing::Remembered | Standing::Known | Standing::Asked) => {
                (Some(found.at), Confidence::Certain)
            }
            (Some(_), _) => (Some(titles_by_looks(&plain).0.unwrap_or(0)), Confidence::Guess),
            (None, Standing::Words(_)) => (Some(found.at), Confidence::Likely),
            (None, Standing::Nothing) => titles_by_looks(&plain),
        };
        let header = at.and_then(|at| rows.get(at));
        let data: Vec<(u64, &StringRecord)> =
            rows.iter().skip(at.map_or(0, |at| at + 1)).map(|(line, row)| (*line, row)).collect();
        let titles = header.map(|(_, row)| row);
        // Columns past the titles, or past what most rows have, are slips of single rows.
        let width = titles.map_or(0, StringRecord::len).max(usual_width(&data));
        let profiles = (0..width).map(|column| {
            let cells = data.iter().map(|(_, row)| cell::identifier(row.get(column).unwrap_or("")));
            Profile::of(&cells.collect::<Vec<_>>(), SHOWN_VALUES)
        });
        let profiles = profiles.collect();
        let header_line = Guessed::new(header.map(|(line, _)| *line), confidence);
        Look { titles, standing: found.standing, header_line, data, profiles }
    }

    fn title(&self, column: usize) -> &'a str {
        cell::text(self.titles.and_then(|titles| titles.get(column)).unwrap_or(""))
    }

    fn format(&self) -> Option<FileFormat> {
        let layout = self.titles.and_then(|titles| Layout::of(titles, None).ok());
        layout.map(|layout| layout.format)
    }

    fn columns(&self, settled: Option<&Mapping>) -> Vec<ColumnGuess> {
        let titles: Vec<String> =
            (0..self.profiles.len()).map(|at| self.title(at).to_owned()).collect();
        let layout = self.layout(settled);
        let mut fields = match &layout {
            Some(layout) => {
                let field = |at| Field::ALL.into_iter().find(|it| layout.column(*it) == Some(at));
                let certain = |field| Guessed::new(field, Confidence::Certain);
                (0..titles.len()).map(|at| field(at).map(certain)).collect()
            }
            None => guess::fields(&titles, &self.profiles),
        };
        fields.resize(titles.len(), None);
        let columns = titles.into_iter().zip(fields).zip(&self.profiles);
        columns
            .map(|((title, field), cells)| ColumnGuess {
                title,
                field,
                samples: cells.samples.clone(),
                dates: date_forms::fitting(&cells.samples),
            })
            .collect()
    }

    /// The columns where they are known: of an export, or settled by the seller.
    fn layout(&self, settled: Option<&Mapping>) -> Option<Layout> {
        let is_settled = settled.is_some_and(|mapping| !mapping.columns.is_empty());
        if self.standing != Standing::Known && !is_settled {
            return None;
        }
        let first = self.titles.or_else(|| self.data.first().map(|(_, row)| *row))?;
        Layout::of(first, settled).ok()
    }

    fn dates(
        &self,
        columns: &[ColumnGuess],
        settled: Option<&Mapping>,
    ) -> Option<Guessed<DateForm>> {
        if let Some(form) = settled.and_then(Mapping::date_form) {
            return Some(Guessed::new(form, Confidence::Certain));
        }
        let is_date = |column: &ColumnGuess| column.field.is_some_and(|it| it.value == Field::Date);
        let cells = self.profiles.get(columns.iter().position(is_date)?)?;
        if cells.filled > 0 && cells.serials == cells.filled {
            return Some(Guessed::new(DateForm::Serial, Confidence::Likely));
        }
        let confidence = if cells.share(&[Kind::Date]) < 50 {
            Confidence::Guess
        } else if cells.year_last == 0 {
            if cells.bare_dates > 0 { Confidence::Likely } else { Confidence::Certain }
        } else if cells.decided > 0 {
            Confidence::Likely
        } else {
            Confidence::Guess
        };
        let is_short = cells.order == FieldOrder::YearFirst;
        let asks = cells.year_last > 0 || is_short;
        let order = if asks { cells.order } else { FieldOrder::default() };
        Some(Guessed::new(DateForm::Auto(order), confidence))
    }

    fn damaged_number(&self, columns: &[ColumnGuess]) -> Option<String> {
        let is_number =
            |column: &ColumnGuess| column.field.is_some_and(|it| it.value == Field::OrderId);
        let at = columns.iter().position(is_number)?;
        let mut census = NumberCensus::default();
        for (_, row) in &self.data {
            census.count(cell::identifier(row.get(at).unwrap_or("")));
        }
        match census.verdict() {
            Err(Refusal::OrderNumberDamaged { example }) => Some(example),
            Err(_) | Ok(()) => None,
        }
    }

    fn delimiter(&self, text: TextForm, settled: Option<&Mapping>) -> Guessed<Delimiter> {
        let named = settled.is_some_and(|mapping| Delimiter::named(mapping.delimiter).is_some());
        let width = usual_width(&self.data);
        let even = self.data.iter().filter(|(_, row)| row.len() == width).count();
        let share = 100 * even / self.data.len().max(1);
        let confidence = if named || text.is_declared {
            Confidence::Certain
        } else if share >= 90 && width > 1 {
            Confidence::Likely
        } else {
            Confidence::Guess
        };
        Guessed::new(text.delimiter, confidence)
    }

    fn shown(&self) -> Vec<(u64, Vec<String>)> {
        let cells = |row: &StringRecord| row.iter().map(|it| cell::text(it).to_owned()).collect();
        self.data.iter().take(SHOWN_ROWS).map(|(line, row)| (*line, cells(row))).collect()
    }

    fn signature(&self, rows: &[(u64, StringRecord)]) -> String {
        match self.titles {
            Some(titles) => header::signature(titles),
            None => header::shape(&rows.iter().map(|(_, row)| row).collect::<Vec<_>>()),
        }
    }
}

/// How many cells most rows have.
fn usual_width(rows: &[(u64, &StringRecord)]) -> usize {
    let mut widths: Vec<usize> = rows.iter().map(|(_, row)| row.len()).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
    most.and_then(|run| run.first()).copied().unwrap_or(0)
}

/// Titles told by their looks: words, each another, above rows in which numbers or dates stand.
fn titles_by_looks(rows: &[&StringRecord]) -> (Option<usize>, Confidence) {
    let first = rows.get(..header::LOOKED_AT).unwrap_or(rows);
    let widest = first.iter().map(|row| filled(row)).max().unwrap_or(0);
    let Some(at) = first.iter().position(|row| 2 * filled(row) > widest) else {
        return (None, Confidence::Guess);
    };
    let is_word = |title: &str| !Kind::of(cell::identifier(title)).is_data();
    let words = first.get(at).is_some_and(|row| row.iter().all(is_word));
    let below = rows.iter().skip(at + 1).any(|row| !row.iter().all(is_word));
    match (words, below) {
        (true, true) => (Some(at), Confidence::Likely),
        (true, false) => (Some(at), Confidence::Guess),
        (false, _) => (None, Confidence::Likely),
    }
}

fn filled(row: &StringRecord) -> usize {
    row.iter().filter(|cell| !cell::text(cell).is_empty()).count()
}
