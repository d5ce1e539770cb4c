//! Who rose of late, with the words for it; who falls within a month.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::member::{Rise, TierNews};
use crate::domain::tier::FallAhead;
use crate::ui::components::copy_text::CopyText;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Members, State, TierScene, use_state};
use crate::ui::text;

/// More than these would bury the rest of the page; the list of a tier shows all.
const SHOWN: usize = 20;

/// A line about somebody.
#[derive(Clone, PartialEq)]
struct Line {
    href: String,
    name: String,
    says: String,
    /// The words to copy, where it is time for them.
    words: Option<String>,
}

/// What the page says is new.
#[derive(Clone, PartialEq, Default)]
struct Said {
    /// Under their headings; empty ones are left out.
    risen: Vec<(&'static str, Vec<Line>)>,
    falling: Vec<Line>,
    /// How many more there are of each.
    more_risen: usize,
    more_falling: usize,
}

/// What is new.
#[component]
pub fn News(
    /// Where everybody stands, once that is known.
    scene: Signal<Option<Arc<TierScene>>>,
) -> impl IntoView {
    let state = use_state();
    let said = Memo::new(move |_| {
        let scene = scene.get()?;
        let (lang, year) = (state.lang.get(), state.this_year());
        state.with_members(|members| said(members, lang, year, &scene.news))
    });
    move || {
        let lang = state.lang.get();
        said.get().map(|said| {
            view! {
                {risen(state, lang, &said)}
                {falling(state, lang, &said)}
            }
        })
    }
}

fn said(members: Members<'_>, lang: Locale, year: i32, news: &TierNews) -> Said {
    let headings = [
        td_string!(lang, tier.risen_today),
        td_string!(lang, tier.risen_import),
        td_string!(lang, tier.risen_earlier),
    ];
    let mut risen = headings.map(|heading| (heading, Vec::new()));
    for rise in news.rises.iter().take(SHOWN) {
        let place = match (rise.change.day == members.day, rise.is_of_last_import) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        let line = of_rise(members, lang, year, rise);
        risen.iter_mut().skip(place).take(1).for_each(|(_, lines)| lines.push(line.clone()));
    }
    let falls = news.falls.iter().take(SHOWN);
    Said {
        risen: risen.into_iter().filter(|(_, lines)| !lines.is_empty()).collect(),
        falling: falls.map(|(at, fall)| of_fall(members, lang, year, *at, fall)).collect(),
        more_risen: news.rises.len().saturating_sub(SHOWN),
        more_falling: news.falls.len().saturating_sub(SHOWN),
    }
}

fn name_of(members: Members<'_>, person: u32) -> (String, String) {
    let at = person as usize;
    let href = format!("#/customers/{}", members.shop.customer_id(at));
    (href, text::called(members.shop, at))
}

fn of_rise(members: Members<'_>, lang: Locale, year: i32, rise: &Rise) -> Line {
    let (href, name) = name_of(members, rise.person);
    let tier = text::loyalty::step(lang, members.rules, rise.change.to);
    let day = |day: Day| number::day(day, lang, year);
    let mut says = td_string!(lang, tier.risen_on, day = day(rise.change.day), tier = tier);
    let may_be_told = rise.announced <= members.day;
    if !may_be_told {
        says += " · ";
        says += &td_string!(lang, tier.risen_waits, day = day(rise.announced));
    }
    let policy = members.rules.policy_on(members.day).filter(|_| may_be_told);
    let words = policy.map(|(_, policy)| {
        let at = rise.person as usize;
        let card = members.shop.card(Index::at(at));
        let label = members.shop.customers().get(at).map(|key| key.label().to_owned());
        let label = label.unwrap_or_default();
        text::tier::congratulation(lang, policy, rise.change.to, &card, &label)
    });
    Line { href, name, says, words }
}

fn of_fall(members: Members<'_>, lang: Locale, year: i32, person: u32, fall: &FallAhead) -> Line {
    let (href, name) = name_of(members, person);
    let says = td_string!(
        lang,
        tier.falling_on,
        day = number::day(fall.day, lang, year),
        tier = text::loyalty::step(lang, members.rules, fall.to),
        missing = text::tier::missing(lang, fall.missing, fall.mode)
    );
    Line { href, name, says, words: None }
}

fn risen(state: State, lang: Locale, said: &Said) -> impl IntoView + use<> {
    let groups: Vec<_> = said
        .risen
        .iter()
        .map(|(heading, lines)| {
            view! {
                <h3 class="small muted">{*heading}</h3>
                {rows(state, lines)}
            }
        })
        .collect();
    let none = groups.is_empty().then(|| td_string!(lang, tier.risen_none));
    view! {
        <section class="sec" aria-labelledby="tiers-risen" data-testid="tier-risen">
            <div class="sec-h">
                <h2 id="tiers-risen">{td_string!(lang, tier.risen)}</h2>
            </div>
            <p class="muted">{none}</p>
            {groups}
            {more(lang, said.more_risen)}
        </section>
    }
}

fn falling(state: State, lang: Locale, said: &Said) -> Option<impl IntoView + use<>> {
    (!said.falling.is_empty()).then(|| {
        view! {
            <section class="sec" aria-labelledby="tiers-falling" data-testid="tier-falling">
                <div class="sec-h">
                    <h2 id="tiers-falling">{td_string!(lang, tier.falling)}</h2>
                </div>
                {rows(state, &said.falling)}
                {more(lang, said.more_falling)}
            </section>
        }
    })
}

fn more(lang: Locale, n: usize) -> Option<impl IntoView + use<>> {
    (n > 0).then(|| {
        let people = text::people(lang, n as u64);
        view! { <p class="muted small">{td_string!(lang, tier.more, people = people)}</p> }
    })
}

fn rows(state: State, lines: &[Line]) -> impl IntoView + use<> {
    let rows: Vec<_> = lines
        .iter()
        .cloned()
        .map(|Line { href, name, says, words }| {
            let copy = words.map(|text| {
                let lang = state.lang.get_untracked();
                let words = text::copy_words(lang, td_string!(lang, tier.congratulate), &name);
                view! { <CopyText testid="tier-words" words text/> }
            });
            view! {
                <li class="tier-news">
                    <a href=href>
                        <b>{name}</b>
                        <span class="small muted">{says}</span>
                    </a>
                    {copy}
                </li>
            }
        })
        .collect();
    view! { <ul class="rows sheet">{rows}</ul> }
}
