//! What an import brought, and the way on: to the figures, or to the orders that they need.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::FileList;

use super::TABLES;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{Brought, Outcome, use_state};
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
    let orders = Brought { new, updated, ..Brought::default() };
    let (new_people, updated_people) = (preview.new_people, preview.updated_people);
    let people = Brought { new_people, updated_people, ..Brought::default() };
    let (has_orders, has_people) = (new + updated > 0, new_people + updated_people > 0);
    let heading = move || {
        let lang = state.lang.get();
        let what = if has_people && !has_orders { people } else { orders };
        td_string!(lang, done.heading, what = text::brought(lang, what))
    };
    let on = move || match state.figures.get() {
        Some(figures) => view! { <SeeFigures customers=figures.customers/> }.into_any(),
        None if state.has_book.get() => view! { <OrdersNext/> }.into_any(),
        None => ().into_any(),
    };
    let bad = move || {
        (problems > 0).then(|| {
            let lang = state.lang.get();
            td_string!(lang, done.problems, rows = text::rows(lang, problems))
        })
    };
    // Lists that came beside orders; alone they are the heading.
    let is_listed = preview.has_people() && has_orders && has_people;
    let listed = move || {
        is_listed.then(|| {
            let lang = state.lang.get();
            td_string!(lang, done.with_people, what = text::brought(lang, people))
        })
    };
    let uncounted = move || state.uncounted().and_then(|it| text::uncounted(state.lang.get(), it));
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
            <p class="muted" data-testid="uncounted">{uncounted}</p>
            {on}
        </section>
    }
}

/// The way on: the answer in five sentences, then all figures.
#[component]
fn SeeFigures(customers: u64) -> impl IntoView {
    let state = use_state();
    let on = move || {
        let lang = state.lang.get();
        td_string!(lang, import.see_figures, customers = text::customers(lang, customers))
    };
    view! {
        <a class="btn btn-1 btn-big btn-wide" href=Route::Checkup.href() data-testid="see-checkup">
            {say!(checkup.see)}
        </a>
        <a class="btn btn-wide" href=Route::Insight.href() data-testid="see-figures">
            {on}
        </a>
    }
}

/// Of people alone there are no figures: what comes next.
#[component]
fn OrdersNext() -> impl IntoView {
    let state = use_state();
    view! {
        <p class="muted">{say!(done.orders_next_hint)}</p>
        <FilePicker
            testid="import-orders-next"
            accept=TABLES
            multiple=true
            class=Signal::derive(|| "btn btn-1 btn-big btn-wide")
            act=move |files: FileList| state.take_files(&files)
        >
            {say!(done.orders_next)}
        </FilePicker>
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

/// What becomes of the people of lists, each number under its name.
#[component]
pub fn PeopleCounts(
    /// The language.
    lang: Locale,
    /// People whom the book did not know.
    new: u64,
    /// People of whom more is known then.
    updated: u64,
    /// People of whom nothing new is said.
    unchanged: u64,
) -> impl IntoView {
    view! {
        <Count name=td_string!(lang, preview.people_new) value=new/>
        <Count name=td_string!(lang, preview.people_updated) value=updated/>
        <Count name=td_string!(lang, preview.people_unchanged) value=unchanged/>
    }
}
