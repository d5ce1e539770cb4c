//! A day that can be chosen.

use leptos::prelude::*;

use crate::domain::day::Day;

/// A labelled field for one day. Its id is its mark for tests too.
#[component]
pub fn DayField(
    /// The id of the field.
    id: &'static str,
    /// What the day is.
    label: impl Fn() -> &'static str + Send + Sync + Copy + 'static,
    /// The day that stands there.
    #[prop(into)]
    day: Signal<Option<Day>>,
    /// The id of what explains it, or says what is wrong with it.
    described_by: &'static str,
    /// True where the day cannot be.
    #[prop(into, optional)]
    invalid: Signal<bool>,
    /// Told of each choice; an emptied field is `None`.
    choose: impl Fn(Option<Day>) + 'static,
) -> impl IntoView {
    let text = move || day.get().map(|day| day.to_string()).unwrap_or_default();
    view! {
        <label for=id>{label}</label>
        <input
            class="input"
            id=id
            data-testid=id
            type="date"
            prop:value=text
            aria-invalid=move || invalid.get().then_some("true")
            aria-describedby=described_by
            on:change=move |event| choose(event_target_value(&event).parse().ok())
        />
    }
}
