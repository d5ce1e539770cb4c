//! What somebody or something is called.

use leptos::prelude::*;

/// A name that others gave: kept apart, so that one from right to left turns nothing around it.
#[component]
pub fn Named(
    /// The name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    view! { <bdi>{name}</bdi> }
}
