//! What this tab remembers over a reload, in sessionStorage: which book it has open.

use gloo_storage::{SessionStorage, Storage};

use super::book::BookName;

const BOOK: &str = "huitou.book";

/// The book of this tab; a new tab has the real one.
#[must_use]
pub fn book() -> BookName {
    let is_demo = |label: String| label == BookName::Demo.label();
    let demo = available() && SessionStorage::get(BOOK).is_ok_and(is_demo);
    if demo { BookName::Demo } else { BookName::Real }
}

/// Remembers the book of this tab. Where the browser does not let us, a reload leads to the real
/// one.
pub fn remember_book(name: BookName) {
    if available() {
        match name {
            BookName::Real => SessionStorage::delete(BOOK),
            BookName::Demo => _ = SessionStorage::set(BOOK, name.label()),
        }
    }
}

/// gloo-storage throws where there is no storage: ask first.
fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))))
}
