//! Red packets: what the shop gives by itself, and the list of this evening.

pub mod details;
pub mod draft;
pub mod editor;
pub mod rules;
pub mod sentence;
pub mod tonight;

use leptos::prelude::*;

use super::rest_of_address;
use crate::ui::say::say;

/// The red packets; behind `#/grow/packets/new` and `#/grow/packets/ID` the form.
#[component]
pub fn PacketsPage() -> impl IntoView {
    let rest = rest_of_address();
    move || {
        let rest = rest.get();
        match rest.is_empty() {
            false => view! { <editor::PacketEditor which=rest/> }.into_any(),
            true => view! { <Overview/> }.into_any(),
        }
    }
}

/// Tonight's list first: that is why one comes in the evening.
#[component]
pub fn Overview() -> impl IntoView {
    view! {
        <div class="pkt">
            <tonight::Tonight/>
            <rules::PacketRules/>
            <p class="muted">{say!(packet.thanks)}</p>
        </div>
    }
}
