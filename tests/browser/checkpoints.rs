//! Checkpoints: what they keep, what they remove, and what they ask for.

use huitou::store::book::{CommitFault, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::book::{Book, fresh, page_id, two_generations};
use crate::raw;

#[wasm_bindgen_test]
async fn a_book_does_not_grow_with_its_commits() {
    let database = fresh("growth").await;
    let mut book = Book::open(&database, 5).await;
    for step in 1..=300 {
        let key = book.dice.roll(40) as u8;
        book.add(key, step).await;
        if step % 20 == 0 {
            book.checkpoint().await;
        }
        // Ten pages in two generations; what is behind the older of them, and what comes after.
        assert!(raw::count(&database, "pages").await <= 20);
        assert!(raw::count(&database, "journal").await <= 40);
        assert!(raw::count(&database, "meta").await <= 3);
    }
    let journal = raw::names(&database, "journal").await;
    assert_eq!((journal.len(), journal[0].as_str()), (20, "Some(281.0)"));
    book.stands_on_disk().await;
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert_eq!((contents.pages_seq, contents.entries.len()), (300, 0));
}

#[wasm_bindgen_test]
async fn the_first_checkpoint_keeps_the_journal() {
    let database = fresh("first").await;
    let mut book = Book::open(&database, 5).await;
    for step in 0..10 {
        book.add(step, 3).await;
    }
    book.checkpoint().await;
    assert_eq!(raw::count(&database, "journal").await, 10);
    // So that everything can be had without it.
    for page in raw::keys(&database, "pages").await {
        raw::flip(&database, "pages", page, -1).await;
    }
    let (store, contents) = Store::open_database(&database).await.expect("opens");
    assert!(contents.from_older && contents.damage.is_empty() && contents.pages.is_empty());
    let mut again = Book::of(&database, store, &contents, 6);
    assert_eq!(again.counters, book.counters);
    // The broken one is not what a later one falls back to: the journal stays.
    again.add(3, 3).await;
    again.checkpoint().await;
    assert_eq!(raw::count(&database, "journal").await, 11);
    raw::delete(&database, "pages", "1/0@11").await;
    again.stands_on_disk().await;
    // Two that are whole, and it may go.
    let mut again = Book::open(&database, 7).await;
    for _ in 0..2 {
        again.add(3, 3).await;
        again.checkpoint().await;
    }
    assert_eq!(raw::names(&database, "journal").await, ["Some(13.0)"]);
    assert_eq!(raw::count(&database, "meta").await, 3);
    again.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_page_that_the_store_does_not_know_must_be_written() {
    let database = fresh("unknown").await;
    let mut book = Book::open(&database, 5).await;
    book.add(0, 1).await;
    book.add(9, 1).await;
    let before = raw::dump(&database).await;
    let dirty = book.dirty_pages();
    let all = book.all_pages();
    let refused = book.store.checkpoint(2, &dirty[..1], &all).await;
    assert_eq!(refused, Err(CommitFault::MustBeDirty(vec![page_id(2)])));
    assert_eq!(raw::dump(&database).await, before);
    assert_eq!(book.store.checkpoint(2, &dirty, &all).await, Ok(()));
    book.dirty.clear();
    assert_eq!(book.store.checkpoint(2, &[], &all).await, Ok(()));
    book.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_page_that_another_tab_has_replaced_must_be_written() {
    let database = fresh("replaced").await;
    let mut here = two_generations(&database).await;
    let mut there = Book::open(&database, 6).await;
    here.checkpoint().await;
    // The other tab writes everything anew, twice; this one only reads the journal.
    for _ in 0..2 {
        there.add(1, 1).await;
        here.catch_up().await;
        there.dirty.extend([0, 1, 2]);
        there.checkpoint().await;
    }
    here.add(0, 5).await;
    let refused = here.try_checkpoint().await;
    assert_eq!(refused, Err(CommitFault::MustBeDirty(vec![page_id(1), page_id(2)])));
    here.checkpoint().await;
    here.stands_on_disk().await;
    // Both at one number: the later one stands, and the other notices.
    there.catch_up().await;
    there.checkpoint().await;
    there.stands_on_disk().await;
    there.add(4, 4).await;
    there.checkpoint().await;
    there.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_no_more_is_gone_with_its_generations() {
    let database = fresh("removed").await;
    let mut book = two_generations(&database).await;
    for expected in [3, 2, 2] {
        let (dirty, seq) = (book.dirty_pages(), book.seq);
        let all = [page_id(0), page_id(1)];
        assert_eq!(book.store.checkpoint(seq, &dirty, &all).await, Ok(()));
        let (_, contents) = Store::open_database(&database).await.expect("opens");
        assert_eq!((contents.pages.len(), contents.damage.len()), (2, 0));
        let pages = raw::names(&database, "pages").await;
        let numbers: std::collections::BTreeSet<_> =
            pages.iter().filter_map(|name| name.split('@').next()).collect();
        assert_eq!(numbers.len(), expected, "{pages:?}");
        book.add(0, 1).await;
    }
}
