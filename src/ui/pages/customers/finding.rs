//! Searching in the list: the field above it, and what stands there when nobody is found.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::Listing;
use super::asked::Asked;
use super::facts::PersonView;
use crate::domain::roster::Pick;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{FoundOrder, State, use_state};
use crate::ui::text;

/// Orders that are listed where nobody is found.
const MOST_ORDERS: usize = 5;

/// Digits of the longest phone (E.164).
const LONGEST_PHONE: usize = 15;

/// The field. What is typed narrows the list at once; it is never put into the address.
#[component]
pub fn SearchField(
    /// The list it narrows.
    listing: Listing,
) -> impl IntoView {
    let state = use_state();
    let Listing { typed, seeking, asked, people, .. } = listing;
    let field: NodeRef<html::Input> = NodeRef::new();
    let clear = move || {
        if let Some(field) = field.get_untracked() {
            field.set_value("");
        }
        typed.set(String::new());
    };
    let open_first = move || {
        seeking.settle();
        let first = people.with_untracked(|it| it.first().copied());
        let id =
            first.and_then(|at| untrack(|| state.with_shop(|shop| shop.customer_id(at as usize))));
        if let Some(id) = id.filter(|_| typed.with_untracked(|it| !it.trim().is_empty())) {
            let _ = window().location().set_hash(&asked.get_untracked().href_of(&id));
        }
    };
    let press = move |event: KeyboardEvent| {
        // Keys that choose a character are not meant for us.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Escape" => clear(),
            "Enter" => open_first(),
            "ArrowDown" => {
                event.prevent_default();
                focus_first_row();
            }
            _ => {}
        }
    };
    view! {
        <div class="affix" role="search">
            <Icon glyph=Glyph::Search size=Size::Small/>
            <label class="sr" for="customer-search">
                {say!(find.label)}
            </label>
            <input
                class="input"
                id="customer-search"
                type="search"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                enterkeyhint="search"
                data-testid="customer-search"
                placeholder=say!(find.hint)
                node_ref=field
                on:focus=move |_| state.want_search()
                on:input:target=move |event| typed.set(event.target().value())
                on:keydown=press
            />
        </div>
    }
}

fn focus_first_row() {
    let row = document().query_selector("[data-testid=\"customer-list\"] li a").ok().flatten();
    if let Some(row) = row {
        let _ = row.unchecked_into::<HtmlElement>().focus();
    }
}

/// Nobody is listed: what one can do now.
#[component]
pub fn Nobody(
    /// The list that is empty.
    listing: Listing,
    /// Whether somebody new is being written down.
    adding: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let Listing { typed, asked, .. } = listing;
    let orders = state.follow_orders(typed, MOST_ORDERS);
    move || {
        let lang = state.lang.get();
        let typed = typed.with(|it| it.trim().to_owned());
        let Asked { pick, group, arrangement } = asked.get();
        let waits = |group| {
            let rule = super::groups::rule_of(state, group);
            rule.is_some_and(|rule| state.people_in(&rule).is_none())
        };
        if group.is_some_and(waits) {
            return view! { <p role="status">{td_string!(lang, segment.counting)}</p> }.into_any();
        }
        if typed.is_empty() {
            return view! {
                <h2>{td_string!(lang, person.nobody)}</h2>
                <p>{td_string!(lang, person.nobody_hint)}</p>
            }
            .into_any();
        }
        if !state.is_search_ready() {
            return view! { <p role="status">{td_string!(lang, find.gathering)}</p> }.into_any();
        }
        let found = orders.get();
        if !found.is_empty() {
            let lines = found.iter().filter_map(|it| order(state, lang, it)).collect_view();
            return view! {
                <h2>{td_string!(lang, find.order_of)}</h2>
                <ul class="rows found-orders">{lines}</ul>
            }
            .into_any();
        }
        let is_everybody = pick == Pick::Everyone && group.is_none();
        let everybody = (!is_everybody).then(|| {
            let href = Asked { arrangement, ..Asked::default() }.href();
            view! {
                <a class="btn btn-1" href=href data-testid="search-everybody">
                    {td_string!(lang, find.in_everybody)}
                </a>
            }
        });
        let title = if is_everybody {
            td_string!(lang, find.nobody, typed = typed.clone())
        } else {
            let group = match group {
                Some(group) => super::groups::name(state, lang, group),
                None => text::pick(lang, pick),
            };
            td_string!(lang, find.nobody_in_group, group = group, typed = typed.clone())
        };
        view! {
            <h2>{title}</h2>
            <p>{td_string!(lang, find.nobody_hint)}</p>
            <div class="btn-row">{everybody} {add(state, lang, adding, typed)}</div>
        }
        .into_any()
    }
}

/// An order that has the number that was typed: it leads to whoever bought it.
fn order(state: State, lang: Locale, found: &FoundOrder) -> Option<AnyView> {
    let buyer = state.with_roster(|roster| PersonView::of(roster, found.buyer)).flatten()?;
    let day = found.day.map(|day| number::day(day, lang, state.this_year()));
    let rest = [Some(td_string!(lang, card.order_no, number = found.number.clone())), day];
    let rest = rest.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let href = Asked::default().href_of(&buyer.id);
    let line = view! {
        <li>
            <a href=href data-testid="list-order">
                <b>{buyer.name}</b>
                <span class="muted">{rest}</span>
            </a>
        </li>
    };
    Some(line.into_any())
}

/// Puts whoever was looked for into the book. A number longer than any phone is nobody's name.
fn add(state: State, lang: Locale, adding: RwSignal<bool>, typed: String) -> Option<AnyView> {
    let is_number = typed.chars().all(|c| c.is_ascii_digit()) && typed.len() > LONGEST_PHONE;
    let says = td_string!(lang, find.add, typed = typed);
    let add = move |()| adding.set(true);
    (!state.looks_back && !is_number)
        .then(|| view! { <Press testid="search-add" act=add>{says}</Press> }.into_any())
}
