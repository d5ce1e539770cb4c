//! The doors: what the app promises, one picture of it, and the way in.

use leptos::prelude::*;

use crate::ui::components::brand::Mark;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::rhythm::LateCustomer;
use crate::ui::frame::Messages;
use crate::ui::i18n::Locale;
use crate::ui::pages::data::restore::BackupPicker;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;

/// The first screen of a first visit. A file may be dropped anywhere on it.
#[component]
pub fn DoorsPage() -> impl IntoView {
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
                    <a class="door door-1" href=Route::Data.href() data-testid="door-import">
                        <span class="ic"><Icon glyph=Glyph::Import/></span>
                        <span>
                            <b>{say!(door.import)}</b>
                            <small>{say!(door.import_hint)}</small>
                        </span>
                        <Icon glyph=Glyph::Chevron size=Size::Small/>
                    </a>
                    <BackupPicker class="btn btn-3 door-2">{say!(door.restore)}</BackupPicker>
                    <div class="fine">
                        <p>{say!(door.fine_1)}</p>
                        <p>{say!(door.fine_2)}</p>
                    </div>
                </div>
            </main>
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
            {move || crate::ui::text::language(other())}
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
