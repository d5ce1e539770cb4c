//! The people of the book as pages look at them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use uuid::Uuid;

use super::State;
use super::desk::{Act, ActFault, RECORDS};
use crate::domain::command::{Command, Refused};
use crate::domain::customer::Platform;
use crate::domain::id::OrderId;
use crate::domain::record::{OrderKey, OrderName};
use crate::domain::roster::Roster;
use crate::domain::shop::GatheringOrders;
use crate::ui::clock;

/// What was just done, for the line that offers to take it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A card was edited.
    Edited,
    /// A card was found to be right.
    Verified,
    /// Somebody was put into the book.
    Added,
    /// A contact was written down.
    Contacted,
    /// An order was written down.
    Ordered,
    /// An order was cancelled.
    Cancelled,
    /// Money was given back.
    Refunded,
    /// An order was left out of the figures.
    LeftOut,
    /// A setting was changed.
    Set,
    /// Several became one person.
    Joined,
    /// Some who look alike were kept apart.
    KeptApart,
    /// A rule of the shop was set.
    Ruled,
    /// A rule of the shop was taken out.
    RuleRemoved,
    /// A tier by hand, points or the like were booked.
    Booked,
    /// Coupons were given.
    Issued,
    /// So many coupons were given by the rules of the shop.
    ByRule(u32),
    /// Something was taken back, or done again.
    TakenBack,
}

/// How something is taken back.
#[derive(Clone, Debug)]
pub enum Undo {
    /// It cannot be by a tap.
    Nothing,
    /// By taking the act back.
    TheAct,
    /// By taking back the refund that the act was, of this order.
    TheRefund(OrderKey),
    /// By cancelling the order that the act wrote down.
    TheOrder,
    /// By another act.
    By(Command<'static>),
}

/// A line that says what was done; it goes by itself.
#[derive(Clone, Debug)]
pub struct Toast {
    /// What was done.
    pub done: Done,
    /// Whose card, where it is about somebody.
    pub name: String,
    /// What takes it back.
    pub undo: Option<Command<'static>>,
    /// Which toast of this visit: a later one is not put away by the clock of an earlier one.
    pub nth: u32,
}

/// How long a toast stands (ux: ten seconds).
const TOAST_MS: i32 = 10_000;

impl State {
    /// Looks at the people with their figures, again whenever either has changed. `None` before
    /// the book is open.
    pub fn with_roster<T>(self, look: impl FnOnce(&Roster<'_>) -> T) -> Option<T> {
        let basis = self.reckoned.get()?;
        self.revision.track();
        let desk = self.desk.get_value()?;
        Some(desk.with_live(&basis, |shop, live| look(&Roster::new(shop, live))))
    }

    /// Whoever asks is asked again whenever the book has changed.
    pub fn follow_the_book(self) {
        self.revision.track();
    }

    /// Does something, says so, and offers to take it back. `then` hears how it went; what could
    /// not be written stands in the frame.
    pub fn perform(
        self,
        command: Command<'static>,
        (done, name, undo): (Done, String, Undo),
        then: impl FnOnce(Result<(), Refused>) + 'static,
    ) {
        let seed = self.seed();
        spawn_local(async move {
            match self.act_with(Act::Do(command), seed).await {
                Ok(()) => {
                    let undo = match undo {
                        Undo::Nothing => None,
                        Undo::TheAct => Some(Command::UndoAct(seed.uuid())),
                        Undo::TheRefund(key) => Some(Command::UndoRefund(key, seed.uuid())),
                        Undo::TheOrder => {
                            let name = OrderName::ByHand(OrderId(seed.uuid()));
                            let key = OrderKey { platform: Platform::Hand, name };
                            Some(Command::CancelOrder(key, true))
                        }
                        Undo::By(command) => Some(command),
                    };
                    self.say_done(done, name, undo);
                    then(Ok(()));
                }
                Err(ActFault::Refused(refused)) => then(Err(refused)),
                Err(_) => {}
            }
        });
    }

    /// Takes back what the toast speaks of.
    pub fn take_back(self) {
        let Some(toast) = self.toast.try_update(Option::take).flatten() else { return };
        if let Some(command) = toast.undo {
            self.perform(command, (Done::TakenBack, toast.name, Undo::Nothing), |_| {});
        }
    }

    /// Takes back an act with people, or does it again.
    pub fn turn_act(self, act: Uuid, back: bool, name: String) {
        let (there, undo) = match back {
            true => (Command::UndoAct(act), Command::RedoAct(act)),
            false => (Command::RedoAct(act), Command::UndoAct(act)),
        };
        self.perform(there, (Done::TakenBack, name, Undo::By(undo)), |_| {});
    }

    pub(super) fn say_done(self, done: Done, name: String, undo: Option<Command<'static>>) {
        // Counted apart: a toast that was taken back is gone, its clock is not.
        let nth = self.toasts.get_value().wrapping_add(1);
        self.toasts.set_value(nth);
        self.toast.set(Some(Toast { done, name, undo, nth }));
        spawn_local(async move {
            clock::wait_ms(TOAST_MS).await;
            let is_same =
                self.toast.with_untracked(|it| it.as_ref().is_some_and(|it| it.nth == nth));
            if is_same {
                self.toast.set(None);
            }
        });
    }

    /// Finds out whose each order is, so that a card opens without looking through all of them.
    pub fn gather_orders(self) {
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        if shop.knows_orders_of() {
            return;
        }
        spawn_local(async move {
            let mut gathering = GatheringOrders::default();
            clock::in_slices(|| gathering.step(&shop, RECORDS)).await;
            shop.keep_orders_of(gathering);
        });
    }
}
