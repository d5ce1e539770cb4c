//! Tiers: who belongs to which, and the rules of that.

use leptos::prelude::*;

use crate::ui::say::say;

/// The tiers.
#[component]
pub fn TiersPage() -> impl IntoView {
    view! { <p>{say!(grow.lead)}</p> }
}
