//! What a section of the page is drawn from.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::day::Day;
use crate::domain::figures::Figures;
use crate::domain::money::Ratio;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Span, use_state};
use crate::ui::text;

/// Fewest people that are drawn or given as a share; fewer are written as a count (mock README).
pub(super) const FEWEST: u64 = 5;

/// The figures of now and how to write them.
pub(super) struct Scene {
    pub figures: Arc<Figures>,
    pub lang: Locale,
    pub span: Span,
    pub this_year: i32,
}

impl Scene {
    /// A day, without its year where that is this one.
    pub(super) fn day(&self, day: Day) -> String {
        number::day(day, self.lang, self.this_year)
    }

    /// The as-of day.
    pub(super) fn as_of(&self) -> String {
        self.day(self.figures.basis.as_of)
    }

    /// The counting rule.
    pub(super) fn rule(&self) -> &'static str {
        text::rule(self.lang, self.figures.basis.rule)
    }

    /// The days of the window.
    pub(super) fn window(&self) -> String {
        text::span(self.lang, self.span, self.figures.basis.as_of, self.this_year)
    }

    /// The days of the window, with its ends.
    pub(super) fn window_dates(&self) -> String {
        let days = self.span.days(self.figures.basis.as_of);
        let period = text::period(self.lang, days.first, days.last, self.this_year);
        match self.span {
            Span::Rolling | Span::Year => {
                let window = self.window();
                td_string!(self.lang, basis.window_dates, window = window, period = period)
            }
            // They are written with their ends, or have none.
            Span::Range(_) | Span::All => self.window(),
        }
    }

    /// A length in days, or the word for not known.
    pub(super) fn length(&self, days: Option<f64>) -> String {
        match days {
            Some(days) => text::length(self.lang, days),
            None => td_string!(self.lang, amount.unknown).to_owned(),
        }
    }

    /// A share, or the word for none.
    pub(super) fn percent(&self, ratio: Ratio) -> String {
        number::percent(ratio).unwrap_or_else(|| td_string!(self.lang, amount.none).to_owned())
    }
}

/// A part of the page that is drawn anew when its figures or the language change. Takes a plain
/// function, so that all parts share one piece of code.
pub(super) fn section(draw: fn(&Scene) -> AnyView) -> impl Fn() -> Option<AnyView> + Send {
    let state = use_state();
    move || {
        let figures = state.figures.get()?;
        let span = state.basis.span.get();
        let scene = Scene { figures, lang: state.lang.get(), span, this_year: state.this_year() };
        Some(draw(&scene))
    }
}
