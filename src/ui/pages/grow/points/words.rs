//! Terms of points as a sentence.

use crate::domain::loyalty::{PointsTerms, Rulebook};
use crate::domain::money::Fen;
use crate::domain::points::Validity;
use crate::domain::rate::BasisPoints;
use crate::domain::tier::Step;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::text;

/// What these terms mean for a customer: what he earns, what that pays, how long it holds, and what
/// his tier makes of it under the tiers of their first day.
#[must_use]
pub fn sentence(lang: Locale, terms: &PointsTerms, rules: &Rulebook) -> String {
    if !terms.is_on {
        return td_string!(lang, points.says_off).to_owned();
    }
    let earns = td_string!(
        lang,
        points.says_earns,
        amount = yuan(terms.unit_fen),
        points = text::points(lang, terms.rate.into())
    );
    let parts = [Some(earns), Some(pays(lang, terms)), Some(holds(lang, terms.validity))];
    let first = parts.into_iter().flatten().collect::<Vec<_>>();
    let first = first.join(td_string!(lang, points.between));
    match tiers(lang, terms, rules) {
        tiers if tiers.is_empty() => td_string!(lang, points.says, first = first),
        tiers => td_string!(lang, points.says_with_tiers, first = first, tiers = tiers),
    }
}

/// A sum of the rules. It tells nothing of the shop's money and is never covered.
fn yuan(fen: Fen) -> String {
    format!("¥{}", number::plain_money(fen))
}

fn pays(lang: Locale, terms: &PointsTerms) -> String {
    let points = text::points(lang, terms.points_per_yuan.into());
    match terms.most_share.number() {
        0 => td_string!(lang, points.says_pays_nothing).to_owned(),
        5_000 => td_string!(lang, points.says_pays_half, points = points),
        10_000.. => td_string!(lang, points.says_pays_all, points = points),
        share => {
            td_string!(lang, points.says_pays_share, points = points, share = hundredths(share))
        }
    }
}

fn holds(lang: Locale, validity: Validity) -> String {
    match validity {
        Validity::ForEver => td_string!(lang, points.says_for_ever).to_owned(),
        Validity::Days(days) => {
            td_string!(lang, points.says_days, days = text::days(lang, days.into()))
        }
        Validity::ToYearsEnd => td_string!(lang, points.says_year).to_owned(),
    }
}

/// The tiers that earn otherwise than the others.
fn tiers(lang: Locale, terms: &PointsTerms, rules: &Rulebook) -> String {
    let Some((_, policy)) = rules.policy_on(terms.first_day) else { return String::new() };
    let named = policy.tiers().iter().enumerate().filter_map(|(place, tier)| {
        let multiplier = policy.multiplier(Step::at(place));
        let name = tier.name.clone();
        let times = hundredths_of(multiplier);
        (multiplier != BasisPoints::ONE)
            .then(|| td_string!(lang, points.says_tier, name = name, times = times))
    });
    named.collect::<Vec<_>>().join(td_string!(lang, points.between_tiers))
}

/// Ten-thousandths as a percentage: `3000` is `30`, `3350` is `33.5`.
fn hundredths(share: u32) -> String {
    trimmed(format!("{}.{:02}", share / 100, share % 100))
}

/// A multiplier: `12000` is `1.2`.
fn hundredths_of(multiplier: BasisPoints) -> String {
    let number = multiplier.number();
    trimmed(format!("{}.{:04}", number / 10_000, number % 10_000))
}

/// Without zeros behind its point.
fn trimmed(text: String) -> String {
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;

    #[test]
    fn terms_are_one_sentence() {
        let usual = PointsTerms::usual(Day::from_number(20_000));
        let share = |number| BasisPoints::new(number).unwrap();
        for (terms, zh, en) in [
            (
                usual.clone(),
                "满 ¥1 积 1 分，100 分抵 ¥1，最多抵一半，一直有效。",
                "1 point for each ¥1, 100 points pay ¥1, at most half, no end.",
            ),
            (
                PointsTerms {
                    rate: 3,
                    unit_fen: Fen::from_minor(1_050),
                    validity: Validity::Days(365),
                    most_share: share(3_350),
                    ..usual.clone()
                },
                "满 ¥10.50 积 3 分，100 分抵 ¥1，最多抵 33.5%，365 天有效。",
                "3 points for each ¥10.50, 100 points pay ¥1, at most 33.5%, valid for 365 days.",
            ),
            (PointsTerms { is_on: false, ..usual }, "新单不积分。", "New orders earn no points."),
        ] {
            let rules = Rulebook::default();
            assert_eq!(sentence(Locale::zh, &terms, &rules), zh);
            assert_eq!(sentence(Locale::en, &terms, &rules), en);
        }
        assert_eq!(hundredths_of(share(12_000)), "1.2");
        assert_eq!(hundredths_of(share(20_000)), "2");
    }
}
