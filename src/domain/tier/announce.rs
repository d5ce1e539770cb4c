//! When a rise is announced: not before the orders that lifted can no longer be sent back
//! (semantics 5), so that nobody is congratulated and corrected a week later.

use crate::domain::day::Day;

/// How an order was bought, as far as its return window goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Buying {
    /// At the counter: past its return window at once.
    Counter,
    /// Online: past it when it is completed, or after so many days, whichever comes first.
    Online {
        /// The day on which it was completed, where that is known.
        completed: Option<Day>,
    },
}

/// How long an order bought online can be sent back unless the seller says otherwise, in days.
pub const RETURN_DAYS: u32 = 7;

/// The day from which on an order of `day` is past its return window of `return_days`.
#[must_use]
pub fn past_return_on(day: Day, buying: Buying, return_days: u32) -> Day {
    match buying {
        Buying::Counter => day,
        Buying::Online { completed } => {
            let after = day.plus(i32::try_from(return_days).unwrap_or(i32::MAX));
            completed.map_or(after, |completed| completed.clamp(day, after))
        }
    }
}

/// The day on which a rise of `day` is announced: when each order of that day is past its return
/// window; on the day itself where no order lifted, but a policy that began. Whether the rise still
/// stands on that day is what the standing as of it says.
#[must_use]
pub fn rise_announced_on(
    day: Day,
    orders_of_the_day: impl Iterator<Item = Buying>,
    return_days: u32,
) -> Day {
    let past = orders_of_the_day.map(|buying| past_return_on(day, buying, return_days));
    past.max().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_when_it_can_no_longer_be_sent_back() {
        use Buying::{Counter, Online};
        let on = Day::from_number;
        let online = |completed: Option<i32>| Online { completed: completed.map(on) };
        for (orders, announced, rule) in [
            (vec![], 100, "a policy began"),
            (vec![Counter], 100, "at the counter at once"),
            (vec![online(None)], 107, "online after 7 days"),
            (vec![online(Some(103))], 103, "completed before"),
            (vec![online(Some(120))], 107, "completed later than that"),
            (vec![online(Some(90))], 100, "never before the order"),
            (vec![Counter, online(None)], 107, "the last of the day"),
        ] {
            let found = rise_announced_on(on(100), orders.into_iter(), RETURN_DAYS);
            assert_eq!(found, on(announced), "{rule}");
        }
    }
}
