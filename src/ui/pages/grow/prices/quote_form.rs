//! A quote while it is written: goods, days, author, and below it what the customer will see.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::given::SheetView;
use super::quote_lines::{LineFields, LineWrong, Lines};
use crate::domain::command::{Booked, Refused};
use crate::domain::day::Day;
use crate::domain::goods::ProductDraft;
use crate::domain::loyalty::{Booking, QuotedLine};
use crate::domain::quote_sheet::{
    QuoteFault, QuoteSheet, QuoteSheetDraft, QuoteState, QuoteWarning,
};
use crate::ui::bidi::isolated;
use crate::ui::components::day_field::DayField;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::{PricedCustomer, State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// What cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrong {
    Line(LineWrong),
    Faults(Vec<QuoteFault>),
}

impl Wrong {
    fn words(self, lang: Locale) -> String {
        match self {
            Wrong::Line(it) => it.words(lang).to_owned(),
            Wrong::Faults(faults) => {
                let says = faults.into_iter().map(|it| text::prices::quote_fault(lang, it));
                says.collect::<Vec<_>>().join(" ")
            }
        }
    }
}

/// What is written down of a sheet.
fn booking(sheet: &QuoteSheet) -> Booking {
    let lines = sheet.rows().iter().map(|row| QuotedLine {
        sku: row.sku().to_string(),
        name: row.name().to_string(),
        unit: row.unit().to_string(),
        price: row.price(),
        quantity: row.quantity(),
    });
    Booking::Quoted {
        lines: lines.collect(),
        valid_until: Some(sheet.valid_until()),
        author: sheet.author().to_string(),
        needs_approval: !sheet.may_go_out(),
        note: sheet.note().to_string(),
    }
}

/// What is typed, and for whom.
#[derive(Clone, Copy)]
struct Drafting {
    state: State,
    customer: Memo<Option<PricedCustomer>>,
    goods: Memo<Arc<Vec<ProductDraft>>>,
    lines: Lines,
    addressee: RwSignal<String>,
    author: RwSignal<String>,
    until: RwSignal<Option<Day>>,
    note: RwSignal<String>,
}

impl Drafting {
    /// A form begins with what the book says when it is opened.
    fn begin(state: State, customer: Memo<Option<PricedCustomer>>) -> Drafting {
        let terms = untrack(|| state.rulebook()).quoting();
        let begun = customer.get_untracked();
        let days = i32::try_from(terms.valid_days).unwrap_or(1).saturating_sub(1);
        // Who quoted last quotes again, unless the shop says who does.
        let last = begun.as_ref().and_then(|it| it.quotes.first()).map(|it| it.author.clone());
        let author = if terms.author.is_empty() { last.unwrap_or_default() } else { terms.author };
        Drafting {
            state,
            customer,
            goods: Memo::new(move |_| Arc::new(state.goods())),
            lines: Lines::begin(),
            addressee: RwSignal::new(begun.map(|it| it.addressee).unwrap_or_default()),
            author: RwSignal::new(author),
            until: RwSignal::new(Some(state.today().plus(days))),
            note: RwSignal::new(String::new()),
        }
    }

    /// The draft; `None` where who is quoted is not there any more.
    fn read(self) -> Result<Option<QuoteSheetDraft>, LineWrong> {
        let lines = self.goods.with(|goods| self.lines.read(goods))?;
        let empty =
            |it: &PricedCustomer| it.prices.sheet(&self.addressee.get(), &self.author.get());
        let Some(empty) = self.customer.with(|it| it.as_ref().map(empty)) else { return Ok(None) };
        Ok(Some(QuoteSheetDraft {
            lines,
            valid_until: self.until.get().unwrap_or(Day::MIN),
            limit: self.state.rulebook().quoting().limit,
            note: self.note.get(),
            ..empty
        }))
    }

    fn sheet(self) -> Result<Option<QuoteSheet>, Wrong> {
        let Some(draft) = self.read().map_err(Wrong::Line)? else { return Ok(None) };
        let parsed = self.customer.with(|it| it.as_ref().map(|it| draft.parse(&it.prices.book)));
        parsed.transpose().map_err(Wrong::Faults)
    }

    fn warnings(self) -> Vec<QuoteWarning> {
        let Some(draft) = self.read().ok().flatten() else { return Vec::new() };
        let warned = |it: &PricedCustomer| draft.warnings(&it.prices.book);
        self.customer.with(|it| it.as_ref().map(warned)).unwrap_or_default()
    }
}

/// The form.
#[component]
pub fn QuoteForm(
    /// Who is quoted.
    customer: Memo<Option<PricedCustomer>>,
    /// Open or not.
    writing: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    let drafting = Drafting::begin(state, customer);
    let wrong = RwSignal::new(None::<Wrong>);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        wrong.set(None);
        refused.set(None);
    });
    let sheet = Memo::new(move |_| drafting.sheet().ok().flatten());
    let save = move || match untrack(|| drafting.sheet()) {
        Err(it) => {
            wrong.set(Some(it));
            focus::first_invalid(form);
        }
        Ok(None) => {}
        Ok(Some(sheet)) => {
            let Some(who) = customer.get_untracked() else { return };
            let booking = booking(&sheet);
            let booked = Booked { customer: Some(who.key), other: None, booking };
            state.book(vec![booked], who.name, move |done| match done {
                Ok(()) => {
                    writing.try_set(false);
                }
                Err(it) => {
                    refused.try_set(Some(it));
                }
            });
        }
    };
    let says = move || {
        let lang = state.lang.get();
        let refused = refused.get().map(|it| text::refused(lang, &it));
        refused.or_else(|| wrong.get().map(|it| it.words(lang)))
    };
    let button = move || {
        let lang = state.lang.get();
        match sheet.with(|it| it.as_ref().is_none_or(QuoteSheet::may_go_out)) {
            true => td_string!(lang, prices.quote_save),
            false => td_string!(lang, prices.quote_save_waits),
        }
    };
    view! {
        <form
            class="sheet pad form price-form"
            data-testid="quote-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h3>{say!(prices.quote_new)}</h3>
            <Fields drafting wrong changed/>
            <Below drafting sheet/>
            <p class="err" role="alert">
                {says}
            </p>
            <Show when=move || !state.may_set()>
                <p class="muted">{say!(prices.rests_now)}</p>
            </Show>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| writing.set(false)>
                    {say!(card.cancel)}
                </button>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="quote-save"
                    disabled=move || !state.may_set()
                >
                    {button}
                </button>
            </div>
        </form>
    }
}

/// What is typed.
#[component]
fn Fields(
    drafting: Drafting,
    wrong: RwSignal<Option<Wrong>>,
    changed: Callback<()>,
) -> impl IntoView {
    let Drafting { customer, goods, lines, addressee, author, until, note, .. } = drafting;
    let line_wrong = Signal::derive(move || match wrong.get() {
        Some(Wrong::Line(it)) => Some(it),
        Some(Wrong::Faults(_)) | None => None,
    });
    let has = move |fault: QuoteFault| {
        Signal::derive(move || match wrong.get() {
            Some(Wrong::Faults(faults)) => faults.contains(&fault),
            Some(Wrong::Line(_)) | None => false,
        })
    };
    view! {
        <Show when=move || goods.with(|goods| goods.is_empty())>
            <p class="small warn">{say!(prices.list_needs_goods)}</p>
        </Show>
        <LineFields lines goods customer wrong=line_wrong changed/>
        <div class="pts-pair">
            <TextField
                testid="quote-addressee"
                label=words(|lang| td_string!(lang, prices.quote_addressee))
                written=addressee
                invalid=has(QuoteFault::NoAddressee)
                typed=changed
            />
            <TextField
                testid="quote-author"
                label=words(|lang| td_string!(lang, quote_sheet.quoted_by))
                written=author
                invalid=has(QuoteFault::NoAuthor)
                typed=changed
            />
        </div>
        <div class="field">
            <DayField
                id="quote-until"
                label=say!(quote_sheet.valid_until)
                day=Signal::derive(move || until.get())
                described_by="quote-until-hint"
                invalid=has(QuoteFault::EndsBeforeItBegins)
                choose=move |day| {
                    until.set(day);
                    changed.run(());
                }
            />
            <p class="hint" id="quote-until-hint">
                {say!(prices.quote_until_hint)}
            </p>
        </div>
        <TextField
            testid="quote-note"
            label=words(|lang| td_string!(lang, prices.quote_note))
            written=note
            typed=changed
        />
    }
}

/// What is probably not meant, what the customer will see, and whether somebody has to agree.
#[component]
fn Below(drafting: Drafting, sheet: Memo<Option<QuoteSheet>>) -> impl IntoView {
    let state = drafting.state;
    let warnings = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let row = |it| {
            view! { <li class="warn small">{text::prices::quote_warning(lang, it, year)}</li> }
        };
        drafting.warnings().into_iter().map(row).collect_view()
    };
    let preview = move || sheet.get().map(|sheet| view! { <SheetView sheet/> });
    let waits = move || sheet.get().and_then(|sheet| waiting(state.lang.get(), &sheet));
    view! {
        <ul class="price-warnings" data-testid="quote-warnings">
            {warnings}
        </ul>
        <p class="small muted">{say!(prices.preview)}</p>
        <div class="price-preview" data-testid="quote-preview-sheet">
            {preview}
        </div>
        <p class="small warn price-held" role="status" data-testid="quote-waits">
            {waits}
        </p>
    }
}

/// Which goods go below what may be given without asking.
fn waiting(lang: Locale, sheet: &QuoteSheet) -> Option<String> {
    let rows = match sheet.state() {
        QuoteState::NeedsApproval { rows } => rows,
        QuoteState::Open | QuoteState::Approved { .. } => return None,
    };
    let goods = rows.iter().filter_map(|row| sheet.rows().get(*row));
    let goods: Vec<String> = goods.map(|row| isolated(&veil::text(row.name()))).collect();
    let goods = goods.join(td_string!(lang, card.between_goods));
    let n = number::count(rows.len() as u64);
    Some(td_string!(lang, prices.waits_for, n = n, goods = goods))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::goods::{PriceBook, PriceDraft, ProductDraft};
    use crate::domain::money::Fen;
    use crate::domain::quantity::Quantity;
    use crate::domain::quote_sheet::QuoteLineDraft;
    use crate::domain::rate::BasisPoints;

    #[test]
    fn what_is_written_down_is_what_the_customer_sees() {
        let mut book = PriceBook::default();
        let draft = ProductDraft {
            sku: "A12".to_owned(),
            name: "杯".to_owned(),
            unit: "个".to_owned(),
            base: Some(PriceDraft::flat(Fen::from_minor(2_500))),
            ..ProductDraft::default()
        };
        draft.parse().into_iter().for_each(|it| _ = book.set_product(it));
        let day = Day::from_number(20_000);
        let line = QuoteLineDraft {
            sku: "A12".to_owned(),
            offered: Some(PriceDraft::flat(Fen::from_minor(2_000))),
            quantity: Quantity::from_thousandths(3_000),
        };
        let draft = QuoteSheetDraft {
            customer: "1".to_owned(),
            addressee: "林姐".to_owned(),
            list: None,
            region: None,
            tier: BasisPoints::ONE,
            lines: vec![line],
            quoted_on: day,
            valid_until: day,
            author: "陈".to_owned(),
            limit: BasisPoints::new(500),
            note: "含税".to_owned(),
        };
        let Ok(sheet) = draft.parse(&book) else { panic!("a sheet") };
        let Booking::Quoted { lines, needs_approval, note, .. } = booking(&sheet) else {
            panic!("a quote")
        };
        assert!(needs_approval, "20 % below, 5 % allowed");
        assert_eq!((note.as_str(), lines.len()), ("含税", 1));
        assert_eq!(lines[0].price, PriceDraft::flat(Fen::from_minor(2_000)));
        assert_eq!((lines[0].unit.as_str(), lines[0].quantity.thousandths()), ("个", 3_000));
    }
}
