//! What begins: seasons with those who bought in the last one (PR6), and launch prices (PR10).

use std::sync::Arc;

use leptos::prelude::*;

use super::good::GoodLink;
use super::launch_form::of_tiers;
use super::people::{People, Person};
use super::{Reach, Scene, Waiting};
use crate::domain::day::{Day, DayRange};
use crate::domain::goods::Season;
use crate::domain::member::{GoodCare, GoodWord};
use crate::domain::price_care::{LaunchStage, SeasonAhead};
use crate::domain::segment::{GroupTerms, Product, Rule, Span, Test};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{CareScene, State, use_state};
use crate::ui::text;
use crate::ui::veil;

/// Who bought a good in some days, as the rule of a group.
#[must_use]
pub fn bought(words: Vec<GoodWord>, span: Span) -> Rule {
    let test = |word| {
        let product = match word {
            GoodWord::Sku(sku) => Product::Sku(sku.as_ref().into()),
            GoodWord::Item(name) => Product::Item(name.as_ref().into()),
        };
        Rule::Test(Test::Bought { product, span })
    };
    let mut tests: Vec<Rule> = words.into_iter().map(test).collect();
    match (tests.len(), tests.pop()) {
        (1, Some(only)) => only,
        (_, last) => {
            tests.extend(last);
            Rule::Any(tests)
        }
    }
}

/// When a good is wanted, and when old customers are told.
fn season_says(lang: Locale, season: Season) -> String {
    let text = |day: crate::domain::promotion::condition::MonthDay| {
        // A leap year, so that every day is there; the year is not said.
        day.in_year(2000).map(|day| number::day(day, lang, 2000)).unwrap_or_default()
    };
    td_string!(
        lang,
        price_care.season_says,
        first = text(season.first),
        last = text(season.last),
        days = text::days(lang, u64::from(season.lead_days))
    )
}

/// The goods whose season comes, and those that have one.
#[component]
pub fn Seasons(
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let ahead = Memo::new(move |_| {
        scene.with(|scene| scene.as_ref().map(|scene| scene.seasons.clone()).unwrap_or_default())
    });
    let skus = move || ahead.with(|all| all.iter().map(|it| it.sku.clone()).collect::<Vec<_>>());
    let later = move || {
        let lang = state.lang.get();
        scene.with(|scene| {
            let scene = scene.as_ref()?;
            let is_ahead = |sku: &str| ahead.with(|all| all.iter().any(|it| *it.sku == *sku));
            let row = |good: &GoodCare| {
                let season = scene.facts.book().product(&good.sku)?.season()?;
                (!is_ahead(&good.sku)).then(|| {
                    let says = season_says(lang, season);
                    view! {
                        <li class="care-line">
                            <GoodLink good=good.clone()/>
                            <span class="small muted">{says}</span>
                        </li>
                    }
                })
            };
            let rows: Vec<_> = scene.goods.iter().filter_map(row).collect();
            (!rows.is_empty()).then(|| {
                view! {
                    <h3 class="care-sub">{td_string!(lang, price_care.seasons_later)}</h3>
                    <ul class="rows sheet" data-testid="care-seasons-later">
                        {rows}
                    </ul>
                }
            })
        })
    };
    let is_waiting = move || scene.with(Option::is_none);
    let is_empty = move || !is_waiting() && ahead.with(Vec::is_empty);
    view! {
        <section aria-labelledby="care-season-h" data-testid="care-seasons">
            <div class="sec-h">
                <h2 id="care-season-h">{say!(price_care.seasons_title)}</h2>
            </div>
            <p class="muted">{say!(price_care.seasons_hint)}</p>
            <Reach/>
            <Show when=is_waiting>
                <Waiting/>
            </Show>
            <Show when=is_empty>
                <p class="empty sheet" data-testid="care-seasons-none">
                    {say!(price_care.seasons_none)}
                </p>
            </Show>
            <For each=skus key=|sku| sku.clone() let(sku)>
                <SeasonCard sku scene ahead/>
            </For>
            {later}
        </section>
    }
}

/// A season to come, and who bought in the last one.
#[component]
fn SeasonCard(sku: Arc<str>, scene: Scene, ahead: Memo<Vec<SeasonAhead>>) -> impl IntoView {
    let state = use_state();
    let of_it = sku.clone();
    let season =
        Memo::new(move |_| ahead.with(|all| all.iter().find(|it| it.sku == of_it).cloned()));
    let of_it = sku.clone();
    let good = Memo::new(move |_| {
        scene.with(|scene| scene.as_ref().and_then(|scene| scene.good(&of_it).cloned()))
    });
    let people = Memo::new(move |_| {
        let buyers = season.with(|it| it.as_ref().map(|it| it.buyers.clone()).unwrap_or_default());
        Arc::new(buyers.into_iter().map(Person::Bought).collect::<Vec<_>>())
    });
    let name = move || good.with(|it| it.as_ref().map(|it| it.name.clone())).unwrap_or_default();
    let says = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        season.with(|season| season.as_ref().map(|season| says(lang, year, season)))
    };
    let label = Signal::derive(move || {
        let name = veil::text(&name());
        td_string!(state.lang.get(), price_care.list_season, name = name)
    });
    let group = Callback::new(move |()| {
        let lang = state.lang.get_untracked();
        untrack(|| {
            let days = season.with(|it| it.as_ref().map(|it| it.last_season));
            let span = days.map_or(Span::Ever, Span::Days);
            let rule = rule_of(scene, &sku, span);
            GroupTerms {
                name: td_string!(lang, price_care.list_season, name = name().to_string()),
                rule,
            }
        })
    });
    let has_buyers = move || people.with(|all| !all.is_empty());
    view! {
        <article class="sheet pad sec form" data-testid="care-season-card">
            <h3>{move || good.get().map(|good| view! { <GoodLink good/> })}</h3>
            <p>{says}</p>
            <Show when=has_buyers>
                <People people label group/>
            </Show>
        </article>
    }
}

/// Who bought a good, as the rule of a group.
#[must_use]
pub fn rule_of(scene: Scene, sku: &str, span: Span) -> Rule {
    let words = scene.with(|scene| scene.as_ref().map(|scene| scene.facts.words(sku)));
    bought(words.unwrap_or_else(|| vec![GoodWord::Sku(sku.into())]), span)
}

fn says(lang: Locale, year: i32, ahead: &SeasonAhead) -> String {
    let days = |range: DayRange| text::period(lang, range.first, range.last, year);
    let people = text::people(lang, ahead.buyers.len() as u64);
    let (season, last) = (days(ahead.season), days(ahead.last_season));
    match (ahead.in_days, ahead.buyers.is_empty()) {
        (_, true) => td_string!(lang, price_care.season_nobody, season = season, last = last),
        (0, false) => {
            td_string!(lang, price_care.season_today, season = season, last = last, people = people)
        }
        (in_days, false) => {
            let in_days = text::days(lang, u64::from(in_days.unsigned_abs()));
            td_string!(
                lang,
                price_care.season_ahead,
                days = in_days,
                season = season,
                last = last,
                people = people
            )
        }
    }
}

/// In which part of the list a launch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Running,
    Ahead,
    Over,
}

const fn part(stage: LaunchStage) -> Part {
    match stage {
        LaunchStage::Running { .. } => Part::Running,
        LaunchStage::Ahead { .. } => Part::Ahead,
        LaunchStage::Over { .. } => Part::Over,
    }
}

/// The launch prices.
#[component]
pub fn Launches(
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let lists = move || {
        let lang = state.lang.get();
        scene.with(|scene| {
            let scene = scene.as_ref()?;
            let lists = [
                (Part::Running, td_string!(lang, price_care.launches_now)),
                (Part::Ahead, td_string!(lang, price_care.launches_ahead)),
                (Part::Over, td_string!(lang, price_care.launches_over)),
            ];
            let drawn: Vec<AnyView> = lists
                .into_iter()
                .filter_map(|(which, title)| list(state, scene, which, title))
                .collect();
            Some(if drawn.is_empty() {
                let says = td_string!(lang, price_care.launches_none);
                vec![
                    view! {
                        <p class="empty sheet" data-testid="care-launches-none">
                            {says}
                        </p>
                    }
                    .into_any(),
                ]
            } else {
                drawn
            })
        })
    };
    view! {
        <section aria-labelledby="care-launch-h" data-testid="care-launches">
            <div class="sec-h">
                <h2 id="care-launch-h">{say!(price_care.launches_title)}</h2>
            </div>
            <p class="muted">{say!(price_care.launches_hint)}</p>
            <Show when=move || scene.with(Option::is_none)>
                <Waiting/>
            </Show>
            {lists}
        </section>
    }
}

fn list(state: State, scene: &CareScene, which: Part, title: &'static str) -> Option<AnyView> {
    let goods = scene.goods.iter().filter(|good| good.launch.map(part) == Some(which));
    let rows: Vec<_> =
        goods.filter_map(|good| Some(launch_row(state, scene, good, good.launch?))).collect();
    (!rows.is_empty()).then(|| {
        view! {
            <h3 class="care-sub">{title}</h3>
            <ul class="rows sheet">{rows}</ul>
        }
        .into_any()
    })
}

fn launch_row(state: State, scene: &CareScene, good: &GoodCare, stage: LaunchStage) -> AnyView {
    let (lang, year) = (state.lang.get(), state.this_year());
    let product = scene.facts.book().product(&good.sku);
    let launch = product.and_then(crate::domain::goods::Product::launch);
    let price = launch.map(|launch| {
        let usual = product.and_then(crate::domain::goods::Product::base);
        let usual = usual.and_then(|price| price.lowest()).map(text::price_care::amount);
        let now = text::price_care::amount(launch.unit_fen);
        match usual {
            Some(usual) => td_string!(lang, price_care.launch_from_to, now = now, usual = usual),
            None => td_string!(lang, price_care.launch_only, now = now),
        }
    });
    let on = |first: Day| first.max(scene.facts.as_of());
    let tiers = launch.and_then(|launch| {
        of_tiers(lang, &state.rulebook(), launch.unit_fen, on(launch.first_day))
    });
    view! {
        <li class="care-line" data-testid="care-launch-row">
            <GoodLink good=good.clone()/>
            <span>{price}</span>
            <span class="small muted">{text::price_care::launch(lang, stage, year)}</span>
            <span class="small muted">{tiers}</span>
        </li>
    }
    .into_any()
}

/// A fold with who bought, drawn when it is opened.
#[component]
pub fn BuyersFold(
    /// The list.
    children: ChildrenFn,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details
            class="care-fold"
            data-testid="care-buyers"
            on:toggle:target=move |event| open.set(event.target().open())
        >
            <summary class="small">
                {say!(price_care.who_bought)} <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <Show when=move || open.get()>{children()}</Show>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_who_bought() {
        let sku = |text: &str| GoodWord::Sku(text.into());
        let item = |text: &str| GoodWord::Item(text.into());
        let test = |product| Rule::Test(Test::Bought { product, span: Span::Ever });
        let one = test(Product::Sku("a".into()));
        assert_eq!(bought(vec![sku("a")], Span::Ever), one, "one word is one test");
        assert_eq!(
            bought(vec![sku("a"), item("羽绒服")], Span::Ever),
            Rule::Any(vec![one, test(Product::Item("羽绒服".into()))]),
            "orders speak of it in two ways"
        );
    }
}
