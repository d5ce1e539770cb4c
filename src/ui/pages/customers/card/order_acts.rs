//! What can be done with one order: cancel it, give money back, leave it out of the figures.

use leptos::prelude::*;

use super::Forms;
use crate::domain::command::{Command, Mark, Refused};
use crate::domain::money::Fen;
use crate::domain::record::OrderKey;
use crate::ui::i18n::td_string;
use crate::ui::number::{self, TypedFault};
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
    let refund = expect_context::<Forms>().refund;
    let Acted { key, is_left_out, is_cancelled, left_fen } = order;
    let refunding = move || refund.with(|it| it.as_ref().is_some_and(|it| it.key == key));
    let turn = move |_| {
        let begun = Refunding { key, amount: number::plain_money(left_fen), wrong: None };
        refund.set((!untrack(refunding)).then_some(begun));
    };
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
                aria-expanded=move || refunding().to_string()
                on:click=turn
            >
                {say!(order.refund)}
            </button>
            <button class="btn" type="button" data-testid="order-leave-out" on:click=leave_out>
                {move || words().1}
            </button>
        </div>
        <Show when=refunding>
            <RefundForm left_fen/>
        </Show>
    }
}

/// A refund while it is typed. It outlives a change of the book.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refunding {
    key: OrderKey,
    amount: String,
    wrong: Option<Wrong>,
}

/// Why nothing is given back.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Wrong {
    /// What was typed is no amount.
    Typed(TypedFault),
    /// The rules speak against it.
    Refused(Refused),
}

#[component]
fn RefundForm(left_fen: Fen) -> impl IntoView {
    let state = use_state();
    let refund = expect_context::<Forms>().refund;
    let amount =
        move || refund.with(|it| it.as_ref().map(|it| it.amount.clone()).unwrap_or_default());
    let wrong = move || refund.with(|it| it.as_ref().and_then(|it| it.wrong));
    let typed = move |text: String| {
        refund.update(|it| {
            if let Some(it) = it {
                it.amount = text;
                it.wrong = None;
            }
        });
    };
    let says = move || {
        let lang = state.lang.get();
        wrong().map(|wrong| match wrong {
            Wrong::Typed(fault) => text::amount_fault(lang, fault).to_owned(),
            Wrong::Refused(refused) => text::refused(lang, &refused),
        })
    };
    view! {
        <form
            class="form"
            on:submit=move |event| {
                event.prevent_default();
                give_back(state, refund);
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
                    aria-invalid=move || wrong().is_some().then_some("true")
                    prop:value=amount
                    on:input:target=move |event| typed(event.target().value())
                />
            </label>
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| refund.set(None)>
                    {say!(card.cancel)}
                </button>
                <button class="btn btn-1" type="submit" data-testid="refund-confirm">
                    {say!(order.refund)}
                </button>
            </div>
        </form>
    }
}

fn give_back(state: State, refund: RwSignal<Option<Refunding>>) {
    let Some(Refunding { key, amount, .. }) = refund.get_untracked() else { return };
    let amount_fen = match number::typed_money(&amount) {
        Ok(amount_fen) => amount_fen,
        Err(fault) => return say_wrong(refund, Wrong::Typed(fault)),
    };
    let command = Command::RefundOrder { key, amount_fen, note: Box::default() };
    let says = (Done::Refunded, String::new(), Undo::TheRefund(key));
    state.perform(command, says, move |done| match done {
        Ok(()) => refund.set(None),
        Err(refused) => say_wrong(refund, Wrong::Refused(refused)),
    });
}

fn say_wrong(refund: RwSignal<Option<Refunding>>, wrong: Wrong) {
    refund.update(|it| {
        if let Some(it) = it {
            it.wrong = Some(wrong);
        }
    });
}
