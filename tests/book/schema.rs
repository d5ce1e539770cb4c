//! Books of every schema that was ever shipped: they open, and say what they said then. A fixture
//! is written once, when its schema is new (`examples/book_pages.rs`), and never again.

use std::collections::BTreeMap;

use huitou::domain::change::{Change, Collection};
use huitou::domain::shop::{PageName, Shop};
use huitou::format::backup::{read_backup, write_backup};
use huitou::format::book::frame::{FrameFault, Kind, SCHEMA, open, seal};
use huitou::format::book::parts::{Entry, Head, Manifest, Page};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::support::committed;

#[derive(Deserialize)]
struct Fixture {
    head: String,
    checkpoints: BTreeMap<String, String>,
    pages: BTreeMap<String, String>,
    journal: Vec<(u64, String)>,
    backup: String,
}

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// The shop of a checkpoint and the journal behind it.
fn shop_from(fixture: &Fixture, checkpoint: &str) -> Shop {
    let frame = bytes(&fixture.checkpoints[checkpoint]);
    let manifest = Manifest::open(&frame).unwrap();
    let mut shop = Shop::default();
    for page in &manifest.pages {
        let (collection, number) = (page.id.collection, page.id.number);
        let frame = bytes(&fixture.pages[&format!("{collection}/{number}@{}", page.written)]);
        let read = Page::open(&frame).unwrap();
        let name = PageName { collection: Collection::from_number(collection).unwrap(), number };
        shop.read_page(name, read.records).unwrap();
    }
    shop.mark_clean();
    for (seq, entry) in fixture.journal.iter().filter(|(seq, _)| *seq > manifest.seq) {
        let entry = bytes(entry);
        let entry = Entry::open(&entry).unwrap();
        assert_eq!(entry.seq, *seq);
        shop.replay(&Change::from_bytes(entry.change.to_vec())).unwrap();
    }
    shop.lay_out();
    shop
}

fn fixture(name: &str) -> Fixture {
    let path = committed(&format!("{name}/book.json"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// What a backup says, as a newer schema would say it.
fn said(backup: &str) -> Value {
    let mut backup: Value = serde_json::from_str(backup).unwrap();
    if backup["schema"] == 1 {
        backup["counts"]["people"] = json!(0);
        backup["records"]["people"] = json!([]);
    }
    if backup["schema"].as_u64() < Some(3) {
        backup["counts"]["events"] = json!(0);
        backup["records"]["events"] = json!([]);
    }
    json!([backup["counts"], backup["records"]])
}

#[test]
fn a_book_of_every_schema_opens() {
    for (name, people, events) in [
        ("schema1", 0, 0),
        ("schema2", 4, 0),
        ("schema3", 4, 18),
        ("schema4", 4, 20),
        ("schema5", 4, 62),
    ] {
        let fixture = fixture(name);
        assert_eq!(fixture.checkpoints.len(), 2, "{name}: two generations");
        let again = |shop: &Shop| write_backup(shop, "0.0.0", "2026-11-22T06:00:00Z");
        let expected = said(&fixture.backup);
        for checkpoint in fixture.checkpoints.keys() {
            let shop = shop_from(&fixture, checkpoint);
            assert_eq!(said(&again(&shop)), expected, "{name} {checkpoint}");
            assert!(shop.order_count() > 12);
            assert_eq!(shop.people().count(), people, "{name} {checkpoint}");
            assert_eq!(shop.events().count(), events, "{name} {checkpoint}");
        }
        let backup = read_backup(fixture.backup.as_bytes()).unwrap();
        assert_eq!((backup.shop.people().count(), backup.counts.people), (people, people as u64));
        assert_eq!(said(&again(&backup.shop)), expected, "{name}");
        let head = Head::open(&bytes(&fixture.head)).unwrap();
        assert_eq!(head.seq, fixture.journal.last().unwrap().0);
    }
}

#[test]
fn the_newest_fixture_is_what_this_app_writes() {
    let fixture = fixture(&format!("schema{SCHEMA}"));
    let read = read_backup(fixture.backup.as_bytes()).unwrap().shop;
    assert_eq!(write_backup(&read, "0.0.0", "2026-11-22T06:00:00Z"), fixture.backup);
    let schemas: Vec<u16> = fixture
        .journal
        .iter()
        .map(|(_, it)| open(&bytes(it), Kind::Entry).unwrap().schema)
        .collect();
    assert!(schemas.iter().all(|schema| *schema == SCHEMA), "{schemas:?}");
}

#[test]
fn a_newer_schema_is_told_from_damage() {
    let mut frame = seal(Kind::Head, 7, b"0123456789abcdef");
    // Where a frame keeps its schema.
    frame[5..7].copy_from_slice(&(SCHEMA + 1).to_le_bytes());
    assert_eq!(open(&frame, Kind::Head), Err(FrameFault::Newer { schema: SCHEMA + 1 }));
}
