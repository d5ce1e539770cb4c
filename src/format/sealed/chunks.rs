//! The chunks of a sealed file: how many, how long, and the cipher over them.

use aes_gcm::aead::generic_array::GenericArray;
use aes_gcm::aead::stream::{NewStream as _, StreamBE32, StreamPrimitive as _};

use super::key::Key;

/// Bytes of the tag behind each chunk.
pub(super) const TAG: u64 = 16;
/// Bytes of a nonce that are the file's; the place of the chunk and whether it is the last follow.
pub(super) const NONCE: usize = 7;
/// The longest chunk.
pub(super) const LONGEST: u32 = 4 << 20;

/// How content is cut.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    /// Bytes of a chunk, the last one apart.
    chunk: u64,
    /// Bytes of all.
    bytes: u64,
    /// How many there are.
    pub(super) count: u32,
}

impl Cut {
    /// `None` for no content, chunks of no length or too long, or more chunks than can be numbered.
    pub(super) fn of(chunk: u32, bytes: u64) -> Option<Cut> {
        let is_fit = (1..=LONGEST).contains(&chunk) && bytes > 0;
        let count = bytes.div_ceil(u64::from(chunk).max(1));
        let count = u32::try_from(count).ok().filter(|_| is_fit)?;
        Some(Cut { chunk: u64::from(chunk), bytes, count })
    }

    /// Bytes of all chunks with their tags; `None` where no number holds them.
    pub(super) fn sealed_bytes(self) -> Option<u64> {
        self.bytes.checked_add(u64::from(self.count) * TAG)
    }

    /// Where a chunk of the content stands.
    pub(super) fn plain(self, nth: u32) -> Option<std::ops::Range<usize>> {
        let from = u64::from(nth) * self.chunk;
        range(from, (from + self.chunk).min(self.bytes))
    }

    /// Where it stands with its tag, behind the head.
    pub(super) fn sealed(self, nth: u32) -> Option<std::ops::Range<usize>> {
        let tags = u64::from(nth) * TAG;
        let from = u64::from(nth) * self.chunk;
        range(from + tags, (from + self.chunk).min(self.bytes) + tags + TAG)
    }

    fn is_last(self, nth: u32) -> bool {
        nth.checked_add(1) == Some(self.count)
    }
}

fn range(from: u64, to: u64) -> Option<std::ops::Range<usize>> {
    Some(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
}

/// The cipher over the chunks of one file.
pub(super) struct Chunks {
    stream: StreamBE32<Key>,
    head: Vec<u8>,
    pub(super) cut: Cut,
}

impl Chunks {
    /// For a file with this head.
    pub(super) fn new(key: Key, nonce: [u8; NONCE], head: Vec<u8>, cut: Cut) -> Chunks {
        let stream = StreamBE32::from_aead(key, GenericArray::from_slice(&nonce));
        Chunks { stream, head, cut }
    }

    /// The line before the chunks.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// Seals a chunk; its tag comes behind it.
    pub(super) fn seal(&self, nth: u32, chunk: &mut Vec<u8>) -> Option<()> {
        self.stream.encrypt_in_place(nth, self.cut.is_last(nth), &self.head, chunk).ok()
    }

    /// Opens a chunk; `None` where anything of it or around it is not as it was sealed.
    pub(super) fn open(&self, nth: u32, chunk: &mut Vec<u8>) -> Option<()> {
        self.stream.decrypt_in_place(nth, self.cut.is_last(nth), &self.head, chunk).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_cut_without_gap_or_overlap() {
        for (chunk, bytes, count, rule) in [
            (4, 1, 1, "shorter than a chunk"),
            (4, 4, 1, "as long as one"),
            (4, 5, 2, "a byte more"),
            (1, 5, 5, "a byte each"),
            (LONGEST, 5, 1, "the longest"),
        ] {
            let cut = Cut::of(chunk, bytes).unwrap();
            assert_eq!(cut.count, count, "{rule}");
            let mut ends = (0, 0);
            for nth in 0..count {
                let (plain, sealed) = (cut.plain(nth).unwrap(), cut.sealed(nth).unwrap());
                assert_eq!((plain.start, sealed.start), ends, "{rule}");
                assert_eq!(sealed.len(), plain.len() + 16, "{rule}");
                ends = (plain.end, sealed.end);
            }
            assert_eq!((ends.0 as u64, Some(ends.1 as u64)), (bytes, cut.sealed_bytes()), "{rule}");
        }
        for (chunk, bytes, rule) in [
            (0, 5, "no length"),
            (LONGEST + 1, 5, "too long"),
            (4, 0, "nothing"),
            (1, 1 << 32, "too many"),
        ] {
            assert!(Cut::of(chunk, bytes).is_none(), "{rule}");
        }
    }
}
