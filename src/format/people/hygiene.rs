//! Texts about people without what copying and exporting leave in them (T32).

use std::borrow::Cow;

/// A text without remains of escapes and entities, without characters that cannot be seen, with
/// plain digits and single blanks. Cleaning twice is cleaning once.
#[must_use]
pub fn text(written: &str) -> Cow<'_, str> {
    if is_clean(written) {
        return Cow::Borrowed(written);
    }
    let mut text = written.to_owned();
    loop {
        let next = without_unseen(&without_escapes(&text));
        if next == text {
            return Cow::Owned(next);
        }
        text = next;
    }
}

/// A name: also without its own pinyin in brackets behind the characters.
#[must_use]
pub fn name(written: &str) -> Cow<'_, str> {
    let clean = text(written);
    match without_pinyin(&clean) {
        Some(name) => Cow::Owned(name),
        None => clean,
    }
}

/// Most texts need nothing; this is asked of every one.
fn is_clean(text: &str) -> bool {
    let mut before = ' ';
    for c in text.chars() {
        let doubled = c == ' ' && before == ' ';
        if doubled || matches!(c, '&' | '\\') || (c == '0' && before == 'u') || plain(c) != Some(c)
        {
            return false;
        }
        before = c;
    }
    before != ' ' || text.is_empty()
}

/// The character as it should stand; `None` for one that cannot be seen.
fn plain(c: char) -> Option<char> {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' => None,
        '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' => None,
        c if c.is_whitespace() => Some(' '),
        c if c.is_control() => None,
        c => Some(c),
    }
}

fn without_unseen(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        // Pictures are joined of several characters by one that cannot be seen.
        let joins = c == '\u{200d}'
            && out.chars().next_back().is_some_and(is_picture)
            && chars.peek().copied().is_some_and(is_picture);
        match plain(c) {
            _ if joins => out.push(c),
            Some(' ') if out.is_empty() || out.ends_with(' ') => {}
            Some(c) => out.push(c),
            None => {}
        }
    }
    out.truncate(out.trim_end().len());
    out
}

const fn is_picture(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{fe0f}')
}

fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let found = match c {
            '&' => entity(rest),
            '\\' => escape(rest),
            'u' if !out.ends_with(|c: char| c.is_ascii_alphanumeric()) => bare_escape(rest),
            'u' => bare_mark(rest),
            _ => None,
        };
        let (c, length) = found.unwrap_or((c, c.len_utf8()));
        out.push(c);
        rest = rest.get(length..).unwrap_or("");
    }
    out
}

/// `&amp;`, `&#39;`, `&#x27;`: the character and how long its name is.
fn entity(text: &str) -> Option<(char, usize)> {
    const LONGEST: usize = 9;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let c = match text.get(1..end)? {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((c, end + 1))
}

/// `\u003d`.
fn escape(text: &str) -> Option<(char, usize)> {
    let hex = text.strip_prefix("\\u")?.get(..4)?;
    let all_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    let c = char::from_u32(u32::from_str_radix(hex, 16).ok().filter(|_| all_hex)?)?;
    Some((c, 6))
}

/// `u003d` whose backslash got lost: only marks, for letters behind a u may be a word.
fn bare_escape(text: &str) -> Option<(char, usize)> {
    let hex = text.strip_prefix("u00")?.get(..2)?;
    let c = match hex.to_ascii_lowercase().as_str() {
        "22" => '"',
        "26" => '&',
        "27" => '\'',
        "2f" => '/',
        "3c" => '<',
        "3d" => '=',
        "3e" => '>',
        _ => return None,
    };
    Some((c, 5))
}

/// Inside a word only those that no word has.
fn bare_mark(text: &str) -> Option<(char, usize)> {
    bare_escape(text).filter(|(c, _)| matches!(c, '<' | '=' | '>'))
}

/// The text without brackets that hold the pinyin of the characters before them. Another name in
/// Latin letters stays.
fn without_pinyin(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    let mut changed = false;
    while let Some(open) = rest.find(['(', '（']) {
        let (before, from) = rest.split_at(open);
        let inner = from.trim_start_matches(['(', '（']);
        let close = inner.find([')', '）']);
        let (content, behind) = close.map_or((inner, ""), |at| inner.split_at(at));
        out.push_str(before);
        let characters = before.trim_end().chars().rev().take_while(|c| is_han(*c)).count();
        if close.is_some() && is_pinyin_of(content, characters) {
            changed = true;
            out.truncate(out.trim_end().len());
            rest = behind.trim_start_matches([')', '）']);
        } else {
            out.push_str(from.get(..from.len() - inner.len()).unwrap_or(""));
            rest = inner;
        }
    }
    out.push_str(rest);
    (changed && !out.trim().is_empty()).then(|| out.trim().to_owned())
}

pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// True where a text is the pinyin of the last of so many characters. A single syllable without
/// its tone may be anything, unless there is only one character.
fn is_pinyin_of(text: &str, characters: usize) -> bool {
    let mut letters = String::new();
    let mut has_tone = false;
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' => letters.push(c),
            ' ' | '\'' | '’' | '-' | '·' => {}
            '1'..='5' if !letters.is_empty() => has_tone = true,
            other => match without_tone(other) {
                Some((letter, toned)) => {
                    has_tone |= toned;
                    letters.push(letter);
                }
                None => return false,
            },
        }
    }
    let fewest = if has_tone || characters == 1 { 1 } else { 2 };
    (fewest..=characters.min(6)).any(|syllables| is_syllables(&letters, syllables))
}

/// The letter below a tone mark; ü counts as v.
const fn without_tone(c: char) -> Option<(char, bool)> {
    Some(match c {
        'ā' | 'á' | 'ǎ' | 'à' => ('a', true),
        'ē' | 'é' | 'ě' | 'è' => ('e', true),
        'ī' | 'í' | 'ǐ' | 'ì' => ('i', true),
        'ō' | 'ó' | 'ǒ' | 'ò' => ('o', true),
        'ū' | 'ú' | 'ǔ' | 'ù' => ('u', true),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', true),
        'ü' => ('v', false),
        _ => return None,
    })
}

fn is_syllables(letters: &str, count: usize) -> bool {
    if count == 0 {
        return letters.is_empty();
    }
    (1..=letters.len().min(6)).any(|end| {
        letters
            .split_at_checked(end)
            .is_some_and(|(first, rest)| is_syllable(first) && is_syllables(rest, count - 1))
    })
}

fn is_syllable(letters: &str) -> bool {
    const INITIALS: [&str; 24] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x",
        "r", "z", "c", "s", "y", "w", "",
    ];
    const FINALS: [&str; 36] = [
        "a", "o", "e", "i", "u", "v", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ve", "ue", "er",
        "an", "en", "in", "un", "vn", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang",
        "iong", "ua", "uo", "uai", "uan", "uang", "ueng",
    ];
    INITIALS.iter().any(|initial| {
        letters.strip_prefix(initial).is_some_and(|rest| {
            let may_begin = !initial.is_empty() || rest.starts_with(['a', 'e', 'o']);
            may_begin && FINALS.contains(&rest)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts() {
        for (written, clean, rule) in [
            ("陈秀英", "陈秀英", "nothing to do"),
            ("a\\u003db", "a=b", "an escape"),
            ("a u003db", "a =b", "its backslash lost"),
            ("urlu003dx", "url=x", "behind a word"),
            ("u0026", "&", "alone"),
            ("menu0026", "menu0026", "a word with a number"),
            ("\\u9648姐", "陈姐", "a character"),
            ("A&amp;B", "A&B", "an entity"),
            ("A&amp;amp;B", "A&B", "escaped twice"),
            ("it&#x27;s &#39;x&#39;", "it's 'x'", "numbers"),
            ("R&D; x", "R&D; x", "no entity"),
            ("&lt;b&gt;&quot;", "<b>\"", "marks"),
            ("陈\u{200b}秀\u{feff}英", "陈秀英", "zero width"),
            ("１４０ ０００", "140 000", "full-width digits"),
            ("  a \u{3000}\u{a0} b\n\tc ", "a b c", "blanks of all kinds"),
            ("👩\u{200d}🌾", "👩\u{200d}🌾", "a joined picture"),
            ("a\u{200d}b", "ab", "a joiner between letters"),
            ("", "", "empty"),
            (" ", "", "a blank"),
        ] {
            assert_eq!(text(written), clean, "{rule}");
        }
    }

    #[test]
    fn names() {
        for (written, clean, rule) in [
            ("陈秀英(chén xiùyīng)", "陈秀英", "pinyin with tones"),
            ("陈秀英（Chen Xiuying）", "陈秀英", "pinyin without"),
            ("李娜 (Lǐ Nà)老师", "李娜老师", "in the middle"),
            ("客户吕伟(lv3 wei3)", "客户吕伟", "tones as numbers, of the last two"),
            ("李姐(Lily)", "李姐(Lily)", "another name"),
            ("王店(VIP)", "王店(VIP)", "a mark"),
            ("王店(a)", "王店(a)", "one syllable may be anything"),
            ("陈(chen)", "陈", "one character"),
            ("陈秀英(杭州)", "陈秀英(杭州)", "characters"),
            ("Anna (anna)", "Anna (anna)", "no characters before"),
            ("陈秀英(chen", "陈秀英(chen", "never closed"),
            ("西安(xi'an)", "西安", "an apostrophe"),
        ] {
            assert_eq!(name(written), clean, "{rule}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(written in "[a-c&;#x0-9u \\\\（()\u{200b}\u{200d}陈英é👩]{0,24}") {
            let once = text(&written).into_owned();
            prop_assert_eq!(text(&once), once.clone());
            let named = name(&written).into_owned();
            prop_assert!(named.len() <= once.len());
        }
    }
}
