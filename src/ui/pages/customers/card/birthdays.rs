//! Birthdays while they are typed: the customer's own, and those of his family (CU7).

use leptos::html::Input;
use leptos::prelude::*;

use crate::domain::card::Relative;
use crate::domain::person::Birthday;
use crate::ui::components::text_field::{Keys, TextField};
use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::{say, words};
use crate::ui::state::use_state;

/// What cannot be saved of a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cannot {
    /// His birthday.
    Birthday,
    /// A birthday of his family: which row.
    Relative(u32),
    /// A row of his family without a word of who it is.
    Nobody(u32),
}

/// Month and day are none of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchDay;

/// A day of the calendar while it is typed.
#[derive(Clone, Copy, PartialEq)]
pub struct BirthdayDraft {
    month: RwSignal<String>,
    day: RwSignal<String>,
    lunar: RwSignal<bool>,
    /// The year, which the form does not ask for.
    year: Option<i16>,
}

impl BirthdayDraft {
    /// A birthday that is known, or none.
    #[must_use]
    pub fn of(birthday: Option<Birthday>) -> BirthdayDraft {
        let number =
            |part: Option<u8>| RwSignal::new(part.map(|it| it.to_string()).unwrap_or_default());
        BirthdayDraft {
            month: number(birthday.map(|it| it.month)),
            day: number(birthday.map(|it| it.day)),
            lunar: RwSignal::new(birthday.is_some_and(|it| it.is_lunar)),
            year: birthday.and_then(|it| it.year),
        }
    }

    /// What was typed; `None` = nothing.
    ///
    /// # Errors
    /// There is no such day.
    pub fn read(self) -> Result<Option<Birthday>, NoSuchDay> {
        let (month, day) = (self.month.get_untracked(), self.day.get_untracked());
        if month.trim().is_empty() && day.trim().is_empty() {
            return Ok(None);
        }
        let number = |text: &str| text.trim().parse().map_err(|_| NoSuchDay);
        let (month, day) = (number(&month)?, number(&day)?);
        let birthday = Birthday::new(self.year, month, day, self.lunar.get_untracked());
        birthday.map(Some).ok_or(NoSuchDay)
    }
}

/// Somebody of his family while he is typed.
#[derive(Clone, Copy, PartialEq)]
pub struct RelativeDraft {
    /// Which row, whatever was taken out before it.
    id: u32,
    who: RwSignal<String>,
    birthday: BirthdayDraft,
}

impl RelativeDraft {
    /// A row that is known.
    #[must_use]
    pub fn of((id, relative): (u32, &Relative)) -> RelativeDraft {
        let who = RwSignal::new(relative.who.to_string());
        RelativeDraft { id, who, birthday: BirthdayDraft::of(Some(relative.birthday)) }
    }

    fn empty(id: u32) -> RelativeDraft {
        RelativeDraft { id, who: RwSignal::new(String::new()), birthday: BirthdayDraft::of(None) }
    }

    /// What was typed; `None` = nothing.
    ///
    /// # Errors
    /// What cannot be.
    pub fn read(&self) -> Result<Option<Relative>, Cannot> {
        let who = self.who.get_untracked();
        let birthday = self.birthday.read().map_err(|NoSuchDay| Cannot::Relative(self.id))?;
        match (who.trim(), birthday) {
            ("", None) => Ok(None),
            ("", Some(_)) => Err(Cannot::Nobody(self.id)),
            (_, None) => Err(Cannot::Relative(self.id)),
            (who, Some(birthday)) => Ok(Some(Relative { who: who.into(), birthday })),
        }
    }
}

/// Month, day, and by which calendar.
#[component]
pub fn BirthdayFields(
    /// What is typed.
    draft: BirthdayDraft,
    /// The marks of month and day.
    marks: (&'static str, &'static str),
    /// True where it cannot be.
    invalid: Signal<bool>,
    /// Told of each key.
    #[prop(into)]
    typed: Callback<()>,
) -> impl IntoView {
    let month = words(|lang| td_string!(lang, card.month));
    let day = words(|lang| td_string!(lang, card.day));
    let keys = Keys::TwoDigits;
    view! {
        <div class="thirds">
            <TextField testid=marks.0 label=month written=draft.month keys invalid typed/>
            <TextField testid=marks.1 label=day written=draft.day keys invalid typed/>
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || draft.lunar.get()
                    on:change:target=move |event| {
                        draft.lunar.set(event.target().checked());
                        typed.run(());
                    }
                />
                {say!(card.lunar)}
            </label>
        </div>
    }
}

/// The rows of his family: each can go, more can come.
#[component]
pub fn RelativeRows(
    /// The rows.
    relatives: RwSignal<Vec<RelativeDraft>>,
    /// What cannot be.
    wrong: RwSignal<Option<Cannot>>,
) -> impl IntoView {
    let add = move |_| {
        relatives.update(|rows| {
            let id = rows.iter().map(|it| it.id + 1).max().unwrap_or(0);
            rows.push(RelativeDraft::empty(id));
        });
    };
    view! {
        <fieldset class="field" data-testid="card-relatives">
            <legend class="label">{say!(card.relatives)}</legend>
            <For each=move || relatives.get() key=|it| it.id let(draft)>
                <RelativeRow draft relatives wrong/>
            </For>
            <button class="btn" type="button" data-testid="relative-add" on:click=add>
                {say!(card.relative_add)}
            </button>
        </fieldset>
    }
}

#[component]
fn RelativeRow(
    draft: RelativeDraft,
    relatives: RwSignal<Vec<RelativeDraft>>,
    wrong: RwSignal<Option<Cannot>>,
) -> impl IntoView {
    let lang = use_state().lang;
    let id = draft.id;
    let is_no_day = Signal::derive(move || wrong.get() == Some(Cannot::Relative(id)));
    let is_nobody = Signal::derive(move || wrong.get() == Some(Cannot::Nobody(id)));
    let who = words(|lang| td_string!(lang, card.relative_who));
    let typed = Callback::new(move |()| wrong.set(None));
    let field: NodeRef<Input> = NodeRef::new();
    // Who asked for a row types into it next.
    if draft.who.with_untracked(String::is_empty) {
        focus::begin_in(field);
    }
    let says = move || {
        let lang = lang.get();
        match (is_no_day.get(), is_nobody.get()) {
            (true, _) => td_string!(lang, card.no_birthday),
            (_, true) => td_string!(lang, card.relative_nobody),
            (false, false) => "",
        }
    };
    view! {
        <div class="relative" data-testid="relative-row">
            <TextField
                testid="relative-who"
                label=who
                written=draft.who
                field
                invalid=is_nobody
                typed
            />
            <BirthdayFields
                draft=draft.birthday
                marks=("relative-month", "relative-day")
                invalid=is_no_day
                typed
            />
            <p class="err" role="alert">
                {says}
            </p>
            <button
                class="btn btn-3"
                type="button"
                data-testid="relative-remove"
                on:click=move |_| relatives.update(|rows| rows.retain(|it| it.id != id))
            >
                {say!(card.relative_remove)}
            </button>
        </div>
    }
}
