//! Where everything stands in the database.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::IdbKeyRange;

use super::idb::Trouble;
use super::{BookName, PieceFault};
use crate::format::book::frame::FrameFault;
use crate::format::book::parts::{PageId, PageRef};

/// The version of the database: which stores it has, not what stands in them.
pub(super) const VERSION: u32 = 1;
/// The head and the manifests.
pub(super) const META: &str = "meta";
/// Changes by number.
pub(super) const JOURNAL: &str = "journal";
/// Pages of checkpoints.
pub(super) const PAGES: &str = "pages";
/// What could not be read, after the seller said to go on without it.
pub(super) const ASIDE: &str = "aside";
pub(super) const STORES: [&str; 4] = [META, JOURNAL, PAGES, ASIDE];
/// The key of the head in `meta`.
pub(super) const HEAD: &str = "head";

const CHECKPOINT: &str = "checkpoint@";

impl BookName {
    /// What the book is called in databases, locks and channels.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            BookName::Real => "huitou-real",
            BookName::Demo => "huitou-demo",
        }
    }

    /// The book as a word for checks (contract 4).
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            BookName::Real => "real",
            BookName::Demo => "demo",
        }
    }
}

/// The key of a journal entry. Numbers are exact up to 2^53, which no shop will commit.
pub(super) fn number(seq: u64) -> JsValue {
    JsValue::from_f64(seq as f64)
}

/// The number that a key of the journal stands for.
pub(super) fn number_of(key: &JsValue) -> Option<u64> {
    key.as_f64().filter(|seq| *seq >= 0.0).map(|seq| seq as u64)
}

/// From one journal entry to another, both included.
pub(super) fn numbers(first: u64, last: u64) -> Result<IdbKeyRange, Trouble> {
    Ok(IdbKeyRange::bound(&number(first), &number(last))?)
}

/// The key of a checkpoint's manifest, so long that the newest sorts last.
pub(super) fn checkpoint(seq: u64) -> String {
    format!("{CHECKPOINT}{seq:016}")
}

/// The checkpoint that a key of `meta` stands for.
pub(super) fn checkpoint_of(key: &JsValue) -> Option<u64> {
    key.as_string()?.strip_prefix(CHECKPOINT)?.parse().ok()
}

/// All manifests.
pub(super) fn checkpoints() -> Result<IdbKeyRange, Trouble> {
    Ok(IdbKeyRange::bound(&CHECKPOINT.into(), &format!("{CHECKPOINT}~").into())?)
}

/// The key of a page.
pub(super) fn page(page: &PageRef) -> String {
    let PageRef { id: PageId { collection, number }, written, .. } = page;
    format!("{collection}/{number}@{written}")
}

/// The checkpoint that wrote the page under this key.
pub(super) fn written_of(key: &JsValue) -> Option<u64> {
    key.as_string()?.rsplit_once('@')?.1.parse().ok()
}

/// Our bytes as a value.
pub(super) fn value(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

/// The bytes of a value, copied once.
pub(super) fn bytes(value: &JsValue) -> Result<Vec<u8>, PieceFault> {
    if value.is_undefined() {
        return Err(PieceFault::Missing);
    }
    let array = value.dyn_ref::<Uint8Array>();
    array.map(Uint8Array::to_vec).ok_or(PieceFault::Frame(FrameFault::NotAFrame))
}
