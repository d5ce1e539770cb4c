//! A dialog of the browser that a signal opens.

use leptos::html;
use leptos::prelude::*;

/// Stands over the page while `open` holds. The browser keeps the focus in it, and gives it back.
#[component]
pub fn Dialog(
    /// The mark for checks.
    testid: &'static str,
    /// Its class.
    #[prop(default = "dialog")]
    class: &'static str,
    /// What it is called by those who hear it.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Whether it stands.
    #[prop(into)]
    open: Signal<bool>,
    /// It was closed, by a key of the browser too.
    #[prop(into)]
    closed: Callback<()>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    let dialog: NodeRef<html::Dialog> = NodeRef::new();
    Effect::new(move |_| {
        let open = open.get();
        let Some(dialog) = dialog.get() else { return };
        if open && !dialog.open() {
            // Only fails where the dialog is not on the page.
            let _ = dialog.show_modal();
        } else if !open && dialog.open() {
            dialog.close();
        }
    });
    // The browser says so a moment later: by then it may stand again.
    let has_closed = move || {
        if dialog.get_untracked().is_some_and(|dialog| !dialog.open()) {
            closed.run(());
        }
    };
    view! {
        <dialog
            class=class
            node_ref=dialog
            aria-label=move || label.get()
            data-testid=testid
            on:close=move |_| has_closed()
        >
            {children()}
        </dialog>
    }
}
