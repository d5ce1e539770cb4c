//! Tables, drawings and figures.

use leptos::prelude::*;

use super::sample;
use crate::ui::components::brand::Mark;
use crate::ui::components::scene::{Scene, Shape};
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::use_state;

pub(super) fn all() -> Vec<AnyView> {
    vec![
        sample("scroller", |lang| td_string!(lang, components.scroller), table()),
        sample("figure", |lang| td_string!(lang, components.figure), figures()),
        sample("scene", |lang| td_string!(lang, components.scene), scenes()),
        sample("mark", |lang| td_string!(lang, components.mark), mark()),
    ]
}

fn table() -> AnyView {
    let rows = (2019..2027).map(|year| {
        let cells = (1..13).map(|month| {
            view! { <td class="r num">{(year * month).to_string()}</td> }
        });
        view! {
            <tr>
                <th scope="row">{year.to_string()}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    let heads = (1..13).map(|month| {
        view! {
            <th scope="col" class="r">
                {month.to_string()}
            </th>
        }
    });
    view! {
        <Scroller titled_by="sample-scroller">
            <table class="tbl">
                <thead>
                    <tr>
                        <th scope="col">{say!(years.year)}</th>
                        {heads.collect_view()}
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </Scroller>
    }
    .into_any()
}

fn figures() -> AnyView {
    let fact = |value: &'static str| {
        view! {
            <div class="fact">
                <span class="k">{say!(years.year)}</span>
                <span class="v num">{value}</span>
            </div>
        }
    };
    let all = ["49.8%", "¥1,234,567.89", "9,892", "2026"].map(fact);
    view! { <div class="facts">{all}</div> }.into_any()
}

fn scenes() -> AnyView {
    let state = use_state();
    let all = move || {
        let lang = state.lang.get();
        let draw = |shape| {
            let label = td_string!(lang, door.import).chars().take(12).collect::<String>();
            let title = td_string!(lang, components.scene).to_owned();
            view! { <Scene shape label title/> }
        };
        [Shape::Menu, Shape::Button, Shape::File, Shape::Sheet].map(draw).into_iter().collect_view()
    };
    view! { <div class="btn-row">{all}</div> }.into_any()
}

fn mark() -> AnyView {
    view! { <Mark size="48"/> }.into_any()
}
