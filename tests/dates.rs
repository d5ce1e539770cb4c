//! Columns of dates as sellers' files have them.

mod support;

use huitou::domain::day::Day;
use huitou::format::date::DateForm;
use huitou::format::encoding::NativeDecoders;
use huitou::format::intake::{FileRows, ReadOptions};
use huitou::format::mapping::Field;
use huitou::format::problem::ProblemReason;
use huitou::format::survey::survey;
use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use support::{read_bytes, read_text, read_with};

fn days(rows: &FileRows) -> Vec<String> {
    let rows = rows.batches.iter().flat_map(|batch| &batch.rows);
    rows.map(|row| row.day.map_or_else(String::new, |day| day.to_string())).collect()
}

fn table(cells: &[&str]) -> String {
    let rows = cells.iter().map(|cell| format!("甲,{cell},5\n"));
    format!("客户,日期,金额\n{}", rows.collect::<String>())
}

#[test]
fn a_column_is_read_in_one_way() {
    for (cells, expected, problems, rule) in [
        (vec!["45356", "45444.5"], vec!["2024-03-05", "2024-06-01"], 0, "numbers of a spreadsheet"),
        (vec!["45356", "2024-06-01"], vec!["2024-06-01"], 1, "a lone number among dates"),
        (vec!["45356", "7"], vec![], 2, "numbers that are no dates"),
        (vec!["24-7-1", "24-12-31"], vec!["2024-07-01", "2024-12-31"], 0, "short years"),
        (vec!["24/7/19"], vec![], 1, "a year or a day"),
        (vec!["2024.8.9 下午3:20", "2024.8.9 上午"], vec!["2024-08-09"], 1, "afternoon"),
        (vec!["3月8日"], vec![], 1, "no year"),
    ] {
        let rows = read_text(&table(&cells), None).unwrap();
        assert_eq!(
            (days(&rows), rows.problems.len()),
            (expected.iter().map(|it| (*it).to_owned()).collect(), problems),
            "{rule}"
        );
        let is_date = |reason| reason == ProblemReason::DateUnreadable;
        assert!(rows.problems.iter().all(|it| is_date(it.reason)), "{rule}");
    }
}

#[test]
fn numbers_without_a_format_in_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["客户", "日期", "金额"]).unwrap();
    for (row, day) in [45_444.0, 45_445.75].into_iter().enumerate() {
        sheet.write(row as u32 + 1, 0, "甲").unwrap();
        sheet.write(row as u32 + 1, 1, day).unwrap();
        sheet.write(row as u32 + 1, 2, 45_444.0).unwrap();
    }
    let rows = read_bytes("a.xlsx", book.save_to_buffer().unwrap(), None).unwrap();
    assert_eq!(days(&rows), ["2024-06-01", "2024-06-02"]);
    let amounts: Vec<_> = rows.batches[0].rows.iter().map(|row| row.amount_fen).collect();
    assert!(amounts.iter().all(|fen| fen.is_some_and(|fen| fen.minor() == 4_544_400)));
}

#[test]
fn the_wizard_shows_the_same_and_a_mapping_can_say_it() {
    let text = "wer,wann,euro\na,45356,5\nb,45357,6\n";
    let map = |format: &str| {
        format!(
            r#"{{"date_format": "{format}", "columns": {{"customer": "wer", "date": "wann",
            "amount": "euro"}}}}"#
        )
    };
    let mapping = support::mapping(&map("serial"));
    let options = ReadOptions { mapping: Some(mapping), ..ReadOptions::default() };
    let look = survey("a.csv", text.into(), &NativeDecoders, &options).unwrap();
    assert_eq!(look.dates.map(|it| it.value), Some(DateForm::Serial));
    let auto = survey("a.csv", table(&["45356"]).into(), &NativeDecoders, &ReadOptions::default());
    let auto = auto.unwrap();
    assert_eq!(auto.dates.map(|it| it.value), Some(DateForm::Serial));
    let offered: Vec<_> = auto.columns[1].dates.iter().map(|it| it.pattern.as_str()).collect();
    assert_eq!(offered, ["serial"]);
    for (format, expected) in [("serial", 2), ("auto", 2), ("%Y-%m-%d", 0)] {
        let rows = read_text(text, Some(&map(format))).unwrap();
        assert_eq!(days(&rows).len(), expected, "{format}");
    }
}

proptest! {
    /// A column of days says the same as numbers, with or without a time, and as dates.
    #[test]
    fn numbers_are_the_days_they_stand_for(
        days_of in prop::collection::vec((25_569_u32..=73_049, 0_u32..86_399), 1..20)
    ) {
        let numbers: Vec<String> = days_of
            .iter()
            .map(|(day, second)| format!("{}", f64::from(*day) + f64::from(*second) / 86_400.0))
            .collect();
        let dates: Vec<String> = days_of
            .iter()
            .map(|(day, _)| Day::from_number(*day as i32 - 25_569).to_string())
            .collect();
        let read = |cells: &[String]| {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            days(&read_text(&table(&cells), None).unwrap())
        };
        prop_assert_eq!(read(&numbers), read(&dates));
    }
}

/// Dates, what is said of the first that can be read both ways, what all are read as.
#[test]
fn dates_that_can_be_read_both_ways_are_said() {
    let many: Vec<&str> = std::iter::repeat_n("05-03-2024", 3000).collect();
    let later = |last: &'static str| [&many[..], &[last]].concat();
    for (cells, said, first, last, rule) in [
        (
            vec!["05-03-2024", "06-04-2024"],
            Some("05-03-2024"),
            "2024-05-03",
            "2024-06-04",
            "none decides",
        ),
        (
            vec!["3/3/2024", "5.3.2024 12:30"],
            Some("5.3.2024"),
            "2024-03-03",
            "2024-05-03",
            "the first that is both",
        ),
        (vec!["3/3/2024", "4/4/2024"], None, "2024-03-03", "2024-04-04", "both ways are one"),
        (vec!["05-03-2024", "25-03-2024"], None, "2024-03-05", "2024-03-25", "a day decides"),
        (vec!["05-03-2024", "03-25-2024"], None, "2024-05-03", "2024-03-25", "a month decides"),
        (
            vec!["2024-05-03", "2024-03-05"],
            None,
            "2024-05-03",
            "2024-03-05",
            "the year stands first",
        ),
        (later("06-03-2024"), Some("05-03-2024"), "2024-05-03", "2024-06-03", "none of many"),
        (later("25-03-2024"), None, "2024-03-05", "2024-03-25", "a late row turns all of them"),
        (later("03-25-2024"), None, "2024-05-03", "2024-03-25", "a late row confirms them"),
    ] {
        let rows = read_text(&table(&cells), None).unwrap();
        let told = rows.ambiguous_date.as_ref();
        assert_eq!(told.map(|it| it.sample.as_str()), said, "{rule}");
        let read = days(&rows);
        assert_eq!((read.len(), rows.problems.len()), (cells.len(), 0), "{rule}");
        assert_eq!((read[0].as_str(), read[read.len() - 1].as_str()), (first, last), "{rule}");
        assert!(
            told.is_none_or(|it| read.contains(&Day::from_number(it.day).to_string())),
            "{rule}"
        );
    }
}

#[test]
fn a_form_that_was_chosen_is_not_asked_about() {
    let map = |form: &str| {
        format!(
            r#"{{"date_format": "{form}", "columns": {{"customer": "客户", "date": "日期", "amount": "金额"}}}}"#
        )
    };
    for (form, is_said) in [("auto", true), ("%d-%m-%Y", false), ("%m-%d-%Y", false)] {
        let rows = read_text(&table(&["05-03-2024"]), Some(&map(form))).unwrap();
        assert_eq!(rows.ambiguous_date.is_some(), is_said, "{form}");
    }
}

/// What is mended or left out turns no other date around.
#[test]
fn a_row_that_is_left_out_still_tells_how_dates_are_written() {
    let text = table(&["05-03-2024", "25-03-2024"]);
    let left_out = [3].into_iter().collect();
    let corrections = [((3, Field::Date), "2024-03-25".to_owned())].into_iter().collect();
    for (options, rule) in [
        (ReadOptions { left_out, ..ReadOptions::default() }, "left out"),
        (ReadOptions { corrections, ..ReadOptions::default() }, "mended"),
    ] {
        let rows = read_with("test.csv", text.clone().into_bytes(), &options).unwrap();
        assert_eq!(days(&rows)[0], "2024-03-05", "{rule}");
        assert_eq!(rows.ambiguous_date, None, "{rule}");
    }
}

/// A workbook is opened anew for it as well.
#[test]
fn a_late_row_of_a_workbook_turns_its_dates() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["客户", "日期", "金额"]).unwrap();
    for row in 1..=2500 {
        let day = if row == 2500 { "25/03/2024" } else { "05/03/2024" };
        sheet.write_row(row, 0, ["甲", day, "5"]).unwrap();
    }
    let rows = read_bytes("a.xlsx", book.save_to_buffer().unwrap(), None).unwrap();
    let read = days(&rows);
    assert_eq!((read.len(), read[0].as_str(), rows.problems.len()), (2500, "2024-03-05", 0));
}
