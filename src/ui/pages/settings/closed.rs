//! Days on which the shop is shut: weekly ones, and those of a feast. They do not count as silence.

use leptos::prelude::*;

use crate::domain::command::ShopSetting;
use crate::domain::day::{Day, DayRange};
use crate::ui::components::chips::Chip;
use crate::ui::components::day_field::DayField;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

const WEEK: [&str; 7] = [
    "closed-mon",
    "closed-tue",
    "closed-wed",
    "closed-thu",
    "closed-fri",
    "closed-sat",
    "closed-sun",
];

/// A feast is never longer: a slip of the year.
const LONGEST_DAYS: i32 = 366;

/// What is wrong with the days that were typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Missing,
    Backwards,
    TooLong,
}

/// The days from one to the other; without a last one it is one day.
fn read(first: Option<Day>, last: Option<Day>) -> Result<DayRange, Wrong> {
    let first = first.ok_or(Wrong::Missing)?;
    let last = last.unwrap_or(first);
    match last.days_since(first) {
        ..0 => Err(Wrong::Backwards),
        LONGEST_DAYS.. => Err(Wrong::TooLong),
        _ => Ok(DayRange { first, last }),
    }
}

/// Weekly closed days, and closed days by date.
#[component]
pub fn ClosedSetting() -> impl IntoView {
    view! {
        <fieldset class="sheet">
            <legend>{say!(settings.closed)}</legend>
            <Weekly/>
            <Dated/>
            <p class="hint muted">{say!(settings.closed_hint)}</p>
        </fieldset>
    }
}

#[component]
fn Weekly() -> impl IntoView {
    let state = use_state();
    let never_open = RwSignal::new(false);
    let now = move || state.profile().closed_weekdays.value;
    let chips = WEEK.into_iter().zip(0_u8..).map(|(testid, weekday)| {
        let pressed = Signal::derive(move || now().has(weekday));
        let choose = move |()| {
            let setting = ShopSetting::ClosedWeekdays(untrack(now).turned(weekday));
            never_open.set(!setting.is_possible());
            if setting.is_possible() {
                state.set_up(setting);
            }
        };
        let says = move || text::weekday(state.lang.get(), weekday);
        view! { <Chip testid pressed choose>{says}</Chip> }
    });
    let wrong = move || {
        let lang = state.lang.get();
        if never_open.get() { td_string!(lang, settings.never_open) } else { "" }
    };
    view! {
        <p class="ask">{say!(settings.closed_weekly)}</p>
        <div class="chips" role="group" aria-label=say!(settings.closed_weekly)>
            {chips.collect_view()}
        </div>
        <p class="err" role="alert" data-testid="closed-weekly-wrong">
            {wrong}
        </p>
    }
}

#[component]
fn Dated() -> impl IntoView {
    let state = use_state();
    let first = RwSignal::new(None);
    let last = RwSignal::new(None);
    let wrong = RwSignal::new(None);
    let add = move |()| match read(first.get_untracked(), last.get_untracked()) {
        Ok(range) => {
            let mut days = untrack(|| state.profile()).closed_days.value;
            days.push(range);
            state.set_up(ShopSetting::ClosedDays(days));
            wrong.set(None);
            first.set(None);
            last.set(None);
        }
        Err(it) => wrong.set(Some(it)),
    };
    let says = move || {
        let lang = state.lang.get();
        wrong.get().map(|wrong| match wrong {
            Wrong::Missing => td_string!(lang, settings.closed_missing),
            Wrong::Backwards => td_string!(lang, settings.closed_backwards),
            Wrong::TooLong => td_string!(lang, settings.closed_too_long),
        })
    };
    let is_wrong = move |it: fn(Wrong) -> bool| Signal::derive(move || wrong.get().is_some_and(it));
    let rests = Signal::derive(move || !state.may_set());
    view! {
        <p class="ask">{say!(settings.closed_dated)}</p>
        <ClosedList/>
        <div class="closed-new">
            <div class="field">
                <DayField
                    id="closed-first"
                    label=say!(settings.closed_first)
                    day=first
                    described_by="closed-wrong"
                    invalid=is_wrong(|it| it == Wrong::Missing)
                    choose=move |day| first.set(day)
                />
            </div>
            <div class="field">
                <DayField
                    id="closed-last"
                    label=say!(settings.closed_last)
                    day=last
                    described_by="closed-wrong"
                    invalid=is_wrong(|it| it != Wrong::Missing)
                    choose=move |day| last.set(day)
                />
            </div>
            <Press testid="closed-add" rests act=add>
                {say!(settings.closed_add)}
            </Press>
        </div>
        <p class="err" id="closed-wrong" role="alert">
            {says}
        </p>
    }
}

/// The closed days there are, each with its end.
#[component]
fn ClosedList() -> impl IntoView {
    let state = use_state();
    let ranges = move || {
        let (lang, this_year) = (state.lang.get(), state.this_year());
        let remove = td_string!(lang, settings.closed_remove);
        let days = state.profile().closed_days.value;
        let row = move |range: DayRange| {
            let says = text::period(lang, range.first, range.last, this_year);
            let take = move |()| {
                let days = untrack(|| state.profile()).closed_days.value;
                let rest = days.into_iter().filter(|it| *it != range).collect();
                state.set_up(ShopSetting::ClosedDays(rest));
            };
            let label = format!("{remove} {says}");
            view! {
                <li class="closed-days" data-testid="closed-range">
                    <span>{says}</span>
                    <button
                        class="btn btn-3"
                        type="button"
                        aria-label=label
                        disabled=move || !state.may_set()
                        on:click=move |_| take(())
                    >
                        {remove}
                    </button>
                </li>
            }
        };
        days.into_iter().map(row).collect_view()
    };
    view! { <ul class="rows">{ranges}</ul> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closed_days_are_read_or_what_is_wrong_is_said() {
        let day = |text: &str| text.parse::<Day>().ok();
        for (first, last, expected, rule) in [
            ("2026-02-14", "2026-02-21", Ok(7), "a feast"),
            ("2026-02-14", "", Ok(0), "one day"),
            ("", "2026-02-21", Err(Wrong::Missing), "no first day"),
            ("2026-02-21", "2026-02-14", Err(Wrong::Backwards), "the last before the first"),
            ("2025-02-14", "2026-02-21", Err(Wrong::TooLong), "a slip of the year"),
        ] {
            let read = read(day(first), day(last)).map(|it| it.last.days_since(it.first));
            assert_eq!(read, expected, "{rule}");
        }
    }
}
