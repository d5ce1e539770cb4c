//! Handing files to the porter and hearing what they are.
//!
//! Nothing is written before every file of the drop has been read whole and the seller has said so.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileList;

use super::desk::RECORDS;
use super::import::Arrived;
use super::{ActFault, Hands, Preview, SealedFault, State};
use crate::domain::day::Day;
use crate::domain::gathering::RowPlaces;
use crate::domain::shop::{LayingOut, Shop};
use crate::format::intake::StagedRows;
use crate::format::mapping::{Field, Mapping};
use crate::format::orders::file_format::FileFormat;
use crate::porter::call::{Buffers, Errand, Told, Unpacking};
use crate::porter::message::{
    Ask, Correction, Fault, FileNote, FileSaid, Progress, ReadAsk, RefusedFile, ShopParcel,
    StagedTell, Tell, UnknownFile,
};
use crate::store::book::BookName;
use crate::store::files::PickedFile;
use crate::store::settings;
use crate::ui::clock;

/// Where the reading of files stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum ReadStatus {
    /// Nothing is being read.
    #[default]
    Idle,
    /// A drop is being read.
    Reading(Progress),
    /// The seller stopped it.
    Stopped,
    /// Nothing is being read; an import was just undone.
    Undone,
    /// A drop was refused; the book is as it was.
    Refused(Arc<Vec<RefusedFile>>),
    /// The seller has to say what columns are, or wants to.
    Asking(Arc<Vec<UnknownFile>>),
    /// It was read, and waits for the seller's word.
    Preview(Arc<Preview>),
    /// It is being written into the book.
    Writing(Arc<Preview>),
    /// It was not written; the book is as it was.
    NotWritten(ActFault),
}

/// When the seller said what the columns of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaidWhen {
    /// Of this very file.
    Now,
    /// Of an earlier one with the same titles.
    Before,
}

/// What the seller changed of the files of a drop, on the spot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mended {
    /// Cells that he typed anew.
    pub cells: u64,
    /// Rows that he left out.
    pub rows: u64,
}

/// What the seller has typed of problem rows and not applied yet, by file and line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MendingDraft {
    /// Cells.
    pub typed: BTreeMap<(usize, u64, Field), Correction>,
    /// Rows to leave out.
    pub left: BTreeSet<(usize, u64)>,
}

/// The files of a drop, and what the seller has said of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Handed {
    files: Vec<PickedFile>,
    said: Vec<FileSaid>,
    /// Mappings he made, with the signature of the titles they are for: remembered once the import
    /// stands.
    mapped: Vec<(String, Mapping)>,
    /// What he settled of single files, and not only tried out.
    settled: Vec<(usize, Mapping)>,
    /// Why single files could not be read as they are, while he looks at their columns.
    asked: Vec<(usize, Fault)>,
    /// What he is about to say of single rows: he may look at another page meanwhile.
    draft: MendingDraft,
}

impl Handed {
    /// How a file that is read through a mapping came by it.
    fn word_on(&self, file: &FileNote) -> Option<SaidWhen> {
        let said = self.said.iter().find(|said| said.nth == file.nth);
        if said.is_some_and(|said| said.mapping.is_some()) {
            Some(SaidWhen::Now)
        } else {
            let is_json = |it: &PickedFile| it.name().to_ascii_lowercase().ends_with(".json");
            let before = file.format == FileFormat::Mapped && !self.files.iter().any(is_json);
            before.then_some(SaidWhen::Before)
        }
    }

    /// Keeps some files, and what was said of them.
    fn retain(&mut self, keep: impl Fn(&PickedFile) -> bool) {
        let places: Vec<usize> =
            (0..).zip(&self.files).filter(|(_, file)| keep(file)).map(|(nth, _)| nth).collect();
        let now = |nth: usize| places.iter().position(|at| *at == nth);
        self.files.retain(|file| keep(file));
        self.said.retain_mut(|said| now(said.nth).map(|nth| said.nth = nth).is_some());
        self.settled.retain_mut(|(at, _)| now(*at).map(|nth| *at = nth).is_some());
        self.asked.retain_mut(|(at, _)| now(*at).map(|nth| *at = nth).is_some());
    }

    /// What the seller changed on the spot.
    pub(super) fn mended(&self) -> Mended {
        Mended {
            cells: self.said.iter().map(|said| said.corrections.len() as u64).sum(),
            rows: self.said.iter().map(|said| said.left_out.len() as u64).sum(),
        }
    }

    /// Files that are read through what the seller said of their columns, by their place.
    pub(super) fn words_on(&self, files: &[FileNote]) -> Vec<(usize, SaidWhen)> {
        files.iter().filter_map(|file| Some((file.nth, self.word_on(file)?))).collect()
    }

    /// A file is asked about: again for the reason it was, or because what he settled cannot hold.
    fn ask(&mut self, file: &mut UnknownFile) {
        if file.why.is_none() {
            let asked = self.asked.iter().find(|(nth, _)| *nth == file.nth);
            file.why = asked.map(|(_, why)| why.clone());
        } else if file.tried.is_some() {
            let (no_more, settled): (Vec<_>, Vec<_>) = std::mem::take(&mut self.settled)
                .into_iter()
                .partition(|(nth, _)| *nth == file.nth);
            self.settled = settled;
            self.mapped.retain(|(_, mapping)| !no_more.iter().any(|(_, it)| it == mapping));
        }
    }

    fn said(&mut self, nth: usize) -> &mut FileSaid {
        let at = match self.said.iter().position(|said| said.nth == nth) {
            Some(at) => at,
            None => {
                self.said.push(FileSaid { nth, ..FileSaid::default() });
                self.said.len() - 1
            }
        };
        &mut self.said[at]
    }
}

impl State {
    /// Reads what the seller chose or dropped; a reading under way is stopped first.
    pub fn take_files(self, list: &FileList) {
        let files = PickedFile::all(list);
        if files.is_empty() {
            return;
        }
        self.hands.update_value(|it| it.handed = Handed { files, ..Handed::default() });
        // What the last files brought is no word about these.
        self.outcome.set(None);
        self.leave_restore();
        self.read_again();
    }

    /// Reads more files together with those of the preview.
    pub fn add_files(self, list: &FileList) {
        let more = PickedFile::all(list);
        if !more.is_empty() {
            self.hands.update_value(|it| it.handed.files.extend(more));
            self.read_again();
        }
    }

    /// Shows the columns of a file, so that the seller can say what they are.
    pub fn show_columns(self, nth: usize) {
        self.hands.update_value(|it| it.handed.said(nth).shows_columns = true);
        self.read_again();
    }

    /// The seller has said what the columns of a file are; all files are read again with that.
    pub fn map_columns(self, file: &UnknownFile, mapping: Mapping) {
        self.hands.update_value(|it| {
            let said = it.handed.said(file.nth);
            said.shows_columns = false;
            said.before = None;
            said.mapping = Some(mapping.clone());
            it.handed.mapped.retain(|(signature, _)| *signature != file.survey.signature);
            it.handed.settled.retain(|(nth, _)| *nth != file.nth);
            it.handed.settled.push((file.nth, mapping.clone()));
            it.handed.asked.retain(|(nth, _)| *nth != file.nth);
            it.handed.mapped.push((file.survey.signature.clone(), mapping));
        });
        self.read_again();
    }

    /// Looks at a file anew with what the seller said of its form: titles or none, encoding,
    /// delimiter. Nothing is settled by that, and where it cannot be read so, what was said `before`
    /// holds.
    pub fn look_again(self, file: &UnknownFile, mapping: Mapping, before: Mapping) {
        self.hands.update_value(|it| {
            if let Some(why) = file.why.clone() {
                it.handed.asked.retain(|(nth, _)| *nth != file.nth);
                it.handed.asked.push((file.nth, why));
            }
            let said = it.handed.said(file.nth);
            said.shows_columns = true;
            said.before = Some(before);
            said.mapping = Some(mapping);
        });
        self.read_again();
    }

    /// The columns of a file stay as they were.
    pub fn leave_columns(self, nth: usize) {
        self.hands.update_value(|it| {
            let settled = it.handed.settled.iter().find(|(at, _)| *at == nth);
            let mapping = settled.map(|(_, mapping)| mapping.clone());
            let said = it.handed.said(nth);
            said.shows_columns = false;
            said.before = None;
            said.mapping = mapping;
        });
        self.read_again();
    }

    /// True where nothing has been tried out on a file that is not settled.
    #[must_use]
    pub fn is_read_as_settled(self, nth: usize) -> bool {
        self.hands.with_value(|it| {
            let said = it.handed.said.iter().find(|said| said.nth == nth);
            let settled = it.handed.settled.iter().find(|(at, _)| *at == nth);
            said.and_then(|said| said.mapping.as_ref()) == settled.map(|(_, mapping)| mapping)
        })
    }

    /// How many files of the drop the seller has settled so far.
    #[must_use]
    pub fn settled_files(self) -> usize {
        self.hands.with_value(|it| it.handed.settled.len())
    }

    /// What he has typed so far of the rows that cannot be read.
    #[must_use]
    pub fn mending_draft(self) -> MendingDraft {
        self.hands.with_value(|it| it.handed.draft.clone())
    }

    /// Keeps it.
    pub fn keep_draft(self, draft: MendingDraft) {
        self.hands.update_value(|it| it.handed.draft = draft);
    }

    /// Cells that the seller corrected and lines that he leaves out, by the file's place in the
    /// drop; all files are read again with that.
    pub fn correct(self, corrections: Vec<(usize, Correction)>, left_out: Vec<(usize, u64)>) {
        self.hands.update_value(|it| {
            for (nth, correction) in corrections {
                let said = it.handed.said(nth);
                said.corrections
                    .retain(|it| (it.line, it.field) != (correction.line, correction.field));
                said.corrections.push(correction);
            }
            for (nth, line) in left_out {
                it.handed.said(nth).left_out.push(line);
            }
        });
        self.read_again();
    }

    /// Reads the files of the drop with everything that the seller has said of them.
    fn read_again(self) {
        let first = |it: &Hands| it.handed.files.first().map(PickedFile::name);
        let Some(name) = self.hands.with_value(first) else { return };
        let total = self.hands.with_value(|it| it.handed.files.len());
        let run = self.next_run();
        self.keep_draft(MendingDraft::default());
        let progress = Progress { nth: 1, total, name: name.clone(), rows: 0, permille: 0 };
        self.reading.set(ReadStatus::Reading(progress));
        spawn_local(async move {
            if let Err(fault) = self.work_on_files(run).await
                && self.is_current(run)
            {
                let refused = vec![RefusedFile { name, fault }];
                self.reading.set(ReadStatus::Refused(Arc::new(refused)));
            }
        });
    }

    pub(super) async fn read_handed(self, run: u32) -> Result<(), Fault> {
        let Handed { files, said, mut mapped, .. } = self.hands.with_value(|it| it.handed.clone());
        mapped.extend(settings::mappings());
        let ask = Ask::Read(ReadAsk {
            offset_minutes: self.offset_minutes(),
            items_may_come_alone: self.has_orders.get_untracked(),
            remembered: mapped,
            said,
        });
        self.read(run, &ask, &files).await
    }

    /// The mappings that the seller made for the files that are in the book now. What is tried out
    /// in the demo teaches this device nothing.
    pub(super) fn remember_mappings(self) {
        let mapped =
            self.hands.try_update_value(|it| std::mem::take(&mut it.handed)).map(|it| it.mapped);
        if self.which.get_untracked() == BookName::Real {
            settings::remember_mappings(mapped.unwrap_or_default());
        }
    }

    async fn read(self, run: u32, ask: &Ask, files: &[PickedFile]) -> Result<(), Fault> {
        let mut errand = Errand::send(ask, files, Buffers::default()).await?;
        loop {
            let Told { tell, buffers, .. } = errand.next().await?;
            if !self.is_current(run) {
                return Ok(());
            }
            match tell {
                Tell::Reading(progress) => self.reading.set(ReadStatus::Reading(progress)),
                Tell::Staged(told) => {
                    // What it holds is ours now; its memory is needed.
                    drop(errand);
                    let arrived = unpack_staged(told, &buffers).await.ok_or(Fault::PorterLost)?;
                    self.show_preview(run, Rc::new(arrived)).await;
                    return Ok(());
                }
                Tell::Restored(told) => {
                    drop(errand);
                    self.reading.set(ReadStatus::Idle);
                    return self.show_backup(told, &buffers, false).await;
                }
                Tell::Unknown(mut files) => {
                    self.hands.update_value(|it| {
                        files.iter_mut().for_each(|file| it.handed.ask(file));
                    });
                    self.reading.set(ReadStatus::Asking(Arc::new(files)));
                    return Ok(());
                }
                // A sealed backup may come here, too: it is no file of orders, whatever its name.
                Tell::Refused(refused) if is_locked(&refused) && files.len() == 1 => {
                    self.reading.set(ReadStatus::Idle);
                    self.drop_restore();
                    files.iter().for_each(|file| self.lock(file.clone(), None));
                    return Ok(());
                }
                Tell::Refused(refused) => {
                    self.reading.set(ReadStatus::Refused(Arc::new(refused)));
                    return Ok(());
                }
                Tell::Ready
                | Tell::Writing(_)
                | Tell::Checking
                | Tell::Made { .. }
                | Tell::Exported { .. }
                | Tell::NotSealed(_)
                | Tell::TooManyRows
                | Tell::Readings
                | Tell::Demo(_)
                | Tell::Broken => return Err(Fault::PorterLost),
            }
        }
    }

    /// Says that an import was undone, where nothing else is to be said.
    pub(super) fn say_undone(self) {
        let is_free = self.reading.with_untracked(|it| {
            matches!(it, ReadStatus::Idle | ReadStatus::Stopped | ReadStatus::Undone)
        });
        if is_free {
            self.reading.set(ReadStatus::Undone);
        }
    }

    /// Leaves the files that were refused aside and reads the others.
    pub fn leave_refused(self) {
        let ReadStatus::Refused(refused) = self.reading.get_untracked() else { return };
        let is_refused = |file: &PickedFile| refused.iter().any(|it| it.name == file.name());
        self.hands.update_value(|it| it.handed.retain(|file| !is_refused(file)));
        self.read_again();
    }

    /// How many files of a drop were not refused.
    #[must_use]
    pub fn files_beside(self, refused: &[RefusedFile]) -> usize {
        let is_refused = |file: &&PickedFile| refused.iter().any(|it| it.name == file.name());
        self.hands.with_value(|it| it.handed.files.iter().filter(|file| !is_refused(file)).count())
    }

    /// Stops the reading under way; memory is as it was.
    pub fn stop_reading(self) {
        self.next_run();
        self.reading.set(ReadStatus::Stopped);
    }

    fn next_run(self) -> u32 {
        self.run.update_value(|run| *run = run.wrapping_add(1));
        self.run.get_value()
    }

    /// False once the seller has stopped this reading or begun another.
    pub(super) fn is_current(self, run: u32) -> bool {
        self.run.get_value() == run
    }
}

/// True where a passphrase is all that is missing.
fn is_locked(refused: &[RefusedFile]) -> bool {
    let locked = Fault::Sealed(SealedFault::NoPassphrase);
    refused.iter().all(|file| file.fault == locked)
}

async fn unpack_staged(told: StagedTell, buffers: &Buffers) -> Option<Arrived> {
    let StagedTell { files, names, named, unreadable, same_person_rows, days, received, shop } =
        told;
    let places = RowPlaces::from_bytes(&buffers.take(0)?);
    let shop = Rc::new(unpack(&shop, buffers, 1).await?);
    let rows = StagedRows { places, names, named, unreadable, same_person_rows };
    Some(Arrived { shop, rows, files, days: days.map(span), received })
}

/// Days that came as numbers.
pub(super) const fn span((first, last): (i32, i32)) -> (Day, Day) {
    (Day::from_number(first), Day::from_number(last))
}

/// A shop out of the buffers behind the first few. `None` where the porter is of another build.
pub(super) async fn unpack(parcel: &ShopParcel, buffers: &Buffers, first: u32) -> Option<Shop> {
    let mut unpacking = Unpacking::begin(parcel, buffers, first);
    let mut whole = Some(());
    clock::in_slices(|| {
        let step = unpacking.step();
        whole = step.map(|_| ());
        step == Some(true)
    })
    .await;
    whole?;
    let mut shop = unpacking.shop();
    let mut laying = LayingOut::begin(&shop);
    clock::in_slices(|| laying.step(&shop, RECORDS)).await;
    laying.finish(&mut shop);
    Some(shop)
}
