//! What somebody had bought, and which points he had, before the book began: one act.

use leptos::html;
use leptos::prelude::*;

use crate::domain::command::{Booked, Refused};
use crate::domain::customer::CustomerKey;
use crate::domain::day::Day;
use crate::domain::loyalty::{Booking, PointsReason};
use crate::domain::money::Fen;
use crate::domain::person::Opening;
use crate::domain::points::Points;
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
    Purchases,
    Amount,
    Points,
    Day,
    Nothing,
    Refused(Refused),
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    purchases: String,
    amount: String,
    points: String,
    day: Option<Day>,
}

/// What it becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Before {
    day: Day,
    purchases: u32,
    net_fen: Fen,
    points: u32,
}

impl Typed {
    /// Of what a list said; empty where it said nothing.
    fn of(opening: Option<&Opening>, today: Day) -> Typed {
        let Some(opening) = opening else { return Typed { day: Some(today), ..Typed::default() } };
        let points = opening.points.and_then(|it| u32::try_from(it).ok());
        Typed {
            purchases: opening.purchases.map(|it| it.to_string()).unwrap_or_default(),
            amount: opening.amount_fen.map(number::plain_money).unwrap_or_default(),
            points: points.map(|it| it.to_string()).unwrap_or_default(),
            day: opening.day.or(Some(today)),
        }
    }

    fn read(&self, today: Day) -> Result<Before, Wrong> {
        let count = |text: &str| match text.trim().is_empty() {
            true => Some(0),
            false => number::typed_count(text),
        };
        let purchases = count(&self.purchases).ok_or(Wrong::Purchases)?;
        let net_fen = match self.amount.trim().is_empty() {
            true => Fen::ZERO,
            false => number::typed_money(&self.amount).map_err(|_| Wrong::Amount)?,
        };
        let points = count(&self.points).ok_or(Wrong::Points)?;
        let day = self.day.filter(|day| *day <= today).ok_or(Wrong::Day)?;
        if purchases == 0 && net_fen == Fen::ZERO && points == 0 {
            return Err(Wrong::Nothing);
        }
        Ok(Before { day, purchases, net_fen, points })
    }
}

impl Before {
    fn bookings(self, customer: &CustomerKey, last_day: Option<Day>) -> Vec<Booked> {
        let booked = |booking| Booked { customer: Some(customer.clone()), other: None, booking };
        let Before { day, purchases, net_fen, points } = self;
        let bought = (purchases > 0 || net_fen > Fen::ZERO)
            .then(|| booked(Booking::OpeningBalance { day, purchases, net_fen }));
        let points = (points > 0).then(|| {
            booked(Booking::PointsGiven {
                points: Points::new(i64::from(points)),
                last_day,
                reason: PointsReason::Opening,
                note: String::new(),
            })
        });
        bought.into_iter().chain(points).collect()
    }
}

/// The form.
#[component]
pub fn OpeningForm(
    /// Whose.
    customer: CustomerKey,
    /// What he is called.
    name: String,
    /// What a list of customers said.
    said: Option<Opening>,
    /// The shop has points.
    has_points: bool,
    /// The last day that the rules give to points of today; `None` = for ever.
    last_day: Option<Day>,
    /// Told when it is done with.
    #[prop(into)]
    close: Callback<()>,
) -> impl IntoView {
    let state = use_state();
    let form: NodeRef<html::Section> = NodeRef::new();
    focus::enter(form);
    let today = untrack(|| state.today());
    let typed = RwSignal::new(Typed::of(said.as_ref(), today));
    let wrong = RwSignal::new(None::<Wrong>);
    let at = move |which: Wrong, words: fn(Locale) -> &'static str| {
        Signal::derive(move || match wrong.get() == Some(which) {
            true => words(state.lang.get()),
            false => "",
        })
    };
    let put = move |into: fn(&mut Typed) -> &mut String| {
        Callback::new(move |text| {
            typed.update(|it| *into(it) = text);
            wrong.set(None);
        })
    };
    let of = move |field: fn(&Typed) -> &String| {
        Signal::derive(move || typed.with(|it| field(it).clone()))
    };
    let save = move |()| match typed.get_untracked().read(untrack(|| state.today())) {
        Err(fault) => wrong.set(Some(fault)),
        Ok(before) => {
            let before = if has_points { before } else { Before { points: 0, ..before } };
            let bookings = before.bookings(&customer, last_day);
            state.book(bookings, name.clone(), move |done| match done {
                Ok(()) => close.run(()),
                Err(refused) => wrong.set(Some(Wrong::Refused(refused))),
            });
        }
    };
    let day_says = at(Wrong::Day, |lang| td_string!(lang, points.opening_no_day));
    let below = move || match wrong.get() {
        Some(Wrong::Nothing) => td_string!(state.lang.get(), points.opening_nothing).to_owned(),
        Some(Wrong::Refused(refused)) => text::refused(state.lang.get(), &refused),
        Some(Wrong::Purchases | Wrong::Amount | Wrong::Points | Wrong::Day) | None => String::new(),
    };
    view! {
        <section class="form" data-testid="opening-form" node_ref=form>
            <h3>{say!(points.opening_balance)}</h3>
            <p class="muted">{say!(points.opening_hint)}</p>
            <div class="halves">
                <Entry
                    id="opening-purchases"
                    label=words(|lang| td_string!(lang, points.opening_purchases))
                    value=of(|it| &it.purchases)
                    wrong=at(Wrong::Purchases, |lang| td_string!(lang, points.not_a_number))
                    typed=put(|it| &mut it.purchases)
                />
                <Entry
                    id="opening-amount"
                    label=words(|lang| td_string!(lang, points.opening_amount))
                    value=of(|it| &it.amount)
                    keys="decimal"
                    wrong=at(Wrong::Amount, |lang| td_string!(lang, points.not_money))
                    typed=put(|it| &mut it.amount)
                />
            </div>
            <Show when=move || has_points>
                <Entry
                    id="opening-points"
                    label=words(|lang| td_string!(lang, points.opening_points))
                    value=of(|it| &it.points)
                    wrong=at(Wrong::Points, |lang| td_string!(lang, points.not_a_number))
                    typed=put(|it| &mut it.points)
                />
            </Show>
            <div class="field">
                <DayField
                    id="opening-day"
                    label=say!(points.opening_day)
                    day=Signal::derive(move || typed.with(|it| it.day))
                    described_by="opening-day-wrong"
                    invalid=Signal::derive(move || wrong.get() == Some(Wrong::Day))
                    choose=move |day| {
                        typed.update(|it| it.day = day);
                        wrong.set(None);
                    }
                />
                <p class="err" id="opening-day-wrong" role="alert">
                    {move || day_says.get()}
                </p>
            </div>
            <p class="err" role="alert">
                {below}
            </p>
            <div class="btn-row ends">
                <Press testid="opening-cancel" class="btn btn-3" act=move |()| close.run(())>
                    {say!(card.cancel)}
                </Press>
                <Press testid="opening-save" class="btn btn-1" act=save>
                    {say!(card.save)}
                </Press>
            </div>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_before_is_read_or_what_is_wrong_is_named() {
        let today = Day::from_number(20_000);
        let typed = |purchases: &str, amount: &str, points: &str, day| Typed {
            purchases: purchases.to_owned(),
            amount: amount.to_owned(),
            points: points.to_owned(),
            day,
        };
        let before = |purchases, fen, points| Before {
            day: today,
            purchases,
            net_fen: Fen::from_minor(fen),
            points,
        };
        for (typed, expected, rule) in [
            (typed("3", "120.50", "88", Some(today)), Ok(before(3, 12_050, 88)), "all of it"),
            (typed("", "", "88", Some(today)), Ok(before(0, 0, 88)), "points alone"),
            (typed("3", "", "", Some(today)), Ok(before(3, 0, 0)), "purchases alone"),
            (typed("", " ", "", Some(today)), Err(Wrong::Nothing), "nothing at all"),
            (typed("x", "", "", Some(today)), Err(Wrong::Purchases), "no number"),
            (typed("1", "x", "", Some(today)), Err(Wrong::Amount), "no amount"),
            (typed("1", "", "1.5", Some(today)), Err(Wrong::Points), "no whole points"),
            (typed("1", "", "", None), Err(Wrong::Day), "no day"),
            (typed("1", "", "", Some(today.plus(1))), Err(Wrong::Day), "tomorrow"),
        ] {
            assert_eq!(typed.read(today), expected, "{rule}");
        }
    }
}
