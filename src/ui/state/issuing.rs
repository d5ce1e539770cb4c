//! The issuing rules while the app is open: run once the book is there, whenever it has changed, and
//! at every full hour; each time only if a rule is on, and written only if something is due.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::{Act, RECORDS};
use super::{BookStatus, Done, SaveStatus, State};
use crate::domain::command::Command;
use crate::domain::day::Day;
use crate::domain::issuing_run::{DuePacket, IssuingClock, Looking, Wanted};
use crate::domain::shop::Shop;
use crate::store::book::BookName;
use crate::ui::clock;

/// So long nothing else has to happen first: taps and the first picture come before.
const QUIET_MS: i32 = 1_500;

/// What was looked at last: the same again finds the same.
type Looked = (BookName, u64, Day, u8);

/// Where the running of the rules stands.
#[derive(Debug, Default)]
pub(super) struct Issuing {
    is_under_way: bool,
    looked: Option<Looked>,
}

impl State {
    /// Runs the rules from now on, as long as the page is open. Call it once, in a component's body.
    pub(super) fn keep_issuing(self) {
        Effect::new(move |_| {
            self.revision.track();
            if self.book.get() == BookStatus::Ready {
                self.consider_issuing();
            }
        });
        spawn_local(async move {
            loop {
                clock::wait_ms(clock::to_next_hour_ms(self.offset_minutes())).await;
                self.consider_issuing();
            }
        });
    }

    fn issuing_clock(self) -> IssuingClock {
        let offset_minutes = self.offset_minutes();
        IssuingClock { hour: clock::hour(offset_minutes), offset_minutes }
    }

    /// Runs the rules when it has become quiet, if any is on.
    pub(super) fn consider_issuing(self) {
        // Whether a rule is on is asked later: the rules are read off the book when first needed.
        if self.looks_back || self.hands.with_value(|it| it.issuing.is_under_way) {
            return;
        }
        self.hands.update_value(|it| it.issuing.is_under_way = true);
        spawn_local(async move {
            loop {
                let before = self.revision.get_untracked();
                clock::wait_ms(QUIET_MS).await;
                if before != self.revision.get_untracked() {
                    continue;
                }
                let now = self.looked();
                let is_known = self.hands.with_value(|it| it.issuing.looked == Some(now));
                if is_known || !self.may_issue() {
                    break;
                }
                self.hands.update_value(|it| it.issuing.looked = Some(now));
                self.work_on_issuing().await;
            }
            self.hands.update_value(|it| it.issuing.is_under_way = false);
        });
    }

    fn looked(self) -> Looked {
        let hour = self.issuing_clock().hour;
        (self.which.get_untracked(), self.seq.get_untracked(), self.today(), hour)
    }

    /// True where something may be written now, and the shop has rules of any kind: what they say
    /// is read by what is loaded for it.
    fn may_issue(self) -> bool {
        let has_rules = Shop::has_rules;
        let is_failed = matches!(self.save.get_untracked(), SaveStatus::Failed(_));
        let may = self.book.get_untracked() == BookStatus::Ready && !self.looks_back && !is_failed;
        may && self.desk.with_value(|desk| desk.as_ref().is_some_and(|it| it.shop(has_rules)))
    }

    /// Looks for what is due, and gives it. Silent where nothing is.
    pub(super) async fn issue_now(self) {
        let is_on = |shop: &Shop| {
            let rules = shop.rulebook();
            rules.issuing().any(|(_, issuing)| issuing.switched_on.is_some())
        };
        if !self.desk.with_value(|desk| desk.as_ref().is_some_and(|it| it.shop(is_on))) {
            return;
        }
        let found = self.look_for(Wanted::Coupons).await.map_or(0, |found| found.len());
        if found == 0 {
            return;
        }
        // Decided anew under the lock: another tab may have given them meanwhile.
        let before = self.seq.get_untracked();
        let act = Act::Do(Command::run_issuing(self.issuing_clock()));
        if self.act(act).await.is_ok() && before != self.seq.get_untracked() {
            let done = Done::ByRule(u32::try_from(found).unwrap_or(u32::MAX));
            self.say_done(done, String::new(), None);
        }
    }

    async fn look_for(self, wanted: Wanted) -> Option<Vec<DuePacket>> {
        let shop = self.desk.get_value()?.snapshot();
        let mut looking = Looking::begin(&shop, wanted, self.today(), self.issuing_clock());
        clock::in_slices(|| looking.step(&shop, RECORDS)).await;
        Some(looking.finish())
    }

    /// Keeps a list of what is to be given elsewhere and ticked off here, found anew whenever the
    /// book has changed; `None` until it is found. Call it in a component's body.
    #[must_use]
    pub fn tick_list(self) -> Signal<Option<Arc<Vec<DuePacket>>>> {
        let list = RwSignal::new(None);
        Effect::new(move |_| {
            self.revision.track();
            let asked = self.revision.get_untracked();
            spawn_local(async move {
                let Some(found) = self.look_for(Wanted::Lists).await else { return };
                // Whoever asked for a later book hears of that one.
                if asked == self.revision.get_untracked() {
                    let _ = list.try_set(Some(Arc::new(found)));
                }
            });
        });
        list.into()
    }
}
