//! "Propose from my data": cuts so that about 3/4, 1/5 and 1/20 of the repeat customers reach the
//! steps 2, 3 and 4, in numbers that a seller can say aloud.

use super::ladder::{Minimums, Totals};
use super::preset::STEPS;
use crate::domain::money::Fen;

/// Fewer repeat customers than these, and one of them is more than the share of the highest step.
pub const LEAST_CUSTOMERS: usize = 20;

/// The shares, in hundredths of the repeat customers.
const SHARES: [u64; STEPS - 1] = [75, 20, 5];

/// Leading figures of friendly amounts; with powers of ten, 10 yuan at the least.
const FRIENDLY: [i64; 19] =
    [10, 12, 15, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90];

/// Friendly numbers of purchases.
const COUNTS: [u32; 16] = [2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 80, 100];

/// One proposed step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What it would ask for: both (AND).
    pub minimums: Minimums,
    /// How many of the repeat customers reach it.
    pub reached: u64,
    /// How many should, by the share.
    pub wanted: u64,
}

/// There are too few repeat customers to propose anything from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// Customers with two purchases or more; [`LEAST_CUSTOMERS`] are needed.
    pub repeat_customers: usize,
}

/// Proposes the steps 2, 3, 4 from what each customer bought in the window of the policy (their
/// order does not matter). Half of the way goes by purchases, the rest by money: the purchases are
/// such that the square root of the share has that many, and the net such that the share has both.
///
/// # Errors
/// [`TooFew`] where the shares would be less than one customer.
pub fn propose(customers: impl Iterator<Item = Totals>) -> Result<[Proposal; STEPS - 1], TooFew> {
    let repeat: Vec<Totals> = customers.filter(|totals| totals.purchases >= 2).collect();
    if repeat.len() < LEAST_CUSTOMERS {
        return Err(TooFew { repeat_customers: repeat.len() });
    }
    let (mut purchases, mut net) = (2, 0);
    Ok(SHARES.map(|share| {
        purchases = purchases_for(&repeat, share, purchases);
        let nets = nets_of(&repeat, purchases);
        let wanted = (repeat.len() as u64 * share + 50) / 100;
        let (fen, reached) = net_for(&nets, wanted, net);
        net = fen;
        let net_fen = Some(Fen::from_minor(fen));
        Proposal { minimums: Minimums { purchases: Some(purchases), net_fen }, reached, wanted }
    }))
}

/// The highest friendly number of purchases that the square root of the share has.
fn purchases_for(repeat: &[Totals], share: u64, least: u32) -> u32 {
    let all = repeat.len() as u128;
    let enough = |count: &u32| {
        let have = repeat.iter().filter(|totals| totals.purchases >= u64::from(*count)).count();
        // have / all >= sqrt(share / 100), in whole numbers.
        (have as u128).pow(2) * 100 >= u128::from(share) * all.pow(2)
    };
    let counts = COUNTS.into_iter().filter(|count| *count >= least);
    counts.rev().find(enough).unwrap_or(least)
}

/// The nets of those with that many purchases, in fen, rising.
fn nets_of(repeat: &[Totals], purchases: u32) -> Vec<i64> {
    let enough = repeat.iter().filter(|totals| totals.purchases >= u64::from(purchases));
    let mut nets: Vec<i64> = enough.map(|totals| totals.net_fen.minor()).collect();
    nets.sort_unstable();
    nets
}

/// The friendly amount above `least` that comes nearest to `wanted` of these nets, and how many
/// reach it. Of two that are as near, the lower.
fn net_for(nets: &[i64], wanted: u64, least: i64) -> (i64, u64) {
    let reached = |fen: i64| (nets.len() - nets.partition_point(|net| *net < fen)) as u64;
    let candidates = friendly().filter(|fen| *fen > least);
    let nearest = candidates.min_by_key(|fen| (reached(*fen).abs_diff(wanted), *fen));
    let fen = nearest.unwrap_or(Fen::LARGEST.minor());
    (fen, reached(fen))
}

/// Friendly amounts in fen, rising: 10, 12, 15, 18, 20… 80, 90, 100, 120… yuan.
fn friendly() -> impl Iterator<Item = i64> {
    let powers = std::iter::successors(Some(100_i64), |power| power.checked_mul(10));
    let amounts = powers.flat_map(|power| FRIENDLY.map(|lead| lead.saturating_mul(power)));
    amounts.take_while(|fen| *fen <= Fen::LARGEST.minor())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn totals(purchases: u64, fen: i64) -> Totals {
        Totals { purchases, net_fen: Fen::from_minor(fen) }
    }

    #[test]
    fn amounts_are_friendly() {
        let first: Vec<i64> = friendly().take(21).map(|fen| fen / 100).collect();
        assert_eq!(
            first,
            [10, 12, 15, 18, 20, 22, 25, 28, 30, 35, 40, 45, 50, 55, 60, 65, 70, 80, 90, 100, 120]
        );
        assert!(friendly().is_sorted_by(|a, b| a < b), "each once");
    }

    #[test]
    fn shares_of_repeat_customers() {
        // 1000 repeat customers with 5 yuan of net more each, one purchase more for each hundred.
        let customers = || (0..1000).map(|at| totals(2 + at / 100, 10_000 + 500 * at as i64));
        let once = || (0..5000).map(|_| totals(1, 9_999_999));
        let steps = propose(customers().chain(once())).unwrap();
        assert_eq!(steps.map(|step| step.wanted), [750, 200, 50], "repeat customers only");
        for step in steps {
            let met = |totals: &Totals| {
                u64::from(step.minimums.purchases.unwrap()) <= totals.purchases
                    && step.minimums.net_fen.unwrap() <= totals.net_fen
            };
            assert_eq!(customers().filter(met).count() as u64, step.reached);
        }
        let asked = steps
            .map(|it| (it.minimums.purchases.unwrap(), it.minimums.net_fen.unwrap().minor() / 100));
        assert_eq!(asked, [(3, 1_200), (6, 4_000), (8, 5_000)]);
        assert_eq!(propose(customers().rev()).unwrap(), steps, "whatever their order");
    }

    #[test]
    fn rises_even_where_everybody_is_the_same() {
        let steps = propose((0..20).map(|_| totals(2, 10_000))).unwrap();
        let nets = steps.map(|step| step.minimums.net_fen.unwrap());
        assert!(nets.is_sorted_by(|a, b| a < b), "{nets:?}");
        let extreme = propose((0..20).map(|_| totals(u64::MAX, i64::MAX))).unwrap();
        assert_eq!(extreme.map(|step| step.reached), [20; 3]);
    }

    #[test]
    fn too_few() {
        let found = propose((0..19).map(|_| totals(2, 100)).chain([totals(1, 100)]));
        assert_eq!(found, Err(TooFew { repeat_customers: 19 }));
    }
}
