//! The first rows of the file, with what the seller says of each column above it.

use leptos::prelude::*;

use super::Wizard;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Field, use_state};
use crate::ui::text;

/// The table. It scrolls inside its box.
#[component]
pub fn Sample(
    /// What is asked about.
    wizard: Wizard,
) -> impl IntoView {
    let state = use_state();
    let rows = wizard.file.with_value(|file| file.survey.rows.clone());
    let n = rows.len() as u64;
    let heading = move || {
        let lang = state.lang.get();
        td_string!(lang, map.first_rows, rows = text::rows(lang, n))
    };
    let heads = (0..wizard.width()).map(|at| view! { <Head wizard at/> }).collect_view();
    let dropped = Memo::new(move |_| {
        let drops = wizard.drops();
        wizard.file.with_value(|file| file.survey.dropped(&drops))
    });
    let body = rows.into_iter().enumerate().map(|(nth, (line, row))| {
        let out = move || dropped.with(|it| it.get(nth).copied().unwrap_or(false));
        let cells = (0..wizard.width())
            .map(|at| {
                let set = move || says(wizard, at).next().is_some();
                let text = row.get(at).cloned().unwrap_or_default();
                view! {
                    <td class:is-set=set>
                        <span class="cell">{text}</span>
                    </td>
                }
            })
            .collect_view();
        view! {
            <tr class:is-out=out>
                <th scope="row" class="num">{number::count(line)}</th>
                {cells}
            </tr>
        }
    });
    let body = body.collect_view();
    let left_out = move || {
        let n = dropped.with(|it| it.iter().filter(|out| **out).count()) as u64;
        let lang = state.lang.get();
        (n > 0).then(|| td_string!(lang, map.out_of_these, rows = text::rows(lang, n)))
    };
    view! {
        <section class="sheet sec map-sample">
            <div class="pad-h">
                <h3>{heading}</h3>
                <p class="muted" data-testid="map-left-out">{left_out}</p>
            </div>
            <div class="scroll-x" tabindex="0" role="region" aria-label=heading>
                <table class="tbl">
                    <thead>
                        <tr>
                            <th scope="col">{say!(problem.line)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
}

/// The fields that a column is said to hold.
fn says(wizard: Wizard, at: usize) -> impl Iterator<Item = Field> {
    Field::ALL.into_iter().filter(move |field| wizard.column(*field) == Some(at))
}

#[component]
fn Head(wizard: Wizard, at: usize) -> impl IntoView {
    let state = use_state();
    let tags = move || {
        let lang = state.lang.get();
        let tag = |field| view! { <span class="tag tag-accent">{text::field(lang, field)}</span> };
        says(wizard, at).map(tag).collect_view()
    };
    view! {
        <th scope="col" class:is-set=move || says(wizard, at).next().is_some()>
            <span class="tags">{tags}</span>
            <span class="cell">{move || wizard.title(state.lang.get(), at)}</span>
        </th>
    }
}
