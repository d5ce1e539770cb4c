//! What an import brought, and the way on to the figures.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{FileNote, Outcome, use_state};
use crate::ui::text;

/// The import that was just taken in.
#[component]
pub fn Done(
    /// What it brought.
    outcome: Arc<Outcome>,
) -> impl IntoView {
    let state = use_state();
    let preview = &outcome.preview;
    let (new, updated) = (preview.new, preview.updated);
    let problems = preview.problems.len() as u64;
    let rows: u64 = preview.files.iter().map(|file| file.rows).sum();
    let heading = move || {
        let lang = state.lang.get();
        td_string!(
            lang,
            done.heading,
            new = text::orders(lang, new),
            updated = text::orders(lang, updated)
        )
    };
    let book = move || {
        state.figures.get().map(|figures| {
            let lang = state.lang.get();
            let people = text::customers(lang, figures.customers);
            let on = td_string!(lang, import.see_figures, customers = people);
            view! {
                <a
                    class="btn btn-1 btn-big btn-wide"
                    href=Route::Insight.href()
                    data-testid="see-figures"
                >
                    {on}
                </a>
            }
        })
    };
    let bad = move || {
        (problems > 0).then(|| {
            let lang = state.lang.get();
            td_string!(lang, done.problems, rows = text::rows(lang, problems))
        })
    };
    view! {
        <section
            class="sheet pad sec done wide"
            data-testid="import-done"
            data-files=preview.files.len().to_string()
            data-rows=rows.to_string()
            data-new=new.to_string()
            data-updated=updated.to_string()
            data-unchanged=preview.unchanged.to_string()
            data-skipped=preview.skipped.to_string()
            data-problems=problems.to_string()
        >
            <h2>{heading}</h2>
            <p class="muted">{bad}</p>
            {book}
        </section>
    }
}

/// A number under its name.
#[component]
pub fn Count(
    /// What is counted.
    name: &'static str,
    /// How many.
    value: u64,
    /// A class for colour.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    view! {
        <div class=class>
            <dt>{name}</dt>
            <dd class="num">{number::count(value)}</dd>
        </div>
    }
}

/// A file that was read, in a line.
#[component]
pub fn FileLine(
    /// The language of now.
    lang: Locale,
    /// The file.
    file: FileNote,
) -> impl IntoView {
    let line = td_string!(
        lang,
        import.file_line,
        format = text::format(lang, file.format),
        encoding = text::encoding(file.encoding),
        rows = text::rows(lang, file.rows)
    );
    let skipped = (file.skipped > 0)
        .then(|| td_string!(lang, import.file_skipped, n = number::count(file.skipped)));
    let problems = (file.problems > 0)
        .then(|| td_string!(lang, import.file_problems, n = number::count(file.problems)));
    let rest = [skipped, problems].into_iter().flatten().map(|it| format!(" · {it}"));
    view! {
        <li class="file">
            <Icon glyph=Glyph::File/>
            <div>
                <p class="cut">
                    <b>{file.name}</b>
                </p>
                <p class="s">{line} {rest.collect::<String>()}</p>
            </div>
            <span class="tag tag-good">
                <Icon glyph=Glyph::Check size=Size::Tiny/>
                {say!(import.known)}
            </span>
        </li>
    }
}
