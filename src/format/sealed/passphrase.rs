//! Passphrases: what is typed on two phones and must be the same on both.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A passphrase as it makes the key.
///
/// Blanks at the ends are gone, blanks inside are one space, and full-width letters, digits and signs are
/// the plain ones: a Chinese keyboard writes either, and nobody sees which. Capitals stay. Composed
/// and decomposed letters (`é`) are not made one, for that takes tables; in the browser the
/// porter has them composed (NFC) first. Chinese characters have one form only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passphrase(String);

/// How well a passphrase withstands guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strength {
    /// There is none.
    Empty,
    /// Too short.
    TooShort,
    /// Nothing but digits, and not many: all of them are tried in days.
    OnlyDigits,
    /// The same few characters over and over.
    TooFewDifferent,
    /// Good enough.
    Fair,
    /// Nobody guesses it.
    Strong,
}

impl Strength {
    /// True where a backup may be sealed with it.
    #[must_use]
    pub const fn is_enough(self) -> bool {
        match self {
            Strength::Empty
            | Strength::TooShort
            | Strength::OnlyDigits
            | Strength::TooFewDifferent => false,
            Strength::Fair | Strength::Strong => true,
        }
    }
}

impl Passphrase {
    /// So long at least; a character beyond ASCII counts twice, for there are thousands to choose from.
    pub const LENGTH: usize = 8;
    /// So many digits, where there is nothing else.
    pub const DIGITS: usize = 12;
    /// So many different characters.
    pub const DIFFERENT: usize = 4;
    /// From this length on it is strong.
    const STRONG: usize = 16;

    /// What was typed, cleaned.
    #[must_use]
    pub fn of(typed: &str) -> Passphrase {
        let plain: String = typed.chars().map(half_width).collect();
        Passphrase(plain.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// With its letters composed by whoever has the tables (NFC).
    #[must_use]
    pub fn composed(&self, compose: impl FnOnce(&str) -> String) -> Passphrase {
        Passphrase::of(&compose(&self.0))
    }

    /// How well it withstands guessing.
    #[must_use]
    pub fn strength(&self) -> Strength {
        let length: usize = self.0.chars().map(|it| if it.is_ascii() { 1 } else { 2 }).sum();
        let is_digits = self.0.chars().all(|it| it.is_ascii_digit() || it == ' ');
        let different = self.0.chars().collect::<BTreeSet<_>>().len();
        match length {
            0 => Strength::Empty,
            _ if length < Passphrase::LENGTH => Strength::TooShort,
            _ if is_digits && length < Passphrase::DIGITS => Strength::OnlyDigits,
            _ if different < Passphrase::DIFFERENT => Strength::TooFewDifferent,
            _ if is_digits || length < Passphrase::STRONG => Strength::Fair,
            _ => Strength::Strong,
        }
    }

    /// True where nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Never into a log.
impl fmt::Debug for Passphrase {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Passphrase(…)")
    }
}

/// A full-width form of ASCII as ASCII.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keyboards_type_the_same() {
        for (typed, kept, rule) in [
            ("  tea house \n", "tea house", "blanks at the ends"),
            ("tea \t　house", "tea house", "blanks inside, the wide one too"),
            ("Ｔｅａ８８！～", "Tea88!~", "full width"),
            ("Tea", "Tea", "capitals stay"),
            ("茶叶，好", "茶叶,好", "only forms of ASCII change"),
            ("cafe\u{301}", "cafe\u{301}", "letters are not composed here"),
            (" 　", "", "nothing"),
        ] {
            assert_eq!(Passphrase::of(typed).0, kept, "{rule}");
        }
        let decomposed = Passphrase::of("cafe\u{301}");
        let compose = |text: &str| text.replace("e\u{301}", " é ");
        assert_eq!(decomposed.composed(compose).0, "caf é", "what comes back is cleaned again");
        assert_eq!(format!("{:?}", Passphrase::of("secret tea")), "Passphrase(…)");
    }

    #[test]
    fn what_can_be_guessed_is_not_enough() {
        for (typed, strength) in [
            ("", Strength::Empty),
            (" 　", Strength::Empty),
            ("teahous", Strength::TooShort),
            ("茶茶茶", Strength::TooShort),
            ("teahouse", Strength::Fair),
            ("龙井新茶", Strength::Fair),
            ("13800138000", Strength::OnlyDigits),
            ("138 001 38", Strength::OnlyDigits),
            ("１３８００１３８０００", Strength::OnlyDigits),
            ("138001380001", Strength::Fair),
            ("aaaaaaaaaaaa", Strength::TooFewDifferent),
            ("111111111111", Strength::TooFewDifferent),
            ("abcabcabc", Strength::TooFewDifferent),
            ("good tea in spring", Strength::Strong),
            ("明前龙井八两半斤", Strength::Strong),
            ("1380013800013800", Strength::Fair),
        ] {
            assert_eq!(Passphrase::of(typed).strength(), strength, "{typed}");
        }
        assert!(!Strength::OnlyDigits.is_enough() && Strength::Fair.is_enough());
    }
}
