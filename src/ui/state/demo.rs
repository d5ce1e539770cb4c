//! The demo shop: made up by the porter, kept in a database of its own, gone with one tap. The
//! seller's own book is only ever closed and opened for it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::book::SaveStatus;
use super::desk::{Act, Desk, Opened};
use super::reading::unpack;
use super::{ActFault, BackupStatus, BookStatus, ExportStatus, Fault, ReadStatus};
use super::{Span, State};
use crate::domain::day::Day;
use crate::domain::id::IdSeed;
use crate::domain::shop::Shop;
use crate::porter::call::{Buffers, Errand, Told};
use crate::porter::message::{Ask, DemoAsk, Tell};
use crate::store::book::{BookName, OpenFault, WipeFault, forget_book, wipe};
use crate::store::tab;
use crate::ui::i18n::td_string;
use crate::ui::route::Route;
use crate::ui::{chance, clock, theme};

/// One of those for which `tests/demo.rs` holds its figures.
const SEED: u64 = 20_261_122;

/// Between two looks at whether what was begun has ended.
const PATIENCE_MS: i32 = 50;

/// Where the making of the demo shop stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum DemoStatus {
    /// It is not being made.
    #[default]
    Idle,
    /// It is being made.
    Making,
    /// It could not be made.
    Failed(DemoFault),
}

/// Why there is no demo shop.
#[derive(Clone, Debug, PartialEq)]
pub enum DemoFault {
    /// The porter could not be loaded: offline before it was ever here.
    NoPorter,
    /// The porter broke off: most likely the memory gave out.
    PorterLost,
    /// It could not be written down.
    Book(ActFault),
}

impl From<Fault> for DemoFault {
    fn from(fault: Fault) -> DemoFault {
        match fault {
            Fault::NoPorter => DemoFault::NoPorter,
            Fault::PorterLost
            | Fault::Read(_)
            | Fault::Content(_)
            | Fault::MappingAlone
            | Fault::TwoMappings
            | Fault::ItemsAlone
            | Fault::Sealed(_) => DemoFault::PorterLost,
        }
    }
}

impl From<WipeFault> for DemoFault {
    fn from(fault: WipeFault) -> DemoFault {
        DemoFault::Book(ActFault::Reopen(match fault {
            WipeFault::Blocked => OpenFault::Blocked,
            WipeFault::Unavailable(name) => OpenFault::Unavailable(name),
        }))
    }
}

impl State {
    /// True while the demo shop is open.
    #[must_use]
    pub fn is_demo(self) -> bool {
        self.which.get() == BookName::Demo
    }

    /// True where nothing of the book would be left behind: whoever looks at the demo comes back
    /// to all of it.
    #[must_use]
    pub fn may_leave(self) -> bool {
        self.book.get() != BookStatus::Opening && self.save.get() == SaveStatus::Saved
    }

    /// Opens the demo shop; made up anew where there is none of today.
    pub fn enter_demo(self) {
        if self.demo.get_untracked() == DemoStatus::Making {
            return;
        }
        self.demo.set(DemoStatus::Making);
        spawn_local(async move {
            self.demo.set(match self.work_on_demo().await {
                Ok(()) => DemoStatus::Idle,
                Err(fault) => DemoStatus::Failed(fault),
            });
        });
    }

    pub(super) async fn open_demo(self) -> Result<(), DemoFault> {
        let opened = self.demo_desk().await?;
        let is_at_rest = self.hands.with_value(|it| it.under_way == 0);
        if is_at_rest && untrack(|| self.may_leave()) {
            self.leave_book(BookName::Demo);
            go_to_doors();
            self.settle_in(opened).await;
            self.say_open().await;
        }
        Ok(())
    }

    /// Deletes the demo shop and goes back: to the seller's own book, or to the doors.
    pub fn clear_demo(self) {
        spawn_local(async move {
            while self.hands.with_value(|it| it.under_way > 0) {
                clock::wait_ms(PATIENCE_MS).await;
            }
            if self.which.get_untracked() != BookName::Demo {
                return;
            }
            self.leave_book(BookName::Real);
            go_to_doors();
            // Held by another tab, it goes when that lets go of it.
            let _ = wipe(BookName::Demo).await;
            forget_book(BookName::Demo);
            self.open_now().await;
            self.say_open().await;
        });
    }

    /// The demo shop of today, open and beside the book that is on the page.
    async fn demo_desk(self) -> Result<Opened, DemoFault> {
        let today = self.today();
        let found = Desk::open(BookName::Demo).await.ok();
        let is_ours = |it: &Opened| it.damage.is_empty() && it.desk.shop(|shop| is_of(shop, today));
        if let Some(opened) = found.filter(is_ours) {
            return Ok(opened);
        }
        let staged = self.made_up(today).await?;
        wipe(BookName::Demo).await?;
        let reopen = |fault| DemoFault::Book(ActFault::Reopen(fault));
        let opened = Desk::open(BookName::Demo).await.map_err(reopen)?;
        let seed = IdSeed { now_ms: clock::now_ms(), random: chance::bytes() };
        let import = Act::Import(Rc::new(staged));
        opened.desk.act(&import, seed, today, || ()).await.map_err(DemoFault::Book)?;
        Ok(Opened { is_new: false, ..opened })
    }

    async fn made_up(self, today: Day) -> Result<Shop, DemoFault> {
        let file = td_string!(self.lang.get_untracked(), demo.file, day = today.to_string());
        let ask = Ask::Demo(DemoAsk { today: today.number(), seed: SEED, file });
        let mut errand = Errand::send(&ask, &[], Buffers::default()).await?;
        let Told { tell, buffers, .. } = errand.next().await?;
        drop(errand);
        match tell {
            Tell::Demo(parcel) => unpack(&parcel, &buffers, 0).await.ok_or(DemoFault::PorterLost),
            Tell::Ready
            | Tell::Reading(_)
            | Tell::Staged(_)
            | Tell::Unknown(_)
            | Tell::Restored(_)
            | Tell::Refused(_)
            | Tell::Writing(_)
            | Tell::Checking
            | Tell::Made { .. }
            | Tell::Exported { .. }
            | Tell::TooManyRows
            | Tell::Readings
            | Tell::NotSealed(_)
            | Tell::Broken => Err(DemoFault::PorterLost),
        }
    }

    /// Closes the book for another one. Nothing that was said or begun of it is carried over.
    fn leave_book(self, to: BookName) {
        theme::mark("data-ready", None);
        self.stop_reading();
        self.leave_sealing();
        self.drop_restore();
        self.hands.update_value(|it| {
            let before = std::mem::take(it);
            it.under_way = before.under_way;
            it.checkpoint_due = before.checkpoint_due;
            it.readings_due = before.readings_due;
            it.issuing = before.issuing;
        });
        self.desk.set_value(None);
        self.turn_to(to);
        self.book.set(BookStatus::Opening);
        self.save.set(SaveStatus::Saved);
        self.seq.set(0);
        self.toast.set(None);
        self.recovered.set(None);
        self.outcome.set(None);
        self.suspects.update(|it| *it = std::sync::Arc::default());
        self.reading.set(ReadStatus::Idle);
        self.backup.set(BackupStatus::Idle);
        self.export.set(ExportStatus::Idle);
        if !self.looks_back {
            self.basis.as_of.set(None);
        }
        self.basis.span.set(Span::default());
        self.revision.update(|it| *it += 1);
    }

    /// From now on this tab is about another book.
    pub(super) fn turn_to(self, name: BookName) {
        self.which.set(name);
        tab::remember_book(name);
    }
}

/// True where the shop came in on that day and was not taken back since.
fn is_of(shop: &Shop, today: Day) -> bool {
    let day = today.to_string();
    let standing = shop.imports().iter().filter(|import| import.state.value.present);
    let mut files = standing.flat_map(|import| &import.state.value.files);
    files.any(|file| file.name.ends_with(&day))
}

/// Where a book has something to show, they lead on to it.
fn go_to_doors() {
    let _ = window().location().set_hash(Route::Doors.path());
}
