//! Orders of several rows in a seller's own table, whose cells are merged or blank below.

mod support;

use huitou::domain::figures::CountingRule::MergedByDay as MERGED;
use huitou::format::intake::FileRows;
use huitou::format::mapping::Field;
use huitou::format::problem::ProblemReason;
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Workbook};
use support::{basis, read_bytes, read_text, shop_of};

/// Orders, lines, net in fen, and problems by line.
type Expected = (u64, usize, i128, Vec<(u64, Field, ProblemReason)>);

fn summary(rows: FileRows) -> Expected {
    let problems = rows.problems.iter().map(|it| (it.line, it.field, it.reason)).collect();
    let lines = rows.batches.iter().map(|batch| batch.rows.len()).sum();
    let shop = shop_of(vec![rows]).0;
    (shop.order_count(), lines, shop.figures(&basis("2024-12-31", MERGED)).net_fen, problems)
}

const TITLES: &str = "单号,客户,电话,日期,商品,数量,金额\n";
const X1: &str = "X1,张三,13900000001,2024-03-01,茶,2,256\n,,,,杯,1,30\n,,,,壶,1,90\n";
const X2: &str = "X2,李四,13900000002,2024-03-02,茶,1,56.50\n";

#[test]
fn rows_that_say_only_goods_continue_the_order_above() {
    use ProblemReason::{DateUnreadable, Missing, OrderAboveLost};
    let no_date = |line| (line, Field::Date, Missing);
    let lost = "X3,王五,13900000003,gestern,茶,1,5\n,,,,杯,1,3\n";
    for (rows, expected, rule) in [
        (format!("{X1}{X2}"), (2, 4, 43_250, vec![]), "blank below"),
        (format!("{X1},,,,,,\n{X2}"), (2, 4, 43_250, vec![]), "an empty row between"),
        (format!("{X2},,,,,,3.50\n"), (1, 2, 6_000, vec![]), "money alone"),
        (format!("{X2},,,,袋,1,\n"), (1, 2, 5_650, vec![]), "goods alone, the money is above"),
        (format!("{X2},李四,,,袋,1,3\n"), (1, 1, 5_650, vec![no_date(3)]), "somebody is named"),
        (format!(",,,,袋,1,3\n{X2}"), (1, 1, 5_650, vec![no_date(2)]), "nothing above"),
        (format!("{X1}{X2},,,,,5,432.50\n"), (2, 4, 43_250, vec![no_date(6)]), "the total"),
        (format!("{X1}{X2},,,,合计,5,9\n"), (2, 4, 43_250, vec![]), "a total that says so"),
        (
            format!("{X2}{lost}"),
            (
                1,
                1,
                5_650,
                vec![(3, Field::Date, DateUnreadable), (4, Field::OrderId, OrderAboveLost)],
            ),
            "the order is lost",
        ),
        (
            format!(",赵六,,2024-03-03,茶,1,7\n,,,,杯,1,3\n{X2}"),
            (2, 2, 6_350, vec![no_date(3)]),
            "an order without a number is continued by nothing",
        ),
    ] {
        assert_eq!(
            summary(read_text(&format!("{TITLES}{rows}"), None).unwrap()),
            expected,
            "{rule}"
        );
    }
}

#[test]
fn money_received_is_added_up_from_row_to_row() {
    let titles = "单号,客户,日期,商品,实付,运费,退款\n";
    for (rows, expected, rule) in [
        ("X1,张三,2024-03-01,茶,376,,\n,,,杯,,,\n,,,壶,,,\n", 37_600, "merged over the order"),
        ("X1,张三,2024-03-01,茶,256,,\n,,,杯,30,,\n,,,壶,90,,\n", 37_600, "of each row"),
        ("X1,张三,2024-03-01,茶,256,6,\n,,,杯,30,4,\n", 27_600, "with postage"),
        ("X1,张三,2024-03-01,茶,256,,5\n,,,杯,30,,10\n", 27_100, "with refunds"),
    ] {
        let (orders, _, net, problems) =
            summary(read_text(&format!("{titles}{rows}"), None).unwrap());
        assert_eq!((orders, net, problems), (1, expected, vec![]), "{rule}");
    }
}

#[test]
fn a_mapping_and_its_rules() {
    let map = |rest: &str| {
        format!(
            r#"{{"columns": {{"order_id": "单号", "customer": "客户", "date": "日期",
            "item": "商品", "amount": "金额"}}{rest}}}"#
        )
    };
    let text = format!("{TITLES}{X1}{X2}");
    let no_date = |line| (line, Field::Date, ProblemReason::Missing);
    for (rest, expected, rule) in [
        ("", (2, 4, 43_250, vec![]), "mapped"),
        (
            r#", "drop": [{"column": "客户", "empty": true}]"#,
            (2, 4, 43_250, vec![]),
            "cells that stand above are not empty",
        ),
        (
            r#", "drop": [{"column": "单号", "equals": "X1"}]"#,
            (1, 1, 5_650, vec![]),
            "what continues an order is left out with it",
        ),
        (r#", "drop": [{"column": "商品", "equals": "杯"}]"#, (2, 3, 40_250, vec![]), "a line"),
        (
            r#", "order_per_line": true"#,
            (2, 2, 31_250, vec![no_date(3), no_date(4)]),
            "each row is an order",
        ),
    ] {
        assert_eq!(summary(read_text(&text, Some(&map(rest))).unwrap()), expected, "{rule}");
    }
}

#[test]
fn cells_merged_over_the_rows_of_an_order() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in TITLES.trim().split(',').enumerate() {
        sheet.write(0, at as u16, title).unwrap();
    }
    let plain = Format::new();
    for (row, line) in X1.lines().chain(X2.lines()).enumerate() {
        for (at, cell) in line.split(',').enumerate() {
            let (row, at) = (row as u32 + 1, at as u16);
            match cell.parse::<f64>() {
                Ok(number) if at >= 5 => sheet.write(row, at, number).unwrap(),
                _ if row == 1 && at < 4 => sheet.merge_range(1, at, 3, at, cell, &plain).unwrap(),
                _ if cell.is_empty() => sheet,
                _ => sheet.write(row, at, cell).unwrap(),
            };
        }
    }
    let rows = read_bytes("a.xlsx", book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!(summary(rows), (2, 4, 43_250, vec![]));
}

#[test]
fn an_address_merged_over_two_people_is_that_of_both() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["姓名", "手机", "地址"],
        ["甲", "13900000001", ""],
        ["乙", "13900000002", ""],
        ["丙", "13900000003", ""],
    ]
    .into_iter()
    .enumerate()
    {
        sheet.write_row(row as u32, 0, cells.into_iter().filter(|cell| !cell.is_empty())).unwrap();
    }
    sheet.merge_range(1, 2, 2, 2, "杭州市路1号", &Format::new()).unwrap();
    let rows = read_bytes("a.xlsx", book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!(rows.problems, []);
    let people = rows.batches[0].people.iter();
    let addresses: Vec<_> = people.map(|person| person.facts.address.as_deref()).collect();
    assert_eq!(addresses, [Some("杭州市路1号"), Some("杭州市路1号"), None]);
}

proptest! {
    /// Blank below or said on every row: the same shop.
    #[test]
    fn blank_below_is_as_said_again(orders in prop::collection::vec(
        prop::collection::vec((0_u32..5, 1_u32..9, 1_i64..99_999), 1..5), 1..6)
    ) {
        let (mut blank, mut full) = (TITLES.to_owned(), TITLES.to_owned());
        for (number, lines) in orders.iter().enumerate() {
            let head = format!("N{number},客{number},1390000000{number},2024-03-0{}", number + 1);
            for (at, (item, count, fen)) in lines.iter().enumerate() {
                let goods = format!("货{item},{count},{}.{:02}", fen / 100, fen % 100);
                full += &format!("{head},{goods}\n");
                blank += &format!("{},{goods}\n", if at == 0 { &head } else { ",,," });
            }
        }
        let read = |text: &str| summary(read_text(text, None).unwrap());
        prop_assert_eq!(read(&blank), read(&full));
    }
}
