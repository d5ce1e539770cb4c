//! Points given or taken by hand: with a reason, and to a last day.

use leptos::html;
use leptos::prelude::*;

use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::loyalty::{Booking, PointsReason};
use crate::domain::points::Points;
use crate::ui::components::chips::Chip;
use crate::ui::components::day_field::DayField;
use crate::ui::components::entry::Entry;
use crate::ui::components::press::Press;
use crate::ui::focus;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;
use crate::ui::text;

/// What is wrong with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    NotPoints,
    NoReason,
    PastDay,
    Refused(Refused),
}

impl Wrong {
    /// What is said at the field of the form that it belongs to.
    fn at_points(self, lang: Locale) -> &'static str {
        if self == Wrong::NotPoints { td_string!(lang, points.not_points) } else { "" }
    }

    fn at_reason(self, lang: Locale) -> &'static str {
        if self == Wrong::NoReason { td_string!(lang, points.no_reason) } else { "" }
    }

    fn at_day(self, lang: Locale) -> &'static str {
        if self == Wrong::PastDay { td_string!(lang, points.past_day) } else { "" }
    }
}

/// The number that was typed, above 0.
fn read(points: &str) -> Option<Points> {
    number::typed_count(points).filter(|it| *it > 0).map(|it| Points::new(i64::from(it)))
}

/// The form.
#[component]
pub fn GiveForm(
    /// Whom.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// The last day that the rules give; `None` = for ever.
    last_day: Option<Day>,
    /// Told when it is done with.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let takes = RwSignal::new(false);
    let (points, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let last_day = RwSignal::new(last_day);
    let wrong = RwSignal::new(None::<Wrong>);
    let says = move |at: fn(Wrong, Locale) -> &'static str| {
        Signal::derive(move || wrong.get().map_or("", |it| at(it, state.lang.get())))
    };
    let typed = move |into: RwSignal<String>| {
        Callback::new(move |text| {
            into.set(text);
            wrong.set(None);
        })
    };
    let save = move |()| {
        let Some(given) = read(&points.get_untracked()) else {
            return wrong.set(Some(Wrong::NotPoints));
        };
        let note = reason.get_untracked().trim().to_owned();
        if note.is_empty() {
            return wrong.set(Some(Wrong::NoReason));
        }
        let takes = takes.get_untracked();
        let last_day = last_day.get_untracked().filter(|_| !takes);
        if last_day.is_some_and(|last| last < untrack(|| state.today())) {
            return wrong.set(Some(Wrong::PastDay));
        }
        let points = if takes { Points::ZERO.saturating_sub(given) } else { given };
        let reason = PointsReason::Adjusted;
        let booking = Booking::PointsGiven { points, last_day, reason, note };
        let booked = Booked { customer: Some(customer.clone()), other: None, booking };
        state.book(vec![booked], name.clone(), move |done| match done {
            Ok(()) => close.run(()),
            Err(refused) => wrong.set(Some(Wrong::Refused(refused))),
        });
    };
    let refused = move || match wrong.get() {
        Some(Wrong::Refused(refused)) => text::refused(state.lang.get(), &refused),
        Some(Wrong::NotPoints | Wrong::NoReason | Wrong::PastDay) | None => String::new(),
    };
    let is_past = Signal::derive(move || wrong.get() == Some(Wrong::PastDay));
    let day_says = says(Wrong::at_day);
    view! {
        <section class="form" data-testid="points-form" node_ref=form>
            <h3>{say!(points.give)}</h3>
            <div class="chips" role="group" aria-label=say!(points.give_or_take)>
                <Chip
                    testid="points-plus"
                    pressed=Signal::derive(move || !takes.get())
                    choose=move |()| takes.set(false)
                >
                    {say!(points.plus)}
                </Chip>
                <Chip testid="points-minus" pressed=takes choose=move |()| takes.set(true)>
                    {say!(points.minus)}
                </Chip>
            </div>
            <Entry
                id="points-number"
                label=words(|lang| td_string!(lang, points.how_many))
                value=points
                wrong=says(Wrong::at_points)
                typed=typed(points)
            />
            <Entry
                id="points-reason"
                label=words(|lang| td_string!(lang, points.reason))
                value=reason
                keys="text"
                wrong=says(Wrong::at_reason)
                typed=typed(reason)
            />
            <Show when=move || !takes.get()>
                <div class="field">
                    <DayField
                        id="points-last-day"
                        label=say!(points.last_day)
                        day=last_day
                        described_by="points-last-day-hint"
                        invalid=is_past
                        choose=move |day| {
                            last_day.set(day);
                            wrong.set(None);
                        }
                    />
                    <p class="hint" id="points-last-day-hint">
                        {say!(points.last_day_hint)}
                    </p>
                    <p class="err" role="alert">
                        {move || day_says.get()}
                    </p>
                </div>
            </Show>
            <p class="err" role="alert">
                {refused}
            </p>
            <div class="btn-row ends">
                <Press testid="points-cancel" class="btn btn-3" act=move |()| close.run(())>
                    {say!(card.cancel)}
                </Press>
                <Press testid="points-save" class="btn btn-1" act=save>
                    {move || {
                        let lang = state.lang.get();
                        if takes.get() {
                            td_string!(lang, points.minus)
                        } else {
                            td_string!(lang, points.plus)
                        }
                    }}
                </Press>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_points_above_nothing() {
        for (text, points) in [
            ("100", Some(100)),
            (" 1,200 ", Some(1_200)),
            ("１２", Some(12)),
            ("0", None),
            ("-5", None),
            ("1.5", None),
            ("", None),
            ("x", None),
        ] {
            assert_eq!(read(text).map(Points::number), points, "{text:?}");
        }
    }
}
