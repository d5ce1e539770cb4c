//! The pace of a plan to reach people, so many a week, and whether it is done by a day (catalogue FU2, E26).

use super::day::Day;

const WEEK_DAYS: u64 = 7;

/// People to be reached, from one day until another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallPlan {
    /// So many of them.
    pub people: u32,
    /// So many a week.
    pub per_week: u32,
    /// The first day on which somebody is called.
    pub first_day: Day,
    /// In the morning of this day all are to have been.
    pub until: Day,
}

/// How a plan fits its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Days that there are.
    pub there_days: i32,
    /// Days that it takes, the last one whole; `None` where nobody is called in a week.
    pub takes_days: Option<u32>,
    /// The least number a week that is enough; `None` where there is no day at all.
    pub least_per_week: Option<u32>,
}

impl CallPlan {
    /// How it fits.
    #[must_use]
    pub fn pace(&self) -> Pace {
        let there_days = self.until.days_since(self.first_day).max(0);
        Pace {
            there_days,
            takes_days: self.in_shares_of(self.per_week),
            least_per_week: self.in_shares_of(there_days.unsigned_abs()),
        }
    }

    /// People x 7 / `share`, rounded up: days at so many a week, or a week's number in so many days.
    /// `None` where there is no end to it.
    fn in_shares_of(&self, share: u32) -> Option<u32> {
        let weekly = u64::from(self.people) * WEEK_DAYS;
        match (weekly, u64::from(share)) {
            (0, _) => Some(0),
            (_, 0) => None,
            (weekly, share) => Some(u32::try_from(weekly.div_ceil(share)).unwrap_or(u32::MAX)),
        }
    }
}

impl Pace {
    /// Days to spare; below 0 so many are missing. `None` where it never ends.
    #[must_use]
    pub fn slack_days(&self) -> Option<i64> {
        self.takes_days.map(|takes| i64::from(self.there_days) - i64::from(takes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces() {
        for (people, per_week, from, until, there, takes, slack, least, rule) in [
            // 35 days are 5 weeks, 60 are 8.57, 25 are 3.6.
            (1000, 200, "2026-03-01", "2026-04-30", 60, Some(35), Some(25), Some(117), "E26"),
            (
                1000,
                117,
                "2026-03-01",
                "2026-04-30",
                60,
                Some(60),
                Some(0),
                Some(117),
                "E26: it suffices",
            ),
            (
                1000,
                116,
                "2026-03-01",
                "2026-04-30",
                60,
                Some(61),
                Some(-1),
                Some(117),
                "one fewer does not",
            ),
            (
                1,
                200,
                "2026-03-01",
                "2026-03-02",
                1,
                Some(1),
                Some(0),
                Some(7),
                "a day is begun and whole",
            ),
            (10, 0, "2026-03-01", "2026-03-08", 7, None, None, Some(10), "nobody is ever called"),
            (10, 5, "2026-03-08", "2026-03-08", 0, Some(14), Some(-14), None, "there is no day"),
            (
                10,
                5,
                "2026-03-08",
                "2026-03-01",
                0,
                Some(14),
                Some(-14),
                None,
                "it ends before it begins",
            ),
            (
                0,
                0,
                "2026-03-08",
                "2026-03-01",
                0,
                Some(0),
                Some(0),
                Some(0),
                "nobody is to be called",
            ),
            (
                u32::MAX,
                1,
                "2026-03-01",
                "2026-03-02",
                1,
                Some(u32::MAX),
                Some(1 - i64::from(u32::MAX)),
                Some(u32::MAX),
                "too many to count",
            ),
        ] {
            let plan = CallPlan {
                people,
                per_week,
                first_day: from.parse().unwrap(),
                until: until.parse().unwrap(),
            };
            let pace = plan.pace();
            let expected = Pace { there_days: there, takes_days: takes, least_per_week: least };
            assert_eq!((pace, pace.slack_days()), (expected, slack), "{rule}");
        }
    }
}
