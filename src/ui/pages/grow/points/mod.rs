//! Points: how they are earned and what they are worth, what past orders get, and what there is to
//! be had for them.

pub mod gift_form;
pub mod gifts;
pub mod own_goods;
pub mod past;
pub mod terms;
pub mod typed;
pub mod words;

use leptos::prelude::*;

use crate::domain::loyalty::RuleId;
use crate::ui::components::press::Press;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;

/// The points.
#[component]
pub fn PointsPage() -> impl IntoView {
    view! {
        <div class="pts">
            <terms::TermsSection/>
            <History/>
            <past::PastSection/>
            <gifts::GiftsSection/>
        </div>
    }
}

/// What was in force when, the last first. What has not begun can be taken out.
#[component]
fn History() -> impl IntoView {
    let state = use_state();
    let rules = Memo::new(move |_| state.rulebook());
    let is_there = Memo::new(move |_| rules.with(|rules| !rules.points().is_empty()));
    let rows = move || {
        let (lang, today, year) = (state.lang.get(), state.member_day(), state.this_year());
        let may_set = state.may_set();
        rules.with(|rules| {
            let in_force = rules.points_on(today).map(|(id, _)| id);
            let row = |(id, terms): &(RuleId, _)| {
                let terms: &crate::domain::loyalty::PointsTerms = terms;
                let id = *id;
                let from = td_string!(
                    lang,
                    points.from_day,
                    day = number::day(terms.first_day, lang, year)
                );
                let now = (in_force == Some(id)).then(|| {
                    view! { <span class="tag tag-accent">{td_string!(lang, points.in_force)}</span> }
                });
                let remove = (may_set && terms.first_day >= today).then(|| {
                    let name = td_string!(lang, points.title).to_owned();
                    view! {
                        <Press
                            testid="points-rule-remove"
                            class="btn btn-3"
                            act=move |()| state.remove_rule(id, name.clone(), |_| {})
                        >
                            {td_string!(lang, points.remove)}
                        </Press>
                    }
                });
                view! {
                    <li class="pts-row" data-testid="points-rule">
                        <div>
                            <b>{from}</b>
                            " "
                            {now}
                            <p class="small">{words::sentence(lang, terms, rules)}</p>
                        </div>
                        {remove}
                    </li>
                }
            };
            rules.points().iter().rev().map(row).collect_view()
        })
    };
    view! {
        <Show when=move || is_there.get()>
            <section class="sheet pad sec" data-testid="points-history">
                <h2>{say!(points.history)}</h2>
                <ul class="rows">{rows}</ul>
            </section>
        </Show>
    }
}
