//! The book on the desk: the shop in memory beside the store it is kept in.
//!
//! What the seller does goes one way: an act, decided under the lock on what all tabs have written
//! so far, committed, and only then taken into memory and shown.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::works;
use crate::domain::change::{Change, Collection};
use crate::domain::command::{Command, Deciding, Moment, Refused, decide};
use crate::domain::day::Day;
use crate::domain::figures::{Basis, Figures, LiveFigures};
use crate::domain::id::{IdSeed, ImportId};
use crate::domain::intern::Index;
use crate::domain::shop::{Applying, PageName, Shop, Touched};
use crate::domain::stamp::DeviceId;
use crate::store::book::{
    BookName, CommitFault, CommitId, Contents, Damage, Entry, OpenFault, Page, PageId, ReadFault,
    Recovery, SpareState, Store, Superseded, Tail, remember_book, with_lock,
};
use crate::store::settings;
use crate::ui::{chance, clock};

/// So many changes, or bytes of them, may stand in the journal before everything is written down.
const JOURNAL_ENTRIES: usize = 64;
const JOURNAL_BYTES: usize = 512 * 1024;

/// So many people are followed one by one; after a change of more of them what is kept beside the
/// figures is laid out anew.
const MOST_TOUCHED: usize = 200;

/// Records looked at between two looks at the clock.
pub(super) const RECORDS: usize = 32;

/// The second copy of a commit is waited for, but not at any price.
const COPY_PATIENCE_MS: i32 = 1_000;

/// What the seller does, for keeps: it can be tried again.
#[derive(Clone)]
pub(super) enum Act {
    /// Takes in files that were read.
    Import(Rc<Shop>),
    /// Takes back an import.
    UndoImport(ImportId),
    /// What needs no other shop beside it.
    Do(Command<'static>),
    /// A backup in place of everything.
    Replace(Rc<Shop>),
    /// A backup beside what there is.
    Merge(Rc<Shop>),
}

impl Act {
    fn command(&self) -> Command<'_> {
        match self {
            Act::Import(staged) => Command::Import(staged),
            Act::UndoImport(id) => Command::UndoImport(*id),
            Act::Do(command) => command.clone(),
            Act::Replace(backup) => Command::Replace(backup),
            Act::Merge(backup) => Command::Merge(backup),
        }
    }
}

/// Why an act did not come to be.
#[derive(Clone, Debug, PartialEq)]
pub enum ActFault {
    /// The shop's rules speak against it.
    Refused(Refused),
    /// It could not be written down.
    Commit(CommitFault),
    /// What other tabs wrote could not be read.
    Read(ReadFault),
    /// The book has to be opened again first.
    Reopen(OpenFault),
    /// A part of the program could not be loaded.
    NoPart,
    /// What is on disk does not fit what is in memory; nothing more is written.
    Confused,
}

type Listener = Rc<dyn Fn(Superseded)>;

/// A book that is open.
pub(super) struct Desk {
    name: BookName,
    store: RefCell<Rc<Store>>,
    /// Who looks at it for longer than a moment holds it as it was then.
    shop: RefCell<Rc<Shop>>,
    live: RefCell<Option<LiveFigures>>,
    /// The last commit that memory knows.
    seq: Cell<u64>,
    journal_entries: Cell<usize>,
    journal_bytes: Cell<usize>,
    device: DeviceId,
    /// Told when the store has given way to another tab.
    listener: RefCell<Option<Listener>>,
    /// Whom changes touched since somebody asked; `None` = too much to say.
    touched: RefCell<Option<Vec<Index>>>,
}

/// What opening found out.
pub(super) struct Opened {
    pub(super) desk: Desk,
    pub(super) damage: Vec<Damage>,
    pub(super) is_new: bool,
    /// What was lost and came back.
    pub(super) recovery: Recovery,
}

impl Desk {
    /// Opens a book and reads it whole. Nothing is written, except what the database had lost and
    /// the second copy still has.
    pub(super) async fn open(name: BookName) -> Result<Opened, OpenFault> {
        let (store, contents, recovery) = Store::open_mended(name).await?;
        let is_new = contents.is_new;
        let (entries, bytes) = journal_size(&contents.entries);
        let seq = contents.head_seq;
        let (shop, damage) = shop_of(contents);
        let desk = Desk {
            name,
            store: RefCell::new(Rc::new(store)),
            shop: RefCell::new(Rc::new(shop)),
            live: RefCell::new(None),
            seq: Cell::new(seq),
            journal_entries: Cell::new(entries),
            journal_bytes: Cell::new(bytes),
            device: device_of(name),
            listener: RefCell::new(None),
            touched: RefCell::default(),
        };
        Ok(Opened { desk, damage, is_new, recovery })
    }

    /// Looks at the shop.
    pub(super) fn shop<T>(&self, look: impl FnOnce(&Shop) -> T) -> T {
        look(&self.shop.borrow())
    }

    /// The shop as it is now, whatever happens to it while it is looked at.
    pub(super) fn snapshot(&self) -> Rc<Shop> {
        Rc::clone(&self.shop.borrow())
    }

    /// The last commit that memory knows.
    pub(super) fn seq(&self) -> u64 {
        self.seq.get()
    }

    /// Says what to do when the book has given way to another tab.
    pub(super) fn on_superseded(&self, listener: impl Fn(Superseded) + 'static) {
        *self.listener.borrow_mut() = Some(Rc::new(listener));
        self.listen();
    }

    fn listen(&self) {
        if let Some(listener) = self.listener.borrow().clone() {
            self.store().on_superseded(move |why| listener(why));
        }
    }

    fn store(&self) -> Rc<Store> {
        Rc::clone(&self.store.borrow())
    }

    /// The figures on a basis; kept, so that a change costs no new pass.
    pub(super) fn figures(&self, basis: &Basis) -> Figures {
        self.with_live(basis, |_, live| live.figures())
    }

    /// Looks at the shop and at its figures on a basis, which are kept like the others.
    pub(super) fn with_live<T>(
        &self,
        basis: &Basis,
        look: impl FnOnce(&Shop, &LiveFigures) -> T,
    ) -> T {
        let shop = self.snapshot();
        let mut live = self.live.borrow_mut();
        if live.as_ref().is_none_or(|live| live.basis() != basis) {
            *live = None;
        }
        look(&shop, live.get_or_insert_with(|| shop.live_figures(basis.clone())))
    }

    /// Decides and commits an act on what all tabs have written so far. `saving` is told when
    /// writing begins. `None` = there was nothing to write.
    pub(super) async fn act(
        &self,
        act: &Act,
        seed: IdSeed,
        today: Day,
        saving: impl Fn(),
    ) -> Result<Option<u64>, ActFault> {
        let moment = Moment { today, seed, device: self.device };
        let decide = works::deciding().await?;
        with_lock(self.name, async {
            self.read_on().await?;
            let change = decide(self, &act.command(), &moment).await?;
            if change.is_empty() {
                return Ok(None);
            }
            saving();
            // Before a long commit, so that the word reaches the screen.
            clock::breathe().await;
            let id: CommitId = chance::bytes();
            let store = self.store();
            let seq =
                store.commit(self.seq.get(), id, change.bytes()).await.map_err(ActFault::Commit)?;
            self.take_in(seq, &change).await?;
            remember_book(self.name, seq);
            let copy = Rc::clone(&store);
            clock::at_most(COPY_PATIENCE_MS, async move { copy.copy_commits().await }).await;
            Ok(Some(seq))
        })
        .await
    }

    pub(super) async fn decide(
        &self,
        command: &Command<'_>,
        moment: &Moment,
    ) -> Result<Change, ActFault> {
        let shop = self.snapshot();
        let mut deciding = Deciding::begin(&shop, command, moment);
        clock::in_slices(|| deciding.step(RECORDS)).await;
        deciding.finish().map_err(ActFault::Refused)
    }

    /// The shop as it would be after these acts. What its rules refuse is left out.
    pub(super) fn shop_with<'a>(
        &self,
        acts: impl Iterator<Item = (&'a Act, IdSeed)>,
        today: Day,
    ) -> Shop {
        let mut shop = Shop::clone(&self.shop.borrow());
        for (act, seed) in acts {
            let moment = Moment { today, seed, device: self.device };
            if let Ok(change) = decide(&shop, &act.command(), &moment) {
                // A change that was decided on a shop fits it.
                let _ = shop.apply(&change, None);
            }
        }
        shop
    }

    /// Takes in what other tabs have committed; true where there was something.
    pub(super) async fn catch_up(&self) -> Result<bool, ActFault> {
        with_lock(self.name, self.read_on()).await
    }

    async fn read_on(&self) -> Result<bool, ActFault> {
        let before = self.seq.get();
        let store = self.store();
        match store.read_after(before).await.map_err(ActFault::Read)? {
            Tail::Entries(entries) => {
                for entry in &entries {
                    let change = Change::from_bytes(entry.change.to_vec());
                    self.take_in(entry.seq, &change).await?;
                }
                Ok(!entries.is_empty())
            }
            Tail::Reload => self.reload().await.map(|()| true),
        }
    }

    /// Reads the whole book again: another tab has written everything down since.
    async fn reload(&self) -> Result<(), ActFault> {
        let (store, contents) = Store::open(self.name).await.map_err(ActFault::Reopen)?;
        if !contents.damage.is_empty() {
            return Err(ActFault::Confused);
        }
        let seq = contents.head_seq;
        let (entries, bytes) = journal_size(&contents.entries);
        let (shop, damage) = shop_of(contents);
        if !damage.is_empty() {
            return Err(ActFault::Confused);
        }
        *self.store.borrow_mut() = Rc::new(store);
        *self.shop.borrow_mut() = Rc::new(shop);
        *self.live.borrow_mut() = None;
        self.touched.replace(None);
        self.seq.set(seq);
        self.journal_entries.set(entries);
        self.journal_bytes.set(bytes);
        self.listen();
        Ok(())
    }

    /// Takes a change into memory. Only called under the lock, so that nobody decides on a shop
    /// that holds half of it; whoever only looks sees the figures of before until the end.
    async fn take_in(&self, seq: u64, change: &Change) -> Result<(), ActFault> {
        let mut applying = Applying::begin(Rc::make_mut(&mut self.shop.borrow_mut()), change);
        let mut read = Ok(());
        clock::in_slices(|| {
            let (mut shop, mut live) = (self.shop.borrow_mut(), self.live.borrow_mut());
            let step = applying.step(Rc::make_mut(&mut shop), change, live.as_mut(), RECORDS);
            read = step.map(|_| ());
            step == Ok(true)
        })
        .await;
        read.map_err(|_| ActFault::Confused)?;
        let touched = applying.touched();
        if touched.is_everything() {
            *self.live.borrow_mut() = None;
        }
        self.note(&touched);
        self.seq.set(seq);
        self.journal_entries.set(self.journal_entries.get() + 1);
        self.journal_bytes.set(self.journal_bytes.get() + change.bytes().len());
        Ok(())
    }

    /// Notes whom a change touched, for what is kept beside the figures.
    fn note(&self, change: &Touched) {
        let mut touched = self.touched.borrow_mut();
        let Some(people) = touched.as_mut().filter(|_| !change.is_everything()) else {
            *touched = None;
            return;
        };
        people.extend(change.persons(&self.shop.borrow()));
        if people.len() > MOST_TOUCHED {
            *touched = None;
        }
    }

    /// Whom changes touched since this was last asked; `None` = anybody.
    pub(super) fn take_touched(&self) -> Option<Vec<Index>> {
        self.touched.replace(Some(Vec::new()))
    }

    /// True where the journal has grown enough for everything to be written down.
    pub(super) fn wants_checkpoint(&self) -> bool {
        self.journal_entries.get() >= JOURNAL_ENTRIES || self.journal_bytes.get() >= JOURNAL_BYTES
    }

    /// Writes everything down, so that the journal can be cut.
    pub(super) async fn checkpoint(&self) -> Result<(), ActFault> {
        with_lock(self.name, async {
            self.read_on().await?;
            let dirty = self.shop.borrow().dirty_pages();
            self.write_pages(dirty).await
        })
        .await
    }

    /// How the second copy stands.
    pub(super) fn spare_state(&self) -> Option<SpareState> {
        self.store().spare_state()
    }

    /// Gives the room of the second copy to the book; true where that was any.
    pub(super) async fn give_up_copy(&self) -> bool {
        self.store().give_up_spare().await
    }

    /// Brings the second copy up to the book.
    pub(super) async fn copy_out(&self) {
        self.store().copy_out().await;
    }

    /// Goes on without what is lost: it is put aside, and what is left becomes the book.
    pub(super) async fn go_on_without(&self) -> Result<(), ActFault> {
        with_lock(self.name, async {
            self.store().set_aside().await.map_err(ActFault::Commit)?;
            let all = self.shop.borrow().pages();
            self.write_pages(all).await
        })
        .await
    }

    async fn write_pages(&self, mut dirty: Vec<PageName>) -> Result<(), ActFault> {
        let store = self.store();
        loop {
            let all: Vec<PageId> = self.shop.borrow().pages().into_iter().map(page_id).collect();
            let mut pages = Vec::with_capacity(dirty.len());
            for name in &dirty {
                let bytes = self.shop.borrow().page_bytes(*name).into();
                pages.push(Page { id: page_id(*name), bytes });
                if pages.len() % 32 == 0 {
                    clock::breathe().await;
                }
            }
            match store.checkpoint(self.seq.get(), &pages, &all).await {
                Ok(()) => break,
                // Another tab has rewritten these since: they are written again as well.
                Err(CommitFault::MustBeDirty(more)) => {
                    let known = dirty.len();
                    dirty.extend(more.into_iter().filter_map(page_name));
                    dirty.sort_unstable();
                    dirty.dedup();
                    if dirty.len() == known {
                        return Err(ActFault::Confused);
                    }
                }
                Err(fault) => return Err(ActFault::Commit(fault)),
            }
        }
        Rc::make_mut(&mut self.shop.borrow_mut()).mark_clean();
        self.journal_entries.set(0);
        self.journal_bytes.set(0);
        Ok(())
    }
}

/// Who writes: this device, and in the demo somebody of whom nothing is kept.
fn device_of(name: BookName) -> DeviceId {
    DeviceId(match name {
        BookName::Real => settings::device(chance::number),
        BookName::Demo => chance::number(),
    })
}

fn journal_size(entries: &[Entry]) -> (usize, usize) {
    (entries.len(), entries.iter().map(|entry| entry.change.len()).sum())
}

fn page_id(page: PageName) -> PageId {
    PageId { collection: page.collection.number(), number: page.number }
}

fn page_name(page: PageId) -> Option<PageName> {
    let collection = Collection::from_number(page.collection)?;
    Some(PageName { collection, number: page.number })
}

/// The shop of what was read. Bytes that were whole and still cannot be understood are damage,
/// too: they are named, and the rest opens.
fn shop_of(contents: Contents) -> (Shop, Vec<Damage>) {
    let Contents { mut pages, entries, mut damage, .. } = contents;
    pages.sort_unstable_by_key(|page| page.id);
    let mut shop = Shop::default();
    for page in pages {
        let read = page_name(page.id).and_then(|name| shop.read_page(name, &page.bytes));
        if read.is_none() {
            damage.push(Damage::Page { id: page.id, fault: misread() });
        }
    }
    shop.mark_clean();
    for entry in entries {
        if shop.replay(&Change::from_bytes(entry.change.to_vec())).is_err() {
            damage.push(Damage::Entry { seq: entry.seq, fault: misread() });
        }
    }
    shop.lay_out();
    (shop, damage)
}

const fn misread() -> crate::store::book::PieceFault {
    crate::store::book::PieceFault::Misplaced
}
