//! How the file is written: titles, encoding, delimiter, dates. Recognised, and rarely touched.

use leptos::prelude::*;

use super::Wizard;
use crate::domain::day::Day;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{DateReading, DelimiterName, Field, Mapping, MappingKind, use_state};
use crate::ui::text;

/// Labels of encodings in a mapping.
const ENCODINGS: [&str; 4] = ["auto", "utf-8", "gbk", "utf-16le"];

const DELIMITERS: [DelimiterName; 5] = [
    DelimiterName::Auto,
    DelimiterName::Comma,
    DelimiterName::Semicolon,
    DelimiterName::Tab,
    DelimiterName::Blank,
];

/// What is folded away under "more".
#[component]
pub fn Form(
    /// What is asked about.
    wizard: Wizard,
) -> impl IntoView {
    let state = use_state();
    let is_text = wizard.file.with_value(|file| file.survey.encoding.is_some());
    // A look with other settings finds other columns: what was said of them goes.
    // Where it cannot be read like that, it stays.
    let look = move |change: &dyn Fn(&mut Mapping)| {
        let before = untrack(|| wizard.said());
        let mut mapping = before.clone();
        change(&mut mapping);
        let bare = Mapping { columns: Default::default(), drop: Vec::new(), ..mapping };
        state.look_again(&wizard.file.get_value(), bare, before);
    };
    let header = move || wizard.mapping.with(|mapping| mapping.header);
    let per_line = move || wizard.mapping.with(|mapping| mapping.order_per_line);
    let kind = Memo::new(move |_| wizard.kind());
    let line_form = move || {
        let switch = move |event| {
            let on = event_target_checked(&event);
            wizard.mapping.update(|mapping| mapping.order_per_line = on);
        };
        (kind.get() == MappingKind::Orders).then(|| {
            view! {
                <label class="check">
                    <input
                        type="checkbox"
                        data-testid="map-per-line"
                        prop:checked=per_line
                        on:change=switch
                    />
                    <span>{say!(map.per_line)}</span>
                </label>
            }
        })
    };
    let text_form = is_text.then(|| {
        view! {
            <Choice
                id="map-encoding"
                label=td(|lang| td_string!(lang, map.encoding))
                options=move |lang| encodings(lang, wizard)
                chosen=place_of_encoding(wizard)
                choose=move |at| {
                    look(&|mapping| ENCODINGS[at.min(3)].clone_into(&mut mapping.encoding));
                }
            />
            <Choice
                id="map-delimiter"
                label=td(|lang| td_string!(lang, map.delimiter))
                options=move |lang| delimiters(lang, wizard)
                chosen=place_of_delimiter(wizard)
                choose=move |at| look(&|mapping| mapping.delimiter = DELIMITERS[at.min(4)])
            />
        }
    });
    view! {
        <details class="sheet sec map-form">
            <summary>
                <b>{say!(map.form)}</b>
                <span class="muted cut">{move || recognised(state.lang.get(), wizard)}</span>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <div class="map-form-body">
                <label class="check">
                    <input
                        type="checkbox"
                        data-testid="map-header"
                        prop:checked=header
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            look(&|mapping| mapping.header = on);
                        }
                    />
                    <span>{say!(map.header)}</span>
                </label>
                {text_form}
                <Dates wizard/>
                {line_form}
            </div>
        </details>
    }
}

/// A function of the language, from its words.
const fn td(words: fn(Locale) -> &'static str) -> fn(Locale) -> &'static str {
    words
}

/// One of a few, by its place.
#[component]
fn Choice(
    id: &'static str,
    label: fn(Locale) -> &'static str,
    options: impl Fn(Locale) -> Vec<String> + Send + 'static,
    chosen: usize,
    choose: impl Fn(usize) + 'static,
) -> impl IntoView {
    let state = use_state();
    let options = move || {
        let option = |(at, words): (usize, String)| {
            view! {
                <option value=at.to_string() selected=at == chosen>
                    {words}
                </option>
            }
        };
        options(state.lang.get()).into_iter().enumerate().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{move || label(state.lang.get())}</label>
            <select
                class="input"
                id=id
                data-testid=id
                on:change=move |event| choose(event_target_value(&event).parse().unwrap_or(0))
            >
                {options}
            </select>
        </div>
    }
}

fn encodings(lang: Locale, wizard: Wizard) -> Vec<String> {
    let found = wizard.file.with_value(|file| file.survey.encoding.map(|it| it.value));
    vec![
        td_string!(lang, map.auto, found = text::encoding(found)),
        td_string!(lang, map.utf_8).to_owned(),
        td_string!(lang, map.gbk).to_owned(),
        td_string!(lang, map.utf_16).to_owned(),
    ]
}

fn place_of_encoding(wizard: Wizard) -> usize {
    let label = wizard.mapping.with_untracked(|mapping| mapping.encoding.to_ascii_lowercase());
    ENCODINGS.iter().position(|it| *it == label).unwrap_or(0)
}

fn place_of_delimiter(wizard: Wizard) -> usize {
    let name = wizard.mapping.with_untracked(|mapping| mapping.delimiter);
    DELIMITERS.iter().position(|it| *it == name).unwrap_or(0)
}

fn delimiters(lang: Locale, wizard: Wizard) -> Vec<String> {
    let found = wizard.file.with_value(|file| file.survey.delimiter.map(|it| it.value));
    let found = found.map_or("", |it| text::delimiter(lang, it));
    let named = DELIMITERS.into_iter().filter_map(|name| text::delimiter_name(lang, name));
    std::iter::once(td_string!(lang, map.auto, found = found))
        .chain(named.map(str::to_owned))
        .collect()
}

/// What was recognised, in a line.
fn recognised(lang: Locale, wizard: Wizard) -> String {
    wizard.file.with_value(|file| {
        let survey = &file.survey;
        let encoding = text::encoding(survey.encoding.map(|it| it.value));
        let delimiter = survey.delimiter.map(|it| text::delimiter(lang, it.value));
        [Some(encoding), delimiter].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    })
}

/// How the dates are written: shown by what becomes of the first of them.
#[component]
fn Dates(wizard: Wizard) -> impl IntoView {
    let state = use_state();
    let this_year = state.this_year();
    let at = Memo::new(move |_| wizard.column(Field::Date));
    let choice = move || {
        let column = wizard.file.with_value(|file| {
            at.get()
                .and_then(|at| file.survey.columns.get(at))
                .map(|it| (it.samples.first().cloned().unwrap_or_default(), it.dates.clone()))
        });
        let (first, readings) = column.unwrap_or_default();
        let chosen = wizard.mapping.with_untracked(|mapping| {
            readings.iter().position(|it| it.pattern == mapping.date_format).map_or(0, |at| at + 1)
        });
        let said = readings.clone();
        let choose = move |at: usize| {
            let reading = at.checked_sub(1).and_then(|at| said.get(at));
            wizard.mapping.update(|mapping| {
                mapping.date_format = reading.map_or("auto", |it| &it.pattern).to_owned();
            });
        };
        let options = move |lang: Locale| {
            let reads = |it: &DateReading| {
                let day = number::day(Day::from_number(it.first_day), lang, this_year);
                td_string!(lang, map.date_as, text = first.as_str(), day = day)
            };
            let auto = td_string!(lang, map.date_auto).to_owned();
            std::iter::once(auto).chain(readings.iter().map(reads)).collect()
        };
        view! {
            <Choice
                id="map-dates"
                label=td(|lang| td_string!(lang, map.dates))
                options
                chosen
                choose
            />
        }
    };
    view! { <div>{choice}</div> }
}
