//! What the shop says of itself, in a backup: its name, and the settings that were ever given.

use std::fmt::Write as _;

use serde::Deserialize;
use serde::de::Error;

use super::entries::write_suffix;
use super::json::{day, number, separated, stamp, text};
use super::rows::{DayText, FromList, List, StampedRow, must};
use crate::domain::card::Suffix;
use crate::domain::day::DayRange;
use crate::domain::figures::{CountingRule, StageBounds};
use crate::domain::shop::Profile;
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::trade::Trade;
use crate::domain::weekdays::Weekdays;

/// Writes the profile.
pub(super) fn write_profile(profile: &Profile, out: &mut String) {
    out.push_str("{\"name\":[");
    text(&profile.name.value, out);
    out.push(',');
    stamp(profile.name.stamp, out);
    out.push(']');
    let word = |word: Option<&str>, out: &mut String| match word {
        Some(word) => text(word, out),
        None => out.push_str("null"),
    };
    let whole = |value: &Option<u32>, out: &mut String| number(value.map(i64::from), out);
    setting("trade", &profile.trade, out, |it, out| word(it.map(trade_word), out));
    setting("rule", &profile.rule, out, |it, out| word(it.map(rule_word), out));
    setting("stage_bounds", &profile.stage_bounds, out, |it, out| match it {
        Some(bounds) => {
            let [a, b, c, d, e] = bounds.days();
            let _ = write!(out, "[{a},{b},{c},{d},{e}]");
        }
        None => out.push_str("null"),
    });
    setting("closed_days", &profile.closed_days, out, |it, out| {
        out.push('[');
        separated(it, out, |range, out| {
            out.push('[');
            day(Some(range.first), out);
            out.push(',');
            day(Some(range.last), out);
            out.push(']');
        });
        out.push(']');
    });
    setting("rfm_window_days", &profile.rfm_window_days, out, whole);
    setting("high_score", &profile.high_score, out, |it, out| number(it.map(i64::from), out));
    setting("freshness_days", &profile.freshness_days, out, whole);
    setting("remark_suffix", &profile.remark_suffix, out, |it, out| {
        write_suffix(it.as_ref(), out);
    });
    setting("closed_weekdays", &profile.closed_weekdays, out, |it, out| {
        number(Some(i64::from(it.number())), out);
    });
    setting("offset_minutes", &profile.offset_minutes, out, |it, out| {
        number(it.map(i64::from), out);
    });
    out.push('}');
}

fn setting<T>(
    key: &str,
    setting: &Stamped<T>,
    out: &mut String,
    write: impl FnOnce(&T, &mut String),
) {
    if setting.stamp == Stamp::default() {
        return;
    }
    out.push(',');
    let _ = write!(out, "\"{key}\":[");
    write(&setting.value, out);
    out.push(',');
    stamp(setting.stamp, out);
    out.push(']');
}

const fn trade_word(trade: Trade) -> &'static str {
    match trade {
        Trade::Retail => "retail",
        Trade::Wholesale => "wholesale",
        Trade::Food => "food",
        Trade::Stall => "stall",
    }
}

const fn rule_word(rule: CountingRule) -> &'static str {
    match rule {
        CountingRule::MergedByDay => "merged",
        CountingRule::EachOrder => "each",
    }
}

/// The profile as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileRow {
    name: List<StampedRow<Box<str>>>,
    trade: Option<List<StampedRow<Option<String>>>>,
    rule: Option<List<StampedRow<Option<String>>>>,
    stage_bounds: Option<List<StampedRow<Option<[u32; 5]>>>>,
    closed_days: Option<List<StampedRow<Vec<List<DayRange>>>>>,
    rfm_window_days: Option<List<StampedRow<Option<u32>>>>,
    high_score: Option<List<StampedRow<Option<u8>>>>,
    freshness_days: Option<List<StampedRow<Option<u32>>>>,
    remark_suffix: Option<List<StampedRow<Option<List<Suffix>>>>>,
    closed_weekdays: Option<List<StampedRow<u8>>>,
    offset_minutes: Option<List<StampedRow<Option<i32>>>>,
}

impl<'de> FromList<'de> for DayRange {
    fn from_list<A: serde::de::SeqAccess<'de>>(list: &mut A) -> Result<Self, A::Error> {
        let (first, last): (DayText, DayText) = (must(list)?, must(list)?);
        Ok(DayRange { first: first.0, last: last.0 })
    }
}

impl ProfileRow {
    pub(super) fn profile<E: Error>(self) -> Result<Profile, E> {
        let List(StampedRow(name, name_stamp)) = self.name;
        let trade = |word: String| Trade::ALL.into_iter().find(|it| trade_word(*it) == word);
        let rule = |word: String| CountingRule::ALL.into_iter().find(|it| rule_word(*it) == word);
        Ok(Profile {
            name: Stamped { value: name, stamp: name_stamp },
            trade: given(self.trade, |it| known(it, trade))?,
            rule: given(self.rule, |it| known(it, rule))?,
            stage_bounds: given(self.stage_bounds, |it| Some(it.map(StageBounds::of)))?,
            closed_days: given(self.closed_days, |it| {
                Some(it.into_iter().map(|List(range)| range).collect())
            })?,
            rfm_window_days: given(self.rfm_window_days, Some)?,
            high_score: given(self.high_score, Some)?,
            freshness_days: given(self.freshness_days, Some)?,
            remark_suffix: given(self.remark_suffix, |it| Some(it.map(|List(suffix)| suffix)))?,
            closed_weekdays: given(self.closed_weekdays, Weekdays::from_number)?,
            offset_minutes: given(self.offset_minutes, Some)?,
        })
    }
}

/// The outer `None` = a word that we do not know.
fn known<T>(word: Option<String>, of: impl FnOnce(String) -> Option<T>) -> Option<Option<T>> {
    word.map_or(Some(None), |word| of(word).map(Some))
}

/// A setting. What was never given has no stamp, and what has no stamp was never given.
fn given<R, T: Default, E: Error>(
    row: Option<List<StampedRow<R>>>,
    value: impl FnOnce(R) -> Option<T>,
) -> Result<Stamped<T>, E> {
    let Some(List(StampedRow(row, stamp))) = row else { return Ok(Stamped::default()) };
    let value = value(row).filter(|_| stamp != Stamp::default());
    let value = value.ok_or_else(|| E::custom("not a setting"))?;
    Ok(Stamped { value, stamp })
}
