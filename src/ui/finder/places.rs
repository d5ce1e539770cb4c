//! Places and acts, found by their names in both languages, by pinyin, and by what people call them.

use super::lines::{Goal, Group, Line};
use crate::domain::search::{Field, Query, Readings, Texts, find};
use crate::ui::components::icon::Glyph;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::route::Route;

type Words = fn(Locale) -> &'static str;

/// Somewhere to go.
#[derive(Clone, Copy)]
struct Place {
    /// `None` = the list of keys.
    route: Option<Route>,
    glyph: Glyph,
    name: Words,
    /// Other words for it, with blanks between them.
    called: Words,
}

const PLACES: [Place; 8] = [
    Place {
        route: Some(Route::Customers),
        glyph: Glyph::People,
        name: |lang| td_string!(lang, nav.customers),
        called: |lang| td_string!(lang, find.called_customers),
    },
    Place {
        route: Some(Route::Grow),
        glyph: Glyph::Tag,
        name: |lang| td_string!(lang, nav.grow),
        called: |lang| td_string!(lang, find.called_grow),
    },
    Place {
        route: Some(Route::Insight),
        glyph: Glyph::Insight,
        name: |lang| td_string!(lang, nav.insight),
        called: |lang| td_string!(lang, find.called_insight),
    },
    Place {
        route: Some(Route::Checkup),
        glyph: Glyph::Check,
        name: |lang| td_string!(lang, checkup.title),
        called: |lang| td_string!(lang, find.called_checkup),
    },
    Place {
        route: Some(Route::Duplicates),
        glyph: Glyph::People,
        name: |lang| td_string!(lang, twins.title),
        called: |lang| td_string!(lang, find.called_duplicates),
    },
    Place {
        route: Some(Route::Data),
        glyph: Glyph::Import,
        name: |lang| td_string!(lang, nav.data),
        called: |lang| td_string!(lang, find.called_data),
    },
    Place {
        route: Some(Route::Settings),
        glyph: Glyph::Gear,
        name: |lang| td_string!(lang, nav.settings),
        called: |lang| td_string!(lang, find.called_settings),
    },
    Place {
        route: None,
        glyph: Glyph::Eye,
        name: |lang| td_string!(lang, keys.title),
        called: |lang| td_string!(lang, find.called_keys),
    },
];

/// All places, ready to be searched.
pub(super) struct Places {
    texts: Texts,
}

impl Places {
    pub(super) fn all() -> Places {
        let mut texts = Texts::default();
        for (at, place) in PLACES.iter().enumerate() {
            let both = [Locale::zh, Locale::en];
            let names = both.iter().map(|lang| (Field::Name, (place.name)(*lang)));
            let called = both.iter().flat_map(|lang| (place.called)(*lang).split_whitespace());
            let said: Vec<_> = names.chain(called.map(|word| (Field::Tag, word))).collect();
            texts.set(at, &said);
        }
        Places { texts }
    }

    /// Those that are found; all of them where nothing was typed.
    pub(super) fn found(
        &self,
        typed: &str,
        readings: Option<&Readings>,
        lang: Locale,
    ) -> Vec<Line> {
        let query = Query::new(typed);
        let places: Vec<usize> = match query.is_empty() {
            true => (0..PLACES.len()).collect(),
            false => {
                let hits = find(&self.texts, readings, &query, PLACES.len());
                hits.best.iter().map(|hit| hit.place).collect()
            }
        };
        places.into_iter().filter_map(|at| PLACES.get(at)).map(|it| line(it, lang)).collect()
    }
}

fn line(place: &Place, lang: Locale) -> Line {
    Line {
        group: Group::Places,
        glyph: place.glyph,
        title: (place.name)(lang).to_owned(),
        title_ranges: Vec::new(),
        note: String::new(),
        note_ranges: Vec::new(),
        stage: "",
        goal: place.route.map_or(Goal::Keys, |route| Goal::Address(route.href().to_owned())),
    }
}
