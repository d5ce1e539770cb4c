//! Sentences of the catalogue that follow the language.

use leptos::prelude::*;

use crate::ui::i18n::Locale;
use crate::ui::state::use_state;

/// A sentence without variables, for a view or an attribute. Takes a plain function so that all
/// of them share one piece of code. Call it in a component's body.
pub fn tell(words: fn(Locale) -> &'static str) -> impl Fn() -> &'static str + Copy + Send + Sync {
    let lang = use_state().lang;
    move || words(lang.get())
}

/// The same as a text for a component that draws it.
#[must_use]
pub fn words(words: fn(Locale) -> &'static str) -> Signal<String> {
    let lang = use_state().lang;
    Signal::derive(move || words(lang.get()).to_owned())
}

/// The sentence with this key, in the language of now: `say!(door.lead)`.
macro_rules! say {
    ($($key:tt)+) => {
        $crate::ui::say::tell(|lang| $crate::ui::i18n::td_string!(lang, $($key)+))
    };
}
pub(crate) use say;
