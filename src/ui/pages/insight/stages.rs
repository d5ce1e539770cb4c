//! Customers by stage: bars, and the table behind them.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::Plate;
use super::scene::Scene;
use crate::domain::money::Ratio;
use crate::domain::roster::{Pick, StagePick};
use crate::ui::components::chart::bars::{Bar, Bars};
use crate::ui::components::chart::{Opens, Tone};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::pages::customers::asked::{Asked, stage_key};
use crate::ui::text;

/// One stage as it is drawn and written.
struct Row {
    name: &'static str,
    since: String,
    people: u64,
    tone: Tone,
    stage: StagePick,
}

pub(super) fn stages(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let basis = td_string!(
        lang,
        stage.basis,
        customers = text::customers(lang, scene.figures.customers),
        day = scene.as_of(),
        rule = scene.rule()
    );
    let rows = rows(scene);
    let most = rows.iter().map(|row| row.people).max().unwrap_or(0);
    let bars = rows.iter().map(|row| bar(row, most)).collect();
    let plate = Plate {
        id: "stage-t",
        title: title(scene),
        basis: vec![basis],
        is_wide: false,
        figure: Explained::Stages,
        picture: view! { <Bars bars titled_by="stage-t"/> }.into_any(),
        table: table(scene, &rows),
    };
    plate.draw(scene)
}

pub(super) fn title(scene: &Scene) -> String {
    let (lang, stages) = (scene.lang, &scene.figures.stages);
    td_string!(
        lang,
        stage.title,
        high = text::people(lang, stages.high_save),
        low = text::people(lang, stages.low_save),
        lost = text::people(lang, stages.lost)
    )
}

fn bar(row: &Row, most: u64) -> Bar {
    Bar {
        name: row.name.to_owned(),
        value: number::count(row.people),
        permille: number::permille(i128::from(row.people), i128::from(most)),
        tone: row.tone,
        opens: Some(Opens {
            href: Asked::who(Pick::Stage(row.stage)).href(),
            people: row.people,
            testid: format!("stage-{}", stage_key(row.stage)),
        }),
    }
}

fn rows(scene: &Scene) -> Vec<Row> {
    let (lang, stages) = (scene.lang, &scene.figures.stages);
    let bounds = scene.figures.basis.stage_bounds;
    let row = |stage, name, since, people, tone| Row { name, since, people, tone, stage };
    let over = td_string!(lang, stage.days_over, last = bounds.low_save_days.to_string());
    let late = |before, last| between(lang, before, last);
    let high = late(bounds.active_days, bounds.high_save_days);
    let low = late(bounds.high_save_days, bounds.low_save_days);
    let [new, active, high_save, low_save, lost] = [
        td_string!(lang, stage.new_customer),
        td_string!(lang, stage.active),
        td_string!(lang, stage.high_save),
        td_string!(lang, stage.low_save),
        td_string!(lang, stage.lost),
    ];
    let lately = || within(lang, bounds.active_days);
    vec![
        row(StagePick::New, new, lately(), stages.new, Tone::Middle),
        row(StagePick::Active, active, lately(), stages.active, Tone::Strong),
        row(StagePick::HighSave, high_save, high, stages.high_save, Tone::Hot),
        row(StagePick::LowSave, low_save, low, stages.low_save, Tone::Hot),
        row(StagePick::Lost, lost, over, stages.lost, Tone::Mute),
    ]
}

fn within(lang: Locale, last: u32) -> String {
    td_string!(lang, stage.days_up_to, last = last.to_string())
}

fn between(lang: Locale, before: u32, last: u32) -> String {
    let first = before.saturating_add(1).to_string();
    td_string!(lang, stage.days_between, first = first, last = last.to_string())
}

fn table(scene: &Scene, rows: &[Row]) -> AnyView {
    let lang = scene.lang;
    let whole = scene.figures.customers;
    let potential = number::count(scene.figures.stages.potential);
    let lines = rows
        .iter()
        .enumerate()
        .map(|(at, row)| {
            // The first stage is split by what to do next.
            let below = (at == 0).then(|| below_new(scene));
            view! {
                <tr>
                    <th scope="row">{row.name}</th>
                    <td>{row.since.clone()}</td>
                    <td class="r num">{number::count(row.people)}</td>
                    <td class="r num">{scene.percent(Ratio { part: row.people, whole })}</td>
                </tr>
                {below}
            }
        })
        .collect_view();
    view! {
            <table class="tbl">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(lang, stage.stage)}</th>
                        <th scope="col">{td_string!(lang, stage.since)}</th>
                        <th scope="col" class="r">{td_string!(lang, stage.people)}</th>
                        <th scope="col" class="r">{td_string!(lang, stage.share)}</th>
                    </tr>
                </thead>
                <tbody>
                    {lines}
                    <tr>
                        <th scope="row">{td_string!(lang, stage.potential)}</th>
                        <td>{td_string!(lang, stage.no_order)}</td>
                        <td class="r num">{potential}</td>
                        <td class="r">{EMPTY}</td>
                    </tr>
                </tbody>
            </table>
    }
    .into_any()
}

/// People without an order are no part of the customers: no share.
const EMPTY: &str = "";

fn below_new(scene: &Scene) -> impl IntoView + use<> {
    let (lang, stages) = (scene.lang, &scene.figures.stages);
    let bounds = scene.figures.basis.stage_bounds;
    let whole = scene.figures.customers;
    let parts = [
        (
            td_string!(lang, stage.just_ordered),
            within(lang, bounds.just_ordered_days),
            stages.just_ordered,
        ),
        (
            td_string!(lang, stage.awaiting_second),
            between(lang, bounds.just_ordered_days, bounds.awaiting_second_days),
            stages.awaiting_second,
        ),
        (
            td_string!(lang, stage.one_month),
            between(lang, bounds.awaiting_second_days, bounds.active_days),
            stages.one_month,
        ),
    ];
    parts
        .map(|(name, since, people)| {
            view! {
                <tr class="sub">
                    <th scope="row">{name}</th>
                    <td>{since}</td>
                    <td class="r num">{number::count(people)}</td>
                    <td class="r num">{scene.percent(Ratio { part: people, whole })}</td>
                </tr>
            }
        })
        .into_iter()
        .collect_view()
}
