//! A mark outside the database that a book was here, so that a book that is gone is not taken for
//! a first visit.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

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
