//! What can be wrong, as facts.

use super::idb::{Stop, Trouble};
use crate::format::book::frame::FrameFault;
use crate::format::book::parts::PageId;

/// What is wrong with one value of the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceFault {
    /// It is not there.
    Missing,
    /// It is whole, but not the one that belongs there.
    Misplaced,
    /// Its bytes are not what was written.
    Frame(FrameFault),
}

impl PieceFault {
    /// True where a newer app wrote it.
    pub(super) const fn is_newer(self) -> bool {
        matches!(self, PieceFault::Frame(fault) if fault.is_newer())
    }
}

/// A part of the book that is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// How far the book had come; the greatest number that was found stands in for it.
    Head(PieceFault),
    /// No checkpoint can be read, and the journal does not reach back to the beginning: all that
    /// was known up to `seq` is lost.
    Checkpoint {
        /// Its last commit.
        seq: u64,
        /// What is wrong with its manifest.
        fault: PieceFault,
    },
    /// The records of one page, as they were at the checkpoint.
    Page {
        /// Which page.
        id: PageId,
        /// What is wrong with it.
        fault: PieceFault,
    },
    /// One change.
    Entry {
        /// The number of its commit.
        seq: u64,
        /// What is wrong with it.
        fault: PieceFault,
    },
}

/// Why the book could not be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenFault {
    /// A newer version of the app wrote it. Nothing was touched.
    NewerSchema,
    /// Another tab is in the way and does not let go.
    Blocked,
    /// The browser does not give us a database, with the name of its error.
    Unavailable(String),
}

/// Why the commits of others could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadFault {
    /// A newer version of the app has written to the book.
    NewerSchema,
    /// This store has given way to another tab.
    Superseded,
    /// The database does not answer, with the name of its error.
    Unavailable(String),
}

/// Why something was not written. Except for [`CommitFault::Unsure`], the book is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommitFault {
    /// Others have committed: read after what is known, decide again.
    Behind {
        /// The last commit.
        head: u64,
    },
    /// A newer version of the app has written to the book.
    NewerSchema,
    /// Part of the book is lost, and the seller has not said to go on without it; or he has, and
    /// the checkpoint that comes first has not been written.
    Damaged,
    /// The disk, or our share of it, is full.
    Quota,
    /// This store has given way to another tab.
    Superseded,
    /// The database does not answer, with the name of its error.
    Unavailable(String),
    /// The connection was lost in the middle and the book cannot be looked at: the change may be in
    /// it or not. Open the book again before going on. With the name of the error.
    Unsure(String),
    /// These pages are on disk no longer as this store knew them, or never were: write them too.
    MustBeDirty(Vec<PageId>),
}

/// Why the book was not deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WipeFault {
    /// A tab still holds it.
    Blocked,
    /// The browser refuses, with the name of its error.
    Unavailable(String),
}

impl Trouble {
    /// The name of the error, where nothing better can be said.
    pub(super) fn name(self) -> String {
        match self {
            Trouble::Quota => "QuotaExceededError".to_owned(),
            Trouble::Newer => "VersionError".to_owned(),
            Trouble::Blocked => "blocked".to_owned(),
            Trouble::Superseded => "superseded".to_owned(),
            Trouble::Lost(name) | Trouble::Other(name) => name,
        }
    }
}

impl From<Trouble> for OpenFault {
    fn from(trouble: Trouble) -> OpenFault {
        match trouble {
            Trouble::Newer => OpenFault::NewerSchema,
            Trouble::Blocked => OpenFault::Blocked,
            other => OpenFault::Unavailable(other.name()),
        }
    }
}

impl From<Trouble> for ReadFault {
    fn from(trouble: Trouble) -> ReadFault {
        match trouble {
            Trouble::Newer => ReadFault::NewerSchema,
            Trouble::Superseded => ReadFault::Superseded,
            other => ReadFault::Unavailable(other.name()),
        }
    }
}

impl From<Trouble> for CommitFault {
    fn from(trouble: Trouble) -> CommitFault {
        match trouble {
            Trouble::Newer => CommitFault::NewerSchema,
            Trouble::Superseded => CommitFault::Superseded,
            Trouble::Quota => CommitFault::Quota,
            other => CommitFault::Unavailable(other.name()),
        }
    }
}

impl From<Trouble> for WipeFault {
    fn from(trouble: Trouble) -> WipeFault {
        match trouble {
            Trouble::Blocked => WipeFault::Blocked,
            other => WipeFault::Unavailable(other.name()),
        }
    }
}

impl<F: From<Trouble>> Stop<F> {
    /// As what the caller is told.
    pub(super) fn fault(self) -> F {
        match self {
            Stop::Fault(fault) => fault,
            Stop::Trouble(trouble) => trouble.into(),
        }
    }
}
