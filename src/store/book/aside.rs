//! Going on without what could not be read. Its bytes are kept, out of the way.

use std::collections::BTreeSet;

use wasm_bindgen::JsValue;

use super::idb::{Mode, Stop, Transaction};
use super::keys::{ASIDE, HEAD, META, STORES, value};
use super::piece::Piece;
use super::{CommitFault, Health, Store, commit};
use crate::format::book::parts::Head;

/// Everything that could not be read.
#[derive(Clone)]
pub(super) struct Remains {
    /// Not the head. Some of them may not be there at all.
    pub(super) pieces: Vec<Piece>,
    /// What the head should say.
    pub(super) head_seq: u64,
    /// Whether it does not.
    pub(super) head_lost: bool,
}

impl Store {
    /// Moves what could not be read out of the way, because the seller said to go on without it.
    /// Until a checkpoint of everything that is left is written, nothing else can be; should that
    /// never happen, the book opens with the same damage again. The caller holds the lock.
    ///
    /// # Errors
    /// [`CommitFault`]; everything stands where it was.
    pub async fn set_aside(&self) -> Result<(), CommitFault> {
        let remains = match &self.known.borrow().health {
            Health::Damaged(remains) => remains.clone(),
            Health::Whole | Health::SetAside => return Ok(()),
        };
        let work = async |transaction: &Transaction| move_all(transaction, &remains).await;
        self.connection.twice(&STORES, Mode::Write, work).await.map_err(Stop::fault)?;
        let mut known = self.known.borrow_mut();
        known.pages.clear();
        known.health = Health::SetAside;
        Ok(())
    }
}

async fn move_all(transaction: &Transaction, remains: &Remains) -> Result<(), Stop<CommitFault>> {
    still_as_found(transaction, remains).await?;
    let names = transaction.keys(ASIDE, None).await?;
    let mut taken: BTreeSet<String> = names.iter().filter_map(|key| key.as_string()).collect();
    let head = remains.head_lost.then_some(&Piece::Head);
    for piece in head.into_iter().chain(&remains.pieces) {
        let (store, key) = (piece.store(), piece.key());
        let found = transaction.get(store, &key)?.value().await?;
        if found.is_undefined() {
            continue;
        }
        let name = free_name(&taken, store, &key);
        transaction.add(ASIDE, &name.as_str().into(), &found)?;
        transaction.delete(store, &key)?;
        taken.insert(name);
    }
    if remains.head_lost {
        // No commit stands behind this head, and none ever has an id of zeros.
        let head = Head { seq: remains.head_seq, commit: [0; 16] };
        transaction.put(META, &HEAD.into(), &value(&head.seal()))?;
    }
    Ok(())
}

/// Another tab may have committed, or have put the head right, since this one looked.
async fn still_as_found(
    transaction: &Transaction,
    remains: &Remains,
) -> Result<(), Stop<CommitFault>> {
    match commit::head(transaction).await {
        Err(Stop::Fault(CommitFault::Damaged)) if remains.head_lost => Ok(()),
        Ok(None) if remains.head_lost || remains.head_seq == 0 => Ok(()),
        Ok(Some(head)) if remains.head_lost && head.seq < remains.head_seq => Ok(()),
        Ok(Some(head)) if !remains.head_lost && head.seq == remains.head_seq => Ok(()),
        Ok(head) => Err(Stop::Fault(CommitFault::Behind { head: head.map_or(0, |head| head.seq) })),
        Err(stop) => Err(stop),
    }
}

/// `journal/41`, or `journal/41#2` where that is set aside already.
fn free_name(taken: &BTreeSet<String>, store: &str, key: &JsValue) -> String {
    let key = key.as_string().or_else(|| key.as_f64().map(|seq| seq.to_string()));
    let plain = format!("{store}/{}", key.unwrap_or_default());
    let numbered = (2..).map(|count: u32| format!("{plain}#{count}"));
    let mut names = std::iter::once(plain.clone()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or(plain)
}
