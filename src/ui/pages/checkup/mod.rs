//! 店铺体检: the answer that stands behind the first import, in five sentences with numbers.

pub mod picture;

use leptos::prelude::*;

use crate::domain::money::Ratio;
use crate::domain::roster::Checkup;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::meter::ShareBar;
use crate::ui::components::trade_choice::TradeChoice;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;

/// One sentence: a number, what it is, and the list behind it.
struct Vital {
    number: String,
    unit: &'static str,
    says: String,
    /// The same without any sum of money, where it names one.
    says_no_sum: Option<String>,
    /// Thousandths, where it is a share.
    share: Option<u16>,
    href: String,
}

/// The check-up, or what will stand here.
#[component]
pub fn CheckupPage() -> impl IntoView {
    let state = use_state();
    let any = state.has_orders;
    move || {
        if any.get() { view! { <Sentences/> }.into_any() } else { view! { <Empty/> }.into_any() }
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty sheet">
            <h2>{say!(checkup.empty)}</h2>
            <p>{say!(checkup.empty_hint)}</p>
            <a class="btn btn-1" href=Route::Data.href()>
                {say!(door.import)}
            </a>
        </div>
    }
}

#[component]
fn Sentences() -> impl IntoView {
    let state = use_state();
    state.seek_twins();
    let rows = move || {
        vitals(state).into_iter().zip(1..).map(|(vital, nth)| row(vital, nth)).collect_view()
    };
    view! {
        <p class="muted dates">{move || about(state)}</p>
        <Show when=move || state.trade().is_none() && !state.looks_back>
            <AskTrade/>
        </Show>
        <ul class="rows sheet sec" data-testid="checkup">
            {rows}
        </ul>
        <Twins/>
        <div class="foot-act">
            <a class="btn btn-1 btn-wide" href=Route::Customers.href()>
                {say!(checkup.to_customers)}
            </a>
            <picture::PictureButton/>
        </div>
        <p class="muted foot-note">
            {move || text::rule(state.lang.get(), state.basis.rule.get())} " · "
            <a class="link" href=Route::Insight.href()>
                {say!(checkup.all_figures)}
            </a>
        </p>
    }
}

/// Customers who may stand there twice: one line more, where there are any.
#[component]
fn Twins() -> impl IntoView {
    let state = use_state();
    move || {
        let n = state.offered_twins().map_or(0, |it| it.len() as u64);
        (n > 0).then(|| {
            view! {
                <a class="twin-hint sheet" href=Route::Duplicates.href() data-testid="checkup-twins">
                    <Icon glyph=Glyph::People size=Size::Small/>
                    <span>
                        {move || {
                            let lang = state.lang.get();
                            td_string!(lang, twins.checkup, groups = text::groups(lang, n))
                        }}
                    </span>
                    <Icon glyph=Glyph::Chevron size=Size::Small/>
                </a>
            }
        })
    }
}

/// The first question, one tap: a month without an order means something else to a wholesaler.
#[component]
fn AskTrade() -> impl IntoView {
    let state = use_state();
    view! {
        <div class="sheet pad sec" data-testid="ask-trade">
            <p class="ask">{say!(trade.ask)}</p>
            <TradeChoice
                lang=state.lang
                chosen=Signal::derive(move || state.trade())
                name=text::trade
                choose=move |trade| state.choose_trade(trade)
            />
        </div>
    }
}

/// What the sentences rest on: orders, customers, from when to when.
fn about(state: State) -> Option<String> {
    let figures = state.figures.get()?;
    let lang = state.lang.get();
    let (first, last) = (figures.first_day?, figures.last_day?);
    Some(td_string!(
        lang,
        checkup.about,
        orders = text::orders(lang, figures.orders),
        customers = text::customers(lang, figures.customers),
        period = text::period(lang, first, last, state.this_year())
    ))
}

fn vitals(state: State) -> Vec<Vital> {
    let lang = state.lang.get();
    let Some(net_fen) = state.figures.get().map(|it| it.net_fen) else { return Vec::new() };
    let Some(checkup) = state.with_roster(|roster| roster.checkup(net_fen)) else {
        return Vec::new();
    };
    let [_, awaiting_days, ..] = state.profile().bounds().days();
    let says = sentences(lang, &checkup, awaiting_days + 1);
    let people = td_string!(lang, checkup.people);
    let money_share = number::permille(checkup.repeat_net_fen, checkup.net_fen);
    let numbers = [
        (number::count(checkup.repeat.part), people, Some(permille_of(checkup.repeat))),
        (number::count(u64::from((money_share + 5) / 10)), "%", Some(money_share)),
        (number::count(checkup.late), people, None),
        (number::count(checkup.one_month), people, None),
        (number::count(checkup.last_double_eleven), people, None),
    ];
    let parts = numbers.into_iter().zip(says).zip(Checkup::PICKS);
    parts
        .map(|(((number, unit, share), (says, says_no_sum)), pick)| Vital {
            number,
            unit,
            says,
            says_no_sum,
            share,
            href: Asked::who(pick).href(),
        })
        .collect()
}

/// The five, each with what it says without a sum of money where it names one.
fn sentences(lang: Locale, checkup: &Checkup, month_days: u32) -> [(String, Option<String>); 5] {
    let days = u64::from(month_days);
    let share = number::percent(checkup.repeat).unwrap_or_default();
    let (part, whole) = (number::money(checkup.repeat_net_fen), number::money(checkup.net_fen));
    [
        (td_string!(lang, checkup.repeat, share = share), None),
        (
            td_string!(lang, checkup.money, part = part, whole = whole),
            Some(td_string!(lang, checkup.money_share).to_owned()),
        ),
        (td_string!(lang, checkup.late).to_owned(), None),
        (td_string!(lang, checkup.one_month, days = text::days(lang, days)), None),
        (td_string!(lang, checkup.double_eleven).to_owned(), None),
    ]
}

fn permille_of(ratio: Ratio) -> u16 {
    number::permille(i128::from(ratio.part), i128::from(ratio.whole))
}

fn row(vital: Vital, nth: usize) -> impl IntoView {
    let bar = vital.share.map(|permille| view! { <ShareBar permille/> });
    view! {
        <li>
            <a class="vital" href=vital.href data-testid=format!("vital-{nth}")>
                <span class="v num">
                    {vital.number} <small>{vital.unit}</small>
                </span>
                <span>
                    {vital.says} {bar}
                </span>
                <Icon glyph=Glyph::Chevron size=Size::Small/>
            </a>
        </li>
    }
}
