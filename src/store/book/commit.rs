//! One change, in or not.

use std::cell::Cell;

use wasm_bindgen::JsValue;

use super::idb::{Mode, Stop, Transaction, Trouble};
use super::keys::{HEAD, JOURNAL, META, bytes, number, value};
use super::piece::Piece;
use super::{CommitFault, CommitId, Health, PieceFault, Store};
use crate::format::book::frame::FrameFault;
use crate::format::book::parts::{Entry, Head};

impl Store {
    /// Appends `change` to a book whose last commit is `expected`, and returns the new last commit
    /// when it is on the disk. `id` must be fresh for every change: by it the commit is known again
    /// after its answer was lost. The caller holds the lock. The spare is given up where there is no
    /// room beside it.
    ///
    /// # Errors
    /// [`CommitFault`]; nothing was written except, maybe, after [`CommitFault::Unsure`].
    pub async fn commit(
        &self,
        expected: u64,
        id: CommitId,
        change: &[u8],
    ) -> Result<u64, CommitFault> {
        if !matches!(self.known.borrow().health, Health::Whole) {
            return Err(CommitFault::Damaged);
        }
        let seq = expected + 1;
        let frame = value(&Entry { seq, commit: id, change }.seal());
        let mut done = self.append_once(expected, id, &frame).await;
        if done == Err(CommitFault::Quota) && self.give_up_spare().await {
            done = self.append_once(expected, id, &frame).await;
        }
        if done.is_ok() && self.spare.is_some() {
            self.uncopied.borrow_mut().push((Piece::Entry(seq), frame));
        }
        done
    }

    /// Appends the entry in `frame`, exactly once, also where the connection dies under it.
    async fn append_once(
        &self,
        expected: u64,
        id: CommitId,
        frame: &JsValue,
    ) -> Result<u64, CommitFault> {
        let sent = Cell::new(false);
        let lost = match self.append(expected, id, frame, &sent).await {
            Ok(seq) => return Ok(seq),
            Err(Stop::Trouble(Trouble::Lost(name))) => name,
            Err(stop) => return Err(stop.fault()),
        };
        self.connection.let_go();
        if self.came_through(expected, id, lost, sent.replace(false)).await? {
            return Ok(expected + 1);
        }
        // It did not, and nobody else has committed meanwhile or we are told: once more.
        match self.append(expected, id, frame, &sent).await {
            Err(Stop::Trouble(Trouble::Lost(name))) => {
                self.connection.let_go();
                if self.came_through(expected, id, name.clone(), sent.get()).await? {
                    return Ok(expected + 1);
                }
                Err(CommitFault::Unavailable(name))
            }
            other => other.map_err(Stop::fault),
        }
    }

    /// Sets `sent` when the entry has been handed to the browser.
    async fn append(
        &self,
        expected: u64,
        id: CommitId,
        frame: &JsValue,
        sent: &Cell<bool>,
    ) -> Result<u64, Stop<CommitFault>> {
        let seq = expected + 1;
        let work = async |transaction: &Transaction| {
            expect_head(transaction, expected).await?;
            transaction.add(JOURNAL, &number(seq), frame)?;
            let head = Head { seq, commit: id };
            transaction.put(META, &HEAD.into(), &value(&head.seal()))?;
            sent.set(true);
            Ok(seq)
        };
        self.connection.once(&[META, JOURNAL], Mode::Write, work).await
    }

    /// Whether the commit `id` after `expected` is in the book, looked up on a new connection
    /// because the old one was `lost`.
    async fn came_through(
        &self,
        expected: u64,
        id: CommitId,
        lost: String,
        sent: bool,
    ) -> Result<bool, CommitFault> {
        let work = async |transaction: &Transaction| -> Result<_, Stop<CommitFault>> {
            let head = head(transaction).await?;
            let entry = transaction.get(JOURNAL, &number(expected + 1))?.value().await?;
            let entry = bytes(&entry).and_then(|frame| {
                Entry::open(&frame).map(|entry| entry.commit).map_err(PieceFault::Frame)
            });
            Ok((head.map_or(0, |head| head.seq), entry))
        };
        match self.connection.once(&[META, JOURNAL], Mode::Read, work).await {
            Ok((head, Ok(commit))) => Ok(head > expected && commit == id),
            // Others have come so far that a checkpoint has taken the entry: nobody knows.
            Ok((head, Err(_))) if head > expected && sent => Err(CommitFault::Unsure(lost)),
            Ok(_) => Ok(false),
            Err(Stop::Trouble(Trouble::Superseded)) if !sent => Err(CommitFault::Superseded),
            Err(_) if sent => Err(CommitFault::Unsure(lost)),
            Err(stop) => Err(stop.fault()),
        }
    }
}

/// The head as this transaction sees it; `None` where there is none.
pub(super) async fn head(transaction: &Transaction) -> Result<Option<Head>, Stop<CommitFault>> {
    let frame = match bytes(&transaction.get(META, &HEAD.into())?.value().await?) {
        Ok(frame) => frame,
        Err(PieceFault::Missing) => return Ok(None),
        Err(_) => return Err(Stop::Fault(CommitFault::Damaged)),
    };
    match Head::open(&frame) {
        Ok(head) => Ok(Some(head)),
        Err(FrameFault::Newer { .. }) => Err(Stop::Fault(CommitFault::NewerSchema)),
        Err(_) => Err(Stop::Fault(CommitFault::Damaged)),
    }
}

/// Goes on only where `expected` is the last commit.
pub(super) async fn expect_head(
    transaction: &Transaction,
    expected: u64,
) -> Result<(), Stop<CommitFault>> {
    let head = head(transaction).await?.map_or(0, |head| head.seq);
    if head == expected { Ok(()) } else { Err(Stop::Fault(CommitFault::Behind { head })) }
}
