//! Insights: every figure with its days, its counting rule and its as-of day.

mod answer;
pub mod basis;
mod cohorts;
mod explained;
pub mod meaning;
mod money;
pub mod raw;
mod rfm;
mod scene;
mod stages;
mod years;

use leptos::prelude::*;

use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;

use basis::BasisLine;
use meaning::{MeaningDialog, Opened};
use raw::Raw;
use scene::section;

/// The figures, or what will stand here.
#[component]
pub fn InsightPage() -> impl IntoView {
    let state = use_state();
    let any = state.has_book;
    move || {
        if any.get() { view! { <FiguresPage/> }.into_any() } else { view! { <Empty/> }.into_any() }
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty sheet">
            <h2>{say!(insight.empty)}</h2>
            <p>{say!(insight.empty_hint)}</p>
            <a class="btn btn-1" href=Route::Data.href()>
                {say!(door.import)}
            </a>
        </div>
    }
}

#[component]
fn FiguresPage() -> impl IntoView {
    provide_context(Opened::default());
    view! {
        <BasisLine/>
        {section(answer::answer)}
        <div class="ins">
            {section(stages::stages)} {section(years::years)} {section(money::cycle)}
            {section(money::money)} {section(rfm::groups)} {section(cohorts::cohorts)} <Raw/>
        </div>
        <p class="muted foot-note">{say!(app.memory)}</p>
        <MeaningDialog/>
    }
}
