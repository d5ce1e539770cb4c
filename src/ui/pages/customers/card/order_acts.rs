//! What can be done with one order: cancel it, give money back, leave it out of the figures.

use leptos::prelude::*;

use crate::domain::command::{Command, Mark, Refused};
use crate::domain::money::Fen;
use crate::domain::record::OrderKey;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{Done, State, Undo, use_state};
use crate::ui::text;

/// Which order, and how it stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Acted {
    /// Its key.
    pub key: OrderKey,
    /// It is left out of the figures.
    pub is_left_out: bool,
    /// It is cancelled.
    pub is_cancelled: bool,
    /// What may still be given back.
    pub left_fen: Fen,
}

/// The buttons below an order, and the form of a refund.
#[component]
pub fn OrderActs(
    /// The order.
    order: Acted,
) -> impl IntoView {
    let state = use_state();
    let refunding = RwSignal::new(false);
    let Acted { key, is_left_out, is_cancelled, left_fen } = order;
    let leave_out = move |_| {
        let mark = |out| Command::MarkOrder(key, Mark::LeftOut(out));
        let undo = Undo::By(mark(is_left_out));
        state.perform(mark(!is_left_out), (Done::LeftOut, String::new(), undo), |_| {});
    };
    let cancel = move |_| {
        let undo = Undo::By(Command::CancelOrder(key, is_cancelled));
        let command = Command::CancelOrder(key, !is_cancelled);
        state.perform(command, (Done::Cancelled, String::new(), undo), |_| {});
    };
    let words = move || {
        let lang = state.lang.get();
        let cancel = if is_cancelled {
            td_string!(lang, order.uncancel)
        } else {
            td_string!(lang, order.cancel)
        };
        let out = if is_left_out {
            td_string!(lang, order.take_in)
        } else {
            td_string!(lang, order.leave_out)
        };
        (cancel, out)
    };
    let can_refund = left_fen > Fen::ZERO && !is_cancelled;
    view! {
        <div class="btn-row order-acts">
            <button class="btn" type="button" data-testid="order-cancel" on:click=cancel>
                {move || words().0}
            </button>
            <button
                class="btn"
                type="button"
                data-testid="order-refund"
                disabled=!can_refund
                on:click=move |_| refunding.update(|it| *it = !*it)
            >
                {say!(order.refund)}
            </button>
            <button class="btn" type="button" data-testid="order-leave-out" on:click=leave_out>
                {move || words().1}
            </button>
        </div>
        <Show when=move || refunding.get()>
            <RefundForm key left_fen refunding/>
        </Show>
    }
}

#[component]
fn RefundForm(key: OrderKey, left_fen: Fen, refunding: RwSignal<bool>) -> impl IntoView {
    let state = use_state();
    let amount = RwSignal::new(number::plain_money(left_fen));
    let wrong = RwSignal::new(None::<Refused>);
    let save = move || {
        let amount_fen = number::typed_money(&amount.get_untracked()).unwrap_or(Fen::ZERO);
        let command = Command::RefundOrder { key, amount_fen, note: Box::default() };
        refund(state, command, wrong, refunding);
    };
    let says = move || {
        let lang = state.lang.get();
        wrong.get().map(|refused| text::refused(lang, &refused))
    };
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <label class="field">
                <span class="label">
                    {move || {
                        let left = number::money(left_fen.minor().into());
                        td_string!(state.lang.get(), order.refund_amount, left = left)
                    }}
                </span>
                <input
                    class="input"
                    type="text"
                    inputmode="decimal"
                    data-testid="refund-amount"
                    aria-invalid=move || wrong.get().is_some().then_some("true")
                    prop:value=move || amount.get()
                    on:input:target=move |event| {
                        wrong.set(None);
                        amount.set(event.target().value());
                    }
                />
            </label>
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| refunding.set(false)>
                    {say!(card.cancel)}
                </button>
                <button class="btn btn-1" type="submit" data-testid="refund-confirm">
                    {say!(order.refund)}
                </button>
            </div>
        </form>
    }
}

fn refund(
    state: State,
    command: Command<'static>,
    wrong: RwSignal<Option<Refused>>,
    refunding: RwSignal<bool>,
) {
    state.perform(
        command,
        (Done::Refunded, String::new(), Undo::Nothing),
        move |done| match done {
            Ok(()) => refunding.set(false),
            Err(refused) => wrong.set(Some(refused)),
        },
    );
}
