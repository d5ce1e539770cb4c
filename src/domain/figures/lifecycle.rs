//! Stages: a partition of the known people by count and silence (semantics 3).

use super::basis::StageBounds;

/// The stage of a known person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Known, nothing bought.
    Potential,
    /// Exactly one purchase, not long ago.
    New(NewStage),
    /// Two purchases or more, the last not long ago.
    Active,
    /// Silent for 46 to 90 days.
    HighSave,
    /// Silent for 91 to 180 days.
    LowSave,
    /// Silent for longer.
    Lost,
}

/// Where a new customer stands on the way to the second purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NewStage {
    /// 0 to 5 days: care only.
    JustOrdered,
    /// 6 to 30 days.
    AwaitingSecond,
    /// 31 to 45 days.
    OneMonth,
}

/// The stage of a customer with `purchases` >= 1 under the counting rule who has been silent
/// for `silence_days`. Upper bounds are inclusive.
#[must_use]
pub fn stage_of(purchases: u32, silence_days: u32, bounds: &StageBounds) -> Stage {
    if purchases == 0 {
        Stage::Potential
    } else if silence_days > bounds.low_save_days {
        Stage::Lost
    } else if silence_days > bounds.high_save_days {
        Stage::LowSave
    } else if silence_days > bounds.active_days {
        Stage::HighSave
    } else if purchases > 1 {
        Stage::Active
    } else if silence_days > bounds.awaiting_second_days {
        Stage::New(NewStage::OneMonth)
    } else if silence_days > bounds.just_ordered_days {
        Stage::New(NewStage::AwaitingSecond)
    } else {
        Stage::New(NewStage::JustOrdered)
    }
}

/// How many people are in each stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StageCounts {
    /// Known, nothing bought.
    pub potential: u64,
    /// New, the three below together.
    pub new: u64,
    /// New: just ordered.
    pub just_ordered: u64,
    /// New: awaiting the second order.
    pub awaiting_second: u64,
    /// New: one month.
    pub one_month: u64,
    /// Active.
    pub active: u64,
    /// High-save.
    pub high_save: u64,
    /// Low-save.
    pub low_save: u64,
    /// Lost.
    pub lost: u64,
}

impl StageCounts {
    /// Adds (`sign` 1) or takes away (`sign` -1) one person.
    pub(in crate::domain) fn count(&mut self, stage: Stage, sign: i64) {
        let add = |count: &mut u64| *count = count.saturating_add_signed(sign);
        match stage {
            Stage::Potential => add(&mut self.potential),
            Stage::New(sub) => {
                add(&mut self.new);
                match sub {
                    NewStage::JustOrdered => add(&mut self.just_ordered),
                    NewStage::AwaitingSecond => add(&mut self.awaiting_second),
                    NewStage::OneMonth => add(&mut self.one_month),
                }
            }
            Stage::Active => add(&mut self.active),
            Stage::HighSave => add(&mut self.high_save),
            Stage::LowSave => add(&mut self.low_save),
            Stage::Lost => add(&mut self.lost),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::{Day, DayRange};
    use crate::domain::figures::basis::Basis;
    use crate::domain::weekdays::Weekdays;

    #[test]
    fn e17_stages_of_one_purchase_and_of_two() {
        use NewStage::{AwaitingSecond, JustOrdered, OneMonth};
        use Stage::{Active, HighSave, Lost, LowSave, New};
        for (days, once, twice) in [
            (0, New(JustOrdered), Active),
            (5, New(JustOrdered), Active),
            (6, New(AwaitingSecond), Active),
            (30, New(AwaitingSecond), Active),
            (31, New(OneMonth), Active),
            (45, New(OneMonth), Active),
            (46, HighSave, HighSave),
            (90, HighSave, HighSave),
            (91, LowSave, LowSave),
            (180, LowSave, LowSave),
            (181, Lost, Lost),
            (u32::MAX, Lost, Lost),
        ] {
            let bounds = StageBounds::default();
            assert_eq!(stage_of(1, days, &bounds), once, "one purchase, {days} days");
            assert_eq!(stage_of(2, days, &bounds), twice, "two purchases, {days} days");
            assert_eq!(stage_of(0, days, &bounds), Stage::Potential, "{days}");
        }
    }

    #[test]
    fn closed_days_do_not_count_as_silence() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let mut basis = Basis::as_of(day("2026-03-01"));
        let spring = |first: &str, last: &str| DayRange { first: day(first), last: day(last) };
        for (closed, last, silence, rule) in [
            (vec![], "2026-02-10", 19, "nothing closed"),
            (vec![spring("2026-02-14", "2026-02-21")], "2026-02-10", 11, "eight days shut"),
            (vec![spring("2026-02-14", "2026-02-21")], "2026-02-22", 7, "bought after them"),
            (vec![spring("2026-02-14", "2026-02-21")], "2026-02-16", 8, "bought within them"),
            (vec![spring("2026-02-27", "2026-03-05")], "2026-02-20", 6, "they go on"),
        ] {
            basis.closed_days = closed;
            assert_eq!(basis.silence_days(day(last)), silence, "{rule}");
        }
        // 2026-03-01 is a Sunday.
        basis.closed_weekdays = Weekdays::NONE.turned(6);
        for (closed, last, silence, rule) in [
            (vec![], "2026-02-28", 0, "shut today"),
            (vec![], "2026-02-22", 6, "a week has six days"),
            (vec![], "2026-02-10", 16, "three Sundays of 19 days"),
            (vec![spring("2026-02-14", "2026-02-21")], "2026-02-10", 9, "one within the feast"),
        ] {
            basis.closed_days = closed;
            assert_eq!(basis.silence_days(day(last)), silence, "every Sunday, {rule}");
        }
    }
}
