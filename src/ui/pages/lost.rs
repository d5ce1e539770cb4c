//! An address that leads nowhere, and the way back.

use leptos::prelude::*;

use crate::ui::i18n::td_string;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;

/// Says which address it was.
#[component]
pub fn LostPage() -> impl IntoView {
    let state = use_state();
    let address = location_hash().unwrap_or_default();
    let says = move || td_string!(state.lang.get(), lost.says, address = address.clone());
    view! {
        <div class="empty sheet" data-testid="not-found">
            <p>{says}</p>
            <a class="btn btn-2" href=Route::Doors.href()>
                {say!(lost.back)}
            </a>
        </div>
    }
}
