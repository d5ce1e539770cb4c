//! What is a matter of this screen: language, light or dark, size of the text, motion.

use leptos::prelude::*;

use crate::ui::components::chips::Chip;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::pages::doors::{DemoTrouble, testid};
use crate::ui::say::say;
use crate::ui::state::{DemoStatus, Motion, Overlay, Theme, use_state};
use crate::ui::text;

/// Every word of the app.
#[component]
pub fn LanguageChoice() -> impl IntoView {
    let state = use_state();
    let chips = [Locale::zh, Locale::en].map(|lang| {
        let pressed = Signal::derive(move || state.lang.get() == lang);
        view! {
            <Chip testid=testid(lang) pressed choose=move |()| state.choose_language(lang)>
                <span lang=crate::ui::theme::lang_mark(lang)>{text::language(lang)}</span>
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.language)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

/// Light or dark.
#[component]
pub fn ThemeChoice() -> impl IntoView {
    let state = use_state();
    let chips = [Theme::System, Theme::Light, Theme::Dark].map(|theme| {
        let pressed = Signal::derive(move || state.theme.get() == theme);
        let testid = match theme {
            Theme::System => "theme-system",
            Theme::Light => "theme-light",
            Theme::Dark => "theme-dark",
        };
        view! {
            <Chip testid pressed choose=move |()| state.choose_theme(theme)>
                {move || text::theme(state.lang.get(), theme)}
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.theme)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

/// The size of everything: the whole layout follows it.
#[component]
pub fn TextChoice() -> impl IntoView {
    let state = use_state();
    let normal = Signal::derive(move || !state.large_text.get());
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.text)}</legend>
            <div class="chips">
                <Chip testid="text-normal" pressed=normal choose=move |()| state.choose_text(false)>
                    {say!(settings.text_normal)}
                </Chip>
                <Chip
                    testid="text-large"
                    pressed=state.large_text
                    choose=move |()| state.choose_text(true)
                >
                    {say!(settings.text_large)}
                </Chip>
            </div>
        </fieldset>
    }
}

/// Whether anything moves.
#[component]
pub fn MotionChoice() -> impl IntoView {
    let state = use_state();
    let chips = [Motion::System, Motion::Reduced].map(|motion| {
        let pressed = Signal::derive(move || state.motion.get() == motion);
        let testid = match motion {
            Motion::System => "motion-system",
            Motion::Reduced => "motion-reduced",
        };
        view! {
            <Chip testid pressed choose=move |()| state.choose_motion(motion)>
                {move || text::motion(state.lang.get(), motion)}
            </Chip>
        }
    });
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.motion)}</legend>
            <div class="chips">{chips}</div>
        </fieldset>
    }
}

/// Opens the list of keys.
#[component]
pub fn KeysLine() -> impl IntoView {
    let state = use_state();
    view! {
        <fieldset class="sheet">
            <legend>{say!(keys.title)}</legend>
            <Press testid="keys-open" act=move |()| state.overlay.set(Overlay::Keys)>
                {say!(keys.open)}
            </Press>
        </fieldset>
    }
}

/// The demo shop once more, beside the seller's own book.
#[component]
pub fn DemoAgain() -> impl IntoView {
    let state = use_state();
    let making = Memo::new(move |_| state.demo.get() == DemoStatus::Making);
    let rests = Signal::derive(move || making.get() || !state.may_leave());
    let words = move || {
        let lang = state.lang.get();
        if making.get() { td_string!(lang, demo.making) } else { td_string!(lang, demo.again) }
    };
    let offer = move || {
        view! {
            <fieldset class="sheet">
                <legend>{say!(demo.name)}</legend>
                <Press testid="demo-again" rests act=move |()| state.enter_demo()>
                    {words}
                </Press>
                <DemoTrouble/>
                <p class="hint muted">{say!(demo.again_hint)}</p>
            </fieldset>
        }
    };
    view! { <Show when=move || !state.is_demo()>{offer()}</Show> }
}
