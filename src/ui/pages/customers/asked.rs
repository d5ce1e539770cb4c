//! What the address asks the list for: `stage=lost&sort=due`. Links of other pages are made here, too.

use crate::domain::day::DayRange;
use crate::domain::figures::{Move, RfmGroup, Station};
use crate::domain::loyalty::RuleId;
use crate::domain::roster::{Arrangement, Pick, StagePick, Within};
use crate::domain::segment::Ready;
use crate::domain::tier::Step;
use crate::ui::route::Route;

/// A group that is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouped {
    /// One that the seller made.
    Own(RuleId),
    /// One that is there from the beginning.
    Ready(Ready),
    /// Those who stand on a tier.
    Tier(Step),
}

/// Before the number of a tier.
const TIER: &str = "tier-";

/// Who is to be listed, and in which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Who.
    pub pick: Pick,
    /// In place of a pick, who is in a group.
    pub group: Option<Grouped>,
    /// In which order.
    pub arrangement: Arrangement,
}

/// In the address of the page of files: a list is to be exported.
const EXPORTED: &str = "export";

/// The words of picks that stand for themselves.
const NAMED: [(&str, Pick); 13] = [
    ("bought", Pick::Bought),
    ("rhythm", Pick::Rhythm),
    ("refunded", Pick::Refunded),
    ("came_back", Pick::CameBack),
    ("went_away", Pick::WentAway),
    ("repeat", Pick::Repeat),
    ("returning", Pick::Returning),
    ("late", Pick::Late),
    ("ordering_less", Pick::OrderingLess),
    ("same_time_last_year", Pick::SameTimeLastYear),
    ("last_double_eleven", Pick::LastDoubleEleven),
    ("promised", Pick::Promised),
    ("important", Pick::Important),
];

impl Asked {
    /// Everybody of a pick, the best customers first.
    #[must_use]
    pub fn who(pick: Pick) -> Asked {
        Asked { pick, ..Asked::default() }
    }

    /// Everybody of a group, the best customers first.
    #[must_use]
    pub fn in_group(group: Grouped) -> Asked {
        Asked { group: Some(group), ..Asked::default() }
    }

    /// A group in the same order.
    #[must_use]
    pub fn toward_group(self, group: Grouped) -> Asked {
        Asked { group: Some(group), ..self.toward(Pick::Everyone) }
    }

    /// Another pick in the same order. Days that were agreed on order only the list of them.
    #[must_use]
    pub fn toward(self, pick: Pick) -> Asked {
        let arrangement = match (pick, self.arrangement) {
            (Pick::Promised, _) => Arrangement::Promised,
            (_, Arrangement::Promised) => Arrangement::default(),
            (_, other) => other,
        };
        Asked { pick, group: None, arrangement }
    }

    /// Reads the query of an address. What is unknown is left out.
    #[must_use]
    pub fn of_query(query: &str) -> Asked {
        let mut asked = Asked::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            match name {
                "sort" => asked.arrangement = arrangement_of(value).unwrap_or_default(),
                "group" if group_of(value).is_some() => asked.group = group_of(value),
                _ => asked.pick = pick_of(name, value).unwrap_or(asked.pick),
            }
        }
        asked
    }

    /// The query that asks for it; empty = everybody, the best customers first.
    #[must_use]
    pub fn query(self) -> String {
        let group = self.group.map(|group| match group {
            Grouped::Own(id) => format!("group={id}"),
            Grouped::Ready(ready) => format!("group={}", ready_key(ready)),
            Grouped::Tier(step) => format!("group={}", tier_key(step)),
        });
        let pick = match self.pick {
            Pick::Everyone => String::new(),
            Pick::Stage(stage) => format!("stage={}", stage_key(stage)),
            Pick::Group(group) => format!("group={}", group.place() + 1),
            Pick::Cell { r, f } => format!("cell={r}-{f}"),
            Pick::Cohort { year, month } => format!("cohort={year:04}-{month:02}"),
            Pick::CohortAfter { year, month, after } => {
                format!("cohort={year:04}-{month:02}+{after}")
            }
            Pick::In { what, days } => format!("{}={}_{}", within_key(what), days.first, days.last),
            Pick::Moved(Move { from, to }) => {
                format!("moved={}-{}", station_key(from), station_key(to))
            }
            Pick::Fifth(fifth) => format!("fifth={fifth}"),
            Pick::Repeat
            | Pick::Bought
            | Pick::Rhythm
            | Pick::Refunded
            | Pick::CameBack
            | Pick::WentAway
            | Pick::Returning
            | Pick::Late
            | Pick::OrderingLess
            | Pick::SameTimeLastYear
            | Pick::LastDoubleEleven
            | Pick::Promised
            | Pick::Important => {
                let word = NAMED.iter().find(|(_, pick)| *pick == self.pick);
                format!("pick={}", word.map_or("", |(word, _)| *word))
            }
        };
        let sort = match self.arrangement {
            Arrangement::Value => String::new(),
            other => format!("sort={}", arrangement_key(other)),
        };
        let both = [group.unwrap_or(pick), sort];
        let given: Vec<String> = both.into_iter().filter(|it| !it.is_empty()).collect();
        given.join("&")
    }

    /// The address of the list.
    #[must_use]
    pub fn href(self) -> String {
        self.href_of("")
    }

    /// The address of somebody's card beside the list.
    #[must_use]
    pub fn href_of(self, id: &str) -> String {
        let slash = if id.is_empty() { "" } else { "/" };
        let query = self.query();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("#/customers{slash}{id}{mark}{query}")
    }
}

/// The address of the export of a list.
#[must_use]
pub fn export_href(asked: Asked) -> String {
    format!("{}?{EXPORTED}&{}", Route::Data.href(), asked.query())
}

/// The list whose export the page of files is asked for; `None` = everybody.
#[must_use]
pub fn exported(query: &str) -> Option<Asked> {
    let rest = query.strip_prefix(EXPORTED)?;
    let asked = Asked::of_query(rest);
    (asked.pick != Pick::Everyone || asked.group.is_some()).then_some(asked)
}

/// The word of a group that is there from the beginning.
#[must_use]
pub const fn ready_key(ready: Ready) -> &'static str {
    match ready {
        Ready::DealDone => "ready-deal-done",
        Ready::Agents => "ready-agents",
        Ready::Potential => "ready-potential",
        Ready::SampleSent => "ready-sample-sent",
        Ready::Vip => "ready-vip",
        Ready::VipAgents => "ready-vip-agents",
        Ready::Important => "ready-important",
        Ready::SleepingBest => "ready-sleeping-best",
        Ready::SleepingOthers => "ready-sleeping-others",
        Ready::Incomplete => "ready-incomplete",
        Ready::AwaitingSecond => "ready-awaiting-second",
        Ready::DueSoon => "ready-due-soon",
        Ready::FallingOff => "ready-falling-off",
        Ready::SameTimeLastYear => "ready-same-time-last-year",
        Ready::BirthdaySoon => "ready-birthday-soon",
        Ready::NotCaredFor => "ready-not-cared-for",
        Ready::CouponEnding => "ready-coupon-ending",
    }
}

/// The group of a word.
#[must_use]
pub fn ready_of(word: &str) -> Option<Ready> {
    Ready::ALL.into_iter().find(|it| ready_key(*it) == word)
}

/// Numbers are the groups of RFM.
fn group_of(word: &str) -> Option<Grouped> {
    let own = || RuleId::parse(word).map(Grouped::Own);
    ready_of(word).map(Grouped::Ready).or_else(|| tier_of(word).map(Grouped::Tier)).or_else(own)
}

/// The tier of a word: `tier-3`.
#[must_use]
pub fn tier_of(word: &str) -> Option<Step> {
    word.strip_prefix(TIER)?.parse().ok().and_then(Step::new)
}

/// The word of a tier.
#[must_use]
pub fn tier_key(step: Step) -> String {
    format!("{TIER}{}", step.number())
}

/// The key of a stage (contract 2).
#[must_use]
pub const fn stage_key(stage: StagePick) -> &'static str {
    match stage {
        StagePick::Potential => "potential",
        StagePick::New => "new",
        StagePick::JustOrdered => "just_ordered",
        StagePick::AwaitingSecond => "awaiting_second",
        StagePick::OneMonth => "one_month",
        StagePick::Active => "old_active",
        StagePick::HighSave => "high_save",
        StagePick::LowSave => "low_save",
        StagePick::Lost => "lost",
    }
}

/// The key of a station: that of its stage.
#[must_use]
pub const fn station_key(station: Station) -> &'static str {
    match station {
        Station::Outside => stage_key(StagePick::Potential),
        Station::New => stage_key(StagePick::New),
        Station::Active => stage_key(StagePick::Active),
        Station::HighSave => stage_key(StagePick::HighSave),
        Station::LowSave => stage_key(StagePick::LowSave),
        Station::Lost => stage_key(StagePick::Lost),
    }
}

const fn within_key(what: Within) -> &'static str {
    match what {
        Within::Bought => "bought",
        Within::Repeat => "repeat",
        Within::Returning => "returning",
    }
}

/// The word of an order of the list.
#[must_use]
pub const fn arrangement_key(arrangement: Arrangement) -> &'static str {
    match arrangement {
        Arrangement::Value => "value",
        Arrangement::Silence => "silence",
        Arrangement::NextDue => "due",
        Arrangement::Latest => "latest",
        Arrangement::Uncontacted => "uncontacted",
        Arrangement::Promised => "promised",
    }
}

/// The order of a word.
#[must_use]
pub fn arrangement_of(word: &str) -> Option<Arrangement> {
    Arrangement::ALL.into_iter().find(|it| arrangement_key(*it) == word)
}

fn pick_of(name: &str, value: &str) -> Option<Pick> {
    let pair = || {
        let (a, b) = value.split_once('-')?;
        Some((a.parse::<i32>().ok()?, b.parse::<u8>().ok()?))
    };
    match name {
        "stage" => {
            let stage = StagePick::ALL.into_iter().find(|it| stage_key(*it) == value)?;
            Some(Pick::Stage(stage))
        }
        "group" => {
            let place = value.parse::<usize>().ok()?.checked_sub(1)?;
            RfmGroup::ALL.get(place).copied().map(Pick::Group)
        }
        "cell" => {
            let (r, f) = pair()?;
            let r = u8::try_from(r).ok()?;
            let score = 1..=5;
            (score.contains(&r) && score.contains(&f)).then_some(Pick::Cell { r, f })
        }
        "cohort" => cohort_of(value),
        "moved" => {
            let station = |key: &str| Station::ALL.into_iter().find(|it| station_key(*it) == key);
            let (from, to) = value.split_once('-')?;
            Some(Pick::Moved(Move { from: station(from)?, to: station(to)? }))
        }
        "fifth" => value.parse().ok().filter(|it| (1..=5).contains(it)).map(Pick::Fifth),
        "bought" | "repeat" | "returning" => {
            let all = [Within::Bought, Within::Repeat, Within::Returning];
            let what = all.into_iter().find(|it| within_key(*it) == name)?;
            let (first, last) = value.split_once('_')?;
            let days = DayRange { first: first.parse().ok()?, last: last.parse().ok()? };
            Some(Pick::In { what, days })
        }
        "pick" => NAMED.iter().find(|(word, _)| *word == value).map(|(_, pick)| *pick),
        _ => None,
    }
}

/// `2025-11`, `2025-11+3`.
fn cohort_of(value: &str) -> Option<Pick> {
    let (month, after) = match value.split_once('+') {
        None => (value, None),
        Some((month, after)) => (month, Some(after.parse::<u32>().ok()?)),
    };
    let (year, month) = month.split_once('-')?;
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    (1..=12).contains(&month).then_some(match after {
        None => Pick::Cohort { year, month },
        Some(after) => Pick::CohortAfter { year, month, after },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_read_back() {
        let stages = StagePick::ALL.map(Pick::Stage);
        let groups = RfmGroup::ALL.map(Pick::Group);
        let named = NAMED.map(|(_, pick)| pick);
        let others = [
            Pick::Everyone,
            Pick::Cell { r: 5, f: 1 },
            Pick::Cohort { year: 2025, month: 11 },
            Pick::CohortAfter { year: 2025, month: 11, after: 3 },
            Pick::Moved(Move { from: Station::Lost, to: Station::Active }),
            Pick::Moved(Move { from: Station::Outside, to: Station::New }),
            Pick::Fifth(5),
        ];
        let days = DayRange::of_year(2025);
        let within = [Within::Bought, Within::Repeat, Within::Returning];
        let within = within.map(|what| Pick::In { what, days });
        let others = others.into_iter().chain(within);
        for pick in stages.into_iter().chain(groups).chain(named).chain(others) {
            for arrangement in Arrangement::ALL {
                let asked = Asked { pick, group: None, arrangement };
                assert_eq!(Asked::of_query(&asked.query()), asked, "{}", asked.query());
            }
        }
    }

    #[test]
    fn groups_are_read_back() {
        let own = RuleId(uuid::Uuid::from_u128(0x0198_0000_0000_7000_8000_0000_0000_0001));
        let ready = Ready::ALL.map(Grouped::Ready);
        let tiers = [1, 4].into_iter().filter_map(Step::new).map(Grouped::Tier);
        for group in ready.into_iter().chain(tiers).chain([Grouped::Own(own)]) {
            for arrangement in Arrangement::ALL {
                let asked = Asked { arrangement, ..Asked::in_group(group) };
                assert_eq!(Asked::of_query(&asked.query()), asked, "{}", asked.query());
            }
        }
    }

    #[test]
    fn a_list_to_be_exported_is_read_back() {
        for asked in [
            Asked::who(Pick::Late),
            Asked::who(Pick::Stage(StagePick::Lost)),
            Asked::in_group(Grouped::Ready(Ready::Vip)),
        ] {
            let href = export_href(asked);
            let (place, query) = href.split_once('?').unwrap();
            assert_eq!((place, exported(query)), ("#/data", Some(asked)));
        }
        for query in ["", "export", "export&", "stage=lost"] {
            assert_eq!(exported(query), None, "{query}");
        }
    }

    #[test]
    fn another_list_keeps_its_order() {
        for (arrangement, pick, expected, rule) in [
            (Arrangement::Silence, Pick::Late, Arrangement::Silence, "as it was"),
            (Arrangement::Silence, Pick::Promised, Arrangement::Promised, "by the day"),
            (Arrangement::Promised, Pick::Late, Arrangement::Value, "without days, by value"),
        ] {
            let asked = Asked { arrangement, ..Asked::default() }.toward(pick);
            assert_eq!(asked, Asked { arrangement: expected, ..Asked::who(pick) }, "{rule}");
        }
    }

    #[test]
    fn what_cannot_be_is_left_out() {
        for query in [
            "fifth=0",
            "moved=lost",
            "repeat=2025",
            "cohort=2025-11+x",
            "",
            "stage=x",
            "cell=6-1",
            "cell=1",
            "cohort=2025-13",
            "group=0",
            "group=9",
            "group=tier-0",
            "group=tier-x",
        ] {
            assert_eq!(Asked::of_query(query), Asked::default(), "{query}");
        }
    }
}
