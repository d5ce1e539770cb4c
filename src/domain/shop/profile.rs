//! What the shop says of itself, and how the seller wants things counted. It moves with the book.

use crate::domain::card::Suffix;
use crate::domain::day::{Day, DayRange};
use crate::domain::figures::rfm::HIGH_SCORE;
use crate::domain::figures::{Basis, CountingRule, StageBounds};
use crate::domain::packed::{Reader, Writer};
use crate::domain::packed_event::{read_suffix, write_suffix};
use crate::domain::packed_order::{given, read_day, read_stamp, write_stamp};
use crate::domain::stamp::{Stamp, Stamped};
use crate::domain::trade::Trade;
use crate::domain::weekdays::Weekdays;

/// Data older than so many days are stale, unless the seller says otherwise.
const FRESHNESS_DAYS: u32 = 3;

/// What the shop says of itself. `None` = as the app has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Its name.
    pub name: Stamped<Box<str>>,
    /// Its trade.
    pub trade: Stamped<Option<Trade>>,
    /// How purchases are counted.
    pub rule: Stamped<Option<CountingRule>>,
    /// Bounds of the stages, where they are not those of the trade.
    pub stage_bounds: Stamped<Option<StageBounds>>,
    /// Days on which it was shut, in order, apart.
    pub closed_days: Stamped<Vec<DayRange>>,
    /// F and M of RFM look at the last so many days; 0 = all of history.
    pub rfm_window_days: Stamped<Option<u32>>,
    /// From which score on R, F and M are high.
    pub high_score: Stamped<Option<u8>>,
    /// Data older than so many days are held to be stale.
    pub freshness_days: Stamped<Option<u32>>,
    /// Which suffix remark names take.
    pub remark_suffix: Stamped<Option<Suffix>>,
    /// Days of the week on which it is always shut.
    pub closed_weekdays: Stamped<Weekdays>,
    /// Its clock: minutes east of Greenwich; `None` = the device's.
    pub offset_minutes: Stamped<Option<i32>>,
}

impl Profile {
    /// Takes over what is later, field by field.
    pub fn merge(&mut self, other: &Profile) {
        self.name.merge(&other.name);
        self.trade.merge(&other.trade);
        self.rule.merge(&other.rule);
        self.stage_bounds.merge(&other.stage_bounds);
        self.closed_days.merge(&other.closed_days);
        self.rfm_window_days.merge(&other.rfm_window_days);
        self.high_score.merge(&other.high_score);
        self.freshness_days.merge(&other.freshness_days);
        self.remark_suffix.merge(&other.remark_suffix);
        self.closed_weekdays.merge(&other.closed_weekdays);
        self.offset_minutes.merge(&other.offset_minutes);
    }

    /// The highest counter of any stamp.
    #[must_use]
    pub fn highest_counter(&self) -> u64 {
        let settings = self.stamps();
        let counters = settings.into_iter().chain([self.name.stamp]).map(|stamp| stamp.counter);
        counters.max().unwrap_or_default()
    }

    /// The bounds of the stages: the seller's own, else those of the trade.
    #[must_use]
    pub fn bounds(&self) -> StageBounds {
        let of_trade = || self.trade.value.map(Trade::stage_bounds);
        self.stage_bounds.value.or_else(of_trade).unwrap_or_default()
    }

    /// The basis of figures as of a day, as the seller wants things counted, without a window.
    #[must_use]
    pub fn basis(&self, as_of: Day) -> Basis {
        let basis = Basis::as_of(as_of);
        Basis {
            rule: self.rule.value.unwrap_or(basis.rule),
            rfm_window_days: self.rfm_window_days.value.unwrap_or(basis.rfm_window_days),
            high_score: self.high(),
            stage_bounds: self.bounds(),
            closed_days: self.closed_days.value.clone(),
            closed_weekdays: self.closed_weekdays.value,
            ..basis
        }
    }

    /// After how many days data are held to be stale (semantics 2).
    #[must_use]
    pub fn freshness(&self) -> u32 {
        self.freshness_days.value.unwrap_or(FRESHNESS_DAYS)
    }

    /// From which score on R, F and M are high (semantics 3).
    #[must_use]
    pub fn high(&self) -> u8 {
        self.high_score.value.unwrap_or(HIGH_SCORE).clamp(1, 5)
    }

    /// The stamps of the settings, each at the place of its bit.
    const fn stamps(&self) -> [Stamp; 10] {
        [
            self.trade.stamp,
            self.rule.stamp,
            self.stage_bounds.stamp,
            self.closed_days.stamp,
            self.rfm_window_days.stamp,
            self.high_score.stamp,
            self.freshness_days.stamp,
            self.remark_suffix.stamp,
            self.closed_weekdays.stamp,
            self.offset_minutes.stamp,
        ]
    }
}

/// Bits of the settings that were ever given.
mod has {
    pub(super) const TRADE: u64 = 1;
    pub(super) const RULE: u64 = 2;
    pub(super) const STAGE_BOUNDS: u64 = 4;
    pub(super) const CLOSED_DAYS: u64 = 8;
    pub(super) const RFM_WINDOW: u64 = 16;
    pub(super) const HIGH_SCORE: u64 = 32;
    pub(super) const FRESHNESS: u64 = 64;
    pub(super) const REMARK_SUFFIX: u64 = 128;
    pub(super) const CLOSED_WEEKDAYS: u64 = 256;
    pub(super) const OFFSET: u64 = 512;
}

/// Appends the profile: the name with its stamp; where a setting was ever given, a mask (1 trade,
/// 2 rule, 4 bounds, 8 closed days, 16 window of RFM, 32 high score, 64 freshness, 128 suffix, 256
/// closed days of the week, 512 clock), and each given one with its stamp behind it. Trade and rule:
/// 0 or number + 1; bounds: 0, or 1 and five numbers; closed days: how many, then first and last
/// signed; whole numbers: 0 or the number + 1; suffix: see `packed_event`; days of the week: their
/// number; clock: 0, or 1 and minutes signed.
pub fn write_profile(profile: &Profile, out: &mut Writer) {
    out.text(&profile.name.value);
    write_stamp(profile.name.stamp, out);
    let stamps = profile.stamps();
    let bits = stamps.iter().enumerate();
    let mask =
        bits.filter(|(_, it)| **it != Stamp::default()).fold(0, |mask, (at, _)| mask | 1 << at);
    if mask == 0 {
        return;
    }
    out.unsigned(mask);
    for (at, stamp) in stamps.into_iter().enumerate().filter(|(at, _)| mask & 1 << at != 0) {
        write_setting(profile, 1 << at, out);
        write_stamp(stamp, out);
    }
}

fn write_setting(profile: &Profile, bit: u64, out: &mut Writer) {
    let number = |value: Option<u64>| value.map_or(0, |value| value + 1);
    let whole = |value: Option<u32>| number(value.map(u64::from));
    match bit {
        has::TRADE => out.unsigned(number(profile.trade.value.map(|it| u64::from(it.number())))),
        has::RULE => out.unsigned(number(profile.rule.value.map(|it| u64::from(it.number())))),
        has::STAGE_BOUNDS => {
            out.byte(u8::from(profile.stage_bounds.value.is_some()));
            let days = profile.stage_bounds.value.into_iter().flat_map(StageBounds::days);
            days.for_each(|days| out.unsigned(u64::from(days)));
        }
        has::CLOSED_DAYS => {
            out.unsigned(profile.closed_days.value.len() as u64);
            for day in profile.closed_days.value.iter().flat_map(|it| [it.first, it.last]) {
                out.signed(i64::from(day.number()));
            }
        }
        has::RFM_WINDOW => out.unsigned(whole(profile.rfm_window_days.value)),
        has::HIGH_SCORE => out.unsigned(number(profile.high_score.value.map(u64::from))),
        has::FRESHNESS => out.unsigned(whole(profile.freshness_days.value)),
        has::REMARK_SUFFIX => write_suffix(profile.remark_suffix.value.as_ref(), out),
        has::CLOSED_WEEKDAYS => out.byte(profile.closed_weekdays.value.number()),
        has::OFFSET => {
            out.byte(u8::from(profile.offset_minutes.value.is_some()));
            if let Some(minutes) = profile.offset_minutes.value {
                out.signed(i64::from(minutes));
            }
        }
        _ => {}
    }
}

/// Reads a profile; the first books have a name alone.
#[must_use]
pub fn read_profile(bytes: &[u8]) -> Option<Profile> {
    let mut reader = Reader::new(bytes);
    let name = Stamped { value: reader.text()?.into(), stamp: read_stamp(&mut reader)? };
    let mut profile = Profile { name, ..Profile::default() };
    if reader.is_empty() {
        return Some(profile);
    }
    let mask = reader.unsigned()?;
    for bit in (0..64).map(|at| 1 << at).filter(|bit| mask & bit != 0) {
        read_setting(&mut profile, bit, &mut reader)?;
    }
    reader.is_empty().then_some(profile)
}

fn read_setting(profile: &mut Profile, bit: u64, reader: &mut Reader<'_>) -> Option<()> {
    match bit {
        has::TRADE => profile.trade = stamped(reader, |it| numbered(it, Trade::from_number))?,
        has::RULE => profile.rule = stamped(reader, |it| numbered(it, CountingRule::from_number))?,
        has::STAGE_BOUNDS => profile.stage_bounds = stamped(reader, read_bounds)?,
        has::CLOSED_DAYS => {
            profile.closed_days =
                stamped(reader, |it| (0..it.unsigned()?).map(|_| read_range(it)).collect())?;
        }
        has::RFM_WINDOW => profile.rfm_window_days = stamped(reader, |it| numbered(it, Some))?,
        has::HIGH_SCORE => profile.high_score = stamped(reader, |it| numbered(it, Some))?,
        has::FRESHNESS => profile.freshness_days = stamped(reader, |it| numbered(it, Some))?,
        has::REMARK_SUFFIX => profile.remark_suffix = stamped(reader, read_suffix)?,
        has::CLOSED_WEEKDAYS => {
            profile.closed_weekdays = stamped(reader, |it| Weekdays::from_number(it.byte()?))?;
        }
        has::OFFSET => {
            profile.offset_minutes =
                stamped(reader, |it| given(it.byte()? != 0, || i32::try_from(it.signed()?).ok()))?;
        }
        _ => return None,
    }
    Some(())
}

fn stamped<'a, T>(
    reader: &mut Reader<'a>,
    read: impl FnOnce(&mut Reader<'a>) -> Option<T>,
) -> Option<Stamped<T>> {
    Some(Stamped { value: read(reader)?, stamp: read_stamp(reader)? })
}

/// The outer `None` = damaged, the inner = not given.
fn numbered<N: TryFrom<u64>, T>(
    reader: &mut Reader<'_>,
    from_number: impl FnOnce(N) -> Option<T>,
) -> Option<Option<T>> {
    match reader.unsigned()?.checked_sub(1) {
        None => Some(None),
        Some(number) => from_number(N::try_from(number).ok()?).map(Some),
    }
}

fn read_bounds(reader: &mut Reader<'_>) -> Option<Option<StageBounds>> {
    given(reader.byte()? != 0, || {
        let mut days = [0; 5];
        for place in &mut days {
            *place = reader.small()?;
        }
        Some(StageBounds::of(days))
    })
}

fn read_range(reader: &mut Reader<'_>) -> Option<DayRange> {
    Some(DayRange { first: read_day(reader, 0)?, last: read_day(reader, 0)? })
}
