//! Taking the book to another phone: the one act with its two ends.

use leptos::prelude::*;
use web_sys::FileList;

use super::restore::BACKUPS;
use super::sealing::Sealing;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::say::say;
use crate::ui::state::{SealFor, use_state};

/// The card for moving the book.
#[component]
pub fn MoveCard() -> impl IntoView {
    let state = use_state();
    let begun = Memo::new(move |_| state.sealing.get() == Some(SealFor::Moving));
    let body = move || {
        if begun.get() {
            view! { <Sealing purpose=SealFor::Moving/> }.into_any()
        } else {
            view! { <Ends/> }.into_any()
        }
    };
    view! {
        <section class="sheet pad sec vault wide" data-testid="move-card">
            <h2>{say!(handover.title)}</h2>
            {body}
        </section>
    }
}

/// Which end this device is.
#[component]
fn Ends() -> impl IntoView {
    let state = use_state();
    // Of a book that cannot be read, or is empty, there is nothing to send.
    let has_book = Memo::new(move |_| state.has_book.get() && !state.is_shut());
    let send = move || {
        view! {
            <Press
                testid="move-send"
                class="btn btn-1"
                act=move |()| state.begin_sealing(SealFor::Moving)
            >
                <Icon glyph=Glyph::Share size=Size::Small/>
                {say!(handover.send)}
            </Press>
        }
    };
    let receive = (!state.in_messenger).then(|| {
        let class = Signal::derive(move || if has_book.get() { "btn" } else { "btn btn-1" });
        let take = move |files: FileList| state.take_backup(&files);
        view! {
            <FilePicker testid="move-file" accept=BACKUPS class=class act=take>
                <Icon glyph=Glyph::File size=Size::Small/>
                {say!(handover.receive)}
            </FilePicker>
        }
    });
    view! {
        <p>{say!(handover.what)}</p>
        <p class="muted">{say!(handover.clone)}</p>
        <div class="btn-row">
            <Show when=move || has_book.get()>{send()}</Show>
            {receive}
        </div>
    }
}
