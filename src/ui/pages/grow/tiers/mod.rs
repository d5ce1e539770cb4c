//! Tiers: who belongs to which, who rose, who will fall, and the rules of that.

pub mod editor;
pub mod news;
pub mod spread;
pub mod steps;
pub mod table;
pub mod typed;

use leptos::prelude::*;

use super::rest_of_address;
use crate::ui::say::say;
use crate::ui::state::use_state;

/// The tiers; behind `#/grow/tiers/new` and `#/grow/tiers/ID` the form.
#[component]
pub fn TiersPage() -> impl IntoView {
    let state = use_state();
    let rest = rest_of_address();
    let has_policy = Memo::new(move |_| !state.rulebook().policies().is_empty());
    move || {
        let rest = rest.get();
        if !rest.is_empty() {
            return view! { <editor::TierEditor which=rest/> }.into_any();
        }
        match has_policy.get() {
            true => view! { <Standing/> }.into_any(),
            false => view! { <NoTiers/> }.into_any(),
        }
    }
}

/// How things stand, and what is new.
#[component]
pub fn Standing() -> impl IntoView {
    let state = use_state();
    let scene = state.tiers();
    view! {
        <div class="tiers">
            <table::TierTable scene/>
            <news::News scene/>
        </div>
    }
}

#[component]
fn NoTiers() -> impl IntoView {
    let state = use_state();
    view! {
        <div class="empty sheet" data-testid="no-tiers">
            <h2>{say!(tier.none)}</h2>
            <p>{say!(tier.none_hint)}</p>
            <Show when=move || state.may_set()>
                <a class="btn btn-1" href="#/grow/tiers/new" data-testid="tier-set-up">
                    {say!(tier.set_up)}
                </a>
            </Show>
        </div>
    }
}
