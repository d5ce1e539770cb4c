//! Workbooks that mean well: cells to text, sheets, titles, dates.

use huitou::domain::money::Fen;
use huitou::format::problem::ProblemReason;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use crate::kit::{Book, committed, read_bytes, read_plain, row, taken, text, titles};

/// The columns of 1688 that everybody has.
const MAP_1688: &str = r#"{"columns": {"nick": "买家会员名", "order_id": "订单编号",
    "date": "订单创建时间", "paid": "实付款(元)", "item": "货品标题"}}"#;

#[test]
fn the_1688_export_reads_like_its_text() {
    let read = |name: &str| {
        read_bytes(name, std::fs::read(committed(name)).unwrap(), Some(MAP_1688)).unwrap()
    };
    let book = read("cn_export/1688_orders_49col.xlsx");
    let text = read("cn_export/1688_orders_49col_gbk.csv");
    assert_eq!((book.rows, book.encoding, book.header_line), (48, None, Some(1)));
    assert_eq!(text.encoding.map(|encoding| encoding.label()), Some("gb18030"));
    let sums = |rows: &huitou::format::intake::FileRows| {
        let rows = &rows.batches[0].rows;
        let paid: i64 = rows.iter().filter_map(|row| row.paid_fen).map(Fen::minor).sum();
        (rows.len(), paid, rows.iter().map(|row| row.day).collect::<Vec<_>>())
    };
    assert_eq!(sums(&book), sums(&text));
    assert_eq!(
        taken(&book).iter().map(|it| &it.1).collect::<Vec<_>>(),
        taken(&text).iter().map(|it| &it.1).collect::<Vec<_>>()
    );
}

#[test]
fn a_workbook_as_a_spreadsheet_writes_it() {
    for is_1904 in [false, true] {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (at, title) in ["who", "when", "fen", "no"].iter().enumerate() {
            sheet.write(0, at as u16, *title).unwrap();
        }
        let date = Format::new().set_num_format("yyyy/m/d h:mm");
        let money = Format::new().set_num_format("¥#,##0.00");
        let day = ExcelDateTime::from_ymd(2024, 2, 29).unwrap().and_hms(23, 59, 59).unwrap();
        let day = if is_1904 { day.to_excel() - 1462.0 } else { day.to_excel() };
        sheet.write(1, 0, "安").unwrap();
        sheet.write_number_with_format(1, 1, day, &date).unwrap();
        sheet.write_number_with_format(1, 2, 1234.5, &money).unwrap();
        sheet.write(1, 3, 536_365.0).unwrap();
        sheet.write(3, 0, 13_800_000_000.0).unwrap();
        sheet.write(3, 1, "2024-06-30 12:00").unwrap();
        sheet.write_formula(3, 2, Formula::new("=1+1").set_result("2")).unwrap();
        sheet.write(3, 3, "35100000000006693").unwrap();
        let mut bytes = book.save_to_buffer().unwrap();
        if is_1904 {
            bytes = with_1904(&bytes);
        }
        let rows = read_plain(bytes).unwrap();
        assert_eq!((rows.rows, rows.problems.len()), (2, 0), "{:?}", rows.problems);
        assert_eq!(taken(&rows), [(2, "536365".to_owned()), (4, "35100000000006693".to_owned())]);
        let batch = &rows.batches[0];
        let days: Vec<String> = batch.rows.iter().map(|row| row.day.unwrap().to_string()).collect();
        assert_eq!(days, ["2024-02-29", "2024-06-30"]);
        let fen: Vec<_> = batch.rows.iter().map(|row| row.amount_fen.unwrap().minor()).collect();
        assert_eq!(fen, [123_450, 200]);
        let who: Vec<_> = batch.customers.values().iter().map(|key| key.label()).collect();
        assert_eq!(who, ["安", "13800000000"]);
    }
}

/// The same workbook, counting its days from 1904.
fn with_1904(bytes: &[u8]) -> Vec<u8> {
    use std::io::Read as _;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut entry = zip.by_index(at).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).unwrap();
        if name == "xl/workbook.xml" {
            let xml = String::from_utf8(content).unwrap();
            assert!(xml.contains("<workbookPr "), "{xml}");
            content = xml.replacen("<workbookPr ", "<workbookPr date1904=\"1\" ", 1).into_bytes();
        }
        parts.push((name, content));
    }
    crate::kit::zipped(&parts)
}

#[test]
fn cells_become_text() {
    for (cell, expected, rule) in [
        ("<c><v>12</v></c>".to_owned(), "12", "a whole number"),
        ("<c><v>3.5100000000006691E+16</v></c>".to_owned(), "35100000000006700", "past 2^53"),
        ("<c><v>9007199254740993</v></c>".to_owned(), "9007199254740990", "2^53 + 1"),
        ("<c><v>999999999999999</v></c>".to_owned(), "999999999999999", "fifteen digits"),
        ("<c><v>0.30000000000000004</v></c>".to_owned(), "0.3", "a sum of floats"),
        ("<c t=\"b\"><v>1</v></c>".to_owned(), "TRUE", "true"),
        ("<c t=\"e\"><v>#N/A</v></c>".to_owned(), "#N/A", "an error"),
        ("<c t=\"e\"><v>#SPILL!</v></c>".to_owned(), "", "an error of a newer spreadsheet"),
        ("<c t=\"str\"><f>A1&amp;B1</f><v>x&lt;y</v></c>".to_owned(), "x<y", "a formula's text"),
        ("<c s=\"1\"><v>45473.5</v></c>".to_owned(), "2024-06-30 12:00:00", "a time"),
        ("<c s=\"3\"><v>45473</v></c>".to_owned(), "2024-06-30", "a date"),
        ("<c s=\"2\"><v>1.5</v></c>".to_owned(), "36:00:00", "hours"),
        ("<c t=\"d\"><v>2024-06-30T12:00:00</v></c>".to_owned(), "2024-06-30 12:00:00", "ISO"),
        (
            "<c t=\"inlineStr\"><is><r><t>粗</t></r><r><t>体</t></r></is></c>".to_owned(),
            "粗体",
            "runs",
        ),
        (
            text("_xD800_&lt;img src=x onerror=alert(1)&gt;"),
            "\u{fffd}<img src=x onerror=alert(1)>",
            "half a character, and markup",
        ),
        (text("=HYPERLINK(1)"), "=HYPERLINK(1)", "a formula as text"),
        ("<c t=\"s\"><v>1</v></c>".to_owned(), "二", "a shared string"),
    ] {
        let second = text("2024-06-30");
        let rows =
            format!("{}<row r=\"2\">{}{second}{}{cell}</row>", titles(), text("a"), text("5"));
        let strings = "<sst><si><t>一</t></si><si><t>二</t><rPh><t>er</t></rPh></si></sst>";
        let rows = read_plain(Book::of(&rows).strings(strings).bytes())
            .unwrap_or_else(|refusal| panic!("{rule}: {refusal}"));
        assert_eq!(taken(&rows), [(2, expected.to_owned())], "{rule}");
    }
}

#[test]
fn damage_by_a_spreadsheet_is_seen_in_a_workbook_too() {
    let order = |n: u32| {
        format!(
            "<row r=\"{n}\">{}{}{}<c><v>351000000000066{n}9</v></c></row>",
            text("a"),
            text("2024-06-30"),
            text("5")
        )
    };
    let rows: String = (2..6).map(order).collect();
    let refusal = read_plain(Book::of(&(titles() + &rows)).bytes()).unwrap_err();
    assert_eq!(refusal.code(), "order_number_damaged");
}

#[test]
fn rows_where_they_stand() {
    let good = |n| row(n, &["a", "2024-06-30", "5", "1"]);
    for (rows, lines, problems, rule) in [
        (
            format!("{}{}<row r=\"3\"/><row r=\"4\"><c s=\"1\"/></row>", titles(), good(2)),
            vec![2],
            vec![],
            "empty rows at the end",
        ),
        (format!("{}{}{}", titles(), good(5), good(9)), vec![5, 9], vec![], "gaps"),
        (
            format!("{}{}", titles(), row(2, &["a", "2024-06-30"])),
            vec![],
            vec![ProblemReason::Missing],
            "cells at the end that are not there are empty",
        ),
        (
            format!(
                "{}{}",
                titles(),
                r#"<row r="2"><c r="D2"><v>7</v></c><c r="A2"><v>1</v></c><c r="B2" t="str"><v>2024-06-30</v></c><c r="C2"><v>5</v></c></row>"#
            ),
            vec![2],
            vec![],
            "cells in another order",
        ),
        (
            format!(
                "{}{}",
                row(1, &["六月的订单"]),
                row(3, &["who", "when", "fen", "no"]) + &good(4)
            ),
            vec![4],
            vec![],
            "titles below a note",
        ),
    ] {
        let read = read_plain(Book::of(&rows).bytes()).unwrap();
        let reasons: Vec<_> = read.problems.iter().map(|problem| problem.reason).collect();
        let at: Vec<u32> = taken(&read).iter().map(|(line, _)| *line).collect();
        assert_eq!((at, reasons), (lines, problems), "{rule}");
    }
}

#[test]
fn the_sheet_with_the_table_is_taken() {
    let table = |who: &str| titles() + &row(2, &[who, "2024-06-30", "5", "1"]);
    let usual = |who: &str| row(1, &["客户", "日期", "金额"]) + &row(2, &[who, "2024-06-30", "5"]);
    let notes = (1..30).map(|n| row(n, &["a", "b", "c", "d", "e"])).collect::<String>();
    let book = |sheets: &[(&'static str, String)]| {
        let sheets = sheets.iter().enumerate();
        sheets
            .fold(Book::default(), |book, (n, (state, rows))| {
                book.sheet(&format!("s{n}"), state, rows)
            })
            .bytes()
    };
    for (bytes, map, rule) in [
        (book(&[("visible", notes.clone()), ("visible", table("x"))]), true, "mapped titles"),
        (book(&[("visible", notes.clone()), ("visible", usual("x"))]), false, "usual titles"),
        (book(&[("hidden", usual("h")), ("visible", usual("x"))]), false, "hidden last"),
        (
            book(&[("visible", String::new()), ("veryHidden", usual("x"))]),
            false,
            "hidden where nothing else is filled",
        ),
    ] {
        let map = map.then_some(crate::kit::PLAIN_MAPPING);
        let rows = read_bytes("b.xlsx", bytes, map).unwrap_or_else(|e| panic!("{rule}: {e}"));
        let who: Vec<_> =
            rows.batches[0].customers.values().iter().map(|key| key.label()).collect();
        assert_eq!(who, ["x"], "{rule}");
    }
}
