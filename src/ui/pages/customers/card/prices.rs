//! What he pays: his private list, his own prices, any good with the layer its price is of, and what
//! he was quoted.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::{CardScene, Forms, Scene};
use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::goods::{PriceDraft, ProductDraft};
use crate::domain::loyalty::{Booking, RuleId};
use crate::domain::price::PriceBreak;
use crate::domain::quote_sheet::QuoteStep;
use crate::ui::components::press::Press;
use crate::ui::components::text_field::TextField;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::grow::prices::given::sum_words;
use crate::ui::pages::grow::prices::price_fields::PriceFields;
use crate::ui::pages::grow::prices::quotes_href;
use crate::ui::pages::grow::prices::typed::{PriceTyped, PriceWrong, good_of, offered};
use crate::ui::say::{say, words};
use crate::ui::state::{PricedCustomer, State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// The id of the goods that are offered.
const GOODS: &str = "card-price-goods";

/// So many quotes stand on the card.
const QUOTES: usize = 3;

/// The section of the card; nothing while the shop has no prices.
pub(super) fn prices(state: State, scene: &CardScene, forms: Forms) -> Option<AnyView> {
    let priced = scene.priced.as_ref()?;
    let lang = scene.lang;
    let pricing = forms.pricing;
    let set = (!state.looks_back).then(|| {
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="own-price-open"
                aria-expanded=move || pricing.get().to_string()
                on:click=move |_| pricing.update(|it| *it = !*it)
            >
                {say!(prices.own_look)}
            </button>
        }
    });
    Some(
        view! {
            <section data-testid="card-prices">
                <h3>{td_string!(lang, prices.title)}</h3>
                {list_choice(state, lang, priced)}
                {own(state, lang, priced)}
                {quotes(scene, priced)}
                <div class="btn-row">
                    {set}
                    <a
                        class="btn btn-3"
                        href=quotes_href(&priced.id)
                        data-testid="card-quote"
                    >
                        {td_string!(lang, prices.quote_him)}
                    </a>
                </div>
            </section>
        }
        .into_any(),
    )
}

/// Which list he is on; another one with a tap.
fn list_choice(state: State, lang: Locale, priced: &PricedCustomer) -> Option<AnyView> {
    let rules = state.rulebook();
    let lists: Vec<(RuleId, String)> =
        rules.price_lists().map(|(id, list)| (id, list.name.clone())).collect();
    if lists.is_empty() {
        return None;
    }
    let on = priced.prices.list;
    let (key, name) = (priced.key.clone(), priced.name.clone());
    let choose = move |value: String| {
        let booking = Booking::InPriceList { list: RuleId::parse(&value) };
        let booked = Booked { customer: Some(key.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), |_| {});
    };
    let options = lists.into_iter().map(|(id, name)| {
        view! {
            <option value=id.to_string() selected=on == Some(id)>
                {veil::text(&name)}
            </option>
        }
    });
    Some(
        view! {
            <label class="field">
                <span class="label">{td_string!(lang, prices.list)}</span>
                <select
                    class="input"
                    data-testid="card-price-list"
                    disabled=move || !state.may_set()
                    on:change:target=move |event| choose(event.target().value())
                >
                    <option value="" selected=on.is_none()>
                        {td_string!(lang, prices.on_no_list)}
                    </option>
                    {options.collect_view()}
                </select>
            </label>
        }
        .into_any(),
    )
}

/// His own prices, each to be taken out.
fn own(state: State, lang: Locale, priced: &PricedCustomer) -> Option<AnyView> {
    let rows = priced.prices.own.iter().map(|(sku, price)| {
        let product = priced.prices.book.product(sku);
        let good = product.map_or_else(|| sku.clone(), |it| it.name().to_string());
        let unit = product.map(|it| it.unit().to_string()).unwrap_or_default();
        let says = text::prices::price(lang, price, &unit);
        let (key, name, taken) = (priced.key.clone(), priced.name.clone(), sku.clone());
        let act = move |()| {
            let booking = Booking::OwnPrice { sku: taken.clone(), price: None };
            let booked = Booked { customer: Some(key.clone()), other: None, booking };
            state.book(vec![booked], name.clone(), |_| {});
        };
        view! {
            <li class="price-person" data-testid="own-price" data-sku=sku.clone()>
                <span>
                    <bdi>{veil::text(&good)}</bdi>
                    " · "
                    {says}
                </span>
                <Press
                    testid="own-price-remove"
                    class="btn btn-3"
                    rests=Signal::derive(move || !state.may_set())
                    act
                >
                    {td_string!(lang, prices.take_out)}
                </Press>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <p class="small muted">{td_string!(lang, prices.layer_own)}</p>
            <ul class="rows">{rows}</ul>
        }
        .into_any()
    })
}

/// What he was quoted of late.
fn quotes(scene: &CardScene, priced: &PricedCustomer) -> Option<AnyView> {
    let lang = scene.lang;
    let rows = priced.quotes.iter().take(QUOTES).map(|quote| {
        let ended = quote.has_ended(priced.prices.day);
        let (says, class) = text::prices::given_state(lang, quote, ended);
        let line = format!("{} · {}", scene.day(quote.day), sum_words(lang, quote));
        view! {
            <li class="price-person" data-testid="card-given-quote">
                <a class="link" href=quotes_href(&priced.id)>
                    {line}
                </a>
                <span class=class>{says}</span>
            </li>
        }
    });
    let rows = rows.collect_view();
    (!rows.is_empty()).then(|| {
        view! {
            <p class="small muted">{td_string!(lang, prices.given)}</p>
            <ul class="rows">{rows}</ul>
        }
        .into_any()
    })
}

/// The form of an own price: what he pays now and from which layer, and what he is to pay.
pub(super) fn own_price_form(scene: Scene, forms: Forms) -> impl Fn() -> Option<AnyView> {
    move || {
        let begun = scene.get_untracked()?;
        let customer = begun.key.clone();
        let name = begun.person.name.clone();
        let priced = Memo::new(move |_| scene.get()?.priced.clone());
        let pricing = forms.pricing;
        Some(view! { <OwnPrice customer name priced pricing/> }.into_any())
    }
}

/// What he pays for a good, step by step, with the layer of each.
fn paid(lang: Locale, priced: &PricedCustomer, good: &ProductDraft) -> Vec<(String, &'static str)> {
    let Some(row) = priced.prices.row(&good.sku) else { return Vec::new() };
    let step = |it: &QuoteStep| {
        let at = PriceBreak { from: it.from, unit_fen: it.unit_fen };
        let layer = text::prices::layer(lang, it.layer, priced.prices.tier);
        (text::prices::step(lang, at, &good.unit), layer)
    };
    row.steps().iter().map(step).collect()
}

/// The form.
#[component]
pub fn OwnPrice(
    /// Whose.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// What he pays as the book has it now.
    priced: Memo<Option<PricedCustomer>>,
    /// Open or not.
    pricing: RwSignal<bool>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Form> = NodeRef::new();
    focus::enter(form);
    let goods = Memo::new(move |_| Arc::new(state.goods()));
    let written = RwSignal::new(String::new());
    let typed = PriceTyped::of(None);
    let wrong = RwSignal::new(None::<PriceWrong>);
    let is_asked = RwSignal::new(false);
    let refused = RwSignal::new(None::<Refused>);
    let changed = Callback::new(move |()| {
        wrong.set(None);
        is_asked.set(false);
        refused.set(None);
    });
    let good = Memo::new(move |_| {
        let typed = written.get();
        goods.with(|goods| good_of(goods, &typed).cloned())
    });
    let draft = move || -> Result<Option<PriceDraft>, PriceWrong> { typed.read() };
    let save = move || {
        let (Some(good), draft) = (good.get_untracked(), untrack(draft)) else {
            is_asked.set(true);
            return focus::first_invalid(form);
        };
        let price = match draft {
            Ok(Some(price)) => price,
            Ok(None) => {
                return wrong
                    .set(Some(PriceWrong::Fault(crate::domain::price::PriceFault::NoBreak)));
            }
            Err(it) => return wrong.set(Some(it)),
        };
        let booking = Booking::OwnPrice { sku: good.sku.trim().to_owned(), price: Some(price) };
        let booked = Booked { customer: Some(customer.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), move |done| match done {
            Ok(()) => {
                pricing.try_set(false);
            }
            Err(it) => {
                refused.try_set(Some(it));
            }
        });
    };
    let pays = move || {
        let (lang, good) = (state.lang.get(), good.get()?);
        let steps = priced.with(|it| it.as_ref().map(|it| paid(lang, it, &good)))?;
        if steps.is_empty() {
            let says = td_string!(lang, prices.quote_no_price);
            return Some(view! { <p class="small" data-testid="card-pays">{says}</p> }.into_any());
        }
        let rows = steps.into_iter().map(|(price, layer)| {
            view! {
                <li class="price-person" data-testid="card-pays-step">
                    <span class="num">{price}</span>
                    <span class="tag">{layer}</span>
                </li>
            }
        });
        let rows = rows.collect_view();
        Some(
            view! {
                <div data-testid="card-pays">
                    <p class="small muted">{td_string!(lang, prices.pays_now)}</p>
                    <ul class="rows">{rows}</ul>
                </div>
            }
            .into_any(),
        )
    };
    let warns = move || {
        let lang = state.lang.get();
        let (good, draft) = (good.get()?, draft().ok().flatten()?);
        let dearer =
            priced.with(|it| it.as_ref().map(|it| it.prices.dearer_with(&good.sku, &draft)))?;
        let first = dearer.first()?;
        let each = |fen| text::prices::each(fen, &good.unit);
        let without = each(first.without.unit_fen);
        Some(td_string!(
            lang,
            prices.own_dearer,
            without = without,
            paid = each(first.paid.unit_fen)
        ))
    };
    let no_good = Signal::derive(move || is_asked.get() && good.with(Option::is_none));
    let says = move || {
        let lang = state.lang.get();
        let refused = refused.get().map(|it| text::refused(lang, &it));
        refused.or_else(|| no_good.get().then(|| td_string!(lang, prices.line_no_good).to_owned()))
    };
    let options = move || {
        let option = |good: &ProductDraft| view! { <option value=offered(good)></option> };
        goods.with(|goods| goods.iter().map(option).collect_view())
    };
    view! {
        <form
            class="form"
            data-testid="own-price-form"
            node_ref=form
            on:submit=move |event| {
                event.prevent_default();
                save();
            }
        >
            <h3>{say!(prices.own_look)}</h3>
            <datalist id=GOODS>{options}</datalist>
            <TextField
                testid="own-price-good"
                label=words(|lang| td_string!(lang, prices.good))
                written
                offered=GOODS
                invalid=no_good
                typed=changed
            />
            {pays}
            <PriceFields
                testid="own-price"
                label=words(|lang| td_string!(lang, prices.own_set))
                typed
                wrong=Signal::derive(move || wrong.get())
                changed
            />
            <p class="small warn" role="status" data-testid="own-price-dearer">
                {warns}
            </p>
            <p class="err" role="alert">
                {says}
            </p>
            <div class="btn-row ends">
                <button class="btn" type="button" on:click=move |_| pricing.set(false)>
                    {say!(card.cancel)}
                </button>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="own-price-save"
                    disabled=move || !state.may_set()
                >
                    {say!(card.save)}
                </button>
            </div>
        </form>
    }
}
