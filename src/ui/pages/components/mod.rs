//! Every component in every state, for who builds and who checks: nothing here needs a book.

mod charts;
mod controls;
mod messages;
mod people;

use leptos::prelude::*;

use crate::ui::i18n::Locale;
use crate::ui::say::{say, tell};

/// A component with the line that says what it is for.
pub(super) fn sample(id: &'static str, name: fn(Locale) -> &'static str, view: AnyView) -> AnyView {
    view! {
        <section class="sheet pad sample" data-testid=format!("sample-{id}")>
            <h2 id=format!("sample-{id}")>{id}</h2>
            <p class="muted">{tell(name)}</p>
            <div class="sample-in">{view}</div>
        </section>
    }
    .into_any()
}

/// The page, reached by its address and from the list of keys.
#[component]
pub fn ComponentsPage() -> impl IntoView {
    view! {
        <div data-testid="components">
            <p class="muted">{say!(components.lead)}</p>
            <div class="samples">
                {controls::all()}
                {messages::all()}
                {people::all()}
                {charts::all()}
            </div>
        </div>
    }
}
