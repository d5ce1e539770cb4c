//! Lots: points of one origin that end on one day, in the order in which they are spent.

use std::collections::BTreeMap;

use super::earning::Points;
use super::event::Cause;
use crate::domain::day::Day;

/// The last day on which points can be spent. What ends earlier is spent earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LastDay {
    /// This day; they are gone at 00:00 of the next.
    On(Day),
    /// There is none.
    Never,
}

impl LastDay {
    /// True where points that end so can still be spent on `day`.
    #[must_use]
    pub fn reaches(self, day: Day) -> bool {
        self >= LastDay::On(day)
    }

    /// The day, where there is one.
    #[must_use]
    pub fn day(self) -> Option<Day> {
        match self {
            LastDay::On(day) => Some(day),
            LastDay::Never => None,
        }
    }
}

/// Where the points of a lot come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LotOrigin {
    /// An order earned them.
    Order,
    /// They were given by hand.
    Adjustment,
    /// They returned by a refund, after their lot had ended.
    Return,
}

/// A lot. The order of names is the order of spending: what ends first, then the oldest, then by
/// id (semantics 6); never-ending last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LotName {
    /// Its last day.
    pub last_day: LastDay,
    /// Its day 1.
    pub day: Day,
    /// The order or adjustment; of points returned to an ended lot, refund `+` lot.
    pub id: Cause,
    /// Where they come from; it tells an order from an adjustment of the same name.
    pub origin: LotOrigin,
}

/// A lot and what is left in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot<'a> {
    /// Which one.
    pub name: &'a LotName,
    /// Above 0.
    pub left: Points,
}

/// Points taken from a lot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) lot: LotName,
    pub(super) points: Points,
}

/// The lots of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Lots {
    /// Those with points left, in the order of spending.
    left: BTreeMap<LotName, Points>,
    /// What lots lost by expiry and no refund has counted as taken yet.
    lost: BTreeMap<LotName, Points>,
    /// The sum of what is left.
    balance: Points,
}

impl Lots {
    pub(super) fn balance(&self) -> Points {
        self.balance
    }

    pub(super) fn in_order(&self) -> impl Iterator<Item = Lot<'_>> {
        self.left.iter().map(|(name, left)| Lot { name, left: *left })
    }

    /// Puts points into a lot, a new one or one that is there.
    pub(super) fn put(&mut self, lot: LotName, points: Points) {
        if points > Points::ZERO {
            let left = self.left.entry(lot).or_default();
            *left = left.saturating_add(points);
            self.balance = self.balance.saturating_add(points);
        }
    }

    /// Takes up to `points` from one lot; gives what it took.
    pub(super) fn take_from(&mut self, lot: &LotName, points: Points) -> Points {
        let taken = take_up_to(&mut self.left, lot, points);
        self.balance = self.balance.saturating_sub(taken);
        taken
    }

    /// Takes up to `points` in the order of spending; gives what it took, first taken first.
    pub(super) fn take_in_order(&mut self, points: Points) -> Vec<Taken> {
        let mut taken = Vec::new();
        let mut open = points;
        while open > Points::ZERO
            && let Some(first) = self.left.first_entry()
        {
            let lot = first.key().clone();
            let points = self.take_from(&lot, open);
            open = open.saturating_sub(points);
            taken.push(Taken { lot, points });
        }
        taken
    }

    /// Counts up to `points` of what a lot lost by expiry as taken; gives how many.
    pub(super) fn count_lost(&mut self, lot: &LotName, points: Points) -> Points {
        take_up_to(&mut self.lost, lot, points)
    }

    /// Ends the lots whose last day is before `day`, by last day; gives them with what they lost.
    pub(super) fn end_before(&mut self, day: Day) -> Vec<(LotName, Day, Points)> {
        let mut ended = Vec::new();
        while let Some(first) = self.left.first_entry()
            && let LastDay::On(last_day) = first.key().last_day
            && last_day < day
        {
            let (lot, points) = first.remove_entry();
            self.balance = self.balance.saturating_sub(points);
            self.lost.insert(lot.clone(), points);
            ended.push((lot, last_day, points));
        }
        ended
    }
}

/// Takes up to `points` of a lot out of a column; what is empty goes.
fn take_up_to(column: &mut BTreeMap<LotName, Points>, lot: &LotName, points: Points) -> Points {
    let Some(left) = column.get_mut(lot) else { return Points::ZERO };
    let taken = points.max(Points::ZERO).min(*left);
    *left = left.saturating_sub(taken);
    if *left == Points::ZERO {
        column.remove(lot);
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lot(id: &str, day: i32, last_day: Option<i32>) -> LotName {
        LotName {
            last_day: last_day.map_or(LastDay::Never, |last| LastDay::On(Day::from_number(last))),
            day: Day::from_number(day),
            id: Cause::new(id),
            origin: LotOrigin::Order,
        }
    }

    #[test]
    fn which_of_two_lots_is_spent_first() {
        for (first, second, rule) in [
            (lot("b", 5, Some(10)), lot("a", 1, Some(11)), "what ends first"),
            (lot("b", 1, Some(10)), lot("a", 2, Some(10)), "then the oldest"),
            (lot("b", 9, Some(10)), lot("a", 1, None), "never-ending last"),
            (lot("b", 1, None), lot("a", 2, None), "of two never-ending the oldest"),
            (lot("a", 1, None), lot("b", 1, None), "then by id"),
            (lot("o10", 1, None), lot("o9", 1, None), "ids by code point, not as numbers"),
        ] {
            let mut lots = Lots::default();
            lots.put(second.clone(), Points::new(5));
            lots.put(first.clone(), Points::new(5));
            let taken = lots.take_in_order(Points::new(7));
            let expected = [
                Taken { lot: first, points: Points::new(5) },
                Taken { lot: second, points: Points::new(2) },
            ];
            assert_eq!(taken, expected, "{rule}");
            assert_eq!(lots.balance(), Points::new(3), "{rule}");
        }
    }

    #[test]
    fn a_lot_ends_after_its_last_day_and_no_more_is_taken_than_there_is() {
        let mut lots = Lots::default();
        let a = lot("a", 1, Some(10));
        lots.put(a.clone(), Points::new(5));
        assert_eq!(lots.end_before(Day::from_number(10)), [], "good on its last day");
        let ended = lots.end_before(Day::from_number(11));
        assert_eq!(ended, [(a.clone(), Day::from_number(10), Points::new(5))]);
        assert_eq!(lots.balance(), Points::ZERO);
        assert_eq!(lots.take_from(&a, Points::new(1)), Points::ZERO);
        for (asked, counted, rule) in
            [(3, 3, "a part"), (9, 2, "no more than it lost"), (1, 0, "nothing twice")]
        {
            assert_eq!(lots.count_lost(&a, Points::new(asked)), Points::new(counted), "{rule}");
        }
    }
}
