//! The spare: a second copy of the book in the browser's cache. Databases of browsers get lost, by
//! a crash of the machine, a disk with errors or a mistake of the browser; the cache lies in files
//! of its own. It is brought up to the book behind every commit and every checkpoint, and nothing
//! depends on it: where it cannot be written, the book goes on without.

use std::cell::Cell;
use std::collections::BTreeSet;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Cache, Request, Response, Url};

use super::caches;
use super::idb::Trouble;
use super::piece::Piece;

/// How the second copy stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpareState {
    /// It holds everything that the book does.
    Whole,
    /// Not everything, or nobody has looked yet.
    Behind,
    /// There is none in this visit: the book needed its room, or the browser has no place for it.
    GivenUp,
}

/// Why the spare did not take something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PutFault {
    /// There is no room.
    Quota,
    /// Anything else.
    Other,
}

impl SpareState {
    /// The state as a word for checks.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            SpareState::Whole => "whole",
            SpareState::Behind => "behind",
            SpareState::GivenUp => "none",
        }
    }
}

pub(super) struct Spare {
    /// Of the cache; no name that the service worker cleans up.
    name: String,
    state: Cell<SpareState>,
}

impl Spare {
    pub(super) fn new(database: &str) -> Spare {
        Spare { name: format!("book-spare {database}"), state: Cell::new(SpareState::Behind) }
    }

    pub(super) fn state(&self) -> SpareState {
        self.state.get()
    }

    pub(super) fn set_state(&self, state: SpareState) {
        self.state.set(state);
    }

    /// The lock under which the whole spare is brought up to the book.
    pub(super) fn lock_name(&self) -> &str {
        &self.name
    }

    /// The spare for writing; `None` where the browser has no cache for us.
    pub(super) async fn open(&self) -> Option<Copies> {
        Some(Copies(caches::open(&self.name).await?))
    }

    /// The spare where there is one.
    pub(super) async fn find(&self) -> Option<Copies> {
        Some(Copies(caches::find(&self.name).await?))
    }

    /// Removes all of it; true where there was something.
    pub(super) async fn clear(&self) -> bool {
        self.state.set(SpareState::Behind);
        let Some(copies) = self.find().await else { return false };
        let pieces = copies.pieces().await.unwrap_or_default();
        for piece in &pieces {
            // One by one: the room of a whole cache comes back only when nobody holds it any more.
            copies.remove(*piece).await;
        }
        caches::remove(&self.name).await;
        !pieces.is_empty()
    }
}

/// An open spare.
pub(super) struct Copies(Cache);

impl Copies {
    /// Everything in it.
    pub(super) async fn pieces(&self) -> Option<BTreeSet<Piece>> {
        let requests: Array = JsFuture::from(self.0.keys()).await.ok()?.unchecked_into();
        let piece = |request: JsValue| {
            let url = Url::new(&request.unchecked_into::<Request>().url()).ok()?;
            Piece::of_path(url.pathname().strip_prefix('/')?)
        };
        Some(requests.iter().filter_map(piece).collect())
    }

    /// The bytes of one piece, as they were written. Whether they still are, the caller looks.
    pub(super) async fn get(&self, piece: Piece) -> Option<Vec<u8>> {
        let found = JsFuture::from(self.0.match_with_str(&address(piece))).await.ok()?;
        let response: Response = found.dyn_into().ok()?;
        let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
        Some(Uint8Array::new(&buffer).to_vec())
    }

    /// Puts pieces there, all at once.
    ///
    /// # Errors
    /// Some of them may be there.
    pub(super) async fn put(&self, pieces: &[(Piece, JsValue)]) -> Result<(), PutFault> {
        let put = |(piece, value): &(Piece, JsValue)| -> Option<Promise> {
            let bytes: &Uint8Array = value.dyn_ref()?;
            let response = Response::new_with_opt_js_u8_array(Some(bytes)).ok()?;
            Some(self.0.put_with_str(&address(*piece), &response))
        };
        let puts: Option<Vec<Promise>> = pieces.iter().map(put).collect();
        let all: Array = puts.ok_or(PutFault::Other)?.into_iter().collect();
        match JsFuture::from(Promise::all(&all)).await.map_err(Trouble::from) {
            Ok(_) => Ok(()),
            Err(Trouble::Quota) => Err(PutFault::Quota),
            Err(_) => Err(PutFault::Other),
        }
    }

    pub(super) async fn remove(&self, piece: Piece) {
        // What stays is removed with the next checkpoint.
        let _ = JsFuture::from(self.0.delete_with_str(&address(piece))).await;
    }
}

fn address(piece: Piece) -> String {
    format!("/{}", piece.path())
}
