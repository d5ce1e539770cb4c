//! What the state does only now and then, in a part of its own (see [`crate::ui::late`]): deciding
//! an act, reading files, the demo shop. Each of these comes with one answer for "it could not be loaded".

use std::future::Future;
use std::pin::Pin;

use super::desk::Desk;
use super::{ActFault, DemoFault, Fault, RefusedFile, State};
use crate::domain::change::Change;
use crate::domain::command::{Command, Moment};
use crate::porter::message::Ask;
use crate::store::files::PickedFile;
use crate::ui::late::ACTS;

type Work<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

type Decide =
    for<'a> fn(&'a Desk, &'a Command<'a>, &'a Moment) -> Work<'a, Result<Change, ActFault>>;
type Read = fn(State, u32) -> Work<'static, Result<(), Fault>>;
type Restore = for<'a> fn(State, u32, &'a PickedFile, &'a Ask) -> Work<'a, Result<(), RefusedFile>>;
type Demo = fn(State) -> Work<'static, Result<(), DemoFault>>;
type Count = fn(State) -> Work<'static, ()>;
type Issue = fn(State) -> Work<'static, ()>;

/// The functions of the part.
#[derive(Clone, Copy)]
pub struct Acts {
    decide: Decide,
    read: Read,
    restore: Restore,
    demo: Demo,
    count: Count,
    issue: Issue,
}

impl Acts {
    /// All of them, behind their door.
    #[must_use]
    pub fn all() -> Acts {
        Acts {
            decide: |desk, command, moment| Box::pin(desk.decide(command, moment)),
            read: |state, run| Box::pin(state.read_handed(run)),
            restore: |state, run, file, ask| Box::pin(state.read_backup(run, file, ask)),
            demo: |state| Box::pin(state.open_demo()),
            count: |state| Box::pin(state.count_preview_again()),
            issue: |state| Box::pin(state.issue_now()),
        }
    }
}

/// How acts are decided. Asked for before the lock is taken: others need not wait for the network.
pub(super) async fn deciding() -> Result<Decide, ActFault> {
    ACTS.get().await.map(|acts| acts.decide).map_err(|_| ActFault::NoPart)
}

impl State {
    /// Reads the files of the drop.
    pub(super) async fn work_on_files(self, run: u32) -> Result<(), Fault> {
        match ACTS.get().await {
            Ok(acts) => (acts.read)(self, run).await,
            Err(_) => Err(Fault::NoPorter),
        }
    }

    /// Reads a backup, or opens a sealed one.
    pub(super) async fn work_on_backup(
        self,
        run: u32,
        file: &PickedFile,
        ask: &Ask,
    ) -> Result<(), RefusedFile> {
        match ACTS.get().await {
            Ok(acts) => (acts.restore)(self, run, file, ask).await,
            Err(_) => Err(RefusedFile { name: file.name(), fault: Fault::NoPorter }),
        }
    }

    /// Opens the demo shop.
    pub(super) async fn work_on_demo(self) -> Result<(), DemoFault> {
        match ACTS.get().await {
            Ok(acts) => (acts.demo)(self).await,
            Err(_) => Err(DemoFault::NoPorter),
        }
    }

    /// Counts once more what the files of the preview would bring.
    pub(super) async fn work_on_preview(self) {
        // Where there is a preview, it is here.
        if let Ok(acts) = ACTS.get().await {
            (acts.count)(self).await;
        }
    }

    /// Gives what is due under the issuing rules.
    pub(super) async fn work_on_issuing(self) {
        // What cannot be loaded now is tried at the next change, or hour.
        if let Ok(acts) = ACTS.get().await {
            (acts.issue)(self).await;
        }
    }
}
