//! What a group said before, and the way back to it.

use leptos::prelude::*;

use super::scene::Scene;
use super::tree::Tree;
use crate::domain::loyalty::{Rule as ShopRule, Ruled};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::text;
use crate::ui::text::segment::Names;
use crate::ui::veil;

/// The earlier words of a group, the latest first.
#[component]
pub fn History(
    /// The form of the group.
    scene: Scene,
) -> impl IntoView {
    let state = scene.state;
    let said = Memo::new(move |_| {
        let history = scene.own().and_then(|id| state.with_shop(|shop| shop.history_of_rule(id)));
        history.unwrap_or_default()
    });
    let line = move |ruled: Ruled| {
        let terms = ruled.terms.as_ref().and_then(ShopRule::group).cloned();
        let day = number::day(ruled.day, state.lang.get(), state.this_year());
        let says = {
            let (lang, this_year) = (state.lang.get(), state.this_year());
            scene.rules.with(|rules| match &terms {
                None => td_string!(lang, segment.was_removed).to_owned(),
                Some(terms) => {
                    let names = Names { rules, this_year };
                    let rule = text::segment::sentence(lang, &terms.rule, names);
                    td_string!(lang, segment.was_said, name = veil::text(&terms.name), rule = rule)
                }
            })
        };
        let undone = ruled.is_undone.then(|| {
            view! { <span class="tag">{say!(segment.was_undone)}</span> }
        });
        let again = terms.map(|terms| {
            let again = move |_| {
                scene.name.set(terms.name.clone());
                scene.tree.set(Tree::of(&terms.rule));
            };
            view! {
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="segment-again"
                    disabled=move || scene.rests.get()
                    on:click=again
                >
                    {say!(segment.again)}
                </button>
            }
        });
        view! {
            <li class="seg-said" data-testid="segment-said">
                <span class="muted">{day} " " {undone}</span>
                <span>{says}</span>
                {again}
            </li>
        }
    };
    view! {
        <Show when=move || scene.own().is_some()>
            <details class="sheet pad seg-history" data-testid="segment-history">
                <summary>{say!(segment.history)}</summary>
                <ul class="rows">{move || said.get().into_iter().map(line).collect_view()}</ul>
            </details>
        </Show>
    }
}
