//! Numbers that only look like chance: the same seed gives the same ones on every machine.

/// SplitMix64 (Steele, Lea, Flood 2014): whole numbers only.
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    /// A row of numbers of its own for each `part` of a seed, so that one customer more does not
    /// change the others.
    pub(super) const fn new(seed: u64, part: u64) -> Random {
        let mut mixed = Random(seed ^ part.wrapping_mul(0xd6e8_feb8_6659_fd93));
        Random(mixed.next() ^ part)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One of 0 to `count` - 1; 0 of none.
    pub(super) const fn below(&mut self, count: u64) -> u64 {
        ((self.next() as u128 * count as u128) >> 64) as u64
    }

    /// One of `low` to `high`, both ends inside.
    pub(super) const fn between(&mut self, low: i64, high: i64) -> i64 {
        let count = if high < low { 0 } else { high.abs_diff(low) + 1 };
        low.saturating_add(self.below(count) as i64)
    }

    /// True in so many of a thousand cases.
    pub(super) const fn chance(&mut self, permille: u64) -> bool {
        self.below(1000) < permille
    }

    /// One of them; the default of none.
    pub(super) fn pick<T: Copy + Default>(&mut self, from: &[T]) -> T {
        let at = self.below(from.len() as u64) as usize;
        from.get(at).copied().unwrap_or_default()
    }

    /// One of them, each as often as its weight says.
    pub(super) fn weighted<T: Copy + Default>(&mut self, from: &[(u32, T)]) -> T {
        let whole = from.iter().map(|(weight, _)| u64::from(*weight)).sum();
        let mut left = self.below(whole);
        for (weight, it) in from {
            match left.checked_sub(u64::from(*weight)) {
                Some(rest) => left = rest,
                None => return *it,
            }
        }
        T::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_numbers_come_out() {
        // The first numbers of SplitMix64 from 1234567.
        let mut random = Random(1_234_567);
        let first = [6_457_827_717_110_365_317, 3_203_168_211_198_807_973];
        assert_eq!([random.next(), random.next()], first);
    }

    #[test]
    fn stays_inside() {
        let mut random = Random::new(7, 1);
        assert_eq!(
            (random.below(0), random.pick::<u8>(&[]), random.weighted::<u8>(&[])),
            (0, 0, 0)
        );
        let drawn: Vec<i64> = (0..1000).map(|_| random.between(-2, 2)).collect();
        assert_eq!((drawn.iter().min(), drawn.iter().max()), (Some(&-2), Some(&2)));
        let heavy = (0..1000).filter(|_| random.weighted(&[(9, 1), (1, 2)]) == 1).count();
        assert!((850..950).contains(&heavy), "{heavy}");
    }
}
