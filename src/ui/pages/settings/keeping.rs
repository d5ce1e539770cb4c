//! How safely the book is kept, in words: what the storage light means.

use leptos::prelude::*;

use crate::ui::components::press::Press;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::storage_facts::StorageFacts;
use crate::ui::text;

/// The light with its reasons, and the ways to mend it.
#[component]
pub fn Keeping() -> impl IntoView {
    let state = use_state();
    let backup = move || {
        let (note, seq) = (state.room.get().backup, state.seq.get());
        text::last_backup(state.lang.get(), note, seq, state.this_year())
    };
    let word = move || state.light().word();
    view! {
        <fieldset class="sheet" data-testid="keeping" data-state=word>
            <legend>{say!(storage.title)}</legend>
            <p>{move || text::light(state.lang.get(), state.light())}</p>
            <p class="muted">{backup}</p>
            <StorageFacts/>
            <div class="btn-row">
                <Press
                    testid="keeping-backup"
                    rests=Signal::derive(move || state.seq.get() == 0)
                    act=move |()| state.make_backup()
                >
                    {say!(backup.make)}
                </Press>
                <a class="btn btn-3" href=Route::Data.href()>
                    {say!(nav.data)}
                </a>
            </div>
        </fieldset>
    }
}
