//! Rows that do not count: where, why, and the way out.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::mending::Mending;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{FileProblem, Preview, ProblemReason, csv, use_state};
use crate::ui::text;

/// Rows shown on the page; the saved table has all.
pub(super) const SHOWN: usize = 100;

/// Lines named in a group.
const NAMED: usize = 5;

/// The problem rows of files; nothing where there are none.
#[component]
pub fn Problems(
    /// What was read.
    preview: Arc<Preview>,
    /// They can be put right on the spot: nothing is written yet.
    mendable: bool,
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
    let groups = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let line = |group: &Group<'_>| group_line(lang, &preview, group, mendable);
            grouped(&preview).iter().map(line).collect_view()
        }
    };
    let save = {
        let preview = Arc::clone(&preview);
        move |_| {
            let lang = state.lang.get_untracked();
            state.save_table(td_string!(lang, problem.file_name), &as_csv(lang, &preview));
        }
    };
    let (rows, class) = if mendable {
        (view! { <Mending preview/> }.into_any(), "sec")
    } else {
        (view! { <Table preview/> }.into_any(), "sec wide")
    };
    let note = move || {
        let lang = state.lang.get();
        if mendable {
            td_string!(lang, problem.note_before)
        } else {
            td_string!(lang, problem.note)
        }
    };
    view! {
        <section class=class data-testid="import-problems" data-total=n.to_string()>
            <div class="sec-h">
                <h2>{heading}</h2>
                <button class="end" type="button" data-testid="problems-save" on:click=save>
                    {say!(problem.save)}
                </button>
            </div>
            <ul class="rows sheet">{groups}</ul>
            {rows}
            <p class="muted">{note}</p>
        </section>
    }
    .into_any()
}

/// Rows with one reason.
struct Group<'a> {
    reason: ProblemReason,
    /// Their people are taken, only these cells are not.
    is_person_taken: bool,
    rows: Vec<&'a FileProblem>,
}

/// The rows by their reasons, the largest group first.
fn grouped(preview: &Preview) -> Vec<Group<'_>> {
    let mut by_reason: BTreeMap<(&str, bool), Group<'_>> = BTreeMap::new();
    for row in &preview.problems {
        let reason = row.problem.reason;
        let is_person_taken = row.problem.is_person_taken;
        let group = by_reason.entry((reason.code(), is_person_taken));
        let new = || Group { reason, is_person_taken, rows: Vec::new() };
        group.or_insert_with(new).rows.push(row);
    }
    let mut groups: Vec<Group<'_>> = by_reason.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.rows.len()));
    groups
}

/// A group: how many, what it means, what to do, and the first lines of it.
fn group_line(
    lang: Locale,
    preview: &Preview,
    group: &Group<'_>,
    mendable: bool,
) -> impl IntoView + use<> {
    let is_one_file = preview.files.len() == 1;
    let named = group.rows.iter().take(NAMED).map(|row| {
        let (file, line) = place(preview, row);
        let line = td_string!(lang, problem.nth_line, n = number::count(line));
        let is_plain = is_one_file && file == row.file;
        let place = if is_plain { line } else { format!("{file} {line}") };
        let place = if group.reason.is_in_a_cell() {
            let field = text::field(lang, row.problem.field);
            td_string!(lang, problem.in_field, place = place, field = field)
        } else {
            place
        };
        match row.problem.told() {
            told if told.is_empty() => place,
            told => td_string!(lang, problem.with_value, place = place, value = told),
        }
    });
    let hidden = group.rows.len().saturating_sub(NAMED) as u64;
    let rest = (hidden > 0).then(|| td_string!(lang, problem.and_more, n = number::count(hidden)));
    let named: Vec<String> = named.chain(rest).collect();
    // The name of a file stays as it is written.
    let class = if is_one_file { "muted whole starts" } else { "muted whole" };
    let taken = group.is_person_taken;
    let taken = taken.then(|| view! { <p>{td_string!(lang, problem.person_taken)}</p> });
    let leave = (mendable && group.rows.len() > 1).then(|| leave_all(lang, preview, group));
    view! {
        <li class="prob" data-reason=group.reason.code()>
            <div class="h">
                <span class="tag tag-bad">
                    <Icon glyph=Glyph::Alert size=Size::Tiny/>
                    {text::rows(lang, group.rows.len() as u64)}
                </span>
                <b>{text::problem(lang, group.reason)}</b>
            </div>
            <p class="starts">{text::remedy(lang, group.reason)}</p>
            {taken}
            <p class=class>{named.join(td_string!(lang, problem.comma))}</p>
            {leave}
        </li>
    }
}

/// One tap for rows that are all to be left out.
fn leave_all(lang: Locale, preview: &Preview, group: &Group<'_>) -> impl IntoView + use<> {
    let state = use_state();
    let place = |row: &&FileProblem| {
        let file = preview.files.iter().find(|file| file.name == row.file)?;
        Some((file.nth, row.problem.line))
    };
    let places: Vec<(usize, u64)> = group.rows.iter().filter_map(place).collect();
    let says = td_string!(lang, problem.leave_all, rows = text::rows(lang, places.len() as u64));
    view! {
        <Press
            testid="leave-all"
            class="btn btn-3"
            act=move |()| {
                // What was typed of other rows is said with it.
                let draft = state.mending_draft();
                let typed = draft.typed.into_iter().map(|((nth, ..), it)| (nth, it)).collect();
                state.correct(typed, draft.left.into_iter().chain(places.clone()).collect());
            }
        >
            {says}
        </Press>
    }
}

/// Every row, behind a tap.
#[component]
fn Table(preview: Arc<Preview>) -> impl IntoView {
    let state = use_state();
    let hidden = preview.problems.len().saturating_sub(SHOWN) as u64;
    let rest = move || {
        let lang = state.lang.get();
        (hidden > 0).then(|| td_string!(lang, problem.rest, rows = text::rows(lang, hidden)))
    };
    let rows = move || {
        let lang = state.lang.get();
        let rows = preview.problems.iter().take(SHOWN);
        rows.map(|row| line(lang, &preview, row)).collect_view()
    };
    view! {
        <details class="sheet each">
            <summary>
                <b>{say!(problem.each)}</b>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <div class="scroll-x" tabindex="0" role="region" aria-label=say!(problem.caption)>
                <table class="tbl problems">
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
            <p class="muted pad-x">{rest}</p>
        </details>
    }
}

fn line(lang: Locale, preview: &Preview, row: &FileProblem) -> impl IntoView + use<> {
    let [file, number, field, reason, value] = cells(lang, preview, row);
    view! {
        <tr>
            <th scope="row" class="whole">
                {file}
            </th>
            <td class="r num">{number}</td>
            <td class="nb">{field}</td>
            <td class="why">{reason}</td>
            <td class="whole">{value}</td>
        </tr>
    }
}

/// The file of a row, with the sheet where there are several, and its line there.
pub(super) fn place(preview: &Preview, row: &FileProblem) -> (String, u64) {
    let line = row.problem.line;
    let file = preview.files.iter().find(|file| file.name == row.file);
    match file.map(|file| file.sheets.place(line)) {
        Some((Some(sheet), line)) => (format!("{} · {sheet}", row.file), line),
        Some((None, _)) | None => (row.file.clone(), line),
    }
}

fn cells(lang: Locale, preview: &Preview, row: &FileProblem) -> [String; 5] {
    let reason = row.problem.reason;
    let (file, line) = place(preview, row);
    let (what, remedy) = (text::problem(lang, reason), text::remedy(lang, reason));
    let why = td_string!(lang, problem.what_and_remedy, what = what, remedy = remedy);
    let taken = td_string!(lang, problem.person_taken);
    [
        file,
        number::count(line),
        // A row as a whole is in no column.
        if row.problem.is_of_whole_row() {
            String::new()
        } else {
            text::field(lang, row.problem.field).to_owned()
        },
        if row.problem.is_person_taken {
            td_string!(
                lang,
                problem.with_person_taken,
                what = why,
                taken = taken.trim_end_matches(['。', '.'])
            )
        } else {
            why
        },
        row.problem.told(),
    ]
}

fn as_csv(lang: Locale, preview: &Preview) -> String {
    let head = [
        td_string!(lang, problem.file),
        td_string!(lang, problem.line),
        td_string!(lang, problem.field),
        td_string!(lang, problem.reason),
        td_string!(lang, problem.value),
    ];
    let head = head.map(str::to_owned);
    csv::of_texts(std::iter::once(head).chain(preview.problems.iter().map(|row| {
        let mut cells = cells(lang, preview, row);
        // A spreadsheet wants the plain number.
        cells[1] = place(preview, row).1.to_string();
        cells
    })))
}
