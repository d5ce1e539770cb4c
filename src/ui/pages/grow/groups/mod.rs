//! Groups of customers: those that are ready and the seller's own, and the form that makes one.

pub mod asking;
pub mod blocks;
pub mod choices;
pub mod condition;
pub mod editor;
pub mod fields;
pub mod history;
pub mod rows;
pub mod scene;
pub mod start;
pub mod tree;
pub mod who;
pub mod words;

use leptos::prelude::*;

use crate::ui::route::Here;
use crate::ui::say::say;
use crate::ui::state::use_state;

use editor::Editor;
use rows::Rows;
use start::Start;

/// Where the groups stand.
pub const LIST: &str = "#/grow/groups";

/// The list and, beside it on a desk or in its place on a phone, the form.
#[component]
pub fn GroupsPage() -> impl IntoView {
    let state = use_state();
    state.keep_groups();
    let rest = super::rest_of_address();
    let Here(here) = expect_context();
    // One value, so that a step from one group to the next draws the form once.
    let place = Memo::new(move |_| {
        let query = here.with(|it| it.as_ref().map(|it| it.query.clone()).unwrap_or_default());
        (rest.get(), query)
    });
    let open = Memo::new(move |_| place.with(|(rest, _)| rest.clone()));
    let form = move || {
        let (rest, query) = place.get();
        (!rest.is_empty()).then(|| match untrack(|| Start::of(state, &rest, &query)) {
            Some(start) => view! { <Editor start/> }.into_any(),
            None => view! { <NoSuchGroup/> }.into_any(),
        })
    };
    view! {
        <div class="seg" class:has-form=move || !open.get().is_empty()>
            <div class="seg-list">
                <Rows open/>
            </div>
            <div class="seg-form">{form}</div>
        </div>
    }
}

#[component]
fn NoSuchGroup() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="segment-missing">
            <h2>{say!(segment.missing)}</h2>
            <p>{say!(segment.missing_hint)}</p>
            <a class="btn" href=LIST>
                {say!(segment.back)}
            </a>
        </div>
    }
}
