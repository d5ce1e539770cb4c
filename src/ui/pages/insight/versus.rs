//! Two windows side by side, their days written out, counted in the same way.

use leptos::prelude::*;

use super::scene::Scene;
use crate::domain::day::DayRange;
use crate::domain::figures::WindowTotals;
use crate::domain::money::Ratio;
use crate::domain::roster::{Pick, Within};
use crate::ui::components::chips::Chip;
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::say::say;
use crate::ui::state::{Span, use_state};
use crate::ui::text;

/// What the window is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Against {
    LastYear,
    Before,
}

impl Against {
    fn days(self, window: DayRange) -> DayRange {
        match self {
            Against::LastYear => window.a_year_before(),
            Against::Before => window.just_before(),
        }
    }

    fn name(self, lang: Locale) -> &'static str {
        match self {
            Against::LastYear => td_string!(lang, versus.last_year),
            Against::Before => td_string!(lang, versus.before),
        }
    }
}

/// The window of now and the other one.
#[derive(Clone, Copy, PartialEq)]
struct Pair {
    now: WindowTotals,
    then: WindowTotals,
}

/// The two windows, and which other one it is.
#[component]
pub fn Versus() -> impl IntoView {
    let state = use_state();
    let against = RwSignal::new(Against::LastYear);
    // Two passes over the orders: only while this page is shown, and only when something changed.
    let pair = Memo::new(move |_| {
        let span = state.basis.span.get();
        if span == Span::All {
            return None;
        }
        let as_of = state.figures.get()?.basis.as_of;
        let (now, against) = (span.days(as_of), against.get());
        state.with_roster(|roster| Pair {
            now: roster.window(now),
            then: roster.window(against.days(now)),
        })
    });
    let scene = Memo::new(move |_| Scene::of_now(state));
    let told = move || {
        let scene = scene.get()?;
        Some(match pair.get() {
            Some(pair) => compared(&scene, pair, against.get()),
            None => whole(&scene),
        })
    };
    let chip = move |testid, it: Against, words: fn(Locale) -> &'static str| {
        let pressed = Signal::derive(move || against.get() == it);
        view! {
            <Chip testid pressed choose=move |()| against.set(it)>
                {move || words(state.lang.get())}
            </Chip>
        }
    };
    view! {
        <section class="sheet pad chart sec" aria-labelledby="versus-t" data-testid="versus">
            {told}
            <Show when=move || pair.with(Option::is_some)>
                <div class="chips sec" role="group" aria-label=say!(versus.with)>
                    {chip(
                        "versus-year",
                        Against::LastYear,
                        |lang| td_string!(lang, versus.last_year),
                    )}
                    {chip("versus-before", Against::Before, |lang| td_string!(lang, versus.before))}
                </div>
            </Show>
        </section>
    }
}

fn whole(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    view! {
        <h2 id="versus-t">{td_string!(lang, insight.from_to)}</h2>
        <p class="muted">{td_string!(lang, versus.whole)}</p>
    }
    .into_any()
}

fn compared(scene: &Scene, pair: Pair, against: Against) -> AnyView {
    let (lang, name) = (scene.lang, against.name(scene.lang));
    let Pair { now, then } = pair;
    if then.customers == 0 {
        let period = scene.period(then.days);
        return view! {
            <h2 id="versus-t">{td_string!(lang, versus.title_none, name = name)}</h2>
            <p class="muted">{td_string!(lang, versus.no_data, name = name, period = period)}</p>
        }
        .into_any();
    }
    let (percent, other) = (scene.percent(now.by_customer()), scene.percent(then.by_customer()));
    let title = td_string!(lang, versus.title, now = percent, name = name, then = other);
    let basis = td_string!(lang, versus.basis, day = scene.as_of(), rule = scene.rule());
    let notes = [partial(scene, then, name), flood(scene, pair)];
    let notes = notes.into_iter().flatten().map(|it| view! { <p class="basis note">{it}</p> });
    let both = side_by_side(scene, pair, name);
    view! {
        <h2 id="versus-t">{title}</h2>
        <p class="basis">{basis}</p>
        <Scroller titled_by="versus-t">{both}</Scroller>
        {notes.collect_view()}
    }
    .into_any()
}

/// The other window may begin before the book does.
fn partial(scene: &Scene, then: WindowTotals, name: &'static str) -> Option<String> {
    let first = scene.figures.first_day.filter(|first| *first > then.days.first)?;
    Some(td_string!(scene.lang, versus.partial, day = scene.day(first), name = name))
}

/// A rate that falls because many are new looks as if the shop got worse.
fn flood(scene: &Scene, Pair { now, then }: Pair) -> Option<String> {
    let product = |a: Ratio, b: Ratio| u128::from(a.part) * u128::from(b.whole);
    let (of_now, of_then) = (now.by_customer(), then.by_customer());
    let fell = product(of_now, of_then) < product(of_then, of_now);
    (fell && now.repeaters > then.repeaters).then(|| {
        let lang = scene.lang;
        let (now, then) = (text::people(lang, now.repeaters), text::people(lang, then.repeaters));
        td_string!(lang, versus.flood, then = then, now = now)
    })
}

fn side_by_side(scene: &Scene, Pair { now, then }: Pair, name: &'static str) -> AnyView {
    let lang = scene.lang;
    let head = |name: &'static str, days: DayRange| {
        view! {
            <th scope="col" class="r">
                <div class="starts">{name}</div>
                <small>{scene.period(days)}</small>
            </th>
        }
    };
    let people = |what, n: fn(&WindowTotals) -> u64| {
        [now, then].map(|it| (number::count(n(&it)), Some((what, it.days, n(&it)))))
    };
    let rate = |ratio: fn(&WindowTotals) -> Ratio| {
        [now, then]
            .map(|it| (scene.percent(ratio(&it)), Some((Within::Repeat, it.days, it.repeaters))))
    };
    let plain = |value: fn(&WindowTotals) -> String| [now, then].map(|it| (value(&it), None));
    let rows = [
        (td_string!(lang, versus.bought), people(Within::Bought, |it| it.customers)),
        (td_string!(lang, fig.by_customer), rate(WindowTotals::by_customer)),
        (td_string!(lang, fig.by_order), rate(WindowTotals::by_order)),
        (td_string!(lang, fig.returning), people(Within::Returning, |it| it.returning)),
        (td_string!(lang, fig.purchases), plain(|it| number::count(it.purchases))),
        (td_string!(lang, fig.orders), plain(|it| number::count(it.orders))),
        (td_string!(lang, fig.net), plain(|it| number::money(it.net_fen))),
    ];
    let rows = rows.into_iter().map(|(name, cells)| {
        let cells = cells.into_iter().map(|(value, list)| cell(value, list)).collect_view();
        view! {
            <tr>
                <th scope="row">{name}</th>
                {cells}
            </tr>
        }
    });
    view! {
        <table class="tbl versus">
            <thead>
                <tr>
                    <th scope="col">{td_string!(lang, versus.what)}</th>
                    {head(td_string!(lang, versus.this), now.days)}
                    {head(name, then.days)}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
    .into_any()
}

/// A number; where it stands for people, a link to them.
fn cell(value: String, list: Option<(Within, DayRange, u64)>) -> AnyView {
    let Some((what, days, people)) = list else {
        return view! { <td class="r num">{value}</td> }.into_any();
    };
    let href = Asked::who(Pick::In { what, days }).href();
    view! {
        <td class="r num">
            <a class="link" href=href data-people=people.to_string()>
                {value}
            </a>
        </td>
    }
    .into_any()
}
