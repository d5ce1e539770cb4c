//! When the book came to know of an order.

use crate::domain::coupon::issuing::Origin;
use crate::domain::day::Day;
use crate::domain::import::Import;
use crate::domain::record::{OrderName, OrderRecord, Source};

/// What came at most so many days after its day is live.
pub const LATE_DAYS: i32 = 2;

/// What is older than so many days is not made up for.
pub const CATCH_UP_DAYS: i32 = 31;

const MINUTE_MS: i64 = 60_000;
const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The day of a moment by a clock so many minutes east of Greenwich.
fn day_of(at_ms: u64, offset_minutes: i32) -> Day {
    let at = i64::try_from(at_ms).unwrap_or(i64::MAX);
    let there = at.saturating_add(i64::from(offset_minutes) * MINUTE_MS);
    Day::from_number(i32::try_from(there.div_euclid(DAY_MS)).unwrap_or(i32::MAX))
}

/// How something of `day` is known that came on `came`.
pub(super) fn origin(day: Day, came: Option<Day>) -> Origin {
    match came.is_some_and(|came| came.days_since(day) <= LATE_DAYS) {
        true => Origin::Live,
        false => Origin::History,
    }
}

/// When each import came.
#[derive(Clone, Debug)]
pub(super) struct Arrivals {
    imports: Vec<Option<Day>>,
    offset_minutes: i32,
    today: Day,
}

impl Arrivals {
    pub(super) fn of(imports: &[Import], offset_minutes: i32, today: Day) -> Arrivals {
        let of = |import: &Import| {
            let at_ms = import.state.value.at_ms.filter(|_| import.state.value.present)?;
            // Whatever a clock said then: it is here now.
            Some(day_of(at_ms, offset_minutes).min(today))
        };
        Arrivals { imports: imports.iter().map(of).collect(), offset_minutes, today }
    }

    /// The day on which an order came, of several sources by the first; `None` where nobody knows.
    pub(super) fn came(&self, record: &OrderRecord) -> Option<Day> {
        if let OrderName::ByHand(id) = record.key.name {
            // A UUID v7 begins with its moment.
            let at_ms = u64::try_from(id.0.as_u128() >> 80).ok()?;
            return Some(day_of(at_ms, self.offset_minutes).min(self.today));
        }
        let days = record.sources().filter_map(|source| match source {
            Source::Hand => None,
            Source::Import(at) => self.imports.get(at.position()).copied().flatten(),
        });
        days.min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_live() {
        let on = Day::from_number;
        for (came, expected, rule) in [
            (Some(100), Origin::Live, "on its day"),
            (Some(101), Origin::Live, "the evening after"),
            (Some(102), Origin::Live, "two days after"),
            (Some(103), Origin::History, "three days after"),
            (Some(99), Origin::Live, "a clock that is slow"),
            (None, Origin::History, "nobody knows when"),
        ] {
            assert_eq!(origin(on(100), came.map(on)), expected, "{rule}");
        }
    }

    #[test]
    fn moments_have_days() {
        for (at_ms, offset, day) in
            [(0, 0, 0), (57_600_000, 480, 1), (57_599_999, 480, 0), (0, -60, -1)]
        {
            assert_eq!(day_of(at_ms, offset), Day::from_number(day), "{at_ms} {offset}");
        }
    }
}
