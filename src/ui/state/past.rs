//! What past orders would earn, worked out in slices.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::desk::RECORDS;
use crate::domain::day::Day;
use crate::domain::member::{PastTotals, PreviewingPast};
use crate::domain::shop::GatheringOrders;
use crate::ui::clock;

/// Where the preview stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PastStatus {
    /// Nobody has asked.
    #[default]
    Idle,
    /// It is being worked out.
    Working,
    /// It stands.
    Ready(PastTotals),
    /// The points are off: nothing can be given.
    Off,
}

impl State {
    /// Works out what the orders of these days would earn as of today. `run` is raised with every
    /// question: an older one that is still at work stops when it sees it.
    pub fn preview_past(
        self,
        days: (Day, Day),
        status: RwSignal<PastStatus>,
        run: StoredValue<u32>,
    ) {
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else { return };
        let nth = run.get_value().wrapping_add(1);
        run.set_value(nth);
        let (today, counting) = untrack(|| (self.today(), self.basis.rule.get()));
        let rules = shop.rulebook();
        let Some(mut preview) = PreviewingPast::begin(&shop, &rules, counting, days, today) else {
            return status.set(PastStatus::Off);
        };
        status.set(PastStatus::Working);
        spawn_local(async move {
            let goes_on = || run.try_get_value() == Some(nth);
            if !shop.knows_orders_of() {
                let mut gathering = GatheringOrders::default();
                clock::in_slices(|| gathering.step(&shop, RECORDS)).await;
                shop.keep_orders_of(gathering);
            }
            clock::in_slices(|| goes_on() && preview.step(&shop, &rules, RECORDS)).await;
            if goes_on() {
                status.try_set(PastStatus::Ready(preview.totals()));
            }
        });
    }
}
