//! Repurchase by calendar year, under its three names.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::{Plate, table};
use super::scene::Scene;
use crate::domain::day::DayRange;
use crate::domain::figures::YearFigures;
use crate::domain::money::Ratio;
use crate::domain::roster::{Pick, Within};
use crate::ui::components::chart::bars::{Bar, Bars};
use crate::ui::components::chart::{Opens, Tone};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

/// Years that are drawn; the table has all of them.
const DRAWN: usize = 5;

/// The three names.
#[derive(Clone, Copy)]
enum Panel {
    ByCustomer,
    ByOrder,
    Returning,
}

pub(super) fn years(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let Some(title) = title(scene) else { return ().into_any() };
    let panels = [Panel::ByCustomer, Panel::ByOrder, Panel::Returning];
    let panels = panels.map(|panel| drawn(scene, panel)).collect_view();
    let basis = td_string!(lang, years.basis, day = scene.as_of(), rule = scene.rule());
    let plate = Plate {
        id: "years-t",
        title,
        basis: vec![basis, td_string!(lang, years.three).to_owned()],
        is_wide: false,
        figure: Explained::Years,
        picture: panels.into_any(),
        table: behind(scene),
    };
    plate.draw(scene)
}

/// The latest year in which anybody bought is the one to speak of.
pub(super) fn title(scene: &Scene) -> Option<String> {
    let last = scene.figures.years.iter().rev().find(|it| it.by_customer.whole > 0)?;
    let percent = scene.percent(last.by_customer);
    Some(td_string!(scene.lang, years.title, year = last.year, percent = percent))
}

fn drawn(scene: &Scene, panel: Panel) -> AnyView {
    let (lang, all) = (scene.lang, &scene.figures.years);
    let last = all.get(all.len().saturating_sub(DRAWN)..).unwrap_or_default();
    let most = last.iter().map(|it| it.returning).max().unwrap_or(0);
    let bars = last.iter().rev().map(|year| bar(scene, panel, year, most)).collect();
    let (id, name) = match panel {
        Panel::ByCustomer => ("years-customer", td_string!(lang, years.panel_customer)),
        Panel::ByOrder => ("years-order", td_string!(lang, years.panel_order)),
        Panel::Returning => ("years-returning", td_string!(lang, years.panel_returning)),
    };
    view! {
        <h3 class="panel" id=id>
            {name}
        </h3>
        <Bars bars titled_by=id/>
    }
    .into_any()
}

fn bar(scene: &Scene, panel: Panel, year: &YearFigures, most: u64) -> Bar {
    let (lang, days) = (scene.lang, DayRange::of_year(year.year));
    let share = |ratio: Ratio| number::permille(i128::from(ratio.part), i128::from(ratio.whole));
    let shown = |ratio: Ratio, people: u64| {
        let (percent, people) = (scene.percent(ratio), text::people(lang, people));
        td_string!(lang, years.bar_orders, percent = percent, people = people)
    };
    let repeaters = year.by_customer.part;
    let (what, people, permille, value, word) = match panel {
        Panel::ByCustomer => {
            let ratio = year.by_customer;
            (Within::Repeat, repeaters, share(ratio), shown(ratio, repeaters), "customer")
        }
        // The purchases beyond the first are those of the same people.
        Panel::ByOrder => {
            let ratio = year.by_order;
            (Within::Repeat, repeaters, share(ratio), shown(ratio, repeaters), "order")
        }
        Panel::Returning => {
            let permille = number::permille(i128::from(year.returning), i128::from(most));
            let value = text::people(lang, year.returning);
            (Within::Returning, year.returning, permille, value, "returning")
        }
    };
    let is_empty = year.by_customer.whole == 0;
    let none = || td_string!(lang, years.no_sales).to_owned();
    Bar {
        name: name(scene, year),
        value: if is_empty { none() } else { value },
        permille,
        tone: if scene.as_of_year() == year.year { Tone::Strong } else { Tone::Middle },
        opens: Some(Opens {
            href: Asked::who(Pick::In { what, days }).href(),
            people,
            testid: format!("year-{}-{word}", year.year),
        }),
    }
}

/// A year; the one that still runs says so.
fn name(scene: &Scene, year: &YearFigures) -> String {
    if scene.as_of_year() == year.year {
        td_string!(scene.lang, years.year_to, year = year.year)
    } else {
        td_string!(scene.lang, years.year_of, year = year.year)
    }
}

fn behind(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let titles = [
        td_string!(lang, years.year),
        td_string!(lang, years.panel_customer),
        td_string!(lang, years.panel_order),
        td_string!(lang, years.panel_returning),
    ];
    let cell = |ratio: Ratio| {
        let (part, whole) = (number::count(ratio.part), number::count(ratio.whole));
        let of = td_string!(lang, amount.of, part = part, whole = whole);
        let percent = scene.percent(ratio);
        td_string!(lang, years.bar_orders, percent = percent, people = of)
    };
    let row = |year: &YearFigures| {
        let returning = number::count(year.returning);
        vec![name(scene, year), cell(year.by_customer), cell(year.by_order), returning]
    };
    let rows = scene.figures.years.iter().rev().map(row).collect();
    table(titles.map(str::to_owned).to_vec(), rows)
}
