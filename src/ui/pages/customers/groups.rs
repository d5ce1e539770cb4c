//! The seller's groups above the list, and the way from a list to a group.

use leptos::prelude::*;

use super::Listing;
use super::asked::{Asked, Grouped, ready_key, tier_key};
use crate::domain::segment::{Figure, Range, Rule, Test};
use crate::domain::tier::Step;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{State, use_state};
use crate::ui::text;
use crate::ui::veil;

use std::sync::Arc;

/// Who is in a group; `None` where there is no such group.
#[must_use]
pub fn rule_of(state: State, group: Grouped) -> Option<Rule> {
    match group {
        Grouped::Ready(ready) => Some(ready.rule()),
        Grouped::Own(id) => Some(state.rulebook().rule(id)?.group()?.rule.clone()),
        Grouped::Tier(step) => Some(on_tier(step)),
    }
}

/// Those who stand on a tier.
#[must_use]
pub fn on_tier(step: Step) -> Rule {
    let number = Some(i64::from(step.number()));
    let range = Range { from: number, to: number };
    Rule::Test(Test::Figure { figure: Figure::TierStep, range })
}

/// Who is listed, in order; again whenever that has changed. Groups are laid out behind the page, see
/// [`State::keep_groups`]; until then nobody is. `None` before the book is open.
#[must_use]
pub fn listed(state: State, asked: Asked) -> Option<Vec<u32>> {
    let Asked { pick, group, arrangement } = asked;
    let Some(group) = group else {
        return state.with_roster(|roster| roster.listed(pick, arrangement));
    };
    let people = rule_of(state, group).and_then(|rule| state.people_in(&rule));
    state.with_roster(|roster| {
        // Groups follow the book a moment later: whoever is no longer counted is no row.
        let mut people = people.unwrap_or_default();
        people.retain(|at| roster.live().is_counted(*at as usize));
        roster.arranged(people, arrangement)
    })
}

/// What a group is called.
#[must_use]
pub fn name(state: State, lang: Locale, group: Grouped) -> String {
    match group {
        Grouped::Ready(ready) => text::segment::ready(lang, ready).to_owned(),
        Grouped::Own(id) => {
            let rules = state.rulebook();
            let name = rules.rule(id).map(|rule| veil::text(rule.name()));
            name.unwrap_or_else(|| td_string!(lang, segment.gone).to_owned())
        }
        Grouped::Tier(step) => text::loyalty::step(lang, &state.rulebook(), step),
    }
}

/// The seller's groups as chips; a ready one, or a tier, while it is listed.
#[component]
pub fn GroupChips(
    /// The list they are for.
    listing: Listing,
) -> impl IntoView {
    let state = use_state();
    let asked = listing.asked;
    let groups = Memo::new(move |_| {
        let rules = state.rulebook();
        let own = rules.groups().map(|(id, _)| Grouped::Own(id));
        let own: Vec<Grouped> = own.collect();
        let listed = asked.with(|it| it.group).filter(|it| !own.contains(it));
        listed.into_iter().chain(own).collect::<Vec<_>>()
    });
    let rules = Memo::new(move |_| {
        let rule = |group: &Grouped| rule_of(state, *group).unwrap_or(Rule::Any(Vec::new()));
        Arc::new(groups.with(|all| all.iter().map(rule).collect::<Vec<_>>()))
    });
    let counts = state.count_groups(rules);
    let chip = move |(at, group): (usize, Grouped)| {
        let count = move || {
            let n = counts.with(|all| all.get(at).copied().flatten());
            n.map_or_else(|| "…".to_owned(), number::count)
        };
        let mark = match group {
            Grouped::Own(id) => format!("group-{id}"),
            Grouped::Ready(ready) => format!("group-{}", ready_key(ready)),
            Grouped::Tier(step) => format!("group-{}", tier_key(step)),
        };
        view! {
            <a
                class="chip"
                href=move || asked.get().toward_group(group).href()
                data-testid=mark
                aria-current=move || {
                    asked.with(|it| it.group == Some(group)).then_some("true")
                }
            >
                {move || name(state, state.lang.get(), group)}
                <span class="n num">{count}</span>
            </a>
        }
    };
    view! {
        <Show when=move || groups.with(|all| !all.is_empty())>
            <div
                class="chips scrolls"
                role="group"
                aria-label=say!(segment.own)
                data-testid="group-chips"
            >
                {move || groups.get().into_iter().enumerate().map(chip).collect_view()}
            </div>
        </Show>
    }
}

/// Keeps what is listed as a group, where groups can ask for it; of a group, leads to its form.
#[component]
pub fn SaveAsGroup(
    /// The list.
    listing: Listing,
) -> impl IntoView {
    let state = use_state();
    let there = Memo::new(move |_| {
        let Asked { pick, group, .. } = listing.asked.get();
        let page = crate::ui::pages::grow::groups::LIST;
        match group {
            Some(Grouped::Own(id)) => Some((true, format!("{page}/{id}"))),
            Some(Grouped::Ready(ready)) => {
                Some((false, format!("{page}/new?from={}", ready_key(ready))))
            }
            Some(Grouped::Tier(step)) => {
                Some((false, format!("{page}/new?from={}", tier_key(step))))
            }
            None => Rule::of_pick(pick)
                .map(|_| (false, format!("{page}/new?{}", Asked::who(pick).query()))),
        }
    });
    let link = move || {
        there.get().map(|(is_own, href)| {
            let says = move || {
                let lang = state.lang.get();
                match is_own {
                    true => td_string!(lang, segment.change_short),
                    false => td_string!(lang, segment.save_list),
                }
            };
            view! {
                <a class="btn btn-3" href=href data-testid="segment-save-list">
                    {says}
                </a>
            }
        })
    };
    view! { <Show when=move || !state.looks_back>{link}</Show> }
}
