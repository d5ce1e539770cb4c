//! A labelled field for one line of text.

use leptos::html::Input;
use leptos::prelude::*;

/// What is typed into a field, and with which keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Words.
    #[default]
    Words,
    /// A phone, or several.
    Phone,
    /// An amount or a quantity.
    Decimal,
    /// A number of two digits at most.
    TwoDigits,
}

impl Keys {
    const fn kind(self) -> &'static str {
        match self {
            Keys::Phone => "tel",
            Keys::Words | Keys::Decimal | Keys::TwoDigits => "text",
        }
    }

    const fn mode(self) -> &'static str {
        match self {
            Keys::Words => "text",
            Keys::Phone => "tel",
            Keys::Decimal => "decimal",
            Keys::TwoDigits => "numeric",
        }
    }

    const fn most(self) -> &'static str {
        match self {
            Keys::Words | Keys::Phone => "200",
            Keys::Decimal => "30",
            Keys::TwoDigits => "2",
        }
    }
}

/// A field, its label above it.
#[component]
pub fn TextField(
    /// The mark for checks.
    #[prop(into)]
    testid: String,
    /// What is to be typed.
    #[prop(into)]
    label: Signal<String>,
    /// What stands there.
    written: RwSignal<String>,
    /// With which keys it is typed.
    #[prop(optional)]
    keys: Keys,
    /// How it is to be typed, below the field; empty = nothing.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// True where what stands there cannot be.
    #[prop(into, optional)]
    invalid: Signal<bool>,
    /// The id of a list of what is offered.
    #[prop(optional)]
    offered: &'static str,
    /// The field itself, for whoever gives it the focus.
    #[prop(optional)]
    field: NodeRef<Input>,
    /// Told of each key.
    #[prop(into, optional)]
    typed: Option<Callback<()>>,
    /// Told when something was written and the field is left.
    #[prop(into, optional)]
    left: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <label class="field">
            <span class="label">{move || label.get()}</span>
            <input
                class="input"
                type=keys.kind()
                inputmode=keys.mode()
                maxlength=keys.most()
                autocomplete="off"
                node_ref=field
                list=(!offered.is_empty()).then_some(offered)
                data-testid=testid
                aria-invalid=move || invalid.get().then_some("true")
                prop:value=move || written.get()
                on:change=move |_| {
                    // Taken out of the page with something typed in it, a field is left, too: by then
                    // who is told is gone.
                    _ = left.and_then(|left| left.try_run(()));
                }
                on:input:target=move |event| {
                    written.set(event.target().value());
                    if let Some(typed) = typed {
                        typed.run(());
                    }
                }
            />
            <span class="hint">{move || hint.get()}</span>
        </label>
    }
}
