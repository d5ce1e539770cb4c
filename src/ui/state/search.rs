//! Searching: everybody of the book kept ready, behind the page, from the first time somebody looks.

use std::ops::Range;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::State;
use super::desk::RECORDS;
use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::search::{Directory, FindingOrders, Hits, Query, matched, orders_numbered};
use crate::domain::shop::Shop;
use crate::ui::clock;

/// Fewer characters than this name no order for sure.
const SHORTEST_NUMBER: usize = 6;

/// What is held ready for searching.
#[derive(Default)]
pub(super) struct Searching {
    directory: Directory,
    /// Somebody has searched: from now on it follows the book.
    is_wanted: bool,
    is_filling: bool,
    /// What was found last: who types on is looked for among those.
    last: Option<Arc<Hits>>,
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
                self.hands.update_value(|it| it.searching.last = None);
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

    /// Who is found by what was typed, and the best `limit` of them; again whenever the book, or
    /// what is known of its characters, has changed. `None` where nothing was typed, or before
    /// everybody is ready.
    #[must_use]
    pub fn search(self, typed: &str, limit: usize) -> Option<Arc<Hits>> {
        let readings = self.readings.get();
        let query = Query::new(typed);
        if query.is_empty() || !self.is_search_ready() {
            return None;
        }
        self.hands.try_update_value(|it| {
            let Searching { directory, last, .. } = &mut it.searching;
            let before = last.take().unwrap_or_default();
            let hits = before.refined(directory.texts(), readings.as_deref(), &query, limit);
            let hits = Arc::new(hits);
            *last = Some(Arc::clone(&hits));
            hits
        })
    }

    /// The texts of somebody in which what was typed was found.
    #[must_use]
    pub fn matched(self, typed: &str, at: usize) -> Vec<MatchedText> {
        let readings = self.readings.get();
        let query = Query::new(typed);
        let told = self.hands.with_value(|it| {
            let texts = it.searching.directory.texts();
            matched(texts, readings.as_deref(), &query, at)
        });
        told.into_iter().map(|it| MatchedText { text: it.text, ranges: it.ranges }).collect()
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
