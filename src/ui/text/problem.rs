//! What is wrong with rows, and who may be the same person.

use crate::ui::i18n::{Locale, td_string};
use crate::ui::state::{Likeness, Platform, ProblemReason, SaidWhen};
use crate::ui::veil;

/// Why a row does not count.
#[must_use]
pub fn problem(lang: Locale, reason: ProblemReason) -> &'static str {
    match reason {
        ProblemReason::Missing => td_string!(lang, reason.missing),
        ProblemReason::RowTooShort => td_string!(lang, reason.row_too_short),
        ProblemReason::RowTooLong => td_string!(lang, reason.row_too_long),
        ProblemReason::DateUnreadable => td_string!(lang, reason.date_unreadable),
        ProblemReason::DateOutOfRange => td_string!(lang, reason.date_out_of_range),
        ProblemReason::NumberUnreadable => td_string!(lang, reason.number_unreadable),
        ProblemReason::NumberNegative => td_string!(lang, reason.number_negative),
        ProblemReason::NumberTooLarge => td_string!(lang, reason.number_too_large),
        ProblemReason::StatusUnknown => td_string!(lang, reason.status_unknown),
        ProblemReason::OrderNumberDamaged => td_string!(lang, reason.order_number_damaged),
        ProblemReason::TwoCustomers => td_string!(lang, reason.two_customers),
        ProblemReason::NoSuchOrder => td_string!(lang, reason.no_such_order),
        ProblemReason::OrderAboveLost => td_string!(lang, reason.order_above_lost),
        ProblemReason::NobodyNamed => td_string!(lang, reason.nobody_named),
        ProblemReason::PhoneDamaged => td_string!(lang, reason.phone_damaged),
        ProblemReason::NoContact => td_string!(lang, reason.no_contact),
    }
}

/// What to do about a row that does not count.
#[must_use]
pub fn remedy(lang: Locale, reason: ProblemReason) -> &'static str {
    match reason {
        ProblemReason::Missing => td_string!(lang, remedy.missing),
        ProblemReason::RowTooShort => td_string!(lang, remedy.row_too_short),
        ProblemReason::RowTooLong => td_string!(lang, remedy.row_too_long),
        ProblemReason::DateUnreadable => td_string!(lang, remedy.date_unreadable),
        ProblemReason::DateOutOfRange => td_string!(lang, remedy.date_out_of_range),
        ProblemReason::NumberUnreadable => td_string!(lang, remedy.number_unreadable),
        ProblemReason::NumberNegative => td_string!(lang, remedy.number_negative),
        ProblemReason::NumberTooLarge => td_string!(lang, remedy.number_too_large),
        ProblemReason::StatusUnknown => td_string!(lang, remedy.status_unknown),
        ProblemReason::OrderNumberDamaged => td_string!(lang, remedy.order_number_damaged),
        ProblemReason::TwoCustomers => td_string!(lang, remedy.two_customers),
        ProblemReason::NoSuchOrder => td_string!(lang, remedy.no_such_order),
        ProblemReason::OrderAboveLost => td_string!(lang, remedy.order_above_lost),
        ProblemReason::NobodyNamed => td_string!(lang, remedy.nobody_named),
        ProblemReason::PhoneDamaged => td_string!(lang, remedy.phone_damaged),
        ProblemReason::NoContact => td_string!(lang, remedy.no_contact),
    }
}

/// When the seller said what the columns of a file are.
#[must_use]
pub fn said_when(lang: Locale, when: SaidWhen) -> &'static str {
    match when {
        SaidWhen::Now => td_string!(lang, map.said_now),
        SaidWhen::Before => td_string!(lang, map.said_before),
    }
}

/// Why customers are probably one person.
#[must_use]
pub fn likeness(lang: Locale, likeness: Likeness, shared: &str) -> String {
    let shared = veil::text(shared);
    match likeness {
        Likeness::Phone => td_string!(lang, suspect.phone, shared = shared),
        Likeness::Wechat => td_string!(lang, suspect.wechat, shared = shared),
        Likeness::Nick => td_string!(lang, suspect.nick, shared = shared),
        Likeness::NameAndTail => td_string!(lang, suspect.name_and_tail, shared = shared),
        Likeness::NameAndAddress => td_string!(lang, twins.address, shared = shared),
    }
}

/// Where a fact comes from.
#[must_use]
pub fn platform(lang: Locale, platform: Platform) -> &'static str {
    match platform {
        Platform::Taobao => td_string!(lang, platform.taobao),
        Platform::Alibaba1688 => td_string!(lang, platform.alibaba1688),
        Platform::Youzan => td_string!(lang, platform.youzan),
        Platform::Table => td_string!(lang, platform.table),
        Platform::Hand => td_string!(lang, platform.hand),
    }
}
