//! How much of the money comes from how few customers.

use super::rfm::Ranks;

/// Steps of the curve, each a twentieth of the customers.
pub const CURVE_STEPS: usize = 20;

/// Fifths of the customers, by what they brought.
pub const FIFTHS: u8 = 5;

/// What the best customers brought together, from none of them to all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Concentration {
    /// For 0, 1, … 20 twentieths of the customers, the best first.
    pub curve: [Best; CURVE_STEPS + 1],
}

/// So many of the best customers, and what they brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Best {
    /// How many.
    pub customers: u64,
    /// Their net, in fen.
    pub net_fen: i128,
}

impl Concentration {
    /// Of the nets of all customers.
    pub(super) fn of(nets: &Ranks) -> Concentration {
        let n = nets.values().len();
        let mut curve = [Best::default(); CURVE_STEPS + 1];
        let mut sum = Best::default();
        let mut best_first = nets.values().iter().rev();
        for (step, place) in curve.iter_mut().enumerate() {
            let until = up_to(n as u64, step, CURVE_STEPS);
            let more = until.saturating_sub(sum.customers) as usize;
            sum.net_fen += best_first.by_ref().take(more).map(|net| i128::from(*net)).sum::<i128>();
            sum.customers = until;
            *place = sum;
        }
        Concentration { curve }
    }

    /// All customers.
    #[must_use]
    pub fn all(&self) -> Best {
        self.at(CURVE_STEPS)
    }

    /// A fifth of the customers, 1 = the best.
    #[must_use]
    pub fn fifth(&self, fifth: u8) -> Best {
        let step = |fifth: u8| self.at(usize::from(fifth) * CURVE_STEPS / usize::from(FIFTHS));
        let (before, until) = (step(fifth.saturating_sub(1)), step(fifth));
        Best {
            customers: until.customers.saturating_sub(before.customers),
            net_fen: until.net_fen - before.net_fen,
        }
    }

    fn at(&self, step: usize) -> Best {
        self.curve.get(step).copied().unwrap_or_default()
    }
}

/// How many of `n` customers so many parts of them are.
fn up_to(n: u64, parts: usize, of: usize) -> u64 {
    (u128::from(n) * parts as u128).checked_div(of as u128).unwrap_or(0) as u64
}

/// The ranks, best = 0, that belong to a fifth of `n` customers.
#[must_use]
pub fn ranks_of_fifth(n: u64, fifth: u8) -> std::ops::Range<u64> {
    let end = |fifth: u8| up_to(n, usize::from(fifth), usize::from(FIFTHS));
    end(fifth.saturating_sub(1))..end(fifth)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn of_ten() {
        let nets = Ranks::new([0, 0, 1, 1, 1, 2, 5, 10, 30, 50].into_iter());
        let all = Concentration::of(&nets);
        let fifths = [1, 2, 3, 4, 5].map(|it| (all.fifth(it).customers, all.fifth(it).net_fen));
        assert_eq!(fifths, [(2, 80), (2, 15), (2, 3), (2, 2), (2, 0)]);
        assert_eq!(all.all(), Best { customers: 10, net_fen: 100 });
    }

    proptest! {
        #[test]
        fn fifths_are_all_and_the_curve_bends_one_way(nets in prop::collection::vec(0i64..999, 0..90)) {
            let all = Concentration::of(&Ranks::new(nets.iter().copied()));
            let fifths = [1, 2, 3, 4, 5].map(|it| all.fifth(it));
            prop_assert_eq!(fifths.iter().map(|it| it.customers).sum::<u64>(), nets.len() as u64);
            prop_assert_eq!(all.all().net_fen, nets.iter().map(|it| i128::from(*it)).sum::<i128>());
            for (fifth, nth) in fifths.iter().zip(1..) {
                let ranks = ranks_of_fifth(nets.len() as u64, nth);
                prop_assert_eq!(fifth.customers, ranks.end - ranks.start);
            }
            // Whoever stands before somebody brought as much at least.
            for pair in all.curve.windows(3) {
                let mean = |a: Best, b: Best| (b.net_fen - a.net_fen, i128::from(b.customers - a.customers));
                let ((m0, n0), (m1, n1)) = (mean(pair[0], pair[1]), mean(pair[1], pair[2]));
                prop_assert!(m0 * n1 >= m1 * n0);
            }
        }
    }
}
