//! Who may be one person under two names: looked at side by side, joined field by field, or kept apart.

mod scene;
pub mod twin;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::duplicates::{Candidate, Reason};
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::{Here, Route};
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;

use twin::Twin;

/// So many stand on the page at first, and come with a tap.
const SHOWN: usize = 10;

/// All who may be one person, the surest first.
#[component]
pub fn DuplicatesPage() -> impl IntoView {
    let state = use_state();
    state.seek_twins();
    let offered = Memo::new(move |_| offered(state));
    let shown = RwSignal::new(SHOWN);
    let decided: RwSignal<Option<usize>> = RwSignal::new(None);
    follow_with_the_focus(offered, decided);
    let rows = move || {
        let all = offered.get().unwrap_or_default();
        all.into_iter().take(shown.get()).enumerate().collect::<Vec<_>>()
    };
    let rest = move || {
        let all = offered.with(|it| it.as_ref().map_or(0, Vec::len));
        all.saturating_sub(shown.get())
    };
    let more = move || {
        let n = number::count(rest().min(SHOWN) as u64);
        td_string!(state.lang.get(), twins.more, n = n)
    };
    let empty = move || match offered.with(|it| it.as_ref().map(Vec::is_empty)) {
        None => Some(view! { <p class="muted" role="status">{say!(twins.looking)}</p> }.into_any()),
        Some(true) => Some(view! { <Nobody/> }.into_any()),
        Some(false) => None,
    };
    view! {
        <div class="twins" data-testid="duplicates">
            <a class="back" href=Route::Customers.href()>
                <Icon glyph=Glyph::Back/>
                {say!(card.back)}
            </a>
            <p class="muted">{say!(twins.lead)}</p>
            {state.looks_back.then(|| view! { <p class="muted">{say!(twins.looks_back)}</p> })}
            {empty}
            <For each=rows key=|(_, it)| it.clone() let((_, candidate))>
                <Twin candidate offered decided/>
            </For>
            <Show when=move || { rest() > 0 }>
                <Press testid="duplicates-more" act=move |()| shown.update(|it| *it += SHOWN)>
                    {more}
                </Press>
            </Show>
            <Crowds/>
        </div>
    }
}

/// Whom to offer; about whom the address asks come first.
fn offered(state: State) -> Option<Vec<Candidate>> {
    let Here(here) = expect_context::<Here>();
    let mut all = state.offered_twins()?;
    let id = here.with(|it| {
        let ours = it.as_ref().filter(|it| it.route == Route::Duplicates);
        ours.map(|it| it.detail.clone()).unwrap_or_default()
    });
    let asked = state.with_shop(|shop| shop.customer_with_id(&id)).flatten();
    if let Some(asked) = asked {
        all.sort_by_key(|it| !it.members.contains(&asked));
    }
    Some(all)
}

/// Whoever has decided goes on with the one that stands in that place now.
fn follow_with_the_focus(offered: Memo<Option<Vec<Candidate>>>, decided: RwSignal<Option<usize>>) {
    Effect::new(move |_| {
        offered.track();
        let Some(place) = decided.get() else { return };
        decided.set(None);
        focus::unless_moved(move || heading_at(place));
    });
}

fn heading_at(place: usize) -> Option<Element> {
    let all = document().query_selector_all(".twins h2[tabindex]").ok()?;
    let last = all.length().checked_sub(1)?;
    let heading = all.get((place as u32).min(last))?;
    heading.dyn_into().ok()
}

#[component]
fn Nobody() -> impl IntoView {
    view! {
        <div class="empty sheet" data-testid="no-duplicates">
            <Icon glyph=Glyph::People/>
            <h2 tabindex="-1">{say!(twins.none)}</h2>
            <p>{say!(twins.none_hint)}</p>
        </div>
    }
}

/// What very many share: said, not offered.
#[component]
fn Crowds() -> impl IntoView {
    let state = use_state();
    let line = move |(Reason { likeness, shared }, n): (Reason, usize)| {
        let lang = state.lang.get();
        let (why, people) =
            (text::likeness(lang, likeness, &shared), text::customers(lang, n as u64));
        view! { <li class="prob whole">{td_string!(lang, twins.crowd, why = why, people = people)}</li> }
    };
    move || {
        let crowds = state.found_twins().map(|it| it.crowds.clone()).unwrap_or_default();
        (!crowds.is_empty()).then(|| {
            let lines = crowds.into_iter().take(SHOWN).map(line).collect_view();
            view! {
                <section class="sheet sec" data-testid="duplicate-crowds">
                    <h2 class="sec-h">{say!(twins.crowds)}</h2>
                    <ul class="rows">{lines}</ul>
                </section>
            }
        })
    }
}
