//! Undoing an import.

use huitou::domain::command::{Command, Mark, Refused, kept_on_undo, preview_import};
use huitou::domain::id::ImportId;
use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

use crate::kit::{
    Phone, Row, agreeing, number_text, order_lines, rows, staged, substance, text_of,
};

fn row(number: u32) -> Row {
    Row {
        number: Some(number),
        who: number,
        day: 3,
        fen: 500,
        postage: 0,
        refund: 0,
        status: 3,
        item: 1,
    }
}

#[test]
fn what_cannot_be_undone_is_refused() {
    let mut phone = Phone::new(1);
    let id = phone.import(&[&[row(1)]]).unwrap();
    assert_eq!(phone.undo(ImportId(Uuid::nil())).err(), Some(Refused::NoSuchImport));
    phone.undo(id).unwrap();
    assert_eq!(phone.undo(id).err(), Some(Refused::NoSuchImport), "it is undone already");
    assert_eq!(kept_on_undo(&phone.shop, id), []);
    let key = staged(&[&[row(1)]]).records().next().unwrap().1.key;
    let mark = phone.run(&Command::MarkOrder(key, Mark::LeftOut(true)));
    assert_eq!(mark.err(), Some(Refused::NoSuchOrder), "its orders are gone");
}

#[test]
fn an_order_that_the_seller_touched_stays_and_is_named() {
    for (mark, rule) in [
        (Some(Mark::LeftOut(true)), "left out"),
        (Some(Mark::Note("?".into())), "with a note"),
        (None, "nothing said"),
    ] {
        let mut phone = Phone::new(1);
        let id = phone.import(&[&[row(1), row(2)]]).unwrap();
        let key = phone.key_of(1);
        let touched = mark.is_some();
        if let Some(mark) = mark {
            phone.run(&Command::MarkOrder(key, mark)).unwrap();
        }
        let expected = if touched { vec![key] } else { Vec::new() };
        assert_eq!(kept_on_undo(&phone.shop, id), expected, "{rule}");
        phone.undo(id).unwrap();
        let kept: Vec<_> = phone.shop.orders().map(|order| order.key).collect();
        assert_eq!(kept, expected, "{rule}");
        // Handed in again and undone again: still there, nothing twice.
        let once = text_of(&phone.shop).len();
        phone.import(&[&[row(1), row(2)]]).unwrap();
        assert_eq!(phone.shop.order_count(), 2, "{rule}");
        phone.undo(id).unwrap();
        assert_eq!(text_of(&phone.shop).len(), once, "{rule}");
    }
}

#[test]
fn of_an_undone_import_no_customer_is_left() {
    let mut phone = Phone::new(1);
    let id = phone.import(&[&[row(1), row(2)]]).unwrap();
    phone.undo(id).unwrap();
    let backup: Value = serde_json::from_str(&text_of(&phone.shop)).unwrap();
    let of = |name: &str| {
        (backup["counts"][name].as_u64(), backup["records"][name].as_array().map(Vec::len))
    };
    for (name, expected) in
        [("orders", 0), ("customers", 0), ("texts", 0), ("receivers", 0), ("imports", 1)]
    {
        assert_eq!(of(name), (Some(expected), Some(expected as usize)), "{name}");
    }
    assert_eq!(phone.shop.order_count(), 0);
    assert!(phone.shop.known_since().iter().all(|day| *day == huitou::domain::day::Day::MAX));
    let preview = preview_import(&phone.shop, &staged(&[&[row(1), row(2)]]));
    assert_eq!(preview.counts.new, 2, "a preview after undoing tells what the import will bring");
}

#[test]
fn a_mark_without_its_order_is_no_problem_row() {
    // One phone marks an order whose import the other undoes: the mark stays, of nothing.
    let mut one = Phone::new(1);
    let id = one.import(&[&[row(1)]]).unwrap();
    let mut two = one.with(2);
    let key = two.key_of(1);
    two.run(&Command::MarkOrder(key, Mark::Note("n".into()))).unwrap();
    one.undo(id).unwrap();
    for (into, from) in [(&one, &two), (&two, &one)] {
        let both = crate::kit::merged(&into.shop, &from.shop);
        assert_eq!((both.order_count(), both.problem_rows()), (0, 0));
        assert_eq!(both.records().count(), 1, "what the seller wrote is kept");
        let mut later = Phone { shop: both, ..one.clone() };
        later.import(&[&[row(1)]]).unwrap();
        let order = later.shop.orders().next().unwrap();
        assert_eq!(&*order.marks.note.value, "n", "{} is back with its note", number_text(1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn undoing_one_of_two_leaves_the_other(a in rows(), b in rows(), first in any::<bool>()) {
        let mut phone = Phone::new(1);
        let (one, two) = (phone.import(&[&a]).unwrap(), phone.import(&[&b]));
        prop_assume!(two.is_ok());
        let (gone, stays) = if first { (one, &b) } else { (two.unwrap(), &a) };
        phone.undo(gone).unwrap();
        prop_assert_eq!(substance(&phone.shop), substance(&staged(&[stays])));
    }

    #[test]
    fn undone_and_handed_in_again_is_as_before(a in rows(), b in rows()) {
        let (a, b) = (agreeing(a), agreeing(b));
        let mut phone = Phone::new(1);
        let id = phone.import(&[&a]).unwrap();
        let _ = phone.import(&[&b]);
        let before = substance(&phone.shop);
        phone.undo(id).unwrap();
        prop_assert_eq!(phone.import(&[&a]), Ok(id));
        prop_assert_eq!(substance(&phone.shop), before);
        prop_assert_eq!(phone.shop.imports().iter().filter(|import| import.id == id).count(), 1);
    }

    #[test]
    fn orders_stay_exactly_where_they_are_named(a in rows(), b in rows(), marked in prop::collection::vec(0usize..20, 0..4)) {
        let mut phone = Phone::new(1);
        let id = phone.import(&[&a]).unwrap();
        let _ = phone.import(&[&b]);
        for at in marked {
            let key = phone.nth_key(at).unwrap();
            phone.run(&Command::MarkOrder(key, Mark::Note("n".into()))).unwrap();
        }
        let alone = staged(&[&b]);
        let before = order_lines(&phone.shop);
        let kept = kept_on_undo(&phone.shop, id);
        let text = |key| crate::kit::key_text(&phone.shop, key);
        let kept: Vec<String> = kept.iter().map(text).collect();
        let said_alone: Vec<String> = alone.records().map(|(_, it)| crate::kit::key_text(&alone, &it.key)).collect();
        let mut expected: Vec<String> = kept.iter().chain(&said_alone).cloned().collect();
        expected.sort();
        expected.dedup();
        phone.undo(id).unwrap();
        let mut left: Vec<String> = phone.shop.records().map(|(_, it)| crate::kit::key_text(&phone.shop, &it.key)).collect();
        left.sort();
        prop_assert_eq!(left, expected);
        // What is kept says what it said.
        let after = order_lines(&phone.shop);
        for line in before.iter().filter(|line| kept.iter().any(|key| line.starts_with(&format!("{key} ")))) {
            prop_assert!(after.contains(line), "{} changed", line);
        }
    }
}
