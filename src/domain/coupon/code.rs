//! Coupon codes: what people type, scan and paste, and what is the same code.

use std::collections::BTreeSet;
use std::fmt;

/// What generated codes are made of: no 0 and O, no 1, I and L, which nobody tells apart on paper.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";
/// Characters of a generated code before its check character.
const PAYLOAD: usize = 8;
/// Longer ones are a slip: somebody pasted a message.
const LONGEST: usize = 40;

/// A code as it is kept and shown: half-width, upper case, without blanks and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// What two codes that are taken for each other have in common: O is read as 0, I and L as 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeKey(String);

/// Why a text is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeFault {
    /// Nothing was typed.
    Empty,
    /// More than 40 characters.
    TooLong,
    /// A character that codes do not have.
    Character(char),
}

impl Code {
    /// Reads what was typed, scanned or pasted: full width is half width, upper and lower case are
    /// one, blanks, hyphens and marks that nobody sees count for nothing.
    ///
    /// # Errors
    /// Nothing typed, too much, a character that is neither a letter nor a digit.
    pub fn parse(typed: &str) -> Result<Code, CodeFault> {
        let mut code = String::new();
        let mut length = 0usize;
        for character in typed.chars().map(half_width).filter(|c| !is_passed_over(*c)) {
            if !character.is_alphanumeric() {
                return Err(CodeFault::Character(character));
            }
            length += 1;
            if length > LONGEST {
                return Err(CodeFault::TooLong);
            }
            // Letters like ß become two; that is as well the same each time.
            code.extend(character.to_uppercase());
        }
        if code.is_empty() { Err(CodeFault::Empty) } else { Ok(Code(code)) }
    }

    /// A code from a random number, the last character checking the others.
    #[must_use]
    pub fn from_random(mut random: u64) -> Code {
        let mut code = String::with_capacity(PAYLOAD + 1);
        for _ in 0..PAYLOAD {
            let place = random % ALPHABET.len() as u64;
            random /= ALPHABET.len() as u64;
            code.push(letter(place));
        }
        code.push(check_character(&code));
        Code(code)
    }

    /// So many different codes that are not taken, from one random number after another. The same
    /// numbers give the same codes. Fewer where the numbers do not yield enough.
    #[must_use]
    pub fn batch(
        count: usize,
        taken: &BTreeSet<CodeKey>,
        mut random: impl FnMut() -> u64,
    ) -> Vec<Code> {
        let mut codes: Vec<Code> = Vec::new();
        let mut new: BTreeSet<CodeKey> = BTreeSet::new();
        // Two in a million million meet; who meets three times as often hands in a poor generator.
        for _ in 0..count.saturating_mul(3) {
            if codes.len() == count {
                break;
            }
            let code = Code::from_random(random());
            if !taken.contains(&code.key()) && new.insert(code.key()) {
                codes.push(code);
            }
        }
        codes
    }

    /// By what it is compared.
    #[must_use]
    pub fn key(&self) -> CodeKey {
        let alike = |character: char| match character {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        };
        CodeKey(self.0.chars().map(alike).collect())
    }

    /// True where it looks like a generated code: as long, of the same characters.
    #[must_use]
    pub fn is_generated(&self) -> bool {
        self.0.len() == PAYLOAD + 1 && self.0.bytes().all(|byte| ALPHABET.contains(&byte))
    }

    /// True where it looks like a generated code and its last character does not fit the others:
    /// then it was mistyped.
    #[must_use]
    pub fn is_mistyped(&self) -> bool {
        let Some((payload, check)) = self.0.char_indices().last() else { return false };
        let payload = self.0.get(..payload).unwrap_or_default();
        self.is_generated() && check_character(payload) != check
    }

    /// Its text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The full-width forms of ASCII stand at a fixed distance; so does the ideographic blank.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' => ' ',
        other => other,
    }
}

/// Blanks, hyphens and dashes, quotes that messengers put around things, and marks without a width.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}'
                | '"' | '\'' | '\u{2018}'..='\u{201f}' | '「' | '」' | '【' | '】'
                | '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2069}' | '\u{feff}'
        )
}

fn letter(place: u64) -> char {
    let place = usize::try_from(place).unwrap_or(0);
    ALPHABET.get(place).map_or('2', |byte| char::from(*byte))
}

/// The sum of the places in the alphabet, each times its position, modulo 31. As 31 is a prime and
/// no position a multiple of it, one wrong character and two swapped neighbours always show.
fn check_character(payload: &str) -> char {
    let places = payload
        .bytes()
        .map(|byte| ALPHABET.iter().position(|one| *one == byte).map_or(0, |place| place as u64));
    let sum: u64 = (1..).zip(places).map(|(position, place)| position * place).sum();
    letter(sum % ALPHABET.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_code_in_many_spellings() {
        let code = Code::parse("TEA2026X").unwrap();
        for typed in [
            " TEA2026X ",
            "tea2026x",
            "ＴＥＡ２０２６Ｘ",
            "\u{3000}Tea2026x\t",
            "tea-2026-x",
            "TEA 2026 X",
            "「TEA2026X」",
            "\u{feff}TEA2026X\u{200b}",
            "TEA2O26X",
        ] {
            assert_eq!(Code::parse(typed).map(|typed| typed.key()), Ok(code.key()), "{typed:?}");
        }
        assert_eq!(code.as_str(), "TEA2026X");
        for (one, other, alike, rule) in [
            ("GOLD1O", "g01dl0", true, "O is 0, I and L are 1"),
            ("GOLD10", "GOLD11", false, "another code"),
            ("老客专享", "老客专享 ", true, "Chinese letters"),
            ("双11", "双１１", true, "full-width digits"),
            ("a\u{301}", "a", false, "a mark of its own"),
        ] {
            let key = |typed: &str| Code::parse(typed).ok().map(|code| code.key());
            assert_eq!(key(one) == key(other), alike, "{rule}");
        }
    }

    #[test]
    fn what_is_no_code() {
        for (typed, fault) in [
            ("", CodeFault::Empty),
            (" - \u{3000}", CodeFault::Empty),
            ("TEA=1", CodeFault::Character('=')),
            ("券码：AB", CodeFault::Character(':')),
            ("😀", CodeFault::Character('😀')),
            (&"A".repeat(41), CodeFault::TooLong),
        ] {
            assert_eq!(Code::parse(typed), Err(fault), "{typed:?}");
        }
        assert!(Code::parse(&"A".repeat(40)).is_ok());
    }

    /// A small generator, so that tests need none.
    fn numbers(mut seed: u64) -> impl FnMut() -> u64 {
        move || {
            seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (seed ^ (seed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ (mixed >> 31)
        }
    }

    #[test]
    fn ten_thousand_codes() {
        let codes = Code::batch(10_000, &BTreeSet::new(), numbers(7));
        let keys: BTreeSet<CodeKey> = codes.iter().map(Code::key).collect();
        assert_eq!((codes.len(), keys.len()), (10_000, 10_000), "all different, also as read");
        assert!(codes.iter().all(|code| !code.as_str().contains(['0', 'O', '1', 'I', 'L'])));
        assert!(codes.iter().all(|code| !code.is_mistyped()));
        assert_eq!(codes, Code::batch(10_000, &BTreeSet::new(), numbers(7)), "the same numbers");
        let others = Code::batch(10_000, &keys, numbers(7));
        assert!(others.iter().all(|code| !keys.contains(&code.key())), "none that is taken");
        assert_eq!(Code::batch(5, &BTreeSet::new(), || 1).len(), 1, "a poor generator ends");
    }

    proptest! {
        #[test]
        fn a_slip_of_the_finger_shows(random in any::<u64>(), at in 0usize..9, by in 1usize..31) {
            let code = Code::from_random(random);
            let mut bytes = code.as_str().as_bytes().to_vec();
            let place = ALPHABET.iter().position(|one| *one == bytes[at]).unwrap();
            bytes[at] = ALPHABET[(place + by) % ALPHABET.len()];
            let wrong = Code::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
            prop_assert!(wrong.is_mistyped());
            let mut bytes = code.as_str().as_bytes().to_vec();
            if at < 7 && bytes[at] != bytes[at + 1] {
                bytes.swap(at, at + 1);
                let swapped = Code::parse(std::str::from_utf8(&bytes).unwrap()).unwrap();
                prop_assert!(swapped.is_mistyped());
            }
        }

        #[test]
        fn whatever_is_typed_is_read_or_refused(typed in "\\PC{0,60}") {
            if let Ok(code) = Code::parse(&typed) {
                // What is shown is read as what it is.
                prop_assert_eq!(Code::parse(code.as_str()), Ok(code));
            }
        }
    }
}
