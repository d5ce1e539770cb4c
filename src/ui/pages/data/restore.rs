//! Taking a backup in.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::FileList;

use super::done::{Count, PeopleCounts};
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

/// The card for restoring.
#[component]
pub fn RestoreCard() -> impl IntoView {
    let state = use_state();
    let card: NodeRef<html::Section> = NodeRef::new();
    // A backup can come in elsewhere: by a drop, or by the door.
    Effect::new(move |_| {
        let shown =
            matches!(state.restore.get(), RestoreStatus::Preview(_) | RestoreStatus::Refused(_));
        if let Some(card) = card.get().filter(|_| shown) {
            request_animation_frame(move || card.scroll_into_view());
        }
    });
    let outcome = move || match state.restore.get() {
        RestoreStatus::Idle => ().into_any(),
        RestoreStatus::Reading => {
            view! { <p class="muted" role="status">{say!(restore.reading)}</p> }.into_any()
        }
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
        <FilePicker testid="restore-file" accept=".json,application/json" class=class act=take>
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
            data-exported-at=preview.exported_at.clone()
        >
            <h3>{heading}</h3>
            <p class="muted">{facts}</p>
            <dl class="counts">{counts}</dl>
            <p class="warn small">{warning}</p>
            <div class="btn-row">
                <Press act=move |()| state.drop_restore()>{say!(restore.cancel)}</Press>
                <Press
                    testid="restore-replace"
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
                    {say!(restore.merge)}
                </Press>
            </div>
            <p class="muted">{say!(restore.merge_hint)}</p>
        </div>
    }
}

#[component]
fn Restored(mode: RestoreMode, preview: Arc<RestorePreview>) -> impl IntoView {
    let state = use_state();
    let says = move || {
        let lang = state.lang.get();
        match mode {
            RestoreMode::Merge => {
                let brought = Brought {
                    new: preview.new,
                    updated: preview.updated,
                    new_people: preview.new_people,
                    updated_people: preview.updated_people,
                };
                let what = text::brought(lang, brought);
                let holds = text::holdings(lang, state.holdings());
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
    }
}
