//! One of the shop's own goods as a gift (PR18): what it costs is known, and he gets to know it.

use leptos::prelude::*;

use crate::domain::loyalty::RuleId;
use crate::domain::money::Fen;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::veil;

/// A good to choose.
#[derive(Clone, Debug, PartialEq)]
struct OwnGood {
    id: RuleId,
    name: String,
    cost_fen: Option<Fen>,
}

/// The list to choose from; nothing where no goods are written down.
#[component]
pub fn OwnGoods(
    /// Told what was chosen: its name, and what one costs, where that is known.
    #[prop(into)]
    choose: Callback<(String, Option<Fen>)>,
) -> impl IntoView {
    let state = use_state();
    let goods = Memo::new(move |_| {
        let rules = state.rulebook();
        let one = |(id, it): (RuleId, &crate::domain::goods::ProductDraft)| OwnGood {
            id,
            name: it.name.trim().to_owned(),
            cost_fen: it.cost_fen,
        };
        let mut goods: Vec<OwnGood> = rules.products().map(|(id, it)| one((id, it))).collect();
        goods.retain(|it| !it.name.is_empty());
        // The cheapest first; of whom nobody knows what they cost, last.
        goods.sort_by_key(|it| (it.cost_fen.is_none(), it.cost_fen));
        goods
    });
    let options = move || {
        let lang = state.lang.get();
        let option = |good: OwnGood| {
            let name = veil::text(&good.name);
            let says = match good.cost_fen {
                Some(cost) => {
                    let cost = number::money(cost.minor().into());
                    td_string!(lang, points.own_good, name = name, cost = cost)
                }
                None => name,
            };
            view! { <option value=good.id.to_string()>{says}</option> }
        };
        goods.get().into_iter().map(option).collect_view()
    };
    let chosen = move |word: String| {
        let id = RuleId::parse(&word);
        let found = goods.with_untracked(|all| all.iter().find(|it| Some(it.id) == id).cloned());
        if let Some(OwnGood { name, cost_fen, .. }) = found {
            choose.run((name, cost_fen));
        }
    };
    view! {
        <Show when=move || goods.with(|it| !it.is_empty())>
            <label class="field">
                <span class="label">{say!(points.own_goods)}</span>
                <select
                    class="input"
                    data-testid="gift-own"
                    on:change:target=move |event| chosen(event.target().value())
                >
                    <option value="">{say!(points.own_goods_none)}</option>
                    {options}
                </select>
            </label>
        </Show>
    }
}
