//! Keeping the spare up to the book.

use std::collections::BTreeSet;

use wasm_bindgen::JsValue;

use super::idb::{Mode, Stop, Transaction};
use super::keys::{self, JOURNAL, META, PAGES};
use super::lock::with_lock_on;
use super::piece::Piece;
use super::spare::{Copies, PutFault, Spare, SpareState};
use super::survey::read_checkpoints;
use super::{CommitFault, Health, Store, commit};

/// Pieces under way at once: enough to keep the disk busy, few enough not to be felt.
const BATCH: usize = 16;

/// Another tab may write everything down while we copy; then it is begun anew, so often.
const TRIES: usize = 3;

/// What the book consists of, in the order in which a copy of it becomes whole.
struct Needed {
    head_seq: u64,
    pieces: Vec<Piece>,
}

/// Why the spare is not whole.
enum Held {
    /// The book has moved on meanwhile.
    Moved,
    /// The book does not answer, or has damage that must not be copied.
    Unsure,
    /// The browser has no place for it.
    NoSpare,
    /// The spare does not take it.
    Put(PutFault),
}

impl Store {
    /// How the second copy of the book stands; `None` where there is none.
    #[must_use]
    pub fn spare_state(&self) -> Option<SpareState> {
        self.spare.as_ref().map(Spare::state)
    }

    /// Copies what this store has committed into the spare. Where that fails, the next
    /// [`Store::copy_out`] does it.
    pub async fn copy_commits(&self) {
        let fresh = self.uncopied.take();
        let Some(spare) = self.spare.as_ref().filter(|it| it.state() != SpareState::GivenUp) else {
            return;
        };
        if fresh.iter().any(|(piece, _)| *piece == Piece::Entry(1)) {
            // What is left of an earlier book must not join this one.
            spare.clear().await;
        }
        let put = match spare.open().await {
            Some(copies) => copies.put(&fresh).await,
            None => Err(PutFault::Other),
        };
        match put {
            Ok(()) => {}
            Err(PutFault::Quota) => _ = self.give_up_spare().await,
            Err(PutFault::Other) => spare.set_state(SpareState::Behind),
        }
    }

    /// Brings the spare up to the book: what it lacks is put there, and then what the book does not
    /// need any more goes. Does nothing while the book has damage: the spare may know better.
    pub async fn copy_out(&self) {
        let Some(spare) = self.spare.as_ref().filter(|it| it.state() != SpareState::GivenUp) else {
            return;
        };
        with_lock_on(spare.lock_name(), async {
            for _ in 0..TRIES {
                match self.copy_all(spare).await {
                    Ok(()) => return spare.set_state(SpareState::Whole),
                    Err(Held::Moved) => {}
                    Err(Held::Put(PutFault::Quota)) => {
                        self.give_up_spare().await;
                        return;
                    }
                    Err(Held::NoSpare) => return spare.set_state(SpareState::GivenUp),
                    Err(Held::Unsure | Held::Put(PutFault::Other)) => break,
                }
            }
            spare.set_state(SpareState::Behind);
        })
        .await;
    }

    /// Gives the room of the spare to the book; true where that was any.
    pub async fn give_up_spare(&self) -> bool {
        let Some(spare) = self.spare.as_ref().filter(|it| it.state() != SpareState::GivenUp) else {
            return false;
        };
        let gave = spare.clear().await;
        spare.set_state(SpareState::GivenUp);
        gave
    }

    async fn copy_all(&self, spare: &Spare) -> Result<(), Held> {
        let sound = {
            let known = self.known.borrow();
            matches!(known.health, Health::Whole) && known.broken.is_empty()
        };
        let needed = self.needed().await.ok().flatten().filter(|_| sound).ok_or(Held::Unsure)?;
        let copies = spare.open().await.ok_or(Held::NoSpare)?;
        let there = copies.pieces().await.ok_or(Held::Put(PutFault::Other))?;
        let missing: Vec<Piece> =
            needed.pieces.iter().filter(|piece| !there.contains(piece)).copied().collect();
        for batch in missing.chunks(BATCH) {
            self.copy_some(&copies, batch).await?;
        }
        if !missing.is_empty() {
            // Another tab may have given the spare up while this one was filling it.
            let there = copies.pieces().await.ok_or(Held::Put(PutFault::Other))?;
            if !needed.pieces.iter().all(|piece| there.contains(piece)) {
                return Err(Held::Moved);
            }
        }
        let kept: BTreeSet<Piece> = needed.pieces.into_iter().collect();
        // What came after we looked stays.
        let newer = |piece: &Piece| matches!(piece, Piece::Entry(seq) if *seq > needed.head_seq);
        for piece in there.iter().filter(|piece| !kept.contains(piece) && !newer(piece)) {
            copies.remove(*piece).await;
        }
        Ok(())
    }

    async fn copy_some(&self, copies: &Copies, batch: &[Piece]) -> Result<(), Held> {
        let values = self.values(batch).await.map_err(|_| Held::Unsure)?;
        let mut pieces = Vec::with_capacity(batch.len());
        for (piece, value) in batch.iter().zip(values) {
            if value.is_undefined() {
                return Err(Held::Moved);
            }
            let frame = keys::bytes(&value).map_err(|_| Held::Unsure)?;
            if piece.is(&frame) != Ok(true) {
                return Err(Held::Unsure);
            }
            pieces.push((*piece, value));
        }
        copies.put(&pieces).await.map_err(Held::Put)
    }

    /// `None` where nothing was ever committed, or the newest manifest cannot be read.
    async fn needed(&self) -> Result<Option<Needed>, CommitFault> {
        let work = async |transaction: &Transaction| -> Result<_, Stop<CommitFault>> {
            let Some(head) = commit::head(transaction).await? else { return Ok(None) };
            let checkpoints = read_checkpoints(transaction).await?;
            let mut pieces = Vec::new();
            let mut written = 0;
            let mut manifest_piece = None;
            if let Some(newest) = checkpoints.first() {
                let Ok(manifest) = &newest.manifest else { return Ok(None) };
                pieces.extend(manifest.pages.iter().copied().map(Piece::Page));
                written = newest.seq;
                manifest_piece = Some(Piece::Checkpoint(newest.seq));
            }
            pieces.extend((written + 1..=head.seq).map(Piece::Entry));
            // Behind everything that it stands for.
            pieces.extend(manifest_piece);
            Ok(Some(Needed { head_seq: head.seq, pieces }))
        };
        self.connection.twice(&[META, JOURNAL], Mode::Read, work).await.map_err(Stop::fault)
    }

    /// The values of some pieces, as they stand in the database.
    async fn values(&self, pieces: &[Piece]) -> Result<Vec<JsValue>, CommitFault> {
        let work = async |transaction: &Transaction| -> Result<_, Stop<CommitFault>> {
            let mut answers = Vec::with_capacity(pieces.len());
            for piece in pieces {
                answers.push(transaction.get(piece.store(), &piece.key())?);
            }
            let mut values = Vec::with_capacity(pieces.len());
            for answer in answers {
                values.push(answer.value().await?);
            }
            Ok(values)
        };
        let stores = [META, JOURNAL, PAGES];
        self.connection.twice(&stores, Mode::Read, work).await.map_err(Stop::fault)
    }
}
