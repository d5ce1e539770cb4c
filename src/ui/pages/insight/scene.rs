//! What a section of the page is drawn from.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::day::{Day, DayRange};
use crate::domain::figures::{Figures, Flow};
use crate::domain::money::Ratio;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Span, State, use_state};
use crate::ui::text;

/// Fewest people that are drawn or given as a share; fewer are written as a count (mock README).
pub(super) const FEWEST: u64 = 5;

/// The figures of now and how to write them.
#[derive(Clone, PartialEq)]
pub(super) struct Scene {
    pub figures: Arc<Figures>,
    pub lang: Locale,
    pub span: Span,
    pub this_year: i32,
    /// Days of missing data after which silence means nothing (semantics 2, freshness), where the
    /// seller chose up to when it is counted; else the bar above every page says it.
    pub stale_days: Option<i32>,
}

impl Scene {
    /// The scene of now; `None` while there is nothing to count. Follows all that it is made of.
    pub(super) fn of_now(state: State) -> Option<Scene> {
        let figures = state.figures.get()?;
        let span = state.basis.span.get();
        let is_chosen = state.basis.as_of.get().is_some();
        Some(Scene {
            figures,
            lang: state.lang.get(),
            span,
            this_year: state.this_year(),
            stale_days: is_chosen.then(|| state.profile().freshness() as i32),
        })
    }

    /// The year of the as-of day.
    pub(super) fn as_of_year(&self) -> i32 {
        self.figures.basis.as_of.ymd().0
    }

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

    /// The days of the window, from the first that the book knows.
    pub(super) fn window_days(&self) -> DayRange {
        let days = self.span.days(self.figures.basis.as_of);
        let first = self.figures.first_day.map_or(days.first, |first| days.first.max(first));
        DayRange { first, last: days.last }
    }

    /// The two days of the flow.
    pub(super) fn last_month(&self) -> DayRange {
        let as_of = self.figures.basis.as_of;
        DayRange { first: Flow::since(as_of), last: as_of }
    }

    /// The days that F and M look at.
    pub(super) fn rfm_window(&self) -> String {
        match self.figures.basis.rfm_window_days {
            0 => td_string!(self.lang, basis.window_all).to_owned(),
            _ => self.period(self.figures.basis.rfm_window()),
        }
    }

    /// Days with their ends.
    pub(super) fn period(&self, days: DayRange) -> String {
        text::period(self.lang, days.first, days.last, self.this_year)
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
    move || Scene::of_now(state).map(|scene| draw(&scene))
}
