//! Points for orders from before: shown first, given by one act that can be taken back.

use leptos::prelude::*;
use uuid::Uuid;

use crate::domain::command::{Booked, Refused};
use crate::domain::day::Day;
use crate::domain::loyalty::Booking;
use crate::domain::member::{PastTally, PastTotals};
use crate::ui::components::day_field::DayField;
use crate::ui::components::press::Press;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::{PastStatus, State, use_state};
use crate::ui::text;

/// An act that gave points to past orders.
#[derive(Clone, Debug, PartialEq)]
struct Given {
    act: Uuid,
    on: Day,
    first: Day,
    last: Day,
}

/// The acts that stand, the last first.
fn given(state: State) -> Vec<Given> {
    let of = |members: crate::ui::state::Members<'_>| {
        let mut given: Vec<Given> = members
            .shop
            .shop_bookings()
            .filter(|event| event.day <= members.day)
            .filter_map(|event| {
                let Some(Booking::PastOrdersEarn { first, last }) = event.booking() else {
                    return None;
                };
                Some(Given { act: event.id.act, on: event.day, first, last })
            })
            .collect();
        given.reverse();
        given
    };
    state.with_members(of).unwrap_or_default()
}

/// The days that are offered first: everything before the points began.
fn offered(state: State) -> (Option<Day>, Option<Day>) {
    let today = state.member_day();
    let begun = state.rulebook().points().first().map(|(_, terms)| terms.first_day);
    let last = begun.map_or(today, |first| first.plus(-1).min(today));
    (Some(last.plus(-364)), Some(last))
}

/// Why nothing can be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NoDay,
    Backwards,
    Ahead,
}

fn read(first: Option<Day>, last: Option<Day>, today: Day) -> Result<(Day, Day), Wrong> {
    match (first, last) {
        (Some(first), Some(last)) if first > last => Err(Wrong::Backwards),
        (Some(_), Some(last)) if last > today => Err(Wrong::Ahead),
        (Some(first), Some(last)) => Ok((first, last)),
        (Some(_) | None, _) => Err(Wrong::NoDay),
    }
}

fn says(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NoDay => td_string!(lang, points.past_no_day),
        Wrong::Backwards => td_string!(lang, points.past_backwards),
        Wrong::Ahead => td_string!(lang, points.past_ahead),
    }
}

/// The section; not there before there are points.
#[component]
pub fn PastSection() -> impl IntoView {
    let state = use_state();
    let is_on = Memo::new(move |_| {
        let rules = state.rulebook();
        rules.points_on(state.member_day()).is_some_and(|(_, terms)| terms.is_on)
    });
    view! {
        <Show when=move || is_on.get()>
            <Past/>
        </Show>
    }
}

#[component]
fn Past() -> impl IntoView {
    let state = use_state();
    let (first, last) = untrack(|| offered(state));
    let (first, last) = (RwSignal::new(first), RwSignal::new(last));
    let status = RwSignal::new(PastStatus::Idle);
    let run = StoredValue::new(0_u32);
    let refused = RwSignal::new(None::<Refused>);
    let days = Memo::new(move |_| read(first.get(), last.get(), state.member_day()));
    // Other days, another book: what was shown is not true any more.
    Effect::new(move |_| {
        state.follow_the_book();
        days.track();
        run.update_value(|it| *it = it.wrapping_add(1));
        status.set(PastStatus::Idle);
        refused.set(None);
    });
    let ask = move |()| {
        if let Ok(days) = days.get_untracked() {
            state.preview_past(days, status, run);
        }
    };
    let give = move |()| {
        let Ok((first, last)) = days.get_untracked() else { return };
        let booking = Booking::PastOrdersEarn { first, last };
        let booked = Booked { customer: None, other: None, booking };
        let name = td_string!(state.lang.get_untracked(), points.past).to_owned();
        state.book(vec![booked], name, move |done| {
            refused.try_set(done.err());
        });
    };
    let wrong = move || days.get().err().map_or("", |wrong| says(state.lang.get(), wrong));
    let is_wrong = Signal::derive(move || days.get().is_err());
    let rests = Signal::derive(move || {
        !state.may_set() || days.get().is_err() || status.get() == PastStatus::Working
    });
    view! {
        <section class="sheet pad sec form" data-testid="points-past">
            <h2>{say!(points.past)}</h2>
            <p class="muted">{say!(points.past_hint)}</p>
            <div class="pts-pair">
                <div class="field">
                    <DayField
                        id="past-first"
                        label=say!(points.past_first)
                        day=first
                        described_by="past-wrong"
                        invalid=is_wrong
                        choose=move |day| first.set(day)
                    />
                </div>
                <div class="field">
                    <DayField
                        id="past-last"
                        label=say!(points.past_last)
                        day=last
                        described_by="past-wrong"
                        invalid=is_wrong
                        choose=move |day| last.set(day)
                    />
                </div>
            </div>
            <p class="err" id="past-wrong" role="alert">
                {wrong}
            </p>
            <div class="btn-row">
                <Press testid="past-preview" rests act=ask>
                    {say!(points.past_preview)}
                </Press>
                <Show when=move || !state.may_set()>
                    <p class="muted">{say!(points.rests_now)}</p>
                </Show>
            </div>
            <div role="status" aria-live="polite">
                {move || outcome(state.lang.get(), status.get())}
            </div>
            <Show when=move || gives_some(status.get())>
                <div class="btn-row ends">
                    <Press testid="past-give" class="btn btn-1" rests act=give>
                        {move || give_words(state.lang.get(), status.get())}
                    </Press>
                </div>
            </Show>
            <p class="err" role="alert">
                {move || {
                    refused.get().map(|it| text::refused(state.lang.get(), &it)).unwrap_or_default()
                }}
            </p>
            <GivenBefore/>
        </section>
    }
}

fn gives_some(status: PastStatus) -> bool {
    matches!(status, PastStatus::Ready(totals) if totals.earns.orders > 0)
}

fn points_of(lang: Locale, tally: PastTally) -> String {
    text::points(lang, tally.points.number().unsigned_abs())
}

fn give_words(lang: Locale, status: PastStatus) -> String {
    match status {
        PastStatus::Ready(totals) => td_string!(
            lang,
            points.past_give,
            people = text::customers(lang, totals.customers),
            points = points_of(lang, totals.earns)
        ),
        PastStatus::Idle | PastStatus::Working | PastStatus::Off => String::new(),
    }
}

/// What the act would do, and what it would not.
fn outcome(lang: Locale, status: PastStatus) -> AnyView {
    match status {
        PastStatus::Idle => ().into_any(),
        PastStatus::Working => {
            view! { <p class="muted">{td_string!(lang, points.past_working)}</p> }.into_any()
        }
        PastStatus::Off => {
            view! { <p class="warn">{td_string!(lang, points.off_now)}</p> }.into_any()
        }
        PastStatus::Ready(totals) => ready(lang, &totals),
    }
}

fn ready(lang: Locale, totals: &PastTotals) -> AnyView {
    let fact = |testid: &'static str, name: &'static str, n: u64| {
        view! {
            <div class="fact">
                <dt class="k">{name}</dt>
                <dd class="v num" data-testid=testid data-value=n>
                    {number::count(n)}
                </dd>
            </div>
        }
    };
    let sum = totals.earns.points.number().unsigned_abs();
    let aside = |testid: &'static str, tally: PastTally, words: fn(Locale, String) -> String| {
        let says = words(lang, text::orders(lang, tally.orders));
        (tally.orders > 0).then(|| {
            view! {
                <li data-testid=testid data-value=tally.orders>
                    {says}
                </li>
            }
        })
    };
    let nothing = (totals.earns.orders == 0)
        .then(|| view! { <p class="warn">{td_string!(lang, points.past_nobody)}</p> });
    view! {
        <div data-testid="past-totals">
            {nothing}
            <dl class="facts">
                {fact("past-orders", td_string!(lang, points.past_orders), totals.earns.orders)}
                {fact("past-customers", td_string!(lang, points.past_people), totals.customers)}
                {fact("past-points", td_string!(lang, points.past_points), sum)}
            </dl>
            <ul class="pts-list muted">
                {aside(
                    "past-expired",
                    totals.expired,
                    |lang, orders| td_string!(lang, points.past_expired, orders = orders),
                )}
                {aside(
                    "past-nothing",
                    totals.nothing,
                    |lang, orders| td_string!(lang, points.past_nothing, orders = orders),
                )}
                {aside(
                    "past-already",
                    totals.already,
                    |lang, orders| td_string!(lang, points.past_already, orders = orders),
                )}
            </ul>
        </div>
    }
    .into_any()
}

/// What was given before, each to be taken back.
#[component]
fn GivenBefore() -> impl IntoView {
    let state = use_state();
    let given = Memo::new(move |_| given(state));
    let rows = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let may_set = state.may_set();
        let row = |Given { act, on, first, last }: Given| {
            let days = text::period(lang, first, last, year);
            let says =
                td_string!(lang, points.past_given, day = number::day(on, lang, year), days = days);
            let undo = may_set.then(|| {
                let name = td_string!(lang, points.past).to_owned();
                view! {
                    <Press
                        testid="past-undo"
                        class="btn btn-3"
                        act=move |()| state.turn_act(act, true, name.clone())
                    >
                        {td_string!(lang, toast.undo)}
                    </Press>
                }
            });
            view! {
                <li class="pts-row" data-testid="past-given">
                    <p class="small">{says}</p>
                    {undo}
                </li>
            }
        };
        given.get().into_iter().map(row).collect_view()
    };
    view! {
        <Show when=move || given.with(|it| !it.is_empty())>
            <ul class="rows">{rows}</ul>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_past() {
        let today = Day::from_number(20_000);
        let day = |ago: i32| Some(today.plus(-ago));
        for (first, last, expected, rule) in [
            (day(9), day(1), Ok((today.plus(-9), today.plus(-1))), "some days"),
            (day(0), day(0), Ok((today, today)), "today alone"),
            (day(1), day(2), Err(Wrong::Backwards), "backwards"),
            (day(1), day(-1), Err(Wrong::Ahead), "tomorrow"),
            (None, day(1), Err(Wrong::NoDay), "no first day"),
            (day(1), None, Err(Wrong::NoDay), "no last day"),
        ] {
            assert_eq!(read(first, last, today), expected, "{rule}");
        }
    }
}
