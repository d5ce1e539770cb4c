//! Packed records in pages: a place for each, and which pages have changed.

use std::collections::BTreeSet;

use super::packed::{Reader, Writer};

/// Records on a page. A change rewrites its page when the shop is next laid down on disk, so small
/// pages write less and large ones read faster.
pub const RECORDS_PER_PAGE: usize = 1024;

/// Records of bytes by position. An empty record is a vacant place.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    pages: Vec<ShelfPage>,
    dirty: BTreeSet<u32>,
}

#[derive(Clone, Debug, Default)]
struct ShelfPage {
    bytes: Vec<u8>,
    /// Where each record ends in `bytes`.
    ends: Vec<u32>,
}

impl ShelfPage {
    fn bounds(&self, at: usize) -> Option<(usize, usize)> {
        let end = *self.ends.get(at)? as usize;
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)? as usize,
            None => 0,
        };
        Some((start, end))
    }

    fn put(&mut self, at: usize, record: &[u8]) {
        while self.ends.len() <= at {
            self.ends.push(self.bytes.len() as u32);
        }
        let Some((start, end)) = self.bounds(at) else { return };
        self.bytes.splice(start..end, record.iter().copied());
        let grown = record.len() as i64 - (end - start) as i64;
        if grown != 0 {
            for end in self.ends.iter_mut().skip(at) {
                *end = (i64::from(*end) + grown) as u32;
            }
        }
    }
}

impl Shelf {
    /// How many places there are, vacant ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        let full = self.pages.len().saturating_sub(1) * RECORDS_PER_PAGE;
        full + self.pages.last().map_or(0, |page| page.ends.len())
    }

    /// True without a place.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The record at a place; `None` where there is none or the place is vacant.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<&[u8]> {
        let page = self.pages.get(position / RECORDS_PER_PAGE)?;
        let (start, end) = page.bounds(position % RECORDS_PER_PAGE)?;
        page.bytes.get(start..end).filter(|record| !record.is_empty())
    }

    /// Puts a record at a place; places before it that are not there yet become vacant.
    pub fn put(&mut self, position: usize, record: &[u8]) {
        let number = position / RECORDS_PER_PAGE;
        while self.pages.len() <= number {
            if let Some(last) = self.pages.last_mut() {
                while last.ends.len() < RECORDS_PER_PAGE {
                    last.ends.push(last.bytes.len() as u32);
                }
                self.dirty.insert(self.pages.len() as u32 - 1);
            }
            self.pages.push(ShelfPage::default());
        }
        if let Some(page) = self.pages.get_mut(number) {
            page.put(position % RECORDS_PER_PAGE, record);
        }
        self.dirty.insert(number as u32);
    }

    /// All records with their places, vacant ones left out.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.pages.iter().enumerate().flat_map(|(number, page)| {
            let mut start = 0;
            page.ends.iter().enumerate().filter_map(move |(at, end)| {
                let record = page.bytes.get(start..*end as usize)?;
                start = *end as usize;
                (!record.is_empty()).then_some((number * RECORDS_PER_PAGE + at, record))
            })
        })
    }

    /// How many pages there are.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.len()
    }

    /// Pages that changed since [`Shelf::mark_clean`].
    #[must_use]
    pub fn dirty_pages(&self) -> Vec<u32> {
        self.dirty.iter().copied().collect()
    }

    /// All pages are on disk as they are.
    pub fn mark_clean(&mut self) {
        self.dirty.clear();
    }

    /// A page as bytes: how many places, then each record with its length.
    pub fn write_page(&self, number: usize, out: &mut Writer) {
        let Some(page) = self.pages.get(number) else { return };
        out.unsigned(page.ends.len() as u64);
        let mut start = 0;
        for end in &page.ends {
            out.run(page.bytes.get(start..*end as usize).unwrap_or_default());
            start = *end as usize;
        }
    }

    /// Takes in a page that [`Shelf::write_page`] wrote. It counts as clean. `None` where it
    /// cannot be read; the shelf is as before then.
    #[must_use]
    pub fn read_page(&mut self, number: usize, bytes: &[u8]) -> Option<()> {
        let mut reader = Reader::new(bytes);
        let places = usize::try_from(reader.unsigned()?).ok()?;
        if places > RECORDS_PER_PAGE {
            return None;
        }
        let mut page = ShelfPage { bytes: Vec::with_capacity(bytes.len()), ends: Vec::new() };
        for _ in 0..places {
            page.bytes.extend_from_slice(reader.run()?);
            page.ends.push(page.bytes.len() as u32);
        }
        if !reader.is_empty() {
            return None;
        }
        while self.pages.len() <= number {
            if let Some(last) = self.pages.last_mut() {
                while last.ends.len() < RECORDS_PER_PAGE {
                    last.ends.push(last.bytes.len() as u32);
                }
            }
            self.pages.push(ShelfPage::default());
        }
        // A page that is not the last one is full, whatever was lost of it.
        while number + 1 < self.pages.len() && page.ends.len() < RECORDS_PER_PAGE {
            page.ends.push(page.bytes.len() as u32);
        }
        *self.pages.get_mut(number)? = page;
        Some(())
    }

    /// Bytes in memory, roughly: what a measurement counts.
    #[must_use]
    pub fn bytes_in_memory(&self) -> usize {
        self.pages.iter().map(|page| page.bytes.capacity() + 4 * page.ends.capacity()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stay_where_they_were_put() {
        let mut shelf = Shelf::default();
        for (position, record) in
            [(0, "a"), (3, "dd"), (RECORDS_PER_PAGE + 2, "far"), (1, "bbb"), (3, ""), (0, "longer")]
        {
            shelf.put(position, record.as_bytes());
        }
        let there: Vec<_> = shelf.iter().collect();
        let expected = [(0, &b"longer"[..]), (1, &b"bbb"[..]), (RECORDS_PER_PAGE + 2, &b"far"[..])];
        assert_eq!(there, expected);
        assert_eq!(shelf.get(3), None, "vacant");
        assert_eq!(shelf.get(9_999), None, "never there");
        assert_eq!(shelf.len(), RECORDS_PER_PAGE + 3);
        assert_eq!(shelf.dirty_pages(), [0, 1]);
    }

    #[test]
    fn pages_are_read_as_they_were_written_in_any_order() {
        let mut shelf = Shelf::default();
        for position in 0..3_000 {
            shelf.put(position, format!("record {position}").as_bytes());
        }
        let page = |number| {
            let mut out = Writer::default();
            shelf.write_page(number, &mut out);
            out.into_bytes()
        };
        let mut read = Shelf::default();
        for number in [2, 0, 1] {
            assert_eq!(read.read_page(number, &page(number)), Some(()));
        }
        assert!(read.iter().eq(shelf.iter()));
        assert_eq!(read.len(), 3_000);
        assert!(read.dirty_pages().is_empty());
        let mut lost_one = Shelf::default();
        for number in [0, 2] {
            assert_eq!(lost_one.read_page(number, &page(number)), Some(()));
        }
        assert_eq!(lost_one.get(2_500), shelf.get(2_500), "the rest stays in its place");
        assert_eq!(lost_one.get(1_500), None);
        for end in 0..page(0).len() {
            assert_eq!(Shelf::default().read_page(0, &page(0)[..end]), None, "cut at {end}");
        }
    }
}
