//! What stands in the bodies of the four kinds of frames.

use super::frame::{FrameFault, HEADER, Kind, Reader, open, seal, seal_parts};

/// Marks one commit, so that it is known again after its answer was lost.
pub type CommitId = [u8; 16];

/// Where the change begins in the frame of a journal entry.
pub const CHANGE_AT: usize = HEADER + 16;

/// Where the records begin in the frame of a page.
pub const RECORDS_AT: usize = HEADER + 5;

/// How far the book has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number of the last commit.
    pub seq: u64,
    /// Its id.
    pub commit: CommitId,
}

impl Head {
    /// As a frame.
    #[must_use]
    pub fn seal(&self) -> Vec<u8> {
        seal(Kind::Head, self.seq, &self.commit)
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: &[u8]) -> Result<Head, FrameFault> {
        let frame = open(bytes, Kind::Head)?;
        let commit = frame.body.try_into().map_err(|_| FrameFault::Cut)?;
        Ok(Head { seq: frame.seq, commit })
    }
}

/// One change of the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// Its number.
    pub seq: u64,
    /// Its id.
    pub commit: CommitId,
    /// The change itself.
    pub change: &'a [u8],
}

impl<'a> Entry<'a> {
    /// As a frame.
    #[must_use]
    pub fn seal(&self) -> Vec<u8> {
        seal_parts(Kind::Entry, self.seq, &[&self.commit, self.change])
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: &'a [u8]) -> Result<Entry<'a>, FrameFault> {
        let frame = open(bytes, Kind::Entry)?;
        let mut rest = Reader(frame.body);
        let commit = rest.take().ok_or(FrameFault::Cut)?;
        Ok(Entry { seq: frame.seq, commit, change: rest.0 })
    }
}

/// Names a page: the collection, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId {
    /// Which collection.
    pub collection: u8,
    /// Which of its pages.
    pub number: u32,
}

/// Some records of one collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page<'a> {
    /// The checkpoint that wrote it.
    pub seq: u64,
    /// Which page.
    pub id: PageId,
    /// The records.
    pub records: &'a [u8],
}

impl<'a> Page<'a> {
    /// As a frame.
    #[must_use]
    pub fn seal(&self) -> Vec<u8> {
        let number = self.id.number.to_le_bytes();
        seal_parts(Kind::Page, self.seq, &[&[self.id.collection], &number, self.records])
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: &'a [u8]) -> Result<Page<'a>, FrameFault> {
        let frame = open(bytes, Kind::Page)?;
        let mut rest = Reader(frame.body);
        let id = page_id(&mut rest).ok_or(FrameFault::Cut)?;
        Ok(Page { seq: frame.seq, id, records: rest.0 })
    }
}

/// Where a checkpoint finds one of its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageRef {
    /// Which page.
    pub id: PageId,
    /// The checkpoint that wrote it.
    pub written: u64,
    /// The checksum of its whole frame.
    pub crc: u32,
}

/// Everything that makes up one checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The last commit that its pages hold.
    pub seq: u64,
    /// Its pages.
    pub pages: Vec<PageRef>,
}

impl Manifest {
    /// As a frame.
    #[must_use]
    pub fn seal(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(4 + 17 * self.pages.len());
        // More pages than fit into the count do not fit into memory either; it would open as cut.
        body.extend(u32::try_from(self.pages.len()).unwrap_or(u32::MAX).to_le_bytes());
        for page in &self.pages {
            body.push(page.id.collection);
            body.extend(page.id.number.to_le_bytes());
            body.extend(page.written.to_le_bytes());
            body.extend(page.crc.to_le_bytes());
        }
        seal(Kind::Manifest, self.seq, &body)
    }

    /// Reads the frame.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn open(bytes: &[u8]) -> Result<Manifest, FrameFault> {
        let frame = open(bytes, Kind::Manifest)?;
        let mut rest = Reader(frame.body);
        let count = rest.u32().ok_or(FrameFault::Cut)?;
        let mut pages = Vec::new();
        for _ in 0..count {
            pages.push(page_ref(&mut rest).ok_or(FrameFault::Cut)?);
        }
        if !rest.0.is_empty() {
            return Err(FrameFault::Cut);
        }
        Ok(Manifest { seq: frame.seq, pages })
    }
}

fn page_id(rest: &mut Reader<'_>) -> Option<PageId> {
    let [collection] = rest.take()?;
    Some(PageId { collection, number: rest.u32()? })
}

fn page_ref(rest: &mut Reader<'_>) -> Option<PageRef> {
    Some(PageRef { id: page_id(rest)?, written: rest.u64()?, crc: rest.u32()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMIT: CommitId = *b"0123456789abcdef";

    #[test]
    fn what_is_sealed_opens() {
        let head = Head { seq: 12, commit: COMMIT };
        assert_eq!(Head::open(&head.seal()), Ok(head));
        let id = PageId { collection: 3, number: 70_000 };
        for bytes in [&b""[..], b"x", &[9; 1000]] {
            let entry = Entry { seq: 4, commit: COMMIT, change: bytes };
            let sealed = entry.seal();
            assert_eq!(Entry::open(&sealed), Ok(entry));
            assert_eq!(&sealed[CHANGE_AT..], bytes);
            let page = Page { seq: 8, id, records: bytes };
            let sealed = page.seal();
            assert_eq!(Page::open(&sealed), Ok(page));
            assert_eq!(&sealed[RECORDS_AT..], bytes);
        }
        for count in [0, 1, 300] {
            let page = |at| PageRef {
                id: PageId { collection: 1, number: at },
                written: u64::from(at) * 5,
                crc: u32::MAX - at,
            };
            let manifest = Manifest { seq: 40, pages: (0..count).map(page).collect() };
            assert_eq!(Manifest::open(&manifest.seal()), Ok(manifest));
        }
    }

    #[test]
    fn a_whole_frame_with_another_body_is_cut() {
        assert_eq!(Head::open(&seal(Kind::Head, 1, b"short")), Err(FrameFault::Cut));
        assert_eq!(Head::open(&seal(Kind::Head, 1, &[0; 17])), Err(FrameFault::Cut));
        assert_eq!(Entry::open(&seal(Kind::Entry, 1, &[0; 15])), Err(FrameFault::Cut));
        assert_eq!(Page::open(&seal(Kind::Page, 1, &[0; 4])), Err(FrameFault::Cut));
        for body in [&[][..], &[1, 0, 0, 0], &[0, 0, 0, 0, 1], &[0xff, 0xff, 0xff, 0xff]] {
            assert_eq!(Manifest::open(&seal(Kind::Manifest, 1, body)), Err(FrameFault::Cut));
        }
    }
}
