//! Putting problem rows right on the spot: a cell typed anew, a row left out. The files stay as
//! they are; they are read again with what was said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use leptos::prelude::*;

use super::problems::{SHOWN, place};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Correction, Field, FileProblem, MendingDraft, Preview, use_state};
use crate::ui::text;

/// Up to so many rows stand open from the beginning.
const OPEN: usize = 5;

/// What was said of the rows so far, by file and line, of cells also by their field.
#[derive(Clone, Copy)]
struct Said {
    typed: RwSignal<BTreeMap<(usize, u64, Field), Correction>>,
    left: RwSignal<BTreeSet<(usize, u64)>>,
}

/// The rows, each with its cell and a switch to leave it out.
#[component]
pub fn Mending(
    /// What was read.
    preview: Arc<Preview>,
) -> impl IntoView {
    let state = use_state();
    let draft = state.mending_draft();
    let is_open = preview.problems.len() <= OPEN || draft != MendingDraft::default();
    let said = Said { typed: RwSignal::new(draft.typed), left: RwSignal::new(draft.left) };
    Effect::new(move || {
        state.keep_draft(MendingDraft { typed: said.typed.get(), left: said.left.get() });
    });
    let hidden = preview.problems.len().saturating_sub(SHOWN) as u64;
    let rest = move || {
        let lang = state.lang.get();
        (hidden > 0).then(|| td_string!(lang, problem.rest, rows = text::rows(lang, hidden)))
    };
    let rows = preview.problems.iter().take(SHOWN).filter_map(|row| {
        // A file of the list by its name, which is no other's.
        let nth = preview.files.iter().find(|file| file.name == row.file)?.nth;
        let (file, shown) = place(&preview, row);
        // One file needs no name; a sheet of it does.
        let is_told_apart = preview.files.len() > 1 || file != row.file;
        let file = is_told_apart.then_some(file);
        Some(view! { <MendingRow row=row.clone() shown file nth said/> })
    });
    let rows = rows.collect_view();
    let changed = move || said.typed.with(BTreeMap::len) + said.left.with(BTreeSet::len);
    let apply = move |()| {
        let left = said.left.get();
        let typed = said
            .typed
            .get()
            .into_iter()
            .filter(|((nth, line, _), _)| !left.contains(&(*nth, *line)));
        let typed = typed.map(|((nth, ..), correction)| (nth, correction)).collect();
        state.correct(typed, left.into_iter().collect());
    };
    view! {
        <details class="sheet each" open=is_open>
            <summary>
                <b>{say!(problem.mend)}</b>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <ul class="rows">{rows}</ul>
            <p class="muted pad-x">{rest}</p>
            <div class="btn-row ends pad-x">
                <Press
                    testid="fix-apply"
                    class="btn btn-2"
                    rests=Signal::derive(move || changed() == 0)
                    act=apply
                >
                    {say!(problem.apply)}
                </Press>
            </div>
        </details>
    }
}

#[component]
fn MendingRow(
    row: FileProblem,
    /// The line as it is shown: that of its sheet.
    shown: u64,
    /// Its file and sheet, where there are others.
    file: Option<String>,
    nth: usize,
    said: Said,
) -> impl IntoView {
    let state = use_state();
    let problem = row.problem;
    let (line, field, reason) = (problem.line, problem.field, problem.reason);
    let is_person_taken = problem.is_person_taken;
    let place = (nth, line);
    let id = format!("fix-{nth}-{line}-{}", field.name());
    let heading = move || {
        let lang = state.lang.get();
        let line = td_string!(lang, problem.nth_line, n = number::count(shown));
        let what = text::problem(lang, reason);
        if is_person_taken {
            format!("{line} · {what} · {}", td_string!(lang, problem.person_taken))
        } else {
            format!("{line} · {what}")
        }
    };
    let is_left = move || said.left.with(|it| it.contains(&place));
    // The row as a whole is no beginning of a cell.
    let is_cell = !(reason.is_in_a_cell() && problem.is_of_whole_row());
    let value = if is_cell { problem.value.clone() } else { String::new() };
    let typed = {
        let value = value.clone();
        move |event| {
            let text: String = event_target_value(&event);
            said.typed.update(|typed| {
                if text.trim() == value {
                    typed.remove(&(nth, line, field));
                } else {
                    typed.insert((nth, line, field), Correction { line, field, text });
                }
            });
        }
    };
    let leave = move |event| {
        let on = event_target_checked(&event);
        said.left.update(|left| {
            if on {
                left.insert(place);
            } else {
                left.remove(&place);
            }
        });
    };
    let in_hand =
        said.typed.with_untracked(|it| it.get(&(nth, line, field)).map(|it| it.text.clone()));
    let shown = in_hand.unwrap_or_else(|| value.clone());
    let was_left = is_left();
    let cell = if reason.is_in_a_cell() {
        let label = move || text::field(state.lang.get(), field);
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input
                    class="input"
                    id=id.clone()
                    data-testid="fix-input"
                    data-line=line.to_string()
                    autocomplete="off"
                    value=shown
                    disabled=is_left
                    on:input=typed
                />
            </div>
        }
        .into_any()
    } else {
        let is_said = problem.is_of_whole_row() && !problem.context.is_empty();
        view! { <p class="whole">{(!is_said).then_some(value)}</p> }.into_any()
    };
    let context = problem.told_besides();
    let context = (!context.is_empty()).then(|| {
        view! {
            <p class="muted whole" data-testid="mend-context">
                {context}
            </p>
        }
    });
    view! {
        <li class="mend">
            <p class="small whole starts">{heading}</p>
            {context}
            {file.map(|file| view! { <p class="muted cut">{file}</p> })}
            {cell}
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="fix-leave"
                    data-line=line.to_string()
                    checked=was_left
                    on:change=leave
                />
                <span>{say!(problem.leave)}</span>
            </label>
        </li>
    }
}
