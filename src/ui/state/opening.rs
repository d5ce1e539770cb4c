//! Opening the book of this tab, and what is said where it is gone or given away.

use std::rc::Rc;
use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Desk, Opened};
use super::{BookStatus, Recovered, State};
use crate::store::book::{
    BookName, Channel, Superseded, drop_spare, engrave_book, engraved_book, erase_mark,
    forget_book, remembered_book,
};
use crate::ui::{late, theme};

impl State {
    /// Opens the book of this device.
    pub fn open_book(self) {
        spawn_local(async move {
            self.open_now().await;
            self.say_open().await;
        });
        self.keep_issuing();
        let handle = window_event_listener(ev::visibilitychange, move |_| {
            // A phone may have slept through what other tabs wrote, and through an hour.
            if !document().hidden() {
                self.hear(u64::MAX);
                self.consider_issuing();
            }
        });
        on_cleanup(move || handle.remove());
    }

    pub(super) async fn open_now(self) {
        let mut opened = Desk::open(self.which.get_untracked()).await;
        let is_whole = |it: &Opened| !it.is_new && it.damage.is_empty();
        if self.which.get_untracked() == BookName::Demo && !opened.as_ref().is_ok_and(is_whole) {
            // Cleared in another tab, or spoiled: the demo is no loss, and asks nothing.
            self.turn_to(BookName::Real);
            opened = Desk::open(BookName::Real).await;
        }
        match opened {
            Ok(opened) => self.settle_in(opened).await,
            Err(fault) => self.book.set(BookStatus::Failed(fault)),
        }
    }

    /// Says on the page that the book is open, and which.
    pub(super) async fn say_open(self) {
        // What the page shows follows first: whoever waits for the mark reads the book's figures.
        late::drawn().await;
        theme::mark("data-book", Some(self.which.get_untracked().word()));
        theme::mark("data-ready", Some("book"));
        self.look_at_room().await;
    }

    /// Puts a book that was opened on the desk.
    pub(super) async fn settle_in(self, opened: Opened) {
        let name = self.which.get_untracked();
        let Opened { desk, damage, is_new, recovery } = opened;
        let gone = is_new && is_remembered(name).await;
        self.seq.set(desk.seq());
        if recovery.is_any() {
            let known = remembered_book(name).unwrap_or_default();
            let behind = known.saturating_sub(desk.seq());
            self.recovered.set(Some(Recovered { recovery, behind }));
        }
        desk.on_superseded(move |why| self.give_way(name, why));
        self.desk.set_value(Some(Rc::new(desk)));
        let channel = Channel::join(name, move |seq| self.hear(seq));
        self.hands.update_value(|it| it.channel = Some(channel));
        self.revision.update(|it| *it += 1);
        self.book.set(match (gone, damage.is_empty()) {
            (true, _) => BookStatus::Missing,
            (false, false) => BookStatus::Damaged(Arc::new(damage)),
            (false, true) => BookStatus::Ready,
        });
        if self.book.get_untracked() == BookStatus::Ready {
            self.carry_rule_over();
            self.write_down_later();
            if self.seq.get_untracked() > 0 {
                // A mark that outlives the book; here for books from before it.
                spawn_local(engrave(name));
            }
        }
    }

    /// Another tab has taken the book away.
    fn give_way(self, name: BookName, why: Superseded) {
        if self.which.get_untracked() != name {
            return;
        }
        if why == Superseded::Deleted {
            self.desk.set_value(None);
            self.revision.update(|it| *it += 1);
        }
        self.book.set(BookStatus::Superseded);
    }

    /// Opens the book once more, after something else let go of it.
    pub fn open_again(self) {
        self.book.set(BookStatus::Opening);
        spawn_local(self.open_now());
    }

    /// Begins with an empty book where an earlier one is gone.
    pub fn begin_anew(self) {
        let name = self.which.get_untracked();
        forget_book(name);
        self.note_backup(None);
        spawn_local(async move {
            erase_mark(name).await;
            // Before anything is written: what is left of the old book must not join the new one.
            drop_spare(name).await;
            self.book.set(BookStatus::Ready);
        });
    }
}

impl State {
    /// True where this tab will most likely find a book, by what can be asked at once.
    #[must_use]
    pub fn had_book(self) -> bool {
        remembered_book(self.which.get_untracked()).is_some()
    }
}

/// True where this device remembers that there was a book. Of the demo it does not.
async fn is_remembered(name: BookName) -> bool {
    match name {
        BookName::Real => remembered_book(name).is_some() || engraved_book(name).await,
        BookName::Demo => false,
    }
}

/// Leaves the mark that outlives the book. The demo may go without one.
pub(super) async fn engrave(name: BookName) {
    match name {
        BookName::Real => engrave_book(name).await,
        BookName::Demo => {}
    }
}
