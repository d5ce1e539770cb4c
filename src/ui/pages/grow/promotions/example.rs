//! The example beside the sentence: it follows every change.

use leptos::prelude::*;

use super::sample::{Shown, sample};
use crate::domain::loyalty::Offer;
use crate::domain::money::Fen;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{SeenGood, use_state};
use crate::ui::text::offer::OfferNames;
use crate::ui::veil;

/// Two small carts.
#[component]
pub fn Example(
    /// What is being written.
    draft: RwSignal<Offer>,
    /// What the shop sells.
    seen: RwSignal<Vec<SeenGood>>,
) -> impl IntoView {
    let state = use_state();
    let carts = Memo::new(move |_| {
        let today = state.today();
        draft.with(|draft| seen.with(|seen| sample(draft, seen, today)))
    });
    let drawn = move || {
        let lang = state.lang.get();
        let Some(sample) = carts.get() else {
            return view! { <p class="muted pad">{td_string!(lang, offer.eg_none)}</p> }.into_any();
        };
        let names = OfferNames::of(&state.rulebook(), state.this_year());
        let day = sample.short.as_ref().or(sample.reached.as_ref()).map(|shown| shown.cart.day);
        let day = day.map(|day| number::day(day, lang, state.this_year())).unwrap_or_default();
        let has_short = sample.short.is_some();
        let short = sample
            .short
            .map(|shown| cart(lang, td_string!(lang, offer.eg_short), &shown, &names, "eg-short"));
        let title = match has_short {
            true => td_string!(lang, offer.eg_more),
            false => td_string!(lang, offer.eg_acts),
        };
        let reached = sample.reached.map(|shown| cart(lang, title, &shown, &names, "eg-reached"));
        view! {
            <div class="eg sheet pad">{short} {reached}</div>
            <p class="small muted">{td_string!(lang, offer.eg_basis, day = day)}</p>
        }
        .into_any()
    };
    view! {
        <section class="sec" aria-labelledby="eg-h" data-testid="offer-example">
            <div class="sec-h">
                <h2 id="eg-h">{say!(offer.eg)}</h2>
                <span class="n">{say!(offer.eg_follows)}</span>
            </div>
            {drawn}
        </section>
    }
}

fn money(fen: Fen) -> String {
    number::money(fen.minor().into())
}

fn cart(
    lang: Locale,
    title: &'static str,
    shown: &Shown,
    names: &OfferNames,
    testid: &'static str,
) -> AnyView {
    let sale = &shown.quote.sale;
    let rows = shown.names.iter().zip(&sale.lines).map(|(name, line)| {
        let name = match name.is_empty() {
            true => td_string!(lang, offer.eg_goods).to_owned(),
            false => veil::text(name),
        };
        let name = match line.quantity == crate::domain::quantity::Quantity::ONE {
            true => name,
            false => format!("{name} ×{}", number::quantity(line.quantity)),
        };
        view! {
            <dt>
                <bdi>{name}</bdi>
            </dt>
            <dd class="num">{money(line.priced.amount_fen)}</dd>
        }
    });
    let rows = rows.collect_view();
    let off = (shown.acts && sale.discount_fen > Fen::ZERO).then(|| {
        view! {
            <dt class="good">{td_string!(lang, offer.eg_off)}</dt>
            <dd class="num good">{money(Fen::ZERO.saturating_sub(sale.discount_fen))}</dd>
        }
    });
    let postage = (shown.cart.postage_fen > Fen::ZERO).then(|| {
        view! {
            <dt>{td_string!(lang, offer.eg_postage)}</dt>
            <dd class="num">{money(sale.postage_fen)}</dd>
        }
    });
    let gifts = sale.gifts.iter().map(|gift| {
        let n = number::quantity(gift.quantity);
        let says = td_string!(lang, offer.eg_gift, name = names.good(&gift.sku), n = n);
        view! { <dt class="good wide">{says}</dt> }
    });
    let gifts = gifts.collect_view();
    let is_points = sale.day_points != crate::domain::rate::BasisPoints::ONE;
    let points = (shown.acts && is_points).then(|| {
        let n = crate::ui::text::offer::decimal(i64::from(sale.day_points.number()) / 10);
        view! { <dt class="good wide">{td_string!(lang, offer.points_times, n = n)}</dt> }
    });
    let missing = (!shown.acts).then(|| {
        let says = match shown.advice {
            Some(advice) => match (advice.amount, advice.line) {
                (Some(more), _) => {
                    td_string!(lang, offer.missing, money = money(more.costs_fen))
                }
                (None, Some(more)) => {
                    td_string!(lang, offer.missing_units, n = number::quantity(more.add))
                }
                (None, None) => td_string!(lang, offer.eg_not_yet).to_owned(),
            },
            None => td_string!(lang, offer.eg_not_yet).to_owned(),
        };
        view! { <dt class="warn wide">{says}</dt> }
    });
    view! {
        <div data-testid=testid data-value=sale.total_fen.minor().to_string()>
            <p class="small">
                <b>{title}</b>
            </p>
            <dl>
                {rows} {off} {postage} {gifts} {points} {missing}
                <dt class="sum">{td_string!(lang, offer.eg_pays)}</dt>
                <dd class="sum num">{money(sale.total_fen)}</dd>
            </dl>
        </div>
    }
    .into_any()
}
