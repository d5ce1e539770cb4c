//! What the shop says of itself, and how the seller wants things counted.

use std::ops::RangeInclusive;

use super::{Moment, Refused, stamp};
use crate::domain::card::Suffix;
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::day::DayRange;
use crate::domain::figures::{CountingRule, StageBounds};
use crate::domain::shop::{Profile, Shop, write_profile};
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::trade::Trade;
use crate::domain::weekdays::Weekdays;

/// A setting that moves with the book; `None` = as the app has it. See [`crate::domain::shop::Profile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShopSetting {
    /// The name of the shop.
    Name(Box<str>),
    /// Its trade.
    Trade(Option<Trade>),
    /// How purchases are counted.
    Rule(Option<CountingRule>),
    /// Bounds of the stages.
    StageBounds(Option<StageBounds>),
    /// Days on which it was shut.
    ClosedDays(Vec<DayRange>),
    /// F and M of RFM look at the last so many days; 0 = all of history.
    RfmWindowDays(Option<u32>),
    /// From which score on R, F and M are high.
    HighScore(Option<u8>),
    /// Data older than so many days are held to be stale.
    FreshnessDays(Option<u32>),
    /// Which suffix remark names take.
    RemarkSuffix(Option<Suffix>),
    /// Days of the week on which it is always shut.
    ClosedWeekdays(Weekdays),
    /// Its clock: minutes east of Greenwich.
    OffsetMinutes(Option<i32>),
}

/// Clocks on earth: from 12 hours behind Greenwich to 14 before it.
const OFFSETS: RangeInclusive<i32> = -12 * 60..=14 * 60;

/// Longer than any day on which a shop looks back. A window of years is all of history.
const MOST_DAYS: u32 = 36_500;

impl ShopSetting {
    /// The same setting as a shop of this profile has it: what takes a change of it back.
    #[must_use]
    pub fn held(&self, profile: &Profile) -> ShopSetting {
        match self {
            ShopSetting::Name(_) => ShopSetting::Name(profile.name.value.clone()),
            ShopSetting::Trade(_) => ShopSetting::Trade(profile.trade.value),
            ShopSetting::Rule(_) => ShopSetting::Rule(profile.rule.value),
            ShopSetting::StageBounds(_) => ShopSetting::StageBounds(profile.stage_bounds.value),
            ShopSetting::ClosedDays(_) => {
                ShopSetting::ClosedDays(profile.closed_days.value.clone())
            }
            ShopSetting::RfmWindowDays(_) => {
                ShopSetting::RfmWindowDays(profile.rfm_window_days.value)
            }
            ShopSetting::HighScore(_) => ShopSetting::HighScore(profile.high_score.value),
            ShopSetting::FreshnessDays(_) => {
                ShopSetting::FreshnessDays(profile.freshness_days.value)
            }
            ShopSetting::RemarkSuffix(_) => {
                ShopSetting::RemarkSuffix(profile.remark_suffix.value.clone())
            }
            ShopSetting::ClosedWeekdays(_) => {
                ShopSetting::ClosedWeekdays(profile.closed_weekdays.value)
            }
            ShopSetting::OffsetMinutes(_) => {
                ShopSetting::OffsetMinutes(profile.offset_minutes.value)
            }
        }
    }

    /// True where a shop can have it.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        match self {
            ShopSetting::StageBounds(bounds) => bounds.is_none_or(|it| it.is_rising()),
            ShopSetting::HighScore(score) => score.is_none_or(|it| (1..=5).contains(&it)),
            ShopSetting::RfmWindowDays(days) | ShopSetting::FreshnessDays(days) => {
                days.is_none_or(|it| it <= MOST_DAYS)
            }
            ShopSetting::ClosedWeekdays(days) => !days.is_every_day(),
            ShopSetting::OffsetMinutes(minutes) => minutes.is_none_or(|it| OFFSETS.contains(&it)),
            ShopSetting::Name(_)
            | ShopSetting::Trade(_)
            | ShopSetting::Rule(_)
            | ShopSetting::ClosedDays(_)
            | ShopSetting::RemarkSuffix(_) => true,
        }
    }
}

pub(super) fn set(shop: &Shop, setting: &ShopSetting, moment: &Moment) -> Result<Change, Refused> {
    if !setting.is_possible() {
        return Err(Refused::NotASetting);
    }
    let stamp = stamp(shop, moment);
    let mut profile = shop.profile().clone();
    match setting {
        ShopSetting::Name(name) => put(&mut profile.name, name.clone(), stamp),
        ShopSetting::Trade(trade) => put(&mut profile.trade, *trade, stamp),
        ShopSetting::Rule(rule) => put(&mut profile.rule, *rule, stamp),
        ShopSetting::StageBounds(bounds) => put(&mut profile.stage_bounds, *bounds, stamp),
        ShopSetting::ClosedDays(days) => put(&mut profile.closed_days, apart(days), stamp),
        ShopSetting::RfmWindowDays(days) => put(&mut profile.rfm_window_days, *days, stamp),
        ShopSetting::HighScore(score) => put(&mut profile.high_score, *score, stamp),
        ShopSetting::FreshnessDays(days) => put(&mut profile.freshness_days, *days, stamp),
        ShopSetting::RemarkSuffix(suffix) => {
            put(&mut profile.remark_suffix, suffix.clone(), stamp);
        }
        ShopSetting::ClosedWeekdays(days) => put(&mut profile.closed_weekdays, *days, stamp),
        ShopSetting::OffsetMinutes(minutes) => put(&mut profile.offset_minutes, *minutes, stamp),
    }
    let mut change = ChangeWriter::new(false);
    if profile != *shop.profile() {
        change.put(Collection::Profile, 0, |out| write_profile(&profile, out));
    }
    Ok(change.finish())
}

fn put<T: PartialEq>(field: &mut Stamped<T>, value: T, stamp: Stamp) {
    if field.value != value {
        *field = Stamped { value, stamp };
    }
}

/// Ranges in order, those that touch or overlap as one, empty ones left out.
fn apart(days: &[DayRange]) -> Vec<DayRange> {
    let mut days: Vec<DayRange> = days.iter().copied().filter(|it| it.first <= it.last).collect();
    days.sort_unstable();
    let mut apart: Vec<DayRange> = Vec::with_capacity(days.len());
    for range in days {
        match apart.last_mut().filter(|last| range.first <= last.last.plus(1)) {
            Some(last) => last.last = last.last.max(range.last),
            None => apart.push(range),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::Day;

    #[test]
    fn closed_days_stand_in_order_and_apart() {
        let range = |(first, last)| DayRange {
            first: Day::from_number(first),
            last: Day::from_number(last),
        };
        for (given, stored, rule) in [
            (vec![(10, 12), (1, 3)], vec![(1, 3), (10, 12)], "in order"),
            (vec![(1, 5), (3, 8)], vec![(1, 8)], "overlapping ones are one"),
            (vec![(1, 5), (6, 8)], vec![(1, 8)], "those that touch, too"),
            (vec![(1, 9), (2, 3)], vec![(1, 9)], "one inside another"),
            (vec![(5, 4)], vec![], "an empty one is none"),
        ] {
            let given: Vec<DayRange> = given.into_iter().map(range).collect();
            let stored: Vec<DayRange> = stored.into_iter().map(range).collect();
            assert_eq!(apart(&given), stored, "{rule}");
        }
    }
}
