//! Who would stand where under a draft, and who would rise and fall, before it is saved.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::day::Day;
use crate::domain::tier::what_if::Move;
use crate::domain::tier::{PolicyDraft, Step};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, TierTrial, use_state};
use crate::ui::text;

/// More than these are counted, not named.
const NAMED: usize = 8;

/// What a draft would do.
#[component]
pub fn Spread(
    /// What was typed, where it parses.
    draft: Memo<Option<PolicyDraft>>,
    /// What it would do, once that is known.
    trial: Signal<Option<Arc<TierTrial>>>,
) -> impl IntoView {
    let state = use_state();
    let body = move || {
        let lang = state.lang.get();
        match (draft.get(), trial.get()) {
            (Some(draft), Some(trial)) => found(state, lang, &draft, &trial).into_any(),
            (Some(_), None) => view! { <p class="muted">{say!(tier.counting)}</p> }.into_any(),
            (None, _) => ().into_any(),
        }
    };
    view! {
        <section class="sec sheet pad" aria-labelledby="tier-spread-title" data-testid="tier-spread">
            <h2 id="tier-spread-title">{say!(tier.spread)}</h2>
            {body}
        </section>
    }
}

fn found(
    state: State,
    lang: Locale,
    draft: &PolicyDraft,
    trial: &TierTrial,
) -> impl IntoView + use<> {
    let what = &trial.what;
    let has_now = !what.today.is_empty();
    let now = move |place: usize, what: &[u64]| what.get(place).copied().unwrap_or(0);
    let rows: Vec<_> = (0..draft.tiers.len())
        .rev()
        .map(|place| {
            let name = draft.tiers.get(place).map(|tier| tier.name.clone()).unwrap_or_default();
            let before = has_now.then(|| number::count(now(place, &what.today)));
            view! {
                <tr data-testid="tier-would" data-tier=(place + 1).to_string() data-members=now(place, &what.begins).to_string()>
                    <th scope="row">{name}</th>
                    {before.map(|n| view! { <td class="r num">{n}</td> })}
                    <td class="r num">{number::count(now(place, &what.begins))}</td>
                    <td class="r num">{number::count(now(place, &what.end))}</td>
                </tr>
            }
        })
        .collect();
    let head_now =
        has_now.then(|| view! { <th scope="col" class="r">{say!(tier.spread_now)}</th> });
    let names = |step: Step| {
        draft.tiers.get(step.place()).map(|tier| tier.name.clone()).unwrap_or_default()
    };
    let rises = moves(state, lang, td_string!(lang, tier.rises), &what.rises, trial, true, &names);
    let falls = moves(state, lang, td_string!(lang, tier.falls), &what.falls, trial, false, &names);
    // The first tiers move nobody: they put everybody where he belongs.
    let is_still = has_now && what.rises.is_empty() && what.falls.is_empty();
    let nobody = is_still.then(|| view! { <p class="muted">{say!(tier.nobody_moves)}</p> });
    view! {
        <div class="scroll-x" tabindex="0" role="region" aria-label=say!(tier.title)>
        <table class="tbl">
            <thead>
                <tr>
                    <th scope="col">{say!(tier.title)}</th>
                    {head_now}
                    <th scope="col" class="r">{say!(tier.spread_then)}</th>
                    <th scope="col" class="r">{say!(tier.spread_year)}</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        </div>
        {nobody}
        {rises}
        {falls}
    }
}

/// Who moves, day by day; the first of each day by name.
fn moves(
    state: State,
    lang: Locale,
    title: &'static str,
    moves: &[Move],
    trial: &TierTrial,
    up: bool,
    tier: &dyn Fn(Step) -> String,
) -> Option<impl IntoView + use<>> {
    let felt: Vec<&Move> = moves.iter().filter(|it| !it.is_held).collect();
    let first = felt.first()?.change.day;
    let testid = if up { "tier-rises" } else { "tier-falls" };
    let count = felt.len();
    let days = by_day(&felt).into_iter().map(|(day, n)| {
        let day = number::day(day, lang, state.this_year());
        let people = text::people(lang, n as u64);
        match up {
            true => td_string!(lang, tier.up_now, day = day, people = people),
            false => td_string!(lang, tier.down_now, day = day, people = people),
        }
    });
    let days: Vec<_> = days.take(NAMED).map(|says| view! { <li>{says}</li> }).collect();
    let named: Vec<_> = felt
        .iter()
        .take(NAMED)
        .filter_map(|it| {
            let at = *trial.people.get(it.member)? as usize;
            let (href, who) = state.with_shop(|shop| {
                (format!("#/customers/{}", shop.customer_id(at)), text::called(shop, at))
            })?;
            let (from, to) = (tier(it.change.from), tier(it.change.to));
            let says = td_string!(lang, tier.goes, who = who, from = from, to = to);
            Some(view! { <li><a class="link" href=href>{says}</a></li> })
        })
        .collect();
    let more = count.checked_sub(NAMED).filter(|n| *n > 0).map(|n| {
        let people = text::people(lang, n as u64);
        view! { <li class="muted">{td_string!(lang, tier.more, people = people)}</li> }
    });
    Some(view! {
        <details class="moves" data-testid=testid data-count=count.to_string() data-first=first.to_string()>
            <summary>{format!("{title} · {}", text::people(lang, count as u64))}</summary>
            <ul class="small">{days}</ul>
            <ul class="small">{named} {more}</ul>
        </details>
    })
}

fn by_day(moves: &[&Move]) -> Vec<(Day, usize)> {
    let days = moves.chunk_by(|a, b| a.change.day == b.change.day);
    days.filter_map(|day| Some((day.first()?.change.day, day.len()))).collect()
}
