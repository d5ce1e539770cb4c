//! What an import would do, before anything is written.

use std::sync::Arc;

use leptos::prelude::*;

use super::done::{Count, FileLine};
use super::problems::Problems;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Preview, use_state};
use crate::ui::text;

/// The preview and the seller's word on it.
#[component]
pub fn PreviewCard(
    /// What would happen.
    preview: Arc<Preview>,
    /// It is happening: the buttons rest.
    writing: bool,
) -> impl IntoView {
    let state = use_state();
    let this_year = state.this_year();
    let count = |n: u64| n.to_string();
    let heading = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            if preview.known {
                return td_string!(lang, preview.known).to_owned();
            }
            let orders = text::orders(lang, preview.new);
            let people = text::customers(lang, preview.new_customers);
            match (preview.new, preview.updated) {
                (0, 0) => td_string!(lang, preview.nothing).to_owned(),
                (0, updated) => {
                    td_string!(lang, preview.only_updates, orders = text::orders(lang, updated))
                }
                _ => td_string!(lang, preview.heading, orders = orders, customers = people),
            }
        }
    };
    let period = {
        let days = preview.days;
        move || {
            let lang = state.lang.get();
            days.map(|(first, last)| text::period(lang, first, last, this_year))
        }
    };
    let files = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let line = |file: &_| view! { <FileLine lang file=Clone::clone(file)/> };
            preview.files.iter().map(line).collect_view()
        }
    };
    let counts = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let problems = preview.problems.len() as u64;
            let bad = if problems > 0 { "bad" } else { "" };
            view! {
                <Count name=td_string!(lang, preview.new) value=preview.new/>
                <Count name=td_string!(lang, preview.updated) value=preview.updated/>
                <Count name=td_string!(lang, preview.unchanged) value=preview.unchanged/>
                <Count name=td_string!(lang, preview.skipped) value=preview.skipped/>
                <Count name=td_string!(lang, preview.problems) value=problems class=bad/>
            }
        }
    };
    let skipped = {
        let any = preview.skipped > 0;
        move || any.then(|| td_string!(state.lang.get(), import.skipped_hint))
    };
    let confirm = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let orders = text::orders(lang, preview.new + preview.updated);
            if preview.new + preview.updated == 0 {
                td_string!(lang, preview.confirm_plain).to_owned()
            } else {
                td_string!(lang, preview.confirm, orders = orders)
            }
        }
    };
    let known = preview.known;
    view! {
        <section
            class="sheet pad sec done wide"
            data-testid="import-preview"
            data-format=preview.format()
            data-new=count(preview.new)
            data-updated=count(preview.updated)
            data-unchanged=count(preview.unchanged)
            data-skipped=count(preview.skipped)
            data-problems=count(preview.problems.len() as u64)
        >
            <h2>{heading}</h2>
            <p class="muted">{period}</p>
            <dl class="counts counts-5">{counts}</dl>
            <p class="muted">{skipped}</p>
            <div class="btn-row ends">
                <button
                    class="btn"
                    type="button"
                    data-testid="import-cancel"
                    disabled=writing
                    on:click=move |_| state.drop_preview()
                >
                    {say!(preview.cancel)}
                </button>
                <button
                    class="btn btn-1 btn-big"
                    type="button"
                    data-testid="import-confirm"
                    disabled=move || writing || known
                    on:click=move |_| state.confirm_import()
                >
                    {confirm}
                </button>
            </div>
            <p class="muted">{say!(preview.undo_hint)}</p>
        </section>
        <section class="sec">
            <div class="sec-h">
                <h2>{
                    let files = preview.files.len() as u64;
                    move || text::files(state.lang.get(), files)
                }</h2>
            </div>
            <ul class="rows sheet">{files}</ul>
        </section>
        <Problems preview/>
    }
}

/// A number of bytes for people: `1.2 MB`.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..=999 => format!("{bytes} B"),
        1_000..=999_999 => format!("{} kB", number::count(bytes.div_ceil(1_000))),
        1_000_000..=999_999_999 => {
            format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
        }
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes % 1_000_000_000 / 100_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_in_the_unit_that_fits() {
        for (bytes, words) in [
            (0, "0 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (17_400, "18 kB"),
            (1_450_000, "1.4 MB"),
            (999_999_999, "999.9 MB"),
            (10_738_900_000, "10.7 GB"),
        ] {
            assert_eq!(size(bytes), words);
        }
    }
}
