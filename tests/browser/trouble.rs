//! A database that fails, once at every place: the book is as before or as after, the answer says
//! which, and the next commit works.

use std::cell::Cell;
use std::rc::Rc;

use huitou::store::book::{
    CommitFault, OpenFault, ReadFault, Store, Superseded, WipeFault, wipe_database,
};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::book::{Book, fresh, two_generations};
use crate::raw::{self, heal, sabotage};

const OBJECTS: &str = "IDBObjectStore";
const WAYS: [&str; 3] = ["throw", "lost", "quota"];

/// A call of the store, and the ways in which it is made to fail.
type Row = (&'static str, &'static str, &'static [&'static str]);

#[wasm_bindgen_test]
async fn a_commit_is_in_or_not_whichever_call_fails() {
    let rows: [Row; 5] = [
        ("IDBDatabase", "transaction", &["throw", "lost", "quota", "close"]),
        (OBJECTS, "get", &["throw", "lost", "quota", "abort"]),
        (OBJECTS, "add", &["throw", "lost", "quota", "abort"]),
        (OBJECTS, "put", &["throw", "lost", "quota", "abort"]),
        (
            "IDBTransaction",
            "commit",
            &["throw", "quota-at-commit", "abort-at-commit", "answer-lost"],
        ),
    ];
    let database = fresh("each-call").await;
    let mut book = two_generations(&database).await;
    for (owner, method, ways) in rows {
        for how in ways {
            let before = (book.seq, book.counters.clone());
            let sabotaged = sabotage(owner, method, 1, how, false);
            let answer = book.try_add(2, 1000).await;
            assert!(sabotaged.struck(), "{method} {how}");
            heal();
            let expected = match *how {
                "throw" if method != "commit" => Err(CommitFault::Unavailable("Error".to_owned())),
                "quota" | "quota-at-commit" => Err(CommitFault::Quota),
                // Replayed, or found to be in.
                _ => Ok(()),
            };
            assert_eq!(answer, expected, "{method} {how}");
            if answer.is_err() {
                assert_eq!((book.seq, &book.counters), (before.0, &before.1));
            } else {
                assert_eq!(book.seq, before.0 + 1);
            }
            book.stands_on_disk().await;
            book.add(3, 1).await;
            book.stands_on_disk().await;
        }
    }
}

#[wasm_bindgen_test]
async fn a_connection_that_stays_dead_is_said_to_be_unsure_or_out() {
    let database = fresh("dead").await;
    let mut book = two_generations(&database).await;
    let rows = [
        // Nothing was handed over: it is out.
        ("IDBDatabase", "transaction", "lost", false),
        (OBJECTS, "get", "abort", false),
        // Both tries were aborted, and the book can be looked at: it is out.
        ("IDBTransaction", "commit", "abort-at-commit", true),
    ];
    for (owner, method, how, looked) in rows {
        sabotage(owner, method, 1, how, true);
        let answer = book.try_add(2, 7).await;
        heal();
        let unavailable = matches!(answer, Err(CommitFault::Unavailable(_)));
        let unsure = looked && matches!(answer, Err(CommitFault::Unsure(_)));
        assert!(unavailable || unsure, "{method} {how}: {answer:?}");
        book.stands_on_disk().await;
        book.add(2, 1).await;
        book.stands_on_disk().await;
    }
    // It is in, and every answer is lost, also those that would tell: nobody knows.
    sabotage("IDBTransaction", "commit", 1, "answer-lost", true);
    let answer = book.try_add(2, 7).await;
    heal();
    assert!(matches!(answer, Err(CommitFault::Unsure(_))), "{answer:?}");
    assert_eq!(book.on_disk().await.0, book.seq + 1);
    // Asked again, the book says that it has moved on.
    assert!(matches!(book.try_add(2, 7).await, Err(CommitFault::Behind { .. })));
}

#[wasm_bindgen_test]
async fn a_closed_connection_is_opened_again_and_the_commit_is_in_once() {
    let database = fresh("closed").await;
    let mut book = Book::open(&database, 3).await;
    for round in 1..=10 {
        let how = ["close", "answer-lost", "abort-at-commit"][round % 3];
        match how {
            "close" => sabotage("IDBDatabase", "transaction", 1, how, false),
            _ => sabotage("IDBTransaction", "commit", 1, how, false),
        };
        assert_eq!(book.try_add(1, 1).await, Ok(()));
        heal();
        assert_eq!(raw::count(&database, "journal").await, round);
    }
    assert_eq!(book.counters[&1], 10);
    sabotage("IDBDatabase", "transaction", 1, "close", false);
    let read = book.store.read_after(0).await;
    heal();
    assert!(read.is_ok());
    book.stands_on_disk().await;
}

/// Whatever reads and writes, one after the other.
const CALLS: [(&str, &str); 7] = [
    ("IDBDatabase", "transaction"),
    (OBJECTS, "get"),
    (OBJECTS, "getAllKeys"),
    (OBJECTS, "getAll"),
    (OBJECTS, "add"),
    (OBJECTS, "put"),
    (OBJECTS, "delete"),
];

#[wasm_bindgen_test]
async fn a_checkpoint_loses_nothing_whichever_call_fails() {
    let database = fresh("each-call-checkpoint").await;
    let mut book = two_generations(&database).await;
    let mut places = 0;
    for (owner, method) in CALLS {
        for how in WAYS {
            for nth in 1.. {
                let sabotaged = sabotage(owner, method, nth, how, false);
                let answer = book.try_checkpoint().await;
                heal();
                let expected = match how {
                    _ if !sabotaged.struck() => Ok(()),
                    "throw" => Err(CommitFault::Unavailable("Error".to_owned())),
                    "quota" => Err(CommitFault::Quota),
                    _ => Ok(()),
                };
                assert_eq!(answer, expected, "{method} {nth} {how}");
                book.stands_on_disk().await;
                book.add(2, 1).await;
                book.checkpoint().await;
                book.add(1, 1).await;
                book.stands_on_disk().await;
                if !sabotaged.struck() {
                    break;
                }
                places += 1;
            }
        }
    }
    assert!(places >= 3 * 9, "{places} places");
}

#[wasm_bindgen_test]
async fn setting_aside_loses_nothing_whichever_call_fails() {
    let mut places = 0;
    for (owner, method) in CALLS {
        for (how, nth) in WAYS.iter().flat_map(|how| (1..=3).map(move |nth| (*how, nth))) {
            let database = fresh("each-call-aside").await;
            drop(two_generations(&database).await);
            raw::flip(&database, "meta", "head", -1).await;
            raw::flip(&database, "pages", "1/1@20", -1).await;
            let before = raw::dump(&database).await;
            let (store, contents) = Store::open_database(&database).await.expect("opens");
            let sabotaged = sabotage(owner, method, nth, how, false);
            let answer = store.set_aside().await;
            heal();
            if answer.is_err() {
                assert_eq!(raw::dump(&database).await, before, "{method} {nth} {how}");
                assert_eq!(store.commit(46, [1; 16], b"").await, Err(CommitFault::Damaged));
                assert_eq!(store.set_aside().await, Ok(()));
            }
            assert_eq!(raw::names(&database, "aside").await, ["meta/head", "pages/1/1@20"]);
            let mut book = Book::of(&database, store, &contents, 2);
            book.checkpoint().await;
            book.stands_on_disk().await;
            places += u32::from(sabotaged.struck());
        }
    }
    assert!(places >= 3 * 9, "{places} places");
}

#[wasm_bindgen_test]
async fn an_opening_that_fails_changes_nothing() {
    let database = fresh("opening").await;
    let book = two_generations(&database).await;
    let before = raw::dump(&database).await;
    let calls = [("IDBFactory", "open"), CALLS[0], CALLS[1], CALLS[2], CALLS[3]];
    for (owner, method) in calls {
        for how in WAYS {
            for nth in 1.. {
                let sabotaged = sabotage(owner, method, nth, how, false);
                let answer = Store::open_database(&database).await;
                heal();
                match answer {
                    Ok((_, contents)) => {
                        assert!(how == "lost" || !sabotaged.struck(), "{method} {nth} {how}");
                        assert_eq!(contents.damage, []);
                    }
                    Err(fault) => assert!(matches!(fault, OpenFault::Unavailable(_)), "{fault:?}"),
                }
                if !sabotaged.struck() {
                    break;
                }
            }
        }
    }
    assert_eq!(raw::dump(&database).await, before);
    book.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_store_gives_way_to_a_newer_version() {
    let database = fresh("version").await;
    let mut book = two_generations(&database).await;
    let told = Rc::new(Cell::new(None));
    book.store.on_superseded({
        let told = told.clone();
        move |why| told.set(Some(why))
    });
    // It waits until every handle is closed: that it returns is the test.
    raw::upgrade(&database, 2).await;
    assert_eq!(told.get(), Some(Superseded::NewerVersion));
    assert_eq!(book.try_add(1, 1).await, Err(CommitFault::Superseded));
    assert_eq!(book.try_checkpoint().await, Err(CommitFault::Superseded));
    assert_eq!(book.store.read_after(0).await, Err(ReadFault::Superseded));
    let opened = Store::open_database(&database).await.map(|_| ());
    assert_eq!(opened, Err(OpenFault::NewerSchema));
}

#[wasm_bindgen_test]
async fn a_store_gives_way_to_a_wipe() {
    let database = fresh("wiped").await;
    let mut book = two_generations(&database).await;
    wipe_database(&database).await.expect("nobody holds it");
    assert_eq!(book.try_add(1, 1).await, Err(CommitFault::Superseded));
    // Also who asks late is told.
    let told = Rc::new(Cell::new(None));
    let into = told.clone();
    book.store.on_superseded(move |why| into.set(Some(why)));
    assert_eq!(told.get(), Some(Superseded::Deleted));
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert!(contents.is_new);
}

#[wasm_bindgen_test]
async fn stores_are_made_all_or_none() {
    let database = fresh("half-made").await;
    for nth in 1..=4 {
        sabotage("IDBDatabase", "createObjectStore", nth, "throw", true);
        let opened = Store::open_database(&database).await.map(|_| ());
        heal();
        assert!(matches!(opened, Err(OpenFault::Unavailable(_))), "{opened:?}");
    }
    let mut book = Book::open(&database, 1).await;
    book.add(1, 1).await;
    book.checkpoint().await;
    book.stands_on_disk().await;
}

#[wasm_bindgen_test]
async fn a_wipe_that_somebody_is_in_the_way_of_says_so() {
    let database = fresh("held").await;
    drop(two_generations(&database).await);
    let held = raw::hold(&database).await;
    assert_eq!(wipe_database(&database).await, Err(WipeFault::Blocked));
    held.release();
    let (_, contents) = Store::open_database(&database).await.expect("opens");
    assert!(contents.is_new);
}

#[wasm_bindgen_test]
async fn a_checkpoint_of_nothing_is_nothing() {
    let database = fresh("nothing").await;
    let book = Book::open(&database, 1).await;
    assert_eq!(book.store.checkpoint(0, &[], &[]).await, Ok(()));
    assert_eq!(raw::dump(&database).await, "");
}
