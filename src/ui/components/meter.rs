//! A bar that fills. Its width is an attribute of the drawing: the page's policy allows no styles
//! in markup.

use leptos::prelude::*;

/// A share as a bar without words; the number stands beside it.
#[component]
pub fn ShareBar(
    /// Thousandths that are filled.
    permille: u16,
) -> impl IntoView {
    view! {
        <svg class="m" height="4" aria-hidden="true">
            <rect class="whole" width=percent(1000) height="4"></rect>
            <rect class="part" width=percent(permille) height="4"></rect>
        </svg>
    }
}

/// How far long work has come, for eyes and for screen readers.
#[component]
pub fn Meter(
    /// Thousandths that are done.
    #[prop(into)]
    permille: Signal<u16>,
    /// What is going on.
    label: impl Fn() -> &'static str + Send + Sync + Copy + 'static,
) -> impl IntoView {
    let now = move || (permille.get() / 10).to_string();
    let part = move || percent(permille.get());
    view! {
        <svg
            class="meter"
            height="8"
            role="progressbar"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=now
            aria-label=label
        >
            <rect class="whole" width=percent(1000) height="8" rx="4"></rect>
            <rect class="part" width=part height="8" rx="4"></rect>
        </svg>
    }
}

fn percent(permille: u16) -> String {
    format!("{}.{}%", permille / 10, permille % 10)
}
