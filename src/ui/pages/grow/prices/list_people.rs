//! Who is on a private list.

use leptos::prelude::*;

use super::picker::CustomerPicker;
use crate::domain::command::Booked;
use crate::domain::intern::Index;
use crate::domain::loyalty::{Booking, RuleId};
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// So many of a list are named at once.
const MOST_NAMED: usize = 60;

/// Who is on it: put somebody on, take somebody off.
#[component]
pub fn ListPeople(
    /// Which list.
    id: RuleId,
) -> impl IntoView {
    let state = use_state();
    let on_lists = state.on_lists();
    let people = Memo::new(move |_| {
        let found = on_lists.get()?;
        Some(found.people.get(&id).cloned().unwrap_or_default())
    });
    let book = move |customer: String, name: String, list: Option<RuleId>| {
        let key = untrack(|| {
            state.with_shop(|shop| {
                let at = shop.customer_with_id(&customer)?;
                shop.customers().get(at.position()).cloned()
            })
        });
        let Some(key) = key.flatten() else { return };
        let booking = Booking::InPriceList { list };
        state.book(vec![Booked { customer: Some(key), other: None, booking }], name, |_| {});
    };
    let row = move |at: Index| {
        let told = state
            .with_shop(|shop| (shop.customer_id(at.position()), text::called(shop, at.position())));
        let (customer, name) = told?;
        let href = Asked::default().href_of(&customer);
        let (off, called) = (customer.clone(), name.clone());
        let act = move |()| book(off.clone(), called.clone(), None);
        Some(view! {
            <li class="price-person" data-testid="price-list-person" data-id=customer>
                <a class="link" href=href>
                    <Named name/>
                </a>
                <Press
                    testid="price-list-off"
                    class="btn btn-3"
                    rests=Signal::derive(move || !state.may_set())
                    act
                >
                    {say!(prices.take_off)}
                </Press>
            </li>
        })
    };
    let rows = move || {
        let people = people.get().unwrap_or_default();
        people.into_iter().take(MOST_NAMED).filter_map(row).collect_view()
    };
    let count = move || {
        let people = people.get()?;
        Some(text::customers(state.lang.get(), people.len() as u64))
    };
    let beyond = move || {
        let more = people.get()?.len().checked_sub(MOST_NAMED).filter(|more| *more > 0)?;
        let n = text::customers(state.lang.get(), more as u64);
        Some(td_string!(state.lang.get(), prices.and_more, n = n))
    };
    let choose = move |(customer, name): (String, String)| book(customer, name, Some(id));
    view! {
        <section class="sheet pad sec price-people" data-testid="price-list-people">
            <div class="sec-h">
                <h3>{say!(prices.on_list)}</h3>
                <span class="n" data-testid="price-list-count">
                    {count}
                </span>
            </div>
            <CustomerPicker
                testid="price-list-add"
                label=words(|lang| td_string!(lang, prices.put_on))
                rests=Signal::derive(move || !state.may_set())
                choose
            />
            <ul class="rows">{rows}</ul>
            <p class="muted small">{beyond}</p>
        </section>
    }
}
