//! Sets of people, one bit for each place.

/// People in one word.
const WORD: usize = 64;

/// A set of people by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// Nobody of so many.
    #[must_use]
    pub fn none(people: usize) -> Bits {
        Bits { words: vec![0; people.div_ceil(WORD)] }
    }

    /// Everybody of a column whose value passes.
    pub(super) fn of<T: Copy>(column: &[T], passes: impl Fn(T) -> bool) -> Bits {
        let word = |values: &[T]| {
            let bit = |(at, value): (usize, &T)| u64::from(passes(*value)) << at;
            values.iter().enumerate().map(bit).fold(0, |word, bit| word | bit)
        };
        Bits { words: column.chunks(WORD).map(word).collect() }
    }

    /// Takes somebody in; nothing happens past the last place.
    pub fn insert(&mut self, at: usize) {
        if let Some(word) = self.words.get_mut(at / WORD) {
            *word |= 1 << (at % WORD);
        }
    }

    /// Takes somebody in or out.
    pub(super) fn set(&mut self, at: usize, is_in: bool) {
        if let Some(word) = self.words.get_mut(at / WORD) {
            *word = *word & !(1 << (at % WORD)) | u64::from(is_in) << (at % WORD);
        }
    }

    /// True where somebody is in it.
    #[must_use]
    pub fn contains(&self, at: usize) -> bool {
        self.words.get(at / WORD).is_some_and(|word| word >> (at % WORD) & 1 == 1)
    }

    /// How many are in it.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// Who is in it, by place, rising.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                // Without its lowest bit; of 0 nothing is left.
                left &= left.checked_sub(1)?;
                Some(at * WORD + bit)
            })
        })
    }

    /// Keeps who is in the other one, too.
    pub(super) fn keep(&mut self, other: &Bits) {
        self.each(other, |a, b| a & b);
    }

    /// Takes in who is in the other one.
    pub(super) fn join(&mut self, other: &Bits) {
        self.each(other, |a, b| a | b);
    }

    /// Takes out who is in the other one.
    pub(super) fn remove(&mut self, other: &Bits) {
        self.each(other, |a, b| a & !b);
    }

    fn each(&mut self, other: &Bits, with: impl Fn(u64, u64) -> u64) {
        // Whoever stands past the end of the other is not in it.
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        self.words.iter_mut().zip(others).for_each(|(a, b)| *a = with(*a, b));
    }
}
