//! An order written down by hand: the day, what was bought, what was paid.

use leptos::prelude::*;

use crate::domain::command::{Command, HandLine, HandOrder};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::domain::quantity::Quantity;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, tell};
use crate::ui::state::{Done, Undo, use_state};

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    item: RwSignal<String>,
    quantity: RwSignal<String>,
    paid: RwSignal<String>,
    day: RwSignal<Option<Day>>,
    remark: RwSignal<String>,
}

/// What cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Amount,
    Quantity,
    Day,
}

impl Draft {
    fn order(self, customer: CustomerKey, today: Day) -> Result<HandOrder, Wrong> {
        let text = |it: RwSignal<String>| -> Box<str> { it.get_untracked().trim().into() };
        let paid_fen = number::typed_money(&self.paid.get_untracked()).ok_or(Wrong::Amount)?;
        let day = self.day.get_untracked().filter(|day| *day <= today).ok_or(Wrong::Day)?;
        let item = text(self.item);
        let quantity = number::typed_quantity(&self.quantity.get_untracked());
        let quantity = quantity.filter(|it| *it > Quantity::default()).ok_or(Wrong::Quantity)?;
        let lines = match item.is_empty() {
            true => Vec::new(),
            false => vec![HandLine { item, quantity, amount_fen: paid_fen }],
        };
        Ok(HandOrder {
            customer: Some(customer),
            day,
            lines,
            postage_fen: Fen::ZERO,
            paid_fen,
            remark: text(self.remark),
        })
    }
}

/// The form.
#[component]
pub fn OrderForm(
    /// Who bought.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// Open or not.
    ordering: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let text = |it: &str| RwSignal::new(it.to_owned());
    let draft = Draft {
        item: text(""),
        quantity: text("1"),
        paid: text(""),
        day: RwSignal::new(Some(state.today())),
        remark: text(""),
    };
    let wrong = RwSignal::new(None::<Wrong>);
    let save = move || match draft.order(customer.clone(), state.today()) {
        Err(it) => wrong.set(Some(it)),
        Ok(order) => {
            let says = (Done::Ordered, name.clone(), Undo::Nothing);
            state.perform(Command::RecordOrder(order), says, move |done| {
                if done.is_ok() {
                    ordering.set(false);
                }
            });
        }
    };
    let says = move || {
        let lang = state.lang.get();
        wrong.get().map(|it| match it {
            Wrong::Amount => td_string!(lang, order.no_amount),
            Wrong::Quantity => td_string!(lang, order.no_quantity),
            Wrong::Day => td_string!(lang, order.no_day),
        })
    };
    let day = move || draft.day.get().map(|it| it.to_string()).unwrap_or_default();
    let on_day = move |text: String| {
        wrong.set(None);
        draft.day.set(text.parse().ok());
    };
    let typed = move |it: RwSignal<String>,
                      words: fn(Locale) -> &'static str,
                      mark: &'static str| {
        let mode = if mark == "order-item" || mark == "order-remark" { "text" } else { "decimal" };
        view! {
            <label class="field">
                <span class="label">{tell(words)}</span>
                <input
                    class="input"
                    type="text"
                    inputmode=mode
                    maxlength="200"
                    autocomplete="off"
                    data-testid=mark
                    prop:value=move || it.get()
                    on:input:target=move |event| {
                        wrong.set(None);
                        it.set(event.target().value());
                    }
                />
            </label>
        }
    };
    view! {
        <form
            class="form"
            data-testid="order-form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h3>{say!(order.new)}</h3>
            {typed(draft.paid, |lang| td_string!(lang, order.paid), "order-paid")}
            {typed(draft.item, |lang| td_string!(lang, order.item), "order-item")}
            {typed(draft.quantity, |lang| td_string!(lang, order.quantity), "order-quantity")}
            <label class="field">
                <span class="label">{say!(order.day)}</span>
                <input
                    class="input"
                    type="date"
                    max=state.today().to_string()
                    data-testid="order-day"
                    prop:value=day
                    on:change:target=move |event| on_day(event.target().value())
                />
            </label>
            {typed(draft.remark, |lang| td_string!(lang, card.remark), "order-remark")}
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| ordering.set(false)>
                    {say!(card.cancel)}
                </button>
                <button class="btn btn-1" type="submit" data-testid="order-save">
                    {say!(card.save)}
                </button>
            </div>
        </form>
    }
}
