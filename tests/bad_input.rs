//! Files that no seller means to hand in, and texts that mean harm: a clear reason, no panic.

mod support;

use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileRows, ReadOptions};
use huitou::format::problem::{NotATable, ProblemReason, Refusal};
use huitou::format::survey::survey;
use proptest::prelude::*;
use support::{CDNOW_MAPPING, PLAIN_MAPPING, committed, read_bytes, read_path, read_text, shop_of};

#[track_caller]
fn check_refused(result: Result<FileRows, Refusal>, reason: &str, what: &str) {
    match result {
        Err(refusal) => assert_eq!(refusal.code(), reason, "{what}: {refusal}"),
        Ok(rows) => panic!("{what}: taken with {} rows", rows.rows),
    }
}

/// Bytes without a pattern, the same each time (xorshift).
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes
}

#[test]
fn whole_files() {
    let map = Some(PLAIN_MAPPING);
    let binary_but_no_zero: Vec<u8> = noise(100_000).into_iter().filter(|b| *b != 0).collect();
    for (bytes, map, reason, what) in [
        (Vec::new(), None, "empty", "no bytes"),
        (b"\xef\xbb\xbf".to_vec(), None, "empty", "a mark and nothing"),
        (b" \r\n\r\n ".to_vec(), None, "empty", "blank lines"),
        (b"who,when,fen,no\n".to_vec(), map, "empty", "titles without rows"),
        (noise(1_000), None, "not_a_table", "noise"),
        (noise(50_000_000), map, "not_a_table", "50 MB of noise"),
        (binary_but_no_zero, None, "not_a_table", "noise without zeros"),
        (b"PK\x03\x04rest".to_vec(), None, "not_a_table", "a workbook"),
        (b"\xd0\xcf\x11\xe0rest".to_vec(), None, "not_a_table", "an old workbook"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), None, "not_a_table", "a picture"),
        ("订单编号\n1\n2\n".as_bytes().to_vec(), None, "not_a_table", "one column"),
        (b"hello".to_vec(), None, "not_a_table", "one word"),
        (b"<!doctype html><html lang=zh>\n<table><tr><td>1</td></tr></table>\n".to_vec(), None,
         "not_a_table", "a web page"),
        (b"a,b\n1,2\n".to_vec(), None, "no_customer_column", "titles that say nothing"),
        (b"customer,amount\n1,2\n".to_vec(), None, "no_date_column", "nobody says when"),
        (b"who,day,fen,no\n1,2,3,4\n".to_vec(), map, "no_date_column", "mapped date is missing"),
        (b"buyer,when,fen,no\n1,2,3,4\n".to_vec(), map, "no_customer_column", "mapped customer is"),
        (b"who,when,yuan,no\n1,2,3,4\n".to_vec(), map, "not_ours", "mapped amount is"),
        (b"{\"a\": 1}".to_vec(), None, "not_ours", "JSON of somebody else"),
        (b"{\"format\":\"huitou-backup\",\"schema\":1}".to_vec(), None, "newer_schema", "a backup"),
        (b"\x1f\x8b\x08\0\0\0\0\0\0\xff".to_vec(), None, "truncated", "gzip cut off"),
        (b"who,when,fen,no\n\"a,2015-01-01,5,1\nb,2015-01-01,5,2\n".to_vec(), map, "truncated",
         "a quotation mark that is never closed"),
        (b"who,when,fen,no\na,2015-01-01,5,3.51E+16\n".to_vec(), map, "order_number_damaged",
         "numbers as floats"),
        (b"who,when,fen,no\na,2015-01-01,5,35100000000000600\na,2015-01-02,5,35100000000000700\n\
           a,2015-01-03,5,35100000000000800\n".to_vec(), map, "order_number_damaged",
         "numbers rounded to 15 digits and written out"),
    ] {
        check_refused(read_bytes("bad", bytes, map), reason, what);
    }
}

/// Whether the last row was told as cut, and how many rows were taken.
fn cut_at_the_end(rows: &FileRows) -> (bool, usize) {
    let cut = rows.problems.iter().filter(|it| it.reason == ProblemReason::RowTooShort).count();
    (cut == 1, rows.batches.iter().map(|batch| batch.rows.len()).sum())
}

#[test]
fn a_download_that_was_cut() {
    let head = "no,who,fen,when,note\n9001,a,1,2024-01-01,x\n";
    let short = "no,who,fen,when,note\n9001,a,1,2024-01-01\n";
    for (begin, last, cut, taken, rule) in [
        (head, "9002,b,128.00,2024-01-1", true, 1, "in the middle of a date"),
        (head, "9002,b,128.00,2024-01-15,", false, 2, "all cells are there"),
        (head, "9002,b,128.00,2024-01-15\n", false, 2, "a row that ends"),
        (head, "9002,b,128.00,2024-01-15\r", false, 2, "a row that ends in CR"),
        (head, "90", true, 1, "in the number"),
        (head, "9002,b,128.00,2024-01-15,\"abc", true, 1, "inside quotes"),
        (head, "9002,b,128.00,2024-01-15,\"abc\nde", true, 1, "in the second line of a cell"),
        (head, "9002,b,128.00,2024-01-15,\"abc\n", true, 1, "behind a line of a cell"),
        (head, "9002,b,128.00,2024-01-15,\"abc\"", false, 2, "behind the quotes"),
        (head, "9002,b,128.00,2024-01-15,27\" TV", false, 2, "a mark inside a cell"),
        (head, "  ", false, 1, "blanks"),
        (head, "", false, 1, "nothing"),
        (short, "9002,b,128.00,2024-01-15", false, 2, "rows that are all so short"),
        ("no,who,fen,when,note\n", "9002,b,128.00,2024-01-1", true, 0, "the only row"),
        ("no,who,fen,when,,\n", "9002,b,128.00,2024-01-15", false, 1, "titles that are empty"),
    ] {
        let read = read_text(&format!("{begin}{last}"), Some(PLAIN_MAPPING)).unwrap();
        assert_eq!(cut_at_the_end(&read), (cut, taken), "{rule}");
    }
    let blanks = "00004 1 19970101 2 29.33\n00004 1 19970118 2 29.73\n00021 1 19970101 3";
    assert_eq!(cut_at_the_end(&read_text(blanks, Some(CDNOW_MAPPING)).unwrap()), (true, 2));
}

/// An export cut at any byte is refused or says so, as long as a cell of its last row is missing.
#[test]
fn an_export_cut_anywhere() {
    for name in ["ExportOrderList_46col_gbk.csv", "ExportOrderList_46col_utf8bom.csv"] {
        let bytes = std::fs::read(committed("cn_export").join(name)).unwrap();
        let whole = read_bytes("a.csv", bytes.clone(), None).unwrap();
        for end in (3_000..bytes.len()).step_by(197) {
            let Ok(rows) = read_bytes("a.csv", bytes[..end].to_vec(), None) else { continue };
            let (cut, taken) = cut_at_the_end(&rows);
            assert_eq!(rows.problems.len(), usize::from(cut), "{name} cut at {end}");
            assert_eq!(taken as u64 + u64::from(cut), rows.rows, "{name} cut at {end}");
            // What is taken is taken as it stands in the whole file.
            let (part, all) = (&rows.batches[0].rows, &whole.batches[0].rows);
            let same = part.iter().zip(all).take(part.len().saturating_sub(1));
            for (part, all) in same.clone() {
                assert_eq!((part.day, part.paid_fen), (all.day, all.paid_fen), "{name} at {end}");
            }
            let ends_a_row = matches!(bytes[end - 1], b'\n' | b'\r');
            let last_cell = bytes[end..].split(|byte| *byte == b'\n').next().unwrap_or_default();
            let in_the_last_cell = !last_cell.contains(&b',');
            assert!(cut || ends_a_row || in_the_last_cell, "{name} cut at {end}");
        }
    }
}

#[test]
fn what_a_file_is_that_is_no_table() {
    use NotATable as What;
    use Refusal::{Blank, Empty, NotATable as Not};
    let ole2 = |names: &[&str]| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(names.concat().encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let zipped = |name: &str| {
        use std::io::Write as _;
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(b"x").unwrap();
        zip.finish().unwrap().into_inner()
    };
    let titles_alone = {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write_row(0, 0, ["客户", "日期", "金额"]).unwrap();
        book.save_to_buffer().unwrap()
    };
    for (bytes, refusal, rule) in [
        (b"%PDF-1.7\n%".to_vec(), Not(What::Pdf), "a PDF"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), Not(What::Picture), "a JPEG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), Not(What::Picture), "a PNG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0".to_vec(), Not(What::Picture), "a photo of a phone"),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), Not(What::Picture), "a WebP"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0".to_vec(), Not(What::Binary), "a film"),
        (zipped("word/document.xml"), Not(What::WordDocument), "a docx"),
        (ole2(&["WordDocument"]), Not(What::WordDocument), "a doc"),
        (ole2(&["Workbook", "WordDocument"]), Not(What::OldWorkbook), "an xls with a text in it"),
        (b"{\\rtf1 x}".to_vec(), Not(What::WordDocument), "an rtf"),
        (zipped("订单.csv"), Not(What::Archive), "a zip"),
        (b"Rar!\x1a\x07\0".to_vec(), Not(What::Archive), "a rar"),
        (b"<html><table><tr><td>1</td></tr></table>".to_vec(), Not(What::Html), "a web page"),
        (b"\xef\xbb\xbf\r\n<TABLE border=1><tr>".to_vec(), Not(What::Html), "a bare table"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"x\">".to_vec(),
            Not(What::Html),
            "XML of Excel",
        ),
        (b"<svg></svg>".to_vec(), Not(What::Binary), "other markup"),
        (Vec::new(), Blank, "nothing"),
        (b"\r\n \r\n".to_vec(), Blank, "empty lines"),
        ("客户,日期,金额\n".as_bytes().to_vec(), Empty, "titles alone"),
        (titles_alone, Empty, "titles alone in a workbook"),
        ("谁,何时,多少\n".as_bytes().to_vec(), Empty, "titles alone that nobody knows"),
        ("姓名,何时,多少\n".as_bytes().to_vec(), Empty, "and one that is known"),
        ("六月\n谁,何时,多少\n".as_bytes().to_vec(), Empty, "below the name of the shop"),
    ] {
        let read = read_bytes("x", bytes.clone(), None).map(|rows| rows.rows);
        assert_eq!(read, Err(refusal.clone()), "{rule}");
        let look = survey("x", bytes, &NativeDecoders, &ReadOptions::default()).map(|it| it.rows);
        assert_eq!(look, Err(refusal), "{rule}, looked at");
    }
}

/// A quote that is never closed below the titles is no empty file.
#[test]
fn titles_above_a_broken_row() {
    for titles in ["客户,日期,金额", "谁,何时,多少"] {
        let text = format!("{titles}\n甲,\"2024-01-02{}", "\n乙,2024-01-02,5".repeat(600));
        check_refused(read_text(&text, None), "truncated", titles);
    }
}

#[test]
fn damaged_by_a_spreadsheet() {
    let path = committed("cn_export/ExportOrderList_46col_gbk_DAMAGED_by_spreadsheet.csv");
    check_refused(read_path(&path, None), "order_number_damaged", "the damaged export");
}

#[test]
fn text_that_is_not_what_the_mapping_says() {
    // Latin-1 said to be UTF-8.
    let mut text = b"who,when,fen,no\n".to_vec();
    for n in 0..50 {
        text.extend(b"Andr\xe9,2015-01-01,5,");
        text.extend(format!("{n}\n").bytes());
    }
    let map = PLAIN_MAPPING.replacen('{', "{\"encoding\": \"utf-8\", ", 1);
    check_refused(read_bytes("a.csv", text, Some(&map)), "encoding", "Latin-1");
}

const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "=HYPERLINK(\"\"http://x\"\",\"\"y\"\")",
    "=1+1",
    "@SUM(A1:A9)",
    "+86",
    "-1",
    "𠮷野家😀䶮",
    "a\u{202e}b\u{0}c\u{200b}",
    "'; DROP TABLE orders; --",
    "{{7*7}}${7*7}",
];

#[test]
fn hostile_text_in_every_column_is_only_text() {
    // As customer, number and goods it is a name like any other; as date or amount, a problem.
    for (n, text) in HOSTILE.iter().filter(|text| !text.contains('\0')).enumerate() {
        let cell = format!("\"{text}\"");
        let file = format!(
            "who,when,fen,no\n{cell},2015-01-01,5,1{n}\na,{cell},5,2\nb,2015-01-01,{cell},3\n\
             c,2015-01-02,5,{cell}\n"
        );
        let rows = read_text(&file, Some(PLAIN_MAPPING)).unwrap();
        let plain = text.replace("\"\"", "\"");
        assert_eq!(rows.problems.len(), 2 - usize::from(*text == "+86"), "{text}");
        let (shop, _) = shop_of(vec![rows]);
        assert!(shop.customers().iter().any(|key| key.label() == plain.trim()), "{text}");
    }
}

#[test]
fn four_byte_characters_survive() {
    let path = committed("cn_export/ExportOrderList_61col_gb18030.csv");
    let (shop, _) = shop_of(vec![read_path(&path, None).unwrap()]);
    let mut receivers = shop.orders().filter_map(|order| shop.receiver(order.held()?.receiver));
    assert!(receivers.any(|receiver| receiver.name.contains('䶮')));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    /// Any bytes at all: an answer or a refusal, never a panic.
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = read_bytes("x", bytes.clone(), None);
        let _ = read_bytes("x", bytes.clone(), Some(CDNOW_MAPPING));
        let _ = read_bytes("x", bytes, Some(PLAIN_MAPPING));
    }

    /// Any text under titles that are right.
    #[test]
    fn any_cells(cells in prop::collection::vec(".{0,12}", 0..40)) {
        let mut text = "who,when,fen,no\n".to_owned();
        for row in cells.chunks(4) {
            text.push_str(&row.join(","));
            text.push('\n');
        }
        if let Ok(rows) = read_text(&text, Some(PLAIN_MAPPING)) {
            let _ = shop_of(vec![rows]);
        }
    }

    /// A real export with one byte changed, and cut off anywhere.
    #[test]
    fn a_scarred_export(at in any::<prop::sample::Index>(), byte in any::<u8>(), end in any::<prop::sample::Index>()) {
        let path = committed("cn_export/ExportOrderList_46col_gbk.csv");
        let mut bytes = std::fs::read(path).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read_bytes("x", bytes.clone(), None).map(|rows| shop_of(vec![rows]));
        bytes.truncate(end.index(bytes.len()));
        let _ = read_bytes("x", bytes, None).map(|rows| shop_of(vec![rows]));
    }
}
