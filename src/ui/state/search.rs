//! Searching: everybody of the book kept ready, behind the page, from the first time somebody looks.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::RECORDS;
use super::{Hands, State};
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::search::{
    Directory, Finding, FindingOrders, Hits, Query, Readings, Texts, matched, orders_numbered,
};
use crate::domain::shop::Shop;
use crate::ui::clock;
use crate::ui::veil;

/// Fewer characters than this name no order for sure.
const SHORTEST_NUMBER: usize = 6;

/// What is held ready for searching.
#[derive(Default)]
pub(super) struct Searching {
    directory: Directory,
    /// Somebody has searched: from now on it follows the book.
    is_wanted: bool,
    is_filling: bool,
}

/// So many are looked through before the key that asked for them is answered; more in slices behind it.
const AT_ONCE: usize = 4_000;

/// A search that follows what is typed.
#[derive(Clone, Copy)]
pub struct Seeking {
    state: State,
    limit: usize,
    hits: RwSignal<Option<Arc<Hits>>>,
    /// What is not through yet, and which of all searches it is: an older one is left.
    finding: StoredValue<(u32, Option<Finding>), LocalStorage>,
}

impl Seeking {
    /// What was found; of the word before while many are looked through. `None` where nothing is typed,
    /// or before everybody is ready.
    #[must_use]
    pub fn hits(self) -> Option<Arc<Hits>> {
        self.hits.get()
    }

    /// Whoever asks is asked again whenever something else was found.
    pub fn follow(self) {
        self.hits.track();
    }

    /// The texts of somebody in which it was found; for a row, which follows the hits itself.
    #[must_use]
    pub fn matched(self, at: usize) -> Vec<MatchedText> {
        let hits = self.hits.get_untracked();
        hits.map(|hits| self.state.matched(hits.query(), at)).unwrap_or_default()
    }

    /// Looks through all that is left, for whoever does not wait to see what was found.
    pub fn settle(self) {
        let run = self.finding.with_value(|(run, _)| *run);
        self.step(run, usize::MAX);
    }

    fn begin(self, query: &Query) {
        let before = self.hits.get_untracked().unwrap_or_default();
        let finding = self
            .state
            .with_texts(|texts, readings| Finding::begin(&before, texts, readings, query));
        let run = self.leave();
        self.finding.update_value(|it| it.1 = finding);
        if self.step(run, AT_ONCE) {
            spawn_local(clock::in_slices(move || self.step(run, RECORDS)));
        }
    }

    /// Leaves what is not through yet: the number of the next search.
    fn leave(self) -> u32 {
        let next = self.finding.try_update_value(|it| {
            *it = (it.0 + 1, None);
            it.0
        });
        next.unwrap_or_default()
    }

    /// True while there is more to look through, for this search.
    fn step(self, run: u32, people: usize) -> bool {
        let goes_on = self.state.with_texts(|texts, readings| {
            let step = |(now, finding): &mut (u32, Option<Finding>)| {
                let current = finding.as_mut().filter(|it| *now == run && it.fits(texts, readings));
                if current.is_none_or(|it| it.step(texts, readings, people)) {
                    return finding.is_some() && *now == run;
                }
                let hits = finding.take().map(|it| it.end(texts, readings, self.limit));
                self.hits.set(hits.map(Arc::new));
                false
            };
            self.finding.try_update_value(step).unwrap_or_default()
        });
        goes_on.unwrap_or_default()
    }
}

/// A text of somebody with its parts that matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchedText {
    /// The text.
    pub text: String,
    /// Its bytes that matched.
    pub ranges: Vec<Range<usize>>,
}

/// An order that was found by its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrder {
    /// Its number.
    pub number: String,
    /// Its day.
    pub day: Option<Day>,
    /// Whose it is: his place.
    pub buyer: usize,
}

impl State {
    /// Somebody is about to search: sends for the readings and makes everybody ready.
    pub fn want_search(self) {
        self.want_readings();
        let was_wanted =
            self.hands.try_update_value(|it| std::mem::replace(&mut it.searching.is_wanted, true));
        if was_wanted == Some(false) {
            self.fill_directory();
        }
    }

    /// Keeps everybody ready while the book changes. Once, at the start of a tab.
    pub fn keep_search_ready(self) {
        Effect::new(move |_| {
            self.revision.track();
            if self.hands.with_value(|it| it.searching.is_wanted) {
                self.fill_directory();
            }
        });
    }

    fn fill_directory(self) {
        if self.hands.with_value(|it| it.searching.is_filling) {
            // Goes through the book once more when it sees that it has changed.
            return;
        }
        self.hands.update_value(|it| it.searching.is_filling = true);
        spawn_local(async move {
            loop {
                let revision = self.revision.get_untracked();
                let Some(desk) = self.desk.get_value() else { break };
                let directory = |look: fn(&mut Directory, &Shop) -> bool| {
                    let look = |shop: &Shop| {
                        self.hands.try_update_value(|it| look(&mut it.searching.directory, shop))
                    };
                    desk.shop(look).unwrap_or_default()
                };
                directory(|directory, shop| {
                    directory.begin(shop);
                    true
                });
                clock::in_slices(|| directory(|it, shop| it.step(shop, RECORDS))).await;
                self.searched.set(revision);
                if self.revision.get_untracked() == revision {
                    break;
                }
            }
            self.hands.update_value(|it| it.searching.is_filling = false);
        });
    }

    /// True once everybody can be found; again whenever the book has changed.
    #[must_use]
    pub fn is_search_ready(self) -> bool {
        self.searched.track();
        let fits = |shop: &Shop| self.hands.with_value(|it| it.searching.directory.fits(shop));
        self.with_shop(fits).unwrap_or_default()
    }

    /// Follows what is typed: who is found by it, and the best `limit` of them; again whenever the
    /// book, or what is known of its characters, has changed.
    #[must_use]
    pub fn seek(self, typed: RwSignal<String>, limit: usize) -> Seeking {
        let hits = RwSignal::new(None);
        let finding = StoredValue::new_local((0, None));
        let seeking = Seeking { state: self, limit, hits, finding };
        Effect::new(move |_| {
            self.readings.track();
            let is_ready = self.is_search_ready();
            let query = typed.with(|typed| Query::new(typed));
            if query.is_empty() || !is_ready {
                seeking.leave();
                hits.set(None);
            } else {
                seeking.begin(&query);
            }
        });
        seeking
    }

    /// The orders that are found by what is typed, whenever something else is; what is on its way for the
    /// last word is left.
    #[must_use]
    pub fn follow_orders(self, typed: RwSignal<String>, limit: usize) -> RwSignal<Vec<FoundOrder>> {
        let orders = RwSignal::new(Vec::new());
        let run = StoredValue::new(0_u32);
        on_cleanup(move || {
            run.try_update_value(|it| *it += 1);
        });
        Effect::new(move |_| {
            let typed = typed.get();
            let ours = run.with_value(|it| it + 1);
            run.set_value(ours);
            if orders.with_untracked(|it| !it.is_empty()) {
                orders.set(Vec::new());
            }
            spawn_local(async move {
                let goes_on = move || run.try_get_value() == Some(ours);
                if let Some(found) = self.orders_found(&typed, limit, goes_on).await
                    && !found.is_empty()
                {
                    orders.try_set(found);
                }
            });
        });
        orders
    }

    fn with_texts<T>(self, look: impl FnOnce(&Texts, Option<&Readings>) -> T) -> Option<T> {
        let readings = self.readings.get_untracked();
        let look = |it: &Hands| look(it.searching.directory.texts(), readings.as_deref());
        self.hands.try_with_value(look)
    }

    /// The texts of somebody in which what was looked for was found.
    #[must_use]
    pub fn matched(self, query: &Query, at: usize) -> Vec<MatchedText> {
        let told = self.with_texts(|texts, readings| matched(texts, readings, query, at));
        let shown = |text: String, ranges| match veil::text(&text) {
            same if same == text => MatchedText { text, ranges },
            covered => MatchedText { text: covered, ranges: Vec::new() },
        };
        told.unwrap_or_default().into_iter().map(|it| shown(it.text, it.ranges)).collect()
    }

    /// The orders with this number, and of those whose number ends with it the first `limit`. `None`
    /// where that was left because `goes_on` no longer held.
    pub async fn orders_found(
        self,
        typed: &str,
        limit: usize,
        goes_on: impl Fn() -> bool,
    ) -> Option<Vec<FoundOrder>> {
        let Some(shop) = self.desk.get_value().map(|desk| desk.snapshot()) else {
            return Some(Vec::new());
        };
        let is_number = typed.trim().chars().count() >= SHORTEST_NUMBER
            && typed.chars().any(|c| c.is_ascii_digit());
        let mut places = if is_number { orders_numbered(&shop, typed) } else { Vec::new() };
        if let Some(mut finding) = FindingOrders::begin(typed, limit) {
            clock::in_slices(|| goes_on() && finding.step(&shop, RECORDS)).await;
            let more = finding.found().iter().copied();
            let more: Vec<usize> = more.filter(|place| !places.contains(place)).collect();
            places.extend(more);
        }
        let orders = places.into_iter().take(limit).filter_map(|place| found_order(&shop, place));
        goes_on().then(|| orders.collect())
    }
}

fn found_order(shop: &Shop, place: usize) -> Option<FoundOrder> {
    let record = shop.record(place)?;
    let content = record.joined(shop.tables(), shop.imports());
    let buyer = shop.person_of(Index::at(shop.buyer_at(place)?)).position();
    Some(FoundOrder { number: shop.number_text(&record.key), day: content.day, buyer })
}
