//! Where everybody stands, and what a draft of the tiers would do: looked at in slices, again
//! whenever the book has changed.

use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use crate::domain::day::{Day, DayRange};
use crate::domain::figures::CountingRule;
use crate::domain::intern::Index;
use crate::domain::loyalty::{RuleId, Rulebook};
use crate::domain::member::{TierColumn, TierNews};
use crate::domain::shop::Shop;
use crate::domain::tier::{
    Member, Period, Policy, PolicyDraft, Proposal, Timeline, TooFew, Totals,
};
use crate::domain::tier::{WhatIf, propose, what_if};
use crate::ui::clock;

/// So many people are looked at before the clock is.
const PEOPLE: usize = 500;

/// A draft is looked at when nobody has typed for so long.
const PAUSE_MS: i32 = 150;

/// So far ahead a draft is tried, in days.
const TRIED_DAYS: i32 = 365;

/// Where everybody stands, and what is new.
#[derive(Debug)]
pub struct TierScene {
    /// Everybody's tier.
    pub column: TierColumn,
    /// Who rose of late, and who falls soon.
    pub news: TierNews,
}

/// What a draft would do, and to whom.
#[derive(Debug)]
pub struct TierTrial {
    /// The places of the people, by the places of members in `what`.
    pub people: Vec<u32>,
    /// What it would do.
    pub what: WhatIf,
}

/// What a looking through everybody is about, so that an old one stops when a new one begins.
#[derive(Clone, Copy)]
struct Turn {
    nth: u32,
    newest: StoredValue<u32>,
}

impl Turn {
    fn next(newest: StoredValue<u32>) -> Turn {
        let nth = newest.get_value().wrapping_add(1);
        newest.set_value(nth);
        Turn { nth, newest }
    }

    /// True while nothing newer has begun and the page still stands.
    fn is_mine(self) -> bool {
        self.newest.try_get_value() == Some(self.nth)
    }
}

/// What tiers are looked at by.
#[derive(Clone)]
struct Ground {
    shop: Rc<Shop>,
    rules: Arc<Rulebook>,
    counting: CountingRule,
    day: Day,
}

impl Ground {
    /// Everybody's tier under some rules; `None` where a newer look has begun.
    async fn column(&self, timeline: &Timeline, turn: Turn) -> Option<TierColumn> {
        let history = self.shop.history_as_of(self.day);
        let mut column = TierColumn::begin(&self.shop, timeline, self.counting, self.day);
        clock::in_slices(|| turn.is_mine() && column.step(&self.shop, &history, PEOPLE)).await;
        turn.is_mine().then_some(column)
    }

    /// The places of all people.
    fn people(&self) -> Vec<u32> {
        let is_person = |at: &usize| {
            self.shop.is_known(*at) && self.shop.person_of(Index::at(*at)).position() == *at
        };
        (0..self.shop.customers().len()).filter(is_person).map(|at| at as u32).collect()
    }
}

impl State {
    fn ground(self) -> Option<Ground> {
        self.revision.track();
        let (day, counting) = (self.member_day(), self.basis.rule.get());
        let rules = self.rulebook();
        let shop = self.desk.get_value()?.snapshot();
        Some(Ground { shop, rules, counting, day })
    }

    /// Where everybody stands. Call it in a component's body: it is followed while that stands.
    #[must_use]
    pub fn tiers(self) -> Signal<Option<Arc<TierScene>>> {
        let found = RwSignal::new(None);
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let Some(ground) = self.ground() else { return };
            let turn = Turn::next(newest);
            spawn_local(async move {
                let Some(column) = ground.column(ground.rules.timeline(), turn).await else {
                    return;
                };
                let history = ground.shop.history_as_of(ground.day);
                let (mut news, mut at) = (TierNews::default(), 0);
                let all = ground.shop.customers().len();
                clock::in_slices(|| {
                    let end = (at + PEOPLE).min(all);
                    (at..end).for_each(|it| news.take(&ground.shop, &history, &column, it));
                    at = end;
                    turn.is_mine() && end < all
                })
                .await;
                if turn.is_mine() {
                    news.sort();
                    found.try_set(Some(Arc::new(TierScene { column, news })));
                }
            });
        });
        found.into()
    }

    /// What a draft would do, beside the policies there are without the one of which it is an edit.
    /// `None` while there is no draft that parses, and until it is known.
    #[must_use]
    pub fn tier_trial(
        self,
        draft: Memo<Option<PolicyDraft>>,
        edited: Option<RuleId>,
    ) -> Signal<Option<Arc<TierTrial>>> {
        let found = RwSignal::new(None);
        let newest = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let ground = self.ground();
            let turn = Turn::next(newest);
            let policy = draft.get().and_then(|draft| Policy::parse(draft).ok());
            let (Some(ground), Some((policy, _))) = (ground, policy) else {
                found.set(None);
                return;
            };
            spawn_local(async move {
                clock::wait_ms(PAUSE_MS).await;
                if let Some(trial) = tried(&ground, &policy.period(), edited, turn).await {
                    found.try_set(Some(Arc::new(trial)));
                }
            });
        });
        found.into()
    }

    /// Steps proposed from what everybody bought in a window.
    pub fn propose_tiers(
        self,
        window_days: Option<u32>,
        then: impl FnOnce(Result<Vec<Proposal>, TooFew>) + 'static,
    ) {
        let Some(ground) = untrack(|| self.ground()) else { return };
        spawn_local(async move {
            let history = ground.shop.history_as_of(ground.day);
            let empty =
                TierColumn::begin(&ground.shop, &Timeline::default(), ground.counting, ground.day);
            let mut people = ground.people().into_iter();
            let mut totals: Vec<Totals> = Vec::new();
            clock::in_slices(|| {
                let of = |at: u32| {
                    let bought = empty.purchases(&history, at as usize);
                    bought.totals(window_days, ground.day)
                };
                let before = totals.len();
                totals.extend(people.by_ref().take(PEOPLE).map(of));
                totals.len() > before
            })
            .await;
            then(propose(totals.into_iter()).map(Vec::from));
        });
    }
}

async fn tried(
    ground: &Ground,
    draft: &Period,
    edited: Option<RuleId>,
    turn: Turn,
) -> Option<TierTrial> {
    let others = ground.rules.policies().iter().filter(|(id, _)| Some(*id) != edited);
    let present = Timeline::new(others.map(|(_, policy)| policy.period()).collect());
    let history = ground.shop.history_as_of(ground.day);
    let column = TierColumn::begin(&ground.shop, &present, ground.counting, ground.day);
    let people = ground.people();
    let last = draft.first_day.max(ground.day).plus(TRIED_DAYS);
    let days = DayRange { first: ground.day, last };
    let (mut what, mut done) = (WhatIf::default(), 0);
    clock::in_slices(|| {
        let slice = people.get(done..people.len().min(done + PEOPLE)).unwrap_or_default();
        let bought: Vec<_> = slice
            .iter()
            .map(|at| (*at as usize, column.purchases(&history, *at as usize)))
            .collect();
        let members =
            bought.iter().map(|(at, purchases)| Member { purchases, hand: column.hand(*at) });
        what.join(what_if(members, &present, draft, days), done);
        done += slice.len();
        turn.is_mine() && done < people.len()
    })
    .await;
    turn.is_mine().then_some(TierTrial { people, what })
}
