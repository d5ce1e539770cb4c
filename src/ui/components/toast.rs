//! A line that says what was done and offers to take it back.

use leptos::prelude::*;

/// The line itself; it is read out, and does not take the focus.
#[component]
pub fn ToastLine(
    /// What it says.
    says: String,
    /// What its button says; `None` = it cannot be taken back by a tap.
    button: Option<&'static str>,
    /// Told of a tap on it.
    #[prop(into)]
    undo: Callback<()>,
    /// Where more is to be seen of it, and the words of that link.
    #[prop(optional_no_strip)]
    link: Option<(String, &'static str)>,
) -> impl IntoView {
    let button = button.map(|words| {
        view! {
            <button
                class="btn"
                type="button"
                data-testid="toast-undo"
                on:click=move |_| undo.run(())
            >
                {words}
            </button>
        }
    });
    let link = link.map(|(href, words)| {
        view! {
            <a class="btn" href=href data-testid="toast-link">
                {words}
            </a>
        }
    });
    view! {
        <div class="toast" data-testid="toast">
            <p>{says}</p>
            {link}
            {button}
        </div>
    }
}
