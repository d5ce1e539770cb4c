//! Commits, by one and by two.

use std::cell::RefCell;
use std::rc::Rc;

use huitou::store::book::{BookName, CommitFault, Store, Tail, wipe, wipe_database, with_lock_on};
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::book::{Book, Counters, Dice, fresh};
use crate::raw;

#[wasm_bindgen_test]
async fn a_new_book_is_empty_and_reading_it_writes_nothing() {
    let database = fresh("new").await;
    for _ in 0..2 {
        let (_, contents) = Store::open_database(&database).await.expect("opens");
        assert!(contents.is_new && !contents.from_older);
        assert_eq!((contents.head_seq, contents.pages.len(), contents.entries.len()), (0, 0, 0));
        assert_eq!(contents.damage, []);
        assert_eq!(raw::dump(&database).await, "");
    }
}

#[wasm_bindgen_test]
async fn a_commit_is_there_after_reopening() {
    let database = fresh("commit").await;
    let (store, _) = Store::open_database(&database).await.expect("opens");
    let long = vec![5; 300_000];
    for (at, change) in [&b"one"[..], b"", &long].into_iter().enumerate() {
        let seq = store.commit(at as u64, [at as u8; 16], change).await;
        assert_eq!(seq, Ok(at as u64 + 1));
    }
    drop(store);
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert!(!contents.is_new);
    assert_eq!(contents.head_seq, 3);
    let changes: Vec<_> = contents.entries.iter().map(|e| (e.seq, e.change.to_vec())).collect();
    assert_eq!(changes, [(1, b"one".to_vec()), (2, Vec::new()), (3, long)]);
}

#[wasm_bindgen_test]
async fn who_is_behind_is_told_and_writes_nothing() {
    let database = fresh("behind").await;
    let (store, _) = Store::open_database(&database).await.expect("opens");
    store.commit(0, [1; 16], b"first").await.expect("commits");
    let before = raw::dump(&database).await;
    for expected in [0, 2, 7] {
        let refused = store.commit(expected, [2; 16], b"second").await;
        assert_eq!(refused, Err(CommitFault::Behind { head: 1 }));
        let refused = store.checkpoint(expected, &[], &[]).await;
        assert_eq!(refused, Err(CommitFault::Behind { head: 1 }));
    }
    assert_eq!(raw::dump(&database).await, before);
}

#[wasm_bindgen_test]
async fn what_others_did_can_be_read() {
    let database = fresh("tail").await;
    let mut book = Book::open(&database, 1).await;
    let (other, _) = Store::open_database(&database).await.expect("opens");
    assert_eq!(other.read_after(0).await, Ok(Tail::Entries(Vec::new())));
    for step in 0..300 {
        book.add((step % 9) as u8, step).await;
    }
    let Ok(Tail::Entries(entries)) = other.read_after(0).await else { panic!("entries") };
    assert!(entries.iter().map(|entry| entry.seq).eq(1..=300));
    let Ok(Tail::Entries(entries)) = other.read_after(299).await else { panic!("entries") };
    assert_eq!(entries.len(), 1);
    assert_eq!(other.read_after(301).await, Ok(Tail::Reload));
    book.checkpoint().await;
    book.add(1, 1).await;
    book.checkpoint().await;
    assert_eq!(other.read_after(299).await, Ok(Tail::Reload));
    assert_eq!(other.read_after(300).await.map(|tail| tail != Tail::Reload), Ok(true));
}

/// A thousand steps by two who know of each other only what the book tells them.
#[wasm_bindgen_test]
async fn two_stores_lose_no_update() {
    let database = fresh("two").await;
    let mut dice = Dice::new(20_261_122);
    let mut books = [Book::open(&database, 7).await, Book::open(&database, 8).await];
    let mut model = Counters::new();
    let mut commits = 0;
    for _ in 0..1000 {
        let who = dice.roll(2) as usize;
        match dice.roll(20) {
            0 => books[who].checkpoint().await,
            1 => books[who].catch_up().await,
            2 => books[who] = Book::open(&database, dice.roll(1 << 40)).await,
            _ => {
                let (key, amount) = (dice.roll(40) as u8, dice.roll(1000));
                books[who].add(key, amount).await;
                *model.entry(key).or_default() += amount;
                commits += 1;
            }
        }
    }
    for book in &mut books {
        book.catch_up().await;
        assert_eq!((book.seq, &book.counters), (commits, &model));
    }
    books[0].stands_on_disk().await;
}

/// Both at once, with the lock and without: the browser decides who is first.
#[wasm_bindgen_test]
async fn two_at_once_lose_no_update() {
    let database = fresh("at-once").await;
    let model = Rc::new(RefCell::new(Counters::new()));
    let worker = |seed: u64| {
        let (database, model) = (database.clone(), model.clone());
        future_to_promise(async move {
            let mut dice = Dice::new(seed);
            let mut book = Book::open(&database, seed + 100).await;
            for _ in 0..150 {
                let (key, amount) = (dice.roll(6) as u8, dice.roll(1000));
                match dice.roll(12) {
                    0 => {
                        with_lock_on(&database, book.checkpoint()).await;
                        continue;
                    }
                    1..7 => with_lock_on(&database, book.add(key, amount)).await,
                    _ => book.add(key, amount).await,
                }
                *model.borrow_mut().entry(key).or_default() += amount;
            }
            Ok(JsValue::UNDEFINED)
        })
    };
    let both = Array::of2(&worker(3), &worker(4));
    JsFuture::from(Promise::all(&both)).await.expect("both end");
    let book = Book::open(&database, 1).await;
    assert_eq!(book.counters, *model.borrow());
}

#[wasm_bindgen_test]
async fn real_and_demo_are_apart() {
    for name in [BookName::Real, BookName::Demo] {
        wipe(name).await.expect("wipes");
    }
    let (real, _) = Store::open(BookName::Real).await.expect("opens");
    let (demo, contents) = Store::open(BookName::Demo).await.expect("opens");
    assert!(contents.is_new);
    real.commit(0, [1; 16], b"real").await.expect("commits");
    demo.commit(0, [2; 16], b"demo").await.expect("commits");
    demo.commit(1, [3; 16], b"demo").await.expect("commits");
    drop((real, demo));
    wipe(BookName::Demo).await.expect("wipes");
    let (_, contents) = Store::open(BookName::Demo).await.expect("opens");
    assert!(contents.is_new);
    let (_, contents) = Store::open(BookName::Real).await.expect("opens");
    assert_eq!((contents.head_seq, &contents.entries[0].change[..]), (1, &b"real"[..]));
    wipe(BookName::Real).await.expect("wipes");
    wipe_database("huitou-demo").await.expect("wipes");
}
