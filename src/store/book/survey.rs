//! A first look at an opened book: how far it goes and what it has, before its bulk is read.

use super::idb::{Stop, Transaction};
use super::keys::{self, HEAD, JOURNAL, META, PAGES};
use super::{Damage, OpenFault, PieceFault};
use crate::format::book::parts::{Head, Manifest};

/// A manifest, or why there is none, under the number of its key.
pub(super) struct Checkpoint {
    pub(super) seq: u64,
    pub(super) manifest: Result<Manifest, PieceFault>,
}

impl Checkpoint {
    /// True where a newer app wrote it.
    pub(super) fn is_newer(&self) -> bool {
        self.manifest.as_ref().err().is_some_and(|fault| fault.is_newer())
    }
}

pub(super) struct Survey {
    pub(super) head_seq: u64,
    pub(super) head: Result<(), PieceFault>,
    pub(super) is_new: bool,
    /// The newest first.
    pub(super) checkpoints: Vec<Checkpoint>,
    /// The numbers in the journal, ascending.
    pub(super) journal: Vec<u64>,
}

/// A fault of ours is a fact to go on with; a newer schema stops everything.
pub(super) fn known<T>(
    read: Result<T, PieceFault>,
) -> Result<Result<T, PieceFault>, Stop<OpenFault>> {
    match read {
        Err(fault) if fault.is_newer() => Err(Stop::Fault(OpenFault::NewerSchema)),
        other => Ok(other),
    }
}

impl Survey {
    pub(super) async fn of(transaction: &Transaction) -> Result<Survey, Stop<OpenFault>> {
        let head = transaction.get(META, &HEAD.into())?.value().await?;
        let head =
            keys::bytes(&head).and_then(|frame| Head::open(&frame).map_err(PieceFault::Frame));
        let head = known(head)?;
        let checkpoints = checkpoints(transaction).await?;
        let journal = transaction.keys(JOURNAL, None).await?;
        let journal: Vec<u64> = journal.iter().filter_map(|key| keys::number_of(&key)).collect();
        let newest = checkpoints.first().map_or(0, |checkpoint| checkpoint.seq);
        let mut greatest = journal.last().copied().unwrap_or(0).max(newest);
        let mut is_new = false;
        let (head_seq, head) = match head {
            Ok(head) if head.seq >= greatest => (head.seq, Ok(())),
            // The head moves with every commit: it cannot stay behind.
            Ok(_) => (greatest, Err(PieceFault::Misplaced)),
            Err(fault) => {
                let pages = transaction.keys(PAGES, None).await?;
                let written = pages.iter().filter_map(|key| keys::written_of(&key)).max();
                greatest = greatest.max(written.unwrap_or(0));
                is_new = fault == PieceFault::Missing && greatest == 0 && pages.length() == 0;
                (greatest, if is_new { Ok(()) } else { Err(fault) })
            }
        };
        Ok(Survey { head_seq, head, is_new, checkpoints, journal })
    }

    pub(super) fn damage(&self) -> Option<Damage> {
        self.head.err().map(Damage::Head)
    }

    /// Whether every change from the one after `from` to `to` is in the journal.
    pub(super) fn reaches(&self, from: u64, to: u64) -> bool {
        let there = self.journal.iter().filter(|seq| (from + 1..=to).contains(*seq)).count();
        there as u64 == to.saturating_sub(from)
    }
}

async fn checkpoints(transaction: &Transaction) -> Result<Vec<Checkpoint>, Stop<OpenFault>> {
    let mut found = read_checkpoints(transaction).await?;
    for checkpoint in &mut found {
        let manifest = std::mem::replace(&mut checkpoint.manifest, Err(PieceFault::Missing));
        checkpoint.manifest = known(manifest)?;
    }
    Ok(found)
}

/// All manifests, the newest first.
pub(super) async fn read_checkpoints<F>(
    transaction: &Transaction,
) -> Result<Vec<Checkpoint>, Stop<F>> {
    let range = keys::checkpoints()?;
    let names = transaction.keys(META, Some(&range)).await?;
    let values = transaction.values(META, &range).await?;
    let read = |(key, value)| {
        let seq = keys::checkpoint_of(&key)?;
        let manifest =
            keys::bytes(&value)
                .and_then(|frame| Manifest::open(&frame).map_err(PieceFault::Frame))
                .and_then(|manifest| {
                    if manifest.seq == seq { Ok(manifest) } else { Err(PieceFault::Misplaced) }
                });
        Some(Checkpoint { seq, manifest })
    };
    let mut found: Vec<_> = names.iter().zip(values.iter()).filter_map(read).collect();
    found.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.seq));
    Ok(found)
}
