//! Taking a backup in.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use web_sys::FileList;

use super::done::Count;
use crate::ui::clock;
use crate::ui::components::file_picker::FilePicker;
use crate::ui::components::icon::{Glyph, Icon};
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{
    BookStatus, RefusedFile, RestoreMode, RestorePreview, RestoreStatus, use_state,
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
    view! {
        <section class="sheet pad sec vault" node_ref=card>
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
            let holds = td_string!(
                lang,
                restore.holds,
                orders = text::orders(lang, preview.orders),
                customers = text::customers(lang, preview.customers)
            );
            if preview.shop_name.is_empty() {
                holds
            } else {
                format!("{}: {holds}", preview.shop_name)
            }
        }
    };
    let counts = {
        let preview = Arc::clone(&preview);
        move || {
            let lang = state.lang.get();
            view! {
                <Count name=td_string!(lang, preview.new) value=preview.new/>
                <Count name=td_string!(lang, preview.updated) value=preview.updated/>
                <Count name=td_string!(lang, preview.unchanged) value=preview.unchanged/>
                <Count name=td_string!(lang, restore.ours) value=preview.our_orders/>
            }
        }
    };
    let ours = preview.our_orders;
    let warning = {
        let last = preview.our_last_day;
        move || {
            (ours > 0).then(|| {
                let lang = state.lang.get();
                let orders = text::orders(lang, ours);
                let day = last.map(|day| number::day(day, lang, this_year)).unwrap_or_default();
                td_string!(lang, restore.replaces, orders = orders, day = day)
            })
        }
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
                let all = preview.our_orders + preview.new;
                td_string!(
                    lang,
                    restore.merged,
                    new = text::orders(lang, preview.new),
                    updated = text::orders(lang, preview.updated),
                    orders = text::orders(lang, all)
                )
            }
            RestoreMode::Replace => {
                td_string!(lang, restore.replaced, orders = text::orders(lang, preview.orders))
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
