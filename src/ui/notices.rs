//! What is wrong with the book, above every page, with the way out.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::shop::Freshness;
use crate::ui::components::press::Press;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::{
    ActFault, BookStatus, Damage, Light, OpenFault, Recovered, SaveStatus, use_state,
};
use crate::ui::text;

/// The one thing that is wrong with the book, the worst first, and what to do about it.
#[component]
pub fn BookBar() -> impl IntoView {
    let state = use_state();
    let light = Memo::new(move |_| state.light());
    let freshness = Memo::new(move |_| state.freshness());
    move || match (state.save.get(), state.book.get()) {
        (SaveStatus::Failed(fault), BookStatus::Ready) => view! { <NotSaved fault/> }.into_any(),
        (_, BookStatus::Damaged(damage)) => view! { <Damaged damage/> }.into_any(),
        (_, BookStatus::Missing) => view! { <Missing/> }.into_any(),
        (_, BookStatus::Failed(fault)) => view! { <NotOpen fault/> }.into_any(),
        (_, BookStatus::Superseded) => view! { <GaveWay/> }.into_any(),
        (_, BookStatus::Ready) => match state.recovered.get() {
            Some(recovered) => view! { <CameBack recovered/> }.into_any(),
            None if matches!(light.get(), Light::OldBackup(..)) => {
                view! { <BackupDue light/> }.into_any()
            }
            None => match freshness.get() {
                Freshness::Fresh | Freshness::Behind { others_go_on: true, .. } => ().into_any(),
                freshness => view! { <Stale freshness/> }.into_any(),
            },
        },
        (_, BookStatus::Opening) => ().into_any(),
    }
}

/// Says on every page that the shop is made up, with the way out.
#[component]
pub fn DemoBar() -> impl IntoView {
    let state = use_state();
    let bar = move || {
        view! {
            <div class="bar bar-info" data-testid="demo-bar">
                <p>{say!(demo.bar)}</p>
                <Press testid="demo-clear" act=move |()| state.clear_demo()>
                    {say!(demo.clear)}
                </Press>
            </div>
        }
    };
    view! { <Show when=move || state.is_demo()>{bar()}</Show> }
}

/// Up to when the orders go, so that nobody takes their last day for today.
#[component]
fn Stale(freshness: Freshness) -> impl IntoView {
    let state = use_state();
    let says = move || text::freshness(state.lang.get(), &freshness, state.today());
    view! {
        <div class="bar bar-warn" data-testid="book-stale">
            <p>{says}</p>
            <a class="btn" href=Route::Data.href()>
                {say!(book.newer)}
            </a>
        </div>
    }
}

/// Asks for a backup when the last one is old.
#[component]
fn BackupDue(light: Memo<Light>) -> impl IntoView {
    let state = use_state();
    view! {
        <div class="bar bar-warn" data-testid="backup-due">
            <p>{move || text::light(state.lang.get(), light.get())}</p>
            <Press act=move |()| state.make_backup()>{say!(backup.make)}</Press>
        </div>
    }
}

/// Says what was lost and is back.
#[component]
fn CameBack(recovered: Recovered) -> impl IntoView {
    let state = use_state();
    let says = move || text::recovered(state.lang.get(), recovered);
    view! {
        <div class="bar bar-warn bar-asks" role="status" data-testid="book-recovered">
            <p>{says}</p>
            <div class="btn-row">
                <Press act=move |()| state.make_backup()>{say!(backup.make)}</Press>
                <Press
                    testid="recovered-ok"
                    act=move |()| state.recovered.set(None)
                >
                    {say!(book.recovered_ok)}
                </Press>
            </div>
        </div>
    }
}

/// Something that the seller has to decide.
#[component]
fn Alarm(testid: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="bar bar-bad bar-asks" role="alert" data-testid=testid>
            {children()}
        </div>
    }
}

/// Stays until it is saved.
#[component]
fn NotSaved(fault: ActFault) -> impl IntoView {
    let state = use_state();
    let why = move || text::act_fault(state.lang.get(), &fault);
    view! {
        <Alarm testid="save-failed">
            <p>
                <b>{say!(save.failed)}</b>
                " "
                {why}
            </p>
            <div class="btn-row">
                <Press
                    testid="save-retry"
                    act=move |()| state.save_again()
                >
                    {say!(save.retry)}
                </Press>
                <Press
                    testid="save-backup"
                    act=move |()| state.make_backup()
                >
                    {say!(backup.make)}
                </Press>
            </div>
        </Alarm>
    }
}

/// Parts of the book are lost: named, and nothing is written before the seller has decided.
#[component]
fn Damaged(damage: Arc<Vec<Damage>>) -> impl IntoView {
    let state = use_state();
    let parts = move || {
        let lang = state.lang.get();
        let parts = damage.iter().take(12);
        parts.map(|part| view! { <li>{text::damage(lang, part)}</li> }).collect_view()
    };
    view! {
        <Alarm testid="book-damaged">
            <div>
                <p>
                    <b>{say!(book.damaged)}</b>
                </p>
                <ul>{parts}</ul>
                <p>{say!(book.damaged_hint)}</p>
            </div>
            <div class="btn-row">
                <a class="btn btn-1" href=Route::Data.href()>
                    {say!(book.restore)}
                </a>
                <Press act=move |()| state.make_backup()>{say!(book.save_rest)}</Press>
                <Press
                    testid="go-on-without"
                    act=move |()| state.go_on_without()
                >
                    {say!(book.go_on)}
                </Press>
            </div>
        </Alarm>
    }
}

/// A book was here: never shown as an empty one.
#[component]
fn Missing() -> impl IntoView {
    let state = use_state();
    let asked = RwSignal::new(false);
    let begin = move || {
        view! {
            <Press testid="begin-anew" act=move |()| asked.set(true)>{say!(book.begin_anew)}</Press>
        }
    };
    view! {
        <Alarm testid="book-missing">
            <p>
                <b>{say!(book.missing)}</b>
                " "
                {say!(book.missing_hint)}
            </p>
            <div class="btn-row">
                <a class="btn btn-1" href=Route::Data.href()>
                    {say!(book.restore)}
                </a>
                <Show when=move || !asked.get() fallback=|| ()>{begin}</Show>
            </div>
            <Show when=move || asked.get()>
                <p>{say!(book.begin_anew_sure)}</p>
                <div class="btn-row">
                    <Press act=move |()| asked.set(false)>{say!(book.begin_anew_no)}</Press>
                    <Press
                        testid="begin-anew-confirm"
                        class="btn btn-bad"
                        act=move |()| state.begin_anew()
                    >
                        {say!(book.begin_anew_yes)}
                    </Press>
                </div>
            </Show>
        </Alarm>
    }
}

#[component]
fn NotOpen(fault: OpenFault) -> impl IntoView {
    let state = use_state();
    let why = move || text::open_fault(state.lang.get(), &fault);
    view! {
        <Alarm testid="book-failed">
            <p>{why}</p>
            <Press act=move |()| state.open_again()>{say!(save.retry)}</Press>
        </Alarm>
    }
}

#[component]
fn GaveWay() -> impl IntoView {
    view! {
        <Alarm testid="book-superseded">
            <p>{say!(save.superseded)}</p>
            <Press act=move |()| reload()>{say!(book.reload)}</Press>
        </Alarm>
    }
}

fn reload() {
    // A browser that refuses leaves the sentence standing.
    let _ = window().location().reload();
}
