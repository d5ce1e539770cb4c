//! Private lists: what they are called, how many goods they have, who is on them.

use leptos::prelude::*;

use super::HREF;
use crate::domain::goods::PriceListDraft;
use crate::domain::loyalty::RuleId;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// The lists.
#[component]
pub fn PriceLists() -> impl IntoView {
    let state = use_state();
    let on_lists = state.on_lists();
    let all = Memo::new(move |_| {
        let rules = state.rulebook();
        rules.price_lists().map(|(id, list)| (id, list.clone())).collect::<Vec<_>>()
    });
    let rows = move || {
        let (lang, found) = (state.lang.get(), on_lists.get());
        let row = |(id, list): (RuleId, PriceListDraft)| {
            let goods = text::goods(lang, list.prices.len() as u64);
            let people = found.as_ref().map(|found| {
                let people = found.people.get(&id).map_or(0, |people| people.len() as u64);
                text::customers(lang, people)
            });
            let says = [Some(goods), people].into_iter().flatten().collect::<Vec<_>>().join(" · ");
            view! {
                <li>
                    <div class="prom" data-testid="price-list-row" data-id=id.to_string()>
                        <a class="offer-link" href=format!("{HREF}/lists/{id}")>
                            <b>
                                <bdi>{veil::text(&list.name)}</bdi>
                            </b>
                            <span class="small">{says}</span>
                        </a>
                    </div>
                </li>
            }
        };
        all.get().into_iter().map(row).collect_view()
    };
    let none = move || {
        view! {
            <div class="empty sheet" data-testid="price-lists-none">
                <h2>{say!(prices.lists_none)}</h2>
                <p>{say!(prices.lists_none_hint)}</p>
            </div>
        }
    };
    view! {
        <section class="sec" data-testid="price-lists">
            <div class="sec-h">
                <h2>{say!(prices.lists)}</h2>
            </div>
            <Show when=move || all.with(|all| !all.is_empty()) fallback=none>
                <ul class="rows sheet">{rows}</ul>
            </Show>
        </section>
        <a class="btn btn-wide" href=format!("{HREF}/lists/new") data-testid="price-list-new">
            <Icon glyph=Glyph::Plus size=Size::Small/>
            {say!(prices.list_new)}
        </a>
    }
}
