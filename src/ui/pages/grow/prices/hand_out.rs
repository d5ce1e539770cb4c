//! The ways of a quote to its customer: as a text, as a table, as a picture. Nothing leaves before it
//! was looked at for the names of others (PP4).

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::picture::QuotePicture;
use crate::domain::member::GivenQuote;
use crate::domain::quote_sheet::QuoteSheet;
use crate::ui::bidi::isolated;
use crate::ui::components::copy_text;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Outgoing, PricedCustomer, use_state};
use crate::ui::veil;

/// Why a sheet does not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Held {
    Waits,
    Ended,
    Looking,
    Names(String),
}

/// The ways out.
#[component]
pub fn HandOut(
    /// Whose quote.
    customer: PricedCustomer,
    /// The quote.
    quote: GivenQuote,
) -> impl IntoView {
    let state = use_state();
    let sheet = quote.sheet(&customer.prices.name, &customer.addressee);
    let has_ended = quote.has_ended(customer.prices.day);
    let may_go_out = sheet.may_go_out();
    let at = customer.at;
    let outgoing = {
        let sheet = sheet.clone();
        let may = may_go_out && !has_ended;
        Memo::new(move |_| may.then(|| Outgoing { customer: at, sheet: sheet.clone() }))
    };
    let naming = state.rows_naming_others(outgoing);
    let is_seen = RwSignal::new(false);
    let names = {
        let sheet = sheet.clone();
        move |rows: &[usize]| {
            let goods = rows.iter().filter_map(|row| sheet.rows().get(*row));
            let gap = td_string!(state.lang.get(), card.between_goods);
            goods.map(|row| isolated(&veil::text(row.name()))).collect::<Vec<_>>().join(gap)
        }
    };
    let held = Memo::new(move |_| match naming.get() {
        _ if !may_go_out => Some(Held::Waits),
        _ if has_ended => Some(Held::Ended),
        None => Some(Held::Looking),
        Some(rows) if rows.is_empty() => None,
        Some(rows) => Some(Held::Names(names(&rows))),
    });
    let rests = Signal::derive(move || match held.get() {
        Some(Held::Names(_)) => !is_seen.get(),
        Some(Held::Waits | Held::Ended | Held::Looking) => true,
        None => false,
    });
    let says = move || {
        let lang = state.lang.get();
        match held.get() {
            None => String::new(),
            Some(Held::Waits) => td_string!(lang, prices.held_waits).to_owned(),
            Some(Held::Ended) => td_string!(lang, prices.held_ended).to_owned(),
            Some(Held::Looking) => td_string!(lang, prices.held_looking).to_owned(),
            Some(Held::Names(goods)) => td_string!(lang, prices.held_names, goods = goods),
        }
    };
    let is_named = move || matches!(held.get(), Some(Held::Names(_)));
    view! {
        <p class="small warn price-held" role="status" data-testid="quote-held">
            {says}
        </p>
        <Show when=is_named>
            <label class="check">
                <input
                    type="checkbox"
                    data-testid="quote-names-seen"
                    prop:checked=move || is_seen.get()
                    on:change:target=move |event| is_seen.set(event.target().checked())
                />
                {say!(prices.held_seen)}
            </label>
        </Show>
        <Ways sheet rests/>
    }
}

/// The buttons.
#[component]
fn Ways(sheet: QuoteSheet, rests: Signal<bool>) -> impl IntoView {
    let state = use_state();
    let said = RwSignal::new(None::<bool>);
    let drawn = RwSignal::new(false);
    let name = {
        let day = sheet.quoted_on();
        move || format!("{}-{day}", td_string!(state.lang.get_untracked(), quote_sheet.heading))
    };
    let copy = {
        let sheet = sheet.clone();
        move |()| {
            let Some(text) = state.quote_text(&sheet) else { return };
            spawn_local(async move {
                let went_well = copy_text::written(&text).await;
                said.try_set(Some(went_well));
            });
        }
    };
    let save = {
        let (sheet, name) = (sheet.clone(), name);
        // What waits for approval is never written: the button rests then.
        move |()| _ = state.save_quote(&sheet, &name())
    };
    let says = move || {
        let lang = state.lang.get();
        match said.get() {
            None => "",
            Some(true) => td_string!(lang, prices.copied),
            Some(false) => td_string!(lang, prices.copy_failed),
        }
    };
    // A page that covers amounts does not draw them either.
    let covered = Signal::derive(veil::is_closed);
    let picture = move || {
        let is_drawn = drawn.get() && !covered.get() && !rests.get();
        is_drawn.then(|| view! { <QuotePicture sheet=sheet.clone() name=name()/> })
    };
    let picture_rests = Signal::derive(move || rests.get() || covered.get());
    view! {
        <div class="btn-row">
            <Press testid="quote-copy" class="btn btn-1" rests act=copy>
                {say!(prices.copy_text)}
            </Press>
            <Press
                testid="quote-picture"
                rests=picture_rests
                act=move |()| drawn.update(|it| *it = !*it)
            >
                {say!(prices.as_picture)}
            </Press>
            <Press testid="quote-csv" rests act=save>
                {say!(prices.as_csv)}
            </Press>
        </div>
        <p class="small" role="status" aria-live="polite" data-testid="quote-copied">
            {says}
        </p>
        <Show when=move || covered.get()>
            <p class="small muted">{say!(prices.eye_closed)}</p>
        </Show>
        {picture}
    }
}
