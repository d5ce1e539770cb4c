//! Who changed stage within the last days: arrows between the stages of now.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::{Plate, nothing, table};
use super::scene::Scene;
use crate::domain::figures::flow::FLOW_DAYS;
use crate::domain::figures::{Move, Station};
use crate::domain::roster::{Pick, StagePick};
use crate::ui::components::chart::flow::{FlowArrow, FlowBox, FlowPicture};
use crate::ui::components::chart::{Opens, Tone};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::{Asked, station_key};
use crate::ui::text;

/// The arrows that are drawn where anybody went that way; the table has every move.
const DRAWN: [(Station, Station); 8] = [
    (Station::HighSave, Station::Active),
    (Station::LowSave, Station::Active),
    (Station::Lost, Station::Active),
    (Station::New, Station::Active),
    (Station::New, Station::HighSave),
    (Station::Active, Station::HighSave),
    (Station::HighSave, Station::LowSave),
    (Station::LowSave, Station::Lost),
];

pub(super) fn flow(scene: &Scene) -> AnyView {
    let (lang, figures) = (scene.lang, &scene.figures);
    let since = scene.last_month().first;
    if let Some(first) = figures.first_day.filter(|first| *first > since) {
        let (day, days) = (scene.day(first), days(scene));
        let says = td_string!(lang, stage.flow_young, day = day, days = days);
        return nothing("flow-t", td_string!(lang, fig.flow).to_owned(), says);
    }
    let (day, since) = (scene.as_of(), scene.day(since));
    let picture = view! {
        <FlowPicture boxes=boxes(scene) arrows=arrows(scene) titled_by="flow-t"/>
        <div class="btn-row">
            {button(scene, Pick::WentAway, Move::is_away)}
            {button(scene, Pick::CameBack, Move::is_back)}
        </div>
    };
    let plate = Plate {
        id: "flow-t",
        title: title(scene),
        basis: vec![td_string!(lang, stage.flow_basis, since = since, day = day)],
        is_wide: false,
        figure: Explained::Flow,
        picture: picture.into_any(),
        table: behind(scene),
    };
    plate.draw(scene)
}

pub(super) fn title(scene: &Scene) -> String {
    let (lang, flow) = (scene.lang, &scene.figures.flow);
    let (back, away) = (flow.total(Move::is_back), flow.total(Move::is_away));
    if back + away == 0 {
        return td_string!(lang, stage.flow_still, days = days(scene));
    }
    let (back, away) = (text::people(lang, back), text::people(lang, away));
    td_string!(lang, stage.flow_title, days = days(scene), back = back, away = away)
}

fn days(scene: &Scene) -> String {
    text::days(scene.lang, u64::from(FLOW_DAYS.unsigned_abs()))
}

fn button(scene: &Scene, pick: Pick, holds: fn(Move) -> bool) -> Option<impl IntoView + use<>> {
    let (lang, n) = (scene.lang, scene.figures.flow.total(holds));
    if n == 0 {
        return None;
    }
    let people = text::people(lang, n);
    let (class, mark, words) = match pick == Pick::WentAway {
        true => ("btn btn-2", "flow-away", td_string!(lang, stage.flow_away, people = people)),
        false => ("btn", "flow-back", td_string!(lang, stage.flow_back, people = people)),
    };
    let href = Asked::who(pick).href();
    Some(view! {
        <a class=class href=href data-testid=mark data-people=n.to_string()>
            {words}
        </a>
    })
}

fn boxes(scene: &Scene) -> Vec<FlowBox> {
    let stages = &scene.figures.stages;
    let station = |station, people: u64, tone, stage| FlowBox {
        name: text::station(scene.lang, station).to_owned(),
        value: number::count(people),
        tone,
        opens: Some(Opens {
            href: Asked::who(Pick::Stage(stage)).href(),
            people,
            testid: format!("flow-{}", station_key(station)),
        }),
    };
    vec![
        station(Station::New, stages.new, Tone::Middle, StagePick::New),
        station(Station::Active, stages.active, Tone::Strong, StagePick::Active),
        station(Station::HighSave, stages.high_save, Tone::Hot, StagePick::HighSave),
        station(Station::LowSave, stages.low_save, Tone::Hot, StagePick::LowSave),
        station(Station::Lost, stages.lost, Tone::Mute, StagePick::Lost),
    ]
}

fn arrows(scene: &Scene) -> Vec<FlowArrow> {
    let moved = DRAWN.map(|(from, to)| Move { from, to }).into_iter();
    moved.filter(|it| scene.figures.flow.of(*it) > 0).map(|it| arrow(scene, it)).collect()
}

fn arrow(scene: &Scene, it: Move) -> FlowArrow {
    let people = scene.figures.flow.of(it);
    // Outside is no box.
    let place = |station: Station| i32::try_from(station.place()).unwrap_or(0) - 1;
    FlowArrow {
        from: place(it.from),
        to: place(it.to),
        people,
        value: number::count(people),
        label: label(scene, it, people),
        is_away: it.is_away(),
        opens: Some(Opens {
            href: Asked::who(Pick::Moved(it)).href(),
            people,
            testid: format!("move-{}-{}", station_key(it.from), station_key(it.to)),
        }),
    }
}

fn label(scene: &Scene, it: Move, people: u64) -> String {
    let lang = scene.lang;
    let (from, to) = (text::station(lang, it.from), text::station(lang, it.to));
    let people = text::people(lang, people);
    td_string!(lang, stage.flow_arrow, from = from, to = to, people = people)
}

/// Every stage of then, and where its people are now.
fn behind(scene: &Scene) -> AnyView {
    let (lang, month) = (scene.lang, scene.last_month());
    let name = |station| text::station(lang, station).to_owned();
    let now = Station::ALL.into_iter().skip(1);
    let corner = format!("{} → {}", scene.day(month.first), scene.day(month.last));
    let titles = std::iter::once(corner).chain(now.clone().map(name)).collect();
    let row = |from| {
        let cells = now.clone().map(|to| number::count(scene.figures.flow.of(Move { from, to })));
        std::iter::once(name(from)).chain(cells).collect()
    };
    table(titles, Station::ALL.into_iter().map(row).collect())
}
