//! Marks outside the database that a book was here, so that a book that is gone is not taken for
//! a first visit. One is a small setting; browsers write those down seconds later, so a second one
//! stands in the cache, which is on disk when it says so and lies in a folder of its own.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::{BookName, caches};
use crate::store::settings;

const KEY: &str = "huitou.book";

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Marks {
    #[serde(skip_serializing_if = "Option::is_none")]
    real: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    demo: Option<u64>,
}

impl Marks {
    fn of(&mut self, name: BookName) -> &mut Option<u64> {
        match name {
            BookName::Real => &mut self.real,
            BookName::Demo => &mut self.demo,
        }
    }
}

/// Remembers that the book has come to `seq`. Does nothing where the browser keeps no settings.
pub fn remember_book(name: BookName, seq: u64) {
    change(name, Some(seq));
}

/// How far the book had come when it was last remembered.
#[must_use]
pub fn remembered_book(name: BookName) -> Option<u64> {
    *load().of(name)
}

/// Forgets it: the seller has deleted the book himself.
pub fn forget_book(name: BookName) {
    change(name, None);
}

fn load() -> Marks {
    if !settings::available() {
        return Marks::default();
    }
    LocalStorage::get(KEY).unwrap_or_default()
}

fn change(name: BookName, seq: Option<u64>) {
    if settings::available() {
        let mut marks = load();
        *marks.of(name) = seq;
        // Without the mark the app only greets where it should ask.
        let _ = LocalStorage::set(KEY, marks);
    }
}

/// Not of the names that the service worker cleans up.
const CACHE: &str = "book-marks";

/// Leaves the second mark. Does nothing where the browser has no cache for us.
pub async fn engrave_book(name: BookName) {
    if let Some(cache) = caches::open(CACHE).await
        && let Ok(mark) = Response::new_with_opt_str(Some("a book is here"))
    {
        // Without it the first mark still stands.
        let _ = JsFuture::from(cache.put_with_str(&address(name), &mark)).await;
    }
}

/// Whether the second mark stands.
pub async fn engraved_book(name: BookName) -> bool {
    let Some(cache) = caches::find(CACHE).await else { return false };
    let found = JsFuture::from(cache.match_with_str(&address(name))).await;
    found.is_ok_and(|found| !found.is_undefined())
}

/// Takes the second mark away: the seller has deleted the book himself.
pub async fn erase_mark(name: BookName) {
    if let Some(cache) = caches::find(CACHE).await {
        let _ = JsFuture::from(cache.delete_with_str(&address(name))).await;
    }
}

fn address(name: BookName) -> String {
    format!("./{}", name.label())
}
