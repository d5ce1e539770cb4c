//! What a file seems to be, for the page where the seller says what its columns mean.
//!
//! Only the beginning of a text is looked at, so that a large file answers at once; a workbook is
//! unpacked once, for nothing in it can be believed before.

use serde::{Deserialize, Serialize};
mod content;
mod date_forms;
pub(crate) mod doubt;
mod dropped;
mod guess;
mod look;
mod misfits;
mod propose;

use std::io::Read as _;

pub(crate) use content::Kind;
pub use date_forms::DateReading;
use look::Look;

use super::date::DateForm;
use super::encoding::{Encoding, OpenDecoder, Sniffed, Sniffer};
use super::intake::ReadOptions;
use super::intake::opening::{Opened, SAMPLE_ROWS, TextForm};
use super::json_text;
use super::mapping::{DropRule, Field, Mapping, MappingKind};
use super::orders::file_format::FileFormat;
use super::problem::{NotATable, Refusal};
use super::table::bytes::{FileBytes, Magic};
use super::table::container;
use super::table::dialect::Delimiter;

/// Bytes of a text that are looked at for its encoding.
const LOOKED_AT_BYTES: usize = 1 << 20;

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
    /// Fields that most of its cells cannot be read as: an amount, a day, a phone.
    pub misfits: Vec<Field>,
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
    /// More of its characters are broken than a few scars explain: the encoding is another one.
    pub is_garbled: bool,
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
    /// A file that is recognised without help is read through it as it is without.
    #[serde(with = "json_text")]
    pub mapping: Mapping,
    /// Rules for a table that is recognised, and is read without them.
    #[serde(with = "json_text")]
    pub offers: Vec<DropRule>,
    /// The mapping for the case that its rows are the other kind: people, or orders.
    #[serde(with = "json_text")]
    pub other: Mapping,
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
    let settled = options.mapping.as_ref().or(look.remembered);
    let kind = look.kind(settled);
    let columns = look.columns(settled, kind);
    let mut mapping = propose::mapping(&look, &columns, kind, settled);
    let rules = propose::rules(&look, &columns, kind, settled);
    // What is read without help is read without rules; they may be offered all the same.
    let is_as_read = look.recognised(kind).is_some();
    let (on, offers) = if is_as_read { (Vec::new(), rules) } else { (rules, Vec::new()) };
    mapping.drop.extend(on);
    let form = text.zip(sniffed);
    Ok(Survey {
        name: name.to_owned(),
        format: if are_cards { Some(FileFormat::Vcard) } else { look.format() },
        encoding: form
            .map(|(text, sniffed)| encoding(text, sniffed, settled, is_whole, is_garbled)),
        is_garbled,
        delimiter: text.map(|text| look.delimiter(text, settled)),
        is_whole,
        header_line: look.header_line,
        dates: look.dates(&columns, settled),
        rows: look.shown(),
        damaged_number: look.damaged_number(&columns),
        missing: missing(&columns, kind),
        signature: look.signature(rows),
        other: look.other(&mapping),
        mapping,
        offers,
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

fn missing(columns: &[ColumnGuess], kind: MappingKind) -> Vec<Missing> {
    let has = |field: Field| {
        columns.iter().filter_map(|column| column.field).any(|guess| guess.value == field)
    };
    let customer = (!guess::WHO.into_iter().any(has)).then_some(Missing::Customer);
    let is_dated = kind == MappingKind::Customers || has(Field::Date);
    let date = (!is_dated).then_some(Missing::Date);
    customer.into_iter().chain(date).collect()
}
