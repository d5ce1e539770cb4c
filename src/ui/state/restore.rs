//! Taking a backup in: looked at whole, shown, and only then put in place or merged.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileList;

use super::desk::{Act, RECORDS};
use super::reading::{span, unpack};
use super::{ActFault, BookStatus, CommitFault, Fault, Holdings, RefusedFile, State};
use super::{Passphrase, SealedFault};
use crate::domain::day::Day;
use crate::domain::merge::Merging;
use crate::porter::call::{Buffers, Errand, Told};
use crate::porter::message::{Ask, RestoredTell, Tell};
use crate::store::files::PickedFile;
use crate::store::settings::BackupNote;
use crate::ui::clock::{self, breathe};

/// How a backup is taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoreMode {
    /// Beside what there is.
    Merge,
    /// In place of everything.
    Replace,
}

/// What a backup holds, and what taking it in would do.
#[derive(Clone, Debug, PartialEq)]
pub struct RestorePreview {
    /// The file.
    pub name: String,
    /// When it was made, as it says.
    pub exported_at: String,
    /// The name of its shop.
    pub shop_name: String,
    /// People of whom it tells.
    pub customers: u64,
    /// Its orders.
    pub orders: u64,
    /// Its imports that stand.
    pub imports: u64,
    /// First and last day in it.
    pub days: Option<(Day, Day)>,
    /// The book as it is.
    pub ours: Holdings,
    /// Last day in the book as it is.
    pub our_last_day: Option<Day>,
    /// Orders that merging would add.
    pub new: u64,
    /// Orders of which merging would tell more.
    pub updated: u64,
    /// Orders that merging leaves as they are.
    pub unchanged: u64,
    /// People of lists whom merging would add.
    pub new_people: u64,
    /// People of whom lists would tell more.
    pub updated_people: u64,
    /// People of whom lists would tell nothing new.
    pub unchanged_people: u64,
    /// What the seller said or did that merging would add.
    pub new_said: u64,
    /// What of it merging would take back or take up again.
    pub updated_said: u64,
    /// What of it is known.
    pub unchanged_said: u64,
    /// Its check number.
    pub check: String,
    /// It came sealed: most likely from another phone.
    pub is_sealed: bool,
    bytes: usize,
}

impl RestorePreview {
    /// How much is in it.
    #[must_use]
    pub const fn holds(&self) -> Holdings {
        Holdings { orders: self.orders, people: self.customers }
    }
}

/// A sealed backup before it is open.
#[derive(Clone, Debug, PartialEq)]
pub struct LockedBackup {
    /// Its name.
    pub name: String,
    /// Why it did not open, where that was tried.
    pub why: Option<Fault>,
}

/// Where a restore stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RestoreStatus {
    /// No backup was handed in.
    #[default]
    Idle,
    /// It is being read.
    Reading,
    /// It is sealed, and waits for its passphrase.
    Locked(Arc<LockedBackup>),
    /// It is being opened: thousandths.
    Unsealing(u16),
    /// It was refused; the book is as it was.
    Refused(Arc<RefusedFile>),
    /// It was read, and waits for the seller's word.
    Preview(Arc<RestorePreview>),
    /// It is being written.
    Writing,
    /// It is in the book.
    Done(RestoreMode, Arc<RestorePreview>),
    /// It was not written; the book is as it was.
    NotWritten(ActFault),
}

impl State {
    /// Reads the backup that the seller chose.
    pub fn take_backup(self, list: &FileList) {
        let Some(file) = PickedFile::all(list).into_iter().next() else { return };
        self.drop_restore();
        self.restore.set(RestoreStatus::Reading);
        self.read_as_backup(file, Ask::Restore);
    }

    /// Tries a passphrase on the sealed backup that waits for one.
    pub fn unseal(self, typed: &str) {
        let Some(file) = self.hands.with_value(|it| it.locked.clone()) else { return };
        self.restore.set(RestoreStatus::Unsealing(0));
        self.read_as_backup(file, Ask::Unseal(Passphrase::of(typed)));
    }

    /// Ends the opening; the file waits for its passphrase again.
    pub fn stop_unsealing(self) {
        self.end_opening();
        if let Some(file) = self.hands.with_value(|it| it.locked.clone()) {
            self.lock(file, None);
        }
    }

    /// A sealed backup came: its passphrase is asked for.
    pub(super) fn lock(self, file: PickedFile, why: Option<Fault>) {
        let locked = LockedBackup { name: file.name(), why };
        self.hands.update_value(|it| it.locked = Some(file));
        self.restore.set(RestoreStatus::Locked(Arc::new(locked)));
    }

    fn read_as_backup(self, file: PickedFile, ask: Ask) {
        let run = self.end_opening();
        spawn_local(async move {
            let read = self.work_on_backup(run, &file, &ask).await;
            if self.restore_run.get_value() != run {
                return;
            }
            match read {
                Ok(()) => self.hands.update_value(|it| it.locked = None),
                Err(refused) if may_open(&refused.fault, &ask) => {
                    // Before the first try there is nothing to say of it.
                    let why = Some(refused.fault).filter(|_| matches!(ask, Ask::Unseal(_)));
                    self.lock(file, why);
                }
                Err(refused) => self.refuse_backup(refused),
            }
        });
    }

    /// Nothing that is being read matters any more; gives the number of what is read next.
    fn end_opening(self) -> u32 {
        self.restore_run.update_value(|run| *run = run.wrapping_add(1));
        if let Some(stop) = self.hands.try_update_value(|it| it.stop_opening.take()).flatten() {
            stop.now();
        }
        self.restore_run.get_value()
    }

    pub(super) async fn read_backup(
        self,
        run: u32,
        file: &PickedFile,
        ask: &Ask,
    ) -> Result<(), RefusedFile> {
        let refuse = |fault| RefusedFile { name: file.name(), fault };
        let files = std::slice::from_ref(file);
        let mut errand = Errand::send(ask, files, Buffers::default()).await.map_err(refuse)?;
        if self.restore_run.get_value() != run {
            return Err(refuse(Fault::PorterLost));
        }
        self.hands.update_value(|it| it.stop_opening = Some(errand.stop()));
        loop {
            let Told { tell, buffers, .. } = errand.next().await.map_err(refuse)?;
            match tell {
                Tell::Reading(progress) => {
                    self.restore.set(RestoreStatus::Unsealing(progress.permille));
                }
                Tell::Restored(told) => {
                    drop(errand);
                    let is_sealed = matches!(ask, Ask::Unseal(_));
                    return self.show_backup(told, &buffers, is_sealed).await.map_err(refuse);
                }
                Tell::Refused(refused) => {
                    let first = refused.into_iter().next();
                    return Err(first.unwrap_or_else(|| refuse(Fault::PorterLost)));
                }
                Tell::Ready
                | Tell::Staged(_)
                | Tell::Unknown(_)
                | Tell::Writing(_)
                | Tell::Checking
                | Tell::Made { .. }
                | Tell::Exported { .. }
                | Tell::NotSealed(_)
                | Tell::TooManyRows
                | Tell::Readings
                | Tell::Demo(_)
                | Tell::Broken => return Err(refuse(Fault::PorterLost)),
            }
        }
    }

    fn refuse_backup(self, refused: RefusedFile) {
        self.restore.set(RestoreStatus::Refused(Arc::new(refused)));
    }

    /// Shows what a backup holds, and what taking it in would do.
    pub(super) async fn show_backup(
        self,
        told: RestoredTell,
        buffers: &Buffers,
        is_sealed: bool,
    ) -> Result<(), Fault> {
        let theirs = unpack(&told.shop, buffers, 0).await.ok_or(Fault::PorterLost)?;
        let ours = self.desk.get_value().map(|desk| desk.snapshot()).unwrap_or_default();
        let mut merging = Merging::begin(&ours, &theirs);
        clock::in_slices(|| merging.step(RECORDS)).await;
        let merged = merging.finish();
        let preview = RestorePreview {
            name: told.name,
            exported_at: told.exported_at,
            shop_name: theirs.profile().name.value.to_string(),
            customers: theirs.people_count(),
            orders: theirs.order_count(),
            imports: theirs.imports().iter().filter(|it| it.state.value.present).count() as u64,
            days: told.days.map(span),
            ours: Holdings::of(&ours),
            our_last_day: ours.last_day(),
            new: merged.counts.new,
            updated: merged.counts.updated,
            unchanged: merged.counts.unchanged,
            new_people: merged.counts.people_new,
            updated_people: merged.counts.people_updated,
            unchanged_people: merged.counts.people_unchanged,
            new_said: merged.counts.events_new,
            updated_said: merged.counts.events_updated,
            unchanged_said: merged.counts.events_unchanged,
            check: told.check,
            is_sealed,
            bytes: told.bytes,
        };
        self.hands.update_value(|it| it.restored = Some(Rc::new(theirs)));
        self.restore.set(RestoreStatus::Preview(Arc::new(preview)));
        Ok(())
    }

    /// Takes the backup in: all of it or nothing.
    pub fn confirm_restore(self, mode: RestoreMode) {
        let RestoreStatus::Preview(preview) = self.restore.get_untracked() else { return };
        let Some(backup) = self.hands.with_value(|it| it.restored.clone()) else { return };
        self.restore.set(RestoreStatus::Writing);
        spawn_local(async move {
            breathe().await;
            if !self.has_room_for(preview.bytes).await {
                let full = ActFault::Commit(CommitFault::Quota);
                self.restore.set(RestoreStatus::NotWritten(full));
                return;
            }
            let act = match mode {
                RestoreMode::Merge => Act::Merge(backup),
                RestoreMode::Replace => Act::Replace(backup),
            };
            let before = self.book.get_untracked();
            let opened = match before {
                // What is lost is put aside first, not overwritten.
                BookStatus::Damaged(_) => self.put_aside().await,
                // The seller has found what was gone. That it was here is forgotten by nobody yet.
                BookStatus::Missing => {
                    self.book.set(BookStatus::Ready);
                    Ok(())
                }
                BookStatus::Opening
                | BookStatus::Ready
                | BookStatus::Failed(_)
                | BookStatus::Superseded => Ok(()),
            };
            let done = match opened {
                Ok(()) => self.act(act).await,
                Err(fault) => Err(fault),
            };
            if done.is_err() && before == BookStatus::Missing {
                self.book.set(before);
            }
            match done {
                Ok(()) => {
                    self.hands.update_value(|it| it.restored = None);
                    self.outcome.set(None);
                    self.note_restored(mode, &preview);
                    self.restore.set(RestoreStatus::Done(mode, preview));
                    self.ask_to_keep().await;
                }
                Err(fault) => self.restore.set(RestoreStatus::NotWritten(fault)),
            }
        });
    }

    /// A book that is what a backup holds has that backup.
    fn note_restored(self, mode: RestoreMode, preview: &RestorePreview) {
        let is_it = mode == RestoreMode::Replace || preview.ours.is_nothing();
        if let Some(at_ms) = clock::ms_of(&preview.exported_at).filter(|_| is_it) {
            let seq = self.seq.get_untracked();
            self.note_backup(Some(BackupNote { at_ms, seq }));
        }
    }

    /// Puts what was said of earlier backups away, when something else begins.
    pub(super) fn leave_restore(self) {
        let over = matches!(
            self.restore.get_untracked(),
            RestoreStatus::Refused(_) | RestoreStatus::Done(..) | RestoreStatus::NotWritten(_)
        );
        if over {
            self.restore.set(RestoreStatus::Idle);
        }
    }

    /// Puts the backup away, open or closed.
    pub fn drop_restore(self) {
        self.end_opening();
        self.hands.update_value(|it| {
            it.restored = None;
            it.locked = None;
        });
        self.restore.set(RestoreStatus::Idle);
    }
}

/// True where the same file may still open: with another passphrase, or with more memory.
fn may_open(fault: &Fault, ask: &Ask) -> bool {
    match fault {
        Fault::Sealed(
            SealedFault::NoPassphrase
            | SealedFault::WrongPassphraseOrDamaged
            | SealedFault::NoMemory,
        ) => true,
        Fault::NoPorter | Fault::PorterLost => matches!(ask, Ask::Unseal(_)),
        Fault::Sealed(
            SealedFault::Empty
            | SealedFault::NotSealed
            | SealedFault::NewerSchema
            | SealedFault::Truncated
            | SealedFault::Damaged
            | SealedFault::TooDemanding
            | SealedFault::TooLarge,
        )
        | Fault::Read(_)
        | Fault::Content(_)
        | Fault::MappingAlone
        | Fault::TwoMappings
        | Fault::ItemsAlone => false,
    }
}
