//! New customers by month, and how many of them came again: a heat picture.

use leptos::prelude::*;

use super::explained::Explained;
use super::plate::Plate;
use super::scene::{FEWEST, Scene};
use crate::domain::figures::Cohort;
use crate::domain::money::Ratio;
use crate::domain::roster::Pick;
use crate::ui::components::chart::Opens;
use crate::ui::components::chart::heat::{Heat, HeatCell, HeatRow, HeatShape};
use crate::ui::i18n::td_string;
use crate::ui::number;
use crate::ui::pages::customers::asked::Asked;
use crate::ui::text;

/// Months shown; a year is what people compare.
const SHOWN: usize = 12;

pub(super) fn cohorts(scene: &Scene) -> AnyView {
    let (lang, all, shown) = (scene.lang, scene.figures.cohorts.len(), shown(scene));
    if shown.is_empty() {
        return ().into_any();
    }
    let older = (all > SHOWN).then(|| {
        td_string!(lang, cohort.older, n = SHOWN, rest = number::count((all - SHOWN) as u64))
    });
    let few = format!("{} {}", td_string!(lang, cohort.few), td_string!(lang, cohort.opens));
    let basis = td_string!(lang, cohort.basis, day = scene.as_of());
    let plate = Plate {
        id: "cohort-t",
        title: title(scene),
        basis: vec![basis, few, older.unwrap_or_default()],
        is_wide: true,
        figure: Explained::Cohorts,
        picture: picture(scene),
        table: behind(scene),
    };
    plate.draw(scene)
}

fn shown(scene: &Scene) -> &[Cohort] {
    let all = &scene.figures.cohorts;
    all.get(all.len().saturating_sub(SHOWN)..).unwrap_or_default()
}

/// Columns behind that of the month itself.
fn later(scene: &Scene) -> usize {
    let most = shown(scene).iter().map(|it| months_until(it, scene)).max();
    most.unwrap_or(0).min(SHOWN)
}

/// How many of a cohort came again so many months later; `None` = still to come. A month in which
/// nobody came is a nought, not one that is still to come.
fn again(scene: &Scene, cohort: &Cohort, after: usize) -> Option<Ratio> {
    let whole = cohort.active.first().copied().unwrap_or(0);
    let known = after <= months_until(cohort, scene);
    let part = cohort.active.get(after).copied().or(known.then_some(0))?;
    Some(Ratio { part, whole })
}

fn heads(scene: &Scene) -> impl Iterator<Item = String> {
    let lang = scene.lang;
    let people = td_string!(lang, cohort.people).to_owned();
    let months = (1..=later(scene)).map(move |n| td_string!(lang, cohort.month_plus, n = n));
    std::iter::once(people).chain(months)
}

fn picture(scene: &Scene) -> AnyView {
    let row = |cohort: &Cohort| {
        let cells = (1..=later(scene)).map(|after| {
            again(scene, cohort, after).map(|ratio| cell(scene, cohort, after, ratio))
        });
        let cells = std::iter::once(Some(whole(scene, cohort))).chain(cells).collect();
        HeatRow { name: name(scene, cohort), cells }
    };
    let rows = shown(scene).iter().map(row).collect();
    let columns = heads(scene).collect();
    let shape = HeatShape { left: 92, width: 58, height: 36, is_fixed: true };
    let region = td_string!(scene.lang, cohort.region);
    view! {
        <div class="scroll-x sec" tabindex="0" role="region" aria-label=region>
            <Heat columns rows shape titled_by="cohort-t"/>
        </div>
    }
    .into_any()
}

/// All of a cohort.
fn whole(scene: &Scene, cohort: &Cohort) -> HeatCell {
    let people = cohort.active.first().copied().unwrap_or(0);
    let (lang, month) = (scene.lang, name(scene, cohort));
    let label = td_string!(lang, cohort.row, month = month, people = text::people(lang, people));
    let pick = Pick::Cohort { year: cohort.year, month: cohort.month };
    HeatCell {
        text: number::count(people),
        label,
        shade: None,
        opens: Some(opens(pick, people, format!("cohort-{:04}-{:02}", cohort.year, cohort.month))),
    }
}

/// Those of them who came again in a month. Of few people only the count is said.
fn cell(scene: &Scene, cohort: &Cohort, after: usize, ratio: Ratio) -> HeatCell {
    let (lang, month) = (scene.lang, name(scene, cohort));
    let people = text::people(lang, ratio.part);
    let (year, in_year) = (cohort.year, cohort.month);
    let pick = Pick::CohortAfter { year, month: in_year, after: after as u32 };
    let mark = format!("cohort-{year:04}-{in_year:02}-{after}");
    let (text, label, shade) = if ratio.whole < FEWEST {
        let label = td_string!(lang, cohort.cell_few, month = month, n = after, people = people);
        (number::count(ratio.part), label, None)
    } else {
        let percent = whole_percent(scene, ratio);
        let shown = percent.clone();
        let label = td_string!(
            lang,
            cohort.cell,
            month = month,
            n = after,
            people = people,
            percent = percent
        );
        (shown, label, Some(shade(ratio)))
    };
    HeatCell { text, label, shade, opens: Some(opens(pick, ratio.part, mark)) }
}

fn opens(pick: Pick, people: u64, testid: String) -> Opens {
    Opens { href: Asked::who(pick).href(), people, testid }
}

fn name(scene: &Scene, cohort: &Cohort) -> String {
    number::month(cohort.year, cohort.month, scene.lang, scene.this_year)
}

/// The month whose new customers came again most, among those of which enough are known. The
/// month that still runs is no match: its share can only grow.
pub(super) fn title(scene: &Scene) -> String {
    let (lang, shown) = (scene.lang, shown(scene));
    let next = |it: &Cohort| {
        let (whole, part) = (it.active.first().copied()?, it.active.get(1).copied()?);
        let finished = months_until(it, scene) >= 2;
        (whole >= FEWEST && finished && part > 0).then_some(Ratio { part, whole })
    };
    let best = shown.iter().filter_map(|it| next(it).map(|ratio| (it, ratio))).max_by(|a, b| {
        let product = |a: Ratio, b: Ratio| u128::from(a.part) * u128::from(b.whole);
        product(a.1, b.1).cmp(&product(b.1, a.1))
    });
    match best {
        None => td_string!(lang, cohort.title_none).to_owned(),
        Some((month, ratio)) => td_string!(
            lang,
            cohort.title,
            month = number::month(month.year, month.month, lang, scene.this_year),
            percent = scene.percent(ratio)
        ),
    }
}

/// Whole months from the month of a cohort to that of the day the figures are of.
fn months_until(cohort: &Cohort, scene: &Scene) -> usize {
    let (year, month, _) = scene.figures.basis.as_of.ymd();
    let months = i64::from(year - cohort.year) * 12 + i64::from(month) - i64::from(cohort.month);
    usize::try_from(months).unwrap_or(0)
}

/// Tenths of the people, from 4 on as one.
fn shade(ratio: Ratio) -> u8 {
    let percent = ratio.part * 100 / ratio.whole.max(1);
    match percent {
        0 => 0,
        1..=9 => 1,
        10..=19 => 2,
        20..=29 => 3,
        30..=39 => 4,
        _ => 5,
    }
}

/// Cells are narrow: no decimal.
fn whole_percent(scene: &Scene, ratio: Ratio) -> String {
    let text = scene.percent(ratio);
    match text.split_once('.') {
        Some(_) => format!("{}%", (ratio.part * 200 + ratio.whole) / (ratio.whole * 2).max(1)),
        None => text,
    }
}

fn behind(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let first = td_string!(lang, cohort.first);
    let heads = heads(scene).map(|it| view! { <th scope="col">{it}</th> }).collect_view();
    let rows = shown(scene).iter().map(|it| line(scene, it)).collect_view();
    view! {
        <table class="cohort">
            <caption class="sr">{td_string!(lang, cohort.caption)}</caption>
            <thead>
                <tr>
                    <th scope="col">{first}</th>
                    {heads}
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(scene: &Scene, cohort: &Cohort) -> impl IntoView + use<> {
    let whole = cohort.active.first().copied().unwrap_or(0);
    let cells = (1..=later(scene)).map(|after| match again(scene, cohort, after) {
        Some(ratio) => written(scene, ratio),
        None => not_yet(scene),
    });
    let cells = cells.collect_view();
    view! {
        <tr>
            <th scope="row">{name(scene, cohort)}</th>
            <td class="num">{number::count(whole)}</td>
            {cells}
        </tr>
    }
}

fn written(scene: &Scene, ratio: Ratio) -> AnyView {
    let count = number::count(ratio.part);
    let says = if ratio.whole < FEWEST {
        count
    } else {
        format!("{count} · {}", whole_percent(scene, ratio))
    };
    view! { <td class="num">{says}</td> }.into_any()
}

fn not_yet(scene: &Scene) -> AnyView {
    view! {
        <td>
            <span class="sr">{td_string!(scene.lang, cohort.not_yet)}</span>
        </td>
    }
    .into_any()
}
