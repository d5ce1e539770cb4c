//! Clearance: what has ended may go to old customers for less; what is still on sale and was made
//! cheaper hurts who paid full (PR8); what is good for a few days more has to say so (ST4).

use std::sync::Arc;

use leptos::prelude::*;

use super::ahead::{BuyersFold, rule_of};
use super::good::GoodLink;
use super::people::{People, Person};
use super::{Reach, Scene, Waiting};
use crate::domain::member::{CareFacts, CareWarning, GoodCare};
use crate::domain::price_care::SeasonBuyer;
use crate::domain::segment::{GroupTerms, Span};
use crate::ui::components::copy_text::CopyText;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// True where a good is cleared, or is on sale for less than lately.
#[must_use]
pub fn is_cleared(good: &GoodCare) -> bool {
    !good.is_on_sale || good.cut.is_some() || expires(good)
}

fn expires(good: &GoodCare) -> bool {
    good.warnings().iter().any(|it| matches!(it, CareWarning::Expires { .. }))
}

/// Who bought a good in the days that are kept, the last first.
fn buyers(facts: &CareFacts, sku: &str) -> Vec<SeasonBuyer> {
    let lines = facts.lines(sku, facts.days());
    let mut days: Vec<_> = lines
        .into_iter()
        .filter(|line| line.kept().is_some())
        .filter_map(|line| Some((line.customer?, line.day)))
        .collect();
    days.sort_unstable();
    days.dedup();
    let mut buyers: Vec<SeasonBuyer> = days
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|of_one| {
            let (customer, _) = of_one.first()?;
            let days = of_one.iter().map(|(_, day)| *day).collect();
            Some(SeasonBuyer { customer: customer.clone(), days })
        })
        .collect();
    buyers.sort_by_key(|it| std::cmp::Reverse(it.days.last().copied()));
    buyers
}

/// The three lists.
#[component]
pub fn ClearancePage(
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let which = move |meant: fn(&GoodCare) -> bool| {
        scene.with(|scene| {
            let goods = scene.as_ref().map_or(&[][..], |scene| scene.goods.as_slice());
            goods.iter().filter(|good| meant(good)).cloned().collect::<Vec<_>>()
        })
    };
    let ended = Memo::new(move |_| which(|good| !good.is_on_sale));
    let cut = Memo::new(move |_| which(|good| good.is_on_sale && good.cut.is_some()));
    let late = Memo::new(move |_| which(expires));
    let is_waiting = move || scene.with(Option::is_none);
    let ended_rows = move || {
        let row = |good: GoodCare| view! { <EndedRow good scene/> };
        ended.get().into_iter().map(row).collect_view()
    };
    let cut_rows = move || {
        let lang = state.lang.get();
        cut.get().into_iter().map(|good| cut_row(lang, state, &good)).collect_view()
    };
    let late_rows = move || {
        let lang = state.lang.get();
        late.get().into_iter().map(|good| late_row(lang, state, &good)).collect_view()
    };
    view! {
        <section aria-labelledby="care-clear-h" data-testid="care-clearing">
            <div class="sec-h">
                <h2 id="care-clear-h">{say!(price_care.clearance_title)}</h2>
            </div>
            <p class="muted">{say!(price_care.clearance_hint)}</p>
            <Reach/>
            <Show when=is_waiting>
                <Waiting/>
            </Show>
            <Show when=move || !is_waiting()>
                <h3 class="care-sub">{say!(price_care.cut_on_sale)}</h3>
                <p class="small muted">{say!(price_care.cut_on_sale_hint)}</p>
                <Show when=move || cut.with(Vec::is_empty)>
                    <p class="muted" data-testid="care-cuts-none">
                        {say!(price_care.cut_on_sale_none)}
                    </p>
                </Show>
                <ul class="rows sheet care-rows" data-testid="care-cuts">
                    {cut_rows}
                </ul>
                <h3 class="care-sub">{say!(price_care.ended_title)}</h3>
                <p class="small muted">{say!(price_care.ended_hint)}</p>
                <Show when=move || ended.with(Vec::is_empty)>
                    <p class="muted" data-testid="care-ended-none">
                        {say!(price_care.ended_none)}
                    </p>
                </Show>
                <ul class="rows sheet care-rows" data-testid="care-ended">
                    {ended_rows}
                </ul>
                <Show when=move || late.with(|all| !all.is_empty())>
                    <h3 class="care-sub">{say!(price_care.late_title)}</h3>
                    <p class="small muted">{say!(price_care.late_hint)}</p>
                    <ul class="rows sheet" data-testid="care-late">
                        {late_rows}
                    </ul>
                </Show>
            </Show>
        </section>
    }
}

fn cut_row(lang: Locale, state: State, good: &GoodCare) -> Option<AnyView> {
    let (cut, people) = good.cut.as_ref()?;
    let day = number::day(cut.day, lang, state.this_year());
    let depth = text::price_care::depth(lang, cut);
    let says = td_string!(lang, price_care.cut_says, day = day, depth = depth);
    let hurt = match people.len() as u64 {
        0 => td_string!(lang, price_care.cut_hurts_nobody).to_owned(),
        n => td_string!(lang, price_care.cut_hurts, people = text::people(lang, n)),
    };
    let deep = (cut.is_deep() && !people.is_empty())
        .then(|| view! { <span class="tag tag-bad">{td_string!(lang, price_care.deep)}</span> });
    Some(
        view! {
            <li class="care-line" data-testid="care-cut-row" data-people=people.len().to_string()>
                <span>
                    <GoodLink good=good.clone()/>
                    " "
                    {deep}
                </span>
                <span class="small">{says}</span>
                <span class="small muted">{hurt}</span>
            </li>
        }
        .into_any(),
    )
}

fn late_row(lang: Locale, state: State, good: &GoodCare) -> Option<AnyView> {
    let day = number::day(good.expiry_day?, lang, state.this_year());
    let note = match good.price_fen {
        Some(fen) => {
            // What is copied is not covered.
            let price = format!("¥{}", number::plain_money(fen));
            let name = good.name.to_string();
            td_string!(lang, price_care.late_note_price, name = name, day = day, price = price)
        }
        None => td_string!(lang, price_care.late_note, name = good.name.to_string(), day = day),
    };
    let left = good.stock.map(|stock| {
        td_string!(lang, price_care.stock, pieces = text::price_care::pieces(lang, stock))
    });
    let mut warnings = good.warnings().iter().copied();
    let mark = warnings.find(|it| matches!(it, CareWarning::Expires { .. }))?;
    let words = text::copy_words(lang, td_string!(lang, price_care.late_label), &good.name);
    Some(
        view! {
            <li class="care-line">
                <span>
                    <GoodLink good=good.clone()/>
                    " "
                    <span class=text::price_care::tone(mark)>
                        {text::price_care::mark(lang, mark)}
                    </span>
                </span>
                <span class="small muted">{left}</span>
                <CopyText testid="care-late-note" words text=note/>
            </li>
        }
        .into_any(),
    )
}

/// A good that has ended, with who bought it.
#[component]
fn EndedRow(
    /// The good.
    good: GoodCare,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let (sale, stock) = (good.sale, good.stock);
    let ended = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        text::price_care::sale(lang, sale, state.member_day(), year)
    };
    let left = move || {
        let lang = state.lang.get();
        let pieces = stock.map(|stock| text::price_care::pieces(lang, stock));
        pieces.map(|pieces| td_string!(lang, price_care.stock, pieces = pieces))
    };
    let (sku, name) = (good.sku.clone(), good.name.clone());
    let fold = (good.sold_lines > 0).then(|| {
        view! {
            <BuyersFold>
                <Buyers sku=sku.clone() name=name.clone() scene/>
            </BuyersFold>
        }
    });
    view! {
        <li class="care-line" data-testid="care-ended-row">
            <GoodLink good/>
            <span class="small muted">{ended} " " {left}</span>
            {fold}
        </li>
    }
}

/// Who bought a good, and what can be done for them.
#[component]
fn Buyers(
    /// The good.
    sku: Arc<str>,
    /// What it is called.
    name: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let of_it = sku.clone();
    let people = Memo::new(move |_| {
        scene.with(|scene| {
            let buyers = scene.as_ref().map(|scene| buyers(&scene.facts, &of_it));
            Arc::new(buyers.unwrap_or_default().into_iter().map(Person::Bought).collect::<Vec<_>>())
        })
    });
    let called = name.clone();
    let label = Signal::derive(move || {
        td_string!(state.lang.get(), price_care.list_ended, name = veil::text(&called))
    });
    let group = Callback::new(move |()| {
        let lang = state.lang.get_untracked();
        let name = td_string!(lang, price_care.list_ended, name = name.to_string());
        GroupTerms { name, rule: untrack(|| rule_of(scene, &sku, Span::Ever)) }
    });
    view! { <People people label group/> }
}
