//! What the seller says of the shop and of how things are counted: settings that move with the book.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::basis::Carrying;
use super::desk::Act;
use super::{BookStatus, Done, State, Undo};
use crate::domain::command::{Command, ShopSetting};
use crate::domain::figures::{CountingRule, StageBounds, StageCounts};
use crate::domain::shop::Profile;
use crate::domain::trade::Trade;
use crate::store::book::BookName;
use crate::store::settings::Merge;
use crate::ui::clock;

impl State {
    /// What the shop says of itself; as a new book has it before one is open.
    #[must_use]
    pub fn profile(self) -> Profile {
        self.with_shop(|shop| shop.profile().clone()).unwrap_or_default()
    }

    /// True where settings of the book can be changed.
    #[must_use]
    pub fn may_set(self) -> bool {
        !self.looks_back && matches!(self.book.get(), BookStatus::Ready)
    }

    /// Changes a setting of the book, says so, and offers to take it back.
    pub fn set_up(self, setting: ShopSetting) {
        let held = untrack(|| self.with_shop(|shop| setting.held(shop.profile())));
        let Some(held) = held.filter(|held| *held != setting && untrack(|| self.may_set())) else {
            return;
        };
        let undo = Undo::By(Command::Set(held));
        self.perform(Command::Set(setting), (Done::Set, String::new(), undo), |_| {});
    }

    /// What the shop trades in, where the seller has said it.
    #[must_use]
    pub fn trade(self) -> Option<Trade> {
        self.with_shop(|shop| shop.profile().trade.value).flatten()
    }

    /// Sets the trade, and with it the bounds of the stages.
    pub fn choose_trade(self, trade: Trade) {
        self.set_up(ShopSetting::Trade(Some(trade)));
    }

    /// Counts purchases by `rule` from now on: in the book, and where nothing can be written in
    /// this tab.
    pub fn choose_rule(self, rule: CountingRule) {
        if !untrack(|| self.may_set()) {
            self.basis.rule_of_tab.set(Some(rule));
            return;
        }
        self.basis.rule_of_tab.set(None);
        self.set_up(ShopSetting::Rule(Some(rule)));
    }

    /// How many people would stand in each stage, if it had these bounds.
    #[must_use]
    pub fn stages_by(self, bounds: StageBounds) -> Option<StageCounts> {
        self.with_roster(|roster| roster.stage_counts(bounds))
    }

    /// The clock of the shop, where the seller has said it: minutes east of Greenwich.
    pub(super) fn offset_of_shop(self) -> Option<i32> {
        untrack(|| self.with_shop(|shop| shop.profile().offset_minutes.value)).flatten()
    }

    /// The clock that days are counted by: the shop's, else the device's.
    #[must_use]
    pub fn offset_minutes(self) -> i32 {
        self.offset_of_shop().unwrap_or_else(clock::offset_minutes)
    }

    /// Takes over into the book what this device was told before books knew of it.
    pub(super) fn carry_rule_over(self) {
        if self.which.get_untracked() != BookName::Real || !untrack(|| self.may_set()) {
            return;
        }
        let told = self.rule_of_device.get_untracked();
        let seq = self.seq.get_untracked();
        match untrack(|| self.with_shop(|shop| Carrying::of(told, shop.profile(), seq))) {
            None | Some(Carrying::Later) => {}
            Some(Carrying::Done) => self.forget_rule_of_device(),
            Some(Carrying::Into(rule)) => spawn_local(async move {
                let set = Command::Set(ShopSetting::Rule(Some(rule)));
                // What could not be written is tried again at the next opening.
                if self.act(Act::Do(set)).await.is_ok() {
                    self.forget_rule_of_device();
                }
            }),
        }
    }

    fn forget_rule_of_device(self) {
        if self.rule_of_device.get_untracked().is_some() {
            self.rule_of_device.set(None);
            self.remember(|it| it.merge = None);
        }
    }
}

/// The rule as devices wrote it down.
pub(super) const fn counting_rule(merge: Merge) -> CountingRule {
    match merge {
        Merge::Day => CountingRule::MergedByDay,
        Merge::None => CountingRule::EachOrder,
    }
}
