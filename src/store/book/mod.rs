//! The book of a shop on IndexedDB: a journal of changes, and checkpoints of everything.
//!
//! A commit appends its change to the journal and moves the head, in one strict transaction. A
//! checkpoint writes the pages that have changed and a manifest that names all of them; the two
//! newest are kept, with the journal behind the older one. What the bytes mean is not known here.
//!
//! What is kept true:
//! - After a failure the book is as before or as after, and the answer says which; where the
//!   browser does not let us know, it says that ([`CommitFault::Unsure`]).
//! - Reading writes nothing. A book with damage takes no commit until the seller has said to go on
//!   without what is lost ([`Store::set_aside`]).
//! - Nothing is removed before what replaces it is durable: both are one transaction.
//! - A book that is newer than the app is left alone.
//!
//! Writers hold the lock ([`with_lock`]) around reading what others wrote, deciding and committing.

mod aside;
mod channel;
mod checkpoint;
mod commit;
mod connection;
mod faults;
mod idb;
mod keys;
mod load;
mod lock;
mod marker;
mod room;
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
pub use room::{Room, estimate, persist, persisted};
pub use tail::Tail;

use crate::format::book::parts::PageRef;
use connection::Connection;

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
        Ok((Store { connection, known: RefCell::new(known) }, contents))
    }

    /// Says what to do when this store has given way to another tab. It has closed by then, and
    /// refuses everything that follows. Called at once where that has happened already.
    pub fn on_superseded(&self, listener: impl Fn(Superseded) + 'static) {
        self.connection.on_superseded(Box::new(listener));
    }
}

/// Deletes the book. Stores that have it open, in any tab, give way.
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
    Ok(idb::delete(database).await?)
}
