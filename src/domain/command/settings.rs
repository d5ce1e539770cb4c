//! What the shop says of itself, and how the seller wants things counted.

use super::{Moment, Refused, stamp};
use crate::domain::card::Suffix;
use crate::domain::change::{Change, ChangeWriter, Collection};
use crate::domain::day::DayRange;
use crate::domain::figures::{CountingRule, StageBounds};
use crate::domain::shop::{Shop, write_profile};
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::trade::Trade;

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
}

pub(super) fn set(shop: &Shop, setting: &ShopSetting, moment: &Moment) -> Result<Change, Refused> {
    let stamp = stamp(shop, moment);
    let mut profile = shop.profile().clone();
    match setting {
        ShopSetting::Name(name) => put(&mut profile.name, name.clone(), stamp),
        ShopSetting::Trade(trade) => put(&mut profile.trade, *trade, stamp),
        ShopSetting::Rule(rule) => put(&mut profile.rule, *rule, stamp),
        ShopSetting::StageBounds(bounds) => {
            if bounds.is_some_and(|bounds| !bounds.is_rising()) {
                return Err(Refused::NotASetting);
            }
            put(&mut profile.stage_bounds, *bounds, stamp);
        }
        ShopSetting::ClosedDays(days) => put(&mut profile.closed_days, apart(days), stamp),
        ShopSetting::RfmWindowDays(days) => put(&mut profile.rfm_window_days, *days, stamp),
        ShopSetting::HighScore(score) => {
            if score.is_some_and(|score| !(1..=5).contains(&score)) {
                return Err(Refused::NotASetting);
            }
            put(&mut profile.high_score, *score, stamp);
        }
        ShopSetting::FreshnessDays(days) => put(&mut profile.freshness_days, *days, stamp),
        ShopSetting::RemarkSuffix(suffix) => {
            put(&mut profile.remark_suffix, suffix.clone(), stamp);
        }
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
