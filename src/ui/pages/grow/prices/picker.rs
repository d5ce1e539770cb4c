//! Choosing a customer by what one remembers of him.

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::named::Named;
use crate::ui::i18n::td_string;
use crate::ui::state::use_state;
use crate::ui::text;

/// So many are offered.
const MOST: usize = 6;

/// A field, and below it who is found by it.
#[component]
pub fn CustomerPicker(
    /// The mark for checks; who is found has `MARK-hit`.
    testid: &'static str,
    /// What the choice is for.
    label: Signal<String>,
    /// True where nobody can be chosen.
    #[prop(into, default = Signal::derive(|| false))]
    rests: Signal<bool>,
    /// Told of the id of who was chosen, and what he is called.
    #[prop(into)]
    choose: Callback<(String, String)>,
) -> impl IntoView {
    let state = use_state();
    let typed = RwSignal::new(String::new());
    let seeking = state.seek(typed, MOST);
    let people = Memo::new(move |_| {
        let hits = seeking.hits()?;
        let at = |place: usize| {
            state.with_shop(|shop| {
                let key = shop.customers().get(place)?;
                let beside = text::label(key);
                Some((shop.customer_id(place), text::called(shop, place), beside))
            })
        };
        Some(hits.best.iter().filter_map(|hit| at(hit.place).flatten()).collect::<Vec<_>>())
    });
    let rows = move || {
        let row = |(id, name, beside): (String, String, String)| {
            let beside = (beside != name).then_some(beside);
            let chosen = name.clone();
            let pick = move |_| {
                typed.set(String::new());
                choose.run((id.clone(), chosen.clone()));
            };
            view! {
                <li>
                    <button
                        class="btn btn-wide price-hit"
                        type="button"
                        data-testid=format!("{testid}-hit")
                        on:click=pick
                    >
                        <Named name/>
                        <span class="small muted">{beside}</span>
                    </button>
                </li>
            }
        };
        people.get().unwrap_or_default().into_iter().map(row).collect_view()
    };
    let says = move || {
        let lang = state.lang.get();
        let typed = typed.with(|it| it.trim().to_owned());
        match people.get() {
            _ if typed.is_empty() => String::new(),
            None => td_string!(lang, find.gathering).to_owned(),
            Some(people) if people.is_empty() => td_string!(lang, find.nobody, typed = typed),
            Some(_) => String::new(),
        }
    };
    view! {
        <div class="field price-picker">
            <label for=testid>{move || label.get()}</label>
            <div class="affix">
                <Icon glyph=Glyph::Search size=Size::Small/>
                <input
                    class="input"
                    id=testid
                    type="search"
                    autocomplete="off"
                    autocapitalize="none"
                    spellcheck="false"
                    data-testid=testid
                    placeholder=move || td_string!(state.lang.get(), find.hint)
                    disabled=move || rests.get()
                    prop:value=move || typed.get()
                    on:focus=move |_| state.want_search()
                    on:input:target=move |event| typed.set(event.target().value())
                />
            </div>
            <p class="muted small" role="status">{says}</p>
            <ul class="price-hits">{rows}</ul>
        </div>
    }
}
