//! How the book is kept on this device, in sentences.

use leptos::prelude::*;

use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::{SpareState, use_state};

/// Room, the browser's promise, the second copy.
#[component]
pub fn StorageFacts() -> impl IntoView {
    let state = use_state();
    let room = move || {
        let facts = state.room.get();
        let lang = state.lang.get();
        facts.usage_bytes.zip(facts.quota_bytes).map(|(used, quota)| {
            td_string!(lang, storage.room, used = number::size(used), quota = number::size(quota))
        })
    };
    let kept = move || {
        let lang = state.lang.get();
        match state.room.get().persisted {
            Some(true) => td_string!(lang, storage.kept),
            Some(false) => td_string!(lang, storage.not_kept),
            None => "",
        }
    };
    let spare = move || {
        let lang = state.lang.get();
        // There is nothing to copy before there is a book.
        let held = state.room.get().spare.filter(|_| state.seq.get() > 0);
        held.map(|spare| match spare {
            SpareState::Whole => td_string!(lang, storage.spare_whole),
            SpareState::Behind => td_string!(lang, storage.spare_behind),
            SpareState::GivenUp => td_string!(lang, storage.spare_none),
        })
    };
    let spare_word = move || state.room.get().spare.map(SpareState::word);
    view! {
        <p class="muted">{room}</p>
        <p class="muted">{kept}</p>
        <p class="muted" data-testid="spare" data-state=spare_word>
            {spare}
        </p>
    }
}
