//! One good: what is to be said of its price, how that moved, who paid more before it fell, and what
//! is written down beside the price.

use std::sync::Arc;

use leptos::prelude::*;

use super::check::CutCheck;
use super::drawn::PriceHistory;
use super::forms::{About, CostForm, SaleForm};
use super::launch_form::LaunchForm;
use super::profit::Profit;
use super::season_form::SeasonForm;
use super::{Scene, marks};
use crate::domain::day::{Day, DayRange};
use crate::domain::member::GoodCare;
use crate::domain::money::Fen;
use crate::domain::price_care::PricePeriod;
use crate::ui::components::copy_text::CopyText;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::named::Named;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// A price that went up within so many days is asked about.
const RISEN_DAYS: u32 = 30;

/// The page of a good.
#[component]
pub fn GoodPage(
    /// Its number.
    sku: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let of_it = sku.clone();
    let good = Memo::new(move |_| {
        scene.with(|scene| scene.as_ref().and_then(|scene| scene.good(&of_it).cloned()))
    });
    let name = good.with_untracked(|it| it.as_ref().map(|it| it.name.clone()));
    let about = About { sku: sku.clone(), name: name.unwrap_or_else(|| sku.clone()) };
    let title = move || good.with(|it| it.as_ref().map(|it| veil::text(&it.name)));
    let goes_by = {
        let sku = sku.clone();
        move || {
            let differs = good.with(|it| it.as_ref().is_some_and(|it| it.name != it.sku));
            differs.then(|| veil::text(&sku))
        }
    };
    let facts = move || good.with(|good| good.as_ref().map(|good| facts(state, good)));
    let says = move || good.with(|good| good.as_ref().and_then(|it| marks::sentences(state, it)));
    let is_fine = move || {
        good.with(|it| it.as_ref().is_some_and(|it| it.is_written && it.warnings().is_empty()))
    };
    let is_unwritten = move || good.with(|it| it.as_ref().is_some_and(|it| !it.is_written));
    view! {
        <article class="care-one" aria-labelledby="care-good-h" data-testid="care-good-page">
            <div class="sec-h">
                <h2 id="care-good-h">
                    <bdi>{title}</bdi>
                </h2>
                <span class="small muted">
                    <bdi>{goes_by}</bdi>
                </span>
            </div>
            <div class="sheet pad">
                {facts} {says} <Show when=is_fine>
                    <p class="small muted" data-testid="care-fine">
                        {say!(price_care.fine)}
                    </p>
                </Show> <Show when=is_unwritten>
                    <p class="small" data-testid="care-unwritten">
                        {say!(price_care.unwritten)}
                    </p>
                </Show>
            </div>
            <PriceHistory sku=sku.clone() scene/>
            <Risen sku=sku.clone() scene/>
            <CutCheck sku=sku.clone() scene/>
            <Profit sku scene/>
            <Written about/>
        </article>
    }
}

/// Price, what was paid, cost and what is left, as pairs of name and value.
fn facts(state: State, good: &GoodCare) -> AnyView {
    let (lang, year) = (state.lang.get(), state.this_year());
    let amount = text::price_care::amount;
    let mut rows: Vec<(&'static str, String)> = Vec::new();
    let price = good.price_fen.map(amount);
    let none = || td_string!(lang, price_care.no_price).to_owned();
    rows.push((td_string!(lang, price_care.price), price.unwrap_or_else(none)));
    if let Some(paid) = good.paid {
        rows.push((td_string!(lang, price_care.paid_lately), text::price_care::paid(lang, paid)));
    }
    match &good.margin {
        Some(margin) => {
            let source = marks::source(state, &margin.lowest.source);
            let lowest = amount(margin.lowest.unit_fen);
            let says = td_string!(lang, price_care.lowest_says, price = lowest, source = source);
            rows.push((td_string!(lang, price_care.lowest), says));
            rows.push((td_string!(lang, price_care.cost_short), amount(margin.cost_fen)));
            rows.push((td_string!(lang, price_care.left), amount(margin.margin_fen)));
        }
        None => rows.extend(unknown_margin(lang, good)),
    }
    if let Some((cut, _)) = &good.cut {
        let depth = text::price_care::depth(lang, cut);
        let day = number::day(cut.day, lang, year);
        let says = td_string!(lang, price_care.cut_says, day = day, depth = depth);
        rows.push((td_string!(lang, price_care.last_cut), says));
    }
    if let Some(stage) = good.launch {
        let says = text::price_care::launch(lang, stage, year);
        rows.push((td_string!(lang, price_care.launch), says));
    }
    if !good.is_on_sale {
        let says = text::price_care::sale(lang, good.sale, state.member_day(), year);
        rows.push((td_string!(lang, price_care.state), says));
    }
    let rows = rows.into_iter().map(|(name, value)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    });
    view! { <dl class="care-facts" data-testid="care-facts">{rows.collect_view()}</dl> }.into_any()
}

/// Why it is not known what is left above cost, and the cost where that is.
fn unknown_margin(lang: Locale, good: &GoodCare) -> Vec<(&'static str, String)> {
    let left = td_string!(lang, price_care.left);
    match good.cost_fen {
        Some(cost) => vec![
            (td_string!(lang, price_care.cost_short), text::price_care::amount(cost)),
            (left, td_string!(lang, price_care.no_price_to_compare).to_owned()),
        ],
        None => vec![(left, td_string!(lang, price_care.no_cost).to_owned())],
    }
}

/// What to say to those who ask, where the price went up of late (EW17).
#[component]
fn Risen(
    /// The good.
    sku: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let risen = Memo::new(move |_| {
        scene.with(|scene| {
            let facts = &scene.as_ref()?.facts;
            let by_fen = risen(&facts.history(&sku), facts.as_of())?;
            Some((facts.name(&sku), by_fen))
        })
    });
    move || {
        let lang = state.lang.get();
        risen.get().map(|(name, by_fen)| {
            // What is copied is not covered.
            let by = format!("¥{}", number::plain_money(by_fen));
            let text = td_string!(lang, price_care.words_risen, name = name.to_string(), by = by);
            let words = text::copy_words(lang, td_string!(lang, price_care.words_label), &name);
            view! {
                <section class="sheet pad sec" data-testid="care-risen">
                    <p class="small muted">{td_string!(lang, price_care.risen_hint)}</p>
                    <CopyText testid="care-risen-words" words text/>
                </section>
            }
        })
    }
}

/// By how much one costs more since the last change, where that was within so many days.
fn risen(history: &[PricePeriod], as_of: Day) -> Option<Fen> {
    let mut priced =
        history.iter().rev().filter_map(|it| Some((it.first_day, it.price.as_ref()?.lowest()?)));
    let ((day, now), (_, before)) = (priced.next()?, priced.next()?);
    let is_new = DayRange::last_days(RISEN_DAYS, as_of).contains(day);
    (is_new && now > before).then(|| now.saturating_sub(before))
}

/// What the seller writes down of a good beside its prices.
#[component]
fn Written(
    /// The good.
    about: About,
) -> impl IntoView {
    let (cost, sale) = (about.clone(), about.clone());
    let (launch, season) = (about.clone(), about);
    view! {
        <section class="sheet sec care-written" aria-labelledby="care-written-h">
            <h3 id="care-written-h" class="pad">
                {say!(price_care.written)}
            </h3>
            <details class="each" data-testid="care-fold-cost">
                <summary>
                    <b>{say!(price_care.cost_title)}</b>
                    <Icon glyph=Glyph::Chevron size=Size::Turning/>
                </summary>
                <CostForm about=cost/>
            </details>
            <details class="each" data-testid="care-fold-sale">
                <summary>
                    <b>{say!(price_care.sale_title)}</b>
                    <Icon glyph=Glyph::Chevron size=Size::Turning/>
                </summary>
                <SaleForm about=sale/>
            </details>
            <details class="each" data-testid="care-fold-launch">
                <summary>
                    <b>{say!(price_care.launch_title)}</b>
                    <Icon glyph=Glyph::Chevron size=Size::Turning/>
                </summary>
                <LaunchForm about=launch/>
            </details>
            <details class="each" data-testid="care-fold-season">
                <summary>
                    <b>{say!(price_care.season_title)}</b>
                    <Icon glyph=Glyph::Chevron size=Size::Turning/>
                </summary>
                <SeasonForm about=season/>
            </details>
        </section>
    }
}

/// The name of a good as a link to its page.
#[component]
pub fn GoodLink(
    /// The good.
    good: GoodCare,
) -> impl IntoView {
    view! {
        <a class="link care-link" href=super::href_of(good.id)>
            <Named name=veil::text(&good.name)/>
        </a>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::price::Price;

    #[test]
    fn prices_that_went_up() {
        let period = |(day, minor): (i32, i64)| PricePeriod {
            first_day: Day::from_number(day),
            price: (minor > 0).then(|| Price::flat(Fen::from_minor(minor)).unwrap()),
        };
        for (steps, as_of, expected, rule) in [
            (vec![(1, 50)], 20, None, "one price"),
            (vec![(1, 50), (10, 60)], 20, Some(10), "EW17: it rose"),
            (vec![(1, 50), (10, 60)], 40, None, "long ago"),
            (vec![(1, 50), (10, 60), (15, 55)], 20, None, "and fell again"),
            (vec![(1, 50), (8, 0), (10, 60)], 20, Some(10), "over a pause"),
        ] {
            let history: Vec<PricePeriod> = steps.into_iter().map(period).collect();
            let by = risen(&history, Day::from_number(as_of)).map(Fen::minor);
            assert_eq!(by, expected, "{rule}");
        }
    }
}
