//! Tiers in words: what a step asks for and gives, what is missing, what happened.

use crate::domain::address_form::form_of_address;
use crate::domain::card::Card;
use crate::domain::rate::BasisPoints;
use crate::domain::tier::{
    Change, Fall, Minimums, Missing, Mode, Policy, Reason, Step, Term, Tier, Warning,
};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;

/// What of the price is paid: `9.5 折`, `5% off`, `Full price`.
#[must_use]
pub fn paid(lang: Locale, paid: BasisPoints) -> String {
    if paid == BasisPoints::ONE {
        return td_string!(lang, tier.full_price).to_owned();
    }
    let text = match lang {
        Locale::zh => decimal(paid.number(), 1_000),
        Locale::en => decimal(10_000_u32.saturating_sub(paid.number()), 100),
    };
    td_string!(lang, tier.paid_zh, n = text)
}

/// `n / unit` without zeros behind the point; the unit is a power of ten.
#[must_use]
pub fn decimal(n: u32, unit: u32) -> String {
    let unit = unit.max(1);
    let digits = unit.checked_ilog10().unwrap_or(0) as usize;
    let text = format!("{}.{:0digits$}", n / unit, n % unit);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn amount(fen: crate::domain::money::Fen) -> String {
    number::money(i128::from(fen.minor()))
}

/// What a step asks for.
#[must_use]
pub fn asks(lang: Locale, minimums: Minimums, mode: Mode) -> String {
    let times = minimums.purchases.map(|n| super::purchases(lang, u64::from(n)));
    match (times, minimums.net_fen.map(amount), mode) {
        (None, None, _) => td_string!(lang, tier.lowest).to_owned(),
        (Some(times), None, _) => td_string!(lang, tier.asks_times, times = times),
        (None, Some(net), _) => td_string!(lang, tier.asks_amount, amount = net),
        (Some(times), Some(net), Mode::And) => {
            td_string!(lang, tier.asks_both, times = times, amount = net)
        }
        (Some(times), Some(net), Mode::Or) => {
            td_string!(lang, tier.asks_either, times = times, amount = net)
        }
    }
}

/// What is missing, of what is missing at all.
#[must_use]
pub fn missing(lang: Locale, missing: Missing, mode: Mode) -> String {
    let times = missing.purchases.filter(|n| *n > 0).map(|n| super::purchases(lang, n));
    let net = missing.net_fen.filter(|fen| fen.minor() > 0).map(amount);
    match (times, net, mode) {
        (None, None, _) => String::new(),
        (Some(times), None, _) => td_string!(lang, tier.missing_times, times = times),
        (None, Some(net), _) => td_string!(lang, tier.missing_amount, amount = net),
        (Some(times), Some(net), Mode::And) => {
            td_string!(lang, tier.missing_both, times = times, amount = net)
        }
        (Some(times), Some(net), Mode::Or) => {
            td_string!(lang, tier.missing_either, times = times, amount = net)
        }
    }
}

/// What a step gives: its price and its points, as far as the policy gives them.
#[must_use]
pub fn gives(lang: Locale, policy: &Policy, step: Step) -> String {
    let price = policy.paid(step);
    let points = policy.multiplier(step);
    let mut says = vec![paid(lang, price)];
    if points == BasisPoints::ZERO {
        says.push(td_string!(lang, tier.no_points).to_owned());
    } else if points != BasisPoints::ONE {
        says.push(td_string!(lang, tier.points_times, n = decimal(points.number(), 10_000)));
    }
    says.join(" · ")
}

/// Whether and when tiers fall.
#[must_use]
pub fn falls(lang: Locale, fall: Fall, term: Option<Term>) -> String {
    let term = match term {
        Some(Term::Months(months)) => super::months(lang, u64::from(months)),
        Some(Term::Days(days)) => super::days(lang, u64::from(days)),
        None => String::new(),
    };
    match fall {
        Fall::Never => td_string!(lang, tier.never_down).to_owned(),
        Fall::OneDown => td_string!(lang, tier.falls_one, term = term),
        Fall::Fits => td_string!(lang, tier.falls_fits, term = term),
    }
}

/// A change of somebody's tier, with its day and its reason; `begins` where a policy began on it.
#[must_use]
pub fn change(lang: Locale, change: &Change, begins: bool, name: &str, day: &str) -> String {
    match change.reason {
        Reason::Rise if begins => td_string!(lang, tier.history_begin, day = day, tier = name),
        Reason::Rise => td_string!(lang, tier.history_rise, day = day, tier = name),
        Reason::Fall => td_string!(lang, tier.history_fall, day = day, tier = name),
        Reason::Cut => td_string!(lang, tier.history_cut, day = day, tier = name),
    }
}

/// What is odd about a policy.
#[must_use]
pub fn warning(lang: Locale, warning: Warning) -> String {
    match warning {
        Warning::SmallPriceStep { by, .. } => {
            let by = format!("{}%", decimal(by, 100));
            td_string!(lang, tier.odd_small_step, by = by)
        }
        Warning::ManyRights(_) => td_string!(lang, tier.odd_many_rights).to_owned(),
        Warning::MultiplierFalls(_) => td_string!(lang, tier.odd_multiplier).to_owned(),
    }
}

/// How a member of a step is greeted: by its title, else by its name (MB9).
#[must_use]
pub fn title(tier: &Tier) -> &str {
    if tier.title.is_empty() { &tier.name } else { &tier.title }
}

/// The words that congratulate somebody on his new tier (MB14), with the form of address (NM5).
#[must_use]
pub fn congratulation(
    lang: Locale,
    policy: &Policy,
    step: Step,
    card: &Card,
    label: &str,
) -> String {
    let name = form_of_address(card, label).unwrap_or_default();
    let Some(tier) = policy.tier(step) else { return String::new() };
    let mut rights = String::new();
    let price = policy.paid(step);
    if price != BasisPoints::ONE {
        rights += &td_string!(lang, tier.words_price, price = paid(lang, price));
    }
    let points = policy.multiplier(step);
    if points > BasisPoints::ONE {
        rights += &td_string!(lang, tier.words_points, n = decimal(points.number(), 10_000));
    }
    if !tier.rights.is_empty() {
        let all = tier.rights.join(td_string!(lang, tier.between));
        rights += &td_string!(lang, tier.words_right, rights = all);
    }
    td_string!(lang, tier.words, name = name, tier = title(tier), rights = rights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Fen;

    #[test]
    fn what_is_missing_is_said_with_its_number() {
        let of =
            |purchases, net: Option<i64>| Missing { purchases, net_fen: net.map(Fen::from_minor) };
        for (given, mode, zh, en) in [
            (of(Some(2), Some(8_600)), Mode::And, "再买 2 次、¥86", "2 purchases and ¥86 more"),
            (of(Some(2), Some(8_600)), Mode::Or, "再买 2 次，或 ¥86", "2 purchases or ¥86 more"),
            (of(Some(0), Some(8_600)), Mode::And, "再买 ¥86", "¥86 more"),
            (of(Some(1), None), Mode::And, "再买 1 次", "1 purchase more"),
            (of(None, None), Mode::And, "", ""),
        ] {
            assert_eq!(missing(Locale::zh, given, mode), zh);
            assert_eq!(missing(Locale::en, given, mode), en);
        }
        assert_eq!(paid(Locale::zh, BasisPoints::new(9_500).unwrap()), "9.5 折");
        assert_eq!(paid(Locale::en, BasisPoints::new(9_850).unwrap()), "1.5% off");
        assert_eq!(paid(Locale::en, BasisPoints::ONE), "Full price");
    }
}
