//! One of a few: a row of buttons, the chosen one is pressed.

use leptos::prelude::*;

/// One choice of a row.
#[component]
pub fn Chip(
    /// The mark for checks.
    testid: &'static str,
    /// True while it is the chosen one.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Called with a tap.
    #[prop(into)]
    choose: Callback<()>,
    /// Its words.
    children: Children,
) -> impl IntoView {
    view! {
        <button
            class="chip"
            type="button"
            data-testid=testid
            aria-pressed=move || pressed.get().to_string()
            on:click=move |_| choose.run(())
        >
            {children()}
        </button>
    }
}
