//! Names that run from right to left, inside sentences that do not.
//!
//! In a view of its own a name stands in a `bdi`; a sentence is one text, and there the name is put
//! between the marks that do the same.

/// First strong isolate, and its end.
const BEGIN: char = '\u{2068}';
const END: char = '\u{2069}';

/// A name for a sentence: kept apart where it could turn what stands around it, as it is otherwise.
#[must_use]
pub fn isolated(name: &str) -> String {
    if name.chars().any(turns) { format!("{BEGIN}{name}{END}") } else { name.to_owned() }
}

/// Hebrew, Arabic and their neighbours, and the marks that turn by themselves.
const fn turns(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
        | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_turn_a_sentence_is_kept_apart() {
        for (name, expected, rule) in [
            ("王秀英", "王秀英", "Chinese turns nothing"),
            ("Anna", "Anna", "nor do Latin letters"),
            ("سارة", "\u{2068}سارة\u{2069}", "Arabic does"),
            ("שרה 12", "\u{2068}שרה 12\u{2069}", "Hebrew with a number, above all"),
            ("a\u{202e}b", "\u{2068}a\u{202e}b\u{2069}", "a mark that turns what follows"),
        ] {
            assert_eq!(isolated(name), expected, "{rule}");
        }
    }
}
