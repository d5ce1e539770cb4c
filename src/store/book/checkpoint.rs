//! Writing down where everything stands, so that the journal can be cut.

use std::collections::{BTreeMap, BTreeSet};

use js_sys::Array;
use web_sys::IdbKeyRange;

use super::commit::expect_head;
use super::idb::{Mode, Stop, Transaction, Trouble};
use super::keys::{self, JOURNAL, META, PAGES};
use super::survey::{Checkpoint, read_checkpoints};
use super::{CommitFault, Health, Page, PageId, Store};
use crate::format::book::frame::checksum;
use crate::format::book::parts::{self, Manifest, PageRef};

impl Store {
    /// Writes a checkpoint at `seq`, which must be the last commit: the pages in `dirty` anew, and
    /// of all other `pages_in_all` where they stand. Then removes what neither this checkpoint nor
    /// the one before needs. The caller holds the lock.
    ///
    /// # Errors
    /// [`CommitFault`]; the book is as it was. After [`CommitFault::MustBeDirty`], call again with
    /// these pages among the dirty ones.
    pub async fn checkpoint(
        &self,
        seq: u64,
        dirty: &[Page],
        pages_in_all: &[PageId],
    ) -> Result<(), CommitFault> {
        let plan = self.plan(seq, dirty, pages_in_all)?;
        let work = async |transaction: &Transaction| plan.write(transaction).await;
        let stores = [META, JOURNAL, PAGES];
        let mut written = self.connection.twice(&stores, Mode::Write, work).await;
        if matches!(written, Err(Stop::Trouble(Trouble::Quota))) && self.give_up_spare().await {
            written = self.connection.twice(&stores, Mode::Write, work).await;
        }
        let mut known = self.known.borrow_mut();
        match written.map_err(Stop::fault) {
            Ok(pages) => {
                known.pages = pages;
                known.broken.remove(&seq);
                known.health = Health::Whole;
                Ok(())
            }
            Err(fault) => {
                if let CommitFault::MustBeDirty(pages) = &fault {
                    pages.iter().for_each(|page| _ = known.pages.remove(page));
                }
                Err(fault)
            }
        }
    }

    fn plan<'a>(
        &self,
        seq: u64,
        dirty: &'a [Page],
        pages_in_all: &[PageId],
    ) -> Result<Plan<'a>, CommitFault> {
        let known = self.known.borrow();
        if matches!(known.health, Health::Damaged(_)) {
            return Err(CommitFault::Damaged);
        }
        let dirty: BTreeMap<_, _> = dirty.iter().map(|page| (page.id, page)).collect();
        let mut unchanged = Vec::new();
        let mut unknown = Vec::new();
        let rest: BTreeSet<_> = pages_in_all.iter().filter(|id| !dirty.contains_key(id)).collect();
        for id in rest {
            match known.pages.get(id) {
                Some(page) => unchanged.push(*page),
                None => unknown.push(*id),
            }
        }
        if unknown.is_empty() {
            Ok(Plan { seq, dirty, unchanged, broken: known.broken.clone() })
        } else {
            Err(CommitFault::MustBeDirty(unknown))
        }
    }
}

struct Plan<'a> {
    seq: u64,
    dirty: BTreeMap<PageId, &'a Page>,
    unchanged: Vec<PageRef>,
    broken: BTreeSet<u64>,
}

impl Plan<'_> {
    async fn write(
        &self,
        transaction: &Transaction,
    ) -> Result<BTreeMap<PageId, PageRef>, Stop<CommitFault>> {
        expect_head(transaction, self.seq).await?;
        if self.seq == 0 {
            // Pages without a commit would look like a book that has lost its head.
            return Ok(BTreeMap::new());
        }
        let checkpoints = read_checkpoints(transaction).await?;
        if checkpoints.iter().any(Checkpoint::is_newer) {
            return Err(Stop::Fault(CommitFault::NewerSchema));
        }
        self.still_there(&checkpoints)?;
        let names = transaction.keys(PAGES, None).await?;
        let pages = self.put_pages(transaction)?;
        let manifest = Manifest { seq: self.seq, pages: pages.values().copied().collect() };
        let key = keys::checkpoint(self.seq);
        transaction.put(META, &key.into(), &keys::value(&manifest.seal()))?;
        // Only now, behind everything new and in the same transaction.
        self.remove_old(transaction, &manifest, &checkpoints, &names)?;
        Ok(pages)
    }

    fn remove_old(
        &self,
        transaction: &Transaction,
        new: &Manifest,
        checkpoints: &[Checkpoint],
        names: &Array,
    ) -> Result<(), Trouble> {
        let older = self.older(checkpoints);
        for checkpoint in checkpoints {
            let kept = [Some(self.seq), older.map(|older| older.seq)];
            if !kept.contains(&Some(checkpoint.seq)) {
                transaction.delete(META, &keys::checkpoint(checkpoint.seq).into())?;
            }
        }
        let kept = new.pages.iter().chain(older.iter().flat_map(|older| &older.pages));
        let kept: BTreeSet<String> = kept.map(keys::page).collect();
        for name in names.iter() {
            if !name.as_string().is_some_and(|name| kept.contains(&name)) {
                transaction.delete(PAGES, &name)?;
            }
        }
        // What a broken checkpoint lacks may be in the journal before it.
        if let Some(older) = older.filter(|older| !self.broken.contains(&older.seq)) {
            let entries = IdbKeyRange::upper_bound(&keys::number(older.seq))?;
            transaction.delete(JOURNAL, &entries)?;
        }
        Ok(())
    }

    /// Another tab's checkpoints may have removed what this store still knew.
    fn still_there(&self, checkpoints: &[Checkpoint]) -> Result<(), Stop<CommitFault>> {
        let readable =
            checkpoints.iter().filter_map(|checkpoint| checkpoint.manifest.as_ref().ok());
        let pages = readable.flat_map(|manifest| &manifest.pages);
        let there: BTreeSet<_> = pages.map(|page| (page.id, page.written, page.crc)).collect();
        let lost = |page: &&PageRef| !there.contains(&(page.id, page.written, page.crc));
        let gone: Vec<_> = self.unchanged.iter().filter(lost).map(|page| page.id).collect();
        if gone.is_empty() { Ok(()) } else { Err(Stop::Fault(CommitFault::MustBeDirty(gone))) }
    }

    /// One page after the other stands in memory a second time, not all of them.
    fn put_pages(
        &self,
        transaction: &Transaction,
    ) -> Result<BTreeMap<PageId, PageRef>, Stop<CommitFault>> {
        let mut pages: BTreeMap<_, _> =
            self.unchanged.iter().map(|page| (page.id, *page)).collect();
        for (id, page) in &self.dirty {
            let frame = parts::Page { seq: self.seq, id: *id, records: &page.bytes }.seal();
            let page = PageRef { id: *id, written: self.seq, crc: checksum(&frame) };
            transaction.put(PAGES, &keys::page(&page).into(), &keys::value(&frame))?;
            pages.insert(*id, page);
        }
        Ok(pages)
    }

    /// The checkpoint that is kept beside the new one: a whole one where there is any.
    fn older<'c>(&self, checkpoints: &'c [Checkpoint]) -> Option<&'c Manifest> {
        let readable =
            checkpoints.iter().filter_map(|checkpoint| checkpoint.manifest.as_ref().ok());
        let others: Vec<_> = readable.filter(|manifest| manifest.seq < self.seq).collect();
        let whole = others.iter().find(|manifest| !self.broken.contains(&manifest.seq));
        whole.or(others.first()).copied()
    }
}
