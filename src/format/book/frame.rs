//! The frame around every value that the book puts into the browser's storage.
//!
//! ```text
//! at 0   4   5        7          15            19          23
//!    HTB1|kind|schema u16|seq u64|length u32|crc32 u32|body …
//! ```
//!
//! Numbers are little endian. The checksum covers kind to length, and the body. The schema stands
//! before everything that could change with it: an older app sees that a book is newer than itself
//! without understanding anything else of it.

use crc32fast::Hasher;

/// The version of everything inside the frames. It grows when an older app would misread the book:
/// with 2 came people, and of orders the channel and dropship; with 3 what the seller says and does;
/// with 4 closed days of the week and the clock of the shop; with 5 what is booked: rules, tiers, points,
/// coupons.
pub const SCHEMA: u16 = 5;

/// What every frame begins with.
pub const MAGIC: [u8; 4] = *b"HTB1";

/// Bytes before the body.
pub const HEADER: usize = 23;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// How far the book has come.
    Head = 1,
    /// One change.
    Entry = 2,
    /// Some records of one collection.
    Page = 3,
    /// Which pages make up a checkpoint.
    Manifest = 4,
}

/// Why bytes are not the frame they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrameFault {
    /// It does not begin like one.
    NotAFrame,
    /// A frame of another kind.
    WrongKind,
    /// Written by a newer app: not ours to judge.
    Newer {
        /// The version it was written in.
        schema: u16,
    },
    /// Longer or shorter than it says.
    Cut,
    /// The bytes are not those that were written.
    Checksum,
}

impl FrameFault {
    /// True where a newer app wrote it.
    #[must_use]
    pub const fn is_newer(self) -> bool {
        matches!(self, FrameFault::Newer { .. })
    }
}

/// A frame that is whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The version it was written in.
    pub schema: u16,
    /// The commit or checkpoint it belongs to.
    pub seq: u64,
    /// What it carries.
    pub body: &'a [u8],
}

/// Puts a frame around `body`.
#[must_use]
pub fn seal(kind: Kind, seq: u64, body: &[u8]) -> Vec<u8> {
    seal_parts(kind, seq, &[body])
}

/// Puts a frame around the pieces of a body, which are copied once.
#[must_use]
pub fn seal_parts(kind: Kind, seq: u64, body: &[&[u8]]) -> Vec<u8> {
    let length: usize = body.iter().map(|part| part.len()).sum();
    let mut out = Vec::with_capacity(HEADER + length);
    out.extend(MAGIC);
    out.push(kind as u8);
    out.extend(SCHEMA.to_le_bytes());
    out.extend(seq.to_le_bytes());
    // A body beyond 4 GiB does not fit into the memory of a page; sealed anyway, it opens as cut.
    out.extend(u32::try_from(length).unwrap_or(u32::MAX).to_le_bytes());
    let mut crc = Hasher::new();
    crc.update(out.get(MAGIC.len()..).unwrap_or_default());
    body.iter().for_each(|part| crc.update(part));
    out.extend(crc.finalize().to_le_bytes());
    body.iter().for_each(|part| out.extend_from_slice(part));
    out
}

/// Takes the frame off.
///
/// # Errors
/// [`FrameFault`]; a newer schema is said before anything else but the magic is looked at.
pub fn open(bytes: &[u8], kind: Kind) -> Result<Frame<'_>, FrameFault> {
    let mut rest = Reader(bytes);
    if rest.take::<4>().ok_or(FrameFault::NotAFrame)? != MAGIC {
        return Err(FrameFault::NotAFrame);
    }
    let [found] = rest.take().ok_or(FrameFault::Cut)?;
    let schema = u16::from_le_bytes(rest.take().ok_or(FrameFault::Cut)?);
    if schema > SCHEMA {
        return Err(FrameFault::Newer { schema });
    }
    if found != kind as u8 {
        return Err(FrameFault::WrongKind);
    }
    let seq = rest.u64().ok_or(FrameFault::Cut)?;
    let length = rest.u32().ok_or(FrameFault::Cut)?;
    let written = rest.u32().ok_or(FrameFault::Cut)?;
    let body = rest.0;
    if u32::try_from(body.len()) != Ok(length) {
        return Err(FrameFault::Cut);
    }
    let mut crc = Hasher::new();
    crc.update(bytes.get(MAGIC.len()..HEADER - 4).unwrap_or_default());
    crc.update(body);
    if crc.finalize() != written {
        return Err(FrameFault::Checksum);
    }
    Ok(Frame { schema, seq, body })
}

/// The checksum of a whole frame, as a manifest remembers it.
#[must_use]
pub fn checksum(frame: &[u8]) -> u32 {
    crc32fast::hash(frame)
}

/// Fixed fields off the front of some bytes.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl Reader<'_> {
    pub(super) fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (field, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*field)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.take().map(u32::from_le_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.take().map(u64::from_le_bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Kind; 4] = [Kind::Head, Kind::Entry, Kind::Page, Kind::Manifest];

    #[test]
    fn what_is_sealed_opens() {
        let long = vec![7; 70_000];
        for kind in ALL {
            for (seq, body) in [(0, &b""[..]), (1, b"a"), (u64::MAX, &long)] {
                let sealed = seal(kind, seq, body);
                assert_eq!(sealed.len(), HEADER + body.len());
                assert_eq!(open(&sealed, kind), Ok(Frame { schema: SCHEMA, seq, body }));
            }
        }
    }

    #[test]
    fn parts_are_the_same_as_one_piece() {
        let parts = seal_parts(Kind::Page, 9, &[b"ab", b"", b"cde"]);
        assert_eq!(parts, seal(Kind::Page, 9, b"abcde"));
    }

    /// The bytes that other readers rely on. If this test must change, so must [`SCHEMA`].
    #[test]
    fn the_bytes_stay_as_they_are() {
        let sealed = seal(Kind::Entry, 0x0102, b"hi");
        let shown: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(shown, "485442310205000201000000000000020000001c38f08f6869");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let whole = seal(Kind::Page, 5, b"body");
        let with = |at: usize, byte: u8| {
            let mut bytes = whole.clone();
            bytes[at] = byte;
            bytes
        };
        let mut longer = whole.clone();
        longer.push(0);
        let rows = [
            (Vec::new(), FrameFault::NotAFrame),
            (b"HTB".to_vec(), FrameFault::NotAFrame),
            (b"HTB2 and so on, as long as a header".to_vec(), FrameFault::NotAFrame),
            (b"HTB1".to_vec(), FrameFault::Cut),
            (with(4, 2), FrameFault::WrongKind),
            (with(4, 99), FrameFault::WrongKind),
            (with(5, 6), FrameFault::Newer { schema: 6 }),
            (with(6, 1), FrameFault::Newer { schema: 261 }),
            (with(5, 0), FrameFault::Checksum),
            (with(5, 1), FrameFault::Checksum),
            (with(7, 6), FrameFault::Checksum),
            (with(15, 3), FrameFault::Cut),
            (with(22, whole[22] ^ 1), FrameFault::Checksum),
            (with(HEADER, b'B'), FrameFault::Checksum),
            (longer, FrameFault::Cut),
        ];
        for (bytes, fault) in rows {
            assert_eq!(open(&bytes, Kind::Page), Err(fault), "{bytes:?}");
        }
        // Newer, and nothing behind the schema is what we know.
        let newer = b"HTB1\xff\x06\x00";
        assert_eq!(open(newer, Kind::Head), Err(FrameFault::Newer { schema: 6 }));
    }

    #[test]
    fn no_flipped_bit_and_no_cut_passes() {
        let whole = seal(Kind::Manifest, 77, b"The quick brown fox");
        for at in 0..whole.len() {
            assert!(open(&whole[..at], Kind::Manifest).is_err(), "cut at {at}");
            for mask in 1..=255 {
                let mut bytes = whole.clone();
                bytes[at] ^= mask;
                let fault = open(&bytes, Kind::Manifest).expect_err("a flipped byte");
                let newer = matches!(fault, FrameFault::Newer { .. });
                assert!(!newer || at == 5 || at == 6, "{at}: {fault:?}");
            }
        }
    }
}
