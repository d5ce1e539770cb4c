//! A table that may be wider than the screen.

use leptos::prelude::*;

/// Lets its table scroll sideways, by keyboard too, under the name of its heading.
#[component]
pub fn Scroller(
    /// The id of the heading that names the table.
    titled_by: &'static str,
    /// The table.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-labelledby=titled_by>
            {children()}
        </div>
    }
}
