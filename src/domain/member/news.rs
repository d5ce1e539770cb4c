//! What is new with tiers: who rose of late, and who falls soon.

use super::tiers::TierColumn;
use crate::domain::customer::Platform;
use crate::domain::day::Day;
use crate::domain::figures::{CountingRule, OrderHistory};
use crate::domain::intern::Index;
use crate::domain::loyalty::Rulebook;
use crate::domain::order::OrderStatus;
use crate::domain::record::Source;
use crate::domain::shop::Shop;
use crate::domain::tier::announce::RETURN_DAYS;
use crate::domain::tier::{
    Buying, Change, FallAhead, Reason, Timeline, fall_ahead, fold, rise_announced_on,
};

/// Rises older than this are no news, in days.
pub const NEWS_DAYS: u32 = 31;

/// Somebody who rose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rise {
    /// Who: the place of the person.
    pub person: u32,
    /// From where to where, and when.
    pub change: Change,
    /// The day from which on he may be told: past the return window of the orders that lifted him.
    pub announced: Day,
    /// True where an order lifted him that the last import brought.
    pub is_of_last_import: bool,
}

/// Who rose of late, and who falls within a month unless he buys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TierNews {
    /// The latest rise first.
    pub rises: Vec<Rise>,
    /// By the day of the fall; the person's place first.
    pub falls: Vec<(u32, FallAhead)>,
}

impl TierNews {
    /// What is new with one person, put to what is known of others.
    pub fn take(
        &mut self,
        shop: &Shop,
        history: &OrderHistory,
        column: &TierColumn,
        person: usize,
    ) {
        if column.steps().get(person).is_none_or(Option::is_none) {
            return;
        }
        let (day, timeline) = (column.day(), column.timeline());
        let purchases = column.purchases(history, person);
        let hand = column.hand(person);
        let fall = fall_ahead(timeline, &purchases, hand, day, NEWS_DAYS);
        self.falls.extend(fall.filter(|fall| !fall.is_held).map(|fall| (person as u32, fall)));
        let Some(folded) = fold(timeline, &purchases, day) else { return };
        let news = folded.changes.into_iter().filter(|it| is_news(timeline, it, day));
        self.rises.extend(news.map(|change| rise(shop, person, change)));
    }

    /// Puts all in order.
    pub fn sort(&mut self) {
        self.rises.sort_by_key(|rise| (std::cmp::Reverse(rise.change.day), rise.person));
        self.falls.sort_by_key(|(person, fall)| (fall.day, *person));
    }
}

impl Rise {
    /// The last rise of one person, if it is news as of a day.
    #[must_use]
    pub fn last(
        shop: &Shop,
        rules: &Rulebook,
        counting: CountingRule,
        person: Index,
        day: Day,
    ) -> Option<Rise> {
        let timeline = rules.timeline();
        timeline.on(day)?;
        let purchases = shop.tier_facts(person, day).as_of(day, counting);
        let changes = fold(timeline, &purchases, day)?.changes;
        let change = changes.into_iter().rev().find(|change| is_news(timeline, change, day))?;
        Some(rise(shop, person.position(), change))
    }
}

/// True for a rise of late that is the customer's own: those of the first day of a policy are the
/// policy's.
fn is_news(timeline: &Timeline, change: &Change, day: Day) -> bool {
    let begins = timeline.periods().any(|(period, _)| period.first_day == change.day);
    change.reason == Reason::Rise && !begins && day.plus(-(NEWS_DAYS as i32)) < change.day
}

fn rise(shop: &Shop, person: usize, change: Change) -> Rise {
    let mut bought = Vec::new();
    let mut is_of_last_import = false;
    let last = shop.imports().iter().rposition(|import| import.state.value.present);
    for place in shop.orders_of(Index::at(person)) {
        let Some(record) = shop.record(place) else { continue };
        let content = record.joined(shop.tables(), shop.imports());
        if content.day != Some(change.day) {
            continue;
        }
        let Some(held) = content.held else { continue };
        bought.push(match record.key.platform {
            Platform::Hand => Buying::Counter,
            Platform::Taobao | Platform::Alibaba1688 | Platform::Youzan | Platform::Table => {
                let is_done = held.status == OrderStatus::Completed;
                Buying::Online { completed: held.delivered_day.filter(|_| is_done) }
            }
        });
        let mut sources = record.sightings.iter().flat_map(|sighting| &sighting.sources);
        is_of_last_import |= sources.all(|source| match source {
            Source::Import(at) => Some(at.position()) == last,
            Source::Hand => false,
        });
    }
    Rise {
        person: person as u32,
        change,
        announced: rise_announced_on(change.day, bought.into_iter(), RETURN_DAYS),
        is_of_last_import,
    }
}
