//! The lines of a quote while they are typed: goods, how many, and a price for this sheet alone.

use std::sync::Arc;

use leptos::prelude::*;

use super::typed::{good_of, offered, read_money};
use crate::domain::goods::{PriceDraft, ProductDraft};
use crate::domain::quantity::Quantity;
use crate::domain::quote_sheet::{QuoteLineDraft, QuoteStep};
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number::{self, TypedFault};
use crate::ui::say::{say, words};
use crate::ui::state::{PricedCustomer, use_state};
use crate::ui::text;

/// The id of the goods that are offered.
const GOODS: &str = "quote-goods";

/// A line while it is typed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineTyped {
    id: u32,
    good: RwSignal<String>,
    quantity: RwSignal<String>,
    offered: RwSignal<String>,
}

/// What cannot be in a line, by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineWrong {
    /// How many.
    Quantity(usize, TypedFault),
    /// The price for this sheet.
    Offered(usize, TypedFault),
}

impl LineWrong {
    const fn line(self) -> usize {
        match self {
            LineWrong::Quantity(at, _) | LineWrong::Offered(at, _) => at,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self, lang: Locale) -> &'static str {
        match self {
            LineWrong::Quantity(_, fault) => text::quantity_fault(lang, fault),
            LineWrong::Offered(_, fault) => text::amount_fault(lang, fault),
        }
    }
}

/// All lines.
#[derive(Clone, Copy, Debug)]
pub struct Lines(RwSignal<Vec<LineTyped>>);

impl Lines {
    /// One line with nothing in it.
    #[must_use]
    pub fn begin() -> Lines {
        let lines = Lines(RwSignal::new(Vec::new()));
        lines.add();
        lines
    }

    fn add(self) {
        let text = || RwSignal::new(String::new());
        self.0.update(|all| {
            let id = all.iter().map(|it| it.id + 1).max().unwrap_or(0);
            all.push(LineTyped { id, good: text(), quantity: text(), offered: text() });
        });
    }

    /// What was typed; lines without a good are none.
    ///
    /// # Errors
    /// [`LineWrong`], the first there is.
    pub fn read(self, goods: &[ProductDraft]) -> Result<Vec<QuoteLineDraft>, LineWrong> {
        let all = self.0.get();
        let typed =
            all.iter().enumerate().filter(|(_, it)| !it.good.with(|it| it.trim().is_empty()));
        typed
            .map(|(at, line)| {
                let good = line.good.get();
                let sku = good_of(goods, &good).map_or(good.trim(), |it| it.sku.trim()).to_owned();
                let quantity = line.quantity.get();
                let quantity = match quantity.trim() {
                    "" => Quantity::default(),
                    text => number::typed_quantity(text)
                        .map_err(|fault| LineWrong::Quantity(at, fault))?,
                };
                let offered = read_money(&line.offered.get());
                let offered = offered.map_err(|fault| LineWrong::Offered(at, fault))?;
                Ok(QuoteLineDraft { sku, offered: offered.map(PriceDraft::flat), quantity })
            })
            .collect()
    }
}

/// The lines, and a further one.
#[component]
pub fn LineFields(
    /// The lines.
    lines: Lines,
    /// The goods of the shop.
    goods: Memo<Arc<Vec<ProductDraft>>>,
    /// Who is quoted.
    customer: Memo<Option<PricedCustomer>>,
    /// What cannot be, once the seller wanted to save.
    wrong: Signal<Option<LineWrong>>,
    /// Told of each key.
    #[prop(into)]
    changed: Callback<()>,
) -> impl IntoView {
    let options = move || {
        let option = |good: &ProductDraft| view! { <option value=offered(good)></option> };
        goods.with(|goods| goods.iter().map(option).collect_view())
    };
    let row = move |line: LineTyped| {
        view! { <LineRow line lines goods customer wrong changed/> }
    };
    view! {
        <datalist id=GOODS>{options}</datalist>
        <For each=move || lines.0.get() key=|it| it.id children=row/>
        <button
            class="btn btn-3"
            type="button"
            data-testid="quote-line-add"
            on:click=move |_| lines.add()
        >
            {say!(prices.line_add)}
        </button>
    }
}

/// What he pays without a price for this sheet, with the layer of each step: for the seller alone.
fn in_force(lang: Locale, customer: &PricedCustomer, good: &ProductDraft) -> String {
    let Some(row) = customer.prices.row(&good.sku) else {
        return td_string!(lang, prices.quote_no_price).to_owned();
    };
    let tier = customer.prices.tier;
    let step = |it: &QuoteStep| {
        let at = crate::domain::price::PriceBreak { from: it.from, unit_fen: it.unit_fen };
        let price = text::prices::step(lang, at, &good.unit);
        td_string!(
            lang,
            prices.price_from,
            price = price,
            layer = text::prices::layer(lang, it.layer, tier)
        )
    };
    let steps: Vec<String> = row.steps().iter().map(step).collect();
    steps.join(" · ")
}

/// A line.
#[component]
pub fn LineRow(
    /// The line.
    line: LineTyped,
    /// All of them.
    lines: Lines,
    /// The goods of the shop.
    goods: Memo<Arc<Vec<ProductDraft>>>,
    /// Who is quoted.
    customer: Memo<Option<PricedCustomer>>,
    /// What cannot be.
    wrong: Signal<Option<LineWrong>>,
    /// Told of each key.
    changed: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let all = lines.0;
    let at = move || all.with(|all| all.iter().position(|it| it.id == line.id));
    let here = move || wrong.get().filter(|it| Some(it.line()) == at());
    let quantity_wrong = Signal::derive(move || matches!(here(), Some(LineWrong::Quantity(..))));
    let offered_wrong = Signal::derive(move || matches!(here(), Some(LineWrong::Offered(..))));
    let hint = Signal::derive(move || {
        let (lang, typed) = (state.lang.get(), line.good.get());
        if typed.trim().is_empty() {
            return String::new();
        }
        let known = goods.with(|goods| good_of(goods, &typed).cloned());
        let Some(good) = known else {
            return td_string!(lang, prices.line_no_good).to_owned();
        };
        customer.with(|it| it.as_ref().map(|it| in_force(lang, it, &good))).unwrap_or_default()
    });
    let several = move || all.with(|all| all.len() > 1);
    let remove = move |_| {
        all.update(|all| all.retain(|it| it.id != line.id));
        changed.run(());
    };
    view! {
        <div
            class="price-line"
            role="group"
            aria-label=say!(prices.a_line)
            data-testid="quote-line"
        >
            <TextField
                testid="quote-good"
                label=words(|lang| td_string!(lang, prices.good))
                written=line.good
                offered=GOODS
                hint
                typed=changed
            />
            <div class="halves">
                <TextField
                    testid="quote-quantity"
                    label=words(|lang| td_string!(lang, prices.quote_quantity))
                    written=line.quantity
                    keys=Keys::Decimal
                    invalid=quantity_wrong
                    typed=changed
                />
                <TextField
                    testid="quote-offered"
                    label=words(|lang| td_string!(lang, prices.quote_offered))
                    written=line.offered
                    keys=Keys::Decimal
                    invalid=offered_wrong
                    typed=changed
                />
            </div>
            <p class="err" role="alert">
                {move || here().map(|it| it.words(state.lang.get()))}
            </p>
            <Show when=several>
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="quote-line-remove"
                    on:click=remove
                >
                    {say!(prices.line_remove)}
                </button>
            </Show>
        </div>
    }
}
