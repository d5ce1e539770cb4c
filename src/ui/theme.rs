//! What stands on `<html>`: language, light or dark, text size, readiness.

use crate::ui::i18n::Locale;
use crate::ui::state::{Motion, Theme};

/// Sets or takes away an attribute of `<html>`.
pub fn mark(name: &str, value: Option<&str>) {
    let root = web_sys::window().and_then(|it| it.document()).and_then(|it| it.document_element());
    let Some(root) = root else { return };
    // Neither can fail: the names are our own and well formed.
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// The value of `data-theme`; without one the style sheet follows the system.
#[must_use]
pub fn theme_mark(theme: Theme) -> Option<&'static str> {
    match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    }
}

/// The value of `data-motion`; without one the style sheet follows the system.
#[must_use]
pub fn motion_mark(motion: Motion) -> Option<&'static str> {
    match motion {
        Motion::System => None,
        Motion::Reduced => Some("reduced"),
    }
}

/// The value of `lang`.
#[must_use]
pub fn lang_mark(lang: Locale) -> &'static str {
    match lang {
        Locale::zh => "zh-CN",
        Locale::en => "en",
    }
}

/// The language to start with: the browser's first one that we speak, English for everyone else.
#[must_use]
pub fn browser_lang() -> Locale {
    let first = web_sys::window().and_then(|window| window.navigator().language());
    lang_of(first.as_deref().unwrap_or("zh"))
}

fn lang_of(tag: &str) -> Locale {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    if primary.eq_ignore_ascii_case("zh") { Locale::zh } else { Locale::en }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_browsers() {
        for (tag, lang) in [
            ("zh", Locale::zh),
            ("zh-CN", Locale::zh),
            ("ZH_tw", Locale::zh),
            ("en-GB", Locale::en),
            ("de", Locale::en),
            ("", Locale::en),
        ] {
            assert_eq!(lang_of(tag), lang, "{tag}");
        }
    }
}
