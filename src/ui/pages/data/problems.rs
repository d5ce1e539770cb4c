//! Rows that do not count: where, why, and the way out.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{FileProblem, Preview, csv, use_state};
use crate::ui::text;

/// Rows shown on the page; the saved table has all.
const SHOWN: usize = 100;

/// The problem rows of files; nothing where there are none.
#[component]
pub fn Problems(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    let state = use_state();
    if preview.problems.is_empty() {
        return ().into_any();
    }
    let n = preview.problems.len() as u64;
    let heading = move || {
        let lang = state.lang.get();
        td_string!(lang, problem.heading, rows = text::rows(lang, n))
    };
    let rest = move || {
        let lang = state.lang.get();
        let hidden = n.saturating_sub(SHOWN as u64);
        (hidden > 0).then(|| td_string!(lang, problem.rest, rows = text::rows(lang, hidden)))
    };
    let rows = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            preview.problems.iter().take(SHOWN).map(|row| line(lang, row)).collect_view()
        }
    };
    let save = move |_| {
        let lang = state.lang.get_untracked();
        state.save_table(td_string!(lang, problem.file_name), &as_csv(lang, &preview.problems));
    };
    view! {
        <section class="sec">
            <div class="sec-h">
                <h2>{heading}</h2>
                <button class="end" type="button" data-testid="problems-save" on:click=save>
                    {say!(problem.save)}
                </button>
            </div>
            <div
                class="sheet scroll-x"
                tabindex="0"
                role="region"
                aria-label=say!(problem.caption)
            >
                <table class="tbl problems" data-testid="import-problems" data-total=n.to_string()>
                    <caption class="sr">{say!(problem.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{say!(problem.file)}</th>
                            <th scope="col" class="r">{say!(problem.line)}</th>
                            <th scope="col">{say!(problem.field)}</th>
                            <th scope="col">{say!(problem.reason)}</th>
                            <th scope="col">{say!(problem.value)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="muted">{rest}</p>
            <p class="muted">{say!(problem.note)}</p>
        </section>
    }
    .into_any()
}

fn line(lang: Locale, row: &FileProblem) -> impl IntoView + use<> {
    let [file, number, field, reason, value] = cells(lang, row);
    view! {
        <tr>
            <th scope="row" class="cut">
                {file}
            </th>
            <td class="r num">{number}</td>
            <td class="nb">{field}</td>
            <td class="why">{reason}</td>
            <td class="nb">{value}</td>
        </tr>
    }
}

fn cells(lang: Locale, row: &FileProblem) -> [String; 5] {
    [
        row.file.clone(),
        number::count(row.problem.line),
        text::field(lang, row.problem.field).to_owned(),
        text::problem(lang, row.problem.reason).to_owned(),
        row.problem.value.clone(),
    ]
}

fn as_csv(lang: Locale, rows: &[FileProblem]) -> String {
    let head = [
        td_string!(lang, problem.file),
        td_string!(lang, problem.line),
        td_string!(lang, problem.field),
        td_string!(lang, problem.reason),
        td_string!(lang, problem.value),
    ];
    let head = head.map(str::to_owned);
    csv::of_texts(std::iter::once(head).chain(rows.iter().map(|row| {
        let mut cells = cells(lang, row);
        // A spreadsheet wants the plain number.
        cells[1] = row.problem.line.to_string();
        cells
    })))
}
