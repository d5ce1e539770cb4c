//! The files of a drop: what each was recognised as, and the way to look at its columns.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::FileList;

use super::TABLES;
use crate::domain::day::Day;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{FileNote, Preview, SaidWhen, use_state};
use crate::ui::text;

/// The files, and one more.
#[component]
pub fn Files(
    /// What was read.
    preview: Arc<Preview>,
    /// It is being written: nothing can be changed.
    writing: bool,
) -> impl IntoView {
    let state = use_state();
    let n = preview.files.len() as u64;
    let lines = move || {
        let lang = state.lang.get();
        let line = |file: &FileNote| {
            let said = preview.said.iter().find(|(nth, _)| *nth == file.nth).map(|(_, it)| *it);
            view! { <FileLine lang file=file.clone() said writing/> }
        };
        preview.files.iter().map(line).collect_view()
    };
    let more = (!writing).then(|| {
        view! {
            <FilePicker
                testid="import-more"
                accept=TABLES
                multiple=true
                class=Signal::derive(|| "btn btn-3 end")
                act=move |files: FileList| state.add_files(&files)
            >
                {say!(import.more)}
            </FilePicker>
        }
    });
    view! {
        <section class="sec">
            <div class="sec-h">
                <h2>{move || text::files(state.lang.get(), n)}</h2>
                {more}
            </div>
            <ul class="rows sheet">{lines}</ul>
        </section>
    }
}

#[component]
fn FileLine(
    lang: Locale,
    file: FileNote,
    #[prop(into)] said: Option<SaidWhen>,
    writing: bool,
) -> impl IntoView {
    let state = use_state();
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
    let others = file.sheets.others.join(td_string!(lang, import.between_sheets));
    let others = (!others.is_empty()).then(|| {
        let text = td_string!(lang, import.other_sheets, sheets = others);
        view! {
            <p class="s" data-testid="other-sheets">
                {text}
            </p>
        }
    });
    let is_open = file.format.is_own_table() && !writing;
    let date = file.ambiguous_date.map(|date| {
        let day = number::day(Day::from_number(date.day), lang, state.this_year());
        let text = if is_open {
            td_string!(lang, import.date_read_as_open, text = date.sample, day = day)
        } else {
            td_string!(lang, import.date_read_as, text = date.sample, day = day)
        };
        view! {
            <p class="s" data-testid="date-read-as">
                {text}
            </p>
        }
    });
    let nth = file.nth;
    let columns = is_open.then(|| {
        view! {
            <button
                class="btn"
                type="button"
                data-testid=format!("columns-{nth}")
                on:click=move |_| state.show_columns(nth)
            >
                {td_string!(lang, import.columns)}
            </button>
        }
    });
    let known =
        said.map_or_else(|| td_string!(lang, import.known), |when| text::said_when(lang, when));
    let mark = said.map(|when| match when {
        SaidWhen::Now => "now",
        SaidWhen::Before => "before",
    });
    view! {
        <li class="file" data-said=mark>
            <Icon glyph=Glyph::File/>
            <div>
                <p class="whole">
                    <b>{file.name}</b>
                </p>
                <p class="s">{line} {rest.collect::<String>()}</p>
                {others}
                {date}
            </div>
            <div class="file-end">
                <span class="tag tag-good">
                    <Icon glyph=Glyph::Check size=Size::Tiny/>
                    {known}
                </span>
                {columns}
            </div>
        </li>
    }
}
