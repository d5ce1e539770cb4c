//! Small settings of this browser, in localStorage. They are never business data.
//!
//! Storage may be switched off, full or hold something else: then the defaults hold and nothing
//! else happens.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

const KEY: &str = "huitou.settings";

/// The language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// How purchases are counted, as it is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Merge {
    /// All orders of a customer on one day are one purchase.
    #[default]
    Day,
    /// Each order is one.
    None,
}

/// Everything that is remembered between visits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The language the seller chose; without one the browser's.
    pub language: Option<Language>,
    /// Light or dark.
    pub theme: Theme,
    /// The counting rule.
    pub merge: Merge,
    /// Larger text.
    pub large_text: bool,
}

/// The settings as they were left, or the defaults.
#[must_use]
pub fn load() -> Settings {
    if !available() {
        return Settings::default();
    }
    LocalStorage::get(KEY).unwrap_or_default()
}

/// Remembers `settings` where the browser lets us; they hold for this visit either way.
pub fn save(settings: Settings) {
    if available() {
        // A full storage loses a preference, nothing more.
        let _ = LocalStorage::set(KEY, settings);
    }
}

/// gloo-storage throws where there is no storage (cookies blocked): ask first.
pub(super) fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
