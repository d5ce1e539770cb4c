//! The tiers in force, who stands in each, and the policies before and after.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::loyalty::RuleId;
use crate::domain::tier::{Policy, Step};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, TierScene, use_state};
use crate::ui::text;

/// The policies of the shop, as the page shows them.
#[derive(Clone, PartialEq)]
struct Policies {
    now: Option<Policy>,
    planned: Vec<(RuleId, Policy)>,
    past: Vec<Policy>,
}

fn policies(state: State) -> Policies {
    let (rules, day) = (state.rulebook(), state.member_day());
    let now = rules.policy_on(day).map(|(id, policy)| (id, policy.clone()));
    let mut past = Vec::new();
    let mut planned = Vec::new();
    for (id, policy) in rules.policies() {
        if policy.draft().first_day > day {
            planned.push((*id, policy.clone()));
        } else if Some(*id) != now.as_ref().map(|(id, _)| *id) {
            past.push(policy.clone());
        }
    }
    Policies { now: now.map(|(_, policy)| policy), planned, past }
}

/// The table of tiers.
#[component]
pub fn TierTable(
    /// Where everybody stands, once that is known.
    scene: Signal<Option<Arc<TierScene>>>,
) -> impl IntoView {
    let state = use_state();
    let found = Memo::new(move |_| policies(state));
    let spread = Memo::new(move |_| scene.get().map(|scene| scene.column.spread()));
    let now = move || {
        let lang = state.lang.get();
        found.get().now.map(|policy| in_force(state, lang, &policy, spread))
    };
    let planned = move || {
        let lang = state.lang.get();
        let all = found.get().planned.into_iter();
        all.map(|(id, policy)| planned(state, lang, id, &policy)).collect_view()
    };
    let past = move || {
        let (lang, past) = (state.lang.get(), found.get().past);
        (!past.is_empty()).then(|| earlier(state, lang, &past))
    };
    view! {
        {now}
        {planned}
        <Show when=move || state.may_set()>
            <a class="btn btn-wide" href="#/grow/tiers/new" data-testid="tier-change">
                {say!(tier.change)}
            </a>
        </Show>
        {past}
    }
}

fn in_force(
    state: State,
    lang: Locale,
    policy: &Policy,
    spread: Memo<Option<Vec<u64>>>,
) -> impl IntoView + use<> {
    let draft = policy.draft();
    let day = number::day(draft.first_day, lang, state.this_year());
    let window = match draft.window_days {
        None => td_string!(lang, tier.by).to_owned(),
        Some(days) => td_string!(lang, tier.by_window, days = text::days(lang, u64::from(days))),
    };
    let basis = [
        td_string!(lang, tier.in_force, day = day),
        window,
        text::tier::falls(lang, draft.fall, draft.term),
    ];
    let rows = (0..policy.tiers().len()).rev().map(|place| row(lang, policy, place, spread));
    view! {
        <section class="sec" aria-labelledby="tiers-now">
            <div class="sec-h">
                <h2 id="tiers-now">{td_string!(lang, tier.in_force_at_all)}</h2>
            </div>
            <ul class="rows sheet" data-testid="tier-table">
                {rows.collect_view()}
            </ul>
            <p class="muted small">{basis.join(" · ")}</p>
        </section>
    }
}

fn row(
    lang: Locale,
    policy: &Policy,
    place: usize,
    spread: Memo<Option<Vec<u64>>>,
) -> impl IntoView + use<> {
    let step = Step::at(place);
    let tier = policy.tier(step);
    let name = tier.map(|tier| tier.name.clone()).unwrap_or_default();
    let asks = tier.map(|tier| text::tier::asks(lang, tier.minimums, policy.draft().mode));
    let rights = tier.map(|tier| tier.rights.join(" · ")).filter(|rights| !rights.is_empty());
    let count = move || spread.get().and_then(|spread| spread.get(place).copied());
    let people = move || match count() {
        Some(n) => text::people(lang, n),
        None => td_string!(lang, tier.counting).to_owned(),
    };
    view! {
        <li>
            <a
                class="tier-line"
                href=format!("#/customers?group=tier-{}", step.number())
                data-testid="tier-row"
                data-tier=step.number().to_string()
                data-members=move || count().map(|n| n.to_string())
            >
                <span class="tier-name">
                    <b>{name}</b>
                    <span class="small muted">{asks}</span>
                </span>
                <span class="tier-gives">
                    <span>{text::tier::gives(lang, policy, step)}</span>
                    <span class="small muted">{rights}</span>
                </span>
                <span class="num tier-people">{people}</span>
            </a>
        </li>
    }
}

/// A policy that has not begun: it can still be changed, or not come at all.
fn planned(state: State, lang: Locale, id: RuleId, policy: &Policy) -> impl IntoView + use<> {
    let day = number::day(policy.draft().first_day, lang, state.this_year());
    let names: Vec<&str> = policy.tiers().iter().map(|tier| tier.name.as_str()).collect();
    let says = td_string!(lang, tier.planned, day = day);
    view! {
        <div class="bar bar-info" data-testid="tier-planned">
            <p>{format!("{says} {}", names.join(" · "))}</p>
            <Show when=move || state.may_set()>
                <a class="btn" href=format!("#/grow/tiers/{id}")>
                    {say!(tier.edit)}
                </a>
                <Press
                    testid="tier-unplan"
                    act=move |()| state.remove_rule(id, String::new(), |_| {})
                >
                    {say!(tier.planned_remove)}
                </Press>
            </Show>
        </div>
    }
}

fn earlier(state: State, lang: Locale, past: &[Policy]) -> impl IntoView + use<> {
    let line = |policy: &Policy| {
        let day = number::day(policy.draft().first_day, lang, state.this_year());
        let mode = policy.draft().mode;
        let tiers = policy
            .tiers()
            .iter()
            .map(|tier| format!("{} ({})", tier.name, text::tier::asks(lang, tier.minimums, mode)));
        let says = tiers.collect::<Vec<_>>().join(" · ");
        view! {
            <li class="line">
                <span class="d">{td_string!(lang, tier.in_force, day = day)}</span>
                <span class="whole says">{says}</span>
            </li>
        }
    };
    let rows: Vec<_> = past.iter().rev().map(line).collect();
    view! {
        <details class="each sheet">
            <summary>{td_string!(lang, tier.past)}</summary>
            <ul class="ledger">{rows}</ul>
        </details>
    }
}
