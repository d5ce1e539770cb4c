//! How much of the money comes from how few customers: a curve, and bars for each fifth of them.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::{Plate, nothing, table};
use super::scene::{FEWEST, Scene};
use crate::domain::figures::Best;
use crate::domain::figures::concentration::{CURVE_STEPS, FIFTHS};
use crate::domain::roster::Pick;
use crate::ui::components::chart::bars::{Bar, Bars};
use crate::ui::components::chart::curve::{Curve, CurveWords};
use crate::ui::components::chart::{Opens, Tone};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

/// The step of the curve that the heading speaks of.
const BEST: usize = CURVE_STEPS / FIFTHS as usize;

pub(super) fn concentration(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    if !speaks(scene) {
        let says = td_string!(lang, conc.none, n = number::count(FEWEST));
        return nothing("conc-t", title(scene), says);
    }
    let bars = (1..=FIFTHS).map(|fifth| bar(scene, fifth)).collect();
    let picture = view! {
        {curve(scene)}
        <Bars bars titled_by="conc-t"/>
    };
    let plate = Plate {
        id: "conc-t",
        title: title(scene),
        basis: vec![td_string!(lang, conc.basis, day = scene.as_of())],
        is_wide: false,
        figure: Explained::Concentration,
        picture: picture.into_any(),
        table: behind(scene),
    };
    plate.draw(scene)
}

fn speaks(scene: &Scene) -> bool {
    let all = scene.figures.concentration.all();
    all.customers >= FEWEST && all.net_fen > 0
}

pub(super) fn title(scene: &Scene) -> String {
    let lang = scene.lang;
    if !speaks(scene) {
        return td_string!(lang, conc.title_none).to_owned();
    }
    let best = scene.figures.concentration.fifth(1);
    let (people, percent) = (text::people(lang, best.customers), share(scene, best));
    td_string!(lang, conc.title, people = people, percent = percent)
}

fn permille(scene: &Scene, part: Best) -> u16 {
    number::permille(part.net_fen, scene.figures.concentration.all().net_fen)
}

fn share(scene: &Scene, part: Best) -> String {
    number::percent_of_permille(permille(scene, part))
}

fn curve(scene: &Scene) -> AnyView {
    let (lang, curve) = (scene.lang, &scene.figures.concentration.curve);
    let values: Vec<u16> = curve.iter().map(|it| permille(scene, *it)).collect();
    let at = |step: usize| curve.get(step).map(|it| share(scene, *it)).unwrap_or_default();
    let words = CurveWords { across: td_string!(lang, conc.across), up: td_string!(lang, conc.up) };
    let label = td_string!(lang, conc.curve, percent = at(BEST), half = at(CURVE_STEPS / 2));
    let says = td_string!(lang, conc.point, percent = at(BEST));
    view! { <Curve values marked=BEST says words label/> }.into_any()
}

fn name(scene: &Scene, fifth: u8) -> String {
    match fifth {
        1 => td_string!(scene.lang, conc.best).to_owned(),
        FIFTHS => td_string!(scene.lang, conc.last).to_owned(),
        other => td_string!(scene.lang, conc.fifth, n = other),
    }
}

fn bar(scene: &Scene, fifth: u8) -> Bar {
    let (lang, part) = (scene.lang, scene.figures.concentration.fifth(fifth));
    let people = text::people(lang, part.customers);
    Bar {
        name: name(scene, fifth),
        value: td_string!(lang, conc.bar, percent = share(scene, part), people = people),
        permille: permille(scene, part),
        tone: if fifth == 1 { Tone::Strong } else { Tone::Middle },
        opens: Some(Opens {
            href: Asked::who(Pick::Fifth(fifth)).href(),
            people: part.customers,
            testid: format!("fifth-{fifth}"),
        }),
    }
}

fn behind(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let titles = [
        td_string!(lang, conc.part),
        td_string!(lang, stage.people),
        td_string!(lang, conc.net),
        td_string!(lang, conc.share),
    ];
    let row = |fifth| {
        let part = scene.figures.concentration.fifth(fifth);
        let (people, net) = (number::count(part.customers), number::money(part.net_fen));
        vec![name(scene, fifth), people, net, share(scene, part)]
    };
    table(titles.map(str::to_owned).to_vec(), (1..=FIFTHS).map(row).collect())
}
