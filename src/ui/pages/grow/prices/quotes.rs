//! Quotes: for whom, and what he was quoted.

use leptos::prelude::*;

use super::given::GivenQuotes;
use super::picker::CustomerPicker;
use super::quote_form::QuoteForm;
use super::terms::QuoteTerms;
use super::{Gone, go};
use crate::ui::bidi::isolated;
use crate::ui::components::named::Named;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;
use crate::ui::veil;

/// Choosing whom to quote, and how quotes are given.
#[component]
pub fn QuoteStart() -> impl IntoView {
    let choose = move |(customer, _): (String, String)| go(&format!("quotes/{customer}"));
    view! {
        <section class="sec" data-testid="quote-start">
            <div class="sec-h">
                <h2>{say!(prices.quotes)}</h2>
            </div>
            <p class="muted small">{say!(prices.quotes_hint)}</p>
            <div class="sheet pad">
                <CustomerPicker
                    testid="quote-customer"
                    label=words(|lang| td_string!(lang, prices.quote_whom))
                    choose
                />
            </div>
        </section>
        <QuoteTerms/>
    }
}

/// The quotes of a customer, and a new one.
#[component]
pub fn QuotesOf(
    /// His id.
    customer: String,
) -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| state.priced(&customer));
    let is_here = Memo::new(move |_| found.with(Option::is_some));
    let head = move || {
        let it = found.get()?;
        let lang = state.lang.get();
        let list = match it.list_name.is_empty() {
            true => td_string!(lang, prices.on_no_list).to_owned(),
            false => {
                td_string!(lang, prices.on_list_named, name = isolated(&veil::text(&it.list_name)))
            }
        };
        let own = (!it.prices.own.is_empty()).then(|| {
            td_string!(
                lang,
                prices.own_goods,
                goods = text::goods(lang, it.prices.own.len() as u64)
            )
        });
        let region = it.prices.region.as_ref().map(|it| it.to_string());
        let says = [Some(list), own, region].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Some(view! {
            <div class="price-who" data-testid="quote-whom">
                <h2>
                    <a class="link" href=Asked::default().href_of(&it.id)>
                        <Named name=it.name/>
                    </a>
                </h2>
                <p class="small muted">{says}</p>
            </div>
        })
    };
    // Whoever was quoted before is mostly looked up; whoever never was is to be quoted.
    let has_quotes =
        untrack(|| found.with(|it| it.as_ref().is_some_and(|it| !it.quotes.is_empty())));
    let writing = RwSignal::new(!has_quotes);
    let form = move || match writing.get() {
        true => view! { <QuoteForm customer=found writing/> }.into_any(),
        false => view! {
            <div class="btn-row">
                <Press testid="quote-new" class="btn btn-1" act=move |()| writing.set(true)>
                    {say!(prices.quote_new)}
                </Press>
            </div>
        }
        .into_any(),
    };
    move || match is_here.get() {
        true => view! {
            {head}
            {form}
            <GivenQuotes customer=found/>
        }
        .into_any(),
        false => view! { <Gone/> }.into_any(),
    }
}
