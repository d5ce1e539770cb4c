//! Passphrases: what is typed on two phones and must be the same on both.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A passphrase as it makes the key.
///
/// Blanks at the ends are gone, blanks inside are one space, and full-width letters, digits and signs are
/// the plain ones: a Chinese keyboard writes either, and nobody sees which. Where all of it is digits, blanks
/// and hyphens go: groups are for eyes, and nobody types them twice the same. Capitals stay. Composed and
/// decomposed letters (`é`) are not made one, for that takes tables; in the browser the
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
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_between = |it: char| matches!(it, ' ' | '-');
        let is_digits = plain.contains(|it: char| it.is_ascii_digit())
            && plain.chars().all(|it| it.is_ascii_digit() || is_between(it));
        if !is_digits {
            return Passphrase(plain);
        }
        Passphrase(plain.chars().filter(|it| !is_between(*it)).collect())
    }

    /// A passphrase out of a random number: sixteen digits in groups of four. Every phone has a keyboard for
    /// them, and they are read aloud the same in all languages. With the work before each guess their 53
    /// bits last.
    #[must_use]
    pub fn proposed(random: u64) -> String {
        let digits = format!("{:016}", random % 10_u64.pow(16));
        let group = |from: usize| digits.get(from..from + 4).unwrap_or_default();
        [0, 4, 8, 12].map(group).join(" ")
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
        let is_digits = self.0.chars().all(|it| it.is_ascii_digit());
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
            ("4827 1905　3360-７７１４", "4827190533607714", "groups of digits are for eyes"),
            ("4827 1905 tea", "4827 1905 tea", "where all is digits"),
            ("tea-8", "tea-8", "and hyphens are signs elsewhere"),
            (" - ", "-", "hyphens alone are no groups"),
        ] {
            assert_eq!(Passphrase::of(typed).0, kept, "{rule}");
        }
        let decomposed = Passphrase::of("cafe\u{301}");
        let compose = |text: &str| text.replace("e\u{301}", " é ");
        assert_eq!(decomposed.composed(compose).0, "caf é", "what comes back is cleaned again");
        assert_eq!(format!("{:?}", Passphrase::of("secret tea")), "Passphrase(…)");
    }

    #[test]
    fn a_number_is_proposed_as_sixteen_digits() {
        for (random, proposed, strength) in [
            (4_827_190_533_607_714, "4827 1905 3360 7714", Strength::Fair),
            (18_446_744_073_709_551_615, "6744 0737 0955 1615", Strength::Fair),
            (1_234, "0000 0000 0000 1234", Strength::Fair),
            (0, "0000 0000 0000 0000", Strength::TooFewDifferent),
        ] {
            assert_eq!(Passphrase::proposed(random), proposed);
            assert_eq!(Passphrase::of(proposed).strength(), strength, "{proposed}");
            let together = proposed.replace(' ', "");
            assert_eq!(
                Passphrase::of(proposed),
                Passphrase::of(&together),
                "with groups or without"
            );
        }
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
