//! A row for each thing that a column can hold: which column it is.

use leptos::prelude::*;

use super::Wizard;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::i18n::td_string;
use crate::ui::say::say;
use crate::ui::state::{Confidence, Field, MappingKind, use_state};
use crate::ui::text;

const WHO: [Field; 7] = [
    Field::Customer,
    Field::Nick,
    Field::Phone,
    Field::Wechat,
    Field::Name,
    Field::Company,
    Field::Region,
];
/// The same in a list, what tells one from the other first.
const WHO_IN_LISTS: [Field; 7] = [
    Field::Name,
    Field::Phone,
    Field::Wechat,
    Field::Nick,
    Field::Customer,
    Field::Company,
    Field::Region,
];
const WHEN: [Field; 3] = [Field::Date, Field::PaidAt, Field::DeliveredAt];
const HOW_MUCH: [Field; 6] =
    [Field::Amount, Field::Paid, Field::Quantity, Field::UnitPrice, Field::Refund, Field::Postage];
const WHAT: [Field; 6] =
    [Field::OrderId, Field::Item, Field::Sku, Field::Category, Field::Status, Field::Remark];

/// What lists say of people.
const OF_PEOPLE: [Field; 10] = [
    Field::Birthday,
    Field::Since,
    Field::Remark,
    Field::Tags,
    Field::Tier,
    Field::Points,
    Field::OpeningAmount,
    Field::OpeningCount,
    Field::OpeningDay,
    Field::Address,
];

/// All fields, in groups that a seller understands; what is rarely there is folded away.
#[component]
pub fn Fields(
    /// What is asked about.
    wizard: Wizard,
) -> impl IntoView {
    let kind = Memo::new(move |_| wizard.kind());
    let groups = move || match kind.get() {
        MappingKind::Orders => view! {
            <Group wizard fields=WHO.to_vec()>{say!(map.who)}</Group>
            <Group wizard fields=WHEN.to_vec()>{say!(map.when)}</Group>
            <Group wizard fields=HOW_MUCH.to_vec()>{say!(map.how_much)}</Group>
            <Group wizard fields=WHAT.to_vec()>{say!(map.what)}</Group>
            <Rest wizard shown=[&WHO[..], &WHEN[..], &HOW_MUCH[..], &WHAT[..]].concat()/>
        }
        .into_any(),
        MappingKind::Customers => view! {
            <Group wizard fields=WHO_IN_LISTS.to_vec()>{say!(map.who_list)}</Group>
            <Group wizard fields=OF_PEOPLE.to_vec()>{say!(map.of_people)}</Group>
        }
        .into_any(),
    };
    view! { <div class="sheet map-fields">{groups}</div> }
}

/// What is rarely there, folded away unless it is.
#[component]
fn Rest(wizard: Wizard, shown: Vec<Field>) -> impl IntoView {
    let rest: Vec<Field> = Field::ALL.into_iter().filter(|field| !shown.contains(field)).collect();
    let any = untrack(|| rest.iter().any(|field| wizard.column(*field).is_some()));
    view! {
        <details class="map-group" open=any>
            <summary>
                <b>{say!(map.rest)}</b>
                <span class="muted cut">{say!(map.rest_hint)}</span>
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <Rows wizard fields=rest/>
        </details>
    }
}

#[component]
fn Group(wizard: Wizard, fields: Vec<Field>, children: Children) -> impl IntoView {
    view! {
        <fieldset class="map-group">
            <legend>{children()}</legend>
            <Rows wizard fields/>
        </fieldset>
    }
}

/// The rows of a group: first those that were found.
#[component]
fn Rows(wizard: Wizard, mut fields: Vec<Field>) -> impl IntoView {
    fields.sort_by_key(|field| untrack(|| wizard.column(*field).is_none()));
    let rows = fields.into_iter().map(|field| view! { <Row wizard field/> });
    view! { <div class="map-rows">{rows.collect_view()}</div> }
}

#[component]
fn Row(wizard: Wizard, field: Field) -> impl IntoView {
    let state = use_state();
    let id = format!("map-{}", field.name());
    let chosen = Memo::new(move |_| wizard.column(field));
    let first = chosen.get_untracked();
    let options = move || {
        let lang = state.lang.get();
        let option = |at: usize| {
            let is_chosen = first == Some(at);
            view! {
                <option value=at.to_string() selected=is_chosen>
                    {wizard.title(lang, at)}
                </option>
            }
        };
        (0..wizard.width()).map(option).collect_view()
    };
    let sure = move || {
        let lang = state.lang.get();
        chosen.get().map(|_| match wizard.confidence(field) {
            Some(Confidence::Certain) => td_string!(lang, map.certain),
            Some(Confidence::Likely) => td_string!(lang, map.likely),
            Some(Confidence::Guess) => td_string!(lang, map.guess),
            None => td_string!(lang, map.chosen),
        })
    };
    let tone = move || match wizard.confidence(field) {
        Some(Confidence::Certain) => "tag tag-good",
        Some(Confidence::Guess) => "tag tag-warn",
        Some(Confidence::Likely) | None => "tag",
    };
    let samples = move || {
        let at = chosen.get()?;
        let column = |file: &crate::ui::state::UnknownFile| {
            let samples = file.survey.columns.get(at)?.samples.iter().enumerate();
            // Each whole on its line: half a date is none.
            let sample = |(nth, sample): (usize, &String)| {
                let between = (nth > 0).then_some(" · ");
                view! {
                    {between}
                    <span class="sample">{sample.clone()}</span>
                }
            };
            Some(samples.map(sample).collect_view())
        };
        wizard.file.with_value(column)
    };
    let is_misfit = Memo::new(move |_| wizard.is_misfit(field));
    let misfit = move || {
        let lang = state.lang.get();
        is_misfit.get().then(|| {
            let words = td_string!(lang, map.misfit, field = text::field(lang, field));
            view! {
                <p class="small warn" role="status" data-testid="column-misfit">
                    {words}
                </p>
            }
        })
    };
    view! {
        <div class="map-row" class:is-set=move || chosen.get().is_some()>
            <div class="map-label">
                <label for=id.clone()>{move || text::field(state.lang.get(), field)}</label>
                <Show when=move || chosen.get().is_some()>
                    <span class=tone>{sure}</span>
                </Show>
            </div>
            <select
                class="input"
                id=id.clone()
                data-testid=id.clone()
                on:change=move |event| wizard.choose(field, event_target_value(&event).parse().ok())
            >
                <option value="">{say!(map.none)}</option>
                {options}
            </select>
            <p class="muted cut" data-samples=id>
                {samples}
            </p>
            {misfit}
        </div>
    }
}
