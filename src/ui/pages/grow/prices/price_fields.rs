//! The fields of one price: what one costs, and behind a tap steps by quantity and the least one.

use leptos::prelude::*;

use super::typed::{BreakTyped, PriceTyped, PriceWrong};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;

/// The fields.
#[component]
pub fn PriceFields(
    /// The beginning of the marks of its fields.
    #[prop(into)]
    testid: String,
    /// What the price is.
    label: Signal<String>,
    /// What is typed.
    typed: PriceTyped,
    /// What cannot be, once the seller wanted to save.
    wrong: Signal<Option<PriceWrong>>,
    /// Told of each key.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let unit_wrong = Signal::derive(move || {
        matches!(wrong.get(), Some(PriceWrong::Unit(_) | PriceWrong::Fault(_)))
    });
    let least_wrong = Signal::derive(move || matches!(wrong.get(), Some(PriceWrong::Least(_))));
    let says = move || wrong.get().map(|it| it.words(state.lang.get()));
    let is_open = untrack(|| {
        typed.breaks.with(|all| !all.is_empty()) || typed.least.with(|it| !it.is_empty())
    });
    let (unit_id, more_id) = (format!("{testid}-unit"), format!("{testid}-more"));
    let (least_id, add_id) = (format!("{testid}-least"), format!("{testid}-break-add"));
    let row_id = testid.clone();
    view! {
        <div class="price-fields">
            <TextField
                testid=unit_id
                label
                written=typed.unit
                keys=Keys::Decimal
                invalid=unit_wrong
                typed=changed
            />
            <details class="fold" open=is_open>
                <summary data-testid=more_id>{say!(prices.by_quantity)} <Icon glyph=Glyph::Chevron size=Size::Turning/></summary>
                <div class="price-more">
                    <For each=move || typed.breaks.get() key=|it| it.id let(one)>
                        <BreakRow testid=row_id.clone() one typed wrong changed/>
                    </For>
                    <button
                        class="btn btn-3"
                        type="button"
                        data-testid=add_id
                        on:click=move |_| typed.add()
                    >
                        {say!(prices.break_add)}
                    </button>
                    <TextField
                        testid=least_id
                        label=words(|lang| td_string!(lang, prices.least))
                        written=typed.least
                        keys=Keys::Decimal
                        hint=words(|lang| td_string!(lang, prices.least_hint))
                        invalid=least_wrong
                        typed=changed
                    />
                </div>
            </details>
            <p class="err" role="alert">
                {says}
            </p>
        </div>
    }
}

/// A step.
#[component]
pub fn BreakRow(
    /// The beginning of the marks of its fields.
    testid: String,
    /// The step.
    one: BreakTyped,
    /// The price that it is of.
    typed: PriceTyped,
    /// What cannot be.
    wrong: Signal<Option<PriceWrong>>,
    /// Told of each key.
    changed: Callback<()>,
) -> impl IntoView {
    let at = move || typed.breaks.with(|all| all.iter().position(|it| it.id == one.id));
    let from_wrong = Signal::derive(
        move || matches!(wrong.get(), Some(PriceWrong::From(place, _)) if Some(place) == at()),
    );
    let price_wrong = Signal::derive(
        move || matches!(wrong.get(), Some(PriceWrong::Price(place, _)) if Some(place) == at()),
    );
    let remove = move |_| {
        typed.breaks.update(|all| all.retain(|it| it.id != one.id));
        changed.run(());
    };
    view! {
        <div class="price-break" role="group" aria-label=say!(prices.a_break)>
            <TextField
                testid=format!("{testid}-from")
                label=words(|lang| td_string!(lang, prices.break_from))
                written=one.from
                keys=Keys::Decimal
                invalid=from_wrong
                typed=changed
            />
            <TextField
                testid=format!("{testid}-break")
                label=words(|lang| td_string!(lang, prices.break_price))
                written=one.price
                keys=Keys::Decimal
                invalid=price_wrong
                typed=changed
            />
            <button
                class="btn btn-3"
                type="button"
                data-testid=format!("{testid}-break-remove")
                on:click=remove
            >
                {say!(prices.take_out)}
            </button>
        </div>
    }
}
