//! How safely the book is kept on this device, and how to be rid of it.

use leptos::prelude::*;

use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::storage_facts::StorageFacts;
use crate::ui::text;

/// Facts about the storage, and the end of the book.
#[component]
pub fn StorageCard() -> impl IntoView {
    let state = use_state();
    let asked = RwSignal::new(false);
    let warning = move || {
        let lang = state.lang.get();
        let held = state.holdings();
        if held.is_nothing() {
            return td_string!(lang, storage.wipe_sure_records).to_owned();
        }
        td_string!(lang, storage.wipe_sure, holds = text::holdings(lang, held))
    };
    let wipe = move |_| {
        asked.set(false);
        state.wipe_book();
    };
    view! {
        <section class="sheet pad sec vault">
            <h2>{say!(storage.title)}</h2>
            <StorageFacts/>
            <Show
                when=move || asked.get()
                fallback=move || {
                    let any = move || state.seq.get() > 0;
                    view! {
                        <Show when=any>
                            <Press
                                testid="wipe"
                                class="btn btn-bad"
                                act=move |()| asked.set(true)
                            >
                                {say!(storage.wipe)}
                            </Press>
                        </Show>
                    }
                }
            >
                <div class="bar bar-bad bar-asks" role="alert">
                    <p>{warning}</p>
                    <div class="btn-row">
                        <Press act=move |()| asked.set(false)>{say!(storage.wipe_no)}</Press>
                        <Press act=move |()| state.make_backup()>{say!(backup.make)}</Press>
                        <button
                            class="btn btn-bad"
                            type="button"
                            data-testid="wipe-confirm"
                            on:click=wipe
                        >
                            {say!(storage.wipe_yes)}
                        </button>
                    </div>
                </div>
            </Show>
        </section>
    }
}
