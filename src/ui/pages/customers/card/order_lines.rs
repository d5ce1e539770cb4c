//! The lines of an order while they are typed: goods, how many, for how much.

use leptos::html::Input;
use leptos::prelude::*;

use crate::domain::command::{HandLine, HandOrder, OrderFault, Price};
use crate::domain::money::Fen;
use crate::ui::components::chips::Chip;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number::{self, TypedFault};
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// The id of the goods that are offered: the same goods under two names are two in every figure.
pub const GOODS: &str = "order-goods";

/// A line while it is typed.
#[derive(Clone, Copy, PartialEq)]
struct LineDraft {
    /// Which line, whatever was taken out before it.
    id: u32,
    item: RwSignal<String>,
    quantity: RwSignal<String>,
    price: RwSignal<String>,
}

/// What cannot be in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// A quantity that is none.
    Quantity(usize, TypedFault),
    /// An amount that is none.
    Amount(usize, TypedFault),
    /// The rules speak against it.
    Fault(OrderFault),
}

impl Wrong {
    /// The line it stands in; `None` = the whole order.
    #[must_use]
    pub const fn line(self) -> Option<usize> {
        match self {
            Wrong::Quantity(line, _)
            | Wrong::Amount(line, _)
            | Wrong::Fault(OrderFault::Quantity { line }) => Some(line),
            Wrong::Fault(OrderFault::Amount { line }) => line,
            Wrong::Fault(OrderFault::Day) => None,
        }
    }

    const fn is_of_quantity(self) -> bool {
        matches!(self, Wrong::Quantity(..) | Wrong::Fault(OrderFault::Quantity { .. }))
    }

    /// In words, for the line it stands in.
    #[must_use]
    pub fn words(self, lang: Locale) -> String {
        match self {
            Wrong::Quantity(_, fault) => text::quantity_fault(lang, fault).to_owned(),
            Wrong::Amount(_, fault) => text::amount_fault(lang, fault).to_owned(),
            // It stands in its line, which need not be named.
            Wrong::Fault(OrderFault::Quantity { .. }) => {
                text::quantity_fault(lang, TypedFault::Negative).to_owned()
            }
            Wrong::Fault(fault) => text::order_fault(lang, fault),
        }
    }
}

/// All lines, and whether their money is said for one unit or for all.
#[derive(Clone, Copy)]
pub struct Lines {
    lines: RwSignal<Vec<LineDraft>>,
    each: RwSignal<bool>,
}

impl Lines {
    /// One line with nothing in it.
    #[must_use]
    pub fn begin() -> Lines {
        Lines { lines: RwSignal::new(vec![LineDraft::empty(0)]), each: RwSignal::new(false) }
    }

    /// What was typed, and what it comes to. A single line without a name is an amount alone.
    ///
    /// # Errors
    /// [`Wrong`], the first there is.
    pub fn read(self) -> Result<(Vec<HandLine>, Fen), Wrong> {
        let each = self.each.get();
        let drafts = self.lines.get();
        let read = drafts.iter().enumerate().map(|(at, draft)| draft.read(at, each));
        let lines: Vec<HandLine> = read.collect::<Result<_, _>>()?;
        let sum = HandOrder::sum(&lines).map_err(Wrong::Fault)?;
        let is_amount_alone = matches!(&lines[..], [line] if line.item.is_empty());
        Ok((if is_amount_alone { Vec::new() } else { lines }, sum))
    }

    fn add(self) {
        self.lines.update(|lines| {
            let id = lines.iter().map(|it| it.id + 1).max().unwrap_or(0);
            lines.push(LineDraft::empty(id));
        });
    }
}

impl LineDraft {
    fn empty(id: u32) -> LineDraft {
        let text = |it: &str| RwSignal::new(it.to_owned());
        LineDraft { id, item: text(""), quantity: text("1"), price: text("") }
    }

    fn read(&self, at: usize, each: bool) -> Result<HandLine, Wrong> {
        let quantity = number::typed_quantity(&self.quantity.get());
        let quantity = quantity.map_err(|fault| Wrong::Quantity(at, fault))?;
        let fen =
            number::typed_money(&self.price.get()).map_err(|fault| Wrong::Amount(at, fault))?;
        let price = if each { Price::Each(fen) } else { Price::InAll(fen) };
        let amount_fen = price.amount(quantity).ok_or(Wrong::Amount(at, TypedFault::TooLarge))?;
        Ok(HandLine { item: self.item.get().trim().into(), quantity, amount_fen })
    }
}

/// The lines, a further one, and what they come to.
#[component]
pub fn LineFields(
    /// The lines.
    lines: Lines,
    /// What cannot be, once the seller wanted to save.
    wrong: RwSignal<Option<Wrong>>,
) -> impl IntoView {
    let state = use_state();
    let each = lines.each;
    let in_all = Signal::derive(move || !each.get());
    let sum = Memo::new(move |_| lines.read().ok().map(|(_, sum)| sum));
    let total = move || {
        let money = sum.get().map(|sum| number::money(sum.minor().into()));
        let money = money.unwrap_or_else(|| "—".to_owned());
        td_string!(state.lang.get(), order.total, money = money)
    };
    view! {
        <For each=move || lines.lines.get() key=|it| it.id let(draft)>
            <LineRow draft lines wrong/>
        </For>
        <div class="chips" role="group" aria-label=say!(order.price_of)>
            <Chip testid="order-in-all" pressed=in_all choose=move |()| each.set(false)>
                {say!(order.in_all)}
            </Chip>
            <Chip testid="order-each" pressed=each choose=move |()| each.set(true)>
                {say!(order.each)}
            </Chip>
        </div>
        <div class="order-sum">
            <button
                class="btn"
                type="button"
                data-testid="order-line-add"
                on:click=move |_| lines.add()
            >
                {say!(order.line_add)}
            </button>
            <output
                data-testid="order-total"
                data-value=move || sum.get().map(|sum| sum.minor().to_string())
            >
                {total}
            </output>
        </div>
    }
}

#[component]
fn LineRow(draft: LineDraft, lines: Lines, wrong: RwSignal<Option<Wrong>>) -> impl IntoView {
    let state = use_state();
    let all = lines.lines;
    let at = move || all.with(|all| all.iter().position(|it| it.id == draft.id));
    let wrong_here = move || wrong.get().filter(|it| it.line().is_some() && it.line() == at());
    let wrong_quantity = Signal::derive(move || wrong_here().is_some_and(Wrong::is_of_quantity));
    let wrong_price = Signal::derive(move || wrong_here().is_some_and(|it| !it.is_of_quantity()));
    let typed = Callback::new(move |()| wrong.set(None));
    let price_label = Signal::derive(move || {
        let lang = state.lang.get();
        let label = match lines.each.get() {
            true => td_string!(lang, order.price_each),
            false => td_string!(lang, order.paid),
        };
        label.to_owned()
    });
    let several = move || all.with(|all| all.len() > 1);
    let field: NodeRef<Input> = NodeRef::new();
    // Whoever asked for a further line types into it next.
    if draft.id > 0 {
        focus::begin_in(field);
    }
    view! {
        <div class="order-line" role="group" aria-label=say!(order.line) data-testid="order-line">
            <TextField
                testid="order-item"
                label=words(|lang| td_string!(lang, order.item))
                written=draft.item
                offered=GOODS
                field
                typed
            />
            <div class="halves">
                <TextField
                    testid="order-quantity"
                    label=words(|lang| td_string!(lang, order.quantity))
                    written=draft.quantity
                    keys=Keys::Decimal
                    invalid=wrong_quantity
                    typed
                />
                <TextField
                    testid="order-paid"
                    label=price_label
                    written=draft.price
                    keys=Keys::Decimal
                    invalid=wrong_price
                    typed
                />
            </div>
            <p class="err" role="alert">
                {move || wrong_here().map(|it| it.words(state.lang.get()))}
            </p>
            <Show when=several>
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="order-line-remove"
                    on:click=move |_| all.update(|all| all.retain(|it| it.id != draft.id))
                >
                    {say!(order.line_remove)}
                </button>
            </Show>
        </div>
    }
}
