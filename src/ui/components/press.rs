//! A plain button: what most of the app's acts are.

use leptos::prelude::*;

/// A button that does something when it is pressed.
#[component]
pub fn Press(
    /// The mark for checks; empty = none.
    #[prop(default = "")]
    testid: &'static str,
    /// Classes for its weight.
    #[prop(default = "btn")]
    class: &'static str,
    /// True while it rests.
    #[prop(into, default = Signal::derive(|| false))]
    rests: Signal<bool>,
    /// What it does.
    #[prop(into)]
    act: Callback<()>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let testid = (!testid.is_empty()).then_some(testid);
    view! {
        <button
            class=class
            type="button"
            data-testid=testid
            disabled=move || rests.get()
            on:click=move |_| act.run(())
        >
            {children()}
        </button>
    }
}
