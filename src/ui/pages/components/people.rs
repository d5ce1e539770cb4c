//! Rows of people, with every kind of name.

use leptos::prelude::*;

use super::sample;
use crate::domain::day::Day;
use crate::domain::figures::{NewStage, Stage};
use crate::ui::components::rhythm_line::{RhythmFacts, RhythmLine, RhythmSize};
use crate::ui::components::{marked::marked, named::Named, rhythm::LateCustomer};
use crate::ui::i18n::td_string;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::pages::customers::facts::{Lead, PersonView};
use crate::ui::pages::customers::row::row;
use crate::ui::state::{Since, use_state};

/// A short name, a long one, one that cannot be broken, right to left, and none: what he is known
/// by stands for it.
const NAMES: [&str; 7] = [
    "王秀英",
    "山里红干货铺杭州余杭区良渚街道社区团购三群团长老顾的表姐介绍来的",
    "Anna-Katharina von Hohenstein-Wernigerode",
    "tb88123450019999999999999999999999999999999999",
    "عبد الرحمن بن محمد الفهد 12",
    "שרה לוי",
    "139****1234",
];

pub(super) fn all() -> Vec<AnyView> {
    vec![
        sample("row", |lang| td_string!(lang, components.row), rows()),
        sample("named", |lang| td_string!(lang, components.named), names()),
        sample("rhythm_line", |lang| td_string!(lang, components.rhythm_line), lines()),
        sample("rhythm", |lang| td_string!(lang, components.rhythm), late()),
        sample("tag", |lang| td_string!(lang, components.tag), tags()),
    ]
}

fn rhythm(nth: u32) -> RhythmFacts {
    let days_ago = (0..nth).map(|it| nth * 3 + it * 18).collect();
    RhythmFacts { days_ago, step_days: 18.0, due_days_ago: (nth > 4).then_some(6) }
}

fn person(at: usize, name: &str) -> PersonView {
    let stages = [
        Stage::Active,
        Stage::HighSave,
        Stage::LowSave,
        Stage::Lost,
        Stage::New(NewStage::OneMonth),
        Stage::Potential,
    ];
    let stage = stages.get(at % stages.len()).copied().unwrap_or(Stage::Active);
    let rhythm = rhythm(at as u32);
    PersonView {
        at,
        id: format!("{at}-0000"),
        name: name.to_owned(),
        nick: None,
        lead: Lead::Stage(stage),
        stage,
        figures: None,
        last: rhythm.days_ago.first().map(|days| Day::from_number(-(*days as i32))),
        due: None,
        is_late: rhythm.due_days_ago.is_some(),
        rhythm,
        promised: (at == 2).then_some(Day::from_number(0)),
        is_important: at == 1,
        is_opted_out: at == 3,
    }
}

fn rows() -> AnyView {
    let state = use_state();
    let all = move || {
        let lang = state.lang.get();
        let line = |(at, name): (usize, &&str)| {
            let view = person(at, name);
            view! { <li class="sample-row">{row(&view, &[], lang, Asked::default(), Memo::new(move |_| at == 1), Day::from_number(0), Since::Today(Day::from_number(0)))}</li> }
        };
        NAMES.iter().enumerate().map(line).collect_view()
    };
    view! { <ul class="sheet sample-rows">{all}</ul> }.into_any()
}

fn names() -> AnyView {
    let all = NAMES.iter().map(|name| view! { <li>"1 · " <Named name=*name/> " · 2"</li> });
    let found = marked("عبد الرحمن", &[0..2, 4..6]);
    view! {
        <ul class="small">
            {all.collect_view()} <li>"1 · " {found} " · 2"</li>
            <li>"1 · " {marked("王秀英", &[0..3, 6..9])} " · 2"</li>
        </ul>
    }
    .into_any()
}

fn lines() -> AnyView {
    let label = || String::from("18");
    let all = [0, 1, 3, 6, 12].map(|nth| {
        view! {
            <RhythmLine facts=rhythm(nth) size=RhythmSize::Row label=label()/>
            <RhythmLine facts=rhythm(nth) size=RhythmSize::Card label=label()/>
        }
    });
    view! { <div class="sample-lines">{all}</div> }.into_any()
}

fn late() -> AnyView {
    view! { <LateCustomer/> }.into_any()
}

fn tags() -> AnyView {
    let kinds = ["tag", "tag tag-accent", "tag tag-good", "tag tag-warn", "tag tag-bad"];
    let all = kinds.map(|class| view! { <span class=class>{NAMES[0]}</span> });
    view! { <p class="btn-row">{all}</p> }.into_any()
}
