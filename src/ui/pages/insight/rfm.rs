//! RFM: the eight groups, and how many people have each score.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::{Plate, nothing};
use super::scene::Scene;
use crate::domain::figures::rfm::FEWEST_FOR_GROUPS;
use crate::domain::figures::{Axis, GroupFigures, RfmGroup, RfmSilence};
use crate::domain::money::Ratio;
use crate::domain::roster::Pick;
use crate::ui::components::meter::ShareBar;
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

/// Below so many customers five steps say little (seller-notes, day 2).
const FEW_CUSTOMERS: u64 = 100;

/// The groups in the order of the grid: came lately and long not seen side by side.
const GRID: [RfmGroup; 8] = [
    RfmGroup::Best,
    RfmGroup::BigGoneQuiet,
    RfmGroup::BigBasketsFewVisits,
    RfmGroup::BigOneTimeGone,
    RfmGroup::FrequentSmall,
    RfmGroup::SmallRegularsQuiet,
    RfmGroup::Newcomers,
    RfmGroup::PassersBy,
];

pub(super) fn groups(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    if let Some(silence) = silence(scene) {
        let customers = text::customers(lang, scene.figures.customers);
        let bounds = scene.figures.basis.stage_bounds;
        let says = match silence {
            RfmSilence::TooFew => {
                let n = number::count(FEWEST_FOR_GROUPS);
                td_string!(lang, rfm.too_few, customers = customers, n = n)
            }
            RfmSilence::Dormant => {
                let days = text::days(lang, u64::from(bounds.high_save_days));
                td_string!(lang, rfm.dormant, days = days)
            }
        };
        return nothing("rfm-t", title(scene), says);
    }
    let cells = GRID.iter().filter_map(|it| group(scene, *it)).map(|it| cell(scene, it));
    let few = (scene.figures.customers < FEW_CUSTOMERS).then(|| {
        let customers = text::customers(lang, scene.figures.customers);
        td_string!(lang, rfm.few, customers = customers)
    });
    let shows = td_string!(lang, rfm.shows_groups);
    let share = format!("{} {shows}", td_string!(lang, rfm.basis_share));
    let picture = view! {
        <div class="rfm">
            <p class="ax o1">{td_string!(lang, rfm.recent)}</p>
            <p class="ax o2">{td_string!(lang, rfm.quiet)}</p>
            {cells.collect_view()}
        </div>
    };
    let plate = Plate {
        id: "rfm-t",
        title: title(scene),
        basis: vec![basis(scene), share, few.unwrap_or_default()],
        is_wide: true,
        figure: Explained::Groups,
        picture: picture.into_any(),
        table: scores(scene),
    };
    plate.draw(scene)
}

fn silence(scene: &Scene) -> Option<RfmSilence> {
    RfmSilence::of(scene.figures.customers, &scene.figures.stages)
}

pub(super) fn title(scene: &Scene) -> String {
    let lang = scene.lang;
    let quiet = group(scene, RfmGroup::BigGoneQuiet).map_or(0, |it| it.customers);
    match silence(scene) {
        Some(_) => td_string!(lang, rfm.silent_title).to_owned(),
        None if quiet == 0 => td_string!(lang, rfm.title_none).to_owned(),
        None => td_string!(lang, rfm.title, people = text::people(lang, quiet)),
    }
}

fn basis(scene: &Scene) -> String {
    let (lang, day) = (scene.lang, scene.as_of());
    let high = scene.figures.basis.high_score;
    match scene.figures.basis.rfm_window_days {
        0 => td_string!(lang, rfm.basis_all, day = day, high = high),
        days => {
            let days = text::days(lang, u64::from(days));
            td_string!(lang, rfm.basis, days = days, day = day, high = high)
        }
    }
}

fn group(scene: &Scene, group: RfmGroup) -> Option<GroupFigures> {
    scene.figures.rfm.groups.iter().copied().find(|it| it.group == group)
}

/// True for the groups that came lately: the first row of the grid.
const fn is_recent(group: RfmGroup) -> bool {
    match group {
        RfmGroup::Best
        | RfmGroup::BigBasketsFewVisits
        | RfmGroup::FrequentSmall
        | RfmGroup::Newcomers => true,
        RfmGroup::BigGoneQuiet
        | RfmGroup::BigOneTimeGone
        | RfmGroup::SmallRegularsQuiet
        | RfmGroup::PassersBy => false,
    }
}

fn cell(scene: &Scene, figures: GroupFigures) -> impl IntoView + use<> {
    let lang = scene.lang;
    let (name, course) = text::group(lang, figures.group);
    let whole: i128 = scene.figures.rfm.groups.iter().map(|it| it.net_fen).sum();
    let share = number::permille(figures.net_fen, whole);
    let says = td_string!(
        lang,
        rfm.share,
        people = text::customers(lang, figures.customers),
        share = scene.percent(Ratio { part: u64::from(share), whole: 1000 })
    );
    let call_first = figures.group == RfmGroup::BigGoneQuiet && figures.customers > 0;
    let class = match (is_recent(figures.group), call_first) {
        (true, _) => "cell o1",
        (false, true) => "cell o2 first",
        (false, false) => "cell o2",
    };
    view! {
        <a
            class=class
            href=Asked::who(Pick::Group(figures.group)).href()
            data-people=figures.customers.to_string()
            data-testid=format!("rfm-group-{}", figures.group.place() + 1)
        >
            <b>{name}</b>
            <small>{course}</small>
            <span class="c">{says}</span>
            <ShareBar permille=share/>
        </a>
    }
}

fn scores(scene: &Scene) -> AnyView {
    let (lang, rfm) = (scene.lang, &scene.figures.rfm);
    let axes = [
        (td_string!(lang, rfm.r), rfm.r),
        (td_string!(lang, rfm.f), rfm.f),
        (td_string!(lang, rfm.m), rfm.m),
    ];
    let heads = (1..=5_u8)
        .rev()
        .map(|n| view! { <th scope="col" class="r">{td_string!(lang, rfm.score_n, n = n)}</th> })
        .collect_view();
    let crowds = axes.iter().filter_map(|(name, axis)| crowd(scene, name, axis)).collect_view();
    let rows = axes
        .iter()
        .map(|(name, axis)| {
            let cells = axis
                .scores
                .iter()
                .rev()
                .map(|n| view! { <td class="r num">{number::count(*n)}</td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{*name}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
            <table class="tbl">
                <thead>
                    <tr>
                        <th scope="col">{td_string!(lang, rfm.score)}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        {crowds}
        <p class="basis">{td_string!(lang, rfm.same_score)}</p>
    }
    .into_any()
}

/// Where one value holds so many customers that the axis says little.
fn crowd(scene: &Scene, name: &'static str, axis: &Axis) -> Option<impl IntoView + use<>> {
    let crowd = axis.crowd?;
    let ratio = Ratio { part: crowd.customers, whole: scene.figures.customers };
    let says = td_string!(scene.lang, rfm.crowded, axis = name, percent = scene.percent(ratio));
    Some(view! { <p class="basis">{says}</p> })
}
