//! What stands in texts, at a glance: the letters and digits in one number, so that most people are
//! passed over without reading what is known of them.

use super::query::fold;
use super::readings::cell_of;

/// Which letters and digits stand somewhere, and whether Chinese characters do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Letters(u64);

impl Letters {
    const DIGITS: Letters = Letters(0x3ff << 26);
    const CHINESE: Letters = Letters(1 << 36);

    /// Of some text.
    pub(super) fn of(text: &str) -> Letters {
        text.chars().map(Letters::of_char).fold(Letters::default(), Letters::and)
    }

    /// Of a character; what is neither letter, digit nor Chinese leaves no trace.
    fn of_char(c: char) -> Letters {
        match fold(c) {
            letter @ 'a'..='z' => Letters(1 << (letter as u32 - 'a' as u32)),
            digit @ '0'..='9' => Letters(1 << (26 + digit as u32 - '0' as u32)),
            other if cell_of(other).is_some() => Letters::CHINESE,
            _ => Letters::default(),
        }
    }

    /// Both together.
    const fn and(self, other: Letters) -> Letters {
        Letters(self.0 | other.0)
    }

    /// The digits alone.
    pub(super) const fn digits(self) -> Letters {
        Letters(self.0 & Letters::DIGITS.0)
    }

    /// True where Chinese characters are among them.
    pub(super) const fn has_chinese(self) -> bool {
        self.holds(Letters::CHINESE)
    }

    /// True where all of the others are among them.
    pub(super) const fn holds(self, others: Letters) -> bool {
        self.0 & others.0 == others.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_texts_is_known_at_a_glance() {
        for (text, word, expected, rule) in [
            ("\u{5}14000000033\0", "40", true, "digits of a phone"),
            ("\u{5}14000000033\0", "29", false, "a digit that is not there"),
            ("Anna", "na", true, "capitals"),
            ("ＡＢ１", "ab1", true, "full width"),
            ("Anna", "annie", false, "a letter that is not there"),
            ("顾总", "gu", false, "letters stand nowhere in Chinese"),
            ("顾总", "总", true, "a Chinese character may be any other"),
            ("Anna", "总", false, "no Chinese at all"),
            ("Anna", "-_ ", true, "signs leave no trace"),
        ] {
            let holds = Letters::of(text).holds(Letters::of(word));
            assert_eq!(holds, expected, "{rule}");
        }
        assert!(Letters::of("a顾1").has_chinese() && !Letters::of("a1").has_chinese());
        assert_eq!(Letters::of("a顾1").digits(), Letters::of("1"));
    }
}
