//! Handing files to the porter and hearing what they are.
//!
//! Nothing is written before every file of the drop has been read whole and the seller has said so.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::FileList;

use super::desk::RECORDS;
use super::import::Arrived;
use super::{ActFault, Preview, State};
use crate::domain::day::Day;
use crate::domain::gathering::RowPlaces;
use crate::domain::shop::{LayingOut, Shop};
use crate::format::intake::StagedRows;
use crate::porter::call::{Buffers, Errand, Told, Unpacking};
use crate::porter::message::{
    Ask, Fault, Progress, ReadAsk, RefusedFile, ShopParcel, StagedTell, Tell,
};
use crate::store::files::PickedFile;
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
    /// A drop was refused; the book is as it was.
    Refused(Arc<Vec<RefusedFile>>),
    /// It was read, and waits for the seller's word.
    Preview(Arc<Preview>),
    /// It is being written into the book.
    Writing(Arc<Preview>),
    /// It was not written; the book is as it was.
    NotWritten(ActFault),
}

impl State {
    /// Reads what the seller chose or dropped; a reading under way is stopped first.
    pub fn take_files(self, list: &FileList) {
        let files = PickedFile::all(list);
        let Some(first) = files.first() else { return };
        let run = self.next_run();
        let progress =
            Progress { nth: 1, total: files.len(), name: first.name(), rows: 0, permille: 0 };
        self.reading.set(ReadStatus::Reading(progress));
        // What the last files brought is no word about these.
        self.outcome.set(None);
        self.leave_restore();
        spawn_local(async move {
            let ask = Ask::Read(ReadAsk {
                offset_minutes: clock::offset_minutes(),
                items_may_come_alone: self.has_book.get_untracked(),
                ..ReadAsk::default()
            });
            if let Err(fault) = self.read(run, &ask, &files).await
                && self.is_current(run)
            {
                let name = files.first().map(PickedFile::name).unwrap_or_default();
                let refused = vec![RefusedFile { name, fault }];
                self.reading.set(ReadStatus::Refused(Arc::new(refused)));
            }
        });
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
                    return self.show_backup(told, &buffers).await;
                }
                Tell::Refused(refused) => {
                    self.reading.set(ReadStatus::Refused(Arc::new(refused)));
                    return Ok(());
                }
                Tell::Ready
                | Tell::Writing(_)
                | Tell::Checking
                | Tell::Made { .. }
                | Tell::Broken => return Err(Fault::PorterLost),
            }
        }
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

async fn unpack_staged(told: StagedTell, buffers: &Buffers) -> Option<Arrived> {
    let StagedTell { files, names, unreadable, days, shop } = told;
    let places = RowPlaces::from_bytes(&buffers.take(0)?)?;
    let shop = Rc::new(unpack(&shop, buffers, 1).await?);
    let rows = StagedRows { places, names, unreadable };
    Some(Arrived { shop, rows, files, days: days.map(span) })
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
