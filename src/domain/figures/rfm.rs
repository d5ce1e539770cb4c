//! RFM scores and the eight groups (semantics 3; names: seller-notes 27-34).
//!
//! Score = 1 + floor(5 x customers strictly worse / customers): equal values share a score and
//! a bucket may be empty. A value is therefore in bucket k or above exactly where it is greater
//! than the (ceil(k x n / 5))-th smallest value, so four cut values say everything.

use super::lifecycle::StageCounts;

/// The score from which a value is "high", where the shop does not say otherwise.
pub const HIGH_SCORE: u8 = 4;

/// All customers' values on one axis, worst first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ranks {
    sorted: Vec<i64>,
}

impl Ranks {
    pub(super) fn new(values: impl Iterator<Item = i64>) -> Ranks {
        let mut sorted: Vec<i64> = values.collect();
        sorted.sort_unstable();
        Ranks { sorted }
    }

    /// Takes in one customer's value.
    pub(super) fn insert(&mut self, value: i64) {
        let at = self.sorted.partition_point(|other| *other < value);
        self.sorted.insert(at, value);
    }

    /// Takes out one customer's value; nothing where there is none such.
    pub(super) fn remove(&mut self, value: i64) {
        let at = self.sorted.partition_point(|other| *other < value);
        if self.sorted.get(at) == Some(&value) {
            self.sorted.remove(at);
        }
    }

    /// The values, worst first.
    pub(super) fn values(&self) -> &[i64] {
        &self.sorted
    }

    /// The cuts: a value above the k-th has a score of k + 1 at least.
    pub(super) fn cuts(&self) -> Cuts {
        let n = self.sorted.len();
        // With m = ceil(k n / 5) customers strictly worse the score is k + 1; m customers are
        // strictly worse than a value exactly where it is above the m-th smallest.
        let cut = |k: usize| {
            let at = (k * n).div_ceil(5).checked_sub(1)?;
            self.sorted.get(at).copied()
        };
        Cuts([cut(1), cut(2), cut(3), cut(4)])
    }

    /// How many customers have each score.
    fn scores(&self, cuts: &Cuts) -> [u64; 5] {
        let n = self.sorted.len();
        let up_to = |k: usize| match cuts.0.get(k) {
            Some(Some(cut)) => self.sorted.partition_point(|value| value <= cut),
            Some(None) | None => n,
        };
        let edges = [0, up_to(0), up_to(1), up_to(2), up_to(3), n];
        let mut scores = [0; 5];
        for (score, edge) in scores.iter_mut().zip(edges.windows(2)) {
            if let [from, to] = edge {
                *score = to.saturating_sub(*from) as u64;
            }
        }
        scores
    }

    /// The value that most customers share.
    fn commonest(&self) -> Option<Crowd> {
        self.sorted
            .chunk_by(|a, b| a == b)
            .max_by_key(|run| run.len())
            .and_then(|run| run.first().map(|v| Crowd { value: *v, customers: run.len() as u64 }))
    }
}

/// The four values above which the scores 2, 3, 4 and 5 begin; `None` without customers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cuts([Option<i64>; 4]);

impl Cuts {
    /// The score 1-5 of a value.
    pub(super) fn score(&self, value: i64) -> u8 {
        1 + self.0.iter().map(|cut| u8::from(cut.is_some_and(|cut| value > cut))).sum::<u8>()
    }
}

/// A value that many customers share, so that the axis says little.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// The value: a day number, a count, or fen.
    pub value: i64,
    /// How many customers have it.
    pub customers: u64,
}

/// One axis of RFM.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Axis {
    /// Customers with score 1, 2, 3, 4, 5.
    pub scores: [u64; 5],
    /// The commonest value where more than 40 % of the customers share it.
    pub crowd: Option<Crowd>,
}

impl Axis {
    pub(super) fn of(ranks: &Ranks, cuts: &Cuts) -> Axis {
        let n = ranks.sorted.len() as u64;
        let crowd = ranks.commonest().filter(|crowd| 5 * crowd.customers > 2 * n);
        Axis { scores: ranks.scores(cuts), crowd }
    }
}

/// The three scores of one customer, each 1-5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scores {
    /// Recency: 5 = bought last.
    pub r: u8,
    /// Frequency.
    pub f: u8,
    /// Money.
    pub m: u8,
}

impl Scores {
    /// The place of these scores among the 125 cells: 25 (r - 1) + 5 (f - 1) + (m - 1).
    #[must_use]
    pub const fn cell(self) -> usize {
        25 * (self.r as usize - 1) + 5 * (self.f as usize - 1) + (self.m as usize - 1)
    }
}

/// The eight groups every course teaches: high or low on each axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RfmGroup {
    /// R+ F+ M+ 重要价值客户.
    Best,
    /// R- F+ M+ 重要保持客户.
    BigGoneQuiet,
    /// R+ F- M+ 重要发展客户.
    BigBasketsFewVisits,
    /// R- F- M+ 重要挽留客户.
    BigOneTimeGone,
    /// R+ F+ M- 一般价值客户.
    FrequentSmall,
    /// R+ F- M- 一般发展客户.
    Newcomers,
    /// R- F+ M- 一般保持客户.
    SmallRegularsQuiet,
    /// R- F- M- 一般挽留客户.
    PassersBy,
}

impl RfmGroup {
    /// All of them, in the order of the seller's list.
    pub const ALL: [RfmGroup; 8] = [
        RfmGroup::Best,
        RfmGroup::BigGoneQuiet,
        RfmGroup::BigBasketsFewVisits,
        RfmGroup::BigOneTimeGone,
        RfmGroup::FrequentSmall,
        RfmGroup::Newcomers,
        RfmGroup::SmallRegularsQuiet,
        RfmGroup::PassersBy,
    ];

    /// The group of three scores; high = score >= `high`.
    #[must_use]
    pub const fn of(scores: Scores, high: u8) -> RfmGroup {
        match (scores.r >= high, scores.f >= high, scores.m >= high) {
            (true, true, true) => RfmGroup::Best,
            (false, true, true) => RfmGroup::BigGoneQuiet,
            (true, false, true) => RfmGroup::BigBasketsFewVisits,
            (false, false, true) => RfmGroup::BigOneTimeGone,
            (true, true, false) => RfmGroup::FrequentSmall,
            (true, false, false) => RfmGroup::Newcomers,
            (false, true, false) => RfmGroup::SmallRegularsQuiet,
            (false, false, false) => RfmGroup::PassersBy,
        }
    }

    /// Its place in [`RfmGroup::ALL`].
    #[must_use]
    pub const fn place(self) -> usize {
        self as usize
    }
}

/// One of the eight groups, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupFigures {
    /// Which group.
    pub group: RfmGroup,
    /// How many customers are in it.
    pub customers: u64,
    /// Their net inside the RFM window, in fen.
    pub net_fen: i128,
}

/// RFM of the whole shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RfmFigures {
    /// Recency.
    pub r: Axis,
    /// Frequency.
    pub f: Axis,
    /// Money.
    pub m: Axis,
    /// The eight groups, in the order of [`RfmGroup::ALL`].
    pub groups: [GroupFigures; 8],
    /// Customers by their three scores, see [`Scores::cell`].
    pub cells: [u64; 125],
}

/// Fewer customers than this cannot be told apart by fifths.
pub const FEWEST_FOR_GROUPS: u64 = 20;

/// Why the names of the groups would be false.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RfmSilence {
    /// Fewer than [`FEWEST_FOR_GROUPS`] customers.
    TooFew,
    /// Everybody has been silent for long: nobody "came lately".
    Dormant,
}

impl RfmSilence {
    /// What speaks against naming groups, if anything does.
    #[must_use]
    pub const fn of(customers: u64, stages: &StageCounts) -> Option<RfmSilence> {
        if customers < FEWEST_FOR_GROUPS {
            Some(RfmSilence::TooFew)
        } else if stages.new + stages.active + stages.high_save == 0 {
            Some(RfmSilence::Dormant)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, word for word.
    fn score_by_definition(value: i64, all: &[i64]) -> u8 {
        let worse = all.iter().filter(|other| **other < value).count();
        1 + (5 * worse / all.len()) as u8
    }

    #[test]
    fn equal_values_share_a_score() {
        let ranks = Ranks::new([1, 1, 1, 1, 2, 2, 3, 9, 9, 9].into_iter());
        let cuts = ranks.cuts();
        let axis = Axis::of(&ranks, &cuts);
        assert_eq!(axis.scores, [4, 0, 2, 4, 0], "buckets may be empty");
        assert_eq!([1, 2, 3, 9].map(|value| cuts.score(value)), [1, 3, 4, 4]);
        assert_eq!(axis.crowd, None, "exactly 40 % is not more than 40 %");
        let crowded = Ranks::new([1, 1, 1, 2, 3].into_iter());
        let crowd = Axis::of(&crowded, &crowded.cuts()).crowd;
        assert_eq!(crowd, Some(Crowd { value: 1, customers: 3 }));
    }

    #[test]
    fn groups_have_names_where_they_say_something() {
        let stages = |active, high_save, lost| StageCounts {
            active,
            high_save,
            lost,
            ..StageCounts::default()
        };
        for (stages, silence, rule) in [
            (stages(19, 0, 0), Some(RfmSilence::TooFew), "too few to compare"),
            (stages(20, 0, 0), None, "enough"),
            (stages(0, 0, 500), Some(RfmSilence::Dormant), "nobody of late"),
            (stages(0, 1, 499), None, "somebody of late"),
        ] {
            let customers = stages.active + stages.high_save + stages.lost;
            assert_eq!(RfmSilence::of(customers, &stages), silence, "{rule}");
        }
    }

    #[test]
    fn without_customers() {
        let ranks = Ranks::default();
        assert_eq!(Axis::of(&ranks, &ranks.cuts()), Axis::default());
    }

    proptest! {
        #[test]
        fn cuts_say_what_the_definition_says(values in prop::collection::vec(-20i64..20, 1..60)) {
            let ranks = Ranks::new(values.iter().copied());
            let cuts = ranks.cuts();
            let mut scores = [0; 5];
            for value in &values {
                let expected = score_by_definition(*value, &values);
                prop_assert_eq!(cuts.score(*value), expected);
                scores[usize::from(expected) - 1] += 1;
            }
            prop_assert_eq!(Axis::of(&ranks, &cuts).scores, scores);
        }

        #[test]
        fn insert_and_remove_keep_the_order(
            values in prop::collection::vec(-9i64..9, 0..40), more in prop::collection::vec(-9i64..9, 0..10),
        ) {
            let mut ranks = Ranks::new(values.iter().copied());
            more.iter().for_each(|value| ranks.insert(*value));
            let all = values.iter().chain(&more).copied();
            prop_assert_eq!(&ranks, &Ranks::new(all));
            more.iter().for_each(|value| ranks.remove(*value));
            prop_assert_eq!(ranks, Ranks::new(values.into_iter()));
        }
    }
}
