//! What an offer grants, in words.

use super::{OfferNames, listed, money, reading};
use crate::domain::money::Fen;
use crate::domain::promotion::{Benefit, BundleItem, LadderStep};
use crate::domain::quantity::Quantity;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::text;

/// A number of thousandths without zeros behind its point.
#[must_use]
pub fn decimal(thousandths: i64) -> String {
    number::quantity(Quantity::from_thousandths(thousandths))
}

/// What is granted.
#[must_use]
pub fn benefit(lang: Locale, benefit: &Benefit, names: &OfferNames) -> String {
    let most = |cap: Option<Fen>| {
        cap.map(|cap| td_string!(lang, offer.at_most, money = money(cap))).unwrap_or_default()
    };
    let often = |times: Option<u32>| {
        let times = times.map(|n| text::times(lang, u64::from(n)));
        times.map(|times| td_string!(lang, offer.at_most_times, times = times)).unwrap_or_default()
    };
    match benefit {
        Benefit::AmountOff { off_fen } => td_string!(lang, offer.off, money = money(*off_fen)),
        Benefit::AmountOffPer { off_fen, per_fen, max_fen, read } => {
            let (off, per) = (money(*off_fen), money(*per_fen));
            let says = td_string!(lang, offer.off_per, off = off, per = per);
            let cap = match max_fen {
                Some(_) => most(*max_fen),
                None => td_string!(lang, offer.no_cap).to_owned(),
            };
            says + &reading(lang, *read) + &cap
        }
        Benefit::Ladder { steps, read } => {
            let step = |step: &LadderStep| {
                let (from, off) = (money(step.from_fen), money(step.off_fen));
                td_string!(lang, offer.ladder_step, from = from, off = off)
            };
            listed(lang, steps.iter().map(step)) + &reading(lang, *read)
        }
        Benefit::Percent { paid, cap_fen } => {
            let bp = i64::from(paid.number());
            let (fold, off) = (decimal(bp), decimal((10_000 - bp) * 10));
            percent(lang, fold, off) + &most(*cap_fen)
        }
        Benefit::FixedPrice { unit_fen } => {
            td_string!(lang, offer.fixed, money = money(*unit_fen))
        }
        Benefit::FreePostage => td_string!(lang, offer.free_postage).to_owned(),
        Benefit::Gift { sku, quantity, value_fen } => {
            let (name, n) = (names.good(sku), number::quantity(*quantity));
            td_string!(lang, offer.gift, name = name, n = n, money = money(*value_fen))
        }
        Benefit::PointsMultiplier { day } => {
            td_string!(lang, offer.points_times, n = decimal(i64::from(day.number()) / 10))
        }
        Benefit::BuyGet { buy_units, get_units, get_skus, max_times } => {
            let says = match get_skus {
                None => td_string!(lang, offer.buy_get, buy = buy_units, get = get_units),
                Some(skus) => {
                    let goods = listed(lang, skus.iter().map(|sku| names.good(sku)));
                    td_string!(
                        lang,
                        offer.buy_get_of,
                        buy = buy_units,
                        get = get_units,
                        goods = goods
                    )
                }
            };
            says + &often(*max_times)
        }
        Benefit::Bundle { items, price_fen, max_times } => {
            let item = |item: &BundleItem| {
                let (name, n) = (names.good(&item.sku), number::quantity(item.quantity));
                td_string!(lang, offer.bundle_item, name = name, n = n)
            };
            let goods = listed(lang, items.iter().map(item));
            td_string!(lang, offer.bundle, goods = goods, money = money(*price_fen))
                + &often(*max_times)
        }
    }
}

/// As sellers say it: what is paid in Chinese, what is taken off in English.
fn percent(lang: Locale, fold: String, off: String) -> String {
    match lang {
        Locale::zh => td_string!(lang, offer.percent, n = fold),
        Locale::en => td_string!(lang, offer.percent, n = off),
    }
}
