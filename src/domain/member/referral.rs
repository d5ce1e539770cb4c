//! Who came by whose word (RE1).

use crate::domain::day::Day;
use crate::domain::intern::Index;
use crate::domain::loyalty::Booking;
use crate::domain::shop::Shop;

/// A chain of words that is longer than this is not followed.
const LONGEST: usize = 64;

/// Who brought a person, and whom he brought. All are people, as they are joined today.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Referrals {
    /// By whose word he came; what was said last holds.
    pub by: Option<Index>,
    /// Who came by his word, the earliest first.
    pub brought: Vec<Index>,
}

impl Shop {
    /// Who brought a person, and whom he brought, as far as it was known on a day.
    #[must_use]
    pub fn referrals_of(&self, customer: Index, known_on: Day) -> Referrals {
        let person = self.person_of(customer);
        let mut referrals = Referrals::default();
        for (came, by) in self.referred(customer, known_on) {
            if came == person {
                referrals.by = Some(by);
            } else if by == person && !referrals.brought.contains(&came) {
                referrals.brought.push(came);
            }
        }
        // Of whom somebody else was named since, he did not bring.
        referrals.brought.retain(|it| self.referred_by(*it, known_on) == Some(person));
        referrals
    }

    /// By whose word a person came.
    #[must_use]
    pub fn referred_by(&self, customer: Index, known_on: Day) -> Option<Index> {
        let person = self.person_of(customer);
        let all = self.referred(customer, known_on).into_iter();
        all.filter(|(came, _)| *came == person).map(|(_, by)| by).next_back()
    }

    /// True where one came by the other's word, or by that of somebody who did.
    #[must_use]
    pub fn came_through(&self, customer: Index, other: Index, known_on: Day) -> bool {
        let other = self.person_of(other);
        let mut at = self.person_of(customer);
        for _ in 0..LONGEST {
            match self.referred_by(at, known_on) {
                Some(by) if by == other => return true,
                Some(by) => at = by,
                None => return false,
            }
        }
        false
    }

    /// Who came and by whom, of all that is said about a person, the earliest first. Two who are one
    /// person by now did not bring each other.
    fn referred(&self, customer: Index, known_on: Day) -> Vec<(Index, Index)> {
        let events = self.events_of(customer).into_iter().rev();
        let known = events.filter(|event| event.stands() && event.day <= known_on);
        let said = known.filter_map(|event| {
            let (came, by) = event.deed.customers();
            let is_said = matches!(event.booking(), Some(Booking::Referred));
            let (came, by) = came.zip(by).filter(|_| is_said)?;
            Some((self.person_of(came), self.person_of(by)))
        });
        said.filter(|(came, by)| came != by).collect()
    }
}
