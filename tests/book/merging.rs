//! Two phones become one book.

use huitou::domain::command::{Command, Mark, OrderFault, Refused, decide};
use huitou::domain::money::Fen;
use proptest::prelude::*;

use crate::kit::{Phone, Row, acts, hand_order, merged, text_of};

fn row(number: u32) -> Row {
    Row {
        number: Some(number),
        who: 1,
        day: 3,
        fen: 500,
        postage: 0,
        refund: 0,
        status: 3,
        item: 1,
    }
}

/// A common past, and what each of some phones did since.
fn apart(phones: usize) -> impl Strategy<Value = Vec<Phone>> {
    (acts(6), prop::collection::vec(acts(7), phones)).prop_map(|(past, since)| {
        let common = Phone::new(9).act_all(&past);
        (1..).zip(since).map(|(device, acts)| common.with(device).act_all(&acts)).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_and_idempotent(phones in apart(2)) {
        let [a, b] = &phones[..] else { panic!("two") };
        let (ab, ba) = (merged(&a.shop, &b.shop), merged(&b.shop, &a.shop));
        prop_assert_eq!(text_of(&ab), text_of(&ba));
        prop_assert_eq!(crate::kit::substance(&ab), crate::kit::substance(&ba));
        for twice in [merged(&ab, &b.shop), merged(&ab, &a.shop), merged(&ab, &ab), merged(&a.shop, &ab)] {
            prop_assert_eq!(text_of(&twice), text_of(&ab));
        }
        let again = decide(&ab, &Command::Merge(&b.shop), &a.now()).unwrap();
        prop_assert!(again.is_empty(), "nothing new, nothing to write");
    }

    #[test]
    fn merging_is_associative(phones in apart(3)) {
        let [a, b, c] = &phones[..] else { panic!("three") };
        let left = merged(&merged(&a.shop, &b.shop), &c.shop);
        let right = merged(&a.shop, &merged(&b.shop, &c.shop));
        prop_assert_eq!(text_of(&left), text_of(&right));
        let other = merged(&merged(&c.shop, &a.shop), &b.shop);
        prop_assert_eq!(text_of(&left), text_of(&other));
    }

    #[test]
    fn a_book_in_place_of_another_is_that_book(phones in apart(2)) {
        let [mut a, b] = <[Phone; 2]>::try_from(phones).ok().unwrap();
        a.run(&Command::Replace(&b.shop)).unwrap();
        prop_assert_eq!(text_of(&a.shop), text_of(&b.shop));
        prop_assert_eq!(a.shop.next_counter(), b.shop.next_counter());
    }
}

#[test]
fn undone_stays_undone_against_a_stale_copy_until_it_is_handed_in_again() {
    let mut one = Phone::new(1);
    let id = one.import(&[&[row(1)]]).unwrap();
    let mut two = one.with(2);
    one.undo(id).unwrap();
    for (shop, rule) in [
        (merged(&one.shop, &two.shop), "stale copy into the book"),
        (merged(&two.shop, &one.shop), "book into the stale copy"),
    ] {
        assert_eq!((shop.order_count(), shop.records().count()), (0, 0), "{rule}");
    }
    assert_eq!(two.import(&[&[row(1)]]), Err(Refused::AlreadyImported), "it stands there");
    two.shop = merged(&two.shop, &one.shop);
    assert_eq!(two.import(&[&[row(1)]]), Ok(id), "handed in again after the undoing");
    for (shop, rule) in [
        (merged(&one.shop, &two.shop), "the later act holds"),
        (merged(&two.shop, &one.shop), "the later act holds, the other way round"),
    ] {
        assert_eq!(shop.order_count(), 1, "{rule}");
    }
}

#[test]
fn each_field_has_its_own_stamp() {
    for (on_one, on_two, note, left_out, rule) in [
        (vec![Mark::Note("n".into())], vec![Mark::LeftOut(true)], "n", true, "different fields"),
        (
            vec![Mark::Note("a".into())],
            vec![Mark::Note("x".into()), Mark::Note("y".into())],
            "y",
            false,
            "the later edit of one field",
        ),
        (
            vec![Mark::LeftOut(true), Mark::LeftOut(false)],
            vec![Mark::LeftOut(true)],
            "",
            false,
            "taken in again later",
        ),
        (
            vec![Mark::Note("a".into())],
            vec![Mark::Note("b".into())],
            "b",
            false,
            "a tie: the device",
        ),
    ] {
        let mut one = Phone::new(1);
        one.import(&[&[row(1)]]).unwrap();
        let mut two = one.with(2);
        for (phone, marks) in [(&mut one, on_one), (&mut two, on_two)] {
            let key = phone.key_of(1);
            for mark in marks {
                phone.run(&Command::MarkOrder(key, mark)).unwrap();
            }
        }
        for (into, from) in [(&one, &two), (&two, &one)] {
            let both = merged(&into.shop, &from.shop);
            let marks = both.orders().next().unwrap().marks;
            assert_eq!((&*marks.note.value, marks.left_out.value), (note, left_out), "{rule}");
        }
    }
}

#[test]
fn an_act_with_the_same_seed_is_the_same_act() {
    let order = hand_order(None, crate::support::day("2025-05-02"), 9);
    let mut phone = Phone::new(1);
    let moment = phone.moment();
    for acted in [true, false] {
        let change = decide(&phone.shop, &Command::RecordOrder(order.clone()), &moment).unwrap();
        assert_eq!(!change.is_empty(), acted);
        phone.shop.apply(&change, None).unwrap();
        assert_eq!(phone.shop.order_count(), 1);
    }
    phone.run(&Command::RecordOrder(order)).unwrap();
    assert_eq!(phone.shop.order_count(), 2, "another moment is another order");
}

#[test]
fn what_changes_nothing_writes_nothing() {
    let mut phone = Phone::new(1);
    phone.import(&[&[row(1)]]).unwrap();
    let key = phone.key_of(1);
    for (command, rule) in [
        (Command::MarkOrder(key, Mark::LeftOut(false)), "it is not left out"),
        (Command::MarkOrder(key, Mark::Note("".into())), "it has no note"),
        (Command::NameShop("".into()), "it has no name"),
        (Command::Merge(&phone.shop.clone()), "its own book"),
    ] {
        assert!(phone.run(&command).unwrap().is_empty(), "{rule}");
    }
}

#[test]
fn money_at_the_end_of_its_range_is_held_there() {
    let limit = Fen::LARGEST.minor();
    let amount = Err(Refused::NotAnOrder(OrderFault::Amount { line: None }));
    for (paid, expected, orders, rule) in [
        (i64::MAX, amount, 0, "the most"),
        (i64::MIN, amount, 0, "the least"),
        (limit + 1, amount, 0, "past the limit"),
        (limit, Ok(()), 3, "the limit"),
    ] {
        let mut phone = Phone::new(1);
        for _ in 0..3 {
            let day = crate::support::day("2025-05-01");
            let order = hand_order(Some(crate::kit::customer(1)), day, paid);
            assert_eq!(phone.run(&Command::RecordOrder(order)).map(|_| ()), expected, "{rule}");
        }
        let figures = crate::kit::figures_of(&phone.shop);
        assert_eq!(figures[1].orders, orders, "{rule}");
    }
}
