//! Spreading an amount over lines, to the last fen.

use crate::domain::money::Fen;

/// The sum of amounts.
pub(super) fn sum(amounts: impl IntoIterator<Item = Fen>) -> Fen {
    amounts.into_iter().fold(Fen::ZERO, Fen::saturating_add)
}

/// Largest remainder: `amount`, capped to the sum of the weights, spread in proportion to them.
/// What is left over after rounding down goes fen by fen to the largest remainders, ties to the
/// lower index. The shares sum to the capped amount and none exceeds its weight (semantics 7).
/// Weights and amounts below 0 count as 0.
#[must_use]
pub fn allocate(amount: Fen, weights: &[Fen]) -> Vec<Fen> {
    let weights: Vec<i128> =
        weights.iter().map(|weight| i128::from(weight.minor().max(0))).collect();
    let total: i128 = weights.iter().sum();
    let amount = i128::from(amount.minor().max(0)).min(total);
    if total == 0 || amount == 0 {
        return vec![Fen::ZERO; weights.len()];
    }
    let mut shares: Vec<i128> = weights.iter().map(|weight| amount * weight / total).collect();
    let mut rest = amount - shares.iter().sum::<i128>();
    let mut by_remainder: Vec<(i128, usize)> =
        weights.iter().enumerate().map(|(at, weight)| (-(amount * weight % total), at)).collect();
    by_remainder.sort_unstable();
    for (_, at) in by_remainder {
        if rest == 0 {
            break;
        }
        if let Some(share) = shares.get_mut(at) {
            *share += 1;
            rest -= 1;
        }
    }
    // Each is at most its weight, which is a Fen.
    shares.into_iter().map(|share| Fen::from_minor(i64::try_from(share).unwrap_or(0))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shares(amount: i64, weights: &[i64]) -> Vec<i64> {
        let weights: Vec<Fen> = weights.iter().copied().map(Fen::from_minor).collect();
        allocate(Fen::from_minor(amount), &weights).into_iter().map(Fen::minor).collect()
    }

    #[test]
    fn the_largest_remainder() {
        for (amount, weights, expected, rule) in [
            (1_000, vec![1, 1, 1], vec![1, 1, 1], "capped to the weights"),
            (1_000, vec![500, 500, 500], vec![334, 333, 333], "ties to the lower index"),
            (14, vec![1, 10, 31], vec![1, 3, 10], "three equal remainders, no float noise"),
            (29, vec![10, 10, 10, 1], vec![10, 9, 9, 1], "the last line does not take the rest"),
            (10, vec![0, 7, 0, 7], vec![0, 5, 0, 5], "a line of 0 shifts nobody"),
            (5, vec![0, 0], vec![0, 0], "nothing to spread over"),
            (5, vec![], vec![], "no lines"),
            (-5, vec![10], vec![0], "nothing below 0"),
        ] {
            assert_eq!(shares(amount, &weights), expected, "{rule}");
        }
    }

    proptest! {
        #[test]
        fn shares_sum_and_none_exceeds_its_weight(
            amount in 0i64..2_000_000_000_000,
            weights in prop::collection::vec(
                prop_oneof![Just(0i64), 1i64..50, 0i64..1_000_000_000_000], 0..20),
        ) {
            let shares = shares(amount, &weights);
            prop_assert_eq!(shares.iter().sum::<i64>(), amount.min(weights.iter().sum()));
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!((0..=*weight).contains(share));
            }
        }

        #[test]
        fn no_share_is_a_fen_away_from_its_part(
            amount in 0i64..100_000, weights in prop::collection::vec(1i64..100_000, 1..20),
        ) {
            let total: i64 = weights.iter().sum();
            let capped = i128::from(amount.min(total));
            for (share, weight) in shares(amount, &weights).iter().zip(&weights) {
                let off = i128::from(*share) * i128::from(total) - capped * i128::from(*weight);
                prop_assert!(off.abs() < i128::from(total));
            }
        }
    }
}
