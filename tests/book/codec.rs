//! Records as bytes.

use huitou::domain::change::{Change, ChangeWriter, Collection};
use huitou::domain::customer::Platform;
use huitou::domain::day::Day;
use huitou::domain::id::{ImportId, OrderId};
use huitou::domain::import::{Import, ImportState, ImportedFile, read_import, write_import};
use huitou::domain::intern::Index;
use huitou::domain::marks::{HandRefund, Marks};
use huitou::domain::money::Fen;
use huitou::domain::order::OrderStatus;
use huitou::domain::packed::Writer;
use huitou::domain::packed_event::{read_event, read_event_head};
use huitou::domain::packed_order::{read_order, read_order_key, read_single, write_order};
use huitou::domain::packed_person::{read_person, read_person_customer, write_person};
use huitou::domain::person::{Birthday, Opening, PersonFacts};
use huitou::domain::person_record::{PersonRecord, PersonSighting};
use huitou::domain::quantity::Quantity;
use huitou::domain::record::{
    OrderKey, OrderName, OrderNumber, OrderRecord, Sighting, Source, Unnumbered,
};
use huitou::domain::shelf::{RECORDS_PER_PAGE, Shelf};
use huitou::domain::shop::read_profile;
use huitou::domain::sighting::{Content, Held, Named, OrderLine};
use huitou::domain::stamp::{DeviceId, Stamp, Stamped};
use proptest::option::of;
use proptest::prelude::*;
use uuid::Uuid;

pub(crate) fn place() -> impl Strategy<Value = Index> {
    prop_oneof![0usize..300, 0usize..(u32::MAX as usize - 2)].prop_map(Index::at)
}

fn fen() -> impl Strategy<Value = Fen> {
    prop_oneof![0i64..100_000, any::<i64>()].prop_map(Fen::from_minor)
}

fn quantity() -> impl Strategy<Value = Quantity> {
    prop_oneof![Just(0i64), Just(1000), any::<i64>()].prop_map(Quantity::from_thousandths)
}

pub(crate) fn day() -> impl Strategy<Value = Day> {
    prop_oneof![15_000i32..21_000, any::<i32>()].prop_map(Day::from_number)
}

pub(crate) fn stamp() -> impl Strategy<Value = Stamp> {
    (1u64.., any::<u64>()).prop_map(|(counter, device)| Stamp { counter, device: DeviceId(device) })
}

fn key() -> impl Strategy<Value = OrderKey> {
    let digits = "[0-9]{1,19}".prop_map(|text| OrderNumber::digits(&text).unwrap());
    let name = prop_oneof![
        digits.prop_map(OrderName::Numbered),
        place().prop_map(|at| OrderName::Numbered(OrderNumber::Text(at))),
        (of(place()), of(day()), of(fen()), quantity(), any::<u32>()).prop_map(
            |(customer, day, amount_fen, quantity, occurrence)| {
                OrderName::Unnumbered(Unnumbered {
                    customer,
                    day,
                    amount_fen,
                    quantity,
                    occurrence,
                })
            }
        ),
        any::<u128>().prop_map(|id| OrderName::ByHand(OrderId(Uuid::from_u128(id)))),
    ];
    (prop::sample::select(Platform::ALL.to_vec()), name)
        .prop_map(|(platform, name)| OrderKey { platform, name })
}

fn held() -> impl Strategy<Value = Held> {
    let days = (of(day()), of(day()));
    let places = (of(place()), of(place()), of(place()), of(place()), of(place()));
    let status = prop::sample::select(OrderStatus::ALL.to_vec());
    (status, of(fen()), fen(), quantity(), days, places, any::<bool>()).prop_map(
        |(status, paid_fen, postage_fen, quantity, days, places, is_dropship)| Held {
            status,
            paid_fen,
            postage_fen,
            quantity,
            paid_day: days.0,
            delivered_day: days.1,
            region: places.0,
            receiver: places.1,
            item: places.2,
            remark: places.3,
            channel: places.4,
            is_dropship,
        },
    )
}

fn content() -> impl Strategy<Value = Content> {
    let named = prop_oneof![
        Just(Named::Nobody),
        place().prop_map(Named::One),
        any::<u32>().prop_map(Named::Several)
    ];
    let line = (of(place()), of(place()), quantity(), of(fen())).prop_map(
        |(sku, item, quantity, amount_fen)| OrderLine { sku, item, quantity, amount_fen },
    );
    let refund = prop_oneof![Just(Fen::ZERO), fen()];
    (named, of(day()), of(held()), refund, prop::collection::vec(line, 0..5)).prop_map(
        |(named, day, held, refund_fen, lines)| Content { named, day, held, refund_fen, lines },
    )
}

fn record() -> impl Strategy<Value = OrderRecord> {
    let refund = (any::<u128>(), day(), fen(), text(), stamp(), undone()).prop_map(
        |(id, day, amount_fen, note, stamp, undone)| HandRefund {
            id: Uuid::from_u128(id),
            day,
            amount_fen,
            note,
            stamp,
            undone,
        },
    );
    let said = (of((any::<bool>(), stamp())), of((".{0,8}", stamp())), of((of(day()), stamp())));
    let refunds = prop::collection::vec(refund, 0..3);
    let marks = (said, refunds).prop_map(|((out, note, cancelled), refunds)| {
        let mut marks = Marks { refunds, ..Marks::default() };
        if let Some((value, stamp)) = cancelled {
            marks.cancelled = Stamped { value, stamp };
        }
        if let Some((value, stamp)) = out {
            marks.left_out = Stamped { value, stamp };
        }
        if let Some((value, stamp)) = note {
            marks.note = Stamped { value: value.into(), stamp };
        }
        marks
    });
    let source = prop_oneof![Just(Source::Hand), place().prop_map(Source::Import)];
    let sighting = (prop::collection::vec(source, 0..4), content())
        .prop_map(|(sources, content)| Sighting { sources, content });
    (key(), marks, prop::collection::vec(sighting, 0..4))
        .prop_map(|(key, marks, sightings)| OrderRecord { key, marks, sightings })
}

pub(crate) fn undone() -> impl Strategy<Value = Stamped<bool>> {
    of((any::<bool>(), stamp()))
        .prop_map(|it| it.map_or_else(Stamped::default, |(value, stamp)| Stamped { value, stamp }))
}

fn text() -> impl Strategy<Value = Box<str>> {
    ".{0,6}".prop_map(String::into_boxed_str)
}

fn facts() -> impl Strategy<Value = PersonFacts> {
    let texts = (of(text()), of(text()), of(text()), of(text()), of(text()), of(text()));
    let list = || prop::collection::vec(text(), 0..3);
    let birthday = (of(1900i16..2100), 1u8..13, 1u8..31, any::<bool>())
        .prop_filter_map("no such day", |(year, month, day, lunar)| {
            Birthday::new(year, month, day, lunar)
        });
    let opening = (of(day()), of(fen()), of(any::<u32>()), of(any::<i64>()), of(text())).prop_map(
        |(day, amount_fen, purchases, points, tier)| Opening {
            day,
            amount_fen,
            purchases,
            points,
            tier,
        },
    );
    (texts, (list(), list(), list()), of(birthday), of(day()), of(opening)).prop_map(
        |(texts, (phones, remarks, tags), birthday, since, opening)| PersonFacts {
            name: texts.0,
            company: texts.1,
            phones,
            wechat: texts.2,
            nick: texts.3,
            region: texts.4,
            address: texts.5,
            birthday,
            remarks,
            tags,
            since,
            opening,
            ..PersonFacts::default()
        },
    )
}

fn person() -> impl Strategy<Value = PersonRecord> {
    let source = prop_oneof![Just(Source::Hand), place().prop_map(Source::Import)];
    let sighting = (prop::collection::vec(source, 0..4), facts())
        .prop_map(|(sources, facts)| PersonSighting { sources, facts });
    (place(), prop::collection::vec(sighting, 1..4))
        .prop_map(|(customer, sightings)| PersonRecord { customer, sightings })
}

fn person_bytes(record: &PersonRecord) -> Vec<u8> {
    let mut out = Writer::default();
    write_person(record, &mut out);
    out.into_bytes()
}

fn bytes_of(record: &OrderRecord) -> Vec<u8> {
    let mut out = Writer::default();
    write_order(record, &mut out);
    out.into_bytes()
}

pub(crate) fn read_all(bytes: &[u8]) {
    let _ = (read_order(bytes), read_order_key(bytes), read_single(bytes), read_import(bytes));
    let _ = (read_person(bytes), read_person_customer(bytes));
    let _ = (read_event(bytes), read_event_head(bytes), read_profile(bytes));
}

/// Orders as schema 1 wrote them: the new bits stand behind the old ones, and say nothing there.
#[test]
fn what_an_order_of_schema_1_held_is_held_alike() {
    let held = Held {
        status: OrderStatus::Completed,
        paid_fen: Some(Fen::from_minor(5)),
        postage_fen: Fen::ZERO,
        quantity: Quantity::ONE,
        paid_day: None,
        delivered_day: None,
        region: None,
        receiver: None,
        item: None,
        remark: Some(Index::at(7)),
        channel: None,
        is_dropship: false,
    };
    let bytes = |held: Held| {
        let mut out = Writer::default();
        let content = Content { held: Some(held), ..Content::default() };
        huitou::domain::packed_order::write_content(&content, &mut out);
        out.into_bytes()
    };
    for (held, expected, rule) in [
        (held, &[0, 0xd8, 0x20, 3, 10, 0xd0, 15, 7][..], "as before"),
        (
            Held { channel: Some(Index::at(9)), ..held },
            &[0, 0xd8, 0x60, 3, 10, 0xd0, 15, 7, 9],
            "a channel behind the remark",
        ),
        (
            Held { is_dropship: true, ..held },
            &[0, 0xd8, 0xa0, 1, 3, 10, 0xd0, 15, 7],
            "dropship is a bit alone",
        ),
    ] {
        assert_eq!(bytes(held), expected, "{rule}");
    }
}

#[test]
fn records_at_the_ends_of_their_ranges() {
    let number = |text: &str| OrderName::Numbered(OrderNumber::digits(text).unwrap());
    for (text, rule) in [
        ("0", "one zero"),
        ("0000000000000000000", "zeros alone keep their count"),
        ("9999999999999999999", "19 nines"),
    ] {
        let key = OrderKey { platform: Platform::Taobao, name: number(text) };
        let read = read_order(&bytes_of(&OrderRecord::new(key))).unwrap();
        let OrderName::Numbered(read) = read.key.name else { panic!("{rule}") };
        let tables = huitou::domain::tables::Tables::default();
        assert_eq!(read.to_text(&tables), text, "{rule}");
    }
    assert_eq!(OrderNumber::digits("10000000000000000000"), None, "20 digits are a text");
    assert_eq!(OrderNumber::digits("+1"), None, "a sign is a text");
    let import = |at_ms| Import {
        id: ImportId(Uuid::nil()),
        state: Stamped {
            value: ImportState { present: true, at_ms, files: Vec::new() },
            stamp: Stamp::default(),
        },
    };
    for (at_ms, rule) in [
        (None, "no clock"),
        (Some(0), "1970"),
        (Some(u64::MAX - 1), "the last moment that can be written"),
    ] {
        let mut out = Writer::default();
        write_import(&import(at_ms), &mut out);
        assert_eq!(read_import(out.bytes()), Some(import(at_ms)), "{rule}");
    }
    let mut out = Writer::default();
    write_import(&import(Some(u64::MAX)), &mut out);
    assert!(read_import(out.bytes()).is_some(), "past the end: no panic, still an import");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn a_record_is_read_as_it_was_written(record in record()) {
        let bytes = bytes_of(&record);
        prop_assert_eq!(read_order(&bytes), Some(record.clone()));
        prop_assert_eq!(read_order_key(&bytes), Some(record.key));
        let single = match record.sightings.as_slice() {
            [one] => Some((record.key, one.content.clone(), record.marks)),
            _ => None,
        };
        prop_assert_eq!(read_single(&bytes), single);
    }

    #[test]
    fn a_damaged_record_is_read_without_panic(record in record(), flip in 1u8..) {
        let bytes = bytes_of(&record);
        for end in 0..bytes.len() {
            prop_assert_eq!(read_order(&bytes[..end]), None, "cut at {}", end);
            read_all(&bytes[..end]);
            let mut flipped = bytes.clone();
            flipped[end] ^= flip;
            read_all(&flipped);
            if let Some(other) = read_order(&flipped) {
                // Whatever it says can be written and read again.
                prop_assert!(read_order(&bytes_of(&other)).is_some());
            }
        }
    }

    #[test]
    fn a_person_is_read_as_written_and_damage_without_panic(record in person(), flip in 1u8..) {
        let bytes = person_bytes(&record);
        prop_assert_eq!(read_person(&bytes), Some(record.clone()));
        prop_assert_eq!(read_person_customer(&bytes), Some(record.customer));
        for end in 0..bytes.len() {
            prop_assert_eq!(read_person(&bytes[..end]), None, "cut at {}", end);
            let mut flipped = bytes.clone();
            flipped[end] ^= flip;
            read_all(&flipped);
            if let Some(other) = read_person(&flipped) {
                prop_assert!(read_person(&person_bytes(&other)).is_some());
            }
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        read_all(&bytes);
        let change = Change::from_bytes(bytes.clone());
        prop_assert!(change.puts().count() <= bytes.len() + 1);
        let _ = Shelf::default().read_page(0, &bytes);
    }

    #[test]
    fn an_import_is_read_as_it_was_written(
        id in any::<u128>(), stamp in stamp(), present in any::<bool>(), at_ms in of(0u64..u64::MAX),
        files in prop::collection::vec((".{0,9}", "[a-z]{0,4}", any::<[u64; 3]>()), 0..4), flip in 1u8..,
    ) {
        let files = files.into_iter().map(|(name, format, [rows, skipped, problems])| {
            ImportedFile { name: name.into(), format: format.into(), rows, skipped, problems }
        }).collect();
        let value = ImportState { present, at_ms, files };
        let import = Import { id: ImportId(Uuid::from_u128(id)), state: Stamped { value, stamp } };
        let mut out = Writer::default();
        write_import(&import, &mut out);
        let mut bytes = out.into_bytes();
        prop_assert_eq!(read_import(&bytes), Some(import));
        for at in 0..bytes.len() {
            prop_assert_eq!(read_import(&bytes[..at]), None);
            bytes[at] ^= flip;
            read_all(&bytes);
            bytes[at] ^= flip;
        }
    }

    #[test]
    fn a_change_holds_its_puts(
        replaces in any::<bool>(),
        puts in prop::collection::vec((prop::sample::select(Collection::ALL.to_vec()), 0usize..5_000, prop::collection::vec(any::<u8>(), 0..20)), 0..9),
        split in 0usize..9,
    ) {
        let split = split.min(puts.len());
        let mut writer = ChangeWriter::new(replaces);
        let mut behind = ChangeWriter::new(!replaces);
        for (n, (collection, position, record)) in puts.iter().enumerate() {
            let into = if n < split { &mut writer } else { &mut behind };
            into.put(*collection, *position, |out| out.raw(record));
        }
        writer.append(behind);
        let change = Change::from_bytes(writer.finish().bytes().to_vec());
        prop_assert_eq!(change.replaces_all(), replaces);
        prop_assert_eq!(change.is_empty(), !replaces && puts.is_empty());
        let read: Vec<_> = change.puts().map(|put| put.unwrap()).map(|put| (put.collection, put.position, put.record.to_vec())).collect();
        prop_assert_eq!(read, puts);
        for end in 0..change.bytes().len() {
            let cut = Change::from_bytes(change.bytes()[..end].to_vec());
            prop_assert!(cut.puts().filter(Result::is_err).count() <= 1);
        }
    }
}

/// What is done to a shelf.
#[derive(Clone, Debug)]
enum ShelfAct {
    Put(usize, Vec<u8>),
    MarkClean,
    Reopen,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_shelf_is_a_list_of_lists(acts in prop::collection::vec(prop_oneof![
        8 => (prop_oneof![0usize..40, 0usize..3_000, 1_000usize..1_050], prop::collection::vec(any::<u8>(), 0..30))
            .prop_map(|(at, record)| ShelfAct::Put(at, record)),
        1 => Just(ShelfAct::MarkClean),
        1 => Just(ShelfAct::Reopen),
    ], 0..40)) {
        let (mut shelf, mut naive) = (Shelf::default(), Vec::<Vec<u8>>::new());
        let mut disk: Vec<Vec<u8>> = Vec::new();
        let page = |shelf: &Shelf, number| {
            let mut out = Writer::default();
            shelf.write_page(number, &mut out);
            out.into_bytes()
        };
        for act in acts {
            match act {
                ShelfAct::Put(at, record) => {
                    shelf.put(at, &record);
                    if naive.len() <= at {
                        naive.resize(at + 1, Vec::new());
                    }
                    naive[at] = record;
                }
                ShelfAct::MarkClean => {
                    disk = (0..shelf.pages()).map(|number| page(&shelf, number)).collect();
                    shelf.mark_clean();
                }
                ShelfAct::Reopen => {
                    let mut opened = Shelf::default();
                    for number in (0..shelf.pages()).rev() {
                        opened.read_page(number, &page(&shelf, number)).unwrap();
                    }
                    prop_assert!(opened.dirty_pages().is_empty());
                    prop_assert!(opened.iter().eq(shelf.iter()));
                    prop_assert_eq!(opened.len(), shelf.len());
                }
            }
            prop_assert_eq!(shelf.len(), naive.len());
            prop_assert_eq!(shelf.is_empty(), naive.is_empty());
            prop_assert_eq!(shelf.pages(), naive.len().div_ceil(RECORDS_PER_PAGE));
            let there = naive.iter().enumerate().filter(|(_, record)| !record.is_empty());
            prop_assert!(shelf.iter().eq(there.map(|(at, record)| (at, record.as_slice()))));
            let dirty = shelf.dirty_pages();
            for number in 0..shelf.pages() {
                if disk.get(number) != Some(&page(&shelf, number)) {
                    prop_assert!(dirty.contains(&(number as u32)), "page {} changed", number);
                }
            }
        }
        for (at, record) in naive.iter().enumerate() {
            prop_assert_eq!(shelf.get(at), (!record.is_empty()).then_some(record.as_slice()));
        }
        prop_assert_eq!(shelf.get(naive.len()), None);
    }
}
