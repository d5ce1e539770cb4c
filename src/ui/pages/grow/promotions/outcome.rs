//! What a trial came to: what it costs, whom it reaches, who just missed it, and with what it meets.

use leptos::prelude::*;

use crate::domain::intern::Index;
use crate::domain::loyalty::{Rule, RuleId};
use crate::domain::money::Fen;
use crate::domain::promotion::OfferId;
use crate::domain::rate::BasisPoints;
use crate::domain::simulation::{ExtraOrders, Simulation};
use crate::ui::components::chart::Tone;
use crate::ui::components::chart::bars::{Bar, Bars};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::pages::customers::facts::PersonView;
use crate::ui::state::{State, Tried};
use crate::ui::text;
use crate::ui::veil;

/// So many of those who gain are named.
const NAMED: usize = 10;

/// So many spans of the cost over time are drawn.
const SPANS: usize = 13;

fn money(fen: Fen) -> String {
    number::money(fen.minor().into())
}

/// All of it.
#[must_use]
pub fn outcome(state: State, lang: Locale, tried: &Tried) -> AnyView {
    let it = &tried.outcome;
    view! {
        <div data-testid="simulate-done" data-cost=it.cost_fen.minor().to_string() data-touched=it.touched.to_string()>
            {figures(state, lang, it, tried.margin)}
            {misses(state, lang, tried)}
            {over_time(state, lang, tried)}
            {gains(state, lang, it)}
        </div>
    }
    .into_any()
}

fn figures(state: State, lang: Locale, it: &Simulation, margin: BasisPoints) -> AnyView {
    let share = number::percent(it.discount_share()).unwrap_or_default();
    let touched = text::orders(lang, it.touched);
    let of = td_string!(lang, offer.o_touched, orders = touched, all = number::count(it.orders));
    let margin = text::offer::decimal(i64::from(margin.number()) * 10);
    let extra = match it.extra_orders {
        ExtraOrders::Orders(n) => text::orders(lang, n),
        ExtraOrders::Never => td_string!(lang, offer.o_never).to_owned(),
    };
    let average = it.touched_fen.minor().checked_div(i64::try_from(it.touched).unwrap_or(1).max(1));
    let average = money(Fen::from_minor(average.unwrap_or(0)));
    let basis = td_string!(lang, offer.o_extra_basis, margin = margin, average = average);
    let fig = |name: &'static str, value: String, below: String| {
        view! {
            <div class="fig">
                <p class="k">{name}</p>
                <p class="v num">{value}</p>
                <p class="b">{below}</p>
            </div>
        }
    };
    let near = text::orders(lang, it.near_misses.len() as u64);
    let missing = td_string!(lang, offer.o_near_missing, money = money(it.missing_fen()));
    let added = td_string!(lang, offer.o_share, share = share);
    view! {
        <div class="sheet pad outcome">
            {fig(td_string!(lang, offer.o_cost), money(it.cost_fen), of)}
            {fig(td_string!(lang, offer.o_extra), extra, basis)}
            {fig(td_string!(lang, offer.o_near), near, missing)}
            {fig(td_string!(lang, offer.o_added), money(it.added_fen), added)}
            {notes(state, lang, it)}
        </div>
    }
    .into_any()
}

/// What more there is to say.
fn notes(state: State, lang: Locale, it: &Simulation) -> AnyView {
    let rules = untrack(|| state.rulebook());
    let name = |id: &OfferId| {
        let rule = RuleId::parse(id.as_str()).and_then(|id| rules.rule(id).map(Rule::name));
        veil::text(rule.unwrap_or_default())
    };
    let mut says: Vec<String> = Vec::new();
    for clash in it.clashes.iter().filter(|clash| clash.dropped + clash.lost_to > 0) {
        let orders = text::orders(lang, clash.dropped + clash.lost_to);
        says.push(td_string!(lang, offer.o_clash, name = name(&clash.with), orders = orders));
    }
    let check = it.margin_check;
    if check.orders > 0 {
        let orders = text::orders(lang, check.orders);
        let under = number::count(check.under_cost);
        let profit = money(check.profit_fen);
        says.push(td_string!(
            lang,
            offer.o_margin,
            orders = orders,
            under = under,
            profit = profit
        ));
    }
    if it.unknown_gain_fen > Fen::ZERO {
        says.push(td_string!(lang, offer.o_unknown, money = money(it.unknown_gain_fen)));
    }
    let limited = [it.used_up.per_customer, it.used_up.total, it.used_up.budget];
    let refused: u64 = limited.iter().map(|one| one.orders).sum();
    if refused > 0 {
        says.push(td_string!(lang, offer.o_limits, orders = text::orders(lang, refused)));
    }
    if it.unpriced > 0 {
        says.push(td_string!(lang, offer.o_unpriced, orders = text::orders(lang, it.unpriced)));
    }
    let rows = says.into_iter().map(|it| view! { <p class="small">{it}</p> }).collect_view();
    view! { <div class="o-notes">{rows}</div> }.into_any()
}

/// A picture with its finding as a title, and the table behind it.
fn plate(
    id: &'static str,
    title: String,
    basis: String,
    bars: Vec<Bar>,
    (lang, heads): (Locale, [&'static str; 2]),
) -> AnyView {
    let rows: Vec<(String, String)> =
        bars.iter().map(|bar| (bar.name.clone(), bar.value.clone())).collect();
    let rows = rows.into_iter().map(|(name, value)| {
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td class="r num">{value}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let [one, two] = heads;
    view! {
        <figure class="sec sheet pad chart" data-testid=id>
            <h3 id=id>{title}</h3>
            <p class="basis">{basis}</p>
            <Bars bars titled_by=id/>
            <details>
                <summary class="small">{td_string!(lang, offer.o_table)}</summary>
                <table class="tbl">
                    <thead>
                        <tr>
                            <th scope="col">{one}</th>
                            <th scope="col" class="r">
                                {two}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        </figure>
    }
    .into_any()
}

/// Orders by goods: those that just missed it stand out.
fn misses(state: State, lang: Locale, tried: &Tried) -> Option<AnyView> {
    let need = tried.need_fen?;
    let bar = tried.bar_fen().minor();
    let most = tried.by_goods.iter().copied().max().unwrap_or(0);
    let near = tried.outcome.near_misses.len() as u64;
    let last = tried.by_goods.len().saturating_sub(1);
    let bars = tried.by_goods.iter().enumerate().map(|(at, count)| {
        let from = i64::try_from(at).unwrap_or(0).saturating_mul(bar);
        let (from, to) = (Fen::from_minor(from), Fen::from_minor(from.saturating_add(bar)));
        let is_near = to <= need && i128::from(from.minor()) * 5 >= i128::from(need.minor()) * 4;
        let name = match at == last {
            true => td_string!(lang, offer.o_and_more, money = money(from)),
            false => td_string!(lang, offer.o_span, from = money(from), to = money(to)),
        };
        let tone = match (is_near, from >= need) {
            (true, _) => Tone::Hot,
            (false, true) => Tone::Strong,
            (false, false) => Tone::Mute,
        };
        let permille = number::permille(i128::from(*count), i128::from(most));
        Bar { name, value: number::count(*count), permille, tone, opens: None }
    });
    let title = match near {
        0 => td_string!(lang, offer.o_near_none, need = money(need)),
        near => {
            let orders = text::orders(lang, near);
            td_string!(lang, offer.o_near_title, orders = orders, need = money(need))
        }
    };
    let days = text::period(lang, tried.days.first, tried.days.last, state.this_year());
    let all = text::orders(lang, tried.outcome.orders);
    let basis = td_string!(lang, offer.o_near_basis, days = days, orders = all);
    let heads = [td_string!(lang, offer.o_goods), td_string!(lang, offer.o_orders)];
    Some(plate("sim-misses", title, basis, bars.collect(), (lang, heads)))
}

/// The cost over time.
fn over_time(state: State, lang: Locale, tried: &Tried) -> Option<AnyView> {
    let by_day = &tried.outcome.by_day;
    if by_day.is_empty() {
        return None;
    }
    let (first, last) = (tried.days.first, tried.days.last);
    let all = usize::try_from(last.days_since(first) + 1).unwrap_or(1);
    let wide = all.div_ceil(SPANS).max(1);
    let mut spans = vec![Fen::ZERO; all.div_ceil(wide)];
    for day in by_day {
        let at = usize::try_from(day.day.days_since(first)).unwrap_or(0) / wide;
        if let Some(span) = spans.get_mut(at) {
            *span = span.saturating_add(day.cost_fen);
        }
    }
    let most = spans.iter().copied().max().unwrap_or_default();
    let span_of = |at: usize| {
        let begin = first.plus(i32::try_from(at * wide).unwrap_or(0));
        let end = begin.plus(i32::try_from(wide).unwrap_or(1) - 1).min(last);
        (begin, end)
    };
    let this_year = state.this_year();
    let bars = spans.iter().enumerate().map(|(at, cost)| {
        let (begin, _) = span_of(at);
        let tone = if *cost == most { Tone::Strong } else { Tone::Middle };
        let permille = number::permille(cost.minor().into(), most.minor().into());
        let name = number::day(begin, lang, this_year);
        Bar { name, value: money(*cost), permille, tone, opens: None }
    });
    let bars: Vec<Bar> = bars.collect();
    let at = spans.iter().position(|cost| *cost == most).unwrap_or(0);
    let (begin, end) = span_of(at);
    let days = text::period(lang, begin, end, this_year);
    let title = td_string!(lang, offer.o_time_title, days = days, money = money(most));
    let wide = text::days(lang, wide as u64);
    let basis = td_string!(lang, offer.o_time_basis, days = wide);
    let heads = [td_string!(lang, offer.o_from_day), td_string!(lang, offer.o_cost)];
    Some(plate("sim-time", title, basis, bars, (lang, heads)))
}

/// Who gains most, each with the way to the card.
fn gains(state: State, lang: Locale, it: &Simulation) -> Option<AnyView> {
    if it.gains.is_empty() {
        return None;
    }
    let people = text::people(lang, it.gains.len() as u64);
    let rows = it.gains.iter().take(NAMED).filter_map(|gain| {
        let at = Index::at(gain.customer as usize).position();
        let view = untrack(|| state.with_roster(|roster| PersonView::of(roster, at))).flatten()?;
        let href = Asked::default().href_of(&view.id);
        let orders = text::orders(lang, gain.orders);
        Some(view! {
            <li>
                <a class="link" href=href>
                    <bdi>{view.name}</bdi>
                </a>
                <span class="muted small">{orders}</span>
                <span class="num">{money(gain.gain_fen)}</span>
            </li>
        })
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="sec sheet pad" aria-labelledby="sim-gains" data-testid="sim-gains">
                <h3 id="sim-gains">{td_string!(lang, offer.o_gains, people = people)}</h3>
                <ul class="gain-rows">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
