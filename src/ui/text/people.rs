//! Words for people: their stage, the lists they stand on, how long ago.

use crate::domain::card::{CardField, Suffix, Title};
use crate::domain::day::{Day, DayRange};
use crate::domain::event::{Outcome, Way};
use crate::domain::figures::{Move, NewStage, Stage, Station};
use crate::domain::person::Birthday;
use crate::domain::roster::{Arrangement, Pick, StagePick, Within};
use crate::domain::trade::Trade;
use crate::ui::bidi::isolated;
use crate::ui::i18n::{Locale, td_string};
use crate::ui::number;
use crate::ui::state::{Done, Since};
use crate::ui::veil;

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
        Pick::CohortAfter { year, month, after } => {
            let month = number::month(year, month, lang, i32::MIN);
            td_string!(lang, pick.after, month = month, n = after)
        }
        Pick::In { what, days } => within(lang, what, days),
        Pick::Moved(Move { from, to }) => {
            let (from, to) = (station(lang, from), station(lang, to));
            td_string!(lang, pick.moved, from = from, to = to)
        }
        Pick::CameBack => td_string!(lang, pick.came_back).to_owned(),
        Pick::WentAway => td_string!(lang, pick.went_away).to_owned(),
        Pick::Fifth(1) => td_string!(lang, pick.best_fifth).to_owned(),
        Pick::Fifth(fifth) => td_string!(lang, pick.fifth, n = fifth),
        Pick::Bought => td_string!(lang, pick.bought).to_owned(),
        Pick::Rhythm => td_string!(lang, pick.rhythm).to_owned(),
        Pick::Refunded => td_string!(lang, pick.refunded).to_owned(),
        Pick::Repeat => td_string!(lang, pick.repeat).to_owned(),
        Pick::Returning => td_string!(lang, pick.returning).to_owned(),
        Pick::Late => td_string!(lang, pick.late).to_owned(),
        Pick::OrderingLess => td_string!(lang, pick.ordering_less).to_owned(),
        Pick::SameTimeLastYear => td_string!(lang, pick.same_time_last_year).to_owned(),
        Pick::LastDoubleEleven => td_string!(lang, pick.last_double_eleven).to_owned(),
        Pick::Promised => td_string!(lang, pick.promised).to_owned(),
        Pick::Important => td_string!(lang, pick.important).to_owned(),
    }
}

fn within(lang: Locale, what: Within, days: DayRange) -> String {
    let period = super::period(lang, days.first, days.last, i32::MIN);
    match what {
        Within::Bought => td_string!(lang, pick.in_bought, period = period),
        Within::Repeat => td_string!(lang, pick.in_repeat, period = period),
        Within::Returning => td_string!(lang, pick.in_returning, period = period),
    }
}

/// A station of the flow.
#[must_use]
pub fn station(lang: Locale, station: Station) -> &'static str {
    match station {
        Station::Outside => td_string!(lang, pick.outside),
        Station::New => td_string!(lang, stage.new_short),
        Station::Active => td_string!(lang, stage.active),
        Station::HighSave => td_string!(lang, stage.high_save),
        Station::LowSave => td_string!(lang, stage.low_save),
        Station::Lost => td_string!(lang, stage.lost),
    }
}

/// A stage, or one of the parts of "new", as short as a chip.
#[must_use]
pub fn stage_pick(lang: Locale, pick: StagePick) -> &'static str {
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
        Arrangement::Uncontacted => td_string!(lang, person.by_uncontacted),
        Arrangement::Promised => td_string!(lang, person.by_promised),
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

/// When somebody came last.
#[must_use]
pub fn last(lang: Locale, day: Day, since: Since) -> String {
    match since {
        Since::Today(today) => ago(lang, u64::from(today.days_since(day).max(0).unsigned_abs())),
        Since::Named { this_year } => number::day(day, lang, this_year),
    }
}

/// What was just done with somebody, or with nobody in particular.
#[must_use]
pub fn done(lang: Locale, done: Done, name: &str) -> String {
    let says = match done {
        Done::Edited => td_string!(lang, toast.edited),
        Done::Verified => td_string!(lang, toast.verified),
        Done::Added => td_string!(lang, toast.added),
        Done::Contacted => td_string!(lang, toast.contacted),
        Done::Ordered => td_string!(lang, toast.ordered),
        Done::Cancelled => td_string!(lang, toast.cancelled),
        Done::Refunded => td_string!(lang, toast.refunded),
        Done::LeftOut => td_string!(lang, toast.left_out),
        Done::Set => td_string!(lang, toast.set),
        Done::Joined => td_string!(lang, twins.joined),
        Done::KeptApart => td_string!(lang, twins.kept_apart),
        Done::Ruled => td_string!(lang, toast.ruled),
        Done::RuleRemoved => td_string!(lang, toast.rule_removed),
        Done::Booked => td_string!(lang, toast.booked),
        Done::Issued => td_string!(lang, toast.issued),
        Done::TakenBack => td_string!(lang, toast.taken_back),
        Done::ByRule(1) => td_string!(lang, packet.issued_one),
        Done::ByRule(n) => return td_string!(lang, packet.issued, n = number::count(n.into())),
    };
    match name {
        "" => says.to_owned(),
        name => {
            td_string!(lang, toast.of_somebody, name = isolated(&veil::text(name)), says = says)
        }
    }
}

/// How a customer was contacted.
#[must_use]
pub fn way(lang: Locale, way: Way) -> &'static str {
    match way {
        Way::Phone => td_string!(lang, contact.phone),
        Way::Sms => td_string!(lang, contact.sms),
        Way::Wechat => td_string!(lang, contact.wechat),
        Way::PlatformChat => td_string!(lang, contact.platform),
        Way::Visit => td_string!(lang, contact.visit),
        Way::Other => td_string!(lang, contact.other_way),
    }
}

/// What came of a contact.
#[must_use]
pub fn outcome(lang: Locale, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::WantsRestock => td_string!(lang, contact.wants_restock),
        Outcome::Later => td_string!(lang, contact.later),
        Outcome::NoAnswer => td_string!(lang, contact.no_answer),
        Outcome::DoNotCall => td_string!(lang, contact.do_not_call),
        Outcome::Talked => td_string!(lang, contact.talked),
        Outcome::Sent => td_string!(lang, contact.sent),
        Outcome::Other => td_string!(lang, contact.other_outcome),
        Outcome::LeftWithoutOrder => td_string!(lang, contact.left),
    }
}

/// A field of a card.
#[must_use]
pub fn card_field(lang: Locale, field: CardField) -> &'static str {
    match field {
        CardField::Name => td_string!(lang, card.name),
        CardField::Surname => td_string!(lang, card.surname),
        CardField::Title => td_string!(lang, card.address_form),
        CardField::Suffix => td_string!(lang, card.suffix),
        CardField::Company => td_string!(lang, card.company),
        CardField::Phones => td_string!(lang, card.phones),
        CardField::Wechat => td_string!(lang, card.wechat),
        CardField::Nick => td_string!(lang, card.nick),
        CardField::Region => td_string!(lang, card.region),
        CardField::Address => td_string!(lang, card.address),
        CardField::Birthday => td_string!(lang, card.birthday),
        CardField::Relatives => td_string!(lang, card.relatives),
        CardField::Remark => td_string!(lang, card.remark),
        CardField::Tags => td_string!(lang, card.tags),
        CardField::Important => td_string!(lang, card.important),
        CardField::OptOut => td_string!(lang, card.opt_out),
        CardField::Modes => td_string!(lang, card.modes),
        CardField::Role => td_string!(lang, card.role),
        CardField::Occupation => td_string!(lang, card.occupation),
        CardField::Owner => td_string!(lang, card.owner),
        CardField::Groups => td_string!(lang, card.groups),
        CardField::Verified => td_string!(lang, card.verified),
        CardField::Sex => td_string!(lang, card.sex),
        CardField::Answers => td_string!(lang, card.answers),
    }
}

/// A form of address.
#[must_use]
pub fn title(lang: Locale, title: &Title) -> String {
    match title {
        Title::Mister => td_string!(lang, card.mister).to_owned(),
        Title::Madam => td_string!(lang, card.madam).to_owned(),
        Title::Boss => td_string!(lang, card.boss).to_owned(),
        Title::Other(words) => words.to_string(),
    }
}

/// A birthday as people write it.
#[must_use]
pub fn birthday(lang: Locale, birthday: Birthday) -> String {
    let (month, day) = (birthday.month.to_string(), birthday.day.to_string());
    let date = match birthday.is_lunar {
        true => td_string!(lang, card.lunar_date, month = month, day = day),
        false => td_string!(lang, card.solar_date, month = month, day = day),
    };
    match birthday.year {
        Some(year) => td_string!(lang, card.born_in, year = year.to_string(), date = date),
        None => date,
    }
}

/// Which suffix a remark name takes.
#[must_use]
pub fn suffix(lang: Locale, suffix: &Suffix) -> String {
    match suffix {
        Suffix::Region => td_string!(lang, card.region).to_owned(),
        Suffix::Kind => td_string!(lang, card.modes).to_owned(),
        Suffix::Nothing => td_string!(lang, card.no_suffix).to_owned(),
        Suffix::Other(words) => words.to_string(),
    }
}

/// What a shop trades in.
#[must_use]
pub fn trade(lang: Locale, trade: Trade) -> &'static str {
    match trade {
        Trade::Retail => td_string!(lang, trade.retail),
        Trade::Wholesale => td_string!(lang, trade.wholesale),
        Trade::Food => td_string!(lang, trade.food),
        Trade::Stall => td_string!(lang, trade.stall),
    }
}
