//! How Chinese characters are read, packed: two bytes for each character of the common blocks.

/// The first character with a cell, 〇, and the last.
const FIRST: u32 = 0x3007;
const LAST: u32 = 0x9fff;

/// How many characters have a cell.
pub(super) const CELLS: usize = (LAST - FIRST + 1) as usize;

/// The place of a character's cell.
pub(super) fn cell_of(c: char) -> Option<usize> {
    let at = u32::from(c).checked_sub(FIRST)? as usize;
    (at < CELLS).then_some(at)
}

/// A toneless syllable in the letters a to z; ü stands as v.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    letters: [u8; 6],
    length: u8,
}

impl Syllable {
    fn read(text: &[u8]) -> Option<Syllable> {
        let mut letters = [0; 6];
        letters.get_mut(..text.len())?.copy_from_slice(text);
        let stands = !text.is_empty() && text.iter().all(u8::is_ascii_lowercase);
        stands.then_some(Syllable { letters, length: text.len() as u8 })
    }

    /// Its letters.
    #[must_use]
    pub fn letters(&self) -> &[u8] {
        self.letters.get(..usize::from(self.length)).unwrap_or_default()
    }

    /// True where its initial is written with two letters: zh, ch, sh.
    pub(super) fn has_long_initial(&self) -> bool {
        matches!(self.letters, [b'z' | b'c' | b's', b'h', ..])
    }
}

/// The readings of characters; see `build/readings.rs` for the bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readings {
    cells: Vec<u16>,
    lists: Vec<Box<[Syllable]>>,
}

impl Readings {
    /// Reads the table; `None` where the bytes are none.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Readings> {
        let (count, mut rest) = bytes.split_first_chunk()?;
        let count = usize::from(u16::from_le_bytes(*count));
        let mut lists = Vec::with_capacity(count);
        for _ in 0..count {
            let (length, behind) = rest.split_first()?;
            let (list, behind) = behind.split_at_checked(usize::from(*length))?;
            rest = behind;
            let syllables = list.split(|byte| *byte == b' ').map(Syllable::read);
            lists.push(syllables.collect::<Option<Box<[Syllable]>>>()?);
        }
        let (cells, odd) = rest.as_chunks();
        let cells: Vec<u16> = cells.iter().map(|cell| u16::from_le_bytes(*cell)).collect();
        let stands = odd.is_empty()
            && cells.len() == CELLS
            && cells.iter().all(|cell| usize::from(*cell) <= lists.len());
        stands.then_some(Readings { cells, lists })
    }

    /// The readings of a character, the one of a surname first; none for what is no Chinese one.
    #[must_use]
    pub fn of(&self, c: char) -> &[Syllable] {
        let cell = cell_of(c).and_then(|at| self.cells.get(at)).copied().unwrap_or_default();
        let list = usize::from(cell).checked_sub(1).and_then(|list| self.lists.get(list));
        list.map_or(&[], |list| list)
    }

    /// The cells of all characters of which a reading begins with a letter.
    pub(super) fn cells_with(&self, letter: u8) -> impl Iterator<Item = usize> {
        let begins = |it: &Syllable| it.letters().first() == Some(&letter);
        let lists: Vec<bool> = self.lists.iter().map(|list| list.iter().any(begins)).collect();
        let has = move |cell: &u16| {
            let list = usize::from(*cell).checked_sub(1).and_then(|list| lists.get(list));
            list.copied().unwrap_or_default()
        };
        self.cells.iter().enumerate().filter(move |(_, cell)| has(cell)).map(|(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_table_is_not_read() {
        let table = |cells: usize, cell: u16, list: &str| {
            let mut bytes = vec![1, 0, list.len() as u8];
            bytes.extend(list.bytes());
            (0..cells).for_each(|_| bytes.extend(cell.to_le_bytes()));
            bytes
        };
        for (bytes, stands, why) in [
            (table(CELLS, 1, "dan shan"), true, "a table"),
            (table(CELLS - 1, 1, "dan"), false, "a cell too few"),
            (table(CELLS, 2, "dan"), false, "a list that is not there"),
            (table(CELLS, 1, "zhuangs"), false, "a syllable too long"),
            (table(CELLS, 1, "dan "), false, "an empty syllable"),
            (table(CELLS, 1, "Dan"), false, "no letter"),
            (vec![9, 0, 3], false, "cut"),
            (Vec::new(), false, "nothing"),
        ] {
            assert_eq!(Readings::from_bytes(&bytes).is_some(), stands, "{why}");
        }
        let read = Readings::from_bytes(&table(CELLS, 1, "dan shan")).unwrap();
        let spelt: Vec<_> = read.of('单').iter().map(Syllable::letters).collect();
        assert_eq!(spelt, [&b"dan"[..], b"shan"]);
        assert!(read.of('a').is_empty() && read.of('\u{20000}').is_empty());
    }
}
