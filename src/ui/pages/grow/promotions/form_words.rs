//! What the fields of the forms are called, and what is wrong with them.

use super::kinds::{Field, Kind};
use super::typed::Wrong;
use crate::domain::promotion::{DraftFault, DraftWarning};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::text;

/// What a kind is called in a list of choices.
#[must_use]
pub fn kind(lang: Locale, kind: Kind) -> &'static str {
    match kind {
        Kind::FirstDay => td_string!(lang, offer.k_first_day),
        Kind::LastDay => td_string!(lang, offer.k_last_day),
        Kind::PerCustomer => td_string!(lang, offer.k_per_customer),
        Kind::Total => td_string!(lang, offer.k_total),
        Kind::Budget => td_string!(lang, offer.k_budget),
        Kind::Group => td_string!(lang, offer.k_group),
        Kind::Validity => td_string!(lang, offer.k_validity),
        Kind::MinAmount => td_string!(lang, offer.k_min_amount),
        Kind::MinQuantity => td_string!(lang, offer.k_min_quantity),
        Kind::SkuIn => td_string!(lang, offer.k_sku_in),
        Kind::SkuOut => td_string!(lang, offer.k_sku_out),
        Kind::CategoryIn => td_string!(lang, offer.k_cat_in),
        Kind::CategoryOut => td_string!(lang, offer.k_cat_out),
        Kind::Tier => td_string!(lang, offer.k_tier),
        Kind::Segment => td_string!(lang, offer.k_segment),
        Kind::Mode => td_string!(lang, offer.k_mode),
        Kind::Role => td_string!(lang, offer.k_kind),
        Kind::Region => td_string!(lang, offer.k_region),
        Kind::Channel => td_string!(lang, offer.k_channel),
        Kind::FirstOrder => td_string!(lang, offer.k_first_order),
        Kind::Nth => td_string!(lang, offer.k_nth),
        Kind::Weekdays => td_string!(lang, offer.k_weekdays),
        Kind::MemberDays => td_string!(lang, offer.k_member_days),
        Kind::Birthday => td_string!(lang, offer.k_birthday),
        Kind::Silence => td_string!(lang, offer.k_silence),
        Kind::Off => td_string!(lang, offer.k_off),
        Kind::OffPer => td_string!(lang, offer.k_off_per),
        Kind::Ladder => td_string!(lang, offer.k_ladder),
        Kind::Percent => td_string!(lang, offer.k_percent),
        Kind::FixedPrice => td_string!(lang, offer.k_fixed),
        Kind::FreePostage => td_string!(lang, offer.k_postage),
        Kind::Gift => td_string!(lang, offer.k_gift),
        Kind::Points => td_string!(lang, offer.k_points),
        Kind::BuyGet => td_string!(lang, offer.k_buy_get),
        Kind::Bundle => td_string!(lang, offer.k_bundle),
    }
}

/// What a field is called.
#[must_use]
pub fn field(lang: Locale, field: Field) -> &'static str {
    match field {
        Field::Day => td_string!(lang, offer.f_day),
        Field::Limit => td_string!(lang, offer.f_limit),
        Field::Budget => td_string!(lang, offer.f_budget),
        Field::GroupName => td_string!(lang, offer.f_group),
        Field::ValidDays => td_string!(lang, offer.f_valid),
        Field::Minimum => td_string!(lang, offer.f_minimum),
        Field::MinQuantity => td_string!(lang, offer.f_min_quantity),
        Field::Reads => td_string!(lang, offer.f_reads),
        Field::Over => td_string!(lang, offer.f_over),
        Field::Words => td_string!(lang, offer.f_words),
        Field::Tier => td_string!(lang, offer.f_tier),
        Field::Nth => td_string!(lang, offer.f_nth),
        Field::Weekdays => td_string!(lang, offer.f_weekdays),
        Field::MonthDays => td_string!(lang, offer.f_month_days),
        Field::Before => td_string!(lang, offer.f_before),
        Field::After => td_string!(lang, offer.f_after),
        Field::Least => td_string!(lang, offer.f_least),
        Field::Most => td_string!(lang, offer.f_most),
        Field::Off | Field::LadderOff => td_string!(lang, offer.f_off),
        Field::Per => td_string!(lang, offer.f_per),
        Field::Cap => td_string!(lang, offer.f_cap),
        Field::Paid => td_string!(lang, offer.f_paid),
        Field::UnitPrice => td_string!(lang, offer.f_unit),
        Field::Good | Field::ItemGood => td_string!(lang, offer.f_good),
        Field::Quantity | Field::ItemQuantity => td_string!(lang, offer.f_quantity),
        Field::Value => td_string!(lang, offer.f_value),
        Field::Factor => td_string!(lang, offer.f_factor),
        Field::Buy => td_string!(lang, offer.f_buy),
        Field::Get => td_string!(lang, offer.f_get),
        Field::GetGoods => td_string!(lang, offer.f_get_goods),
        Field::Times => td_string!(lang, offer.f_times),
        Field::Price => td_string!(lang, offer.f_price),
        Field::LadderFrom => td_string!(lang, offer.f_ladder_from),
    }
}

/// What is wrong with a field, and what to do.
#[must_use]
pub fn wrong(lang: Locale, wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::Amount(fault) => text::amount_fault(lang, fault),
        Wrong::Quantity(fault) => text::quantity_fault(lang, fault),
        Wrong::NotWhole => td_string!(lang, offer.w_whole),
        Wrong::NotAShare => td_string!(lang, offer.w_share),
        Wrong::Missing => td_string!(lang, offer.w_missing),
        Wrong::Fault(it) => fault(lang, it),
    }
}

/// Why a draft is no promotion.
#[must_use]
pub fn fault(lang: Locale, fault: DraftFault) -> &'static str {
    match fault {
        DraftFault::EndsBeforeItBegins => td_string!(lang, offer.x_ends),
        DraftFault::ConditionBelowZero(_) | DraftFault::BenefitBelowZero => {
            td_string!(lang, offer.x_below)
        }
        DraftFault::NoSuchWeekday(_) => td_string!(lang, offer.x_weekday),
        DraftFault::NoSuchDayOfMonth(_) => td_string!(lang, offer.x_month_day),
        DraftFault::TooManyMemberDays(_) => td_string!(lang, offer.x_member_days),
        DraftFault::NoSuchPurchase(_) => td_string!(lang, offer.x_nth),
        DraftFault::PaysMoreThanFull => td_string!(lang, offer.w_share),
        DraftFault::PerNothing => td_string!(lang, offer.x_per),
        DraftFault::NoStep => td_string!(lang, offer.x_no_step),
        DraftFault::SameStep(_) => td_string!(lang, offer.x_same_step),
        DraftFault::NoUnits => td_string!(lang, offer.x_units),
        DraftFault::NoBundleItem => td_string!(lang, offer.x_no_item),
        DraftFault::BadBundleItem(_) => td_string!(lang, offer.x_bad_item),
        DraftFault::BudgetBelowZero => td_string!(lang, offer.x_below),
    }
}

/// What is probably not meant.
#[must_use]
pub fn warning(lang: Locale, warning: DraftWarning) -> &'static str {
    match warning {
        DraftWarning::GrantsNothing => td_string!(lang, offer.n_nothing),
        DraftWarning::NeverMet(_) => td_string!(lang, offer.n_never),
        DraftWarning::LowerStep(_) => td_string!(lang, offer.n_lower),
        DraftWarning::NobodyMayUse => td_string!(lang, offer.n_nobody),
        DraftWarning::TakesItsThreshold => td_string!(lang, offer.n_all),
        DraftWarning::FewerPoints => td_string!(lang, offer.n_fewer),
    }
}
