//! What was read: the sum, each file, and the way on to the figures.

use std::sync::Arc;

use leptos::prelude::*;

use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{FileNote, Loaded, use_state};
use crate::ui::text;

/// The summary of the files in memory.
#[component]
pub fn Done(
    /// What they said.
    loaded: Arc<Loaded>,
) -> impl IntoView {
    let state = use_state();
    let totals = Totals::of(&loaded);
    let this_year = state.this_year();
    let sum = move || {
        state.figures.get().map(|figures| {
            let lang = state.lang.get();
            let (customers, orders) = (figures.customers, figures.orders);
            let period = figures.first_day.zip(figures.last_day);
            let period = period.map(|(first, last)| text::period(lang, first, last, this_year));
            view! { <Sum lang totals customers orders period/> }
        })
    };
    let lines = {
        let loaded = Arc::clone(&loaded);
        move || {
            let lang = state.lang.get();
            loaded
                .files
                .iter()
                .map(|file| view! { <FileLine lang file=file.clone()/> })
                .collect_view()
        }
    };
    view! {
        <section
            class="sheet pad sec done wide"
            data-testid="import-done"
            data-files=totals.files.to_string()
            data-rows=totals.rows.to_string()
            data-skipped=totals.skipped.to_string()
            data-problems=totals.problems.to_string()
        >
            {sum}
        </section>
        <section class="sec">
            <div class="sec-h">
                <h2>{move || text::files(state.lang.get(), totals.files)}</h2>
            </div>
            <ul class="rows sheet">{lines}</ul>
        </section>
    }
}

/// Sums over the files.
#[derive(Clone, Copy)]
struct Totals {
    files: u64,
    rows: u64,
    skipped: u64,
    problems: u64,
}

impl Totals {
    fn of(loaded: &Loaded) -> Totals {
        Totals {
            files: loaded.files.len() as u64,
            rows: loaded.files.iter().map(|file| file.rows).sum(),
            skipped: loaded.files.iter().map(|file| file.skipped).sum(),
            problems: loaded.problems.len() as u64,
        }
    }
}

#[component]
fn Sum(
    lang: Locale,
    totals: Totals,
    customers: u64,
    orders: u64,
    period: Option<String>,
) -> impl IntoView {
    let rows = text::rows(lang, totals.rows);
    let people = text::customers(lang, customers);
    let heading = if orders == 0 {
        td_string!(lang, import.done_empty, rows = rows)
    } else {
        let orders = text::orders(lang, orders);
        td_string!(lang, import.done, rows = rows, customers = people.clone(), orders = orders)
    };
    let on = (orders > 0).then(|| {
        view! {
            <a class="btn btn-1 btn-big btn-wide" href=Route::Insight.href() data-testid="see-figures">
                {td_string!(lang, import.see_figures, customers = people)}
            </a>
        }
    });
    let advice = (orders == 0).then(|| td_string!(lang, import.done_empty_hint));
    let skipped = (totals.skipped > 0).then(|| td_string!(lang, import.skipped_hint));
    let bad = if totals.problems > 0 { "bad" } else { "" };
    view! {
        <h2>{heading}</h2>
        <p class="muted">{period}</p>
        <p class="muted">{advice}</p>
        <dl class="counts">
            <Count name=td_string!(lang, import.files) value=totals.files/>
            <Count name=td_string!(lang, import.rows) value=totals.rows/>
            <Count name=td_string!(lang, import.skipped) value=totals.skipped/>
            <Count name=td_string!(lang, import.problems) value=totals.problems class=bad/>
        </dl>
        <p class="muted">{skipped}</p>
        {on}
    }
}

#[component]
fn Count(name: &'static str, value: u64, #[prop(optional)] class: &'static str) -> impl IntoView {
    view! {
        <div class=class>
            <dt>{name}</dt>
            <dd class="num">{number::count(value)}</dd>
        </div>
    }
}

#[component]
fn FileLine(lang: Locale, file: FileNote) -> impl IntoView {
    let line = td_string!(
        lang,
        import.file_line,
        format = text::format(lang, file.format),
        encoding = text::encoding(file.encoding),
        rows = text::rows(lang, file.rows)
    );
    let skipped = (file.skipped > 0)
        .then(|| td_string!(lang, import.file_skipped, n = number::count(file.skipped)));
    let problems = (file.problems > 0)
        .then(|| td_string!(lang, import.file_problems, n = number::count(file.problems)));
    let rest = [skipped, problems].into_iter().flatten().map(|it| format!(" · {it}"));
    view! {
        <li class="file">
            <Icon glyph=Glyph::File/>
            <div>
                <p class="cut">
                    <b>{file.name}</b>
                </p>
                <p class="s">{line} {rest.collect::<String>()}</p>
            </div>
            <span class="tag tag-good">
                <Icon glyph=Glyph::Check size=Size::Tiny/>
                {say!(import.known)}
            </span>
        </li>
    }
}
