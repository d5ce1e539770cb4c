//! Taking a backup in.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::FileList;

use super::done::{Count, PeopleCounts};
use super::unsealing::{Locked, Unsealing};
use crate::ui::clock;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{
    BookStatus, Brought, RefusedFile, RestoreMode, RestorePreview, RestoreStatus, use_state,
};
use crate::ui::text;

/// What the browser offers first when a backup is chosen. What it is its content tells, for messengers rename
/// what they hand on.
pub const BACKUPS: &str = ".json,.txt,.huitou,application/json,text/plain,application/octet-stream";

/// The card for restoring.
#[component]
pub fn RestoreCard() -> impl IntoView {
    let state = use_state();
    let card: NodeRef<html::Section> = NodeRef::new();
    // A backup can come in elsewhere: by a drop, by the door, by the card for moving.
    Effect::new(move |_| {
        let shown = matches!(
            state.restore.get(),
            RestoreStatus::Preview(_) | RestoreStatus::Refused(_) | RestoreStatus::Locked(_)
        );
        if let Some(card) = card.get().filter(|_| shown) {
            request_animation_frame(move || card.scroll_into_view());
        }
    });
    let typed = RwSignal::new(String::new());
    // How far it is does not draw the bar anew.
    let shown = Memo::new(move |_| match state.restore.get() {
        RestoreStatus::Unsealing(_) => RestoreStatus::Unsealing(0),
        status => status,
    });
    Effect::new(move |_| {
        if shown.with(|it| !matches!(it, RestoreStatus::Locked(_) | RestoreStatus::Unsealing(_))) {
            typed.set(String::new());
        }
    });
    let outcome = move || match shown.get() {
        RestoreStatus::Idle => ().into_any(),
        RestoreStatus::Reading => {
            view! { <p class="muted" role="status">{say!(restore.reading)}</p> }.into_any()
        }
        RestoreStatus::Locked(locked) => view! { <Locked locked typed/> }.into_any(),
        RestoreStatus::Unsealing(_) => view! { <Unsealing/> }.into_any(),
        RestoreStatus::Writing => {
            view! { <p class="muted" role="status">{say!(restore.writing)}</p> }.into_any()
        }
        RestoreStatus::Refused(file) => view! { <RefusedBackup file/> }.into_any(),
        RestoreStatus::Preview(preview) => view! { <Choice preview/> }.into_any(),
        RestoreStatus::Done(mode, preview) => view! { <Restored mode preview/> }.into_any(),
        RestoreStatus::NotWritten(fault) => {
            let says = move || text::act_fault(state.lang.get(), &fault);
            view! { <p class="bar bar-bad" role="alert">{says}</p> }.into_any()
        }
    };
    // What waits for his word here is not put out of sight by files that wait for it, too.
    let stays = move || state.restore.get() != RestoreStatus::Idle;
    view! {
        <section class="sheet pad sec vault" class:stays=stays node_ref=card>
            <h2>{say!(restore.title)}</h2>
            <p class="muted">{say!(restore.hint)}</p>
            <BackupPicker class="btn">{say!(restore.choose)}</BackupPicker>
            {outcome}
        </section>
    }
}

/// Chooses a backup.
#[component]
pub fn BackupPicker(
    /// Classes for its weight.
    class: &'static str,
    /// What it says.
    children: Children,
) -> impl IntoView {
    let state = use_state();
    let take = move |files: FileList| {
        state.take_backup(&files);
        // What it holds is shown there.
        let _ = window().location().set_hash(Route::Data.path());
    };
    view! {
        <FilePicker testid="restore-file" accept=BACKUPS class=class act=take>
            <Icon glyph=Glyph::File/>
            {children()}
        </FilePicker>
    }
}

#[component]
fn RefusedBackup(file: Arc<RefusedFile>) -> impl IntoView {
    let state = use_state();
    let code = file.fault.code();
    let name = file.name.clone();
    let heading = move || td_string!(state.lang.get(), refused.heading, name = name.clone());
    let why = move || text::backup_fault(state.lang.get(), &file.fault);
    view! {
        <div class="refused" role="alert" data-testid="restore-refused" data-reason=code>
            <Icon glyph=Glyph::Alert/>
            <div>
                <p class="n">
                    <b>{heading}</b>
                </p>
                <p>{why}</p>
                <p class="muted">{say!(restore.untouched)}</p>
            </div>
        </div>
    }
}

#[component]
fn Choice(preview: Arc<RestorePreview>) -> impl IntoView {
    let state = use_state();
    let this_year = state.this_year();
    let count = |n: u64| n.to_string();
    let facts = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let made = match clock::ms_of(&preview.exported_at) {
                Some(at_ms) => text::moment(lang, at_ms, this_year),
                None => preview.exported_at.clone(),
            };
            let days = preview.days.map(|(a, b)| text::period(lang, a, b, this_year));
            [Some(td_string!(lang, restore.made, time = made)), days]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" · ")
        }
    };
    let heading = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            let holds = text::holdings(lang, preview.holds());
            if preview.shop_name.is_empty() {
                holds
            } else {
                td_string!(lang, restore.of_shop, shop = preview.shop_name.clone(), holds = holds)
            }
        }
    };
    let counts = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            if preview.orders == 0 && preview.ours.orders == 0 {
                // Of lists alone there are only people to count.
                return view! {
                    <PeopleCounts
                        lang
                        new=preview.new_people
                        updated=preview.updated_people
                        unchanged=preview.unchanged_people
                    />
                    <Count name=td_string!(lang, restore.ours) value=preview.ours.people/>
                }
                .into_any();
            }
            view! {
                <Count name=td_string!(lang, preview.new) value=preview.new/>
                <Count name=td_string!(lang, preview.updated) value=preview.updated/>
                <Count name=td_string!(lang, preview.unchanged) value=preview.unchanged/>
                <Count name=td_string!(lang, restore.ours) value=preview.ours.orders/>
            }
            .into_any()
        }
    };
    let check = {
        let check = preview.check.clone();
        move || td_string!(state.lang.get(), handover.check, check = check.clone())
    };
    let check_hint = preview.is_sealed.then(|| say!(handover.check_hint));
    let said = {
        let [fresh, changed, known] =
            [preview.new_said, preview.updated_said, preview.unchanged_said];
        move || {
            let [n_fresh, n_changed, n_known] = [fresh, changed, known].map(number::count);
            let lang = state.lang.get();
            (fresh + changed + known > 0).then(|| {
                td_string!(
                    lang,
                    handover.said,
                    fresh = n_fresh,
                    changed = n_changed,
                    known = n_known
                )
            })
        }
    };
    let (ours, last) = (preview.ours, preview.our_last_day);
    let warning = move || {
        let lang = state.lang.get();
        let holds = text::holdings(lang, ours);
        (!ours.is_nothing()).then(|| match last {
            Some(day) => {
                let day = number::day(day, lang, this_year);
                td_string!(lang, restore.replaces, holds = holds, day = day)
            }
            None => td_string!(lang, restore.replaces_undated, holds = holds),
        })
    };
    // Into an empty book it comes as it is, whichever way.
    let is_empty = ours.is_nothing();
    let cannot_merge = Memo::new(move |_| !matches!(state.book.get(), BookStatus::Ready));
    view! {
        <div
            class="done"
            data-testid="restore-preview"
            data-orders=count(preview.orders)
            data-customers=count(preview.customers)
            data-imports=count(preview.imports)
            data-new=count(preview.new)
            data-updated=count(preview.updated)
            data-unchanged=count(preview.unchanged)
            data-said-new=count(preview.new_said)
            data-said-updated=count(preview.updated_said)
            data-said-unchanged=count(preview.unchanged_said)
            data-exported-at=preview.exported_at.clone()
            data-check=preview.check.clone()
        >
            <h3>{heading}</h3>
            <p class="muted">{facts}</p>
            <p class="check num">{check}</p>
            <p class="muted small">{check_hint}</p>
            <dl class="counts">{counts}</dl>
            <p class="muted small">{said}</p>
            <p class="warn small">{warning}</p>
            <div class="btn-row">
                <Press act=move |()| state.drop_restore()>{say!(restore.cancel)}</Press>
                <Press
                    testid="restore-replace"
                    class=if is_empty { "btn btn-3" } else { "btn" }
                    act=move |()| state.confirm_restore(RestoreMode::Replace)
                >
                    {say!(restore.replace)}
                </Press>
                <Press
                    testid="restore-merge"
                    class="btn btn-1"
                    rests=cannot_merge
                    act=move |()| state.confirm_restore(RestoreMode::Merge)
                >
                    {move || {
                        let lang = state.lang.get();
                        if is_empty {
                            td_string!(lang, restore.take_in)
                        } else {
                            td_string!(lang, restore.merge)
                        }
                    }}
                </Press>
            </div>
            <Show when=move || !is_empty>
                <p class="muted">{say!(restore.merge_hint)}</p>
            </Show>
        </div>
    }
}

#[component]
fn Restored(mode: RestoreMode, preview: Arc<RestorePreview>) -> impl IntoView {
    let state = use_state();
    let after = preview.is_sealed.then(|| {
        view! { <p class="small" data-testid="restore-after">{say!(handover.after)}</p> }
    });
    // As it was then: the line stands while the seller goes on writing.
    let now = untrack(|| state.holdings());
    let says = move || {
        let lang = state.lang.get();
        let holds = text::holdings(lang, now);
        match mode {
            RestoreMode::Merge if preview.ours.is_nothing() => {
                td_string!(lang, restore.taken_in, holds = holds)
            }
            RestoreMode::Merge => {
                let brought = Brought {
                    new: preview.new,
                    updated: preview.updated,
                    // By orders or by lists.
                    new_people: now.people.saturating_sub(preview.ours.people),
                    updated_people: preview.updated_people,
                };
                let what = text::brought(lang, brought);
                td_string!(lang, restore.merged, what = what, holds = holds)
            }
            RestoreMode::Replace => {
                td_string!(lang, restore.replaced, holds = text::holdings(lang, preview.holds()))
            }
        }
    };
    let mark = match mode {
        RestoreMode::Merge => "merge",
        RestoreMode::Replace => "replace",
    };
    view! {
        <p class="bar bar-info" role="status" data-testid="restore-done" data-mode=mark>
            {says}
        </p>
        {after}
    }
}
