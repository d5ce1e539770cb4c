//! Rows and lists that call one person by different names: he is one by his phone, and no name is
//! lost.

use huitou::domain::card::CardEntry;
use huitou::domain::command::{Command, preview_import};
use huitou::domain::customer::CustomerKey;
use huitou::domain::intern::Index;
use huitou::domain::search::{Directory, Query, Readings, find};
use huitou::domain::shop::Shop;
use huitou::format::intake::{Intake, Staged};
use huitou::format::readings::readings_table;

use crate::kit::{Phone, merged, reopened, text_of};
use crate::own_files::{FORMS, customers_of, read_in};
use crate::support::{read_bytes, read_text};
use huitou::format::export::titles::OF_CUSTOMERS;

const TITLES: &str = "姓名,电话,微信,备注\n";
const LIU: &str = "刘芳,14000000038,liufang_88,爱吃核桃\n";
const TEST: &str = "测试张38,14000000038,,\n";
const OTHER: &str = "李梅,14000000039,,\n";

fn staged(lists: &[&[&str]]) -> Staged {
    let mut intake = Intake::default();
    for rows in lists {
        intake.take(read_text(&format!("{TITLES}{}", rows.concat()), None).unwrap());
    }
    intake.stage()
}

fn with_lists(lists: &[&[&str]]) -> Phone {
    let mut phone = Phone::new(1);
    phone.run(&Command::Import(&staged(lists).shop)).unwrap();
    phone
}

fn liu() -> CustomerKey {
    CustomerKey::Phone("14000000038".into())
}

fn place(shop: &Shop) -> Index {
    shop.tables().customers.find_ref(&liu()).unwrap()
}

/// The name on the card, the others, the remarks.
fn on_card(shop: &Shop) -> (String, Vec<String>, Vec<String>) {
    let texts = |list: &[Box<str>]| list.iter().map(|it| it.to_string()).collect();
    let facts = shop.card(place(shop)).facts;
    let name = facts.name.as_deref().unwrap_or_default().to_owned();
    (name, texts(&facts.other_names), texts(&facts.remarks))
}

fn is_found(shop: &Shop, typed: &str) -> bool {
    let mut directory = Directory::default();
    directory.begin(shop);
    while directory.step(shop, 100) {}
    let readings = Readings::from_bytes(readings_table());
    let hits = find(directory.texts(), readings.as_ref(), &Query::new(typed), 10);
    hits.places().any(|at| at == place(shop).position())
}

#[test]
fn the_name_that_did_not_win_stays_and_is_found() {
    for (rows, rule) in [([LIU, TEST], "as in the file"), ([TEST, LIU], "the other way round")] {
        let phone = with_lists(&[&rows]);
        let facts = phone.shop.card(place(&phone.shop)).facts;
        assert_eq!(facts.wechat.as_deref(), Some("liufang_88"), "{rule}");
        let expected = ("测试张38".into(), vec!["刘芳".into()], vec!["爱吃核桃".into()]);
        assert_eq!(on_card(&phone.shop), expected, "{rule}");
        for typed in ["刘芳", "liufang", "lf", "测试", "cszh", "liufang_88"] {
            assert!(is_found(&phone.shop, typed), "{typed}: {rule}");
        }
        assert_eq!(on_card(&reopened(&phone.shop)), expected, "{rule}, opened anew");
    }
}

#[test]
fn neither_the_order_of_rows_nor_that_of_phones_matters() {
    let one = staged(&[&[LIU, TEST, OTHER]]).shop;
    for (lists, rule) in [
        (&[&[OTHER, TEST, LIU][..]][..], "other rows first"),
        (&[&[LIU, OTHER][..], &[TEST][..]][..], "two files"),
        (&[&[LIU, TEST, OTHER][..], &[TEST, LIU][..]][..], "said twice"),
    ] {
        assert_eq!(staged(lists).shop.imports()[0].id, one.imports()[0].id, "{rule}");
    }
    // Each phone has read one of the lists.
    let a = with_lists(&[&[LIU]]);
    let b = Phone { device: 2, ..with_lists(&[&[TEST, OTHER]]) };
    let (ab, ba) = (merged(&a.shop, &b.shop), merged(&b.shop, &a.shop));
    assert_eq!(text_of(&ab), text_of(&ba));
    assert_eq!(on_card(&ab), on_card(&ba));
    assert_eq!(on_card(&merged(&ab, &b.shop)), on_card(&ab));
    assert_eq!(on_card(&ab).1.len(), 1, "one of the two holds, and the other is kept");
}

#[test]
fn what_lists_and_the_seller_call_him() {
    let named = |name: &str| Command::EditCard {
        customer: liu(),
        entries: vec![CardEntry::Name(name.into())],
    };
    for (lists, typed, name, others, rule) in [
        (vec![LIU, TEST], None, "测试张38", vec!["刘芳"], "the later list holds"),
        (vec![TEST, LIU], None, "刘芳", vec!["测试张38"], "also where it says less"),
        (vec![LIU, TEST], Some("刘芳"), "刘芳", vec!["测试张38"], "the seller chose"),
        (vec![LIU], Some("芳姐"), "芳姐", vec!["刘芳"], "the seller calls her otherwise"),
        (vec![LIU], Some("刘 芳"), "刘 芳", vec![], "with a blank"),
    ] {
        let mut phone = Phone::new(1);
        for row in lists {
            phone.run(&Command::Import(&staged(&[&[row]]).shop)).unwrap();
        }
        typed.into_iter().for_each(|name| assert!(phone.run(&named(name)).is_ok(), "{rule}"));
        let (found, kept, _) = on_card(&phone.shop);
        assert_eq!(
            (found.as_str(), kept),
            (name, others.iter().map(|it| it.to_string()).collect()),
            "{rule}"
        );
    }
}

/// An import that is undone takes its names along.
#[test]
fn names_go_with_the_list_that_gave_them() {
    let mut phone = with_lists(&[&[LIU]]);
    let later = staged(&[&[TEST]]).shop;
    phone.run(&Command::Import(&later)).unwrap();
    phone.undo(later.imports()[0].id).unwrap();
    assert_eq!(on_card(&phone.shop).0, "刘芳");
    assert!(!is_found(&phone.shop, "测试张38"));
}

#[test]
fn rows_of_a_list_add_up() {
    for (lists, same, people, rule) in [
        (&[&[LIU, TEST, OTHER][..]][..], 1, 2, "two rows of one phone"),
        (&[&[LIU, OTHER][..]][..], 0, 2, "each row somebody"),
        (&[&[LIU, OTHER][..], &[TEST][..]][..], 1, 2, "in two files"),
        (&[&[LIU, LIU, LIU][..]][..], 2, 1, "three times the same"),
    ] {
        for shop in [Shop::default(), with_lists(&[&[LIU]]).shop] {
            let staged = staged(lists);
            let counts = preview_import(&shop, &staged.shop).counts;
            let told = counts.people_new + counts.people_updated + counts.people_unchanged;
            assert_eq!((staged.rows.same_person_rows, told), (same, people), "{rule}");
            let rows: usize = lists.iter().map(|list| list.len()).sum();
            assert_eq!(told + staged.rows.same_person_rows, rows as u64, "{rule}");
        }
    }
    // A buyer who orders twice is in no list.
    let orders = "订单编号,客户,姓名,日期,金额\n1,a,甲,2024-01-02,5\n2,a,乙,2024-01-03,5\n";
    let mut intake = Intake::default();
    intake.take(read_bytes("o.csv", orders.into(), None).unwrap());
    assert_eq!(intake.stage().rows.same_person_rows, 0);
}

/// Files for others have no place for such names: they stand among the remarks there.
#[test]
fn names_go_out_among_the_remarks() {
    let phone = with_lists(&[&[LIU, TEST]]);
    for form in FORMS {
        let counts = read_in(&phone.shop, customers_of(&phone.shop, &OF_CUSTOMERS, form).unwrap());
        assert_eq!(counts.people_unchanged, 1, "{form:?}: it says nothing new where it comes from");
        let mut intake = Intake::default();
        intake.take(customers_of(&phone.shop, &OF_CUSTOMERS, form).unwrap());
        let (name, others, remarks) = on_card(&intake.stage().shop);
        assert_eq!((name.as_str(), others.len()), ("测试张38", 0), "{form:?}");
        assert_eq!(remarks, ["刘芳", "爱吃核桃"], "{form:?}");
    }
}
