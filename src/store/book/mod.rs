//! The book of a shop on IndexedDB: a journal of changes, and checkpoints of everything.
//!
//! A commit appends its change to the journal and moves the head, in one strict transaction. A
//! checkpoint writes the pages that have changed and a manifest that names all of them; the two
//! newest are kept, with the journal behind the older one. What the bytes mean is not known here.
//!
//! What is kept true:
//! - After a failure the book is as before or as after, and the answer says which; where the
//!   browser does not let us know, it says that ([`CommitFault::Unsure`]).
//! - Reading writes nothing, but for what the spare still has of what was lost
//!   ([`Store::open_mended`]). A book with damage takes no commit until the seller has said to go on
//!   without what is lost ([`Store::set_aside`]).
//! - Nothing is removed before what replaces it is durable: both are one transaction.
//! - A book that is newer than the app is left alone.
//!
//! Writers hold the lock ([`with_lock`]) around reading what others wrote, deciding and committing.

mod aside;
mod caches;
mod channel;
mod checkpoint;
mod commit;
mod connection;
mod copying;
mod faults;
mod idb;
mod keys;
mod load;
mod lock;
mod marker;
mod piece;
mod recover;
mod room;
mod spare;
mod survey;
mod tail;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

pub use crate::format::book::frame::FrameFault;
pub use crate::format::book::parts::{CommitId, PageId};
pub use channel::Channel;
pub use connection::Superseded;
pub use faults::{CommitFault, Damage, OpenFault, PieceFault, ReadFault, WipeFault};
pub use lock::{with_lock, with_lock_on};
pub use marker::{
    engrave_book, engraved_book, erase_mark, forget_book, remember_book, remembered_book,
};
pub use recover::Recovery;
pub use room::{Room, estimate, persist, persisted};
pub use spare::SpareState;
pub use tail::Tail;

use crate::format::book::parts::PageRef;
use connection::Connection;
use piece::Piece;
use spare::Spare;
use wasm_bindgen::JsValue;

/// Which book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookName {
    /// The seller's own.
    Real,
    /// The one with made-up customers. It has a database of its own, so that it can never stand
    /// where the real one should.
    Demo,
}

/// Bytes that are read in place, behind a header that nobody outside needs.
#[derive(Clone, PartialEq, Eq)]
pub struct Bytes {
    whole: Vec<u8>,
    from: usize,
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.whole.get(self.from..).unwrap_or_default()
    }
}

impl From<Vec<u8>> for Bytes {
    fn from(whole: Vec<u8>) -> Bytes {
        Bytes { whole, from: 0 }
    }
}

impl std::fmt::Debug for Bytes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // The names of customers do not belong into a log.
        write!(f, "{} bytes", self.len())
    }
}

/// Some records of one collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Which page.
    pub id: PageId,
    /// The records.
    pub bytes: Bytes,
}

/// One change of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of its commit.
    pub seq: u64,
    /// The change.
    pub change: Bytes,
}

/// Everything in the book, as it was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The last commit; 0 for a new book.
    pub head_seq: u64,
    /// The last commit that the pages hold.
    pub pages_seq: u64,
    /// The pages of the checkpoint.
    pub pages: Vec<Page>,
    /// The changes since then, in their order.
    pub entries: Vec<Entry>,
    /// What could not be read. While anything stands here, the store takes no commit.
    pub damage: Vec<Damage>,
    /// Nothing is there yet.
    pub is_new: bool,
    /// The newest checkpoint could not be used, and an older one with a longer journal stands in
    /// for it. Nothing is lost by that; without `damage` everything is here.
    pub from_older: bool,
}

/// Whether the book may be written to.
enum Health {
    Whole,
    /// Some of it could not be read, and the seller has not yet been asked.
    Damaged(aside::Remains),
    /// The seller goes on without it; the next checkpoint must hold everything that there is.
    SetAside,
}

/// What this store knows of the pages on disk.
struct Known {
    pages: BTreeMap<PageId, PageRef>,
    /// Checkpoints that were found not to be whole.
    broken: BTreeSet<u64>,
    health: Health,
}

/// One book, open.
pub struct Store {
    connection: Connection,
    known: RefCell<Known>,
    /// The second copy; the demo can be made anew and has none.
    spare: Option<Spare>,
    /// Commits of this store that the spare has not yet been handed.
    uncopied: RefCell<Vec<(Piece, JsValue)>>,
}

impl Store {
    /// Opens the book and reads it whole.
    ///
    /// # Errors
    /// [`OpenFault`]; nothing was changed.
    pub async fn open(name: BookName) -> Result<(Store, Contents), OpenFault> {
        Store::open_database(name.label()).await
    }

    /// [`Store::open`] by the name of a database.
    ///
    /// # Errors
    /// [`OpenFault`]; nothing was changed.
    pub async fn open_database(database: &str) -> Result<(Store, Contents), OpenFault> {
        let connection = Connection::new(database);
        let (contents, known) = load::load(&connection).await?;
        let spare = (database != BookName::Demo.label()).then(|| Spare::new(database));
        let (known, uncopied) = (RefCell::new(known), RefCell::default());
        Ok((Store { connection, known, spare, uncopied }, contents))
    }

    /// Says what to do when this store has given way to another tab. It has closed by then, and
    /// refuses everything that follows. Called at once where that has happened already.
    pub fn on_superseded(&self, listener: impl Fn(Superseded) + 'static) {
        self.connection.on_superseded(Box::new(listener));
    }
}

/// Deletes the book and its second copy. Stores that have it open, in any tab, give way.
///
/// # Errors
/// [`WipeFault`]; after [`WipeFault::Blocked`] it goes as soon as the last tab lets go.
pub async fn wipe(name: BookName) -> Result<(), WipeFault> {
    wipe_database(name.label()).await
}

/// [`wipe`] by the name of a database.
///
/// # Errors
/// [`WipeFault`]; after [`WipeFault::Blocked`] it goes as soon as the last tab lets go.
pub async fn wipe_database(database: &str) -> Result<(), WipeFault> {
    with_lock_on(database, async {
        // First, or it would bring back what the seller wants gone.
        drop_spare_of(database).await;
        Ok(idb::delete(database).await?)
    })
    .await
}

/// Removes the second copy of the book: the seller begins anew.
pub async fn drop_spare(name: BookName) {
    drop_spare_of(name.label()).await;
}

async fn drop_spare_of(database: &str) {
    let spare = Spare::new(database);
    with_lock_on(spare.lock_name(), async { spare.clear().await }).await;
}
