//! The price of a good over time: as it was asked where that was written down, else as it was paid.

use std::sync::Arc;

use leptos::prelude::*;

use super::Scene;
use crate::domain::day::{Day, DayRange};
use crate::domain::money::Fen;
use crate::domain::price::Price;
use crate::domain::price_care::{PaidPrice, PricePeriod, paid_prices};
use crate::domain::quantity::Quantity;
use crate::ui::components::chart::steps::{Spot, StepWords, Steps};
use crate::ui::components::icon::{Glyph, Icon, Size};
use crate::ui::components::scroller::Scroller;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::say::say;
use crate::ui::state::use_state;
use crate::ui::text;

/// What was paid is drawn for so many days.
const PAID_DAYS: u32 = 180;

/// So many rows stand in the table of what was paid, the last ones.
const PAID_ROWS: usize = 60;

/// What the picture shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Shown {
    asked: Vec<(Day, Option<Fen>)>,
    paid: Vec<PaidPrice>,
    as_of: Day,
}

/// Of one unit, or of as few as can be bought.
fn of_one(price: &Price) -> Option<Fen> {
    price.at(Quantity::ONE).or_else(|| price.at(price.starts_from()))
}

fn asked(history: &[PricePeriod]) -> Vec<(Day, Option<Fen>)> {
    history.iter().map(|it| (it.first_day, it.price.as_ref().and_then(of_one))).collect()
}

/// Thousandths of the way from one end to another; the middle where both are one.
fn thousandths(value: i64, from: i64, to: i64) -> u16 {
    let (part, whole) = (value.saturating_sub(from), to.saturating_sub(from));
    if whole <= 0 { 500 } else { number::permille(i128::from(part), i128::from(whole)) }
}

/// The frame that everything is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Frame {
    first: Day,
    last: Day,
    lowest: Fen,
    highest: Fen,
}

impl Frame {
    fn of(shown: &Shown) -> Option<Frame> {
        let asked = shown.asked.iter().filter_map(|(_, fen)| *fen);
        let paid = shown.paid.iter().map(|it| it.mean_fen);
        let levels = || asked.clone().chain(paid.clone());
        let days = shown.asked.iter().map(|(day, _)| *day);
        let first = days.chain(shown.paid.iter().map(|it| it.day)).min()?;
        Some(Frame { first, last: shown.as_of, lowest: levels().min()?, highest: levels().max()? })
    }

    fn spot(self, day: Day, fen: Fen) -> Spot {
        let number = |day: Day| i64::from(day.number());
        Spot {
            across: thousandths(number(day), number(self.first), number(self.last)),
            up: thousandths(fen.minor(), self.lowest.minor(), self.highest.minor()),
        }
    }

    /// The lines of what was asked, each up to a pause or to the last day.
    fn lines(self, asked: &[(Day, Option<Fen>)]) -> Vec<Vec<Spot>> {
        let mut lines: Vec<Vec<Spot>> = Vec::new();
        let mut open: Option<(Fen, Vec<Spot>)> = None;
        for (day, fen) in asked {
            match (fen, &mut open) {
                (Some(fen), Some((level, line))) => {
                    line.push(self.spot(*day, *fen));
                    *level = *fen;
                }
                (Some(fen), None) => open = Some((*fen, vec![self.spot(*day, *fen)])),
                (None, _) => {
                    lines.extend(open.take().map(|(level, mut line)| {
                        line.push(self.spot(*day, level));
                        line
                    }));
                }
            }
        }
        lines.extend(open.map(|(level, mut line)| {
            line.push(self.spot(self.last, level));
            line
        }));
        lines
    }
}

/// The picture with its finding and its table.
#[component]
pub fn PriceHistory(
    /// The good.
    sku: Arc<str>,
    /// The goods.
    scene: Scene,
) -> impl IntoView {
    let state = use_state();
    let shown = Memo::new(move |_| {
        scene.with(|scene| {
            let facts = &scene.as_ref()?.facts;
            let as_of = facts.as_of();
            let lines = facts.lines(&sku, DayRange::last_days(PAID_DAYS, as_of));
            let paid = paid_prices(&lines, &sku, as_of);
            Some(Shown { asked: asked(&facts.history(&sku)), paid, as_of })
        })
    });
    let drawn = move || {
        let (lang, year) = (state.lang.get(), state.this_year());
        shown.with(|shown| {
            let shown = shown.as_ref()?;
            Some(match Frame::of(shown) {
                Some(frame) => picture(lang, year, shown, frame),
                None => {
                    let says = td_string!(lang, price_care.history_none);
                    view! { <p class="muted">{says}</p> }.into_any()
                }
            })
        })
    };
    view! {
        <figure class="sheet pad chart sec" data-testid="care-history">
            <h3 id="care-history-h">{say!(price_care.history)}</h3>
            {drawn}
        </figure>
    }
}

fn picture(lang: Locale, year: i32, shown: &Shown, frame: Frame) -> AnyView {
    let says = finding(lang, year, shown);
    let amount = text::price_care::amount;
    let (highest, lowest) = match frame.highest == frame.lowest {
        true => (String::new(), String::new()),
        false => (amount(frame.highest), amount(frame.lowest)),
    };
    let day = |day: Day| number::day(day, lang, year);
    let words = StepWords { levels: (highest, lowest), ends: (day(frame.first), day(frame.last)) };
    let marks = shown.paid.iter().map(|it| frame.spot(it.day, it.mean_fen)).collect();
    let lines = frame.lines(&shown.asked);
    let basis = match shown.asked.is_empty() {
        true => td_string!(lang, price_care.history_paid),
        false => td_string!(lang, price_care.history_asked),
    };
    // One price on one day is no picture.
    let has_picture = frame.first < frame.last;
    let label = says.clone();
    let table = table(lang, year, shown);
    let drawing = has_picture.then(|| view! { <Steps lines marks words label/> });
    view! {
        <p class="care-finding" data-testid="care-finding">
            {says}
        </p>
        <p class="basis">{basis}</p>
        {drawing}
        <details>
            <summary class="small">
                {td_string!(lang, price_care.as_table)}
                <Icon glyph=Glyph::Chevron size=Size::Turning/>
            </summary>
            <Scroller titled_by="care-history-h">{table}</Scroller>
        </details>
    }
    .into_any()
}

/// What the picture says, in a sentence.
fn finding(lang: Locale, year: i32, shown: &Shown) -> String {
    let day = |day: Day| number::day(day, lang, year);
    let priced: Vec<(Day, Fen)> =
        shown.asked.iter().filter_map(|(day, fen)| Some((*day, (*fen)?))).collect();
    let amount = text::price_care::amount;
    match (priced.as_slice(), shown.paid.as_slice()) {
        ([(since, fen)], _) => {
            td_string!(lang, price_care.finding_one, day = day(*since), price = amount(*fen))
        }
        ([.., (_, before), (since, now)], _) => {
            let (before, now) = (amount(*before), amount(*now));
            td_string!(
                lang,
                price_care.finding_last,
                day = day(*since),
                before = before,
                now = now,
                n = number::count(priced.len() as u64 - 1)
            )
        }
        ([], paid) => {
            let lowest = paid.iter().map(|it| it.lowest_fen).min().unwrap_or_default();
            let highest = paid.iter().map(|it| it.highest_fen).max().unwrap_or_default();
            td_string!(
                lang,
                price_care.finding_paid,
                lowest = amount(lowest),
                highest = amount(highest)
            )
        }
    }
}

fn table(lang: Locale, year: i32, shown: &Shown) -> AnyView {
    let day = |day: Day| number::day(day, lang, year);
    let amount = text::price_care::amount;
    let no_price = || td_string!(lang, price_care.no_price).to_owned();
    let asked = shown.asked.iter().rev().map(|(since, fen)| {
        let price = fen.map(amount).unwrap_or_else(no_price);
        view! {
            <tr>
                <th scope="row">{td_string!(lang, price_care.since, day = day(*since))}</th>
                <td class="r num">{price}</td>
                <td></td>
            </tr>
        }
        .into_any()
    });
    let paid = shown.paid.iter().rev().take(PAID_ROWS).map(|it| {
        let range = match it.lowest_fen == it.highest_fen {
            true => amount(it.lowest_fen),
            false => {
                let (first, last) = (amount(it.lowest_fen), amount(it.highest_fen));
                td_string!(lang, amount.range, first = first, last = last)
            }
        };
        view! {
            <tr>
                <th scope="row">{td_string!(lang, price_care.paid_on, day = day(it.day))}</th>
                <td class="r num">{range}</td>
                <td class="r num">{text::price_care::pieces(lang, it.quantity)}</td>
            </tr>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = asked.chain(paid).collect();
    view! {
        <table class="tbl">
            <thead>
                <tr>
                    <th scope="col">{td_string!(lang, price_care.h_when)}</th>
                    <th scope="col" class="r">
                        {td_string!(lang, price_care.h_price)}
                    </th>
                    <th scope="col" class="r">
                        {td_string!(lang, price_care.h_sold)}
                    </th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let day = Day::from_number;
        let fen = Fen::from_minor;
        Frame { first: day(0), last: day(100), lowest: fen(1_000), highest: fen(2_000) }
    }

    #[test]
    fn lines_hold_up_to_a_pause_or_to_the_last_day() {
        let at = |day: i32, minor: Option<i64>| (Day::from_number(day), minor.map(Fen::from_minor));
        for (asked, expected, rule) in [
            (vec![], vec![], "never priced"),
            (vec![at(0, Some(1_000))], vec![vec![(0, 0), (1000, 0)]], "one price"),
            (
                vec![at(0, Some(2_000)), at(50, Some(1_000))],
                vec![vec![(0, 1000), (500, 0), (1000, 0)]],
                "a step",
            ),
            (
                vec![at(0, Some(2_000)), at(50, None), at(80, Some(1_500))],
                vec![vec![(0, 1000), (500, 1000)], vec![(800, 500), (1000, 500)]],
                "a pause",
            ),
        ] {
            let lines: Vec<Vec<(u16, u16)>> = frame()
                .lines(&asked)
                .iter()
                .map(|line| line.iter().map(|it| (it.across, it.up)).collect())
                .collect();
            assert_eq!(lines, expected, "{rule}");
        }
    }

    #[test]
    fn one_level_lies_in_the_middle() {
        assert_eq!(thousandths(5, 5, 5), 500);
        assert_eq!((thousandths(0, 0, 10), thousandths(10, 0, 10)), (0, 1000));
    }
}
