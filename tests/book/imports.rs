//! Imports: what a file does to a book, whatever it is called and however its rows lie.

use huitou::domain::command::{Command, Mark, Refused, is_imported, preview_import};
use huitou::domain::merge::MergeCounts;
use proptest::prelude::*;

use crate::kit::{
    LINES, ORDERS, Phone, Row, agreeing, figures_of, nameless_text_of, order_lines, rows, shuffled,
    staged, staged_as, substance,
};

/// Order `number` of one customer: (status, fen, refund).
fn seen(number: u32, status: usize, fen: i64, refund: i64) -> Row {
    Row { number: Some(number), who: 1, day: 9, fen, postage: 0, refund, status, item: 0 }
}

fn by(who: u32, row: Row) -> Row {
    Row { who, ..row }
}

fn unnumbered(row: Row) -> Row {
    Row { number: None, ..row }
}

#[test]
fn the_same_file_again_is_refused() {
    let mut phone = Phone::new(1);
    // One order of the first is in conflict: that its rows stand twice makes no other file.
    let a = vec![seen(1, 3, 100, 0), seen(4, 3, 9, 0), by(2, seen(4, 3, 9, 0))];
    let b = vec![seen(2, 3, 100, 0)];
    phone.import(&[&a]).unwrap();
    for (files, refused, rule) in [
        (vec![&a], Some(Refused::AlreadyImported), "the same file"),
        (vec![&a, &a], Some(Refused::AlreadyImported), "the same file twice at once"),
        (vec![&b], None, "another file"),
        (vec![&a, &b], None, "two files at once are an import of their own"),
        (vec![&b, &a], Some(Refused::AlreadyImported), "the same two the other way round"),
    ] {
        let files: Vec<&[Row]> = files.into_iter().map(Vec::as_slice).collect();
        assert_eq!(is_imported(&phone.shop, &staged(&files)), refused.is_some(), "{rule}");
        assert_eq!(phone.import(&files).err(), refused, "{rule}");
    }
}

#[test]
fn a_preview_counts_what_an_import_does() {
    let book = [seen(1, 1, 100, 0), seen(2, 3, 100, 0), by(2, seen(3, 3, 100, 0))];
    for (file, expected, rule) in [
        (vec![seen(9, 3, 100, 0)], [1, 0, 0, 0], "an order that the book does not have"),
        (vec![seen(1, 3, 100, 0)], [0, 1, 0, 0], "a later status"),
        (vec![seen(2, 3, 100, 50)], [0, 1, 0, 0], "a refund"),
        (vec![seen(1, 0, 100, 0)], [0, 0, 1, 0], "an earlier status"),
        (vec![seen(2, 3, 100, 0), seen(2, 3, 100, 0)], [0, 0, 1, 0], "the same order seen twice"),
        (vec![by(5, seen(3, 3, 100, 0))], [0, 0, 0, 1], "another customer of a known order"),
        (vec![seen(8, 3, 1, 0), by(2, seen(8, 3, 1, 0))], [0, 0, 0, 1], "two customers in a file"),
        (vec![unnumbered(seen(1, 3, 100, 0)); 2], [2, 0, 0, 0], "equal rows without a number"),
        (
            vec![
                seen(9, 3, 1, 0),
                seen(1, 4, 100, 0),
                seen(2, 3, 100, 0),
                by(9, seen(3, 3, 100, 0)),
            ],
            [1, 1, 1, 1],
            "one of each",
        ),
    ] {
        let mut phone = Phone::new(1);
        let id = phone.import(&[&book]).unwrap();
        let [new, updated, unchanged, conflicting] = expected;
        let expected =
            MergeCounts { new, updated, unchanged, conflicting, ..MergeCounts::default() };
        let import = staged(&[&file]);
        assert_eq!(preview_import(&phone.shop, &import).counts, expected, "{rule}");
        let before = phone.shop.order_count();
        phone.run(&Command::Import(&import)).unwrap();
        let dropped_out = u64::from(rule != "two customers in a file") * conflicting;
        assert_eq!(phone.shop.order_count(), before + new - dropped_out, "{rule}");
        phone.undo(import.imports()[0].id).unwrap();
        phone.undo(id).unwrap();
        let again = preview_import(&phone.shop, &staged(&[&book])).counts;
        assert_eq!(again, MergeCounts { new: 3, ..MergeCounts::default() }, "undone: {rule}");
    }
}

#[test]
fn the_later_status_holds_and_refunds_only_grow() {
    for (first, second, status, paid, refund, rule) in [
        ((1, 100, 0), (3, 100, 0), "Completed", 100, 0, "paid, then completed"),
        ((3, 100, 0), (1, 100, 0), "Completed", 100, 0, "an older export handed in later"),
        ((3, 100, 0), (4, 100, 0), "Closed", 100, 0, "closed is later than completed"),
        ((3, 100, 50), (3, 100, 20), "Completed", 100, 50, "a refund never shrinks"),
        ((3, 100, 20), (1, 100, 50), "Completed", 100, 50, "an older row may know of more refund"),
        ((1, 100, 0), (3, 80, 0), "Completed", 80, 0, "the money of the later status"),
        ((3, 80, 0), (3, 100, 0), "Completed", 100, 0, "of one status the greater money"),
    ] {
        let row = |(status, fen, refund): (usize, i64, i64)| [seen(1, status, fen, refund)];
        let mut phone = Phone::new(1);
        phone.import(&[&row(first)]).unwrap();
        phone.import(&[&row(second)]).unwrap();
        let order = phone.shop.orders().next().unwrap();
        assert_eq!(format!("{:?}", order.held().unwrap().status), status, "{rule}");
        let money = order.content.money();
        assert_eq!((money.paid_fen.minor(), money.refund_fen.minor()), (paid, refund), "{rule}");
    }
}

#[test]
fn rows_without_a_number_that_differ_in_nothing_but_their_status() {
    // Known by their content; which is the first of them must not hang on the order of the rows.
    let row = |status, item| Row { item, ..unnumbered(seen(0, status, 100, 0)) };
    let (ab, ba) = ([row(3, 1), row(4, 2)], [row(4, 2), row(3, 1)]);
    let mut phone = Phone::new(1);
    phone.import(&[&ab]).unwrap();
    assert_eq!(phone.import(&[&ba]), Err(Refused::AlreadyImported));
    assert_eq!(order_lines(&staged(&[&ab, &ba])), order_lines(&staged(&[&ab])));
}

fn lines_file() -> impl Strategy<Value = Vec<Row>> {
    // Lines of one number agree in who bought and when.
    prop::collection::vec((0u32..9, 0i64..4, 0u32..3, 2usize..5), 1..14).prop_map(|lines| {
        let line = |(n, fen, item, status)| Row {
            number: Some(n),
            who: 1 + n % 4,
            day: n as i32 * 11,
            fen: fen * 100,
            postage: 0,
            refund: 0,
            status,
            item,
        };
        lines.into_iter().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn neither_names_nor_the_order_of_rows_and_files_matter(
        a in rows(), b in rows(), seed in any::<u64>(), unnumbered in any::<bool>(),
    ) {
        // Rows without a number may differ in everything but what they are known by.
        let loose = |rows: Vec<Row>| -> Vec<Row> {
            rows.into_iter().map(|row| match unnumbered && row.number.is_some_and(|n| n % 3 == 0) {
                true => Row { number: None, fen: 100, day: 5, who: 1, ..row },
                false => row,
            }).collect()
        };
        let (a, b) = (loose(a), loose(b));
        let one = staged_as(&[("a.csv", &a), ("b.csv", &b)], ORDERS);
        let other = staged_as(&[("y.csv", &shuffled(&b, seed)), ("x.csv", &shuffled(&a, seed))], ORDERS);
        prop_assert_eq!(one.imports()[0].id, other.imports()[0].id);
        prop_assert_eq!(nameless_text_of(&one), nameless_text_of(&other));
        prop_assert_eq!(substance(&one), substance(&other));
    }

    #[test]
    fn nor_does_the_order_of_lines(rows in lines_file(), seed in any::<u64>()) {
        let one = staged_as(&[("a.csv", &rows)], LINES);
        let other = staged_as(&[("a.csv", &shuffled(&rows, seed))], LINES);
        prop_assert_eq!(nameless_text_of(&one), nameless_text_of(&other));
    }

    #[test]
    fn one_after_the_other_is_both_at_once(a in rows(), b in rows(), lines in any::<bool>(), c in lines_file(), d in lines_file()) {
        // Parts of one truth: what goods cost in an order is the same in both files.
        let priced = |rows: Vec<Row>| -> Vec<Row> {
            rows.into_iter().map(|row| Row { fen: i64::from(row.item + 1) * 100, ..row }).collect()
        };
        let (a, b, map) = match lines {
            true => (priced(c), priced(d), LINES),
            false => (agreeing(a), agreeing(b), ORDERS),
        };
        let file = |rows: &[Row]| staged_as(&[("a.csv", rows)], map);
        let after = |first: &[Row], second: &[Row]| {
            let mut phone = Phone::new(1);
            phone.run(&Command::Import(&file(first))).unwrap();
            let _ = phone.run(&Command::Import(&file(second)));
            phone.shop
        };
        let (ab, ba) = (after(&a, &b), after(&b, &a));
        let at_once = staged_as(&[("a.csv", &a), ("b.csv", &b)], map);
        prop_assert_eq!(substance(&ab), substance(&ba));
        prop_assert_eq!(order_lines(&ab), order_lines(&at_once));
        prop_assert_eq!(figures_of(&ab), figures_of(&at_once));
        prop_assert_eq!(ab.order_count(), at_once.order_count());
    }

    #[test]
    fn a_table_that_was_corrected_holds(a in rows(), shift in 1i64..50) {
        // One row an order, as a seller keeps them; every amount, day and name of goods anew.
        let mut seen = std::collections::BTreeSet::new();
        let rows: Vec<Row> = agreeing(a).into_iter()
            .filter(|row| row.number.is_some_and(|n| seen.insert(n)))
            .map(|row| Row { refund: 0, item: 1, ..row })
            .collect();
        prop_assume!(!rows.is_empty());
        let corrected: Vec<Row> = rows.iter().map(|row| Row {
            fen: (row.fen - shift).abs(), day: row.day + 1, ..*row
        }).collect();
        let renamed = |rows: &[Row], item| -> Vec<Row> {
            rows.iter().map(|row| Row { item, ..*row }).collect()
        };
        // In lines, goods of another name that cost something else are other goods.
        for (corrected, map) in [(renamed(&corrected, 2), ORDERS), (corrected.clone(), LINES), (renamed(&rows, 2), LINES)] {
            let mut phone = Phone::new(1);
            phone.run(&Command::Import(&staged_as(&[("a.csv", &rows)], map))).unwrap();
            let second = staged_as(&[("b.csv", &corrected)], map);
            phone.run(&Command::Import(&second)).unwrap();
            prop_assert_eq!(order_lines(&phone.shop), order_lines(&second));
        }
    }

    #[test]
    fn what_the_seller_said_survives_any_file(a in rows(), more in prop::collection::vec(rows(), 1..4), at in 0usize..20) {
        let mut phone = Phone::new(1);
        phone.import(&[&a]).unwrap();
        let key = phone.nth_key(at).unwrap();
        phone.run(&Command::MarkOrder(key, Mark::LeftOut(true))).unwrap();
        phone.run(&Command::MarkOrder(key, Mark::Note("mine".into()))).unwrap();
        let marks = phone.shop.record(phone.shop.find_order(&key).unwrap()).unwrap().marks;
        for file in &more {
            let _ = phone.import(&[file]);
        }
        let after = phone.shop.record(phone.shop.find_order(&key).unwrap()).unwrap().marks;
        prop_assert_eq!(after, marks);
    }

    #[test]
    fn a_preview_says_what_the_import_then_does(a in rows(), b in rows()) {
        let mut phone = Phone::new(1);
        phone.import(&[&a]).unwrap();
        let import = staged(&[&b]);
        let counts = preview_import(&phone.shop, &import).counts;
        let before = order_lines(&phone.shop);
        let _ = phone.run(&Command::Import(&import));
        let after = order_lines(&phone.shop);
        let changed = after.iter().filter(|line| !before.contains(line)).count() as u64;
        prop_assert_eq!(changed, counts.new + counts.updated);
        let records = import.records().count() as u64;
        prop_assert_eq!(counts.new + counts.updated + counts.unchanged + counts.conflicting, records);
        // All of it is in the book now.
        let again = preview_import(&phone.shop, &import).counts;
        prop_assert_eq!((again.new, again.updated), (0, 0));
    }
}
