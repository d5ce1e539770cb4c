//! Workbooks of several sheets.

use huitou::domain::observation::Grain;
use huitou::format::intake::FileRows;
use huitou::format::problem::ProblemReason;
use huitou::format::table::sheets::Sheet;
use rust_xlsxwriter::Workbook;

use huitou::domain::figures::CountingRule::MergedByDay;
use proptest::prelude::*;

use crate::kit::{Book, read_bytes, read_plain, row, titles};
use crate::support::{basis, shop_of};

type Cells = &'static [&'static [&'static str]];

/// A workbook of these sheets; a name that begins with a minus is a hidden one.
fn book(sheets: &[(&str, Vec<Vec<String>>)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim_start_matches('-')).unwrap();
        sheet.set_hidden(name.starts_with('-'));
        for (at, row) in rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                sheet.write(at as u32, column as u16, cell.as_str()).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

fn texts(rows: Cells) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
}

fn read(sheets: &[(&str, Cells)]) -> FileRows {
    let sheets: Vec<_> = sheets.iter().map(|(name, rows)| (*name, texts(rows))).collect();
    read_bytes("a.xlsx", book(&sheets), None).unwrap()
}

fn month(month: u32, orders: u32) -> Vec<Vec<String>> {
    let titles = ["订单号", "客户", "日期", "金额"].map(str::to_owned).to_vec();
    let order = |n: u32| {
        vec![format!("{month}-{n}"), format!("客{n}"), format!("2024-{month:02}-05"), "1".into()]
    };
    std::iter::once(titles).chain((0..orders).map(order)).collect()
}

#[test]
fn months_side_by_side_are_one_table() {
    let months: Vec<_> = [("1月", 1, 10), ("2月", 2, 20), ("3月", 3, 30)]
        .map(|(name, m, n)| (name, month(m, n)))
        .into();
    let rows = read_bytes("months.xlsx", book(&months), None).unwrap();
    assert_eq!((rows.rows, rows.problems.len(), rows.sheets.others.len()), (60, 0, 0));
    // The fullest is read first, then the others as they stand.
    let sheet = |name: &str, after| Sheet { name: name.to_owned(), after };
    assert_eq!(rows.sheets.read, [sheet("3月", 0), sheet("1月", 31), sheet("2月", 42)]);
    assert_eq!(shop_of(vec![rows]).0.order_count(), 60);
}

#[test]
fn which_sheets_are_read_and_which_are_named() {
    const LIST: Cells = &[&["姓名", "手机"], &["甲", "14000000021"], &["丙", "14000000023"]];
    const MORE: Cells = &[&["姓名", " 手机 "], &["乙", "14000000022"]];
    const MOVED: Cells = &[&["批发"], &["手机", "姓名"], &["14000000022", "乙"]];
    const OTHER: Cells = &[&["品名", "库存"], &["茶", "3"]];
    const NOTE: Cells = &[&["说明"]];
    const BARE: Cells = &[MORE[0]];
    for (sheets, people, others, rule) in [
        (vec![("老客户", LIST), ("批发客户", MORE)], 3, vec![], "the same titles"),
        (vec![("批发客户", MORE), ("老客户", LIST)], 3, vec![], "in whatever order"),
        (vec![("老客户", LIST), ("批发客户", MOVED)], 3, vec![], "columns moved, below a note"),
        (vec![("a", LIST), ("b", OTHER)], 2, vec!["b"], "other titles"),
        (vec![("a", LIST), ("-b", MORE), ("-c", OTHER)], 2, vec![], "hidden ones"),
        (vec![("a", LIST), ("b", &[]), ("c", NOTE), ("d", BARE)], 2, vec![], "no rows"),
        (vec![("a", LIST), ("b", LIST)], 2, vec![], "the same once more"),
    ] {
        let rows = read(&sheets);
        assert_eq!(rows.problems, [], "{rule}");
        assert_eq!(rows.sheets.others, others, "{rule}");
        let (shop, _) = shop_of(vec![rows]);
        assert_eq!(shop.people().count(), people, "{rule}");
    }
}

#[test]
fn what_stands_in_two_sheets_counts_once() {
    const ALL: Cells = &[
        &["客户", "日期", "金额", "备注"],
        &["甲", "2024-01-05", "5", ""],
        &["甲", "2024-01-05", "5", ""],
        &["乙", "2024-02-05", "6", ""],
    ];
    const JANUARY: Cells = &[ALL[0], ALL[1], ALL[2]];
    let rows = read(&[("全部", ALL), ("1月", JANUARY)]);
    assert_eq!(rows.rows, 5);
    assert_eq!(shop_of(vec![rows]).0.order_count(), 3);
}

#[test]
fn a_row_of_a_further_sheet_is_named_by_its_line_there() {
    let first = titles()
        + &row(2, &["a", "2024-06-30", "5", "1"])
        + &row(3, &["b", "2024-06-30", "5", "2"]);
    let second = titles() + &row(4, &["", "", "7", ""]) + &row(5, &["c", "x", "5", "3"]);
    let bytes =
        Book::default().sheet("one", "visible", &first).sheet("two", "visible", &second).bytes();
    let rows = read_plain(bytes).unwrap();
    let named: Vec<_> =
        rows.problems.iter().map(|it| (rows.sheets.place(it.line), it.line, it.reason)).collect();
    use ProblemReason::{DateUnreadable, Missing};
    assert_eq!(
        named,
        [((Some("two"), 4), 7, Missing), ((Some("two"), 5), 8, DateUnreadable)],
        "and continues no order of the sheet before"
    );
    assert!(rows.batches.iter().all(|batch| batch.grain == Grain::Line));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Sheets of one workbook and as many files are the same shop.
    #[test]
    fn sheets_are_as_files(
        sheets in prop::collection::vec(
            prop::collection::vec((0_u32..20, 0_u32..5, 1_u32..28, 1_u32..999), 1..8), 2..5)
    ) {
        let titles = ["单号", "客户", "日期", "金额"].map(str::to_owned).to_vec();
        let sheets: Vec<Vec<Vec<String>>> = sheets
            .into_iter()
            .map(|rows| {
                let row = |(number, who, day, yuan): (u32, u32, u32, u32)| {
                    // One without a number now and then; one of a number is always one customer's.
                    let id = if number == 0 { String::new() } else { format!("N{number}") };
                    let who = if number == 0 { who } else { number % 5 };
                    vec![id, format!("客{who}"), format!("2024-03-{day:02}"), yuan.to_string()]
                };
                std::iter::once(titles.clone()).chain(rows.into_iter().map(row)).collect()
            })
            .collect();
        let named: Vec<String> = (0..sheets.len()).map(|n| format!("s{n}")).collect();
        let named: Vec<_> =
            named.iter().map(String::as_str).zip(sheets.iter().cloned()).collect();
        let whole = read_bytes("a.xlsx", book(&named), None).unwrap();
        let files = sheets.iter().zip(0..).map(|(rows, n)| {
            let text: String = rows.iter().map(|row| row.join(",") + "\n").collect();
            read_bytes(&format!("{n}.csv"), text.into_bytes(), None).unwrap()
        });
        let (one, _) = shop_of(vec![whole]);
        let (many, _) = shop_of(files.collect());
        let basis = basis("2024-12-31", MergedByDay);
        prop_assert_eq!(one.order_count(), many.order_count());
        prop_assert_eq!(one.figures(&basis), many.figures(&basis));
    }
}
