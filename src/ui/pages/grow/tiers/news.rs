//! Who rose of late, with the words for it; who falls within a month.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::member::{Rise, TierNews};
use crate::domain::tier::FallAhead;
use crate::ui::components::copy_text::{self, CopyText};
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Members, State, TierScene, use_state};
use crate::ui::text;

/// More than these would bury the rest of the page; the list of a tier shows all.
const SHOWN: usize = 20;

/// The words for so many are copied at once.
const COPIED: usize = 200;

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
    /// How many of those who rose may be told, as far as their words are copied at once.
    told: usize,
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
                {risen(state, lang, &said, scene)}
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
        told: news.rises.iter().filter(|it| it.announced <= members.day).take(COPIED).count(),
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
    let words = words_for(members, lang, rise).filter(|_| may_be_told);
    Line { href, name, says, words }
}

fn words_for(members: Members<'_>, lang: Locale, rise: &Rise) -> Option<String> {
    let (_, policy) = members.rules.policy_on(members.day)?;
    let at = rise.person as usize;
    let card = members.shop.card(Index::at(at));
    let label = members.shop.customers().get(at).map(|key| key.label().to_owned());
    let label = label.unwrap_or_default();
    Some(text::tier::congratulation(lang, policy, rise.change.to, &card, &label))
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

fn risen(
    state: State,
    lang: Locale,
    said: &Said,
    scene: Signal<Option<Arc<TierScene>>>,
) -> impl IntoView + use<> {
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
    let told = said.told;
    let copy_all = (told > 1).then(|| view! { <CopyAll scene told/> });
    let none = groups.is_empty().then(|| td_string!(lang, tier.risen_none));
    view! {
        <section class="sec" aria-labelledby="tiers-risen" data-testid="tier-risen">
            <div class="sec-h">
                <h2 id="tiers-risen">{td_string!(lang, tier.risen)}</h2>
            </div>
            <p class="muted">{none}</p>
            {copy_all}
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
    let rows: Vec<_> = lines.iter().cloned().map(|line| view! { <NewsRow state line/> }).collect();
    view! { <ul class="rows sheet">{rows}</ul> }
}

/// Somebody; the words for him stand behind a tap.
#[component]
fn NewsRow(
    /// The state.
    state: State,
    /// What is said of him.
    line: Line,
) -> impl IntoView {
    let Line { href, name, says, words } = line;
    let open = RwSignal::new(false);
    let lang = state.lang.get_untracked();
    let label = td_string!(lang, tier.congratulate);
    let opens = words.is_some().then(|| {
        let of = td_string!(lang, tier.words_of, name = name.clone());
        view! {
            <button
                class="btn btn-3"
                type="button"
                data-testid="tier-words-open"
                aria-label=of
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|it| *it = !*it)
            >
                {label}
            </button>
        }
    });
    let copied = text::copy_words(lang, label, &name);
    let copy = move || {
        let text = words.clone().filter(|_| open.get())?;
        let words = copied.clone();
        Some(view! { <CopyText testid="tier-words" words text/> })
    };
    view! {
        <li class="tier-news">
            <a href=href>
                <b>{name}</b>
                <span class="small muted">{says}</span>
            </a>
            {opens}
            {copy}
        </li>
    }
}

/// Copies the words for all who rose, one after the other, each with the name it is for.
#[component]
fn CopyAll(
    /// Where everybody stands.
    scene: Signal<Option<Arc<TierScene>>>,
    /// How many may be told.
    told: usize,
) -> impl IntoView {
    let state = use_state();
    let copied = RwSignal::new(None::<bool>);
    let copy = move |()| {
        let all = untrack(|| {
            let (lang, scene) = (state.lang.get(), scene.get()?);
            state.with_members(|members| words_of_all(members, lang, &scene.news))
        });
        let all = all.unwrap_or_default();
        spawn_local(async move {
            let went = copy_text::written(&all).await;
            copied.try_set(Some(went));
        });
    };
    let says = move || {
        let lang = state.lang.get();
        match copied.get() {
            None => "",
            Some(true) => td_string!(lang, card.copied),
            Some(false) => td_string!(lang, card.copy_by_hand),
        }
    };
    let label = move || {
        let lang = state.lang.get();
        td_string!(lang, tier.copy_all, people = text::people(lang, told as u64))
    };
    view! {
        <div class="btn-row">
            <Press testid="tier-words-all" class="btn" act=copy>
                {label}
            </Press>
            <span class="small" role="status" data-testid="tier-words-all-copied">
                {says}
            </span>
        </div>
    }
}

fn words_of_all(members: Members<'_>, lang: Locale, news: &TierNews) -> String {
    let told = news.rises.iter().filter(|rise| rise.announced <= members.day).take(COPIED);
    let one = |rise: &Rise| {
        let (_, name) = name_of(members, rise.person);
        words_for(members, lang, rise).map(|words| format!("{name}\n{words}"))
    };
    told.filter_map(one).collect::<Vec<_>>().join("\n\n")
}
