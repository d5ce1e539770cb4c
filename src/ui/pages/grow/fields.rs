//! Fields that the forms of offers share.

use leptos::prelude::*;

use crate::ui::components::chips::Chip;
use crate::ui::i18n::Locale;
use crate::ui::state::use_state;

/// Choices with their marks and words.
pub type Choices<T, const N: usize> = [(&'static str, T, fn(Locale) -> &'static str); N];

/// A field with what it is, how it is typed, and what is wrong with it.
#[component]
pub fn Typed(
    /// Its id, which is its mark for checks too.
    id: String,
    /// What it is.
    label: Signal<String>,
    /// How it is typed.
    #[prop(default = Signal::derive(|| ""))]
    hint: Signal<&'static str>,
    /// What stands there.
    value: Signal<String>,
    /// What is wrong with it; empty = nothing.
    wrong: Signal<&'static str>,
    /// True where a number is typed.
    #[prop(default = true)]
    is_number: bool,
    /// True where nothing can be typed.
    rests: Signal<bool>,
    /// Told of each key.
    #[prop(into)]
    put: Callback<String>,
) -> impl IntoView {
    let about = format!("{id}-about");
    let says = move || if wrong.get().is_empty() { hint.get() } else { wrong.get() };
    view! {
        <div class="field">
            <label for=id.clone()>{move || label.get()}</label>
            <input
                class="input"
                id=id.clone()
                data-testid=id
                type="text"
                inputmode=if is_number { "decimal" } else { "text" }
                maxlength=if is_number { "20" } else { "100" }
                autocomplete="off"
                disabled=move || rests.get()
                prop:value=move || value.get()
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby=about.clone()
                on:input=move |event| put.run(event_target_value(&event))
            />
            <p id=about class="hint" class:err=move || !wrong.get().is_empty()>
                {says}
            </p>
        </div>
    }
}

/// One of a few.
#[component]
pub fn Choice<T: Copy + PartialEq + Send + Sync + 'static, const N: usize>(
    /// What is chosen.
    legend: impl Fn() -> &'static str + Send + Sync + 'static,
    /// The choices with their marks and words.
    all: Choices<T, N>,
    /// The chosen one.
    chosen: Signal<T>,
    /// Told of a tap.
    #[prop(into)]
    choose: Callback<T>,
) -> impl IntoView {
    let state = use_state();
    let chips = all.map(|(testid, value, words)| {
        view! {
            <Chip
                testid
                pressed=Signal::derive(move || chosen.get() == value)
                choose=move |()| choose.run(value)
            >
                {move || words(state.lang.get())}
            </Chip>
        }
    });
    view! {
        <fieldset>
            <legend class="label">{legend}</legend>
            <div class="chips">{chips.into_iter().collect_view()}</div>
        </fieldset>
    }
}
