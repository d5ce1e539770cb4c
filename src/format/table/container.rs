//! What a zip container really unpacks to, before anything in it is believed.
//!
//! The sizes that it states are its own; a workbook of some kilobytes can hold gigabytes. So each
//! entry is unpacked once and thrown away, its bytes counted, its checksum compared.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::bytes::FileBytes;
use super::pausing::Hand;
use crate::format::problem::{NotATable, Refusal};

/// Bytes of a whole workbook: a million orders take a third of it.
const LARGEST: u64 = 1 << 30;
/// Bytes of the strings that the cells share, which stand in memory at once.
const LARGEST_STRINGS: u64 = 256 << 20;
/// Entries of a container; a workbook has a few dozen.
const MOST_ENTRIES: usize = 10_000;
/// Bytes of one tag or one text; a cell has 32,767 characters at most.
const LONGEST_PIECE: u64 = 1 << 20;
/// What formats may take in memory: each is kept with copies of its texts.
const LARGEST_STYLES: u64 = 1 << 29;
/// Strings that may be announced without being there.
const MOST_ANNOUNCED: u64 = 2_000_000;
/// Bytes unpacked between two pauses.
const BETWEEN_PAUSES: u64 = 4 << 20;

/// Endings of what is no text.
const PICTURES: [&str; 9] =
    [".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".bin", ".tiff"];

/// What an OLE2 container is, by the names of its entries: a workbook behind a password, a text
/// document, or an old workbook, which may hold a text document.
pub(crate) fn ole2(bytes: &FileBytes) -> NotATable {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.as_ref().windows(name.len()).any(|window| window == name)
    };
    if has("EncryptedPackage") {
        NotATable::Protected
    } else if has("WordDocument") && !has("Workbook") && !has("Book") {
        NotATable::WordDocument
    } else {
        NotATable::OldWorkbook
    }
}

/// What a zip container is that is no workbook of Excel, by the names of its entries.
fn other_than_a_workbook(names: impl Iterator<Item = impl AsRef<str>>) -> Option<NotATable> {
    let mut found = NotATable::Archive;
    for name in names {
        let name = name.as_ref().to_ascii_lowercase().replace('\\', "/");
        let name = name.trim_start_matches('/');
        if name.starts_with("xl/") {
            return None;
        } else if name.starts_with("word/") {
            found = NotATable::WordDocument;
        } else if name.starts_with("ppt/") {
            found = NotATable::Binary;
        } else if name == "content.xml" || name.ends_with(".iwa") {
            // A workbook of LibreOffice or of a Mac.
            found = NotATable::Workbook;
        }
    }
    Some(found)
}

/// Unpacks everything once. `pause` is what is handed over between two pieces of work.
pub(super) async fn check<T>(
    bytes: &FileBytes,
    hand: &Hand<T>,
    pause: impl Fn() -> T,
) -> Result<(), Refusal> {
    let mut archive = ZipArchive::new(Cursor::new(bytes.clone())).map_err(damaged)?;
    if archive.len() > MOST_ENTRIES {
        return Err(inflated());
    }
    if let Some(other) = other_than_a_workbook(archive.file_names().flatten()) {
        return Err(Refusal::NotATable(other));
    }
    let mut buffer = vec![0; 64 * 1024];
    let (mut all, mut paused_at) = (0_u64, 0_u64);
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).map_err(damaged)?;
        let mut look = Look::of(&entry.name().map_err(damaged)?);
        loop {
            let n = entry.read(&mut buffer).map_err(damaged)?;
            if n == 0 {
                break;
            }
            all += n as u64;
            look.at(buffer.get(..n).unwrap_or_default());
            if all > LARGEST || look.is_too_much() {
                return Err(inflated());
            }
            if all - paused_at > BETWEEN_PAUSES {
                paused_at = all;
                hand.over(pause()).await;
            }
        }
        if look.claims_more_than_it_has() {
            return Err(damaged(()));
        }
    }
    Ok(())
}

fn damaged<E>(_: E) -> Refusal {
    Refusal::NotATable(NotATable::Workbook)
}

const fn inflated() -> Refusal {
    Refusal::NotATable(NotATable::Inflated)
}

/// What an entry of a container is to the reader of workbooks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Strings,
    Styles,
    Markup,
    Other,
}

/// What is seen of an entry while it passes.
struct Look {
    part: Part,
    seen: u64,
    tags: u64,
    /// Bytes since the last `<` and the last `>`, and the most of either.
    since: [u64; 2],
    longest: u64,
    count: CountScan,
}

impl Look {
    fn of(name: &str) -> Look {
        let name = name.to_ascii_lowercase();
        let part = if name.ends_with("sharedstrings.xml") {
            Part::Strings
        } else if name.ends_with("styles.xml") {
            Part::Styles
        } else if PICTURES.iter().any(|ending| name.ends_with(ending)) {
            Part::Other
        } else {
            Part::Markup
        };
        Look { part, seen: 0, tags: 0, since: [0; 2], longest: 0, count: CountScan::default() }
    }

    fn at(&mut self, bytes: &[u8]) {
        self.seen += bytes.len() as u64;
        if self.part == Part::Other {
            return;
        }
        let [open, close] = &mut self.since;
        for byte in bytes {
            *open += 1;
            *close += 1;
            match byte {
                b'<' => {
                    self.longest = self.longest.max(*open);
                    self.tags += 1;
                    *open = 0;
                }
                b'>' => {
                    self.longest = self.longest.max(*close);
                    *close = 0;
                }
                _ => {}
            }
        }
        self.longest = self.longest.max(*open).max(*close);
        if self.part == Part::Strings {
            bytes.iter().for_each(|byte| self.count.feed(*byte));
        }
    }

    fn is_too_much(&self) -> bool {
        let longest = self.part != Part::Other && self.longest > LONGEST_PIECE;
        let strings = self.part == Part::Strings && self.seen > LARGEST_STRINGS;
        let styles =
            self.part == Part::Styles && self.tags.saturating_mul(self.longest) > LARGEST_STYLES;
        longest || strings || styles
    }

    /// Room is made for as many strings as are announced. Some programs announce how often they
    /// are used, which is more; of millions it must be the truth.
    fn claims_more_than_it_has(&self) -> bool {
        self.count.largest > self.tags.max(MOST_ANNOUNCED)
    }
}

/// Finds `uniqueCount="N"` in passing, and the largest N.
#[derive(Default)]
struct CountScan {
    matched: usize,
    number: Option<u64>,
    largest: u64,
}

impl CountScan {
    const WORD: &[u8] = b"uniqueCount";

    fn feed(&mut self, byte: u8) {
        // A text of two bytes a character has a NUL between any two.
        if byte == 0 {
            return;
        }
        if self.matched == Self::WORD.len() {
            match byte {
                b'0'..=b'9' => {
                    let digit = u64::from(byte - b'0');
                    let number = self.number.unwrap_or(0);
                    self.number = Some(number.saturating_mul(10).saturating_add(digit));
                    return;
                }
                b'=' | b'"' | b'\'' | b' ' | b'\t' | b'\r' | b'\n' | b'+'
                    if self.number.is_none() =>
                {
                    return;
                }
                _ => {
                    self.largest = self.largest.max(self.number.take().unwrap_or(0));
                    self.matched = 0;
                }
            }
        }
        let expected = Self::WORD.get(self.matched);
        self.matched = if expected == Some(&byte) {
            self.matched + 1
        } else {
            usize::from(Self::WORD.first() == Some(&byte))
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_that_are_no_workbook() {
        use NotATable::{Archive, Binary, WordDocument, Workbook};
        for (names, expected) in [
            (vec!["[Content_Types].xml", "xl/workbook.xml"], None),
            (vec!["XL\\workbook.xml"], None),
            (vec!["word/document.xml", "xl/embedded.xml"], None),
            (vec!["[Content_Types].xml", "word/document.xml"], Some(WordDocument)),
            (vec!["ppt/slides/slide1.xml"], Some(Binary)),
            (vec!["mimetype", "content.xml"], Some(Workbook)),
            (vec!["Index/Document.iwa"], Some(Workbook)),
            (vec!["订单.csv", "1.xlsx"], Some(Archive)),
            (vec![], Some(Archive)),
        ] {
            assert_eq!(other_than_a_workbook(names.iter().copied()), expected, "{names:?}");
        }
    }

    #[test]
    fn counts_are_found_in_passing() {
        for (text, expected) in [
            ("<sst count=\"9\" uniqueCount=\"12\">", 12),
            ("<sst uniqueCount = '99999999999999999999999' >", u64::MAX),
            ("uniqueCoun", 0),
            ("uuniqueCount=\"3\" uniqueCount=\"2\"", 3),
            ("u\0n\0i\0q\0u\0e\0C\0o\0u\0n\0t\0=\0\"\x005\0\"\0", 5),
        ] {
            let mut scan = CountScan::default();
            text.bytes().for_each(|byte| scan.feed(byte));
            assert_eq!(scan.largest, expected, "{text}");
        }
    }
}
