//! Backups: whole or refused.

use huitou::domain::command::Command;
use huitou::format::backup::{BackupCheck, BackupWriter, is_backup, read_backup, write_backup};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::kit::{
    Listed, NOON, Phone, Row, acts, file_text, nameless_text_of, numbered, rows, shuffled, staged,
    staged_as, substance, text_of,
};

fn row(number: Option<u32>, who: u32, fen: i64) -> Row {
    Row { number, who, day: 3, fen, postage: 100, refund: 0, status: 3, item: 1 }
}

fn rows_of_small() -> Vec<Row> {
    vec![row(Some(1), 1, 500), row(Some(25), 2, 900), row(None, 0, 700)]
}

/// A small book with something of every kind.
fn small() -> Phone {
    let mut phone = Phone::new(1);
    phone.import(&[&rows_of_small()]).unwrap();
    let id = phone.import(&[&[row(Some(2), 2, 5_500)]]).unwrap();
    phone.undo(id).unwrap();
    let key = phone.key_of(1);
    use huitou::domain::command::Mark;
    phone.run(&Command::MarkOrder(key, Mark::LeftOut(true))).unwrap();
    phone.run(&Command::MarkOrder(key, Mark::Note("备注".into()))).unwrap();
    phone.run(&Command::NameShop("茶".into())).unwrap();
    let listed = Listed { who: 1, name: 2, phone: 1, tag: 1, since: Some(9), points: Some(-7) };
    phone.import_list(&[listed, crate::people::nobody_more(7)], &[]).unwrap();
    phone
}

fn code(bytes: &[u8]) -> &'static str {
    read_backup(bytes).map_or_else(|refusal| refusal.code(), |_| "accepted")
}

/// A backup whose records were changed, with the checksum and counts that fit.
fn forged(text: &str, change: impl FnOnce(&mut Value)) -> String {
    let mut backup: Value = serde_json::from_str(text).unwrap();
    change(&mut backup);
    resealed(&backup)
}

/// As another writer of JSON lays it out, with the checksum of its own bytes.
fn resealed(backup: &Value) -> String {
    let records = serde_json::to_string_pretty(&backup["records"]).unwrap();
    let digest = Sha256::digest(records.as_bytes());
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let part = |name: &str| backup[name].to_string();
    format!(
        "{{ \"format\": {}, \"schema\": {},\n \"app\": {}, \"exported_at\": {}, \"counts\": {}, \
         \"sha256\": \"{hex}\",\n \"records\": {records} }}\n",
        part("format"),
        part("schema"),
        part("app"),
        part("exported_at"),
        part("counts"),
    )
}

#[test]
fn reasons() {
    let text = text_of(&small().shop);
    let edited = |from: &str, to: &str| text.replacen(from, to, 1).into_bytes();
    for (bytes, reason, rule) in [
        (Vec::new(), "empty", "no bytes"),
        (b" \n\t".to_vec(), "empty", "blanks"),
        (b"\xef\xbb\xbf".to_vec(), "empty", "a mark and nothing"),
        (text.as_bytes()[..1].to_vec(), "truncated", "its first byte alone"),
        (text.as_bytes()[..20].to_vec(), "truncated", "within its first words"),
        (text.as_bytes()[..text.len() / 2].to_vec(), "truncated", "half of it"),
        (text.as_bytes()[..text.len() - 1].to_vec(), "truncated", "all but the last byte"),
        (edited("\"schema\":5", "\"schema\":6"), "newer_schema", "of a newer app"),
        (edited("\"schema\":5", "\"schema\":0"), "checksum", "there never was a schema 0"),
        (edited("\"schema\":5", "\"schema\":2"), "not_ours", "schema 2 had no events"),
        (edited("\"schema\":5", "\"schema\":1"), "not_ours", "schema 1 had no people"),
        (edited("茶", "米"), "checksum", "one word of its records"),
        (edited("\"orders\":3", "\"orders\":4"), "checksum", "a count that does not fit"),
        (edited("\"imports\":3", "\"imports\":1"), "checksum", "a count that does not fit"),
        (edited("\"people\":2", "\"people\":1"), "checksum", "a count that does not fit"),
        (edited("王五", "李四"), "checksum", "the name of a person"),
        (edited("T06:00:00Z", "T26:00:00Z"), "checksum", "no such time"),
        (edited("\"app\"", "\"apps\""), "checksum", "a key that is not ours"),
        (edited("\"app\":", "\"schema\":5,\"app\":"), "checksum", "a key that stands twice"),
        (edited("\"sha256\":\"", "\"sha256\":\"0"), "checksum", "a longer checksum"),
        ([text.as_bytes(), b"x"].concat(), "checksum", "something behind its end"),
        ([text.as_bytes(), text.as_bytes()].concat(), "checksum", "two in one file"),
        (b"{}".to_vec(), "not_ours", "nobody's JSON"),
        (b"[1,2]".to_vec(), "not_ours", "a list"),
        (b"{\"format\":\"other\",\"schema\":1}".to_vec(), "not_ours", "another program's"),
        (b"who,when\n1,2\n".to_vec(), "not_ours", "a table"),
        (vec![0xff, 0xfe, 0], "not_ours", "no text"),
        (
            [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat(),
            "accepted",
            "with a byte order mark",
        ),
        ([text.as_bytes(), b"\n"].concat(), "accepted", "a line break behind it"),
    ] {
        assert_eq!(code(&bytes), reason, "{rule}");
    }
}

#[test]
fn what_cannot_be_is_refused_though_its_checksum_fits() {
    let text = text_of(&small().shop);
    assert_eq!(code(forged(&text, |_| {}).as_bytes()), "accepted", "only laid out otherwise");
    let twice = |backup: &mut Value, list: &str| {
        let records = &mut backup["records"][list];
        let first = records[0].clone();
        records.as_array_mut().unwrap().push(first);
        backup["counts"][list] = json!(backup["counts"][list].as_u64().unwrap() + 1);
    };
    type Forge<'a> = Box<dyn FnOnce(&mut Value) + 'a>;
    let set = |pointer: &'static str, value: Value| -> Forge<'_> {
        Box::new(move |backup| *backup.pointer_mut(pointer).expect(pointer) = value)
    };
    let rows: Vec<(Forge<'_>, &str)> = vec![
        (Box::new(|it| twice(it, "orders")), "an order twice"),
        (Box::new(|it| twice(it, "imports")), "an import twice"),
        (Box::new(|it| twice(it, "texts")), "a text twice"),
        (Box::new(|it| twice(it, "customers")), "a customer twice"),
        (Box::new(|it| twice(it, "people")), "a person twice"),
        (set("/records/people/0/0", json!(99)), "a person who is no customer"),
        (set("/records/people/0/0", Value::Null), "a person without a key"),
        (set("/records/people/0/1", json!([])), "a person of whom nobody speaks"),
        (set("/records/people/0/1/0/0", json!([])), "a word of nobody"),
        (set("/records/people/0/1/0/0/0", json!(4)), "a word of an import that is not there"),
        (set("/records/people/0/1/0/1", json!("x")), "facts that are no map"),
        (set("/records/people/0/1/0/1/name", json!(1)), "a name that is no text"),
        (set("/records/people/0/1/0/1/since", json!("2026-02-30")), "since no day"),
        (set("/records/people/0/1/0/1", json!({"nmae": "x"})), "a fact that is not ours"),
        (set("/records/people/0/1/0/1", json!({"birthday": [null, 13, 1, false]})), "no birthday"),
        (set("/records/people/0/1/0/1/opening", json!({"points": 0.5})), "half a point"),
        (set("/records/people/0/1/0/1/opening", json!({"debt": 1})), "an opening with more"),
        (
            Box::new(|it| {
                it["records"].as_object_mut().unwrap().remove("people");
            }),
            "no people",
        ),
        (set("/records/orders/0/3/0/0/0", json!(4)), "a source that is no import"),
        (set("/records/orders/0/3/0/0", json!([])), "a statement of nobody"),
        (set("/records/orders/0/3", json!([{}])), "a statement that is no list"),
        (set("/records/orders/0/3/0/1", json!(99)), "a customer that is not there"),
        (set("/records/orders/0/3/0/1", json!(-1)), "a customer before the first"),
        (set("/records/orders/0/3/0/4/8", json!(99)), "goods that are not there"),
        (set("/records/orders/0/3/0/4/0", json!("sold")), "no status"),
        (set("/records/orders/0/3/0/2", json!("2026-02-30")), "no day"),
        (set("/records/orders/0/3/0/3", json!(1.5)), "half a fen"),
        (set("/records/orders/0/0", json!("ebay")), "no platform"),
        (set("/records/orders/0/1", json!("no such text")), "a number that is no text of it"),
        (set("/records/orders/0/1", json!({"id": "x"})), "no id"),
        (set("/records/orders/0/2/note/0", Value::Null), "no note"),
        (set("/records/orders/0/2/note/1/0", json!(1_u64 << 53)), "a counter past 2^53"),
        (set("/records/orders/0/2/note/1", json!([0, "0000000000000000"])), "a note never written"),
        (
            set("/records/orders/0/2/left_out/1", json!([0, "0000000000000000"])),
            "left out by nobody",
        ),
        (set("/records/orders/0/2/note/1/1", json!("12")), "a device of two digits"),
        (set("/records/imports/0/at", json!(u64::MAX)), "a time past 2^53"),
        (set("/records/imports/0/id", json!("1")), "an import without an id"),
        (set("/records/imports/0/files/0/4", json!(u64::MAX)), "a count past 2^53"),
        (set("/records/shop/name", json!(["x"])), "a name without a stamp"),
        (
            set("/records/shop", json!({"name": ["x", [1, "0000000000000001"]], "more": 1})),
            "an unknown key",
        ),
        (
            Box::new(|it| {
                it["records"]["more"] = json!([]);
            }),
            "an unknown collection",
        ),
        (
            Box::new(|it| {
                it["records"].as_object_mut().unwrap().remove("texts");
            }),
            "no texts",
        ),
        (
            Box::new(|it| it["records"]["orders"][0].as_array_mut().unwrap().push(json!(0))),
            "too long a row",
        ),
        (
            Box::new(|it| {
                it["records"]["orders"][0].as_array_mut().unwrap().pop();
            }),
            "too short a row",
        ),
    ];
    for (change, rule) in rows {
        assert_eq!(code(forged(&text, change).as_bytes()), "not_ours", "{rule}");
    }
    for (list, rule) in [("orders", "an order less"), ("imports", "an import less")] {
        let fewer = forged(&text, |it| {
            it["counts"][list] = json!(it["counts"][list].as_u64().unwrap() + 1);
        });
        assert_eq!(code(fewer.as_bytes()), "checksum", "{rule} than counted");
    }
    let doubled = {
        let records = "{\"shop\":{\"name\":[\"\",[0,\"0000000000000000\"]]},\"imports\":[],\"texts\":[],\
             \"customers\":[],\"receivers\":[],\"orders\":[],\"orders\":[]}";
        let hex: String =
            Sha256::digest(records).iter().map(|byte| format!("{byte:02x}")).collect();
        format!(
            "{{\"format\":\"huitou-backup\",\"schema\":1,\"app\":\"\",\"exported_at\":\"{NOON}\",\"counts\":\
             {{\"customers\":0,\"orders\":0,\"imports\":0,\"receivers\":0,\"texts\":0}},\"sha256\":\"{hex}\",\"records\":{records}}}"
        )
    };
    assert_eq!(code(doubled.as_bytes()), "not_ours", "a collection twice");
    assert_eq!(
        code(doubled.replace(",\"orders\":[]}", "}").as_bytes()),
        "checksum",
        "its checksum is of both"
    );
}

#[test]
fn every_byte_counts() {
    let shop = small().shop;
    let text = text_of(&shop);
    let same_book = |bytes: &[u8], what: &str| {
        if let Ok(backup) = read_backup(bytes) {
            assert_eq!(text_of(&backup.shop), text, "{what}: accepted with another book");
        }
    };
    let bytes = text.as_bytes();
    for end in 0..bytes.len() {
        assert!(read_backup(&bytes[..end]).is_err(), "cut at {end}");
        for flip in [0x01, 0x02, 0x20, 0x80] {
            let mut flipped = bytes.to_vec();
            flipped[end] ^= flip;
            same_book(&flipped, &format!("byte {end} ^ {flip:#x}"));
        }
        let without = [&bytes[..end], &bytes[end + 1..]].concat();
        same_book(&without, &format!("without byte {end}"));
    }
    for (from, to) in [(0, bytes.len() / 2), (100, 200), (1, 2)] {
        let mut swapped = bytes.to_vec();
        swapped.swap(from, to);
        same_book(&swapped, "two bytes swapped");
    }
}

#[test]
fn what_was_handed_over_is_looked_at_again() {
    let shop = small().shop;
    let mut writer = BackupWriter::new(&shop);
    while writer.next_piece(&shop).is_some() {}
    let (checksum, head) = (writer.checksum(), writer.head("test", NOON));
    let text = text_of(&shop);
    let holds = |bytes: &[u8], piece: usize| {
        let mut check = BackupCheck::new(bytes.len() as u64, &head, checksum.clone());
        bytes.chunks(piece).for_each(|piece| check.feed(piece));
        check.holds()
    };
    for piece in [1, 7, 400, text.len()] {
        assert!(holds(text.as_bytes(), piece), "in pieces of {piece}");
    }
    for (at, flipped) in (head.len()..text.len() - 1).map(|at| (at, text.as_bytes()[at] ^ 1)) {
        let mut bytes = text.clone().into_bytes();
        bytes[at] = flipped;
        assert!(!holds(&bytes, 400), "byte {at} changed");
        assert!(!holds(&text.as_bytes()[..at], 400), "cut at {at}");
    }
}

#[test]
fn permuted_files_differ_in_the_time_alone() {
    let (a, b) = (numbered(0, 9), numbered(5, 20));
    let make = |files: &[(&str, &[Row])], at: &str| {
        let mut shop = staged_as(files, crate::kit::ORDERS);
        shop.forget_file_names();
        write_backup(&shop, "test", at)
    };
    let one = make(&[("a.csv", &a), ("b.csv", &b)], NOON);
    let other = make(&[("b.csv", &shuffled(&b, 5)), ("c.csv", &a)], "2026-11-23T06:00:00Z");
    assert_ne!(one, other);
    assert_eq!(one, other.replace("2026-11-23T06:00:00Z", NOON));
    assert!(is_backup(one.as_bytes()) && !is_backup(file_text(&a).as_bytes()));
    let read = read_backup(one.as_bytes()).unwrap();
    assert_eq!((read.exported_at.as_str(), read.app.as_str()), (NOON, "test"));
    assert_eq!((read.counts.orders, read.counts.customers, read.counts.imports), (20, 3, 1));
}

/// The words of JSON that need care, in every text that a seller can type.
const TEXTS: [&str; 6] = ["\"", "\\", "\u{0}\u{1f}", "\u{2028}𠮷😀", "</script>", "null"];

#[test]
fn any_text_survives() {
    for text in TEXTS {
        let mut phone = small();
        let key = phone.key_of(1);
        use huitou::domain::command::{HandLine, HandOrder, Mark};
        use huitou::domain::customer::CustomerKey;
        use huitou::domain::money::Fen;
        use huitou::domain::quantity::Quantity;
        let key_of_text = CustomerKey::NameAddress { name: text.into(), address: text.into() };
        let line = HandLine { item: text.into(), quantity: Quantity::ONE, amount_fen: Fen::ZERO };
        let order = HandOrder {
            lines: vec![line],
            remark: text.into(),
            ..crate::kit::hand_order(Some(key_of_text), crate::support::day("2025-05-02"), 0)
        };
        phone.run(&Command::RecordOrder(order)).unwrap();
        phone.run(&Command::NameShop(text.into())).unwrap();
        phone.run(&Command::MarkOrder(key, Mark::Note(text.into()))).unwrap();
        let backup = text_of(&phone.shop);
        let read = read_backup(backup.as_bytes()).unwrap().shop;
        assert_eq!(text_of(&read), backup, "{text:?}");
        assert_eq!(&*read.profile().name.value, text);
    }
}

const ODD: [&str; 20] = [
    "null",
    "true",
    "0",
    "1",
    "2",
    "-1",
    "9007199254740991",
    "9007199254740992",
    "-9007199254740991",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551615",
    "1.0",
    "\"\"",
    "\"0001-01-01\"",
    "\"9999-12-31\"",
    "\"1970-01-01\"",
    "[]",
    "{}",
    "{\"several\":0}",
];

fn leaves_of<'a>(value: &'a mut Value, leaves: &mut Vec<&'a mut Value>) {
    let branches = match value {
        Value::Array(list) => !list.is_empty(),
        Value::Object(_) => true,
        _ => false,
    };
    if !branches {
        leaves.push(value);
        return;
    }
    match value {
        Value::Array(list) => list.iter_mut().for_each(|it| leaves_of(it, leaves)),
        Value::Object(map) => map.values_mut().for_each(|it| leaves_of(it, leaves)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_backup_is_read_as_it_was_written(past in acts(10)) {
        let shop = Phone::new(1).act_all(&past).shop;
        let text = text_of(&shop);
        let read = read_backup(text.as_bytes()).unwrap();
        prop_assert_eq!(text_of(&read.shop), text.clone());
        prop_assert_eq!(substance(&read.shop), substance(&shop));
        prop_assert_eq!(read.shop.next_counter(), shop.next_counter());
        // Laid out by another program it says the same.
        let other = resealed(&serde_json::from_str(&text).unwrap());
        prop_assert_eq!(&text_of(&read_backup(other.as_bytes()).unwrap().shop), &text);
        // In pieces it is the same file.
        let mut writer = BackupWriter::new(&shop);
        let mut pieces = String::new();
        while let Some(piece) = writer.next_piece(&shop) {
            pieces.push_str(&piece);
        }
        prop_assert_eq!(writer.progress().0, writer.progress().1);
        let whole = writer.head("test", NOON) + &pieces + BackupWriter::TAIL;
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn restored_into_a_wiped_shop_it_is_the_same_to_the_byte(a in rows(), b in rows(), before in acts(4)) {
        let mut phone = Phone::new(1);
        phone.import(&[&a]).unwrap();
        let _ = phone.import(&[&b]);
        let text = text_of(&phone.shop);
        let backup = read_backup(text.as_bytes()).unwrap().shop;
        for mut into in [Phone::new(2), Phone::new(3).act_all(&before)] {
            into.run(&Command::Replace(&backup)).unwrap();
            prop_assert_eq!(text_of(&into.shop), text.clone());
        }
        let mut beside = Phone::new(4);
        beside.run(&Command::Merge(&backup)).unwrap();
        prop_assert_eq!(text_of(&beside.shop), text);
        prop_assert_eq!(nameless_text_of(&staged(&[&a])), nameless_text_of(&read_backup(text_of(&staged(&[&a])).as_bytes()).unwrap().shop));
    }

    /// One or two values of a backup replaced by what stands at the ends of their ranges, sealed as
    /// if it were ours: refused, or a book that can be worked with.
    #[test]
    fn odd_values_under_a_good_checksum(
        at in prop::collection::vec((any::<prop::sample::Index>(), 0usize..ODD.len()), 1..3),
    ) {
        let text = text_of(&small().shop);
        let forged = forged(&text, |backup| {
            for (at, odd) in &at {
                let mut leaves = Vec::new();
                leaves_of(&mut backup["records"], &mut leaves);
                let at = at.index(leaves.len());
                *leaves[at] = serde_json::from_str(ODD[*odd]).unwrap();
            }
        });
        if let Ok(backup) = read_backup(forged.as_bytes()) {
            let shop = backup.shop;
            let text = text_of(&shop);
            prop_assert_eq!(&text_of(&read_backup(text.as_bytes()).unwrap().shop), &text);
            prop_assert_eq!(&text_of(&crate::kit::reopened(&shop)), &text);
            let mut phone = Phone { shop, ..small() };
            prop_assert_eq!(substance(&phone.shop), substance(&crate::kit::reopened(&phone.shop)));
            phone.run(&Command::Merge(&small().shop)).unwrap();
            phone.run(&Command::NameShop("later".into())).unwrap();
            let _ = phone.import(&[&rows_of_small()]);
            let _ = substance(&phone.shop);
        }
    }

    #[test]
    fn any_bytes_behind_the_first_words_are_refused(tail in prop::collection::vec(any::<u8>(), 0..90)) {
        let bytes = [b"{\"format\":\"huitou-backup\",\"schema\":1,".as_slice(), &tail].concat();
        prop_assert!(read_backup(&bytes).is_err());
        let _ = read_backup(&tail);
    }
}
