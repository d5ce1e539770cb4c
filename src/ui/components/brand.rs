//! The mark of the app: a line that turns back to where it came from.

use leptos::prelude::*;

const BACK: &str = "M8 11h10.5a5.5 5.5 0 0 1 0 11H11M14.5 18 10.5 22l4 4";

/// The mark, `size` pixels wide. The name stands beside it.
#[component]
pub fn Mark(
    /// Width and height.
    size: &'static str,
) -> impl IntoView {
    // Widths stand in constants, so that no part is static markup (see `ui`).
    const SIDE: &str = "32";
    const START: &str = "8";
    view! {
        <svg class="mark" width=size height=size viewBox="0 0 32 32" aria-hidden="true">
            <rect class="ground" width=SIDE height=SIDE rx="7"></rect>
            <path class="line" d=BACK></path>
            <circle class="dot" cx=START cy="11" r="2.6"></circle>
        </svg>
    }
}
