//! The doors: what the app promises, one picture of it, and the way in.

use leptos::prelude::*;

use crate::ui::components::brand::Mark;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::rhythm::LateCustomer;
use crate::ui::frame::Messages;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::data::restore::BackupPicker;
use crate::ui::route::Route;
use crate::ui::say::{say, tell};
use crate::ui::state::{DemoStatus, use_state};
use crate::ui::text;

/// The first screen of a first visit. A file may be dropped anywhere on it.
#[component]
pub fn DoorsPage() -> impl IntoView {
    let state = use_state();
    view! {
        <div class="doors">
            <header>
                <span class="name">
                    <Mark size="36"/>
                    {say!(app.name)}
                </span>
                <OtherLanguage/>
            </header>
            <main id="main" tabindex="-1">
                <div>
                    <Messages/>
                    <h1>
                        <span>{say!(door.headline_1)}</span>
                        <span>{say!(door.headline_2)}</span>
                    </h1>
                    <p class="lead">{say!(door.lead)}</p>
                    <LateCustomer/>
                </div>
                <div>
                    <DemoDoor/>
                    {if state.in_messenger {
                        view! { <UseABrowser/> }.into_any()
                    } else {
                        view! { <OwnDoors/> }.into_any()
                    }}
                    <div class="fine">
                        <p>{say!(door.fine_1)}</p>
                        <p>{say!(door.fine_2)}</p>
                    </div>
                </div>
            </main>
        </div>
    }
}

/// To a shop that is made up on the spot.
#[component]
fn DemoDoor() -> impl IntoView {
    let state = use_state();
    let making = Memo::new(move |_| state.demo.get() == DemoStatus::Making);
    let hint = move || {
        let lang = state.lang.get();
        if making.get() { td_string!(lang, demo.making) } else { td_string!(lang, door.demo_hint) }
    };
    view! {
        <button
            class="door door-1"
            type="button"
            data-testid="door-demo"
            disabled=making
            aria-busy=move || making.get().then_some("true")
            on:click=move |_| state.enter_demo()
        >
            <span class="ic"><Icon glyph=Glyph::Door/></span>
            <span>
                <b>{say!(door.demo)}</b>
                <small>{hint}</small>
            </span>
            <Icon glyph=Glyph::Chevron size=Size::Small/>
        </button>
        <DemoTrouble/>
    }
}

/// Why the demo shop could not be made.
#[component]
pub fn DemoTrouble() -> impl IntoView {
    let state = use_state();
    move || match state.demo.get() {
        DemoStatus::Idle | DemoStatus::Making => ().into_any(),
        DemoStatus::Failed(fault) => {
            let says = move || text::demo_fault(state.lang.get(), &fault);
            view! { <p class="bar bar-bad" role="alert" data-testid="demo-failed">{says}</p> }
                .into_any()
        }
    }
}

/// To a book of one's own: with orders, with nothing, with what was saved elsewhere.
#[component]
fn OwnDoors() -> impl IntoView {
    view! {
        <OwnDoor
            class="door door-drop"
            route=Route::Data
            testid="door-import"
            glyph=Glyph::Import
            name=|lang| td_string!(lang, door.import)
            hint=|lang| td_string!(lang, door.import_hint)
        />
        <OwnDoor
            class="door"
            route=Route::Customers
            testid="door-empty"
            glyph=Glyph::Plus
            name=|lang| td_string!(lang, door.empty)
            hint=|lang| td_string!(lang, door.empty_hint)
        />
        <BackupPicker class="btn btn-3 door-2">{say!(door.restore)}</BackupPicker>
    }
}

#[component]
fn OwnDoor(
    class: &'static str,
    route: Route,
    testid: &'static str,
    glyph: Glyph,
    name: fn(Locale) -> &'static str,
    hint: fn(Locale) -> &'static str,
) -> impl IntoView {
    view! {
        <a class=class href=route.href() data-testid=testid>
            <span class="ic"><Icon glyph/></span>
            <span>
                <b>{tell(name)}</b>
                <small>{tell(hint)}</small>
            </span>
            <Icon glyph=Glyph::Chevron size=Size::Small/>
        </a>
    }
}

/// Nobody begins a book where it will be cleared.
#[component]
pub fn UseABrowser() -> impl IntoView {
    view! {
        <div class="bar bar-warn" data-testid="door-advice">
            <Icon glyph=Glyph::Alert size=Size::Small/>
            <p>{say!(door.messenger)}</p>
        </div>
    }
}

/// One tap to the other language, written in that language.
#[component]
fn OtherLanguage() -> impl IntoView {
    let state = use_state();
    let other = move || match state.lang.get() {
        Locale::zh => Locale::en,
        Locale::en => Locale::zh,
    };
    view! {
        <button
            class="btn btn-3"
            type="button"
            lang=move || crate::ui::theme::lang_mark(other())
            data-testid=move || testid(other())
            on:click=move |_| state.choose_language(other())
        >
            {move || text::language(other())}
        </button>
    }
}

/// The mark of the switch to `lang`.
#[must_use]
pub fn testid(lang: Locale) -> &'static str {
    match lang {
        Locale::zh => "lang-zh",
        Locale::en => "lang-en",
    }
}
