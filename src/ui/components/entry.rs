//! A field for a short text or a number, with what is wrong with it said below it.

use leptos::prelude::*;

/// A labelled field. Its id is its mark for checks too; what is wrong stands in `ID-wrong`.
#[component]
pub fn Entry(
    /// The id of the field.
    id: &'static str,
    /// What it is.
    #[prop(into)]
    label: Signal<String>,
    /// What stands there.
    #[prop(into)]
    value: Signal<String>,
    /// What is wrong with it; empty = nothing.
    #[prop(into, default = Signal::derive(|| ""))]
    wrong: Signal<&'static str>,
    /// Which keys a phone shows.
    #[prop(default = "numeric")]
    keys: &'static str,
    /// What stands there while it is empty.
    #[prop(into, default = Signal::derive(String::new))]
    hint: Signal<String>,
    /// True where nothing can be typed.
    #[prop(into, default = Signal::derive(|| false))]
    rests: Signal<bool>,
    /// Told of each key.
    #[prop(into, default = Callback::new(|_| ()))]
    typed: Callback<String>,
    /// Told when it is left, or entered with the key.
    #[prop(into, default = Callback::new(|_| ()))]
    left: Callback<String>,
) -> impl IntoView {
    let says = format!("{id}-wrong");
    view! {
        <div class="field entry">
            <label for=id>{move || label.get()}</label>
            <input
                class="input"
                id=id
                data-testid=id
                type="text"
                inputmode=keys
                autocomplete="off"
                dir="auto"
                placeholder=move || hint.get()
                disabled=move || rests.get()
                prop:value=move || value.get()
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby=says.clone()
                on:input=move |event| typed.run(event_target_value(&event))
                // Taken out of the page with something typed in it, a field is left, too: by then who is told is gone.
                on:change=move |event| _ = left.try_run(event_target_value(&event))
            />
            <p class="err" id=says role="alert">
                {move || wrong.get()}
            </p>
        </div>
    }
}
