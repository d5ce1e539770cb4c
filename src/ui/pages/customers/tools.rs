//! What stands above the list: search, groups, how many they are, and the order of the list.

use leptos::prelude::*;

use super::Listing;
use super::asked::{Asked, arrangement_key, arrangement_of, export_href};
use super::finding::SearchField;
use super::groups::{GroupChips, SaveAsGroup};
use super::picks::{Groups, Picks, Stages};
use crate::domain::roster::{Arrangement, Pick, StagePick};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// Groups and order.
#[component]
pub fn Tools(
    /// The list they are for.
    listing: Listing,
    /// Whether somebody new is being written down.
    adding: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let Listing { asked, people, seeking, .. } = listing;
    let picks = Picks::begin(listing);
    let how_many = move || {
        let (lang, shown) = (state.lang.get(), people.with(|it| it.len()) as u64);
        // Why more stand here than the figures count.
        let waiting = picks.count(Pick::Stage(StagePick::Potential));
        let is_everybody = asked.with(|it| it.pick == Pick::Everyone && it.group.is_none());
        if waiting == 0 || !is_everybody || seeking.hits().is_some() {
            return text::customers(lang, shown);
        }
        let (people, n) = (number::count(shown), number::count(waiting));
        td_string!(lang, person.all_of, people = people, n = n)
    };
    let add = (!state.looks_back).then(|| {
        view! {
            <button
                class="btn btn-2"
                type="button"
                data-testid="customer-add"
                aria-label=say!(person.add)
                aria-expanded=move || adding.get().to_string()
                on:click=move |_| adding.update(|it| *it = !*it)
            >
                {say!(person.add_short)}
            </button>
        }
    });
    view! {
        <div class="tools">
            <SearchField listing/>
            <Stages picks/>
            <Groups picks/>
            <GroupChips listing/>
            <div class="sortbar">
                <span data-testid="segment-count" role="status">
                    {how_many}
                </span>
                <span class=const { "push" }></span>
                <ExportList listing/>
                <SaveAsGroup listing/>
                <Sort asked/>
                {add}
            </div>
        </div>
    }
}

/// Leads to the export of those who are listed, where not everybody is.
#[component]
fn ExportList(listing: Listing) -> impl IntoView {
    let state = use_state();
    let there = move || {
        let Asked { pick, group, .. } = listing.asked.get();
        let is_everybody = pick == Pick::Everyone && group.is_none();
        let href = export_href(Asked { pick, group, ..Asked::default() });
        (!is_everybody && !state.looks_back).then(|| {
            view! {
                <a class="btn btn-3" href=href data-testid="export-list">
                    {say!(export.list)}
                </a>
            }
        })
    };
    view! { {there} }
}

#[component]
fn Sort(asked: Memo<Asked>) -> impl IntoView {
    let state = use_state();
    let options = move || {
        let (lang, now) = (state.lang.get(), asked.get().arrangement);
        let option = |it: Arrangement| {
            view! {
                <option value=arrangement_key(it) selected=it == now>
                    {text::arrangement(lang, it)}
                </option>
            }
        };
        Arrangement::ALL.map(option).into_iter().collect_view()
    };
    let choose = move |word: String| {
        let Some(arrangement) = arrangement_of(&word) else { return };
        let there = Asked { arrangement, ..asked.get_untracked() };
        // Without an entry of its own: "back" leads to where one came from.
        let _ = window().location().replace(&there.href());
    };
    view! {
        <label>
            <span class="sort-word">{say!(person.sort)} " "</span>
            <select
                data-testid="customer-sort"
                on:change=move |event| choose(event_target_value(&event))
            >
                {options}
            </select>
        </label>
    }
}
