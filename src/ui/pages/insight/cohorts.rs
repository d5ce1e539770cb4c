//! New customers by month, and how many of them came again.

use leptos::prelude::*;

use super::scene::{FEWEST, Scene};
use crate::domain::figures::Cohort;
use crate::domain::money::Ratio;
use crate::ui::i18n::td_string;
use crate::ui::number;

/// Months shown; a year is what people compare.
const SHOWN: usize = 12;

pub(super) fn cohorts(scene: &Scene) -> AnyView {
    let lang = scene.lang;
    let all = &scene.figures.cohorts;
    let shown = all.get(all.len().saturating_sub(SHOWN)..).unwrap_or_default();
    if shown.is_empty() {
        return ().into_any();
    }
    let columns = shown.iter().map(|it| months_until(it, scene) + 1).max().unwrap_or(1);
    let columns = columns.clamp(1, SHOWN + 1);
    let heads = (1..columns)
        .map(|n| view! { <th scope="col">{td_string!(lang, cohort.month_plus, n = n)}</th> })
        .collect_view();
    let rows = shown.iter().map(|it| line(scene, it, columns)).collect_view();
    let older = (all.len() > SHOWN).then(|| {
        td_string!(lang, cohort.older, n = SHOWN, rest = number::count((all.len() - SHOWN) as u64))
    });
    view! {
        <section class="sheet pad chart wide sec" aria-labelledby="cohort-t">
            <h2 id="cohort-t">{title(scene, shown)}</h2>
            <p class="basis">{td_string!(lang, cohort.basis, day = scene.as_of())}</p>
            <div
                class="scroll-x sec"
                tabindex="0"
                role="region"
                aria-label=td_string!(lang, cohort.region)
            >
                <table class="cohort">
                    <caption class="sr">{td_string!(lang, cohort.caption)}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{td_string!(lang, cohort.first)}</th>
                            <th scope="col">{td_string!(lang, cohort.people)}</th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="basis">{td_string!(lang, cohort.few)}</p>
            <p class="basis">{older}</p>
        </section>
    }
    .into_any()
}

/// The month whose new customers came again most, among those of which enough are known. The
/// month that still runs is no match: its share can only grow.
fn title(scene: &Scene, shown: &[Cohort]) -> String {
    let lang = scene.lang;
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

fn line(scene: &Scene, cohort: &Cohort, columns: usize) -> impl IntoView + use<> {
    let name = number::month(cohort.year, cohort.month, scene.lang, scene.this_year);
    let whole = cohort.active.first().copied().unwrap_or(0);
    let reached = months_until(cohort, scene);
    let cells = (1..columns)
        .map(|at| {
            // A month in which nobody came is a nought, not one that is still to come.
            let part = cohort.active.get(at).copied().or((at <= reached).then_some(0));
            match part {
                Some(part) => share(scene, Ratio { part, whole }).into_any(),
                None => not_yet(scene).into_any(),
            }
        })
        .collect_view();
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{number::count(whole)}</td>
            {cells}
        </tr>
    }
}

/// Whole months from the month of a cohort to that of the day the figures are of.
fn months_until(cohort: &Cohort, scene: &Scene) -> usize {
    let (year, month, _) = scene.figures.basis.as_of.ymd();
    let months = i64::from(year - cohort.year) * 12 + i64::from(month) - i64::from(cohort.month);
    usize::try_from(months).unwrap_or(0)
}

/// A share with its shade; of few people only the count.
fn share(scene: &Scene, ratio: Ratio) -> impl IntoView + use<> {
    if ratio.whole < FEWEST {
        return view! { <td class="num">{number::count(ratio.part)}</td> };
    }
    let percent = ratio.part * 100 / ratio.whole.max(1);
    let class = match percent {
        0 => "num h0",
        1..=9 => "num h1",
        10..=19 => "num h2",
        20..=29 => "num h3",
        30..=39 => "num h4",
        _ => "num h5",
    };
    view! { <td class=class>{whole_percent(scene, ratio)}</td> }
}

/// Cells are narrow: no decimal.
fn whole_percent(scene: &Scene, ratio: Ratio) -> String {
    let text = scene.percent(ratio);
    match text.split_once('.') {
        Some(_) => format!("{}%", (ratio.part * 200 + ratio.whole) / (ratio.whole * 2).max(1)),
        None => text,
    }
}

fn not_yet(scene: &Scene) -> impl IntoView + use<> {
    view! {
        <td>
            <span class="sr">{td_string!(scene.lang, cohort.not_yet)}</span>
        </td>
    }
}
