//! Sealing the book with a passphrase: the passphrase, the making, the file and its check number.

use std::sync::Arc;

use leptos::prelude::*;

use super::passphrase::PassphraseField;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::meter::Meter;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number::size;
use crate::ui::say::say;
use crate::ui::state::{Handed, Passphrase, SealFor, SealStatus, SealedMade, place, use_state};
use crate::ui::text;

/// What the seller is at.
#[derive(Clone, PartialEq)]
enum Stage {
    Asking,
    Busy,
    Made(Arc<SealedMade>),
}

/// From the passphrase to the file.
#[component]
pub fn Sealing(
    /// What the file is for.
    purpose: SealFor,
) -> impl IntoView {
    let state = use_state();
    let stage = Memo::new(move |_| match state.seal.get() {
        SealStatus::Made(made) => Stage::Made(made),
        SealStatus::Writing(_) | SealStatus::Checking => Stage::Busy,
        SealStatus::Asking | SealStatus::Refused(_) | SealStatus::Lost(_) | SealStatus::Broken => {
            Stage::Asking
        }
    });
    move || match stage.get() {
        Stage::Asking => view! { <Asking/> }.into_any(),
        Stage::Busy => view! { <Busy/> }.into_any(),
        Stage::Made(made) => view! { <Made made purpose/> }.into_any(),
    }
}

#[component]
fn Asking() -> impl IntoView {
    let state = use_state();
    let strength = Memo::new(move |_| Passphrase::of(&state.passphrase.get()).strength());
    let enough = move || strength.get().is_enough();
    let says = move || text::strength(state.lang.get(), strength.get());
    let trouble = move || {
        let says = text::seal_trouble(state.lang.get(), &state.seal.get())?;
        Some(view! {
            <p class="bar bar-bad" role="alert" data-testid="seal-refused">
                {says}
            </p>
        })
    };
    view! {
        <form
            class="done"
            data-testid="seal-form"
            on:submit=move |event| {
                event.prevent_default();
                if strength.get_untracked().is_enough() {
                    state.seal_book();
                }
            }
        >
            <p>{say!(seal.hint)}</p>
            <PassphraseField
                id="seal-passphrase"
                typed=state.passphrase
                described_by="seal-strength"
            />
            <p
                class="small"
                class:warn=move || !enough()
                id="seal-strength"
                role="status"
                data-testid="seal-strength"
                data-enough=move || enough().to_string()
            >
                {says}
            </p>
            <Press
                testid="seal-another"
                class="btn btn-3"
                act=move |()| state.propose_passphrase()
            >
                {say!(seal.another)}
            </Press>
            <p class="small">{say!(seal.keep)}</p>
            {trouble}
            <div class="btn-row">
                <Press testid="seal-leave" act=move |()| state.leave_sealing()>
                    {say!(seal.leave)}
                </Press>
                <button
                    class="btn btn-1"
                    type="submit"
                    data-testid="seal-make"
                    disabled=move || !enough()
                >
                    {say!(seal.make)}
                </button>
            </div>
        </form>
    }
}

#[component]
fn Busy() -> impl IntoView {
    let state = use_state();
    let permille = Memo::new(move |_| match state.seal.get() {
        SealStatus::Writing(permille) => permille,
        _ => 1000,
    });
    let says = move || {
        let lang = state.lang.get();
        match state.seal.get() {
            SealStatus::Writing(permille) => {
                td_string!(lang, seal.writing, percent = format!("{}%", permille / 10))
            }
            _ => td_string!(lang, seal.checking).to_owned(),
        }
    };
    view! {
        <div class="done prog" data-testid="seal-progress">
            <div class="prog-h">
                <span>{says}</span>
                <Press testid="seal-stop" class="btn btn-3" act=move |()| state.stop_sealing()>
                    {say!(seal.stop)}
                </Press>
            </div>
            <Meter permille label=say!(seal.busy)/>
        </div>
    }
}

#[component]
fn Made(made: Arc<SealedMade>, purpose: SealFor) -> impl IntoView {
    let state = use_state();
    let (holds, handed, can_share) = (made.holds, made.handed, made.can_share);
    let heading = move || {
        let lang = state.lang.get();
        td_string!(lang, seal.made, holds = text::holdings(lang, holds))
    };
    let file = {
        let (name, bytes) = (made.name.clone(), made.bytes);
        move || td_string!(state.lang.get(), seal.file, name = name.clone(), size = size(bytes))
    };
    let unsaved = made.with_unsaved.then(|| view! { <p class="small">{say!(seal.unsaved)}</p> });
    let share = can_share.then(|| {
        view! {
            <Press testid="seal-share" class="btn btn-1" act=move |()| state.share_sealed()>
                <Icon glyph=Glyph::Share size=Size::Small/>
                {say!(seal.share)}
            </Press>
        }
    });
    let save = move || {
        let lang = state.lang.get();
        match handed {
            Handed::Saved => td_string!(lang, seal.save_again),
            Handed::NotYet | Handed::Shared => td_string!(lang, seal.save),
        }
    };
    let mark = match handed {
        Handed::NotYet => "not_yet",
        Handed::Shared => "shared",
        Handed::Saved => "saved",
    };
    let check = made.check.clone();
    view! {
        <div
            class="done"
            data-testid="seal-done"
            data-check=made.check.clone()
            data-orders=holds.orders.to_string()
            data-customers=holds.people.to_string()
            data-handed=mark
        >
            <h3>{heading}</h3>
            <dl class="codes">
                <div>
                    <dt>{say!(seal.check)}</dt>
                    <dd class="num" data-testid="seal-check">{made.check.clone()}</dd>
                </div>
                <div>
                    <dt>{say!(seal.passphrase)}</dt>
                    <dd class="num">{move || state.passphrase.get()}</dd>
                </div>
            </dl>
            <p class="small" role="status">{move || text::handed(state.lang.get(), handed)}</p>
            <div class="btn-row">
                {share}
                <Press testid="seal-save" act=move |()| state.save_sealed()>{save}</Press>
                <Press testid="seal-close" class="btn btn-3" act=move |()| state.leave_sealing()>
                    {say!(seal.done)}
                </Press>
            </div>
            <p class="muted small">{file}</p>
            {unsaved}
            {(purpose == SealFor::Moving).then(|| view! { <WhatNext check/> })}
        </div>
    }
}

/// What is to be done with the file, here and there.
#[component]
fn WhatNext(check: String) -> impl IntoView {
    let state = use_state();
    let open = move || td_string!(state.lang.get(), handover.step_open, place = place());
    let compare = move || td_string!(state.lang.get(), handover.step_check, check = check.clone());
    view! {
        <h3>{say!(handover.then)}</h3>
        <ol class="steps">
            <li>{say!(handover.step_send)}</li>
            <li>{say!(handover.step_tell)}</li>
            <li>{open}</li>
            <li>{compare}</li>
            <li>{say!(handover.step_keep)}</li>
        </ol>
    }
}
