//! What the picker and the fields of a condition say.

use super::asking::{About, Ask, MARKS, Unit};
use crate::domain::customer::Platform;
use crate::domain::event::Outcome;
use crate::domain::figures::RfmGroup;
use crate::domain::roster::StagePick;
use crate::domain::segment::Figure;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::text;

/// A part of the picker.
#[must_use]
pub fn about(lang: Locale, about: About) -> &'static str {
    match about {
        About::Much => td_string!(lang, segment.about_much),
        About::Long => td_string!(lang, segment.about_long),
        About::Stage => td_string!(lang, segment.about_stage),
        About::Tier => td_string!(lang, segment.about_tier),
        About::Card => td_string!(lang, segment.about_card),
        About::Goods => td_string!(lang, segment.about_goods),
        About::Contact => td_string!(lang, segment.about_contact),
        About::Coupon => td_string!(lang, segment.about_coupon),
        About::Group => td_string!(lang, segment.about_group),
    }
}

/// What can be asked.
#[must_use]
pub fn ask(lang: Locale, ask: Ask) -> &'static str {
    match ask {
        Ask::Purchases => td_string!(lang, segment.ask_purchases),
        Ask::Net => td_string!(lang, segment.ask_net),
        Ask::Figure(figure) => match figure {
            Figure::Purchases(_) => td_string!(lang, segment.ask_purchases),
            Figure::NetFen(_) => td_string!(lang, segment.ask_net),
            Figure::AverageOrderFen => td_string!(lang, segment.average_order),
            Figure::AverageUnitFen => td_string!(lang, segment.average_unit),
            Figure::ValueRateFen => td_string!(lang, segment.value_rate),
            Figure::CycleDays => td_string!(lang, segment.cycle),
            Figure::DaysSinceLast => td_string!(lang, segment.since_last),
            Figure::DaysSinceFirst => td_string!(lang, segment.since_first),
            Figure::DaysUntilDue => td_string!(lang, segment.until_due),
            Figure::DaysUntilBirthday => td_string!(lang, segment.until_birthday),
            Figure::DaysSinceContact => td_string!(lang, segment.since_contact),
            Figure::RecencyScore => td_string!(lang, segment.recency),
            Figure::FrequencyScore => td_string!(lang, segment.frequency),
            Figure::MoneyScore => td_string!(lang, segment.money_score),
            Figure::TierStep => td_string!(lang, segment.tier),
        },
        Ask::Stage => td_string!(lang, segment.about_stage),
        Ask::Group => td_string!(lang, segment.ask_rfm),
        Ask::Marks => td_string!(lang, segment.ask_marks),
        Ask::Known => td_string!(lang, segment.ask_known),
        Ask::Said(field) => text::segment::word_field(lang, field),
        Ask::BuysOn => td_string!(lang, segment.ask_platform),
        Ask::Item => td_string!(lang, segment.ask_item),
        Ask::Sku => td_string!(lang, segment.ask_sku),
        Ask::Category => td_string!(lang, segment.ask_category),
        Ask::LastOutcome => td_string!(lang, segment.ask_outcome),
        Ask::CouponHeld => td_string!(lang, segment.ask_held),
        Ask::CouponUsed => td_string!(lang, segment.ask_used),
        Ask::CouponEnds => td_string!(lang, segment.ask_ends),
        Ask::HighestTier => td_string!(lang, segment.ask_highest),
        Ask::MemberOf => td_string!(lang, segment.ask_member),
    }
}

/// What stands at a place that can be ticked.
#[must_use]
pub fn tick(lang: Locale, ask: Ask, at: usize) -> &'static str {
    let of = match ask {
        Ask::Stage => StagePick::ALL.get(at).map(|it| text::stage_pick(lang, *it)),
        Ask::Group => RfmGroup::ALL.get(at).map(|it| text::group(lang, *it).0),
        Ask::Marks => MARKS.get(at).map(|it| text::segment::mark(lang, *it)),
        Ask::BuysOn => Platform::ALL.get(at).map(|it| text::platform(lang, *it)),
        Ask::LastOutcome => Outcome::ALL.get(at).map(|it| text::outcome(lang, *it)),
        Ask::Purchases
        | Ask::Net
        | Ask::Figure(_)
        | Ask::Known
        | Ask::Said(_)
        | Ask::Item
        | Ask::Sku
        | Ask::Category
        | Ask::CouponHeld
        | Ask::CouponUsed
        | Ask::CouponEnds
        | Ask::HighestTier
        | Ask::MemberOf => None,
    };
    of.unwrap_or_default()
}

/// What a bound is typed in.
#[must_use]
pub fn unit(lang: Locale, unit: Unit) -> &'static str {
    match unit {
        Unit::Times => td_string!(lang, segment.unit_times),
        Unit::Money => td_string!(lang, segment.unit_money),
        Unit::Days => td_string!(lang, segment.unit_days),
        Unit::Score => td_string!(lang, segment.unit_score),
        Unit::Tier => td_string!(lang, segment.tier),
    }
}

/// True where the upper bound itself is left out.
#[must_use]
pub fn is_half_open(ask: Ask) -> bool {
    match ask {
        Ask::Net => true,
        Ask::Figure(figure) => figure.is_half_open(),
        Ask::Purchases
        | Ask::Stage
        | Ask::Group
        | Ask::Marks
        | Ask::Known
        | Ask::Said(_)
        | Ask::BuysOn
        | Ask::Item
        | Ask::Sku
        | Ask::Category
        | Ask::LastOutcome
        | Ask::CouponHeld
        | Ask::CouponUsed
        | Ask::CouponEnds
        | Ask::HighestTier
        | Ask::MemberOf => false,
    }
}

/// What one has to know about a figure.
#[must_use]
pub fn hint(lang: Locale, ask: Ask) -> &'static str {
    let Ask::Figure(figure) = ask else { return td_string!(lang, segment.bound_hint) };
    match figure {
        Figure::DaysUntilDue => td_string!(lang, segment.due_hint),
        Figure::DaysUntilBirthday => td_string!(lang, segment.birthday_hint),
        Figure::CycleDays => td_string!(lang, segment.cycle_hint),
        Figure::DaysSinceContact => td_string!(lang, segment.contact_hint),
        Figure::RecencyScore | Figure::FrequencyScore | Figure::MoneyScore => {
            td_string!(lang, segment.score_hint)
        }
        Figure::Purchases(_)
        | Figure::NetFen(_)
        | Figure::AverageOrderFen
        | Figure::AverageUnitFen
        | Figure::ValueRateFen
        | Figure::DaysSinceLast
        | Figure::DaysSinceFirst
        | Figure::TierStep => td_string!(lang, segment.bound_hint),
    }
}
