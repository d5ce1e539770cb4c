//! The grid of recency and frequency: how many people stand in each cell.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::{Plate, table};
use super::scene::Scene;
use crate::domain::figures::{RfmSilence, Scores};
use crate::domain::roster::Pick;
use crate::ui::components::chart::Opens;
use crate::ui::components::chart::heat::{Heat, HeatCell, HeatRow, HeatShape};
use crate::ui::components::chart::scale::shade;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

const SCORES: [u8; 5] = [1, 2, 3, 4, 5];

pub(super) fn grid(scene: &Scene) -> AnyView {
    let figures = &scene.figures;
    // The groups beside it say why not.
    if RfmSilence::of(figures.customers, &figures.stages).is_some() {
        return ().into_any();
    }
    let lang = scene.lang;
    let high = figures.basis.high_score;
    let both = SCORES.into_iter().flat_map(|r| SCORES.map(|f| (r, f)));
    let best = both.filter(|(r, f)| *r >= high && *f >= high).map(|(r, f)| people(scene, r, f));
    let best = text::people(lang, best.sum());
    let plate = Plate {
        id: "grid-t",
        title: td_string!(lang, rfm.grid_title, people = best),
        basis: vec![td_string!(lang, rfm.grid_basis).to_owned()],
        is_wide: false,
        figure: Explained::Groups,
        picture: drawn(scene),
        table: behind(scene),
    };
    plate.draw(scene)
}

/// Everybody with these two scores, whatever the third.
fn people(scene: &Scene, r: u8, f: u8) -> u64 {
    let cells = &scene.figures.rfm.cells;
    let of = |m| cells.get(Scores { r, f, m }.cell()).copied().unwrap_or(0);
    SCORES.into_iter().map(of).sum()
}

fn drawn(scene: &Scene) -> AnyView {
    let both = SCORES.into_iter().flat_map(|r| SCORES.map(|f| (r, f)));
    let most = both.map(|(r, f)| people(scene, r, f)).max().unwrap_or(0);
    let row = |r: u8| HeatRow {
        name: format!("R{r}"),
        cells: SCORES.map(|f| Some(cell(scene, r, f, most))).to_vec(),
    };
    let rows = SCORES.into_iter().rev().map(row).collect();
    let columns = SCORES.map(|f| format!("F{f}")).to_vec();
    let shape = HeatShape { left: 40, width: 76, height: 48, is_fixed: false };
    view! { <Heat columns rows shape titled_by="grid-t"/> }.into_any()
}

fn cell(scene: &Scene, r: u8, f: u8, most: u64) -> HeatCell {
    let (lang, n) = (scene.lang, people(scene, r, f));
    HeatCell {
        text: number::count(n),
        label: td_string!(lang, rfm.cell, r = r, f = f, people = text::customers(lang, n)),
        shade: Some(shade(n, most)),
        opens: Some(Opens {
            href: Asked::who(Pick::Cell { r, f }).href(),
            people: n,
            testid: format!("rfm-{r}-{f}"),
        }),
    }
}

fn behind(scene: &Scene) -> AnyView {
    let corner = td_string!(scene.lang, rfm.grid).to_owned();
    let titles = std::iter::once(corner).chain(SCORES.map(|f| format!("F{f}"))).collect();
    let row = |r: u8| {
        let cells = SCORES.map(|f| number::count(people(scene, r, f)));
        std::iter::once(format!("R{r}")).chain(cells).collect()
    };
    table(titles, SCORES.into_iter().rev().map(row).collect())
}
