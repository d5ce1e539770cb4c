//! Taking back from the spare what the database has lost.

use wasm_bindgen::JsValue;

use super::aside::Remains;
use super::idb::{Mode, Stop, Transaction};
use super::keys::{HEAD, JOURNAL, META, PAGES, bytes, value};
use super::lock::with_lock_on;
use super::piece::Piece;
use super::spare::Copies;
use super::{BookName, CommitFault, CommitId, Contents, Damage, Health, OpenFault, Store, commit};
use crate::format::book::parts::{Entry, Head};

/// What is put back can show what else is lost: a manifest names its pages.
const ROUNDS: usize = 4;

/// No commit has an id of zeros; nobody waits for the answer to one whose id is not known.
const UNKNOWN: CommitId = [0; 16];

/// What was had back from the second copy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// The database was gone, and the book is here.
    pub whole: bool,
    /// So many of its values could not be read, and can again.
    pub pieces: usize,
    /// So many of the last commits were gone, and are back.
    pub commits: usize,
}

impl Recovery {
    /// True where something was had back.
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self != Recovery::default()
    }

    fn and(self, other: Recovery) -> Recovery {
        Recovery {
            whole: self.whole || other.whole,
            pieces: self.pieces + other.pieces,
            commits: self.commits + other.commits,
        }
    }
}

/// What the spare has that the database lacks.
struct Offer {
    pieces: Vec<(Piece, JsValue)>,
    /// The head as it must then be; `None` = as it is.
    head: Option<Head>,
    recovery: Recovery,
    /// How it is known that the spare continues this very book. Where the book can be read, nobody
    /// has to ask whether the two belong together; where it has commits that the book has not, yes.
    bond: Option<Bond>,
}

/// What the spare knows of the last commit of the database.
struct Bond {
    commit: Option<CommitId>,
    checkpoint: Option<Vec<u8>>,
}

impl Store {
    /// [`Store::open`], with what the database has lost put back from the second copy.
    ///
    /// # Errors
    /// [`OpenFault`]; what could not be put back stays lost and is named in the contents.
    pub async fn open_mended(name: BookName) -> Result<(Store, Contents, Recovery), OpenFault> {
        Store::open_mended_database(name.label()).await
    }

    /// [`Store::open_mended`] by the name of a database.
    ///
    /// # Errors
    /// [`OpenFault`].
    pub async fn open_mended_database(
        database: &str,
    ) -> Result<(Store, Contents, Recovery), OpenFault> {
        let mut recovery = Recovery::default();
        let (mut store, mut contents) = Store::open_database(database).await?;
        for _ in 0..ROUNDS {
            let Some(offer) = store.offer(&contents).await else { break };
            let put = with_lock_on(database, store.put_back(&contents, &offer)).await;
            if put {
                recovery = recovery.and(offer.recovery);
            }
            drop(store);
            (store, contents) = Store::open_database(database).await?;
            if !put {
                break;
            }
        }
        Ok((store, contents, recovery))
    }

    async fn offer(&self, contents: &Contents) -> Option<Offer> {
        let copies = self.spare.as_ref()?.find().await?;
        if contents.is_new {
            return whole_book(&copies).await;
        }
        let remains = match &self.known.borrow().health {
            Health::Damaged(remains) => Some(remains.clone()),
            Health::Whole | Health::SetAside => None,
        };
        match remains {
            None => later_commits(&copies, contents.head_seq).await,
            Some(remains) => lost_values(&copies, remains, &contents.damage).await,
        }
    }

    /// True where it is done. The caller holds the lock.
    async fn put_back(&self, found: &Contents, offer: &Offer) -> bool {
        let head_lost = match &self.known.borrow().health {
            Health::Damaged(remains) => remains.head_lost,
            Health::Whole | Health::SetAside => false,
        };
        let expected = (!found.is_new).then_some(found.head_seq);
        let work = async |transaction: &Transaction| -> Result<bool, Stop<CommitFault>> {
            match commit::head(transaction).await {
                Ok(head) if head.map(|head| head.seq) == expected => {}
                // It is what is being put right.
                Ok(_) | Err(Stop::Fault(CommitFault::Damaged)) if head_lost => {}
                Ok(head) => {
                    let head = head.map_or(0, |head| head.seq);
                    return Err(Stop::Fault(CommitFault::Behind { head }));
                }
                Err(stop) => return Err(stop),
            }
            if let Some(bond) = &offer.bond
                && !bond.holds(transaction, found.head_seq).await?
            {
                return Ok(false);
            }
            for (piece, value) in &offer.pieces {
                transaction.put(piece.store(), &piece.key(), value)?;
            }
            if let Some(head) = &offer.head {
                transaction.put(META, &HEAD.into(), &value(&head.seal()))?;
            }
            Ok(true)
        };
        let stores = [META, JOURNAL, PAGES];
        let done = self.connection.twice(&stores, Mode::Write, work).await;
        // Where another tab was faster the copy is right, and what was read of the book is old.
        let is_old = matches!(done, Err(Stop::Fault(CommitFault::Behind { .. })));
        let done = done.unwrap_or(false);
        if !done
            && !is_old
            && offer.bond.is_some()
            && let Some(spare) = &self.spare
        {
            // Commits that are not of this book, or cannot become it: the next ones have their
            // numbers, and what is then left of these must never be taken for what follows.
            spare.clear().await;
        }
        done
    }
}

impl Bond {
    async fn holds(&self, transaction: &Transaction, seq: u64) -> Result<bool, Stop<CommitFault>> {
        let head = commit::head(transaction).await?;
        if let Some(commit) = self.commit {
            return Ok(head.is_some_and(|head| head.commit == commit));
        }
        let Some(checkpoint) = &self.checkpoint else { return Ok(false) };
        let found = transaction.get(META, &Piece::Checkpoint(seq).key())?.value().await?;
        Ok(bytes(&found).is_ok_and(|found| found == *checkpoint))
    }
}

/// The piece, where the spare has it and it is whole. Outer `None`: a newer app wrote it, and all
/// of the spare is its business.
async fn sound(copies: &Copies, piece: Piece) -> Option<Option<JsValue>> {
    let Some(frame) = copies.get(piece).await else { return Some(None) };
    match piece.is(&frame) {
        Err(fault) if fault.is_newer() => None,
        Ok(true) => Some(Some(value(&frame))),
        Ok(false) | Err(_) => Some(None),
    }
}

/// What could not be read, and where no checkpoint could, those that the spare knows of.
async fn lost_values(copies: &Copies, remains: Remains, damage: &[Damage]) -> Option<Offer> {
    let mut lost = remains.pieces;
    if damage.iter().any(|it| matches!(it, Damage::Checkpoint { .. })) {
        let there = copies.pieces().await?;
        lost.extend(there.into_iter().filter(|piece| matches!(piece, Piece::Checkpoint(_))));
    }
    let mut pieces = Vec::new();
    for piece in lost {
        pieces.extend(sound(copies, piece).await?.map(|value| (piece, value)));
    }
    let head = if remains.head_lost { head_at(copies, remains.head_seq).await } else { None };
    let count = pieces.len() + usize::from(head.is_some());
    let recovery = Recovery { pieces: count, ..Recovery::default() };
    (count > 0).then_some(Offer { pieces, head, recovery, bond: None })
}

/// Everything that there is. What is not whole is left out, and named when the book is opened.
async fn whole_book(copies: &Copies) -> Option<Offer> {
    let there = copies.pieces().await?;
    let begins = |piece: &Piece| matches!(piece, Piece::Checkpoint(_) | Piece::Entry(1));
    if !there.iter().any(begins) {
        return None;
    }
    let mut pieces = Vec::with_capacity(there.len());
    let mut last = 0;
    for piece in there {
        if let Piece::Entry(seq) | Piece::Checkpoint(seq) = piece {
            last = last.max(seq);
        }
        pieces.extend(sound(copies, piece).await?.map(|value| (piece, value)));
    }
    // Also where the last of it is not whole: it is lost then, and is to be named.
    let head = head_at(copies, last).await.unwrap_or(Head { seq: last, commit: UNKNOWN });
    let head = Some(head);
    let recovery = Recovery { whole: true, ..Recovery::default() };
    Some(Offer { pieces, head, recovery, bond: None })
}

/// The head of a book whose last commit is `seq`, where the spare knows of it.
async fn head_at(copies: &Copies, seq: u64) -> Option<Head> {
    let commit = match commit_of(copies, seq).await {
        Some(commit) => commit,
        None => sound(copies, Piece::Checkpoint(seq)).await?.map(|_| UNKNOWN)?,
    };
    Some(Head { seq, commit })
}

async fn commit_of(copies: &Copies, seq: u64) -> Option<CommitId> {
    let entry = Piece::Entry(seq);
    let frame = copies.get(entry).await.filter(|frame| entry.is(frame) == Ok(true))?;
    Entry::open(&frame).ok().map(|entry| entry.commit)
}

/// The commits after `seq` that the spare has: a disk that lost its last writes may know of them
/// no more.
async fn later_commits(copies: &Copies, seq: u64) -> Option<Offer> {
    let mut pieces = Vec::new();
    let mut last = seq;
    while let Some(value) = sound(copies, Piece::Entry(last + 1)).await? {
        last += 1;
        pieces.push((Piece::Entry(last), value));
    }
    if pieces.is_empty() {
        return None;
    }
    let head = Some(Head { seq: last, commit: commit_of(copies, last).await? });
    let bond = Bond {
        commit: commit_of(copies, seq).await,
        checkpoint: copies.get(Piece::Checkpoint(seq)).await,
    };
    let recovery = Recovery { commits: pieces.len(), ..Recovery::default() };
    Some(Offer { pieces, head, recovery, bond: Some(bond) })
}
