//! What a gift costs the shop and is worth to him, once the good is chosen (PR18): own goods, cost
//! known, so that he gets to know them.

use leptos::prelude::*;

use super::choices::Choices;
use super::kinds::Field;
use super::slot_form::Forming;
use crate::domain::money::Fen;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::state::use_state;

/// Says what is known of the good, and fills in what it is worth where nothing else was typed.
#[component]
pub fn GiftWorth(
    /// What is typed.
    forming: Forming,
    /// What rules can name.
    choices: Signal<Choices>,
) -> impl IntoView {
    let state = use_state();
    let form = forming.form;
    let worth = Memo::new(move |_| {
        let sku = form.with(|form| form.text((Field::Good, 0)).to_owned());
        choices.with(|it| it.worth_of(&sku))
    });
    let value = (Field::Value, 0);
    // What was filled in here may be filled in again; what was typed is left alone.
    Effect::new(move |filled: Option<String>| {
        let filled = filled.unwrap_or_default();
        let known = worth.get();
        let Some(worth) = known.price_fen.or(known.cost_fen) else { return filled };
        let (text, now) = (
            number::plain_money(worth),
            form.with_untracked(|form| form.text(value).trim().to_owned()),
        );
        if text != now && (now.is_empty() || now == filled) {
            form.update(|form| {
                form.texts.insert(value, text.clone());
            });
        }
        text
    });
    let says = move || {
        let (lang, worth) = (state.lang.get(), worth.get());
        let money = |fen: Fen| number::money(fen.minor().into());
        match (worth.cost_fen.map(money), worth.price_fen.map(money)) {
            (Some(cost), Some(price)) => {
                td_string!(lang, points.gift_worth, cost = cost, price = price)
            }
            (Some(cost), None) => td_string!(lang, points.gift_costs, cost = cost),
            (None, Some(price)) => td_string!(lang, points.gift_price, price = price),
            (None, None) => String::new(),
        }
    };
    view! {
        <p class="hint" data-testid="gift-worth">
            {says}
        </p>
    }
}
