//! The way to choose files: a label around an input, so that the whole of it can be tapped.

use leptos::prelude::*;
use leptos::{ev, html};
use web_sys::FileList;

/// Chooses files. The same file may be chosen again after it has been mended.
#[component]
pub fn FilePicker(
    /// The mark for checks.
    testid: &'static str,
    /// What the browser offers first.
    accept: &'static str,
    /// Several at once.
    #[prop(optional)]
    multiple: bool,
    /// Classes of the label.
    #[prop(into)]
    class: Signal<&'static str>,
    /// What happens with what was chosen.
    #[prop(into)]
    act: Callback<FileList>,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let input: NodeRef<html::Input> = NodeRef::new();
    let take = move |_: ev::Event| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            act.run(files);
        }
        input.set_value("");
    };
    view! {
        <label class=class>
            <input
                class="sr"
                type="file"
                multiple=multiple
                data-testid=testid
                accept=accept
                node_ref=input
                on:change=take
            />
            {children()}
        </label>
    }
}
