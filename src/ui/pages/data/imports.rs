//! The imports of the book, each with the way back.

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{ImportNote, use_state};
use crate::ui::text;

/// Imports shown before "all of them".
const SHOWN: usize = 5;

/// The list; nothing before the first import.
#[component]
pub fn Imports() -> impl IntoView {
    let state = use_state();
    let all = RwSignal::new(false);
    let notes = Memo::new(move |_| state.imports());
    let rows = move || {
        let shown = if all.get() { usize::MAX } else { SHOWN };
        let notes = notes.get().into_iter().take(shown);
        notes.map(|note| view! { <ImportLine note/> }).collect_view()
    };
    let more = move || {
        (notes.with(Vec::len) > SHOWN && !all.get()).then(|| {
            view! {
                <button class="btn btn-3" type="button" on:click=move |_| all.set(true)>
                    {say!(imports.all)}
                </button>
            }
        })
    };
    view! {
        <Show when=move || notes.with(|notes| !notes.is_empty())>
            <section class="sec past" data-testid="imports">
                <div class="sec-h">
                    <h2>{say!(imports.title)}</h2>
                </div>
                <ul class="rows sheet">{rows}</ul>
                {more}
            </section>
        </Show>
    }
}

#[component]
fn ImportLine(note: ImportNote) -> impl IntoView {
    let state = use_state();
    let this_year = state.this_year();
    let (id, present) = (note.id, note.present);
    let files = note.files;
    let name = move || match files.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, rest @ ..] => {
            let n = number::count(rest.len() as u64);
            td_string!(state.lang.get(), imports.files, first = first.as_str(), n = n)
        }
    };
    let line = move || {
        let lang = state.lang.get();
        let rows = text::rows(lang, note.rows);
        let time = note.at_ms.map(|at_ms| text::moment(lang, at_ms, this_year));
        match (present, time) {
            (true, Some(time)) => td_string!(lang, imports.line, time = time, rows = rows),
            (true, None) => rows,
            (false, _) => td_string!(lang, imports.undone, rows = rows),
        }
    };
    // What the seller has touched since stays; it is named before anything is undone.
    let kept = RwSignal::new(Vec::<String>::new());
    let asked = RwSignal::new(false);
    let ask = move |_| {
        let stays = state.kept_on_undo(id);
        if stays.is_empty() || asked.get_untracked() {
            state.undo_import(id);
        } else {
            kept.set(stays);
            asked.set(true);
        }
    };
    let stays = move || {
        asked.get().then(|| {
            let lang = state.lang.get();
            let kept = kept.get();
            let orders = text::orders(lang, kept.len() as u64);
            let numbers: Vec<_> = kept.into_iter().filter(|it| !it.is_empty()).take(5).collect();
            td_string!(lang, imports.kept, orders = orders, numbers = numbers.join(", "))
        })
    };
    let word = move || {
        let lang = state.lang.get();
        if asked.get() {
            td_string!(lang, imports.undo_rest)
        } else {
            td_string!(lang, imports.undo)
        }
    };
    let undo = move || {
        (present && !state.looks_back).then(|| {
            view! {
                <button
                    class="btn"
                    type="button"
                    data-testid="import-undo"
                    data-import=id.0.to_string()
                    on:click=ask
                >
                    {word}
                </button>
            }
        })
    };
    view! {
        <li class="file">
            <Icon glyph=Glyph::File/>
            <div>
                // Whole: exports differ in the end of their names.
                <p class="whole">
                    <b>{name}</b>
                </p>
                <p class="s">{line}</p>
                <p class="s" role="status">{stays}</p>
            </div>
            {undo}
        </li>
    }
}
