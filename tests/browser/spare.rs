//! The second copy: what the database loses comes back from it, and nothing else does.

use huitou::format::book::frame::{self, Kind};
use huitou::store::book::{CommitFault, Contents, Recovery, SpareState, Store, wipe_database};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::book::{Book, fresh, replay};
use crate::raw::{self, heal, sabotage};

/// A book with its second copy: checkpoints where they are named, and copied out behind them.
async fn copied(database: &str, commits: u64, checkpoints: &[u64]) -> Book {
    let mut book = Book::open(database, 5).await;
    for step in 1..=commits {
        // Of later checkpoints, pages 1 and 2 are those of the first.
        let keys = if step <= 20 { 12 } else { 4 };
        book.add((step % keys) as u8, step).await;
        book.store.copy_commits().await;
        if checkpoints.contains(&step) {
            book.checkpoint().await;
            book.store.copy_out().await;
            assert_eq!(book.store.spare_state(), Some(SpareState::Whole));
        }
    }
    book
}

async fn mended(database: &str) -> (Store, Contents, Recovery) {
    Store::open_mended_database(database).await.expect("opens")
}

/// Opens the book, which must then be as `book` is, with nothing said to be lost.
async fn comes_back(book: &Book, expected: Recovery, case: &str) {
    let (_, contents, recovery) = mended(&book.database).await;
    assert_eq!(contents.damage, [], "{case}");
    assert_eq!(recovery, expected, "{case}");
    assert_eq!(contents.head_seq, book.seq, "{case}");
    assert_eq!(replay(&contents).0, book.counters, "{case}");
    // It is in the database again: nothing more is to be had back.
    let (_, contents, recovery) = mended(&book.database).await;
    assert_eq!((recovery, replay(&contents).0), (Recovery::default(), book.counters.clone()));
}

const WHOLE: Recovery = Recovery { whole: true, pieces: 0, commits: 0 };

#[wasm_bindgen_test]
async fn a_database_that_is_gone_comes_back_whole() {
    for (commits, checkpoints) in
        [(1, &[][..]), (9, &[]), (9, &[9]), (20, &[9]), (46, &[20, 40]), (46, &[20, 40, 46])]
    {
        let database = fresh("spare-gone").await;
        let Book { store, seq, counters, .. } = copied(&database, commits, checkpoints).await;
        drop(store);
        raw::drop_database(&database).await;
        let (_, contents, recovery) = mended(&database).await;
        let case = format!("{commits} {checkpoints:?}");
        assert_eq!((recovery, contents.damage), (WHOLE, vec![]), "{case}");
        assert_eq!(contents.head_seq, seq, "{case}");
        // And it goes on from there, and is lost again, and comes back again.
        let mut again = Book::open(&database, 2).await;
        assert_eq!(again.counters, counters, "{case}");
        for step in 0..5 {
            again.add(step, 100).await;
            again.store.copy_commits().await;
        }
        again.checkpoint().await;
        again.store.copy_out().await;
        again.add(3, 7).await;
        again.store.copy_commits().await;
        raw::drop_database(&database).await;
        comes_back(&again, WHOLE, &case).await;
    }
}

#[wasm_bindgen_test]
async fn a_value_that_cannot_be_read_is_put_right() {
    let database = fresh("spare-values").await;
    let book = copied(&database, 46, &[20, 40]).await;
    let (mut put_right, mut stood_in_for) = (0, 0);
    for store in ["meta", "journal", "pages"] {
        for key in raw::keys(&database, store).await {
            let value = raw::get(&database, store, key.clone()).await;
            for missing in [false, true] {
                if missing {
                    raw::delete(&database, store, key.clone()).await;
                } else {
                    raw::flip(&database, store, key.clone(), -2).await;
                }
                let case = format!("{store} {key:?} missing {missing}");
                let (_, contents) = Store::open_database(&database).await.expect("opens");
                let lost = contents.damage.len();
                let (_, contents, recovery) = mended(&database).await;
                assert_eq!(contents.damage, [], "{case}");
                assert_eq!((contents.head_seq, replay(&contents).0), (46, book.counters.clone()));
                // What the other generation stands in for is not lost.
                assert_eq!(recovery, Recovery { pieces: lost, ..Recovery::default() }, "{case}");
                put_right += recovery.pieces;
                stood_in_for += usize::from(recovery.pieces == 0);
                raw::put(&database, store, key.clone(), &value).await;
                comes_back(&book, Recovery::default(), &case).await;
            }
        }
    }
    assert!(put_right >= 10 && stood_in_for > 0, "{put_right} {stood_in_for}");
    // All of both generations, of which nothing is left here: the manifest names its pages.
    for store in ["meta", "pages"] {
        for key in raw::keys(&database, store).await {
            raw::delete(&database, store, key).await;
        }
    }
    let (_, contents, recovery) = mended(&database).await;
    assert_eq!((&contents.damage[..], contents.head_seq), (&[][..], 46));
    assert_eq!(replay(&contents).0, book.counters);
    assert_eq!(recovery.pieces, 1 + 1 + 3);
    // Nothing was set aside: it is what it was.
    assert_eq!(raw::count(&database, "aside").await, 0);
}

#[wasm_bindgen_test]
async fn commits_that_the_database_has_forgotten_come_back() {
    for (commits, checkpoints, last_known) in
        [(12_u64, &[][..], 9_u64), (12, &[9], 9), (12, &[9], 11), (12, &[5], 9), (2, &[], 1)]
    {
        let database = fresh("spare-forgotten").await;
        let mut book = Book::open(&database, 5).await;
        let mut head = Vec::new();
        for step in 1..=commits {
            book.add((step % 12) as u8, step).await;
            book.store.copy_commits().await;
            if checkpoints.contains(&step) {
                book.checkpoint().await;
                book.store.copy_out().await;
            }
            if step == last_known {
                head = raw::get(&database, "meta", "head").await;
            }
        }
        // A disk that lost its last writes when the power went.
        raw::put(&database, "meta", "head", &head).await;
        for seq in last_known + 1..=commits {
            raw::delete(&database, "journal", seq as f64).await;
        }
        let expected = Recovery { commits: (commits - last_known) as usize, ..Recovery::default() };
        let case = format!("{commits} {checkpoints:?} {last_known}");
        comes_back(&book, expected, &case).await;
    }
}

#[wasm_bindgen_test]
async fn what_is_left_of_another_book_never_joins_this_one() {
    // The old book is gone, could not be had back, and the seller began anew.
    let database = fresh("spare-another").await;
    let old = copied(&database, 12, &[]).await;
    drop(old.store);
    raw::drop_database(&database).await;
    let mut book = Book::open(&database, 8).await;
    book.add(1, 1).await;
    book.store.copy_commits().await;
    assert_eq!(raw::spare_paths(&database).await, ["journal/1"]);
    comes_back(&book, Recovery::default(), "first commit").await;

    // A database from elsewhere under a second copy that has come further.
    let foreign = fresh("spare-foreign").await;
    copied(&foreign, 12, &[]).await;
    let frame = raw::get(&foreign, "journal", 2.0).await;
    raw::put_spare(&database, "journal/1", &raw::get(&foreign, "journal", 1.0).await).await;
    raw::put_spare(&database, "journal/2", &frame).await;
    let (_, contents, recovery) = mended(&database).await;
    assert_eq!((contents.head_seq, recovery), (1, Recovery::default()));
    assert_eq!(replay(&contents).0, book.counters);
    assert_eq!(raw::spare_paths(&database).await, [""; 0], "nor will it later");

    // A book that was deleted stays deleted.
    book.store.copy_out().await;
    assert!(!raw::spare_paths(&database).await.is_empty());
    drop(book.store);
    wipe_database(&database).await.expect("nobody holds it");
    let (_, contents, recovery) = mended(&database).await;
    assert!(contents.is_new && !recovery.is_any());
}

#[wasm_bindgen_test]
async fn a_damaged_copy_is_never_taken_for_the_book() {
    let database = fresh("spare-damaged").await;
    let book = copied(&database, 30, &[12, 24]).await;
    let paths = raw::spare_paths(&database).await;
    assert!(paths.len() == 6 + 3 + 1, "{paths:?}");
    for path in &paths {
        for from_end in [1, 10] {
            raw::flip_spare(&database, path, from_end).await;
            raw::drop_database(&database).await;
            let (store, contents, recovery) = mended(&database).await;
            let counters = replay(&contents).0;
            assert!(contents.is_new != recovery.whole, "{path}");
            // A part that is lost is named, and of the rest nothing is wrong.
            assert!(contents.is_new || !contents.damage.is_empty(), "{path}");
            let wrong = counters.iter().filter(|(key, value)| book.counters[key] < **value);
            assert_eq!(wrong.count(), 0, "{path}");
            drop(store);
            // As it was.
            raw::flip_spare(&database, path, from_end).await;
            raw::drop_database(&database).await;
            comes_back(&book, WHOLE, path).await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_copy_by_a_newer_app_is_left_alone() {
    let database = fresh("spare-newer").await;
    copied(&database, 5, &[]).await;
    let mut newer = frame::seal(Kind::Entry, 3, b"from the future, sixteen bytes and more");
    newer[5] = frame::SCHEMA as u8 + 1;
    raw::put_spare(&database, "journal/3", &newer).await;
    raw::drop_database(&database).await;
    let (_, contents, recovery) = mended(&database).await;
    assert!(contents.is_new && !recovery.is_any());
    assert_eq!(raw::spare_paths(&database).await.len(), 5);
}

#[wasm_bindgen_test]
async fn the_copy_follows_the_book() {
    let database = fresh("spare-follows").await;
    let book = copied(&database, 3, &[]).await;
    assert_eq!(raw::spare_paths(&database).await, ["journal/1", "journal/2", "journal/3"]);
    // Another tab commits and writes everything down without a word to the copy.
    let mut other = Book::open(&database, 6).await;
    other.add(5, 1).await;
    other.checkpoint().await;
    other.add(9, 1).await;
    book.store.copy_out().await;
    let paths = raw::spare_paths(&database).await;
    let expected = ["checkpoint/4", "journal/5", "pages/1/0/4/", "pages/1/1/4/"];
    assert_eq!(paths.len(), expected.len(), "{paths:?}");
    assert!(paths.iter().zip(expected).all(|(path, begin)| path.starts_with(begin)), "{paths:?}");
    raw::drop_database(&database).await;
    comes_back(&other, WHOLE, "follows").await;

    // A book with damage is no source: the copy may know better.
    raw::flip(&database, "journal", 5.0, -1).await;
    let (damaged, _) = Store::open_database(&database).await.expect("opens");
    damaged.copy_out().await;
    assert_eq!(damaged.spare_state(), Some(SpareState::Behind));
    assert_eq!(raw::spare_paths(&database).await, paths);
    comes_back(&other, Recovery { pieces: 1, ..Recovery::default() }, "mended").await;
}

#[wasm_bindgen_test]
async fn the_book_needs_no_copy() {
    let database = fresh("spare-without").await;
    let held = raw::without("", "caches");
    let mut book = Book::open(&database, 3).await;
    for step in 0..3 {
        book.add(step, 1).await;
        book.store.copy_commits().await;
    }
    book.checkpoint().await;
    book.store.copy_out().await;
    assert_eq!(book.store.spare_state(), Some(SpareState::GivenUp));
    book.stands_on_disk().await;
    held.release();
    // Neither does one that fails at each of its calls.
    let mut book = Book::open(&database, 4).await;
    for (owner, method) in [("CacheStorage", "open"), ("Cache", "put"), ("Cache", "keys")] {
        let sabotaged = sabotage(owner, method, 1, "reject", true);
        book.add(1, 1).await;
        book.store.copy_commits().await;
        book.checkpoint().await;
        book.store.copy_out().await;
        assert!(sabotaged.struck(), "{owner} {method}");
        heal();
        assert_ne!(book.store.spare_state(), Some(SpareState::Whole), "{owner} {method}");
        book.stands_on_disk().await;
        book = Book::open(&database, 5).await;
    }
    book.store.copy_out().await;
    assert_eq!(book.store.spare_state(), Some(SpareState::Whole));
    raw::drop_database(&database).await;
    comes_back(&book, WHOLE, "copied since").await;
}

#[wasm_bindgen_test]
async fn the_copy_gives_way_where_there_is_no_room() {
    let database = fresh("spare-room").await;
    let mut book = copied(&database, 4, &[]).await;
    let sabotaged = sabotage("IDBObjectStore", "add", 1, "quota", false);
    book.try_add(2, 5).await.expect("has the room of the copy");
    assert!(sabotaged.struck());
    heal();
    assert_eq!(book.store.spare_state(), Some(SpareState::GivenUp));
    assert_eq!(raw::spare_paths(&database).await, [""; 0]);
    book.stands_on_disk().await;
    // There is none to be had a second time.
    let sabotaged = sabotage("IDBObjectStore", "add", 1, "quota", false);
    assert_eq!(book.try_add(2, 5).await, Err(CommitFault::Quota));
    assert!(sabotaged.struck());
    heal();
    book.store.copy_commits().await;
    book.store.copy_out().await;
    assert_eq!(raw::spare_paths(&database).await, [""; 0], "given up for this visit");

    // A copy that finds no room is no half copy.
    let mut book = Book::open(&database, 9).await;
    book.store.copy_out().await;
    assert_eq!(book.store.spare_state(), Some(SpareState::Whole));
    book.add(1, 1).await;
    let sabotaged = sabotage("Cache", "put", 1, "reject-quota", false);
    book.store.copy_commits().await;
    assert!(sabotaged.struck());
    heal();
    assert_eq!(book.store.spare_state(), Some(SpareState::GivenUp));
    assert_eq!(raw::spare_paths(&database).await, [""; 0]);
}
