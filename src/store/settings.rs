//! Small settings of this browser, in localStorage. They are never business data.
//!
//! Storage may be switched off, full or hold something else: then the defaults hold and nothing
//! else happens.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use crate::format::mapping::Mapping;

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

/// Whether things may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Motion {
    /// As the system says.
    #[default]
    System,
    /// As little as possible.
    Reduced,
}

/// How purchases are counted, as devices wrote it down before books did.
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
    /// The counting rule of before it stood in the book, until it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merge: Option<Merge>,
    /// Larger text.
    pub large_text: bool,
    /// Whether things may move.
    pub motion: Motion,
    /// Phones and amounts are covered.
    pub covered: bool,
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

const DEVICE: &str = "huitou.device";
const BACKUP: &str = "huitou.backup";

/// The number of this device, made once. Where nothing is remembered, one for this visit.
pub fn device(make: impl FnOnce() -> u64) -> u64 {
    if !available() {
        return make();
    }
    // As text: a number of JSON does not hold 64 bits.
    let known = LocalStorage::get::<String>(DEVICE).ok().and_then(|text| text.parse().ok());
    known.unwrap_or_else(|| {
        let device = make();
        let _ = LocalStorage::set(DEVICE, device.to_string());
        device
    })
}

/// When the book was last backed up on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupNote {
    /// Milliseconds since 1970.
    pub at_ms: u64,
    /// The last commit that it holds.
    pub seq: u64,
}

/// The last backup, where one is remembered.
#[must_use]
pub fn last_backup() -> Option<BackupNote> {
    if available() { LocalStorage::get(BACKUP).ok() } else { None }
}

/// Remembers a backup, or that there is none of this book any more.
pub fn remember_backup(note: Option<BackupNote>) {
    if available() {
        match note {
            // Without the note the seller is reminded too early, nothing more.
            Some(note) => _ = LocalStorage::set(BACKUP, note),
            None => LocalStorage::delete(BACKUP),
        }
    }
}

const MAPPINGS: &str = "huitou.mappings";

/// More kinds of files than any seller has; the oldest go.
const MOST_MAPPINGS: usize = 50;

/// What the seller once said of files with certain titles: the signature of those, and the mapping.
#[must_use]
pub fn mappings() -> Vec<(String, Mapping)> {
    if available() { LocalStorage::get(MAPPINGS).unwrap_or_default() } else { Vec::new() }
}

/// Remembers mappings, before those that are known.
pub fn remember_mappings(mut new: Vec<(String, Mapping)>) {
    if new.is_empty() || !available() {
        return;
    }
    let known = mappings().into_iter().filter(|(it, _)| new.iter().all(|(other, _)| it != other));
    let known: Vec<_> = known.collect();
    new.extend(known);
    new.truncate(MOST_MAPPINGS);
    // Without it the seller says it once more.
    let _ = LocalStorage::set(MAPPINGS, new);
}
