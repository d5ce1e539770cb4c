//! In which order a list stands.

use super::{Roster, Touch};
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
    /// Longest not contacted first (CU11). Who never was comes before all, of them the one silent
    /// longest, who never bought behind those; who wants no contact comes last.
    Uncontacted,
    /// The day that was agreed on first; who waits for nothing last.
    Promised,
}

impl Arrangement {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Arrangement; 6] = [
        Arrangement::Value,
        Arrangement::NextDue,
        Arrangement::Silence,
        Arrangement::Uncontacted,
        Arrangement::Promised,
        Arrangement::Latest,
    ];
}

impl Roster<'_> {
    /// Smaller comes first.
    pub(super) fn sort_key(&self, at: usize, arrangement: Arrangement) -> (i64, i64, i64) {
        let person = self.live.person(at);
        let bought = |key: &dyn Fn(&PersonFigures) -> i64| person.map_or(i64::MAX, key);
        let value = bought(&|it| -it.net_fen.minor());
        let silence = || bought(&|it| number(it.last_day));
        match arrangement {
            Arrangement::Value => (value, 0, 0),
            Arrangement::Silence => (silence(), value, 0),
            Arrangement::Latest => (bought(&|it| -number(it.last_day)), value, 0),
            Arrangement::NextDue => (bought(&|it| self.due_number(it)), value, 0),
            Arrangement::Uncontacted => match self.touched(at) {
                Touch { is_opted_out: true, .. } => (i64::MAX, silence(), value),
                touch => (touch.last.map_or(i64::MIN, number), silence(), value),
            },
            Arrangement::Promised => (self.touched(at).promised.map_or(i64::MAX, number), value, 0),
        }
    }

    fn due_number(&self, person: &PersonFigures) -> i64 {
        person.next_due(&self.cycle).map_or(i64::MAX - 1, |due| number(due.day))
    }
}

fn number(day: Day) -> i64 {
    i64::from(day.number())
}
