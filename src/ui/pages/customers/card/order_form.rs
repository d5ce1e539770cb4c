//! An order written down by hand: what was bought, for how much, on which day.

use leptos::html::Form;
use leptos::prelude::*;

use super::order_lines::{GOODS, LineFields, Lines, Wrong};
use crate::domain::command::{Command, HandOrder, OrderFault, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::money::Fen;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::{Done, Undo, use_state};

/// So many names of goods are offered.
const MOST_GOODS: usize = 30;

/// What is typed.
#[derive(Clone, Copy)]
struct Draft {
    lines: Lines,
    day: RwSignal<Option<Day>>,
    remark: RwSignal<String>,
}

impl Draft {
    fn order(self, customer: CustomerKey, today: Day) -> Result<HandOrder, Wrong> {
        let (lines, paid_fen) = untrack(|| self.lines.read())?;
        let order = HandOrder {
            customer: Some(customer),
            day: self.day.get_untracked().ok_or(Wrong::Fault(OrderFault::Day))?,
            lines,
            postage_fen: Fen::ZERO,
            paid_fen,
            remark: self.remark.get_untracked().trim().into(),
        };
        order.check(today).map_err(Wrong::Fault)?;
        Ok(order)
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
    let lines = Lines::begin();
    let draft = Draft {
        lines,
        day: RwSignal::new(Some(state.today())),
        remark: RwSignal::new(String::new()),
    };
    let wrong = RwSignal::new(None::<Wrong>);
    let form: NodeRef<Form> = NodeRef::new();
    focus::enter(form);
    let of = customer.clone();
    let save = move || match draft.order(customer.clone(), state.today()) {
        Err(it) => {
            wrong.set(Some(it));
            focus::first_invalid(form);
        }
        Ok(order) => {
            let says = (Done::Ordered, name.clone(), Undo::TheOrder);
            state.perform(Command::RecordOrder(order), says, move |done| match done {
                Ok(()) => ordering.set(false),
                Err(Refused::NotAnOrder(fault)) => wrong.set(Some(Wrong::Fault(fault))),
                Err(_) => {}
            });
        }
    };
    // What is wrong with a line stands in the line.
    let says = move || {
        let of_all = wrong.get().filter(|it| it.line().is_none());
        of_all.map(|it| it.words(state.lang.get()))
    };
    let day = move || draft.day.get().map(|it| it.to_string()).unwrap_or_default();
    let on_day = move |text: String| {
        wrong.set(None);
        draft.day.set(text.parse().ok());
    };
    let typed = Callback::new(move |()| wrong.set(None));
    let goods = untrack(|| state.with_shop(|shop| shop.goods_of(&of, MOST_GOODS)));
    let goods = goods.unwrap_or_default().into_iter();
    let goods = goods.map(|name| view! { <option value=name></option> });
    view! {
        <form
            class="form"
            data-testid="order-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h3>{say!(order.new)}</h3>
            <datalist id=GOODS>{goods.collect_view()}</datalist>
            <LineFields lines wrong/>
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
            <TextField
                testid="order-remark"
                label=words(|lang| td_string!(lang, card.remark))
                written=draft.remark
                typed
            />
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
