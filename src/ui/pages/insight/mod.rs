//! Insights: every figure with its days, its counting rule and its as-of day.

mod answer;
pub mod basis;
mod cohorts;
mod concentration;
mod explained;
mod flow;
pub mod meaning;
mod money;
mod plate;
pub mod raw;
mod rfm;
mod rfm_grid;
mod scene;
mod stages;
pub mod versus;
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
use versus::Versus;

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
            {section(flow::flow)} {section(stages::stages)} {section(years::years)} <Versus/>
            {section(rfm::groups)} {section(rfm_grid::grid)} {section(concentration::concentration)}
            {section(cohorts::cohorts)} {section(money::cycle)} {section(money::money)} <Raw/>
        </div>
        <p class="muted foot-note">{say!(app.memory)}</p>
        <MeaningDialog/>
    }
}
