//! The line above all figures: which days, up to when, what counts as one; each changeable.

use leptos::prelude::*;

use super::scene::section;
use crate::domain::day::{Day, DayRange};
use crate::domain::shop::Freshness;
use crate::ui::components::chips::Chip;
use crate::ui::components::day_field::DayField;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::insight::scene::Scene;
use crate::ui::pages::settings::RuleChips;
use crate::ui::say::{say, tell};
use crate::ui::state::{Span, use_state};
use crate::ui::text;

/// The line, its controls behind it, and the warning where the data end early.
#[component]
pub fn BasisLine() -> impl IntoView {
    view! {
        <details class="basis-line" data-testid="basis">
            <summary>
                {section(line)} <span class="link">{say!(basis.change)}</span>
            </summary>
            <div class="sheet controls">
                <Window/>
                <AsOf/>
                <div class="field">
                    <span class="label">{say!(basis.rule)}</span>
                    <RuleChips/>
                </div>
            </div>
        </details>
        {section(freshness)}
        <Channels/>
    }
}

fn line(scene: &Scene) -> AnyView {
    let (lang, window, rule) = (scene.lang, scene.window(), scene.rule());
    let ends_there = match scene.span {
        Span::Range(range) => range.last == scene.figures.basis.as_of,
        Span::Rolling | Span::Year | Span::All => false,
    };
    let line = if ends_there {
        // The window names the as-of day already.
        td_string!(lang, basis.line_range, window = window, rule = rule)
    } else {
        td_string!(lang, basis.line, window = window, day = scene.as_of(), rule = rule)
    };
    view! { <span data-testid="basis-line">{line}</span> }.into_any()
}

/// Which channels end too early while another goes on.
#[component]
fn Channels() -> impl IntoView {
    let state = use_state();
    let behind = Memo::new(move |_| match state.freshness() {
        Freshness::Behind { others_go_on: true, channels } => {
            Some(Freshness::Behind { others_go_on: true, channels })
        }
        Freshness::Behind { .. } | Freshness::Fresh | Freshness::EndsOn(_) => None,
    });
    let line = move || {
        let says = text::freshness(state.lang.get(), &behind.get()?, state.today());
        Some(view! { <p class="muted" data-testid="channels-behind">{says}</p> })
    };
    view! { {line} }
}

fn freshness(scene: &Scene) -> AnyView {
    let (Some(last), Some(stale_days)) = (scene.figures.last_day, scene.stale_days) else {
        return ().into_any();
    };
    let behind = scene.figures.basis.as_of.days_since(last);
    if behind <= stale_days {
        return ().into_any();
    }
    let days = text::age(scene.lang, u64::from(behind.unsigned_abs()));
    let says = td_string!(scene.lang, insight.stale, day = scene.day(last), days = days);
    view! {
        <div class="bar bar-warn" data-testid="stale">
            <Icon glyph=Glyph::Alert size=Size::Small/>
            <p>{says}</p>
        </div>
    }
    .into_any()
}

#[component]
fn Window() -> impl IntoView {
    let state = use_state();
    let span = state.basis.span;
    let own = Signal::derive(move || matches!(span.get(), Span::Range(_)));
    let choose_own = move |()| {
        if let Some(figures) = state.figures.get_untracked() {
            let as_of = figures.basis.as_of;
            // Begin with the days of now: they are what the seller sees.
            let days = span.get_untracked().days(as_of);
            let first = figures.first_day.map_or(days.first, |first| days.first.max(first));
            span.set(Span::Range(DayRange { first, last: days.last }));
        }
    };
    view! {
        <div class="field">
            <span class="label">{say!(basis.window)}</span>
            <div class="chips">
                <SpanChip
                    testid="window-365"
                    to=Span::Rolling
                    name=|lang| td_string!(lang, basis.window_365)
                />
                <SpanChip
                    testid="window-year"
                    to=Span::Year
                    name=|lang| td_string!(lang, basis.window_year)
                />
                <SpanChip
                    testid="window-all"
                    to=Span::All
                    name=|lang| td_string!(lang, basis.window_all)
                />
                <Chip testid="window-range" pressed=own choose=choose_own>
                    {say!(basis.window_range)}
                </Chip>
            </div>
            <Show when=move || own.get()>
                <OwnRange/>
            </Show>
        </div>
    }
}

#[component]
fn SpanChip(testid: &'static str, to: Span, name: fn(Locale) -> &'static str) -> impl IntoView {
    let span = use_state().basis.span;
    let pressed = Signal::derive(move || span.get() == to);
    view! {
        <Chip testid pressed choose=move |()| span.set(to)>
            {tell(name)}
        </Chip>
    }
}

/// From and to. A pair that is the wrong way round is said and changes nothing.
#[component]
fn OwnRange() -> impl IntoView {
    let state = use_state();
    let span = state.basis.span;
    let shown = move || match span.get() {
        Span::Range(range) => Some(range),
        Span::Rolling | Span::Year | Span::All => None,
    };
    let wrong = RwSignal::new(false);
    let change = move |edit: fn(&mut DayRange, Day), day: Option<Day>| {
        let Span::Range(mut range) = span.get_untracked() else { return };
        let Some(day) = day else { return };
        edit(&mut range, day);
        wrong.set(range.first > range.last);
        if range.first <= range.last {
            span.set(Span::Range(range));
        }
    };
    view! {
        <div class="pair">
            <div class="field">
                <DayField
                    id="window-from"
                    label=say!(basis.first)
                    day=Signal::derive(move || shown().map(|range| range.first))
                    described_by="window-wrong"
                    invalid=wrong
                    choose=move |day| change(|range, day| range.first = day, day)
                />
            </div>
            <div class="field">
                <DayField
                    id="window-to"
                    label=say!(basis.last)
                    day=Signal::derive(move || shown().map(|range| range.last))
                    described_by="window-wrong"
                    invalid=wrong
                    choose=move |day| change(|range, day| range.last = day, day)
                />
            </div>
        </div>
        <div id="window-wrong" role="alert">
            <Show when=move || wrong.get()>
                <p class="err">
                    <Icon glyph=Glyph::Alert size=Size::Tiny/>
                    <span>{say!(basis.range_wrong)}</span>
                </p>
            </Show>
        </div>
    }
}

#[component]
fn AsOf() -> impl IntoView {
    let state = use_state();
    let shown = move || state.figures.get().map(|figures| figures.basis.as_of);
    view! {
        <div class="field">
            // An emptied field follows the data again.
            <DayField
                id="asof"
                label=say!(basis.as_of)
                day=Signal::derive(shown)
                described_by="asof-hint"
                choose=move |day| state.basis.as_of.set(day)
            />
            <p class="hint" id="asof-hint">
                {say!(basis.as_of_hint)}
            </p>
        </div>
    }
}
