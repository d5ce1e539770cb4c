//! Containers that mean harm: bombs, lies, damage.

use huitou::format::intake::Intake;
use huitou::format::problem::{NotATable, Refusal};

use crate::kit::{
    Book, check_refused, committed, read_bytes, read_plain, row, taken, text, titles, zipped,
};

fn good_rows() -> String {
    titles() + &row(2, &["a", "2024-06-30", "5", "1"])
}

fn sheet(rows: &str) -> String {
    format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
}

/// The same container, whose directory says of every entry that it unpacks to `size` bytes.
fn lying_about_sizes(mut bytes: Vec<u8>, size: u32) -> Vec<u8> {
    for at in 0..bytes.len() - 30 {
        let offset = match &bytes[at..at + 4] {
            b"PK\x01\x02" => 24,
            b"PK\x03\x04" => 22,
            _ => continue,
        };
        bytes[at + offset..at + offset + 4].copy_from_slice(&size.to_le_bytes());
    }
    bytes
}

#[test]
fn bombs_are_refused_before_anything_in_them_is_read() {
    let blank = |mib: usize| vec![b' '; mib << 20];
    let wide = vec![b'<'; 257 << 20];
    let many: Vec<_> = (0..10_001).map(|n| (format!("{n}.xml"), Vec::new())).collect();
    for (bytes, what) in [
        (Book::of(&good_rows()).entry("xl/media/a.png", blank(1025)).bytes(), "1 GiB of nothing"),
        (Book::of(&good_rows()).entry("xl/sharedStrings.xml", wide).bytes(), "shared strings"),
        (Book::of(&good_rows()).entry("a.xml", blank(2)).bytes(), "one text of 2 MiB"),
        (zipped(&many), "ten thousand entries"),
    ] {
        assert!(bytes.len() < 4 << 20, "{what}: the bomb is small");
        for bytes in [lying_about_sizes(bytes.clone(), 10), bytes] {
            let refusal = read_plain(bytes).unwrap_err();
            let is_told =
                matches!(refusal, Refusal::NotATable(NotATable::Inflated | NotATable::Workbook));
            assert!(is_told, "{what}: {refusal}");
        }
    }
    let honest = Book::of(&good_rows()).entry("xl/media/a.png", blank(1025)).bytes();
    check_refused(read_plain(honest), NotATable::Inflated, "1 GiB of nothing");
}

#[test]
fn a_gzip_bomb() {
    use std::io::Write as _;
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let line = [b'a'; 1 << 20];
    (0..64).for_each(|_| gz.write_all(&line).unwrap());
    check_refused(read_plain(gz.finish().unwrap()), NotATable::Inflated, "64 MiB of one letter");
}

#[test]
fn styles_that_grow_when_they_are_copied() {
    let name = "x".repeat(900_000);
    let xfs = "<xf fontId=\"0\"/>".repeat(200_000);
    let styles = format!(
        "<styleSheet><fonts><font><name val=\"{name}\"/></font></fonts>\
         <cellXfs>{xfs}</cellXfs></styleSheet>"
    );
    let parts = vec![("xl/styles.xml".to_owned(), styles.into_bytes())];
    check_refused(read_plain(zipped(&parts)), NotATable::Inflated, "180 GB of styles");
}

#[test]
fn entities_stay_what_they_are() {
    let laughs = "<!DOCTYPE lolz [<!ENTITY lol \"lol\">\
        <!ENTITY a \"&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;\">\
        <!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    for entity in ["&b;", "&x;", "&#xD800;", "&#0;"] {
        let rows = titles() + &row(2, &["a", "2024-06-30", "5", entity]);
        let xml = format!("{laughs}{}", sheet(&rows));
        match read_plain(Book::default().raw_sheet(&xml).bytes()) {
            Err(refusal) => assert_eq!(refusal.code(), "not_a_table", "{entity}"),
            Ok(rows) => {
                let said = taken(&rows).pop().map(|(_, text)| text).unwrap_or_default();
                assert!(said.len() < 10 && !said.contains("root"), "{entity}: {said}");
            }
        }
    }
}

#[test]
fn lies_inside_a_workbook() {
    let with_head = |head: &str, rows: &str| {
        let xml = format!("<worksheet>{head}<sheetData>{rows}</sheetData></worksheet>");
        Book::default().raw_sheet(&xml).bytes()
    };
    for (bytes, expected, what) in [
        (with_head("<dimension ref=\"A1\"/>", &good_rows()), Some(1), "too small a dimension"),
        (with_head("<dimension ref=\"A1:XFD1048576\"/>", &good_rows()), Some(1), "too large a one"),
        (with_head("<dimension ref=\"C9:A1\"/>", &good_rows()), Some(1), "one that is upside down"),
        (
            with_head("<dimension ref=\"A99999999999999999:ZZZZZZZZZZ1\"/>", &good_rows()),
            Some(1),
            "one past all numbers",
        ),
        (Book::default().bytes(), None, "no sheet"),
        (Book::of("").bytes(), None, "an empty sheet"),
        (
            Book::of(&(good_rows() + "<row r=\"3\"><c t=\"s\"><v>99999999999</v></c></row>"))
                .strings("<sst/>")
                .bytes(),
            None,
            "a string that is not there",
        ),
        (
            Book::of(&good_rows())
                .strings("<sst uniqueCount=\"18446744073709551615\"></sst>")
                .bytes(),
            None,
            "more strings than there is memory",
        ),
        (
            Book::of(&good_rows()).strings("<sst uniqueCount=\"4000000000\"></sst>").bytes(),
            None,
            "four thousand million strings",
        ),
        (
            Book::of(&good_rows()).strings("<sst uniqueCount=\"1000\"></sst>").bytes(),
            Some(1),
            "how often strings are used",
        ),
        (Book::of(&good_rows()).strings("<sst><si><t>").bytes(), None, "strings that never end"),
        (
            with_head(
                "",
                &(good_rows() + "<row r=\"3\"><c r=\"ZZZZZZZZZZZZZZ1\"><v>1</v></c></row>"),
            ),
            None,
            "a column past the last",
        ),
        (
            with_head("", &(good_rows() + "<row r=\"99999999999999999999\"><c><v>1</v></c></row>")),
            Some(1),
            "a row past the last",
        ),
        (
            with_head("", &(good_rows() + "<row r=\"3\"><c t=\"nonsense\"><v>1</v></c></row>")),
            None,
            "a kind of cell that does not exist",
        ),
        (zipped(&[("word/document.xml".to_owned(), b"<w/>".to_vec())]), None, "a text document"),
        (zipped(&[]), None, "an empty container"),
        (
            Book::of(&good_rows()).entry("../../../tmp/evil", b"x".to_vec()).bytes(),
            Some(1),
            "a name that climbs",
        ),
    ] {
        let read = read_plain(bytes);
        match (read, expected) {
            (Ok(rows), Some(expected)) => assert_eq!(taken(&rows).len(), expected, "{what}"),
            (Err(refusal), None) => {
                assert!(matches!(refusal.code(), "not_a_table" | "empty"), "{what}: {refusal}");
            }
            (Ok(rows), None) => panic!("{what}: taken with {} rows", rows.rows),
            (Err(refusal), Some(_)) => panic!("{what}: {refusal}"),
        }
    }
}

#[test]
fn cells_far_to_the_right_do_not_fill_the_memory() {
    let far = "<row><c r=\"XFD1\"><v>1</v></c></row>".repeat(20_000);
    let bytes = Book::of(&(titles() + &far)).bytes();
    assert!(bytes.len() < 100_000);
    check_refused(read_plain(bytes), NotATable::Inflated, "three hundred million empty cells");
    // Told from right to left, a row would be made again for every cell.
    let column = |n: u32| {
        let letters = [n / 676, n / 26 % 26, n % 26].map(|it| char::from(b'A' + it as u8));
        format!("<c r=\"{}1\"><v>1</v></c>", String::from_iter(letters))
    };
    let backwards: String = (1000..14_000).rev().map(column).collect();
    let rows = format!("<row>{backwards}</row>").repeat(3);
    check_refused(read_plain(Book::of(&rows).bytes()), NotATable::Inflated, "backwards");
}

#[test]
fn damaged_containers() {
    let bytes = std::fs::read(committed("cn_export/1688_orders_49col.xlsx")).unwrap();
    for end in (0..bytes.len()).step_by(997).skip(1) {
        let cut = read_bytes("cut.xlsx", bytes[..end].to_vec(), None);
        check_refused(cut, NotATable::Workbook, &format!("cut at {end}"));
    }
    let mut wrong = Book::of(&good_rows()).bytes();
    assert!(read_plain(wrong.clone()).is_ok());
    // The checksum of the first entry, in its own head and in the directory.
    let directory = wrong.windows(4).position(|it| it == b"PK\x01\x02").unwrap();
    wrong[14] ^= 1;
    wrong[directory + 16] ^= 1;
    check_refused(read_plain(wrong), NotATable::Workbook, "a wrong checksum");
}

#[test]
fn old_workbooks_and_those_behind_a_password() {
    let mut old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    old.resize(4096, 0);
    check_refused(read_plain(old.clone()), NotATable::OldWorkbook, "an xls");
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    old[1024..1024 + name.len()].copy_from_slice(&name);
    check_refused(read_plain(old), NotATable::Protected, "an xlsx with a password");
}

#[test]
fn a_large_workbook_is_read_in_steps() {
    use huitou::format::encoding::NativeDecoders;
    use huitou::format::intake::{FileReading, ReadOptions, Step};
    let rows: String = (2..8_002)
        .map(|n| {
            format!("<row>{}{}{}<c><v>{n}</v></c></row>", text("a"), text("2024-06-30"), text("5"))
        })
        .collect();
    let xml = format!(
        "<worksheet><dimension ref=\"A1:D8001\"/><sheetData>{}{rows}</sheetData></worksheet>",
        titles()
    );
    let bytes = Book::default().raw_sheet(&xml).bytes();
    let mapping = Some(crate::kit::mapping(crate::kit::PLAIN_MAPPING));
    let options = ReadOptions { mapping, ..ReadOptions::default() };
    let mut reading =
        FileReading::open("b.xlsx", bytes, &options, Box::new(NativeDecoders)).unwrap();
    let (mut before, mut steps) = ((0, 0), 0);
    while let Step::More { rows, fraction_permille } = reading.step(100).unwrap() {
        assert!((rows, fraction_permille) >= before && rows <= before.0 + 100);
        assert!(fraction_permille <= 1000);
        before = (rows, fraction_permille);
        steps += 1;
    }
    assert!(steps >= 80, "{steps}");
    let rows = reading.finish().unwrap();
    assert_eq!((rows.rows, rows.problems.len()), (8_000, 0));
    let mut intake = Intake::default();
    intake.take(rows);
    assert_eq!(intake.settle().unwrap().0.orders().count(), 8_000);
}
