//! Imports: which files came in, when, and whether they still count.

use super::id::ImportId;
use super::packed::{Reader, Writer};
use super::packed_order::{read_stamp, write_stamp};
use super::stamp::Stamped;
use uuid::Uuid;

/// A file of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportedFile {
    /// Its name, where known.
    pub name: Box<str>,
    /// What it was recognised as: a word that the reader of files knows.
    pub format: Box<str>,
    /// Rows under the titles.
    pub rows: u64,
    /// Rows that the mapping left out.
    pub skipped: u64,
    /// Rows that could not be read.
    pub problems: u64,
}

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImportState {
    /// False after it was undone.
    pub present: bool,
    /// When it came in, in milliseconds since 1970, where there was a clock.
    pub at_ms: Option<u64>,
    /// Its files, sorted.
    pub files: Vec<ImportedFile>,
}

/// An import. Its id follows from what its files say, not from their names or order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The id.
    pub id: ImportId,
    /// What became of it; undone and handed in again, the later act holds.
    pub state: Stamped<ImportState>,
}

/// Appends an import: id as 16 bytes, stamp, present u8, time (0 none, else ms + 1), files.
pub fn write_import(import: &Import, out: &mut Writer) {
    out.raw(import.id.0.as_bytes());
    write_stamp(import.state.stamp, out);
    let state = &import.state.value;
    out.byte(u8::from(state.present));
    out.unsigned(state.at_ms.map_or(0, |ms| ms.saturating_add(1)));
    out.unsigned(state.files.len() as u64);
    for file in &state.files {
        out.text(&file.name);
        out.text(&file.format);
        out.unsigned(file.rows);
        out.unsigned(file.skipped);
        out.unsigned(file.problems);
    }
}

/// Reads an import; `None` where the bytes are not one.
#[must_use]
pub fn read_import(bytes: &[u8]) -> Option<Import> {
    let mut reader = Reader::new(bytes);
    let id = ImportId(Uuid::from_slice(reader.raw(16)?).ok()?);
    let stamp = read_stamp(&mut reader)?;
    let present = reader.byte()? != 0;
    let at_ms = reader.unsigned()?.checked_sub(1);
    let mut files = Vec::new();
    for _ in 0..reader.unsigned()? {
        files.push(ImportedFile {
            name: reader.text()?.into(),
            format: reader.text()?.into(),
            rows: reader.unsigned()?,
            skipped: reader.unsigned()?,
            problems: reader.unsigned()?,
        });
    }
    let value = ImportState { present, at_ms, files };
    reader.is_empty().then_some(Import { id, state: Stamped { value, stamp } })
}
