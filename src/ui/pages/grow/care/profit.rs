//! What is left of an order of a good, after discount, postage and gift, at the lowest price that
//! anybody can get (PR13).

use std::sync::Arc;

use leptos::prelude::*;

use super::typed::{OrderTyped, OrderWrong};
use super::{Scene, marks};
use crate::domain::money::Fen;
use crate::domain::price_care::OrderMargin;
use crate::ui::components::entry::Entry;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::say::{say, words};
use crate::ui::state::{State, use_state};
use crate::ui::text;

/// The four fields and what they come to.
#[component]
pub fn Profit(
    /// The good.
    sku: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let typed = RwSignal::new(OrderTyped::default());
    let read = Memo::new(move |_| typed.with(|it| it.read(state.lang.get())));
    let found = Memo::new(move |_| {
        let terms = read.get().ok()?;
        scene.with(|scene| scene.as_ref().map(|it| it.facts.order_margin(&sku, terms)))
    });
    let put = move |field: fn(&mut OrderTyped) -> &mut String| {
        Callback::new(move |text: String| typed.update(|it| *field(it) = text))
    };
    let of = move |field: fn(&OrderTyped) -> &String| {
        Signal::derive(move || typed.with(|it| field(it).clone()))
    };
    let wrong = move |which: OrderWrong, says: fn(Locale) -> &'static str| {
        Signal::derive(move || {
            let is_wrong = read.with(|it| it.as_ref().is_err_and(|all| all.contains(&which)));
            if is_wrong { says(state.lang.get()) } else { "" }
        })
    };
    let not_money = |lang: Locale| td_string!(lang, price_care.not_money);
    let answer = move || match found.get() {
        Some(Some(margin)) => answer(state, &margin),
        Some(None) => td_string!(state.lang.get(), price_care.profit_unknown).to_owned(),
        None => String::new(),
    };
    let is_loss =
        move || found.with(|it| matches!(it, Some(Some(margin)) if margin.profit_fen < Fen::ZERO));
    view! {
        <section class="sheet pad sec form" aria-labelledby="care-profit-h" data-testid="care-profit">
            <h3 id="care-profit-h">{say!(price_care.profit_title)}</h3>
            <p class="small muted">{say!(price_care.profit_hint)}</p>
            <div class="pts-pair">
                <Entry
                    id="care-order-quantity"
                    label=words(|lang| td_string!(lang, price_care.order_quantity))
                    value=of(|it| &it.quantity)
                    keys="decimal"
                    wrong=wrong(
                        OrderWrong::Quantity,
                        |lang| td_string!(lang, price_care.not_quantity),
                    )
                    typed=put(|it| &mut it.quantity)
                />
                <Entry
                    id="care-order-paid"
                    label=words(|lang| td_string!(lang, price_care.order_paid))
                    value=of(|it| &it.paid)
                    keys="decimal"
                    hint=words(|lang| td_string!(lang, price_care.order_paid_hint))
                    wrong=wrong(OrderWrong::Paid, |lang| td_string!(lang, price_care.not_paid))
                    typed=put(|it| &mut it.paid)
                />
                <Entry
                    id="care-order-postage"
                    label=words(|lang| td_string!(lang, price_care.order_postage))
                    value=of(|it| &it.postage)
                    keys="decimal"
                    wrong=wrong(OrderWrong::Postage, not_money)
                    typed=put(|it| &mut it.postage)
                />
                <Entry
                    id="care-order-gift"
                    label=words(|lang| td_string!(lang, price_care.order_gift))
                    value=of(|it| &it.gift)
                    keys="decimal"
                    wrong=wrong(OrderWrong::Gift, not_money)
                    typed=put(|it| &mut it.gift)
                />
            </div>
            <p class="care-answer" class:warn=is_loss role="status" data-testid="care-profit-answer">
                {answer}
            </p>
        </section>
    }
}

fn answer(state: State, margin: &OrderMargin) -> String {
    let lang = state.lang.get();
    let amount = text::price_care::amount;
    let (paid, cost) = (amount(margin.paid_fen), amount(margin.cost_fen));
    let price = amount(margin.lowest.unit_fen);
    let source = marks::source(state, &margin.lowest.source);
    if margin.profit_fen < Fen::ZERO {
        let loss = amount(Fen::ZERO.saturating_sub(margin.profit_fen));
        return td_string!(
            lang,
            price_care.profit_loss,
            price = price,
            source = source,
            paid = paid,
            cost = cost,
            loss = loss
        );
    }
    let profit = amount(margin.profit_fen);
    td_string!(
        lang,
        price_care.profit_left,
        price = price,
        source = source,
        paid = paid,
        cost = cost,
        profit = profit
    )
}
