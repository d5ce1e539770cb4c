//! One word against one text.
//!
//! All ways to read the text are followed at once: bit `n` of a set of states says that the first
//! `n` characters of the word are used up. A word has at most 63, so a set is one number and no text
//! takes longer than its length times that of the word.

use std::ops::Range;

use super::letters::Letters;
use super::query::{Word, fold, is_silent};
use super::readings::{CELLS, Readings, Syllable, cell_of};
use super::texts::Field;

/// How well something matches, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// It is the whole text.
    Exact,
    /// A phone ends with it.
    Tail,
    /// The text begins with it.
    Prefix,
    /// The whole text, by pinyin or initials.
    Spelt,
    /// The beginning, by pinyin or initials.
    SpeltPrefix,
    /// Somewhere inside, or in a tag.
    Inside,
    /// Somewhere inside, by pinyin or initials.
    SpeltInside,
}

impl Rank {
    /// All of them, the best first.
    pub const ALL: [Rank; 7] = [
        Rank::Exact,
        Rank::Tail,
        Rank::Prefix,
        Rank::Spelt,
        Rank::SpeltPrefix,
        Rank::Inside,
        Rank::SpeltInside,
    ];
}

/// A match and the bytes of the text that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) rank: Rank,
    pub(super) range: Range<usize>,
}

/// A word made ready for many texts.
pub(super) struct Matcher<'a> {
    word: &'a Word,
    first: char,
    /// The letters of the word; 0 for what is none.
    letters: Vec<u8>,
    /// What stands in the word.
    stands: Letters,
    /// There are readings, and the word has letters.
    readings: Option<&'a Readings>,
    /// Bits of the Chinese characters at which a match may begin.
    starts: Vec<u64>,
}

impl<'a> Matcher<'a> {
    /// Makes a word ready. The readings may not have come yet.
    pub(super) fn new(word: &'a Word, readings: Option<&'a Readings>) -> Matcher<'a> {
        let letter = |c: &char| u8::try_from(*c).ok().filter(u8::is_ascii_lowercase);
        let letters: Vec<u8> = word.chars.iter().map(|c| letter(c).unwrap_or_default()).collect();
        let readings = readings.filter(|_| letters.iter().any(|letter| *letter != 0));
        let first = word.chars.first().copied().unwrap_or_default();
        let stands = Letters::of(&word.text);
        let starts = vec![0; CELLS.div_ceil(64)];
        let mut matcher = Matcher { word, first, letters, stands, readings, starts };
        matcher.mark_starts();
        matcher
    }

    fn mark_starts(&mut self) {
        if let Some(cell) = cell_of(self.first) {
            self.mark_start(cell);
        }
        let (Some(readings), Some(first)) = (self.readings, self.letters.first().copied()) else {
            return;
        };
        readings.cells_with(first).for_each(|cell| self.mark_start(cell));
    }

    fn mark_start(&mut self, cell: usize) {
        if let Some(bits) = self.starts.get_mut(cell / 64) {
            *bits |= 1 << (cell % 64);
        }
    }

    fn may_start(&self, c: char) -> bool {
        match cell_of(c) {
            Some(cell) => self.starts.get(cell / 64).is_some_and(|it| it >> (cell % 64) & 1 == 1),
            None => fold(c) == self.first,
        }
    }

    /// False where no text in a record of texts matches, at a glance. Digits and Chinese characters
    /// are only ever found as they stand; letters may be how a Chinese character is read.
    pub(super) fn may_match(&self, letters: Letters, record: &str) -> bool {
        let is_spelt = self.readings.is_some() && letters.has_chinese();
        let needed = if is_spelt { self.stands.digits() } else { self.stands };
        letters.holds(needed) && record.chars().any(|c| self.may_start(c))
    }

    /// The best match in a text.
    pub(super) fn look(&self, field: Field, text: &str) -> Option<Found> {
        match field {
            Field::Phone => self.look_in_phone(text),
            Field::Tag => self
                .look_in_text(text)
                .map(|found| Found { rank: found.rank.max(Rank::Inside), ..found }),
            Field::Name | Field::Company | Field::Nick | Field::Remark | Field::Wechat => {
                self.look_in_text(text)
            }
        }
    }

    fn look_in_phone(&self, text: &str) -> Option<Found> {
        if !self.word.is_of_phone() {
            return None;
        }
        let typed = self.word.text.as_str();
        let begin = text.find(typed)?;
        let (rank, begin) = if text == typed {
            (Rank::Exact, begin)
        } else if text.ends_with(typed) {
            (Rank::Tail, text.len() - typed.len())
        } else if begin == 0 {
            (Rank::Prefix, begin)
        } else {
            (Rank::Inside, begin)
        };
        Some(Found { rank, range: begin..begin + typed.len() })
    }

    fn look_in_text(&self, text: &str) -> Option<Found> {
        let mut spelt = None;
        for (at, _) in text.char_indices().filter(|(_, c)| self.may_start(*c)) {
            let rest = text.get(at..)?;
            let found = |rank, length| Found { rank, range: at..at + length };
            if let Some(length) = self.run(rest, None) {
                let rank = match at {
                    0 if length == rest.len() => Rank::Exact,
                    0 => Rank::Prefix,
                    _ => Rank::Inside,
                };
                return Some(found(rank, length));
            }
            if spelt.is_some() || self.readings.is_none() {
                continue;
            }
            if let Some(length) = self.run(rest, self.readings) {
                let rank = match at {
                    0 if length == rest.len() => Rank::Spelt,
                    0 => Rank::SpeltPrefix,
                    _ => Rank::SpeltInside,
                };
                if at == 0 {
                    return Some(found(rank, length));
                }
                spelt = Some(found(rank, length));
            }
        }
        spelt
    }

    /// How many bytes of a text the word covers from its beginning.
    fn run(&self, text: &str, readings: Option<&Readings>) -> Option<usize> {
        let full = 1 << self.word.chars.len();
        let mut states = 1;
        for (at, c) in text.char_indices() {
            states = self.step(states, c, readings);
            if states & full != 0 {
                return Some(at + c.len_utf8());
            }
            if states == 0 {
                return None;
            }
        }
        None
    }

    /// The states behind one more character of the text.
    fn step(&self, states: u64, c: char, readings: Option<&Readings>) -> u64 {
        let mut next = if is_silent(c) { states & !1 } else { 0 };
        let folded = fold(c);
        let syllables = readings.map_or(&[][..], |readings| readings.of(c));
        for state in bits(states) {
            if self.word.chars.get(state) == Some(&folded) {
                next |= 1 << (state + 1);
            }
            let letters = self.letters.get(state..).unwrap_or_default();
            for syllable in syllables {
                next |= after(syllable, letters) << state;
            }
        }
        next
    }
}

/// How many letters a syllable may use up, as bits: its initial, all of it, or what is left of the
/// word where that is a part of it.
fn after(syllable: &Syllable, letters: &[u8]) -> u64 {
    let spelt = syllable.letters();
    let is_same = |(ours, typed): &(&u8, &u8)| ours == typed || (**ours == b'v' && **typed == b'u');
    let same = spelt.iter().zip(letters).take_while(is_same).count();
    let mut ends = 0;
    if same >= 1 {
        ends |= 1 << 1;
    }
    if same >= 2 && syllable.has_long_initial() {
        ends |= 1 << 2;
    }
    if same >= 1 && (same == spelt.len() || same == letters.len()) {
        ends |= 1 << same;
    }
    ends
}

fn bits(mut set: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (set != 0).then(|| set.trailing_zeros() as usize)?;
        set &= set - 1;
        Some(lowest)
    })
}
