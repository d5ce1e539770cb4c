//! In which order a list stands.

use super::Roster;
use crate::domain::day::Day;
use crate::domain::figures::PersonFigures;

/// In which order a list stands. Ties go by the place in the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// The greatest net first.
    #[default]
    Value,
    /// Silent longest first; who never bought last.
    Silence,
    /// Due first; who is never due last.
    NextDue,
    /// Bought last first.
    Latest,
}

impl Arrangement {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Arrangement; 4] =
        [Arrangement::Value, Arrangement::NextDue, Arrangement::Silence, Arrangement::Latest];
}

impl Roster<'_> {
    /// Smaller comes first.
    pub(super) fn sort_key(&self, at: usize, arrangement: Arrangement) -> (i64, i64) {
        let Some(person) = self.live.person(at) else { return (i64::MAX, i64::MAX) };
        let value = -person.net_fen.minor();
        let first = match arrangement {
            Arrangement::Value => 0,
            Arrangement::Silence => number(person.last_day),
            Arrangement::Latest => -number(person.last_day),
            Arrangement::NextDue => self.due_number(person),
        };
        (first, value)
    }

    fn due_number(&self, person: &PersonFigures) -> i64 {
        person.next_due(&self.cycle).map_or(i64::MAX - 1, |due| number(due.day))
    }
}

fn number(day: Day) -> i64 {
    i64::from(day.number())
}
