//! What is sealed: the backup made small, and made large again.

use std::io::{self, Write};

use flate2::Compression;
use flate2::write::{GzEncoder, MultiGzDecoder};

use super::fault::SealedFault;

/// The largest backup that is unpacked: beyond this a phone's memory gives out.
const LARGEST: usize = 1 << 30;

/// A backup on its way into a sealed file.
#[derive(Debug)]
pub struct Packing(GzEncoder<Vec<u8>>);

impl Default for Packing {
    fn default() -> Self {
        Packing(GzEncoder::new(Vec::new(), Compression::default()))
    }
}

impl Packing {
    /// Takes the next bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        // A vector takes everything.
        let _ = self.0.write_all(bytes);
    }

    /// All of it; `before` stands in front of what was pushed: a backup knows its head last.
    pub(super) fn finish(self, before: &[u8]) -> io::Result<Vec<u8>> {
        let mut first = Vec::new();
        if !before.is_empty() {
            let mut head = GzEncoder::new(first, Compression::default());
            head.write_all(before)?;
            first = head.finish()?;
        }
        let mut packed = self.0.finish()?;
        packed.splice(0..0, first);
        Ok(packed)
    }
}

/// A backup on its way out of one.
pub(super) struct Unpacking(MultiGzDecoder<Bounded>);

impl Unpacking {
    pub(super) fn new() -> Unpacking {
        Unpacking(MultiGzDecoder::new(Bounded { bytes: Vec::new(), most: LARGEST, is_full: false }))
    }

    /// Takes the next packed bytes.
    pub(super) fn push(&mut self, packed: &[u8]) -> Result<(), SealedFault> {
        self.0.write_all(packed).map_err(|_| self.fault())
    }

    /// What came out since the last time.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0.get_mut().bytes)
    }

    pub(super) fn finish(mut self) -> Result<Vec<u8>, SealedFault> {
        self.0.try_finish().map_err(|_| self.fault())?;
        self.0.finish().map(|it| it.bytes).map_err(|_| SealedFault::Damaged)
    }

    fn fault(&self) -> SealedFault {
        if self.0.get_ref().is_full { SealedFault::TooLarge } else { SealedFault::Damaged }
    }
}

/// A vector that ends somewhere: some kilobytes can unpack to gigabytes.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let fits = self.bytes.len().saturating_add(piece.len()) <= self.most;
        if !fits || self.bytes.try_reserve(piece.len()).is_err() {
            self.is_full = true;
            return Err(io::ErrorKind::OutOfMemory.into());
        }
        self.bytes.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(pieces: &[&[u8]], before: &[u8]) -> Vec<u8> {
        let mut packing = Packing::default();
        pieces.iter().for_each(|piece| packing.push(piece));
        packing.finish(before).unwrap()
    }

    fn unpacked(packed: &[u8], most: usize) -> Result<Vec<u8>, SealedFault> {
        let out = Bounded { bytes: Vec::new(), most, is_full: false };
        let mut unpacking = Unpacking(MultiGzDecoder::new(out));
        for byte in packed.chunks(3) {
            unpacking.push(byte)?;
        }
        unpacking.finish()
    }

    #[test]
    fn what_is_packed_comes_out_up_to_a_size() {
        let small = packed(&[b"cd", b"", b"ef"], b"ab");
        for (packed, most, out, rule) in [
            (&small[..], 6, Ok(b"abcdef".to_vec()), "what comes before stands in front"),
            (&small[..], 5, Err(SealedFault::TooLarge), "a byte too much"),
            (&small[..small.len() - 1], 6, Err(SealedFault::Damaged), "cut"),
            (&packed(&[], b""), 6, Ok(vec![]), "nothing"),
            (&packed(&[&[0; 1 << 20]], b""), 1 << 16, Err(SealedFault::TooLarge), "a bomb"),
            (b"no gzip at all", 6, Err(SealedFault::Damaged), "something else"),
        ] {
            assert_eq!(unpacked(packed, most), out, "{rule}");
        }
    }
}
