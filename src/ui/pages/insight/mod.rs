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

use crate::ui::i18n::td_string;
use crate::ui::route::Route;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

use basis::BasisLine;
use meaning::{MeaningDialog, Opened};
use raw::Raw;
use scene::section;

/// The figures, or what will stand here.
#[component]
pub fn InsightPage() -> impl IntoView {
    let state = use_state();
    let any = state.has_orders;
    move || {
        if any.get() { view! { <FiguresPage/> }.into_any() } else { view! { <Empty/> }.into_any() }
    }
}

#[component]
fn Empty() -> impl IntoView {
    let state = use_state();
    let people = Memo::new(move |_| state.holdings().people);
    let heading = move || {
        let lang = state.lang.get();
        match people.get() {
            0 => td_string!(lang, insight.empty).to_owned(),
            n => td_string!(lang, insight.no_orders, customers = text::customers(lang, n)),
        }
    };
    let hint = move || {
        let lang = state.lang.get();
        match people.get() {
            0 => td_string!(lang, insight.empty_hint),
            _ => td_string!(lang, insight.no_orders_hint),
        }
    };
    view! {
        <div class="empty sheet" data-testid="no-figures">
            <h2>{heading}</h2>
            <p>{hint}</p>
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
