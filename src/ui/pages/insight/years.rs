//! Repurchase by calendar year.

use leptos::prelude::*;

use super::scene::Scene;
use crate::domain::figures::YearFigures;
use crate::domain::money::Ratio;
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::td_string;
use crate::ui::number;

pub(super) fn years(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    // The latest year in which anybody bought is the one to speak of.
    let last = scene.figures.years.iter().rev().find(|it| it.by_customer.whole > 0);
    let Some(last) = last else { return ().into_any() };
    let title =
        td_string!(lang, years.title, year = last.year, percent = scene.percent(last.by_customer));
    let basis = td_string!(lang, years.basis, day = scene.as_of(), rule = scene.rule());
    let rows = scene.figures.years.iter().rev().map(|year| line(scene, year)).collect_view();
    view! {
        <section class="sheet pad chart sec">
            <h2 id="years-t">{title}</h2>
            <p class="basis">{basis}</p>
            <Scroller titled_by="years-t">
                <table class="tbl years">
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(lang, years.year)}</th>
                            <th scope="col" class="r">{td_string!(lang, fig.by_customer)}</th>
                            <th scope="col" class="r">{td_string!(lang, fig.by_order)}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </Scroller>
        </section>
    }
    .into_any()
}

fn line(scene: &Scene, year: &YearFigures) -> impl IntoView + use<> {
    let (lang, as_of) = (scene.lang, scene.figures.basis.as_of);
    let until = (as_of.ymd().0 == year.year).then(|| {
        // Its own year stands above it already.
        let day = number::day(as_of, lang, year.year);
        view! { <small>{td_string!(lang, years.year_until, day = day)}</small> }
    });
    view! {
        <tr>
            <th scope="row" class="nb">
                <div>{td_string!(lang, years.year_of, year = year.year)}</div>
                {until}
            </th>
            <td class="r num">{cell(scene, year.by_customer)}</td>
            <td class="r num">{cell(scene, year.by_order)}</td>
        </tr>
    }
}

/// A share with what it rests on.
fn cell(scene: &Scene, ratio: Ratio) -> impl IntoView + use<> {
    let counts = td_string!(
        scene.lang,
        amount.of,
        part = number::count(ratio.part),
        whole = number::count(ratio.whole)
    );
    view! {
        <div>{scene.percent(ratio)}</div>
        <small>{counts}</small>
    }
}
