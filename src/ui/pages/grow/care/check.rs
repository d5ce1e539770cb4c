//! Before a price falls: who paid more lately, how much it was, and what can be done for them.

use std::sync::Arc;

use leptos::prelude::*;

use super::people::{GiveCoupon, People, Person};
use super::typed::{self, Wrong};
use super::{Reach, Scene};
use crate::domain::day::{Day, DayRange};
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::price_care::{
    CutOrder, CutSettings, PaidMore, PriceCut, price_cut, suggested_sum_fen,
};
use crate::ui::components::chips::Chip;
use crate::ui::components::copy_text::CopyText;
use crate::ui::components::entry::Entry;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::{CareScene, use_state};
use crate::ui::text;
use crate::ui::veil;

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    /// The new price; `None` = the last cut.
    price_fen: Option<Fen>,
    window_days: u32,
}

/// What the question comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// Nothing is typed, and there was no cut.
    NoPrice,
    /// It is no longer on sale: it may go for less.
    Ended,
    /// These paid more than this price in the days up to this one.
    People { price_fen: Option<Fen>, was_cut: bool, up_to: Day, people: Vec<PaidMore> },
}

fn found(scene: &CareScene, sku: &str, asked: &Asked) -> Option<Found> {
    let product = scene.facts.product(sku)?;
    let as_of = scene.facts.as_of();
    let cut = || {
        let good = scene.good(sku)?;
        good.cut.as_ref().map(|(cut, _)| (cut.after.clone(), cut.day))
    };
    let typed = asked.price_fen.and_then(|fen| Price::flat(fen).ok()).map(|price| (price, as_of));
    let was_cut = typed.is_none();
    if !product.sale().is_on_sale(as_of) {
        return Some(Found::Ended);
    }
    let Some((price, up_to)) = typed.or_else(cut) else { return Some(Found::NoPrice) };
    let settings = CutSettings { window_days: asked.window_days };
    let lines = scene.facts.lines(sku, DayRange::last_days(asked.window_days, up_to));
    let people = match price_cut(&product, &price, &lines, settings, up_to) {
        PriceCut::OnSale(people) => people,
        PriceCut::Ended => Vec::new(),
    };
    Some(Found::People { price_fen: price.lowest(), was_cut, up_to, people })
}

fn says_wrong(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Money => td_string!(lang, price_care.not_money),
        Wrong::Days => td_string!(lang, price_care.not_days),
        Wrong::Day => td_string!(lang, price_care.no_day),
        Wrong::MonthDay => td_string!(lang, price_care.not_month_day),
    }
}

/// The question and its answer.
#[component]
pub fn CutCheck(
    /// The good.
    sku: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let price = RwSignal::new(String::new());
    let days = RwSignal::new(CutSettings::default().window_days.to_string());
    let order = RwSignal::new(CutOrder::default());
    let of_price = Memo::new(move |_| typed::money(&price.get()));
    let of_days = Memo::new(move |_| typed::days(&days.get()));
    let of_good = sku.clone();
    let answer = Memo::new(move |_| {
        let (Ok(price_fen), Ok(window_days)) = (of_price.get(), of_days.get()) else { return None };
        let asked = Asked { price_fen, window_days };
        scene.with(|scene| found(scene.as_ref()?, &of_good, &asked))
    });
    let people = Memo::new(move |_| {
        let order = order.get();
        answer.with(|answer| {
            let Some(Found::People { people, .. }) = answer else { return Arc::default() };
            let mut people = people.clone();
            order.sort(&mut people);
            Arc::new(people.into_iter().map(Person::PaidMore).collect::<Vec<_>>())
        })
    });
    let wrong = move |of: Option<Wrong>| {
        of.map(|wrong| says_wrong(state.lang.get(), wrong)).unwrap_or_default()
    };
    let outcome = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        answer.with(|answer| {
            let window = of_days.get().unwrap_or_default();
            answer.as_ref().map(|answer| outcome(lang, year, window, answer))
        })
    };
    let has_people = move || people.with(|all| !all.is_empty());
    let called = sku.clone();
    let label = Signal::derive(move || {
        let lang = state.lang.get();
        let name = scene.with(|it| it.as_ref().map(|it| it.facts.name(&called)));
        let name = veil::text(name.as_deref().unwrap_or_default());
        td_string!(lang, price_care.list_cut, name = name)
    });
    let to_say = move || {
        let lang = state.lang.get();
        let name = scene.with(|it| it.as_ref().map(|it| it.facts.name(&sku)));
        let text = td_string!(
            lang,
            price_care.words_cut,
            name = name.as_deref().unwrap_or_default().to_owned()
        );
        let words = text::copy_words(lang, td_string!(lang, price_care.words_label), "");
        view! { <CopyText testid="care-words" words text/> }
    };
    view! {
        <section class="sheet pad sec form" aria-labelledby="care-cut-h" data-testid="care-cut">
            <h3 id="care-cut-h">{say!(price_care.cut_title)}</h3>
            <p class="small muted">{say!(price_care.cut_hint)}</p>
            <div class="pts-pair">
                <Entry
                    id="care-new-price"
                    label=words(|lang| td_string!(lang, price_care.new_price))
                    value=price
                    keys="decimal"
                    hint=words(|lang| td_string!(lang, price_care.new_price_hint))
                    wrong=Signal::derive(move || wrong(of_price.get().err()))
                    typed=move |text| price.set(text)
                />
                <Entry
                    id="care-days"
                    label=words(|lang| td_string!(lang, price_care.window))
                    value=days
                    wrong=Signal::derive(move || wrong(of_days.get().err()))
                    typed=move |text| days.set(text)
                />
            </div>
            <p class="care-answer" role="status" data-testid="care-cut-answer">
                {outcome}
            </p>
            <Reach/>
            <Show when=has_people>
                <div class="chips" role="group" aria-label=say!(price_care.order)>
                    <Chip
                        testid="care-newest"
                        pressed=Signal::derive(move || order.get() == CutOrder::NewestFirst)
                        choose=move |()| order.set(CutOrder::NewestFirst)
                    >
                        {say!(price_care.newest)}
                    </Chip>
                    <Chip
                        testid="care-largest"
                        pressed=Signal::derive(move || order.get() == CutOrder::LargestFirst)
                        choose=move |()| order.set(CutOrder::LargestFirst)
                    >
                        {say!(price_care.largest)}
                    </Chip>
                </div>
                <People people label/>
                <GiveCoupon people/>
                {to_say.clone()}
            </Show>
        </section>
    }
}

fn outcome(lang: Locale, this_year: i32, window_days: u32, found: &Found) -> String {
    match found {
        Found::NoPrice => td_string!(lang, price_care.cut_none).to_owned(),
        Found::Ended => td_string!(lang, price_care.cut_ended).to_owned(),
        Found::People { price_fen, was_cut, up_to, people } => {
            let price = price_fen.map(text::price_care::amount).unwrap_or_default();
            let days = text::days(lang, u64::from(window_days));
            let day = number::day(*up_to, lang, this_year);
            let all = text::people(lang, people.len() as u64);
            let sum = text::price_care::amount(suggested_sum_fen(people));
            match (people.is_empty(), *was_cut) {
                (true, false) => {
                    td_string!(lang, price_care.cut_nobody, days = days, price = price)
                }
                (true, true) => {
                    td_string!(lang, price_care.cut_nobody_then, day = day, days = days)
                }
                (false, false) => td_string!(
                    lang,
                    price_care.cut_people,
                    price = price,
                    days = days,
                    people = all,
                    sum = sum
                ),
                (false, true) => td_string!(
                    lang,
                    price_care.cut_people_then,
                    day = day,
                    price = price,
                    days = days,
                    people = all,
                    sum = sum
                ),
            }
        }
    }
}
