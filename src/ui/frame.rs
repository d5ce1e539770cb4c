//! The frame: the name of the page, the places, the message bars. Bar of places below on a
//! phone, rail on a desk; the style sheet decides.

use leptos::prelude::*;

use crate::ui::components::brand::Mark;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::press::Press;
use crate::ui::components::toast::ToastLine;
use crate::ui::finder::{Finder, SearchButton};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::notices::{BookBar, DemoBar};
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::{say, tell};
use crate::ui::state::{Done, SaveStatus, use_state};
use crate::ui::text;
use crate::ui::veil;

/// A page inside the frame.
#[component]
pub fn Frame(
    /// Where we are; `None` is nowhere.
    place: Signal<Option<Route>>,
    /// The page's name.
    title: Signal<&'static str>,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="app">
            <header class="top">
                <h1>{title}</h1>
                <Saved/>
                <div class="top-acts">
                    <StorageLight/>
                    <SearchButton/>
                    <PrivacyEye/>
                    <Gear place/>
                </div>
            </header>
            <Places place/>
            <main class="main" id="main" tabindex="-1">
                <Messages/>
                {children()}
            </main>
            <Toasts/>
            <Finder/>
        </div>
    }
}

/// What was just done. The place for it always stands, so that screen readers hear what comes.
#[component]
fn Toasts() -> impl IntoView {
    let state = use_state();
    let line = move || {
        let toast = state.toast.get()?;
        let lang = state.lang.get();
        let says = text::done(lang, toast.done, &toast.name);
        let button = toast.undo.is_some().then(|| td_string!(lang, toast.undo));
        let is_by_rule = matches!(toast.done, Done::ByRule(_));
        let href = || format!("{}/packets", Route::Grow.href());
        let link = is_by_rule.then(|| (href(), td_string!(lang, packet.look)));
        Some(view! { <ToastLine says button link undo=move |()| state.take_back()/> })
    };
    view! {
        <div class="toasts" role="status">
            {line}
        </div>
    }
}

/// Whether everything that was done is on disk. Its text is the word for checks (contract 4); what
/// people read and hear stands in `data-says`, which the style sheet shows.
#[component]
fn Saved() -> impl IntoView {
    let state = use_state();
    let word = Memo::new(move |_| match state.save.get() {
        SaveStatus::Saved => "saved",
        SaveStatus::Saving => "saving",
        SaveStatus::Failed(_) => "failed",
    });
    let says = move || {
        let lang = state.lang.get();
        match state.save.get() {
            SaveStatus::Saved if state.is_shut() => td_string!(lang, light.not_whole),
            SaveStatus::Saved if state.seq.get() == 0 => td_string!(lang, save.empty),
            SaveStatus::Saved => td_string!(lang, save.saved),
            SaveStatus::Saving => td_string!(lang, save.saving),
            SaveStatus::Failed(_) => td_string!(lang, save.failed_short),
        }
    };
    view! {
        <p
            class="save"
            role="status"
            data-testid="save-status"
            data-state=word
            data-seq=move || state.seq.get().to_string()
            data-says=says
        >
            <span aria-hidden="true">{move || word.get()}</span>
        </p>
    }
}

/// A dot that says how safely the book is kept; it leads to the page where that can be mended.
#[component]
fn StorageLight() -> impl IntoView {
    let state = use_state();
    let word = Memo::new(move |_| state.light().word());
    let says = move || text::light(state.lang.get(), state.light());
    view! {
        <a
            class=move || format!("top-btn light light-{}", word.get())
            href=Route::Data.href()
            data-testid="storage-light"
            data-state=word
            aria-label=says
            title=says
        >
            <svg viewBox="0 0 12 12" aria-hidden="true">
                <circle cx="6" cy="6" r=move || if word.get() == "good" { "4" } else { "5" }/>
            </svg>
        </a>
    }
}

/// Covers phones and amounts on every page while somebody looks on.
#[component]
fn PrivacyEye() -> impl IntoView {
    let state = use_state();
    view! {
        <button
            class="top-btn"
            type="button"
            data-testid="privacy-eye"
            aria-label=say!(eye.label)
            title=say!(eye.label)
            aria-pressed=move || veil::is_closed().to_string()
            on:click=move |_| state.close_eye(!veil::is_closed())
        >
            {move || {
                let glyph = if veil::is_closed() { Glyph::EyeClosed } else { Glyph::Eye };
                view! { <Icon glyph/> }
            }}
        </button>
    }
}

#[component]
fn LightWords() -> impl IntoView {
    let state = use_state();
    view! {
        <p class="foot">{move || text::light(state.lang.get(), state.light())}</p>
    }
}

#[component]
fn Gear(place: Signal<Option<Route>>) -> impl IntoView {
    let current = move || (place.get() == Some(Route::Settings)).then_some("page");
    view! {
        <a
            class="top-btn"
            href=Route::Settings.href()
            data-testid="nav-settings"
            aria-label=say!(nav.settings)
            aria-current=current
        >
            <Icon glyph=Glyph::Gear/>
            <span class="w">{say!(nav.settings)}</span>
        </a>
    }
}

#[component]
fn Places(place: Signal<Option<Route>>) -> impl IntoView {
    view! {
        <nav class="nav" aria-label=say!(app.places)>
            <div class="brand">
                <Mark size="32"/>
                <span class="cut">{say!(app.name)}</span>
            </div>
            <ul>
                <Place
                    place
                    route=Route::Customers
                    glyph=Glyph::People
                    testid="nav-customers"
                    name=|lang| td_string!(lang, nav.customers)
                />
                <Place
                    place
                    route=Route::Grow
                    glyph=Glyph::Tag
                    testid="nav-grow"
                    name=|lang| td_string!(lang, nav.grow)
                />
                <Place
                    place
                    route=Route::Insight
                    glyph=Glyph::Insight
                    testid="nav-insight"
                    name=|lang| td_string!(lang, nav.insight)
                />
                <Place
                    place
                    route=Route::Data
                    glyph=Glyph::Import
                    testid="nav-data"
                    name=|lang| td_string!(lang, nav.data)
                />
            </ul>
            <LightWords/>
        </nav>
    }
}

#[component]
fn Place(
    place: Signal<Option<Route>>,
    route: Route,
    glyph: Glyph,
    testid: &'static str,
    name: fn(Locale) -> &'static str,
) -> impl IntoView {
    let current = move || (place.get() == Some(route)).then_some("page");
    view! {
        <li>
            <a href=route.href() data-testid=testid aria-current=current>
                <Icon glyph/>
                <span>{tell(name)}</span>
            </a>
        </li>
    }
}

/// What a page has to say before anything else.
#[component]
pub fn Messages() -> impl IntoView {
    view! {
        <TestClock/>
        <DemoBar/>
        <BookBar/>
        <NewVersion/>
    }
}

/// Says that the day is not the real one.
#[component]
fn TestClock() -> impl IntoView {
    let state = use_state();
    state.test_day.map(|day| {
        let says = move || {
            let lang = state.lang.get();
            let day = number::day(day, lang, i32::MIN);
            td_string!(lang, app.test_clock, day = day)
        };
        view! {
            <div class="bar bar-warn" data-testid="test-clock">
                <Icon glyph=Glyph::Clock size=Size::Small/>
                <p>{says}</p>
            </div>
        }
    })
}

/// Offers the new build that is waiting. Never switches by itself.
#[component]
fn NewVersion() -> impl IntoView {
    let state = use_state();
    let offer = move || {
        view! {
            <div class="bar bar-info" role="status">
                <p>{say!(app.update_ready)}</p>
                <Press
                    testid="update-ready"
                    act=move |()| state.switch_version()
                >
                    {say!(app.update_now)}
                </Press>
            </div>
        }
    };
    view! { <Show when=move || state.update_waiting.get()>{offer()}</Show> }
}
