//! The field for a passphrase: in clear text, for it is read off one phone and typed on another.

use leptos::html;
use leptos::prelude::*;

use crate::ui::focus;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;

/// A passphrase, to be seen until the seller hides it.
#[component]
pub fn PassphraseField(
    /// The id of the field, and its mark for tests.
    id: &'static str,
    /// What is typed.
    typed: RwSignal<String>,
    /// The id of what is said about it.
    described_by: &'static str,
    /// It takes the focus when it comes.
    #[prop(optional)]
    takes_focus: bool,
    /// True where it did not open.
    #[prop(into, optional)]
    invalid: Signal<bool>,
) -> impl IntoView {
    let state = use_state();
    let hidden = RwSignal::new(false);
    let field: NodeRef<html::Input> = NodeRef::new();
    if takes_focus {
        focus::begin_in(field);
    }
    let switch = move || {
        let lang = state.lang.get();
        if hidden.get() { td_string!(lang, seal.show) } else { td_string!(lang, seal.hide) }
    };
    view! {
        <div class="field">
            <label for=id>{say!(seal.passphrase)}</label>
            <div class="affix">
                <input
                    class="input num"
                    node_ref=field
                    id=id
                    data-testid=id
                    type=move || if hidden.get() { "password" } else { "text" }
                    maxlength="200"
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    aria-describedby=described_by
                    aria-invalid=move || invalid.get().then_some("true")
                    prop:value=move || typed.get()
                    on:input:target=move |event| typed.set(event.target().value())
                />
                <button
                    class="btn btn-3"
                    type="button"
                    data-testid="passphrase-hide"
                    on:click=move |_| hidden.update(|it| *it = !*it)
                >
                    {switch}
                </button>
            </div>
        </div>
    }
}
