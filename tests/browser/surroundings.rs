//! What stands around the book: the lock, the channel, the mark, the room.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use huitou::store::book::{
    BookName, Channel, estimate, forget_book, persist, persisted, remember_book, remembered_book,
    with_lock, with_lock_on,
};
use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::raw::{self, heal, sabotage, without};

#[wasm_bindgen_test]
async fn the_lock_lets_in_one_at_a_time() {
    let (inside, greatest) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let workers = Array::new();
    for _ in 0..5 {
        let (inside, greatest) = (inside.clone(), greatest.clone());
        workers.push(&future_to_promise(async move {
            let work = async {
                inside.set(inside.get() + 1);
                greatest.set(greatest.get().max(inside.get()));
                raw::pause(5).await;
                inside.set(inside.get() - 1);
            };
            with_lock_on("huitou-test-lock", work).await;
            Ok(JsValue::UNDEFINED)
        }));
    }
    JsFuture::from(Promise::all(&workers)).await.expect("all end");
    assert_eq!(greatest.get(), 1);
    assert_eq!(with_lock(BookName::Demo, async { 7 }).await, 7);
}

#[wasm_bindgen_test]
async fn who_stops_waiting_for_the_lock_is_in_nobodys_way() {
    let name = "huitou-test-lock-dropped";
    with_lock_on(name, async {
        let mut waiting = Box::pin(with_lock_on(name, async {}));
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        assert!(waiting.as_mut().poll(&mut context).is_pending());
        drop(waiting);
    })
    .await;
    with_lock_on(name, async {}).await;
}

#[wasm_bindgen_test]
async fn the_channel_wakes_the_others() {
    let heard = Rc::new(RefCell::new(Vec::new()));
    let into = heard.clone();
    let here = Channel::join_on("huitou-test-channel", |_| panic!("hears itself"));
    let there = Channel::join_on("huitou-test-channel", move |seq| into.borrow_mut().push(seq));
    here.send(41);
    here.send(42);
    for _ in 0..100 {
        if heard.borrow().len() == 2 {
            break;
        }
        raw::pause(10).await;
    }
    assert_eq!(*heard.borrow(), [41, 42]);
    drop(there);
    here.send(43);
    raw::pause(20).await;
    assert_eq!(heard.borrow().len(), 2);
}

#[wasm_bindgen_test]
fn the_mark_of_a_book_is_kept_and_forgotten() {
    forget_book(BookName::Real);
    assert_eq!(remembered_book(BookName::Real), None);
    remember_book(BookName::Real, 12);
    remember_book(BookName::Demo, 3);
    assert_eq!(remembered_book(BookName::Real), Some(12));
    forget_book(BookName::Real);
    assert_eq!(remembered_book(BookName::Real), None);
    assert_eq!(remembered_book(BookName::Demo), Some(3));
    forget_book(BookName::Demo);
}

#[wasm_bindgen_test]
async fn the_browser_says_how_much_room_there_is() {
    let room = estimate().await.expect("an estimate");
    assert!(room.quota_bytes > room.usage_bytes);
    assert!(persisted().await.is_some());
    assert!(persist().await.is_some());
}

#[wasm_bindgen_test]
async fn what_a_browser_lacks_is_done_without() {
    let locks = without("navigator", "locks");
    assert_eq!(with_lock(BookName::Demo, async { 1 }).await, 1);
    locks.release();
    for how in ["throw", "reject"] {
        sabotage("LockManager", "request", 1, how, false);
        assert_eq!(with_lock(BookName::Demo, async { 2 }).await, 2);
        heal();
    }
    let channels = without("", "BroadcastChannel");
    Channel::join(BookName::Demo, |_| ()).send(1);
    channels.release();
    let manager = without("navigator", "storage");
    assert_eq!((estimate().await, persisted().await, persist().await), (None, None, None));
    manager.release();
    assert!(estimate().await.is_some());
}
