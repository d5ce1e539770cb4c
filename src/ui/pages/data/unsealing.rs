//! A sealed backup that waits for its passphrase.

use std::sync::Arc;

use leptos::prelude::*;

use super::passphrase::PassphraseField;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::meter::Meter;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{LockedBackup, RestoreStatus, use_state};
use crate::ui::text;

/// Asks for the passphrase of a file.
#[component]
pub fn Locked(
    /// The file.
    locked: Arc<LockedBackup>,
    /// What was typed for it before.
    typed: RwSignal<String>,
) -> impl IntoView {
    let state = use_state();
    let failed = locked.why.is_some();
    let name = locked.name.clone();
    let why = locked.why.clone().map(|fault| {
        let code = fault.code();
        let says = move || text::backup_fault(state.lang.get(), &fault);
        view! {
            <div class="refused" role="alert" data-testid="restore-refused" data-reason=code>
                <Icon glyph=Glyph::Alert/>
                <div>
                    <p>{says}</p>
                    <p class="muted">{say!(restore.untouched)}</p>
                </div>
            </div>
        }
    });
    view! {
        <form
            class="done"
            data-testid="unseal-form"
            on:submit=move |event| {
                event.prevent_default();
                state.unseal(&typed.get_untracked());
            }
        >
            <h3>{say!(handover.locked)}</h3>
            <p class="small">{name}</p>
            <PassphraseField
                id="unseal-passphrase"
                typed
                takes_focus=true
                described_by="unseal-hint"
                invalid=Signal::derive(move || failed)
            />
            <p class="muted small" id="unseal-hint">
                {say!(handover.locked_hint)}
            </p>
            {why}
            <div class="btn-row">
                <Press testid="unseal-leave" act=move |()| state.drop_restore()>
                    {say!(restore.cancel)}
                </Press>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="unseal-open"
                    disabled=move || typed.with(|it| it.trim().is_empty())
                >
                    {say!(handover.open)}
                </button>
            </div>
        </form>
    }
}

/// How far it is open, and the way to stop.
#[component]
pub fn Unsealing() -> impl IntoView {
    let state = use_state();
    let permille = Memo::new(move |_| match state.restore.get() {
        RestoreStatus::Unsealing(permille) => permille,
        _ => 1000,
    });
    let says = move || {
        let percent = format!("{}%", permille.get() / 10);
        td_string!(state.lang.get(), handover.opening, percent = percent)
    };
    view! {
        <div class="done prog" data-testid="unseal-progress">
            <div class="prog-h">
                <span>{says}</span>
                <Press testid="unseal-stop" class="btn btn-3" act=move |()| state.stop_unsealing()>
                    {say!(seal.stop)}
                </Press>
            </div>
            <Meter permille label=say!(handover.busy)/>
        </div>
    }
}
