//! Marks outside the database that a book was here, so that a book that is gone is not taken for
//! a first visit. One is a small setting; browsers write those down seconds later, so a second one
//! stands in the cache, which is on disk when it says so and lies in a folder of its own.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, CacheStorage, Response};

use super::BookName;
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
    if let Some(cache) = cache().await
        && let Ok(mark) = Response::new_with_opt_str(Some("a book is here"))
    {
        // Without it the first mark still stands.
        let _ = JsFuture::from(cache.put_with_str(&address(name), &mark)).await;
    }
}

/// Whether the second mark stands.
pub async fn engraved_book(name: BookName) -> bool {
    if !has_cache().await {
        return false;
    }
    let Some(cache) = cache().await else { return false };
    let found = JsFuture::from(cache.match_with_str(&address(name))).await;
    found.is_ok_and(|found| !found.is_undefined())
}

/// Takes the second mark away: the seller has deleted the book himself.
pub async fn erase_mark(name: BookName) {
    if has_cache().await
        && let Some(cache) = cache().await
    {
        let _ = JsFuture::from(cache.delete_with_str(&address(name))).await;
    }
}

fn address(name: BookName) -> String {
    format!("./{}", name.label())
}

/// Missing on pages that are not served securely.
fn caches() -> Option<CacheStorage> {
    let window: JsValue = web_sys::window()?.into();
    js_sys::Reflect::get(&window, &"caches".into()).ok()?.dyn_into().ok()
}

/// Asked before looking: opening a cache would make it.
async fn has_cache() -> bool {
    let Some(caches) = caches() else { return false };
    JsFuture::from(caches.has(CACHE)).await.is_ok_and(|there| there.is_truthy())
}

async fn cache() -> Option<Cache> {
    JsFuture::from(caches()?.open(CACHE)).await.ok()?.dyn_into().ok()
}
