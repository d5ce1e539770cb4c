//! What is to be said of a good, as marks on a row and as sentences.

use leptos::prelude::*;

use crate::domain::member::GoodCare;
use crate::domain::price_care::Source;
use crate::ui::bidi;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::State;
use crate::ui::text;
use crate::ui::veil;

/// The warnings of a good, short.
#[must_use]
pub fn tags(lang: Locale, good: &GoodCare) -> Vec<AnyView> {
    let warning = |warning| {
        let says = text::price_care::mark(lang, warning);
        view! { <span class=text::price_care::tone(warning)>{says}</span> }.into_any()
    };
    good.warnings().iter().copied().map(warning).collect()
}

/// Where a lowest price comes from.
#[must_use]
pub fn source(state: State, source: &Source) -> String {
    let lang = state.lang.get();
    match source {
        Source::Base => td_string!(lang, price_care.from_base).to_owned(),
        Source::Region(name) => {
            td_string!(lang, price_care.from_region, name = veil::text(name))
        }
        Source::Launch => td_string!(lang, price_care.from_launch).to_owned(),
        Source::Private(id) => {
            let rules = state.rulebook();
            let mut lists = rules.price_lists();
            let list = lists.find(|(list, _)| list.to_string() == **id);
            let name = list.map(|(_, list)| veil::text(&list.name)).unwrap_or_default();
            td_string!(lang, price_care.from_list, name = bidi::isolated(&name))
        }
        Source::Own(customer) => {
            let name = state.buyer(customer).map(|buyer| buyer.name).unwrap_or_default();
            td_string!(lang, price_care.from_own, name = bidi::isolated(&name))
        }
    }
}

/// All warnings as sentences that say what to do.
pub fn sentences(state: State, good: &GoodCare) -> Option<AnyView> {
    let (lang, year) = (state.lang.get(), state.this_year());
    let of = good.margin.as_ref().map(|it| source(state, &it.lowest.source)).unwrap_or_default();
    let warnings = good.warnings();
    if warnings.is_empty() {
        return None;
    }
    let row = |warning| {
        let says = text::price_care::warning(lang, warning, good, &of, year);
        let mark = text::price_care::mark(lang, warning);
        let tone = text::price_care::tone(warning);
        view! {
            <li>
                <span class=tone>{mark}</span>
                <span>{says}</span>
            </li>
        }
    };
    let rows = warnings.iter().copied().map(row).collect_view();
    Some(view! { <ul class="care-says" data-testid="care-warnings">{rows}</ul> }.into_any())
}
