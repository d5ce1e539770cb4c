//! Who moved from which stage to which between two days: the as-of day and one before it.
//!
//! Both days are seen with what is known as of the later one, so that a move is something that a
//! customer did or left undone, and never a correction of the book.

use super::basis::{Basis, CountingRule};
use super::history::Run;
use super::lifecycle::{Stage, stage_of};
use crate::domain::day::Day;

/// Days between the two looks.
pub const FLOW_DAYS: i32 = 30;

/// Where somebody stands: a stage, its parts as one, or not among the customers yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Station {
    /// No purchase so far.
    Outside,
    /// New.
    New,
    /// Active.
    Active,
    /// High-save.
    HighSave,
    /// Low-save.
    LowSave,
    /// Lost.
    Lost,
}

impl Station {
    /// All of them, each at its place.
    pub const ALL: [Station; 6] = [
        Station::Outside,
        Station::New,
        Station::Active,
        Station::HighSave,
        Station::LowSave,
        Station::Lost,
    ];

    /// The station of a stage.
    #[must_use]
    pub const fn of(stage: Stage) -> Station {
        match stage {
            Stage::Potential => Station::Outside,
            Stage::New(_) => Station::New,
            Stage::Active => Station::Active,
            Stage::HighSave => Station::HighSave,
            Stage::LowSave => Station::LowSave,
            Stage::Lost => Station::Lost,
        }
    }

    /// Where the orders of one customer had brought him by the end of `day`.
    #[must_use]
    pub fn at(run: Run<'_>, basis: &Basis, day: Day) -> Station {
        let run = run.until(day);
        let (Some(first), Some(last)) = (run.day.first(), run.day.last()) else {
            return Station::Outside;
        };
        // Only one or more than one matters here, so nothing is counted.
        let again = match basis.rule {
            CountingRule::MergedByDay => first != last,
            CountingRule::EachOrder => run.len() > 1,
        };
        let silence = basis.silence_between(Day::from_number(*last), day);
        Station::of(stage_of(1 + u32::from(again), silence, &basis.stage_bounds))
    }

    /// Its place in [`Station::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }

    /// How far away, for those who have bought.
    const fn distance(self) -> Option<u8> {
        match self {
            Station::Outside => None,
            Station::New | Station::Active => Some(0),
            Station::HighSave => Some(1),
            Station::LowSave => Some(2),
            Station::Lost => Some(3),
        }
    }
}

/// From where to where.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Move {
    /// Where he was on the earlier day.
    pub from: Station,
    /// Where he is on the as-of day.
    pub to: Station,
}

impl Move {
    /// Was silent and bought again.
    #[must_use]
    pub fn is_back(self) -> bool {
        matches!((self.from.distance(), self.to.distance()), (Some(from), Some(to)) if to < from)
    }

    /// Is further away than before.
    #[must_use]
    pub fn is_away(self) -> bool {
        matches!((self.from.distance(), self.to.distance()), (Some(from), Some(to)) if to > from)
    }
}

/// The moves of all customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    moves: [[u64; 6]; 6],
}

impl Flow {
    /// The earlier of the two days.
    #[must_use]
    pub const fn since(as_of: Day) -> Day {
        as_of.plus(-FLOW_DAYS)
    }

    /// How many made this move; those who stayed where they were, too.
    #[must_use]
    pub fn of(&self, it: Move) -> u64 {
        let to = self.moves.get(it.from.place()).and_then(|row| row.get(it.to.place()));
        to.copied().unwrap_or(0)
    }

    /// How many moved in a way.
    #[must_use]
    pub fn total(&self, holds: impl Fn(Move) -> bool) -> u64 {
        let all = Station::ALL.into_iter();
        let moves = all.flat_map(|from| Station::ALL.map(|to| Move { from, to }));
        moves.filter(|it| holds(*it)).map(|it| self.of(it)).sum()
    }

    pub(super) fn count(&mut self, it: Move, factor: i64) {
        let to = self.moves.get_mut(it.from.place()).and_then(|row| row.get_mut(it.to.place()));
        if let Some(count) = to {
            *count = count.saturating_add_signed(factor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_orders_have_brought_somebody() {
        use Station::{Active, HighSave, Lost, LowSave, New, Outside};
        let merged = CountingRule::MergedByDay;
        for (days, rule, as_of, station, why) in [
            (vec![], merged, 100, Outside, "nothing bought"),
            (vec![101], merged, 100, Outside, "bought later"),
            (vec![100], merged, 100, New, "one purchase"),
            (vec![100, 100], merged, 100, New, "twice on one day is once"),
            (vec![100, 100], CountingRule::EachOrder, 100, Active, "each order counts"),
            (vec![50, 100, 120], merged, 145, Active, "the last day of active"),
            (vec![50, 100], merged, 146, HighSave, "a day more"),
            (vec![50, 100], merged, 191, LowSave, "further"),
            (vec![50, 100], merged, 281, Lost, "gone"),
        ] {
            let run = Run { day: &days, ..Run::default() };
            let basis = Basis { rule, ..Basis::as_of(Day::from_number(9_999)) };
            assert_eq!(Station::at(run, &basis, Day::from_number(as_of)), station, "{why}");
        }
    }

    #[test]
    fn back_away_and_neither() {
        use Station::{Active, HighSave, Lost, LowSave, New, Outside};
        for (from, to, back, away) in [
            (HighSave, Active, true, false),
            (Lost, Active, true, false),
            (Lost, HighSave, true, false),
            (Active, HighSave, false, true),
            (New, HighSave, false, true),
            (LowSave, Lost, false, true),
            (New, Active, false, false),
            (Active, Active, false, false),
            (Outside, New, false, false),
            (Outside, Active, false, false),
        ] {
            let it = Move { from, to };
            assert_eq!((it.is_back(), it.is_away()), (back, away), "{it:?}");
        }
    }
}
