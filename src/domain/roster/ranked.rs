//! Who is the best customer, the second, and so on: by what they brought.

use super::{Arrangement, Roster};
use crate::domain::figures::concentration::ranks_of_fifth;

/// All customers, the best first, by their places in the book.
#[derive(Clone, Debug)]
pub(super) struct Ranking {
    /// The rank of each place; of no use where nobody has bought.
    rank: Vec<u64>,
    customers: u64,
}

impl Roster<'_> {
    /// True for whoever is in a fifth of the customers, 1 = the best. As [`Arrangement::Value`]
    /// has them: of equal ones whoever stands earlier in the book is before the other.
    pub(super) fn is_in_fifth(&self, at: usize, fifth: u8) -> bool {
        let ranking = self.ranking.get_or_init(|| self.ranked());
        let ranks = ranks_of_fifth(ranking.customers, fifth);
        let rank = || ranking.rank.get(at).is_some_and(|rank| ranks.contains(rank));
        self.live.person(at).is_some() && rank()
    }

    fn ranked(&self) -> Ranking {
        let everybody = 0..self.shop.customers().len();
        let bought = everybody.clone().filter(|at| self.live.person(*at).is_some());
        let best_first = self.arranged(bought.map(|at| at as u32).collect(), Arrangement::Value);
        let mut rank = vec![0; everybody.len()];
        for (nth, at) in best_first.iter().enumerate() {
            if let Some(place) = rank.get_mut(*at as usize) {
                *place = nth as u64;
            }
        }
        Ranking { rank, customers: best_first.len() as u64 }
    }
}
