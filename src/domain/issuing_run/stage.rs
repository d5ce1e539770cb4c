//! The day on which somebody entered the stage he is in.

use crate::domain::day::Day;
use crate::domain::figures::person::purchases;
use crate::domain::figures::{Basis, NewStage, PersonFigures, Run, Stage};

/// The stage of a buyer as of the basis' day, and the day on which he entered it: a stage of silence
/// when the silence grew long enough, closed days not counted; the others by a purchase. `None`
/// without a purchase.
#[must_use]
pub fn stage_entered(run: Run<'_>, basis: &Basis) -> Option<(Stage, Day)> {
    let run = run.until(basis.as_of);
    let figures = PersonFigures::of(run, basis)?;
    let stage = figures.stage(basis);
    let bounds = &basis.stage_bounds;
    let silent = |longer_than: u32| silent_for(basis, figures.last_day, longer_than + 1);
    let day = match stage {
        Stage::Potential => return None,
        Stage::New(NewStage::JustOrdered) => figures.first_day,
        Stage::New(NewStage::AwaitingSecond) => silent(bounds.just_ordered_days),
        Stage::New(NewStage::OneMonth) => silent(bounds.awaiting_second_days),
        Stage::Active => active_since(run, basis),
        Stage::HighSave => silent(bounds.active_days),
        Stage::LowSave => silent(bounds.high_save_days),
        Stage::Lost => silent(bounds.low_save_days),
    };
    Some((stage, day))
}

/// The first day on which the silence since `last` was so long.
fn silent_for(basis: &Basis, last: Day, days: u32) -> Day {
    let mut day = last;
    loop {
        let silence = basis.silence_between(last, day);
        let Some(missing) = days.checked_sub(silence).filter(|missing| *missing > 0) else {
            return day;
        };
        // A day makes the silence one longer at the most: this never goes too far.
        let next = day.plus(i32::try_from(missing).unwrap_or(i32::MAX));
        if next == day || next > basis.as_of {
            return basis.as_of;
        }
        day = next;
    }
}

/// Since when somebody is active: the last purchase that found him in another stage.
fn active_since(run: Run<'_>, basis: &Basis) -> Day {
    let mut end = run.day.len();
    loop {
        let day = run.day.get(..end).and_then(<[i32]>::last).copied().unwrap_or_default();
        let before = run.day.partition_point(|it| *it < day);
        let known = run.day.get(..before).unwrap_or_default();
        let Some(previous) = known.last() else { return Day::from_number(day) };
        let day = Day::from_number(day);
        let silence = basis.silence_between(Day::from_number(*previous), day.plus(-1));
        let was_active =
            purchases(known, basis.rule) > 1 && silence <= basis.stage_bounds.active_days;
        if !was_active {
            return day;
        }
        end = before;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::DayRange;
    use crate::domain::figures::CountingRule;

    #[test]
    fn when_a_stage_was_entered() {
        use NewStage::{AwaitingSecond, JustOrdered, OneMonth};
        use Stage::{Active, HighSave, Lost, LowSave, New};
        for (days, today, stage, entered, rule) in [
            (vec![0], 3, New(JustOrdered), 0, "by the first purchase"),
            (vec![0], 6, New(AwaitingSecond), 6, "on the sixth day"),
            (vec![0], 31, New(OneMonth), 31, "LC4: a month is full on its day"),
            (vec![0], 45, New(OneMonth), 31, "and stays so until the 45th"),
            (vec![0], 46, HighSave, 46, "silent"),
            (vec![0, 10], 100, HighSave, 56, "from the last purchase"),
            (vec![0, 10], 10, Active, 10, "by the second purchase"),
            (vec![0, 10, 20, 60], 70, Active, 10, "since then never silent for long"),
            (vec![0, 10, 70], 80, Active, 70, "it had been silent"),
            (vec![0, 46], 46, Active, 46, "the first silence made way at once"),
            (vec![0], 91, LowSave, 91, "longer"),
            (vec![0], 400, Lost, 181, "longest"),
        ] {
            let nets = vec![100; days.len()];
            let run = Run { day: &days, net_fen: &nets, quantity: &nets, ..Run::default() };
            let found = stage_entered(run, &Basis::as_of(Day::from_number(today)));
            assert_eq!(found, Some((stage, Day::from_number(entered))), "{rule}");
        }
    }

    #[test]
    fn closed_days_put_it_off() {
        let mut basis = Basis::as_of(Day::from_number(60));
        let (first, last) = (Day::from_number(20), Day::from_number(27));
        basis.closed_days = vec![DayRange { first, last }];
        let run = Run { day: &[0], net_fen: &[1], quantity: &[1], ..Run::default() };
        let (stage, day) = stage_entered(run, &basis).unwrap();
        assert_eq!((stage, day), (Stage::HighSave, Day::from_number(54)), "eight days shut");
        assert_eq!(basis.silence_between(Day::from_number(0), day), 46);
        assert_eq!(stage_entered(Run::default(), &basis), None, "nobody who bought");
        basis.closed_days.clear();
        basis.rule = CountingRule::EachOrder;
        let twice = Run { day: &[0, 0], net_fen: &[1, 1], quantity: &[1, 1], ..Run::default() };
        basis.as_of = Day::from_number(9);
        let found = stage_entered(twice, &basis);
        assert_eq!(found, Some((Stage::Active, Day::from_number(0))), "two orders of one day");
    }
}
