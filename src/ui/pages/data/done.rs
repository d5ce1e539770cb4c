//! What an import brought, and the way on to the figures.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::state::{Outcome, use_state};
use crate::ui::text;

/// The import that was just taken in.
#[component]
pub fn Done(
    /// What it brought.
    outcome: Arc<Outcome>,
) -> impl IntoView {
    let state = use_state();
    let preview = &outcome.preview;
    let (new, updated) = (preview.new, preview.updated);
    let problems = preview.problems.len() as u64;
    let rows: u64 = preview.files.iter().map(|file| file.rows).sum();
    let (people, more_known) = (preview.new_people, preview.updated_people);
    let heading = move || {
        let lang = state.lang.get();
        if new + updated == 0 && people + more_known > 0 {
            let (people, known) = (text::customers(lang, people), text::people(lang, more_known));
            return td_string!(lang, done.people, new = people, updated = known);
        }
        td_string!(
            lang,
            done.heading,
            new = text::orders(lang, new),
            updated = text::orders(lang, updated)
        )
    };
    let book = move || {
        state.figures.get().map(|figures| {
            let lang = state.lang.get();
            let people = text::customers(lang, figures.customers);
            let on = td_string!(lang, import.see_figures, customers = people);
            view! {
                <a
                    class="btn btn-1 btn-big btn-wide"
                    href=Route::Insight.href()
                    data-testid="see-figures"
                >
                    {on}
                </a>
            }
        })
    };
    let bad = move || {
        (problems > 0).then(|| {
            let lang = state.lang.get();
            td_string!(lang, done.problems, rows = text::rows(lang, problems))
        })
    };
    // Lists that came beside orders; alone they are the heading.
    let is_listed = preview.has_people() && new + updated > 0 && people + more_known > 0;
    let listed = move || {
        is_listed.then(|| {
            let lang = state.lang.get();
            let (people, known) = (text::customers(lang, people), text::people(lang, more_known));
            td_string!(lang, done.with_people, customers = people, known = known)
        })
    };
    view! {
        <section
            class="sheet pad sec done wide"
            data-testid="import-done"
            data-files=preview.files.len().to_string()
            data-rows=rows.to_string()
            data-new=new.to_string()
            data-updated=updated.to_string()
            data-unchanged=preview.unchanged.to_string()
            data-skipped=preview.skipped.to_string()
            data-problems=problems.to_string()
            data-people-new=preview.new_people.to_string()
            data-people-updated=preview.updated_people.to_string()
        >
            <h2>{heading}</h2>
            <p class="muted">{listed}</p>
            <p class="muted">{bad}</p>
            {book}
        </section>
    }
}

/// A number under its name.
#[component]
pub fn Count(
    /// What is counted.
    name: &'static str,
    /// How many.
    value: u64,
    /// A class for colour.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <div class=class>
            <dt>{name}</dt>
            <dd class="num">{number::count(value)}</dd>
        </div>
    }
}
