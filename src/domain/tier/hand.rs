//! A tier by hand: given for a reason, from a day to a day, over the computed one and never instead
//! of it, so that it is no silent floor (T17).

use super::ladder::Step;
use crate::domain::day::{Day, DayRange};

/// A tier that somebody gave by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandTier {
    /// The tier; the highest of the policy where that has fewer.
    pub step: Step,
    /// It holds from this day on.
    pub first_day: Day,
    /// To this day; `None` = until further notice.
    pub last_day: Option<Day>,
    /// Holds also where it is lower than the computed one.
    pub hold_down: bool,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub author: String,
}

/// The tier by hand that holds on `day` instead of the computed one: higher, or lower with "hold
/// down"; `None` where the computed one holds. Of several on one day the last given, whatever it
/// says (semantics 11).
#[must_use]
pub fn held(hand: &[HandTier], day: Day, computed: Step, highest: Step) -> Option<Step> {
    let covers = |given: &&HandTier| {
        let last = given.last_day.unwrap_or(Day::MAX);
        DayRange { first: given.first_day, last }.contains(day)
    };
    let given = hand.iter().rev().find(covers)?;
    let step = given.step.min(highest);
    (step > computed || (given.hold_down && step < computed)).then_some(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_tier_by_hand_holds() {
        let step = |number| Step::new(number).unwrap();
        let given = |number, first, last: Option<i32>, hold_down| HandTier {
            step: step(number),
            first_day: Day::from_number(first),
            last_day: last.map(Day::from_number),
            hold_down,
            reason: "fair".to_owned(),
            author: "Li".to_owned(),
        };
        let up = given(3, 10, Some(19), false);
        let down = given(1, 10, None, true);
        for (hand, day, holds, rule) in [
            (vec![up.clone()], 9, None, "not yet"),
            (vec![up.clone()], 10, Some(3), "the first day"),
            (vec![up.clone()], 19, Some(3), "the last day"),
            (vec![up.clone()], 20, None, "open-loyalty#74: it ends, it is no silent floor"),
            (vec![given(1, 10, None, false)], 15, None, "lower only with hold down"),
            (vec![down.clone()], 15, Some(1), "held down"),
            (vec![given(2, 10, None, true)], 15, None, "the same as computed"),
            (vec![up.clone(), down.clone()], 15, Some(1), "the last given"),
            (vec![down, up.clone()], 15, Some(3), "the last given, the other way"),
            (vec![up, given(1, 10, None, false)], 15, None, "the last given says nothing"),
            (vec![given(9, 10, None, false)], 15, Some(4), "above the highest"),
        ] {
            let found = held(&hand, Day::from_number(day), step(2), step(4));
            assert_eq!(found.map(Step::number), holds, "{rule}");
        }
    }
}
