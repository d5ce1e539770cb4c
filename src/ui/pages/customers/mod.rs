//! The customers: who they are, who needs what, and the card of one of them beside the list.

pub mod asked;
pub mod card;
pub mod facts;
pub mod finding;
pub mod groups;
pub mod picks;
pub mod quick_add;
pub mod row;
pub mod tools;

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::windowed::Windowed;
use crate::ui::i18n::td_string;
use crate::ui::pages::doors::UseABrowser;
use crate::ui::route::{Here, Route};
use crate::ui::say::say;
use crate::ui::state::{Seeking, use_state};
use crate::ui::text;
use crate::ui::veil;

use asked::Asked;
use card::CardPage;
use facts::PersonView;
use finding::Nobody;
use quick_add::QuickAdd;
use tools::Tools;

/// What the page is about: who is listed, and whose card is open.
#[derive(Clone, Copy)]
pub struct Listing {
    asked: Memo<Asked>,
    /// The id in the address; empty = no card.
    open: Memo<Box<str>>,
    /// What is looked for; stays on the page, as it says who it is.
    typed: RwSignal<String>,
    /// Who is found by it.
    seeking: Seeking,
    /// Everybody who is picked.
    picked: Memo<Arc<Vec<u32>>>,
    /// Those of them who are found.
    people: Memo<Arc<Vec<u32>>>,
}

impl Listing {
    fn begin() -> Listing {
        let state = use_state();
        let Here(here) = expect_context::<Here>();
        let of_address = move |part: fn(&crate::ui::route::Address) -> Box<str>| {
            here.with(|it| {
                let ours = it.as_ref().filter(|it| it.route == Route::Customers);
                ours.map(part).unwrap_or_default()
            })
        };
        let asked = Memo::new(move |_| Asked::of_query(&of_address(|it| it.query.clone())));
        let open = Memo::new(move |_| of_address(|it| it.detail.clone()));
        let picked =
            Memo::new(move |_| Arc::new(groups::listed(state, asked.get()).unwrap_or_default()));
        let typed = RwSignal::new(String::new());
        let seeking = state.seek(typed, 0);
        let people = Memo::new(move |_| match seeking.hits() {
            Some(hits) => Arc::new(picked.with(|picked| hits.arranged(picked))),
            None => picked.get(),
        });
        Listing { asked, open, typed, seeking, picked, people }
    }

    /// What was looked for and found nobody; empty = nothing.
    fn unknown(self) -> String {
        match self.people.with_untracked(|people| people.is_empty()) {
            true => self.typed.get_untracked(),
            false => String::new(),
        }
    }
}

/// The list and, beside it on a desk or in its place on a phone, a card.
#[component]
pub fn CustomersPage() -> impl IntoView {
    let state = use_state();
    state.gather_orders();
    let any = state.has_book;
    move || {
        if any.get() { view! { <Book/> }.into_any() } else { view! { <Empty/> }.into_any() }
    }
}

#[component]
fn Empty() -> impl IntoView {
    // Whoever typed the address: nobody begins a book where it will be cleared.
    match use_state().in_messenger {
        true => view! { <UseABrowser/> }.into_any(),
        false => view! { <Begin/> }.into_any(),
    }
}

#[component]
fn Begin() -> impl IntoView {
    let adding = RwSignal::new(false);
    view! {
        <div class="empty sheet">
            <Icon glyph=Glyph::People/>
            <h2>{say!(person.none)}</h2>
            <p>{say!(person.none_hint)}</p>
            <a class="btn btn-1" href=Route::Data.href()>
                {say!(door.import)}
            </a>
            <button
                class="btn"
                type="button"
                data-testid="add-first"
                on:click=move |_| adding.set(true)
            >
                {say!(person.add)}
            </button>
        </div>
        <Show when=move || adding.get()>
            <QuickAdd adding/>
        </Show>
    }
}

#[component]
fn Book() -> impl IntoView {
    use_state().seek_twins();
    use_state().keep_groups();
    let listing = Listing::begin();
    let open = Memo::new(move |_| !listing.open.get().is_empty());
    keep_the_place(open);
    let adding = RwSignal::new(false);
    view! {
        <div class="split people" class:has-card=move || open.get()>
            <div class="people-list">
                <Tools listing adding/>
                <Show when=move || adding.get()>
                    <QuickAdd adding known=listing.unknown()/>
                </Show>
                <List listing adding/>
                <p class="muted foot-note">{say!(person.legend)}</p>
            </div>
            <aside class="people-card" aria-label=say!(card.title)>
                <CardPage listing/>
            </aside>
        </div>
    }
}

#[component]
fn List(listing: Listing, adding: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let Listing { asked, open, seeking, people, .. } = listing;
    // Each redrawing of the rows has a number of its own.
    let version = Memo::new(move |before: Option<&u64>| {
        people.track();
        // Their addresses hold what is asked for.
        asked.track();
        // The same people may be found by more letters.
        seeking.follow();
        state.lang.track();
        let _ = veil::is_closed();
        state.follow_the_book();
        before.map_or(0, |it| it + 1)
    });
    let row = move |at: usize| {
        let person = people.with_untracked(|people| people.get(at).copied());
        let shown = person.and_then(|at| {
            untrack(|| state.with_roster(|roster| PersonView::of(roster, at as usize)).flatten())
        });
        let Some(person) = shown else { return ().into_any() };
        let id = person.id.clone();
        let is_open = Memo::new(move |_| open.with(|open| **open == *id));
        let found = seeking.matched(person.at);
        let (lang, today, since) = untrack(|| (state.lang.get(), state.today(), state.since()));
        row::row(&person, &found, lang, asked.get_untracked(), is_open, today, since)
    };
    let total = Memo::new(move |_| people.with(|it| it.len()));
    let label = move || {
        let lang = state.lang.get();
        td_string!(lang, person.list, people = text::customers(lang, total.get() as u64))
    };
    view! {
        <Windowed
            testid="customer-list"
            label=Signal::derive(label)
            total
            version
            row
        />
        <Show when=move || total.get() == 0>
            <div class="empty sheet" data-testid="nobody">
                <Nobody listing adding/>
            </div>
        </Show>
    }
}

/// On a phone the card stands in the list's place. Whoever comes back finds the list where he left it.
fn keep_the_place(open: Memo<bool>) {
    let left_at = StoredValue::new(0.0_f64);
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        let offset = || window().page_y_offset().unwrap_or(0.0);
        let is_beside = window()
            .match_media("(min-width: 1024px)")
            .ok()
            .flatten()
            .is_some_and(|it| it.matches());
        match (before, now) {
            (Some(false), true) if !is_beside => {
                left_at.set_value(offset());
                window().scroll_to_with_x_and_y(0.0, 0.0);
            }
            (Some(true), false) if !is_beside => {
                let back = left_at.get_value();
                request_animation_frame(move || window().scroll_to_with_x_and_y(0.0, back));
            }
            _ => {}
        }
        now
    });
}
