//! Making a backup, and handing it on.

use leptos::prelude::*;

use super::sealing::Sealing;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number::size;
use crate::ui::say::say;
use crate::ui::state::{BackupStatus, SealFor, use_state};
use crate::ui::text;

/// The card for making a backup.
#[component]
pub fn BackupCard() -> impl IntoView {
    let state = use_state();
    let busy = Memo::new(move |_| {
        matches!(state.backup.get(), BackupStatus::Writing(_) | BackupStatus::Checking)
    });
    let status = move || {
        let lang = state.lang.get();
        match state.backup.get() {
            BackupStatus::Idle => String::new(),
            BackupStatus::Writing(permille) => {
                td_string!(lang, backup.writing, percent = format!("{}%", permille / 10))
            }
            BackupStatus::Checking => td_string!(lang, backup.checking).to_owned(),
            BackupStatus::Made(made) => {
                let (holds, size) = (text::holdings(lang, made.holds), size(made.bytes));
                let name = made.name.clone();
                if made.with_unsaved {
                    td_string!(lang, backup.with_unsaved, holds = holds, size = size, name = name)
                } else {
                    td_string!(lang, backup.made, holds = holds, size = size, name = name)
                }
            }
            BackupStatus::Broken => td_string!(lang, backup.broken).to_owned(),
        }
    };
    let mark = move || match state.backup.get() {
        BackupStatus::Idle => "idle",
        BackupStatus::Writing(_) | BackupStatus::Checking => "busy",
        BackupStatus::Made(_) => "verified",
        BackupStatus::Broken => "broken",
    };
    let share = move || {
        let made = matches!(state.backup.get(), BackupStatus::Made(made) if made.can_share);
        made.then(|| {
            view! {
                <Press
                    testid="backup-share"
                    act=move |()| state.share_backup()
                >
                    {say!(backup.share)}
                </Press>
            }
        })
    };
    let asked = Memo::new(move |_| state.sealing.get() == Some(SealFor::Keeping));
    let sealed = move || {
        if asked.get() {
            return view! { <Sealing purpose=SealFor::Keeping/> }.into_any();
        }
        view! {
            <Press
                testid="backup-seal"
                act=move |()| state.begin_sealing(SealFor::Keeping)
            >
                {say!(seal.keeping)}
            </Press>
            <p class="muted">{say!(seal.keeping_hint)}</p>
        }
        .into_any()
    };
    let last = move || {
        let note = state.room.get().backup;
        text::last_backup(state.lang.get(), note, state.seq.get(), state.this_year())
    };
    view! {
        <section class="sheet pad sec vault">
            <h2>{say!(backup.title)}</h2>
            <p class="muted">{last}</p>
            <div class="btn-row">
                <Press
                    testid="backup-download"
                    class="btn btn-1"
                    rests=busy
                    act=move |()| state.make_backup()
                >
                    {say!(backup.make)}
                </Press>
                {share}
            </div>
            <p class="small" role="status" data-testid="backup-status" data-state=mark>
                {status}
            </p>
            <p class="muted">{say!(backup.hint)}</p>
            {sealed}
        </section>
    }
}
