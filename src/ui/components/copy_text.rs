//! A short text that is copied by a tap, for another program into which only people can paste.

use js_sys::Reflect;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::icon::{Glyph, Icon, Size};
use crate::ui::veil;

/// How the last tap went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Copied {
    #[default]
    NotYet,
    Yes,
    /// The browser does not let us: people can.
    No,
}

/// What is said around the text.
#[derive(Clone, Debug)]
pub struct CopyWords {
    /// What it is.
    pub label: &'static str,
    /// On the button.
    pub copy: &'static str,
    /// What the button copies, for who does not see what it stands beside.
    pub this: String,
    /// It went well.
    pub copied: &'static str,
    /// The browser does not let us.
    pub by_hand: &'static str,
}

/// The text, what it is, and a button that copies it. How that went is read out.
#[component]
pub fn CopyText(
    /// What is said around it.
    words: CopyWords,
    /// The text.
    text: String,
    /// The mark for checks; its button is `MARK-copy`, what it says then `MARK-copied`.
    testid: &'static str,
) -> impl IntoView {
    let CopyWords { label, copy, this, copied: went_well, by_hand } = words;
    let copied = RwSignal::new(Copied::NotYet);
    let says = move || match copied.get() {
        Copied::NotYet => "",
        Copied::Yes => went_well,
        Copied::No => by_hand,
    };
    let shown = veil::text(&text);
    let take = move |_| {
        let text = text.clone();
        spawn_local(async move {
            copied.set(if written(&text).await { Copied::Yes } else { Copied::No });
        });
    };
    view! {
        <p class="copy">
            <span class="muted">{label}</span>
            <b data-testid=testid>{shown}</b>
            <button
                class="btn btn-3"
                type="button"
                data-testid=format!("{testid}-copy")
                aria-label=this
                on:click=take
            >
                <Icon glyph=Glyph::Copy size=Size::Tiny/>
                {copy}
            </button>
            <span class="small" role="status" aria-live="polite" data-testid=format!("{testid}-copied")>
                {says}
            </span>
        </p>
    }
}

/// Copies a text; false where the browser does not let us.
pub async fn written(text: &str) -> bool {
    let navigator = window().navigator();
    // Pages that came without encryption have none.
    let there = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_object());
    there && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}
