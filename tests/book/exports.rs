//! The same laws on real exports, which have receivers, remarks, regions and lists of goods.

use huitou::domain::command::{Command, Mark, preview_import};
use huitou::domain::shop::Shop;
use huitou::format::backup::read_backup;
use huitou::format::intake::Intake;

use crate::kit::{Phone, figures_of, nameless_text_of, order_lines, reopened, substance, text_of};
use crate::support::{committed, read_path};

const ORDERS: &str = "ExportOrderList_46col_gbk.csv";
const ORDERS_UTF8: &str = "ExportOrderList_46col_utf8bom.csv";
const ORDERS_61: &str = "ExportOrderList_61col_gb18030.csv";
const GOODS: &str = "ExportOrderDetailList_10col_gbk.csv";
const YOUZAN: &str = "youzan_orders_60col_utf8.csv";
const WHOLESALE: &str = "1688_orders_49col_gbk.csv";

fn import_of(names: &[&str]) -> Shop {
    let mut intake = Intake::default();
    for name in names {
        intake.take(read_path(&committed(&format!("cn_export/{name}")), None).unwrap());
    }
    intake.stage().shop
}

/// A phone that takes in each of some files as an import of its own.
fn phone_of(names: &[&str]) -> Phone {
    let mut phone = Phone::new(1);
    for name in names {
        phone.run(&Command::Import(&import_of(&[name]))).unwrap();
    }
    phone
}

#[test]
fn one_by_one_and_at_once() {
    for (files, rule) in [
        (vec![ORDERS, GOODS], "orders, then their goods"),
        (vec![GOODS, ORDERS], "goods of orders that come later"),
        (vec![ORDERS, ORDERS_61], "two forms of export"),
        (vec![YOUZAN, ORDERS_61, WHOLESALE, GOODS], "three platforms"),
    ] {
        let back: Vec<&str> = files.iter().rev().copied().collect();
        let (at_once, turned) = (import_of(&files), import_of(&back));
        assert_eq!(at_once.imports()[0].id, turned.imports()[0].id, "{rule}");
        assert_eq!(nameless_text_of(&at_once), nameless_text_of(&turned), "{rule}");
        let one_by_one = phone_of(&files).shop;
        assert_eq!(substance(&one_by_one), substance(&phone_of(&back).shop), "{rule}");
        assert_eq!(order_lines(&one_by_one), order_lines(&at_once), "{rule}");
        assert_eq!(figures_of(&one_by_one), figures_of(&at_once), "{rule}");
        // Two phones with a file each are one phone with both.
        let phones = files.iter().map(|file| phone_of(&[file]).shop);
        let together = phones.reduce(|one, other| crate::kit::merged(&one, &other)).unwrap();
        assert_eq!(substance(&together), substance(&one_by_one), "{rule}");
    }
}

#[test]
fn the_same_orders_in_another_encoding_are_the_same_import() {
    let (gbk, utf8) = (import_of(&[ORDERS]), import_of(&[ORDERS_UTF8]));
    assert_eq!(gbk.imports()[0].id, utf8.imports()[0].id);
    let preview = preview_import(&gbk, &utf8).counts;
    assert_eq!((preview.new, preview.updated), (0, 0));
}

#[test]
fn undone_kept_written_and_opened() {
    let mut phone = phone_of(&[ORDERS, GOODS, YOUZAN, WHOLESALE]);
    let before = text_of(&phone.shop);
    let key = phone.nth_key(0).unwrap();
    phone.run(&Command::MarkOrder(key, Mark::Note("n".into()))).unwrap();
    phone.run(&Command::MarkOrder(key, Mark::Note("".into()))).unwrap();
    assert!(
        substance(&phone.shop).0
            == order_lines(&phone_of(&[ORDERS, GOODS, YOUZAN, WHOLESALE]).shop)
    );
    let goods = import_of(&[GOODS]);
    phone.undo(goods.imports()[0].id).unwrap();
    assert_eq!(figures_of(&phone.shop), figures_of(&phone_of(&[ORDERS, YOUZAN, WHOLESALE]).shop));
    phone.run(&Command::Import(&goods)).unwrap();
    for shop in [phone.shop.clone(), phone_of(&[ORDERS, GOODS, YOUZAN, WHOLESALE]).shop] {
        let text = text_of(&shop);
        let read = read_backup(text.as_bytes()).unwrap().shop;
        for same in [read, reopened(&shop)] {
            assert_eq!(text_of(&same), text);
            assert_eq!(substance(&same), substance(&shop));
        }
    }
    assert_eq!(text_of(&phone_of(&[ORDERS, GOODS, YOUZAN, WHOLESALE]).shop), before);
}
