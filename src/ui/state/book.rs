//! Doing things to the book, and hearing what other tabs do.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Act, ActFault, Desk};
use super::opening::engrave;
use super::{ReadStatus, RestoreStatus, RoomFacts, State};
use crate::domain::command::{Command, HandOrder, Mark};
use crate::domain::customer::{CustomerKey, Platform};
use crate::domain::id::IdSeed;
use crate::domain::money::Fen;
use crate::domain::record::{OrderKey, OrderName, OrderNumber};
use crate::store::book::{
    BookName, CommitFault, Damage, OpenFault, Recovery, SpareState, erase_mark, forget_book,
    persist, remember_book, wipe,
};
use crate::store::settings::{self, BackupNote};
use crate::ui::{chance, clock};

/// After a change everything is written down when nothing more has happened for so long.
const QUIET_MS: i32 = 1_500;

/// Whether the book is open.
#[derive(Clone, Debug, PartialEq)]
pub enum BookStatus {
    /// It is being read.
    Opening,
    /// It is open.
    Ready,
    /// It is open in part; nothing is written before the seller has decided.
    Damaged(Arc<Vec<Damage>>),
    /// A book was here and is gone.
    Missing,
    /// It could not be opened.
    Failed(OpenFault),
    /// This tab has given way: another one has a newer app, or the book was deleted there.
    Superseded,
}

/// Whether everything that was done is on disk.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveStatus {
    /// It is.
    Saved,
    /// Not yet.
    Saving,
    /// It is not, and the seller has to do something.
    Failed(ActFault),
}

/// What the browser had lost and the second copy still had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Recovered {
    /// What came back.
    pub recovery: Recovery,
    /// So many of the last commits that this device remembers did not.
    pub behind: u64,
}

/// What could not be written.
#[derive(Clone)]
pub(super) struct Unsaved {
    pub(super) act: Act,
    /// The same when it is tried again, so that it can only happen once.
    pub(super) seed: IdSeed,
}

impl State {
    /// Goes on without what is lost. It is put aside, not thrown away.
    pub fn go_on_without(self) {
        spawn_local(async move {
            // A failure stands in the frame.
            let _ = self.put_aside().await;
        });
    }

    /// Puts aside what is lost, so that the book can be written to.
    pub(super) async fn put_aside(self) -> Result<(), ActFault> {
        let Some(desk) = self.desk.get_value() else { return Err(ActFault::Confused) };
        let done = desk.go_on_without().await;
        match &done {
            Ok(()) => self.book.set(BookStatus::Ready),
            Err(fault) => self.save.set(SaveStatus::Failed(fault.clone())),
        }
        done
    }

    /// Another tab has committed, or may have.
    pub(super) fn hear(self, seq: u64) {
        let Some(desk) = self.desk.get_value() else { return };
        if seq <= desk.seq() {
            return;
        }
        spawn_local(async move {
            // What cannot be read now is read before the next act, or said then.
            if let Ok(true) = desk.catch_up().await
                && self.is_on_desk(&desk)
            {
                self.show(&desk);
                self.work_on_preview().await;
            }
        });
    }

    fn show(self, desk: &Desk) {
        self.seq.set(desk.seq());
        self.revision.update(|it| *it += 1);
    }

    /// Does something to the book, behind everything that could not be written so far.
    ///
    /// # Errors
    /// [`ActFault`]; unless it was refused by the shop's rules, it is kept and tried again.
    pub(super) async fn act(self, act: Act) -> Result<(), ActFault> {
        self.act_with(act, self.seed()).await
    }

    /// Time and randomness for an act of now; under a test clock it is of the test day.
    pub(super) fn seed(self) -> IdSeed {
        let real = || clock::today(self.offset_of_shop());
        let ahead = self.test_day.map_or(0, |day| day.days_since(real()));
        IdSeed { now_ms: clock::days_ahead(clock::now_ms(), ahead), random: chance::bytes() }
    }

    /// The same with ids that the caller knows.
    ///
    /// # Errors
    /// As [`Self::act`].
    pub(super) async fn act_with(self, act: Act, seed: IdSeed) -> Result<(), ActFault> {
        let act = Unsaved { act, seed };
        self.hands.update_value(|it| it.under_way += 1);
        let done = match self.save_rest().await {
            Ok(()) => self.run(act).await,
            Err(fault) => {
                self.hands.update_value(|it| it.unsaved.push(act));
                Err(fault)
            }
        };
        self.hands.update_value(|it| it.under_way -= 1);
        if let Ok(()) | Err(ActFault::Refused(_)) = done {
            self.show_saved();
        }
        done
    }

    async fn run(self, unsaved: Unsaved) -> Result<(), ActFault> {
        let ready = self.book.get_untracked() == BookStatus::Ready && !self.looks_back;
        let Some(desk) = self.desk.get_value().filter(|_| ready) else {
            // Not kept for later: this tab never writes again before it is opened anew.
            let fault = match self.book.get_untracked() {
                BookStatus::Superseded => ActFault::Commit(CommitFault::Superseded),
                BookStatus::Damaged(_) => ActFault::Commit(CommitFault::Damaged),
                BookStatus::Failed(fault) => ActFault::Reopen(fault),
                BookStatus::Opening | BookStatus::Ready | BookStatus::Missing => ActFault::Confused,
            };
            self.save.set(SaveStatus::Failed(fault.clone()));
            return Err(fault);
        };
        let saving = move || self.save.set(SaveStatus::Saving);
        match desk.act(&unsaved.act, unsaved.seed, self.today(), saving).await {
            // The page is about another book by now.
            done if !self.is_on_desk(&desk) => done.map(|_| ()),
            Ok(committed) => {
                self.show(&desk);
                if let Some(seq) = committed {
                    if seq == 1 {
                        engrave(self.which.get_untracked()).await;
                    }
                    self.hands.with_value(|it| it.channel.iter().for_each(|it| it.send(seq)));
                    self.write_down_later();
                }
                Ok(())
            }
            Err(ActFault::Refused(refused)) => {
                // Others may have changed the shop under us: show it as it is.
                self.show(&desk);
                Err(ActFault::Refused(refused))
            }
            Err(fault) => {
                self.hands.update_value(|it| it.unsaved.push(unsaved));
                self.save.set(SaveStatus::Failed(fault.clone()));
                Err(fault)
            }
        }
    }

    fn is_on_desk(self, desk: &Rc<Desk>) -> bool {
        self.desk.with_value(|now| now.as_ref().is_some_and(|now| Rc::ptr_eq(now, desk)))
    }

    /// Saved is only said when nothing is being written, and nothing waits to be written again.
    fn show_saved(self) {
        if self.hands.with_value(|it| it.unsaved.is_empty() && it.under_way == 0) {
            self.save.set(SaveStatus::Saved);
        }
    }

    /// Writes what could not be written, in the order in which it was done. What still cannot be
    /// written waits on, and everything behind it.
    async fn save_rest(self) -> Result<(), ActFault> {
        // Taken out, so that two of us do not write the same.
        let mut rest = self.hands.try_update_value(|it| std::mem::take(&mut it.unsaved));
        let mut rest = rest.take().unwrap_or_default().into_iter();
        while let Some(unsaved) = rest.next() {
            match self.run(unsaved).await {
                // What the shop's rules refuse by now is done with.
                Ok(()) | Err(ActFault::Refused(_)) => {}
                Err(fault) => {
                    self.hands.update_value(|it| it.unsaved.extend(rest));
                    return Err(fault);
                }
            }
        }
        Ok(())
    }

    /// Tries once more to write what could not be written.
    pub fn save_again(self) {
        spawn_local(async move {
            // The notice stays or goes with the outcome, and so do the cards that spoke of it.
            if self.save_rest().await.is_ok() {
                self.show_saved();
                if matches!(self.reading.get_untracked(), ReadStatus::NotWritten(_)) {
                    let outcome = self.hands.try_update_value(|it| it.unsaid.take());
                    self.outcome.set(outcome.flatten());
                    self.reading.set(ReadStatus::Idle);
                }
                if matches!(self.restore.get_untracked(), RestoreStatus::NotWritten(_)) {
                    self.restore.set(RestoreStatus::Idle);
                }
            }
        });
    }

    /// When it has become quiet, writes everything down if enough has happened, and brings the
    /// second copy up to the book if it is behind.
    pub(super) fn write_down_later(self) {
        let is_behind = |desk: &Desk| desk.spare_state() == Some(SpareState::Behind);
        let wants = |desk: &Rc<Desk>| desk.wants_checkpoint() || is_behind(desk) && desk.seq() > 0;
        let Some(desk) = self.desk.get_value().filter(wants) else { return };
        let due = self.hands.with_value(|it| it.checkpoint_due);
        if due {
            return;
        }
        self.hands.update_value(|it| it.checkpoint_due = true);
        spawn_local(async move {
            loop {
                let before = desk.seq();
                clock::wait_ms(QUIET_MS).await;
                if desk.seq() == before {
                    break;
                }
            }
            self.hands.update_value(|it| it.checkpoint_due = false);
            if desk.wants_checkpoint() {
                // One that fails costs room and the time of the next start, nothing else; what is in
                // the way is said at the next act.
                let _ = desk.checkpoint().await;
            }
            desk.copy_out().await;
            self.look_at_room().await;
        });
    }

    /// Writes down an order by hand.
    pub fn record_order(self, nick: &str, paid_fen: i64) {
        let customer = CustomerKey::Nick { platform: Platform::Hand, nick: nick.into() };
        let order = HandOrder {
            customer: Some(customer),
            day: self.today(),
            lines: Vec::new(),
            postage_fen: Fen::ZERO,
            paid_fen: Fen::from_minor(paid_fen),
            remark: Box::default(),
        };
        spawn_local(async move {
            // A failure stands in the frame.
            let _ = self.act(Act::Do(Command::RecordOrder(order))).await;
        });
    }

    /// Leaves a Taobao order out of all figures, or takes it in again.
    pub fn leave_out(self, number: &str, left_out: bool) {
        let Some(number) = OrderNumber::digits(number) else { return };
        let key = OrderKey { platform: Platform::Taobao, name: OrderName::Numbered(number) };
        spawn_local(async move {
            let _ = self.act(Act::Do(Command::MarkOrder(key, Mark::LeftOut(left_out)))).await;
        });
    }

    /// Deletes the book from this device.
    pub fn wipe_book(self) {
        let name = self.which.get_untracked();
        if name == BookName::Demo {
            return self.clear_demo();
        }
        spawn_local(async move {
            self.hands.update_value(|it| {
                it.channel = None;
                it.arrived = None;
                it.restored = None;
                it.unsaved.clear();
            });
            self.desk.set_value(None);
            match wipe(name).await {
                Ok(()) => {
                    forget_book(name);
                    erase_mark(name).await;
                    self.note_backup(None);
                    self.outcome.set(None);
                    self.leave_restore();
                    self.recovered.set(None);
                    self.open_now().await;
                    self.look_at_room().await;
                }
                Err(_) => self.open_now().await,
            }
        });
    }

    /// Asks the browser to keep the book: at the first moment when there is something to keep.
    pub(super) async fn ask_to_keep(self) {
        let is_real = self.which.get_untracked() == BookName::Real;
        if is_real && self.room.get_untracked().persisted == Some(false) {
            // Chrome decides by itself; a "no" shows in the storage light.
            let _ = persist().await;
        }
        self.look_at_room().await;
    }

    /// Remembers what was just committed, where the mark was lost and the book was not.
    pub(super) fn mark_book(self) {
        let seq = self.seq.get_untracked();
        if seq > 0 {
            remember_book(self.which.get_untracked(), seq);
        }
    }

    /// Notes that the book was backed up, or that it never was. Of the demo nobody is reminded.
    pub(super) fn note_backup(self, note: Option<BackupNote>) {
        if self.which.get_untracked() == BookName::Real {
            settings::remember_backup(note);
        }
    }

    pub(super) fn set_room(self, facts: RoomFacts) {
        self.room.set(facts);
    }
}
