//! Words for people: their stage, the lists they stand on, how long ago.

use crate::domain::figures::{NewStage, Stage};
use crate::domain::roster::{Arrangement, Pick, StagePick};
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;

use super::{age, counted, group};

counted! {
    /// So many purchases.
    times, times_one;
}

/// The stage of a customer, as said of one person.
#[must_use]
pub fn stage(lang: Locale, stage: Stage) -> &'static str {
    match stage {
        Stage::Potential => td_string!(lang, stage.potential),
        Stage::New(NewStage::JustOrdered) => td_string!(lang, stage.just_ordered),
        Stage::New(NewStage::AwaitingSecond) => td_string!(lang, stage.awaiting_second),
        Stage::New(NewStage::OneMonth) => td_string!(lang, stage.one_month),
        Stage::Active => td_string!(lang, stage.active),
        Stage::HighSave => td_string!(lang, stage.high_save),
        Stage::LowSave => td_string!(lang, stage.low_save),
        Stage::Lost => td_string!(lang, stage.lost),
    }
}

/// A list of people, as short as a chip.
#[must_use]
pub fn pick(lang: Locale, pick: Pick) -> String {
    match pick {
        Pick::Everyone => td_string!(lang, pick.everyone).to_owned(),
        Pick::Stage(it) => stage_pick(lang, it).to_owned(),
        Pick::Group(it) => group(lang, it).0.to_owned(),
        Pick::Cell { r, f } => td_string!(lang, pick.cell, r = r.to_string(), f = f.to_string()),
        Pick::Cohort { year, month } => {
            td_string!(lang, pick.cohort, month = number::month(year, month, lang, i32::MIN))
        }
        Pick::Repeat => td_string!(lang, pick.repeat).to_owned(),
        Pick::Returning => td_string!(lang, pick.returning).to_owned(),
        Pick::Late => td_string!(lang, pick.late).to_owned(),
        Pick::OrderingLess => td_string!(lang, pick.ordering_less).to_owned(),
        Pick::SameTimeLastYear => td_string!(lang, pick.same_time_last_year).to_owned(),
        Pick::LastDoubleEleven => td_string!(lang, pick.last_double_eleven).to_owned(),
    }
}

fn stage_pick(lang: Locale, pick: StagePick) -> &'static str {
    match pick {
        StagePick::Potential => td_string!(lang, stage.potential),
        StagePick::New => td_string!(lang, pick.new_customers),
        StagePick::JustOrdered => td_string!(lang, stage.just_ordered),
        StagePick::AwaitingSecond => td_string!(lang, stage.awaiting_second),
        StagePick::OneMonth => td_string!(lang, stage.one_month),
        StagePick::Active => td_string!(lang, stage.active),
        StagePick::HighSave => td_string!(lang, stage.high_save),
        StagePick::LowSave => td_string!(lang, stage.low_save),
        StagePick::Lost => td_string!(lang, stage.lost),
    }
}

/// In which order a list stands.
#[must_use]
pub fn arrangement(lang: Locale, arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Value => td_string!(lang, person.by_value),
        Arrangement::Silence => td_string!(lang, person.by_silence),
        Arrangement::NextDue => td_string!(lang, person.by_due),
        Arrangement::Latest => td_string!(lang, person.by_latest),
    }
}

/// How long ago something was.
#[must_use]
pub fn ago(lang: Locale, days: u64) -> String {
    match days {
        0 => td_string!(lang, person.today).to_owned(),
        1 => td_string!(lang, person.yesterday).to_owned(),
        days => td_string!(lang, person.ago, age = age(lang, days)),
    }
}
