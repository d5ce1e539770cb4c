//! What was found, line by line.

use std::ops::Range;

use leptos::prelude::*;

use super::places::Places;
use crate::domain::customer::CustomerKey;
use crate::domain::search::Hits;
use crate::ui::components::icon::Glyph;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::state::{FoundOrder, State};
use crate::ui::text;

/// People listed at most.
const MOST_PEOPLE: usize = 8;

/// People looked at for that: not everybody is known by the day of the figures.
pub(super) const LOOKED_AT: usize = 32;

/// What kind of thing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Group {
    People,
    Orders,
    Places,
}

impl Group {
    pub(super) const ALL: [Group; 3] = [Group::People, Group::Orders, Group::Places];

    pub(super) const fn id(self) -> &'static str {
        match self {
            Group::People => "found-people",
            Group::Orders => "found-orders",
            Group::Places => "found-places",
        }
    }

    pub(super) const fn testid(self) -> &'static str {
        match self {
            Group::People => "search-person",
            Group::Orders => "search-order",
            Group::Places => "search-place",
        }
    }

    pub(super) fn name(self) -> fn(Locale) -> &'static str {
        match self {
            Group::People => |lang| td_string!(lang, find.people),
            Group::Orders => |lang| td_string!(lang, find.orders),
            Group::Places => |lang| td_string!(lang, find.places),
        }
    }
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Goal {
    Address(String),
    Keys,
}

/// A line of the results.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) group: Group,
    pub(super) glyph: Glyph,
    pub(super) title: String,
    pub(super) title_ranges: Vec<Range<usize>>,
    pub(super) note: String,
    pub(super) note_ranges: Vec<Range<usize>>,
    pub(super) stage: &'static str,
    pub(super) goal: Goal,
}

/// All lines: people, orders, places. Without a word only the places.
pub(super) fn lines(
    state: State,
    typed: &str,
    hits: Option<&Hits>,
    orders: &[FoundOrder],
    places: &Places,
) -> Vec<Line> {
    let lang = state.lang.get();
    let mut lines = hits.map_or_else(Vec::new, |hits| people(state, hits, lang));
    lines.extend(orders.iter().filter_map(|it| order(state, it, lang)));
    lines.extend(places.found(typed, state.readings.get().as_deref(), lang));
    lines
}

fn people(state: State, hits: &Hits, lang: Locale) -> Vec<Line> {
    let best = hits.best.iter().map(|hit| hit.place);
    let views = state.with_roster(|roster| {
        let key = |at: usize| roster.shop().customers().get(at).cloned();
        let views = best.filter_map(|at| Some((PersonView::of(roster, at)?, key(at)?)));
        views.take(MOST_PEOPLE).collect::<Vec<_>>()
    });
    let views = views.unwrap_or_default();
    views.into_iter().map(|(view, key)| person(state, hits, view, &key, lang)).collect()
}

fn person(state: State, hits: &Hits, view: PersonView, key: &CustomerKey, lang: Locale) -> Line {
    let found = state.matched(hits.query(), view.at);
    let title = found.iter().find(|it| it.text == view.name);
    let title_ranges = title.map(|it| it.ranges.clone()).unwrap_or_default();
    let other = found.into_iter().find(|it| it.text != view.name);
    let (note, note_ranges) = match other {
        Some(it) => (it.text, it.ranges),
        // What tells two of one name apart.
        None => (text::label(key), Vec::new()),
    };
    let note = if note == view.name { String::new() } else { note };
    Line {
        group: Group::People,
        glyph: Glyph::People,
        goal: Goal::Address(Asked::default().href_of(&view.id)),
        stage: view.lead_words(lang).0,
        title: view.name,
        title_ranges,
        note,
        note_ranges,
    }
}

fn order(state: State, it: &FoundOrder, lang: Locale) -> Option<Line> {
    let buyer = state.with_roster(|roster| PersonView::of(roster, it.buyer)).flatten()?;
    let day = it.day.map(|day| number::day(day, lang, state.this_year()));
    let goal = Goal::Address(Asked::default().href_of(&buyer.id));
    let note = [Some(buyer.name), day].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    Some(Line {
        group: Group::Orders,
        glyph: Glyph::File,
        title: td_string!(lang, card.order_no, number = it.number.clone()),
        title_ranges: Vec::new(),
        note,
        note_ranges: Vec::new(),
        stage: "",
        goal,
    })
}
