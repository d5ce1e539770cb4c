//! What is said of rows that do not count, so that the seller knows them again.

mod support;

use huitou::domain::gathering::RowConflict;
use huitou::domain::merge::merge;
use huitou::domain::shop::Shop;
use huitou::format::intake::{FileProblem, Intake, Staged};
use support::{read_bytes, read_text};

fn staged(files: &[(&str, &str)]) -> Staged {
    let mut intake = Intake::default();
    for (name, text) in files {
        intake.take(read_bytes(name, text.as_bytes().to_vec(), None).unwrap());
    }
    intake.stage()
}

/// File, line and reason of each.
fn places(problems: &[FileProblem]) -> Vec<(&str, u64, &str)> {
    let place = |it: &'_ FileProblem| (it.problem.line, it.problem.reason.code());
    problems.iter().map(|it| (it.file.as_str(), place(it).0, place(it).1)).collect()
}

#[test]
fn a_row_is_told_by_its_other_cells() {
    let orders = "客户,订单号,商品,金额,日期,备注\n";
    let people = "姓名,手机,微信,地址,生日\n";
    let long = "很长".repeat(40);
    for (titles, row, expected, rule) in [
        (orders, "张三,X123,茶叶,128.00,昨天,急", vec!["张三", "X123", "茶叶", "128.00"], "a date"),
        (
            orders,
            "张三,X123,茶叶,一百多,2024-05-03,急",
            vec!["张三", "X123", "茶叶", "2024-05-03"],
            "an amount is not said twice",
        ),
        (orders, "张三,,,128.00,昨天,", vec!["张三", "128.00"], "filled cells alone"),
        (
            orders,
            &format!("{long},X123,茶叶,128.00,昨天,"),
            vec!["很长很长很长很长很长很长很长很长很长很长…", "X123", "茶叶", "128.00"],
            "a long cell is cut",
        ),
        (
            orders,
            "张三,X123,茶叶,红的,128.00,2024-05-03,急",
            vec!["张三", "X123", "茶叶", "红的"],
            "cells that a comma has moved, as they come",
        ),
        (
            people,
            "李四,14000000021,wx_4,杭州,不记得了",
            vec!["李四", "14000000021", "wx_4", "杭州"],
            "people",
        ),
        (people, ",,,杭州西湖,1990-03-08", vec!["杭州西湖"], "nobody is named"),
    ] {
        let rows = read_text(&format!("{titles}{row}\n"), None).unwrap();
        let contexts: Vec<_> = rows.problems.iter().map(|it| &it.context).collect();
        assert_eq!(contexts, [&expected], "{rule}");
    }
}

#[test]
fn only_the_first_rows_are_told_closely() {
    let rows = "张三,X1,昨天\n".repeat(1000);
    let rows = read_text(&format!("客户,订单号,日期\n{rows}"), None).unwrap();
    assert_eq!(rows.problems.len(), 1000);
    let told = rows.problems.iter().filter(|it| !it.context.is_empty()).count();
    assert_eq!(told, 300);
}

#[test]
fn rows_stand_by_file_and_line() {
    let row = |who: &str, number: usize, day: &str| format!("{who},X{number},{day},5\n");
    let text = |conflicts: [usize; 2], unreadable: usize| -> String {
        let rows = (2..=12).map(|line| match line {
            _ if line == unreadable => row("甲", line, "昨天"),
            _ if line == conflicts[0] => row("甲", 900, "2024-05-03"),
            _ if line == conflicts[1] => row("乙", 900, "2024-05-03"),
            _ => row("甲", 100 + line, "2024-05-03"),
        });
        "客户,订单号,日期,金额\n".to_owned() + &rows.collect::<String>()
    };
    let (first, second) = (text([2, 12], 10), text([3, 11], 2));
    let staged = staged(&[("二.csv", &first), ("一.csv", &second)]);
    assert_eq!(
        places(&staged.problems()),
        [
            ("二.csv", 2, "two_customers"),
            ("二.csv", 10, "date_unreadable"),
            ("二.csv", 12, "two_customers"),
            ("一.csv", 2, "date_unreadable"),
            ("一.csv", 3, "two_customers"),
            ("一.csv", 11, "two_customers"),
        ]
    );
}

#[test]
fn both_customers_of_an_order_are_named() {
    let titles = "客户,订单号,商品,日期,金额\n";
    for (rows, expected, rule) in [
        (
            vec!["张三,X1,茶叶,2024-05-03,5", "李四,X1,茶叶,2024-05-03,5"],
            vec![(2, "张三 / 李四"), (3, "李四 / 张三")],
            "the row's own first",
        ),
        (
            vec![
                "王五,X2,茶叶,2024-05-03,5",
                "张三,X1,茶叶,2024-05-03,5",
                "张三,X1,红茶,2024-05-03,5",
                "李四,X1,绿茶,2024-05-03,5",
                "赵六,X1,白茶,2024-05-03,5",
                "张三,X1,黑茶,2024-05-03,5",
            ],
            vec![
                (3, "张三 / 李四 / 赵六"),
                (4, "张三 / 李四 / 赵六"),
                (5, "李四 / 张三 / 赵六"),
                (6, "赵六 / 张三 / 李四"),
                (7, "张三 / 李四 / 赵六"),
            ],
            "three, on several lines",
        ),
    ] {
        let staged = staged(&[("a.csv", &format!("{titles}{}\n", rows.join("\n")))]);
        let problems = staged.problems();
        let told: Vec<_> =
            problems.iter().map(|it| (it.problem.line, it.problem.value.as_str())).collect();
        assert_eq!(told, expected, "{rule}");
        assert!(problems.iter().all(|it| it.problem.context[0] == "X1"), "{rule}");
    }
}

#[test]
fn the_customer_whom_the_book_has_is_named() {
    for (number, rule) in [("X1", "a word"), ("20240501", "digits")] {
        let titles = "客户,订单号,商品,日期,金额\n";
        let before = staged(&[("a.csv", &format!("{titles}张三,{number},茶叶,2024-05-03,5\n"))]);
        let mut book = Shop::default();
        book.apply(&merge(&book, &before.shop).change, None).unwrap();
        let now = staged(&[("b.csv", &format!("{titles}李四,{number},茶叶,2024-05-03,5\n"))]);
        let conflicts = merge(&book, &now.shop).conflicts;
        assert_eq!(conflicts.values().collect::<Vec<_>>(), [&RowConflict::TwoCustomers], "{rule}");
        let problems = now.rows.problems(&conflicts, &now.shop, &book);
        let [FileProblem { problem, .. }] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!(problem.value, "李四 / 张三", "{rule}");
        assert_eq!(problem.context, [number, "茶叶"], "{rule}");
    }
}

#[test]
fn what_a_list_says_of_a_row() {
    for (row, told, rule) in [
        ("张三,X1,茶叶,128.00,昨天", "昨天", "the cell"),
        ("张三,X1,茶叶,,2024-05-03", "张三 · X1 · 茶叶 · 2024-05-03", "an empty cell says nothing"),
        (
            "张三,X1,茶叶,128.00,2024-05-03,红,绿,白",
            "张三 · X1 · 茶叶 · 128.00",
            "the beginning of a long row",
        ),
    ] {
        let rows = read_text(&format!("客户,订单号,商品,金额,日期\n{row}\n"), None).unwrap();
        let all: Vec<_> = rows.problems.iter().map(|it| it.told()).collect();
        assert_eq!(all, [told], "{rule}");
    }
}

#[test]
fn a_line_whose_order_is_missing_says_which_and_what() {
    let titles =
        "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码";
    let line = |number: &str, item: &str| format!("{number},{item},59.90,3,,,,,交易成功,\n");
    for (lines, expected, rule) in [
        (line("3510", "茶叶"), vec!["3510 · 茶叶"], "number and goods"),
        (
            line("3510", "茶叶") + &line("3510", "红茶"),
            vec!["3510", "3510"],
            "of two lines it is not known which",
        ),
    ] {
        let problems = staged(&[("a.csv", &format!("{titles}\n{lines}"))]).problems();
        assert!(problems.iter().all(|it| it.problem.reason.code() == "no_such_order"), "{rule}");
        let told: Vec<_> = problems.iter().map(|it| it.problem.told()).collect();
        assert_eq!(told, expected, "{rule}");
    }
}
