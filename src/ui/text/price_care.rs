//! What is to be said of prices, in words.

use crate::domain::day::Day;
use crate::domain::goods::SaleState;
use crate::domain::member::{CareWarning, GoodCare, PaidRange};
use crate::domain::money::Fen;
use crate::domain::price_care::{LastCut, LaunchStage, PaidMore, Volatility};
use crate::domain::quantity::Quantity;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;

/// An amount.
#[must_use]
pub fn amount(fen: Fen) -> String {
    number::money(i128::from(fen.minor()))
}

/// So many pieces of a good.
#[must_use]
pub fn pieces(lang: Locale, quantity: Quantity) -> String {
    td_string!(lang, price_care.pieces, n = number::quantity(quantity))
}

/// So many goods.
#[must_use]
pub fn goods(lang: Locale, n: u64) -> String {
    match n {
        1 => td_string!(lang, price_care.goods_one).to_owned(),
        _ => td_string!(lang, price_care.goods, n = number::count(n)),
    }
}

/// A warning in a few words, for a list.
#[must_use]
pub fn mark(lang: Locale, warning: CareWarning) -> String {
    match warning {
        CareWarning::BelowCost => td_string!(lang, price_care.mark_below).to_owned(),
        CareWarning::CutLately { people } => {
            let people = super::people(lang, people as u64);
            td_string!(lang, price_care.mark_cut, people = people)
        }
        CareWarning::SoldBelowCost => td_string!(lang, price_care.mark_sold_below).to_owned(),
        CareWarning::Moves(_) => td_string!(lang, price_care.mark_moves).to_owned(),
        CareWarning::ThinMargin => td_string!(lang, price_care.mark_thin).to_owned(),
        CareWarning::Expires { in_days } if in_days < 0 => {
            td_string!(lang, price_care.mark_expired).to_owned()
        }
        CareWarning::Expires { in_days } => {
            let days = super::days(lang, u64::from(in_days.unsigned_abs()));
            td_string!(lang, price_care.mark_expires, days = days)
        }
    }
}

/// How strongly it is marked.
#[must_use]
pub const fn tone(warning: CareWarning) -> &'static str {
    match warning {
        CareWarning::BelowCost | CareWarning::SoldBelowCost => "tag tag-bad",
        CareWarning::Expires { in_days } if in_days < 0 => "tag tag-bad",
        CareWarning::CutLately { .. }
        | CareWarning::Moves(_)
        | CareWarning::ThinMargin
        | CareWarning::Expires { .. } => "tag tag-warn",
    }
}

/// A warning about a good as a sentence that says what to do; `source` is where its lowest price
/// comes from.
#[must_use]
pub fn warning(
    lang: Locale,
    warning: CareWarning,
    good: &GoodCare,
    source: &str,
    this_year: i32,
) -> String {
    let lowest = || good.margin.as_ref().map(|it| amount(it.lowest.unit_fen)).unwrap_or_default();
    let cost = || good.margin.as_ref().map(|it| amount(it.cost_fen)).unwrap_or_default();
    match warning {
        CareWarning::BelowCost => {
            let loss = good.margin.as_ref().map(|it| it.margin_fen).unwrap_or_default();
            let loss = amount(Fen::ZERO.saturating_sub(loss));
            let (lowest, cost) = (lowest(), cost());
            td_string!(
                lang,
                price_care.warn_below,
                source = source,
                lowest = lowest,
                cost = cost,
                loss = loss
            )
        }
        CareWarning::SoldBelowCost => {
            let paid = good.paid.map(|it| amount(it.lowest_fen)).unwrap_or_default();
            let cost = good.cost_fen.map(amount).unwrap_or_default();
            td_string!(lang, price_care.warn_sold_below, paid = paid, cost = cost)
        }
        CareWarning::ThinMargin => {
            let left = good.margin.as_ref().map(|it| amount(it.margin_fen)).unwrap_or_default();
            let (lowest, cost) = (lowest(), cost());
            td_string!(
                lang,
                price_care.warn_thin,
                source = source,
                lowest = lowest,
                cost = cost,
                left = left
            )
        }
        CareWarning::CutLately { people } => {
            let day = good.cut.as_ref().map(|(cut, _)| number::day(cut.day, lang, this_year));
            let people = super::people(lang, people as u64);
            td_string!(lang, price_care.warn_cut, day = day.unwrap_or_default(), people = people)
        }
        CareWarning::Moves(volatility) => moves(lang, volatility, this_year),
        CareWarning::Expires { .. } => {
            let day = good.expiry_day.map(|day| number::day(day, lang, this_year));
            td_string!(lang, price_care.warn_expires, day = day.unwrap_or_default())
        }
    }
}

/// Ups and downs.
#[must_use]
pub fn moves(lang: Locale, volatility: Volatility, this_year: i32) -> String {
    match volatility {
        Volatility::UpAndDown { first_day, turn_day } => {
            let first = number::day(first_day, lang, this_year);
            let turn = number::day(turn_day, lang, this_year);
            td_string!(lang, price_care.warn_turn, first = first, turn = turn)
        }
        Volatility::TooManyChanges { changes } => {
            td_string!(lang, price_care.warn_changes, n = number::count(u64::from(changes)))
        }
    }
}

/// How deep a price was cut: `8 折`, `20% off`; nothing where it was free before.
#[must_use]
pub fn depth(lang: Locale, cut: &LastCut) -> String {
    cut.left().map(|left| super::tier::paid(lang, left)).unwrap_or_default()
}

/// Whether a good is on sale on a day.
#[must_use]
pub fn sale(lang: Locale, sale: SaleState, day: Day, this_year: i32) -> String {
    match sale {
        SaleState::OnSale => td_string!(lang, price_care.on_sale).to_owned(),
        SaleState::EndedOn(end) => {
            let on = number::day(end, lang, this_year);
            match sale.is_on_sale(day) {
                true => td_string!(lang, price_care.ends_on, day = on),
                false => td_string!(lang, price_care.ended_on, day = on),
            }
        }
    }
}

/// Where a launch stands.
#[must_use]
pub fn launch(lang: Locale, stage: LaunchStage, this_year: i32) -> String {
    let days = |days: i32| super::days(lang, u64::from(days.unsigned_abs()));
    let day = |day: Day| number::day(day, lang, this_year);
    match stage {
        LaunchStage::Ahead { in_days } => {
            td_string!(lang, price_care.launch_ahead, days = days(in_days))
        }
        LaunchStage::Running { last_day, left_days: 0 } => {
            td_string!(lang, price_care.launch_last, day = day(last_day))
        }
        LaunchStage::Running { last_day, left_days } => {
            let (day, days) = (day(last_day), days(left_days));
            td_string!(lang, price_care.launch_runs, day = day, days = days)
        }
        LaunchStage::Over { last_day } => {
            td_string!(lang, price_care.launch_over, day = day(last_day))
        }
    }
}

/// What was really paid of late.
#[must_use]
pub fn paid(lang: Locale, paid: PaidRange) -> String {
    let lines = number::count(u64::from(paid.lines));
    let (lowest, highest) = (amount(paid.lowest_fen), amount(paid.highest_fen));
    match paid.lowest_fen == paid.highest_fen {
        true => td_string!(lang, price_care.paid_one, price = lowest, lines = lines),
        false => {
            td_string!(
                lang,
                price_care.paid_range,
                lowest = lowest,
                highest = highest,
                lines = lines
            )
        }
    }
}

/// What somebody bought before a price fell, and by how much it cost him more.
#[must_use]
pub fn paid_more(lang: Locale, row: &PaidMore, this_year: i32) -> String {
    td_string!(
        lang,
        price_care.paid_more,
        day = number::day(row.last_day, lang, this_year),
        pieces = pieces(lang, row.quantity),
        paid = amount(row.paid_fen)
    )
}
