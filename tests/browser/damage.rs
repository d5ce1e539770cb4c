//! Books that come back from the disk otherwise than they were written.

use huitou::format::book::frame::{self, FrameFault, Kind};
use huitou::store::book::{CommitFault, Damage, OpenFault, PieceFault, ReadFault, Store};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use crate::book::{Book, fresh, page_id, replay, two_generations};
use crate::raw;

const CHECKSUM: PieceFault = PieceFault::Frame(FrameFault::Checksum);
const NEWEST: &str = "checkpoint@0000000000000040";
const OLDER: &str = "checkpoint@0000000000000020";

#[wasm_bindgen_test]
async fn a_damaged_page_is_had_from_the_older_generation() {
    let database = fresh("older").await;
    let book = two_generations(&database).await;
    for missing in [false, true] {
        if missing {
            raw::delete(&database, "pages", "1/0@40").await;
        } else {
            raw::flip(&database, "pages", "1/0@40", -3).await;
        }
        let before = raw::dump(&database).await;
        let (_, contents) = Store::open_database(&database).await.expect("opens");
        assert!(contents.from_older && contents.damage.is_empty());
        assert_eq!((contents.pages_seq, contents.entries.len()), (20, 26));
        assert_eq!(replay(&contents).0, book.counters);
        assert_eq!(raw::dump(&database).await, before);
    }
    // The next checkpoint keeps the generation that is whole.
    let mut again = Book::open(&database, 4).await;
    again.checkpoint().await;
    assert!(raw::names(&database, "meta").await.iter().any(|name| name == OLDER));
    raw::delete(&database, "pages", "1/0@46").await;
    again.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_page_that_both_generations_share_is_named_and_left_out() {
    let database = fresh("shared").await;
    let book = two_generations(&database).await;
    raw::flip(&database, "pages", "1/1@20", 30).await;
    let kept = raw::get(&database, "pages", "1/1@20").await;
    let before = raw::dump(&database).await;
    let (store, contents) = Store::open_database(&database).await.expect("opens");
    assert_eq!(contents.damage, [Damage::Page { id: page_id(1), fault: CHECKSUM }]);
    let mut left = book.counters.clone();
    left.retain(|key, _| key / 4 != 1);
    assert_eq!(replay(&contents).0, left);

    // Nothing is written before the seller has said so.
    assert_eq!(store.commit(46, [7; 16], b"no").await, Err(CommitFault::Damaged));
    assert_eq!(store.checkpoint(46, &[], &[]).await, Err(CommitFault::Damaged));
    assert_eq!(raw::dump(&database).await, before);

    assert_eq!(store.set_aside().await, Ok(()));
    assert_eq!(raw::get(&database, "aside", "pages/1/1@20").await, kept);
    assert_eq!(store.commit(46, [7; 16], b"no").await, Err(CommitFault::Damaged));
    // Should the app end here, the seller is asked again.
    let (_, again) = Store::open_database(&database).await.expect("opens");
    let fault = PieceFault::Missing;
    assert_eq!(again.damage, [Damage::Page { id: page_id(1), fault }]);

    let mut book = Book::of(&database, store, &contents, 3);
    let some = book.dirty_pages();
    let refused = book.store.checkpoint(46, &some, &book.all_pages()).await;
    assert_eq!(refused, Err(CommitFault::MustBeDirty(vec![page_id(2)])));
    book.checkpoint().await;
    book.add(4, 4).await;
    book.stands_on_disk().await;
    assert_eq!(raw::count(&database, "aside").await, 1);
}

#[wasm_bindgen_test]
async fn damaged_changes_are_named_and_the_rest_is_returned() {
    let database = fresh("entries").await;
    two_generations(&database).await;
    raw::flip(&database, "journal", 43, -1).await;
    raw::delete(&database, "journal", 45).await;
    let of_44 = raw::get(&database, "journal", 44).await;
    raw::put(&database, "journal", 46, &of_44).await;
    let (store, contents) = Store::open_database(&database).await.expect("opens");
    let named = [
        Damage::Entry { seq: 43, fault: CHECKSUM },
        Damage::Entry { seq: 45, fault: PieceFault::Missing },
        Damage::Entry { seq: 46, fault: PieceFault::Misplaced },
    ];
    assert_eq!(contents.damage, named);
    let there: Vec<_> = contents.entries.iter().map(|entry| entry.seq).collect();
    assert_eq!((contents.head_seq, there), (46, vec![41, 42, 44]));
    store.set_aside().await.expect("sets aside");
    let mut book = Book::of(&database, store, &contents, 3);
    book.checkpoint().await;
    book.add(1, 1).await;
    book.stands_on_disk().await;
    assert_eq!(raw::names(&database, "aside").await, ["journal/43", "journal/46"]);
}

#[wasm_bindgen_test]
async fn a_head_that_is_lost_is_named_and_put_right() {
    for what in ["missing", "damaged", "behind"] {
        let database = fresh(&format!("head-{what}")).await;
        let book = two_generations(&database).await;
        let fault = match what {
            "missing" => {
                raw::delete(&database, "meta", "head").await;
                PieceFault::Missing
            }
            "damaged" => {
                raw::flip(&database, "meta", "head", -1).await;
                CHECKSUM
            }
            _ => {
                let old = frame::seal(Kind::Head, 44, &[9; 16]);
                raw::put(&database, "meta", "head", &old).await;
                PieceFault::Misplaced
            }
        };
        let (store, contents) = Store::open_database(&database).await.expect("opens");
        assert_eq!(contents.damage, [Damage::Head(fault)], "{what}");
        assert_eq!((contents.head_seq, replay(&contents).0), (46, book.counters));
        store.set_aside().await.expect("sets aside");
        let mut book = Book::of(&database, store, &contents, 3);
        book.checkpoint().await;
        book.add(1, 1).await;
        book.stands_on_disk().await;
    }
}

#[wasm_bindgen_test]
async fn a_book_without_any_checkpoint_says_so() {
    let database = fresh("no-checkpoint").await;
    two_generations(&database).await;
    raw::flip(&database, "meta", NEWEST, -1).await;
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert!(contents.from_older && contents.damage.is_empty());
    raw::delete(&database, "meta", OLDER).await;
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert_eq!(contents.damage, [Damage::Checkpoint { seq: 20, fault: CHECKSUM }]);
    assert_eq!((contents.pages.len(), contents.entries.len()), (0, 26));
}

/// Whatever one value of the book turns into: all is there, or what is lost is named.
#[wasm_bindgen_test]
async fn no_damage_to_one_value_goes_unsaid() {
    let database = fresh("every-value").await;
    let book = two_generations(&database).await;
    let (mut whole, mut named) = (0, 0);
    for store in ["meta", "journal", "pages"] {
        for key in raw::keys(&database, store).await {
            let kept = raw::get(&database, store, key.clone()).await;
            for how in ["missing", "first", "kind", "last", "cut", "empty", "foreign", "sealed"] {
                if (store, how) == ("journal", "sealed") {
                    // A whole entry in its place is what was committed: nothing else knows better.
                    continue;
                }
                spoil(&database, store, &key, how).await;
                let (_, contents) = Store::open_database(&database).await.expect("opens");
                let same = replay(&contents).0 == book.counters && contents.head_seq == book.seq;
                assert!(same || !contents.damage.is_empty(), "{store} {key:?} {how}");
                assert!(!contents.is_new);
                *(if contents.damage.is_empty() { &mut whole } else { &mut named }) += 1;
                raw::put(&database, store, key.clone(), &kept).await;
            }
        }
    }
    assert!(whole > 50 && named > 50, "{whole} whole, {named} named");
    book.stands_on_disk().await;
}

async fn spoil(database: &str, store: &str, key: &JsValue, how: &str) {
    let mut bytes = raw::get(database, store, key.clone()).await;
    match how {
        "missing" => return raw::delete(database, store, key.clone()).await,
        "first" => bytes[0] ^= 1,
        "kind" => bytes[4] ^= 1,
        "last" => *bytes.last_mut().expect("bytes") ^= 1,
        "cut" => _ = bytes.pop(),
        "empty" => bytes.clear(),
        // Whole and in its place, but not what the checkpoint wrote.
        "sealed" => {
            *bytes.last_mut().expect("bytes") ^= 1;
            let kind = [Kind::Head, Kind::Entry, Kind::Page, Kind::Manifest][bytes[4] as usize - 1];
            let seq = u64::from_le_bytes(bytes[7..15].try_into().expect("eight bytes"));
            bytes = frame::seal(kind, seq, &bytes[frame::HEADER..]);
        }
        _ => bytes = frame::seal(Kind::Page, 40, b"\x01\x09\0\0\0\x01\x02\x03"),
    }
    raw::put(database, store, key.clone(), &bytes).await;
}

#[wasm_bindgen_test]
async fn a_newer_book_is_left_alone() {
    let rows: [(&str, JsValue); 4] = [
        ("meta", "head".into()),
        ("meta", NEWEST.into()),
        ("pages", "1/0@40".into()),
        ("journal", 46.into()),
    ];
    for (at, (store, key)) in rows.into_iter().enumerate() {
        let database = fresh(&format!("newer-{at}")).await;
        let mut book = two_generations(&database).await;
        let mut bytes = raw::get(&database, store, key.clone()).await;
        bytes.truncate(40);
        bytes[5] = frame::SCHEMA as u8 + 1;
        raw::put(&database, store, key, &bytes).await;
        let before = raw::dump(&database).await;
        let opened = Store::open_database(&database).await.map(|_| ());
        assert_eq!(opened, Err(OpenFault::NewerSchema));
        // Nor does a tab write that was open all the time, as far as it can see.
        let read = book.store.read_after(45).await.map(|_| ());
        let checkpoint = book.try_checkpoint().await;
        let newer = Err(CommitFault::NewerSchema);
        match at {
            0 => {
                assert_eq!((read, checkpoint), (Err(ReadFault::NewerSchema), newer.clone()));
                assert_eq!(book.try_add(1, 1).await, newer);
                assert_eq!(raw::dump(&database).await, before);
            }
            1 => {
                assert_eq!(checkpoint, newer);
                assert_eq!(raw::dump(&database).await, before);
            }
            3 => assert_eq!(read, Err(ReadFault::NewerSchema)),
            _ => {}
        }
    }
}
