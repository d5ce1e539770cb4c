//! From the bytes of a file to its first rows: which encoding, which delimiter, where the titles.

use std::io::Read as _;

use csv::StringRecord;

use super::ReadOptions;
use super::header::{self, Found};
use crate::format::encoding::{Encoding, OpenDecoder, Sniffed};
use crate::format::mapping::Mapping;
use crate::format::problem::{NotATable, NotOurs, Refusal};
use crate::format::table::bytes::{FileBytes, Utf8Stream};
use crate::format::table::cards;
use crate::format::table::dialect::{self, Delimiter};
use crate::format::table::rows::RowReader;
use crate::format::table::workbook::{Judge, Judgement};

/// How much text is looked at to find the delimiter.
const SAMPLE_BYTES: usize = 128 * 1024;
/// Rows looked at to find titles and the form of dates.
pub(crate) const SAMPLE_ROWS: usize = 2000;

/// A file that is open at its first row.
pub(crate) struct Opened {
    pub(crate) rows: RowReader,
    /// `None` for a workbook.
    pub(crate) text: Option<TextForm>,
}

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TextForm {
    pub(crate) encoding: Encoding,
    pub(crate) delimiter: Delimiter,
    /// The first line says `sep=`.
    pub(crate) is_declared: bool,
}

impl Opened {
    /// A workbook, of which the sheet is taken whose titles serve best, and those like it.
    pub(crate) fn workbook(bytes: FileBytes, options: &ReadOptions) -> Opened {
        let options = options.clone();
        let judge: Judge = Box::new(move |rows: &[StringRecord]| {
            let rows: Vec<&StringRecord> = rows.iter().collect();
            let found = header::find(&rows, &options);
            let has_titles = found.mapping.is_none_or(|mapping| mapping.header);
            let titles = has_titles.then_some(found.at);
            Judgement { rank: found.standing.rank(), titles }
        });
        Opened { rows: RowReader::of_workbook(bytes, judge), text: None }
    }

    /// A text.
    pub(crate) fn text(
        bytes: &FileBytes,
        sniffed: Sniffed,
        mapping: Option<&Mapping>,
        decoders: &dyn OpenDecoder,
    ) -> Result<Opened, Refusal> {
        let named = mapping.map(Mapping::encoding).transpose()?.flatten();
        let (encoding, is_clean) = match (named, sniffed) {
            (_, Sniffed::Binary) => return Err(Refusal::NotATable(NotATable::Binary)),
            (None, Sniffed::Text(encoding)) => (encoding, true),
            (None, Sniffed::MostlyText(encoding)) => (encoding, false),
            (Some(named), Sniffed::Text(Encoding::Utf8)) => (named, named == Encoding::Utf8),
            (Some(named), Sniffed::Text(_) | Sniffed::MostlyText(_)) => (named, false),
        };
        let open = || {
            let decoder = (!is_clean).then(|| decoders.open(encoding));
            Utf8Stream::new(bytes.open(), decoder)
        };
        let sample = sample(open())?;
        refuse_foreign(&sample)?;
        if sample.trim().is_empty() {
            return Err(Refusal::Blank);
        }
        if cards::are_in(&sample) {
            let (delimiter, is_declared) = (Delimiter::Blanks, false);
            let rows = RowReader::of_cards(open(), decoders.open(Encoding::Gb18030));
            return Ok(Opened { rows, text: Some(TextForm { encoding, delimiter, is_declared }) });
        }
        let (declared, first_rows) = declared_delimiter(&sample);
        let delimiter = mapping
            .and_then(|mapping| Delimiter::named(mapping.delimiter))
            .or(declared)
            .or_else(|| dialect::guess(first_rows))
            .ok_or(Refusal::NotATable(NotATable::OneColumn))?;
        let mut rows = RowReader::new(open(), delimiter);
        let is_declared = declared.is_some();
        // A first line `sep=;` is a word to the spreadsheet, not a row.
        if is_declared {
            rows.look_ahead(1)?;
            rows.pass(1);
        }
        Ok(Opened { rows, text: Some(TextForm { encoding, delimiter, is_declared }) })
    }

    /// Where the titles stand, or the first row of a file without any, and that row. What was
    /// looked at ahead must be there.
    pub(crate) fn titles<'a>(
        &mut self,
        options: &'a ReadOptions,
    ) -> Result<(Found<'a>, StringRecord), Refusal> {
        let head: Vec<&StringRecord> = self.rows.head().iter().map(|(_, row)| row).collect();
        let found = header::find(&head, options);
        let titles = head.get(found.at).ok_or(Refusal::Blank)?;
        if head.iter().all(|row| row.len() < 2) {
            return Err(Refusal::NotATable(NotATable::OneColumn));
        }
        Ok((found, (*titles).clone()))
    }

    /// Why nothing stands below the titles: the file may be broken there.
    pub(crate) fn refuse_titles_alone(&mut self) -> Refusal {
        self.rows.pass(usize::MAX);
        match self.rows.next_row(&mut StringRecord::new()) {
            Err(refusal) => refusal,
            Ok(_) if self.rows.is_garbled() => Refusal::Encoding,
            Ok(_) => Refusal::Empty,
        }
    }
}

/// The beginning of the text.
fn sample(stream: Utf8Stream) -> Result<String, Refusal> {
    let mut bytes = Vec::new();
    stream
        .take(SAMPLE_BYTES as u64)
        .read_to_end(&mut bytes)
        .map_err(|_| Refusal::Truncated { line: None })?;
    // The last character may be cut in two.
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\u{fffd}').to_owned())
}

/// JSON is no table, and neither is markup, which some programs save as `.xls`. A backup of this
/// app is read by a later version of it.
fn refuse_foreign(sample: &str) -> Result<(), Refusal> {
    let begin = sample.trim_start();
    if begin.starts_with('<') {
        let markup = begin.to_ascii_lowercase();
        // The last is the form in which Excel saves a workbook as XML.
        let is_table = ["<html", "<table", "<workbook"].iter().any(|tag| markup.contains(tag));
        let what = if is_table { NotATable::Html } else { NotATable::Binary };
        return Err(Refusal::NotATable(what));
    }
    if !begin.starts_with(['{', '[']) {
        return Ok(());
    }
    let is_backup = begin.chars().take(200).collect::<String>().contains("huitou-backup");
    Err(if is_backup { Refusal::NewerSchema } else { Refusal::NotOurs(NotOurs::Json) })
}

/// The delimiter that a first line `sep=;` declares, and the text behind that line.
fn declared_delimiter(sample: &str) -> (Option<Delimiter>, &str) {
    let Some((first, rest)) = sample.split_once('\n') else { return (None, sample) };
    match first.trim().strip_prefix("sep=").map(str::as_bytes) {
        Some([byte]) => (Some(Delimiter::Byte(*byte)), rest),
        Some(_) | None => (None, sample),
    }
}
