//! Customers by stage: bars, and the table behind them.

use leptos::prelude::*;

use super::scene::Scene;
use crate::domain::money::Ratio;
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::text;

/// Where the bars begin and how long the longest is, in the units of the drawing.
const LEFT: i32 = 150;
const LONGEST: i32 = 210;
/// Height of one row.
const STEP: i32 = 30;

/// One stage as it is drawn and written.
struct Row {
    name: &'static str,
    since: String,
    people: u64,
    class: &'static str,
}

pub(super) fn stages(scene: &Scene) -> AnyView {
    let (lang, stages) = (scene.lang, &scene.figures.stages);
    let title = td_string!(
        lang,
        stage.title,
        high = text::people(lang, stages.high_save),
        low = text::people(lang, stages.low_save),
        lost = text::people(lang, stages.lost)
    );
    let basis = td_string!(
        lang,
        stage.basis,
        customers = text::customers(lang, scene.figures.customers),
        day = scene.as_of(),
        rule = scene.rule()
    );
    let rows = rows(scene);
    view! {
        <figure class="sheet pad chart sec">
            <h2 id="stage-t">{title}</h2>
            <p class="basis" id="stage-b">
                {basis}
            </p>
            {picture(&rows)} <details>
                <summary class="small">
                    {td_string!(lang, insight.table)}
                    <Icon glyph=Glyph::Chevron size=Size::Turning/>
                </summary>
                {table(scene, &rows)}
            </details>
        </figure>
    }
    .into_any()
}

fn rows(scene: &Scene) -> Vec<Row> {
    let (lang, stages) = (scene.lang, &scene.figures.stages);
    let bounds = scene.figures.basis.stage_bounds;
    let row = |name, since, people, class| Row { name, since, people, class };
    vec![
        row(
            td_string!(lang, stage.new_customer),
            within(lang, bounds.active_days),
            stages.new,
            "b3",
        ),
        row(td_string!(lang, stage.active), within(lang, bounds.active_days), stages.active, "b5"),
        row(
            td_string!(lang, stage.high_save),
            between(lang, bounds.active_days, bounds.high_save_days),
            stages.high_save,
            "bh",
        ),
        row(
            td_string!(lang, stage.low_save),
            between(lang, bounds.high_save_days, bounds.low_save_days),
            stages.low_save,
            "bh",
        ),
        row(
            td_string!(lang, stage.lost),
            td_string!(lang, stage.days_over, last = bounds.low_save_days.to_string()),
            stages.lost,
            "bm",
        ),
    ]
}

fn within(lang: Locale, last: u32) -> String {
    td_string!(lang, stage.days_up_to, last = last.to_string())
}

fn between(lang: Locale, before: u32, last: u32) -> String {
    let first = before.saturating_add(1).to_string();
    td_string!(lang, stage.days_between, first = first, last = last.to_string())
}

fn picture(rows: &[Row]) -> impl IntoView + use<> {
    let most = rows.iter().map(|row| row.people).max().unwrap_or(0);
    let height = STEP * i32::try_from(rows.len()).unwrap_or(0);
    let bars = rows
        .iter()
        .zip(0..)
        .map(|(row, at)| {
            let length = number::permille(i128::from(row.people), i128::from(most));
            bar(row, at * STEP, LONGEST * i32::from(length) / 1000)
        })
        .collect_view();
    view! {
        <svg
            class="plot"
            viewBox=format!("0 0 420 {height}")
            role="img"
            aria-labelledby="stage-t"
            aria-describedby="stage-b"
        >
            {bars}
            <line class="axis" x1=LEFT y1="0" x2=LEFT y2=height></line>
        </svg>
    }
}

fn bar(row: &Row, top: i32, length: i32) -> impl IntoView + use<> {
    let hot = if row.class == "bh" { "hi" } else { "v" };
    view! {
        <text class="k" x=LEFT - 8 y=top + 20 text-anchor="end">
            {row.name}
        </text>
        <rect class=row.class x=LEFT y=top + 5 width=length height="20" rx="2"></rect>
        <text class=hot x=LEFT + length + 8 y=top + 20>
            {number::count(row.people)}
        </text>
    }
}

fn table(scene: &Scene, rows: &[Row]) -> impl IntoView + use<> {
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
        <Scroller titled_by="stage-t">
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
        </Scroller>
    }
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
