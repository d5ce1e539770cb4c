//! What belongs to one kind of rule alone: days before a birthday, a tier, a stage, a feast.

use leptos::prelude::*;

use super::draft::{Kind, STAGES, Wrong};
use super::editor::Form;
use super::sentence::feast;
use crate::domain::day::Day;
use crate::domain::feast::Feast;
use crate::domain::tier::Step;
use crate::ui::components::day_field::DayField;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::grow::fields::Typed;
use crate::ui::say::{say, words};
use crate::ui::text;

/// A labelled choice from a list.
#[component]
pub fn Select(
    /// Its id, which is its mark for checks too.
    id: &'static str,
    /// What is chosen.
    label: Signal<String>,
    /// The values with their words.
    all: Signal<Vec<(String, String)>>,
    /// The chosen value.
    chosen: Signal<String>,
    /// What is wrong with it; empty = nothing.
    #[prop(default = Signal::derive(|| ""))]
    wrong: Signal<&'static str>,
    /// True where nothing can be chosen.
    rests: Signal<bool>,
    /// Told of a choice.
    #[prop(into)]
    choose: Callback<String>,
) -> impl IntoView {
    let about = format!("{id}-about");
    let options = move || {
        let chosen = chosen.get();
        let option = |(value, words): (String, String)| {
            let is_it = value == chosen;
            view! {
                <option value=value selected=is_it>
                    {words}
                </option>
            }
        };
        all.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="field">
            <label for=id>{move || label.get()}</label>
            <select
                class="input"
                id=id
                data-testid=id
                disabled=move || rests.get()
                aria-invalid=move || (!wrong.get().is_empty()).then_some("true")
                aria-describedby=about.clone()
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options}
            </select>
            <p id=about class="err">
                {move || wrong.get()}
            </p>
        </div>
    }
}

/// What belongs to the kind alone.
#[component]
pub fn Details(
    /// The form.
    form: Form,
) -> impl IntoView {
    let kind = Memo::new(move |_| form.draft.with(|it| it.kind));
    move || match kind.get() {
        Kind::AfterOrder | Kind::Nightly | Kind::Lead => ().into_any(),
        Kind::Birthday => view! {
            <Typed
                id="packet-days".to_owned()
                label=words(|lang| td_string!(lang, packet.days_before))
                hint=Signal::derive(move || td_string!(form.state.lang.get(), packet.lunar_too))
                value=Signal::derive(move || form.draft.with(|it| it.days_before.clone()))
                wrong=form.says(Wrong::DaysBefore)
                rests=form.rests()
                put=move |text: String| form.draft.update(|it| it.days_before = text)
            />
        }
        .into_any(),
        Kind::Rise => rise(form),
        Kind::Stage => stage(form),
        Kind::Festival => festival(form),
    }
}

fn rise(form: Form) -> AnyView {
    let state = form.state;
    let all = Signal::derive(move || {
        let (rules, lang) = (state.rulebook(), state.lang.get());
        let highest = rules.policies().last().map_or(4, |(_, policy)| policy.draft().tiers.len());
        let steps = (1..highest.max(2)).map(Step::at);
        let named =
            steps.map(|step| (step.number().to_string(), text::loyalty::step(lang, &rules, step)));
        named.collect::<Vec<_>>()
    });
    let choose = move |value: String| {
        let step = value.parse().ok().and_then(Step::new);
        form.draft.update(|it| it.step = step.unwrap_or(it.step));
    };
    view! {
        <Select
            id="packet-step"
            label=words(|lang| td_string!(lang, packet.tier))
            all
            chosen=Signal::derive(move || form.draft.with(|it| it.step.number().to_string()))
            rests=form.rests()
            choose
        />
        <p class="muted">{say!(packet.rise_hint)}</p>
    }
    .into_any()
}

fn stage(form: Form) -> AnyView {
    let state = form.state;
    let all = Signal::derive(move || {
        let lang = state.lang.get();
        let named = STAGES.iter().enumerate();
        named.map(|(at, it)| (at.to_string(), text::stage(lang, *it).to_owned())).collect()
    });
    let chosen = Signal::derive(move || {
        let stage = form.draft.with(|it| it.stage);
        let at = STAGES.iter().position(|it| *it == stage);
        at.map(|at| at.to_string()).unwrap_or_default()
    });
    let choose = move |value: String| {
        let stage = value.parse().ok().and_then(|at: usize| STAGES.get(at).copied());
        form.draft.update(|it| it.stage = stage.unwrap_or(it.stage));
    };
    view! {
        <Select
            id="packet-stage"
            label=words(|lang| td_string!(lang, packet.stage))
            all
            chosen
            rests=form.rests()
            choose
        />
        <p class="muted">{say!(packet.stage_hint)}</p>
    }
    .into_any()
}

fn festival(form: Form) -> AnyView {
    let state = form.state;
    let all = Signal::derive(move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        let other = (String::new(), td_string!(lang, packet.other_day).to_owned());
        let named = Feast::ahead(state.today()).into_iter().map(|(day, it)| {
            let words = format!("{} {}", feast(lang, it), number::day(day, lang, year));
            (day.to_string(), words)
        });
        std::iter::once(other).chain(named).collect::<Vec<_>>()
    });
    let chosen = Signal::derive(move || {
        let day = form.draft.with(|it| it.day);
        let is_feast = |day: &Day| Feast::on(*day).is_some();
        day.filter(is_feast).map(|day| day.to_string()).unwrap_or_default()
    });
    let put = move |day: Option<Day>| form.draft.update(|it| it.day = day);
    let wrong = form.says(Wrong::Day);
    view! {
        <Select
            id="packet-feast"
            label=words(|lang| td_string!(lang, packet.feast))
            all
            chosen
            rests=form.rests()
            choose=move |value: String| put(value.parse().ok())
        />
        <div class="field">
            <DayField
                id="packet-day"
                label=say!(packet.feast_day)
                day=Signal::derive(move || form.draft.with(|it| it.day))
                described_by="packet-day-about"
                invalid=Signal::derive(move || !wrong.get().is_empty())
                choose=put
            />
            <p id="packet-day-about" class="err">
                {move || wrong.get()}
            </p>
        </div>
        <p class="muted">{say!(packet.feast_hint)}</p>
    }
    .into_any()
}
