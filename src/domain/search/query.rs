//! What was typed, taken apart once.

use crate::domain::phone::Phone;

/// A word may be longer; what is behind is not looked at.
const LONGEST: usize = 63;

/// What is looked for: words that all have to match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    pub(super) words: Vec<Word>,
    /// All of them as they were typed, where there are several.
    pub(super) phrase: Option<Word>,
}

/// A word in folded characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) chars: Vec<char>,
    pub(super) text: String,
}

impl Word {
    fn of(text: &str) -> Option<Word> {
        let spoken = text.chars().filter(|c| *c == ' ' || !is_silent(*c));
        let chars: Vec<char> = spoken.take(LONGEST).collect();
        let text = chars.iter().collect();
        (!chars.is_empty()).then_some(Word { chars, text })
    }

    /// True where it is looked for in phones: at least two digits, or a masked number.
    pub(super) fn is_of_phone(&self) -> bool {
        self.chars.len() >= 2 && self.chars.iter().all(|c| c.is_ascii_digit() || *c == '*')
    }

    /// True where everything that matches it matches `earlier`, too.
    fn prolongs(&self, earlier: &Word) -> bool {
        self.text.starts_with(&earlier.text) && (earlier.is_of_phone() || !self.is_of_phone())
    }
}

impl Query {
    /// Takes apart what was typed. A real phone is one word however it is written.
    #[must_use]
    pub fn new(typed: &str) -> Query {
        let folded: String = typed.chars().map(fold).collect();
        if let Some(Phone::Real(digits)) = Phone::parse(&folded) {
            return Query { words: Word::of(&digits).into_iter().collect(), phrase: None };
        }
        let words: Vec<Word> = folded.split_whitespace().filter_map(Word::of).collect();
        let phrase = (words.len() > 1).then(|| {
            let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
            Word::of(&texts.join(" "))
        });
        Query { words, phrase: phrase.flatten() }
    }

    /// True where nothing was typed that could be looked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// True where everybody whom it finds is among those whom `earlier` found.
    #[must_use]
    pub fn prolongs(&self, earlier: &Query) -> bool {
        !earlier.is_empty()
            && earlier.words.len() <= self.words.len()
            && self.words.iter().zip(&earlier.words).all(|(word, before)| word.prolongs(before))
    }
}

/// A character as it is compared: half-width, in small letters, ü as v.
pub(super) fn fold(c: char) -> char {
    match c {
        'A'..='Z' => c.to_ascii_lowercase(),
        '\0'..='\x7f' | '\u{3041}'..='\u{9fff}' => c,
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0).map_or(c, fold),
        '\u{3000}' => ' ',
        'ü' | 'Ü' => 'v',
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// What is passed over in a text: marks within foreign names, those that keep syllables or groups of
/// digits apart, and blanks.
pub(super) fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | '·' | '•' | '-') || c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(query: &Query) -> Vec<&str> {
        query.words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn what_was_typed_is_taken_apart() {
        for (typed, expected, rule) in [
            ("  顾总 ", vec!["顾总"], "blanks around"),
            ("ＧＺ　１２", vec!["gz", "12"], "full width"),
            ("XI'AN", vec!["xian"], "the mark between syllables"),
            ("lü", vec!["lv"], "ü as v"),
            ("+86 140-0000-0033", vec!["14000000033"], "a phone however written"),
            ("140 0033", vec!["140", "0033"], "pieces of a phone"),
            (" ' · ", vec![], "nothing to look for"),
            ("", vec![], "nothing"),
        ] {
            assert_eq!(words(&Query::new(typed)), expected, "{rule}");
        }
    }

    #[test]
    fn what_goes_on_from_the_last() {
        for (earlier, later, expected, rule) in [
            ("g", "gz", true, "one letter more"),
            ("gz", "gz 00", true, "one word more"),
            ("gz 0", "gzo 0", true, "an earlier word goes on"),
            ("gz", "g", false, "one letter less"),
            ("", "g", false, "nothing finds nobody"),
            ("1", "13", false, "one digit is not looked for in phones"),
            ("13", "138", true, "two are"),
            ("138", "138a", true, "no phone any more"),
            ("140 0000 003", "140 0000 0033", false, "now it is a phone"),
        ] {
            let (earlier, later) = (Query::new(earlier), Query::new(later));
            assert_eq!(later.prolongs(&earlier), expected, "{rule}");
        }
    }
}
