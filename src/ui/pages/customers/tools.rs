//! What stands above the list: groups with live counts, and the order of the list.

use std::sync::Arc;

use leptos::prelude::*;

use super::Listing;
use super::asked::{Asked, arrangement_key, arrangement_of, stage_key};
use super::finding::SearchField;
use crate::domain::roster::{Arrangement, Census, Pick, StagePick};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// The groups that are always offered: who needs something first, then the rest of a customer's life.
const CHIPS: [Pick; 13] = [
    Pick::Everyone,
    Pick::Promised,
    Pick::Important,
    Pick::Late,
    Pick::Stage(StagePick::HighSave),
    Pick::Stage(StagePick::OneMonth),
    Pick::OrderingLess,
    Pick::SameTimeLastYear,
    Pick::Stage(StagePick::LowSave),
    Pick::Stage(StagePick::New),
    Pick::Stage(StagePick::Active),
    Pick::Stage(StagePick::Lost),
    Pick::Stage(StagePick::Potential),
];

/// The mark of a chip.
fn mark(pick: Pick) -> String {
    match pick {
        Pick::Stage(stage) => format!("stage-{}", stage_key(stage)),
        other => {
            let query = Asked::who(other).query();
            format!(
                "pick-{}",
                query.rsplit('=').next().filter(|it| !it.is_empty()).unwrap_or("all")
            )
        }
    }
}

/// Groups and order.
#[component]
pub fn Tools(
    /// The list they are for.
    listing: Listing,
    /// Whether somebody new is being written down.
    adding: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let Listing { asked, picked, people, seeking, .. } = listing;
    let census =
        Memo::new(move |_| state.with_roster(|roster| roster.census(&CHIPS)).unwrap_or_default());
    // What the seller alone fills is offered once he did.
    let filled = Memo::new(move |_| {
        census.with(|it| [Pick::Promised, Pick::Important].map(|pick| (pick, it.of(pick) > 0)))
    });
    let chips = move || {
        let now = asked.get().pick;
        let listed = CHIPS.contains(&now).then_some(CHIPS.to_vec());
        // What another page asked for stands first, so that it is seen.
        let picks = listed.unwrap_or_else(|| [now].into_iter().chain(CHIPS).collect());
        let filled = filled.get();
        let is_empty = |pick: &Pick| filled.contains(&(*pick, false));
        let stands = |pick: &Pick| *pick == now || !is_empty(pick);
        picks
            .into_iter()
            .filter(stands)
            .map(|pick| view! { <PickChip pick asked census picked/> })
            .collect_view()
    };
    let how_many = move || {
        let (lang, shown) = (state.lang.get(), people.with(|it| it.len()) as u64);
        // Why more stand here than the figures count.
        let waiting = census.with(|it| it.of(Pick::Stage(StagePick::Potential)));
        if waiting == 0 || asked.get().pick != Pick::Everyone || seeking.hits().is_some() {
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
    let twins = move || {
        let n = state.offered_twins().map_or(0, |it| it.len() as u64);
        (n > 0).then(|| {
            view! {
                <a class="chip" href=Route::Duplicates.href() data-testid="duplicates-open">
                    {move || td_string!(state.lang.get(), twins.title)}
                    <span class="n num">{number::count(n)}</span>
                </a>
            }
        })
    };
    view! {
        <div class="tools">
            <SearchField listing/>
            <div class="chips scrolls" role="group" aria-label=say!(person.groups)>
                {chips} {twins}
            </div>
            <div class="sortbar">
                <span data-testid="segment-count" role="status">
                    {how_many}
                </span>
                <span class=const { "push" }></span>
                <Sort asked/>
                {add}
            </div>
        </div>
    }
}

#[component]
fn PickChip(
    pick: Pick,
    asked: Memo<Asked>,
    census: Memo<Census>,
    picked: Memo<Arc<Vec<u32>>>,
) -> impl IntoView {
    let state = use_state();
    let is_on = move || asked.get().pick == pick;
    let count = move || {
        let known = CHIPS.contains(&pick);
        let n =
            if known { census.with(|it| it.of(pick)) } else { picked.with(|it| it.len()) as u64 };
        number::count(n)
    };
    let href = move || asked.get().toward(pick).href();
    view! {
        <a
            class="chip"
            href=href
            data-testid=mark(pick)
            aria-current=move || is_on().then_some("true")
        >
            {move || text::pick(state.lang.get(), pick)}
            <span class="n num">{count}</span>
        </a>
    }
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
