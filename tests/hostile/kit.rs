//! Workbooks made by hand, so that they can be wrong.

use std::io::{Cursor, Write as _};

use huitou::domain::observation::Observation;
use huitou::format::intake::FileRows;
use huitou::format::problem::{NotATable, Refusal};
use zip::write::SimpleFileOptions;

pub use crate::support::{PLAIN_MAPPING, committed, mapping, read_bytes};

const RELS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="22"/><xf numFmtId="46"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;

/// A workbook in the making.
#[derive(Clone, Default)]
pub struct Book {
    sheets: Vec<(String, String, &'static str)>,
    strings: Option<String>,
    entries: Vec<(String, Vec<u8>)>,
}

impl Book {
    /// A workbook of one sheet with this content of `sheetData`.
    pub fn of(rows: &str) -> Book {
        Book::default().sheet("Sheet1", "visible", rows)
    }

    /// One more sheet.
    pub fn sheet(mut self, name: &str, state: &'static str, rows: &str) -> Book {
        let xml = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        self.sheets.push((name.to_owned(), xml, state));
        self
    }

    /// One more sheet, all of its text.
    pub fn raw_sheet(mut self, xml: &str) -> Book {
        self.sheets.push(("Sheet1".to_owned(), xml.to_owned(), "visible"));
        self
    }

    /// The shared strings, all of their text.
    pub fn strings(mut self, xml: &str) -> Book {
        self.strings = Some(xml.to_owned());
        self
    }

    /// One more entry of the container.
    pub fn entry(mut self, name: &str, bytes: Vec<u8>) -> Book {
        self.entries.push((name.to_owned(), bytes));
        self
    }

    /// The file.
    pub fn bytes(self) -> Vec<u8> {
        let (mut sheets, mut rels, mut parts) = (String::new(), String::new(), Vec::new());
        for (n, (name, xml, state)) in self.sheets.into_iter().enumerate() {
            sheets.push_str(&format!(
                r#"<sheet name="{name}" sheetId="{}" state="{state}" r:id="rId{n}"/>"#,
                n + 1
            ));
            rels.push_str(&format!(r#"<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>"#));
            parts.push((format!("xl/worksheets/sheet{n}.xml"), xml.into_bytes()));
        }
        parts.push(("_rels/.rels".to_owned(), RELS.into()));
        parts.push(("xl/styles.xml".to_owned(), STYLES.into()));
        let book = format!("<workbook><sheets>{sheets}</sheets></workbook>");
        parts.push(("xl/workbook.xml".to_owned(), book.into_bytes()));
        let rels = format!("<Relationships>{rels}</Relationships>");
        parts.push(("xl/_rels/workbook.xml.rels".to_owned(), rels.into_bytes()));
        parts.extend(self.strings.map(|xml| ("xl/sharedStrings.xml".to_owned(), xml.into_bytes())));
        parts.extend(self.entries);
        zipped(&parts)
    }
}

/// A container of these entries.
pub fn zipped(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A row of texts.
pub fn row(number: u32, cells: &[&str]) -> String {
    let cells: String = cells.iter().map(|cell| text(cell)).collect();
    format!("<row r=\"{number}\">{cells}</row>")
}

/// A cell with a text.
pub fn text(cell: &str) -> String {
    format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")
}

/// The titles of [`PLAIN_MAPPING`].
pub fn titles() -> String {
    row(1, &["who", "when", "fen", "no"])
}

/// Reads a file through [`PLAIN_MAPPING`].
pub fn read_plain(bytes: Vec<u8>) -> Result<FileRows, Refusal> {
    read_bytes("book.xlsx", bytes, Some(PLAIN_MAPPING))
}

/// The customers and order numbers of the rows that were taken.
pub fn taken(rows: &FileRows) -> Vec<(u32, String)> {
    let batch = &rows.batches[0];
    let number = |row: &Observation| row.number.and_then(|at| batch.texts.get(at));
    let text = |row| number(row).map(|text| text.to_string()).unwrap_or_default();
    batch.rows.iter().map(|row| (row.line, text(row))).collect()
}

#[track_caller]
pub fn check_refused(result: Result<FileRows, Refusal>, reason: NotATable, what: &str) {
    match result {
        Err(refusal) => assert_eq!(refusal, Refusal::NotATable(reason), "{what}"),
        Ok(rows) => panic!("{what}: taken with {} rows", rows.rows),
    }
}
