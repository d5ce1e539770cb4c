//! The journal: what came after a checkpoint, or after what another tab knows.

use super::idb::{Mode, Stop, Transaction};
use super::keys::{self, JOURNAL, META};
use super::{Bytes, Entry, PieceFault, ReadFault, Store, commit};
use crate::format::book::parts::{self, CHANGE_AT};

/// Entries read at once: they stand twice in memory while they are copied.
const BATCH: u64 = 128;

/// What others have committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tail {
    /// All changes up to the last commit, in their order; none where nothing has happened.
    Entries(Vec<Entry>),
    /// The journal no longer reaches back so far, or is another one: open the book again.
    Reload,
}

impl Store {
    /// What was committed after `seq`.
    ///
    /// # Errors
    /// [`ReadFault`].
    pub async fn read_after(&self, seq: u64) -> Result<Tail, ReadFault> {
        let work = async |transaction: &Transaction| -> Result<Tail, Stop<ReadFault>> {
            let head = match commit::head(transaction).await {
                Ok(head) => head.map_or(0, |head| head.seq),
                Err(Stop::Trouble(trouble)) => return Err(Stop::Trouble(trouble)),
                Err(Stop::Fault(super::CommitFault::NewerSchema)) => {
                    return Err(Stop::Fault(ReadFault::NewerSchema));
                }
                Err(Stop::Fault(_)) => return Ok(Tail::Reload),
            };
            if head < seq {
                return Ok(Tail::Reload);
            }
            let read = Read::between(transaction, seq, head).await?;
            if read.faults.iter().any(|(_, fault)| fault.is_newer()) {
                return Err(Stop::Fault(ReadFault::NewerSchema));
            }
            let whole = read.faults.is_empty();
            Ok(if whole { Tail::Entries(read.entries) } else { Tail::Reload })
        };
        self.connection.twice(&[META, JOURNAL], Mode::Read, work).await.map_err(Stop::fault)
    }
}

/// A stretch of the journal.
#[derive(Default)]
pub(super) struct Read {
    pub(super) entries: Vec<Entry>,
    /// Every number that has no readable entry.
    pub(super) faults: Vec<(u64, PieceFault)>,
}

impl Read {
    /// Everything after `from`, up to and with `to`.
    pub(super) async fn between<F>(
        transaction: &Transaction,
        from: u64,
        to: u64,
    ) -> Result<Read, Stop<F>> {
        let mut read = Read::default();
        let mut next = from + 1;
        while next <= to {
            let last = to.min(next + BATCH - 1);
            let range = keys::numbers(next, last)?;
            let names = transaction.keys(JOURNAL, Some(&range)).await?;
            let values = transaction.values(JOURNAL, &range).await?;
            for (key, value) in names.iter().zip(values.iter()) {
                let Some(seq) = keys::number_of(&key) else { continue };
                read.missing(next..seq);
                match entry(seq, keys::bytes(&value)) {
                    Ok(entry) => read.entries.push(entry),
                    Err(fault) => read.faults.push((seq, fault)),
                }
                next = seq + 1;
            }
            read.missing(next..last + 1);
            next = last + 1;
        }
        Ok(read)
    }

    fn missing(&mut self, numbers: std::ops::Range<u64>) {
        self.faults.extend(numbers.map(|seq| (seq, PieceFault::Missing)));
    }
}

fn entry(seq: u64, frame: Result<Vec<u8>, PieceFault>) -> Result<Entry, PieceFault> {
    let whole = frame?;
    let found = parts::Entry::open(&whole).map_err(PieceFault::Frame)?;
    if found.seq != seq {
        return Err(PieceFault::Misplaced);
    }
    Ok(Entry { seq, change: Bytes { whole, from: CHANGE_AT } })
}
