//! What people can be found by, of all of them in one store.

use super::letters::Letters;
use crate::domain::phone::Phone;

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name that is shown.
    Name,
    /// The company.
    Company,
    /// A nick on a platform.
    Nick,
    /// The name that the seller gave him (备注名).
    Remark,
    /// A phone.
    Phone,
    /// The WeChat id.
    Wechat,
    /// A tag.
    Tag,
}

impl Field {
    /// Signs that nobody types, so that a look over all texts of a person is not misled.
    const fn mark(self) -> char {
        match self {
            Field::Name => '\x01',
            Field::Company => '\x02',
            Field::Nick => '\x03',
            Field::Remark => '\x04',
            Field::Phone => '\x05',
            Field::Wechat => '\x06',
            Field::Tag => '\x07',
        }
    }

    const fn of_mark(mark: u8) -> Option<Field> {
        Some(match mark {
            1 => Field::Name,
            2 => Field::Company,
            3 => Field::Nick,
            4 => Field::Remark,
            5 => Field::Phone,
            6 => Field::Wechat,
            7 => Field::Tag,
            _ => return None,
        })
    }
}

/// Ends a text.
const END: char = '\0';

/// Below this the dead are not worth moving the living for.
const FEW_BYTES: usize = 4096;

/// The texts of people by their place. A person who is put again is written behind all others; when
/// half of the store is dead, the living move together.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    /// For each text the mark of its field, the text, and [`END`].
    text: String,
    /// Where the texts of each person begin and end.
    spans: Vec<(u32, u32)>,
    /// What stands in the texts of each person, at a glance.
    letters: Vec<Letters>,
    dead: usize,
    /// Rises with every change.
    version: u64,
}

impl Texts {
    /// Says what a person can be found by; nothing = by nothing any more. A phone is kept as its
    /// digits, a masked one with its `*`.
    pub fn set(&mut self, place: usize, said: &[(Field, &str)]) {
        let begin = self.text.len();
        for (field, text) in said {
            self.push(*field, text);
        }
        let old = self.spans.get(place).copied().unwrap_or_default();
        let old = old.0 as usize..old.1 as usize;
        if self.text.get(old.clone()) == self.text.get(begin..) {
            self.text.truncate(begin);
            return;
        }
        if self.spans.len() <= place {
            self.spans.resize(place + 1, (0, 0));
            self.letters.resize(place + 1, Letters::default());
        }
        if let Some(span) = self.spans.get_mut(place) {
            *span = (begin as u32, self.text.len() as u32);
        }
        let letters = Letters::of(self.text.get(begin..).unwrap_or_default());
        if let Some(it) = self.letters.get_mut(place) {
            *it = letters;
        }
        self.version += 1;
        self.dead += old.len();
        if self.dead > FEW_BYTES && self.dead * 2 > self.text.len() {
            self.move_together();
        }
    }

    fn push(&mut self, field: Field, text: &str) {
        let phone = match field {
            Field::Phone => Some(phone_text(text)),
            _ => None,
        };
        let text = phone.as_deref().unwrap_or(text).trim();
        if !text.is_empty() {
            self.text.push(field.mark());
            self.text.extend(text.chars().filter(|c| *c != END));
            self.text.push(END);
        }
    }

    fn move_together(&mut self) {
        let mut text = String::with_capacity(self.text.len() - self.dead);
        for span in &mut self.spans {
            let begin = text.len() as u32;
            let living = self.text.get(span.0 as usize..span.1 as usize);
            text.push_str(living.unwrap_or_default());
            *span = (begin, text.len() as u32);
        }
        self.text = text;
        self.dead = 0;
    }

    /// The texts of a person, in the order in which they were said.
    pub fn of(&self, place: usize) -> impl Iterator<Item = (Field, &str)> {
        let mut rest = self.record(place);
        std::iter::from_fn(move || {
            // The texts are short: looking at each byte is faster than calling for a search.
            let end = rest.bytes().position(|byte| byte == END as u8)?;
            let field = Field::of_mark(rest.bytes().next()?)?;
            let text = rest.get(1..end)?;
            rest = rest.get(end + 1..)?;
            Some((field, text))
        })
    }

    /// All that is kept of a person.
    pub(super) fn record(&self, place: usize) -> &str {
        let span = self.spans.get(place).copied().unwrap_or_default();
        self.text.get(span.0 as usize..span.1 as usize).unwrap_or_default()
    }

    /// What stands in the texts of a person, at a glance.
    pub(super) fn letters(&self, place: usize) -> Letters {
        self.letters.get(place).copied().unwrap_or_default()
    }

    /// Gives back the room for more: everybody is in.
    pub fn shrink(&mut self) {
        self.text.shrink_to_fit();
        self.spans.shrink_to_fit();
        self.letters.shrink_to_fit();
    }

    /// How many places there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// True without a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A number that rises with every change.
    pub(super) const fn version(&self) -> u64 {
        self.version
    }

    /// Bytes in memory: what a measurement counts.
    #[must_use]
    pub fn bytes_in_memory(&self) -> usize {
        self.text.capacity()
            + self.spans.capacity() * size_of::<(u32, u32)>()
            + self.letters.capacity() * size_of::<Letters>()
    }
}

/// A phone as it is looked for.
fn phone_text(text: &str) -> String {
    match Phone::parse(text) {
        Some(Phone::Real(digits)) => digits,
        Some(Phone::Virtual { number, .. }) => number,
        Some(Phone::Masked(text)) => {
            text.chars().filter(|c| c.is_ascii_digit() || *c == '*').collect()
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_as_they_are_looked_for() {
        let mut texts = Texts::default();
        for (field, given, kept, rule) in [
            (Field::Name, " 顾 总 ", vec!["顾 总"], "blanks around"),
            (Field::Phone, "+86 140-0000-0033", vec!["14000000033"], "digits of a phone"),
            (Field::Phone, "140 **** 0033", vec!["140****0033"], "a masked one with its stars"),
            (Field::Phone, "14000000033-1234", vec!["14000000033"], "what one dials"),
            (Field::Phone, "小灵通", vec!["小灵通"], "what is no phone stays"),
            (Field::Tag, "a\0b", vec!["ab"], "without the end mark"),
            (Field::Tag, "  ", vec![], "nothing"),
        ] {
            texts.set(3, &[(field, given)]);
            let found: Vec<_> = texts.of(3).collect();
            let expected: Vec<_> = kept.into_iter().map(|text| (field, text)).collect();
            assert_eq!(found, expected, "{rule}");
        }
        assert_eq!(texts.of(0).count(), 0, "nothing was said of him");
    }

    #[test]
    fn to_say_the_same_again_changes_nothing() {
        let mut texts = Texts::default();
        for _ in 0..2 {
            texts.set(1, &[(Field::Name, "顾总"), (Field::Phone, "14000000033")]);
            texts.set(0, &[]);
            assert_eq!((texts.version, texts.dead, texts.text.len()), (1, 0, 21));
        }
        texts.set(1, &[]);
        assert_eq!((texts.version, texts.of(1).count()), (2, 0), "he is found by nothing now");
    }

    #[test]
    fn the_living_move_together() {
        let mut texts = Texts::default();
        let name = |place: usize, round: usize| format!("某人{place}第{round}次");
        for round in 0..20 {
            for place in 0..100 {
                texts.set(place, &[(Field::Name, &name(place, round)), (Field::Tag, "常客")]);
            }
        }
        for place in 0..100 {
            let found: Vec<_> = texts.of(place).collect();
            assert_eq!(found, [(Field::Name, name(place, 19).as_str()), (Field::Tag, "常客")]);
        }
        let living: usize = texts.spans.iter().map(|(begin, end)| (end - begin) as usize).sum();
        assert_eq!(living + texts.dead, texts.text.len(), "every byte is accounted for");
        assert!(texts.text.len() <= 2 * living + FEW_BYTES, "{} dead", texts.dead);
    }
}
